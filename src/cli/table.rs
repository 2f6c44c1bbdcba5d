//! Rows of cells, as CSV and as columns of text.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::estimate::visible;

/// The rows as CSV.
pub(super) fn table_csv<const N: usize>(rows: &[[String; N]]) -> Result<String, String> {
    let failed =
        |error: &dyn std::fmt::Display| format!("The answer could not be written: {error}");
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// No column is wider than this: a longer cell runs over into the next.
const WIDEST: usize = 200;

/// Columns as wide as their widest cell, as a terminal counts; the last one runs free.
pub(super) fn write_table<const N: usize>(
    text: &mut String,
    rows: &[[String; N]],
) -> std::fmt::Result {
    let rows: Vec<[Cow<'_, str>; N]> =
        rows.iter().map(|row| row.each_ref().map(|cell| visible(cell))).collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width().min(WIDEST));
        }
    }
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            let gap = width.saturating_sub(cell.width());
            line.push_str("  ");
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', gap));
        }
        writeln!(text, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_any_length_is_written_and_widens_no_column_beyond_measure() {
        let long = "x".repeat(100_000);
        let rows = [[long.clone(), "1".to_owned()], ["short".to_owned(), "2".to_owned()]];
        let mut text = String::new();
        write_table(&mut text, &rows).expect("texts are written");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], format!("  {long}  1"));
        assert_eq!(lines[1].len(), 2 + WIDEST + 2 + 1);
    }
}
