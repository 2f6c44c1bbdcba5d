//! How a source's own words state a number: "almost 1,000" is *nearly*, "3,000 or more" is *at
//! least*.
//!
//! Only the words that stand directly at the number count, and only where they are plain. Where
//! they leave any doubt the reader says nothing: a missed hedge costs little, an invented one
//! contradicts the file.

use super::How;

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

/// Words before a number, the longer before those that they end with.
const BEFORE: [(&str, How); 59] = [
    ("no more than", How::AtMost),
    ("not more than", How::AtMost),
    ("no less than", How::AtLeast),
    ("not less than", How::AtLeast),
    ("no fewer than", How::AtLeast),
    ("not fewer than", How::AtLeast),
    ("not exceeding", How::AtMost),
    ("a maximum of", How::AtMost),
    ("a minimum of", How::AtLeast),
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
    ("circa", How::About),
    ("some", How::About),
    ("ca", How::About),
    ("~", How::About),
    ("≈", How::About),
    ("≥", How::AtLeast),
    ("≤", How::AtMost),
];

/// Words after a number.
const AFTER: [(&str, How); 9] = [
    ("or more", How::AtLeast),
    ("or so", How::About),
    ("or thereabouts", How::About),
    ("or fewer", How::AtMost),
    ("or less", How::AtMost),
    ("at least", How::AtLeast),
    ("at most", How::AtMost),
    ("odd", How::About),
    ("+", How::AtLeast),
];

/// Words for amounts that are no number.
const VAGUE: [&str; 13] = [
    "dozens",
    "tens",
    "scores",
    "hundreds",
    "several hundred",
    "a few hundred",
    "thousands",
    "several thousand",
    "a few thousand",
    "several",
    "a few",
    "many",
    "numerous",
];

/// How `wording` states `number`: the words that stand directly before or after it. None where the
/// number is not there, stands bare, is one end of a range, or is hedged differently in two places.
///
/// ```
/// use parallax::estimate::{How, how_said};
///
/// assert_eq!(how_said("almost 1,000", 1_000.0), Some(How::Nearly));
/// assert_eq!(how_said("some 3,000 or more", 3_000.0), Some(How::AtLeast));
/// assert_eq!(how_said("about 8,000 out of a total of 10,000", 10_000.0), None);
/// ```
#[must_use]
pub fn how_said(wording: &str, number: f64) -> Option<How> {
    let text = wording.to_lowercase();
    let mut found = None;
    for spot in numbers_in(&text) {
        let is_it = (spot.value - number).abs() <= number.abs() * 1e-9;
        if !is_it || spot.is_in_range {
            continue;
        }
        let Some(Hedge { how, .. }) = hedge_at(&text, &spot) else { continue };
        if found.is_some_and(|other| other != how) {
            return None;
        }
        found = Some(how);
    }
    found
}

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
    let text = wording.to_lowercase();
    numbers_in(&text).is_empty() && vague_words(&text).is_some()
}

/// The longest words for an amount without a number, in a text in small letters.
pub(super) fn vague_words(text: &str) -> Option<&'static str> {
    let found = VAGUE.into_iter().filter(|words| has_words(text, words));
    found.max_by_key(|words| words.len())
}

pub(super) fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(start, _)| {
        let end = start.saturating_add(words.len());
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A number in a text: its value, where it starts and ends, and whether it is joined to another.
pub(super) struct Spot {
    pub(super) value: f64,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_in_range: bool,
}

/// How a number is stated, and where the words that say so and the number start and end.
pub(super) struct Hedge {
    pub(super) how: How,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Every number written in digits, with the thousands and millions said after it.
pub(super) fn numbers_in(text: &str) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut rest = 0;
    while let Some(start) = text.get(rest..).and_then(|t| t.find(|c: char| c.is_ascii_digit())) {
        let start = rest.saturating_add(start);
        let (value, end) = number_at(text, start);
        rest = end;
        // Digits inside a word are part of a name: "t80", "covid-19" stays a number.
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if before.is_some_and(char::is_alphabetic) {
            continue;
        }
        let Some(value) = value else { continue };
        spots.push(Spot { value, start, end, is_in_range: false });
    }
    join_ranges(text, &mut spots);
    spots
}

/// The number that starts here, and where it ends. It has no value if its digits make none.
fn number_at(text: &str, start: usize) -> (Option<f64>, usize) {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    let mut digits = String::new();
    loop {
        match bytes.get(end) {
            Some(digit) if digit.is_ascii_digit() => digits.push(char::from(*digit)),
            Some(b',') if (1..=3).all(|n| is_digit(end.saturating_add(n))) => {}
            Some(b'.') if is_digit(end.saturating_add(1)) && !digits.contains('.') => {
                digits.push('.');
            }
            _ => break,
        }
        end = end.saturating_add(1);
    }
    let (times, end) = magnitude_at(text, end);
    (digits.parse().ok().map(|value: f64| value * times), end)
}

/// The word for a magnitude after a number: "1.2 million", "27-hundred".
fn magnitude_at(text: &str, end: usize) -> (f64, usize) {
    let after = text.get(end..).unwrap_or("");
    let word = after.strip_prefix([' ', '-', '\u{a0}']).unwrap_or(after);
    for (name, times) in [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)] {
        let Some(rest) = word.strip_prefix(name) else { continue };
        if !rest.starts_with(char::is_alphabetic) {
            return (times, text.len().saturating_sub(rest.len()));
        }
    }
    (1.0, end)
}

/// Marks numbers that are the ends of one range: "10-12", "11 to 12,000", "between 4 and 5".
fn join_ranges(text: &str, spots: &mut [Spot]) {
    for place in 1..spots.len() {
        let (Some(left), Some(right)) = (spots.get(place.saturating_sub(1)), spots.get(place))
        else {
            continue;
        };
        let between = text.get(left.end..right.start).unwrap_or("").trim();
        let before = text.get(..left.start).unwrap_or("").trim_end();
        let is_range = ["-", "–", "—", "to", "or"].contains(&between)
            || (between == "and" && ends_with_words(before, "between"));
        if is_range {
            for spot in spots.iter_mut().skip(place.saturating_sub(1)).take(2) {
                spot.is_in_range = true;
            }
        }
    }
}

pub(super) fn hedge_at(text: &str, spot: &Spot) -> Option<Hedge> {
    let after = text.get(spot.end..).unwrap_or("");
    let after = after.trim_start_matches([' ', '-']);
    let said_after = AFTER.iter().find(|(words, _)| starts_with_words(after, words));
    if let Some((words, how)) = said_after {
        let end = text.len().saturating_sub(after.len()).saturating_add(words.len());
        return Some(Hedge { how: *how, start: spot.start, end });
    }
    let before = text.get(..spot.start).unwrap_or("");
    let before = before.trim_end_matches(['$', '€', '£', '.', ' ', '\u{a0}', '"', '“', '(']);
    let before = without_filler(before);
    let hedge = |how, words: &str| Hedge {
        how,
        start: before.len().saturating_sub(words.len()),
        end: spot.end,
    };
    if let Some(how) = sign_before(before) {
        return Some(hedge(how, ">"));
    }
    let said = BEFORE.iter().find(|(words, _)| ends_with_words(before, words));
    said.map(|(words, how)| hedge(*how, words))
}

/// "At least another 3,000", "more than a total of 3,000".
fn without_filler(before: &str) -> &str {
    let mut before = before;
    for filler in ["a total of", "an estimated", "an additional", "another"] {
        if ends_with_words(before, filler) {
            let end = before.len().saturating_sub(filler.len());
            before = before.get(..end).unwrap_or(before).trim_end();
        }
    }
    before
}

fn sign_before(before: &str) -> Option<How> {
    match before.chars().next_back()? {
        '>' => Some(How::MoreThan),
        '<' => Some(How::LessThan),
        _ => None,
    }
}

fn ends_with_words(text: &str, words: &str) -> bool {
    let Some(before) = text.strip_suffix(words) else { return false };
    !words.starts_with(char::is_alphabetic) || !before.ends_with(char::is_alphanumeric)
}

fn starts_with_words(text: &str, words: &str) -> bool {
    let Some(after) = text.strip_prefix(words) else { return false };
    !words.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_directly_at_the_number_say_how_it_was_stated() {
        for (wording, number, how) in [
            ("nearly 11,000", 11_000.0, How::Nearly),
            ("close to 11,000 troops", 11_000.0, How::Nearly),
            ("just under 900", 900.0, How::Nearly),
            ("Roughly 12,000 North Korean troops", 12_000.0, How::About),
            ("roughly 27-hundred wounded", 2_700.0, How::About),
            ("approx. 1.2 million", 1_200_000.0, How::About),
            ("~500", 500.0, How::About),
            ("has already exceeded 3,000", 3_000.0, How::MoreThan),
            ("casualties have surpassed 3,000", 3_000.0, How::MoreThan),
            ("> 40", 40.0, How::MoreThan),
            ("no more than 40", 40.0, How::AtMost),
            ("as many as 8,000 were there", 8_000.0, How::AtMost),
            ("no fewer than 40", 40.0, How::AtLeast),
            ("at least another 40", 40.0, How::AtLeast),
            ("1,100+", 1_100.0, How::AtLeast),
            ("some 3,000 or more have been", 3_000.0, How::AtLeast),
            ("fewer than 10", 10.0, How::LessThan),
        ] {
            assert_eq!(how_said(wording, number), Some(how), "{wording}");
        }
    }

    #[test]
    fn no_hedge_is_made_up() {
        for (wording, number) in [
            ("1,500 special operation forces", 1_500.0),
            ("another 6,000; about 1,000 already arrived", 6_000.0),
            ("up to 6,000 troops each", 12_000.0),
            ("closer to around 11 to 12,000", 12_000.0),
            ("about 10–12 thousand", 12_000.0),
            ("between 400 and 500", 500.0),
            ("about 300, others say more than 300", 300.0),
            ("handsome 300", 300.0),
            ("moreover 300", 300.0),
            ("T80 tanks", 80.0),
            ("", 1.0),
        ] {
            assert_eq!(how_said(wording, number), None, "{wording}");
        }
    }

    #[test]
    fn amounts_without_a_number_are_vague() {
        for wording in ["dozens", "Several hundred casualties (light wounds up to KIA)", "many"] {
            assert!(is_vague(wording), "{wording}");
        }
        for wording in ["about 30", "Germany", "nobody", "hundreds, at least 300"] {
            assert!(!is_vague(wording), "{wording}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in ["1,", "1.", "1,2,3", "١٢٣", "1".repeat(400).as_str(), "é1€2", "…3…"]
        {
            let _ = how_said(text, 1.0);
        }
    }
}
