//! Figures that somebody changed later: another one for the same day, one put in place of another,
//! one taken back.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{AboutMeasures, Fact, Finding, Revision};
use crate::compare::{EstimateRef, GoOn, NotCountedWhy};
use crate::estimate::{Day, Estimate};

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    for (place, _) in inquiry.files.iter().enumerate() {
        go_on()?;
        replaced(inquiry, place, found);
    }
    for track in &inquiry.comparison.tracks {
        go_on()?;
        for_the_same_day(inquiry, track.voice, &track.statements, found);
    }
    ControlFlow::Continue(())
}

/// What says that it replaces something else, and what was taken back.
fn replaced(inquiry: &Inquiry<'_>, place: usize, found: &mut Vec<Finding>) {
    let Some(file) = inquiry.files.get(place) else { return };
    let asked = &inquiry.question.measure;
    let has_come =
        |new: &Estimate<'_>| inquiry.has_come(*new) && inquiry.is_known(new.known_from());
    for new in file.ledger.estimates().filter(has_come) {
        if new.measure() == asked
            && let Some(day) = new.retracted().filter(|day| inquiry.is_known(*day))
        {
            found.push(tell_retracted(inquiry, place, new, day));
        }
        for id in new.supersedes() {
            let old = file.ledger.find(&crate::estimate::OwnId::Stated(id.into()));
            let Some(old) = old.filter(|old| old.index() != new.index()) else { continue };
            // Of a linked measure only what stays within it.
            let (of, now) = (old.measure(), new.measure());
            let is_linked = of == now && (of.is_part_of(asked) || asked.is_part_of(of));
            let concerns_it = of == asked || now == asked || is_linked;
            if concerns_it && has_other_figure(old, new) {
                found.push(tell_change(inquiry, (place, old), (place, new), true));
            }
        }
    }
}

fn has_other_figure(old: Estimate<'_>, new: Estimate<'_>) -> bool {
    old.measure() != new.measure() || old.value() != new.value()
}

/// Of each day on which a voice spoke more than once, the first figure and the last, where they
/// differ and were told on different days.
fn for_the_same_day(
    inquiry: &Inquiry<'_>,
    voice: usize,
    statements: &[(EstimateRef, Option<NotCountedWhy>)],
    found: &mut Vec<Finding>,
) {
    let mut first_of_day: BTreeMap<(Day, Day), EstimateRef> = BTreeMap::new();
    let mut last_of_day: BTreeMap<(Day, Day), EstimateRef> = BTreeMap::new();
    let is_single = inquiry.comparison.voices.get(voice).is_some_and(|voice| !voice.is_unknown);
    let counts = |why: &Option<NotCountedWhy>| why.is_none();
    for (of, _) in statements.iter().filter(|(_, why)| is_single && counts(why)) {
        let Some(estimate) = inquiry.estimate(*of).filter(|one| inquiry.has_come(*one)) else {
            continue;
        };
        let as_of = (estimate.as_of().from(), estimate.as_of().to());
        first_of_day.entry(as_of).or_insert(*of);
        last_of_day.insert(as_of, *of);
    }
    for (day, first) in first_of_day {
        let Some(last) = last_of_day.get(&day).copied() else { continue };
        let (Some(old), Some(new)) = (inquiry.estimate(first), inquiry.estimate(last)) else {
            continue;
        };
        let is_later = old.known_from() < new.known_from();
        // The same body, and not only one of the same group.
        let is_same_origin = inquiry.origin_of(old) == inquiry.origin_of(new);
        let is_told = is_said_to_replace(old, new);
        if is_later && is_same_origin && old.bounds() != new.bounds() && !is_told {
            let old = (usize::from(first.file), old);
            let new = (usize::from(last.file), new);
            found.push(tell_change(inquiry, old, new, false));
        }
    }
}

fn is_said_to_replace(old: Estimate<'_>, new: Estimate<'_>) -> bool {
    old.stated_id().is_some_and(|old| new.supersedes().any(|id| id == old))
}

fn tell_change(
    inquiry: &Inquiry<'_>,
    (old_file, old): (usize, Estimate<'_>),
    (new_file, new): (usize, Estimate<'_>),
    is_replaced: bool,
) -> Finding {
    let asked = &inquiry.question.measure;
    let evidence =
        [EstimateRef::new(old_file, old.index()), EstimateRef::new(new_file, new.index())];
    let stake = match old.measure() == asked && new.measure() == asked {
        true => Stake::of(inquiry, &evidence),
        false => Stake::Beside,
    };
    let about = if old.measure() != new.measure() {
        Some(AboutMeasures::Different)
    } else {
        Some(new.measure()).filter(|of| *of != asked).cloned().map(AboutMeasures::Other)
    };
    let fact = Fact::Revision(Revision::Changed {
        old: Box::new(inquiry.saying((evidence[0], old), new)),
        new: Box::new(inquiry.saying((evidence[1], new), old)),
        is_newer: is_replaced && new.as_of().to() > old.as_of().to(),
        told_on: new.published(),
        about,
    });
    inquiry.finding(fact, stake.min(Stake::Core).weight(size(old, new)), &evidence)
}

/// By what factor a figure was changed, less one.
fn size(old: Estimate<'_>, new: Estimate<'_>) -> f64 {
    let most = |of: Estimate<'_>| of.bounds().map(|bounds| bounds.hull().1);
    match (most(old), most(new)) {
        (Some(old), Some(new)) if old > 0.0 && new > 0.0 => (new / old).max(old / new) - 1.0,
        _ => 0.0,
    }
}

fn tell_retracted(
    inquiry: &Inquiry<'_>,
    place: usize,
    estimate: Estimate<'_>,
    day: Day,
) -> Finding {
    let of = EstimateRef::new(place, estimate.index());
    let said = inquiry.saying((of, estimate), estimate);
    let fact = Fact::Revision(Revision::TakenBack { said, on: day });
    inquiry.finding(fact, Stake::Past.weight(1.0), &[of])
}
