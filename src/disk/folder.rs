//! Reading the files of a folder.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::read::{ReadError, explain, read_file};

/// Folders in each other, at most.
const DEEPEST: usize = 8;

/// More entries are not looked at.
const MOST_ENTRIES: usize = 100_000;

/// Reads the files in a folder and in the folders in it whose names are `wanted`, in the order of
/// their names; each goes by its path in the folder, with `/` between. Links are not followed, and
/// what is hidden is left out.
///
/// # Errors
/// When the folder or one of the files cannot be read, or all have more than `limit_bytes`.
pub fn read_folder(
    folder: &Path,
    limit_bytes: u64,
    wanted: &dyn Fn(&str) -> bool,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<(String, Vec<u8>)>, ReadError> {
    let names = files_in(folder, wanted)?;
    let mut files = Vec::new();
    let mut room = limit_bytes;
    for (place, name) in names.iter().enumerate() {
        if progress(place as u64, names.len() as u64).is_break() {
            return Err(ReadError::Stopped(folder.to_owned()));
        }
        let path = folder.join(name);
        let bytes = read_file(&path, room, &mut |_, _| ControlFlow::Continue(()));
        let bytes = bytes.map_err(|error| match error {
            ReadError::TooLarge { .. } => {
                ReadError::TooLarge { path: folder.to_owned(), limit_bytes }
            }
            error => error,
        })?;
        room = room.saturating_sub(bytes.len() as u64);
        files.push((name.clone(), bytes));
    }
    Ok(files)
}

/// The files in a folder that [`read_folder`] reads, by their paths in it.
///
/// # Errors
/// When the folder cannot be read.
pub fn files_in(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<String>, ReadError> {
    let mut names = Vec::new();
    let mut left = MOST_ENTRIES;
    list(folder, "", DEEPEST, &mut left, &mut names)?;
    names.retain(|name| wanted(name));
    names.sort_unstable();
    Ok(names)
}

/// How long a file is, in bytes, or all files of a folder together; 0 where that cannot be known.
#[must_use]
pub fn length_of(path: &Path) -> u64 {
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    let Ok(names) = files_in(path, &|_| true) else { return length(path) };
    names.iter().fold(0, |all, name| all.saturating_add(length(&path.join(name))))
}

/// One thing in a folder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    /// Folders come before files.
    pub is_file: bool,
    pub name: String,
}

/// What a folder holds whose name begins so, folders first, in the order of the names; what is
/// hidden only where `start` begins with a dot. None where there is no such folder.
#[must_use]
pub fn entries_beginning(folder: &Path, start: &str) -> Option<Vec<Entry>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let all = std::fs::read_dir(folder).ok()?.take(MOST_ENTRIES).filter_map(Result::ok);
    let named = all.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let is_wanted =
            name.starts_with(start) && (!name.starts_with('.') || start.starts_with('.'));
        // Of a link what it leads to.
        is_wanted.then(|| Entry { is_file: !super::is_folder(&entry.path()), name })
    });
    let mut entries: Vec<Entry> = named.collect();
    entries.sort_unstable();
    Some(entries)
}

/// The folder of the person who runs the program; none where the system knows of none.
#[must_use]
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

fn list(
    folder: &Path,
    within: &str,
    depth: usize,
    left: &mut usize,
    names: &mut Vec<String>,
) -> Result<(), ReadError> {
    let because = |error| explain(folder, error);
    for entry in std::fs::read_dir(folder).map_err(because)? {
        let entry = entry.map_err(because)?;
        let Some(rest) = left.checked_sub(1) else { return Ok(()) };
        *left = rest;
        // A name that is no text cannot be shown, and is that of no table.
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type().map_err(because)?;
        if name.starts_with('.') {
            continue;
        }
        let name = if within.is_empty() { name } else { format!("{within}/{name}") };
        if kind.is_file() {
            names.push(name);
        } else if let (true, Some(depth)) = (kind.is_dir(), depth.checked_sub(1)) {
            list(&entry.path(), &name, depth, left, names)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_is_listed_with_folders_first_and_what_is_hidden_only_when_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("kursk")).expect("made");
        std::fs::create_dir_all(folder.path().join(".kept")).expect("made");
        for name in ["kursk.csv", "kiev.csv", "other.csv", ".hidden"] {
            std::fs::write(folder.path().join(name), name).expect("written");
        }
        let names = |start: &str| -> Vec<String> {
            let entries = entries_beginning(folder.path(), start).expect("a folder");
            entries.into_iter().map(|entry| entry.name).collect()
        };
        assert_eq!(names("k"), ["kursk", "kiev.csv", "kursk.csv"]);
        assert_eq!(names("kursk."), ["kursk.csv"]);
        assert_eq!(names(""), ["kursk", "kiev.csv", "kursk.csv", "other.csv"]);
        assert_eq!(names("."), [".kept", ".hidden"]);
        assert_eq!(entries_beginning(&folder.path().join("nowhere"), ""), None);
    }

    #[test]
    fn the_wanted_files_of_a_folder_are_read_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("b/c")).expect("made");
        std::fs::create_dir_all(folder.path().join(".git")).expect("made");
        for name in ["z.csv", "b/c/y.csv", "b/x.txt", ".git/w.csv", ".v.csv"] {
            std::fs::write(folder.path().join(name), name).expect("written");
        }
        let read = |limit| {
            let wanted = |name: &str| name.ends_with(".csv");
            read_folder(folder.path(), limit, &wanted, &mut |_, _| ControlFlow::Continue(()))
        };
        let files = read(1_000).expect("read");
        let expected = ["b/c/y.csv", "z.csv"].map(|name| (name.to_owned(), name.into()));
        assert_eq!(files, expected);
        assert!(matches!(read(10), Err(ReadError::TooLarge { limit_bytes: 10, .. })));
    }
}
