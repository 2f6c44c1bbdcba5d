//! Cells of a kind, in columns, in rows that are made one after the other.

use std::borrow::Cow;
use std::io;

use serde_json::{Map, Value as Json};

use crate::estimate::Day;
use crate::export::json::Number;
use crate::files::{Field, guarded};
use crate::words::{TableColumn, TableName, Words};

/// What stands in a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Nothing,
    Text(String),
    /// Never infinite, never no number.
    Number(f64),
    Day(Day),
    Is(bool),
}

impl Cell {
    /// A number; nothing where there is none, or no end.
    #[must_use]
    pub fn number(number: Option<f64>) -> Cell {
        number.filter(|n| n.is_finite()).map_or(Cell::Nothing, Cell::Number)
    }

    /// How many.
    #[must_use]
    pub fn count(count: impl TryInto<u32>) -> Cell {
        count.try_into().map_or(Cell::Nothing, |count: u32| Cell::Number(f64::from(count)))
    }

    /// A share, of which four digits behind the point are more than the data carry.
    #[must_use]
    pub fn share(share: Option<f64>) -> Cell {
        Cell::number(share.map(|n| (n * 10_000.0).round() / 10_000.0))
    }

    /// A text; nothing where it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
    }

    /// The same where there is one.
    #[must_use]
    pub fn maybe(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Nothing, Cell::text)
    }

    #[must_use]
    pub fn day(day: Option<Day>) -> Cell {
        day.map_or(Cell::Nothing, Cell::Day)
    }

    /// As it stands in a CSV: a text that a spreadsheet would run is led by an apostrophe.
    #[must_use]
    pub fn csv(&self) -> Cow<'_, str> {
        match self {
            Cell::Nothing => "".into(),
            Cell::Text(text) => guarded(text),
            Cell::Number(number) => number.to_string().into(),
            Cell::Day(day) => day.to_string().into(),
            Cell::Is(is) => yes_no(*is).into(),
        }
    }

    /// As a person reads it.
    #[must_use]
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) => text.into(),
            other => other.csv(),
        }
    }

    /// As it stands in JSON.
    #[must_use]
    pub fn json(&self) -> Json {
        match self {
            Cell::Nothing => Json::Null,
            Cell::Text(text) => text.as_str().into(),
            Cell::Number(number) => serde_json::to_value(Number(*number)).unwrap_or_default(),
            Cell::Day(day) => day.to_string().into(),
            Cell::Is(is) => (*is).into(),
        }
    }
}

/// The word for it in a table.
#[must_use]
pub(crate) fn yes_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// What the cells of a column are, where there is something in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellKind {
    Text,
    /// A text that is mostly an address.
    Address,
    Number,
    /// A whole number from 0 on.
    Count,
    Day,
    YesNo,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// What was stated of an estimate.
    Field(Field),
    Of(TableColumn),
}

impl Column {
    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Column::Field(field) => field.word(),
            Column::Of(column) => column.word(),
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Column::Field(field) => Words::default().says_of_field(field),
            Column::Of(column) => column.says(),
        }
    }

    #[must_use]
    pub fn kind(self) -> CellKind {
        use TableColumn as C;
        match self {
            Column::Field(Field::Low | Field::Best | Field::High) => CellKind::Number,
            Column::Field(
                Field::Since | Field::AsOfStart | Field::AsOf | Field::Published | Field::Retracted,
            ) => CellKind::Day,
            Column::Field(Field::DatesInferred | Field::Party | Field::Unknown) => CellKind::YesNo,
            Column::Field(Field::Url) | Column::Of(C::Url | C::Archive) => CellKind::Address,
            Column::Of(C::At | C::AsOf | C::Published | C::FirstAsOf | C::LastAsOf) => {
                CellKind::Day
            }
            Column::Of(C::InCore | C::Material) => CellKind::YesNo,
            Column::Of(C::Reference | C::CarriedDays | C::Number | C::Estimates) => CellKind::Count,
            Column::Of(
                C::StatedLow
                | C::StatedBest
                | C::StatedHigh
                | C::AdjustedLow
                | C::AdjustedBest
                | C::AdjustedHigh
                | C::ReadLow
                | C::ReadHigh
                | C::Gap
                | C::PerCent,
            ) => CellKind::Number,
            Column::Field(_) | Column::Of(_) => CellKind::Text,
        }
    }
}

/// A row: a cell for each column.
pub type Row = Vec<Cell>;

/// Rows under columns. They are made as they are asked for, once.
pub struct Table<'a> {
    pub name: TableName,
    pub columns: Vec<Column>,
    /// The column that is meant to tell each row from the others.
    pub key: Option<Column>,
    pub rows: Box<dyn Iterator<Item = io::Result<Row>> + 'a>,
}

impl Table<'_> {
    /// As CSV, with the names of its columns in the first line.
    ///
    /// # Errors
    /// That of a row or of the writer, never for data that a ledger can hold.
    pub fn csv(self) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| column.word()))?;
        for row in self.rows {
            writer.write_record(row?.iter().map(|cell| cell.csv().into_owned()))?;
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    /// Each row as an object.
    ///
    /// # Errors
    /// That of a row, never for data that a ledger can hold.
    pub fn json(self) -> io::Result<Vec<Map<String, Json>>> {
        let columns = self.columns;
        let object = |row: Row| {
            let cells = columns.iter().zip(&row);
            cells.map(|(column, cell)| (column.word().to_owned(), cell.json())).collect()
        };
        self.rows.map(|row| row.map(object)).collect()
    }
}
