//! What is taken away as tables: typed cells, so that every form – CSV, an answer in
//! JSON – writes the same rows, each as well as it can.

mod asked;
pub(super) mod estimates;
mod on_day;
mod table;

pub use asked::{DayAsked, OnDay};
pub use on_day::reconciliation;
pub use table::{Cell, CellKind, Column, Row, Table};
