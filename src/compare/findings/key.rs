//! What a finding is known by: the kind of it and the estimates that it rests on, however it is
//! worded.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::FindingKind;
use crate::estimate::{EstimateId, FileSlot, Stamp};

/// What can be put aside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum FindingName {
    /// A finding of this kind; with the id of its measure where it rests on records that hold
    /// several.
    Kind(FindingKind, Option<String>),
    /// That two names look like one.
    LookAlike(String),
    /// Nothing that this program finds. It is kept as it is written.
    Unknown(String),
}

const LOOK_ALIKE: &str = "look-alike:";
const OF: &str = "of";

impl From<&str> for FindingName {
    fn from(text: &str) -> FindingName {
        if let Some(names) = text.strip_prefix(LOOK_ALIKE).and_then(|rest| rest.strip_prefix(' ')) {
            return FindingName::LookAlike(names.to_owned());
        }
        let words: Vec<&str> = text.split(' ').collect();
        let known = match words[..] {
            [kind] => kind.parse().ok().map(|kind| (kind, None)),
            [kind, OF, measure] => kind.parse().ok().map(|kind| (kind, Some(measure.to_owned()))),
            _ => None,
        };
        known.map_or_else(
            || FindingName::Unknown(text.to_owned()),
            |(kind, measure)| FindingName::Kind(kind, measure),
        )
    }
}

impl From<String> for FindingName {
    fn from(text: String) -> FindingName {
        FindingName::from(&*text)
    }
}

impl From<FindingName> for String {
    fn from(name: FindingName) -> String {
        name.to_string()
    }
}

impl fmt::Display for FindingName {
    /// As it is written in a session.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FindingName::Kind(kind, None) => f.write_str(kind.word()),
            FindingName::Kind(kind, Some(measure)) => {
                f.write_str(&[kind.word(), OF, measure].join(" "))
            }
            FindingName::LookAlike(names) => f.write_str(&[LOOK_ALIKE, names].join(" ")),
            FindingName::Unknown(text) => f.write_str(text),
        }
    }
}

/// Which finding: its kind and the estimates that it rests on, so that it stays the same one when
/// it is said in other words.
///
/// ```
/// use parallax::compare::FindingKey;
///
/// let ids = ["2:b".parse()?, "1:a".parse()?, "1:a".parse()?];
/// let key = FindingKey::new("mutation", ids);
/// assert_eq!(key.to_string(), "mutation 1:a 2:b");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FindingKey {
    kind: FindingName,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    estimates: Vec<EstimateId>,
}

impl FindingKey {
    /// The order of the estimates, and whether one comes twice, makes no difference.
    #[must_use]
    pub fn new(
        kind: impl Into<FindingName>,
        estimates: impl IntoIterator<Item = EstimateId>,
    ) -> FindingKey {
        let mut estimates: Vec<EstimateId> = estimates.into_iter().collect();
        estimates.sort();
        estimates.dedup();
        FindingKey { kind: kind.into(), estimates }
    }

    #[must_use]
    pub fn kind(&self) -> &FindingName {
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
    /// For lists in order; the parts are the identity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
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
    /// Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn a_name_is_read_as_it_was_written_whatever_it_is() {
        let of_kind = FindingKind::VARIANTS.iter().map(|kind| kind.word().to_owned());
        let others = [
            "touch of russia/killed/kursk/cumulative",
            "look-alike: A / B of C / D",
            "later-lower",
            "something of a newer version",
            "touch of",
            "",
        ];
        for text in of_kind.chain(others.map(str::to_owned)) {
            assert_eq!(FindingName::from(&*text).to_string(), text);
        }
        let kind = FindingKind::Touch;
        assert_eq!(FindingName::from("touch"), FindingName::Kind(kind, None));
        assert_eq!(
            FindingName::from("touch of a/b/c/level"),
            FindingName::Kind(kind, Some("a/b/c/level".to_owned()))
        );
        assert_eq!(FindingName::from("hinge"), FindingName::Unknown("hinge".to_owned()));
    }
}
