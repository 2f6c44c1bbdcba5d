//! Why a path was not opened, and what is odd in a session that was.

use super::Words;
use crate::estimate::visible;
use crate::files::Unreadable;
use crate::opening::NotOpened;
use crate::session::{BadSession, Oddity, is_session_name};

impl Words {
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
