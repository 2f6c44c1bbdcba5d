//! A name made ready for comparing: in Latin letters, with a country as something apart and phrases
//! as one word each.

use std::collections::BTreeSet;

use deunicode::deunicode;

use crate::estimate::names::{name_key, split_brackets};

/// A name made ready for comparing.
#[derive(Debug)]
pub(super) struct Name {
    text: String,
    country_of_origin: Option<String>,
    /// In Latin letters, without countries and words that say nothing.
    pub(super) words: Vec<String>,
    /// The countries among the words.
    pub(super) countries: BTreeSet<&'static str>,
    /// Folded, in Latin letters.
    pub(super) in_latin: String,
}

impl Name {
    pub(super) fn new(text: &str, country_of_origin: Option<&str>) -> Name {
        let in_latin = name_key(&deunicode(text));
        let (words, countries) = told_apart(&in_latin);
        let country_of_origin = country_of_origin.map(str::to_owned);
        Name { text: text.to_owned(), country_of_origin, words, countries, in_latin }
    }

    pub(super) fn joined(&self) -> String {
        self.words.join(" ")
    }

    /// Its words in alphabetical order.
    pub(super) fn sorted(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.extend(self.countries.iter());
        words.sort_unstable();
        words.join(" ")
    }

    /// Itself, if it looks like initials: one word of three to seven capitals, besides a country.
    pub(super) fn acronym(&self) -> Option<String> {
        let [only] = &self.words[..] else { return None };
        let is_it =
            |word: &str| word.to_lowercase() == *only && word.chars().all(char::is_uppercase);
        let is_in_capitals = self.text.split(|c: char| !c.is_alphanumeric()).any(is_it);
        ((3..=7).contains(&only.len()) && is_in_capitals).then(|| only.clone())
    }

    /// The initials of three words or more: of all, and of those that say something, without
    /// countries. What stands in brackets is no part of them.
    pub(super) fn initials(&self) -> BTreeSet<String> {
        let before = split_brackets(&self.text).map_or(&self.text[..], |(before, _)| before);
        let all = name_key(&deunicode(before));
        let (words, countries) = told_apart(&all);
        if words.len().saturating_add(countries.len()) < 3 {
            return BTreeSet::new();
        }
        let of = |words: &mut dyn Iterator<Item = &str>| -> String {
            words.filter_map(|word| word.chars().next()).collect()
        };
        let without = of(&mut words.iter().map(String::as_str));
        BTreeSet::from([of(&mut all.split('-')), without])
    }

    /// Without titles.
    pub(super) fn untitled(&self) -> String {
        let is_title = |word: &&String| TITLES.contains(&word.as_str());
        let words: Vec<&str> =
            self.words.iter().filter(|word| !is_title(word)).map(String::as_str).collect();
        words.join(" ")
    }

    /// Folded, in its own script.
    pub(super) fn key(&self) -> String {
        name_key(&self.text)
    }

    /// Folded, without what stands in brackets, if something does and it names no country.
    pub(super) fn before_brackets(&self) -> Option<String> {
        let (before, inside) = split_brackets(&self.text)?;
        let (_, countries) = told_apart(&name_key(&deunicode(inside)));
        countries.is_empty().then(|| name_key(before))
    }

    /// What stays of a name whatever the transliteration: `Zelenskyy`, `Zelenskiy` and `Zelensky` are
    /// one. Empty where all words are short.
    pub(super) fn skeleton(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| skeleton(word)).collect();
        let is_long = words.iter().any(|word| word.len() >= 5);
        if is_long { words.join(" ") } else { String::new() }
    }

    /// Whether two may be one at all.
    pub(super) fn may_be(&self, other: &Name) -> bool {
        let countries = self.country_of_origin.as_ref().zip(other.country_of_origin.as_ref());
        countries.is_none_or(|(one, other)| one == other)
            && (self.countries == other.countries
                || self.countries.is_empty()
                || other.countries.is_empty())
            && digits(&self.text) == digits(&other.text)
    }

    /// Whether two names have as many words, which are the same or almost: one slip in a word of six
    /// letters or more, two in one of eleven or more, not in the first letter, and in no more than
    /// one word.
    pub(super) fn is_spelled_like(&self, other: &Name) -> bool {
        if self.words.len() != other.words.len() {
            return false;
        }
        let mut differing = self.words.iter().zip(&other.words).filter(|(a, b)| a != b);
        let Some((one, two)) = differing.next() else { return false };
        let slips = match one.len().min(two.len()) {
            0..6 if !are_letters_swapped(one, two) => return false,
            0..11 => 1,
            _ => 2,
        };
        differing.next().is_none()
            && one.chars().next() == two.chars().next()
            && strsim::osa_distance(one, two) <= slips
    }
}

/// Whether two words of four letters or more have the same letters: two of them were swapped.
fn are_letters_swapped(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.len() >= 4 && sorted(one) == sorted(other)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Words that are put before a person's name.
const TITLES: [&str; 24] = [
    "gen",
    "general",
    "lt",
    "lieutenant",
    "maj",
    "major",
    "col",
    "colonel",
    "adm",
    "admiral",
    "brig",
    "brigadier",
    "president",
    "minister",
    "secretary",
    "director",
    "governor",
    "chief",
    "spokesman",
    "spokesperson",
    "dr",
    "prof",
    "mr",
    "ms",
];

/// Words that say nothing about who it is.
const SMALL_WORDS: [&str; 11] =
    ["the", "of", "and", "for", "on", "in", "at", "to", "de", "la", "its"];

/// Several words for one thing, and the one word that is taken for all. Longer ones first.
const PHRASES: [(&str, &str); 14] = [
    ("ministry of national defence", "mod"),
    ("ministry of defence", "mod"),
    ("department of defence", "mod"),
    ("defence ministry", "mod"),
    ("defence department", "mod"),
    ("ministry of foreign affairs", "mfa"),
    ("foreign ministry", "mfa"),
    ("foreign affairs ministry", "mfa"),
    ("ministry of health", "moh"),
    ("ministry of public health", "moh"),
    ("health ministry", "moh"),
    ("general staff of armed forces", "general staff"),
    ("armed forces general staff", "general staff"),
    ("human rights", "humanrights"),
];

/// Countries, and the words for each. Several words together stand before one of them alone.
const COUNTRY_WORDS: [(&str, &str); 43] = [
    ("rok", "south korean|south korea|south koreas|republic of korea|rok"),
    ("dprk", "north korean|north korea|north koreas|dprk"),
    ("uk", "united kingdom|british|britain|britains|uk"),
    ("us", "united states|american|us|usa"),
    ("eu", "european union|eu"),
    ("un", "united nations|un"),
    ("nato", "nato"),
    ("western", "western"),
    ("saudi", "saudi arabian|saudi arabia|saudi"),
    ("ukraine", "ukrainian|ukraine|ukraines"),
    ("russia", "russian|russia|russias"),
    ("france", "french|france"),
    ("germany", "german|germany"),
    ("netherlands", "dutch|netherlands"),
    ("norway", "norwegian|norway"),
    ("denmark", "danish|denmark"),
    ("sweden", "swedish|sweden"),
    ("finland", "finnish|finland"),
    ("estonia", "estonian|estonia"),
    ("latvia", "latvian|latvia"),
    ("lithuania", "lithuanian|lithuania"),
    ("poland", "polish|poland"),
    ("czechia", "czech|czechia"),
    ("romania", "romanian|romania"),
    ("italy", "italian|italy"),
    ("spain", "spanish|spain"),
    ("turkey", "turkish|turkey|turkiye"),
    ("canada", "canadian|canada"),
    ("australia", "australian|australia"),
    ("japan", "japanese|japan"),
    ("china", "chinese|china"),
    ("belarus", "belarusian|belarus"),
    ("iran", "iranian|iran"),
    ("iraq", "iraqi|iraq"),
    ("israel", "israeli|israel"),
    ("palestine", "palestinian"),
    ("gaza", "gaza"),
    ("lebanon", "lebanese|lebanon"),
    ("syria", "syrian|syria"),
    ("sudan", "sudanese|sudan"),
    ("yemen", "yemeni|yemen"),
    ("ethiopia", "ethiopian|ethiopia"),
    ("afghanistan", "afghan|afghanistan"),
];

/// Splits a folded name into its words, with phrases as one word each and without small words, and
/// the countries among them.
fn told_apart(key: &str) -> (Vec<String>, BTreeSet<&'static str>) {
    let mut text = format!(" {} ", key.replace('-', " "));
    let mut countries = BTreeSet::new();
    for (country, words) in COUNTRY_WORDS {
        for word in words.split('|') {
            let word = format!(" {word} ");
            if text.contains(&word) {
                countries.insert(country);
                text = text.replace(&word, " ");
            }
        }
    }
    let is_said = |word: &&str| !SMALL_WORDS.contains(word);
    for (phrase, word) in PHRASES {
        text = text.replace(&format!(" {phrase} "), &format!(" {word} "));
    }
    (text.split_whitespace().filter(is_said).map(str::to_owned).collect(), countries)
}

/// A word without what transliterations from Cyrillic and Hangul disagree about.
fn skeleton(word: &str) -> String {
    let mut text = word.to_owned();
    for (many, one) in [
        ("iiu", "iu"),
        ("yu", "iu"),
        ("ju", "iu"),
        ("ya", "ia"),
        ("ja", "ia"),
        ("ye", "e"),
        ("yo", "e"),
        ("kh", "h"),
        ("ks", "x"),
        ("ts", "c"),
        ("tz", "c"),
        ("ph", "f"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("iei", "ei"),
    ] {
        text = text.replace(many, one);
    }
    let mut letters: Vec<char> = text.chars().collect();
    letters.dedup();
    while letters.len() > 3 && letters.last() == Some(&'i') {
        letters.pop();
    }
    letters.into_iter().collect()
}
