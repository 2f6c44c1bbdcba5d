//! Why nothing at all could be read from a file.

use super::period::Period;
use super::problem_fact::Columns;
use super::proposal::Proposal;
use crate::estimate::NotTaken;

/// A file that gives no estimates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    Foreign(Foreign),
    /// No encoding is called so.
    UnknownEncoding(String),
    /// A folder without a file that may be one of estimates.
    NoFiles,
    /// A packed file that cannot be unpacked.
    BrokenArchive,
    BrokenWorkbook,
    BrokenParquet,
    /// No sheet of the workbook is called so.
    NoSheet {
        wanted: String,
        there: Vec<String>,
    },
    /// What it unpacks to is more than an honest file holds.
    Bomb(Bomb),
    Syntax {
        line: u32,
        column: u32,
        /// What the parser says.
        message: String,
    },
    NewerVersion {
        found: u32,
        known: u32,
    },
    Session,
    /// A header and nothing else.
    NoRows,
    /// A page without a table.
    NoTable,
    /// No list of objects in a JSON text.
    NoRecords,
    /// No mapping fits, and how the table would be read is not certain.
    NoMapping {
        proposal: Box<Proposal>,
        /// The format of which most of the table's columns are, and what it lacks of that.
        nearest: Option<(String, Vec<Vec<String>>)>,
    },
    /// The mapping that was asked for does not fit.
    MappingMisfit {
        name: String,
        columns: Columns,
        missing: Vec<Vec<String>>,
    },
    Unsupported(Unsupported),
    /// A column that is asked for is not there; `nearest` may be meant.
    NoColumn {
        column: String,
        nearest: Option<String>,
        columns: Columns,
    },
    /// What is asked for is neither day nor week, month nor year.
    NoPeriod(String),
    /// A table has so many columns, which is more than any program writes on a sheet.
    TooManyColumns(usize),
    /// Events come to more sums of a group and a period than a session holds.
    TooManySums {
        most: usize,
        period: Period,
    },
    TooMuch(NotTaken),
    Stopped,
}

/// What is too much about a packed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bomb {
    /// It unpacks to more bytes.
    Bytes { most: usize },
    /// It unpacks to more than so many times its size.
    Times { most: usize },
    /// It holds so many files.
    Members(usize),
    /// This file in it is packed once more.
    Nested(String),
    /// A Parquet file of more than an honest table.
    Parquet,
    /// A page whose tables have too many cells.
    Page,
    /// A workbook that unpacks to too much, or has too many cells.
    Workbook,
}

/// What a file is instead of a table or an estimates file in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Archive,
    Pdf,
    Picture,
    Database,
    Binary,
    Markup,
}

/// An option that has no use for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    Sheet,
    Period,
    GroupBy,
}
