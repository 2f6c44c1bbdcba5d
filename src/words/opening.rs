//! Why a path was not opened, and what is odd in a session that was.

use std::collections::BTreeSet;
use std::path::Path;

use super::Words;
use crate::estimate::visible;
use crate::files::{PROPOSED, Unreadable};
use crate::opening::NotOpened;
use crate::session::{BadSession, FileSection, Oddity, is_session_name};

/// The last part of a path, for people.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

impl Words {
    /// That a session and other files are not opened together: one sentence without a full stop.
    #[must_use]
    pub fn opened_alone(self) -> &'static str {
        "A session is opened alone, without other files but those of references"
    }

    /// That a comparison came out of a report, and what that means for saving it.
    #[must_use]
    pub fn came_out_of_a_report(self, report: &Path) -> String {
        let report = file_name(report);
        format!("The comparison that is enclosed in {report}; it is saved under a name of its own")
    }

    /// Why a path was not opened: one sentence with the path last.
    #[must_use]
    pub fn not_opened(self, why: &NotOpened) -> String {
        match why {
            NotOpened::Disk(error) => self.not_read(error),
            NotOpened::Estimates { error, path } => {
                format!("{}: {}", self.unreadable(error), path.display())
            }
            NotOpened::NoEstimates { format, rows, problem, path } => {
                let why = problem.as_ref().map(|problem| self.problem_at_its_place(problem));
                let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
                let rows = match rows {
                    0 => "it has no rows".to_owned(),
                    1 => "its one row cannot be used".to_owned(),
                    rows => format!(
                        "none of its {} rows can be used",
                        self.count(usize::try_from(*rows).unwrap_or(usize::MAX))
                    ),
                };
                let read = format!("read as {format}, the file gives no estimate: {rows}{why}");
                format!("{read}: {}", path.display())
            }
            NotOpened::Session { error, path } => {
                format!("{}: {}", self.bad_session(error), path.display())
            }
            NotOpened::EarlierCanBe { why, .. } => self.not_opened(why),
            NotOpened::NoHistory { why, path } => {
                format!("{}: {}", self.no_history(why), path.display())
            }
            NotOpened::NotSummed { why, path } => {
                format!("{}: {}", self.not_summed(why), path.display())
            }
            NotOpened::SavedByNewer { found, known, path } => {
                let (found, known) = (*found, *known);
                let newer = if is_session_name(path) {
                    self.bad_session(&BadSession::Newer { found, known })
                } else {
                    self.unreadable(&Unreadable::NewerVersion { found, known })
                };
                format!("{newer}. It was left as it is; give another name: {}", path.display())
            }
        }
    }

    /// What was opened: `estimates.csv: 124 estimates, 4 measures, 5 problems`.
    #[must_use]
    pub fn opened(self, files: &[&FileSection]) -> String {
        const MOST_NAMES: usize = 4;
        let names: Vec<&str> = files.iter().map(|file| file.name()).collect();
        let names = match names.len() {
            0..=MOST_NAMES => self.all_of(&names),
            many => format!("{} files", self.count(many)),
        };
        let sum = |of: fn(&FileSection) -> usize| -> usize {
            files.iter().map(|file| of(file)).fold(0, usize::saturating_add)
        };
        let measures: BTreeSet<String> =
            files.iter().flat_map(|file| file.ledger.measures()).map(|(_, one)| one.id()).collect();
        let counts = [
            (sum(|file| file.ledger.len()), "estimate", "estimates"),
            (measures.len(), "measure", "measures"),
            (sum(|file| file.ledger.events().len()), "event", "events"),
            (sum(|file| file.problems.len()), "problem", "problems"),
        ];
        let is_said = |one: &&(usize, &str, &str)| one.0 > 0 || one.1 == "estimate";
        let counts = counts.iter().filter(is_said);
        let counts: Vec<String> =
            counts.map(|(count, one, many)| self.counted(*count, one, many)).collect();
        let remembered = files.iter().find_map(|file| file.remembered_of());
        let remembered = remembered.map(|of| format!("; read as you said of {}", visible(of)));
        format!("{names}: {}{}", counts.join(", "), remembered.unwrap_or_default())
    }

    /// By what an open file was read.
    #[must_use]
    pub fn format(self, file: &FileSection) -> String {
        match (file.format.as_str(), file.remembered_of()) {
            _ if file.is_by_hand() => "Entered by hand".to_owned(),
            (_, Some(of)) => format!("No known format: read as you said of {}", visible(of)),
            (PROPOSED, _) if file.is_read_as_proposed() => {
                "No known format: read as was recognised".to_owned()
            }
            (PROPOSED, _) => "No known format: read as it was said".to_owned(),
            ("estimates", _) => "Read by the program's own names of columns".to_owned(),
            (format, _) => format!("Read as {}", visible(format)),
        }
    }

    /// What is odd in a session, and what was done about it.
    #[must_use]
    pub fn oddity(self, oddity: &Oddity) -> String {
        match oddity {
            Oddity::VintageOfNoFile(slot) => {
                format!("A vintage is left out: slot {} is no file of this session", slot.0)
            }
            Oddity::VintageTwice(slot) => {
                format!("A vintage is left out: slot {} stands here twice", slot.0)
            }
            Oddity::NoEstimates { file, rows } => format!(
                "{} had {} and has no estimate in this session",
                visible(file),
                self.counted(usize::try_from(*rows).unwrap_or(usize::MAX), "row", "rows")
            ),
            Oddity::ReversedBounds { first, count } => {
                let others = match count {
                    0 | 1 => " has its".to_owned(),
                    many => format!(" and {} more have their", self.count(many.saturating_sub(1))),
                };
                format!(
                    "{first}{others} low end above the high one, or the best number outside of both: \
                     kept as they stand, and read as wide as they say"
                )
            }
            Oddity::Dismissal(refusal) => {
                let why = self.refusal(refusal);
                format!("A finding was put aside that rests on nothing here: {why}")
            }
            Oddity::Adjustment(refusal) => {
                let why = self.refusal(refusal);
                format!("An adjustment is kept but does nothing or is odd: {why}")
            }
            Oddity::Note(refusal) => {
                format!("A note is kept but hangs on nothing: {}", self.refusal(refusal))
            }
            Oddity::Question(refusal) => self.refusal(refusal),
            Oddity::Stamp(text) => {
                format!("“{text}” is no time such as 2026-11-25T15:00, and is kept as it stands")
            }
            Oddity::NotAddresses { first, count } => {
                let others = match count {
                    0 | 1 => String::new(),
                    many => format!(" and {} more", self.count(many.saturating_sub(1))),
                };
                format!(
                    "“{}”{others} begin with neither http:// nor https://: kept as they stand and \
                     never opened",
                    visible(first)
                )
            }
            Oddity::TimeWindow => {
                "The saved time window ends before it starts and is left out".to_owned()
            }
            Oddity::ValueWindow => "The saved value window is no window and is left out".to_owned(),
        }
    }
}
