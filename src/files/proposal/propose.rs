//! Looking at a table and proposing how it is read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::assign::assign;
use super::column::{Lacking, ProposedColumn, Seems};
use super::heading::{Heading, Kind};
use super::numbers::names_source;
use super::plan::Proposal;
use super::title::Title;
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
        title: Title::of(&table.titles()),
    };
    assign(&mut proposal, &headings, &seen);
    proposal.heed_title();
    if proposal.rows.len() >= LOOKED_AT {
        further_labels(table, &mut proposal);
    }
    proposal
}

impl Proposal {
    /// Takes from the title above the table what its columns do not say. What is counted and in which
    /// units is not taken without being asked.
    fn heed_title(&mut self) {
        let Some(title) = self.title.clone() else { return };
        let reads = |proposal: &Proposal, field: Field| {
            proposal.constants.contains_key(&field)
                || proposal.columns.iter().any(|column| column.field == Some(field))
        };
        let is_lacking = self.lacking().contains(&Lacking::Quantity);
        let says_basis = reads(self, Field::Basis)
            || self.columns.iter().any(|column| column.of.basis.is_some());
        let lacks = [
            (Field::Quantity, is_lacking),
            (Field::Population, self.lacks_population()),
            (Field::Place, !reads(self, Field::Place)),
            (Field::Basis, is_lacking && !says_basis),
        ];
        for (field, _) in lacks.into_iter().filter(|(_, is_lacking)| *is_lacking) {
            let said = title.says(field).map(|said| (field, said.clone()));
            self.constants.extend(said);
        }
        let mut in_units = false;
        for column in self.columns.iter_mut().filter(|column| column.is_number()) {
            in_units |= column.times.is_none() && title.times().is_some();
            column.times = column.times.or(title.times());
        }
        if self.seems.is_some() {
            return;
        }
        let quantity = title.says(Field::Quantity).filter(|_| is_lacking);
        self.seems = match (title.times().filter(|_| in_units), quantity) {
            (Some(times), _) => {
                Some(Seems::TitledInUnits { title: title.line().to_owned(), times })
            }
            (None, Some(quantity)) => {
                Some(Seems::Titled { quantity: quantity.clone(), title: title.line().to_owned() })
            }
            (None, None) => None,
        };
    }
}

/// Looks through the whole of a table for names of sources with something beside them, of which the
/// first rows may have none.
fn further_labels(table: &dyn Records, proposal: &mut Proposal) {
    let columns = proposal.columns.iter_mut().enumerate();
    let mut sources: Vec<(usize, &mut ProposedColumn)> =
        columns.filter(|(_, column)| column.field == Some(Field::Source)).collect();
    if sources.is_empty() {
        return;
    }
    table.records(&mut |found| {
        if let NextRecord::Read(record) = found {
            for (place, column) in &mut sources {
                column.learn_label(&text_of(&record.cell(*place)));
            }
        }
        ControlFlow::Continue(())
    });
}

/// What stands in a cell, as far as it is looked at.
fn text_of(cell: &Cell<'_>) -> String {
    let text = match cell {
        Cell::List([first, ..]) if is_url(first) => first.clone().into_owned(),
        Cell::List(parts) => parts.join("; "),
        cell => cell.as_text().to_owned(),
    };
    text.chars().take(LONGEST_CELL).collect()
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
            let row: Vec<String> =
                (0..columns).map(|column| text_of(&record.cell(column))).collect();
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
