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

use folding::Name;
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

/// With more origins than this, spellings are not compared with each other: that takes the square of
/// their number.
const MOST_SPELLED: usize = 2_000;

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
        if self.origins.iter().filter(|origin| !origin.is_listed).count() <= MOST_SPELLED {
            self.by_spelling();
        }
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
            for (at, one) in places.iter().enumerate() {
                for other in places.iter().skip(at.saturating_add(1)) {
                    self.add(*one, *other, why);
                }
            }
        }
    }

    /// A name and the only one that is the same with more in brackets. Of several nobody knows whom
    /// the bare name means.
    fn by_brackets(&mut self) {
        let bare = self.grouped(Name::key);
        for (before, bracketed) in self.grouped(|name| name.before_brackets().unwrap_or_default()) {
            if let ([only], Some(bare)) = (&bracketed[..], bare.get(&before)) {
                bare.iter().for_each(|bare| self.add(*bare, *only, Likeness::Brackets));
            }
        }
    }

    fn by_initials(&mut self) {
        let short = self.grouped(|name| name.acronym().unwrap_or_default());
        for full in 0..self.names.len() {
            let initials = self.names[full].1.initials();
            for short in initials.iter().filter_map(|initials| short.get(initials)).flatten() {
                self.add(full, *short, Likeness::Initials);
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
                for (one, other) in bare.iter().flat_map(|b| of_some.iter().map(move |o| (*b, *o)))
                {
                    self.add(one, other, Likeness::WithoutCountry);
                }
            }
        }
    }

    fn by_spelling(&mut self) {
        let is_listed = |place: usize| self.origins[self.names[place].0].is_listed;
        let unlisted: Vec<usize> = (0..self.names.len()).filter(|at| !is_listed(*at)).collect();
        for one in unlisted {
            for other in one.saturating_add(1)..self.names.len() {
                if self.names[one].1.is_spelled_like(&self.names[other].1) {
                    self.add(one, other, Likeness::Spelling);
                }
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
