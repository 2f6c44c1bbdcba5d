//! Which of several copies of a file is in force.

use super::Words;
use crate::estimate::{Day, FileSlot};
use crate::session::{DaySource, Document, ForceReason, InForce, Series};

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
