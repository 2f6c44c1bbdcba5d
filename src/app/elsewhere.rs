//! The session's own file, where somebody else has written it since: what there is by now, and
//! what becomes of it.

use std::path::Path;

use eframe::egui::Context;

use crate::disk::{self, ReadError};
use crate::opening::{self, NotOpened};
use crate::session::{Fingerprint, Opened};
use crate::words::{Words, file_name};

use super::dialogs::{Answered, question_ui};

/// What is found where the session was read or last saved.
pub(super) enum Elsewhere {
    /// Another session, which somebody saved there.
    Theirs { opened: Box<Opened>, fingerprint: Fingerprint },
    /// Something that cannot be opened, for a reason in one sentence. Without a fingerprint it must
    /// not be written over.
    Unreadable { why: String, fingerprint: Option<Fingerprint> },
    /// No file.
    Gone,
}

/// What tells from outside that a file is what it was.
pub(super) type Seen = Option<(u64, u128)>;

/// What came of looking at the file of a session.
pub(super) struct Found {
    pub what: Option<Elsewhere>,
    pub seen: Seen,
}

impl Found {
    /// Looks at a file that held what is `known`, and nearer where it does not look as it was `seen`.
    pub fn at(path: &Path, known: Fingerprint, seen: Seen) -> Found {
        let now = disk::stamp(path);
        if now.is_some() && now == seen {
            return Found { what: None, seen };
        }
        Found { what: Elsewhere::at(path, known), seen: now }
    }
}

impl Elsewhere {
    /// What there is at a path; none where it is what is known.
    fn at(path: &Path, known: Fingerprint) -> Option<Elsewhere> {
        match opening::session_unless(path, known) {
            Ok(None) => None,
            Ok(Some((opened, fingerprint))) => Some(Elsewhere::Theirs { opened, fingerprint }),
            Err((NotOpened::Disk(ReadError::Missing(_)), _)) => Some(Elsewhere::Gone),
            Err((error, fingerprint)) => {
                let is_newer = error.is_newer();
                let why = Words::default().not_opened(&error);
                let fingerprint = fingerprint.filter(|_| !is_newer);
                Some(Elsewhere::Unreadable { why, fingerprint })
            }
        }
    }

    /// By which one finding is known from another.
    pub fn state(&self) -> Option<Fingerprint> {
        match self {
            Elsewhere::Theirs { fingerprint, .. } => Some(*fingerprint),
            Elsewhere::Unreadable { fingerprint, .. } => *fingerprint,
            Elsewhere::Gone => None,
        }
    }

    /// What happened to the file, in a sentence.
    pub fn says(&self, path: &Path) -> String {
        let name = file_name(path);
        match self {
            Elsewhere::Theirs { .. } => {
                format!(
                    "{name} was saved by somebody else, or in another window, since it was opened here"
                )
            }
            Elsewhere::Unreadable { why, .. } => {
                format!("{name} is another file than it was when it was opened here. {why}")
            }
            Elsewhere::Gone => {
                format!("{name} is no longer where it was: {}", path.display())
            }
        }
    }
}

/// What is done about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Choice {
    /// What is open here goes over what is there.
    KeepMine,
    /// What is there comes in the place of what is open here.
    TakeTheirs,
    SaveAs,
    ShowDifferences,
}

/// Asks what is to be done; none of the answers leaves both as they are.
pub(super) fn elsewhere_ui(ctx: &Context, path: &Path, found: &Elsewhere) -> Option<Answered> {
    let (heading, then) = match found {
        Elsewhere::Theirs { .. } => (
            "The session was changed elsewhere",
            "Nothing was written. Keep yours and write it over theirs, take theirs in the place of \
             yours – undo brings yours back – or save yours under another name.",
        ),
        Elsewhere::Unreadable { fingerprint: None, .. } => (
            "The session was changed elsewhere",
            "Nothing was written, and it is not written over.",
        ),
        Elsewhere::Unreadable { .. } => {
            ("The session was changed elsewhere", "Nothing was written.")
        }
        Elsewhere::Gone => {
            ("The file of the session is gone", "It may have been moved, renamed or deleted.")
        }
    };
    let choose = |verb, choice| (verb, Answered::Elsewhere(choice));
    let keep_mine = choose("Keep mine", Choice::KeepMine);
    let save_as = choose("Save as…", Choice::SaveAs);
    let answers = match found {
        Elsewhere::Theirs { .. } => vec![
            choose("Show the differences", Choice::ShowDifferences),
            keep_mine,
            choose("Take theirs", Choice::TakeTheirs),
            save_as,
        ],
        Elsewhere::Unreadable { fingerprint: None, .. } => vec![save_as],
        Elsewhere::Unreadable { .. } => vec![keep_mine, save_as],
        Elsewhere::Gone => vec![choose("Save it there anew", Choice::KeepMine), save_as],
    };
    let says = format!("{}. {then}", found.says(path).trim_end_matches('.'));
    question_ui(ctx, ("elsewhere", heading, &says), &answers)
}
