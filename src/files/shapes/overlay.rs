//! A table as it is, without the rows that a mapping leaves out and with what its file's name says.

use std::ops::ControlFlow;

use super::name;
use super::through::{Through, header_with_name, tell};
use crate::files::cells::{Cell, Cells};
use crate::files::containers::{NextRecord, Record, Records};
use crate::files::mappings::{Mapping, RowFilter, position};
use crate::files::problem_fact::{Columns, ProblemFact};
use crate::files::unreadable::Unreadable;

/// A table seen through.
pub(super) struct Overlay<'t> {
    table: &'t dyn Records,
    header: Vec<String>,
    /// What stands in the columns after those of the table.
    added: Vec<String>,
    keep: Vec<Filter<'t>>,
    leave_out: Vec<Filter<'t>>,
}

struct Filter<'t> {
    place: usize,
    words: &'t RowFilter,
}

impl<'t> Filter<'t> {
    fn all(filters: &'t [RowFilter], header: &[String]) -> Vec<Filter<'t>> {
        let placed = filters.iter().filter_map(|words| {
            let place = position(header, &words.column)?;
            Some(Filter { place, words })
        });
        placed.collect()
    }

    fn holds(&self, cells: &dyn Cells) -> bool {
        let cell = cells.cell(self.place);
        let text = cell.as_text();
        self.words.words.iter().any(|word| is_same(word, text))
    }
}

/// Whether two texts are one word or one number.
fn is_same(word: &str, text: &str) -> bool {
    let numbers = word.parse::<f64>().ok().zip(text.parse::<f64>().ok());
    word.to_lowercase() == text.to_lowercase()
        || numbers.is_some_and(|(one, other)| one.total_cmp(&other).is_eq())
}

/// Whether a row has the tags that describe its columns: `#date+start`.
fn is_tags(record: &Record<'_>) -> bool {
    let mut tags = 0_usize;
    for place in 0..record.len() {
        match record.cell(place).as_text() {
            "" => {}
            text if text.starts_with('#') && text.len() > 1 => tags = tags.saturating_add(1),
            _ => return false,
        }
    }
    tags > 1
}

/// The line of the row of tags below the header, if there is one.
pub(super) fn tag_row(table: &dyn Records) -> Option<u32> {
    let mut line = None;
    table.records(&mut |found| {
        if let NextRecord::Read(record) = found {
            line = is_tags(&record).then_some(record.line);
        }
        ControlFlow::Break(())
    });
    line
}

impl<'t> Overlay<'t> {
    pub(super) fn new(table: &'t dyn Records, name: &str, mapping: &'t Mapping) -> Overlay<'t> {
        let header = header_with_name(table.header(), mapping);
        let added = mapping.name_pattern().and_then(|pattern| name::values(pattern, name));
        Overlay {
            table,
            keep: Filter::all(mapping.keep(), &header),
            leave_out: Filter::all(mapping.leave_out(), &header),
            header,
            added: added.unwrap_or_default(),
        }
    }

    fn is_used(&self, record: &Record<'_>) -> bool {
        self.keep.iter().all(|filter| filter.holds(record))
            && !self.leave_out.iter().any(|filter| filter.holds(record))
            && !is_tags(record)
    }

    /// Tells of a row of tags below the header, which is no row of the table.
    fn tell_tags(&self, through: &mut Through<'_>) {
        if let Some(line) = tag_row(self.table) {
            through.problems.warning(line, None, ProblemFact::TagRow);
        }
    }

    /// Tells how many rows are left out, and by which columns.
    pub(super) fn tell_left_out(&self, through: &mut Through<'_>) -> Result<(), Unreadable> {
        self.tell_tags(through);
        if self.keep.is_empty() && self.leave_out.is_empty() {
            return Ok(());
        }
        let mut left = 0_u32;
        through.each(self.table, false, &mut |record, _| {
            let is_left_out = !self.is_used(record) && !is_tags(record);
            left = left.saturating_add(u32::from(is_left_out));
        })?;
        let filters = self.keep.iter().chain(&self.leave_out);
        let names: Vec<&String> = filters.map(|filter| &filter.words.column).collect();
        if left > 0 {
            let fact = ProblemFact::RowsLeftOut { rows: left, columns: Columns::of(&names) };
            tell(fact, through.problems);
        }
        Ok(())
    }
}

struct WithName<'r> {
    cells: &'r dyn Cells,
    /// Where the added cells begin.
    columns: usize,
    added: &'r [String],
}

impl Cells for WithName<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        match column.checked_sub(self.columns) {
            Some(place) => self.added.get(place).map_or(Cell::Nothing, |text| Cell::text(text)),
            None => self.cells.cell(column),
        }
    }
}

impl Records for Overlay<'_> {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn delimiter(&self) -> Option<u8> {
        self.table.delimiter()
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let columns = self.table.header().len();
        self.table.records(&mut |found| match found {
            NextRecord::Read(record) if !self.is_used(&record) => ControlFlow::Continue(()),
            NextRecord::Read(record) if !self.added.is_empty() => {
                let cells = WithName { cells: &record, columns, added: &self.added };
                let len = self.header.len();
                let (number, line, end) = (record.number, record.line, record.end);
                take(NextRecord::Read(Record::new(number, line, end, &cells, len, record.doubts)))
            }
            found => take(found),
        });
    }
}
