//! Tables of which it is asked how they are read: one after the other, each on the import sheet.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::estimate::FileSlot;
use crate::files::{Period, Proposal, ReadOptions, Seems, Unreadable};
use crate::opening::{self, Content, NotOpened, PASTED};
use crate::session::{self, Edit, FileSection, Refusal};

use super::super::command::Imported;
use super::super::controls::capitalised;
use super::super::dialogs::{Notice, Offer, Topic};
use super::super::entry::{fills_form, is_table};
use super::super::import_sheet::ImportSheet;
use super::super::settings::{MOST_REMEMBERED, Remembered};
use super::super::sheets::Sheet;
use super::Workbench;

impl Workbench {
    /// Asks how a table is read of which that is not certain, `pasted` where it is no file; tells why
    /// anything else was not opened.
    pub(super) fn take_unopened(
        &mut self,
        path: PathBuf,
        replaces: Option<FileSlot>,
        pasted: Option<Arc<str>>,
        why: &NotOpened,
    ) {
        let sentence = self.desk.words().not_opened(why);
        match asked_about(why).cloned() {
            Some(proposal) => {
                let proposal = match replaces {
                    Some(_) => self.as_said_before(&path, proposal),
                    None => proposal,
                };
                let sheet = ImportSheet::new(path, self.reading.clone(), proposal, replaces);
                self.asking.waiting.push_back(match pasted {
                    Some(text) => sheet.of_pasted(text),
                    None => sheet,
                });
            }
            None => self.tell_unopened(&sentence, why),
        }
    }

    /// Tells why a path was not opened, and offers an earlier save that can be.
    fn tell_unopened(&mut self, sentence: &str, why: &NotOpened) {
        let sentence = capitalised(sentence);
        let notice = match why {
            NotOpened::EarlierCanBe { earlier, .. } => {
                let text = format!("{sentence}. {}", self.desk.words().can_be_opened(earlier));
                Notice::trouble(Topic::Opening, text)
                    .with_offer(Offer::OpenEarlier(earlier.path.clone()))
            }
            _ => Notice::trouble(Topic::Opening, sentence),
        };
        self.tell(notice);
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
        self.asking.waiting.clear();
        self.sheet = None;
    }

    /// Asks anew how an open file is read.
    pub(super) fn ask_how_read(&mut self, path: PathBuf, slot: FileSlot) {
        self.outdate(Topic::Opening);
        let options = ReadOptions { is_asked: true, mappings: Vec::new(), ..self.reading.clone() };
        match self.pasted(slot) {
            None => self.desk.errands.read_anew(path, slot, options),
            Some(text) => {
                self.desk.errands.read_pasted(text, Some(slot), options);
            }
        }
    }

    /// What was said before of a table, where it is the same one.
    fn as_said_before(&self, path: &Path, proposal: Proposal) -> Proposal {
        let said = self.asking.said.get(path);
        let said = said.filter(|said| columns(said).eq(columns(&proposal)));
        said.cloned().unwrap_or(proposal)
    }

    /// The text of a table that was pasted.
    fn pasted(&self, slot: FileSlot) -> Option<Arc<str>> {
        let file = self.document().file(slot)?;
        let mut pasted = self.asking.pasted.iter();
        pasted.find(|(of, _)| *of == file.fingerprint).map(|(_, text)| Arc::clone(text))
    }

    /// Reads an open file again, as it was said to be read if that was.
    pub(super) fn reload(&mut self, path: PathBuf, slot: FileSlot) {
        let Some(file) = self.document().file(slot) else { return };
        let options = self.reading_of(file);
        self.outdate(Topic::Opening);
        self.desk.errands.read_anew(path, slot, options);
    }

    /// Reads an open file again, and sums its events over this period, by the group of the column that
    /// is asked for.
    pub(super) fn sum_otherwise(
        &mut self,
        path: PathBuf,
        slot: FileSlot,
        period: Period,
        asked: Option<String>,
    ) {
        let Some(file) = self.document().file(slot) else { return };
        let period = Some(period.word().to_owned());
        let options = ReadOptions { period, group_by: asked, ..self.reading_of(file) };
        self.outdate(Topic::Opening);
        self.desk.errands.read_anew(path, slot, options);
    }

    /// How an open file is read again: as it was said to be, if that was, and summed as it is.
    pub(super) fn reading_of(&self, file: &FileSection) -> ReadOptions {
        let mut options = self.reading.clone();
        let said = self.asking.said.get(Path::new(&file.path));
        options.mappings.splice(0..0, said.and_then(|said| said.mapping().ok()));
        match &file.summed {
            Some(summed) => options.summed_by(summed),
            None => options,
        }
    }

    /// Puts a file that was read again in its place.
    pub(super) fn take_read_anew(
        &mut self,
        path: PathBuf,
        slot: FileSlot,
        result: Result<Content, NotOpened>,
    ) {
        match result {
            Ok(Content::Estimates(_)) if self.document().file(slot).is_none() => {}
            Ok(Content::Estimates(section)) => match self.replace_file(slot, &section) {
                Ok(()) => self.desk.look_for_look_alikes(),
                Err(Refusal::NothingChanges) => {
                    let text = format!("{}: as it was read before", section.name());
                    self.tell(Notice::told(Topic::Opening, text));
                }
                Err(refusal) => self.trouble(Topic::Opening, self.desk.words().refusal(&refusal)),
            },
            Ok(Content::Session(..)) => {
                self.trouble(Topic::Opening, format!("This is a session now: {}", path.display()));
            }
            Ok(Content::Publications(_)) => {
                let text = format!("This is a file of references now: {}", path.display());
                self.trouble(Topic::Opening, text);
            }
            Err(why) => self.take_unopened(path, Some(slot), None, &why),
        }
    }

    /// Opens the folder in which a file is.
    pub(super) fn show_in_folder(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().unwrap_or(&path);
        if let Err(error) = open::that_detached(folder) {
            self.trouble(
                Topic::Other,
                format!("No program shows folders ({error}): {}", folder.display()),
            );
        }
    }

    /// Takes a pasted table in, or asks how it is read; false where it is none, or a row that fills
    /// the form for an entry.
    pub(super) fn take_pasted_table(&mut self, text: &str) -> bool {
        /// More than this, in bytes, is not read while the window waits, and is no row for the form.
        const READ_AT_ONCE: usize = 1 << 14;
        if !is_table(text) {
            return false;
        }
        self.outdate(Topic::Opening);
        if text.len() > READ_AT_ONCE {
            self.desk.errands.read_pasted(text.into(), None, self.reading.clone());
            return true;
        }
        let columns = &self.desk.view.table.columns;
        let fills_form = fills_form(text, &self.desk.history.current().loaded(), columns);
        let go_on = &mut |_| ControlFlow::Continue(());
        let result =
            opening::open_estimates(Path::new(PASTED), &self.reading, text.as_bytes(), go_on);
        let is_entry = match &result {
            Ok(section) => section.rows < 2,
            Err(why) => {
                let Some(proposal) = asked_about(why) else { return false };
                proposal.rows().len() < 2 || proposal.seems() == Some(&Seems::NoHeader)
            }
        };
        if fills_form && is_entry {
            return false;
        }
        self.take_read_pasted(text.into(), None, result);
        true
    }

    /// Takes in what was pasted, or asks how it is read; `of` is the open file that it is already.
    pub(super) fn take_read_pasted(
        &mut self,
        text: Arc<str>,
        of: Option<FileSlot>,
        result: Result<Arc<FileSection>, NotOpened>,
    ) {
        match result {
            Ok(section) => {
                if of.is_none() {
                    self.asking.pasted.push((section.fingerprint, text));
                    self.take_in(vec![section]);
                }
            }
            Err(why) => self.take_unopened(PathBuf::from(PASTED), of, Some(text), &why),
        }
    }

    /// Reads tables from now on as the settings remember that it was said.
    pub(super) fn learn_what_is_remembered(&mut self) {
        let remembered = self.desk.memory.settings().remembered.iter();
        self.reading.remembered = remembered.filter_map(Remembered::to_read_by).collect();
    }

    /// Keeps how a table was said to be read, for those with the same columns.
    fn remember_mapping(&mut self, of: &str, columns: Vec<String>, written: String) {
        let mut settings = self.desk.memory.settings().clone();
        settings.remembered.retain(|one| one.columns != columns);
        settings.remembered.insert(0, Remembered { of: of.to_owned(), columns, mapping: written });
        settings.remembered.truncate(MOST_REMEMBERED);
        self.desk.memory.set(settings);
        self.learn_what_is_remembered();
    }

    /// Takes in a table that was read as it was said on the import sheet; the sheet stays where it is
    /// refused.
    pub(super) fn import(&mut self, imported: Imported) {
        let Imported { path, section, replaces, proposal, is_remembered, pasted } = imported;
        let (of, is_pasted) = (section.name().to_owned(), pasted.is_some());
        let fingerprint = section.fingerprint;
        let replaced = replaces.filter(|slot| self.document().file(*slot).is_some());
        let refused = match replaced {
            Some(slot) => self.replace_file(slot, &section).err(),
            None => self.add_files(vec![section]).into_iter().next(),
        };
        if let Some(refusal) = refused {
            let sentence = self.desk.words().refusal(&refusal);
            match &mut self.sheet {
                Some(Sheet::Import(sheet)) => sheet.refused = Some(sentence),
                _ => self.trouble(Topic::Opening, sentence),
            }
            return;
        }
        self.sheet = None;
        self.desk.look_for_look_alikes();
        if is_remembered {
            let columns = columns(&proposal).map(str::to_owned).collect();
            self.remember_mapping(&of, columns, proposal.to_ron(&|_| None));
        }
        self.asking.said.insert(path.clone(), proposal);
        self.asking.pasted.extend(pasted.map(|text| (fingerprint, text)));
        if !is_pasted {
            self.remember(&[path]);
        }
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

/// What is proposed for a table of which it is asked how it is read.
fn asked_about(why: &NotOpened) -> Option<&Proposal> {
    let NotOpened::Estimates { error, .. } = why else { return None };
    match &**error {
        Unreadable::NoMapping { proposal, .. } if proposal.columns().len() > 1 => Some(proposal),
        _ => None,
    }
}

/// The names of the columns of a table.
fn columns(of: &Proposal) -> impl Iterator<Item = &str> {
    of.columns().iter().map(|column| column.name.as_str())
}
