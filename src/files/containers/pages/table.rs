//! A table on a page, as the rows of a sheet.

use crate::files::containers::Doubt;
use crate::files::containers::grid::{GridCell, GridRow};
use crate::files::containers::workbook::Sheet;
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
        let links = self.linked();
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
        for row in self.rows {
            let added: Vec<GridCell> = links
                .iter()
                .map(|place| row.cells.get(*place).and_then(|cell| cell.link.clone()))
                .map(|link| link.map_or(GridCell::Nothing, GridCell::Text))
                .collect();
            // What spans the columns of a row says one thing.
            let cells = row.cells.into_iter().map(|cell| match cell.text {
                text if text.is_empty() || cell.is_repeated => GridCell::Nothing,
                text => GridCell::Text(text),
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
        Sheet { name: in_one_line(&self.name), rows }
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
