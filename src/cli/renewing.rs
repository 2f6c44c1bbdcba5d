//! `--renew`: the files that a session was made from, as they are by now.

use std::ops::ControlFlow;
use std::path::Path;

use crate::compare::verdict_changes;
use crate::opening::{ChangedFile, OnDisk, can_be_looked_at, look_at};
use crate::session::{Document, Edit, FileSection, Likeness, apply};
use crate::words::{LookedAt, Words};

use super::answer::say;
use super::args::TakenArgs;
use super::inputs::{Gathered, answered, read_options};

/// Looks where each file was read, takes in what has changed as its newest vintage, and tells what
/// was found and on which days the verdict is another one by it. A file that is gone, cannot be read
/// or states mostly other things stays as it was read.
///
/// # Errors
/// In one sentence, where a mapping cannot be read.
pub(super) fn renew(gathered: &mut Gathered, args: &TakenArgs) -> Result<(), String> {
    if !args.renew {
        return Ok(());
    }
    let (words, before) = (Words::default(), gathered.document.clone());
    let options = read_options(&args.inputs.reading)?;
    let mut counts = LookedAt::default();
    for file in before.files().iter().filter(|file| can_be_looked_at(&before, file)) {
        let path = Path::new(&file.path);
        let go_on = &mut |_| ControlFlow::Continue(());
        let found = look_at(file, path, &options, before.files(), go_on);
        counts.count(&found);
        if !matches!(found, OnDisk::AsRead) {
            say(&format!("{}: {}", file.path, words.on_disk(file, &file.path, &found)));
        }
        if let OnDisk::Changed(changed) = found
            && changed.likeness == Likeness::SameFile
        {
            take_in(&mut gathered.document, file, &changed);
        }
    }
    if counts != LookedAt::default() {
        say(&words.looked_at(counts));
    }
    say_what_became(&before, &gathered.document, args);
    Ok(())
}

fn take_in(document: &mut Document, file: &FileSection, changed: &ChangedFile) {
    let (section, written) = (changed.section.clone(), changed.day_written());
    let edit = Edit::TakeVintage { file: section, of: file.slot, written };
    match apply(document, &edit) {
        Ok(taken) => *document = taken,
        Err(refusal) => say(&format!("{}: {}", file.path, Words::default().refusal(&refusal))),
    }
}

/// Tells on which days the verdict is another one than before. Where nothing was asked, nothing is
/// answered.
fn say_what_became(before: &Document, now: &Document, args: &TakenArgs) {
    let answer = |document| answered(document, &args.question, &args.inputs.reading).ok();
    let (Some((before, then)), Some((now, last))) = (answer(before), answer(now)) else { return };
    let changes = verdict_changes(&before, &now, then.max(last));
    if changes.is_empty() {
        say(Words::default().no_verdict_changed());
    }
    changes.iter().for_each(|change| say(&Words::default().verdict_change(change)));
}
