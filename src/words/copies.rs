//! Which of several copies of a file is in force.

use super::Words;
use crate::estimate::{Day, FileSlot};
use crate::session::{CopyDoubt, CopyInDoubt, DaySource, Document, ForceReason, InForce, Series};

impl Words {
    /// What is in force of a series, in a sentence without a full stop: `a.csv and b.csv are
    /// vintages of one file. In force is b.csv of 30 Jun 2026 (by what it says last), the newest`.
    #[must_use]
    pub fn in_force(
        self,
        document: &Document,
        series: &Series,
        known_on: Option<Day>,
    ) -> Option<String> {
        let InForce { file, why } = document.in_force(series, known_on)?;
        let name = |file: FileSlot| document.file(file).map_or("", |file| file.name());
        let dated = match document.vintage_day(file) {
            Some((day, by)) => format!("{} of {} ({})", name(file), self.day(day), day_source(by)),
            None => name(file).to_owned(),
        };
        let all: Vec<&str> = document.by_day(series).into_iter().map(name).collect();
        let why = match why {
            ForceReason::Chosen => ", as chosen".to_owned(),
            ForceReason::Newest => ", the newest".to_owned(),
            ForceReason::NewestOn(day) => format!(", the newest on {}", self.day(day)),
            ForceReason::OldestAfter(day) => {
                format!(", the oldest: there is none from before {}", self.day(day))
            }
        };
        let all = self.all_of(&all);
        Some(format!("{all} are vintages of one file. In force is {dated}{why}"))
    }

    /// What is not sure about two files that may be copies of one, in a sentence without a full stop.
    #[must_use]
    pub fn copy_in_doubt(self, document: &Document, doubt: &CopyInDoubt) -> String {
        let name = |file: FileSlot| document.file(file).map_or("", |file| file.name());
        let (file, of) = (name(doubt.file), name(doubt.of));
        match doubt.why {
            CopyDoubt::OtherValues => format!(
                "{file} speaks of the same sources and days as {of} with other numbers: a newer \
                 copy, or somebody else’s numbers? Until that is said, both are counted"
            ),
            CopyDoubt::NoOrder => format!(
                "{file} and {of} seem to be copies of one file, and neither their days nor what \
                 they hold tells which is newer. Until that is said, both are counted; a date in \
                 their names would tell"
            ),
        }
    }
}

/// By what a copy has its day, as it stands behind the day in brackets.
#[must_use]
pub fn day_source(by: DaySource) -> &'static str {
    match by {
        DaySource::Given => "as given",
        DaySource::Name => "by its name",
        DaySource::LastPublished => "by what it says last",
    }
}
