//! The only room that opens, writes and renames files.
//!
//! [`read_file`] never hangs and never reads more than it was allowed to. [`save`] replaces a file
//! in one step or not at all: whatever goes wrong, the file that was there reads back whole and the
//! error holds why. What is in the files is none of this room's business, and neither is in which
//! words a person is told that something failed.
#![expect(clippy::disallowed_methods, reason = "this is the room that touches files")]
#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod attributes;
mod beside;
mod cache;
pub mod database;
mod earlier;
#[cfg(test)]
mod failing;
mod folder;
mod history;
mod operations;
mod preferences;
mod read;
mod recovery;
mod save;

use std::path::{Path, PathBuf};

pub use cache::{CACHED_FILES_KEPT, Cache, stamp};
pub use earlier::{EARLIER_SAVES_KEPT, Earlier, earlier_saves, is_earlier_save};
pub use folder::{Entry, entries_beginning, files_in, home, length_of, read_folder};
pub use history::{
    FileHistory, FileVersion, NoHistory, file_of_version, read_history, version_path,
};
pub use operations::{FileSystem, Operations};
pub use preferences::{
    Preferences, RECENT_FILES_KEPT, Renderer, Unusable, cache_folder, connections_file,
    preferences_file, state_folder,
};
pub use read::{LongFile, ReadError, read_beginning, read_file, read_input};
pub use recovery::{Left, Record, left_behind, unsaved_elsewhere};
pub use save::{Expected, NotSaved, SaveError, SaveOptions, Saved, save, save_with};

/// Writes a report in a folder of reports, which is made where it is not there, and says where.
///
/// # Errors
/// When the folder cannot be made or the report not written.
pub fn write_report(folder: &Path, name: &str, text: &str) -> Result<PathBuf, SaveError> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder).map_err(|error| SaveError {
        why: NotSaved::Other(error),
        path: path.clone(),
        was_there: false,
    })?;
    save(&path, text.as_bytes(), &SaveOptions::default()).map(|saved| saved.path)
}

/// Whether a path leads to a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// The file that stands where a path leads through a folder: the archive of what goes by a place in
/// it. None where there is none.
#[must_use]
pub fn file_above(path: &Path) -> Option<PathBuf> {
    let is_file = |above: &&Path| std::fs::metadata(above).is_ok_and(|found| found.is_file());
    path.ancestors().skip(1).find(is_file).map(Path::to_owned)
}

/// When a file was last written; none where that cannot be known.
#[must_use]
pub fn written_at(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}

/// Whether two paths lead to the same file, by whatever links. A file that is not there is the
/// same as no other.
#[must_use]
pub fn same_file(a: &Path, b: &Path) -> bool {
    let (Ok(ours), Ok(theirs)) = (std::fs::canonicalize(a), std::fs::canonicalize(b)) else {
        return a == b;
    };
    ours == theirs || is_one_inode(&ours, &theirs)
}

#[cfg(unix)]
fn is_one_inode(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (std::fs::metadata(a), std::fs::metadata(b)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_one_inode(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_by_any_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&a, "x").expect("written");
        assert!(same_file(&a, &folder.path().join(".").join("a")));
        assert!(!same_file(&a, &b));
        std::fs::write(&b, "x").expect("written");
        assert!(!same_file(&a, &b));
        let c = folder.path().join("c");
        std::fs::hard_link(&a, &c).expect("linked");
        assert!(same_file(&a, &c));
    }
}
