//! Small ledgers for the tests of this room.

use super::{
    Comparison, Dates, EstimateRef, Interval, NotCountedWhy, Question, Slice, Stretch, compare,
};
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, FileSlot, How, Ledger, Loaded, Measure, Overlay, Quantity,
    Statement, Value,
};

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) fn killed() -> Measure {
    measure("killed", Basis::Cumulative)
}

pub(crate) fn measure(quantity: &str, basis: Basis) -> Measure {
    Measure::new("Soldiers", Quantity::from_words(quantity).expect("words"), "Somewhere", basis)
}

pub(crate) fn point(best: f64) -> Value {
    Value::Bounds(Bounds::point(best, How::Bare).expect("a number"))
}

/// Of its own day on.
pub(crate) fn stretch(from: Day, estimate: EstimateRef, read: Interval) -> Stretch {
    Stretch::as_stated((from, None), from, estimate, read)
}

/// As people are told it.
pub(crate) fn shown(interval: Interval) -> String {
    crate::words::Words::default().interval(interval)
}

pub(crate) fn range(low: f64, high: f64) -> Value {
    Value::Bounds(Bounds::new(Some(low), None, Some(high), How::Between).expect("numbers"))
}

pub(crate) fn at_least(low: f64) -> Value {
    Value::Bounds(Bounds::new(Some(low), None, None, How::AtLeast).expect("a number"))
}

/// A statement on the killed, whose record number is its id in the tests.
pub(crate) fn says(record: u32, label: &str, value: Value, as_of: &str) -> Statement {
    let clocks = Clocks::new(Some(AsOf::day(day(as_of))), None).expect("a date");
    let mut statement = Statement::new(record, label, killed(), value, clocks);
    statement.id = Some(record.to_string());
    statement
}

pub(crate) fn published(mut statement: Statement, on: &str) -> Statement {
    let as_of = statement.clocks.as_of();
    statement.clocks = Clocks::new(Some(as_of), Some(day(on))).expect("a date");
    statement
}

pub(crate) fn echo_of(mut statement: Statement, original: u32) -> Statement {
    statement.derived_from = Some(original.to_string());
    statement
}

pub(crate) fn superseding(mut statement: Statement, old: u32) -> Statement {
    statement.supersedes = vec![old.to_string()];
    statement
}

pub(crate) fn file(slot: u16, statements: &[Statement]) -> Loaded {
    let mut builder = Ledger::builder();
    for statement in statements {
        builder.push(statement).expect("ids differ");
    }
    Loaded { slot: FileSlot(slot), ledger: builder.finish().into() }
}

/// A file, what was asked of it, and the answer.
pub(crate) struct Asked {
    pub(crate) files: Vec<Loaded>,
    pub(crate) comparison: Comparison,
}

pub(crate) fn ask(statements: &[Statement], change: impl FnOnce(&mut Question)) -> Asked {
    ask_over(statements, &Overlay::default(), change)
}

pub(crate) fn ask_over(
    statements: &[Statement],
    overlay: &Overlay,
    change: impl FnOnce(&mut Question),
) -> Asked {
    // What is told of numbers as they were stated; how they are carried has tests of its own.
    let mut question = Question { dates: Dates::Stated, ..Question::about(killed()) };
    change(&mut question);
    let files = vec![file(1, statements)];
    let comparison = compare(&files, overlay, &question);
    Asked { files, comparison }
}

impl Asked {
    pub(crate) fn slice(&self, at: &str) -> Slice {
        self.comparison.slice(&self.files, day(at))
    }

    pub(crate) fn name(&self, voice: usize) -> &str {
        &self.comparison.voices[voice].name
    }

    /// Who stands with what: "NIS 300".
    pub(crate) fn standing(&self, at: &str) -> Vec<String> {
        let slice = self.slice(at);
        slice.standing.iter().map(|s| format!("{} {}", self.name(s.voice), shown(s.read))).collect()
    }

    pub(crate) fn outside(&self, at: &str) -> Vec<String> {
        let slice = self.slice(at);
        slice.agreement.outside.iter().map(|voice| self.name(*voice).to_owned()).collect()
    }

    /// What is not counted: the record and why.
    pub(crate) fn not_counted(&self, at: &str) -> Vec<(u32, NotCountedWhy)> {
        let slice = self.slice(at);
        slice.not_counted.iter().map(|(at, why)| (self.record(*at), *why)).collect()
    }

    pub(crate) fn record(&self, at: EstimateRef) -> u32 {
        at.of(&self.files).expect("of these files").record()
    }
}
