//! Which of the files that come in are copies of a file that is open, and which only may be.
//!
//! A copy states mostly the same: of most voices, measures and days both speak, and either they
//! mostly say the same there or only a date tells their names apart. Files that share hardly any
//! days are parts, and all count. The order in which files come in decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::series::{CopyDoubt, CopyInDoubt, name_without_dates};
use super::vintages::join;
use super::{Document, FileSection};
use crate::compare::{Overlap, Stated, is_most};
use crate::estimate::{Day, FileSlot};

/// Fewer voices, measures and days in common are no sign of one file, whatever the names.
const FEWEST_IN_COMMON: usize = 3;

/// As many are enough where only a date tells the names apart.
const FEWEST_OF_ONE_NAME: usize = 2;

/// The document with these of its files joined to those of which they are copies, and with a doubt
/// where that is not sure.
pub(super) fn recognised(mut document: Document, added: &BTreeSet<FileSlot>) -> Document {
    let mut families = Families::of(&document, added);
    let files = document.files.iter();
    let mut coming: Vec<_> = files.filter(|file| added.contains(&file.slot)).cloned().collect();
    coming.retain(|file| may_be_a_copy(file));
    if coming.len() < 2 && families.all.is_empty() {
        return document;
    }
    // From the oldest to the newest, wherever they were named.
    coming.sort_by_key(|file| (file.day().map(|(day, _)| day), file.name().to_owned()));
    for file in coming {
        let stated = Stated::of(&file.loaded());
        let day = file.day().map(|(day, _)| day);
        let family = match families.nearest(&file, &stated) {
            Some((family, Kin::Copy)) => {
                let of = families.newest(family);
                match is_order_known(&document, &stated, families.of_day(family, day)) {
                    true => {
                        document = join(&document, file.slot, of).unwrap_or(document);
                        Some(family)
                    }
                    false => {
                        doubt(&mut document, &file, of, CopyDoubt::NoOrder);
                        None
                    }
                }
            }
            Some((family, Kin::OtherValues)) => {
                doubt(&mut document, &file, families.newest(family), CopyDoubt::OtherValues);
                None
            }
            None => None,
        };
        families.put(family, &file, day, &stated);
    }
    document
}

fn may_be_a_copy(file: &FileSection) -> bool {
    !file.is_by_hand() && !file.holds_no_totals()
}

fn doubt(document: &mut Document, file: &FileSection, of: FileSlot, why: CopyDoubt) {
    let mut all = document.copies_in_doubt.to_vec();
    all.push(CopyInDoubt { file: file.slot, of, why });
    all.sort_by_key(|doubt| (doubt.file, doubt.of));
    document.copies_in_doubt = all.into();
}

/// Whether a copy is older or newer than every other one of its day: one holds all that the other
/// does and more. Of two that say the same the order makes no difference.
fn is_order_known(document: &Document, stated: &Stated, of_its_day: &[FileSlot]) -> bool {
    let others = of_its_day.iter().filter_map(|other| document.loaded_file(*other));
    others.map(|other| Stated::of(&other)).all(|other| {
        let overlap = stated.overlap(&other);
        let (one, other) = (stated.len(), other.len());
        let is_nested = overlap.common == one.min(other) && one != other;
        is_nested || (overlap.same == one && one == other)
    })
}

/// How a file is related to the copies of another one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    /// It says mostly other things of the same, under another name.
    OtherValues,
    Copy,
}

/// The files that are one file at different times, or one by itself.
struct Family {
    newest: FileSlot,
    /// What tells the newest apart from other files.
    format: String,
    name: String,
    /// Of how many voices, measures and days the newest speaks.
    len: usize,
    days: BTreeMap<Option<Day>, Vec<FileSlot>>,
}

#[derive(Default)]
struct Families {
    all: Vec<Family>,
    /// By voice, measure and day: which families speak of it, and what the newest copy with it says.
    speaking: HashMap<u64, BTreeMap<usize, u64>>,
}

impl Families {
    /// Of all files but these.
    fn of(document: &Document, except: &BTreeSet<FileSlot>) -> Families {
        let mut families = Families::default();
        let in_series: Vec<Vec<FileSlot>> =
            document.series().iter().map(|series| document.by_day(series)).collect();
        let taken: BTreeSet<FileSlot> = in_series.iter().flatten().copied().collect();
        let slots = document.files.iter().map(|file| file.slot);
        let alone = slots.filter(|slot| !taken.contains(slot)).map(|slot| vec![slot]);
        for copies in in_series.into_iter().chain(alone) {
            let mut family = None;
            for file in copies.iter().filter_map(|slot| document.file(*slot)) {
                if may_be_a_copy(file) && !except.contains(&file.slot) {
                    let stated = Stated::of(&file.loaded());
                    let day = document.vintage_day(file.slot).map(|(day, _)| day);
                    family = Some(families.put(family, file, day, &stated));
                }
            }
        }
        families
    }

    /// A file becomes the newest of a family, or with none begins one.
    fn put(
        &mut self,
        family: Option<usize>,
        file: &FileSection,
        day: Option<Day>,
        stated: &Stated,
    ) -> usize {
        let place = family.unwrap_or(self.all.len());
        let before = self.all.get_mut(place).map(|family| std::mem::take(&mut family.days));
        let mut days = before.unwrap_or_default();
        days.entry(day).or_default().push(file.slot);
        let newest = Family {
            newest: file.slot,
            format: file.format.clone(),
            name: name_without_dates(file.name()),
            len: stated.len(),
            days,
        };
        match self.all.get_mut(place) {
            Some(family) => *family = newest,
            None => self.all.push(newest),
        }
        for (key, value) in stated.pairs() {
            self.speaking.entry(key).or_default().insert(place, value);
        }
        place
    }

    /// The copies of a day.
    fn of_day(&self, family: usize, day: Option<Day>) -> &[FileSlot] {
        let days = self.all.get(family).map(|family| &family.days);
        days.and_then(|days| days.get(&day)).map_or(&[], Vec::as_slice)
    }

    fn newest(&self, family: usize) -> FileSlot {
        self.all.get(family).map_or(FileSlot(0), |family| family.newest)
    }

    /// The family with which a file has most in common, and how it is related to it.
    fn nearest(&self, file: &FileSection, stated: &Stated) -> Option<(usize, Kin)> {
        let mut overlaps: BTreeMap<usize, Overlap> = BTreeMap::new();
        for (key, value) in stated.pairs() {
            for (family, says) in self.speaking.get(&key).into_iter().flatten() {
                overlaps.entry(*family).or_default().count(Some(*says == value));
            }
        }
        let kin = |(place, overlap): (usize, Overlap)| {
            let family = self.all.get(place)?;
            let kin = family.kin(file, stated.len(), overlap)?;
            Some(((kin, overlap.same, overlap.common), &family.name, place))
        };
        let nearest = overlaps.into_iter().filter_map(kin).max()?;
        Some((nearest.2, nearest.0.0))
    }
}

impl Family {
    fn kin(&self, file: &FileSection, len: usize, overlap: Overlap) -> Option<Kin> {
        let is_of_one_name = self.name == name_without_dates(file.name());
        let fewest = if is_of_one_name { FEWEST_OF_ONE_NAME } else { FEWEST_IN_COMMON };
        let is_close = overlap.common >= fewest && is_most(overlap.common, len.min(self.len));
        if !is_close || self.format != file.format {
            return None;
        }
        let is_most_of_both = is_most(overlap.common, len.max(self.len));
        match overlap.is_mostly_the_same() {
            _ if is_of_one_name => Some(Kin::Copy),
            true => is_most_of_both.then_some(Kin::Copy),
            false => Some(Kin::OtherValues),
        }
    }
}
