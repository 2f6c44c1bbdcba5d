//! Who says it: the label in a file, and what is known of the origin behind it.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Affiliation;

/// What kind of body an origin is.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OriginKind {
    IntelligenceAgency,
    Military,
    Government,
    InternationalOrganisation,
    Monitor,
    Media,
    Academic,
    Expert,
    /// Officials or sources without a name, and origins of whom nothing is known.
    #[default]
    Unnamed,
}

impl OriginKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: &'static [OriginKind] = OriginKind::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// As a heading over several.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            OriginKind::IntelligenceAgency => "Intelligence agencies",
            OriginKind::Government => "Government",
            OriginKind::Military => "Military",
            OriginKind::InternationalOrganisation => "International organisations",
            OriginKind::Monitor => "Monitors",
            OriginKind::Media => "Media",
            OriginKind::Academic => "Academic",
            OriginKind::Expert => "Experts",
            OriginKind::Unnamed => "Unnamed",
        }
    }
}

impl fmt::Display for OriginKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a file says of a source beyond its label; every field may be missing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceFacts {
    /// Who actually estimated, where the label names somebody else or writes it differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<OriginKind>,
    /// From the wider to the narrower: US, DoD.
    #[serde(skip_serializing_if = "Affiliation::is_empty")]
    pub affiliation: Affiliation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether it is a party to the conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<bool>,
    /// The file itself says that nobody knows who estimated this: drawn, not counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
}

impl SourceFacts {
    /// Fills what is missing here from `other`; what is stated here stays.
    pub fn complete_from(&mut self, other: &SourceFacts) {
        self.origin = self.origin.take().or_else(|| other.origin.clone());
        self.kind = self.kind.or(other.kind);
        if self.affiliation.is_empty() {
            self.affiliation.clone_from(&other.affiliation);
        }
        self.country = self.country.take().or_else(|| other.country.clone());
        self.party = self.party.or(other.party);
        self.unknown |= other.unknown;
    }
}

/// One source as a file names it. Labels are never rewritten.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct Source {
    pub label: String,
    pub facts: SourceFacts,
}
