//! To whom an origin belongs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// From the wider to the narrower: `US / DoD`. Empty where nothing is known.
///
/// ```
/// use parallax::estimate::Affiliation;
///
/// let agency = Affiliation::from("US / DoD / DIA");
/// assert_eq!(agency.widest(), Some("US"));
/// assert_eq!(agency.shared_with(&"US / DoD".into()).to_string(), "US / DoD");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Affiliation(Vec<String>);

impl Affiliation {
    /// Between two parts where a path is written in one text; a bare slash belongs to a name.
    pub const BETWEEN: &'static str = " / ";

    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn widest(&self) -> Option<&str> {
        self.0.first().map(String::as_str)
    }

    #[must_use]
    pub fn narrowest(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The widest body to which both belong.
    #[must_use]
    pub fn shared_with(&self, other: &Affiliation) -> Affiliation {
        let both = self.0.iter().zip(&other.0);
        both.take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
    }
}

impl<T: Into<String>> FromIterator<T> for Affiliation {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Affiliation {
        Affiliation(parts.into_iter().map(Into::into).collect())
    }
}

impl From<&str> for Affiliation {
    fn from(text: &str) -> Affiliation {
        let parts = text.split(Affiliation::BETWEEN).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }
}

impl<const N: usize> PartialEq<[&str; N]> for Affiliation {
    fn eq(&self, parts: &[&str; N]) -> bool {
        self.0 == parts
    }
}

impl fmt::Display for Affiliation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(Affiliation::BETWEEN))
    }
}
