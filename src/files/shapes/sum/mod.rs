//! Single events summed by groups and periods.
//!
//! Where no row leaves a choice how it is read, a table is gone through once; and one that is too long
//! to be held, on all processors: a text as it flows by ([`flowing`]), columns in several parts
//! ([`by_columns`]). Else all rows decide first, and it is gone through a second time.

mod by_code;
mod by_columns;
mod counted;
mod flowing;
mod groups;
mod ids;
mod places;
mod readings;
mod row;
mod table;

use counted::{Counted, row_by_row};
use places::Places;
use readings::Readings;
use row::RowReader;

use super::overlay::Overlay;
use super::through::{Asked, Long, Shaped, Through, tell};
use crate::estimate::DecimalMark;
use crate::files::containers::Records;
use crate::files::date_order::DateOrder;
use crate::files::mappings::{Mapping, Sum};
use crate::files::problem_fact::ProblemFact;
use crate::files::unreadable::Unreadable;

/// The sums of a table by group and period.
pub(super) fn summed(
    table: &Overlay<'_>,
    sum: &Sum,
    mapping: &Mapping,
    asked: Asked<'_>,
    through: &mut Through<'_>,
) -> Result<Shaped, Unreadable> {
    let mut places = Places::new(table.header(), sum, mapping, asked)?;
    let order = asked.dates.or(mapping.date_order());
    let before = through.problems.clone();
    let mut counted = all(&places, table, order, through)?;
    if counted.ids.are_too_many() {
        *through.problems = before;
        tell(ProblemFact::TooManyIds, through.problems);
        places.id = None;
        counted = all(&places, table, order, through)?;
    }
    places.tell(&counted, through.problems);
    Ok(places.shaped(counted.groups, counted.rows, through.problems))
}

/// All rows of a table.
fn all(
    places: &Places<'_>,
    table: &Overlay<'_>,
    order: Option<DateOrder>,
    through: &mut Through<'_>,
) -> Result<Counted, Unreadable> {
    if let Some(counted) = at_once(places, table, order, through)? {
        return Ok(counted);
    }
    table.tell_left_out(through)?;
    let readings = Readings::decided(places, table, order, through)?;
    let reader = RowReader::decided(places, readings);
    Ok(row_by_row(places, table, reader, through)?.unwrap_or_default())
}

/// All rows of a table, gone through once; nothing where one of them leaves a choice that all have to
/// decide.
fn at_once(
    places: &Places<'_>,
    table: &Overlay<'_>,
    order: Option<DateOrder>,
    through: &mut Through<'_>,
) -> Result<Option<Counted>, Unreadable> {
    let mark = |(_, name): &(usize, &str)| places.mapping.decimal_mark_in(name);
    if places.values.iter().any(|value| mark(value) == Some(DecimalMark::Comma)) {
        return Ok(None);
    }
    let before = through.problems.clone();
    let counted = match through.long.filter(|_| table.adds_nothing()) {
        Some(Long::Text(flow)) => flowing::counted(places, table, flow, order, through)?,
        Some(Long::Columns(columns)) => {
            by_columns::counted(places, table, columns, order, through)?
        }
        None => {
            table.tell_left_out(through)?;
            row_by_row(places, table, RowReader::watching(places, order), through)?
        }
    };
    if counted.is_none() {
        *through.problems = before;
    }
    Ok(counted)
}
