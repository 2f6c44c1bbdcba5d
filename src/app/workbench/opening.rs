//! Opening files, sessions and the sample, and what comes back from the errands that read them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;

use crate::estimate::FileSlot;
use crate::files::{ReadOptions, Unreadable};
use crate::opening::{self, Content, NotOpened};
use crate::session::{self, Added, Document, Edit, FileSection, Fingerprint, Opened, Series, View};

use super::super::dialogs::{Dialog, Next, Notice};
use super::super::import_sheet::ImportSheet;
use super::super::overview::Overview;
use super::super::range_bar::Field;
use super::super::sheets::Sheet;
use super::super::view_history::ViewHistory;
use super::desk::Home;
use super::{Leaving, SAMPLE, SAMPLE_NAME, Workbench};

impl Workbench {
    pub(super) fn drop_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() && self.dialog.is_none() {
            self.sheet = None;
            self.open_paths(dropped);
        }
    }

    pub(super) fn open_sample(&mut self) {
        let read = opening::open_estimates(
            Path::new(SAMPLE_NAME),
            &ReadOptions::default(),
            SAMPLE,
            &mut |_| std::ops::ControlFlow::Continue(()),
        );
        match read {
            Ok(section) => self.add_files(vec![section]),
            Err(why) => self.trouble(self.desk.words().not_opened(&why)),
        }
    }

    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let has_session = paths.iter().any(|path| session::is_session_name(path));
        if has_session && paths.len() > 1 {
            self.trouble("A session is opened alone, without other files".to_owned());
        } else if has_session && !self.desk.history.is_saved() {
            self.dialog = Some(Dialog::Unsaved(Next::Open(paths)));
        } else if !paths.is_empty() {
            let open = self.desk.history.current().files().to_vec();
            self.desk.errands.open(paths, self.reading.clone(), open);
        }
    }

    pub(super) fn take_opened(&mut self, opened: Vec<(PathBuf, Result<Content, NotOpened>)>) {
        let (mut sections, mut read) = (Vec::new(), Vec::new());
        for (path, result) in opened {
            match result {
                Ok(Content::Estimates(section)) => {
                    read.push(path);
                    sections.push(section);
                }
                Ok(Content::Session(..))
                    if !self.desk.history.is_saved() && self.leaving != Leaving::Discarding =>
                {
                    self.dialog = Some(Dialog::Unsaved(Next::Open(vec![path])));
                }
                Ok(Content::Session(opened, fingerprint)) => {
                    self.leaving = Leaving::NotAskedFor;
                    self.take_session(path.clone(), *opened, fingerprint);
                    self.remember(&[path]);
                }
                Err(why) => self.take_unopened(path, why),
            }
        }
        if !sections.is_empty() {
            self.add_files(sections);
            self.desk.look_for_look_alikes();
            self.remember(&read);
        }
    }

    /// Asks how a table is read of which that is not certain; tells why anything else was not opened.
    fn take_unopened(&mut self, path: PathBuf, why: NotOpened) {
        let replaces = self.asked_again.take().filter(|(asked, _)| *asked == path);
        let replaces = replaces.map(|(_, slot)| slot);
        let sentence = self.desk.words().not_opened(&why);
        let proposal = match why {
            NotOpened::Estimates { error, .. } => match *error {
                Unreadable::NoMapping { proposal, .. } => Some(proposal),
                _ => None,
            },
            _ => None,
        };
        match proposal.filter(|proposal| proposal.columns().len() > 1 && self.sheet.is_none()) {
            Some(proposal) => {
                let sheet = ImportSheet::new(path, self.reading.clone(), *proposal, replaces);
                self.sheet = Some(Sheet::Import(Box::new(sheet)));
            }
            None => self.trouble(sentence),
        }
    }

    /// Asks anew how an open file is read.
    pub(super) fn ask_how_read(&mut self, path: PathBuf, slot: FileSlot) {
        let options = ReadOptions { is_asked: true, ..self.reading.clone() };
        self.asked_again = Some((path.clone(), slot));
        self.desk.errands.open(vec![path], options, Vec::new());
    }

    /// Takes in a table that was read as it was said on the import sheet.
    pub(super) fn import(
        &mut self,
        path: PathBuf,
        section: Arc<FileSection>,
        replaces: Option<FileSlot>,
    ) {
        if let Some(slot) = replaces {
            self.edit(&Edit::RemoveFile(slot));
        }
        self.add_files(vec![section]);
        self.desk.look_for_look_alikes();
        self.remember(&[path]);
    }

    /// Has an errand look which of the recent files are gone.
    pub(super) fn look_for_recent(&mut self) {
        let recent = self.desk.memory.recent().to_vec();
        if !recent.is_empty() {
            self.desk.errands.look_for(recent);
        }
    }

    /// Opens what was open when the run before this one ended.
    pub(super) fn reopen_last(&mut self) {
        self.open_paths(self.desk.memory.last().to_vec());
    }

    /// Closes every file, after asking where that would lose something.
    pub(super) fn ask_to_close_all(&mut self) {
        if self.desk.history.is_saved() {
            self.close_all();
        } else {
            self.dialog = Some(Dialog::Unsaved(Next::CloseAll));
        }
    }

    /// Adds files to the document, and asks about their first measure if nothing is asked yet. One
    /// that is refused does not keep the others back.
    pub(super) fn add_files(&mut self, sections: Vec<Arc<FileSection>>) {
        // The sample was only there to show something.
        let begins = self.desk.history.current().files().is_empty() || self.is_untouched_sample();
        let before = if begins { Document::default() } else { self.desk.history.current().clone() };
        let Added { document: mut grown, files: added, refused } =
            session::add_each(&before, sections);
        for refusal in refused {
            self.trouble(self.desk.words().refusal(&refusal));
        }
        if added.is_empty() {
            return;
        }
        self.tell_vintages(&before, &grown);
        let habits = self.desk.memory.settings().question;
        if let Some(question) = grown.question_or_first().filter(|_| grown.question().is_none())
            && let Ok(asked) = session::apply(&grown, &Edit::Ask(habits.asked(question)))
        {
            grown = asked;
        }
        if begins {
            let view = View { theme: self.desk.view.theme, ..View::default() };
            self.start_afresh(grown, view, None);
        } else {
            self.desk.history.push(Edit::AddFiles(added), grown);
            self.desk.look = None;
            self.desk.views = ViewHistory::default();
        }
    }

    /// Says which vintage is in force where files became copies of one, and what of the
    /// adjustments stayed behind.
    fn tell_vintages(&mut self, before: &Document, grown: &Document) {
        let is_new = |series: &&Series| !before.series().contains(series);
        for series in grown.series().iter().filter(is_new) {
            let known_on = grown.question().and_then(|question| question.known_on);
            let Some(mut text) = self.desk.words().in_force(grown, series, known_on) else {
                continue;
            };
            match grown.left_behind().len() {
                0 => {}
                1 => text.push_str(". 1 adjustment stays behind: it is not said alike there"),
                many => {
                    let more = format!(". {many} adjustments stay behind: not said alike there");
                    text.push_str(&more);
                }
            }
            self.notices.push(Notice { text, is_trouble: false });
        }
        let doubts = grown.copies_in_doubt().iter();
        for doubt in doubts.filter(|doubt| !before.copies_in_doubt().contains(doubt)) {
            let text = self.desk.words().copy_in_doubt(grown, doubt);
            self.notices.push(Notice { text, is_trouble: false });
        }
    }

    pub(super) fn is_untouched_sample(&self) -> bool {
        let files = self.desk.history.current().files();
        self.desk.history.is_saved()
            && self.desk.home.is_none()
            && matches!(files, [only] if only.path == SAMPLE_NAME)
    }

    pub(super) fn take_session(&mut self, path: PathBuf, opened: Opened, fingerprint: Fingerprint) {
        for problem in &opened.problems {
            self.trouble(self.desk.words().oddity(problem));
        }
        let knows_all = opened.unknown_fields.is_empty();
        if !knows_all {
            self.trouble(format!(
                "This version does not know {} and would drop it: save under another name. \
                 Left aside: {}",
                if opened.unknown_fields.len() == 1 { "a field" } else { "some fields" },
                opened.unknown_fields.join(", ")
            ));
        }
        let home = knows_all.then_some(Home { path, fingerprint: Some(fingerprint) });
        self.start_afresh(opened.document, opened.view, home);
        let document = self.desk.history.current();
        if document.question().is_none()
            && let Some(question) = document.question_or_first()
        {
            self.edit(&Edit::Ask(question));
            self.desk.history.mark_saved();
        }
    }

    /// Another document from its first state on: nothing to undo, nothing unsaved.
    pub(super) fn start_afresh(&mut self, document: Document, view: View, home: Option<Home>) {
        self.desk.start_afresh(document, view, home);
        self.kept.known_on = Field::default();
        self.kept.overview = Overview::default();
    }
}
