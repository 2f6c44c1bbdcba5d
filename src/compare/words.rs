//! What findings still say for themselves.

use super::{Comparison, EstimateRef, Grouping, Interval, Question};
use crate::estimate::{Bounds, How, Loaded, Shape, grouped};
use crate::words::{Sentence, Words};

use std::collections::BTreeMap;

/// How many voices these are, and to how many affiliations they belong: `8 origins, 4 affiliations:
/// US 4`.
pub(super) fn tell_counted(sentence: &mut Sentence, comparison: &Comparison, voices: &[usize]) {
    let by = comparison.question.by;
    sentence.of(Words::default().so_many(by, voices.len()), voices.to_vec());
    if !matches!(by, Grouping::Origin | Grouping::Label) || voices.is_empty() {
        return;
    }
    let affiliations = by_affiliation(comparison, voices);
    sentence
        .say(format!(", {}", Words::default().so_many(Grouping::Affiliation, affiliations.len())));
    for (place, (name, voices)) in
        affiliations.into_iter().filter(|(_, voices)| voices.len() > 1).enumerate()
    {
        sentence.say(if place == 0 { ": " } else { ", " });
        sentence.of(format!("{name} {}", voices.len()), voices);
    }
}

/// Voices by the widest part of their affiliation, those with the most members first.
pub(super) fn by_affiliation<'a>(
    comparison: &'a Comparison,
    voices: &[usize],
) -> Vec<(&'a str, Vec<usize>)> {
    let mut affiliations: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for voice in voices.iter().copied() {
        let path = comparison.voices.get(voice).map_or("", |voice| &voice.affiliation);
        let widest = path.split(" / ").next().unwrap_or(path);
        affiliations.entry(widest).or_default().push(voice);
    }
    let mut affiliations: Vec<_> = affiliations.into_iter().collect();
    affiliations.sort_by_key(|(_, voices)| std::cmp::Reverse(voices.len()));
    affiliations
}

/// A number as it was stated, or as it is read where an analyst or a group changed it.
pub(super) fn number_of(
    files: &[Loaded],
    question: &Question,
    estimate: EstimateRef,
    read: Interval,
) -> String {
    let stated = estimate.of(files).and_then(|estimate| estimate.bounds());
    let is_count = question.measure.is_count();
    match stated {
        Some(bounds) if super::read_bounds(&bounds, is_count, question.about) == read => {
            as_stated(&bounds)
        }
        _ => in_words(read),
    }
}

/// `3,800–4,200`, `3,001 or more`, `5,000 or fewer`.
pub(super) fn in_words(interval: Interval) -> String {
    Words::default().interval(interval)
}

/// As a person says it, bare where the source said "about": `1,100`, `more than 3,000`.
pub(super) fn as_stated(bounds: &Bounds) -> String {
    let single = match bounds.shape() {
        Shape::Point => bounds.best(),
        Shape::AtLeast => bounds.low(),
        Shape::AtMost => bounds.high(),
        _ => None,
    };
    let Some(number) = single.map(grouped) else { return bounds.to_string() };
    match (bounds.how(), bounds.shape()) {
        (How::Nearly, _) => format!("nearly {number}"),
        (How::MoreThan, _) => format!("more than {number}"),
        (How::LessThan, _) => format!("less than {number}"),
        (How::AtLeast, _) | (How::Exact | How::Between | How::Interval { .. }, Shape::AtLeast) => {
            format!("at least {number}")
        }
        (How::AtMost, _) | (How::Exact | How::Between | How::Interval { .. }, Shape::AtMost) => {
            format!("up to {number}")
        }
        _ => number,
    }
}

pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// Names or numbers in a row: `A`, `A and B`, `A, B and C`.
pub(super) fn joined(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// Whole from 10 on, else with two digits.
pub(super) fn tidy(number: f64) -> f64 {
    if number >= 10.0 { number.round() } else { (number * 100.0).round() / 100.0 }
}
