//! Replacing a file in one step, or not at all.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::beside::{self, Beside};
use super::earlier;
use super::operations::{FileSystem, Operations};
use crate::session::Fingerprint;

/// What a save depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct SaveOptions {
    pub expected: Expected,
    /// What the file holds before is kept beside it, as with sessions: see
    /// [`earlier_saves`](super::earlier_saves).
    pub keeps_earlier: bool,
}

/// What has to be where a file is saved, or it is not replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Expected {
    /// Whatever is there is replaced: the person has been asked.
    #[default]
    Anything,
    /// No file is there.
    Nothing,
    /// The file with the content that it had when it was read or last saved.
    Content(Fingerprint),
}

impl Expected {
    /// That what is there now is there still, whatever it is.
    #[must_use]
    pub fn as_now(path: &Path) -> Expected {
        // What keeps it from being read keeps it from being written, and is told then; a pipe would
        // be waited for.
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => match std::fs::read(path) {
                Ok(bytes) => Expected::Content(Fingerprint::of(&bytes)),
                Err(_) => Expected::Anything,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Expected::Nothing,
            _ => Expected::Anything,
        }
    }
}

/// A save that was done.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use]
pub struct Saved {
    /// The file that was written, every link followed.
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
    /// False where the disk did not confirm that the new name outlives a power cut. The file
    /// itself is whole and in place.
    pub durability_confirmed: bool,
    /// False where the old file's extended attributes, or its list of who may read and write it,
    /// could not all be given to the new one; then only who owns it, and who everybody else is by
    /// its permissions, may read it.
    pub attributes_kept: bool,
    /// Why what the file held before was not kept beside it, where it was to be.
    pub earlier_not_kept: Option<io::ErrorKind>,
}

/// Why nothing was saved.
#[derive(Debug)]
pub enum NotSaved {
    /// The file has another content than when it was opened.
    ChangedOnDisk,
    /// The file that was opened is no longer there.
    Gone,
    ReadOnlyFile,
    /// A folder, a device or a pipe.
    NotAFile,
    /// A link whose target is gone.
    BrokenLink,
    NoFolder,
    NoPermission,
    ReadOnlyDisk,
    DiskFull,
    BadName,
    /// What was written does not read back the same.
    NotReadBack,
    Other(io::Error),
}

impl NotSaved {
    fn from_io(error: io::Error) -> NotSaved {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => NotSaved::DiskFull,
            io::ErrorKind::PermissionDenied => NotSaved::NoPermission,
            io::ErrorKind::ReadOnlyFilesystem => NotSaved::ReadOnlyDisk,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => NotSaved::NoFolder,
            io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => NotSaved::BadName,
            _ => NotSaved::Other(error),
        }
    }
}

/// A save that was not done. The file that was there before, if any, is untouched.
#[derive(Debug)]
pub struct SaveError {
    pub why: NotSaved,
    pub path: PathBuf,
    /// Whether there was a file before.
    pub was_there: bool,
}

/// Writes `bytes` to a file, or replaces it by them in one step.
///
/// A new file is written beside the old one, flushed to the disk, read back and put in the old
/// one's place. Links are followed and kept, permissions and extended attributes are kept; a hard link
/// elsewhere keeps the old content. What processes that ended too early left in the folder is taken
/// away.
///
/// # Errors
/// When anything fails before the new file is in place: then the old one is as it was, and nothing
/// is left beside it.
///
/// ```
/// use parallax::disk::{Expected, SaveOptions, save};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("x.comparison.ron");
/// let first = save(&path, b"(version: 1)", &SaveOptions::default()).expect("saved");
/// let expected = Expected::Content(first.fingerprint);
/// let unchanged = SaveOptions { expected, ..SaveOptions::default() };
/// assert!(save(&path, b"(version: 1, files: [])", &unchanged).is_ok());
/// assert!(save(&path, b"late", &unchanged).is_err());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn save(path: &Path, bytes: &[u8], options: &SaveOptions) -> Result<Saved, SaveError> {
    save_with(&mut FileSystem, path, bytes, options)
}

/// As [`save`], by way of given operations.
///
/// # Errors
/// As [`save`].
pub fn save_with(
    operations: &mut impl Operations,
    path: &Path,
    bytes: &[u8],
    options: &SaveOptions,
) -> Result<Saved, SaveError> {
    let mut was_there = std::fs::symlink_metadata(path).is_ok();
    let target = find_target(operations, path, was_there);
    let outcome = target.and_then(|target| {
        was_there = target.old.is_some();
        replace(operations, &target, bytes, options)
    });
    outcome.map_err(|why| SaveError { why, path: path.to_owned(), was_there })
}

/// Where the bytes go, every link followed.
struct Target {
    path: PathBuf,
    folder: PathBuf,
    /// The file that is replaced.
    old: Option<Metadata>,
}

fn find_target(
    operations: &mut impl Operations,
    path: &Path,
    is_there: bool,
) -> Result<Target, NotSaved> {
    if path.file_name().is_none() {
        return Err(NotSaved::NotAFile);
    }
    let target = |path: PathBuf, old| {
        let folder = path.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Target { folder: folder.to_owned(), path, old }
    };
    if !is_there {
        return Ok(target(path.to_owned(), None));
    }
    let real = operations.real_path(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NotSaved::BrokenLink,
        _ => NotSaved::from_io(error),
    })?;
    let old = operations.metadata(&real).map_err(NotSaved::from_io)?;
    if !old.is_file() {
        return Err(NotSaved::NotAFile);
    }
    if old.permissions().readonly() {
        return Err(NotSaved::ReadOnlyFile);
    }
    operations.try_writable(&real).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => NotSaved::ReadOnlyFile,
        _ => NotSaved::from_io(error),
    })?;
    Ok(target(real, Some(old)))
}

fn replace(
    operations: &mut impl Operations,
    target: &Target,
    bytes: &[u8],
    options: &SaveOptions,
) -> Result<Saved, NotSaved> {
    let mut new = beside::create(operations, &target.folder, target.old.as_ref())
        .map_err(NotSaved::from_io)?;
    beside::tidy(operations, &new);
    let mut attributes_kept = true;
    let mut kept = Ok(None);
    let written = write_whole(operations, &mut new, target, bytes, &mut attributes_kept)
        .and_then(|()| unchanged(operations, target, options))
        .and_then(|before| {
            kept = keep_earlier(operations, target, options, before, bytes);
            operations.rename(&new.path, &target.path).map_err(NotSaved::from_io)
        });
    if let Err(why) = written {
        // Whatever else is wrong, the reason for not saving is what the person needs to hear.
        let _ = operations.remove(&new.path);
        if let Ok(Some(earlier)) = kept {
            let _ = operations.remove(&earlier);
        }
        return Err(why);
    }
    let durability_confirmed = operations.sync_folder(&target.folder).is_ok();
    if options.keeps_earlier {
        earlier::drop_oldest(operations, &target.path);
    }
    Ok(Saved {
        path: target.path.clone(),
        fingerprint: Fingerprint::of(bytes),
        durability_confirmed,
        attributes_kept,
        earlier_not_kept: kept.err(),
    })
}

fn write_whole(
    operations: &mut impl Operations,
    new: &mut Beside,
    target: &Target,
    bytes: &[u8],
    attributes_kept: &mut bool,
) -> Result<(), NotSaved> {
    let mut steps = || -> io::Result<bool> {
        operations.write(&mut new.file, bytes)?;
        if let Some(old) = &target.old {
            *attributes_kept = operations.copy_attributes(&new.file, &target.path).is_ok();
            operations.copy_mode(&new.file, old)?;
            if !*attributes_kept {
                narrow(&new.file, old)?;
            }
        }
        operations.sync(&new.file)?;
        Ok(operations.read(&new.path)? == bytes)
    };
    match steps() {
        Ok(true) => Ok(()),
        Ok(false) => Err(NotSaved::NotReadBack),
        Err(error) => Err(NotSaved::from_io(error)),
    }
}

/// Takes the group's permissions off: where a list says who may, they are what the most of these
/// may, and without the list the group would have that.
#[cfg(unix)]
fn narrow(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(PermissionsExt::from_mode(old.permissions().mode() & !0o070))
}

#[cfg(not(unix))]
fn narrow(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// What the file holds that is replaced, if it is what is expected; none where it need not be known
/// or is gone.
fn unchanged(
    operations: &mut impl Operations,
    target: &Target,
    options: &SaveOptions,
) -> Result<Option<io::Result<Vec<u8>>>, NotSaved> {
    let is_expected = options.expected != Expected::Anything;
    let keeps_earlier = options.keeps_earlier && target.old.is_some();
    if !is_expected && !keeps_earlier {
        return Ok(None);
    }
    let before = operations.read(&target.path);
    let found = match &before {
        Ok(bytes) => Expected::Content(Fingerprint::of(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Expected::Nothing,
        // What cannot be kept does not keep a save back.
        Err(_) if !is_expected => return Ok(Some(before)),
        Err(_) => return before.map(|_| None).map_err(NotSaved::from_io),
    };
    match found {
        found if is_expected && found != options.expected => match found {
            Expected::Nothing => Err(NotSaved::Gone),
            _ => Err(NotSaved::ChangedOnDisk),
        },
        Expected::Nothing => Ok(None),
        _ => Ok(Some(before)),
    }
}

/// Keeps what the file held `before`, unless that is what is saved anyway. A failure keeps nothing
/// back.
fn keep_earlier(
    operations: &mut impl Operations,
    target: &Target,
    options: &SaveOptions,
    before: Option<io::Result<Vec<u8>>>,
    bytes: &[u8],
) -> Result<Option<PathBuf>, io::ErrorKind> {
    let (Some(before), Some(old), true) = (before, &target.old, options.keeps_earlier) else {
        return Ok(None);
    };
    let before = before.map_err(|error| error.kind())?;
    if before == bytes {
        return Ok(None);
    }
    earlier::keep(operations, &target.path, old, &before).map_err(|error| error.kind())
}

#[cfg(test)]
#[path = "save_tests.rs"]
mod tests;
