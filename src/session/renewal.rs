//! A file that has changed or moved since it was read: found elsewhere, or taken in as it stands now
//! for the newest vintage of what was read.

use std::sync::Arc;

use super::placing::place;
use super::series::name_without_dates;
use super::vintages::{date, join, put_in_force};
use super::{Document, FileSection, Refusal};
use crate::compare::{Stated, is_most};
use crate::estimate::{Day, FileSlot};

/// How like what is found in the place of a file is to what was read of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likeness {
    /// Of most sources, measures and days both speak, and they mostly say the same there or go by one
    /// name.
    SameFile,
    /// They speak of the same, with mostly other numbers under unlike names: somebody else's, perhaps.
    OtherNumbers,
    /// It speaks mostly of something else.
    OtherThings {
        /// Of so many sources on a measure and a day both speak.
        common: usize,
        /// Of so many the one speaks that speaks of fewer.
        of: usize,
    },
}

/// How like a file as it was found is to an open one.
#[must_use]
pub fn likeness(open: &FileSection, found: &FileSection) -> Likeness {
    let (read, now) = (Stated::of(&open.loaded()), Stated::of(&found.loaded()));
    let (overlap, of) = (read.overlap(&now), read.len().min(now.len()));
    let has_only_events = read.is_empty() && now.is_empty();
    if !is_most(overlap.common, of) && !has_only_events {
        return Likeness::OtherThings { common: overlap.common, of };
    }
    let is_of_one_name = name_without_dates(open.name()) == name_without_dates(found.name());
    match is_of_one_name || has_only_events || overlap.is_mostly_the_same() {
        true => Likeness::SameFile,
        false => Likeness::OtherNumbers,
    }
}

/// Says where a file is found now. Earlier vintages of it that were read in the same place go along.
pub(super) fn relink(document: &Document, slot: FileSlot, path: &str) -> Result<Document, Refusal> {
    let file = document.file(slot).ok_or(Refusal::NoSuchFile(slot))?;
    if file.is_by_hand() {
        return Err(Refusal::InNoFile);
    }
    if path.trim().is_empty() {
        return Err(Refusal::NoPath);
    }
    if file.path == path {
        return Err(Refusal::NothingChanges);
    }
    Ok(moved(document, file, path))
}

/// The document with a file, and all vintages of it that were read where it was, in another place.
fn moved(document: &Document, file: &FileSection, path: &str) -> Document {
    let together = document.series_of(file.slot);
    let goes_along = |one: &FileSection| {
        let is_vintage = together.is_some_and(|series| series.has(one.slot));
        one.slot == file.slot || (is_vintage && one.path == file.path)
    };
    let mut moved = document.clone();
    for one in moved.files.iter_mut().filter(|one| goes_along(one)) {
        let path = path.to_owned();
        *one = Arc::new(FileSection { path, ..FileSection::clone(one) });
    }
    let mut series = document.series.to_vec();
    for vintage in series.iter_mut().flat_map(|series| &mut series.vintages) {
        let day = |of: &Document| of.vintage_day(vintage.file).map(|(day, _)| day);
        // By another name it would be of another day, and another vintage perhaps be in force.
        let (before, now) = (day(document), day(&moved));
        if before != now {
            vintage.day = before;
        }
    }
    if series != *document.series {
        moved.series = Arc::new(series);
    }
    moved
}

/// Takes a file in as a vintage of an open one. Where that was in force, this one is from now on: by
/// its own day, else by the day on which it was written, else because it is put in force.
pub(super) fn take_vintage(
    document: &Document,
    file: &FileSection,
    of: FileSlot,
    written: Option<Day>,
) -> Result<Document, Refusal> {
    let open = document.file(of).ok_or(Refusal::NoSuchFile(of))?;
    let series = document.series_of(of);
    let is_chosen = series.is_some_and(|series| series.chosen == Some(of));
    let was_in_force = series.is_none_or(|_| is_in_force(document, of));
    let mut grown = document.clone();
    let slot = place(&mut grown, &Arc::new(FileSection { slot: FileSlot(0), ..file.clone() }))?;
    let mut taken = join(&grown, slot, of)?;
    if open.path != file.path {
        taken = moved(&taken, open, &file.path);
    }
    if !was_in_force {
        return Ok(taken);
    }
    let day = |of: FileSlot| taken.vintage_day(of).map(|(day, _)| day);
    let tells_by_itself = day(slot) > day(of);
    let written = written.filter(|written| !tells_by_itself && Some(*written) > day(of));
    if written.is_some() {
        taken = date(&taken, slot, written)?;
    }
    match is_chosen || !is_in_force(&taken, slot) {
        true => put_in_force(&taken, slot, true),
        false => Ok(taken),
    }
}

/// Whether this vintage is the one in force of its series.
fn is_in_force(document: &Document, file: FileSlot) -> bool {
    let now = document.series_of(file).and_then(|series| document.in_force(series, None));
    now.is_some_and(|now| now.file == file)
}

impl Document {
    /// Whether a later vintage of this file was read in the same place: what is found there by now is
    /// to be held against that one.
    #[must_use]
    pub fn has_later_in_its_place(&self, file: FileSlot) -> bool {
        let (Some(series), Some(own)) = (self.series_of(file), self.file(file)) else {
            return false;
        };
        let later = series.vintages.iter().filter(|vintage| vintage.file > file);
        later.filter_map(|vintage| self.file(vintage.file)).any(|other| other.path == own.path)
    }
}
