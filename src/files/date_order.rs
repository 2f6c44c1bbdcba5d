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
