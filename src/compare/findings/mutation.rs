//! What is different between a statement and its echo, in whatever measure the two are.

use crate::estimate::{Bounds, CAUTION, Directory, Estimate, How, Shape};

/// What is different in what was passed on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mutation {
    /// “Exceeded” became “about”, a range became a number.
    Bound,
    /// “Killed or wounded” became “killed”.
    Quantity,
    /// Kursk became Russia.
    Place,
    /// Another population, or a total so far became what is there.
    Measure,
    /// Somebody else is named as the one who estimated.
    Origin,
    /// 300 became 200, or a number became words.
    Number,
    /// A word of caution was dropped: “about”, “highly likely”, “preliminary”.
    Hedge(String),
}

/// How an echo differs from its original; empty where it says the same.
#[must_use]
pub fn mutations(original: Estimate<'_>, echo: Estimate<'_>) -> Vec<Mutation> {
    let (of, now) = (original.measure(), echo.measure());
    let mut changes = Vec::new();
    let mut note = |is_so: bool, change: Mutation| {
        if is_so {
            changes.push(change);
        }
    };
    note(of.quantity != now.quantity, Mutation::Quantity);
    note(of.place != now.place, Mutation::Place);
    note(of.population != now.population || of.basis != now.basis, Mutation::Measure);
    let origin = |source| Directory::shipped().origin_name(source);
    note(origin(original.source()) != origin(echo.source()), Mutation::Origin);
    match (original.bounds(), echo.bounds()) {
        (Some(said), Some(told)) => {
            note(has_other_number(&said, &told), Mutation::Number);
            note(has_other_bound(&said, &told), Mutation::Bound);
            let hedge = dropped_about(&said, &told);
            note(hedge.is_some(), Mutation::Hedge(hedge.unwrap_or_default().to_owned()));
        }
        (None, None) => note(original.value() != echo.value(), Mutation::Number),
        _ => note(true, Mutation::Number),
    }
    changes.extend(dropped_words(original, echo).into_iter().map(Mutation::Hedge));
    changes
}

/// On which side a statement leaves room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Room {
    Above,
    Below,
    /// Around a single number.
    Around,
    /// Between two stated ends.
    Between,
}

fn room(bounds: &Bounds) -> Room {
    match (bounds.shape(), bounds.how()) {
        (Shape::Between | Shape::Full, _) => Room::Between,
        (_, How::AtLeast | How::MoreThan) | (Shape::LowBest, _) => Room::Above,
        (Shape::AtLeast, How::Bare | How::Exact | How::Between | How::Interval { .. }) => {
            Room::Above
        }
        (_, How::AtMost | How::LessThan) | (Shape::BestHigh, _) => Room::Below,
        (Shape::AtMost, How::Bare | How::Exact | How::Between | How::Interval { .. }) => {
            Room::Below
        }
        _ => Room::Around,
    }
}

fn has_other_bound(said: &Bounds, told: &Bounds) -> bool {
    let nearly = |bounds: &Bounds| bounds.how() == How::Nearly;
    room(said) != room(told) || (!nearly(said) && nearly(told))
}

fn numbers(bounds: &Bounds) -> Vec<f64> {
    [bounds.low(), bounds.best(), bounds.high()].into_iter().flatten().collect()
}

/// Whether a number was told that is neither one of those said nor within their range.
fn has_other_number(said: &Bounds, told: &Bounds) -> bool {
    let (least, most) = said.hull();
    let (of, now) = (numbers(said), numbers(told));
    let is_other = |number: &f64| *number < least || *number > most;
    now.iter().any(is_other) || (of.len() == now.len() && of != now)
}

/// The word that made a number an approximate one, where it is told bare.
fn dropped_about(said: &Bounds, told: &Bounds) -> Option<&'static str> {
    let is_bare = told.shape() == Shape::Point && told.how() == How::Bare;
    match said.how() {
        How::About if is_bare => Some("about"),
        How::Nearly if is_bare => Some("nearly"),
        _ => None,
    }
}

/// Words of caution of the original that the echo does without. Where the words of one of the two
/// are not known, only its stated likelihood speaks.
fn dropped_words(original: Estimate<'_>, echo: Estimate<'_>) -> Vec<String> {
    let text = |estimate: Estimate<'_>| {
        let wording = estimate.wording().unwrap_or_default().to_lowercase();
        let likelihood = estimate.grading().likelihood.unwrap_or_default().to_lowercase();
        [wording, likelihood].join(" ")
    };
    let (said, told) = (text(original), text(echo));
    let likelihood = original.grading().likelihood.map(|words| bare(&words).to_lowercase());
    let in_wording = CAUTION.iter().filter(|_| echo.wording().is_some()).map(|w| (*w).to_owned());
    let mut dropped: Vec<String> = Vec::new();
    for word in likelihood.into_iter().chain(in_wording) {
        let is_part_of_told_already = dropped.iter().any(|other| other.contains(&word));
        let is_dropped = said.contains(&word) && !told.contains(&word);
        if !word.is_empty() && is_dropped && !is_part_of_told_already {
            dropped.push(word);
        }
    }
    dropped
}

/// Without the scale in brackets: `highly likely (PHIA)`.
fn bare(words: &str) -> &str {
    words.split('(').next().unwrap_or(words).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{at_least, echo_of, file, measure, point, range, says};
    use crate::estimate::{Basis, Grading, Statement, Value};

    fn about(best: f64) -> Value {
        Value::Bounds(Bounds::point(best, How::About).expect("a number"))
    }

    fn changed(original: Statement, echo: Statement) -> Vec<Mutation> {
        let loaded = file(1, &[original, echo_of(echo, 1)]);
        let echo = loaded.ledger.estimates().find(|e| e.record() == 2).expect("the echo");
        mutations(echo.original().expect("of this file"), echo)
    }

    fn from(value: Value, to: Value) -> Vec<Mutation> {
        let original = says(1, "NIS", value, "2025-01-13");
        changed(original, says(2, "NIS", to, "2025-01-13"))
    }

    #[test]
    fn each_way_of_changing_on_the_way_has_its_name() {
        let hedge = |word: &str| Mutation::Hedge(word.to_owned());
        assert_eq!(from(at_least(3000.0), about(3000.0)), [Mutation::Bound]);
        assert_eq!(from(about(300.0), point(200.0)), [Mutation::Number, hedge("about")]);
        assert_eq!(from(about(300.0), point(300.0)), [hedge("about")]);
        assert_eq!(from(range(270.0, 330.0), point(300.0)), [Mutation::Bound]);
        assert_eq!(from(about(6000.0), Value::Share), [Mutation::Number]);
        assert_eq!(from(about(300.0), about(300.0)), []);
        assert_eq!(from(point(300.0), about(300.0)), [], "a hedge put in is none dropped");
        let of = |quantity: &str| {
            let mut statement = says(1, "Zelensky", point(4000.0), "2025-01-09");
            statement.measure = measure(quantity, Basis::Cumulative);
            statement
        };
        let killed = Statement { record: 2, id: Some("2".to_owned()), ..of("killed") };
        assert_eq!(changed(of("killed or wounded"), killed), [Mutation::Quantity]);
        let original = says(1, "ROK JCS", about(1100.0), "2024-12-23");
        let echo = says(2, "ROK NIS (as relayed)", about(1100.0), "2024-12-23");
        assert_eq!(changed(original, echo), [Mutation::Origin]);
    }

    #[test]
    fn a_word_of_caution_that_is_not_passed_on_is_told_once() {
        let mut original = says(1, "UK", at_least(6000.0), "2025-06-15");
        original.grading =
            Grading { likelihood: Some("highly likely (PHIA)".to_owned()), ..Grading::default() };
        original.wording = Some("have highly likely sustained more than 6,000".to_owned());
        let mut echo = says(2, "UK", at_least(6000.0), "2025-06-15");
        echo.wording = Some("More than 6,000".to_owned());
        let dropped = [Mutation::Hedge("highly likely".to_owned())];
        assert_eq!(changed(original.clone(), echo.clone()), dropped);
        echo.wording = Some("highly likely more than 6,000".to_owned());
        assert_eq!(changed(original, echo), []);
    }
}
