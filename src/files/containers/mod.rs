//! Containers: bytes in, records with their places out. No container knows a publisher.

pub(crate) mod csv;
pub(crate) mod json;
mod quotes;
pub(crate) mod ron;

use std::ops::ControlFlow;

use super::cells::{Cell, Cells};
use super::problem_fact::ProblemFact;
use super::unreadable::{Foreign, Unreadable};

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
    fn new(
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

    /// What stands between the cells where they are text alone.
    fn delimiter(&self) -> Option<u8>;

    /// Gives every record in turn until told to stop.
    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>);
}

/// What a file is, by its content and, where that leaves a choice, its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Container {
    Ron,
    Csv,
    Json,
}

/// Kinds of file that are taken for text now and then, by how they begin.
const SIGNATURES: [(&[u8], Foreign); 9] = [
    (b"PK\x03\x04", Foreign::Archive),
    (b"\xd0\xcf\x11\xe0", Foreign::OldDocument),
    (b"%PDF", Foreign::Pdf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"\x1f\x8b", Foreign::Gzip),
    (b"PAR1", Foreign::Parquet),
    (b"SQLite format 3", Foreign::Database),
];

/// So far into a file a zero byte tells that it is no text.
const LOOKED_AT: usize = 8 * 1024;

/// The text of a file, without a byte order mark.
///
/// # Errors
/// When it is empty, not text, or not UTF-8.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Unreadable::Foreign(*what));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Unreadable::Utf16);
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    if start.contains(&0) {
        return Err(if looks_like_utf_16(start) {
            Unreadable::Utf16
        } else {
            Unreadable::Foreign(Foreign::Binary)
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf_8(bytes, error.valid_up_to()))?;
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}

/// Latin text in UTF-16 has a zero in every second byte.
fn looks_like_utf_16(start: &[u8]) -> bool {
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let third = (start.len() / 6).max(1);
    (even > third && odd == 0) || (odd > third && even == 0)
}

fn not_utf_8(bytes: &[u8], valid: usize) -> Unreadable {
    let before = bytes.get(..valid).unwrap_or(bytes);
    let line = lines_in(before).saturating_add(1);
    Unreadable::NotUtf8 { line, byte: bytes.get(valid).copied().unwrap_or(0) }
}

/// How many lines end in these bytes: at LF, CRLF or a lone CR.
pub(crate) fn lines_in(bytes: &[u8]) -> u32 {
    let mut lines: u32 = 0;
    let mut after_cr = false;
    for byte in bytes {
        let ends = *byte == b'\r' || (*byte == b'\n' && !after_cr);
        lines = lines.saturating_add(u32::from(ends));
        after_cr = *byte == b'\r';
    }
    lines
}

/// Which container a text is.
///
/// # Errors
/// When it is one that is not read here.
pub(crate) fn kind(name: &str, text: &str) -> Result<Container, Unreadable> {
    let name = name.to_lowercase();
    if name.ends_with(".comparison.ron") {
        return Err(Unreadable::Session);
    }
    let is_table = [".csv", ".tsv", ".tab", ".psv"].iter().any(|end| name.ends_with(end));
    if name.ends_with(".ron") {
        return Ok(Container::Ron);
    }
    let start = text.trim_start();
    if is_table {
        return Ok(Container::Csv);
    }
    let is_json = [".json", ".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end));
    if is_json || start.starts_with('{') || start.starts_with('[') {
        return Ok(Container::Json);
    }
    if start.starts_with('<') {
        return Err(Unreadable::Foreign(Foreign::Markup));
    }
    let is_ron = start.starts_with('(') || start.starts_with("//") || start.starts_with("#![");
    Ok(if is_ron { Container::Ron } else { Container::Csv })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn what_is_no_text_gets_a_sentence() {
        for (bytes, begins) in [
            (&b""[..], "the file is empty"),
            (b"\xef\xbb\xbf \r\n", "the file is empty"),
            (b"PK\x03\x04....", "the file is a workbook"),
            (b"\xff\xfea\0b\0", "the file is UTF-16 text"),
            (b"a\0b\0,\0c\0\r\0\n\0", "the file is UTF-16 text"),
            (b"\x7fELF\x02\0\0\0\x01\x01", "the file is binary"),
            (b"date,source\n2024-01-01,Gen\xe9ral\n", "line 2 is not UTF-8 text (byte 0xe9)"),
        ] {
            let error = Words::default().unreadable(&text(bytes).expect_err("no text"));
            assert!(error.starts_with(begins), "{error}");
        }
        assert_eq!(text(b"\xef\xbb\xbfa"), Ok("a"));
    }

    #[test]
    fn every_way_to_end_a_line_counts_once() {
        assert_eq!(lines_in(b"a\nb\r\nc\rd"), 3);
        assert_eq!(lines_in(b"\r\r\n\n"), 3);
    }

    #[test]
    fn the_name_decides_where_the_content_does_not() {
        assert_eq!(kind("a.csv", "(a),b"), Ok(Container::Csv));
        assert_eq!(kind("a.estimates.ron", "x"), Ok(Container::Ron));
        assert_eq!(kind("stdin", " (version: 1)"), Ok(Container::Ron));
        assert_eq!(kind("stdin", "date,source"), Ok(Container::Csv));
        assert_eq!(kind("a.COMPARISON.ron", "("), Err(Unreadable::Session));
        assert_eq!(kind("a.json", "{}"), Ok(Container::Json));
        assert_eq!(kind("stdin", "[{}]"), Ok(Container::Json));
        assert_eq!(kind("a.csv", "{a},b"), Ok(Container::Csv));
    }
}
