//! Files that changed, moved or vanished since they were read: looked at when somebody asks, told
//! beside the file, and relinked or taken in when somebody says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::estimate::FileSlot;
use crate::opening::{OnDisk, can_be_looked_at};
use crate::session::{self, Edit, FileSection, Likeness, Page};
use crate::words::LookedAt;

use super::super::changed_sheet::ChangedSheet;
use super::super::command::AboutFile;
use super::super::controls::capitalised;
use super::super::dialogs::{Notice, Topic};
use super::super::errands::Purpose;
use super::super::on_disk::{Looked, LookingFor, Place};
use super::super::sheets::Sheet;
use super::Workbench;

impl Workbench {
    /// Does what is asked about a file on the disk.
    pub(super) fn about_file(
        &mut self,
        frame: Option<&eframe::Frame>,
        slot: FileSlot,
        asked: AboutFile,
    ) {
        match asked {
            AboutFile::Look => self.look_at(LookingFor::One, |file| file.slot == slot),
            AboutFile::Relink => {
                let answer = self.dialogs.ask_to_open(frame);
                self.desk.errands.ask(Purpose::Relink(slot), answer);
            }
            AboutFile::TakeIn => self.take_in_as_vintage(slot),
            AboutFile::Replace => self.put_found_in_place(slot),
            AboutFile::OpenBeside => {
                if let Some(section) = self.found_of(slot) {
                    self.outdate(Topic::Opening);
                    self.take_in(vec![section]);
                    self.desk.look_for_look_alikes();
                }
            }
            AboutFile::SeeChanges => self.sheet = Some(Sheet::Changed(ChangedSheet::of(slot))),
            AboutFile::SayItIs => {
                let looked = self.desk.on_disk.of_mut(slot);
                if let Some(Looked { found: OnDisk::Changed(changed), .. }) = looked {
                    changed.likeness = Likeness::SameFile;
                }
            }
            AboutFile::Leave => self.desk.on_disk.forget(slot),
        }
    }

    /// Looks at all files that were read from the disk, and shows the page that tells of them.
    pub(super) fn look_at_files(&mut self) {
        self.open_page(Page::Files);
        self.look_at(LookingFor::All, |_| true);
    }

    fn look_at(&mut self, looking: LookingFor, is_wanted: impl Fn(&FileSection) -> bool) {
        let document = self.desk.history.current();
        let files = document.files().iter();
        let files = files.filter(|file| is_wanted(file) && can_be_looked_at(document, file));
        let places: Vec<Place> = files.map(|file| self.place_of(file, file.path.clone())).collect();
        self.look_for_files(looking, places);
    }

    /// A file, to be looked for at this path and read as it was said to be.
    fn place_of(&self, file: &Arc<FileSection>, path: String) -> Place {
        let options = self.reading_of(file);
        Place { file: Arc::clone(file), path, options }
    }

    fn look_for_files(&mut self, looking: LookingFor, places: Vec<Place>) {
        if places.is_empty() {
            return;
        }
        self.outdate(Topic::Opening);
        let open = self.document().files().to_vec();
        let begun = self.desk.document_number;
        self.desk.errands.look_for_files(begun, looking, places, open);
    }

    /// Looks whether a file is now where the person says.
    pub(super) fn look_where_it_moved(&mut self, slot: FileSlot, path: &Path) {
        let Some(file) = self.document().file(slot) else { return };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let place = self.place_of(file, path.display().to_string());
        self.look_for_files(LookingFor::Moved, vec![place]);
    }

    /// What came of looking, where it is still about what is open.
    pub(super) fn take_looked(&mut self, begun: u64, looking: LookingFor, looked: Vec<Looked>) {
        if begun != self.desk.document_number {
            return;
        }
        let mut counts = LookedAt::default();
        for one in looked {
            let file = self.document().file(one.slot).cloned();
            let Some(file) = file.filter(|file| one.is_of(file)) else { continue };
            counts.count(&one.found);
            match looking {
                LookingFor::Moved => self.take_moved(&file, one),
                LookingFor::One | LookingFor::All => self.desk.on_disk.put(one),
            }
        }
        if looking == LookingFor::All && counts != LookedAt::default() {
            self.tell(Notice::told(Topic::Opening, self.desk.words().looked_at(counts)));
        }
    }

    /// What came of looking for a file where it is said to be: it is relinked where it holds what was
    /// read; another content is asked about beside the file.
    fn take_moved(&mut self, file: &FileSection, looked: Looked) {
        let words = self.desk.words();
        match &looked.found {
            OnDisk::AsRead => {
                let path = looked.path.clone();
                self.edit(&Edit::Relink { file: file.slot, path: path.clone() });
                self.tell(Notice::told(Topic::Opening, words.relinked(file, &path)));
                self.desk.on_disk.put(looked);
                self.goes_by(&file.path, &path);
            }
            OnDisk::Changed(_) => {
                self.open_page(Page::Files);
                self.desk.on_disk.put(looked);
            }
            OnDisk::Gone | OnDisk::OutOf(_) | OnDisk::NotRead(_) => {
                let why = words.on_disk(file, &looked.path, &looked.found);
                self.trouble(Topic::Opening, words.not_relinked(file, &capitalised(&why)));
            }
        }
    }

    /// A file that was read at one path is found at another one from now on: it is read as was said of
    /// it, and is among the recent ones.
    fn goes_by(&mut self, read: &str, now: &str) {
        if read == now {
            return;
        }
        let said = self.asking.said.get(Path::new(read)).cloned();
        self.asking.said.extend(said.map(|said| (PathBuf::from(now), said)));
        self.remember(&[PathBuf::from(now)]);
    }

    /// The file as it was found by the last look.
    fn found_of(&self, slot: FileSlot) -> Option<Arc<FileSection>> {
        let file = self.document().file(slot)?;
        Some(Arc::clone(&self.desk.on_disk.of(file)?.changed()?.section))
    }

    /// Takes what was found in as the newest vintage of what was read, in one step.
    fn take_in_as_vintage(&mut self, slot: FileSlot) {
        let before = self.document().clone();
        let looked = before.file(slot).and_then(|file| self.desk.on_disk.of(file));
        let Some(changed) = looked.and_then(Looked::changed) else { return };
        let read = before.file(slot).map(|file| file.path.clone()).unwrap_or_default();
        let written = changed.day_written();
        let found = changed.section.path.clone();
        let edit = Edit::TakeVintage { file: Arc::clone(&changed.section), of: slot, written };
        self.outdate(Topic::Opening);
        match session::apply(&before, &edit) {
            Ok(taken) => {
                self.tell_vintages(&before, &taken);
                let slots: Vec<FileSlot> = taken.files().iter().map(|file| file.slot).collect();
                let taken = match taken.question() {
                    Some(_) => taken,
                    None => self.looking_at(taken, &slots),
                };
                self.show_changed(edit, taken);
                self.desk.look_for_look_alikes();
                self.goes_by(&read, &found);
            }
            Err(refusal) => self.trouble(Topic::Opening, self.desk.words().refusal(&refusal)),
        }
    }

    /// Puts what was found in the place of what was read.
    fn put_found_in_place(&mut self, slot: FileSlot) {
        let Some(section) = self.found_of(slot) else { return };
        let read = self.document().file(slot).map(|file| file.path.clone()).unwrap_or_default();
        self.outdate(Topic::Opening);
        match self.replace_file(slot, &section) {
            Ok(()) => {
                self.desk.look_for_look_alikes();
                self.goes_by(&read, &section.path);
            }
            Err(refusal) => self.trouble(Topic::Opening, self.desk.words().refusal(&refusal)),
        }
    }
}
