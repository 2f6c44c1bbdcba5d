//! The session's own file, where somebody else has written it since: what there is by now, and
//! what becomes of it.

use std::path::Path;

use crate::disk::{self, ReadError};
use crate::opening::{self, NotOpened};
use crate::session::{Fingerprint, Opened};
use crate::words::{Words, file_name};

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

/// What is done with what is found at the session's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Looking {
    #[default]
    No,
    /// What is new is told.
    ToTell,
    /// The person wants to decide.
    ToAsk,
    /// It kept a save from being done.
    ToSave,
}
