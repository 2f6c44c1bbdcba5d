//! Who is who: names under which a source is also known, and what is known of common origins.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::conflicts::{Belonging, Conflict};
use super::names::{name_key, split_brackets};
use super::{Affiliation, Estimate, Measure, Method, OriginKind, Source, SourceFacts};

/// What is known of the origin behind a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OriginFacts {
    pub name: String,
    /// None where nobody says.
    pub kind: Option<OriginKind>,
    /// From the wider to the narrower; the name itself where nothing is known.
    pub affiliation: Affiliation,
    pub country: Option<String>,
    /// Whether it is a party to the conflict; not known for most.
    pub party: Option<bool>,
    /// The side on which the table of origins sees a party; none where a file says that it is one.
    pub side: Option<String>,
    /// Nobody knows who estimated this: drawn, not counted.
    pub unknown: bool,
    /// Who passed it on, where the label itself says so: "US officials (via NYT)".
    pub relay: Option<String>,
    /// How its numbers come about, where the table of origins knows that of all of them.
    pub method: Option<Method>,
}

/// The whole table, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    conflicts: Vec<Conflict>,
    origins: Vec<Entry>,
}

/// One origin of a table of origins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    kind: OriginKind,
    affiliation: Affiliation,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    not_party_to: Vec<String>,
    #[serde(default)]
    method: Option<Method>,
}

/// What a table of origins says of one of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed<'a> {
    /// The name under which it is counted.
    pub name: &'a str,
    /// The names under which it is also known.
    pub also: &'a [String],
    pub kind: OriginKind,
    /// From the wider to the narrower.
    pub affiliation: &'a Affiliation,
    pub country: Option<&'a str>,
}

/// A table of origins. It never rewrites a label: it says which origin stands behind one.
///
/// Names are looked up without regard to case, punctuation, accents on Latin letters, a leading
/// "the", "&" for "and" and American spelling. Of "Name (via Paper)" and "Name (as reported)" the
/// name is looked up; of "Full name (ACRONYM)" too, if both are names of one origin or the acronym is
/// the end of its affiliation, and of "Name (anonymous)".
///
/// ```
/// use parallax::estimate::{Directory, Source, SourceFacts};
///
/// let source = Source { label: "UK Ministry of Defense".into(), facts: SourceFacts::default() };
/// assert_eq!(Directory::shipped().origin_name(&source), "UK MoD");
/// ```
#[derive(Debug, Default)]
pub struct Directory {
    conflicts: Vec<Conflict>,
    entries: Vec<Entry>,
    /// Folded names and aliases.
    places: HashMap<String, usize>,
    /// Folded names of the countries that origins are of, and what these countries' own bodies
    /// belong to: "US" beside "United States".
    lands: HashSet<String>,
}

/// The wars in which a measure is counted.
#[derive(Clone, Debug, Default)]
pub struct Wars<'a>(Vec<&'a Conflict>);

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

    /// Reads a table: `conflicts`, each with `(name, places, peoples, parties, countries)`, and
    /// `origins`, each with `(name, also, kind, affiliation, country, not_party_to, method)`.
    ///
    /// # Errors
    /// When the text is no such table, an origin has no affiliation, one name stands for two
    /// origins, or a conflict is named that is not there.
    pub fn from_ron(text: &str) -> Result<Directory, String> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let Table { conflicts, origins } =
            options.from_str(text).map_err(|error| error.to_string())?;
        let mut places = HashMap::new();
        for (place, entry) in origins.iter().enumerate() {
            if entry.affiliation.is_empty() {
                return Err(format!("“{}” has no affiliation", entry.name));
            }
            let is_there = |name: &&String| !conflicts.iter().any(|c| c.name == **name);
            if let Some(name) = entry.not_party_to.iter().find(is_there) {
                return Err(format!("“{}” speaks of “{name}”, which is not there", entry.name));
            }
            for name in std::iter::once(&entry.name).chain(&entry.also) {
                if places.insert(name_key(name), place).is_some_and(|other| other != place) {
                    return Err(format!("“{name}” stands for two origins"));
                }
            }
        }
        let lands = origins.iter().filter_map(|entry| Some((entry.country.as_ref()?, entry)));
        let lands = lands.flat_map(|(country, entry)| {
            [Some(name_key(country)), entry.affiliation.widest().map(name_key)]
        });
        Ok(Directory { conflicts, lands: lands.flatten().collect(), entries: origins, places })
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

    /// Every origin that it knows, in the order of the table.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        self.entries.iter().map(Entry::listed)
    }

    /// What it says of the origin that goes by this label.
    #[must_use]
    pub fn look_up(&self, label: &str) -> Option<Listed<'_>> {
        self.entry(label.trim()).map(Entry::listed)
    }

    /// Whether this is the name of one country, as far as can be told: not one of an international
    /// organisation, and not several names in one.
    #[must_use]
    pub fn is_one_country(&self, name: &str) -> bool {
        let is_body = |listed: Listed<'_>| listed.kind == OriginKind::InternationalOrganisation;
        if name.contains(['/', ';']) || self.look_up(name).is_some_and(is_body) {
            return false;
        }
        let joined = name.replace(" and ", ",");
        let mut parts = joined.split([',', '+', '&']).map(name_key).filter(|part| !part.is_empty());
        let is_known = |part: String| self.lands.contains(&part);
        // Bosnia and Herzegovina is one.
        !(parts.clone().nth(1).is_some() && parts.all(is_known))
    }

    /// The wars in which this is counted, by name; empty where it knows of none there.
    #[must_use]
    pub fn conflicts_of(&self, measure: &Measure) -> Vec<&str> {
        self.wars_of(measure).0.into_iter().map(|conflict| conflict.name.as_str()).collect()
    }

    /// The origin behind a source. What the file states of it comes first, then what the table
    /// knows. Whether it is a party is only known if the file says so: that depends on what is
    /// counted, see [`Directory::origin_on`].
    #[must_use]
    pub fn origin_of(&self, source: &Source) -> OriginFacts {
        self.origin_in(source, &Wars::default())
    }

    /// The name alone of the origin behind a source.
    #[must_use]
    pub fn origin_name<'a>(&'a self, source: &'a Source) -> &'a str {
        let label = source.facts.origin.as_deref().unwrap_or(&source.label).trim();
        self.entry(label).map_or_else(|| without_relay(label).0, |entry| &entry.name)
    }

    /// The origin behind a source that speaks of a measure: as [`Directory::origin_of`], and whether
    /// it is a party to the war in which this is counted.
    #[must_use]
    pub fn origin_on(&self, source: &Source, measure: &Measure) -> OriginFacts {
        self.origin_in(source, &self.wars_of(measure))
    }

    /// The wars in which a measure is counted, to be asked about many sources.
    #[must_use]
    pub fn wars_of(&self, measure: &Measure) -> Wars<'_> {
        Wars(self.conflicts.iter().filter(|conflict| conflict.is_about(measure)).collect())
    }

    /// The origin behind a source that speaks of what is counted in these wars: as
    /// [`Directory::origin_on`].
    #[must_use]
    pub fn origin_in(&self, source: &Source, Wars(conflicts): &Wars<'_>) -> OriginFacts {
        let label = source.facts.origin.as_deref().unwrap_or(&source.label).trim();
        let (bare, relay) = without_relay(label);
        let entry = self.entry(label);
        let mut facts = source.facts.clone();
        if let Some(entry) = entry {
            facts.complete_from(&entry.facts());
        }
        let belonging = Belonging {
            affiliation: &facts.affiliation,
            country: facts.country.as_deref(),
            kind: facts.kind,
            not_party_to: entry.map_or(&[], |entry| &entry.not_party_to),
        };
        let party = facts.party.or_else(|| belonging.party_in(conflicts));
        let side = belonging.side_in(conflicts).filter(|_| party == Some(true));
        let side = side.map(str::to_owned);
        let name = entry.map_or(bare, |entry| &entry.name).to_owned();
        OriginFacts {
            kind: facts.kind,
            affiliation: if facts.affiliation.is_empty() {
                Affiliation::from_iter([name.clone()])
            } else {
                facts.affiliation
            },
            country: facts.country,
            party,
            side,
            unknown: facts.unknown || bare.is_empty() || is_in_brackets(bare),
            relay: relay.map(str::to_owned),
            method: entry.and_then(|entry| entry.method_of(party)),
            name,
        }
    }

    /// How an estimate's number came about: as is stated, else as is known of who made it.
    #[must_use]
    pub fn method_of(&self, estimate: Estimate<'_>) -> Option<Method> {
        let known = || self.origin_on(estimate.source(), estimate.measure()).method;
        estimate.method().or_else(known)
    }

    fn entry(&self, label: &str) -> Option<&Entry> {
        let (bare, _) = without_relay(label);
        let of_bare = || if bare == label { None } else { self.find(bare) };
        self.find(label).or_else(of_bare).or_else(|| self.find_twice_named(label))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.get(*self.places.get(&name_key(name))?)
    }

    /// "Institute for the Study of War (ISW)", "국가정보원 (NIS)", "NATO officials (unnamed)".
    fn find_twice_named(&self, label: &str) -> Option<&Entry> {
        let (name, more) = split_brackets(label)?;
        let entry = self.find(name)?;
        let is_nameless = matches!(more, "anonymous" | "unnamed");
        let is_end = || entry.affiliation.narrowest() == Some(more);
        let is_same = || self.find(more).is_some_and(|other| other.name == entry.name);
        (is_nameless || is_end() || is_same()).then_some(entry)
    }
}

impl Entry {
    fn listed(&self) -> Listed<'_> {
        Listed {
            name: &self.name,
            also: &self.also,
            kind: self.kind,
            affiliation: &self.affiliation,
            country: self.country.as_deref(),
        }
    }

    /// How its numbers come about in a war to which it is a party, or is not. Nobody's number is the
    /// claim of a party who is none.
    fn method_of(&self, party: Option<bool>) -> Option<Method> {
        self.method.filter(|method| *method != Method::ClaimOfAParty || party == Some(true))
    }

    fn facts(&self) -> SourceFacts {
        SourceFacts {
            origin: None,
            kind: Some(self.kind),
            affiliation: self.affiliation.clone(),
            country: self.country.clone(),
            party: None,
            unknown: false,
        }
    }
}

/// Splits "US officials (via NYT)" into the source and the relay that the label itself names, and
/// takes away "(as relayed)" and "(as reported)", which name nobody.
fn without_relay(label: &str) -> (&str, Option<&str>) {
    match split_brackets(label) {
        Some((before, inside)) if inside.starts_with("as ") => (before, None),
        Some((before, inside)) => match inside.strip_prefix("via ") {
            Some(relay) => (before, Some(relay.trim())),
            None => (label, None),
        },
        None => (label, None),
    }
}

/// "(unattributed previous reports)": a compiler's words for nobody in particular.
fn is_in_brackets(label: &str) -> bool {
    label.starts_with('(') && label.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Basis, Clocks, Day, Ledger, Quantity, Statement, Value};

    const SHIPPED_TEXT: &str = include_str!("../../assets/aliases/origins.ron");

    fn named(label: &str) -> Source {
        Source { label: label.into(), facts: SourceFacts::default() }
    }

    fn origin(label: &str) -> OriginFacts {
        Directory::shipped().origin_of(&named(label))
    }

    /// Whether an origin is a party to the war that is fought in a place.
    fn party(label: &str, place: &str) -> Option<bool> {
        let killed = Quantity::from_words("killed").expect("words");
        let measure = Measure::new("", killed, place, Basis::Cumulative);
        Directory::shipped().origin_on(&named(label), &measure).party
    }

    #[test]
    fn the_shipped_table_knows_hundreds_of_origins_and_no_name_stands_for_two() {
        let table = Directory::from_ron(SHIPPED_TEXT).expect("a table");
        assert!(table.len() > 300, "{}", table.len());
        let twice = r#"(origins: [
            (name: "A", also: ["The B"], kind: media, affiliation: ["A"]),
            (name: "b", kind: media, affiliation: ["B"]),
        ])"#;
        assert!(Directory::from_ron(twice).is_err_and(|why| why.contains("two origins")));
    }

    #[test]
    fn every_origin_has_a_kind_an_affiliation_and_names_that_are_all_of_use() {
        // The kind is no option: a table without one is not read.
        assert!(Directory::from_ron(r#"(origins: [(name: "A", affiliation: ["A"])])"#).is_err());
        let nowhere = r#"(origins: [(name: "A", kind: media, affiliation: [])])"#;
        assert!(Directory::from_ron(nowhere).is_err());
        let table = Directory::from_ron(SHIPPED_TEXT).expect("a table");
        for entry in table.listed() {
            assert!(
                entry.affiliation.parts().iter().all(|part| !part.trim().is_empty()),
                "{entry:?}"
            );
            let mut keys: Vec<String> = entry.also.iter().map(|name| name_key(name)).collect();
            keys.push(name_key(entry.name));
            let names = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), names, "one name twice: {entry:?}");
        }
    }

    #[test]
    fn one_origin_goes_by_many_names_in_many_scripts() {
        for (label, name) in [
            ("uk ministry of defense", "UK MoD"),
            ("The Centre for Strategic and International Studies", "CSIS"),
            ("Center for Strategic & International Studies (CSIS)", "CSIS"),
            ("국가정보원", "ROK NIS"),
            ("국가정보원 (NIS)", "ROK NIS"),
            ("UK MoD (DI)", "UK Defence Intelligence"),
            ("Минобороны", "Russian MoD"),
            ("Генштаб ЗСУ", "Armed Forces of Ukraine"),
            ("U.S. officials (via The New York Times)", "US officials"),
            ("NATO officials (unnamed)", "NATO officials"),
            ("Gaza Ministry of Health", "Gaza Ministry of Health"),
            ("Palestinian Ministry of Health", "Palestinian Authority Ministry of Health"),
        ] {
            assert_eq!(origin(label).name, name);
        }
    }

    #[test]
    fn the_name_alone_is_the_name_among_the_facts() {
        let labels = [
            "uk ministry of defense",
            " The Kremlin ",
            "국가정보원 (NIS)",
            "U.S. officials (via The New York Times)",
            "Some officials (via A Paper)",
            "ROK NIS (as relayed)",
            "(unattributed previous reports)",
            "A village elder",
            "",
        ];
        for label in labels {
            for stated in [None, Some("Kyiv Independent")] {
                let facts =
                    SourceFacts { origin: stated.map(str::to_owned), ..SourceFacts::default() };
                let source = Source { label: label.into(), facts };
                let directory = Directory::shipped();
                assert_eq!(directory.origin_name(&source), directory.origin_of(&source).name);
            }
        }
    }

    #[test]
    fn an_agency_of_a_ministry_is_an_origin_of_its_own_with_one_affiliation() {
        let (ministry, agency) = (origin("UK MoD"), origin("British Defence Intelligence"));
        assert_ne!(ministry.name, agency.name);
        assert_eq!(ministry.affiliation, agency.affiliation);
        assert_eq!(agency.affiliation, ["UK", "MoD"]);
    }

    #[test]
    fn who_is_a_party_depends_on_the_war_in_which_is_counted() {
        assert_eq!(party("Zelensky", "Russia / Kursk"), Some(true));
        assert_eq!(party("Zelensky", "Gaza"), Some(false));
        assert_eq!(party("IDF", "Ukraine"), Some(false));
        assert_eq!(party("IDF", "Gaza Strip"), Some(true));
        assert_eq!(party("US DoD", "Ukraine"), Some(false));
        assert_eq!(party("US DoD", "Afghanistan"), Some(true));
        assert_eq!(party("Western officials", "Ukraine"), Some(false));
        assert_eq!(party("WHO", "Sudan"), Some(false));
        assert_eq!(party("UAlosses", "Ukraine"), None, "a private body of a country at war");
        assert_eq!(party("UAlosses", "Gaza"), Some(false));
        assert_eq!(party("US DoD", "Atlantis"), None, "no war is known there");
        assert_eq!(party("US DoD", "South Sudan"), None);
        assert_eq!(party("A village elder", "Ukraine"), None);
    }

    #[test]
    fn how_an_origin_comes_by_its_numbers_is_known_of_few_and_a_claim_only_of_a_party() {
        let method = |label: &str, place: &str| {
            let killed = Quantity::from_words("killed").expect("words");
            let measure = Measure::new("", killed, place, Basis::Cumulative);
            Directory::shipped().origin_on(&named(label), &measure).method
        };
        assert_eq!(method("Медиазона", "Ukraine"), Some(Method::NamedCount));
        assert_eq!(method("Mediazona; Meduza", "Ukraine"), None);
        assert_eq!(method("국가정보원", "Russia / Kursk"), Some(Method::IntelligenceAssessment));
        assert_eq!(method("Zelensky", "Ukraine"), Some(Method::ClaimOfAParty));
        assert_eq!(method("Zelensky", "Gaza"), None);
        assert_eq!(method("A village elder", "Ukraine"), None);
    }

    #[test]
    fn what_an_estimate_states_of_its_method_comes_before_what_is_known_of_its_source() {
        let killed = Quantity::from_words("killed").expect("words");
        let measure = Measure::new("", killed, "Ukraine", Basis::Cumulative);
        let clocks = Clocks::new(None, Some(Day::MIN)).expect("a date");
        let mut one = Statement::new(1, "Mediazona", measure, Value::Vague, clocks);
        let method_of = |one: &Statement| {
            let mut builder = Ledger::builder();
            builder.push(one).expect("taken");
            let ledger = builder.finish();
            ledger.estimates().find_map(|one| Directory::shipped().method_of(one))
        };
        assert_eq!(method_of(&one), Some(Method::NamedCount));
        one.method = Some(Method::Extrapolation);
        assert_eq!(method_of(&one), Some(Method::Extrapolation));
        (one.label, one.method) = ("A village elder".to_owned(), None);
        assert_eq!(method_of(&one), None);
    }

    #[test]
    fn two_sides_of_one_country_are_two_sides() {
        let killed = Quantity::from_words("killed").expect("words");
        let measure = Measure::new("", killed, "Sudan", Basis::Cumulative);
        let side = |label| Directory::shipped().origin_on(&named(label), &measure).side;
        assert_eq!(side("Sudanese army").as_deref(), Some("Sudan"));
        assert_eq!(side("Rapid Support Forces").as_deref(), Some("RSF"));
        assert_eq!(Directory::shipped().conflicts_of(&measure), ["war in Sudan"]);
    }

    #[test]
    fn what_a_file_states_comes_before_the_table() {
        let facts =
            SourceFacts { party: Some(true), country: Some("X".into()), ..SourceFacts::default() };
        let source = Source { label: "Reuters".into(), facts };
        let origin = Directory::shipped().origin_of(&source);
        assert_eq!((origin.party, origin.country.as_deref()), (Some(true), Some("X")));
        assert_eq!(origin.kind, Some(OriginKind::Media));
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
