//! The single steps of a save, so that tests can make each of them fail.

use std::ffi::OsString;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::attributes;

/// What a save asks of the file system, step by step.
pub trait Operations {
    /// The path with every link followed.
    ///
    /// # Errors
    /// As [`std::fs::canonicalize`].
    fn real_path(&mut self, path: &Path) -> io::Result<PathBuf>;

    /// # Errors
    /// As [`std::fs::metadata`].
    fn metadata(&mut self, path: &Path) -> io::Result<Metadata>;

    /// Asks whether an existing file may be written, without changing it.
    ///
    /// # Errors
    /// When it may not.
    fn try_writable(&mut self, path: &Path) -> io::Result<()>;

    /// Makes a new file; where it will replace another, nobody else may read it yet.
    ///
    /// # Errors
    /// When there is one of this name, or it cannot be made.
    fn create_new(&mut self, path: &Path, replaces: Option<&Metadata>) -> io::Result<File>;

    /// # Errors
    /// When not all bytes could be written.
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()>;

    /// Marks a new file as being written, as long as it is open and this process lives.
    ///
    /// # Errors
    /// When the file system knows no such marks.
    fn lock(&mut self, file: &File) -> io::Result<()>;

    /// Gives the new file what the old one has beside its content: extended attributes, and the list
    /// of who may read and write it.
    ///
    /// # Errors
    /// When some of that could not be read or set.
    fn copy_attributes(&mut self, file: &File, from: &Path) -> io::Result<()>;

    /// Gives the new file the permissions, and as far as possible the owner, of the old one.
    ///
    /// # Errors
    /// When the permissions could not be set.
    fn copy_mode(&mut self, file: &File, from: &Metadata) -> io::Result<()>;

    /// Waits until the file's content is on the disk.
    ///
    /// # Errors
    /// When the disk reports that it is not.
    fn sync(&mut self, file: &File) -> io::Result<()>;

    /// # Errors
    /// As [`std::fs::read`].
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>>;

    /// Puts the first file in the place of the second, in one step.
    ///
    /// # Errors
    /// As [`std::fs::rename`]; then the second is as it was.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the folder's list of names is on the disk.
    ///
    /// # Errors
    /// When that cannot be known.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;

    /// Gives a file a second name that nothing has yet.
    ///
    /// # Errors
    /// As [`std::fs::hard_link`].
    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// The names in a folder, hidden ones too, in no order.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn names(&mut self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// # Errors
    /// As [`std::fs::remove_file`].
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileSystem;

impl Operations for FileSystem {
    fn real_path(&mut self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn metadata(&mut self, path: &Path) -> io::Result<Metadata> {
        std::fs::metadata(path)
    }

    fn try_writable(&mut self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path).map(drop)
    }

    fn create_new(&mut self, path: &Path, replaces: Option<&Metadata>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if replaces.is_some() {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = replaces;
        options.open(path)
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    #[cfg(unix)]
    fn lock(&mut self, file: &File) -> io::Result<()> {
        Ok(file.try_lock()?)
    }

    #[cfg(not(unix))]
    fn lock(&mut self, _: &File) -> io::Result<()> {
        // There nobody could read a locked file, and what is written is read back.
        Ok(())
    }

    fn copy_attributes(&mut self, file: &File, from: &Path) -> io::Result<()> {
        attributes::copy(file, from)
    }

    fn copy_mode(&mut self, file: &File, from: &Metadata) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // Only an administrator may give files away; for everybody else the owner is the same.
            let _ = std::os::unix::fs::fchown(file, Some(from.uid()), Some(from.gid()));
        }
        file.set_permissions(from.permissions())
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        // There a folder is not opened and flushed: the rename itself is what can be had.
        Ok(())
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::hard_link(from, to)
    }

    fn names(&mut self, folder: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }
}
