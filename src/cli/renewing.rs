//! `--renew`: the files that a session was made from, as they are by now.

use std::ops::ControlFlow;
use std::path::Path;

use crate::compare::verdict_changes;
use crate::estimate::visible;
use crate::opening::{ChangedFile, OnDisk, can_be_looked_at, look_at};
use crate::session::{Document, Edit, FileSection, Likeness, Refusal, apply};
use crate::words::{LookedAt, Words};

use super::args::TakenArgs;
use super::inputs::{Gathered, answered, read_options};

/// What was found where the files of a session were read, in sentences.
#[derive(Default)]
pub(super) struct Found {
    /// Of each file that is not as it was read.
    of_files: Vec<String>,
    /// Of all of them together; at most one.
    pub in_short: Vec<String>,
    /// On which days the verdict is another one by it.
    verdicts: Vec<String>,
}

impl Found {
    /// All of it, in order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.of_files, &self.in_short, &self.verdicts].into_iter().flatten().map(String::as_str)
    }
}

/// Looks where each file was read, takes in what has changed as its newest vintage, and gives what
/// was found and on which days the verdict is another one by it. A file that is gone, cannot be read
/// or states mostly other things stays as it was read.
///
/// # Errors
/// In one sentence, where a mapping cannot be read.
pub(super) fn renew(gathered: &mut Gathered, args: &TakenArgs) -> Result<Found, String> {
    let mut told = Found::default();
    if !args.renew {
        return Ok(told);
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
            told.of_files.push(full_stop(&file.path, &words.on_disk(file, &file.path, &found)));
        }
        if let OnDisk::Changed(changed) = found
            && changed.likeness == Likeness::SameFile
            && let Err(refusal) = take_in(&mut gathered.document, file, &changed)
        {
            told.of_files.push(full_stop(&file.path, &words.refusal(&refusal)));
        }
    }
    if counts != LookedAt::default() {
        told.in_short.push(words.looked_at(counts) + ".");
    }
    told.verdicts = what_became(&before, &gathered.document, args);
    Ok(told)
}

/// A sentence on a file.
fn full_stop(path: &str, sentence: &str) -> String {
    format!("{}: {}.", visible(path), sentence.trim_end_matches('.'))
}

fn take_in(
    document: &mut Document,
    file: &FileSection,
    changed: &ChangedFile,
) -> Result<(), Refusal> {
    let (section, written) = (changed.section.clone(), changed.day_written());
    let edit = Edit::TakeVintage { file: section, of: file.slot, written };
    *document = apply(document, &edit)?;
    Ok(())
}

/// On which days the verdict is another one than before. Where nothing was asked, nothing is
/// answered.
fn what_became(before: &Document, now: &Document, args: &TakenArgs) -> Vec<String> {
    let answer = |document| answered(document, &args.question, &args.inputs.reading).ok();
    let (Some((before, then)), Some((now, last))) = (answer(before), answer(now)) else {
        return Vec::new();
    };
    let changes = verdict_changes(&before, &now, then.max(last));
    match &changes[..] {
        [] => vec![Words::default().no_verdict_changed().to_owned()],
        some => some.iter().map(|change| Words::default().verdict_change(change) + ".").collect(),
    }
}
