//! Opening files, sessions and the sample, and what comes back from the errands that read them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;

use crate::compare::Question;
use crate::disk;
use crate::estimate::FileSlot;
use crate::files::ReadOptions;
use crate::opening::{
    self, Content, Copies, NotOpened, SAMPLE, SAMPLE_NAME, has_session_beside_others, is_from_disk,
    is_sample,
};
use crate::session::{
    self, Added, Document, Edit, FileSection, Fingerprint, Opened, Refusal, Series, View,
};

use super::super::controls::capitalised;
use super::super::dialogs::{Dialog, JustOpened, Next, Notice, Topic};
use super::super::overview::Overview;
use super::super::range_bar::Field;
use super::super::sheets::Sheet;
use super::super::view_history::ViewHistory;
use super::desk::Home;
use super::{Leaving, Workbench};

impl Workbench {
    pub(super) fn drop_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() && self.dialog.is_none() {
            // What is being said of a table is not lost.
            self.sheet = self.sheet.take().filter(|sheet| matches!(sheet, Sheet::Import(_)));
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
            Ok(section) => self.take_in(vec![section]),
            Err(why) => self.trouble(Topic::Opening, self.desk.words().not_opened(&why)),
        }
    }

    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        self.outdate(Topic::Opening);
        let has_session = paths.iter().any(|path| session::is_session_name(path));
        if has_session_beside_others(paths.iter().map(PathBuf::as_path)) {
            self.trouble(Topic::Opening, self.desk.words().opened_alone().to_owned());
        } else if has_session && !self.desk.history.is_saved() {
            self.dialog = Some(Dialog::Unsaved(Next::Open(paths)));
        } else if !paths.is_empty() {
            let open = self.desk.history.current().files().to_vec();
            self.desk.errands.open(paths, self.reading.clone(), open);
        }
    }

    pub(super) fn take_opened(&mut self, opened: Vec<(PathBuf, Result<Content, NotOpened>)>) {
        let (mut sections, mut read) = (Vec::new(), Vec::new());
        let mut references = Vec::new();
        let is_other = |(_, read): &&(PathBuf, Result<Content, NotOpened>)| {
            !matches!(read, Ok(Content::Publications(_)))
        };
        let is_alone = opened.iter().filter(is_other).count() == 1;
        for (path, result) in opened {
            match result {
                Ok(Content::Estimates(section)) => {
                    read.push(path);
                    sections.push(section);
                }
                Ok(Content::Session(..)) if !is_alone => {
                    let alone = self.desk.words().opened_alone();
                    self.trouble(Topic::Opening, format!("{alone}: {}", path.display()));
                }
                Ok(Content::Session(..))
                    if !self.desk.history.is_saved() && self.leaving != Leaving::Discarding =>
                {
                    self.dialog = Some(Dialog::Unsaved(Next::Open(vec![path])));
                }
                Ok(Content::Session(opened, fingerprint)) => {
                    self.leaving = Leaving::NotAskedFor;
                    self.take_session(&path, *opened, fingerprint);
                    if self.desk.home.is_some() {
                        self.remember(&[path]);
                    }
                }
                Ok(Content::Publications(found)) => references.push((path, *found)),
                Err(why) => self.take_unopened(path, None, None, &why),
            }
        }
        if !sections.is_empty() {
            self.take_in(sections);
            self.desk.look_for_look_alikes();
            self.remember(&read);
        }
        // Behind the files to whose addresses they belong.
        for (path, found) in references {
            self.take_references(&path, &found);
        }
    }

    /// Has dated copies of one file read.
    pub(super) fn open_copies(&mut self, path: PathBuf) {
        self.outdate(Topic::Opening);
        self.desk.errands.open_copies(path, self.reading.clone());
    }

    /// Adds dated copies as vintages of one file, in one step, and says what was not taken.
    pub(super) fn take_copies(&mut self, path: PathBuf, read: Result<Copies, NotOpened>) {
        let copies = match read {
            Ok(copies) => copies,
            Err(why) => return self.take_unopened(path, None, None, &why),
        };
        let told = self.desk.words().copies_left(&copies);
        let refused = self.add_files_by(session::add_copies, copies.sections);
        let refused = refused.iter().map(|refusal| self.desk.words().refusal(refusal));
        for sentence in told.into_iter().chain(refused.collect::<Vec<_>>()) {
            self.trouble(Topic::Opening, capitalised(&sentence));
        }
        self.desk.look_for_look_alikes();
    }

    /// Where the first file that is open was read, if it was from the disk.
    pub(super) fn path_of_first_file(&self) -> String {
        let mut files = self.desk.history.current().files().iter();
        let first = files.find(|file| is_from_disk(file));
        first.map(|file| file.path.clone()).unwrap_or_default()
    }

    /// Adds files and says why others are not.
    pub(super) fn take_in(&mut self, sections: Vec<Arc<FileSection>>) {
        for refusal in self.add_files(sections) {
            self.trouble(Topic::Opening, self.desk.words().refusal(&refusal));
        }
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

    /// Adds files to the document, and looks at what the most of their estimates are of. One that is
    /// refused, for what is returned, does not keep the others back. They come in the place of the
    /// sample, which was only there to show something.
    pub(super) fn add_files(&mut self, sections: Vec<Arc<FileSection>>) -> Vec<Refusal> {
        self.add_files_by(session::add_each, sections)
    }

    /// As [`Workbench::add_files`], by what is said of them.
    fn add_files_by(
        &mut self,
        add: fn(&Document, Vec<Arc<FileSection>>) -> Added,
        sections: Vec<Arc<FileSection>>,
    ) -> Vec<Refusal> {
        let before = self.desk.history.current();
        let is_first = before.files().is_empty() && self.desk.history.to_undo().is_none();
        let sample = self.sample_in_the_way(&sections);
        let before = if sample.is_some() { Document::default() } else { before.clone() };
        let Added { document: grown, files: added, refused } = add(&before, sections);
        if added.is_empty() {
            return refused;
        }
        self.tell_vintages(&before, &grown);
        let slots = new_slots(&before, &grown);
        let grown = self.looking_at(grown, &slots);
        if is_first {
            let view = View { theme: self.desk.view.theme, ..View::default() };
            self.start_afresh(grown, view, None);
        } else if let Some(sample) = sample {
            let was_saved = self.desk.history.is_saved();
            let opened = Edit::ReplaceFiles { closed: vec![sample], opened: added };
            self.show_changed(opened, grown);
            self.desk.view = View {
                theme: self.desk.view.theme,
                panels: self.desk.view.panels.clone(),
                ..View::default()
            };
            if was_saved {
                self.desk.history.mark_nothing_to_save();
            }
        } else {
            self.show_changed(Edit::AddFiles(added), grown);
        }
        self.tell_opened(&slots);
        refused
    }

    /// Makes a document with other files the current one.
    pub(super) fn show_changed(&mut self, by: Edit, changed: Document) {
        let before = self.asked_measure();
        self.desk.history.push(by, changed);
        self.outdate(Topic::Changing);
        if before != self.asked_measure() {
            self.desk.forget_where_it_looked();
        }
        self.desk.look = None;
        self.desk.views = ViewHistory::default();
        self.desk.is_overview = false;
    }

    /// The document asking of what most of the estimates in these files are, if it does not ask
    /// already of what they are another copy of.
    pub(super) fn looking_at(&self, document: Document, slots: &[FileSlot]) -> Document {
        let habits = self.desk.memory.settings().question;
        let are_copies = slots.iter().all(|slot| document.series_of(*slot).is_some());
        let Some(largest) = document.largest_measure_of(slots) else { return document };
        let question = match document.question() {
            Some(_) if are_copies => return document,
            Some(asked) => {
                let mut question = asked.clone();
                question.include.retain(|included| *included != largest);
                Question { measure: largest, ..question }
            }
            None => habits.asked(Question::about(largest)),
        };
        session::apply(&document, &Edit::Ask(question)).unwrap_or(document)
    }

    /// Tells what was opened, in the place of what was told of an opening before.
    pub(super) fn tell_opened(&mut self, slots: &[FileSlot]) {
        let document = self.desk.history.current();
        let files: Vec<&FileSection> =
            slots.iter().filter_map(|slot| document.file(*slot)).map(|file| &**file).collect();
        let is_first_sample =
            self.desk.history.to_undo().is_none() && files.iter().all(|file| is_sample(file));
        if files.is_empty() || is_first_sample {
            return;
        }
        let opened = JustOpened {
            files: files.iter().map(|file| file.fingerprint).collect(),
            state: self.desk.history.state(),
        };
        let text = self.desk.words().opened(&files);
        self.notices.retain(|notice| notice.opened.is_none());
        let notice = Notice::told(Topic::Opening, text);
        self.tell(notice.with_opened(opened));
    }

    /// Closes every file but these and what was entered by hand.
    pub(super) fn open_alone(&mut self, slots: &[FileSlot]) {
        let files = self.desk.history.current().files().iter();
        let others = files.filter(|file| !slots.contains(&file.slot) && !file.is_by_hand());
        let closed: Vec<FileSlot> = others.map(|file| file.slot).collect();
        if closed.is_empty() {
            return;
        }
        self.close_files(Edit::ReplaceFiles { closed, opened: Vec::new() });
    }

    /// Closes files; where that takes what was looked at along, what is left is looked at.
    pub(super) fn close_files(&mut self, edit: Edit) {
        match session::apply(self.desk.history.current(), &edit) {
            Ok(closed) => {
                self.outdate(Topic::Opening);
                let slots: Vec<FileSlot> = closed.files().iter().map(|file| file.slot).collect();
                let closed = match closed.question() {
                    Some(_) => closed,
                    None => self.looking_at(closed, &slots),
                };
                self.show_changed(edit, closed);
            }
            Err(refusal) => self.trouble(Topic::Opening, self.desk.words().refusal(&refusal)),
        }
    }

    /// Says which vintage is in force where files became copies of one, and what of the
    /// adjustments stayed behind.
    pub(super) fn tell_vintages(&mut self, before: &Document, grown: &Document) {
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
            self.tell(Notice::told(Topic::Opening, text));
        }
        let doubts = grown.copies_in_doubt().iter();
        for doubt in doubts.filter(|doubt| !before.copies_in_doubt().contains(doubt)) {
            let text = self.desk.words().copy_in_doubt(grown, doubt);
            self.tell(Notice::told(Topic::Opening, text));
        }
    }

    /// The sample, where it is all that is open and others come.
    fn sample_in_the_way(&self, coming: &[Arc<FileSection>]) -> Option<FileSlot> {
        let comes_again = coming.iter().any(|file| is_sample(file));
        match self.desk.history.current().files() {
            [only] if is_sample(only) && self.desk.home.is_none() && !comes_again => {
                Some(only.slot)
            }
            _ => None,
        }
    }

    /// Shows a session. One that a report encloses has no file that it is saved to.
    pub(super) fn take_session(
        &mut self,
        path: &Path,
        opened: Opened,
        fingerprint: Option<Fingerprint>,
    ) {
        self.outdate_all();
        let home = self.home_of(path, &opened, fingerprint);
        if let Some(records) = &self.records {
            self.desk.errands.look_for_others(records.clone(), path.to_owned());
        }
        let words = self.desk.words();
        if fingerprint.is_none() {
            self.tell(Notice::told(Topic::Opening, words.came_out_of_a_report(path)));
        }
        let is_copy = [
            opened.document.is_blind().then_some(words.is_blind_copy()),
            opened.document.is_redacted().then_some(words.is_redacted_copy()),
        ];
        for says in is_copy.into_iter().flatten() {
            self.tell(Notice::told(Topic::Opening, says.to_owned()));
        }
        self.start_afresh(opened.document, opened.view, home);
        self.ask_something();
    }

    /// Asks of the first measure, where nothing is asked yet.
    pub(super) fn ask_something(&mut self) {
        let document = self.desk.history.current();
        if document.question().is_none()
            && let Some(question) = document.question_or_first()
        {
            self.edit(&Edit::Ask(question));
        }
    }

    /// Tells what is doubtful about a session. The file that it is saved to from now on: none where
    /// that would drop something of it, and where what was opened is no session by itself, which a
    /// fingerprint tells.
    pub(super) fn home_of(
        &mut self,
        path: &Path,
        opened: &Opened,
        fingerprint: Option<Fingerprint>,
    ) -> Option<Home> {
        for problem in &opened.problems {
            self.trouble(Topic::Opening, self.desk.words().oddity(problem));
        }
        let unknown = &opened.unknown_fields;
        if !unknown.is_empty() {
            let of_them = if unknown.len() == 1 { "a field" } else { "some fields" };
            let says = format!(
                "This version does not know {of_them} and would drop it: save under another name. \
                 Left aside: {}",
                unknown.join(", ")
            );
            self.trouble(Topic::Opening, says);
            return None;
        }
        // Over an earlier save nothing is saved.
        if disk::is_earlier_save(path) {
            return None;
        }
        let (fingerprint, path, document) =
            (fingerprint?, path.to_owned(), opened.document.clone());
        Some(Home { path, fingerprint, document, seen: None })
    }

    /// Another document from its first state on: nothing to undo, nothing unsaved.
    pub(super) fn start_afresh(&mut self, document: Document, view: View, home: Option<Home>) {
        self.desk.start_afresh(document, view, home);
        self.kept.known_on = Field::default();
        self.kept.overview = Overview::default();
    }
}

/// The files of `grown` that `before` does not have.
fn new_slots(before: &Document, grown: &Document) -> Vec<FileSlot> {
    let slots = grown.files().iter().map(|file| file.slot);
    slots.filter(|slot| before.file(*slot).is_none()).collect()
}
