//! How a file, an estimate, a measure and a source are referred to.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Which of a session's files: its slot, from 1, kept when the file is read again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileSlot(pub u16);

/// How a file itself tells one of its estimates from the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OwnId {
    /// The id that the file states.
    Stated(Arc<str>),
    /// The record's number in the file, from 1.
    Record(u32),
}

/// An estimate's identity in a session, stable under reload: `1:C12` is the estimate that the
/// first file calls C12, `1#41` its record 41, which has no id of its own.
///
/// ```
/// use parallax::estimate::EstimateId;
///
/// for text in ["1:C12", "2#41", "1:#3"] {
///     assert_eq!(text.parse::<EstimateId>()?.to_string(), text);
/// }
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EstimateId {
    pub file: FileSlot,
    pub own: OwnId,
}

impl fmt::Display for EstimateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.own {
            OwnId::Stated(id) => write!(f, "{}:{id}", self.file.0),
            OwnId::Record(record) => write!(f, "{}#{record}", self.file.0),
        }
    }
}

impl FromStr for EstimateId {
    type Err = String;

    fn from_str(text: &str) -> Result<EstimateId, String> {
        let bad = || format!("“{text}” is no estimate id such as 1:C12 or 1#41");
        let mark = text.find([':', '#']).ok_or_else(bad)?;
        let (slot, rest) = text.split_at_checked(mark).ok_or_else(bad)?;
        let file = FileSlot(slot.parse().map_err(|_| bad())?);
        let own = match rest.split_at_checked(1) {
            Some((":", id)) => OwnId::Stated(id.into()),
            Some(("#", record)) => OwnId::Record(record.parse().map_err(|_| bad())?),
            _ => return Err(bad()),
        };
        Ok(EstimateId { file, own })
    }
}

impl TryFrom<String> for EstimateId {
    type Error = String;

    fn try_from(text: String) -> Result<EstimateId, String> {
        text.parse()
    }
}

impl From<EstimateId> for String {
    fn from(id: EstimateId) -> String {
        id.to_string()
    }
}

/// A measure of one ledger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MeasureKey(pub(super) u16);

/// A source of one ledger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceKey(pub(super) u32);

/// An estimate of one ledger, by its place in the ledger's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowIndex(pub(super) u32);

impl RowIndex {
    /// The row in this place of a ledger's order, from 0; a ledger that ends before has none there.
    #[must_use]
    pub fn new(number: u32) -> RowIndex {
        RowIndex(number)
    }

    /// The place in the ledger's order, from 0.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}
