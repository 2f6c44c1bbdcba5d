//! Records of unsaved work, apart from the documents: a copy of one, and what was done to it since.
//!
//! Each window keeps its own record in a folder of its own and holds a lock there as long as it
//! lives, so that what it leaves behind is told from what another window still writes. Base copies
//! are numbered, and a journal belongs to the copy of its number: whenever writing ends, the copy of
//! the highest number is there whole, and no journal is done to another copy than its own.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::operations::Operations;
use super::save::{SaveError, SaveOptions, save_with};

/// The record that a window keeps.
#[derive(Debug)]
pub struct Record<System> {
    system: System,
    folder: PathBuf,
    /// Locked as long as the record is kept.
    lock: File,
    number: u32,
    has_base: bool,
    /// Open for adding from the first line on.
    journal: Option<File>,
}

/// The record of a window that is gone. While it is held no other window takes it up.
#[derive(Debug)]
pub struct Left {
    folder: PathBuf,
    lock: File,
    pub base: Vec<u8>,
    /// What was done to the base since.
    pub journal: Vec<u8>,
    /// What was written beside the base of where it belongs.
    pub about: Vec<u8>,
    /// When something was last written.
    pub written: Option<SystemTime>,
}

const LOCK: &str = "lock";
const BASE: &str = "base-";
const BASE_END: &str = ".comparison.ron";
const JOURNAL: &str = "journal-";
const ABOUT: &str = "about-";

fn base_of(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{BASE}{number}{BASE_END}"))
}

fn journal_of(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{JOURNAL}{number}"))
}

fn about_of(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{ABOUT}{number}"))
}

/// Only who works here may read it.
fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open_lock(folder: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))
}

impl<System: Operations> Record<System> {
    /// Begins a record in a folder of its own within `root`, which is made where it is not there.
    /// The folder is called after `name`, with a number where another window has that one or what
    /// was left behind is in it.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn begin(system: System, root: &Path, name: &str) -> io::Result<Record<System>> {
        for attempt in 0..1000 {
            let folder = root.join(format!("{name}-{attempt}"));
            make_private_folder(&folder)?;
            let lock = open_lock(&folder)?;
            match lock.try_lock() {
                Ok(()) if numbers_in(&folder)?.is_empty() => {
                    let (number, has_base, journal) = (0, false, None);
                    return Ok(Record { system, folder, lock, number, has_base, journal });
                }
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Another copy of the document, to which nothing was done yet; `about` is kept beside it.
    ///
    /// # Errors
    /// When it is not on the disk: then what was recorded before is still there.
    pub fn set_base(&mut self, base: &[u8], about: &[u8]) -> Result<(), SaveError> {
        let number = self.number.saturating_add(1);
        let options = SaveOptions::default();
        let _ = save_with(&mut self.system, &about_of(&self.folder, number), about, &options)?;
        let _ = save_with(&mut self.system, &base_of(&self.folder, number), base, &options)?;
        // From here on the new copy is the record.
        let before = std::mem::replace(&mut self.number, number);
        (self.has_base, self.journal) = (true, None);
        self.remove(before);
        Ok(())
    }

    /// Adds a line to what was done since the copy.
    ///
    /// # Errors
    /// When it is not on the disk: then another copy has to be made.
    pub fn add(&mut self, line: &str) -> io::Result<()> {
        if !self.has_base {
            return Err(io::ErrorKind::NotFound.into());
        }
        let mut file = match self.journal.take() {
            Some(file) => file,
            None => self.system.create_new(&journal_of(&self.folder, self.number), None)?,
        };
        // After an error nothing is added behind what may be half a line.
        self.system.write(&mut file, line.as_bytes())?;
        self.system.sync(&file)?;
        self.journal = Some(file);
        Ok(())
    }

    /// Nothing would be lost any more.
    pub fn clear(&mut self) {
        (self.has_base, self.journal) = (false, None);
        self.remove(self.number);
    }

    fn remove(&mut self, number: u32) {
        // The copy goes first: without it the others are nothing.
        for path in [base_of, journal_of, about_of].map(|of| of(&self.folder, number)) {
            let _ = self.system.remove(&path);
        }
    }

    /// Takes the record away with its folder, if nothing is in it.
    pub fn end(self) {
        let Record { folder, lock, .. } = self;
        end(&folder, lock);
    }
}

/// Takes a folder away in which there is nothing but the lock.
fn end(folder: &Path, lock: File) {
    if numbers_in(folder).is_ok_and(|numbers| numbers.is_empty()) {
        let _ = std::fs::remove_file(folder.join(LOCK));
        drop(lock);
        let _ = std::fs::remove_dir(folder);
    }
}

/// The numbers of the copies in a folder, in order.
fn numbers_in(folder: &Path) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(BASE)?.strip_suffix(BASE_END));
        numbers.extend(number.and_then(|number| number.parse::<u32>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// What windows left behind that are gone, the latest first. Folders of windows that are open are
/// passed over.
#[must_use]
pub fn left_behind(root: &Path) -> Vec<Left> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut left: Vec<Left> = folders.filter_map(|folder| take_up(&folder)).collect();
    left.sort_by(|a, b| b.written.cmp(&a.written).then(a.folder.cmp(&b.folder)));
    left
}

/// What stands beside the copies of unsaved work of windows that are open: where each belongs. Those
/// whose folder is called after `own` are passed over.
#[must_use]
pub fn unsaved_elsewhere(root: &Path, own: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let is_own = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(own)?.strip_prefix('-'));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    let others = entries.flatten().filter(|entry| !is_own(entry)).map(|entry| entry.path());
    others.filter(|folder| is_open(folder)).filter_map(|folder| about(&folder)).collect()
}

/// Whether a window holds its record here.
fn is_open(folder: &Path) -> bool {
    let lock = OpenOptions::new().write(true).open(folder.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

/// What stands beside the latest copy in a folder.
fn about(folder: &Path) -> Option<Vec<u8>> {
    let number = numbers_in(folder).ok()?.last().copied()?;
    let path = about_of(folder, number);
    super::read_file(&path, 1 << 20, &mut |_, _| std::ops::ControlFlow::Continue(())).ok()
}

/// The record in a folder whose window is gone; what is empty is tidied away.
fn take_up(folder: &Path) -> Option<Left> {
    let lock = open_lock(folder).ok()?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return None,
    }
    let Some(number) = numbers_in(folder).ok()?.last().copied() else {
        end(folder, lock);
        return None;
    };
    let read = |path: PathBuf| {
        let largest = crate::session::LARGEST_SESSION_BYTES;
        super::read_file(&path, largest, &mut |_, _| std::ops::ControlFlow::Continue(())).ok()
    };
    let written = [base_of, journal_of].map(|of| of(folder, number));
    let written = written.iter().filter_map(|path| std::fs::metadata(path).ok()?.modified().ok());
    Some(Left {
        base: read(base_of(folder, number))?,
        journal: read(journal_of(folder, number)).unwrap_or_default(),
        about: read(about_of(folder, number)).unwrap_or_default(),
        written: written.max(),
        folder: folder.to_owned(),
        lock,
    })
}

impl Left {
    /// The folder that the record is in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Throws the record away.
    ///
    /// # Errors
    /// When something of it stays.
    pub fn throw_away(self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            // The lock goes last: until then nobody else takes up what is left.
            if !path.ends_with(LOCK) {
                std::fs::remove_file(path)?;
            }
        }
        end(&self.folder, self.lock);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::failing::FailingAt;
    use super::super::operations::FileSystem;
    use super::*;

    fn texts(left: &Left) -> [String; 3] {
        [&left.base, &left.journal, &left.about].map(|b| String::from_utf8_lossy(b).into_owned())
    }

    /// What is left, where it should be so much. A lock is held a moment longer where another test
    /// begins a process just then, which has it until it is under way.
    fn left_soon(root: &Path, many: usize) -> Vec<Left> {
        let tries = std::iter::repeat_with(|| {
            std::thread::sleep(std::time::Duration::from_millis(1));
            left_behind(root)
        });
        tries.take(2_000).find(|left| left.len() == many).unwrap_or_default()
    }

    fn begin(root: &Path, name: &str) -> Record<FileSystem> {
        Record::begin(FileSystem, root, name).expect("begun")
    }

    #[test]
    fn what_a_window_leaves_behind_is_found_and_what_another_still_writes_is_not() {
        let root = tempfile::tempdir().expect("a folder");
        let mut gone = begin(root.path(), "one");
        gone.set_base(b"a", b"of x").expect("written");
        gone.add("1\n").and_then(|()| gone.add("2\n")).expect("written");
        let mut open = begin(root.path(), "two");
        open.set_base(b"b", b"").expect("written");
        assert!(left_behind(root.path()).is_empty(), "both are open");
        assert_ne!(begin(root.path(), "two").folder, open.folder, "it is taken");
        drop(gone);
        left_soon(root.path(), 1);
        assert!(begin(root.path(), "one").set_base(b"c", b"").is_ok(), "and keeps clear of this");
        let left = left_soon(root.path(), 2);
        let mut found: Vec<[String; 3]> = left.iter().map(texts).collect();
        found.sort();
        assert_eq!(found, [["a", "1\n2\n", "of x"], ["c", "", ""]]);
        assert!(left_behind(root.path()).is_empty(), "held by who was offered it");
        drop(left);
        let left = left_soon(root.path(), 2);
        assert_eq!(left.len(), 2);
        left.into_iter().for_each(|one| one.throw_away().expect("thrown away"));
        assert!(left_behind(root.path()).is_empty());
    }

    #[test]
    fn a_journal_belongs_to_its_own_copy() {
        let root = tempfile::tempdir().expect("a folder");
        let mut record = begin(root.path(), "one");
        assert!(record.add("0\n").is_err(), "there is nothing to which it could be done");
        record.set_base(b"a", b"").expect("written");
        record.add("1\n").expect("written");
        record.set_base(b"b", b"").expect("written");
        record.add("2\n").expect("written");
        drop(record);
        let left = left_soon(root.path(), 1);
        assert_eq!(left.iter().map(texts).collect::<Vec<_>>(), [["b", "2\n", ""]]);
    }

    #[test]
    fn where_nothing_would_be_lost_nothing_is_left() {
        let root = tempfile::tempdir().expect("a folder");
        let mut record = begin(root.path(), "one");
        record.set_base(b"a", b"").expect("written");
        record.add("1\n").expect("written");
        record.clear();
        record.end();
        assert_eq!(std::fs::read_dir(root.path()).expect("a folder").count(), 0);
        drop(begin(root.path(), "killed at once"));
        assert!(left_behind(root.path()).is_empty());
        assert_eq!(std::fs::read_dir(root.path()).expect("a folder").count(), 0);
    }

    /// What a window does, and what was acknowledged of it: the copy and the lines since.
    fn script(record: &mut Record<FailingAt>) -> (String, String) {
        let (mut base, mut lines) = (String::new(), String::new());
        for step in ["a", "1", "2", "b", "3", "c", "4"] {
            let is_base = step.chars().all(char::is_alphabetic);
            let line = format!("{step}\n");
            if is_base && record.set_base(step.as_bytes(), b"").is_ok() {
                (base, lines) = (step.to_owned(), String::new());
            } else if !is_base && record.add(&line).is_ok() {
                lines += &line;
            }
        }
        (base, lines)
    }

    #[test]
    fn whichever_step_fails_or_is_the_last_what_was_acknowledged_is_left() {
        let mut injected = 0;
        for cut_off in [false, true] {
            for n in 1.. {
                let root = tempfile::tempdir().expect("a folder");
                let system = match cut_off {
                    true => FailingAt::cut_off_at(n),
                    false => FailingAt::new(n, io::ErrorKind::StorageFull),
                };
                let mut record = Record::begin(system, root.path(), "one").expect("begun");
                let (base, lines) = script(&mut record);
                let failed = record.system.failed;
                drop(record);
                let left = left_soon(root.path(), usize::from(!base.is_empty()));
                let left: Vec<[String; 3]> = left.iter().map(texts).collect();
                let what = format!("step {n}, {failed:?}, cut off: {cut_off}, {left:?}");
                let found = left.first().map_or(("", ""), |[base, lines, _]| (base, lines));
                assert_eq!(found.0, base, "{what}");
                // A line that was not acknowledged may be there, or a part of it, but last.
                assert!(found.1.starts_with(&lines), "{what}");
                if failed.is_none() {
                    assert_eq!((base.as_str(), lines.as_str()), ("c", "4\n"));
                    break;
                }
                injected += 1;
            }
        }
        assert!(injected > 60, "{injected} faults were injected");
    }
}
