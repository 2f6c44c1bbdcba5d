//! Going through a table that is put into another shape, and what comes of it.

use std::ops::ControlFlow;

use super::name;
use crate::files::cells::Cells;
use crate::files::containers::flow::Flow;
use crate::files::containers::grid::Grid;
use crate::files::containers::parquet::ColumnTable;
use crate::files::containers::{NextRecord, Record, Records};
use crate::files::date_order::DateOrder;
use crate::files::mappings::{Mapping, nearest, position};
use crate::files::period::Period;
use crate::files::problem::Problems;
use crate::files::problem_fact::{Columns, ProblemFact};
use crate::files::reading::{SummedBy, is_time_to_report};
use crate::files::unreadable::{Unreadable, Unsupported};

/// What a person asks of a table of single events.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) period: Option<&'a str>,
    pub(crate) group_by: Option<&'a str>,
    pub(crate) dates: Option<DateOrder>,
}

impl Asked<'_> {
    /// What is asked for that a table has no use for whose rows are not summed.
    pub(crate) fn without_use(self) -> Option<Unsupported> {
        let period = self.period.map(|_| Unsupported::Period);
        period.or(self.group_by.map(|_| Unsupported::GroupBy))
    }
}

/// A table in another shape.
pub(crate) struct Shaped {
    pub(crate) table: Grid,
    /// How many rows it was made of.
    pub(crate) rows: u32,
    /// The column by which it was grouped though the mapping does not read it.
    pub(crate) group: Option<String>,
    /// How its rows were summed, if they were.
    pub(crate) summed: Option<SummedBy>,
}

/// A table that is too long to be held.
#[derive(Clone, Copy)]
pub(crate) enum Long<'t> {
    Text(&'t Flow<'t>),
    Columns(&'t ColumnTable),
}

/// In so many parts a long table is read beside each other.
pub(super) fn beside() -> usize {
    /// Further ones would wait for the file.
    const MOST_BESIDE: usize = 8;
    std::thread::available_parallelism().map_or(1, usize::from).min(MOST_BESIDE)
}

/// Makes what a table comes to so far, where that can be told.
pub(crate) type SoFar<'s> = Option<&'s dyn Fn() -> Shaped>;

/// Going through a table: where its rows are told of, and how far it has come.
pub(crate) struct Through<'p> {
    pub(crate) problems: &'p mut Problems,
    /// Tells what a container finds of a row, and of a lost one; knows how many columns there are.
    pub(crate) tell: fn(&NextRecord<'_>, usize, &mut Problems),
    pub(crate) report: &'p mut dyn FnMut(usize, SoFar<'_>) -> ControlFlow<()>,
    /// The table, where it is too long to be held.
    pub(crate) long: Option<Long<'p>>,
}

impl Through<'_> {
    /// Every row that is not blank, until `take` breaks off; what there is to tell of it is told if
    /// `is_told`.
    pub(super) fn each(
        &mut self,
        table: &dyn Records,
        is_told: bool,
        take: &mut dyn FnMut(&Record<'_>, &mut Problems) -> ControlFlow<()>,
    ) -> Result<u32, Unreadable> {
        let columns = table.header().len();
        let (mut rows, mut is_stopped) = (0_u32, false);
        table.records(&mut |found| {
            if is_told {
                (self.tell)(&found, columns, self.problems);
            }
            let mut goes_on = ControlFlow::Continue(());
            match &found {
                NextRecord::Read(record) if is_blank(record) => {}
                NextRecord::Read(record) => {
                    rows = rows.saturating_add(1);
                    goes_on = take(record, self.problems);
                    is_stopped = is_time_to_report(record.number)
                        && (self.report)(record.end, None).is_break();
                }
                NextRecord::Lost(_) => rows = rows.saturating_add(1),
            }
            if is_stopped { ControlFlow::Break(()) } else { goes_on }
        });
        if is_stopped || table.is_broken_off() { Err(Unreadable::Stopped) } else { Ok(rows) }
    }
}

/// Whether nothing stands in a row.
pub(crate) fn is_blank(record: &Record<'_>) -> bool {
    (0..record.len()).all(|column| record.cell(column).is_nothing())
}

/// The names of a table's columns, with those that its file's name fills.
pub(crate) fn header_with_name(header: &[String], mapping: &Mapping) -> Vec<String> {
    let named = mapping.name_pattern().map(name::columns).unwrap_or_default();
    header.iter().cloned().chain(named).collect()
}

/// Where a column of this name stands.
///
/// # Errors
/// When there is none.
pub(super) fn needed(header: &[String], column: &str) -> Result<usize, Unreadable> {
    position(header, column).ok_or_else(|| Unreadable::NoColumn {
        column: column.to_owned(),
        nearest: nearest(column, header.iter().map(String::as_str)),
        columns: Columns::of(header),
    })
}

/// The period that is asked for, or that of the mapping.
pub(super) fn period(asked: Option<&str>, usual: Period) -> Result<Period, Unreadable> {
    let Some(word) = asked else { return Ok(usual) };
    Period::named(word).ok_or_else(|| Unreadable::NoPeriod(word.to_owned()))
}

/// Tells a fact of the whole file.
pub(super) fn tell(fact: ProblemFact, problems: &mut Problems) {
    problems.warning(0, None, fact);
}
