//! What a newer copy of a file says otherwise than the copy before it: statements added, withdrawn,
//! with another number or another date.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Finding, FindingKind, GoOn};
use crate::compare::{EstimateRef, Sentence, VintageChange, VintageChangeKind, vintage_difference};
use crate::estimate::{Day, Estimate, FileSlot, Loaded};

/// The copy of a compared file that stood before it. It is looked at and never counted.
#[derive(Clone, Debug)]
pub struct EarlierCopy {
    pub file: Loaded,
    /// The copy that is compared.
    pub of: FileSlot,
    /// The day of the copy that is compared.
    pub day: Option<Day>,
}

impl EarlierCopy {
    /// Whether both lists have the same copies of the same files. Cheap.
    #[must_use]
    pub fn are_same(copies: &[EarlierCopy], others: &[EarlierCopy]) -> bool {
        let same = |(one, other): (&EarlierCopy, &EarlierCopy)| {
            let (file, other_file) = (&one.file, &other.file);
            Loaded::are_same(std::slice::from_ref(file), std::slice::from_ref(other_file))
                && (one.of, one.day) == (other.of, other.day)
        };
        copies.len() == others.len() && copies.iter().zip(others).all(same)
    }
}

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    for (place, earlier) in inquiry.earlier.iter().enumerate() {
        go_on()?;
        let now = inquiry.files.iter().position(|file| file.slot == earlier.of);
        let Some((now_place, now)) = now.and_then(|now| Some((now, inquiry.files.get(now)?)))
        else {
            continue;
        };
        let step = Step {
            old: &earlier.file,
            old_place: inquiry.files.len().saturating_add(place),
            new: now,
            new_place: now_place,
            day: earlier.day,
        };
        let changes = vintage_difference(step.old, step.new).changes;
        let told = changes.iter().filter(|one| one.kind != VintageChangeKind::Reformatted);
        found.extend(told.filter_map(|change| step.tell(inquiry, change)));
    }
    ControlFlow::Continue(())
}

/// From one copy to the next.
struct Step<'a> {
    old: &'a Loaded,
    old_place: usize,
    new: &'a Loaded,
    new_place: usize,
    day: Option<Day>,
}

impl Step<'_> {
    /// `River Monitor’s 500 (killed) as of 10 Jan 2030 became 520 in the copy of 1 Mar 2030.`; none
    /// where it is about another measure or was not known yet.
    fn tell(&self, inquiry: &Inquiry<'_>, change: &VintageChange) -> Option<Finding> {
        let old = change.old.and_then(|row| self.old.ledger.estimate(row));
        let new = change.new.and_then(|row| self.new.ledger.estimate(row));
        let latest = new.or(old)?;
        let concerns_it = |one: &Estimate<'_>| *one.measure() == inquiry.question.measure;
        let is_asked = old.iter().chain(&new).any(concerns_it);
        if !is_asked || new.is_some_and(|new| !inquiry.is_known(new.known_from())) {
            return None;
        }
        let new_ref = new.map(|new| EstimateRef::new(self.new_place, new.index()));
        let old_ref = old.map(|old| EstimateRef::new(self.old_place, old.index()));
        let estimates: Vec<EstimateRef> = new_ref.into_iter().chain(old_ref).collect();
        let mut text = Sentence::default();
        let voices = inquiry.voice_of(latest).into_iter().collect();
        text.about(change.sentence(self.old, self.new)?, voices, estimates.clone());
        text.say(match self.day {
            Some(day) => format!(" in the copy of {}.", day.spoken()),
            None => " in a newer copy.".to_owned(),
        });
        let stake = Stake::of(inquiry, &estimates);
        let weight = match change.kind {
            // A newer copy is expected to have more in it.
            VintageChangeKind::Added => stake.min(Stake::Standing).weight(0.0),
            _ => stake.min(Stake::Core).weight(1.0),
        };
        let finding = inquiry.finding(FindingKind::NewerCopy, text, weight, &[]);
        Some(finding.seen_on(latest.as_of().to()))
    }
}
