//! Which of several copies of a file is in force, and so what is compared.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::series::day_in_name;
use super::{CopyInDoubt, DaySource, Document, FileSection, ForceReason, InForce, Series};
use crate::compare::{Came, EarlierCopy, Knowledge, Question, compare, largest_measure};
use crate::estimate::{Day, FileSlot, Loaded, Measure};

impl FileSection {
    /// The day as of which the file stands in its name, else the last one on which anything in it
    /// was published; none where there is nothing in it.
    #[must_use]
    pub fn day(&self) -> Option<(Day, DaySource)> {
        let by_name = day_in_name(self.name()).map(|day| (day, DaySource::Name));
        by_name.or_else(|| self.ledger.last_known().map(|day| (day, DaySource::LastPublished)))
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
        let mut vintages = series.vintages.clone();
        // Of two of one day, the one that holds more is the newer one.
        vintages.sort_by_cached_key(|vintage| {
            let file = self.file(vintage.file);
            let day = vintage.day.or_else(|| Some(file?.day()?.0));
            (day, file.map(|file| file.ledger.len()), vintage.file)
        });
        vintages.into_iter().map(|vintage| vintage.file).collect()
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

    /// The vintages that are not in force for such a question.
    #[must_use]
    pub fn ghosts(&self, known_on: Option<Day>) -> BTreeSet<FileSlot> {
        let others = |series: &Series| -> Vec<FileSlot> {
            let now = self.in_force(series, known_on).map(|in_force| in_force.file);
            let files = series.vintages.iter().map(|vintage| vintage.file);
            files.filter(|file| now.is_some_and(|now| now != *file)).collect()
        };
        self.series().iter().flat_map(others).collect()
    }

    /// The files that are compared: of each series only the vintage in force, and none that seems to
    /// hold no totals.
    pub fn files_in_force(&self, known_on: Option<Day>) -> impl Iterator<Item = &Arc<FileSection>> {
        let ghosts = self.ghosts(known_on);
        let is_compared =
            move |file: &&Arc<FileSection>| !ghosts.contains(&file.slot) && !file.holds_no_totals();
        self.files.iter().filter(is_compared)
    }

    /// The files of which it is in doubt whether they are copies of one, or which is newer.
    #[must_use]
    pub fn copies_in_doubt(&self) -> &[CopyInDoubt] {
        &self.copies_in_doubt
    }

    /// What was asked, or else the plain question about the measure with the most estimates; none
    /// while there are no estimates.
    #[must_use]
    pub fn question_or_first(&self) -> Option<Question> {
        let first = || largest_measure(&self.loaded(), self.overlay());
        self.question().cloned().or_else(|| Some(Question::about(first()?)))
    }

    /// The measure of which these files hold the most estimates; none where they hold none, or none
    /// of them is in force.
    #[must_use]
    pub fn largest_measure_of(&self, files: &[FileSlot]) -> Option<Measure> {
        let mut loaded = self.loaded();
        loaded.retain(|file| files.contains(&file.slot));
        largest_measure(&loaded, self.overlay())
    }

    /// The ledgers in their slots, as [`compare`](crate::compare) takes them: of the vintages of a
    /// file only the one that is in force for the document's own question. Cheap.
    #[must_use]
    pub fn loaded(&self) -> Vec<Loaded> {
        let known_on = self.question().and_then(|question| question.known_on);
        self.files_in_force(known_on).map(|file| file.loaded()).collect()
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
            let day = |file: FileSlot| self.vintage_day(file).map(|(day, _)| day);
            let (day, own_day) = (day(*of), day(*older));
            Some(EarlierCopy { file: self.loaded_file(*older)?, of: *of, day, own_day })
        };
        let steps = |series: &Series| -> Vec<EarlierCopy> {
            let copies = copies(series);
            copies.iter().zip(copies.iter().skip(1)).filter_map(step).collect()
        };
        self.series().iter().flat_map(steps).collect()
    }

    /// What a day comes to, for a question.
    #[must_use]
    pub fn came(&self, asked: &Question, at: Day) -> Came {
        compare(&self.loaded_for(asked), self.overlay(), asked).came(at)
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
}
