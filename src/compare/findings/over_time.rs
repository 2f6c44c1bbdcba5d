//! What changed over time: who parted and who met again, and who changed sides.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, Parting, Side};
use crate::compare::stands::sweep::standing_on;
use crate::compare::told::gap;
use crate::compare::{
    Cause, Causes, Distance, EstimateRef, GoOn, Interval, Slice, StandingVoice, Stretch, agree,
};
use crate::estimate::Day;

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    let voices = voices_looked_at(inquiry);
    for (place, a) in voices.iter().copied().enumerate() {
        go_on()?;
        for b in voices.iter().copied().skip(place + 1) {
            found.extend(parting(inquiry, a, b));
        }
    }
    for voice in voices {
        go_on()?;
        found.extend(change_of_sides(inquiry, voice));
    }
    ControlFlow::Continue(())
}

/// Everybody who counts; of very many only those that stand on the day, as far as they are not too
/// many themselves: each is held against each.
fn voices_looked_at(inquiry: &Inquiry<'_>) -> Vec<usize> {
    let comparison = inquiry.comparison;
    let counted = (0..comparison.voices.len()).filter(|voice| {
        comparison.voices.get(*voice).is_some_and(crate::compare::Voice::is_counted)
    });
    let all: Vec<usize> = counted.collect();
    if all.len() <= Slice::MOST_PAIRED {
        return all;
    }
    let standing = inquiry.slice.standing.iter().map(|standing| standing.voice);
    standing.take(Slice::MOST_PAIRED).collect()
}

/// Two stretches that stand together, from when to when.
#[derive(Clone, Copy)]
struct Together<'a> {
    from: Day,
    to: Day,
    a: &'a Stretch,
    b: &'a Stretch,
}

/// Whenever two voices both stand up to a day, in order, told to `see`.
fn side_by_side<'a>(
    a: &'a [Stretch],
    b: &'a [Stretch],
    at: Day,
    mut see: impl FnMut(Together<'a>),
) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(one), Some(other)) = (a.peek().copied(), b.peek().copied()) {
        let last = |stretch: &Stretch| stretch.to.map_or(at, |to| to.min(at));
        let (from, to) = (one.from.max(other.from), last(one).min(last(other)));
        if from <= to {
            see(Together { from, to, a: one, b: other });
        }
        if last(one) <= last(other) {
            a.next()
        } else {
            b.next()
        };
    }
}

/// How two voices stand to each other on a day.
#[derive(Clone, Copy)]
struct Moment<'a> {
    day: Day,
    of: Together<'a>,
    reads: [Interval; 2],
}

impl<'a> Moment<'a> {
    fn new(inquiry: &Inquiry<'_>, of: Together<'a>, day: Day) -> Moment<'a> {
        let reads = [inquiry.read_on(of.a, day), inquiry.read_on(of.b, day)];
        Moment { day, of, reads }
    }

    fn distance(&self) -> Distance {
        let [a, b] = self.reads;
        Distance::between(a, b)
    }

    fn estimates(&self) -> [EstimateRef; 2] {
        [self.of.a.estimate(), self.of.b.estimate()]
    }

    /// Whether they share a value, or lie apart by enough to speak of; none where they do neither.
    fn is_shared(&self, inquiry: &Inquiry<'_>) -> Option<bool> {
        let [a, b] = self.reads;
        match a.meets(b) {
            true => Some(true),
            false => inquiry.is_material(self.distance()).then_some(false),
        }
    }

    /// The same, and which of the two is the lower one.
    fn stand(&self, inquiry: &Inquiry<'_>) -> (Option<bool>, bool) {
        let [a, b] = self.reads;
        (self.is_shared(inquiry), a.high() < b.low())
    }
}

/// How two voices came to stand apart, and whether they met again.
#[derive(Clone, Copy, Default)]
struct Course<'a> {
    /// The last on which they shared a value.
    shared: Option<Moment<'a>>,
    parted: Option<(Moment<'a>, Moment<'a>)>,
    met: Option<Moment<'a>>,
    is_apart: bool,
}

impl<'a> Course<'a> {
    fn see(&mut self, inquiry: &Inquiry<'_>, now: Moment<'a>) {
        match now.is_shared(inquiry) {
            Some(true) => {
                if self.is_apart && self.parted.is_some() {
                    self.met = Some(now);
                }
                (self.shared, self.is_apart) = (Some(now), false);
            }
            Some(false) => {
                if let Some(shared) = self.shared.filter(|_| !self.is_apart) {
                    (self.parted, self.met) = (Some((shared, now)), None);
                }
                self.is_apart = true;
            }
            None => {}
        }
    }
}

/// That two voices which shared a value parted last, or met again after that.
fn parting(inquiry: &Inquiry<'_>, a: usize, b: usize) -> Option<Finding> {
    let mut course = Course::default();
    side_by_side(inquiry.stretches(a), inquiry.stretches(b), inquiry.at(), |together| {
        let first = Moment::new(inquiry, together, together.from);
        let last = Moment::new(inquiry, together, together.to);
        course.see(inquiry, first);
        // Along two straight lines: as they stand to each other at both ends, so between.
        if first.stand(inquiry) != last.stand(inquiry) {
            for day in 1..first.day.days_until(last.day) {
                course.see(inquiry, Moment::new(inquiry, together, first.day.plus(day)));
            }
        }
        course.see(inquiry, last);
    });
    let (shared, apart) = course.parted?;
    Some(tell_parting(inquiry, [a, b], shared, apart, course.met))
}

fn tell_parting(
    inquiry: &Inquiry<'_>,
    [a, b]: [usize; 2],
    shared: Moment<'_>,
    apart: Moment<'_>,
    met: Option<Moment<'_>>,
) -> Finding {
    let distance = apart.distance();
    let said = |at: Moment<'_>| {
        let [of_a, of_b] = at.reads;
        [(a, at.of.a, of_a), (b, at.of.b, of_b)]
            .map(|(voice, stretch, read)| inquiry.mention_on(voice, (stretch, read), at.day))
    };
    let parting = Parting {
        said: said(apart),
        distance,
        on: apart.day,
        shared_on: shared.day,
        least: inquiry.question.least_difference,
        causes: causes_between(shared, apart),
    };
    let mut evidence = apart.estimates().to_vec();
    evidence.extend(met.iter().flat_map(Moment::estimates));
    let stake = Stake::of(inquiry, &evidence);
    evidence.extend(shared.estimates());
    let (fact, size, day) = match met {
        None => {
            let party = inquiry.party(a, b);
            (Fact::Parted { apart: parting, party }, distance.size(), apart.day)
        }
        Some(met) => (Fact::MetAgain { apart: parting, met: said(met) }, 0.0, met.day),
    };
    inquiry.finding(fact, stake.weight(size), &evidence).seen_on(day)
}

/// Why two that shared a value stand apart: what each said anew, else that totals grew.
fn causes_between(shared: Moment<'_>, apart: Moment<'_>) -> Causes {
    let voices = [(shared.of.a, apart.of.a), (shared.of.b, apart.of.b)];
    let anew = voices.into_iter().filter(|(before, now)| before.estimate() != now.estimate());
    let causes = anew.fold(Causes::default(), |causes, (_, now)| causes.and(now.begins));
    if causes.is_empty() { Causes::from(Cause::Carried) } else { causes }
}

/// On which side a voice stands while two others or more share a value.
#[derive(Clone, Copy)]
struct Stand {
    from: Day,
    to: Day,
    is_in_core: bool,
}

/// That a voice last left the core, or came into it.
fn change_of_sides(inquiry: &Inquiry<'_>, voice: usize) -> Option<Finding> {
    let mut after: Option<Stand> = None;
    let mut before = None;
    for stand in stands_backwards(inquiry, voice) {
        match after {
            Some(later) if later.is_in_core != stand.is_in_core => {
                before = Some(stand);
                break;
            }
            // The earliest day on which it stood there.
            _ => after = Some(stand),
        }
    }
    let (before, after) = (before?, after?);
    let (was, is) = (side(inquiry, voice, before.to)?, side(inquiry, voice, after.from)?);
    let (old, new) = (was.said.estimate, is.said.estimate);
    let by = inquiry.comparison.speaker(voice);
    let causes = inquiry.comparison.segment_at(after.from).causes;
    let is_in_core = after.is_in_core;
    let anew = said_anew(inquiry, voice, after.from);
    let anew: Vec<&StandingVoice> = anew.iter().collect();
    let named = inquiry.comparison.mentions(inquiry.files, &anew, MOST_TOLD);
    let fact = Fact::ChangedSides { by, is_in_core, before: was, after: is, anew: named, causes };
    let weight = Stake::of(inquiry, &[new]).weight(0.0);
    let evidence = [vec![old, new], anew.iter().map(|standing| standing.estimate).collect()];
    Some(inquiry.finding(fact, weight, &evidence.concat()).seen_on(after.from))
}

/// What others than this voice stand with on a day and did not the day before.
fn said_anew(inquiry: &Inquiry<'_>, voice: usize, day: Day) -> Vec<StandingVoice> {
    let Inquiry { comparison, files, .. } = *inquiry;
    let before = comparison.counted_on(day.plus(-1));
    let slice = comparison.slice(files, day);
    let is_anew = |standing: &StandingVoice| {
        let stood = before.get(standing.voice).copied().flatten();
        standing.voice != voice && stood.is_none_or(|stood| stood.estimate() != standing.estimate)
    };
    slice.standing.into_iter().filter(is_anew).collect()
}

/// Where a voice stands on a day, beside the core that it is in, else the nearest.
fn side(inquiry: &Inquiry<'_>, voice: usize, day: Day) -> Option<Side> {
    let Inquiry { comparison, files, .. } = *inquiry;
    let counted = comparison.counted_on(day);
    let reads = comparison.compared(files, day, &counted);
    let (stretch, read) = (*counted.get(voice)?, *reads.get(voice)?);
    let (stretch, read) = stretch.zip(read)?;
    let all: Vec<Interval> = reads.into_iter().flatten().collect();
    let core = agree(&all).core.into_iter();
    let core = core.min_by(|a, b| gap(read, *a).total_cmp(&gap(read, *b)))?;
    Some(Side { on: day, core, said: inquiry.mention_on(voice, (stretch, read), day) })
}

/// On which side a voice stood, from the last segment to the first, where it stood and there were
/// sides.
fn stands_backwards<'a>(
    inquiry: &'a Inquiry<'_>,
    voice: usize,
) -> impl Iterator<Item = Stand> + use<'a> {
    let (stretches, at) = (inquiry.stretches(voice), inquiry.at());
    inquiry.comparison.segments.iter().rev().filter_map(move |segment| {
        let from = segment.from.filter(|from| *from <= at)?;
        standing_on(stretches, from)?;
        let is_in_core = segment.agreement.outside.binary_search(&voice).is_err();
        let to = segment.to.map_or(at, |to| to.min(at));
        (segment.agreement.support > 1).then_some(Stand { from, to, is_in_core })
    })
}

/// Of those that began to stand no more are named.
const MOST_TOLD: usize = 3;
