//! What may not be read anywhere in a redacted copy, and texts without it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::estimate::Value;

/// What stands in a text where something was taken out of it.
pub const REDACTED: &str = "[redacted]";

/// So many words together are nobody's own.
const WORDS_OF_ANYBODY: usize = 2;

/// Texts and numbers that are to be found nowhere.
#[derive(Default)]
pub(super) struct Unsaid {
    texts: BTreeSet<String>,
    /// By their bits, so that they are in order.
    numbers: BTreeSet<u64>,
}

/// Takes what is not to be said out of texts.
pub(super) struct Censor {
    /// None where no text is to be found.
    finder: Option<AhoCorasick>,
    numbers: BTreeSet<u64>,
}

impl Unsaid {
    /// A name, an address, a wording. In whichever case it is written, and only as whole words: a
    /// source called "UN" is not in "unknown".
    pub fn text(&mut self, text: &str) {
        self.texts.extend(cased(text));
    }

    /// Somebody's own words, or a note: a word or two are anybody's.
    pub fn words(&mut self, text: &str) {
        if text.split_whitespace().count() > WORDS_OF_ANYBODY {
            self.text(text);
        }
    }

    /// This text is said by somebody who is kept.
    pub fn text_said_all_the_same(&mut self, text: &str) {
        for cased in cased(text) {
            self.texts.remove(&cased);
        }
    }

    pub fn numbers_of(&mut self, value: &Value) {
        self.numbers.extend(stated(value));
    }

    /// These numbers are said by somebody who is kept.
    pub fn numbers_said_all_the_same(&mut self, value: &Value) {
        for number in stated(value) {
            self.numbers.remove(&number);
        }
    }

    /// None where there is too much of it to be searched for.
    pub fn into_censor(self) -> Option<Censor> {
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&self.texts);
        let finder = if self.texts.is_empty() { None } else { Some(finder.ok()?) };
        Some(Censor { finder, numbers: self.numbers })
    }
}

/// A text that is looked for: beyond ASCII a letter has its cases one by one.
fn cased(text: &str) -> impl Iterator<Item = String> + use<> {
    let text = text.trim();
    let cases = [text.to_owned(), text.to_lowercase(), text.to_uppercase()];
    cases.into_iter().filter(|text| !text.is_empty())
}

/// The numbers as stated, by their bits.
fn stated(value: &Value) -> impl Iterator<Item = u64> + use<> {
    let bounds = value.bounds().map(|bounds| [bounds.low(), bounds.best(), bounds.high()]);
    bounds.into_iter().flatten().flatten().map(f64::to_bits)
}

impl Censor {
    /// The text with a sign in the place of each thing that it may not say.
    pub fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut out: Option<String> = None;
        let mut done = 0;
        for (from, to) in self.found(text) {
            let before = text.get(done..from).unwrap_or_default();
            let out = out.get_or_insert_default();
            out.push_str(before);
            out.push_str(REDACTED);
            done = to;
        }
        match out {
            None => Cow::Borrowed(text),
            Some(out) => Cow::Owned(out + text.get(done..).unwrap_or_default()),
        }
    }

    /// Whether a number is that of somebody who is left out, and of nobody else.
    pub fn is_unsaid(&self, number: f64) -> bool {
        self.numbers.contains(&number.to_bits())
    }

    /// Whether it says nothing that it may not.
    pub fn is_clean(&self, text: &str) -> bool {
        self.found(text).is_empty()
    }

    /// The texts that are said in this one all the same, as they are written there, each once.
    pub fn said_in(&self, text: &str) -> BTreeSet<String> {
        let found = self.texts_in(text).into_iter();
        found.filter_map(|(from, to)| text.get(from..to).map(str::to_owned)).collect()
    }

    /// Where it says what it may not, in order and apart from each other.
    fn found(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = self.texts_in(text);
        for (from, to) in self.numbers_in(text) {
            if found.iter().all(|(start, end)| to <= *start || *end <= from) {
                found.push((from, to));
            }
        }
        found.sort_unstable();
        found
    }

    fn texts_in(&self, text: &str) -> Vec<(usize, usize)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let is_whole = |from: usize, to: usize| {
            let joins = |outside: Option<char>, inside: Option<char>| {
                let both = [outside, inside].map(|one| one.is_some_and(char::is_alphanumeric));
                both == [true, true]
            };
            let (before, within, after) = (text.get(..from), text.get(from..to), text.get(to..));
            let within = within.unwrap_or_default();
            !joins(before.and_then(|b| b.chars().next_back()), within.chars().next())
                && !joins(after.and_then(|a| a.chars().next()), within.chars().next_back())
        };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = finder.find(aho_corasick::Input::new(text).range(at..)) {
            let (from, to) = (next.start(), next.end());
            if is_whole(from, to) {
                found.push((from, to));
                at = to;
            } else {
                // A shorter one may begin within what is no whole word.
                let width = text.get(from..).and_then(|rest| rest.chars().next());
                at = from.saturating_add(width.map_or(1, char::len_utf8));
            }
        }
        found
    }

    /// Where numbers are written that may not be: "3,000", "3 000" and "3000" are one.
    fn numbers_in(&self, text: &str) -> Vec<(usize, usize)> {
        if self.numbers.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut rest = text.char_indices().peekable();
        while let Some((from, first)) = rest.next() {
            if !first.is_ascii_digit() {
                continue;
            }
            let mut digits = String::from(first);
            let mut to = from.saturating_add(1);
            let mut gap = String::new();
            while let Some((at, next)) = rest.peek().copied() {
                match next {
                    digit if digit.is_ascii_digit() => {
                        if gap == "." {
                            digits.push('.');
                        }
                        gap.clear();
                        digits.push(digit);
                        to = at.saturating_add(1);
                    }
                    ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '’' | '\''
                        if gap.is_empty() =>
                    {
                        gap.push(next);
                    }
                    _ => break,
                }
                rest.next();
            }
            let grouped = digits.replace('.', "");
            let readings = [digits.as_str(), grouped.as_str()];
            let is_unsaid =
                |reading: &&str| reading.parse::<f64>().is_ok_and(|n| self.is_unsaid(n));
            if readings.iter().any(is_unsaid) {
                found.push((from, to));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Bounds, How};

    fn censor(texts: &[&str], numbers: &[f64]) -> Censor {
        let mut unsaid = Unsaid::default();
        texts.iter().for_each(|text| unsaid.text(text));
        for number in numbers {
            let bounds = Bounds::new(None, Some(*number), None, How::Bare).expect("a number");
            unsaid.numbers_of(&Value::Bounds(bounds));
        }
        unsaid.into_censor().expect("few")
    }

    #[test]
    fn names_go_in_whichever_case_and_only_as_whole_words() {
        let censor = censor(&["UN", "Штаб", "ROK NIS"], &[]);
        let cleaned = |text| censor.clean(text).into_owned();
        assert_eq!(
            cleaned("the un says, unlike ROK NIS’s"),
            format!("the {REDACTED} says, unlike {REDACTED}’s")
        );
        assert_eq!(cleaned("ШТАБ, штаб, штабы"), format!("{REDACTED}, {REDACTED}, штабы"));
        assert_eq!(cleaned("run on unknown"), "run on unknown");
        assert!(!censor.is_clean("rok nis"));
        assert_eq!(censor.said_in("after Un came"), BTreeSet::from(["Un".to_owned()]));
    }

    #[test]
    fn of_names_within_names_the_longest_goes_and_a_shorter_one_alone_too() {
        let censor = censor(&["NIS", "ROK NIS officials"], &[]);
        assert_eq!(censor.clean("ROK NIS officials"), REDACTED);
        assert_eq!(censor.clean("ROK NIS officialsX"), format!("ROK {REDACTED} officialsX"));
    }

    #[test]
    fn numbers_go_however_their_thousands_are_parted() {
        let censor = censor(&[], &[3000.0, 2.5]);
        for text in ["3000", "3,000", "3 000", "3.000", "3\u{202f}000", "3’000", "2.5"] {
            assert_eq!(
                censor.clean(&format!("over {text}, then")),
                format!("over {REDACTED}, then")
            );
        }
        for text in ["13,000", "30000", "3,0001", "300", "on 3 000 000 days"] {
            assert!(censor.is_clean(text), "{text}");
        }
    }

    #[test]
    fn what_says_nothing_of_it_stays_as_it_is() {
        let nothing = censor(&[], &[]);
        assert!(matches!(nothing.clean("anything"), Cow::Borrowed("anything")));
        assert!(matches!(censor(&["x"], &[1.0]).clean("anything"), Cow::Borrowed("anything")));
    }
}
