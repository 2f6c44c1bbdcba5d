//! Rows of cells, as CSV and as columns of text.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

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

/// Columns as wide as their widest cell, as a terminal counts; the last one runs free.
pub(super) fn write_table<const N: usize>(
    text: &mut String,
    rows: &[[String; N]],
) -> std::fmt::Result {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            let gap = width.saturating_sub(cell.width());
            write!(line, "  {cell}{:gap$}", "")?;
        }
        writeln!(text, "{}", line.trim_end())?;
    }
    Ok(())
}
