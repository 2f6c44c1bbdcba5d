//! What a newer copy of a file says otherwise than the copy before it: statements added, withdrawn,
//! with another number or another date.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding};
use crate::compare::{
    EstimateRef, GoOn, VintageChange, VintageChangeKind, VintageDifference, vintage_difference,
};
use crate::estimate::{Day, Estimate, FileSlot, Loaded, RowIndex};

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    let copies = inquiry.earlier.iter().map(|copy| &copy.file);
    let all: Vec<&Loaded> = inquiry.files.iter().chain(copies).collect();
    let places: HashMap<FileSlot, usize> =
        all.iter().enumerate().rev().map(|(place, file)| (file.slot, place)).collect();
    let mut latest = Latest::default();
    let mut told = Vec::new();
    // From the last step to the first: what an estimate became later is known by then.
    for (place, copy) in inquiry.earlier.iter().enumerate().rev() {
        go_on()?;
        let old_place = inquiry.files.len().saturating_add(place);
        let Some(new_place) = places.get(&copy.of).copied() else { continue };
        let Some(new) = all.get(new_place) else { continue };
        let difference = vintage_difference(&copy.file, new);
        let step = Step { old: &copy.file, old_place, new, new_place, day: copy.day };
        let changes = difference.changes.iter();
        told.push(changes.filter_map(|change| step.tell(inquiry, change, &latest)).collect());
        latest.follow(&step, &difference);
    }
    found.extend(told.into_iter().rev().flat_map(|of_step: Vec<Finding>| of_step));
    ControlFlow::Continue(())
}

/// What the estimates of copies are in the last copy that has each, whatever was changed about it;
/// by the place of the copy.
#[derive(Default)]
struct Latest(HashMap<usize, HashMap<RowIndex, EstimateRef>>);

impl Latest {
    fn of(&self, place: usize, row: RowIndex) -> EstimateRef {
        let later = self.0.get(&place).and_then(|copy| copy.get(&row)).copied();
        later.unwrap_or_else(|| EstimateRef::new(place, row))
    }

    /// Takes in a step to a copy of which it is known what its own estimates became.
    fn follow(&mut self, step: &Step<'_>, difference: &VintageDifference) {
        let changed = difference.changes.iter().filter_map(|one| one.old.zip(one.new));
        let became = difference.unchanged.iter().copied().chain(changed);
        let became = became.map(|(old, new)| (old, self.of(step.new_place, new))).collect();
        self.0.insert(step.old_place, became);
    }
}

/// From one copy to the next.
struct Step<'a> {
    old: &'a Loaded,
    old_place: usize,
    new: &'a Loaded,
    new_place: usize,
    /// That of the new one.
    day: Option<Day>,
}

impl Step<'_> {
    /// None where it is no news, about another measure or was not known yet.
    fn tell(
        &self,
        inquiry: &Inquiry<'_>,
        change: &VintageChange,
        known: &Latest,
    ) -> Option<Finding> {
        let old = change.old.and_then(|row| self.old.ledger.estimate(row));
        let new = change.new.and_then(|row| self.new.ledger.estimate(row));
        let latest = new.or(old)?;
        let concerns_it = |one: &Estimate<'_>| *one.measure() == inquiry.question.measure;
        let is_asked = old.iter().chain(&new).any(concerns_it);
        let is_compared = self.new_place < inquiry.files.len();
        let is_news = match change.kind {
            VintageChangeKind::Added => is_compared,
            VintageChangeKind::Reformatted => false,
            _ => true,
        };
        let is_known = new.is_none_or(|new| inquiry.is_known(new.known_from()));
        if !(is_asked && is_news && is_known && inquiry.has_come(latest)) {
            return None;
        }
        let new_ref = new.map(|new| known.of(self.new_place, new.index()));
        let old_ref = old.map(|old| EstimateRef::new(self.old_place, old.index()));
        let estimates: Vec<EstimateRef> = new_ref.into_iter().chain(old_ref).collect();
        let fact = Fact::NewerCopy {
            change: change.fact(self.old, self.new)?,
            voice: inquiry.voice_of(latest),
            estimates: estimates.clone(),
            copy_of: self.day,
        };
        let stake = Stake::of(inquiry, &estimates);
        let weight = match change.kind {
            // A newer copy is expected to have more in it.
            VintageChangeKind::Added => stake.min(Stake::Standing).weight(0.0),
            VintageChangeKind::Gone => {
                let had_it = old.map_or(stake, |old| Stake::with(inquiry, old));
                stake.max(had_it).min(Stake::Core).weight(1.0)
            }
            _ => stake.min(Stake::Core).weight(1.0),
        };
        let finding = inquiry.finding(fact, weight, &estimates);
        Some(finding.seen_on(latest.as_of().to()))
    }
}
