//! What changed over time: who parted and who met again, and who changed sides.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, Parting, Side};
use crate::compare::{Distance, GoOn, Interval, Slice, Stretch};
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
    let distance = Distance::between(apart.a.read, apart.b.read);
    let said = |at: Together<'_>| {
        [(a, at.a), (b, at.b)].map(|(voice, s)| inquiry.mention(voice, s.estimate, s.read))
    };
    let estimates = |at: Together<'_>| [at.a.estimate, at.b.estimate];
    let parting = Parting { said: said(apart), distance };
    let mut evidence = estimates(apart).to_vec();
    evidence.extend(met.into_iter().flat_map(estimates));
    let stake = Stake::of(inquiry, &evidence);
    evidence.extend(estimates(shared));
    let (fact, size, day) = match met {
        None => {
            let party = inquiry.party(a, b);
            (Fact::Parted { apart: parting, party }, distance.size(), apart.since)
        }
        Some(met) => {
            let on = apart.since;
            (Fact::MetAgain { apart: parting, on, met: said(met) }, 0.0, met.since)
        }
    };
    inquiry.finding(fact, stake.weight(size), &evidence).seen_on(day)
}

/// Where a voice stands while two others or more share a value.
#[derive(Clone, Copy)]
struct Stand<'a> {
    since: Day,
    is_in_core: bool,
    core: Interval,
    stretch: &'a Stretch,
}

/// That a voice last left the core, or came into it.
fn change_of_sides(inquiry: &Inquiry<'_>, voice: usize) -> Option<Finding> {
    let mut after: Option<Stand<'_>> = None;
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
    let side = |at: Stand<'_>| Side {
        is_in_core: at.is_in_core,
        core: at.core,
        estimate: at.stretch.estimate,
        number: inquiry.comparison.number(inquiry.files, at.stretch.estimate, at.stretch.read),
    };
    let by = inquiry.comparison.speaker(voice);
    let fact = Fact::ChangedSides { by, before: side(before), after: side(after) };
    let (was, is) = (before.stretch.estimate, after.stretch.estimate);
    let weight = Stake::of(inquiry, &[is]).weight(0.0);
    Some(inquiry.finding(fact, weight, &[was, is]).seen_on(after.since))
}

/// On which side a voice stood, from the last segment to the first, where it stood and there were
/// sides.
fn sides_backwards<'a>(inquiry: &Inquiry<'a>, voice: usize) -> impl Iterator<Item = Stand<'a>> {
    let stretches = stretches(inquiry, voice);
    inquiry.comparison.segments.iter().rev().filter_map(move |segment| {
        let since = segment.from?;
        let agreement = &segment.agreement;
        let core = *agreement.core.first()?;
        if agreement.support < 2 {
            return None;
        }
        let stretch = crate::compare::stands::sweep::standing_on(stretches, since)?;
        let is_in_core = agreement.outside.binary_search(&voice).is_err();
        Some(Stand { since, is_in_core, core, stretch })
    })
}
