//! Tables whose rows are no estimates yet: single events, quantiles, one column a source. Between a
//! container and a mapping they become tables of which each row is one.
//!
//! What must never be: a row that is left out, or a cell that is not counted, and nothing tells it.

mod name;
mod overlay;
mod quantiles;
mod spread;
mod sum;
mod through;

use std::ops::ControlFlow;

use super::containers::Records;
use super::containers::grid::Grid;
use super::mappings::Mapping;
use super::unreadable::Unreadable;
pub(super) use name::{fits_name, stem};
use overlay::Overlay;
pub(super) use through::{Asked, Long, Shaped, SoFar, Through, is_blank};

/// A table in the shape that the mapping asks for, without a row of tags; none where it is read as
/// it is.
///
/// # Errors
/// When a column that the shape needs is not there, or reading was stopped.
pub(super) fn shaped(
    table: &dyn Records,
    name: &str,
    mapping: &Mapping,
    asked: Asked<'_>,
    mut through: Through<'_>,
) -> Result<Option<Shaped>, Unreadable> {
    if !mapping.has_shape() && overlay::tag_row(table).is_none() {
        return Ok(None);
    }
    let table = Overlay::new(table, name, mapping);
    table.tell_tags(&mut through);
    if let Some(sum) = mapping.sum() {
        return sum::summed(&table, sum, mapping, asked, &mut through).map(Some);
    }
    table.tell_left_out(&mut through)?;
    if let Some(quantiles) = mapping.quantiles() {
        return quantiles::joined(&table, quantiles, &mut through).map(Some);
    }
    if let Some(spread) = mapping.spread() {
        let codes = mapping.missing_in("value");
        return spread::unrolled(&table, spread, &codes, &mut through).map(Some);
    }
    let mut plain = Grid::new(table.header().to_vec(), table.delimiter());
    let rows = through.each(&table, true, &mut |record, _| {
        plain.copy(record);
        ControlFlow::Continue(())
    })?;
    Ok(Some(Shaped { table: plain, rows, group: None, summed: None }))
}
