//! New files that are written beside the one whose place they take, and what is left of those whose
//! process ended before.
//!
//! As long as one is written its process holds a lock on it, so that what is left behind is told from
//! what another still writes, whichever numbers processes have by then.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::operations::Operations;

const BEFORE: &str = ".parallax-";
const BEHIND: &str = ".tmp";

/// A file that nobody wrote for so long is left over even where a process has its number: they are
/// given out again.
const NO_SAVE_TAKES: Duration = Duration::from_hours(24);

/// A new file in a folder; locked as long as it is open.
pub(super) struct Beside {
    pub path: PathBuf,
    pub file: File,
}

/// Makes a new file in a folder, so that putting it in place there is one step. Its name does not
/// grow with that of the file it `replaces`, which may be as long as names can be.
pub(super) fn create(
    operations: &mut impl Operations,
    folder: &Path,
    replaces: Option<&Metadata>,
) -> io::Result<Beside> {
    let process = std::process::id();
    for attempt in 0..1000 {
        let path = folder.join(format!("{BEFORE}{process}-{attempt}{BEHIND}"));
        match operations.create_new(&path, replaces) {
            Ok(file) => {
                // Where locks are not to be had, nothing is ever taken for left over.
                let _ = operations.lock(&file);
                return Ok(Beside { path, file });
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Takes away what ended processes left in the folder of a new file. What cannot be looked at or
/// taken away stays.
pub(super) fn tidy(operations: &mut impl Operations, new: &Beside) {
    let Some(folder) = new.path.parent() else { return };
    let now = new.file.metadata().and_then(|metadata| metadata.modified()).ok();
    for name in operations.names(folder).unwrap_or_default() {
        let process = name.to_str().and_then(process_in);
        let path = folder.join(&name);
        if path != new.path && process.is_some_and(|process| is_left_over(&path, process, now)) {
            let _ = operations.remove(&path);
        }
    }
}

/// The number of the process that made a file of this name.
fn process_in(name: &str) -> Option<u32> {
    let (process, attempt) = name.strip_prefix(BEFORE)?.strip_suffix(BEHIND)?.split_once('-')?;
    attempt.parse::<u32>().ok()?;
    process.parse().ok()
}

fn is_left_over(path: &Path, process: u32, now: Option<SystemTime>) -> bool {
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return false };
    if !metadata.is_file() {
        return false;
    }
    let age = now.zip(metadata.modified().ok()).and_then(|(now, at)| now.duration_since(at).ok());
    let is_old = age.is_some_and(|age| age > NO_SAVE_TAKES);
    // Between a file and its lock there is a moment, in which its process has its number still.
    (is_old || is_gone(process)) && is_unlocked(path)
}

/// Whether there is certainly no process of this number on this machine.
fn is_gone(process: u32) -> bool {
    let own = std::process::id();
    let all = Path::new("/proc");
    process != own && all.join(own.to_string()).exists() && !all.join(process.to_string()).exists()
}

#[cfg(unix)]
fn is_unlocked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(not(unix))]
fn is_unlocked(_: &Path) -> bool {
    // There a file that is open cannot be taken away.
    true
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::super::{SaveOptions, save};
    use super::*;

    /// No process has it: there are at most four million.
    const NOBODY: u32 = 2_000_000_000;

    fn is_there_after_a_save(name: &str, prepare: impl FnOnce(&File)) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        let file = File::create(&path).expect("made");
        prepare(&file);
        let _ = save(&folder.path().join("x"), b"new", &SaveOptions::default()).expect("saved");
        drop(file);
        path.exists()
    }

    fn two_days_old(file: &File) {
        let now = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
        let then = now.checked_sub(Duration::from_hours(48)).expect("there was such a day");
        file.set_modified(then).expect("set");
    }

    #[test]
    fn what_an_ended_process_left_beside_a_session_goes_with_the_next_save() {
        assert!(!is_there_after_a_save(&format!(".parallax-{NOBODY}-0.tmp"), |_| {}));
        let own = std::process::id();
        assert!(!is_there_after_a_save(&format!(".parallax-{own}-77.tmp"), two_days_old));
    }

    #[test]
    fn what_a_living_process_may_still_write_stays_and_so_does_whatever_is_not_ours() {
        let own = std::process::id();
        assert!(is_there_after_a_save(&format!(".parallax-{own}-77.tmp"), |_| {}));
        let locked = |file: &File| {
            two_days_old(file);
            file.try_lock().expect("locked");
        };
        assert!(is_there_after_a_save(&format!(".parallax-{NOBODY}-0.tmp"), locked));
        for name in [".parallax-1.tmp", ".parallax-x-0.tmp", "parallax-2000000000-0.tmp", ".x.tmp"]
        {
            assert!(is_there_after_a_save(name, two_days_old), "{name}");
        }
    }
}
