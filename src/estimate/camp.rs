//! The camps in which those who estimate are held against each other.

use serde::{Deserialize, Serialize};

use super::directory::OriginFacts;
use super::source::OriginKind;

/// Who is usually set against whom: those who spy, those who govern, those who count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Camp {
    IntelligenceAgencies,
    /// Heads of state, ministries and armed forces, and officials without a name of a country.
    Governments,
    /// Those who count for themselves: recorders, media with a count of their own, academics.
    MonitorsAndRecorders,
}

impl Camp {
    /// Every camp, in the order in which they are laid beside each other.
    pub const ALL: [Camp; 3] =
        [Camp::IntelligenceAgencies, Camp::Governments, Camp::MonitorsAndRecorders];

    /// As a heading over its members.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Camp::IntelligenceAgencies => "Intelligence agencies",
            Camp::Governments => "Governments",
            Camp::MonitorsAndRecorders => "Monitors and recorders",
        }
    }

    /// The camp of an origin, from its kind; none of experts, of international organisations and of
    /// those of whom it is not known what or for whom they are.
    #[must_use]
    pub fn of(facts: &OriginFacts) -> Option<Camp> {
        match facts.kind? {
            OriginKind::IntelligenceAgency => Some(Camp::IntelligenceAgencies),
            OriginKind::Government | OriginKind::Military => Some(Camp::Governments),
            OriginKind::Monitor | OriginKind::Media | OriginKind::Academic => {
                Some(Camp::MonitorsAndRecorders)
            }
            OriginKind::Unnamed => facts.country.is_some().then_some(Camp::Governments),
            OriginKind::InternationalOrganisation | OriginKind::Expert => None,
        }
    }
}
