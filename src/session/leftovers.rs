//! What hung on data that is gone goes with it: adjustments, notes, findings put aside, and a
//! question that nothing answers any more. And the question of one document, put to another.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Document;
use super::check::{check_adjustment, check_anchor, check_question};
use crate::compare::Dismissal;
use crate::estimate::{Anchor, EstimateId, FileSlot, Note, Target};

/// `after` without what had its place in `before` and has none any more. What was odd already
/// stays, as it was kept on purpose; save what speaks of a file that is gone, as another file may
/// come into its slot.
pub(super) fn tidied(before: &Document, mut after: Document) -> Document {
    let slots = |document: &Document| -> BTreeSet<FileSlot> {
        document.files.iter().map(|file| file.slot).collect()
    };
    let gone: BTreeSet<FileSlot> = slots(before).difference(&slots(&after)).copied().collect();
    let is_gone = |id: &EstimateId| gone.contains(&id.file);

    let overlay = after.overlay().retaining(|adjustment| match &adjustment.target {
        Target::Estimate(id) if is_gone(id) => false,
        _ => {
            check_adjustment(&after, adjustment).is_ok()
                || check_adjustment(before, adjustment).is_err()
        }
    });
    if overlay != *after.overlay() {
        after.overlay = Arc::new(overlay);
    }
    let stays = |note: &&Note| match &note.anchor {
        Anchor::Estimate(id) if is_gone(id) => false,
        anchor => check_anchor(&after, anchor).is_ok() || check_anchor(before, anchor).is_err(),
    };
    let notes: Vec<Note> = after.notes.iter().filter(stays).cloned().collect();
    let is_whole = |document: &Document, dismissal: &Dismissal| {
        dismissal.finding.estimates().iter().all(|id| document.estimate(id).is_some())
    };
    let stays = |dismissal: &&Dismissal| {
        !dismissal.finding.estimates().iter().any(is_gone)
            && (is_whole(&after, dismissal) || !is_whole(before, dismissal))
    };
    let dismissals: Vec<Dismissal> = after.dismissals.iter().filter(stays).cloned().collect();
    if notes.len() < after.notes.len() {
        after.notes = Arc::new(notes);
    }
    if dismissals.len() < after.dismissals.len() {
        after.dismissals = Arc::new(dismissals);
    }
    without_lost_question(before, after)
}

/// `after` without a question that could be asked of `before` and can be no more.
pub(super) fn without_lost_question(before: &Document, mut after: Document) -> Document {
    if let Some(question) = after.question()
        && check_question(&after, question).is_err()
        && check_question(before, question).is_ok()
    {
        after.question = None;
    }
    after
}

impl Document {
    /// The same document, asked what `other` is asked, if that can be asked of it; else as it is.
    /// Who belongs to which camp is no way of looking: that stays as it is.
    #[must_use]
    pub fn asked_as(&self, other: &Document) -> Document {
        match &other.question {
            Some(question) if check_question(self, question).is_ok() => {
                let mut question = Arc::clone(question);
                if let Some(own) = self.question().filter(|own| own.camps != question.camps) {
                    Arc::make_mut(&mut question).camps = own.camps.clone();
                }
                Document { question: Some(question), ..self.clone() }
            }
            _ => self.clone(),
        }
    }
}
