//! Looking at a table and proposing how it is read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::assign::assign;
use super::column::ProposedColumn;
use super::heading::{Heading, Kind};
use super::numbers::names_source;
use super::plan::Proposal;
use super::values::Seen;
use crate::files::cells::{Cell, Cells};
use crate::files::containers::{NextRecord, Records};
use crate::files::doubts::is_url;
use crate::files::field::Field;

/// So many of the first rows are looked at.
const LOOKED_AT: usize = 2_000;

/// So much of a cell is looked at.
const LONGEST_CELL: usize = 400;

/// Looks at the first rows of a table. `said` is what a person says of every row.
pub(crate) fn propose(table: &dyn Records, said: &BTreeMap<Field, String>) -> Proposal {
    let header = table.header();
    let rows = first_rows(table);
    let mut seen = vec![Seen::default(); header.len()];
    for row in &rows {
        for (cell, seen) in row.iter().zip(&mut seen) {
            seen.see(cell);
        }
    }
    let headings: Vec<Heading> = header.iter().map(|name| Heading::of(name)).collect();
    let columns = header
        .iter()
        .map(|name| ProposedColumn { name: name.trim().to_owned(), ..ProposedColumn::default() });
    let columns = columns.collect();
    let mut proposal = Proposal {
        columns,
        rows,
        constants: said.clone(),
        unnamed: Vec::new(),
        counted: seen.iter().position(Seen::say_what_is_counted),
        seems: None,
    };
    assign(&mut proposal, &headings, &seen);
    proposal
}

/// Whether these are the names of the columns of a table of estimates: at least three say something,
/// one of them a date and another a number or who says it.
pub(crate) fn is_header(names: &[String]) -> bool {
    use Kind as K;
    let headings: Vec<Heading> = names.iter().map(|name| Heading::of(name)).collect();
    let is_one =
        |kinds: &[K]| headings.iter().any(|heading| kinds.iter().any(|kind| heading.has(*kind)));
    // A name with another separator in it is a row that was cut at the wrong one.
    let is_whole = |name: &str| !name.contains([';', '\t', '|']);
    let (mut known, mut sources) = (0_usize, 0_usize);
    for (heading, name) in headings.iter().zip(names).filter(|(_, name)| is_whole(name)) {
        let is_source = names_source(name);
        let says_something = heading.is_known() && heading.unknown < 3;
        known = known.saturating_add(usize::from(is_source || says_something));
        sources = sources.saturating_add(usize::from(is_source));
    }
    let says_how_much = headings.iter().any(Heading::is_of_numbers) || sources > 1;
    known >= 3
        && is_one(&[K::Date, K::Start, K::End, K::Published, K::Year])
        && (says_how_much || is_one(&[K::Source]))
}

fn first_rows(table: &dyn Records) -> Vec<Vec<String>> {
    let columns = table.header().len();
    let mut rows = Vec::new();
    table.records(&mut |found| {
        if let NextRecord::Read(record) = found {
            let cell = |column| {
                let text = match record.cell(column) {
                    Cell::List([first, ..]) if is_url(first) => first.clone().into_owned(),
                    Cell::List(parts) => parts.join("; "),
                    cell => cell.as_text().to_owned(),
                };
                text.chars().take(LONGEST_CELL).collect::<String>()
            };
            let row: Vec<String> = (0..columns).map(cell).collect();
            // What says by tags what the columns are is no row.
            let is_said = |cell: &String| !cell.is_empty() && !cell.starts_with('#');
            if row.iter().any(is_said) {
                rows.push(row);
            }
        }
        if rows.len() < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    rows
}
