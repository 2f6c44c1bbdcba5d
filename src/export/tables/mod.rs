//! What is taken away as tables: typed cells, so that every form – CSV, a workbook, a data package, an
//! answer in JSON – writes the same rows, each as well as it can.

mod about;
mod asked;
pub(super) mod estimates;
mod on_day;
mod references;
mod table;
mod whole;

pub use about::{AboutLine, TablesAbout};
pub use asked::{DayAsked, OnDay};
pub use on_day::reconciliation;
pub(crate) use table::yes_no;
pub use table::{Cell, CellKind, Column, Row, Table};
pub use whole::Tables;
