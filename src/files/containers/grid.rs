//! A table in memory: for what comes as no text, and for rows that are made of others.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::header::of_two_rows;
use super::{Doubt, NextRecord, Record, Records};
use crate::files::cells::{Cell, Cells};
use crate::files::problem_fact::ProblemFact;

/// What stands in one place of a table.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum GridCell {
    Nothing,
    Text(String),
    /// As [`Cell::Number`].
    Number(String),
    /// As [`Cell::List`].
    List(Vec<Cow<'static, str>>),
}

impl GridCell {
    /// What stands in a cell.
    pub(crate) fn of(cell: &Cell<'_>) -> GridCell {
        match cell {
            Cell::Nothing => GridCell::Nothing,
            Cell::Text(text) => GridCell::Text(text.clone().into_owned()),
            Cell::Number(number) => GridCell::Number(number.clone().into_owned()),
            Cell::List(parts) => {
                let parts = parts.iter().map(|part| Cow::Owned(part.clone().into_owned()));
                GridCell::List(parts.collect())
            }
        }
    }

    /// A number that was reckoned.
    pub(crate) fn number(number: f64) -> GridCell {
        if number.is_finite() { GridCell::Number(number.to_string()) } else { GridCell::Nothing }
    }

    /// As what reads it sees it.
    pub(crate) fn cell(&self) -> Cell<'_> {
        match self {
            GridCell::Text(text) => Cell::text(text),
            GridCell::Number(text) => Cell::Number(Cow::Borrowed(text)),
            GridCell::List(parts) => Cell::List(parts),
            GridCell::Nothing => Cell::Nothing,
        }
    }

    fn as_text(&self) -> &str {
        match self {
            GridCell::Nothing | GridCell::List(_) => "",
            GridCell::Text(text) | GridCell::Number(text) => text.trim(),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, GridCell::Number(_))
    }

    fn is_nothing(&self) -> bool {
        !matches!(self, GridCell::List(_)) && self.as_text().is_empty()
    }
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct GridRow {
    /// Its number in the sheet, from 1; of a row that was made of others, the line of the first.
    pub(crate) line: u32,
    /// How far the file is read with it.
    pub(crate) end: usize,
    pub(crate) cells: Vec<GridCell>,
    /// So many cells were written for it, where that says something; the sheets of a workbook have no
    /// end.
    pub(crate) written: Option<usize>,
}

impl GridRow {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_nothing()).count()
    }

    /// The last place that has something, counted from 1.
    fn width(&self) -> usize {
        self.cells
            .iter()
            .rposition(|cell| !cell.is_nothing())
            .map_or(0, |last| last.saturating_add(1))
    }
}

impl Cells for GridRow {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.cells.get(column).map_or(Cell::Nothing, GridCell::cell)
    }
}

/// A table in memory: the names of its columns, and its rows.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Grid {
    header: Vec<String>,
    /// What stood between the cells that are text, if something did.
    delimiter: Option<u8>,
    rows: Vec<GridRow>,
    /// The lines above it.
    pub(crate) titles: Vec<String>,
    pub(crate) doubts: Vec<Doubt>,
}

/// So many rows at the top are looked through for a header.
const MOST_TITLES: usize = 30;

impl Grid {
    /// A table without rows yet.
    pub(crate) fn new(header: Vec<String>, delimiter: Option<u8>) -> Grid {
        Grid { header, delimiter, rows: Vec::new(), titles: Vec::new(), doubts: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, line: u32, end: usize, cells: Vec<GridCell>) {
        self.rows.push(GridRow { line, end, cells, written: None });
    }

    /// Takes a row over as it is.
    pub(crate) fn copy(&mut self, record: &Record<'_>) {
        let cells = (0..self.header.len()).map(|place| GridCell::of(&record.cell(place)));
        self.push(record.line, record.end, cells.collect());
    }

    /// The table on a sheet: `fits` says whether somebody knows how to read a table with this
    /// header. Where nobody does, the header is the first row that is as wide as those below it.
    /// None where there is no table.
    pub(crate) fn of_sheet(rows: Vec<GridRow>, fits: impl Fn(&[String]) -> bool) -> Option<Grid> {
        let rows: Vec<GridRow> = rows.into_iter().filter(|row| row.filled() > 0).collect();
        let top = rows.iter().take(MOST_TITLES);
        let names = |row: &GridRow| -> Vec<String> {
            let cells = row.cells.iter().take(row.width());
            cells.map(|cell| cell.as_text().to_owned()).collect()
        };
        let place = top.clone().position(|row| fits(&names(row))).or_else(|| widest(&rows))?;
        let two = |first: usize| {
            let (upper, lower) = (rows.get(first)?, rows.get(first.saturating_add(1))?);
            let is_next = upper.line.saturating_add(1) == lower.line;
            let has_numbers = |row: &GridRow| row.cells.iter().any(GridCell::is_number);
            let is_header = is_next && !has_numbers(upper) && !has_numbers(lower);
            let joined = is_header.then(|| of_two_rows(&names(upper), &names(lower))).flatten()?;
            Some((first, joined))
        };
        let double = place.checked_sub(1).and_then(two).or_else(|| two(place));
        let (place, last, header) = match double {
            Some((first, joined)) => (first, first.saturating_add(1), joined),
            None => (place, place, names(rows.get(place)?)),
        };
        let header_line = rows.get(place)?.line;
        let above = rows.iter().take(place).map(|row| {
            let cells = names(row).into_iter().filter(|cell| !cell.is_empty());
            cells.collect::<Vec<_>>().join(", ")
        });
        let above = above.collect();
        let mut body = rows;
        let titles = body.drain(..last.saturating_add(1)).len();
        let titles = titles.saturating_sub(last.saturating_sub(place));
        let mut doubts = Vec::new();
        if titles > 1 {
            let fact = ProblemFact::TitlesAboveHeader { header: header_line };
            doubts.push(Doubt { line: 1, key: None, fact });
        }
        if last > place {
            let fact = ProblemFact::HeaderOfTwoRows;
            doubts.push(Doubt { line: header_line, key: None, fact });
        }
        let notes = notes_below(&mut body, header.len());
        doubts.extend(notes);
        let mut grid = Grid { titles: above, doubts, ..Grid::new(header, None) };
        grid.add(body);
        Some(grid)
    }

    /// Whether its columns are called as those of another one.
    pub(crate) fn has_columns_of(&self, other: &Grid) -> bool {
        self.header.len() == other.header.len()
            && self.header.iter().zip(&other.header).all(|(a, b)| a.eq_ignore_ascii_case(b))
    }

    /// Takes the rows of a further sheet of the same columns.
    pub(crate) fn join(&mut self, other: Grid) {
        self.add(other.rows);
        self.doubts.extend(other.doubts);
    }

    /// Adds the rows of a sheet, each of which is as long a way as every other.
    fn add(&mut self, rows: Vec<GridRow>) {
        for row in rows {
            let end = self.rows.len().saturating_add(1);
            self.rows.push(GridRow { end, ..row });
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl Records for Grid {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn titles(&self) -> Vec<String> {
        self.titles.clone()
    }

    fn delimiter(&self) -> Option<u8> {
        self.delimiter
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        for (number, row) in (1..).zip(&self.rows) {
            let len = row.written.unwrap_or_else(|| row.width().max(self.header.len()));
            let record = Record::new(number, row.line, row.end, row, len, &[]);
            if take(NextRecord::Read(record)).is_break() {
                return;
            }
        }
    }
}

/// The first row with as many cells as most of those at the top that have several.
fn widest(rows: &[GridRow]) -> Option<usize> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().take(200).filter(|row| row.filled() > 1) {
        let count = widths.entry(row.width()).or_default();
        *count = count.saturating_add(1);
    }
    let (usual, _) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
    rows.iter().take(MOST_TITLES).position(|row| {
        // A name may be missing, as that of the first column often is.
        row.width() >= usual && row.filled().saturating_add(1) >= usual && row.filled() > 1
    })
}

/// Takes away the notes below a table: rows at its end of which the first cell alone says something.
fn notes_below(rows: &mut Vec<GridRow>, columns: usize) -> Option<Doubt> {
    let is_note = |row: &GridRow| {
        let first = row.cells.iter().find(|cell| !cell.is_nothing());
        let is_words = matches!(first, Some(GridCell::Text(_)));
        columns > 2 && row.filled() == 1 && is_words && row.width() == 1
    };
    let kept = rows.iter().rposition(|row| !is_note(row)).map_or(0, |last| last.saturating_add(1));
    let notes = rows.drain(kept..);
    let lines: Vec<u32> = notes.map(|row| row.line).collect();
    let first = *lines.first()?;
    let fact = ProblemFact::NotesBelow { rows: lines.len() };
    Some(Doubt { line: first, key: None, fact })
}
