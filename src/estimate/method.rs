//! How a number came about.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// How a number came about. It is shown and can be counted by, and never weighs anything.
///
/// ```
/// use parallax::estimate::Method;
///
/// assert_eq!("named_count".parse(), Ok(Method::NamedCount));
/// assert_eq!(Method::ClaimOfAParty.words(), "claim of a party");
/// ```
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Method {
    /// A list of names or incidents: a floor by nature.
    NamedCount,
    Survey,
    /// From a part to the whole: from obituaries to all of the dead.
    Extrapolation,
    Model,
    IntelligenceAssessment,
    /// What one who fights says of itself or of the other.
    ClaimOfAParty,
    /// A record that an authority keeps: of deaths, of inheritances, of pensions.
    OfficialRegister,
}

/// The methods that several estimates state, where some may state none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StatedMethods(u16);

impl From<Option<Method>> for StatedMethods {
    fn from(method: Option<Method>) -> StatedMethods {
        StatedMethods(1 << method.map_or(0, |method| 1 + method as u16))
    }
}

impl StatedMethods {
    #[must_use]
    pub fn and(self, others: StatedMethods) -> StatedMethods {
        StatedMethods(self.0 | others.0)
    }

    /// Each of them once; none for those that state none.
    pub fn each(self) -> impl Iterator<Item = Option<Method>> {
        let all = std::iter::once(None).chain(Method::ALL.iter().copied().map(Some));
        all.filter(move |method| self.0 & StatedMethods::from(*method).0 != 0)
    }
}

impl Method {
    /// Every method, in the order in which they are listed.
    pub const ALL: &'static [Method] = Method::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What one such number is.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Method::NamedCount => "named count",
            Method::Survey => "survey",
            Method::Extrapolation => "extrapolation",
            Method::Model => "model",
            Method::IntelligenceAssessment => "intelligence assessment",
            Method::ClaimOfAParty => "claim of a party",
            Method::OfficialRegister => "official register",
        }
    }

    /// As a heading over several.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Method::NamedCount => "Named counts",
            Method::Survey => "Surveys",
            Method::Extrapolation => "Extrapolations",
            Method::Model => "Models",
            Method::IntelligenceAssessment => "Intelligence assessments",
            Method::ClaimOfAParty => "Claims of parties",
            Method::OfficialRegister => "Official registers",
        }
    }
}
