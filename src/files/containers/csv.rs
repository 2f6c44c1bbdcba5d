//! Tables in text: commas, semicolons, tabs or bars between the cells, quotes around them.

use std::borrow::Cow;
use std::ops::ControlFlow;

use csv::{ByteRecord, ReaderBuilder};

use super::{Doubt, NextRecord, Record, Records, lines_in};
use crate::files::cells::{Cell, Cells};
use crate::files::problem_fact::ProblemFact;

/// A table in a text.
pub(crate) struct CsvTable<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    header: Vec<String>,
    header_line: u32,
    is_below_titles: bool,
    /// Where the first record after the header may start.
    body: usize,
    /// The line on which that is.
    body_line: u32,
}

/// The cells of one record.
struct CsvRow<'r>(&'r ByteRecord);

impl Cells for CsvRow<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        // The text was UTF-8 and is cut at ASCII signs only, so that every cell is UTF-8.
        let text = self.0.get(column).and_then(|cell| std::str::from_utf8(cell).ok());
        text.map_or(Cell::Nothing, Cell::text)
    }
}

/// So many lines above a header are looked through.
const MOST_TITLES: usize = 20;

fn names(record: &Record<'_>) -> Vec<String> {
    (0..record.len()).map(|column| record.cell(column).as_text().to_owned()).collect()
}

/// A quotation mark on this line has no end, or one that is far away: the record with it is lost,
/// and reading goes on with the next line.
fn open_quote(line: u32) -> Doubt {
    Doubt { line, key: None, fact: ProblemFact::OpenQuote }
}

/// A cell longer than this was not meant to be one: a quotation mark is missing.
const LONGEST_CELL: usize = 1 << 20;

/// So often reading goes on after a lost quotation mark as if it were not there. Further ones cost
/// all that they enclose, so that a file full of them is not read over and over.
const SKIPPED_AT_MOST: u32 = 8;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl<'t> CsvTable<'t> {
    /// Looks at the start of a text and finds out what stands between its cells. `fits` says
    /// whether somebody knows how to read a table with this header: that settles it.
    pub(crate) fn new(text: &'t str, fits: impl Fn(&[String]) -> bool) -> CsvTable<'t> {
        let (start, told) = separator_line(text);
        let delimiters: Cow<'_, [u8]> = match told {
            Some(delimiter) => Cow::Owned(vec![delimiter]),
            None => Cow::Borrowed(&DELIMITERS[..]),
        };
        let tables = delimiters.iter().map(|delimiter| CsvTable::split(text, start, *delimiter));
        let tables: Vec<CsvTable<'t>> = tables.collect();
        let is_fitting = |table: &CsvTable<'_>| fits(&table.header);
        if !tables.iter().any(is_fitting)
            && let Some(below) = tables.iter().find_map(|table| table.below_titles(text, &fits))
        {
            return below;
        }
        let place = tables.iter().position(is_fitting).unwrap_or_else(|| {
            let scores = tables.iter().map(CsvTable::regularity).enumerate();
            // The first of the best.
            let best = scores.fold((0, 0), |best, next| if next.1 > best.1 { next } else { best });
            best.0
        });
        let mut tables = tables;
        tables.swap_remove(place)
    }

    /// The table whose header stands not on top, but below a title or two.
    fn below_titles(
        &self,
        text: &'t str,
        fits: impl Fn(&[String]) -> bool,
    ) -> Option<CsvTable<'t>> {
        let (mut start, mut seen) = (self.body, 0_usize);
        let mut found = None;
        self.visit(1, &mut |next| {
            if let NextRecord::Read(record) = next {
                if fits(&names(&record)) {
                    found = Some(start);
                    return ControlFlow::Break(());
                }
                start = record.end;
            }
            seen = seen.saturating_add(1);
            if seen < MOST_TITLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let table = CsvTable::split(text, found?, self.delimiter);
        Some(CsvTable { is_below_titles: true, ..table })
    }

    /// What to tell of the lines above the header.
    pub(crate) fn titles(&self) -> Option<Doubt> {
        let header = self.header_line;
        let fact = ProblemFact::TitlesAboveHeader { header };
        self.is_below_titles.then_some(Doubt { line: 1, key: None, fact })
    }

    fn split(text: &'t str, start: usize, delimiter: u8) -> CsvTable<'t> {
        let mut table = CsvTable {
            bytes: text.as_bytes(),
            delimiter,
            header: Vec::new(),
            header_line: 0,
            is_below_titles: false,
            body: start,
            body_line: lines_in(text.as_bytes().get(..start).unwrap_or_default()).saturating_add(1),
        };
        let mut header = Vec::new();
        let (mut end, mut line) = (start, table.body_line);
        table.visit(1, &mut |found| {
            if let NextRecord::Read(record) = found {
                header = names(&record);
                line = record.line;
                end = record.end;
            }
            ControlFlow::Break(())
        });
        let head = table.bytes.get(start..end).unwrap_or_default();
        table.body_line = table.body_line.saturating_add(lines_in(head));
        table.body = end;
        table.header = header;
        table.header_line = line;
        table
    }

    /// How many of the first records have as many cells as the header, weighed by how many those
    /// are; nothing for a single column.
    fn regularity(&self) -> usize {
        const LOOKED_AT: usize = 100;
        let columns = self.header.len();
        let (mut seen, mut regular) = (0_usize, 0_usize);
        self.visit(1, &mut |found| {
            if let NextRecord::Read(record) = found {
                seen = seen.saturating_add(1);
                regular = regular.saturating_add(usize::from(record.len() == columns));
            }
            if seen < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let share = regular.saturating_mul(1_000).checked_div(seen).unwrap_or(1_000);
        columns.saturating_sub(1).saturating_mul(share)
    }

    fn visit(&self, first: u32, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let mut from = self.body;
        let mut so_far = ReadSoFar { number: first, line: self.body_line, at: self.body };
        for skipped in 0..=SKIPPED_AT_MOST {
            let is_skipping = skipped < SKIPPED_AT_MOST;
            match self.run(from, &mut so_far, is_skipping, take) {
                Some(next) => from = next,
                None => return,
            }
        }
    }

    /// Reads on from `from` until the end, until told to stop, or until a quotation mark was lost;
    /// then it says where to go on.
    fn run(
        &self,
        from: usize,
        so_far: &mut ReadSoFar,
        is_skipping: bool,
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> Option<usize> {
        let rest = self.bytes.get(from..)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(rest);
        let mut cells = ByteRecord::new();
        loop {
            let start = from.saturating_add(offset(reader.position()));
            // Reading from memory fails at nothing but the end.
            if !reader.read_byte_record(&mut cells).unwrap_or(false) {
                return None;
            }
            let end = from.saturating_add(offset(reader.position()));
            so_far.move_to(self.bytes, start);
            let number = so_far.number;
            so_far.number = number.saturating_add(1);
            let quote = self.lost_quote(&cells, so_far.at, end);
            let found = match quote {
                Some(quote) => {
                    so_far.move_to(self.bytes, quote);
                    NextRecord::Lost(open_quote(so_far.line))
                }
                None => {
                    let (row, len) = (CsvRow(&cells), cells.len());
                    let record = Record::new(number, so_far.line, end, &row, len, &[]);
                    if take(NextRecord::Read(record)).is_break() {
                        return None;
                    }
                    continue;
                }
            };
            if take(found).is_break() {
                return None;
            }
            if let Some(quote) = quote.filter(|_| is_skipping) {
                return Some(self.next_line(quote));
            }
        }
    }

    /// Where the quotation mark opens that a record has one too many of.
    fn lost_quote(&self, cells: &ByteRecord, start: usize, end: usize) -> Option<usize> {
        let is_last = end >= self.bytes.len();
        let longest = cells.iter().map(<[u8]>::len).max().unwrap_or(0);
        if !is_last && longest <= LONGEST_CELL {
            return None;
        }
        let record = self.bytes.get(start..end)?;
        let (quote, is_open) = longest_quotation(record, self.delimiter)?;
        let is_lost = is_open || longest > LONGEST_CELL;
        is_lost.then(|| start.saturating_add(quote))
    }

    fn next_line(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n' || *byte == b'\r');
        end.map_or(self.bytes.len(), |end| from.saturating_add(end).saturating_add(1))
    }
}

impl Records for CsvTable<'_> {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn delimiter(&self) -> Option<u8> {
        Some(self.delimiter)
    }

    /// Empty lines are no records.
    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        self.visit(1, take);
    }
}

/// How far a table was read.
struct ReadSoFar {
    number: u32,
    line: u32,
    at: usize,
}

impl ReadSoFar {
    /// Counts the lines up to `start` and on over empty ones, which are no records.
    fn move_to(&mut self, bytes: &[u8], start: usize) {
        let rest = bytes.get(start..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| **byte == b'\n' || **byte == b'\r').count();
        let start = start.saturating_add(empty);
        if start <= self.at {
            return;
        }
        // A line break of two bytes may lie across the border.
        let before = self.at.checked_sub(1).and_then(|at| bytes.get(at));
        let passed = bytes.get(self.at..start).unwrap_or_default();
        let is_split = before == Some(&b'\r') && passed.first() == Some(&b'\n');
        let lines = lines_in(passed).saturating_sub(u32::from(is_split));
        self.line = self.line.saturating_add(lines);
        self.at = start;
    }
}

fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// `sep=;` on a line of its own at the start, as spreadsheets write it: where the table starts,
/// and its delimiter.
fn separator_line(text: &str) -> (usize, Option<u8>) {
    let line = text.split(['\n', '\r']).next().unwrap_or("");
    match line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (line.len(), Some(*delimiter)),
        _ => (0, None),
    }
}

/// Where the longest quoted cell of a record opens, and whether it never closes.
fn longest_quotation(record: &[u8], delimiter: u8) -> Option<(usize, bool)> {
    let mut longest: Option<(usize, usize)> = None;
    let mut open: Option<usize> = None;
    let mut is_cell_start = true;
    let mut bytes = record.iter().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match (open, *byte) {
            // A doubled mark is one sign of the cell.
            (Some(opened), b'"') if bytes.next_if(|(_, next)| **next == b'"').is_none() => {
                let length = at.saturating_sub(opened);
                if longest.is_none_or(|(_, best)| length > best) {
                    longest = Some((opened, length));
                }
                open = None;
            }
            (None, b'"') if is_cell_start => open = Some(at),
            _ => {}
        }
        is_cell_start = open.is_none() && (*byte == delimiter || *byte == b'\n' || *byte == b'\r');
    }
    match open {
        Some(opened) => Some((opened, true)),
        None => longest.map(|(opened, _)| (opened, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each record as its number, its line and its cells; a lost quotation mark as its line alone.
    fn rows(text: &str) -> Vec<(u32, u32, Vec<String>)> {
        let table = CsvTable::new(text, |_| false);
        let mut rows = Vec::new();
        table.records(&mut |found| {
            rows.push(match found {
                NextRecord::Read(record) => {
                    let cells =
                        (0..record.len()).map(|c| record.cell(c).as_text().to_owned()).collect();
                    (record.number, record.line, cells)
                }
                NextRecord::Lost(doubt) => (0, doubt.line, Vec::new()),
            });
            ControlFlow::Continue(())
        });
        rows
    }

    fn row(number: u32, line: u32, cells: &[&str]) -> (u32, u32, Vec<String>) {
        (number, line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn a_record_knows_the_line_on_which_it_starts() {
        let expected = [row(1, 2, &["1", "x\ny"]), row(2, 5, &["2", "z"]), row(3, 6, &["3", ""])];
        for newline in ["\n", "\r\n", "\r"] {
            let text = "a,b\n1,\"x\ny\"\n\n2,z\n3,\n".replace('\n', newline);
            let rows: Vec<_> = rows(&text)
                .into_iter()
                .map(|(n, line, cells)| {
                    (n, line, cells.iter().map(|c| c.replace(newline, "\n")).collect::<Vec<_>>())
                })
                .collect();
            assert_eq!(rows, expected, "{newline:?}");
        }
    }

    #[test]
    fn what_stands_between_the_cells_is_found_out() {
        for (delimiter, text) in [
            (b',', "a,b\n1,\"2;3;4\"\n"),
            (b';', "a;b;c\n1,5;2,5;3,5\n"),
            (b'\t', "a\tb, c\n1\t2\n"),
            (b'|', "a|b\n1|2\n"),
            (b'|', "sep=|\na,b|c\n"),
        ] {
            assert_eq!(CsvTable::new(text, |_| false).delimiter, delimiter, "{text}");
        }
        let table = CsvTable::new("sep=;\r\na;b\r\n1;2\r\n", |_| false);
        assert_eq!(table.header, ["a", "b"]);
        assert_eq!(rows("sep=;\r\na;b\r\n1;2\r\n"), [row(1, 3, &["1", "2"])]);
    }

    #[test]
    fn a_lost_quotation_mark_costs_one_row() {
        let text = "a,b\n1,\"x\n2,y\n3,z\n";
        let expected = [row(0, 2, &[]), row(2, 3, &["2", "y"]), row(3, 4, &["3", "z"])];
        assert_eq!(rows(text), expected);
        assert_eq!(rows("a,b\n1,x\n2,\"y"), [row(1, 2, &["1", "x"]), row(0, 3, &[])]);
        assert_eq!(rows("a,b\n1,\"x\"\"\"\n"), [row(1, 2, &["1", "x\""])]);
    }

    #[test]
    fn a_quotation_that_swallows_a_megabyte_is_not_believed() {
        let filler = "2,y\n".repeat(300_000);
        let text = format!("a,b\n1,\"x\n{filler}3,\"z\n4,w\n");
        let rows = rows(&text);
        assert_eq!(rows.first(), Some(&row(0, 2, &[])));
        assert_eq!(rows.get(1), Some(&row(2, 3, &["2", "y"])));
        assert_eq!(rows.last(), Some(&row(300_003, 300_004, &["4", "w"])));
    }

    #[test]
    fn odd_quotation_marks_are_taken_as_they_stand() {
        assert_eq!(rows("a,b\n1\"2,3\n"), [row(1, 2, &["1\"2", "3"])]);
        assert_eq!(rows("a,b\n\"x\\\"y\",3\n"), [row(1, 2, &["x\\y\"", "3"])]);
        assert_eq!(rows("a,b\n1,\"x\"\" \u{0}\"\n"), [row(1, 2, &["1", "x\" \u{0}"])]);
    }
}
