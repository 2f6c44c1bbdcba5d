//! One file that is not packed: which container it is, and what reads that.

use super::containers;
use super::containers::kind::{Container, kind};
use super::reading::{OnProgress, ReadOptions, Reading};
use super::unreadable::{Unreadable, Unsupported};
use super::{native_file, table};

/// Reads a file that is not packed.
///
/// # Errors
/// When nothing in it can be read, or `progress` says to stop.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    if containers::workbook::is_workbook(bytes) {
        return table::read_workbook(name, bytes, options, progress);
    }
    if containers::parquet::is_parquet(bytes) {
        if options.sheet.is_some() {
            return Err(Unreadable::Unsupported(Unsupported::Sheet));
        }
        return table::read_grid(name, &containers::parquet::grid(bytes)?, options, progress);
    }
    let (text, doubts) = containers::encoding::text(bytes, options.encoding.as_deref())?;
    let kind = kind(name, &text)?;
    let is_page = matches!(kind, Container::Html | Container::Markdown);
    if options.sheet.is_some() && !is_page {
        return Err(Unreadable::Unsupported(Unsupported::Sheet));
    }
    match kind {
        Container::Ron => native_file::read(&text, &doubts, options, progress),
        Container::Csv => table::read(name, &text, &doubts, options, progress),
        Container::Json => table::read_json(name, &text, &doubts, options, progress),
        Container::Html | Container::Markdown => {
            table::read_page(name, (kind, &text), &doubts, options, progress)
        }
    }
}
