//! What a file is read with, and what comes of it.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::date_order::{CopyDates, DateOrder};
use super::field::Field;
use super::mappings::Mapping;
use super::period::Period;
use super::problem::{Problem, Problems};
use super::problem_fact::ProblemFact;
use super::proposal::Proposal;
use super::unreadable::Unreadable;
use crate::estimate::{Ledger, LedgerBuilder, Measure, NotTaken, Statement};

/// How a person asks for a file to be read, where it is not plain. The default asks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadOptions {
    /// Tried first, in this order, and then those that are shipped.
    pub mappings: Vec<Mapping>,
    /// Tried after those, on tables that have exactly their columns.
    pub remembered: Vec<RememberedMapping>,
    /// What holds for every row of a table of which neither a column nor its mapping says it.
    pub constants: BTreeMap<Field, String>,
    /// Never to read a table by a shipped mapping or a proposal, but to ask how it is read.
    pub is_asked: bool,
    /// The order of every date, instead of what the columns themselves tell.
    pub dates: Option<DateOrder>,
    /// What another copy of the file tells of dates that could be read either way.
    pub copy: Option<CopyDates>,
    /// The sheet of a workbook; a file that has no sheets is refused with it.
    pub sheet: Option<String>,
    /// Kept for tables of single events.
    pub period: Option<String>,
    /// Kept for tables of single events.
    pub group_by: Option<String>,
    /// The encoding of a text, by any of its usual names, instead of the one that it is found to be in.
    pub encoding: Option<String>,
    /// Where the databases stand that can be asked, instead of where they usually do.
    pub connections: Option<PathBuf>,
}

impl ReadOptions {
    /// The same for a file whose events are summed like this.
    #[must_use]
    pub fn summed_by(self, summed: &SummedBy) -> ReadOptions {
        let period = Some(summed.period.word().to_owned());
        ReadOptions { period, group_by: summed.asked.clone(), ..self }
    }

    /// Whether somebody asks how events are summed.
    #[must_use]
    pub fn asks_for_sums(&self) -> bool {
        self.period.is_some() || self.group_by.is_some()
    }
}

/// How single events were summed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SummedBy {
    pub period: Period,
    /// The columns that make a group.
    pub by: Vec<String>,
    /// The column that was asked for in the place of those of the mapping; none where it was theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
}

/// How tables with certain columns are read, as somebody said of one of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RememberedMapping {
    /// The name of the file of which it was said.
    pub of: String,
    /// All of its columns, in the order of that file.
    pub columns: Vec<String>,
    pub mapping: Mapping,
}

impl RememberedMapping {
    /// Whether a table has just these columns: in whatever order, since rules go by names, unless some
    /// have no name of their own.
    pub(super) fn is_of(&self, header: &[String]) -> bool {
        let in_order = |names: &[String]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
        };
        let columns = in_order(&self.columns);
        let are_told_apart = columns.windows(2).all(|two| two.first() != two.last())
            && columns.iter().all(|name| !name.is_empty());
        self.columns == header || (are_told_apart && columns == in_order(header))
    }
}

/// How far reading has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Of the file's own bytes. A table that has to be gone through twice counts half each time.
    pub bytes_read: u64,
    pub bytes_total: u64,
    /// Estimates found so far.
    pub estimates: usize,
}

/// What was read.
#[derive(Debug)]
pub struct Reading {
    pub ledger: Ledger,
    /// The name of the mapping by which a table was read; `estimates` for the native format.
    pub format: String,
    /// How many rows or records there were, with those that could not be used.
    pub rows: u32,
    pub problems: Vec<Problem>,
    /// How its rows were summed, where they are single events.
    pub summed: Option<SummedBy>,
    /// How a table was read; none for the native format.
    pub by: Option<Box<ReadBy>>,
}

/// The mapping by which a table was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadBy {
    pub mapping: Mapping,
    /// Where it was proposed: how.
    pub proposal: Option<Proposal>,
}

/// What the caller is told now and then; it answers whether to go on.
pub type OnProgress<'p> = &'p mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What is handed, now and then, what makes of single events what they come to so far: to be looked at,
/// and nothing that the file says.
pub type OnSums<'p> = &'p mut dyn FnMut(&dyn Fn() -> Option<Reading>);

/// Puts a statement into the ledger. One whose id was given before goes in without its id, flagged.
pub(super) fn push<Text: AsRef<str>, Counted: Borrow<Measure>>(
    builder: &mut LedgerBuilder,
    statement: &mut Statement<Text, Counted>,
    id_column: Option<&str>,
    problems: &mut Problems,
) -> Result<(), Unreadable> {
    let pushed = match builder.push_as_spelled(statement) {
        Err(NotTaken::DuplicateId { id, first }) => {
            problems.warning(statement.line, id_column, ProblemFact::DuplicateId { id, first });
            statement.id = None;
            builder.push_as_spelled(statement)
        }
        pushed => pushed,
    };
    if let Some(known) = pushed.map_err(Unreadable::TooMuch)? {
        let (here, before) = (statement.measure.borrow().in_full(), known.in_full());
        let fact = ProblemFact::SpelledOtherwise { here: here.clone(), before };
        problems.repeated(statement.line, "", &here, fact);
    }
    Ok(())
}

/// Reports progress every so many records.
const RECORDS_PER_REPORT: u32 = 1_024;

pub(super) fn is_time_to_report(record: u32) -> bool {
    record.is_multiple_of(RECORDS_PER_REPORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remembered_mapping_is_of_the_same_columns_in_any_order_if_names_tell_them_apart() {
        let of = |columns: &[&str], header: &[&str]| {
            let own =
                |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
            let mapping = Mapping::shipped().first().expect("the native one").clone();
            let remembered =
                RememberedMapping { of: String::new(), columns: own(columns), mapping };
            remembered.is_of(&own(header))
        };
        assert!(of(&["a", "b", "c"], &["c", "a", "b"]));
        assert!(!of(&["a", "b"], &["a", "b", "c"]) && !of(&["a", "b", "c"], &["a", "b"]));
        assert!(of(&["a", "a", ""], &["a", "a", ""]));
        assert!(!of(&["a", "a", "b"], &["b", "a", "a"]) && !of(&["a", ""], &["", "a"]));
    }
}
