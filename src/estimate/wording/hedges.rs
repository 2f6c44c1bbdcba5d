//! The words directly at a number that say how it is stated, and those that leave a doubt.

use super::letters::{ends_with_words, last_words, starts_with_words};
use super::numbers::Spot;
use crate::estimate::How;

/// Words before a number, the longer before those that they end with.
const BEFORE: [(&str, How); 139] = [
    ("no more than", How::AtMost),
    ("not more than", How::AtMost),
    ("no less than", How::AtLeast),
    ("not less than", How::AtLeast),
    ("no fewer than", How::AtLeast),
    ("not fewer than", How::AtLeast),
    ("not exceeding", How::AtMost),
    ("a maximum of", How::AtMost),
    ("a minimum of", How::AtLeast),
    ("maximum of", How::AtMost),
    ("minimum of", How::AtLeast),
    ("at the very least", How::AtLeast),
    ("at the very most", How::AtMost),
    ("as many as", How::AtMost),
    ("as much as", How::AtMost),
    ("at most", How::AtMost),
    ("up to", How::AtMost),
    ("at least", How::AtLeast),
    ("upwards of", How::AtLeast),
    ("little less than", How::Nearly),
    ("slightly less than", How::Nearly),
    ("slightly fewer than", How::Nearly),
    ("just under", How::Nearly),
    ("just below", How::Nearly),
    ("just short of", How::Nearly),
    // A little above is neither "more than", however far, nor below.
    ("just over", How::About),
    ("just above", How::About),
    ("just more than", How::About),
    ("a little over", How::About),
    ("little more than", How::About),
    ("slightly over", How::About),
    ("slightly above", How::About),
    ("slightly more than", How::About),
    ("more than", How::MoreThan),
    ("greater than", How::MoreThan),
    ("in excess of", How::MoreThan),
    ("less than", How::LessThan),
    ("fewer than", How::LessThan),
    ("close to", How::Nearly),
    ("not quite", How::Nearly),
    ("in the region of", How::About),
    ("on the order of", How::About),
    ("in the order of", How::About),
    ("approximately", How::About),
    ("exceeding", How::MoreThan),
    ("surpassing", How::MoreThan),
    ("exceeded", How::MoreThan),
    ("surpassed", How::MoreThan),
    ("exceeds", How::MoreThan),
    ("surpasses", How::MoreThan),
    ("exceed", How::MoreThan),
    ("surpass", How::MoreThan),
    ("topped", How::MoreThan),
    ("over", How::MoreThan),
    ("above", How::MoreThan),
    ("under", How::LessThan),
    ("below", How::LessThan),
    ("nearly", How::Nearly),
    ("almost", How::Nearly),
    ("approaching", How::Nearly),
    ("roughly", How::About),
    ("around", How::About),
    ("about", How::About),
    ("approx", How::About),
    ("approx.", How::About),
    ("circa", How::About),
    ("some", How::About),
    ("ca", How::About),
    ("ca.", How::About),
    ("c.", How::About),
    ("minimum", How::AtLeast),
    ("min.", How::AtLeast),
    ("maximum", How::AtMost),
    ("max.", How::AtMost),
    ("max", How::AtMost),
    (">=", How::AtLeast),
    ("<=", How::AtMost),
    ("~", How::About),
    ("≈", How::About),
    ("≥", How::AtLeast),
    ("≤", How::AtMost),
    // As tables of other languages say it.
    ("не более", How::AtMost),
    ("не больше", How::AtMost),
    ("не менее", How::AtLeast),
    ("не меньше", How::AtLeast),
    ("не більше", How::AtMost),
    ("не менше", How::AtLeast),
    ("как минимум", How::AtLeast),
    ("по меньшей мере", How::AtLeast),
    ("щонайменше", How::AtLeast),
    ("принаймні", How::AtLeast),
    ("щонайбільше", How::AtMost),
    ("более", How::MoreThan),
    ("больше", How::MoreThan),
    ("свыше", How::MoreThan),
    ("понад", How::MoreThan),
    ("більше", How::MoreThan),
    ("більш як", How::MoreThan),
    ("менее", How::LessThan),
    ("меньше", How::LessThan),
    ("менше", How::LessThan),
    ("почти", How::Nearly),
    ("майже", How::Nearly),
    ("около", How::About),
    ("примерно", How::About),
    ("приблизительно", How::About),
    ("близько", How::About),
    ("приблизно", How::About),
    ("до", How::AtMost),
    ("mehr als", How::MoreThan),
    ("über", How::MoreThan),
    ("weniger als", How::LessThan),
    ("mindestens", How::AtLeast),
    ("höchstens", How::AtMost),
    ("bis zu", How::AtMost),
    ("etwa", How::About),
    ("rund", How::About),
    ("ungefähr", How::About),
    ("plus de", How::MoreThan),
    ("moins de", How::LessThan),
    ("au moins", How::AtLeast),
    ("au plus", How::AtMost),
    ("jusqu'à", How::AtMost),
    ("jusqu’à", How::AtMost),
    ("près de", How::Nearly),
    ("environ", How::About),
    ("más de", How::MoreThan),
    ("menos de", How::LessThan),
    ("al menos", How::AtLeast),
    ("como máximo", How::AtMost),
    ("hasta", How::AtMost),
    ("casi", How::Nearly),
    ("alrededor de", How::About),
    ("unos", How::About),
    ("أكثر من", How::MoreThan),
    ("أقل من", How::LessThan),
    ("على الأقل", How::AtLeast),
    ("حوالي", How::About),
    ("نحو", How::About),
];

/// Words after a number.
const AFTER: [(&str, How); 31] = [
    ("or more", How::AtLeast),
    ("or over", How::AtLeast),
    ("or above", How::AtLeast),
    ("or higher", How::AtLeast),
    ("and more", How::AtLeast),
    ("and over", How::AtLeast),
    ("and above", How::AtLeast),
    ("and upwards", How::AtLeast),
    ("and up", How::AtLeast),
    ("upwards", How::AtLeast),
    ("and counting", How::AtLeast),
    ("or so", How::About),
    ("or thereabouts", How::About),
    ("or fewer", How::AtMost),
    ("or less", How::AtMost),
    ("or below", How::AtMost),
    ("or lower", How::AtMost),
    ("at least", How::AtLeast),
    ("at the very least", How::AtLeast),
    ("at a minimum", How::AtLeast),
    ("minimum", How::AtLeast),
    ("at most", How::AtMost),
    ("at the very most", How::AtMost),
    ("maximum", How::AtMost),
    ("max", How::AtMost),
    ("approximately", How::About),
    ("approx", How::About),
    (ISH, How::About),
    ("odd", How::About),
    ("plus", How::AtLeast),
    ("+", How::AtLeast),
];

/// What may stand at a number without a space: "4,000ish".
pub(super) const ISH: &str = "ish";

/// Words of caution: where one of them stands in what was said, it should stand in what is passed
/// on.
pub const CAUTION: [&str; 8] = [
    "preliminary",
    "unconfirmed",
    "provisional",
    "highly likely",
    "likely",
    "probably",
    "possibly",
    "reportedly",
];

/// Words that say that what follows is not so.
const NEGATIONS: [&str; 24] = [
    "not",
    "never",
    "no",
    "nor",
    "neither",
    "without",
    "hardly",
    "yet",
    "far",
    "cannot",
    "deny",
    "denied",
    "denies",
    "denying",
    "denial",
    "reject",
    "rejected",
    "rejects",
    "rejecting",
    "dismissed",
    "dismisses",
    "refuted",
    "refutes",
    "disputed",
];

/// Words that make another number of the one after them.
const MULTIPLIERS: [&str; 7] =
    ["twice", "double", "triple", "quadruple", "thrice", "times", "halve"];

/// So many words before a hedge are looked at for a negation.
const LOOKED_BACK_WORDS: usize = 4;

/// How a number is stated, and where the words that say so and the number start and end.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Hedge {
    pub(super) how: How,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The hedge at a number, if there is one.
pub(super) fn hedge_at(text: &str, spot: &Spot) -> Option<Hedge> {
    hedge_after(text, spot).or_else(|| hedge_before(text, spot))
}

pub(super) fn hedge_after(text: &str, spot: &Spot) -> Option<Hedge> {
    let after = text.get(spot.end..).unwrap_or("");
    let opened = after.trim_start_matches([' ', '-', '\u{a0}']);
    let after = opened.strip_prefix('(').unwrap_or(opened);
    let (words, how) = AFTER.iter().find(|(words, _)| starts_with_words(after, words))?;
    // "3000 + 500" and "3,000 plus 500" are two numbers; "3000 +/- 500" is a range.
    let rest = after.strip_prefix(words).unwrap_or("").trim_start();
    let goes_on = rest.starts_with(|sign: char| sign.is_ascii_digit() || "-/~≈".contains(sign));
    if ["+", "plus"].contains(words) && goes_on {
        return None;
    }
    // "4,000 (approx.)" is said to its end.
    let rest = after.strip_prefix(words).unwrap_or("");
    let closed = rest.strip_prefix('.').unwrap_or(rest).strip_prefix(')');
    let rest = closed.filter(|_| after.len() < opened.len()).unwrap_or(rest);
    Some(Hedge { how: *how, start: spot.start, end: text.len().saturating_sub(rest.len()) })
}

pub(super) fn hedge_before(text: &str, spot: &Spot) -> Option<Hedge> {
    let before = text.get(..spot.start).unwrap_or("");
    let before = before.trim_end_matches(['$', '€', '£', ' ', '\u{a0}', '"', '“', '(']);
    let before = without_filler(before);
    let hedge = |how, words: &str| Hedge {
        how,
        start: before.len().saturating_sub(words.len()),
        end: spot.end,
    };
    let said = BEFORE.iter().find(|(words, _)| ends_with_words(before, words));
    if let Some((words, how)) = said {
        return Some(hedge(*how, words));
    }
    match before.chars().next_back()? {
        '>' => Some(hedge(How::MoreThan, ">")),
        '<' => Some(hedge(How::LessThan, "<")),
        _ => None,
    }
}

/// What a text in small letters says after a hedge with which it begins, "about a third".
pub(super) fn without_hedge(text: &str) -> &str {
    let hedge = BEFORE.iter().find(|(words, _)| starts_with_words(text, words));
    hedge.and_then(|(words, _)| text.strip_prefix(words)).unwrap_or(text).trim_start()
}

/// "At least another 3,000", "more than a total of 3,000".
fn without_filler(before: &str) -> &str {
    let mut before = before;
    for filler in ["a total of", "an estimated", "an additional", "another", "the"] {
        if ends_with_words(before, filler) {
            let end = before.len().saturating_sub(filler.len());
            before = before.get(..end).unwrap_or(before).trim_end();
        }
    }
    before
}

/// Whether what begins here is said not to be so: "has not exceeded", "rejected reports of more
/// than".
pub(super) fn is_negated(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    let mut words = last_words(before, LOOKED_BACK_WORDS);
    words.any(|word| {
        let word = word.trim_matches(|sign: char| !sign.is_alphabetic());
        NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
    })
}

/// Whether another number is made of the one that begins here: "twice the more than 3,000".
pub(super) fn is_multiplied(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    last_words(before, 3).any(|word| MULTIPLIERS.contains(&word))
}
