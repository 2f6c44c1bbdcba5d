//! Saving the session, and the questions that stand before it.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, ViewportCommand};

use crate::disk::preferences_file;
use crate::session::{self, Fingerprint, StateId};

use super::super::dialogs::{Answered, Dialog, Next};
use super::super::errands::{Chosen, Purpose, file_name};
use super::{Home, Saving, Workbench};

impl Workbench {
    /// What was saved is saved, if it is still open; then what waited for it.
    pub(super) fn take_saved(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        state: StateId,
        held: Fingerprint,
    ) {
        self.remember(&path);
        let Some(saving) = self.saving.take() else { return };
        if saving.document_number != self.document_number {
            return;
        }
        self.home = Some(Home { path, fingerprint: Some(held) });
        self.history.mark_saved_as(state);
        if let Some(again) = saving.again {
            let expected = self.home.as_ref().filter(|home| home.path == again);
            let expected = expected.and_then(|home| home.fingerprint);
            self.save_to(again, expected);
        } else if let Some(next) = self.after_saving.take() {
            if self.history.is_saved() {
                self.go_on(ctx, next);
            } else {
                self.dialog = Some(Dialog::Unsaved(next));
            }
        }
    }

    pub(super) fn take_chosen(&mut self, chosen: Chosen) {
        const NO_DIALOG: &str = "No file dialog answered on this system, so type the path";
        match (chosen.purpose, chosen.paths.first()) {
            (purpose, None) if chosen.is_dialog_missing => {
                self.type_path(purpose, Some(NO_DIALOG));
            }
            (Purpose::SaveSession, None) => self.after_saving = None,
            (Purpose::Open, None) => {}
            (Purpose::Open, Some(_)) => self.open_paths(chosen.paths),
            (Purpose::SaveSession, Some(path)) => {
                // The system's dialog has asked about this very name already.
                let asked_about = session::is_session_name(path);
                self.save_as_path(path, asked_about);
            }
        }
    }

    pub(super) fn type_path(&mut self, purpose: Purpose, note: Option<&'static str>) {
        let text = match purpose {
            Purpose::Open => String::new(),
            Purpose::SaveSession => self.suggested_name(),
        };
        self.dialog = Some(Dialog::TypePath { purpose, text, note });
    }

    pub(super) fn answered(
        &mut self,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
        answered: Answered,
    ) {
        self.dialog = None;
        match answered {
            Answered::Path(Purpose::Open, path) => self.open_paths(vec![path]),
            Answered::Path(Purpose::SaveSession, path) => self.save_as_path(&path, false),
            Answered::Overwrite(path) => self.save_to(path, None),
            Answered::SaveFirst(next) => {
                self.after_saving = Some(next);
                self.save(frame);
            }
            Answered::Discard(next) => {
                self.may_discard = true;
                self.go_on(ctx, next);
            }
            Answered::Cancel => self.after_saving = None,
        }
    }

    pub(super) fn go_on(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Close => {
                self.is_closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::Open(paths) => self.errands.open(paths, self.reading.clone()),
        }
    }

    pub(super) fn save(&mut self, frame: Option<&eframe::Frame>) {
        match self.home.clone() {
            Some(home) => self.save_to(home.path, home.fingerprint),
            None => self.save_as(frame),
        }
    }

    pub(super) fn save_as(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_save(frame, &self.suggested_name());
        self.errands.ask(Purpose::SaveSession, answer);
    }

    /// Saves under a new name, after asking where that would replace a file.
    pub(super) fn save_as_path(&mut self, path: &Path, asked_about: bool) {
        let path = with_ending(path);
        if path.exists() && !asked_about {
            self.dialog = Some(Dialog::Overwrite(path));
        } else {
            self.save_to(path, None);
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf, expected: Option<Fingerprint>) {
        if let Some(saving) = &mut self.saving {
            saving.again = Some(path);
            return;
        }
        self.saving = Some(Saving { document_number: self.document_number, again: None });
        let (document, view) = (self.history.current().clone(), self.view.clone());
        let state = self.history.state();
        self.errands.save(path, state, expected, move || session::write(&document, &view));
    }

    pub(super) fn suggested_name(&self) -> String {
        let stem = match &self.home {
            Some(home) => return file_name(&home.path),
            None => self.history.current().files().first().map(|file| file.name().to_owned()),
        };
        let stem = stem.unwrap_or_else(|| "estimates".to_owned());
        let stem = stem.split('.').next().unwrap_or(&stem);
        format!("{stem}{SESSION_ENDING}")
    }

    pub(super) fn remember(&mut self, path: &Path) {
        if !self.remembers {
            return;
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.preferences.remember(&whole);
        if let Err(error) = self.preferences.save(preferences_file().as_deref()) {
            log::warn!("{error}");
        }
    }
}

const SESSION_ENDING: &str = ".comparison.ron";

/// A session's name ends as sessions do.
fn with_ending(path: &Path) -> PathBuf {
    if session::is_session_name(path) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(SESSION_ENDING);
    PathBuf::from(name)
}
