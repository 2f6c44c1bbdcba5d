//! In which order a date has its parts.

use serde::{Deserialize, Serialize};

/// The order of a date's parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 23/12/2024.
    Dmy,
    /// 12/23/2024.
    Mdy,
    /// 2024-12-23 and nothing else.
    Iso,
}

/// The order of dates by which a file agrees with another copy of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CopyDates {
    pub order: DateOrder,
    /// The name of the other copy.
    pub name: String,
    /// So many estimates are the same in both then.
    pub agree: usize,
}
