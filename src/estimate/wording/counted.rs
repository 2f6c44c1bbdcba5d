//! Whether a number says how many of something there are, and of what.

use super::hedges::{ISH, hedge_at};
use super::letters::{has_words, starts_with_words};
use super::numbers::Spot;
use crate::estimate::{MONTHS, Quantity};

/// Words that begin units of measurement, which count neither people nor things.
const UNITS: [&str; 17] = [
    "mm", "cm", "km", "kg", "millimet", "centimet", "kilomet", "met", "mile", "ton", "year",
    "month", "week", "day", "hour", "minute", "times",
];

/// Whether a number says how many of something there are: no calibre, distance, sum of money, part
/// of a name or date.
pub(super) fn is_counted(text: &str, spot: &Spot) -> bool {
    let after = text.get(spot.end..).unwrap_or("");
    let before = text.get(..spot.start).unwrap_or("");
    let is_part_of_a_word = (after.starts_with(char::is_alphabetic)
        && !starts_with_words(after, ISH))
        || before.strip_suffix(['-', '‑']).is_some_and(ends_in_a_name);
    let is_footnote = before.ends_with('[') && after.starts_with(']');
    let is_money = before.trim_end().ends_with(['$', '€', '£']);
    let is_time = after.strip_prefix(':').is_some_and(|rest| rest.starts_with(is_digit))
        || before.strip_suffix(':').is_some_and(|rest| rest.ends_with(is_digit));
    let next = after.trim_start_matches([' ', '-', '\u{a0}']);
    let word = next.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or("");
    let has_unit = UNITS.iter().any(|unit| word.starts_with(unit)) && !word.starts_with("metro");
    let is_unit = has_unit || ["m", "dollars", "euros"].contains(&word);
    !is_part_of_a_word
        && !is_footnote
        && !is_money
        && !is_time
        && !is_unit
        && !is_date(text, spot, before, next)
}

/// Whether a word ends here that is no magnitude after digits: of "t-80", not of "4k-5k".
fn ends_in_a_name(before: &str) -> bool {
    let letters = before.trim_end_matches(char::is_alphabetic);
    letters.len() < before.len() && !letters.ends_with(is_digit)
}

/// Whether people are said to be killed, wounded, missing or captured directly after a number.
pub(super) fn is_followed_by_outcome(text: &str, spot: &Spot) -> bool {
    let after = text.get(spot.end..).unwrap_or("").trim_start();
    let word = after.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or("");
    outcomes_in(word).is_some()
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

/// A day beside the name of a month, or a year by itself.
fn is_date(text: &str, spot: &Spot, before: &str, next: &str) -> bool {
    let is_month = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word))
    };
    let last = before.split_whitespace().next_back().unwrap_or("");
    let first = next.split_whitespace().next().unwrap_or("");
    let is_day = spot.value <= 31.0 && (is_month(last) || is_month(first));
    let digits = text.get(spot.start..spot.end).unwrap_or("");
    let looks_like_a_year = digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (1900.0..=2100.0).contains(&spot.value);
    let is_hedged = hedge_at(text, spot).is_some();
    is_day || (looks_like_a_year && !is_hedged && !starts_with_people(first))
}

fn starts_with_people(word: &str) -> bool {
    ["troop", "soldier", "people", "men", "casualt", "fighter", "combatant", "north", "kill"]
        .iter()
        .any(|people| word.starts_with(people))
}

/// What a text in small letters says is counted.
pub(super) fn quantity_in(text: &str) -> Option<Quantity> {
    outcomes_in(text).or_else(|| {
        let there = [
            "deployed",
            "sent",
            "dispatched",
            "operating",
            "troops",
            "soldiers",
            "arrived",
            "deploy",
        ];
        there.iter().any(|word| has_words(text, word)).then_some(Quantity::Deployed)
    })
}

/// The outcomes for people that a text in small letters speaks of.
pub(super) fn outcomes_in(text: &str) -> Option<Quantity> {
    let has = |words: &[&str]| words.iter().any(|word| has_words(text, word));
    let outcomes = [
        ("casualties", has(&["casualties", "losses"])),
        ("killed", has(&["killed", "dead", "died", "deaths", "fatalities", "kia"])),
        ("wounded", has(&["wounded", "injured", "wia"])),
        ("missing", has(&["missing"])),
        ("captured", has(&["captured", "taken prisoner", "pows"])),
    ];
    let said = outcomes.iter().filter(|(_, is_said)| *is_said).map(|(word, _)| *word);
    let said: Vec<&str> = said.collect();
    if said.is_empty() { None } else { Quantity::from_words(&said.join(" or ")) }
}
