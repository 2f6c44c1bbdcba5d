//! What is taken away: a picture as SVG, PNG or PDF, data as JSON, CSV and estimates files, a
//! report, a page that can be asked, references for reference managers, tables as a workbook or a
//! data package. Which kinds there are, by which ending each is known and what it holds is decided
//! in [`ExportKind`], for the window and the command line alike.
//!
//! What must never be: a file opened or written here, which is [`disk`](crate::disk)'s business; a
//! field of an estimate listed anew, as [`in_one_row`](crate::files::native::in_one_row) gives all
//! of them; anything exported that was not stated, said or shown.

mod bibliography;
mod bidi;
pub mod caption;
mod chart;
pub mod csv;
pub mod estimates;
mod flow;
pub mod json;
pub mod key;
mod kinds;
pub mod live;
mod markup;
mod package;
mod page;
mod paper;
pub mod pdf;
pub mod png;
pub mod report;
pub mod said;
mod shown;
pub mod svg;
pub mod tables;
mod workbook;
mod written;

pub use crate::estimate::ReferenceForm;
pub use chart::{Chart, Charted, PageOptions, PageSize, asked_in};
pub use kinds::{
    DataKind, ExportKind, PictureKind, TablesKind, data, picture, tables_of, unknown_ending,
};
pub use page::{Page, furniture, side_margins};
pub use shown::Shown;
pub use written::Written;

#[cfg(test)]
pub(crate) mod parse_back;
