//! The session's own file, when somebody else has written it meanwhile: it is looked at when the
//! window gets the keyboard back, and whenever a save finds another file there than was read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Context, Event};

use crate::disk::Expected;
use crate::session::{Edit, Fingerprint, Opened};
use crate::words::file_name;

use super::super::dialogs::{Dialog, Notice, Offer, Topic};
use super::super::elsewhere::{Choice, Elsewhere, Found, Looking};
use super::{Leaving, Workbench};

impl Workbench {
    /// Looks at the session's file when the window gets the keyboard back.
    pub(super) fn look_at_home_on_focus(&mut self, ctx: &Context) {
        let is_back = |event: &Event| matches!(event, Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(is_back)) {
            self.look_at_home(Looking::ToTell);
        }
    }

    pub(super) fn look_at_home(&mut self, looking: Looking) {
        let Some(home) = &self.desk.home else { return };
        let is_free = self.saving.is_none() && self.looking_at_home == Looking::No;
        if looking == Looking::ToTell && !is_free {
            return;
        }
        let seen = home.seen.filter(|_| looking == Looking::ToTell);
        if self.looking_at_home == Looking::No {
            self.desk.errands.look_at_home(home.path.clone(), home.fingerprint, seen);
        }
        self.looking_at_home = looking;
    }

    /// What there is where the session was read or last saved.
    pub(super) fn take_home(&mut self, path: PathBuf, found: Found) {
        let looking = std::mem::take(&mut self.looking_at_home);
        let is_saving = self.saving.is_some();
        let Some(home) = self.desk.home.as_mut().filter(|home| home.path == path) else { return };
        home.seen = found.seen;
        let what = found.what.filter(|what| what.state() != Some(home.fingerprint));
        match (what, looking) {
            (Some(what), Looking::ToAsk | Looking::ToSave) => {
                self.dialog = Some(Dialog::Elsewhere(path, what));
            }
            (Some(what), _) if !is_saving => {
                let notice = Notice::trouble(Topic::Saving, what.says(&path));
                self.tell(notice.with_offer(Offer::DecideElsewhere));
            }
            // Put back meanwhile as it was.
            (None, Looking::ToSave) => {
                let expected = Expected::Content(home.fingerprint);
                self.save_to(path, expected);
            }
            _ => {}
        }
    }

    /// Another window has changes to the session that are not saved there.
    pub(super) fn tell_unsaved_elsewhere(&mut self, path: &Path) {
        let says = format!(
            "{} is open in another window, with changes that are not saved there. Whoever saves \
             later is asked what to keep",
            file_name(path)
        );
        self.trouble(Topic::Saving, says);
    }

    /// What the person wants with a file that is another one by now.
    pub(super) fn settle_elsewhere(
        &mut self,
        frame: Option<&eframe::Frame>,
        (path, found): (PathBuf, Elsewhere),
        choice: Choice,
    ) {
        self.outdate(Topic::Saving);
        let says = found.says(&path);
        match (choice, found) {
            (Choice::KeepMine, found) => {
                let expected = found.state().map_or(Expected::Nothing, Expected::Content);
                self.save_to(path, expected);
            }
            (Choice::TakeTheirs, Elsewhere::Theirs { opened, fingerprint }) => {
                self.leaving = Leaving::NotAskedFor;
                self.take_theirs(&path, *opened, fingerprint);
            }
            (Choice::ShowDifferences, Elsewhere::Theirs { opened, .. }) => {
                // Nothing waits for the save any more: it is looked at both first.
                self.leaving = Leaving::NotAskedFor;
                let base = self.desk.home.as_ref().map(|home| Arc::new(home.document.clone()));
                // What to do is still to be said.
                let notice = Notice::trouble(Topic::Saving, says);
                self.tell(notice.with_offer(Offer::DecideElsewhere));
                self.show_beside(path, Arc::new(opened.document), base);
            }
            (Choice::SaveAs, _) => self.save_as(frame),
            (_, found) => self.dialog = Some(Dialog::Elsewhere(path, found)),
        }
    }

    /// Puts theirs in the place of what is open, as one step of undo.
    fn take_theirs(&mut self, path: &Path, opened: Opened, fingerprint: Fingerprint) {
        let home = self.home_of(path, &opened, Some(fingerprint));
        let theirs = opened.document;
        if theirs != *self.desk.history.current() {
            self.show_changed(Edit::TakeTheirs(Arc::new(theirs.clone())), theirs);
        }
        self.desk.select(None);
        if home.is_some() {
            self.desk.history.mark_saved();
        }
        self.desk.home = home;
    }
}
