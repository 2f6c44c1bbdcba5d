//! A table with a column for each source, measure or year, made into one with a row for each.

use std::ops::ControlFlow;

use super::through::{Shaped, Through};
use crate::files::cells::Cells;
use crate::files::containers::Records;
use crate::files::containers::grid::{Grid, GridCell};
use crate::files::dates::is_year;
use crate::files::mappings::{Codes, Named, Spread, position};
use crate::files::numbers::is_missing;
use crate::files::problem_fact::ProblemFact;
use crate::files::unreadable::Unreadable;

/// One row for each cell that says something.
pub(super) fn unrolled(
    table: &dyn Records,
    spread: &Spread,
    codes: &Codes,
    through: &mut Through<'_>,
) -> Result<Shaped, Unreadable> {
    let header = table.header();
    let beside: Vec<(usize, &String)> =
        spread.beside.iter().filter_map(|name| Some((position(header, name)?, name))).collect();
    let is_beside = |place: usize| beside.iter().any(|(own, _)| *own == place);
    let is_left_out =
        |place: usize| spread.leave_out.iter().any(|name| position(header, name) == Some(place));
    let columns: Vec<(usize, Named)> = header
        .iter()
        .enumerate()
        .filter(|(place, name)| {
            !name.is_empty() && !is_beside(*place) && !is_left_out(*place) && !is_note(name)
        })
        .map(|(place, name)| (place, spread.named(name)))
        .filter(|(_, named)| !spread.years || is_year(&named.column))
        .collect();
    let named = ["column", "name", "part", "value"].map(str::to_owned);
    let names = beside.iter().map(|(_, name)| (*name).clone()).chain(named).collect();
    let mut made = Grid::new(names, table.delimiter());
    let rows = through.each(table, true, &mut |record, problems| {
        let own: Vec<GridCell> =
            beside.iter().map(|(place, _)| GridCell::of(&record.cell(*place))).collect();
        for (place, named) in &columns {
            let cell = record.cell(*place);
            let text = cell.as_text();
            if codes.has(text) {
                let fact = ProblemFact::StandsForNothing(text.to_owned());
                problems.repeated(record.line, "", text, fact);
                continue;
            }
            if cell.is_nothing() || is_missing(text) {
                continue;
            }
            let mut cells = own.clone();
            let parts = [&named.column, &named.name, &named.part];
            cells.extend(parts.map(|part| GridCell::Text(part.clone())));
            cells.push(GridCell::of(&cell));
            made.push(record.line, record.end, cells);
        }
        ControlFlow::Continue(())
    })?;
    Ok(Shaped { table: made, rows, group: None, summed: None })
}

/// Whether a column tells of another one and not of the world: `Deaths-annotations`.
fn is_note(name: &str) -> bool {
    name.to_lowercase().ends_with("annotations")
}
