//! What is wrong or doubtful in a file, in sentences with a place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// Whether what a problem is about was used.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Severity {
    /// Not used.
    Error,
    /// Used; look.
    Warning,
}

impl Severity {
    /// The word for it in answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// One thing wrong or doubtful in a file: where, what was found, and what was done about it.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub severity: Severity,
    /// Its kind, for programs: `ambiguous-date`.
    pub code: String,
    /// From 1; none where it is about the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column or field, as the file names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// For people.
    pub message: String,
}

/// So many problems of one kind are listed one by one; the rest are counted.
const LISTED_OF_A_KIND: u32 = 1_000;

/// So many different words of one kind are told apart.
const REPEATED_AT_MOST: usize = 1_000;

/// Collects a file's problems without letting a hopeless file fill the memory with them.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    listed: Vec<Problem>,
    counts: BTreeMap<(Severity, &'static str), u32>,
    repeated: BTreeMap<(&'static str, String, String), Repeated>,
}

#[derive(Debug)]
struct Repeated {
    line: u32,
    times: u32,
    message: String,
}

impl Problems {
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        line: u32,
        column: Option<&str>,
        message: impl Into<String>,
    ) {
        self.add(Severity::Error, code, line, column, message.into());
    }

    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        line: u32,
        column: Option<&str>,
        message: impl Into<String>,
    ) {
        self.add(Severity::Warning, code, line, column, message.into());
    }

    /// A warning that is listed once for each `word` of a column, with how often it came.
    pub(crate) fn repeated(
        &mut self,
        code: &'static str,
        line: u32,
        column: &str,
        word: &str,
        message: impl FnOnce() -> String,
    ) {
        let key = (code, column.to_owned(), word.to_owned());
        if let Some(known) = self.repeated.get_mut(&key) {
            known.times = known.times.saturating_add(1);
        } else if self.repeated.len() < REPEATED_AT_MOST {
            self.repeated.insert(key, Repeated { line, times: 1, message: message() });
        } else {
            self.add(Severity::Warning, code, line, Some(column), message());
        }
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        line: u32,
        column: Option<&str>,
        message: String,
    ) {
        let count = self.counts.entry((severity, code)).or_default();
        *count = count.saturating_add(1);
        if *count <= LISTED_OF_A_KIND {
            let column = column.map(str::to_owned);
            let line = (line > 0).then_some(line);
            self.listed.push(Problem { severity, code: code.to_owned(), line, column, message });
        }
    }

    /// All of them: what is about the whole file first, then in the order of the lines.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        for ((code, column, _), Repeated { line, times, message }) in
            std::mem::take(&mut self.repeated)
        {
            let more = match times.saturating_sub(1) {
                0 => String::new(),
                more => format!(" (and {more} more times)"),
            };
            self.add(Severity::Warning, code, line, Some(&column), message + &more);
        }
        let mut problems = self.listed;
        for ((severity, code), count) in self.counts {
            let more = count.saturating_sub(LISTED_OF_A_KIND);
            if more > 0 {
                problems.push(Problem {
                    severity,
                    code: code.to_owned(),
                    line: None,
                    column: None,
                    message: format!("{more} more of this kind are not listed"),
                });
            }
        }
        problems.sort_by_key(|problem| problem.line);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_told_once_and_counted() {
        let mut problems = Problems::default();
        for line in 2..7 {
            problems.repeated("unknown-value", line, "type", "dunno", || "“dunno”".into());
        }
        problems.error("bad-date", 4, Some("date"), "no date");
        let problems = problems.finish();
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].message, "“dunno” (and 4 more times)");
        assert_eq!(problems[0].line, Some(2));
    }

    #[test]
    fn a_hopeless_file_does_not_fill_the_memory() {
        let mut problems = Problems::default();
        for line in 1..=5_000 {
            problems.error("bad-number", line, None, "no number");
            problems.repeated("unknown-value", line, "type", &line.to_string(), String::new);
        }
        let problems = problems.finish();
        assert_eq!(problems.len(), 2_002);
        assert_eq!(problems[0].message, "4000 more of this kind are not listed");
    }
}
