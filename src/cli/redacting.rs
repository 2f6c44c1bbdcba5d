//! `--leave-out` and `--mask`: what goes out without something that is not to be known.

use crate::compare::Came;
use crate::estimate::{Day, EstimateId, NoteId};
use crate::session::{Document, Redacted, Redaction};
use crate::words::{Words, file_name};

use super::answer::say;
use super::args::{RedactionFlags, TakenArgs};
use super::inputs::{Gathered, answered};

/// Takes out of what was gathered what the flags name, and tells what was taken out and what the
/// verdict becomes by it; whether anything was to be taken out.
///
/// # Errors
/// In one sentence, where a flag names nothing that is there.
pub(super) fn redact(gathered: &mut Gathered, args: &TakenArgs) -> Result<bool, String> {
    let flags = &args.redaction;
    if *flags == RedactionFlags::default() {
        return Ok(false);
    }
    let words = Words::default();
    let chosen = redaction(&gathered.document, flags)?;
    let copy = gathered.document.redacted(&chosen, &gathered.view);
    let copy = copy.map_err(|refusal| words.refusal(&refusal))?;
    let came = came(gathered, &copy, args);
    words.redaction(&copy, came).iter().for_each(|sentence| say(sentence));
    gathered.is_odd |= !copy.still_said.is_empty();
    (gathered.document, gathered.view) = (copy.document, copy.view);
    Ok(true)
}

/// What the day asked about comes to, before and in the copy. Where nothing was asked, nothing is
/// answered.
fn came(gathered: &Gathered, copy: &Redacted, args: &TakenArgs) -> Option<(Day, Came, Came)> {
    let answer = |document| answered(document, &args.question, &args.inputs.reading).ok();
    let ((before, _), (now, _)) = (answer(&gathered.document)?, answer(&copy.document)?);
    let begin = || before.day_to_begin_with(&gathered.document.loaded_for(&before.question));
    let at = args.question.at.or(gathered.view.cursor).or_else(begin)?;
    Some((at, before.came(at), now.came(at)))
}

fn redaction(document: &Document, flags: &RedactionFlags) -> Result<Redaction, String> {
    let mut chosen = Redaction::default();
    for text in &flags.leave_out {
        leave_out(document, text, &mut chosen)?;
    }
    for name in &flags.mask {
        if !document.has_source(name) {
            return Err(format!("--mask “{name}” is no source of these files"));
        }
        chosen.masked.insert(name.clone());
    }
    Ok(chosen)
}

/// Adds what a text names: an estimate by its id, a note by its number, a file, or a source.
fn leave_out(document: &Document, text: &str, chosen: &mut Redaction) -> Result<(), String> {
    let id = text.parse::<EstimateId>().ok().filter(|id| document.estimate(id).is_some());
    let note = text.strip_prefix("note ").and_then(|number| number.trim().parse::<usize>().ok());
    let file = document.files().iter().find(|file| file.path == text || file.name() == text);
    if let Some(id) = id {
        chosen.estimates.insert(id);
    } else if let Some(id) = note.and_then(|number| numbered(document, number)) {
        chosen.notes.insert(id);
    } else if let Some(file) = file {
        chosen.files.insert(file.slot);
    } else if document.has_source(text) {
        chosen.sources.insert(text.to_owned());
    } else {
        let files = document.files().iter().map(|file| file_name(file.path.as_ref()));
        return Err(format!(
            "--leave-out “{text}” is no source, no estimate (1:C12, 1#41), no note (note 3) and none \
             of the files: {}",
            files.collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(())
}

/// The note with this number in the order in which they are told, from 1.
fn numbered(document: &Document, number: usize) -> Option<NoteId> {
    document.notes().get(number.checked_sub(1)?).map(|note| note.id)
}
