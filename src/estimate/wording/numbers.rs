//! The numbers of a text: digits however their thousands are set apart, and the word for a
//! magnitude after them.

use super::letters::ends_with_words;

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
    let (times, after) = magnitude(rest.get(length..)?);
    let value: f64 = plain.parse().ok()?;
    let end = start.saturating_add(length).saturating_add(after);
    Some(Spot { value: value * times, start, end, times, is_grouped: groups > 0 })
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

const MAGNITUDES: [(&str, f64); 8] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("mln", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("thsd", 1e3),
];

/// A letter for a magnitude, directly at the digits: "600k", "1.2m".
const LETTERS: [(&str, f64); 3] = [("k", 1e3), ("m", 1e6), ("b", 1e9)];

/// What is said after a number multiplies it by, and how long that is.
fn magnitude(after: &str) -> (f64, usize) {
    let is_over = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let letter = LETTERS.iter().find_map(|(letter, times)| {
        after.strip_prefix(letter).filter(|rest| is_over(rest)).map(|_| (*times, letter.len()))
    });
    if let Some(found) = letter {
        return found;
    }
    let word = after.strip_prefix([' ', '-', '\u{a0}']).unwrap_or(after);
    let skipped = after.len().saturating_sub(word.len());
    for (name, times) in MAGNITUDES {
        let Some(rest) = word.strip_prefix(name) else { continue };
        let (rest, plural) = rest.strip_prefix('s').map_or((rest, 0), |rest| (rest, 1));
        if is_over(rest) {
            return (times, skipped.saturating_add(name.len()).saturating_add(plural));
        }
    }
    (1.0, 0)
}

/// Words that count magnitudes.
const COUNTING: [(&str, f64); 15] = [
    ("half a", 0.5),
    ("a quarter of a", 0.25),
    ("a", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
];

/// "Half a million", "two thousand".
fn in_words(text: &str, start: usize) -> Option<Spot> {
    let rest = text.get(start..)?;
    COUNTING.iter().find_map(|(words, count)| {
        let after =
            rest.strip_prefix(words).filter(|after| after.starts_with([' ', '\u{a0}', '-']))?;
        let (times, length) = magnitude(after);
        // "A few hundred" and "hundreds" are no numbers; "a million" is one.
        let is_number = times > 1.0 && !after.get(..length)?.ends_with('s');
        let end = start.saturating_add(words.len()).saturating_add(length);
        let spot = Spot { value: count * times, start, end, times, is_grouped: false };
        is_number.then_some(spot)
    })
}

/// Whether two numbers that follow each other are the ends of one range: "10-12", "11 to 12,000",
/// "between 4 and 5".
pub(super) fn is_range(text: &str, left: &Spot, right: &Spot) -> bool {
    let between = text.get(left.end..right.start).unwrap_or("").trim();
    let before = text.get(..left.start).unwrap_or("").trim_end();
    let before = before.trim_end_matches(['~', '≈', ' ']);
    ["-", "–", "—", "−", "‑", "to", "or"].contains(&between)
        || (between == "and" && opens_a_range(before))
}

/// Whether "between" stands before a number, with nothing but a hedge after it.
fn opens_a_range(before: &str) -> bool {
    let hedges = ["about", "around", "roughly", "some", "approximately"];
    let hedge = hedges.iter().find(|hedge| ends_with_words(before, hedge));
    let before = hedge.and_then(|hedge| before.strip_suffix(hedge)).unwrap_or(before);
    ends_with_words(before.trim_end(), "between")
}

/// The ends of a range whose unit is said once: "15–20 million", "11 to 12,000".
pub(super) fn ends(left: &Spot, right: &Spot) -> (f64, f64) {
    let is_unit_once = left.times == 1.0 && right.times > 1.0 && !left.is_grouped;
    if is_unit_once && left.value < 1e3 && left.value * right.times <= right.value {
        return (left.value * right.times, right.value);
    }
    let thousands = left.times == 1.0 && right.times == 1.0 && right.is_grouped;
    if thousands && left.value < 1e3 {
        let times = [1e3, 1e6].into_iter().find(|times| {
            let (low, most) = (left.value * times, right.value);
            most >= *times && low < most && most < low * 10.0
        });
        return (left.value * times.unwrap_or(1.0), right.value);
    }
    (left.value, right.value)
}
