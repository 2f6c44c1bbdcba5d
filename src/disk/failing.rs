//! A file system on which steps fail, for tests.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::operations::{FileSystem, Operations};

/// The machine's file system, but the n-th step fails.
pub(super) struct FailingAt {
    step: usize,
    fails_at: usize,
    kind: io::ErrorKind,
    /// The process or the machine is gone from then on: nothing that comes after is done either.
    is_cut_off: bool,
    /// A file has one name, as on a memory stick.
    knows_no_links: bool,
    pub(super) failed: Option<&'static str>,
}

impl FailingAt {
    pub(super) fn new(fails_at: usize, kind: io::ErrorKind) -> FailingAt {
        let (is_cut_off, knows_no_links) = (false, false);
        FailingAt { step: 0, fails_at, kind, is_cut_off, knows_no_links, failed: None }
    }

    /// All is over at this step.
    pub(super) fn cut_off_at(fails_at: usize) -> FailingAt {
        FailingAt { is_cut_off: true, ..FailingAt::new(fails_at, io::ErrorKind::Other) }
    }

    /// The same on a file system without links.
    pub(super) fn without_links(self, knows_no_links: bool) -> FailingAt {
        FailingAt { knows_no_links, ..self }
    }

    fn step(&mut self, name: &'static str) -> io::Result<()> {
        self.step = self.step.saturating_add(1);
        if self.step < self.fails_at || (self.step > self.fails_at && !self.is_cut_off) {
            return Ok(());
        }
        self.failed.get_or_insert(name);
        Err(self.kind.into())
    }
}

impl Operations for FailingAt {
    fn real_path(&mut self, path: &Path) -> io::Result<PathBuf> {
        self.step("real_path")?;
        FileSystem.real_path(path)
    }

    fn metadata(&mut self, path: &Path) -> io::Result<Metadata> {
        self.step("metadata")?;
        FileSystem.metadata(path)
    }

    fn try_writable(&mut self, path: &Path) -> io::Result<()> {
        self.step("try_writable")?;
        FileSystem.try_writable(path)
    }

    fn create_new(&mut self, path: &Path, replaces: Option<&Metadata>) -> io::Result<File> {
        self.step("create_new")?;
        FileSystem.create_new(path, replaces)
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        // As on a full disk: a part is written before it fails.
        let outcome = self.step("write");
        let part = if outcome.is_err() { &bytes[..bytes.len() / 2] } else { bytes };
        file.write_all(part)?;
        outcome
    }

    fn lock(&mut self, file: &File) -> io::Result<()> {
        self.step("lock")?;
        FileSystem.lock(file)
    }

    fn copy_attributes(&mut self, file: &File, from: &Path) -> io::Result<()> {
        self.step("copy_attributes")?;
        FileSystem.copy_attributes(file, from)
    }

    fn copy_mode(&mut self, file: &File, from: &Metadata) -> io::Result<()> {
        self.step("copy_mode")?;
        FileSystem.copy_mode(file, from)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.step("sync")?;
        FileSystem.sync(file)
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.step("read")?;
        FileSystem.read(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        FileSystem.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step("sync_folder")?;
        FileSystem.sync_folder(folder)
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("link")?;
        if self.knows_no_links {
            return Err(io::ErrorKind::Unsupported.into());
        }
        FileSystem.link(from, to)
    }

    fn names(&mut self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.step("names")?;
        FileSystem.names(folder)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        FileSystem.remove(path)
    }
}

/// The names of what is in a folder, in order.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
