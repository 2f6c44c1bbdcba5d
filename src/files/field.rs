//! The fields of an estimate, as columns are named.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::estimate::Affiliation;

/// A field of the native vocabulary: what a column can be about. Their order is that in which they
/// stand where estimates are written as a table.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    Id,
    Population,
    Quantity,
    Place,
    Basis,
    Since,
    Source,
    Low,
    Best,
    High,
    How,
    Value,
    Wording,
    AsOfStart,
    AsOf,
    Precision,
    DatesInferred,
    Published,
    Standing,
    Method,
    Relays,
    Outlet,
    Url,
    DerivedFrom,
    Supersedes,
    Retracted,
    Grade,
    Likelihood,
    Confidence,
    Note,
    Origin,
    Kind,
    Affiliation,
    Country,
    Party,
    Unknown,
    Author,
}

impl Field {
    /// Every field.
    pub const ALL: &'static [Field] = Field::VARIANTS;

    /// The name of its column.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What stands between its values, if it holds several. After a comma there may be blanks.
    #[must_use]
    pub fn separator(self) -> Option<&'static str> {
        match self {
            Field::Relays => Some(" > "),
            Field::Affiliation => Some(Affiliation::BETWEEN),
            Field::Supersedes => Some(","),
            _ => None,
        }
    }

    /// Whether any words will do here, so that only the mapping can say which are known.
    pub(super) fn takes_any_words(self) -> bool {
        matches!(self, Field::Population | Field::Quantity | Field::Place)
    }

    /// Whether its cells are numbers, for which a column decides on one decimal mark.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Field::Low | Field::Best | Field::High)
    }

    /// Whether its cells are dates, for which a column decides on one order.
    pub(super) fn is_date(self) -> bool {
        matches!(
            self,
            Field::Since | Field::AsOf | Field::AsOfStart | Field::Published | Field::Retracted
        )
    }
}
