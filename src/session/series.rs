//! Files that are one file at different times, and which of them is in force.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Document, FileSection};
use crate::compare::{EarlierCopy, Knowledge, Question};
use crate::estimate::{Day, FileSlot, Loaded};

/// One file of a series.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Vintage {
    pub file: FileSlot,
    /// The day that an analyst gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

/// One file as it stood on different days: at least two, each in one series only. Exactly one is in
/// force; the others are ghosts and never counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Series {
    /// By slot.
    pub vintages: Vec<Vintage>,
    /// The one that an analyst put in force, whatever the days say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<FileSlot>,
}

/// By what a vintage has its day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum DaySource {
    /// An analyst gave it.
    Given,
    /// It stands in the file's name.
    Name,
    /// It is the last day on which anything in the file was published.
    LastPublished,
}

impl DaySource {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// As it stands behind the day, in brackets.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            DaySource::Given => "as given",
            DaySource::Name => "by its name",
            DaySource::LastPublished => "by what it says last",
        }
    }
}

/// Why a vintage is in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForceReason {
    /// An analyst put it in force.
    Chosen,
    Newest,
    /// The newest one on the day on which the question asks what was known.
    NewestOn(Day),
    /// There is none from before that day, and this is the oldest.
    OldestAfter(Day),
}

/// Which vintage of a series is in force, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InForce {
    pub file: FileSlot,
    pub why: ForceReason,
}

impl FileSection {
    /// The day as of which the file stands in its name, else the last one on which anything in it
    /// was published; none where there is nothing in it.
    #[must_use]
    pub fn day(&self) -> Option<(Day, DaySource)> {
        let by_name = day_in_name(self.name()).map(|day| (day, DaySource::Name));
        by_name.or_else(|| self.ledger.last_known().map(|day| (day, DaySource::LastPublished)))
    }
}

/// The last date in a name: `estimates-2026-05-11.csv`, `estimates_20260511.csv`.
pub(super) fn day_in_name(name: &str) -> Option<Day> {
    let starts = name.char_indices().map(|(place, _)| place);
    let mut days = starts.filter_map(|start| {
        let before = name.get(..start)?.chars().next_back();
        let is_start = before.is_none_or(|c| !c.is_ascii_digit());
        date_at_start(name.get(start..)?).filter(|_| is_start)
    });
    days.next_back()
}

fn date_at_start(text: &str) -> Option<Day> {
    let plain = |wide: usize| {
        let digits = text.get(..wide)?;
        let is_whole = text.get(wide..)?.chars().next().is_none_or(|c| !c.is_ascii_digit());
        is_whole.then_some(digits)
    };
    if let Some(digits) = plain(8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())) {
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return format!("{year}-{month}-{day}").parse().ok();
    }
    plain(10)?.replace(['_', '.'], "-").parse().ok()
}

impl Series {
    #[must_use]
    pub fn has(&self, file: FileSlot) -> bool {
        self.vintages.iter().any(|vintage| vintage.file == file)
    }
}

impl Document {
    /// The files that are one file at different times.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The series to which a file belongs, if it does to one.
    #[must_use]
    pub fn series_of(&self, file: FileSlot) -> Option<&Series> {
        self.series.iter().find(|series| series.has(file))
    }

    /// The day of a vintage, and by what.
    #[must_use]
    pub fn vintage_day(&self, file: FileSlot) -> Option<(Day, DaySource)> {
        let vintages = self.series.iter().flat_map(|series| &series.vintages);
        let given = vintages.filter(|vintage| vintage.file == file).find_map(|one| one.day);
        given.map(|day| (day, DaySource::Given)).or_else(|| self.file(file)?.day())
    }

    /// The vintages of a series from the oldest to the newest.
    #[must_use]
    pub fn by_day(&self, series: &Series) -> Vec<FileSlot> {
        let mut files: Vec<FileSlot> = series.vintages.iter().map(|one| one.file).collect();
        files.sort_by_key(|file| (self.vintage_day(*file).map(|(day, _)| day), *file));
        files
    }

    /// Which vintage of a series is in force for a question that asks what was known on this day:
    /// the chosen one, else the newest whose day is not later.
    #[must_use]
    pub fn in_force(&self, series: &Series, known_on: Option<Day>) -> Option<InForce> {
        if let Some(file) = series.chosen.filter(|file| self.file(*file).is_some()) {
            return Some(InForce { file, why: ForceReason::Chosen });
        }
        let by_day = self.by_day(series);
        let Some(known_on) = known_on else {
            return by_day.last().map(|file| InForce { file: *file, why: ForceReason::Newest });
        };
        let was_there =
            |file: &&FileSlot| self.vintage_day(**file).is_none_or(|(day, _)| day <= known_on);
        match by_day.iter().rev().find(was_there) {
            Some(file) => Some(InForce { file: *file, why: ForceReason::NewestOn(known_on) }),
            None => by_day
                .first()
                .map(|file| InForce { file: *file, why: ForceReason::OldestAfter(known_on) }),
        }
    }

    /// Whether a file is a vintage that is not in force for such a question.
    #[must_use]
    pub fn is_ghost(&self, file: FileSlot, known_on: Option<Day>) -> bool {
        self.series_of(file)
            .and_then(|series| self.in_force(series, known_on))
            .is_some_and(|in_force| in_force.file != file)
    }

    /// The files that are compared: of each series only the vintage in force.
    pub fn files_in_force(&self, known_on: Option<Day>) -> impl Iterator<Item = &Arc<FileSection>> {
        self.files.iter().filter(move |file| !self.is_ghost(file.slot, known_on))
    }

    /// The ledgers that are compared for a question, in their slots.
    #[must_use]
    pub fn loaded_for(&self, question: &Question) -> Vec<Loaded> {
        self.files_in_force(question.known_on).map(|file| file.loaded()).collect()
    }

    /// The files in force for what was known on a day and for what is known now.
    #[must_use]
    pub fn knowledge_at(&self, at: Day) -> Knowledge {
        let loaded = |known_on| self.files_in_force(known_on).map(|file| file.loaded()).collect();
        Knowledge { then: loaded(Some(at)), now: loaded(None) }
    }

    /// The copies that stood before those that are in force for a question, each with the one that
    /// came after it; the oldest of a series first.
    #[must_use]
    pub fn earlier_for(&self, question: &Question) -> Vec<EarlierCopy> {
        let copies = |series: &Series| -> Vec<FileSlot> {
            let Some(now) = self.in_force(series, question.known_on) else { return Vec::new() };
            let by_day = self.by_day(series).into_iter();
            by_day.take_while(|file| *file != now.file).chain([now.file]).collect()
        };
        let step = |(older, of): (&FileSlot, &FileSlot)| {
            let day = self.vintage_day(*of).map(|(day, _)| day);
            Some(EarlierCopy { file: self.loaded_file(*older)?, of: *of, day })
        };
        let steps = |series: &Series| -> Vec<EarlierCopy> {
            let copies = copies(series);
            copies.iter().zip(copies.iter().skip(1)).filter_map(step).collect()
        };
        self.series().iter().flat_map(steps).collect()
    }

    /// The ledgers of all files in their slots, in force or not.
    #[must_use]
    pub fn loaded_all(&self) -> Vec<Loaded> {
        self.files.iter().map(|file| file.loaded()).collect()
    }

    /// The ledger of a file in its slot, in force or not.
    #[must_use]
    pub fn loaded_file(&self, file: FileSlot) -> Option<Loaded> {
        self.file(file).map(|file| file.loaded())
    }

    /// What is in force of a series in a sentence without a full stop: `estimates.csv and 2 more
    /// are vintages of one file: estimates.csv of 30 Jun 2026 (by what it says last) is in force`.
    #[must_use]
    pub fn force_words(&self, series: &Series, known_on: Option<Day>) -> Option<String> {
        let InForce { file, why } = self.in_force(series, known_on)?;
        let name = |file: FileSlot| self.file(file).map_or("", |file| file.name());
        let dated = |file: FileSlot| match self.vintage_day(file) {
            Some((day, by)) => format!("{} of {} ({})", name(file), day.spoken(), by.words()),
            None => name(file).to_owned(),
        };
        let all: Vec<&str> = self.by_day(series).into_iter().map(name).collect();
        let all = match all.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => return None,
        };
        let why = match why {
            ForceReason::Chosen => ", as chosen".to_owned(),
            ForceReason::Newest => ", the newest".to_owned(),
            ForceReason::NewestOn(day) => format!(", the newest on {}", day.spoken()),
            ForceReason::OldestAfter(day) => {
                format!(", the oldest: there is none from before {}", day.spoken())
            }
        };
        Some(format!("{all} are vintages of one file. In force is {}{why}", dated(file)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_in_a_name() {
        for (name, day) in [
            ("estimates-2026-05-11.csv", Some("2026-05-11")),
            ("estimates_20260511.csv", Some("2026-05-11")),
            ("2025-01-02 to 2026-05-11.csv", Some("2026-05-11")),
            ("2026.05.11.csv", Some("2026-05-11")),
            ("estimates-12026-05-11.csv", None),
            ("estimates-2026-13-11.csv", None),
            ("estimates-202605111.csv", None),
            ("żółw.csv", None),
            ("", None),
        ] {
            assert_eq!(day_in_name(name).map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }
}
