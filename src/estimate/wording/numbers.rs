//! The numbers of a text: digits however their thousands are set apart, and the word for a
//! magnitude after them.

use super::magnitudes::magnitude;
use super::spelled::{Spelled, spelled};

/// Which sign stands before the decimals of a number; the other one may set its thousands apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    #[must_use]
    pub fn other(self) -> DecimalMark {
        match self {
            DecimalMark::Point => DecimalMark::Comma,
            DecimalMark::Comma => DecimalMark::Point,
        }
    }
}

/// A number in a text: its value, and where it starts and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) value: f64,
    pub(super) start: usize,
    pub(super) end: usize,
    /// By what the magnitude said after it multiplies; 1 where none is said.
    pub(super) times: f64,
    /// Whether its thousands are set apart.
    pub(super) is_grouped: bool,
    /// Whether it is a word that often counts nothing: "one", "two".
    pub(super) is_small: bool,
}

/// Spaces that set thousands apart.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// What sets thousands apart.
fn is_mark(sign: char) -> bool {
    SPACES.contains(&sign) || [',', '.', '\'', '’'].contains(&sign)
}

/// Every number of a text in small letters. Where the decimal mark is not known, each number tells
/// for itself.
pub(super) fn numbers_in(text: &str, mark: Option<DecimalMark>) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut rest = 0;
    while let Some(start) = next_start(text, rest) {
        let spot = in_digits(text, start, mark).or_else(|| in_words(text, start));
        rest = spot.map_or_else(|| end_of_word(text, start), |spot| spot.end);
        spots.extend(spot.filter(|spot| spot.value.is_finite()));
    }
    spots
}

/// Where the next digit or word begins that may be a number. Digits inside a word are part of a
/// name, as in "t80".
fn next_start(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut before = text.get(..from).and_then(|before| before.chars().next_back());
    for (place, sign) in rest.char_indices() {
        let is_within = before.is_some_and(char::is_alphanumeric);
        if sign.is_alphanumeric() && !is_within {
            return Some(from.saturating_add(place));
        }
        before = Some(sign);
    }
    None
}

fn end_of_word(text: &str, start: usize) -> usize {
    let word = text.get(start..).unwrap_or("");
    let length = word.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(word.len());
    start.saturating_add(length.max(1))
}

/// The number in digits that starts here.
fn in_digits(text: &str, start: usize, decimal: Option<DecimalMark>) -> Option<Spot> {
    let rest = text.get(start..)?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if length == 0 {
        return None;
    }
    let first = rest.get(..length)?;
    let mut plain = first.to_owned();
    let mark = rest.get(length..)?.chars().next();
    let decimal = decimal.map(DecimalMark::sign);
    let mark = mark.filter(|mark| is_mark(*mark) && Some(*mark) != decimal);
    let mut groups = 0_usize;
    if let Some(mark) = mark.filter(|_| length <= 3 && !first.starts_with('0')) {
        while let Some(after) = rest.get(length..).and_then(|after| after.strip_prefix(mark)) {
            if digits(after) != 3 {
                break;
            }
            plain.push_str(after.get(..3)?);
            length = length.saturating_add(mark.len_utf8()).saturating_add(3);
            groups = groups.saturating_add(1);
        }
    }
    // "1.250 million" has a fraction, as a million is not counted in thousands.
    if decimal.is_none()
        && mark == Some('.')
        && groups == 1
        && magnitude(rest.get(length..)?).0 > 1.0
    {
        plain.insert(first.len(), '.');
        groups = 0;
    }
    let is_zero = first == "0";
    let fraction = match decimal {
        Some(decimal) => rest.get(length..)?.strip_prefix(decimal).map_or(0, digits),
        None => fraction_length(rest.get(length..)?, mark.filter(|_| groups > 0), is_zero),
    };
    if fraction > 0 && !plain.contains('.') {
        let from = length.saturating_add(1);
        length = from.saturating_add(fraction);
        plain.push('.');
        plain.push_str(rest.get(from..length)?);
    }
    let (part, after) = vulgar_fraction(rest.get(length..)?);
    length = length.saturating_add(after);
    let (times, after) = magnitude(rest.get(length..)?);
    let value: f64 = plain.parse().ok()?;
    let end = start.saturating_add(length).saturating_add(after);
    let value = (value + part) * times;
    Some(Spot { value, start, end, times, is_grouped: groups > 0, is_small: false })
}

/// How many digits of a fraction follow, after a sign that does not set the thousands apart. A comma
/// before three digits would have set them apart, but never after a leading 0.
fn fraction_length(rest: &str, mark: Option<char>, is_zero: bool) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let point = rest.strip_prefix('.').filter(|_| mark != Some('.')).map_or(0, digits);
    let comma = rest.strip_prefix(',').filter(|_| mark != Some(',')).map_or(0, digits);
    if point > 0 {
        return point;
    }
    let goes_on = rest.get(comma.saturating_add(1)..).is_some_and(|rest| rest.starts_with(','));
    if (comma < 3 || is_zero) && !goes_on { comma } else { 0 }
}

/// The half of "1½", and how long it is.
fn vulgar_fraction(after: &str) -> (f64, usize) {
    let fraction = match after.chars().next() {
        Some('½') => 0.5,
        Some('¼') => 0.25,
        Some('¾') => 0.75,
        _ => return (0.0, 0),
    };
    (fraction, '½'.len_utf8())
}

/// A number in words that starts here.
fn in_words(text: &str, start: usize) -> Option<Spot> {
    let Spelled { value, length, times } = spelled(text.get(start..)?)?;
    let is_small = value < 20.0 && times == 1.0;
    let end = start.saturating_add(length);
    Some(Spot { value, start, end, times, is_grouped: false, is_small })
}
