//! A table in memory.

use std::ops::ControlFlow;

use crate::files::cells::{Cell, Cells};
use crate::files::containers::{NextRecord, Record, Records};

/// Rows that were made of others.
pub(crate) struct Rows {
    header: Vec<String>,
    delimiter: Option<u8>,
    rows: Vec<Row>,
}

struct Row {
    /// That of the first row it was made of.
    line: u32,
    end: usize,
    cells: Vec<String>,
}

impl Cells for Row {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.cells.get(column).map_or(Cell::Nothing, |text| Cell::text(text))
    }
}

impl Rows {
    pub(super) fn new(header: Vec<String>, delimiter: Option<u8>) -> Rows {
        Rows { header, delimiter, rows: Vec::new() }
    }

    pub(super) fn push(&mut self, line: u32, end: usize, cells: Vec<String>) {
        self.rows.push(Row { line, end, cells });
    }

    /// Takes a row over as it is.
    pub(super) fn copy(&mut self, record: &Record<'_>) {
        let cells = (0..self.header.len()).map(|place| record.cell(place).as_text().to_owned());
        self.push(record.line, record.end, cells.collect());
    }
}

impl Records for Rows {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn delimiter(&self) -> Option<u8> {
        self.delimiter
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        for (number, row) in (1..).zip(&self.rows) {
            let record = Record::new(number, row.line, row.end, row, row.cells.len(), &[]);
            if take(NextRecord::Read(record)).is_break() {
                return;
            }
        }
    }
}
