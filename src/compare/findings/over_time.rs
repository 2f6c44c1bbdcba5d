//! What changed over time: who parted and who met again, and who changed sides.

use std::ops::ControlFlow;

use super::inquiry::{Inquiry, apart_words};
use super::stake::Stake;
use super::{Finding, FindingKind, GoOn};
use crate::compare::slice::factor;
use crate::compare::words::{in_words, number_of};
use crate::compare::{Interval, Slice, Stretch};
use crate::estimate::Day;
use crate::words::Sentence;

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

fn stretches<'a>(inquiry: &Inquiry<'a>, voice: usize) -> &'a [Stretch] {
    inquiry.comparison.tracks.get(voice).map_or(&[], |track| &track.stretches)
}

/// Two stretches that stand together, since when.
#[derive(Clone, Copy)]
struct Together<'a> {
    since: Day,
    a: &'a Stretch,
    b: &'a Stretch,
}

impl Together<'_> {
    fn is_apart(&self) -> bool {
        !self.a.read.meets(self.b.read)
    }
}

/// How two voices stand to each other whenever both do, in order, told to `see`.
fn side_by_side<'a>(a: &'a [Stretch], b: &'a [Stretch], mut see: impl FnMut(Together<'a>)) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(one), Some(other)) = (a.peek().copied(), b.peek().copied()) {
        let ends_first = |x: &Stretch, y: &Stretch| match (x.to, y.to) {
            (Some(x), Some(y)) => x <= y,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let since = one.from.max(other.from);
        let is_over = |stretch: &Stretch| stretch.to.is_some_and(|to| to < since);
        if !is_over(one) && !is_over(other) {
            see(Together { since, a: one, b: other });
        }
        if ends_first(one, other) {
            a.next();
        } else if other.to.is_some() {
            b.next();
        } else {
            break;
        }
    }
}

/// That two voices which shared a value parted last, or met again after that.
fn parting(inquiry: &Inquiry<'_>, a: usize, b: usize) -> Option<Finding> {
    let mut shared: Option<Together<'_>> = None;
    let mut parted: Option<(Together<'_>, Together<'_>)> = None;
    let mut met: Option<Together<'_>> = None;
    let mut was_apart = None;
    side_by_side(stretches(inquiry, a), stretches(inquiry, b), |now| {
        match (was_apart, now.is_apart()) {
            (Some(false), true) => {
                parted = shared.map(|shared| (shared, now));
                met = None;
            }
            (Some(true), false) if parted.is_some() => met = Some(now),
            _ => {}
        }
        if !now.is_apart() {
            shared = Some(now);
        }
        was_apart = Some(now.is_apart());
    });
    let (shared, apart) = parted?;
    Some(tell_parting(inquiry, [a, b], shared, apart, met))
}

fn tell_parting(
    inquiry: &Inquiry<'_>,
    [a, b]: [usize; 2],
    shared: Together<'_>,
    apart: Together<'_>,
    met: Option<Together<'_>>,
) -> Finding {
    let mut text = Sentence::default();
    let (lower, upper) = match apart.a.read.high() < apart.b.read.low() {
        true => (apart.a.read, apart.b.read),
        false => (apart.b.read, apart.a.read),
    };
    text.of(format!("{} and {}", inquiry.name(a), inquiry.name(b)), vec![a, b]);
    text.say(format!(" parted on {}: ", apart.since.spoken()));
    inquiry.tell(&mut text, a, apart.a.estimate, apart.a.read);
    text.say(" and ");
    inquiry.tell(&mut text, b, apart.b.estimate, apart.b.read);
    text.say(format!(" lie {}", apart_words(lower, upper)));
    let kind = match met {
        None => {
            text.say(". Before, they shared a value.");
            inquiry.tell_party(&mut text, a, b);
            FindingKind::Parted
        }
        Some(met) => {
            text.say(format!(". They met again on {}, with ", met.since.spoken()));
            inquiry.tell(&mut text, a, met.a.estimate, met.a.read);
            text.say(" and ");
            inquiry.tell(&mut text, b, met.b.estimate, met.b.read);
            text.say(".");
            FindingKind::MetAgain
        }
    };
    let estimates: Vec<_> = text.parts.iter().flat_map(|part| part.estimates.clone()).collect();
    let stake = Stake::of(inquiry, &estimates);
    let size = factor(lower, upper).unwrap_or(f64::MAX);
    let weight = stake.weight(if kind == FindingKind::Parted { size } else { 0.0 });
    let day = met.map_or(apart.since, |met| met.since);
    inquiry.finding(kind, text, weight, &[shared.a.estimate, shared.b.estimate]).seen_on(day)
}

/// Where a voice stands while two others or more share a value.
#[derive(Clone, Copy)]
struct Side<'a> {
    since: Day,
    is_in_core: bool,
    core: Interval,
    stretch: &'a Stretch,
}

/// That a voice last left the core, or came into it.
fn change_of_sides(inquiry: &Inquiry<'_>, voice: usize) -> Option<Finding> {
    let mut after: Option<Side<'_>> = None;
    let mut before = None;
    for side in sides_backwards(inquiry, voice) {
        match after {
            Some(later) if later.is_in_core != side.is_in_core => {
                before = Some(side);
                break;
            }
            // The earliest day on which it stood there.
            _ => after = Some(side),
        }
    }
    let (before, after) = (before?, after?);
    let mut text = Sentence::default();
    let (from, to) = match after.is_in_core {
        true => ("stood outside", "has been among those that share a value"),
        false => ("was among those that share a value", "has stood outside"),
    };
    text.of(inquiry.name(voice), vec![voice]);
    text.say(format!(" {from} and {to} since {}: ", after.since.spoken()));
    let number = |stretch: &Stretch| {
        number_of(inquiry.files, inquiry.question, stretch.estimate, stretch.read)
    };
    if before.stretch.estimate == after.stretch.estimate {
        text.about(
            format!("it kept its {}", number(after.stretch)),
            vec![voice],
            vec![after.stretch.estimate],
        );
    } else {
        text.about(
            format!("its {} became", number(before.stretch)),
            vec![voice],
            vec![before.stretch.estimate],
        );
        text.about(
            format!(" {}", number(after.stretch)),
            vec![voice],
            vec![after.stretch.estimate],
        );
    }
    text.say(", ");
    text.say(match before.core == after.core {
        true => format!("while {} stayed shared.", in_words(after.core)),
        false => format!(
            "while the others went from {} to {}.",
            in_words(before.core),
            in_words(after.core)
        ),
    });
    let weight = Stake::of(inquiry, &[after.stretch.estimate]).weight(0.0);
    Some(inquiry.finding(FindingKind::ChangedSides, text, weight, &[]).seen_on(after.since))
}

/// On which side a voice stood, from the last segment to the first, where it stood and there were
/// sides.
fn sides_backwards<'a>(inquiry: &Inquiry<'a>, voice: usize) -> impl Iterator<Item = Side<'a>> {
    let stretches = stretches(inquiry, voice);
    inquiry.comparison.segments.iter().rev().filter_map(move |segment| {
        let since = segment.from?;
        let agreement = &segment.agreement;
        let core = *agreement.core.first()?;
        if agreement.support < 2 {
            return None;
        }
        let stretch = crate::compare::sweep::standing_on(stretches, since)?;
        let is_in_core = agreement.outside.binary_search(&voice).is_err();
        Some(Side { since, is_in_core, core, stretch })
    })
}
