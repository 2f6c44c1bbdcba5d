//! Earlier saves: what a session held before it was saved over, three of them beside it.
//!
//! `x.comparison.ron` has them in `.x.comparison.ron.earlier-7.comparison.ron` and so on, of which the
//! highest number is the latest. The whole name of the session stands in theirs, so that no two
//! sessions of a folder share one. An earlier save is the old file itself under another name, or
//! else a copy of it; a name that is taken is never taken again.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::beside;
use super::operations::Operations;
use crate::session::{Fingerprint, SESSION_EXTENSION};

/// So many earlier saves of a session are kept.
pub const EARLIER_SAVES_KEPT: usize = 3;

/// An earlier save of a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    pub path: PathBuf,
    /// When the session was saved so; none where that cannot be known.
    pub written: Option<SystemTime>,
    number: u32,
}

/// Before the number.
const MARK: &str = ".earlier-";

/// The same where the session's name is too long to stand in another one.
const MARK_OF_LONG: &str = ".earlier-of-long-";

/// No name of a file is longer, in bytes.
const LONGEST_NAME: usize = 255;

/// So much comes to a name at most.
const LONGEST_ADDED: usize = 1 + MARK.len() + 10 + SESSION_EXTENSION.len();

/// With what the names of a session's earlier saves begin.
fn beginning(session: &OsStr) -> OsString {
    let mut name = OsString::from(".");
    if session.len().saturating_add(LONGEST_ADDED) <= LONGEST_NAME {
        name.push(session);
        name.push(MARK);
    } else {
        name.push(Fingerprint::of(session.as_encoded_bytes()).to_string());
        name.push(MARK_OF_LONG);
    }
    name
}

fn path_of(session: &Path, number: u32) -> Option<PathBuf> {
    let mut name = beginning(session.file_name()?);
    name.push(format!("{number}{SESSION_EXTENSION}"));
    Some(session.with_file_name(name))
}

/// The number in the name of an earlier save, which begins so.
fn number_in(name: &OsStr, beginning: &OsStr) -> Option<u32> {
    let rest = name.as_encoded_bytes().strip_prefix(beginning.as_encoded_bytes())?;
    let digits = rest.strip_suffix(SESSION_EXTENSION.as_bytes())?;
    let number: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    // A number is written in one way.
    (number.to_string().as_bytes() == digits).then_some(number)
}

/// Whether a path is that of an earlier save: it is opened as a copy, as nothing is saved over it.
///
/// ```
/// use parallax::disk::is_earlier_save;
///
/// assert!(is_earlier_save(".x.comparison.ron.earlier-7.comparison.ron".as_ref()));
/// assert!(!is_earlier_save("x.comparison.ron".as_ref()));
/// ```
#[must_use]
pub fn is_earlier_save(path: &Path) -> bool {
    let Some(name) = path.file_name().map(OsStr::as_encoded_bytes) else { return false };
    let name = name.strip_prefix(b".").and_then(|n| n.strip_suffix(SESSION_EXTENSION.as_bytes()));
    let digits = |name: &[u8]| name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    name.is_some_and(|name| {
        let (before, number) = name.split_at(name.len().saturating_sub(digits(name)));
        let is_marked = [MARK, MARK_OF_LONG].iter().any(|mark| before.ends_with(mark.as_bytes()));
        is_marked && !number.is_empty()
    })
}

/// The earlier saves of a session, the latest first, whether it is there itself or not. Links to it
/// are followed.
#[must_use]
pub fn earlier_saves(session: &Path) -> Vec<Earlier> {
    let session = std::fs::canonicalize(session).unwrap_or_else(|_| session.to_owned());
    numbered(&mut super::FileSystem, &session).unwrap_or_default()
}

fn numbered(operations: &mut impl Operations, session: &Path) -> io::Result<Vec<Earlier>> {
    let (Some(name), Some(folder)) = (session.file_name(), session.parent()) else {
        return Ok(Vec::new());
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let beginning = beginning(name);
    let mut found = Vec::new();
    for name in operations.names(folder)? {
        let Some(number) = number_in(&name, &beginning) else { continue };
        let path = session.with_file_name(&name);
        // A link may lead into another session's.
        let metadata = std::fs::symlink_metadata(&path).ok();
        if let Some(metadata) = metadata.filter(Metadata::is_file) {
            found.push(Earlier { written: metadata.modified().ok(), path, number });
        }
    }
    found.sort_by_key(|earlier| std::cmp::Reverse(earlier.number));
    Ok(found)
}

/// Keeps what a session holds before it is saved over: `content`, of the file with this `old`
/// metadata. The new earlier save; none where the latest has it already.
///
/// # Errors
/// When it could not be kept; nothing is left of the attempt.
pub(super) fn keep(
    operations: &mut impl Operations,
    session: &Path,
    old: &Metadata,
    content: &[u8],
) -> io::Result<Option<PathBuf>> {
    let before = numbered(operations, session)?;
    if let Some(latest) = before.first()
        && latest_has(operations, &latest.path, old, content)
    {
        return Ok(None);
    }
    let mut number = before.first().map_or(0, |latest| latest.number);
    for _ in 0..1000 {
        number = number.checked_add(1).ok_or(io::ErrorKind::AlreadyExists)?;
        let path = path_of(session, number).ok_or(io::ErrorKind::InvalidFilename)?;
        // Another file of this name, such as a link, is let be.
        if std::fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        // The file itself, if nothing else has it that could be written in place.
        let linked = has_one_name(old) && operations.link(session, &path).is_ok();
        if !linked {
            copy(operations, session, &path, old, content)?;
        }
        return Ok(Some(path));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whether the latest earlier save holds this: a save was broken off once it was kept.
fn latest_has(
    operations: &mut impl Operations,
    latest: &Path,
    old: &Metadata,
    content: &[u8],
) -> bool {
    let is_as_long = std::fs::metadata(latest).is_ok_and(|latest| latest.len() == old.len());
    is_as_long && operations.read(latest).is_ok_and(|kept| kept == content)
}

fn copy(
    operations: &mut impl Operations,
    session: &Path,
    to: &Path,
    old: &Metadata,
    content: &[u8],
) -> io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut new = beside::create(operations, folder, Some(old))?;
    let mut steps = || {
        operations.write(&mut new.file, content)?;
        let _ = operations.copy_attributes(&new.file, session);
        operations.copy_mode(&new.file, old)?;
        operations.sync(&new.file)?;
        if let Ok(written) = old.modified() {
            let _ = new.file.set_modified(written);
        }
        operations.rename(&new.path, to)
    };
    let outcome = steps();
    if outcome.is_err() {
        let _ = operations.remove(&new.path);
    }
    outcome
}

/// Takes away all but the latest earlier saves; what cannot be taken away stays.
pub(super) fn drop_oldest(operations: &mut impl Operations, session: &Path) {
    let all = numbered(operations, session).unwrap_or_default();
    for earlier in all.iter().skip(EARLIER_SAVES_KEPT) {
        let _ = operations.remove(&earlier.path);
    }
}

#[cfg(unix)]
fn has_one_name(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) == 1
}

#[cfg(not(unix))]
fn has_one_name(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
#[path = "earlier_tests.rs"]
mod tests;
