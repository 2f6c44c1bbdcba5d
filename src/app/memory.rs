//! What the window remembers between runs: recent files, what was open last, and the settings.
//! Losing it costs nothing but comfort, so it never stands in the way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::disk::{Cache, Preferences, Unusable};
use crate::words::Words;

use super::settings::Settings;

/// Under which name the last session is kept.
const LAST: &str = "last_session";

/// The memory of the window.
#[derive(Default)]
pub(super) struct Memory {
    preferences: Preferences,
    settings: Settings,
    /// What was open when the run before this one ended.
    last: Vec<PathBuf>,
    /// Recent files that are no longer where they were.
    missing: BTreeSet<PathBuf>,
    /// Where it is kept; nowhere, and it lasts as long as the window.
    file: Option<PathBuf>,
    /// The folder of small pictures of what was open; none where they are not kept.
    pictures: Option<PathBuf>,
    /// Whether there is something to keep that is not kept yet.
    is_dirty: bool,
}

impl Memory {
    /// What was kept in this file, and in warnings what of it could not be used.
    pub fn load(file: Option<PathBuf>) -> (Memory, Vec<Unusable>) {
        let (preferences, mut warnings) = Preferences::load(file.as_deref());
        let memory = Memory { file, ..Memory::of(preferences, &mut warnings) };
        (memory, warnings)
    }

    fn of(preferences: Preferences, warnings: &mut Vec<Unusable>) -> Memory {
        let settings = Settings::read(&preferences, warnings);
        let last: Option<Vec<PathBuf>> = preferences.get(LAST, warnings);
        Memory { preferences, settings, last: last.unwrap_or_default(), ..Memory::default() }
    }

    /// The same memory, with small pictures of what was open kept in this folder.
    pub fn with_pictures(self, pictures: Option<PathBuf>) -> Memory {
        Memory { pictures, ..self }
    }

    /// The folder of small pictures of what was open.
    pub fn pictures(&self) -> Option<&Path> {
        self.pictures.as_deref()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the hints of a first start are to be shown: while they can be put away for good.
    pub fn shows_hints(&self) -> bool {
        self.file.is_some() && !self.settings.knows_hints
    }

    /// The files opened or saved last, the latest first.
    pub fn recent(&self) -> &[PathBuf] {
        self.preferences.recent()
    }

    pub fn is_missing(&self, path: &Path) -> bool {
        self.missing.contains(path)
    }

    pub fn set_missing(&mut self, missing: BTreeSet<PathBuf>) {
        self.missing = missing;
    }

    /// What was open when the run before this one ended.
    pub fn last(&self) -> &[PathBuf] {
        &self.last
    }

    /// Other settings from now on.
    pub fn set(&mut self, settings: Settings) {
        if settings != self.settings {
            settings.write(&mut self.preferences);
            self.settings = settings;
            self.is_dirty = true;
        }
    }

    /// Puts files at the head of the recent ones.
    pub fn remember(&mut self, paths: &[PathBuf]) {
        for path in paths.iter().rev() {
            let path = whole(path);
            self.missing.remove(&path);
            self.preferences.remember(&path);
        }
        self.is_dirty = true;
    }

    /// These are open now: the last session of the next run.
    pub fn is_open(&mut self, paths: &[PathBuf]) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| whole(path)).collect();
        self.preferences.set(LAST, Some(&paths));
        self.is_dirty = true;
    }

    /// Forgets which files were opened, and what they looked like.
    pub fn forget_recent(&mut self) {
        self.preferences.forget_all();
        if let Some(pictures) = &self.pictures {
            Cache::within(pictures.clone()).clear();
        }
        self.missing.clear();
        self.is_dirty = true;
    }

    /// Writes down what has changed since it was last written.
    pub fn keep(&mut self) {
        if std::mem::take(&mut self.is_dirty)
            && let Err(error) = self.preferences.save(self.file.as_deref())
        {
            log::warn!("{}", Words::default().not_saved(&error));
        }
    }
}

fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_now_is_the_last_session_of_the_next_run_only() {
        let mut memory = Memory::default();
        memory.is_open(&[PathBuf::from("/data/a.csv"), PathBuf::from("/data/b.csv")]);
        assert!(memory.last().is_empty());
        let (kept, _) = Preferences::from_text(&memory.preferences.to_text());
        let next = Memory::of(kept, &mut Vec::new());
        assert_eq!(next.last(), [PathBuf::from("/data/a.csv"), PathBuf::from("/data/b.csv")]);
    }

    #[test]
    fn several_files_opened_together_are_remembered_in_their_order() {
        let mut memory = Memory::default();
        memory.remember(&[PathBuf::from("/a.csv"), PathBuf::from("/b.csv")]);
        assert_eq!(memory.recent(), [PathBuf::from("/a.csv"), PathBuf::from("/b.csv")]);
        memory.forget_recent();
        assert!(memory.recent().is_empty());
    }
}
