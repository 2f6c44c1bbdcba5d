//! Another session beside the one that is open: reading it, and taking over from it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::session::{CannotTake, Difference, Document, Edit, take_all};
use crate::words::file_name;

use super::super::beside_sheet::BesideSheet;
use super::super::dialogs::Topic;
use super::super::sheets::Sheet;
use super::Workbench;

impl Workbench {
    /// Reads a session and shows it beside the one that is open.
    pub(super) fn compare_with(&mut self, path: &Path) {
        let mine = self.desk.history.current().clone();
        self.desk.errands.read_beside(path.to_owned(), mine);
        self.sheet = Some(Sheet::Beside(Box::new(BesideSheet::on(path.to_owned()))));
    }

    /// Shows a session that is read already beside the one that is open; with the document from
    /// which both came, who changed what.
    pub(super) fn show_beside(
        &mut self,
        path: PathBuf,
        theirs: Arc<Document>,
        base: Option<Arc<Document>>,
    ) {
        let mut sheet = BesideSheet::on(path);
        (sheet.theirs, sheet.base) = (Some(Ok(theirs)), base);
        self.sheet = Some(Sheet::Beside(Box::new(sheet)));
    }

    /// What came of reading it.
    pub(super) fn take_beside(&mut self, path: &Path, read: Result<Arc<Document>, String>) {
        if let Some(Sheet::Beside(sheet)) = &mut self.sheet
            && sheet.path == path
            && sheet.theirs.is_none()
        {
            sheet.theirs = Some(read);
        }
    }

    /// Makes mine as theirs is in one item, in one step of undo.
    pub(super) fn take_over(&mut self, one: &Difference) {
        let Some(Sheet::Beside(sheet)) = &self.sheet else { return };
        let Some(theirs) = sheet.document().cloned() else { return };
        let of = file_name(&sheet.path);
        match one.take_over(self.desk.history.current(), &theirs, &of) {
            Ok(edit) => self.take_in_what_is_theirs(&edit),
            Err(why) => self.tell_not_taken(&why, &theirs),
        }
    }

    /// Makes mine as theirs is in all that they add, in one step of undo.
    pub(super) fn take_all_over(&mut self) {
        let Some(Sheet::Beside(sheet)) = &self.sheet else { return };
        let Some(theirs) = sheet.document().cloned() else { return };
        let (of, wanted) = (file_name(&sheet.path), sheet.takes_along());
        let taken = take_all(self.desk.history.current(), &theirs, wanted, &of);
        if let Some(edit) = &taken.edit {
            self.take_in_what_is_theirs(edit);
        }
        for (_, why) in &taken.left {
            self.tell_not_taken(why, &theirs);
        }
    }

    fn take_in_what_is_theirs(&mut self, edit: &Edit) {
        self.edit(edit);
        self.ask_something();
    }

    fn tell_not_taken(&mut self, why: &CannotTake, theirs: &Document) {
        let why = self.desk.words().cannot_take(why, theirs);
        self.trouble(Topic::Changing, format!("Not taken over. {why}"));
    }
}
