//! Containers: bytes in, records with their places out. No container knows a publisher.

pub(crate) mod csv;
pub(crate) mod cut;
pub(crate) mod encoding;
pub(crate) mod flow;
pub(super) mod giving_up;
pub(crate) mod grid;
mod header;
pub(crate) mod json;
pub(crate) mod kind;
mod lines;
mod old_workbook;
pub(crate) mod packed;
pub(crate) mod pages;
pub(crate) mod parquet;
pub(crate) mod plain_rows;
mod quotes;
pub(crate) mod ron;
pub(crate) mod workbook;

use std::ops::ControlFlow;

use super::cells::{Cell, Cells};
use super::problem::Problems;
use super::problem_fact::ProblemFact;

/// One record, whatever it came in.
pub(crate) struct Record<'r> {
    /// From 1, a header not counted.
    pub(crate) number: u32,
    /// The line on which it starts, from 1.
    pub(crate) line: u32,
    /// Where it ends in the text.
    pub(crate) end: usize,
    /// What the container finds doubtful about it.
    pub(crate) doubts: &'r [Doubt],
    cells: &'r dyn Cells,
    len: usize,
}

impl<'r> Record<'r> {
    pub(crate) fn new(
        number: u32,
        line: u32,
        end: usize,
        cells: &'r dyn Cells,
        len: usize,
        doubts: &'r [Doubt],
    ) -> Record<'r> {
        Record { number, line, end, doubts, cells, len }
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.len
    }
}

impl Cells for Record<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.cells.cell(column)
    }
}

/// Something that a container finds doubtful or cannot use.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Doubt {
    /// From 1; 0 where it is about the whole file.
    pub(crate) line: u32,
    pub(crate) key: Option<String>,
    pub(crate) fact: ProblemFact,
}

/// Flags what a container finds doubtful, of each key once.
pub(crate) fn warn(doubt: &Doubt, problems: &mut Problems) {
    match &doubt.key {
        Some(key) => problems.repeated(doubt.line, key, "", doubt.fact.clone()),
        None => problems.warning(doubt.line, None, doubt.fact.clone()),
    }
}

/// What comes out of a container one after the other.
pub(crate) enum NextRecord<'r> {
    Read(Record<'r>),
    /// A record that is lost.
    Lost(Doubt),
}

/// Records with named cells.
pub(crate) trait Records {
    /// The names of the columns, as they stand.
    fn header(&self) -> &[String];

    /// The lines that stand above it, and else what it is called where that may say what it holds.
    fn titles(&self) -> Vec<String> {
        Vec::new()
    }

    /// What stands between the cells where they are text alone.
    fn delimiter(&self) -> Option<u8>;

    /// Gives every record in turn until told to stop.
    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>);

    /// Whether its last records could not be given.
    fn is_broken_off(&self) -> bool {
        false
    }
}

/// How many lines end in these bytes: at LF, CRLF or a lone CR.
pub(crate) fn lines_in(bytes: &[u8]) -> u32 {
    if !bytes.contains(&b'\r') {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        return u32::try_from(lines).unwrap_or(u32::MAX);
    }
    let mut lines: u32 = 0;
    let mut after_cr = false;
    for byte in bytes {
        let ends = *byte == b'\r' || (*byte == b'\n' && !after_cr);
        lines = lines.saturating_add(u32::from(ends));
        after_cr = *byte == b'\r';
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_end_a_line_counts_once() {
        assert_eq!(lines_in(b"a\nb\r\nc\rd"), 3);
        assert_eq!(lines_in(b"\r\r\n\n"), 3);
    }
}
