//! What a file itself marks as filled in: nobody stated it on that day, and it is left out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::header::{is_same, position};
use super::shape::RowFilter;
use crate::files::cells::Cells;
use crate::files::numbers::is_missing;
use crate::files::problem_fact::{Columns, ProblemFact};

/// How a publisher marks values that it filled in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledMark {
    /// Columns whose names begin so: `ext_killed` has every day, and `killed` beside it the days on
    /// which something was stated.
    Columns(String),
    /// A column that says of a row that it is filled in, by one of these words.
    Rows { column: String, words: Vec<String> },
}

impl FilledMark {
    /// Whether it is a column of filled values by its name.
    pub(super) fn is_of(&self, column: &str) -> bool {
        self.plain(column).is_some()
    }

    /// Whether it marks rows by this column.
    pub(super) fn is_in(&self, name: &str) -> bool {
        matches!(self, FilledMark::Rows { column, .. } if is_same(column, name))
    }

    /// What the column is called that has the stated values alone.
    fn plain<'c>(&self, column: &'c str) -> Option<&'c str> {
        let FilledMark::Columns(begin) = self else { return None };
        let (start, rest) = column.trim().split_at_checked(begin.len())?;
        (start.eq_ignore_ascii_case(begin) && !rest.is_empty()).then_some(rest)
    }
}

/// The marks of a mapping in one table.
pub(super) struct FilledIn {
    /// Each column of filled values, with that of the stated ones, if it is there.
    columns: Vec<(usize, Option<usize>)>,
    rows: Vec<(usize, Vec<String>)>,
    /// Of each estimate that a row may state.
    parts: Vec<Vec<(usize, Vec<String>)>>,
    names: Vec<String>,
    /// In so many rows is something filled in, as the columns with these places say.
    seen: u32,
    seen_in: BTreeSet<usize>,
}

impl FilledIn {
    /// `is_read` says which columns a rule of the mapping reads by name.
    pub(super) fn new(
        marks: &[FilledMark],
        parts: &[&[RowFilter]],
        header: &[String],
        is_read: impl Fn(&str) -> bool,
    ) -> FilledIn {
        let columns = header.iter().enumerate().filter(|(_, name)| !is_read(name));
        let columns = columns.filter_map(|(place, name)| {
            let plain = marks.iter().find_map(|mark| mark.plain(name))?;
            Some((place, position(header, plain)))
        });
        let rows = marks.iter().filter_map(|mark| match mark {
            FilledMark::Columns(_) => None,
            FilledMark::Rows { column, words } => Some((position(header, column)?, words.clone())),
        });
        let placed =
            |filter: &RowFilter| Some((position(header, &filter.column)?, filter.words.clone()));
        let of_part = |marks: &&[RowFilter]| marks.iter().filter_map(placed).collect();
        FilledIn {
            columns: columns.collect(),
            rows: rows.collect(),
            parts: parts.iter().map(of_part).collect(),
            names: header.to_vec(),
            seen: 0,
            seen_in: BTreeSet::new(),
        }
    }

    /// Whether nothing in a row was stated.
    pub(super) fn is_whole_row(&self, cells: &dyn Cells) -> bool {
        saying_so(&self.rows, cells).next().is_some()
    }

    /// Whether one of a row's estimates was not stated.
    pub(super) fn is_part(&self, part: usize, cells: &dyn Cells) -> bool {
        self.parts.get(part).is_some_and(|marks| saying_so(marks, cells).next().is_some())
    }

    /// Whether a row has a value that was not stated.
    pub(super) fn has_value(&self, cells: &dyn Cells) -> bool {
        self.values(cells).next().is_some()
    }

    /// Takes a row into account.
    pub(super) fn see(&mut self, cells: &dyn Cells) {
        let of_parts = self.parts.iter().flat_map(|marks| saying_so(marks, cells));
        let whole = saying_so(&self.rows, cells).chain(of_parts);
        let found: Vec<usize> = whole.chain(self.values(cells)).collect();
        self.seen = self.seen.saturating_add(u32::from(!found.is_empty()));
        self.seen_in.extend(found);
    }

    /// What there is to tell of the file.
    pub(super) fn told(&self) -> Option<ProblemFact> {
        let names: Vec<&String> =
            self.seen_in.iter().filter_map(|place| self.names.get(*place)).collect();
        let fact = ProblemFact::FilledIn { rows: self.seen, columns: Columns::of(&names) };
        (self.seen > 0).then_some(fact)
    }

    /// The columns with a value beside which none is stated.
    fn values<'s>(&'s self, cells: &'s dyn Cells) -> impl Iterator<Item = usize> + 's {
        let has = |column: usize| {
            let cell = cells.cell(column);
            !cell.is_nothing() && !is_missing(cell.as_text())
        };
        let filled = self
            .columns
            .iter()
            .filter(move |(column, plain)| has(*column) && !plain.is_some_and(has));
        filled.map(|(column, _)| *column)
    }
}

/// The columns that say that something is filled in.
fn saying_so<'s>(
    marks: &'s [(usize, Vec<String>)],
    cells: &'s dyn Cells,
) -> impl Iterator<Item = usize> + 's {
    let marked = marks.iter().filter(|(column, words)| {
        let cell = cells.cell(*column);
        words.iter().any(|word| is_same(word, cell.as_text()))
    });
    marked.map(|(column, _)| *column)
}
