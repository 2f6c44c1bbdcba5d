//! Names that might stand for one origin. They are only suggested, each with its reason, and never
//! applied by themselves.
//!
//! Better one too few than one absurd: names of two countries never look alike, nor two origins of
//! the table, nor names that differ in a number, a short word or the start of a word.

mod folding;
mod joint;
mod likeness;

use std::collections::{BTreeMap, BTreeSet};

use super::{Directory, Listed, Source};

use folding::{Name, with_letters_left_out};
pub use joint::{Known, name_within};
pub use likeness::Likeness;

/// Two names that might stand for one origin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookAlike {
    /// The one that would be counted under the name of the other: of two, the one that the table of
    /// origins does not know, of two unknown ones the shorter.
    pub name: String,
    pub of: String,
    pub why: Likeness,
}

impl LookAlike {
    /// The two names in an order that does not depend on which of them is the other's.
    #[must_use]
    pub fn pair(&self) -> (&str, &str) {
        if self.name <= self.of { (&self.name, &self.of) } else { (&self.of, &self.name) }
    }
}

/// Of more names than this that have something in common, not every two are told but each beside
/// the one that stands for them all: n names are n - 1 suggestions and not their square.
const EVERY_TWO_OF: usize = 8;

/// Names of origins among these sources that might stand for one, and names that might be those of
/// origins of the directory. In alphabetical order, each two names once, with the best reason. What
/// the directory takes for one origin is one already, and what it takes for two are two.
///
/// ```
/// use parallax::estimate::{Directory, Likeness, Source, SourceFacts, look_alikes};
///
/// let source = |label: &str| Source { label: label.into(), facts: SourceFacts::default() };
/// let sources = [source("Gen. Hodges"), source("Hodges"), source("UK officials")];
/// let found = look_alikes(Directory::shipped(), &sources);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].name.as_str(), found[0].why), ("Hodges", Likeness::Title));
/// ```
#[must_use]
pub fn look_alikes<'a>(
    directory: &Directory,
    sources: impl IntoIterator<Item = &'a Source>,
) -> Vec<LookAlike> {
    let loaded: BTreeMap<String, Option<String>> = sources
        .into_iter()
        .map(|source| directory.origin_of(source))
        .filter(|origin| !origin.unknown)
        .map(|origin| (origin.name, origin.country))
        .collect();
    let mut found = Found::default();
    for (name, country) in &loaded {
        if directory.look_up(name).is_none() {
            let origin = Origin { name, is_listed: false, is_loaded: true };
            found.add_origin(origin, country.as_deref(), &[]);
        }
    }
    if found.origins.is_empty() {
        return Vec::new();
    }
    for Listed { name, also, country, .. } in directory.listed() {
        let origin = Origin { name, is_listed: true, is_loaded: loaded.contains_key(name) };
        found.add_origin(origin, country, also);
    }
    found.search();
    found.within(directory);
    found.told()
}

/// An origin whose names are compared.
#[derive(Clone, Copy, Debug)]
struct Origin<'a> {
    name: &'a str,
    /// In the table of origins.
    is_listed: bool,
    /// Among the sources, and not only in the table.
    is_loaded: bool,
}

/// What was found so far.
#[derive(Default)]
struct Found<'a> {
    origins: Vec<Origin<'a>>,
    /// With the place of the origin that goes by it.
    names: Vec<(usize, Name)>,
    pairs: BTreeMap<(usize, usize), Likeness>,
}

impl<'a> Found<'a> {
    fn add_origin(&mut self, origin: Origin<'a>, country: Option<&str>, also: &[String]) {
        let place = self.origins.len();
        self.origins.push(origin);
        let names = std::iter::once(origin.name).chain(also.iter().map(String::as_str));
        self.names.extend(names.map(|name| (place, Name::new(name, country))));
    }

    fn search(&mut self) {
        self.by_key(Likeness::Punctuation, Name::key);
        self.by_key(Likeness::OtherScript, |name| name.in_latin.clone());
        self.by_key(Likeness::SameWords, Name::sorted);
        self.by_key(Likeness::Title, Name::untitled);
        self.by_brackets();
        self.by_key(Likeness::Transliteration, Name::skeleton);
        self.by_initials();
        self.but_for_the_country();
        self.by_spelling();
    }

    /// The places of names by a key that they have in common.
    fn grouped(&self, key: impl Fn(&Name) -> String) -> BTreeMap<String, Vec<usize>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (_, name)) in self.names.iter().enumerate() {
            let key = key(name);
            if !key.is_empty() {
                groups.entry(key).or_default().push(place);
            }
        }
        groups
    }

    fn by_key(&mut self, why: Likeness, key: impl Fn(&Name) -> String) {
        for places in self.grouped(key).into_values() {
            self.among(&places, why);
        }
    }

    /// Adds names of one group two by two; of many each beside the one that stands for them.
    fn among(&mut self, places: &[usize], why: Likeness) {
        if places.len() <= EVERY_TWO_OF {
            for (at, one) in places.iter().enumerate() {
                for other in places.iter().skip(at.saturating_add(1)) {
                    self.add(*one, *other, why);
                }
            }
            return;
        }
        // Of names with other figures or countries none stands for the other.
        let mut apart: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for place in places {
            let name = &self.names[*place].1;
            apart.entry((name.digits(), name.countries.clone())).or_default().push(*place);
        }
        for places in apart.into_values() {
            let first = places.iter().copied().min_by_key(|place| {
                let origin = &self.origins[self.names[*place].0];
                (!origin.is_listed, *place)
            });
            for (one, other) in first.iter().flat_map(|one| places.iter().map(move |o| (*one, *o)))
            {
                self.add(one, other, why);
            }
        }
    }

    /// Adds every one of some names beside every one of others; of many only beside the first.
    fn between(&mut self, some: &[usize], others: &[usize], why: Likeness) {
        let are_many = some.len().saturating_mul(others.len()) > EVERY_TWO_OF * EVERY_TWO_OF;
        let most = if are_many { 1 } else { usize::MAX };
        for (place, one) in some.iter().enumerate() {
            let others = others.iter().take(if place == 0 { usize::MAX } else { most });
            others.for_each(|other| self.add(*one, *other, why));
        }
    }

    /// A name and the only one that is the same with more in brackets. Of several nobody knows whom
    /// the bare name means.
    fn by_brackets(&mut self) {
        let bare = self.grouped(Name::key);
        for (before, bracketed) in self.grouped(|name| name.before_brackets().unwrap_or_default()) {
            if let ([only], Some(bare)) = (&bracketed[..], bare.get(&before)) {
                self.between(&[*only], bare, Likeness::Brackets);
            }
        }
    }

    fn by_initials(&mut self) {
        let short = self.grouped(|name| name.acronym().unwrap_or_default());
        let mut full: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (_, name)) in self.names.iter().enumerate() {
            for initials in name.initials() {
                full.entry(initials).or_default().push(place);
            }
        }
        for (initials, full) in full {
            if let Some(short) = short.get(&initials) {
                self.between(&full, short, Likeness::Initials);
            }
        }
    }

    /// A body of some country and one with the same name without a country, if there is but one such
    /// country and the name is more than "officials".
    fn but_for_the_country(&mut self) {
        let groups =
            self.grouped(|name| if name.words.len() > 1 { name.joined() } else { String::new() });
        for places in groups.into_values() {
            let (bare, of_some): (Vec<usize>, Vec<usize>) =
                places.into_iter().partition(|place| self.names[*place].1.countries.is_empty());
            let countries: BTreeSet<_> =
                of_some.iter().map(|place| self.names[*place].1.countries.clone()).collect();
            if countries.len() == 1 {
                self.between(&bare, &of_some, Likeness::WithoutCountry);
            }
        }
    }

    /// Names that are the same but for a slip or two in one word. Only those are held against each
    /// other that have the other words in common and, of many, that word without some letters.
    fn by_spelling(&mut self) {
        let mut groups: BTreeMap<u64, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        for (place, (_, name)) in self.names.iter().enumerate() {
            for (key, word) in name.but_for_a_word() {
                groups.entry(key).or_default().entry(word).or_default().push(place);
            }
        }
        let is_listed = |place: &usize| self.origins[self.names[*place].0].is_listed;
        let mut alike = BTreeSet::new();
        for group in groups.into_values() {
            if group.len() < 2 || group.values().flatten().all(is_listed) {
                continue;
            }
            for (one, other) in nearly_the_same(&group) {
                let some = |places: &[usize]| places.iter().copied().take(EVERY_TWO_OF).collect();
                let (ones, others): (Vec<usize>, Vec<usize>) = (some(one), some(other));
                alike.extend(ones.iter().flat_map(|one| others.iter().map(move |o| (*one, *o))));
            }
        }
        for (one, other) in alike {
            if self.names[one].1.is_spelled_like(&self.names[other].1) {
                self.add(one, other, Likeness::Spelling);
            }
        }
    }

    /// Adds two names, if they may be one at all.
    fn add(&mut self, one: usize, other: usize, why: Likeness) {
        let ((one, one_name), (other, other_name)) = (&self.names[one], &self.names[other]);
        let (first, second) = (self.origins[*one], self.origins[*other]);
        let are_both_listed = first.is_listed && second.is_listed;
        if one == other || are_both_listed || !one_name.may_be(other_name) {
            return;
        }
        // A country may only be missing where that is the reason, or where initials hold it.
        let is_loose = matches!(why, Likeness::WithoutCountry | Likeness::Initials);
        // Of those who are only in the table, loose likenesses would be too many.
        let is_enough = if is_loose {
            first.is_loaded && second.is_loaded
        } else {
            one_name.countries == other_name.countries
        };
        if is_enough {
            let known = self.pairs.entry((*one.min(other), *one.max(other))).or_insert(why);
            *known = (*known).min(why);
        }
    }

    /// Each name that is not in the table, with the first of those within it that is the name of an
    /// origin among the sources.
    fn within(&mut self, directory: &Directory) {
        let loaded = self.origins.iter().enumerate().filter(|(_, origin)| origin.is_loaded);
        let places: BTreeMap<&str, usize> =
            loaded.map(|(place, origin)| (origin.name, place)).collect();
        for (one, origin) in self.origins.iter().enumerate().filter(|(_, one)| !one.is_listed) {
            let known = |part: &str| {
                let listed = directory.look_up(part).map(|listed| listed.name);
                match places.get(listed.unwrap_or(part)) {
                    Some(other) if *other != one => Known::As(*other),
                    _ if listed.is_some() => Known::Beside,
                    _ => Known::Not,
                }
            };
            let within = name_within(origin.name, known);
            if let Some((other, why)) = within {
                self.pairs.entry((one.min(other), one.max(other))).or_insert(why);
            }
        }
    }

    fn told(&self) -> Vec<LookAlike> {
        let told = self.pairs.iter().map(|((one, other), why)| {
            let rank = |origin: &Origin<'_>| (origin.is_listed, origin.name.chars().count());
            let (one, other) = (&self.origins[*one], &self.origins[*other]);
            let (name, of) = if rank(one) > rank(other) { (other, one) } else { (one, other) };
            // One that holds the other is counted as it.
            let holds = matches!(why, Likeness::Footnote | Likeness::Citing | Likeness::Joint);
            let is_turned = holds && !name.is_listed && !of.is_listed;
            let (name, of) = if is_turned { (of, name) } else { (name, of) };
            LookAlike { name: name.name.to_owned(), of: of.name.to_owned(), why: *why }
        });
        let mut told: Vec<LookAlike> = told.collect();
        told.sort_by(|a, b| (&a.name, &a.of).cmp(&(&b.name, &b.of)));
        told
    }
}

/// The places of words that may be one word with slips, two by two; of many not every two.
fn nearly_the_same<'a>(words: &'a BTreeMap<&str, Vec<usize>>) -> Vec<(&'a [usize], &'a [usize])> {
    let mut groups: BTreeMap<Vec<char>, Vec<&'a [usize]>> = BTreeMap::new();
    if words.len() <= EVERY_TWO_OF {
        groups.insert(Vec::new(), words.values().map(Vec::as_slice).collect());
    } else {
        for (word, places) in words {
            for shorter in with_letters_left_out(word) {
                groups.entry(shorter).or_default().push(places);
            }
        }
    }
    let mut pairs = Vec::new();
    for group in groups.into_values() {
        let most = if group.len() > EVERY_TWO_OF { 1 } else { group.len() };
        for (at, one) in group.iter().enumerate().take(most) {
            pairs.extend(group.iter().skip(at.saturating_add(1)).map(|other| (*one, *other)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::SourceFacts;

    fn found(labels: &[&str]) -> Vec<(String, String, Likeness)> {
        let source =
            |label: &&str| Source { label: (*label).into(), facts: SourceFacts::default() };
        let sources: Vec<Source> = labels.iter().map(source).collect();
        let alike = look_alikes(Directory::shipped(), &sources);
        alike.into_iter().map(|alike| (alike.name, alike.of, alike.why)).collect()
    }

    #[test]
    fn names_that_might_be_one_are_suggested_with_the_reason() {
        for (one, other, why) in [
            ("National Guard of Ukraine", "Ukrainian National Guard", Likeness::SameWords),
            ("Interior Ministry, Kharkiv", "Kharkiv Interior Ministry", Likeness::SameWords),
            ("El Heraldo de Juarez", "El Heraldo de Juárez", Likeness::Punctuation),
            ("Тижневик", "Tizhnevik", Likeness::OtherScript),
            ("CFR", "Council on Foreign Relations", Likeness::Initials),
            ("GMF", "German Marshall Fund", Likeness::Initials),
            ("Gen. Hodges", "Hodges", Likeness::Title),
            ("Border Guard", "Ukrainian Border Guard", Likeness::WithoutCountry),
            ("Tochnyi Project", "Tochnyi Project (new count)", Likeness::Brackets),
            ("Oleksandr Pavlyuk", "Oleksandr Pavliuk", Likeness::Transliteration),
            ("Kharkiv Observatory", "Kharkiv Obsevratory", Likeness::Spelling),
            ("Kharkiv Observatory[2]", "Kharkiv Observatory", Likeness::Footnote),
            ("Gazette citing Mediazona", "Mediazona", Likeness::Citing),
            ("BBC and Mediazona", "Mediazona", Likeness::Joint),
            ("Kharkiv Observatory / Lviv Monitor", "Lviv Monitor", Likeness::Joint),
        ] {
            let found = found(&[one, other]);
            assert_eq!(found.len(), 1, "{one} and {other}: {found:?}");
            assert_eq!(found[0].2, why, "{one} and {other}");
        }
    }

    #[test]
    fn a_misspelled_name_of_the_table_is_suggested_whoever_is_loaded() {
        let expected =
            [("Institute for the Stduy of War".to_owned(), "ISW".to_owned(), Likeness::Spelling)];
        assert_eq!(found(&["Institute for the Stduy of War"]), expected);
        assert_eq!(found(&["ISW", "Institute for the Stduy of War", "UK MoD"]), expected);
    }

    #[test]
    fn of_many_names_that_are_alike_each_is_suggested_once() {
        let of = |count: usize, name: &dyn Fn(usize) -> String| {
            let names: Vec<String> = (0..count).map(name).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            found(&names).len()
        };
        let dotted = |n: usize| format!("Rivers{}house", ".".repeat(n));
        let found = of(2_000, &dotted);
        assert!((1_990..2_000).contains(&found), "{found}");
        assert_eq!(of(5_000, &|n| format!("Monitor no. {n}")), 0);
        let swapped = |n: usize| {
            let mut letters: Vec<char> = "northernobservatories".chars().collect();
            letters.swap(1 + n % 18, 2 + n % 18);
            let tag = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
            let letters = letters.into_iter().collect::<String>();
            format!("{letters} {}{}x", tag(n / 18), tag(n / 18 / 26))
        };
        let found = of(3_600, &swapped);
        assert!((3_000..100_000).contains(&found), "{found}");
    }

    #[test]
    fn nothing_absurd_is_suggested() {
        for labels in [
            &["US officials", "UK officials", "Ukrainian officials", "officials"][..],
            &["North Korean officials", "South Korean officials"],
            &["Northern Command", "Southern Command", "Eastern Command", "Western Command"],
            &["UK MoD", "Ukraine MoD", "Russian MoD", "Ministry of Defence"],
            &["Model 1", "Model 2"],
            &["3rd Brigade", "5th Brigade"],
            &["Iraqi Army", "Iranian Army"],
            &["Cho Tae-yong", "Cho Tae-yul"],
            &["Mediazona", "Meduza", "Mediazona; Meduza"],
            &["Ministry of the Interior and Defence", "Ministry of the Interior"],
            &["BBC", "BBC Russia"],
            &["CSIS", "Canadian Security Intelligence Service"],
            &["Correlates of War", "Conflict Catalogue", "PRIO–UCDP"],
            &["ROK NIS", "ROK JCS", "ROK MND"],
            &["Military faction", "Military faction (Red Berets)", "Military faction (of X)"],
            &["Government of Yemen (North Yemen)", "Yemeni government"],
            &["NAS", "Yemen News Agency (SABA)"],
            &["NDFB", "NDFB-S"],
            &["(earlier reports)", "(earlier report)"],
        ] {
            assert_eq!(found(labels), [], "{labels:?}");
        }
    }
}
