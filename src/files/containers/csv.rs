//! Tables in text: commas, semicolons, tabs or bars between the cells, quotes around them.

use std::borrow::Cow;
use std::ops::ControlFlow;

use csv::{ReaderBuilder, StringRecord};

use super::header::of_two_rows;
use super::quotes::{Quotes, RowShape, split_at_sign};

use super::{Doubt, NextRecord, Record, Records, lines_in};
use crate::files::cells::{Cell, Cells, trimmed};
use crate::files::guard::unguarded;
use crate::files::problem_fact::ProblemFact;

/// A table in a text.
pub(crate) struct CsvTable<'t> {
    text: &'t str,
    bytes: &'t [u8],
    delimiter: u8,
    header: Vec<String>,
    header_line: u32,
    /// The lines above the header.
    titles: Vec<String>,
    is_of_two_rows: bool,
    /// Where the first record after the header may start.
    body: usize,
    /// The line on which that is.
    body_line: u32,
    shape: RowShape,
}

impl Cells for StringRecord {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.get(column).map_or(Cell::Nothing, cell)
    }
}

/// The cells of a line without quotation marks.
impl Cells for Vec<&str> {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.get(column).map_or(Cell::Nothing, |text| cell(text))
    }
}

/// What stands in a cell, without what a table's writer put before it so that no spreadsheet runs
/// it.
pub(super) fn cell(text: &str) -> Cell<'_> {
    Cell::text(unguarded(trimmed(text)))
}

/// So many lines above a header are looked through.
const MOST_TITLES: usize = 20;

fn names(record: &Record<'_>) -> Vec<String> {
    (0..record.len()).map(|column| record.cell(column).as_text().to_owned()).collect()
}

/// The cells of a line above a table, as the line that they are.
fn title(names: &[String]) -> String {
    let said = names.iter().filter(|name| !name.is_empty()).map(String::as_str);
    said.collect::<Vec<_>>().join(", ")
}

fn doubt(line: u32, fact: ProblemFact) -> Doubt {
    Doubt { line, key: None, fact }
}

/// A cell longer than this was not meant to be one: a quotation mark is missing.
pub(super) const LONGEST_CELL: usize = 1 << 20;

/// So many times the length of a text is read over again after quotation marks that are not believed.
/// Further ones cost all that they enclose.
const READ_AGAIN_AT_MOST: usize = 8;

/// After so many records without a quotation mark further ones are looked for line by line again.
const UNQUOTED_FOR_LONG: usize = 64;

/// Where it stands at the start of what is read, it is no part of the first cell.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

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
        let mut tables: Vec<CsvTable<'t>> = tables.collect();
        if let Some(place) = tables.iter().position(|table| fits(&table.header)) {
            return tables.swap_remove(place).shaped();
        }
        tables = tables.into_iter().map(CsvTable::shaped).collect();
        if let Some(below) = tables.iter().find_map(|table| table.below_titles(text, &fits)) {
            return below;
        }
        let scores = tables.iter().map(CsvTable::regularity).enumerate();
        // The first of the best.
        let best = scores.fold((0, 0), |best, next| if next.1 > best.1 { next } else { best });
        tables.swap_remove(best.0)
    }

    /// The table whose header stands not on top, but below a title or two.
    fn below_titles(
        &self,
        text: &'t str,
        fits: impl Fn(&[String]) -> bool,
    ) -> Option<CsvTable<'t>> {
        let (mut start, mut seen) = (self.body, 0_usize);
        let mut lines = vec![(title(&self.header), 0)];
        let mut above = None;
        let mut found = None;
        self.visit(1, &mut |next| {
            if let NextRecord::Read(record) = next {
                let names = names(&record);
                if fits(&names) {
                    let joins =
                        |(above, _): &(Vec<String>, usize)| of_two_rows(above, &names).is_some();
                    let both = above.take().filter(joins).map(|(_, start)| start);
                    found = Some(both.unwrap_or(start));
                    return ControlFlow::Break(());
                }
                lines.push((title(&names), start));
                above = Some((names, start));
                start = record.end;
            }
            seen = seen.saturating_add(1);
            if seen < MOST_TITLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let found = found?;
        let titles = lines.into_iter().filter(|(_, start)| *start < found).map(|(line, _)| line);
        let table = CsvTable::split(text, found, self.delimiter).shaped();
        Some(CsvTable { titles: titles.collect(), ..table })
    }

    /// What to tell of the header and the lines above it.
    pub(crate) fn doubts(&self) -> Vec<Doubt> {
        let header = self.header_line;
        let above = (!self.titles.is_empty(), 1, ProblemFact::TitlesAboveHeader { header });
        let found = [above, (self.is_of_two_rows, header, ProblemFact::HeaderOfTwoRows)];
        let told = found.into_iter().filter(|(is_so, ..)| *is_so);
        told.map(|(_, line, fact)| doubt(line, fact)).collect()
    }

    fn split(text: &'t str, start: usize, delimiter: u8) -> CsvTable<'t> {
        let mut table = CsvTable {
            text,
            bytes: text.as_bytes(),
            delimiter,
            header: Vec::new(),
            header_line: 0,
            titles: Vec::new(),
            is_of_two_rows: false,
            body: start,
            body_line: lines_in(text.as_bytes().get(..start).unwrap_or_default()).saturating_add(1),
            shape: RowShape::of(&[], delimiter, 0),
        };
        let mut top: Vec<(Vec<String>, u32, usize)> = Vec::new();
        table.visit(1, &mut |found| {
            if let NextRecord::Read(record) = found {
                top.push((names(&record), record.line, record.end));
            }
            if top.len() < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let mut top = top.into_iter();
        let first = top.next().unwrap_or((Vec::new(), table.body_line, start));
        let (mut header, line, mut end) = first;
        if let Some((below, next, behind)) = top.next()
            && next == line.saturating_add(1)
            && let Some(joined) = of_two_rows(&header, &below)
        {
            (header, end, table.is_of_two_rows) = (joined, behind, true);
        }
        let head = table.bytes.get(start..end).unwrap_or_default();
        table.body_line = table.body_line.saturating_add(lines_in(head));
        table.body = end;
        table.header = header;
        table.header_line = line;
        table
    }

    /// Looks at what its rows look like, as a quotation mark may enclose what looks like them.
    fn shaped(mut self) -> CsvTable<'t> {
        let body = self.bytes.get(self.body..).unwrap_or_default();
        self.shape = RowShape::of(body, self.delimiter, self.header.len());
        self
    }

    /// The same table over other rows, the first of which begins on this line.
    pub(crate) fn over<'o>(&self, text: &'o str, line: u32) -> CsvTable<'o> {
        CsvTable {
            text,
            bytes: text.as_bytes(),
            delimiter: self.delimiter,
            header: self.header.clone(),
            header_line: self.header_line,
            titles: self.titles.clone(),
            is_of_two_rows: self.is_of_two_rows,
            body: 0,
            body_line: line,
            shape: self.shape.clone(),
        }
    }

    /// How many bytes are before its rows.
    pub(crate) fn before_rows(&self) -> usize {
        self.body
    }

    /// The line on which its rows begin.
    pub(crate) fn first_line(&self) -> u32 {
        self.body_line
    }

    /// What stands between its cells.
    pub(crate) fn mark_between(&self) -> u8 {
        self.delimiter
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

    /// Gives every record in turn, the first with this number, until told to stop; the number of the
    /// one after the last.
    pub(crate) fn visit(
        &self,
        first: u32,
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> u32 {
        let mut from = self.body;
        let mut so_far = ReadSoFar {
            number: first,
            line: self.body_line,
            at: self.body,
            again: self.bytes.len().saturating_mul(READ_AGAIN_AT_MOST),
        };
        while let Some(next) = self.run(from, &mut so_far, take) {
            from = next;
        }
        so_far.number
    }

    /// Reads on from `from` until the end, until told to stop, or until a quotation mark is not
    /// believed or there were none for long; then it says where to go on.
    fn run(
        &self,
        from: usize,
        so_far: &mut ReadSoFar,
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> Option<usize> {
        let from = self.plain_lines(from, so_far, take)?;
        let rest = self.bytes.get(from..)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(rest);
        let mut cells = StringRecord::new();
        let mut unquoted = 0_usize;
        loop {
            let start = from.saturating_add(offset(reader.position()));
            // Reading from memory fails at nothing but the end, and a text that is cut at ASCII signs
            // is text.
            if !reader.read_record(&mut cells).unwrap_or(false) {
                return None;
            }
            let end = self.behind_line_end(from.saturating_add(offset(reader.position())));
            so_far.move_to(self.bytes, start);
            let start = so_far.at;
            let raw = self.bytes.get(start..end).unwrap_or_default();
            if !raw.contains(&b'"') {
                if take(self.record(&cells, cells.len(), end, &[], so_far)).is_break() {
                    return None;
                }
                unquoted = unquoted.saturating_add(1);
                if unquoted >= UNQUOTED_FOR_LONG && !self.has_mark_at(end) {
                    return Some(end);
                }
                continue;
            }
            unquoted = 0;
            let quotes = Quotes::of(raw, self.delimiter);
            let Some(mark) = self.unbelieved(raw, &quotes, &cells, end) else {
                let doubts = self.of_quotes(raw, start, &quotes, so_far);
                if take(self.record(&cells, cells.len(), end, &doubts, so_far)).is_break() {
                    return None;
                }
                continue;
            };
            let next = self.next_line(start.saturating_add(mark));
            let is_skipping = so_far.spend(end.saturating_sub(next));
            let is_lost = quotes.open.is_some() || !is_skipping;
            let found = if is_lost || longest(&cells) > LONGEST_CELL {
                let line = so_far.line_of(self.bytes, start.saturating_add(mark));
                so_far.number = so_far.number.saturating_add(1);
                take(NextRecord::Lost(doubt(line, ProblemFact::OpenQuote)))
            } else {
                let head = self.bytes.get(start..next).unwrap_or_default().trim_ascii_end();
                let line = so_far.line_of(self.bytes, start.saturating_add(mark));
                let doubts = [doubt(line, ProblemFact::StrayQuote)];
                let cells = split_at_sign(head, mark, self.delimiter);
                take(self.record(&cells, cells.len(), next, &doubts, so_far))
            };
            match found {
                ControlFlow::Break(()) => return None,
                ControlFlow::Continue(()) if is_skipping => return Some(next),
                ControlFlow::Continue(()) => {}
            }
        }
    }

    /// Reads the lines from `from` on that have no quotation mark, which need no more than to be cut
    /// at what stands between their cells; says where others begin, if they do.
    fn plain_lines(
        &self,
        from: usize,
        so_far: &mut ReadSoFar,
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> Option<usize> {
        if self.has_mark_at(from) {
            return Some(from);
        }
        let mut cells = Vec::new();
        let mut next = from;
        loop {
            so_far.move_to(self.bytes, next);
            let rest = self.text.get(so_far.at..).filter(|rest| !rest.is_empty())?;
            let Some(length) = cut(rest, self.delimiter, &mut cells) else {
                // From the end of the line before, as this is not the start of what is read.
                return Some(so_far.at.saturating_sub(usize::from(next > from)));
            };
            next = self.behind_line_end(so_far.at.saturating_add(length));
            if take(self.record(&cells, cells.len(), next, &[], so_far)).is_break() {
                return None;
            }
        }
    }

    fn has_mark_at(&self, place: usize) -> bool {
        self.bytes.get(place..).is_some_and(|rest| rest.starts_with(BYTE_ORDER_MARK))
    }

    /// The next record, numbered.
    fn record<'r>(
        &self,
        cells: &'r dyn Cells,
        len: usize,
        end: usize,
        doubts: &'r [Doubt],
        so_far: &mut ReadSoFar,
    ) -> NextRecord<'r> {
        let number = so_far.number;
        so_far.number = number.saturating_add(1);
        NextRecord::Read(Record::new(number, so_far.line, end, cells, len, doubts))
    }

    /// The quotation mark of a record that cannot be meant to open a cell: it never closes, or what
    /// it encloses is too long, or has rows of the table on lines of their own, or goes on over a
    /// line break and behind its end, or comes with more cells than a row has.
    fn unbelieved(
        &self,
        record: &[u8],
        quotes: &Quotes,
        cells: &StringRecord,
        end: usize,
    ) -> Option<usize> {
        let first = quotes.over_lines.first().map(|(from, _)| *from);
        if let Some(first) = first.filter(|_| self.shape.is_exceeded_by(cells.len())) {
            return Some(first);
        }
        if let Some(open) = quotes.open.filter(|_| end >= self.bytes.len()) {
            return Some(open);
        }
        if longest(cells) > LONGEST_CELL {
            return quotes.longest;
        }
        let is_row_in = |(from, to): &&(usize, usize)| {
            let goes_on = quotes.after_closing == Some(*to);
            goes_on || lines_within(record, *from, *to).any(|line| self.shape.fits(line))
        };
        quotes.over_lines.iter().find(is_row_in).map(|(from, _)| *from)
    }

    /// What is doubtful about the quotation marks of a record that is believed.
    fn of_quotes(
        &self,
        record: &[u8],
        start: usize,
        quotes: &Quotes,
        so_far: &ReadSoFar,
    ) -> Vec<Doubt> {
        let has_delimiters = |(from, to): &&(usize, usize)| {
            lines_within(record, *from, *to).any(|line| self.shape.has_its_delimiters(line))
        };
        let over_lines = quotes.over_lines.iter().find(has_delimiters).map(|(from, _)| *from);
        let found = [
            (quotes.after_closing, ProblemFact::TextAfterQuote),
            (quotes.stray, ProblemFact::StrayQuote),
            (over_lines, ProblemFact::CellLikeRows),
        ];
        let doubts = found.into_iter().filter_map(|(place, fact)| {
            let place = start.saturating_add(place?);
            Some(doubt(so_far.line_of(self.bytes, place), fact))
        });
        doubts.collect()
    }

    /// The end of a record, behind the whole of a line end of two bytes.
    fn behind_line_end(&self, end: usize) -> usize {
        let is_within = end.checked_sub(1).and_then(|last| self.bytes.get(last)) == Some(&b'\r')
            && self.bytes.get(end) == Some(&b'\n');
        end.saturating_add(usize::from(is_within))
    }

    fn next_line(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let Some(end) = rest.iter().position(|byte| *byte == b'\n' || *byte == b'\r') else {
            return self.bytes.len();
        };
        let is_of_two = rest.get(end..).is_some_and(|rest| rest.starts_with(b"\r\n"));
        from.saturating_add(end).saturating_add(if is_of_two { 2 } else { 1 })
    }
}

impl Records for CsvTable<'_> {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn titles(&self) -> Vec<String> {
        self.titles.clone()
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
    /// So many bytes may still be read over again.
    again: usize,
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
        let passed = bytes.get(self.at..start).unwrap_or_default();
        self.line = self.line.saturating_add(lines_in(passed));
        self.at = start;
    }

    /// The line of a place in the record that begins where reading is.
    fn line_of(&self, bytes: &[u8], place: usize) -> u32 {
        self.line.saturating_add(lines_in(bytes.get(self.at..place).unwrap_or_default()))
    }

    /// Whether so many bytes may be read over again.
    fn spend(&mut self, bytes: usize) -> bool {
        let left = self.again.checked_sub(bytes);
        self.again = left.unwrap_or(0);
        left.is_some()
    }
}

/// The lines of a record that end within a part of it or go on behind it, but for the one on which
/// that part begins.
fn lines_within(record: &[u8], from: usize, to: usize) -> impl Iterator<Item = &[u8]> {
    let is_end = |byte: &u8| *byte == b'\n' || *byte == b'\r';
    let rest = record.get(to..).unwrap_or_default();
    let goes_on = rest.iter().position(is_end).unwrap_or(rest.len());
    let whole = record.get(from..to.saturating_add(goes_on)).unwrap_or_default();
    whole.split(is_end).skip(1)
}

/// Cuts the first line of a text into its cells, and says where the next one begins; nothing where
/// it has a quotation mark.
fn cut<'t>(text: &'t str, delimiter: u8, cells: &mut Vec<&'t str>) -> Option<usize> {
    cells.clear();
    let mut start = 0;
    for (place, byte) in text.bytes().enumerate() {
        // Most signs are neither.
        if byte > b'"' && byte != delimiter {
            continue;
        }
        match byte {
            b'"' => return None,
            b'\n' | b'\r' => {
                cells.push(text.get(start..place)?);
                return place.checked_add(1);
            }
            _ if byte == delimiter => {
                cells.push(text.get(start..place)?);
                start = place.checked_add(1)?;
            }
            _ => {}
        }
    }
    cells.push(text.get(start..)?);
    Some(text.len())
}

fn longest(cells: &StringRecord) -> usize {
    cells.iter().map(str::len).max().unwrap_or(0)
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
    fn a_line_is_read_alike_with_and_without_quotation_marks() {
        let plain = "a,b,c\n1,x,\n\n,,\n2\n 3 ,é,4,5\n\n\n6,\u{feff}y,7";
        for newline in ["\n", "\r\n", "\r"] {
            // Long enough for lines to be cut again after those that are not.
            let text = [plain, &"\n8,z,9".repeat(2 * UNQUOTED_FOR_LONG)].concat();
            let whole = rows(&text.replace('\n', newline));
            assert_eq!(whole.len(), 5 + 2 * UNQUOTED_FOR_LONG);
            let mark = |text: &str| text.replace("x,", "\"x\",").replace('\n', newline);
            assert_eq!(rows(&mark(&text)), whole, "{newline:?}");
            let at_the_end = [&text[..], "\n10,x,11"].concat();
            assert_eq!(rows(&mark(&at_the_end)), rows(&at_the_end.replace('\n', newline)));
        }
        assert_eq!(rows("a,b\n1,2\n\u{feff}3,4\n").get(1), Some(&row(2, 3, &["\u{feff}3", "4"])));
        let quoted = rows("a,b\n1,2\n\u{feff}3,\"4\"\n");
        assert_eq!(quoted.get(1), Some(&row(2, 3, &["\u{feff}3", "4"])));
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
    fn a_mark_that_swallows_rows_is_a_sign_of_its_cell() {
        let text = "a,b,c\n1,w,10\n2,\"x,11\n3,y,12\n4,z\",13\n5,v,14\n";
        let expected = [
            row(1, 2, &["1", "w", "10"]),
            row(2, 3, &["2", "\"x", "11"]),
            row(3, 4, &["3", "y", "12"]),
            row(4, 5, &["4", "z\"", "13"]),
            row(5, 6, &["5", "v", "14"]),
        ];
        for newline in ["\n", "\r\n", "\r"] {
            assert_eq!(rows(&text.replace('\n', newline)), expected, "{newline:?}");
        }
        let notes = "a,b,c\n1,10,\"said, so\nand so, and so\"\n2,11,\"x\n3,12,y\"\n4,13,z\n";
        let rows = rows(notes);
        assert_eq!(rows[0], row(1, 2, &["1", "10", "said, so\nand so, and so"]));
        assert_eq!(rows[1], row(2, 4, &["2", "11", "\"x"]));
        assert_eq!(rows[2], row(3, 5, &["3", "12", "y\""]));
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn marks_at_every_turn_cost_no_more_than_their_rows() {
        let line = "1\",\"2,x\n";
        let text = format!("a,b,c\n1,2,\"3\n{}", line.repeat(40_000));
        let start = std::time::Instant::now();
        assert!(rows(&text).len() > 1);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
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
