//! What an analyst says about the data beside adjusting them: notes, and findings put aside.
//!
//! Neither changes an answer. Both are saved with the session and go out with its exports.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, EstimateId, FileSlot, Measure};

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
    /// When, as `YYYY-MM-DDThh:mm`. Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl Note {
    /// A note that has no place in a session yet.
    #[must_use]
    pub fn new(anchor: Anchor, text: &str) -> Note {
        Note { id: NoteId(0), anchor, text: text.to_owned(), author: None, at: None }
    }
}

/// Which finding: its kind and the estimates that it rests on, so that it stays the same one when
/// it is said in other words.
///
/// ```
/// use parallax::estimate::FindingKey;
///
/// let ids = ["2:b".parse()?, "1:a".parse()?, "1:a".parse()?];
/// let key = FindingKey::new("mutation", ids);
/// assert_eq!(key.to_string(), "mutation 1:a 2:b");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FindingKey {
    kind: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    estimates: Vec<EstimateId>,
}

impl FindingKey {
    /// The order of the estimates, and whether one comes twice, makes no difference.
    #[must_use]
    pub fn new(kind: &str, estimates: impl IntoIterator<Item = EstimateId>) -> FindingKey {
        let mut estimates: Vec<EstimateId> = estimates.into_iter().collect();
        estimates.sort();
        estimates.dedup();
        FindingKey { kind: kind.to_owned(), estimates }
    }

    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// In order.
    #[must_use]
    pub fn estimates(&self) -> &[EstimateId] {
        &self.estimates
    }

    /// Whether it rests on an estimate of this file.
    #[must_use]
    pub fn rests_on(&self, file: FileSlot) -> bool {
        self.estimates.iter().any(|id| id.file == file)
    }
}

impl fmt::Display for FindingKey {
    /// For people and for lists in order; the parts are the identity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        self.estimates.iter().try_for_each(|id| write!(f, " {id}"))
    }
}

/// A finding put aside.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Dismissal {
    pub finding: FindingKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, as `YYYY-MM-DDThh:mm`. Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}
