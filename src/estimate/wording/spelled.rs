//! Numbers in words: "two thousand", "one hundred and fifty", "half a million".

use super::letters::starts_with_words;
use super::magnitudes::magnitude;

/// A number in words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Spelled {
    pub(super) value: f64,
    /// So many bytes say it.
    pub(super) length: usize,
    /// The magnitude said last; 1 where none is said.
    pub(super) times: f64,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// What stands before a magnitude alone.
const PARTS: [(&str, f64); 3] = [("half a", 0.5), ("a quarter of a", 0.25), ("a", 1.0)];

/// What was read so far.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Up to the last thousand or more.
    total: f64,
    /// After it; none where nothing is.
    group: Option<f64>,
    /// The magnitude said last.
    times: Option<f64>,
    length: usize,
}

/// The number in words with which a text in small letters begins; none where it is only the
/// beginning of a word, as in "twenty-first" and "two-thirds".
pub(super) fn spelled(text: &str) -> Option<Spelled> {
    let mut sum = part_of_magnitude(text).unwrap_or_default();
    while let Some(next) = sum.with_next(text) {
        sum = next;
    }
    let rest = text.get(sum.length..)?;
    let is_cut = rest.starts_with(char::is_alphanumeric)
        || rest.strip_prefix(['-', '‑']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let is_number = sum.group.is_some() || sum.times.is_some();
    (is_number && !is_cut).then(|| Spelled {
        value: sum.total + sum.group.unwrap_or_default(),
        length: sum.length,
        times: sum.times.unwrap_or(1.0),
    })
}

/// "Half a million", "a hundred".
fn part_of_magnitude(text: &str) -> Option<Sum> {
    PARTS.iter().find_map(|(words, part)| {
        let after = text.strip_prefix(words).filter(|after| after.starts_with([' ', '\u{a0}']))?;
        // "A dozen" is no more than a word, and "a few hundred" no number.
        let (times, length) = magnitude(after);
        let is_one = times >= 100.0 && !after.get(..length)?.ends_with('s');
        let sum = Sum { length: words.len().saturating_add(length), ..Sum::default() };
        is_one.then(|| sum.multiplied(*part, times))
    })
}

impl Sum {
    /// With the next word, if it goes on.
    fn with_next(self, text: &str) -> Option<Sum> {
        let rest = text.get(self.length..)?;
        let word = match self.length {
            0 => rest,
            _ => rest.strip_prefix([' ', '-', '\u{a0}'])?,
        };
        let skipped = rest.len().saturating_sub(word.len());
        let said = |words: &str| starts_with_words(word, words);
        let ended = |length: usize| Sum {
            length: self.length.saturating_add(skipped).saturating_add(length),
            ..self
        };
        if self.length > 0 && said("and a half") {
            let half = self.times.filter(|_| self.group.is_none()).unwrap_or(1.0) / 2.0;
            return Some(ended("and a half".len()).plus(half));
        }
        if self.times.is_some()
            && let Some(after) = word.strip_prefix("and ")
            && unit_or_ten(after).is_some()
        {
            return ended("and".len()).with_next(text);
        }
        if let Some((number, length)) = unit_or_ten(word).filter(|(number, _)| self.takes(*number))
        {
            return Some(ended(length).plus(number));
        }
        let (times, length) = magnitude(rest);
        let name = rest.get(..length)?;
        (self.group.is_some() && times > 1.0 && !name.ends_with('s')).then(|| {
            let sum = Sum { length: self.length.saturating_add(length), ..self };
            sum.multiplied(self.group.unwrap_or(1.0), times)
        })
    }

    /// Whether a number below a hundred may follow: 5 after 20, either after a magnitude.
    fn takes(self, number: f64) -> bool {
        match self.group {
            None => self.length == 0 || self.times.is_some(),
            Some(group) => group % 100.0 == 0.0 || (number < 10.0 && group % 10.0 == 0.0),
        }
    }

    fn plus(self, number: f64) -> Sum {
        Sum { group: Some(self.group.unwrap_or_default() + number), ..self }
    }

    fn multiplied(self, number: f64, times: f64) -> Sum {
        let product = number * times;
        match times < 1e3 {
            true => Sum { group: Some(product), times: Some(times), ..self },
            false => Sum { total: self.total + product, group: None, times: Some(times), ..self },
        }
    }
}

/// A number below a hundred that is one word, and how long that is.
fn unit_or_ten(word: &str) -> Option<(f64, usize)> {
    let place_in = |words: &[&str]| {
        let place = words.iter().position(|name| starts_with_words(word, name))?;
        Some((u8::try_from(place).ok()?, words.get(place)?.len()))
    };
    let unit = place_in(&UNITS).map(|(place, length)| (f64::from(place), length));
    let ten = || place_in(&TENS).map(|(place, length)| (f64::from(place) * 10.0 + 20.0, length));
    unit.or_else(ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_words_is_read_to_its_end() {
        for (text, value) in [
            ("two", 2.0),
            ("twenty", 20.0),
            ("twenty-five soldiers", 25.0),
            ("a hundred", 100.0),
            ("one hundred and fifty", 150.0),
            ("two hundred five", 205.0),
            ("two thousand three hundred", 2_300.0),
            ("fifteen thousand", 15_000.0),
            ("one hundred and twenty thousand", 120_000.0),
            ("half a million dead", 500_000.0),
            ("a quarter of a million", 250_000.0),
            ("a million and a half", 1_500_000.0),
            ("one and a half million", 1_500_000.0),
            ("two million, in all", 2_000_000.0),
            ("three dozen", 36.0),
            ("nineteen and seven more", 19.0),
        ] {
            assert_eq!(spelled(text).map(|one| one.value), Some(value), "{text}");
        }
    }

    #[test]
    fn what_only_begins_like_a_number_is_none() {
        for text in [
            "a",
            "a few hundred",
            "a dozen",
            "twenty-first",
            "two-thirds of",
            "tenfold",
            "onward",
            "hundred",
            "thousands",
            "half",
            "and five",
            "someone",
            "",
        ] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
