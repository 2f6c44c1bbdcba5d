//! A name made ready for comparing: in Latin letters, with a country as something apart and phrases
//! as one word each.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use deunicode::deunicode;
use serde::Deserialize;

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
        let is_title = |word: &&String| WORDS.titles.contains(word);
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

    /// The figures in it, in their order.
    pub(super) fn digits(&self) -> String {
        digits(&self.text)
    }

    /// Each of its longer words, with a number that two names have in common where they are the same
    /// but for this word and it begins alike.
    pub(super) fn but_for_a_word(&self) -> impl Iterator<Item = (u64, &str)> {
        let digits = self.digits();
        let words = self.words.iter().enumerate().filter(|(_, word)| word.len() >= 4);
        // A text of more words is no name.
        let words = words.filter(|_| self.words.len() <= MOST_WORDS);
        words.map(move |(place, word)| {
            let mut hasher = DefaultHasher::new();
            (place, word.chars().next(), &digits).hash(&mut hasher);
            self.words.iter().enumerate().filter(|(at, _)| *at != place).for_each(|rest| {
                rest.hash(&mut hasher);
            });
            (hasher.finish(), word.as_str())
        })
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

/// A word, and without as many of its letters as may have slipped: of two words that are [spelled
/// like](Name::is_spelled_like) each other one of these is the same.
pub(super) fn with_letters_left_out(word: &str) -> BTreeSet<Vec<char>> {
    let letters: Vec<char> = word.chars().take(LONGEST_SPELLED).collect();
    let one = without_one(&letters);
    let two: Vec<_> = match letters.len() {
        0..10 => Vec::new(),
        _ => one.iter().flat_map(|shorter| without_one(shorter)).collect(),
    };
    std::iter::once(letters).chain(one).chain(two).collect()
}

/// Slips are looked for in names of so many words.
const MOST_WORDS: usize = 16;

/// Slips are looked for within so many letters of a word.
const LONGEST_SPELLED: usize = 32;

/// A word without one of its letters but the first, each in turn.
fn without_one(letters: &[char]) -> Vec<Vec<char>> {
    let without = |place: usize| {
        let (before, from) = letters.split_at(place);
        before.iter().chain(from.iter().skip(1)).copied().collect()
    };
    (1..letters.len()).map(without).collect()
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

/// The words that names are made of.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameWords {
    titles: Vec<String>,
    small: Vec<String>,
    /// In the place of the first the second.
    phrases: Vec<(String, String)>,
    countries: Vec<(String, Vec<String>)>,
    letters: Vec<(String, String)>,
}

const SHIPPED: &str = include_str!("../../../assets/aliases/names.ron");

static WORDS: LazyLock<NameWords> = LazyLock::new(|| {
    // A test reads the table; without it names are compared as they are.
    let mut words: NameWords = ron::from_str(SHIPPED).unwrap_or_default();
    // Countries and phrases are looked for as whole words.
    let set_apart = |text: &mut String| *text = format!(" {text} ");
    words.countries.iter_mut().flat_map(|(_, words)| words).for_each(set_apart);
    words.phrases.iter_mut().for_each(|(phrase, word)| {
        set_apart(phrase);
        set_apart(word);
    });
    words
});

/// Splits a folded name into its words, with phrases as one word each and without small words, and
/// the countries among them.
fn told_apart(key: &str) -> (Vec<String>, BTreeSet<&'static str>) {
    let mut text = format!(" {} ", key.replace('-', " "));
    let mut countries = BTreeSet::new();
    // Most words are not in it, and most of these begin like none that is.
    let mut begins = beginnings(&text);
    for (country, words) in &WORDS.countries {
        for word in words {
            if beginnings(word) & begins != 0 && text.contains(word) {
                countries.insert(country.as_str());
                text = text.replace(word, " ");
            }
        }
    }
    let is_said = |word: &&str| !WORDS.small.iter().any(|small| small == word);
    for (phrase, word) in &WORDS.phrases {
        if beginnings(phrase) & begins != 0 && text.contains(phrase) {
            text = text.replace(phrase, word);
            begins |= beginnings(word);
        }
    }
    (text.split_whitespace().filter(is_said).map(str::to_owned).collect(), countries)
}

/// With which signs the words of a text begin that have a blank before them: a bit for each, of which
/// several may have the same.
fn beginnings(text: &str) -> u64 {
    let before = text.bytes();
    let words = before.zip(text.bytes().skip(1)).filter(|(before, _)| *before == b' ');
    words.fold(0, |set, (_, sign)| set | 1 << (sign % 64))
}

/// A word without what transliterations from Cyrillic and Hangul disagree about.
fn skeleton(word: &str) -> String {
    let mut text = word.to_owned();
    for (many, one) in &WORDS.letters {
        text = text.replace(many, one);
    }
    let mut letters: Vec<char> = text.chars().collect();
    letters.dedup();
    while letters.len() > 3 && letters.last() == Some(&'i') {
        letters.pop();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_can_be_read_and_are_folded() {
        let words: NameWords = ron::from_str(SHIPPED).expect("well-formed");
        let countries = words.countries.iter().flat_map(|(_, words)| words);
        let phrases = words.phrases.iter().map(|(phrase, _)| phrase);
        for word in words.titles.iter().chain(&words.small).chain(countries).chain(phrases) {
            assert_eq!(name_key(word).replace('-', " "), *word);
        }
    }
}
