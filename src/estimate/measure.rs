//! What is counted. Only equal measures are ever compared.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Day;
use super::spelling;

/// A set of outcomes for people, never empty, so that "killed is part of killed or wounded" is a
/// subset test.
///
/// ```
/// use parallax::estimate::Outcomes;
///
/// let casualties = Outcomes::KILLED.and(Outcomes::WOUNDED);
/// assert!(Outcomes::KILLED.is_part_of(casualties));
/// assert_eq!(casualties.to_string(), "killed or wounded");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Outcomes(u8);

const OUTCOME_WORDS: [(u8, &str); 4] =
    [(1, "killed"), (2, "wounded"), (4, "missing"), (8, "captured")];

impl Outcomes {
    pub const KILLED: Outcomes = Outcomes(1);
    pub const WOUNDED: Outcomes = Outcomes(2);
    pub const MISSING: Outcomes = Outcomes(4);
    pub const CAPTURED: Outcomes = Outcomes(8);

    /// Either of the two sets.
    #[must_use]
    pub fn and(self, other: Outcomes) -> Outcomes {
        Outcomes(self.0 | other.0)
    }

    /// Whether everything counted here is also counted there.
    #[must_use]
    pub fn is_part_of(self, other: Outcomes) -> bool {
        self.0 & other.0 == self.0
    }

    fn words(self) -> Vec<&'static str> {
        OUTCOME_WORDS.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, word)| *word).collect()
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words();
        match words.split_last() {
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} or {last}", rest.join(", ")),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outcomes({self})")
    }
}

/// The quantity of a measure. Names are equal [however they are spelled](Measure).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Quantity {
    People(Outcomes),
    Deployed,
    /// A type of equipment: "170 mm guns".
    Equipment(String),
    /// A name of the file's own.
    Named(String),
}

impl Quantity {
    /// Which kind it is, which outcomes, and its name.
    fn parts(&self) -> (u8, Option<Outcomes>, &str) {
        match self {
            Quantity::People(outcomes) => (0, Some(*outcomes), ""),
            Quantity::Deployed => (1, None, ""),
            Quantity::Equipment(name) => (2, None, name),
            Quantity::Named(name) => (3, None, name),
        }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        let ((kind, outcomes, name), (its, its_outcomes, its_name)) = (self.parts(), other.parts());
        (kind, outcomes) == (its, its_outcomes) && spelling::is_same(name, its_name)
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Quantity) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Quantity) -> Ordering {
        let ((kind, outcomes, name), (its, its_outcomes, its_name)) = (self.parts(), other.parts());
        (kind, outcomes).cmp(&(its, its_outcomes)).then_with(|| spelling::order(name, its_name))
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (kind, outcomes, name) = self.parts();
        (kind, outcomes).hash(state);
        spelling::hash(name, state);
    }
}

const EQUIPMENT: &str = "equipment: ";

/// Words for those who are there.
const THOSE_DEPLOYED: [&str; 9] = [
    "deployed",
    "troops deployed",
    "soldiers deployed",
    "personnel deployed",
    "troops",
    "soldiers",
    "personnel",
    "military personnel",
    "deployment",
];

impl Quantity {
    /// The quantity that these words name. Common words for outcomes are understood ("deaths",
    /// "casualties"), `equipment: X` is a type of equipment, anything else is a name of the file's
    /// own.
    ///
    /// ```
    /// use parallax::estimate::{Outcomes, Quantity};
    ///
    /// assert_eq!(Quantity::from_words("Deaths"), Some(Quantity::People(Outcomes::KILLED)));
    /// assert_eq!(Quantity::from_words("killed or wounded").map(|q| q.to_string()).as_deref(),
    ///            Some("killed or wounded"));
    /// assert_eq!(Quantity::from_words("  "), None);
    /// ```
    #[must_use]
    pub fn from_words(text: &str) -> Option<Quantity> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return None;
        }
        let lower = text.to_lowercase();
        if let Some(kind) = lower.strip_prefix(EQUIPMENT.trim_end()) {
            let kind = text.get(text.len().saturating_sub(kind.len())..).unwrap_or(kind).trim();
            return (!kind.is_empty()).then(|| Quantity::Equipment(kind.to_owned()));
        }
        if THOSE_DEPLOYED.contains(&lower.as_str()) {
            return Some(Quantity::Deployed);
        }
        Some(match outcomes_in(&lower) {
            Some(outcomes) => Quantity::People(outcomes),
            None => Quantity::Named(text),
        })
    }
}

/// The outcomes named by a text made of nothing but outcome words and joining words.
fn outcomes_in(lower: &str) -> Option<Outcomes> {
    let joins = |sign: char| sign.is_whitespace() || "/,;:&+-–_().".contains(sign);
    let mut bits = 0;
    for word in lower.split(joins).filter(|word| !word.is_empty()) {
        match outcomes_of(word) {
            None if word != "or" && word != "and" => return None,
            outcomes => bits |= outcomes.unwrap_or_default(),
        }
    }
    (bits != 0).then_some(Outcomes(bits))
}

/// The outcomes that one word names.
fn outcomes_of(word: &str) -> Option<u8> {
    Some(match word {
        "killed" | "deaths" | "death" | "dead" | "fatalities" | "fatality" | "kia" => 1,
        "wounded" | "injured" | "wia" => 2,
        "missing" | "mia" => 4,
        "captured" | "prisoners" | "pow" | "pows" => 8,
        "casualties" | "casualty" => 3,
        _ => return None,
    })
}

impl Quantity {
    /// On which basis it is usually given: outcomes are totals so far, everything else is what is
    /// there. A name of the file's own that has a word for an outcome in it (“battle deaths”,
    /// “civilians killed”) is one.
    #[must_use]
    pub fn usual_basis(&self) -> Basis {
        match self {
            Quantity::People(_) => Basis::Cumulative,
            Quantity::Named(_) if self.is_outcome() => Basis::Cumulative,
            Quantity::Deployed | Quantity::Equipment(_) | Quantity::Named(_) => Basis::Level,
        }
    }

    /// Whether whole people or things are counted.
    pub(crate) fn is_count(&self) -> bool {
        !matches!(self, Quantity::Named(_)) || self.is_outcome()
    }

    /// Whether this is what befell people, in whatever words: one of them is a word for an outcome,
    /// and none makes a share or a rate of it.
    fn is_outcome(&self) -> bool {
        let Quantity::Named(name) = self else { return matches!(self, Quantity::People(_)) };
        let name = name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        let is_share =
            |word| matches!(word, "rate" | "ratio" | "share" | "per" | "percent" | "index");
        !name.contains('%')
            && !words.clone().any(is_share)
            && words.any(|word| outcomes_of(word).is_some())
    }
}

impl fmt::Display for Quantity {
    /// In words, without the mark that tells equipment from other names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::People(outcomes) => outcomes.fmt(f),
            Quantity::Deployed => f.write_str("deployed"),
            Quantity::Equipment(name) | Quantity::Named(name) => f.write_str(name),
        }
    }
}

impl TryFrom<String> for Quantity {
    type Error = BadMeasure;

    fn try_from(text: String) -> Result<Quantity, BadMeasure> {
        Quantity::from_words(&text).ok_or(BadMeasure)
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> String {
        match quantity {
            Quantity::Equipment(name) => format!("{EQUIPMENT}{name}"),
            other => other.to_string(),
        }
    }
}

impl From<&Measure> for Measure {
    fn from(measure: &Measure) -> Measure {
        measure.clone()
    }
}

/// A measure without a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a measure needs a quantity")]
pub struct BadMeasure;

/// A place as a path from the wider to the narrower: `Russia / Kursk`. Empty when not stated. Names
/// are equal [however they are spelled](Measure).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Place(Vec<String>);

impl Place {
    /// The parts, widest first.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// The narrowest part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this place is the other or lies in it.
    #[must_use]
    pub fn is_within(&self, other: &Place) -> bool {
        let mut parts = self.0.iter();
        other.0.iter().all(|wider| parts.next().is_some_and(|own| spelling::is_same(own, wider)))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.0.len() == other.0.len() && self.is_within(other)
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        let parts = self.0.iter().zip(&other.0).map(|(own, its)| spelling::order(own, its));
        let first = parts.into_iter().find(|order| order.is_ne());
        first.unwrap_or_else(|| self.0.len().cmp(&other.0.len()))
    }
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|part| spelling::hash(part, state));
        state.write_usize(self.0.len());
    }
}

impl From<String> for Place {
    /// Parts stand between ` / ` with spaces around it; a bare slash belongs to a name.
    fn from(text: String) -> Place {
        Place(
            text.split(" / ")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    }
}

impl From<&str> for Place {
    fn from(text: &str) -> Place {
        Place::from(text.to_owned())
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" / "))
    }
}

/// What a number adds up over time.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Debug,
    Default,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", ascii_case_insensitive)]
pub enum Basis {
    /// Present on that day.
    Level,
    /// So far since a start.
    #[default]
    Cumulative,
    /// Within a period.
    Increment,
    /// Per day.
    Rate,
}

impl Basis {
    /// Every basis.
    pub const ALL: &'static [Basis] = Basis::VARIANTS;

    /// The word for it in files, ids and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether an estimate on this basis goes on standing after its as of.
    #[must_use]
    pub fn stands_on(self) -> bool {
        matches!(self, Basis::Level | Basis::Cumulative)
    }
}

/// What is counted: of whom, what, where, and on which basis.
///
/// Two estimates are compared only if their measures are equal in all of it. Names that differ only
/// in case, spacing or Unicode form are equal, and totals since different starts are not.
///
/// ```
/// use parallax::estimate::{Basis, Measure, Quantity};
///
/// let killed = Quantity::from_words("deaths").expect("not empty");
/// let measure = Measure::new("Russia", killed, "Ukraine", Basis::Cumulative);
/// assert_eq!(measure.id(), "russia/killed/ukraine/cumulative");
/// assert_eq!(measure.name(), "Russia · killed · Ukraine");
///
/// let shouted = Measure { population: "RUSSIA".to_owned(), ..measure.clone() };
/// assert_eq!(shouted, measure);
/// let of_late = measure.clone().since("2025-10-10".parse()?);
/// assert_ne!(of_late, measure);
/// assert_eq!(of_late.id(), "russia/killed/ukraine/cumulative-since-2025-10-10");
/// assert_eq!(of_late.name(), "Russia · killed · Ukraine · since 10 Oct 2025");
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measure {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub population: String,
    pub quantity: Quantity,
    #[serde(default, skip_serializing_if = "Place::is_empty")]
    pub place: Place,
    pub basis: Basis,
    /// The first day of a total so far, where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Measure) -> bool {
        (self.basis, self.since) == (other.basis, other.since)
            && self.quantity == other.quantity
            && spelling::is_same(&self.population, &other.population)
            && self.place == other.place
    }
}

impl Eq for Measure {}

impl PartialOrd for Measure {
    fn partial_cmp(&self, other: &Measure) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Measure {
    fn cmp(&self, other: &Measure) -> Ordering {
        spelling::order(&self.population, &other.population)
            .then_with(|| self.quantity.cmp(&other.quantity))
            .then_with(|| self.place.cmp(&other.place))
            .then_with(|| (self.basis, self.since).cmp(&(other.basis, other.since)))
    }
}

impl Hash for Measure {
    fn hash<H: Hasher>(&self, state: &mut H) {
        spelling::hash(&self.population, state);
        (&self.quantity, &self.place, self.basis, self.since).hash(state);
    }
}

impl Measure {
    #[must_use]
    pub fn new(
        population: &str,
        quantity: Quantity,
        place: impl Into<Place>,
        basis: Basis,
    ) -> Measure {
        Measure {
            population: population.trim().to_owned(),
            quantity,
            place: place.into(),
            basis,
            since: None,
        }
    }

    /// The same as a total that begins on this day. What is no total so far has no start.
    #[must_use]
    pub fn since(self, start: Day) -> Measure {
        let since = (self.basis == Basis::Cumulative).then_some(start);
        Measure { since, ..self }
    }

    /// What of it is stated in names: `Civilians, killed, Russia / Kursk`.
    #[must_use]
    pub fn in_full(&self) -> String {
        let parts = [self.population.clone(), self.quantity.to_string(), self.place.to_string()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Whether an equal measure is spelled alike too.
    #[must_use]
    pub fn is_spelled_like(&self, other: &Measure) -> bool {
        self.population == other.population
            && self.quantity.parts() == other.quantity.parts()
            && self.place.0 == other.place.0
    }

    /// `population/quantity/place/basis` in slugs, `-` where empty; a total with a start ends in
    /// `cumulative-since-2025-10-10`.
    #[must_use]
    pub fn id(&self) -> String {
        let part = |text: &str| {
            let slug = slug(text);
            if slug.is_empty() { "-".to_owned() } else { slug }
        };
        let since = self.since.map(|start| format!("-since-{start}")).unwrap_or_default();
        format!(
            "{}/{}/{}/{}{since}",
            part(&self.population),
            part(&self.quantity.to_string()),
            part(&self.place.to_string()),
            self.basis.word()
        )
    }

    /// In words for people: `North Korean soldiers · killed · Kursk`. The basis is said where it
    /// is not the usual one: outcomes are usually totals so far, everything else what is there.
    #[must_use]
    pub fn name(&self) -> String {
        let quantity = self.quantity.to_string();
        let since = self.since.map(since).unwrap_or_default();
        let (place, basis) = (self.place.name(), self.basis_words());
        let parts = [self.population.as_str(), &quantity, place, basis, &since];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
    }

    fn basis_words(&self) -> &'static str {
        match (self.basis, &self.quantity) {
            (basis, quantity) if basis == quantity.usual_basis() => "",
            (Basis::Cumulative, Quantity::Deployed) => "sent so far",
            (Basis::Cumulative, _) => "so far",
            (Basis::Level, _) => "on the day",
            (Basis::Increment, _) => "within a period",
            (Basis::Rate, _) => "per day",
        }
    }

    /// In which way this is another measure than the one asked about: "killed only", "Kursk only",
    /// "Russia, per day".
    #[must_use]
    pub fn told_apart_from(&self, asked: &Measure) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !spelling::is_same(&self.population, &asked.population) {
            parts.push(self.population.clone());
        }
        if self.quantity != asked.quantity {
            let is_part = match (&self.quantity, &asked.quantity) {
                (Quantity::People(own), Quantity::People(all)) => own.is_part_of(*all),
                _ => false,
            };
            parts.push(only(self.quantity.to_string(), is_part));
        }
        if self.place != asked.place {
            let name = if self.place.is_empty() { "no place stated" } else { self.place.name() };
            parts.push(only(name.to_owned(), self.place.is_within(&asked.place)));
        }
        if self.basis != asked.basis {
            let words = match (asked.basis, self.basis) {
                (Basis::Cumulative, Basis::Increment) if parts.is_empty() => "summed increments",
                (Basis::Increment, Basis::Cumulative) if parts.is_empty() => "growth of its totals",
                (_, Basis::Level) => "on the day",
                (_, Basis::Cumulative) => "so far",
                (_, Basis::Increment) => "within a period",
                (_, Basis::Rate) => "per day",
            };
            parts.push(words.to_owned());
        }
        if self.since != asked.since {
            parts.push(self.since.map_or_else(|| "no start stated".to_owned(), since));
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { self.id() } else { parts.join(", ") }
    }

    /// Whether everything that is counted here is counted there too, so that the number here is
    /// never above the one there: the same population and basis, outcomes that are among those
    /// there, a place that is or lies in the one there, a start that is not before that there. No
    /// measure is a part of itself.
    ///
    /// ```
    /// use parallax::estimate::{Basis, Measure, Quantity};
    ///
    /// let measure = |quantity, place| {
    ///     let quantity = Quantity::from_words(quantity).expect("not empty");
    ///     Measure::new("Soldiers", quantity, place, Basis::Cumulative)
    /// };
    /// let killed = measure("killed", "Russia / Kursk");
    /// assert!(killed.is_part_of(&measure("killed or wounded", "Russia")));
    /// assert!(!killed.is_part_of(&measure("wounded", "Russia")));
    /// assert!(!killed.is_part_of(&killed));
    /// ```
    #[must_use]
    pub fn is_part_of(&self, whole: &Measure) -> bool {
        let is_of_quantity = match (&self.quantity, &whole.quantity) {
            (Quantity::People(part), Quantity::People(whole)) => part.is_part_of(*whole),
            (part, whole) => part == whole,
        };
        self != whole
            && spelling::is_same(&self.population, &whole.population)
            && self.basis == whole.basis
            && is_of_quantity
            && self.lies_in(whole)
            && self.begins_within(whole)
    }

    /// Whether these are outcomes for people out of those deployed there.
    #[must_use]
    pub fn is_toll_of(&self, deployed: &Measure) -> bool {
        matches!(self.quantity, Quantity::People(_))
            && deployed.quantity == Quantity::Deployed
            && self.basis == Basis::Cumulative
            && matches!(deployed.basis, Basis::Cumulative | Basis::Level)
            && spelling::is_same(&self.population, &deployed.population)
            && self.lies_in(deployed)
            && self.begins_within(deployed)
    }

    /// A place that is not stated is nowhere in particular, and not everywhere.
    fn lies_in(&self, other: &Measure) -> bool {
        self.place == other.place || (!other.place.is_empty() && self.place.is_within(&other.place))
    }

    /// What one of two does not state, nobody knows to be within the other.
    fn begins_within(&self, other: &Measure) -> bool {
        match (self.since, other.since) {
            (own, its) if own == its => true,
            (Some(own), Some(its)) => own > its,
            _ => false,
        }
    }

    /// Whether it counts whole things, so that "more than 3,000" begins at 3,001.
    #[must_use]
    pub fn is_count(&self) -> bool {
        self.basis != Basis::Rate && self.quantity.is_count()
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// `since 10 Oct 2025`
fn since(start: Day) -> String {
    format!("since {}", start.civil().strftime("%-d %b %Y"))
}

/// Lower case, letters and digits of any script kept, everything else one hyphen. Texts that differ
/// only in case, spacing or Unicode form have the same.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in spelling::folded(text) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn only(words: String, is_part: bool) -> String {
    if is_part { format!("{words} only") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containment_is_a_subset_test() {
        let both = Outcomes::KILLED.and(Outcomes::WOUNDED);
        assert!(Outcomes::WOUNDED.is_part_of(both));
        assert!(!both.is_part_of(Outcomes::KILLED));
        assert!(Place::from("Russia / Kursk").is_within(&Place::from("Russia")));
        assert!(!Place::from("Russia").is_within(&Place::from("Russia / Kursk")));
    }

    #[test]
    fn quantities_read_back_from_the_words_they_are_written_in() {
        for text in [
            "killed",
            "killed or wounded",
            "killed, wounded, missing or captured",
            "deployed",
            "equipment: 240 mm launchers",
            "repatriated wounded",
        ] {
            let quantity = Quantity::from_words(text).expect("not empty");
            assert_eq!(String::from(quantity.clone()), text);
            assert_eq!(Quantity::from_words(&String::from(quantity.clone())), Some(quantity));
        }
    }

    #[test]
    fn words_run_together_by_a_sign_that_joins_none_are_no_outcomes() {
        let quantity = |text| Quantity::from_words(text).expect("not empty");
        assert_eq!(quantity("killed / wounded"), quantity("killed or wounded"));
        let damaged = "wounded\"killed";
        assert_eq!(quantity(damaged), Quantity::Named(damaged.to_owned()));
    }

    #[test]
    fn what_befell_people_is_a_total_of_whole_people_in_whatever_words() {
        for (words, basis) in [
            ("battle deaths", Basis::Cumulative),
            ("Civilians killed", Basis::Cumulative),
            ("fatality", Basis::Cumulative),
            ("repatriated wounded", Basis::Cumulative),
            ("death rate", Basis::Level),
            ("drones", Basis::Level),
        ] {
            let quantity = Quantity::from_words(words).expect("not empty");
            assert_eq!(quantity.usual_basis(), basis, "{words}");
            let measure = Measure::new("", quantity, "", basis);
            assert_eq!(measure.is_count(), basis == Basis::Cumulative, "{words}");
            assert_eq!(
                measure.name().to_lowercase(),
                words.to_lowercase().replace("fatality", "killed")
            );
        }
    }

    #[test]
    fn one_measure_has_one_id_however_it_is_spelled() {
        let of = |population, place| {
            Measure::new(population, Quantity::Deployed, place, Basis::Cumulative)
        };
        let measure = of("Civilians", "North Valley / Żagań");
        for other in [
            of("civilians ", "north  valley / żagań"),
            of("CIVILIANS", "North-Valley / Z\u{307}agan\u{301}"),
        ] {
            assert_eq!(other, measure);
            assert_eq!(other.id(), measure.id());
            assert_eq!(other.cmp(&measure), Ordering::Equal);
            assert!(std::collections::HashSet::from([other]).contains(&measure));
        }
        assert_ne!(of("Civilians", "Northvalley / Żagań"), measure);
    }

    #[test]
    fn a_total_of_late_is_a_part_of_one_that_began_before() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let total =
            Measure::new("", Quantity::People(Outcomes::KILLED), "Valley", Basis::Cumulative);
        let (long, late) =
            (total.clone().since(day("2023-10-07")), total.clone().since(day("2025-10-10")));
        assert!(late.is_part_of(&long) && !long.is_part_of(&late));
        assert!(!late.is_part_of(&total) && !total.is_part_of(&late));
        assert_eq!(late.told_apart_from(&long), "since 10 Oct 2025");
        let level = Measure { basis: Basis::Level, ..total };
        assert_eq!(level.since(day("2025-10-10")).since, None);
    }

    #[test]
    fn a_bare_slash_belongs_to_a_name() {
        assert_eq!(Place::from("Russia/Kursk").parts().len(), 1);
        let measure = Measure::new("", Quantity::Deployed, "Russia/Kursk", Basis::Level);
        assert_eq!(measure.id(), "-/deployed/russia-kursk/level");
    }
}
