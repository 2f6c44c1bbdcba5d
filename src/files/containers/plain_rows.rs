//! Rows of a text whose quotation marks leave no doubt, cut sixty-four signs at a time: of each only
//! the cells that somebody wants.
//!
//! Which of sixty-four signs are delimiters, line ends and quotation marks is one number of as many
//! bits each. A sign is enclosed where the quotation marks up to it are odd in number, which is a
//! running exclusive or over these bits (Langdale and Lemire, “Parsing gigabytes of JSON per second”,
//! 2019). Whatever is not as it is written by the book, [`CsvTable`](super::csv::CsvTable) has to look
//! at.

use super::csv::{LONGEST_CELL, cell};
use crate::files::cells::{Cell, Cells};
use crate::files::guard::unguarded;

/// So many signs are looked at together.
const TOGETHER: usize = 64;

/// Which columns of a table are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// By column: in which place among those wanted it stands.
    places: Vec<Option<usize>>,
    count: usize,
    /// The first of them.
    first: usize,
}

impl Wanted {
    pub(crate) fn new(columns: impl Iterator<Item = usize>, of: usize) -> Wanted {
        let mut wanted = Wanted { places: vec![None; of], count: 0, first: 0 };
        for column in columns {
            if let Some(place @ None) = wanted.places.get_mut(column) {
                *place = Some(wanted.count);
                wanted.count = wanted.count.saturating_add(1);
            }
        }
        wanted.first = wanted.next_from(0);
        wanted
    }

    /// The first column that is wanted from this one on; beyond all of them where none is.
    fn next_from(&self, column: usize) -> usize {
        let rest = self.places.get(column..).unwrap_or_default();
        let next = rest.iter().position(Option::is_some).and_then(|next| next.checked_add(column));
        next.unwrap_or(usize::MAX)
    }
}

/// A row with the cells that are wanted of it.
pub(crate) struct PlainRow<'b> {
    /// How many lines of the text are before it.
    pub(crate) lines: u32,
    /// How many cells it has, wanted or not.
    pub(crate) columns: usize,
    /// All of it, without its line end.
    pub(crate) whole: &'b str,
    text: &'b str,
    wanted: &'b Wanted,
    spans: &'b [(usize, usize)],
}

impl Cells for PlainRow<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        let place = self.wanted.places.get(column).copied().flatten();
        let span = place.and_then(|place| self.spans.get(place));
        let Some(text) = span.and_then(|(from, to)| self.text.get(*from..*to)) else {
            return Cell::Nothing;
        };
        let Some(enclosed) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
            return cell(text);
        };
        if !enclosed.contains('"') {
            return cell(enclosed);
        }
        let said = enclosed.replace("\"\"", "\"");
        match unguarded(said.trim()) {
            "" => Cell::Nothing,
            text => Cell::Text(text.to_owned().into()),
        }
    }
}

/// A text, or a row of it, that is not written by the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NotPlain;

/// Which of so many signs are what.
#[derive(Clone, Copy, Default)]
struct Marks {
    delimiters: u64,
    line_feeds: u64,
    returns: u64,
    quotes: u64,
}

impl Marks {
    /// Returns are looked for where there are any.
    #[inline]
    fn of(signs: &[u8; TOGETHER], delimiter: u8, has_returns: bool) -> Marks {
        Marks {
            delimiters: places_of(signs, delimiter),
            line_feeds: places_of(signs, b'\n'),
            returns: if has_returns { places_of(signs, b'\r') } else { 0 },
            quotes: places_of(signs, b'"'),
        }
    }
}

/// Where a sign stands among others: a bit for each place.
#[inline]
fn places_of(signs: &[u8; TOGETHER], sign: u8) -> u64 {
    // Compared many at a time, and then the lowest bit of each of eight bytes moved into one.
    let same = signs.map(|own| u8::from(own == sign));
    let eights = same.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |places, eight| {
        let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        places << 8 | bits
    })
}

/// For each bit whether those up to it, with itself, are odd in number.
fn odd_so_far(mut bits: u64) -> u64 {
    for by in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << by;
    }
    bits
}

/// What is known of the signs before those that are looked at.
struct Before {
    /// All ones where the next sign is enclosed.
    enclosed: u64,
    /// One where the last sign is a delimiter, a line end or a quotation mark.
    is_border: u64,
    is_closing: u64,
    is_return: u64,
}

impl Before {
    /// Where the cells end among these signs, of which the `valid` ones are there; where the rows
    /// do is among them.
    ///
    /// # Errors
    /// When a quotation mark stands elsewhere than at the border of a cell, a cell goes on over a
    /// line end, or a line ends in another way than most.
    fn cell_ends(&mut self, marks: Marks, valid: u64) -> Result<u64, NotPlain> {
        let Marks { delimiters, line_feeds, returns, quotes } = marks;
        let enclosed = odd_so_far(quotes) ^ self.enclosed;
        let (opening, closing) = (quotes & enclosed, quotes & !enclosed);
        let outside = (delimiters | line_feeds | returns) & !enclosed;
        let borders = outside | quotes;
        let behind_closing = (closing << 1) | self.is_closing;
        let behind_return = (returns << 1) | self.is_return;
        let is_wrong = (opening & !((borders << 1) | self.is_border))
            | (behind_closing & valid & !borders)
            | (behind_return & valid & !line_feeds)
            | ((line_feeds | returns) & enclosed);
        if is_wrong != 0 {
            return Err(NotPlain);
        }
        self.enclosed = (enclosed >> 63).wrapping_neg();
        self.is_border = borders >> 63;
        self.is_closing = closing >> 63;
        self.is_return = returns >> 63;
        Ok(outside & !returns)
    }
}

/// A row so far.
struct Row<'b> {
    text: &'b str,
    wanted: &'b Wanted,
    spans: Vec<(usize, usize)>,
    start: usize,
    /// Where the next cell begins.
    cell: usize,
    columns: usize,
    /// The next column that is wanted; beyond all of them where none is.
    next_wanted: usize,
    lines: u32,
}

type Take<'t> = &'t mut dyn FnMut(&PlainRow<'_>) -> Result<(), NotPlain>;

/// Gives each row of a text that begins where a row does; empty lines are none. Says how many lines
/// there are.
///
/// # Errors
/// When anything in it is not written by the book, or `take` says so. Rows before that were given.
pub(crate) fn plain_rows(
    text: &str,
    delimiter: u8,
    wanted: &Wanted,
    take: Take<'_>,
) -> Result<u32, NotPlain> {
    let mut before = Before { enclosed: 0, is_border: 1, is_closing: 0, is_return: 0 };
    let spans = vec![(0, 0); wanted.count];
    let mut row = Row {
        text,
        wanted,
        spans,
        start: 0,
        cell: 0,
        columns: 0,
        next_wanted: wanted.first,
        lines: 0,
    };
    // All of it, since that is looked through many signs at a time.
    let has_returns = text.bytes().fold(false, |has, sign| has | (sign == b'\r'));
    let (whole, rest) = text.as_bytes().as_chunks::<TOGETHER>();
    let mut from = 0_usize;
    for signs in whole {
        let marks = Marks::of(signs, delimiter, has_returns);
        row.take(from, before.cell_ends(marks, u64::MAX)?, marks.line_feeds, take)?;
        from = from.saturating_add(TOGETHER);
    }
    let mut signs = [0_u8; TOGETHER];
    signs.iter_mut().zip(rest).for_each(|(sign, own)| *sign = *own);
    let valid = 1_u64.checked_shl(rest.len() as u32).unwrap_or(0).wrapping_sub(1);
    let marks = Marks::of(&signs, delimiter, has_returns);
    row.take(from, before.cell_ends(marks, valid)?, marks.line_feeds, take)?;
    if before.enclosed != 0 || text.ends_with('\r') {
        return Err(NotPlain);
    }
    if row.start < text.len() {
        row.ends(text.len(), text.len(), take)?;
    }
    Ok(row.lines)
}

impl Row<'_> {
    /// Takes the next signs over, which stand from this place on.
    fn take(
        &mut self,
        from: usize,
        mut ends: u64,
        line_feeds: u64,
        take: Take<'_>,
    ) -> Result<(), NotPlain> {
        let columns = self.columns.saturating_add(ends.count_ones() as usize);
        if ends & line_feeds == 0 && columns <= self.next_wanted {
            // No row ends here, and no cell that is wanted.
            if ends != 0 {
                let behind = TOGETHER.saturating_sub(ends.leading_zeros() as usize);
                self.cell = from.saturating_add(behind);
                self.columns = columns;
            }
            return Ok(());
        }
        while ends != 0 {
            let at = from.saturating_add(ends.trailing_zeros() as usize);
            let lowest = ends & ends.wrapping_neg();
            ends ^= lowest;
            if line_feeds & lowest == 0 {
                self.end_cell(at);
                self.cell = at.saturating_add(1);
            } else {
                let last = at.checked_sub(1).and_then(|last| self.text.as_bytes().get(last));
                let is_of_two = last == Some(&b'\r') && at > self.cell;
                let end = at.saturating_sub(usize::from(is_of_two));
                self.ends(end, at.saturating_add(1), take)?;
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, end: usize) {
        if let Some(Some(place)) = self.wanted.places.get(self.columns)
            && let Some(span) = self.spans.get_mut(*place)
        {
            *span = (self.cell, end);
            self.next_wanted = self.wanted.next_from(self.columns.saturating_add(1));
        }
        self.columns = self.columns.saturating_add(1);
    }

    /// Gives the row that ends here, and goes on to the next one.
    fn ends(&mut self, end: usize, next: usize, take: Take<'_>) -> Result<(), NotPlain> {
        self.end_cell(end);
        let whole = self.text.get(self.start..end).ok_or(NotPlain)?;
        if whole.len() > LONGEST_CELL {
            return Err(NotPlain);
        }
        if !whole.is_empty() {
            // Of a short row nothing is left of the one before.
            for column in self.columns..self.wanted.places.len() {
                if let Some(Some(place)) = self.wanted.places.get(column)
                    && let Some(span) = self.spans.get_mut(*place)
                {
                    *span = (end, end);
                }
            }
            take(&PlainRow {
                lines: self.lines,
                columns: self.columns,
                whole,
                text: self.text,
                wanted: self.wanted,
                spans: &self.spans,
            })?;
        }
        self.lines = self.lines.saturating_add(1);
        (self.start, self.cell, self.columns) = (next, next, 0);
        self.next_wanted = self.wanted.first;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;
    use crate::files::containers::csv::CsvTable;
    use crate::files::containers::{NextRecord, Records};

    type Rows = Vec<(u32, usize, Vec<String>)>;

    fn by_the_book(text: &str, columns: usize) -> Result<Rows, NotPlain> {
        let wanted = Wanted::new(0..columns, columns);
        let mut rows = Vec::new();
        plain_rows(text, b',', &wanted, &mut |row| {
            let cells = (0..columns).map(|column| row.cell(column).as_text().to_owned());
            rows.push((row.lines, row.columns, cells.collect()));
            Ok(())
        })?;
        Ok(rows)
    }

    /// As a table of which every row is looked at reads the same text.
    fn looked_at(text: &str, columns: usize) -> Rows {
        let header: Vec<String> = (0..columns).map(|column| format!("h{column}")).collect();
        let whole = format!("{}\n{}\n{text}", header.join(","), vec!["1"; columns].join(","));
        let table = CsvTable::new(&whole, |found| found == header);
        let mut rows = Vec::new();
        table.records(&mut |found| {
            if let NextRecord::Read(record) = found {
                let cells = (0..columns).map(|column| record.cell(column).as_text().to_owned());
                rows.push((record.line.saturating_sub(3), record.len(), cells.collect()));
            }
            ControlFlow::Continue(())
        });
        rows.split_off(1)
    }

    #[test]
    fn rows_are_cut_at_what_is_not_enclosed() {
        let text = "a,\"b,\"\"c\"\"\",d\n\n,,\r\n\"\",  e ,'=1\nlast,\"x\"";
        let rows = by_the_book(text, 3).expect("plain");
        let of =
            |lines, columns, cells: [&str; 3]| (lines, columns, cells.map(str::to_owned).to_vec());
        let expected = [
            of(0, 3, ["a", "b,\"c\"", "d"]),
            of(2, 3, ["", "", ""]),
            of(3, 3, ["", "e", "=1"]),
            of(4, 2, ["last", "x", ""]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_is_not_by_the_book_is_left_to_be_looked_at() {
        for text in [
            "a,b\"c\n",
            "a,\"b\"c\n",
            "a,\"b\nc\"\n",
            "a,\"b\n",
            "a\rb\n",
            "a,b\r",
            "\"\"a,b\n",
            "a,\"b\r\"\n",
        ] {
            assert_eq!(by_the_book(text, 2), Err(NotPlain), "{text:?}");
            let far = format!("{}{text}", "some,row\n".repeat(40));
            assert_eq!(by_the_book(&far, 2), Err(NotPlain), "{far:?}");
        }
        let long = format!("a,{}\n", "b".repeat(LONGEST_CELL));
        assert_eq!(by_the_book(&long, 2), Err(NotPlain));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn plain_rows_are_those_that_looking_at_every_sign_finds(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "bc", "é", ",", ",", "\n", "\n", "\r\n", "\"", "\"x,y\"", ",\"q\"\"r\",",
                    " ", "0123456789012345678901234567890", "'=1", "#",
                ]),
                0..60,
            ),
        ) {
            let text = parts.concat();
            if let Ok(rows) = by_the_book(&text, 3) {
                prop_assert_eq!(rows, looked_at(&text, 3), "{:?}", text);
            }
        }
    }
}
