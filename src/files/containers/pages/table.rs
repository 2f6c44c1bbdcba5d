//! A table on a page, as the rows of a sheet.

use crate::estimate::amount_of;
use crate::files::containers::Doubt;
use crate::files::containers::grid::{GridCell, GridRow};
use crate::files::containers::workbook::Sheet;
use crate::files::dates::{is_year, written};
use crate::files::problem_fact::ProblemFact;

/// A table that was read from a page.
#[derive(Default)]
pub(super) struct PageTable {
    pub(super) name: String,
    pub(super) rows: Vec<PageRow>,
}

#[derive(Default)]
pub(super) struct PageRow {
    pub(super) line: u32,
    pub(super) cells: Vec<PageCell>,
    /// Whether it stands in the head of the table, or only names stand in it.
    pub(super) is_of_names: bool,
}

#[derive(Clone, Default)]
pub(super) struct PageCell {
    pub(super) text: String,
    /// Where it leads, on another page.
    pub(super) link: Option<String>,
    /// Whether it only goes on from the left.
    pub(super) is_repeated: bool,
    /// How many rows it stands over, and whether it only goes on from above.
    pub(super) rows: usize,
    pub(super) is_from_above: bool,
}

impl PageCell {
    /// Whether it says how many, and not when or who.
    fn is_amount(&self) -> bool {
        let text = self.text.as_str();
        text.contains(|sign: char| sign.is_ascii_digit())
            && (is_year(text) || written(text).is_err() && amount_of(text, None).is_some())
    }
}

/// What stands on a page outside of every table and looks like a part of one.
#[derive(Default)]
pub(super) struct Astray {
    first: u32,
    pieces: usize,
}

impl Astray {
    pub(super) fn add(&mut self, line: u32) {
        if self.pieces == 0 {
            self.first = line;
        }
        self.pieces = self.pieces.saturating_add(1);
    }

    pub(super) fn told(&self) -> Option<Doubt> {
        let fact = ProblemFact::OutsideOfTables { pieces: self.pieces };
        (self.pieces > 0).then_some(Doubt { line: self.first, key: None, fact })
    }
}

/// A text with one blank for any number of blanks and line ends.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl PageTable {
    /// The table as the rows of a sheet, its names in one row, with a column for the links of each
    /// column that has some.
    pub(super) fn sheet(mut self) -> Sheet {
        let head = self.rows.iter().take_while(|row| row.is_of_names).count();
        let head = if head == self.rows.len() { head.min(1) } else { head };
        let names: Vec<PageRow> = self.rows.drain(..head).collect();
        let mut rows = Vec::new();
        let mut doubts = Vec::new();
        let links = self.linked();
        let counts = self.columns_of_counts();
        if let Some(line) = names.first().map(|row| row.line) {
            let width = names.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            let mut cells: Vec<GridCell> =
                (0..width).map(|place| GridCell::Text(name_of(&names, place))).collect();
            for place in &links {
                let name = name_of(&names, *place);
                cells.push(GridCell::Text(format!("{name} (link)").trim_start().to_owned()));
            }
            rows.push(GridRow { line, end: 0, cells, written: None });
        }
        let width = rows.first().map_or(0, |row| row.cells.len().saturating_sub(links.len()));
        let all = self.rows.len();
        for (above, row) in self.rows.into_iter().enumerate() {
            let added: Vec<GridCell> = links
                .iter()
                .map(|place| row.cells.get(*place).and_then(|cell| cell.link.clone()))
                .map(|link| link.map_or(GridCell::Nothing, GridCell::Text))
                .collect();
            let is_count = |place: usize, cell: &PageCell| {
                counts.get(place) == Some(&true) && cell.is_amount()
            };
            for (place, cell) in row.cells.iter().enumerate() {
                let is_told = cell.rows > 1 && !cell.is_from_above && !cell.is_repeated;
                if is_told && is_count(place, cell) {
                    let left = all.saturating_sub(above);
                    let (number, rows) = (cell.text.clone(), cell.rows.min(left));
                    let fact = ProblemFact::NumberOverRows { number, rows };
                    let key = name_of(&names, place);
                    let key = Some(key).filter(|name| !name.is_empty());
                    doubts.push(Doubt { line: row.line, key, fact });
                }
            }
            // What spans the columns of a row says one thing, and so does a number that spans rows.
            let cells = row.cells.into_iter().enumerate().map(|(place, cell)| {
                let is_again = cell.is_repeated || cell.is_from_above && is_count(place, &cell);
                match cell.text {
                    text if text.is_empty() || is_again => GridCell::Nothing,
                    text => GridCell::Text(text),
                }
            });
            let mut cells: Vec<GridCell> = cells.collect();
            let written = Some(cells.len().saturating_add(links.len()));
            if !added.is_empty() {
                cells.resize(width.max(cells.len()), GridCell::Nothing);
                cells.extend(added);
            }
            rows.push(GridRow { line: row.line, end: 0, cells, written });
        }
        rows.retain(|row| row.cells.iter().any(|cell| *cell != GridCell::Nothing));
        Sheet { name: in_one_line(&self.name), rows, doubts }
    }

    /// By column: whether it has numbers that are no years.
    fn columns_of_counts(&self) -> Vec<bool> {
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut counts = vec![false; width];
        for row in &self.rows {
            for (cell, is_of_counts) in row.cells.iter().zip(&mut counts) {
                *is_of_counts |= !is_year(&cell.text) && cell.is_amount();
            }
        }
        counts
    }

    /// The columns of which most cells lead to another page.
    fn linked(&self) -> Vec<usize> {
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let has_links = |place: &usize| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(*place));
            let filled: Vec<&PageCell> = cells.filter(|cell| !cell.text.is_empty()).collect();
            let linked = filled.iter().filter(|cell| cell.link.is_some()).count();
            linked > 0 && linked.saturating_mul(2) >= filled.len()
        };
        (0..width).filter(has_links).collect()
    }
}

/// The names over a column, from the top, each once.
fn name_of(names: &[PageRow], place: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for row in names {
        let text = row.cells.get(place).map_or("", |cell| cell.text.as_str());
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts.join(" ")
}
