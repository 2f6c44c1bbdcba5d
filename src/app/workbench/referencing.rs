//! What is recorded of publications: taken in from files of references, and entered by hand.

use std::path::Path;

use crate::files::publications::PublicationsRead;
use crate::session::{Edit, Refusal};
use crate::words::file_name;

use super::super::dialogs::{Notice, Topic};
use super::super::publication_sheet::PublicationSheet;
use super::super::sheets::Sheet;
use super::Workbench;

/// So many problems of a file of references are told by themselves.
const PROBLEMS_TOLD: usize = 5;

impl Workbench {
    /// Takes a file of references in, in one step of undo, and says what came of it.
    pub(super) fn take_references(&mut self, path: &Path, read: &PublicationsRead) {
        let words = self.desk.words();
        let name = file_name(path);
        let known = self.desk.history.current().publications().list().len();
        let of = Some(name.clone());
        let edit = Edit::AddPublications { publications: read.publications.clone(), of };
        if let Err(refusal) = self.try_edit(&edit)
            && refusal != Refusal::NothingChanges
        {
            return self.trouble(Topic::Opening, words.refusal(&refusal));
        }
        let now = self.desk.history.current().publications().list().len();
        let added = now.saturating_sub(known);
        let taken = words.publications_taken(&name, read, added);
        let fit = words.publications_fit(self.desk.history.current().publication_fit());
        self.tell(Notice::told(Topic::Opening, format!("{taken}. {fit}")));
        let problems = read.problems.iter().map(|problem| words.publication_problem(problem));
        let told: Vec<String> = problems.take(PROBLEMS_TOLD).collect();
        let more = read.problems.len().saturating_sub(told.len());
        let more = (more > 0).then(|| format!("; {} more", words.count(more)));
        if !told.is_empty() {
            let text = format!("{name}: {}{}", told.join("; "), more.unwrap_or_default());
            self.trouble(Topic::Opening, text);
        }
    }

    /// Opens the sheet on which is typed what is recorded of the publication at this address.
    pub(super) fn about_publication(&mut self, address: String) {
        let sheet = PublicationSheet::about(address, self.desk.history.current());
        self.sheet = Some(Sheet::Publication(sheet));
    }
}
