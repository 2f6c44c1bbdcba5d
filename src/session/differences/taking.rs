//! What makes mine as theirs is, item by item: with the author and the time that they have.

use std::sync::Arc;

use super::copies;
use super::counterparts::Counterparts;
use super::difference::{Difference, Item, Laid, Section};
use super::listing::{laid, listed};
use super::sides::{Accord, Sides, Whose};
use crate::estimate::{
    Adjustment, Anchor, Change, EstimateId, Event, FileSlot, Note, Publication, Target,
};
use crate::session::{Document, Edit, FileSection, Refusal, apply};

/// Why something of theirs is not taken over.
#[derive(Clone, PartialEq, Debug)]
pub enum CannotTake {
    /// Mine is the same.
    NothingToTake,
    /// Theirs asks nothing, and a question cannot be taken away.
    NoQuestion,
    /// It hangs on this estimate of theirs, which no file of mine has: the file comes first.
    NotInMine(EstimateId),
    /// It makes no sense in mine.
    Refused(Refusal),
}

/// What came of taking several things over.
#[derive(Clone, PartialEq, Debug)]
pub struct TakenOver {
    /// All of it in one step; none where there is nothing to take.
    pub edit: Option<Edit>,
    /// What could not be taken, and why.
    pub left: Vec<(Difference, CannotTake)>,
}

impl Difference {
    /// Whether theirs has something to give: what only mine has would have to be taken away.
    #[must_use]
    pub fn adds(&self) -> bool {
        matches!(self.accord, Accord::OnlyTheirs | Accord::Different)
    }

    /// What makes mine as theirs is in this, in one step; what only mine has is taken away. It is an
    /// item of the [`differences`](super::differences) of these two; `of` is the name of theirs.
    ///
    /// # Errors
    /// When there is nothing to take, or mine has no place for it.
    pub fn take_over(
        &self,
        mine: &Document,
        theirs: &Document,
        of: &str,
    ) -> Result<Edit, CannotTake> {
        let base = Document::default();
        let counterparts = Counterparts::of([mine, theirs, &base], false);
        let edits = edits(&counterparts, mine, self)?;
        let edit = Edit::TakeOver { edits, items: 1, of: of.to_owned() };
        apply(mine, &edit).map_err(CannotTake::Refused)?;
        Ok(edit)
    }
}

/// What makes mine as theirs is wherever they differ and `wanted` says so, in one step. Files come
/// first, and what hangs on them after them. What cannot be taken is left and told.
#[must_use]
pub fn take_all(
    mine: &Document,
    theirs: &Document,
    wanted: impl Fn(&Difference) -> bool,
    of: &str,
) -> TakenOver {
    let base = Document::default();
    let mut taking = Taking { now: mine.clone(), edits: Vec::new(), items: 0 };
    let mut left = Vec::new();
    // Once is enough, but for what one step brings along for the next one.
    for _ in 0..3 {
        let before = taking.edits.len();
        left.clear();
        for stage in STAGES {
            let now = taking.now.clone();
            let counterparts = Counterparts::of([&now, theirs, &base], false);
            let mut all = listed(&counterparts).all;
            // Bounds come before what is done to the numbers that they give.
            all.sort_by_key(|one| (one.item.section(), !is_bounds(&one.item)));
            let differing = all.into_iter().filter(|one| one.accord != Accord::Same);
            for one in differing.filter(|one| stage.contains(&one.item.section()) && wanted(one)) {
                if let Err(why) = taking.take(&counterparts, &one) {
                    left.push((one, why));
                }
            }
        }
        if taking.edits.len() == before {
            break;
        }
    }
    let Taking { edits, items, .. } = taking;
    let edit = (!edits.is_empty()).then(|| Edit::TakeOver { edits, items, of: of.to_owned() });
    TakenOver { edit, left }
}

/// What goes before what hangs on it.
const STAGES: [&[Section]; 4] = [
    &[Section::Files],
    &[Section::Copies],
    &[Section::ByHand],
    &[
        Section::Exclusions,
        Section::Grades,
        Section::Merges,
        Section::Adjustments,
        Section::Notes,
        Section::PutAside,
        Section::Publications,
        Section::Question,
    ],
];

fn is_bounds(item: &Item) -> bool {
    let Item::Adjustment(sides) = item else { return false };
    sides.any().is_some_and(|laid| matches!(laid.adjustment.change, Change::Bounds(_)))
}

struct Taking {
    now: Document,
    edits: Vec<Edit>,
    items: usize,
}

impl Taking {
    fn take(
        &mut self,
        counterparts: &Counterparts<'_>,
        one: &Difference,
    ) -> Result<(), CannotTake> {
        let edits = edits(counterparts, &self.now, one)?;
        let all = Edit::TakeOver { edits: edits.clone(), items: 1, of: String::new() };
        self.now = apply(&self.now, &all).map_err(CannotTake::Refused)?;
        self.edits.extend(edits);
        self.items = self.items.saturating_add(1);
        Ok(())
    }
}

/// What makes mine, as it is now, as theirs is.
fn edits(
    counterparts: &Counterparts<'_>,
    now: &Document,
    difference: &Difference,
) -> Result<Vec<Edit>, CannotTake> {
    if difference.accord == Accord::Same {
        return Err(CannotTake::NothingToTake);
    }
    match &difference.item {
        Item::File(sides) => Ok(file_edits(sides)),
        Item::Copies(Sides { mine: Some(mine), theirs: Some(theirs), .. }) => {
            Ok(copies::edits(counterparts, mine, theirs))
        }
        Item::Copies(_) => Err(CannotTake::NothingToTake),
        Item::OwnEstimate(sides) => own_edits(counterparts, now, sides),
        Item::OwnEvent(sides) => Ok(event_edits(now, sides)),
        Item::Adjustment(sides) => adjustment_edits(counterparts, now, sides),
        Item::Note(sides) => note_edits(counterparts, sides),
        Item::Dismissal(sides) => match (&sides.theirs, &sides.mine) {
            (Some(theirs), _) => {
                let finding = counterparts.finding_in_mine(&theirs.finding);
                let missing = || {
                    let ids = theirs.finding.estimates().iter();
                    ids.clone().find(|id| counterparts.in_mine(id).is_none()).cloned()
                };
                match (finding, missing()) {
                    (Some(finding), _) => {
                        let mut dismissal = theirs.clone();
                        dismissal.finding = finding;
                        Ok(vec![Edit::Dismiss(dismissal)])
                    }
                    (None, Some(id)) => Err(CannotTake::NotInMine(id)),
                    (None, None) => Err(CannotTake::NothingToTake),
                }
            }
            (None, Some(mine)) => Ok(vec![Edit::Reconsider(mine.finding.clone())]),
            (None, None) => Err(CannotTake::NothingToTake),
        },
        Item::Publication(sides) => Ok(publication_edits(sides)),
        Item::Question(sides) => match &sides.theirs {
            Some(theirs) => Ok(vec![Edit::Ask(theirs.clone())]),
            None => Err(CannotTake::NoQuestion),
        },
    }
}

fn file_edits(sides: &Sides<Arc<FileSection>>) -> Vec<Edit> {
    let in_slot = |file: &Arc<FileSection>, slot: FileSlot| {
        Arc::new(FileSection { slot, ..FileSection::clone(file) })
    };
    match (&sides.mine, &sides.theirs) {
        (None, Some(theirs)) => vec![Edit::AddFiles(vec![in_slot(theirs, FileSlot(0))])],
        (Some(mine), None) => vec![Edit::RemoveFile(mine.slot)],
        (Some(mine), Some(theirs)) => {
            let (closed, opened) = (vec![mine.slot], vec![in_slot(theirs, mine.slot)]);
            vec![Edit::ReplaceFiles { closed, opened }]
        }
        (None, None) => Vec::new(),
    }
}

fn own_edits(
    counterparts: &Counterparts<'_>,
    now: &Document,
    sides: &Sides<EstimateId>,
) -> Result<Vec<Edit>, CannotTake> {
    let Some(theirs) = &sides.theirs else {
        return Ok(sides.mine.iter().map(|id| Edit::RemoveOwn(id.clone())).collect());
    };
    let entry = counterparts.document(Whose::Theirs).own_entry(theirs);
    let mut entry = entry.ok_or_else(|| CannotTake::Refused(Refusal::NotByHand(theirs.clone())))?;
    if let Some(mine) = &sides.mine {
        return Ok(vec![Edit::ReplaceOwn { id: mine.clone(), entry }]);
    }
    // Its number there may be another one's here.
    let is_taken = now.own().is_some_and(|own| own.ledger.find(&theirs.own).is_some());
    if is_taken {
        entry.statement.id = None;
    }
    Ok(vec![Edit::AddOwn(entry)])
}

fn event_edits(now: &Document, sides: &Sides<Event>) -> Vec<Edit> {
    let events = now.own().map_or(&[][..], |own| own.ledger.events());
    let place = |mine: &Event| events.iter().position(|event| event == mine);
    let removed = sides.mine.as_ref().and_then(place).map(Edit::RemoveOwnEvent);
    let added = sides.theirs.clone().map(Edit::AddOwnEvent);
    // The file stays while there is something in it.
    added.into_iter().chain(removed).collect()
}

fn publication_edits(sides: &Sides<Publication>) -> Vec<Edit> {
    match (sides.mine.clone(), sides.theirs.clone()) {
        (Some(mine), Some(theirs)) => {
            let (old, new) = (Box::new(mine), Box::new(theirs));
            vec![Edit::ReplacePublication { old, new }]
        }
        (None, Some(theirs)) => {
            vec![Edit::AddPublications { publications: vec![theirs], of: None }]
        }
        (Some(mine), None) => vec![Edit::RemovePublications(vec![mine])],
        (None, None) => Vec::new(),
    }
}

fn note_edits(
    counterparts: &Counterparts<'_>,
    sides: &Sides<Note>,
) -> Result<Vec<Edit>, CannotTake> {
    let Some(theirs) = &sides.theirs else {
        return Ok(sides.mine.iter().map(|note| Edit::RemoveNote(note.id)).collect());
    };
    let anchor = counterparts.anchor_in_mine(&theirs.anchor);
    let anchor = anchor.ok_or_else(|| match &theirs.anchor {
        Anchor::Estimate(id) => CannotTake::NotInMine(id.clone()),
        _ => CannotTake::NothingToTake,
    })?;
    let note = Note { anchor, ..theirs.clone() };
    Ok(vec![match &sides.mine {
        Some(mine) => Edit::ReplaceNote(Note { id: mine.id, ..note }),
        None => Edit::AddNote(note),
    }])
}

fn adjustment_edits(
    counterparts: &Counterparts<'_>,
    now: &Document,
    sides: &Sides<Laid>,
) -> Result<Vec<Edit>, CannotTake> {
    let Some(theirs) = &sides.theirs else {
        return Ok(sides.mine.iter().map(lifted).collect());
    };
    let target = counterparts.target_in_mine(&theirs.adjustment.target);
    let target = target.ok_or_else(|| match &theirs.adjustment.target {
        Target::Estimate(id) => CannotTake::NotInMine(id.clone()),
        Target::Source(_) => CannotTake::NothingToTake,
    })?;
    let adjustment = Adjustment { target, ..theirs.adjustment.clone() };
    Ok(in_order(now, adjustment, theirs.is_behind_bounds))
}

/// Takes an adjustment away again.
fn lifted(laid: &Laid) -> Edit {
    let Adjustment { target, change, .. } = laid.adjustment.clone();
    Edit::Restore { target, kind: change }
}

/// Lays an adjustment so that it comes to lie before or behind the bounds given to the same
/// estimate, and leaves what lay behind them there.
fn in_order(now: &Document, adjustment: Adjustment, is_behind_bounds: bool) -> Vec<Edit> {
    let of_target = laid(now).into_iter().filter(|one| one.adjustment.target == adjustment.target);
    let is_kind = |one: &Adjustment| one.change.is_same_kind(&adjustment.change);
    let is_bounds = |change: &Change| matches!(change, Change::Bounds(_));
    let others: Vec<Laid> = of_target.filter(|one| !is_kind(&one.adjustment)).collect();
    let (mut behind, before): (Vec<Laid>, Vec<Laid>) =
        others.into_iter().partition(|one| one.is_behind_bounds);
    let bounds = before.iter().find(|one| is_bounds(&one.adjustment.change)).cloned();
    let set = |one: Laid| Edit::Adjust(one.adjustment);
    let is_there = now.overlay().adjustments().contains(&adjustment);
    let own = Laid { adjustment, is_behind_bounds };
    let mut edits = Vec::new();
    if is_bounds(&own.adjustment.change) {
        edits.push(set(own));
    } else {
        // What is laid again as it was would stay where it is.
        if is_there && bounds.is_some() {
            edits.push(lifted(&own));
        }
        edits.push(set(own));
        match bounds {
            Some(bounds) if !is_behind_bounds => {
                edits.push(lifted(&bounds));
                edits.push(set(bounds));
            }
            _ => behind.clear(),
        }
    }
    for one in behind {
        edits.push(lifted(&one));
        edits.push(set(one));
    }
    edits
}
