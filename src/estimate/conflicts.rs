//! Which war a measure belongs to, and who is a party to it.
//!
//! A party statement of the table of origins belongs to a conflict, and a conflict is found by the
//! place of what is counted, or where there is none by whom it counts. In other places nothing is
//! said.

use serde::Deserialize;

use super::{Affiliation, Measure, OriginKind, slug};

/// One war of the table of origins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conflict {
    pub(super) name: String,
    /// Where it is fought: how a part of a measure's place starts.
    places: Vec<String>,
    /// Whose losses are counted, where a measure has no place: how its population starts.
    peoples: Vec<String>,
    /// The widest affiliation of those who wage it.
    parties: Vec<String>,
    /// Countries of whose other bodies nothing is said.
    countries: Vec<String>,
}

impl Conflict {
    /// Whether what is counted is counted in this war.
    pub(super) fn is_about(&self, measure: &Measure) -> bool {
        let parts = measure.place.parts();
        if parts.is_empty() {
            return self.peoples.iter().any(|people| starts_with(&measure.population, people));
        }
        parts.iter().any(|part| self.places.iter().any(|place| starts_with(part, place)))
    }
}

/// Whether some words start with these.
fn starts_with(text: &str, words: &str) -> bool {
    let (text, words) = (slug(text), slug(words));
    text.strip_prefix(&words).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// What decides whether an origin is a party.
#[derive(Clone, Copy, Debug)]
pub(super) struct Belonging<'a> {
    pub(super) affiliation: &'a Affiliation,
    pub(super) country: Option<&'a str>,
    pub(super) kind: Option<OriginKind>,
    /// Conflicts to which the table says that it is none, although it has no country.
    pub(super) not_party_to: &'a [String],
}

impl<'a> Belonging<'a> {
    /// The side on which it stands in any of these conflicts.
    pub(super) fn side_in(self, conflicts: &[&Conflict]) -> Option<&'a str> {
        let widest = self.affiliation.widest()?;
        conflicts
            .iter()
            .any(|conflict| conflict.parties.iter().any(|party| party == widest))
            .then_some(widest)
    }

    /// Whether it is a party to any of these conflicts; none where nothing is said.
    pub(super) fn party_in(self, conflicts: &[&Conflict]) -> Option<bool> {
        if conflicts.is_empty() {
            return None;
        }
        if self.side_in(conflicts).is_some() {
            return Some(true);
        }
        conflicts.iter().all(|conflict| self.is_apart_from(conflict)).then_some(false)
    }

    fn is_apart_from(self, conflict: &Conflict) -> bool {
        if self.not_party_to.contains(&conflict.name) {
            return true;
        }
        match self.country {
            Some(country) => !conflict.countries.iter().any(|at_war| at_war == country),
            None => self.kind == Some(OriginKind::InternationalOrganisation),
        }
    }
}
