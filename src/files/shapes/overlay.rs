//! A table as it is, without the rows that a mapping leaves out and with what its file's name says.

use std::ops::ControlFlow;

use super::name;
use super::through::{Through, header_with_name, tell};
use crate::files::cells::{Cell, Cells};
use crate::files::containers::{NextRecord, Record, Records};
use crate::files::mappings::{Mapping, RowFilter, position};
use crate::files::problem::Problems;
use crate::files::problem_fact::{Columns, ProblemFact};
use crate::files::unreadable::Unreadable;

/// A table seen through.
pub(super) struct Overlay<'t> {
    table: &'t dyn Records,
    header: Vec<String>,
    /// What stands in the columns after those of the table.
    added: Vec<String>,
    filters: Filters<'t>,
}

/// Which rows a mapping leaves out.
pub(super) struct Filters<'t> {
    keep: Vec<Filter<'t>>,
    leave_out: Vec<Filter<'t>>,
}

impl Filters<'_> {
    /// Whether a row is not left out.
    pub(super) fn keep(&self, cells: &dyn Cells) -> bool {
        self.keep.iter().all(|filter| filter.holds(cells))
            && !self.leave_out.iter().any(|filter| filter.holds(cells))
    }

    /// The columns that decide it.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.keep.iter().chain(&self.leave_out).map(|filter| filter.place)
    }
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
pub(super) fn is_tags(record: &Record<'_>) -> bool {
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
            filters: Filters {
                keep: Filter::all(mapping.keep(), &header),
                leave_out: Filter::all(mapping.leave_out(), &header),
            },
            header,
            added: added.unwrap_or_default(),
        }
    }

    fn is_used(&self, record: &Record<'_>) -> bool {
        self.filters.keep(record) && !is_tags(record)
    }

    /// Which rows are left out.
    pub(super) fn filters(&self) -> &Filters<'t> {
        &self.filters
    }

    /// How many columns the table itself has.
    pub(super) fn columns(&self) -> usize {
        self.table.header().len()
    }

    /// Whether the file's name adds nothing to its rows.
    pub(super) fn adds_nothing(&self) -> bool {
        self.added.is_empty()
    }

    /// Tells of a row of tags below the header, which is no row of the table.
    pub(super) fn tell_tags(&self, through: &mut Through<'_>) {
        if let Some(line) = tag_row(self.table) {
            through.problems.warning(line, None, ProblemFact::TagRow);
        }
    }

    /// Goes through the table and tells how many rows are left out, and by which columns.
    pub(super) fn tell_left_out(&self, through: &mut Through<'_>) -> Result<(), Unreadable> {
        if self.filters.columns().next().is_none() {
            return Ok(());
        }
        let mut left = 0_u32;
        through.each(self.table, false, &mut |record, _| {
            let is_left_out = !self.filters.keep(record) && !is_tags(record);
            left = left.saturating_add(u32::from(is_left_out));
            ControlFlow::Continue(())
        })?;
        self.tell_so_many_left_out(left, through.problems);
        Ok(())
    }

    /// Tells that so many rows are left out, and by which columns.
    pub(super) fn tell_so_many_left_out(&self, left: u32, problems: &mut Problems) {
        let filters = self.filters.keep.iter().chain(&self.filters.leave_out);
        let names: Vec<&String> = filters.map(|filter| &filter.words.column).collect();
        if left > 0 {
            let fact = ProblemFact::RowsLeftOut { rows: left, columns: Columns::of(&names) };
            tell(fact, problems);
        }
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

    fn is_broken_off(&self) -> bool {
        self.table.is_broken_off()
    }
}
