//! Rows as text for a spreadsheet: the columns that are shown, numbers and dates bare.

use crate::compare::EstimateRef;
use crate::estimate::asof::as_of_to_text;
use crate::files::guarded;
use crate::session::TableColumn;

use super::columns::title;
use super::facts::{EstimateRow, EstimateRows};

/// The header and these rows, separated by tabs. A cell that a spreadsheet would run as a formula
/// is led by an apostrophe.
pub(super) fn tsv(rows: &EstimateRows, columns: &[TableColumn], shown: &[EstimateRef]) -> String {
    let titles: Vec<&str> = columns.iter().map(|column| title(*column)).collect();
    let line = |row: EstimateRow<'_>| {
        let cells: Vec<String> = columns.iter().map(|column| cell(&row, *column)).collect();
        cells.join("\t") + "\n"
    };
    let lines = shown.iter().filter_map(|of| rows.row(*of)).map(line);
    std::iter::once(titles.join("\t") + "\n").chain(lines).collect()
}

fn cell(row: &EstimateRow<'_>, column: TableColumn) -> String {
    let bounds = row.bounds();
    let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
    match column {
        TableColumn::AsOf => as_of_to_text(row.estimate.as_of()).0,
        TableColumn::Published => {
            row.estimate.published().map(|day| day.to_string()).unwrap_or_default()
        }
        TableColumn::Low => number(bounds.and_then(|bounds| bounds.low())),
        TableColumn::Best => number(bounds.and_then(|bounds| bounds.best())),
        TableColumn::High => number(bounds.and_then(|bounds| bounds.high())),
        other => {
            let text = row.text(other, bounds);
            guarded(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
        }
    }
}
