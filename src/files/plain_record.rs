//! An estimate of the native format as it mostly is written: names, and beside each a text, a number,
//! a word or a list of texts. It is read sign by sign in a fraction of the time that all of RON takes;
//! whatever is written otherwise is left to that, and so is what is wrong.

use super::native::{EstimateRecord, ValueWord};
use crate::estimate::{Day, How, Method, Precision, Standing};

/// The record that an element is; none where it needs a closer look.
pub(super) fn plain_record(element: &str) -> Option<EstimateRecord> {
    let mut rest = Rest(element);
    let mut record = EstimateRecord::default();
    let (mut measure, mut source, mut is_inferred) = (None, None, None);
    let (mut relays, mut supersedes) = (None, None);
    rest.sign('(')?;
    while rest.sign(')').is_none() {
        let name = rest.word()?;
        rest.sign(':')?;
        match name {
            "id" => once(&mut record.id, rest.owned())?,
            "measure" => once(&mut measure, rest.owned())?,
            "source" => once(&mut source, rest.owned())?,
            "low" => once(&mut record.low, rest.number())?,
            "best" => once(&mut record.best, rest.number())?,
            "high" => once(&mut record.high, rest.number())?,
            "how" => once(&mut record.how, rest.one_of(&How::PLAIN, How::word))?,
            "value" => once(&mut record.value, rest.one_of(ValueWord::ALL, ValueWord::word))?,
            "wording" => once(&mut record.wording, rest.owned())?,
            "as_of" => once(&mut record.as_of, rest.owned())?,
            "precision" => {
                once(&mut record.precision, rest.one_of(Precision::ALL, Precision::word))?;
            }
            "dates_inferred" => once(&mut is_inferred, rest.flag())?,
            "published" => once(&mut record.published, rest.day())?,
            "standing" => once(&mut record.standing, rest.one_of(Standing::ALL, Standing::word))?,
            "method" => once(&mut record.method, rest.one_of(Method::ALL, Method::word))?,
            "relays" => once(&mut relays, rest.list())?,
            "outlet" => once(&mut record.outlet, rest.owned())?,
            "url" => once(&mut record.url, rest.owned())?,
            "derived_from" => once(&mut record.derived_from, rest.owned())?,
            "supersedes" => once(&mut supersedes, rest.list())?,
            "retracted" => once(&mut record.retracted, rest.day())?,
            "grade" => once(&mut record.grade, rest.owned())?,
            "likelihood" => once(&mut record.likelihood, rest.owned())?,
            "confidence" => once(&mut record.confidence, rest.owned())?,
            "note" => once(&mut record.note, rest.owned())?,
            "author" => once(&mut record.author, rest.owned())?,
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

    /// A text that says no sign by another one.
    fn text(&mut self) -> Option<&'t str> {
        let inside = self.0.strip_prefix('"')?;
        let end = inside.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\')?;
        let (text, rest) = inside.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn day(&mut self) -> Option<Day> {
        self.text()?.parse().ok()
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

    fn list(&mut self) -> Option<Vec<String>> {
        let mut all = Vec::new();
        self.sign('[')?;
        while self.sign(']').is_none() {
            all.push(self.owned()?);
            if self.sign(',').is_none() {
                self.sign(']')?;
                break;
            }
        }
        Some(all)
    }
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
            "()",
        ] {
            let read = plain_record(element);
            assert!(read.is_some(), "{element}");
            assert_eq!(read, ron_options().from_str(element).ok(), "{element}");
        }
    }

    #[test]
    fn what_is_written_otherwise_or_wrong_is_left_to_ron() {
        for element in [
            r#"(id: "a\"b")"#,
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
            "(record: 3)",
            "Estimate(best: 1)",
            "(best: 1",
            "",
        ] {
            assert_eq!(plain_record(element), None, "{element}");
        }
    }
}
