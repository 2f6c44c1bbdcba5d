//! Which of several copies of a file is in force.

use super::Words;
use crate::disk::NoHistory;
use crate::estimate::{Day, FileSlot, visible};
use crate::opening::Copies;
use crate::session::{CopyDoubt, CopyInDoubt, DaySource, Document, ForceReason, InForce, Series};

/// So many vintages of a series are named.
const MOST_NAMED: usize = 4;

impl Words {
    /// What was not taken of dated copies, each in a sentence.
    #[must_use]
    pub fn copies_left(self, copies: &Copies) -> Vec<String> {
        let mut told: Vec<String> =
            copies.not_read.iter().map(|why| self.not_opened(why)).collect();
        if copies.passed_over > 0 {
            let versions = self.counted(copies.passed_over, "version is", "versions are");
            told.push(format!("{versions} left out: of the same day there is a later one"));
        }
        if copies.same > 0 {
            let same = self.counted(copies.same, "copy holds", "copies hold");
            told.push(format!("{same} the same as another one and is kept once"));
        }
        told
    }

    /// Why the versions of a file in a repository could not be had.
    pub(super) fn no_history(self, why: &NoHistory) -> String {
        match why {
            NoHistory::NoGit(error) => format!(
                "Neither a folder nor a zip archive of copies, and its history is not to be had \
                 without git ({error})"
            ),
            NoHistory::Refused(says) => format!(
                "Neither a folder nor a zip archive of copies, and git gives no history of it (“{}”)",
                visible(says)
            ),
            NoHistory::NotInHistory => {
                "No version of this file is in the history of its repository".to_owned()
            }
            NoHistory::TooMany { found, most } => format!(
                "Its history has versions of {} days, and a session takes {} at most",
                self.count(*found),
                self.count(*most)
            ),
            NoHistory::TooLarge { limit_bytes } => format!(
                "All its versions together are larger than the {} MB that can be read",
                limit_bytes >> 20
            ),
            NoHistory::Stopped => "Reading its history was stopped".to_owned(),
            NoHistory::Other(error) => format!("Its history could not be read ({error})"),
        }
    }

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
        let all = match all.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => {
                format!("{} copies of {first}", self.count(all.len()))
            }
            [first, .., last] if all.len() > MOST_NAMED => {
                format!("{} files from {first} to {last}", self.count(all.len()))
            }
            few => self.all_of(few),
        };
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
