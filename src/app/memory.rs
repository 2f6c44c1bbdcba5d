//! What the window remembers between runs: recent files, what was open last, and the settings.
//! Losing it costs nothing but comfort, so it never stands in the way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use eframe::egui::Context;

use crate::disk::{Cache, Preferences, Unusable};
use crate::words::Words;

use super::background::{News, Task};
use super::settings::Settings;

/// Under which name the last session is kept.
const LAST: &str = "last_session";

/// How long closing waits for what is being written.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

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
    /// Writes it down, beside the window.
    writing: Option<Task<()>>,
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

    /// Has what changed since it was last written written down, beside the window: a disk may let one
    /// wait. What changes meanwhile is written after that.
    pub fn keep(&mut self, ctx: &Context) {
        let is_over = |task: &mut Task<()>| matches!(task.news(), Some(News::Ended(_)));
        self.writing.take_if(is_over);
        if self.writing.is_none()
            && let Some(file) = self.file.clone()
            && std::mem::take(&mut self.is_dirty)
        {
            let preferences = self.preferences.clone();
            let write = move || write(&preferences, &file);
            self.writing = Some(Task::to(ctx, "Keeping the settings", write));
        }
    }

    /// The window closes: returns once all is written down, or once that takes too long.
    pub fn finish(&mut self) {
        let is_written = self.writing.take().is_none_or(|task| task.wait(LONGEST_WAIT));
        if is_written
            && let Some(file) = &self.file
            && std::mem::take(&mut self.is_dirty)
        {
            write(&self.preferences, file);
        }
    }

    /// Whether something is still being written down.
    #[cfg(test)]
    pub fn is_being_kept(&self) -> bool {
        self.writing.is_some()
    }
}

fn write(preferences: &Preferences, file: &Path) {
    if let Err(error) = preferences.save(Some(file)) {
        log::warn!("{}", Words::default().not_saved(&error));
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

    #[test]
    fn what_changes_while_it_is_written_down_is_on_the_disk_when_the_window_closes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("preferences.ron");
        let ctx = Context::default();
        let (mut memory, _) = Memory::load(Some(file.clone()));
        for name in ["/data/a.csv", "/data/b.csv", "/data/c.csv"] {
            memory.remember(&[PathBuf::from(name)]);
            memory.keep(&ctx);
        }
        memory.finish();
        let (kept, warnings) = Memory::load(Some(file));
        assert!(warnings.is_empty());
        assert_eq!(kept.recent(), memory.recent());
        assert_eq!(kept.recent().len(), 3);
    }
}
