//! Tables on pages, in HTML and in Markdown, as files or from the clipboard: each is as a sheet of a
//! workbook.

mod html;
mod markdown;
mod table;

use super::Doubt;
use super::workbook::Sheet;
use crate::files::unreadable::Unreadable;
use table::PageTable;

/// Whether a text is a page or a part of one, such as the clipboard has.
pub(crate) fn is_html(text: &str) -> bool {
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let start: String = text.trim_start().chars().take(4_096).collect::<String>().to_lowercase();
    let tags = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div", "<thead"];
    tags.iter().any(|tag| start.contains(tag)) || has_table(text)
}

fn has_table(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(6).any(|six| six.eq_ignore_ascii_case(b"<table"))
}

/// Whether a text has a table as Markdown writes it.
pub(crate) use markdown::has_table as is_markdown;

/// The tables of a page in HTML, in the order in which they end, and what to tell of what stands beside
/// them.
///
/// # Errors
/// When they have more cells than an honest page.
pub(crate) fn html(text: &str) -> Result<(Vec<Sheet>, Option<Doubt>), Unreadable> {
    let (tables, astray) = html::tables(text)?;
    Ok((named(tables), astray.told()))
}

/// The tables of a text in Markdown, and what to tell of what stands beside them.
pub(crate) fn markdown(text: &str) -> (Vec<Sheet>, Option<Doubt>) {
    let (tables, astray) = markdown::tables(text);
    (named(tables), astray.told())
}

/// Those with something in them, each with a name: what stands above it, or else its number.
fn named(tables: Vec<PageTable>) -> Vec<Sheet> {
    let sheets = tables.into_iter().map(PageTable::sheet).filter(|sheet| !sheet.rows.is_empty());
    let mut sheets: Vec<Sheet> = sheets.collect();
    for (sheet, number) in sheets.iter_mut().zip(1..) {
        if sheet.name.is_empty() {
            sheet.name = format!("{number}");
        }
    }
    sheets
}
