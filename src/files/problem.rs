//! What is wrong or doubtful in a file, each with its place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::problem_fact::ProblemFact;

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

/// One thing wrong or doubtful in a file: where, what was found, and whether it was used.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(try_from = "Written", into = "Written")]
pub struct Problem {
    pub severity: Severity,
    /// From 1; none where it is about the whole file.
    pub line: Option<u32>,
    /// The column or field, as the file names it.
    pub column: Option<String>,
    pub fact: ProblemFact,
    /// How often the same came again in this column.
    pub again: u32,
}

impl Problem {
    /// Its kind, for programs: `ambiguous-date`.
    #[must_use]
    pub fn code(&self) -> &str {
        self.fact.code()
    }

    /// Whether something was not used, or nothing told how it is to be read.
    #[must_use]
    pub fn is_strict_error(&self) -> bool {
        self.severity == Severity::Error || self.fact.is_guess()
    }
}

/// A problem as a session has it: with its fact, or with code and words.
#[derive(Serialize, Deserialize)]
struct Written {
    severity: Severity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fact: Option<ProblemFact>,
    #[serde(default, skip_serializing_if = "is_never")]
    again: u32,
}

fn is_never(times: &u32) -> bool {
    *times == 0
}

impl From<Problem> for Written {
    fn from(problem: Problem) -> Written {
        let Problem { severity, line, column, fact, again } = problem;
        let (code, message, fact) = match fact {
            ProblemFact::AsTold { code, message } => (Some(code), Some(message), None),
            fact => (None, None, Some(fact)),
        };
        Written { severity, code, line, column, message, fact, again }
    }
}

impl TryFrom<Written> for Problem {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Problem, &'static str> {
        let Written { severity, code, line, column, message, fact, again } = written;
        let fact = match (fact, code, message) {
            (Some(fact), _, _) => fact,
            (None, Some(code), Some(message)) => ProblemFact::AsTold { code, message },
            (None, _, _) => return Err("a problem has a fact, or a code and a message"),
        };
        Ok(Problem { severity, line, column, fact, again })
    }
}

/// So many problems of one kind are listed one by one; the rest are counted.
const LISTED_OF_A_KIND: u32 = 1_000;

/// So many different words of one kind are told apart.
const REPEATED_AT_MOST: usize = 1_000;

/// Collects a file's problems without letting a hopeless file fill the memory with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    listed: Vec<Problem>,
    counts: BTreeMap<(Severity, &'static str), u32>,
    /// By code, column and word.
    repeated: BTreeMap<(&'static str, String, String), Problem>,
}

impl Problems {
    pub(crate) fn error(&mut self, line: u32, column: Option<&str>, fact: ProblemFact) {
        self.add(problem(Severity::Error, line, column, fact));
    }

    pub(crate) fn warning(&mut self, line: u32, column: Option<&str>, fact: ProblemFact) {
        self.add(problem(Severity::Warning, line, column, fact));
    }

    /// A warning that is listed once for each `word` of a column, with how often it came.
    pub(crate) fn repeated(&mut self, line: u32, column: &str, word: &str, fact: ProblemFact) {
        let key = ((&fact).into(), column.to_owned(), word.to_owned());
        let column = Some(column).filter(|column| !column.is_empty());
        self.repeat(key, problem(Severity::Warning, line, column, fact));
    }

    /// Takes over what there is to tell of the lines after these.
    pub(crate) fn join(&mut self, after: Problems) {
        let Problems { listed, counts, repeated } = after;
        for ((severity, code), count) in counts {
            let own = self.counts.entry((severity, code)).or_default();
            let room = LISTED_OF_A_KIND.saturating_sub(*own) as usize;
            let is_such =
                |problem: &&Problem| (problem.severity, problem.fact.code()) == (severity, code);
            self.listed.extend(listed.iter().filter(is_such).take(room).cloned());
            *own = own.saturating_add(count);
        }
        repeated.into_iter().for_each(|(key, problem)| self.repeat(key, problem));
    }

    /// Counts a problem of a kind that is listed once for each word.
    fn repeat(&mut self, key: (&'static str, String, String), problem: Problem) {
        if let Some(known) = self.repeated.get_mut(&key) {
            known.again = known.again.saturating_add(problem.again).saturating_add(1);
        } else if self.repeated.len() < REPEATED_AT_MOST {
            self.repeated.insert(key, problem);
        } else {
            self.add(problem);
        }
    }

    /// Whether there is nothing to tell.
    pub(crate) fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many there are, what repeats counted once.
    pub(crate) fn count(&self) -> usize {
        let listed = self.counts.values().fold(0_usize, |all, count| {
            all.saturating_add(usize::try_from(*count).unwrap_or(usize::MAX))
        });
        listed.saturating_add(self.repeated.len())
    }

    fn add(&mut self, problem: Problem) {
        let code: &'static str = (&problem.fact).into();
        let count = self.counts.entry((problem.severity, code)).or_default();
        *count = count.saturating_add(1);
        if *count <= LISTED_OF_A_KIND {
            self.listed.push(problem);
        }
    }

    /// All of them: what is about the whole file first, then in the order of the lines.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        for repeated in std::mem::take(&mut self.repeated).into_values() {
            self.add(repeated);
        }
        let mut problems = self.listed;
        for ((severity, code), count) in self.counts {
            let count = count.saturating_sub(LISTED_OF_A_KIND);
            if count > 0 {
                let fact = ProblemFact::More { code: code.to_owned(), count };
                problems.push(problem(severity, 0, None, fact));
            }
        }
        problems.sort_by_key(|problem| problem.line);
        problems
    }
}

fn problem(severity: Severity, line: u32, column: Option<&str>, fact: ProblemFact) -> Problem {
    let line = (line > 0).then_some(line);
    Problem { severity, line, column: column.map(str::to_owned), fact, again: 0 }
}

#[cfg(test)]
mod tests {
    use super::super::problem_fact::UnknownWord;
    use super::*;
    use crate::estimate::{
        AsOf, Basis, Bounds, Clocks, Day, How, Measure, Quantity, Statement, Value,
    };
    use crate::files::native::{one_line, ron_options};
    use crate::words::Words;

    #[test]
    fn what_repeats_is_told_once_and_counted() {
        let mut problems = Problems::default();
        for line in 2..7 {
            let fact = ProblemFact::UnknownValue(UnknownWord::Taken("dunno".to_owned()));
            problems.repeated(line, "type", "dunno", fact);
        }
        problems.error(4, Some("date"), ProblemFact::NoSource);
        let problems = problems.finish();
        assert_eq!(problems.len(), 2);
        let said = Words::default().problem(&problems[0]);
        assert!(said.starts_with("“dunno”") && said.ends_with(" (and 4 more times)"), "{said}");
        assert_eq!(problems[0].line, Some(2));
    }

    #[test]
    fn a_hopeless_file_does_not_fill_the_memory() {
        let mut problems = Problems::default();
        for line in 1..=5_000 {
            problems.error(line, None, ProblemFact::NoSource);
            problems.repeated(line, "type", &line.to_string(), ProblemFact::ListValue);
        }
        let problems = problems.finish();
        assert_eq!(problems.len(), 2_002);
        let said = Words::default().problem(&problems[0]);
        assert_eq!(said, "4000 more of this kind are not listed");
    }

    #[test]
    fn a_problem_that_was_saved_in_words_is_said_in_them() {
        let told = r#"(severity: warning, code: "ambiguous-date", line: 3, column: "date", message: "read day first")"#;
        let problem: Problem = ron_options().from_str(told).expect("read");
        assert_eq!((problem.code(), problem.line), ("ambiguous-date", Some(3)));
        assert_eq!(Words::default().problem(&problem), "read day first");
        assert_eq!(one_line(&problem).as_deref(), Ok(told));
        assert!(ron_options().from_str::<Problem>("(severity: error, line: 3)").is_err());
    }

    #[test]
    fn a_problem_is_saved_as_a_fact() {
        let found = super::super::doubts::examine_entry(&mut Statement::new(
            1,
            "A",
            Measure::new("", Quantity::Deployed, "", Basis::Level),
            Value::Bounds(Bounds::new(Some(9.0), None, Some(5.0), How::Between).expect("numbers")),
            Clocks::new(Some(AsOf::day(Day::MIN)), None).expect("a day"),
        ));
        let written = one_line(&found[0]).expect("written");
        assert_eq!(
            written,
            "(severity: warning, fact: low_above_high((low: 9.0, high: 5.0, how: between)))"
        );
        assert_eq!(ron_options().from_str::<Problem>(&written).as_ref(), Ok(&found[0]));
    }

    #[test]
    fn what_two_parts_of_a_file_tell_is_told_as_if_they_were_one() {
        let tell = |problems: &mut Problems, line: u32| {
            let word = format!("word {}", line % 3);
            let unknown = ProblemFact::UnknownValue(UnknownWord::Taken(word.clone()));
            problems.repeated(line, "type", &word, unknown);
            problems.error(line, Some("date"), ProblemFact::NoSource);
            if line.is_multiple_of(2) {
                problems.warning(line, None, ProblemFact::TagRow);
            }
        };
        for lines in [20, 2 * LISTED_OF_A_KIND + 10] {
            let [mut all, mut first, mut rest] = [(); 3].map(|()| Problems::default());
            for line in 1..=lines {
                tell(&mut all, line);
                tell(if line <= lines / 2 { &mut first } else { &mut rest }, line);
            }
            first.join(rest);
            let (mut joined, mut all) = (first.finish(), all.finish());
            // Of one line the order may be another.
            for problems in [&mut joined, &mut all] {
                problems.sort_by_key(|problem| (problem.line, problem.fact.code().to_owned()));
            }
            assert_eq!(joined, all);
        }
    }
}
