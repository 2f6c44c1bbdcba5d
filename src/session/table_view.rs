//! How the table of estimates is shown: its columns, its order and what it leaves out.

use serde::{Deserialize, Deserializer, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A column of the table of estimates.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(into = "String", try_from = "String")]
#[strum(serialize_all = "snake_case")]
pub enum TableColumn {
    AsOf,
    Origin,
    /// The source as its file names it.
    #[strum(serialize = "source")]
    Label,
    Low,
    Best,
    High,
    /// Exact, about, more than.
    How,
    /// The source's own words.
    Wording,
    /// Relays and outlet.
    Through,
    Published,
    Grade,
    Measure,
    Basis,
    Standing,
    /// How the number came about.
    Method,
    /// File and record.
    Record,
    /// Whether it counts at the cursor, and why not.
    Status,
}

impl TableColumn {
    /// Every column, in the order in which they stand.
    pub const ALL: &'static [TableColumn] = TableColumn::VARIANTS;

    /// Those of a table that nobody has changed.
    pub const USUAL: [TableColumn; 9] = [
        TableColumn::AsOf,
        TableColumn::Origin,
        TableColumn::Low,
        TableColumn::Best,
        TableColumn::High,
        TableColumn::Wording,
        TableColumn::Through,
        TableColumn::Published,
        TableColumn::Status,
    ];

    /// The word for it in sessions.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl From<TableColumn> for String {
    fn from(column: TableColumn) -> String {
        column.word().to_owned()
    }
}

impl TryFrom<String> for TableColumn {
    type Error = String;

    fn try_from(word: String) -> Result<TableColumn, String> {
        word.parse().map_err(|_| format!("“{word}” is no column of the table"))
    }
}

/// How the table of estimates is shown.
///
/// ```
/// use parallax::session::{TableColumn, TableView};
///
/// let mut view = TableView::default();
/// view.sort_by(TableColumn::Low);
/// assert!(!view.is_descending);
/// view.sort_by(TableColumn::Low);
/// assert!(view.is_descending);
/// view.toggle(TableColumn::Low);
/// assert!(!view.columns.contains(&TableColumn::Low));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct TableView {
    /// The columns shown, in the order of [`TableColumn::ALL`]. Words of other versions are passed
    /// over.
    #[serde(deserialize_with = "known_columns", skip_serializing_if = "are_usual")]
    pub columns: Vec<TableColumn>,
    #[serde(deserialize_with = "known_column", skip_serializing_if = "is_as_of")]
    pub sorted_by: TableColumn,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_descending: bool,
    /// Words that a row must all have somewhere.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Estimates of every measure, and not only of the one asked about.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all_measures: bool,
    /// Only what counts at the cursor.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counting_only: bool,
}

impl Default for TableView {
    fn default() -> TableView {
        TableView {
            columns: TableColumn::USUAL.to_vec(),
            sorted_by: TableColumn::AsOf,
            is_descending: false,
            filter: String::new(),
            all_measures: false,
            counting_only: false,
        }
    }
}

impl TableView {
    /// Whether nobody has changed anything.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == TableView::default()
    }

    /// Sorts by a column; by the same one again, the other way round.
    pub fn sort_by(&mut self, column: TableColumn) {
        self.is_descending = self.sorted_by == column && !self.is_descending;
        self.sorted_by = column;
    }

    /// Shows a column or leaves it out; the last one stays.
    pub fn toggle(&mut self, column: TableColumn) {
        let is_shown = self.columns.contains(&column);
        let wanted = |one: &TableColumn| (*one == column) != self.columns.contains(one);
        let columns: Vec<TableColumn> = TableColumn::ALL.iter().copied().filter(wanted).collect();
        if !is_shown || self.columns.len() > 1 {
            self.columns = columns;
        }
    }
}

fn are_usual(columns: &[TableColumn]) -> bool {
    columns == TableColumn::USUAL
}

fn is_as_of(column: &TableColumn) -> bool {
    *column == TableColumn::AsOf
}

fn known_columns<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<TableColumn>, D::Error> {
    let words = Vec::<String>::deserialize(list)?;
    let is_named = |column: &TableColumn| words.iter().any(|word| word == column.word());
    let columns: Vec<TableColumn> = TableColumn::ALL.iter().copied().filter(is_named).collect();
    Ok(if columns.is_empty() { TableColumn::USUAL.to_vec() } else { columns })
}

fn known_column<'de, D: Deserializer<'de>>(word: D) -> Result<TableColumn, D::Error> {
    let word = String::deserialize(word)?;
    Ok(word.parse().unwrap_or(TableColumn::AsOf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_read_back_from_its_word() {
        for column in TableColumn::ALL {
            assert_eq!(column.word().parse(), Ok(*column));
        }
    }

    #[test]
    fn columns_of_another_version_are_passed_over() {
        let text = r#"(columns: ["low", "from_the_future", "as_of"], sorted_by: "odd")"#;
        let view: TableView = ron::from_str(text).expect("readable");
        assert_eq!(view.columns, [TableColumn::AsOf, TableColumn::Low]);
        assert_eq!(view.sorted_by, TableColumn::AsOf);
        assert!(ron::from_str::<TableView>("()").expect("readable").is_usual());
    }

    #[test]
    fn the_last_column_stays() {
        let mut view = TableView { columns: vec![TableColumn::Low], ..TableView::default() };
        view.toggle(TableColumn::Low);
        assert_eq!(view.columns, [TableColumn::Low]);
        view.toggle(TableColumn::AsOf);
        assert_eq!(view.columns, [TableColumn::AsOf, TableColumn::Low]);
    }

    #[test]
    fn what_is_changed_is_read_back() {
        let mut view = TableView { filter: "kursk".into(), ..TableView::default() };
        view.sort_by(TableColumn::High);
        view.toggle(TableColumn::Grade);
        let text = ron::to_string(&view).expect("written");
        assert_eq!(ron::from_str::<TableView>(&text).expect("readable"), view);
    }
}
