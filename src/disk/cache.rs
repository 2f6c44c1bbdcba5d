//! What is kept only because it takes time to make anew: small files in the folder that the system
//! has for such things. They may be deleted at any time, and what goes wrong with them costs
//! nothing but that time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::read::read_file;
use super::save::{SaveOptions, save};

/// How many files are kept; of more those that were written first go.
pub const CACHED_FILES_KEPT: usize = 64;

/// No file of a cache is larger.
const LARGEST_BYTES: u64 = 1 << 16;

/// A folder of such files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// A cache in this folder, which is made when something is put there.
    #[must_use]
    pub fn within(folder: PathBuf) -> Cache {
        Cache { folder }
    }

    /// What was put there under this name, if it is still there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let go_on = &mut |_, _| ControlFlow::Continue(());
        read_file(&self.path(name)?, LARGEST_BYTES, go_on).ok()
    }

    /// Keeps these bytes under this name. What is too large, and what cannot be written, is not kept.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let Some(path) = self.path(name).filter(|_| bytes.len() as u64 <= LARGEST_BYTES) else {
            return;
        };
        let made = std::fs::create_dir_all(&self.folder).map_err(drop);
        let kept =
            made.and_then(|()| save(&path, bytes, &SaveOptions::default()).map(drop).map_err(drop));
        if kept.is_ok() {
            self.keep(CACHED_FILES_KEPT);
        }
    }

    /// Deletes all that is kept.
    pub fn clear(&self) {
        self.keep(0);
    }

    /// Where a name is kept; none where it is no plain name.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let is_plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_plain.then(|| self.folder.join(name))
    }

    /// Deletes all but the last files that were written.
    fn keep(&self, most: usize) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        let written = |entry: std::fs::DirEntry| {
            let modified = entry.metadata().ok()?.modified().ok()?;
            Some((modified, entry.path()))
        };
        let mut all: Vec<(SystemTime, PathBuf)> = entries.flatten().filter_map(written).collect();
        all.sort();
        let too_many = all.len().saturating_sub(most);
        for (_, path) in all.into_iter().take(too_many) {
            // What cannot be deleted now is tried again with the next.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// What tells from outside that a file is no longer what it was: its length in bytes, and when it was
/// written, in nanoseconds since 1970. None where there is no such file.
#[must_use]
pub fn stamp(path: &Path) -> Option<(u64, u128)> {
    let metadata = std::fs::metadata(path).ok()?;
    let written = metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some((metadata.len(), written.as_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_costs_nothing_when_it_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::within(folder.path().join("pictures"));
        assert_eq!(cache.get("a1"), None);
        cache.put("a1", b"small");
        assert_eq!(cache.get("a1").as_deref(), Some(&b"small"[..]));
        std::fs::remove_dir_all(folder.path().join("pictures")).expect("deleted");
        assert_eq!(cache.get("a1"), None);
        cache.put("a1", b"again");
        assert_eq!(cache.get("a1").as_deref(), Some(&b"again"[..]));
        cache.clear();
        assert_eq!(cache.get("a1"), None);
    }

    #[test]
    fn a_cache_never_grows_beyond_its_size_and_never_leaves_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::within(folder.path().join("pictures"));
        for number in 0..CACHED_FILES_KEPT + 5 {
            cache.put(&format!("n{number}"), b"x");
        }
        let count = || std::fs::read_dir(folder.path().join("pictures")).expect("there").count();
        assert_eq!(count(), CACHED_FILES_KEPT);
        cache.put("../outside", b"x");
        cache.put("large", &vec![0; 1 << 17]);
        assert!(!folder.path().join("outside").exists());
        assert_eq!(cache.get("large"), None);
        assert_eq!(count(), CACHED_FILES_KEPT);
    }
}
