//! Unsaved work: the record that is kept of it, and what a window before this one left behind.

use eframe::egui::{Context, ViewportCommand};

use crate::cli::Fault;
use crate::words::Words;

use super::super::dialogs::Topic;
use super::super::recorder::About;
use super::super::recovered::Recovered;
use super::super::sheets::Sheet;
use super::{Leaving, Workbench};

impl Workbench {
    /// Brings the record of unsaved work up to what is open, until it was said what becomes of that.
    pub(super) fn record(&mut self) {
        if self.leaving == Leaving::Closing {
            return;
        }
        if let Some(sentence) = self.recorder.trouble() {
            self.trouble(Topic::Other, sentence);
        }
        let desk = &self.desk;
        let about = || About { home: desk.home.as_ref().map(|home| home.path.clone()) };
        self.recorder.follow(desk.document_number, &desk.history, &desk.view, about);
    }

    /// Something was broken off by a fault of the program: what is open is put on the disk and stays
    /// open, and what stood over the window goes.
    pub fn tell_fault(&mut self, fault: &Fault) {
        self.sheet = None;
        self.dialog = None;
        self.desk.draft = None;
        self.trouble(
            Topic::Other,
            Words::default().withstood(&fault.place, fault.report.as_deref()),
        );
        self.record();
    }

    /// The program is to end at once, and nobody can be asked: what is not saved is kept for the
    /// next start.
    pub fn end_unasked(&mut self, ctx: &Context) {
        self.leaving = Leaving::Unasked;
        self.end();
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// The window is gone. What was saved, or was to be thrown away, needs no record any more; else
    /// it is kept for the next start.
    pub fn end(&mut self) {
        if self.leaving == Leaving::Closing || self.desk.history.is_saved() {
            self.recorder.close();
        } else {
            self.record();
            self.recorder.flush();
        }
        self.desk.memory.finish();
    }

    /// Offers what was left behind, unless something else stands over the window: then the next
    /// start does.
    pub(super) fn take_left(&mut self, found: Vec<Recovered>, troubles: Vec<String>) {
        for sentence in troubles {
            self.trouble(Topic::Other, sentence);
        }
        if !found.is_empty() && self.sheet.is_none() {
            self.sheet = Some(Sheet::Recovered(found));
        }
    }

    /// Opens work that was left behind as a document without a file: saving asks for a name.
    pub(super) fn recover(&mut self, place: usize) {
        if !self.desk.history.is_saved() {
            let says = "Save or undo the changes to what is open first: they would be lost";
            self.trouble(Topic::Opening, says.to_owned());
            return;
        }
        let Some(recovered) = self.take_from_sheet(place) else { return };
        let Recovered { left, history, view, .. } = recovered;
        self.outdate_all();
        self.start_afresh(history.current().clone(), view, None);
        self.desk.history = history;
        self.recorder.takes_over(left);
    }

    /// Throws work away that was left behind.
    pub(super) fn throw_away(&mut self, place: usize) {
        let thrown = self.take_from_sheet(place).map(|recovered| recovered.left.throw_away());
        if let Some(Err(error)) = thrown {
            self.trouble(Topic::Other, format!("It could not be thrown away: {error}"));
        }
    }

    /// Takes one off the sheet; with the last one the sheet goes.
    fn take_from_sheet(&mut self, place: usize) -> Option<Recovered> {
        let Some(Sheet::Recovered(found)) = &mut self.sheet else { return None };
        let taken = (place < found.len()).then(|| found.remove(place));
        if found.is_empty() {
            self.sheet = None;
        }
        taken
    }
}
