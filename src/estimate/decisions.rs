//! What an analyst says about the data beside adjusting them: notes. They change no answer, are
//! saved with the session and go out with its exports.

use serde::{Deserialize, Serialize};

use super::{Day, EstimateId, Measure, Stamp};

/// Which of a session's notes; 0 until it has a place in one.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct NoteId(pub u32);

/// What a note is about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Date(Day),
    /// From the first day to the last, both included.
    Period(Day, Day),
    /// A number on the value axis of this measure.
    Value(f64, Measure),
    Estimate(EstimateId),
    /// The source with this label.
    Source(String),
}

/// What somebody wrote down about a date, a number, an estimate or a source.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    pub anchor: Anchor,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
}

impl Note {
    /// A note that has no place in a session yet.
    #[must_use]
    pub fn new(anchor: Anchor, text: &str) -> Note {
        Note { id: NoteId(0), anchor, text: text.to_owned(), author: None, at: None }
    }
}
