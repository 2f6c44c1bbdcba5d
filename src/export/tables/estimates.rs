//! Estimates as stated, a row each.

use std::io;

use serde_json::{Map, Value as Json};

use crate::compare::{EstimateRef, References};
use crate::estimate::{Estimate, Loaded};
use crate::files::Field;
use crate::files::native::in_one_row;
use crate::words::{TableColumn, TableName};

use super::table::{Cell, CellKind, Column, Row, Table};

/// Each of these estimates with a column for every [`Field`], its id and its reference.
pub(super) fn estimates<'a>(
    files: &'a [Loaded],
    taken: &'a [EstimateRef],
    references: &'a References,
) -> Table<'a> {
    let row = move |of: &EstimateRef| {
        let file = files.get(usize::from(of.file))?;
        let estimate = of.of(files)?;
        let further = [
            Cell::text(file.id_of(estimate).to_string()),
            references.number(*of).map_or(Cell::Nothing, Cell::count),
        ];
        Some(stated(estimate).map(|row| row.into_iter().chain(further).collect()))
    };
    let further = [TableColumn::Estimate, TableColumn::Reference].map(Column::Of);
    Table {
        name: TableName::Estimates,
        columns: fields().chain(further).collect(),
        key: Some(Column::Of(TableColumn::Estimate)),
        rows: Box::new(taken.iter().filter_map(row)),
    }
}

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
