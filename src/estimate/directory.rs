//! Who is who: names under which a source is also known, and what is known of common origins.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{OriginKind, Source, SourceFacts, slug};

/// What is known of the origin behind a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OriginFacts {
    pub name: String,
    pub kind: OriginKind,
    /// From the wider to the narrower; the name itself where nothing is known.
    pub affiliation: Vec<String>,
    pub country: Option<String>,
    /// Whether it is a party to the conflict; not known for most.
    pub party: Option<bool>,
    /// Nobody knows who estimated this: drawn, not counted.
    pub unknown: bool,
    /// Who passed it on, where the label itself says so: "US officials (via NYT)".
    pub relay: Option<String>,
}

/// One origin of a table of origins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    kind: Option<OriginKind>,
    #[serde(default)]
    affiliation: Vec<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    party: Option<bool>,
}

/// A table of origins. It never rewrites a label: it says which origin stands behind one.
///
/// ```
/// use parallax::estimate::{Directory, Source, SourceFacts};
///
/// let source = Source { label: "UK Ministry of Defence".into(), facts: SourceFacts::default() };
/// assert_eq!(Directory::shipped().origin_of(&source).name, "UK MoD");
/// ```
#[derive(Debug, Default)]
pub struct Directory {
    entries: Vec<Entry>,
    /// Slugs of names and aliases.
    places: HashMap<String, usize>,
}

static SHIPPED: LazyLock<Directory> = LazyLock::new(|| {
    // A test reads the table; an unreadable one knows nobody.
    Directory::from_ron(include_str!("../../assets/aliases/origins.ron")).unwrap_or_default()
});

impl Directory {
    /// The table that comes with the program.
    #[must_use]
    pub fn shipped() -> &'static Directory {
        &SHIPPED
    }

    /// Reads a table: a list of `(name, also, kind, affiliation, country, party)`.
    ///
    /// # Errors
    /// When the text is no such list, or one name stands for two origins.
    pub fn from_ron(text: &str) -> Result<Directory, String> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let entries: Vec<Entry> = options.from_str(text).map_err(|error| error.to_string())?;
        let mut places = HashMap::new();
        for (place, entry) in entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.also) {
                if places.insert(slug(name), place).is_some_and(|other| other != place) {
                    return Err(format!("“{name}” stands for two origins"));
                }
            }
        }
        Ok(Directory { entries, places })
    }

    /// How many origins it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The origin behind a source. What the file states of it comes first, then what the table
    /// knows.
    #[must_use]
    pub fn origin_of(&self, source: &Source) -> OriginFacts {
        let label = source.facts.origin.as_deref().unwrap_or(&source.label).trim();
        let (bare, relay) = without_relay(label);
        let entry = self.find(label).or_else(|| self.find(bare));
        let mut facts = source.facts.clone();
        if let Some(entry) = entry {
            facts.complete_from(&SourceFacts {
                origin: None,
                kind: entry.kind,
                affiliation: entry.affiliation.clone(),
                country: entry.country.clone(),
                party: entry.party,
                unknown: false,
            });
        }
        let name = entry.map_or(bare, |entry| &entry.name).to_owned();
        OriginFacts {
            kind: facts.kind.unwrap_or_default(),
            affiliation: if facts.affiliation.is_empty() {
                vec![name.clone()]
            } else {
                facts.affiliation
            },
            country: facts.country,
            party: facts.party,
            unknown: facts.unknown || bare.is_empty() || is_in_brackets(bare),
            relay: relay.map(str::to_owned),
            name,
        }
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.get(*self.places.get(&slug(name))?)
    }
}

/// Splits "US officials (via NYT)" into the source and the relay that the label itself names, and
/// takes away "(as relayed)" and "(as reported)", which name nobody.
fn without_relay(label: &str) -> (&str, Option<&str>) {
    let Some((before, inside)) = label
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('))
        .filter(|(b, _)| !b.is_empty())
    else {
        return (label, None);
    };
    if let Some(relay) = inside.strip_prefix("via ") {
        return (before.trim_end(), Some(relay.trim()));
    }
    if inside.starts_with("as ") {
        return (before.trim_end(), None);
    }
    (label, None)
}

/// "(unattributed previous reports)": a compiler's words for nobody in particular.
fn is_in_brackets(label: &str) -> bool {
    label.starts_with('(') && label.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(label: &str) -> OriginFacts {
        Directory::shipped()
            .origin_of(&Source { label: label.into(), facts: SourceFacts::default() })
    }

    #[test]
    fn the_shipped_table_can_be_read() {
        let table = Directory::from_ron(include_str!("../../assets/aliases/origins.ron"));
        assert!(table.is_ok_and(|table| table.len() > 10));
    }

    #[test]
    fn a_label_that_names_its_relay_is_split() {
        let origin = origin("Some officials (via A Paper)");
        assert_eq!(origin.name, "Some officials");
        assert_eq!(origin.relay.as_deref(), Some("A Paper"));
    }

    #[test]
    fn nobody_in_particular_is_an_unknown_origin() {
        assert!(origin("(unattributed previous reports)").unknown);
        assert!(origin("").unknown);
        assert!(!origin("ROK NIS (as relayed)").unknown);
        assert_eq!(origin("ROK NIS (as relayed)").name, "ROK NIS");
    }
}
