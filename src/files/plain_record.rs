//! An estimate of the native format as it mostly is written: names, and beside each a text, a number,
//! a word or a list of texts. It is read sign by sign in a fraction of the time that all of RON takes;
//! whatever is written otherwise is left to that, and so is what is wrong.

use std::borrow::Cow;

use super::native::{EstimateRecord, ValueWord, ron_options};
use crate::estimate::{Day, How, Method, Precision, Standing};

/// An estimate as it is written, its texts lent by the file where they stand there as they are.
pub(crate) type LentRecord<'t> = EstimateRecord<Cow<'t, str>>;

/// The record that an element is, however it is written; none where it is none, or has a field that
/// this version does not know.
pub(crate) fn known_record(element: &str) -> Option<LentRecord<'_>> {
    plain_record(element).or_else(|| in_full(element))
}

fn in_full(element: &str) -> Option<LentRecord<'_>> {
    let mut is_known = true;
    let mut ron = ron::Deserializer::from_str_with_options(element, &ron_options()).ok()?;
    let record = serde_ignored::deserialize(&mut ron, |_| is_known = false).ok()?;
    ron.end().ok()?;
    Some(record).filter(|_| is_known)
}

/// The record that an element is; none where it needs a closer look.
pub(super) fn plain_record(element: &str) -> Option<LentRecord<'_>> {
    let mut rest = Rest(element);
    let mut record = EstimateRecord::default();
    let (mut measure, mut source, mut is_inferred) = (None, None, None);
    let (mut relays, mut supersedes) = (None, None);
    rest.sign('(')?;
    while rest.sign(')').is_none() {
        let name = rest.word()?;
        rest.sign(':')?;
        match name {
            "id" => once(&mut record.id, rest.text())?,
            "measure" => once(&mut measure, rest.text())?,
            "source" => once(&mut source, rest.text())?,
            "low" => once(&mut record.low, rest.number())?,
            "best" => once(&mut record.best, rest.number())?,
            "high" => once(&mut record.high, rest.number())?,
            "how" => once(&mut record.how, rest.one_of(&How::PLAIN, How::word))?,
            "value" => once(&mut record.value, rest.one_of(ValueWord::ALL, ValueWord::word))?,
            "wording" => once(&mut record.wording, rest.text())?,
            "as_of" => once(&mut record.as_of, rest.text())?,
            "precision" => {
                once(&mut record.precision, rest.one_of(Precision::ALL, Precision::word))?;
            }
            "dates_inferred" => once(&mut is_inferred, rest.flag())?,
            "published" => once(&mut record.published, rest.day())?,
            "standing" => once(&mut record.standing, rest.one_of(Standing::ALL, Standing::word))?,
            "method" => once(&mut record.method, rest.one_of(Method::ALL, Method::word))?,
            "relays" => once(&mut relays, rest.list())?,
            "outlet" => once(&mut record.outlet, rest.text())?,
            "url" => once(&mut record.url, rest.text())?,
            "derived_from" => once(&mut record.derived_from, rest.text())?,
            "supersedes" => once(&mut supersedes, rest.list())?,
            "retracted" => once(&mut record.retracted, rest.day())?,
            "grade" => once(&mut record.grade, rest.text())?,
            "likelihood" => once(&mut record.likelihood, rest.text())?,
            "confidence" => once(&mut record.confidence, rest.text())?,
            "note" => once(&mut record.note, rest.text())?,
            "author" => once(&mut record.author, rest.text())?,
            "record" => once(&mut record.record, rest.count())?,
            "line" => once(&mut record.line, rest.count())?,
            _ => return None,
        }
        if rest.sign(',').is_none() {
            rest.sign(')')?;
            break;
        }
    }
    rest.0.is_empty().then(|| EstimateRecord {
        measure: measure.unwrap_or_default(),
        source: source.unwrap_or_default(),
        dates_inferred: is_inferred.unwrap_or_default(),
        relays: relays.unwrap_or_default(),
        supersedes: supersedes.unwrap_or_default(),
        ..record
    })
}

/// Sets what was read; none where nothing was, or it is there already.
fn once<T>(own: &mut Option<T>, read: Option<T>) -> Option<()> {
    own.replace(read?).is_none().then_some(())
}

/// What is not read yet.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    /// Passes over a sign, and the blanks around it.
    fn sign(&mut self, sign: char) -> Option<()> {
        self.0 = blanks_passed(blanks_passed(self.0).strip_prefix(sign)?);
        Some(())
    }

    /// A name, or a word of RON.
    fn word(&mut self) -> Option<&'t str> {
        let is_end = |byte: u8| !byte.is_ascii_lowercase() && byte != b'_';
        let end = self.0.bytes().position(is_end)?;
        let (word, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(word)
    }

    fn one_of<T: Copy>(&mut self, all: &[T], word_of: fn(T) -> &'static str) -> Option<T> {
        let word = self.word()?;
        all.iter().copied().find(|one| word_of(*one) == word)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.word()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A text; marks of quotation, ends of lines and the like may be said in it by other signs.
    fn text(&mut self) -> Option<Cow<'t, str>> {
        let inside = self.0.strip_prefix('"')?;
        let (text, rest) = until_sign(inside)?;
        if let Some(rest) = rest.strip_prefix('"') {
            self.0 = rest;
            return Some(Cow::Borrowed(text));
        }
        let mut said = text.to_owned();
        let mut rest = rest;
        loop {
            let mut letters = rest.strip_prefix('\\')?.chars();
            said.push(match letters.next()? {
                sign @ ('"' | '\'' | '\\') => sign,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => return None,
            });
            let (text, after) = until_sign(letters.as_str())?;
            said.push_str(text);
            if let Some(after) = after.strip_prefix('"') {
                self.0 = after;
                return Some(Cow::Owned(said));
            }
            rest = after;
        }
    }

    fn day(&mut self) -> Option<Day> {
        self.text()?.parse().ok()
    }

    /// A whole number in digits.
    fn count(&mut self) -> Option<u32> {
        let end = self.0.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        let is_all = rest.starts_with([',', ')', ' ', '\n', '\r']);
        let is_plain = digits.len() == 1 || !digits.starts_with('0');
        digits.parse().ok().filter(|_| is_plain && is_all)
    }

    /// A number in digits, with decimals as may be.
    fn number(&mut self) -> Option<f64> {
        let is_end = |byte: u8| !byte.is_ascii_digit() && byte != b'.' && byte != b'-';
        let end = self.0.bytes().position(is_end)?;
        let (number, rest) = self.0.split_at_checked(end)?;
        let digits = number.strip_prefix('-').unwrap_or(number);
        let are_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = match digits.split_once('.') {
            Some((whole, decimals)) => are_digits(whole) && are_digits(decimals),
            None => are_digits(digits),
        };
        self.0 = rest;
        let is_all = rest.starts_with([',', ')', ' ', '\n', '\r']);
        number.parse().ok().filter(|_| is_plain && is_all)
    }

    fn list(&mut self) -> Option<Vec<Cow<'t, str>>> {
        let mut all = Vec::new();
        self.sign('[')?;
        while self.sign(']').is_none() {
            all.push(self.text()?);
            if self.sign(',').is_none() {
                self.sign(']')?;
                break;
            }
        }
        Some(all)
    }
}

/// What of a text stands for itself, and the rest of it.
fn until_sign(text: &str) -> Option<(&str, &str)> {
    let is_sign = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    text.split_at_checked(text.bytes().position(is_sign)?)
}

fn blanks_passed(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::native::ron_options;

    #[test]
    fn a_plain_element_is_read_as_ron_reads_it() {
        for element in [
            r#"(id: "C08", measure: "m", source: "ROK JCS", best: 1100, how: about, wording: "around 1,100", as_of: "2024-12-23", published: "2024-12-23", relays: ["Yonhap", "Lee"], outlet: "Moscow Times", url: "https://example.org/a")"#,
            "(\n  measure:\"m\",source :\"é\" ,\tlow: 0.5, high: -2.25,\r\n standing: modelled, method: survey,\n)",
            r#"(value: rotation_or_increase, precision: week, dates_inferred: true, relays: [], supersedes: ["y",])"#,
            r#"(derived_from: "x", retracted: "2025-01-01", grade: "B2", likelihood: "l", confidence: "c", note: "n", author: "a")"#,
            r#"(id: "a\"b\\\\", wording: "\'so\' he said\nand\r\twent", note: "\"", record: 3, line: 0)"#,
            "(record: 4294967295, line: 20)",
            "()",
        ] {
            let read = plain_record(element);
            assert!(read.is_some(), "{element}");
            assert_eq!(read, ron_options().from_str(element).ok(), "{element}");
            assert_eq!(known_record(element), read, "{element}");
        }
    }

    #[test]
    fn a_record_that_is_written_otherwise_is_known_as_ron_knows_it() {
        for element in [
            r#"EstimateRecord(id: Some("a"), best: 1e3) // so"#,
            "(how: interval(level_permille: 950, kind: credible), /* so */ wording: r#\"a \"b\"\"#)",
            r#"(note: "\u{41}\x42\0")"#,
        ] {
            let read = known_record(element);
            assert!(read.is_some() && plain_record(element).is_none(), "{element}");
            assert_eq!(read, ron_options().from_str(element).ok(), "{element}");
        }
        for element in ["(idd: \"a\")", "(id: \"a\"", "", "(), ()", "(best: \"1\")", "// so"] {
            assert_eq!(known_record(element), None, "{element}");
        }
    }

    #[test]
    fn what_is_written_otherwise_or_wrong_is_left_to_ron() {
        for element in [
            r#"(id: "a\u{41}")"#,
            r#"(id: "a\")"#,
            r#"(id: Some("a"))"#,
            r#"(id: r"a")"#,
            r#"(id: "a", id: "b")"#,
            r#"(idd: "a")"#,
            r#"(id: "a") // so"#,
            r#"(id: "a", /* so */ best: 1)"#,
            r#"(id: "a" best: 1)"#,
            r#"("a")"#,
            "(id: \"a\nb\")",
            "(best: 1e3)",
            "(best: 1_000)",
            "(best: .5)",
            "(best: --5)",
            "(best: NaN)",
            "(how: interval(level_permille: 950))",
            "(how: often)",
            "(published: \"2024\")",
            "(record: 4294967296)",
            "(record: 03)",
            "(line: -1)",
            "(line: +1)",
            "(line: 1.0)",
            "(line: 1u32)",
            "(line: )",
            "Estimate(best: 1)",
            "(best: 1",
            "",
        ] {
            assert_eq!(plain_record(element), None, "{element}");
        }
    }
}
