//! The session file, `.comparison.ron`: a person can read it, compare two of them and search it.
//!
//! `version` comes first, then the files with their problems, the sources and measures by readable
//! key, the estimates one a line, then adjustments, question and view. Saving twice gives the same
//! bytes. A session holds a full copy of what was read, so that it opens when the files are gone.
//!
//! A newer version is refused and never half read. Fields that this version does not know are
//! listed: saving would lose them, so that saving has to become saving under another name.
#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod opened;
mod read;
mod sections;
mod unknown;
mod write;

pub use opened::{
    BadSession, LARGEST_SESSION_BYTES, Opened, SESSION_EXTENSION, VERSION, is_session_name,
};
pub use read::{newer_version, read, read_bytes};
pub use write::write;

#[cfg(test)]
mod cut_tests;
#[cfg(test)]
mod frozen_tests;
#[cfg(test)]
mod tests;
