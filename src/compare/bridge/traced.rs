//! A number led back to what it came from: by an older copy to the newest, and by an echo to what was
//! said first.

use super::ends::Among;
use super::parts::{BridgeEnd, InPlaceOf, Instead, ToldNumber};
use crate::compare::findings::passed_on::passed_on_by;
use crate::compare::{EstimateRef, vintage_difference};
use crate::estimate::Loaded;

/// From what was told to what it is held as.
pub(super) struct Traced {
    pub(super) copies: Vec<InPlaceOf>,
    pub(super) echoes: Vec<InPlaceOf>,
    pub(super) held: BridgeEnd,
}

/// Nothing is passed on oftener, and no file has more copies.
const MOST_STEPS: usize = 1_000;

/// Leads a number back as far as numbers go: what has none is told and changes nothing.
pub(super) fn traced(among: &Among<'_>, told: &BridgeEnd) -> Traced {
    let mut traced = Traced { copies: Vec::new(), echoes: Vec::new(), held: told.clone() };
    for _ in 0..MOST_STEPS {
        let Some(newer) = newer_copy(among, traced.held.estimate) else { break };
        let newer = newer.map(|newer| (newer, among.of_estimate(newer).ok()));
        let by = traced.held.by.name.clone();
        if !traced.lead(by, newer, How::Copied) {
            break;
        }
    }
    for _ in 0..MOST_STEPS {
        let at = traced.held.estimate;
        let original = at.of(&among.all).and_then(|estimate| estimate.original());
        let Some(original) = original else { break };
        let original = EstimateRef { file: at.file, row: original.index() };
        let original = Some((original, among.of_estimate(original).ok()));
        let by = at.of(&among.all).map(passed_on_by).unwrap_or_default();
        if !traced.lead(by, original, How::PassedOn) {
            break;
        }
    }
    traced
}

impl Traced {
    /// Goes on to what stands in the place of what is held; whether that is a number.
    fn lead(
        &mut self,
        by: String,
        instead: Option<(EstimateRef, Option<BridgeEnd>)>,
        how: How,
    ) -> bool {
        let held = self.held.clone();
        let instead = instead.map(|(estimate, end)| {
            let said = end.as_ref().map(|end| (end.by.name.clone(), told(end)));
            let dated = end.as_ref().map(|end| end.as_of).filter(|as_of| *as_of != held.as_of);
            let measure = end.as_ref().map(|end| &end.measure);
            let measure = measure.filter(|measure| **measure != held.measure);
            let measures = measure.map(|measure| (held.measure.clone(), measure.clone()));
            (end, Instead { estimate, said, dated, measures })
        });
        let (end, instead) = instead.unzip();
        let end = end.flatten();
        let says_same = end.as_ref().is_some_and(|end| {
            (end.read, &end.measure, end.as_of) == (held.read, &held.measure, held.as_of)
                && (end.figure, &end.by) == (held.figure, &held.by)
        });
        let step = InPlaceOf { by, told: told(&held), instead };
        match how {
            // A copy that says the same is no difference; an echo is told as one.
            How::Copied if says_same => {}
            How::Copied => self.copies.push(step),
            How::PassedOn => self.echoes.push(step),
        }
        let Some(end) = end else { return false };
        self.held = end;
        true
    }
}

/// How one statement comes from another.
#[derive(Clone, Copy)]
enum How {
    Copied,
    PassedOn,
}

fn told(end: &BridgeEnd) -> ToldNumber {
    ToldNumber { estimate: end.estimate, number: end.number, figure: end.figure }
}

/// What the next newer copy has of an estimate of an older one: `Some(None)` where it has it no
/// longer; none where the estimate is of no older copy.
fn newer_copy(among: &Among<'_>, at: EstimateRef) -> Option<Option<EstimateRef>> {
    let copy = among.earlier.get(usize::from(at.file).checked_sub(among.compared)?)?;
    let is_newer = |file: &Loaded| file.slot == copy.of;
    let place = among.all.iter().position(is_newer)?;
    let difference = vintage_difference(&copy.file, among.all.get(place)?);
    let changed = difference.changes.iter().find(|change| change.old == Some(at.row));
    let unchanged = difference.unchanged.iter().find(|(old, _)| *old == at.row);
    let new = changed.and_then(|change| change.new).or(unchanged.map(|(_, new)| *new));
    Some(new.map(|row| EstimateRef::new(place, row)))
}
