//! Quotation marks in a table: where they enclose a cell, and where they cannot be meant as such.

use csv::{ByteRecord, ReaderBuilder, StringRecord};

/// The quotation marks of one record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Quotes {
    /// Each quoted cell with a line break in it: from its mark to behind the closing one.
    pub(super) over_lines: Vec<(usize, usize)>,
    /// The first text behind a closing mark.
    pub(super) after_closing: Option<usize>,
    /// The first mark in a cell that does not begin with one, and that has no other one there.
    pub(super) stray: Option<usize>,
    /// The longest quoted cell.
    pub(super) longest: Option<usize>,
    /// A mark that never closes.
    pub(super) open: Option<usize>,
}

impl Quotes {
    pub(super) fn of(record: &[u8], delimiter: u8) -> Quotes {
        let mut quotes = Quotes::default();
        let mut longest = 0;
        let mut at = 0;
        while at < record.len() {
            let cell = Marked::at(record, at, delimiter);
            match cell.opens {
                Some(opens) if cell.closes.is_none() => {
                    quotes.open = Some(opens);
                    return quotes;
                }
                Some(opens) => quotes.closed(record, opens, &cell, &mut longest),
                None => {
                    let stray = cell.first_mark.filter(|_| cell.marks % 2 == 1);
                    quotes.stray = quotes.stray.or(stray);
                }
            }
            at = cell.end.saturating_add(1);
        }
        quotes
    }

    fn closed(&mut self, record: &[u8], opens: usize, cell: &Marked, longest: &mut usize) {
        let Some(closes) = cell.closes else { return };
        if closes.saturating_sub(opens) >= *longest {
            *longest = closes.saturating_sub(opens);
            self.longest = Some(opens);
        }
        let inside = record.get(opens..closes).unwrap_or_default();
        if inside.iter().any(is_line_end) {
            self.over_lines.push((opens, closes.saturating_add(1)));
        }
        let behind = closes.saturating_add(1);
        if self.after_closing.is_none() && behind < cell.end {
            self.after_closing = Some(behind);
        }
    }
}

fn is_line_end(byte: &u8) -> bool {
    *byte == b'\n' || *byte == b'\r'
}

/// One cell and its quotation marks.
#[derive(Default)]
struct Marked {
    /// The mark with which it begins.
    opens: Option<usize>,
    closes: Option<usize>,
    /// Marks in it, where it does not begin with one.
    marks: usize,
    first_mark: Option<usize>,
    /// Its delimiter or line end, or the end of the record.
    end: usize,
}

impl Marked {
    fn at(record: &[u8], start: usize, delimiter: u8) -> Marked {
        let mut cell = Marked::default();
        let mut bytes = record.iter().enumerate().skip(start).peekable();
        if bytes.next_if(|(_, byte)| **byte == b'"').is_some() {
            cell.opens = Some(start);
            while let Some((at, byte)) = bytes.next() {
                // A doubled mark is one sign of the cell.
                if *byte == b'"' && bytes.next_if(|(_, next)| **next == b'"').is_none() {
                    cell.closes = Some(at);
                    break;
                }
            }
        }
        cell.end = record.len();
        for (at, byte) in bytes {
            match byte {
                b'"' => {
                    cell.marks = cell.marks.saturating_add(1);
                    cell.first_mark = cell.first_mark.or(Some(at));
                }
                byte if *byte == delimiter || is_line_end(byte) => {
                    cell.end = at;
                    break;
                }
                _ => {}
            }
        }
        cell
    }
}

/// What the rows of a table look like that stand on a line of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct RowShape {
    delimiter: u8,
    columns: usize,
    /// The columns in which no cell has a letter.
    without_letters: Vec<usize>,
}

/// So many lines are looked at.
const LOOKED_AT: usize = 200;

impl RowShape {
    /// The shape of the lines of a text that have as many cells as the header.
    pub(super) fn of(text: &[u8], delimiter: u8, columns: usize) -> RowShape {
        let mut shape = RowShape { delimiter, columns, without_letters: Vec::new() };
        let mut seen = vec![(false, false); columns];
        for line in text.split(is_line_end).filter(|line| !line.is_empty()).take(LOOKED_AT) {
            let is_whole = line.iter().filter(|byte| **byte == b'"').count() % 2 == 0;
            let Some(cells) = Some(split(line, delimiter)).filter(|cells| cells.len() == columns)
            else {
                continue;
            };
            if is_whole {
                for ((is_filled, has_letters), cell) in seen.iter_mut().zip(&cells) {
                    *is_filled |= !cell.trim_ascii().is_empty();
                    *has_letters |= has_letter(cell);
                }
            }
        }
        let columns = seen.into_iter().enumerate();
        let bare = columns.filter(|(_, (is_filled, has_letters))| *is_filled && !has_letters);
        shape.without_letters = bare.map(|(column, _)| column).collect();
        shape
    }

    /// Whether a row of the table seems to stand on this line.
    pub(super) fn fits(&self, line: &[u8]) -> bool {
        let cells = split(line, self.delimiter);
        if self.columns == 0 {
            // Nothing is known yet: of a header only that it does not go on in other cells.
            return cells.len() > 1;
        }
        if cells.len() != self.columns || self.columns == 1 {
            return false;
        }
        let mut bare = self.without_letters.iter().filter_map(|column| cells.get(*column));
        let is_said = bare.clone().any(|cell| !cell.trim_ascii().is_empty());
        (is_said || self.without_letters.is_empty()) && !bare.any(has_letter)
    }

    /// Whether so many cells are more than a row has.
    pub(super) fn is_exceeded_by(&self, cells: usize) -> bool {
        self.columns > 0 && cells > self.columns
    }

    /// Whether a line has as many delimiters as a row or more.
    pub(super) fn has_its_delimiters(&self, line: &[u8]) -> bool {
        let delimiters = line.iter().filter(|byte| **byte == self.delimiter).count();
        self.columns > 1 && delimiters.saturating_add(1) >= self.columns
    }
}

fn has_letter(cell: &[u8]) -> bool {
    cell.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
}

/// The cells of a line by itself.
pub(super) fn split(line: &[u8], delimiter: u8) -> ByteRecord {
    // A reader is made ready in more time than a plain line is split.
    let is_plain = !line.iter().any(|byte| matches!(byte, b'"' | b'\r' | b'\n'));
    if is_plain && !line.is_empty() {
        return line.split(|byte| *byte == delimiter).collect();
    }
    let mut cells = ByteRecord::new();
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(line);
    // Reading from memory fails at nothing but the end.
    let _ = reader.read_byte_record(&mut cells);
    cells
}

/// The cells of a line in which one mark at the start of a cell is a sign like any other.
pub(super) fn split_at_sign(line: &[u8], mark: usize, delimiter: u8) -> StringRecord {
    let (before, from) = line.split_at_checked(mark).unwrap_or((line, &[]));
    let mut cells = match before.iter().rposition(|byte| *byte == delimiter) {
        Some(last) => split(before.get(..last).unwrap_or_default(), delimiter),
        None => ByteRecord::new(),
    };
    // A record of nothing is none, and here it is an empty cell.
    if before.contains(&delimiter) && cells.is_empty() {
        cells.push_field(b"");
    }
    let end = from.iter().position(|byte| *byte == delimiter);
    cells.push_field(from.get(..end.unwrap_or(from.len())).unwrap_or_default());
    if let Some(end) = end {
        let rest = from.get(end.saturating_add(1)..).unwrap_or_default();
        match split(rest, delimiter) {
            rest if rest.is_empty() => cells.push_field(b""),
            rest => cells.extend(&rest),
        }
    }
    StringRecord::from_byte_record_lossy(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_enclose_no_cell_are_found() {
        let of = |record: &str| Quotes::of(record.as_bytes(), b',');
        assert_eq!(of("a,\"b, c\",d\n"), Quotes { longest: Some(2), ..Quotes::default() });
        assert_eq!(of("a,\"b\"\"c\"\n").after_closing, None);
        assert_eq!(of("a,\"b\"c,d\n").after_closing, Some(5));
        assert_eq!(of("a,b\",d\n").stray, Some(3));
        assert_eq!(of("a,6\" or 7\",d\n").stray, None);
        assert_eq!(of("a,\"b\nc\",\"d\"\n").over_lines, [(2, 7)]);
        assert_eq!(of("a,\"b\nc").open, Some(2));
    }

    #[test]
    fn a_mark_that_is_a_sign_stays_in_its_cell() {
        let cells = |line: &str, mark: usize| -> Vec<String> {
            let cells = split_at_sign(line.as_bytes(), mark, b',');
            cells.iter().map(str::to_owned).collect()
        };
        assert_eq!(cells("a,\"b,c,\"d, e\"", 2), ["a", "\"b", "c", "d, e"]);
        assert_eq!(cells("\"a,b", 0), ["\"a", "b"]);
        assert_eq!(cells(",\"b", 1), ["", "\"b"]);
        assert_eq!(cells("a,\"b,", 2), ["a", "\"b", ""]);
    }

    #[test]
    fn a_line_is_a_row_where_its_cells_are_like_those_of_the_others() {
        let shape = RowShape::of(b"2030-01-01,A,10,x\n2030-01-02,\"B, C\",11,\"y\"\n", b',', 4);
        for line in ["2030-01-03,D\",12,z", "\"2030-01-03\",\"D\",\"12\",\"\"", "2030-01-03,D,,"] {
            assert!(shape.fits(line.as_bytes()), "{line}");
        }
        for line in ["said so, and more, of it, all", "2030-01-03,D,12", ",,,", ""] {
            assert!(!shape.fits(line.as_bytes()), "{line}");
        }
    }
}
