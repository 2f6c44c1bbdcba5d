//! Estimates as stated, a row each.

use std::io;

use serde_json::{Map, Value as Json};

use crate::estimate::Estimate;
use crate::files::Field;
use crate::files::native::in_one_row;

use super::table::{Cell, CellKind, Column, Row};

/// A column for every field.
pub(crate) fn fields() -> impl Iterator<Item = Column> {
    Field::ALL.iter().map(|field| Column::Field(*field))
}

/// What is stated of an estimate, a cell for every field.
///
/// # Errors
/// Never for data that a ledger can hold.
pub(crate) fn stated(estimate: Estimate<'_>) -> io::Result<Row> {
    let row = in_one_row(&estimate.to_statement())?;
    Ok(Field::ALL.iter().map(|field| cell(*field, &row)).collect())
}

fn cell(field: Field, row: &Map<String, Json>) -> Cell {
    match row.get(field.word()) {
        Some(Json::String(text)) => match Column::Field(field).kind() {
            CellKind::Day => text.parse().map_or_else(|_| Cell::text(text), Cell::Day),
            _ => Cell::text(text),
        },
        Some(Json::Number(number)) => Cell::Number(number.as_f64().unwrap_or_default()),
        Some(Json::Bool(flag)) => Cell::Is(*flag),
        Some(Json::Array(texts)) => {
            let texts: Vec<&str> = texts.iter().filter_map(Json::as_str).collect();
            let separator = field.separator().unwrap_or_default();
            Cell::text(texts.join(if separator == "," { ", " } else { separator }))
        }
        Some(Json::Null | Json::Object(_)) | None => Cell::Nothing,
    }
}
