//! What a newer copy of a file says otherwise than the copy before it: statements added, withdrawn,
//! with another number or another date.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{EarlierCopy, Fact, Finding};
use crate::compare::{
    EstimateRef, GoOn, VintageChange, VintageChangeKind, VintageDifference, vintage_difference,
};
use crate::estimate::{Day, Estimate, Loaded, RowIndex};

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    let mut steps = Vec::new();
    for place in 0..inquiry.earlier.len() {
        go_on()?;
        steps.extend(Step::from(inquiry, place));
    }
    for step in &steps {
        go_on()?;
        let changes = step.difference.changes.iter();
        found.extend(changes.filter_map(|change| step.tell(inquiry, change, &steps)));
    }
    ControlFlow::Continue(())
}

/// From one copy to the next.
struct Step<'a> {
    old: &'a Loaded,
    old_place: usize,
    new: &'a Loaded,
    new_place: usize,
    /// That of the new one.
    day: Option<Day>,
    difference: VintageDifference,
    /// What the old one's estimates are in the new one, whatever was changed about them.
    became: HashMap<RowIndex, RowIndex>,
}

impl<'a> Step<'a> {
    /// The step from the earlier copy in this place.
    fn from(inquiry: &Inquiry<'a>, place: usize) -> Option<Step<'a>> {
        let EarlierCopy { file: old, of, day } = inquiry.earlier.get(place)?;
        let all = inquiry.files.iter().chain(inquiry.earlier.iter().map(|copy| &copy.file));
        let (new_place, new) = all.enumerate().find(|(_, file)| file.slot == *of)?;
        let difference = vintage_difference(old, new);
        let changed = difference.changes.iter().filter_map(|one| one.old.zip(one.new));
        let became = difference.unchanged.iter().copied().chain(changed).collect();
        let old_place = inquiry.files.len().saturating_add(place);
        Some(Step { old, old_place, new, new_place, day: *day, difference, became })
    }

    /// None where it is no news, about another measure or was not known yet.
    fn tell(
        &self,
        inquiry: &Inquiry<'_>,
        change: &VintageChange,
        steps: &[Step<'_>],
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
        let new_ref = new.map(|new| latest_of(self.new_place, new.index(), steps));
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

/// What an estimate of one copy is in the last copy that has it.
fn latest_of(mut place: usize, mut row: RowIndex, steps: &[Step<'_>]) -> EstimateRef {
    // No way leads through more copies than there are.
    for _ in steps {
        let next = steps.iter().find(|step| step.old_place == place);
        let Some((step, became)) = next.and_then(|step| Some((step, step.became.get(&row)?)))
        else {
            break;
        };
        (place, row) = (step.new_place, *became);
    }
    EstimateRef::new(place, row)
}
