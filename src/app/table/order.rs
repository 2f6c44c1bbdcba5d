//! Which rows the table has and in which order: the slow part, for a thread of its own where there
//! are many.

use std::cmp::Ordering;

use crate::compare::EstimateRef;
use crate::estimate::TrackSpan;
use crate::session::{TableColumn, TableView};

use super::facts::{EstimateRow, EstimateRows};

/// The rows that are shown, in order. Equal ones stand by date, then as in their files; what is
/// missing comes last either way.
pub(super) fn ordered(rows: &EstimateRows, view: &TableView) -> Vec<EstimateRef> {
    let mut shown = by_date(rows, view);
    let words = words_of(&view.filter);
    if !words.is_empty() || view.counting_only {
        let mut haystack = String::new();
        shown.retain(|of| {
            let row = rows.row(*of);
            row.is_some_and(|row| {
                (!view.counting_only || rows.at.counts(*of)) && has_all(&row, &words, &mut haystack)
            })
        });
    }
    if view.sorted_by == TableColumn::AsOf && !view.is_descending {
        return shown;
    }
    let mut keyed: Vec<(Key, EstimateRef)> = shown
        .into_iter()
        .filter_map(|of| Some((key(&rows.row(of)?, view.sorted_by), of)))
        .collect();
    keyed.sort_by(|(a, _), (b, _)| a.compare(b, view.is_descending));
    keyed.into_iter().map(|(_, of)| of).collect()
}

/// How many rows there would be without a filter.
pub(super) fn count(rows: &EstimateRows, view: &TableView) -> usize {
    if view.all_measures {
        return rows.facts.files.iter().map(|file| file.ledger.len()).sum();
    }
    let of_measure = rows.facts.files.iter().filter_map(|file| {
        let measure = file.ledger.measure_key(&rows.facts.asked.measure)?;
        Some(file.ledger.tracks_of(measure).map(|span| span.rows.len()).sum::<usize>())
    });
    of_measure.sum()
}

/// All rows by as of, then by when they became known, then as in their files.
fn by_date(rows: &EstimateRows, view: &TableView) -> Vec<EstimateRef> {
    let measure = &rows.facts.asked.measure;
    let mut all: Vec<EstimateRef> = Vec::new();
    for (file, loaded) in rows.facts.files.iter().enumerate() {
        if view.all_measures {
            let every = loaded.ledger.estimates();
            all.extend(every.map(|estimate| EstimateRef::new(file, estimate.index())));
        } else if let Some(key) = loaded.ledger.measure_key(measure) {
            let spans = loaded.ledger.tracks_of(key);
            all.extend(spans.flat_map(TrackSpan::indices).map(|row| EstimateRef::new(file, row)));
        }
    }
    if !view.all_measures {
        // What an analyst compares under this measure though it was stated of another.
        let of_other = |of: &EstimateRef| {
            of.of(&rows.facts.files).is_some_and(|estimate| estimate.measure() != measure)
        };
        all.extend(rows.places.statements().filter(of_other));
    }
    let date = |of: &EstimateRef| {
        let estimate = of.of(&rows.facts.files)?;
        Some((estimate.as_of().to(), estimate.known_from(), of.file, estimate.record()))
    };
    all.sort_by_cached_key(date);
    all
}

/// What a column is sorted by.
#[derive(Clone, PartialEq, Debug)]
enum Key {
    Number(f64),
    Days(i32, i32),
    Text(String),
    Missing,
}

impl Key {
    fn compare(&self, other: &Key, is_descending: bool) -> Ordering {
        let order = match (self, other) {
            (Key::Missing, Key::Missing) => return Ordering::Equal,
            (Key::Missing, _) => return Ordering::Greater,
            (_, Key::Missing) => return Ordering::Less,
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Days(a, b), Key::Days(c, d)) => (a, b).cmp(&(c, d)),
            (Key::Text(a), Key::Text(b)) => a.cmp(b),
            // A column's keys are of one kind.
            _ => Ordering::Equal,
        };
        if is_descending { order.reverse() } else { order }
    }
}

fn key(row: &EstimateRow<'_>, column: TableColumn) -> Key {
    let number = |number: Option<f64>| number.map_or(Key::Missing, Key::Number);
    let bounds = row.bounds();
    match column {
        TableColumn::AsOf => {
            let as_of = row.estimate.as_of();
            Key::Days(as_of.to().number(), row.estimate.known_from().number())
        }
        TableColumn::Published => {
            row.estimate.published().map_or(Key::Missing, |day| Key::Days(day.number(), 0))
        }
        TableColumn::Low => number(bounds.and_then(|bounds| bounds.low())),
        TableColumn::Best => number(bounds.and_then(|bounds| bounds.best())),
        TableColumn::High => number(bounds.and_then(|bounds| bounds.high())),
        TableColumn::Record => {
            let file = i32::from(row.of.file);
            Key::Days(file, i32::try_from(row.estimate.record()).unwrap_or(i32::MAX))
        }
        _ => {
            let text = row.text(column, bounds).to_lowercase();
            if text.is_empty() { Key::Missing } else { Key::Text(text) }
        }
    }
}

/// The words of a filter, in small letters.
pub(super) fn words_of(filter: &str) -> Vec<String> {
    filter.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether every word stands in one of the columns, shown or not.
fn has_all(row: &EstimateRow<'_>, words: &[String], haystack: &mut String) -> bool {
    if words.is_empty() {
        return true;
    }
    haystack.clear();
    let bounds = row.bounds();
    for &column in TableColumn::ALL {
        row.write(column, bounds, haystack);
        haystack.push('\n');
    }
    let haystack = haystack.to_lowercase();
    words.iter().all(|word| haystack.contains(word.as_str()))
}

/// Whether rows and order depend on where the cursor is.
pub(super) fn depends_on_cursor(view: &TableView) -> bool {
    view.counting_only
        || view.sorted_by == TableColumn::Status
        || !words_of(&view.filter).is_empty()
}

/// Whether rows and order depend on how days and numbers are written.
pub(super) fn depends_on_words(view: &TableView) -> bool {
    !words_of(&view.filter).is_empty()
}
