//! Tables of which it is asked how they are read: one after the other, each on the import sheet.

use std::path::PathBuf;

use crate::estimate::FileSlot;
use crate::files::{ReadOptions, Unreadable};
use crate::opening::NotOpened;
use crate::session::{self, Edit, FileSection, Refusal};

use super::super::command::Imported;
use super::super::import_sheet::ImportSheet;
use super::super::sheets::Sheet;
use super::Workbench;
use super::asking::Asking;

impl Workbench {
    /// Asks how a table is read of which that is not certain; tells why anything else was not opened.
    pub(super) fn take_unopened(&mut self, path: PathBuf, why: NotOpened) {
        let is_again = self.asking.again.as_ref().is_some_and(|(asked, _)| *asked == path);
        let again = if is_again { self.asking.again.take() } else { None };
        let sentence = self.desk.words().not_opened(&why);
        let proposal = match why {
            NotOpened::Estimates { error, .. } => match *error {
                Unreadable::NoMapping { proposal, .. } => Some(proposal),
                _ => None,
            },
            _ => None,
        };
        match proposal.filter(|proposal| proposal.columns().len() > 1) {
            Some(proposal) => {
                let replaces = again.map(|(_, slot)| slot);
                let sheet = ImportSheet::new(path, self.reading.clone(), *proposal, replaces);
                self.asking.waiting.push_back(sheet);
            }
            None => self.trouble(sentence),
        }
    }

    /// Shows the next table that waits to be asked about, once nothing else stands over the window.
    pub(super) fn ask_about_next(&mut self) {
        let is_over = self.sheet.is_some() || self.dialog.is_some() || self.entry.is_some();
        if !is_over {
            match self.asking.waiting.pop_front() {
                Some(sheet) => {
                    self.asking.shown = self.asking.shown.saturating_add(1);
                    self.sheet = Some(Sheet::Import(Box::new(sheet)));
                }
                None => self.asking.shown = 0,
            }
        }
        if let Some(Sheet::Import(sheet)) = &mut self.sheet {
            let shown = self.asking.shown;
            sheet.place = (shown, shown.saturating_add(self.asking.waiting.len()));
        }
    }

    /// Leaves what is asked, and all that waits to be.
    pub(super) fn ask_no_more(&mut self) {
        self.asking = Asking::default();
        self.sheet = None;
    }

    /// Asks anew how an open file is read.
    pub(super) fn ask_how_read(&mut self, path: PathBuf, slot: FileSlot) {
        let options = ReadOptions { is_asked: true, mappings: Vec::new(), ..self.reading.clone() };
        self.asking.again = Some((path.clone(), slot));
        self.desk.errands.open(vec![path], options, Vec::new());
    }

    /// Takes in a table that was read as it was said on the import sheet; the sheet stays where it is
    /// refused.
    pub(super) fn import(&mut self, imported: Imported) {
        let Imported { path, section, replaces } = imported;
        let replaced = replaces.filter(|slot| self.document().file(*slot).is_some());
        let refused = match replaced {
            Some(slot) => self.replace_file(slot, &section).err(),
            None => self.add_files(vec![section]).into_iter().next(),
        };
        if let Some(refusal) = refused {
            let sentence = self.desk.words().refusal(&refusal);
            match &mut self.sheet {
                Some(Sheet::Import(sheet)) => sheet.refused = Some(sentence),
                _ => self.trouble(sentence),
            }
            return;
        }
        self.sheet = None;
        self.desk.look_for_look_alikes();
        self.remember(&[path]);
    }

    /// Puts a file, read anew, in the place of an open one.
    pub(super) fn replace_file(
        &mut self,
        slot: FileSlot,
        section: &FileSection,
    ) -> Result<(), Refusal> {
        let section = FileSection { slot, ..section.clone() };
        let edit = Edit::ReplaceFiles { closed: vec![slot], opened: vec![section.into()] };
        let mut replaced = session::apply(self.desk.history.current(), &edit)?;
        if replaced.question().is_none() {
            replaced = self.looking_at(replaced, &[slot]);
        }
        self.show_changed(edit, replaced);
        self.tell_opened(&[slot]);
        Ok(())
    }
}
