//! Saving the session, and the questions that stand before it.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, ViewportCommand};

use crate::disk::{Expected, Saved};
use crate::opening::is_from_disk;
use crate::session::{self, Fingerprint, SESSION_EXTENSION, StateId};
use crate::words::file_name;

use super::super::dialogs::{Answered, Dialog, Next, Topic};
use super::super::earlier_sheet::{EarlierOffer, EarlierSheet};
use super::super::elsewhere::Looking;
use super::super::errands::{Chosen, Purpose, Unsaved};
use super::super::sheets::Sheet;
use super::super::typed_path::{TypedPath, written_to};
use super::desk::Home;
use super::{Leaving, Saving, Workbench};

impl Workbench {
    /// What came of a save.
    pub(super) fn take_save(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        state: StateId,
        result: Result<Saved, Unsaved>,
    ) {
        match result {
            Ok(saved) => {
                self.outdate(Topic::Saving);
                for sentence in self.desk.words().saved_but(&saved) {
                    self.trouble(Topic::Saving, sentence);
                }
                self.take_saved(ctx, path, state, saved.fingerprint);
            }
            Err(Unsaved::Elsewhere) => {
                self.saving = None;
                self.look_at_home(Looking::ToSave);
            }
            Err(Unsaved::Because(sentence)) => {
                self.saving = None;
                self.leaving = Leaving::NotAskedFor;
                self.trouble(Topic::Saving, format!("Not saved. {sentence}"));
            }
        }
    }

    /// What was saved is saved, if it is still open; then what waited for it.
    pub(super) fn take_saved(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        state: StateId,
        held: Fingerprint,
    ) {
        let Some(saving) = self.saving.take() else { return };
        if saving.document_number != self.desk.document_number {
            self.desk.memory.remember(&[path]);
            return;
        }
        let document = saving.document;
        self.desk.home = Some(Home { path: path.clone(), fingerprint: held, document, seen: None });
        self.remember(std::slice::from_ref(&path));
        self.desk.history.mark_saved_as(state);
        if let Some(again) = saving.again {
            let expected = match path == again {
                true => Expected::Content(held),
                false => Expected::Anything,
            };
            self.save_to(again, expected);
        } else if let Leaving::OnceSaved(next) = std::mem::take(&mut self.leaving) {
            if self.desk.history.is_saved() {
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
            (Purpose::SaveSession, None) => self.leaving = Leaving::NotAskedFor,
            (_, None) => {}
            (Purpose::Open, Some(_)) => self.open_paths(chosen.paths),
            (Purpose::OpenCopies, Some(path)) => self.open_copies(path.clone()),
            (Purpose::CompareWith, Some(path)) => self.compare_with(path),
            (Purpose::Relink(slot), Some(path)) => self.look_where_it_moved(slot, path),
            (Purpose::SaveSession, Some(path)) => {
                // The system's dialog has asked about this very name already.
                let asked_about = session::is_session_name(path);
                self.save_as_path(path, asked_about);
            }
            (purpose, Some(path)) => {
                let asked_about = Workbench::was_asked_about(path);
                self.export_chosen(purpose, path, asked_about);
            }
        }
    }

    pub(super) fn type_path(&mut self, purpose: Purpose, note: Option<&'static str>) {
        let text = match purpose {
            Purpose::Open | Purpose::CompareWith => String::new(),
            Purpose::OpenCopies => self.path_of_first_file(),
            Purpose::Relink(slot) => {
                self.document().file(slot).map(|file| file.path.clone()).unwrap_or_default()
            }
            Purpose::SaveSession => self.suggested_name(),
            purpose => self.export_name(purpose),
        };
        self.dialog = Some(Dialog::TypePath(TypedPath::new(purpose, text, note)));
    }

    pub(super) fn answered(
        &mut self,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
        answered: Answered,
    ) {
        let asked = self.dialog.take();
        match answered {
            Answered::Path(Purpose::Open, path) => self.open_paths(vec![path]),
            Answered::Path(Purpose::OpenCopies, path) => self.open_copies(path),
            Answered::Path(Purpose::CompareWith, path) => self.compare_with(&path),
            Answered::Path(Purpose::Relink(slot), path) => self.look_where_it_moved(slot, &path),
            Answered::Path(Purpose::SaveSession, path) => self.save_as_path(&path, false),
            Answered::Path(purpose, path) => self.export_chosen(purpose, &path, false),
            Answered::Overwrite(purpose, path) if purpose.is_export() => {
                self.export_chosen(purpose, &path, true);
            }
            Answered::Overwrite(_, path) => self.save_to(path, Expected::Anything),
            Answered::Elsewhere(choice) => {
                if let Some(Dialog::Elsewhere(path, found)) = asked {
                    self.settle_elsewhere(frame, (path, found), choice);
                }
            }
            Answered::SaveFirst(next) => {
                self.leaving = Leaving::OnceSaved(next);
                self.save(frame);
            }
            Answered::Discard(next) => {
                self.leaving = Leaving::Discarding;
                self.go_on(ctx, next);
            }
            Answered::Cancel => self.leaving = Leaving::NotAskedFor,
        }
    }

    pub(super) fn go_on(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Close => {
                self.leaving = Leaving::Closing;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::Open(paths) => {
                self.desk.errands.open(paths, self.reading.clone(), Vec::new());
            }
            Next::CloseAll => self.close_all(),
        }
    }

    pub(super) fn save(&mut self, frame: Option<&eframe::Frame>) {
        match self.desk.home.clone() {
            Some(home) => self.save_to(home.path, Expected::Content(home.fingerprint)),
            None => self.save_as(frame),
        }
    }

    pub(super) fn save_as(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_save(frame, &self.suggested_name());
        self.desk.errands.ask(Purpose::SaveSession, answer);
    }

    /// Saves under a new name, after asking where that would replace a file.
    pub(super) fn save_as_path(&mut self, path: &Path, asked_about: bool) {
        let path = written_to(Purpose::SaveSession, path);
        if path.exists() && !asked_about {
            self.dialog = Some(Dialog::Overwrite(Purpose::SaveSession, path));
        } else {
            self.save_to(path, Expected::Anything);
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf, expected: Expected) {
        if let Some(saving) = &mut self.saving {
            saving.again = Some(path);
            return;
        }
        self.outdate(Topic::Saving);
        let (document, view) = (self.desk.history.current().clone(), self.desk.view.clone());
        let document_number = self.desk.document_number;
        self.saving = Some(Saving { document_number, document: document.clone(), again: None });
        let state = self.desk.history.state();
        self.desk.errands.save(path, state, expected, move || session::write(&document, &view));
    }

    /// Has the earlier saves of the session read, and shows them.
    pub(super) fn show_earlier_saves(&mut self) {
        let Some(home) = &self.desk.home else { return };
        let session = home.path.clone();
        let (open, words) = (self.desk.history.current().clone(), self.desk.words());
        self.desk.errands.look_for_earlier(session.clone(), open, words);
        self.sheet = Some(Sheet::Earlier(EarlierSheet { session, found: None }));
    }

    /// Shows earlier saves where they are still waited for.
    pub(super) fn take_earlier(&mut self, session: &Path, found: Vec<EarlierOffer>) {
        if let Some(Sheet::Earlier(sheet)) = &mut self.sheet
            && sheet.session == session
        {
            sheet.found = Some(found);
        }
    }

    pub(super) fn suggested_name(&self) -> String {
        let stem = match &self.desk.home {
            Some(home) => return file_name(&home.path),
            None => self.desk.history.current().files().first().map(|file| file.name().to_owned()),
        };
        let stem = stem.unwrap_or_else(|| "estimates".to_owned());
        let stem = stem.split('.').next().unwrap_or(&stem);
        format!("{stem}{SESSION_EXTENSION}")
    }

    /// Puts files at the head of the recent ones, and what is open down for the next start.
    pub(super) fn remember(&mut self, paths: &[PathBuf]) {
        self.desk.memory.remember(paths);
        let open: Vec<PathBuf> = match &self.desk.home {
            Some(home) => vec![home.path.clone()],
            None => {
                let document = self.desk.history.current();
                let is_there = |slot| !document.has_later_in_its_place(slot);
                let files = document.files().iter();
                let files = files.filter(|file| is_from_disk(file) && is_there(file.slot));
                files.map(|file| PathBuf::from(&file.path)).collect()
            }
        };
        if !open.is_empty() {
            self.desk.memory.is_open(&open);
        }
    }
}
