//! Estimates as lines of the native format.
//!
//! The same to the byte as what RON makes of an [`EstimateRecord`], which a test holds it to, without
//! a copy of each text and a look at each letter.
//!
//! [`EstimateRecord`]: super::native::EstimateRecord

use std::collections::HashMap;
use std::fmt::Write;

use super::native::{
    LARGEST_EXACT, MeasureNames, ValueWord, is_left_out, one_line, stated_as_of, usual_how,
};
use crate::estimate::asof::as_of_to_text;
use crate::estimate::{Bounds, Clocks, Day, Estimate, How, Ledger, MeasureKey, Precision};

/// Writes the estimates of one ledger.
pub struct EstimateLines {
    /// Of each measure, in quotation marks.
    keys: HashMap<MeasureKey, String>,
}

impl EstimateLines {
    /// For the estimates of this ledger, its measures called by these names.
    #[must_use]
    pub fn new(ledger: &Ledger, names: &MeasureNames) -> EstimateLines {
        let in_marks = |text: &str| {
            let mut key = String::new();
            push_text(&mut key, text);
            key
        };
        let keys = ledger.measures().map(|(key, measure)| (key, in_marks(&names.key_of(measure))));
        EstimateLines { keys: keys.collect() }
    }

    /// Appends an estimate of the ledger: `(id: "C08", best: 1100)`.
    pub fn push(&self, out: &mut String, estimate: Estimate<'_>) {
        self.line(out, estimate).end();
    }

    /// The same with its record and its line, as sessions keep them.
    pub fn push_with_place(&self, out: &mut String, estimate: Estimate<'_>) {
        let mut line = self.line(out, estimate);
        line.count("record", estimate.record());
        if estimate.line() != 0 {
            line.count("line", estimate.line());
        }
        line.end();
    }

    /// Begins a line with all that is stated.
    fn line<'o>(&self, out: &'o mut String, estimate: Estimate<'_>) -> Line<'o> {
        out.push('(');
        let mut line = Line { out, has_fields: false };
        line.text("id", estimate.stated_id());
        if let Some(key) = self.keys.get(&estimate.measure_key()).filter(|key| key.len() > 2) {
            line.word("measure", key);
        }
        line.text("source", Some(estimate.label()).filter(|label| !label.is_empty()));
        line.value(estimate);
        line.text("wording", estimate.wording());
        line.clocks(estimate.clocks());
        if !is_left_out(estimate.standing(), estimate.clocks()) {
            line.word("standing", estimate.standing().word());
        }
        if let Some(method) = estimate.method() {
            line.word("method", method.word());
        }
        line.list("relays", estimate.relays());
        line.text("outlet", estimate.outlet());
        line.text("url", estimate.url());
        line.text("derived_from", estimate.derived_from());
        line.list("supersedes", estimate.supersedes());
        line.day("retracted", estimate.retracted());
        let grading = estimate.grading();
        line.text("grade", Some(grading.admiralty().as_str()).filter(|grade| !grade.is_empty()));
        line.text("likelihood", grading.likelihood.as_deref());
        line.text("confidence", grading.confidence.as_deref());
        line.text("note", estimate.note());
        line.text("author", estimate.author());
        line
    }
}

/// A line that is being written.
struct Line<'o> {
    out: &'o mut String,
    has_fields: bool,
}

impl Line<'_> {
    fn name(&mut self, name: &str) {
        if self.has_fields {
            self.out.push_str(", ");
        }
        self.has_fields = true;
        self.out.push_str(name);
        self.out.push_str(": ");
    }

    /// What stands in RON as it is.
    fn word(&mut self, name: &str, word: &str) {
        self.name(name);
        self.out.push_str(word);
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            push_text(self.out, text);
        }
    }

    fn list<'a>(&mut self, name: &str, texts: impl ExactSizeIterator<Item = &'a str>) {
        if texts.len() == 0 {
            return;
        }
        self.name(name);
        for (place, text) in texts.enumerate() {
            self.out.push_str(if place == 0 { "[" } else { ", " });
            push_text(self.out, text);
        }
        self.out.push(']');
    }

    fn count(&mut self, name: &str, count: u32) {
        self.name(name);
        push_shown(self.out, count);
    }

    fn number(&mut self, name: &str, number: Option<f64>) {
        match number {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within an i64")]
            Some(whole) if whole.fract() == 0.0 && whole.abs() <= LARGEST_EXACT => {
                self.name(name);
                push_shown(self.out, whole as i64);
            }
            Some(other) => self.word(name, &in_ron(&other)),
            None => {}
        }
    }

    fn day(&mut self, name: &str, day: Option<Day>) {
        if let Some(day) = day {
            self.name(name);
            self.out.push('"');
            push_shown(self.out, day);
            self.out.push('"');
        }
    }

    fn value(&mut self, estimate: Estimate<'_>) {
        let value = estimate.value();
        let bounds = value.bounds();
        let part = |part: fn(&Bounds) -> Option<f64>| bounds.and_then(part);
        let (low, best, high) = (part(Bounds::low), part(Bounds::best), part(Bounds::high));
        self.number("low", low);
        self.number("best", best);
        self.number("high", high);
        match bounds.map(Bounds::how).filter(|how| *how != usual_how(low, best, high)) {
            Some(how @ How::Interval { .. }) => self.word("how", &in_ron(&how)),
            Some(how) => self.word("how", how.word()),
            None => {}
        }
        if let Some(word) = ValueWord::of(&value) {
            self.word("value", word.word());
        }
    }

    fn clocks(&mut self, clocks: Clocks) {
        if let Some(as_of) = stated_as_of(clocks) {
            if as_of.precision() == Precision::Day && as_of.from() == as_of.to() {
                self.day("as_of", Some(as_of.to()));
            } else {
                let (text, precision) = as_of_to_text(as_of);
                self.text("as_of", Some(&text));
                if let Some(precision) = precision {
                    self.word("precision", precision.word());
                }
            }
            if as_of.is_assumed() {
                self.word("dates_inferred", "true");
            }
        }
        self.day("published", clocks.published());
    }

    fn end(self) {
        self.out.push(')');
    }
}

/// Appends a text in quotation marks, with those letters said by others that RON says so.
fn push_text(out: &mut String, text: &str) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\'' | b'\\');
    out.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| !is_plain(byte)) {
        let (plain, after) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = after.chars();
        out.extend(letters.next().into_iter().flat_map(char::escape_debug));
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn push_shown(out: &mut String, shown: impl std::fmt::Display) {
    // A string takes whatever it is given.
    let _ = write!(out, "{shown}");
}

fn in_ron(value: &impl serde::Serialize) -> String {
    one_line(value).unwrap_or_else(|error| unreachable!("RON has words for a number: {error}"))
}
