//! What a session file is, and what comes of reading one.

use std::path::Path;

use crate::session::{Document, Oddity, Refusal, View};

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// No session file is larger than this.
pub const LARGEST_SESSION_BYTES: u64 = 1 << 30;

/// What a session's file name ends in.
pub const SESSION_EXTENSION: &str = ".comparison.ron";

/// Whether this is the name of a session rather than of an estimates file.
///
/// ```
/// use parallax::session::is_session_name;
///
/// assert!(is_session_name("kursk.comparison.ron".as_ref()));
/// assert!(!is_session_name("kursk.estimates.ron".as_ref()));
/// ```
#[must_use]
pub fn is_session_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| name.ends_with(SESSION_EXTENSION))
}

/// A session as it was read.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    pub document: Document,
    pub view: View,
    /// Where there are fields that this version does not know, such as `view.zoom`. Saving over
    /// the file would lose them.
    pub unknown_fields: Vec<String>,
    /// What is doubtful in the session itself; each file's own problems are in its section.
    pub problems: Vec<Oddity>,
}

/// Why a session was not read, in one sentence. Nothing of it was used.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum BadSession {
    #[error(
        "This session has format version {found}, and this program reads versions up to {known}; \
         open it with the newer program that saved it"
    )]
    Newer { found: u32, known: u32 },
    #[error("This session cannot be read at line {line}, column {column}: {what}")]
    Malformed { line: usize, column: usize, what: String },
    #[error("This session cannot be read: {0}")]
    Inconsistent(String),
    #[error("This session is too large to open. {0}")]
    TooLarge(Refusal),
}
