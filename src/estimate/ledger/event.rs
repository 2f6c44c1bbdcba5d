//! What happened on a day, beside what was estimated.

use serde::{Deserialize, Serialize};

use crate::estimate::Day;

/// A dated happening, drawn as a labelled line. Not an estimate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    pub date: Day,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
