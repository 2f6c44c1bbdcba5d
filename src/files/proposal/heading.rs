//! What the name of a column says, word by word.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::estimate::{Basis, name_words};
use crate::files::native::ron_options;

/// What a column is by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Date,
    Start,
    End,
    Published,
    Year,
    Month,
    Source,
    Url,
    Low,
    Best,
    High,
    /// A number, without a word about which.
    Amount,
    Quantity,
    Population,
    /// Whose losses, or where.
    Country,
    Place,
    Note,
    Wording,
    How,
    /// How the number came about.
    Method,
    Outlet,
    Relays,
    Grade,
    Confidence,
    Id,
    /// A number that counts nothing, or nothing of use.
    Aside,
    /// Numbers that are no counts.
    Share,
}

/// What the name of a column says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Heading {
    pub(super) kinds: BTreeSet<Kind>,
    /// What is counted; several outcomes are one quantity.
    pub(super) quantities: Vec<&'static str>,
    pub(super) population: Option<&'static str>,
    /// Whether it speaks of soldiers.
    pub(super) soldiers: bool,
    pub(super) basis: Option<Basis>,
    /// By which the numbers are multiplied.
    pub(super) times: Option<u32>,
    /// How many of its words are not known.
    pub(super) unknown: usize,
}

impl Heading {
    pub(super) fn of(name: &str) -> Heading {
        let heading = WORDS.heading(name);
        // More words that say nothing are no name, but prose.
        let is_prose = heading.unknown > MOST_UNKNOWN && !is_path(name);
        if is_prose { Heading { unknown: heading.unknown, ..Heading::default() } } else { heading }
    }

    /// What a line above a table says, which may be prose.
    pub(super) fn of_title(line: &str) -> Heading {
        WORDS.heading(line)
    }

    pub(super) fn has(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Whether it says anything.
    pub(super) fn is_known(&self) -> bool {
        !self.kinds.is_empty() || self.is_of_people()
    }

    /// Whether it names a number of people or things.
    pub(super) fn is_of_numbers(&self) -> bool {
        let positions = [Kind::Low, Kind::Best, Kind::High, Kind::Amount];
        positions.iter().any(|kind| self.has(*kind)) || self.is_of_people()
    }

    /// Whether it says what is counted, or of whom.
    pub(super) fn is_of_people(&self) -> bool {
        !self.quantities.is_empty() || self.population.is_some() || self.soldiers
    }

    /// What is counted, in the native words.
    pub(super) fn quantity(&self) -> Option<String> {
        (!self.quantities.is_empty()).then(|| self.quantities.join(" or "))
    }

    /// The same; soldiers of whom nothing else is said are those who are there.
    pub(super) fn quantity_or_deployed(&self) -> Option<String> {
        self.quantity().or_else(|| self.soldiers.then(|| DEPLOYED.to_owned()))
    }
}

/// What is counted of soldiers of whom nothing else is said.
pub(super) const DEPLOYED: &str = "deployed";

/// Of whom something is counted that is said of soldiers.
pub(super) const SOLDIERS: &str = "soldiers";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Means {
    Kind(Kind),
    Quantity(&'static str),
    Population(&'static str),
    Soldiers,
    Basis(Basis),
    Times(u32),
    Nothing,
}

type ByLanguage = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<T> {
    means: T,
    words: ByLanguage,
}

/// The words as they are written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    roles: Vec<Entry<Kind>>,
    quantities: Vec<Entry<String>>,
    soldiers: ByLanguage,
    populations: Vec<Entry<String>>,
    bases: Vec<Entry<Basis>>,
    units: Vec<Entry<u32>>,
    at_the_end: Vec<String>,
    fillers: ByLanguage,
}

/// The words, by phrase.
#[derive(Default)]
struct HeaderWords {
    phrases: HashMap<String, Vec<Means>>,
    /// Phrases of which a word may end in any way.
    stems: Vec<(Vec<String>, Means)>,
    at_the_end: HashSet<String>,
}

static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| {
    // A test reads the table; an unreadable one knows no word.
    HeaderWords::from_ron(include_str!("../../../assets/mappings/header-words.ron"))
        .unwrap_or_default()
});

/// No name of a column has more words that say nothing, but for paths, which name what they lead
/// through.
const MOST_UNKNOWN: usize = 3;

/// No phrase has more words.
const LONGEST_PHRASE: usize = 5;

/// No word that is two known ones has more bytes: a word may be as long as a file, and every place
/// in it is tried.
const LONGEST_TWO_WORDS: usize = 128;

impl HeaderWords {
    fn from_ron(text: &str) -> Result<HeaderWords, String> {
        let table: Table = ron_options().from_str(text).map_err(|error| error.to_string())?;
        let mut words = HeaderWords::default();
        // They are read once, and stand as long as the program runs.
        let keep = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let Table { roles, quantities, soldiers, populations, bases, units, at_the_end, fillers } =
            table;
        words.add(&soldiers, Means::Soldiers);
        roles.into_iter().for_each(|one| words.add(&one.words, Means::Kind(one.means)));
        for one in quantities {
            words.add(&one.words, Means::Quantity(keep(one.means)));
        }
        for one in populations {
            words.add(&one.words, Means::Population(keep(one.means)));
        }
        bases.into_iter().for_each(|one| words.add(&one.words, Means::Basis(one.means)));
        units.into_iter().for_each(|one| words.add(&one.words, Means::Times(one.means)));
        words.add(&fillers, Means::Nothing);
        words.at_the_end = at_the_end.iter().map(|word| tokens(word).join(" ")).collect();
        Ok(words)
    }

    fn add(&mut self, words: &ByLanguage, means: Means) {
        for phrase in words.values().flatten() {
            let is_stem = phrase.contains('*');
            let marked = phrase.replace('*', "xstemx");
            let parts = tokens(&marked);
            if is_stem {
                let parts = parts.iter().map(|part| part.replace("xstemx", "*"));
                self.stems.push((parts.collect(), means));
            } else {
                let known = self.phrases.entry(parts.join(" ")).or_default();
                if !known.contains(&means) {
                    known.push(means);
                }
            }
        }
    }

    fn heading(&self, name: &str) -> Heading {
        let tokens = tokens(&set_apart(name));
        let mut heading = Heading::default();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let is_whole = rest.len() == tokens.len();
            let (length, means) = self.longest(rest, is_whole).unwrap_or_else(|| {
                let halves = rest.first().map(|word| self.halves(word)).unwrap_or_default();
                heading.unknown = heading.unknown.saturating_add(usize::from(halves.is_empty()));
                (1, halves)
            });
            means.into_iter().for_each(|means| heading.add(means));
            rest = rest.get(length..).unwrap_or_default();
        }
        // Of whom else what became of somebody is told, the words that are not known may say.
        if heading.soldiers && !heading.quantities.is_empty() && heading.unknown == 0 {
            heading.population = heading.population.or(Some(SOLDIERS));
        }
        heading
    }

    /// The longest phrase at the beginning of some words, and all that it means.
    fn longest(&self, words: &[String], is_whole: bool) -> Option<(usize, Vec<Means>)> {
        (1..=words.len().min(LONGEST_PHRASE)).rev().find_map(|length| {
            let own = words.get(..length)?;
            let is_last = length == words.len();
            let phrase = own.join(" ");
            if self.at_the_end.contains(&phrase) && !is_last {
                return Some((length, vec![Means::Nothing])).filter(|_| length == 1);
            }
            let exact = self.phrases.get(&phrase).cloned().unwrap_or_default();
            let stems = self.stems.iter().filter(|(stem, _)| fits(stem, own));
            let mut means: Vec<Means> = exact;
            means.extend(stems.map(|(_, means)| *means));
            // "To date" is an end as a name, and says of a number that it is a total.
            if !(is_whole && is_last) && means.len() > 1 {
                let is_basis = |means: &Means| matches!(means, Means::Basis(_));
                if means.iter().any(is_basis) {
                    means.retain(is_basis);
                }
            }
            (!means.is_empty()).then_some((length, means))
        })
    }

    /// What a word means that is two known ones: "estimatelow".
    fn halves(&self, word: &str) -> Vec<Means> {
        if word.len() > LONGEST_TWO_WORDS {
            return Vec::new();
        }
        let cuts = word.char_indices().map(|(place, _)| place).skip(3);
        let both = cuts.filter_map(|cut| {
            let (one, other) = word.split_at_checked(cut).filter(|(_, rest)| rest.len() >= 3)?;
            let known = |half: &str| self.phrases.get(half).cloned();
            Some(known(one)?.into_iter().chain(known(other)?).collect())
        });
        let mut both = both;
        both.next().unwrap_or_default()
    }
}

impl Heading {
    fn add(&mut self, means: Means) {
        match means {
            Means::Kind(kind) => {
                self.kinds.insert(kind);
            }
            Means::Quantity(quantity) if !self.quantities.contains(&quantity) => {
                self.quantities.push(quantity);
            }
            Means::Population(population) => self.population = Some(population),
            Means::Soldiers => self.soldiers = true,
            Means::Basis(basis) => self.basis = Some(basis),
            Means::Times(times) => self.times = Some(times),
            Means::Quantity(_) | Means::Nothing => {}
        }
    }
}

fn fits(stem: &[String], words: &[String]) -> bool {
    stem.len() == words.len()
        && stem.iter().zip(words).all(|(stem, word)| match stem.strip_suffix('*') {
            Some(begin) => word.starts_with(begin),
            None => stem == word,
        })
}

/// A name with a space where a small letter meets a capital: "EstimateLow".
fn set_apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len());
    let mut before = ' ';
    for sign in name.chars() {
        if before.is_lowercase() && sign.is_uppercase() {
            apart.push(' ');
        }
        apart.push(sign);
        before = sign;
    }
    apart
}

/// Whether a name is a path, of names with points between; "U.S." is none.
pub(super) fn is_path(name: &str) -> bool {
    let is_name = |part: &str| part.chars().count() > 1 && !part.contains(char::is_whitespace);
    name.contains('.') && name.split('.').all(is_name)
}

/// The words of a name, folded: without figures at their end, and without what is written in two
/// ways in one language.
fn tokens(name: &str) -> Vec<String> {
    let name = if is_path(name) { name.replace('.', " ") } else { name.to_owned() };
    let signs =
        name.replace('%', " percent ").replace(['№', '#'], " no ").replace(['_', '\'', '’'], " ");
    let words = name_words(&signs).into_iter().map(|word| {
        let letters = word.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let word = if letters.is_empty() { &word } else { letters };
        word.chars().filter_map(folded).collect::<String>()
    });
    words.filter(|word| !word.is_empty()).collect()
}

/// A letter that may be written otherwise; none where it may be left out.
fn folded(letter: char) -> Option<char> {
    match letter {
        'ё' => Some('е'),
        'й' => Some('и'),
        'ї' => Some('і'),
        'أ' | 'إ' | 'آ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        'ـ' | '\u{64b}'..='\u{652}' => None,
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(name: &str) -> Vec<Kind> {
        Heading::of(name).kinds.into_iter().collect()
    }

    #[test]
    fn the_table_of_words_can_be_read() {
        let words =
            HeaderWords::from_ron(include_str!("../../../assets/mappings/header-words.ron"));
        assert!(words.as_ref().is_ok_and(|words| words.phrases.len() > 700), "{:?}", words.err());
        let words = words.expect("words");
        let longest = words.phrases.keys().map(String::len).max();
        assert!(longest.is_some_and(|longest| 2 * longest <= LONGEST_TWO_WORDS), "{longest:?}");
    }

    #[test]
    fn a_word_as_long_as_a_file_takes_no_longer_than_to_be_read() {
        let start = std::time::Instant::now();
        assert_eq!(Heading::of(&"a".repeat(400_000)).unknown, 1);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    #[test]
    fn names_are_compared_without_case_spaces_signs_and_accents() {
        for name in ["Estimate Low", "estimate_low", "ESTIMATE-LOW", "EstimateLow", "estimatelow"] {
            assert_eq!(kinds(name), [Kind::Low, Kind::Amount], "{name}");
        }
        for (name, kind) in [
            ("Année", Kind::Year),
            ("annee", Kind::Year),
            ("Source", Kind::Source),
            ("Quelle", Kind::Source),
            ("Fuente", Kind::Source),
            ("Джерело", Kind::Source),
            ("Источник", Kind::Source),
            ("المصدر", Kind::Source),
            ("Дата", Kind::Date),
            ("التاريخ", Kind::Date),
            ("Höchstwert", Kind::High),
            ("Мін.", Kind::Low),
            ("Верхня", Kind::High),
            ("Lien", Kind::Url),
            ("№", Kind::Aside),
        ] {
            assert_eq!(kinds(name), [kind], "{name}");
        }
    }

    #[test]
    fn a_name_may_say_what_is_counted_of_whom_and_which_end_it_is() {
        let heading = Heading::of("Civilians killed (min)");
        assert_eq!(heading.quantity().as_deref(), Some("killed"));
        assert_eq!(heading.population, Some("civilians"));
        assert!(heading.has(Kind::Low));
        let heading = Heading::of("Вбито, від");
        assert_eq!(heading.quantity().as_deref(), Some("killed"));
        assert!(heading.has(Kind::Low));
        let heading = Heading::of("Daily killed and missing");
        assert_eq!(heading.quantity().as_deref(), Some("killed or missing"));
        assert_eq!(heading.basis, Some(Basis::Increment));
        assert_eq!(Heading::of("Tote (Tsd.)").times, Some(1000));
        assert_eq!(Heading::of("Killed to date").basis, Some(Basis::Cumulative));
        assert!(Heading::of("To date").has(Kind::End));
        assert!(Heading::of("From").has(Kind::Low) && Heading::of("From").has(Kind::Start));
        assert_eq!(kinds("Date de l'estimation"), [Kind::Date, Kind::Amount]);
        assert!(!Heading::of("Zebra").is_known());
    }

    #[test]
    fn soldiers_are_those_who_are_there_or_of_whom_something_is_told() {
        for name in ["Soldiers", "troops", "Personnel", "Солдаты", "Troupes", "Soldaten", "جنود"]
        {
            let heading = Heading::of(name);
            let said = (heading.quantity_or_deployed(), heading.population);
            assert_eq!(said, (Some("deployed".to_owned()), None), "{name}");
        }
        for name in ["Soldiers killed", "Убито солдат", "Troops killed", "Getötete Soldaten"]
        {
            let heading = Heading::of(name);
            let said = (heading.quantity_or_deployed(), heading.population);
            assert_eq!(said, (Some("killed".to_owned()), Some("soldiers")), "{name}");
        }
        let heading = Heading::of("North Korean soldiers");
        let said = (heading.quantity_or_deployed(), heading.population);
        assert_eq!(said, (Some("deployed".to_owned()), Some("North Korean soldiers")));
        assert_eq!(Heading::of("Medical personnel killed").population, None);
    }
}
