//! Amounts without a number: "dozens", "a third of those deployed", "more troops".

use super::counted::quantity_in;
use super::letters::{has_words, small, starts_with_words};
use super::numbers::numbers_in;
use crate::estimate::{Direction, Quantity, Value};

/// Words for amounts that are no number, and the range that they suggest where they suggest one,
/// the longer before those that they hold.
const VAGUE: [(&str, Option<(f64, f64)>); 26] = [
    ("hundreds of thousands", Some((200_000.0, 990_000.0))),
    ("tens of thousands", Some((20_000.0, 99_000.0))),
    ("several thousand", Some((2_000.0, 9_000.0))),
    ("a few thousand", Some((2_000.0, 5_000.0))),
    ("few thousand", Some((2_000.0, 5_000.0))),
    ("thousands", Some((2_000.0, 9_900.0))),
    ("several hundred", Some((200.0, 900.0))),
    ("a few hundred", Some((200.0, 500.0))),
    ("few hundred", Some((200.0, 500.0))),
    ("hundreds", Some((200.0, 990.0))),
    ("several dozen", Some((24.0, 96.0))),
    ("few dozen", Some((24.0, 60.0))),
    ("dozens", Some((24.0, 99.0))),
    ("scores", Some((40.0, 99.0))),
    ("tens of", Some((20.0, 99.0))),
    ("tens", Some((20.0, 99.0))),
    ("a dozen", Some((10.0, 14.0))),
    ("a handful", Some((3.0, 9.0))),
    ("a couple", Some((2.0, 3.0))),
    ("several", Some((3.0, 9.0))),
    ("a few", Some((3.0, 9.0))),
    ("millions", None),
    ("100s", Some((200.0, 990.0))),
    ("1000s", Some((2_000.0, 9_900.0))),
    ("many", None),
    ("numerous", None),
];

/// Whether `wording` speaks of an amount without a number: "dozens", "several hundred".
///
/// ```
/// use parallax::estimate::is_vague;
///
/// assert!(is_vague("several hundred casualties"));
/// assert!(!is_vague("at least 30"));
/// ```
#[must_use]
pub fn is_vague(wording: &str) -> bool {
    let text = small(wording);
    numbers_in(&text, None).is_empty() && vague_words(&text).is_some()
}

/// The range that words such as "several hundred" suggest: somewhere to begin, for a person to
/// set right. Nothing is read from it by itself.
///
/// ```
/// use parallax::estimate::suggested_range;
///
/// assert_eq!(suggested_range("several hundred casualties"), Some((200.0, 900.0)));
/// assert_eq!(suggested_range("heavy losses"), None);
/// ```
#[must_use]
pub fn suggested_range(wording: &str) -> Option<(f64, f64)> {
    let text = small(wording);
    VAGUE.iter().filter(|(words, _)| has_words(&text, words)).find_map(|(_, range)| *range)
}

/// Whether a text in small letters says first of all an amount without a number.
pub(super) fn begins_vague(text: &str) -> bool {
    let amounts = VAGUE.iter().filter(|(words, _)| words.len() > "many".len());
    amounts.map(|(words, _)| words).any(|words| starts_with_words(text, words))
}

/// The longest words for an amount without a number, in a text in small letters.
fn vague_words(text: &str) -> Option<&'static str> {
    let found = VAGUE.iter().map(|(words, _)| *words).filter(|words| has_words(text, words));
    found.max_by_key(|words| words.len())
}

/// A share, an amount without a number, or which way things go, in a text in small letters: the
/// words and what they say.
pub(super) fn without_number(text: &str) -> Option<(&'static str, Value, Option<Quantity>)> {
    let has = |words: &[&'static str]| words.iter().copied().find(|words| has_words(text, words));
    let is_turning = has(&["rotate", "rotation", "rotating"]);
    let is_rising = has(&["increase", "increasing", "additional", "reinforcements", "more troops"]);
    let is_falling = has(&["decrease", "withdraw", "withdrawal", "withdrawn", "fewer troops"]);
    let (words, value) = if let Some(words) = has(&SHARES) {
        (words, Value::Share)
    } else if let Some(words) = vague_words(text) {
        (words, Value::Vague)
    } else {
        let direction = match (is_turning, is_rising, is_falling) {
            (Some(words), Some(_), _) => (words, Direction::RotationOrIncrease),
            (Some(words), None, _) => (words, Direction::Rotation),
            (None, Some(words), _) => (words, Direction::Increase),
            (None, None, Some(words)) => (words, Direction::Decrease),
            (None, None, None) => return None,
        };
        (direction.0, Value::Direction(direction.1))
    };
    Some((words, value, quantity_in(text)))
}

/// Whether a text in small letters says a part and not of what, as a cell may.
pub(super) fn is_share_alone(text: &str) -> bool {
    let shares = SHARES.iter().map(|share| {
        let share = share.strip_suffix(" of").or_else(|| share.strip_suffix(" the"));
        share.unwrap_or_default()
    });
    shares.chain(["one quarter", "one half", "a half"]).any(|share| share == text)
}

/// Words for a part of something.
pub(super) const SHARES: [&str; 14] = [
    "half of",
    "nearly half",
    "about half",
    "half the",
    "a third of",
    "one third of",
    "two thirds of",
    "two-thirds of",
    "a quarter of",
    "three quarters of",
    "a fifth of",
    "a tenth of",
    "the majority of",
    "most of",
];
