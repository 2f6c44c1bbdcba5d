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

/// Why a session was not read. Nothing of it was used.
#[derive(Clone, PartialEq, Debug)]
pub enum BadSession {
    Newer {
        found: u32,
        known: u32,
    },
    Malformed {
        line: usize,
        column: usize,
        /// What the parser says.
        error: ron::Error,
    },
    NotUtf8 {
        /// The first byte that is none, from 0.
        at: usize,
    },
    Empty,
    /// It asks what cannot be asked.
    Inconsistent(Refusal),
    TooLarge(Refusal),
}
