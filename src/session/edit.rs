//! What can be done to a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::check::{
    Limits, check_adjustment, check_anchor, check_entries, check_question, check_size,
};
use super::families::recognised;
use super::leftovers::without_lost_question;
use super::own::{self, OwnEntry};
use super::placing::place;
use super::publishing;
use super::renewal;
use super::vintages::{self, after_removal};
use super::{Document, FileSection, Refusal};
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Change, Day, EstimateId, Event, FileSlot, Note, NoteId, Overlay, Publication,
    Target,
};

/// Something done to a document. Small, and all but files can be written down and done again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Adds files; those whose slot is 0 or taken get the next free one. One that seems to be
    /// another copy of an open file becomes a vintage of it.
    #[serde(skip)]
    AddFiles(Vec<Arc<FileSection>>),
    /// Closes files and opens others in one step; what comes in a slot that was closed keeps what
    /// hung on it, as far as it still has it. All of it, or none.
    #[serde(skip)]
    ReplaceFiles {
        closed: Vec<FileSlot>,
        opened: Vec<Arc<FileSection>>,
    },
    /// Takes a file in as the newest vintage of one that is open, which is found where this one is
    /// from now on. With the day on which it was written, where its own tells less.
    #[serde(skip)]
    TakeVintage {
        file: Arc<FileSection>,
        of: FileSlot,
        written: Option<Day>,
    },
    /// Says where a file is found that was read elsewhere. What was read of it stays.
    Relink {
        file: FileSlot,
        path: String,
    },
    /// Puts the session as somebody else left it in the place of all that is open.
    #[serde(skip)]
    TakeTheirs(Arc<Document>),
    /// Takes a file away, with all that hung on it.
    RemoveFile(FileSlot),
    /// Makes a file that is open a vintage of another one.
    JoinSeries {
        file: FileSlot,
        of: FileSlot,
    },
    /// Says of a file that it is no copy of another one, where that was in doubt.
    KeepApart {
        file: FileSlot,
        of: FileSlot,
    },
    /// Makes a vintage a file of its own.
    LeaveSeries(FileSlot),
    /// Puts a vintage in force, whatever the days say.
    PutInForce(FileSlot),
    /// Lets the days decide again which vintage of this file's series is in force.
    FollowDays(FileSlot),
    /// Says of which day a vintage is, or with none leaves that to its name and content.
    DateVintage {
        file: FileSlot,
        day: Option<Day>,
    },
    /// Lays an adjustment over the data, in the place of one of the same kind on the same target.
    Adjust(Adjustment),
    /// Lays several, or none if one of them makes no sense.
    AdjustAll(Vec<Adjustment>),
    /// Takes an adjustment of this kind away: as stated again.
    Restore {
        target: Target,
        kind: Change,
    },
    /// Takes all away that is laid over an estimate or a source.
    RestoreTarget(Target),
    RestoreAll,
    /// Switches an adjustment of this kind on or off.
    Switch {
        target: Target,
        kind: Change,
        on: bool,
    },
    SwitchAll {
        on: bool,
    },
    /// Gives a reason for an adjustment afterwards, or takes it away.
    Explain {
        target: Target,
        kind: Change,
        reason: Option<String>,
    },
    /// Enters an estimate by hand.
    AddOwn(OwnEntry),
    ReplaceOwn {
        id: EstimateId,
        entry: OwnEntry,
    },
    RemoveOwn(EstimateId),
    AddOwnEvent(Event),
    /// By its place among the events entered by hand.
    RemoveOwnEvent(usize),
    /// Adds a note, which gets the next number.
    AddNote(Note),
    /// Puts a note in the place of the one with its id.
    ReplaceNote(Note),
    RemoveNote(NoteId),
    /// Puts a finding aside, or gives another reason for it.
    Dismiss(Dismissal),
    Reconsider(FindingKey),
    /// Adds what is recorded of publications, with the name of the file that it came from; those that
    /// are there as they are, are passed over.
    AddPublications {
        publications: Vec<Publication>,
        of: Option<String>,
    },
    /// Puts a publication in the place of one that is the same as `old`.
    ReplacePublication {
        old: Box<Publication>,
        new: Box<Publication>,
    },
    /// Takes away those that are the same as one of these.
    RemovePublications(Vec<Publication>),
    Ask(Question),
    /// Does all of this in one step, or nothing of it: what is taken over from another session, with
    /// its name and how many things that are. What is so already is passed over.
    TakeOver {
        edits: Vec<Edit>,
        items: usize,
        of: String,
    },
}

/// The document after an edit.
///
/// # Errors
/// When the edit makes no sense for this document, or the session would hold too much.
///
/// ```
/// use parallax::estimate::FileSlot;
/// use parallax::session::{Document, Edit, Refusal, apply};
///
/// let refusal = apply(&Document::default(), &Edit::RemoveFile(FileSlot(1)));
/// assert_eq!(refusal, Err(Refusal::NoSuchFile(FileSlot(1))));
/// ```
pub fn apply(document: &Document, edit: &Edit) -> Result<Document, Refusal> {
    apply_within(document, edit, &Limits::OF_A_SESSION)
}

/// As [`apply`], with limits of one's own.
///
/// # Errors
/// As [`apply`].
pub fn apply_within(
    document: &Document,
    edit: &Edit,
    limits: &Limits,
) -> Result<Document, Refusal> {
    let changed = changed(document, edit, limits)?;
    check_entries(&changed, limits).map(|()| changed)
}

fn changed(document: &Document, edit: &Edit, limits: &Limits) -> Result<Document, Refusal> {
    let within = |grown: Document| check_size(&grown, limits).map(|()| grown);
    match edit {
        Edit::AddFiles(files) => add_files(document, files).and_then(within),
        Edit::ReplaceFiles { closed, opened } => {
            replace_files(document, closed, opened).and_then(within)
        }
        Edit::TakeVintage { file, of, written } => {
            renewal::take_vintage(document, file, *of, *written).and_then(within)
        }
        Edit::Relink { file, path } => renewal::relink(document, *file, path),
        Edit::TakeTheirs(theirs) if **theirs == *document => Err(Refusal::NothingChanges),
        Edit::TakeTheirs(theirs) => Ok(Document::clone(theirs)),
        Edit::RemoveFile(slot) => remove_file(document, *slot),
        Edit::JoinSeries { file, of } => vintages::join(document, *file, *of),
        Edit::KeepApart { file, of } => vintages::keep_apart(document, *file, *of),
        Edit::LeaveSeries(file) => vintages::leave(document, *file),
        Edit::PutInForce(file) => vintages::put_in_force(document, *file, true),
        Edit::FollowDays(file) => vintages::put_in_force(document, *file, false),
        Edit::DateVintage { file, day } => vintages::date(document, *file, *day),
        Edit::Adjust(adjustment) => adjust(document, std::slice::from_ref(adjustment)),
        Edit::AdjustAll(adjustments) => adjust(document, adjustments),
        Edit::Restore { target, kind } => {
            with_overlay(document, document.overlay().without(target, kind))
        }
        Edit::RestoreTarget(target) => {
            with_overlay(document, document.overlay().retaining(|laid| laid.target != *target))
        }
        Edit::RestoreAll => with_overlay(document, Overlay::default()),
        Edit::Switch { target, kind, on } => {
            change_one(document, target, kind, |laid| laid.on = *on)
        }
        Edit::SwitchAll { on } => {
            with_overlay(document, document.overlay().with_each(|laid| laid.on = *on))
        }
        Edit::Explain { target, kind, reason } => {
            let reason = reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
            change_one(document, target, kind, |laid| laid.reason = reason.map(str::to_owned))
        }
        Edit::AddOwn(entry) => own::add(document, entry).and_then(within),
        Edit::ReplaceOwn { id, entry } => own::replace(document, id, entry).and_then(within),
        Edit::RemoveOwn(id) => own::remove(document, id),
        Edit::AddOwnEvent(event) => own::add_event(document, event),
        Edit::RemoveOwnEvent(place) => own::remove_event(document, *place),
        Edit::AddNote(note) => add_note(document, note),
        Edit::ReplaceNote(note) => replace_note(document, note),
        Edit::RemoveNote(id) => remove_note(document, *id),
        Edit::Dismiss(dismissal) => dismiss(document, dismissal),
        Edit::Reconsider(finding) => reconsider(document, finding),
        Edit::AddPublications { publications, .. } => {
            publishing::add(document, publications, limits)
        }
        Edit::ReplacePublication { old, new } => publishing::replace(document, old, new),
        Edit::RemovePublications(gone) => publishing::remove(document, gone),
        Edit::Ask(question) => ask(document, question),
        Edit::TakeOver { edits, .. } => each_of(document, edits, limits),
    }
}

fn each_of(document: &Document, edits: &[Edit], limits: &Limits) -> Result<Document, Refusal> {
    let mut changed = document.clone();
    for edit in edits {
        match apply_within(&changed, edit, limits) {
            Ok(document) => changed = document,
            Err(Refusal::NothingChanges) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    // Files that nothing was done to are shared: what they hold need not be looked through.
    let same_files = || {
        let both = changed.files.iter().zip(&document.files);
        changed.files.len() == document.files.len()
            && both.into_iter().all(|(one, other)| Arc::ptr_eq(one, other))
    };
    let without_files = |of: &Document| Document { files: Vec::new(), ..of.clone() };
    match same_files() && without_files(&changed) == without_files(document) {
        true => Err(Refusal::NothingChanges),
        false => Ok(changed),
    }
}

fn add_files(document: &Document, files: &[Arc<FileSection>]) -> Result<Document, Refusal> {
    let mut grown = document.clone();
    let mut added = BTreeSet::new();
    for file in files {
        added.insert(place(&mut grown, file)?);
    }
    if files.is_empty() { Err(Refusal::NothingChanges) } else { Ok(recognised(grown, &added)) }
}

/// What came of adding files.
#[derive(Clone, PartialEq, Debug)]
pub struct Added {
    pub document: Document,
    /// Those that were added.
    pub files: Vec<Arc<FileSection>>,
    /// Why others were not.
    pub refused: Vec<Refusal>,
}

/// Adds each of these files that can be added; one that cannot does not keep the others back.
#[must_use]
pub fn add_each(document: &Document, files: Vec<Arc<FileSection>>) -> Added {
    let mut grown = document.clone();
    let (mut slots, mut added, mut refused) = (BTreeSet::new(), Vec::new(), Vec::new());
    for file in files {
        let before = grown.clone();
        let placed = place(&mut grown, &file);
        let within =
            placed.and_then(|slot| check_size(&grown, &Limits::OF_A_SESSION).map(|()| slot));
        match within {
            Ok(slot) => {
                slots.insert(slot);
                added.push(file);
            }
            Err(refusal) => {
                grown = before;
                refused.push(refusal);
            }
        }
    }
    Added { document: recognised(grown, &slots), files: added, refused }
}

fn remove_file(document: &Document, slot: FileSlot) -> Result<Document, Refusal> {
    if document.file(slot).is_none() {
        return Err(Refusal::NoSuchFile(slot));
    }
    let mut smaller = document.clone();
    smaller.files.retain(|file| file.slot != slot);
    Ok(after_removal(document, smaller))
}

fn replace_files(
    document: &Document,
    closed: &[FileSlot],
    opened: &[Arc<FileSection>],
) -> Result<Document, Refusal> {
    if let Some(slot) = closed.iter().find(|slot| document.file(**slot).is_none()) {
        return Err(Refusal::NoSuchFile(*slot));
    }
    let mut replaced = document.clone();
    replaced.files.retain(|file| !closed.contains(&file.slot));
    let mut added = BTreeSet::new();
    // A slot that was closed is no other file's.
    let mut next = document.next_slot();
    for file in opened {
        let slot = if file.slot.0 > 0 { file.slot } else { next.ok_or(Refusal::TooManyFiles)? };
        next = next.map(|next| FileSlot(next.0.max(slot.0).saturating_add(1)));
        let file = FileSection { slot, ..FileSection::clone(file) };
        added.insert(place(&mut replaced, &Arc::new(file))?);
    }
    if replaced.files == document.files {
        return Err(Refusal::NothingChanges);
    }
    let replaced = after_removal(document, replaced);
    // What stays in a series is no news to it.
    added.retain(|slot| replaced.series_of(*slot).is_none());
    Ok(recognised(replaced, &added))
}

fn adjust(document: &Document, adjustments: &[Adjustment]) -> Result<Document, Refusal> {
    let mut changed = document.clone();
    for adjustment in adjustments {
        // One may give the range that the next one needs.
        check_adjustment(&changed, adjustment)?;
        if !changed.overlay().adjustments().contains(adjustment) {
            changed.overlay = Arc::new(changed.overlay().with(adjustment.clone()));
        }
    }
    if changed.overlay() == document.overlay() { Err(Refusal::NothingChanges) } else { Ok(changed) }
}

fn with_overlay(document: &Document, overlay: Overlay) -> Result<Document, Refusal> {
    if overlay == *document.overlay() {
        return Err(Refusal::NothingChanges);
    }
    let changed = Document { overlay: Arc::new(overlay), ..document.clone() };
    Ok(without_lost_question(document, changed))
}

/// The adjustment of this kind on this target as `change` leaves it.
fn change_one(
    document: &Document,
    target: &Target,
    kind: &Change,
    change: impl Fn(&mut Adjustment),
) -> Result<Document, Refusal> {
    if document.overlay().find(target, kind).is_none() {
        return Err(Refusal::NoSuchAdjustment);
    }
    let changed = document.overlay().with_each(|laid| {
        if laid.target == *target && laid.change.is_same_kind(kind) {
            change(laid);
        }
    });
    with_overlay(document, changed)
}

fn check_note(document: &Document, note: &Note) -> Result<(), Refusal> {
    if note.text.trim().is_empty() {
        return Err(Refusal::EmptyNote);
    }
    check_anchor(document, &note.anchor)
}

fn with_notes(document: &Document, notes: Vec<Note>) -> Result<Document, Refusal> {
    if notes == *document.notes {
        return Err(Refusal::NothingChanges);
    }
    Ok(Document { notes: Arc::new(notes), ..document.clone() })
}

fn add_note(document: &Document, note: &Note) -> Result<Document, Refusal> {
    check_note(document, note)?;
    let last = document.notes.iter().map(|note| note.id.0).max().unwrap_or(0);
    let mut notes = document.notes.to_vec();
    notes.push(Note { id: NoteId(last.saturating_add(1)), ..note.clone() });
    with_notes(document, notes)
}

fn replace_note(document: &Document, note: &Note) -> Result<Document, Refusal> {
    check_note(document, note)?;
    let mut notes = document.notes.to_vec();
    let place = notes.iter_mut().find(|old| old.id == note.id).ok_or(Refusal::NoSuchNote)?;
    *place = note.clone();
    with_notes(document, notes)
}

fn remove_note(document: &Document, id: NoteId) -> Result<Document, Refusal> {
    let notes = document.notes.iter().filter(|note| note.id != id).cloned().collect();
    with_notes(document, notes).map_err(|_| Refusal::NoSuchNote)
}

fn dismiss(document: &Document, dismissal: &Dismissal) -> Result<Document, Refusal> {
    let finding = &dismissal.finding;
    if finding.kind().to_string().trim().is_empty() {
        return Err(Refusal::NoFinding);
    }
    if let Some(id) = finding.estimates().iter().find(|id| document.estimate(id).is_none()) {
        return Err(Refusal::NoSuchEstimate(id.clone()));
    }
    let mut dismissals = document.dismissals.to_vec();
    match dismissals.iter_mut().find(|old| old.finding == *finding) {
        Some(old) if old == dismissal => return Err(Refusal::NothingChanges),
        Some(old) => old.clone_from(dismissal),
        None => dismissals.push(dismissal.clone()),
    }
    Ok(Document { dismissals: Arc::new(dismissals), ..document.clone() })
}

fn reconsider(document: &Document, finding: &FindingKey) -> Result<Document, Refusal> {
    if !document.is_dismissed(finding) {
        return Err(Refusal::NotDismissed);
    }
    let stays = |dismissal: &&Dismissal| dismissal.finding != *finding;
    let dismissals = document.dismissals.iter().filter(stays).cloned().collect();
    Ok(Document { dismissals: Arc::new(dismissals), ..document.clone() })
}

fn ask(document: &Document, question: &Question) -> Result<Document, Refusal> {
    check_question(document, question)?;
    if document.question() == Some(question) {
        return Err(Refusal::NothingChanges);
    }
    Ok(Document { question: Some(Arc::new(question.clone())), ..document.clone() })
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
