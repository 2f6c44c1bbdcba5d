//! What is known of the open files on the disk. Nothing is, until somebody asks for a look.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::estimate::FileSlot;
use crate::files::ReadOptions;
use crate::opening::{ChangedFile, OnDisk, look_at};
use crate::session::{FileSection, Fingerprint};

/// What a look is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LookingFor {
    /// Whether one file has changed.
    One,
    /// Whether any has.
    All,
    /// Whether a file is found where the person says that it is now.
    Moved,
}

/// A file to be looked at.
pub(super) struct Place {
    pub file: Arc<FileSection>,
    /// Where it is looked for.
    pub path: String,
    /// As it is read where it has changed.
    pub options: ReadOptions,
}

/// What came of looking at a file.
pub(super) struct Looked {
    pub slot: FileSlot,
    /// What was read of it until then.
    read: Fingerprint,
    /// Where it was looked for.
    pub path: String,
    pub found: OnDisk,
}

impl Place {
    /// Looks there, beside files that are `open`.
    pub fn look(
        self,
        open: &[Arc<FileSection>],
        progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
    ) -> Looked {
        let Place { file, path, options } = self;
        let found = look_at(&file, Path::new(&path), &options, open, progress);
        Looked { slot: file.slot, read: file.fingerprint, path, found }
    }
}

impl Looked {
    /// Whether this file is the one that was looked for, with the content that it had then.
    pub fn is_of(&self, file: &FileSection) -> bool {
        self.slot == file.slot && self.read == file.fingerprint
    }

    /// What changed, if anything did.
    pub fn changed(&self) -> Option<&ChangedFile> {
        match &self.found {
            OnDisk::Changed(changed) => Some(changed),
            _ => None,
        }
    }
}

/// What was found, file by file.
#[derive(Default)]
pub(super) struct FoundOnDisk(BTreeMap<FileSlot, Looked>);

impl FoundOnDisk {
    /// What was found of a file, as long as that tells something of what is open: a later look, an
    /// undo or another content may have overtaken it.
    pub fn of(&self, file: &FileSection) -> Option<&Looked> {
        let looked = self.0.get(&file.slot).filter(|looked| looked.is_of(file))?;
        let is_elsewhere = looked.path != file.path;
        let tells = looked.changed().is_some() || !is_elsewhere;
        tells.then_some(looked)
    }

    pub fn of_mut(&mut self, slot: FileSlot) -> Option<&mut Looked> {
        self.0.get_mut(&slot)
    }

    pub fn put(&mut self, looked: Looked) {
        self.0.insert(looked.slot, looked);
    }

    pub fn forget(&mut self, slot: FileSlot) {
        self.0.remove(&slot);
    }
}
