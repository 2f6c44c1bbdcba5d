//! Why a database did not sum what it was asked for. No secret is said: what drivers say comes here
//! without them.

use std::path::Path;

use super::Words;
use crate::disk::database::{NoConnection, NotAsked};
use crate::estimate::visible;
use crate::files::{BadQuery, NotInSql, Problem, ProblemFact, Unreadable};
use crate::opening::NotSummed;

/// So many letters of what a driver says are said.
const LONGEST: usize = 400;
/// So many names of a list are said.
const MOST_NAMES: usize = 24;

impl Words {
    /// Why a question to a database was not answered, without its path.
    #[must_use]
    pub fn not_summed(self, why: &NotSummed) -> String {
        match why {
            NotSummed::Question(BadQuery::Newer(newer)) => {
                format!("the question is of version {newer}, and this program knows version 1 only")
            }
            NotSummed::Question(BadQuery::Slip { line, column, says }) => format!(
                "the question to a database has an error on line {line}, column {column}: {}",
                visible(says)
            ),
            NotSummed::NoMapping { name, known } => format!(
                "no mapping and no file beside the question is called “{}”; these sum events: {}",
                visible(name),
                known.join(", ")
            ),
            NotSummed::MappingNotRead(error) => self.not_read(error),
            NotSummed::BadMapping(bad) => self.bad_mapping(bad),
            NotSummed::NotInSql { mapping, why } => {
                format!("{}: {}", visible(mapping), self.not_in_sql(why))
            }
            NotSummed::NotAsked { connection, why } => self.not_asked(connection, why),
            NotSummed::Unreadable(error) => {
                format!("what the database answers cannot be read: {}", self.unreadable(error))
            }
        }
    }

    /// By which database an open file was summed; none where it was read here.
    #[must_use]
    pub fn summed_in(self, problems: &[Problem]) -> Option<String> {
        problems.iter().find_map(|problem| match &problem.fact {
            ProblemFact::SummedIn { connection, table, .. } => Some(format!(
                "Summed by the database “{}”, of its table {}",
                visible(connection),
                visible(table)
            )),
            _ => None,
        })
    }

    fn not_asked(self, connection: &str, why: &NotAsked) -> String {
        let connection = visible(connection);
        let database = format!("the database “{connection}”");
        match why {
            NotAsked::NotBuilt => "this build of Parallax asks no databases (it was built without \
                                   the feature databases); write the statement with parallax sql, \
                                   run it there, and open what comes of it as CSV or Parquet"
                .to_owned(),
            NotAsked::NoConnection(why) => self.no_connection(&connection, why),
            NotAsked::NotStarted(error) => {
                format!("no process for the driver of {database} could be started: {error}")
            }
            NotAsked::NotReached(says) => format!("{database} is not reached: {}", told(says)),
            NotAsked::Refused(says) => format!("{database} refuses: {}", told(says)),
            NotAsked::Ended(how) => {
                format!("the driver of {database} ended without an answer ({how})")
            }
            NotAsked::TooSlow { seconds } => format!(
                "{database} has not answered within {}, and was told to stop; its connection may \
                 give it more seconds, or sum by a longer period",
                self.counted(usize::try_from(*seconds).unwrap_or(usize::MAX), "second", "seconds")
            ),
            NotAsked::TooLarge { limit_bytes } => format!(
                "{database} answers more than {} MB, which are more sums than a session holds; sum \
                 by a longer period, or by a column with fewer names",
                limit_bytes / 1_000_000
            ),
            NotAsked::OtherColumns { asked, found } => format!(
                "{database} answers with other columns than it was asked for: {} instead of {}",
                names(found),
                names(asked)
            ),
            NotAsked::NoRows => format!("{database} has no event that is summed in this table"),
            NotAsked::Stopped => format!("asking {database} was stopped"),
        }
    }

    fn no_connection(self, connection: &str, why: &NoConnection) -> String {
        let at = |file: &Path| visible(&file.display().to_string()).into_owned();
        match why {
            NoConnection::NoFile(Some(file)) => format!(
                "there is no connection “{connection}”: connections to databases stand in {}, which \
                 is not there",
                at(file)
            ),
            NoConnection::NoFile(None) => format!(
                "there is no connection “{connection}”: without a home folder there is no file of \
                 connections; --connections names one"
            ),
            NoConnection::NotRead(error) => self.not_read(error),
            NoConnection::Slip { file, line, column, says } => format!(
                "the connections have an error on line {line}, column {column} of {}: {}",
                at(file),
                visible(says)
            ),
            NoConnection::Newer { file, found } => format!(
                "the connections in {} are of version {found}, and this program knows version 1 only",
                at(file)
            ),
            NoConnection::Unknown { file, known } => {
                let known = match &known[..] {
                    [] => "none".to_owned(),
                    known => names(known),
                };
                format!("there is no connection “{connection}” in {}; there is {known}", at(file))
            }
            NoConnection::SecretWritten { file, option } => format!(
                "the connection “{connection}” has a secret written in its option “{}” in {}; put it \
                 into a variable of the environment, and name that under secrets",
                visible(option),
                at(file)
            ),
            NoConnection::NotSet { option, variable } => format!(
                "the connection “{connection}” has its “{}” in the variable {} of the environment, \
                 which is not set",
                visible(option),
                visible(variable)
            ),
        }
    }

    /// Why there is no statement in SQL for a mapping, without its name.
    #[must_use]
    pub fn not_in_sql(self, why: &NotInSql) -> String {
        match why {
            NotInSql::NoSum => {
                "the mapping sums nothing: its rows are estimates, which are exported \
                                from a database as they are"
                    .to_owned()
            }
            NotInSql::Dates => "the mapping’s dates are put together or written in a way that SQL \
                                does not read; export the events and open them here"
                .to_owned(),
            NotInSql::NoPeriod(word) => self.unreadable(&Unreadable::NoPeriod(word.clone())),
            NotInSql::NoColumn { column, there } => format!(
                "the table has no column “{}”, which the mapping sums by; it has {}",
                visible(column),
                names(there)
            ),
        }
    }
}

/// What a driver says, in one line.
fn told(says: &str) -> String {
    let line = says.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    let short: String = line.chars().take(LONGEST).collect();
    let cut = if short.len() < line.len() { "…" } else { "" };
    match short.is_empty() {
        true => "its driver gives no reason".to_owned(),
        false => format!("{}{cut}", visible(&short)),
    }
}

/// The first of some names.
fn names(all: &[String]) -> String {
    let first = all.iter().take(MOST_NAMES).map(|name| format!("“{}”", visible(name)));
    let first = first.collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(MOST_NAMES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_sums_were_made_is_told_and_what_a_driver_says_is_one_short_line() {
        let refused =
            NotAsked::Refused(format!("ERROR:\n  no\u{202e} such {}", "table ".repeat(99)));
        let said = Words::default().not_asked("archive", &refused);
        assert!(said.starts_with("the database “archive” refuses: ERROR: no"), "{said}");
        assert!(!said.contains('\u{202e}') && said.chars().count() < 500, "{said}");
        let fact = ProblemFact::SummedIn {
            connection: "archive".to_owned(),
            table: "field.ged".to_owned(),
            mapping: "ucdp-ged".to_owned(),
        };
        let (severity, line, column) = (crate::files::Severity::Warning, None, None);
        let made = [Problem { severity, line, column, fact, again: 0 }];
        let summed = Words::default().summed_in(&made);
        let by = "Summed by the database “archive”, of its table field.ged";
        assert_eq!(summed.as_deref(), Some(by));
        let silent = Words::default().not_asked("archive", &NotAsked::Refused(String::new()));
        assert!(silent.ends_with("its driver gives no reason"));
    }
}
