//! Which rows say once more, or otherwise, what a row of the same source, time and publication says
//! before them; and which only carry a number on.

use std::collections::HashMap;

use super::contents::{Ledger, TrackSpan};
use super::estimate::Estimate;
use super::ids::{MeasureKey, RowIndex};
use crate::estimate::{Bounds, How, Shape, Standing};

/// From so many rows on that repeat or contradict others, and are more than half of all that have
/// numbers, a measure's rows are not one statement each.
const FEWEST_PARTS: usize = 10;

/// From so many reports of one number on it may only have been carried on.
const FEWEST_UNCHANGED: usize = 7;

/// What a row is to an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Again {
    /// It has the same numbers.
    Repeats,
    /// It has nothing in common with it, however both are read.
    Contradicts,
}

/// One number of one source in report after report.
#[derive(Clone, PartialEq, Debug)]
pub struct Unchanged {
    pub first: RowIndex,
    pub rows: usize,
}

impl Ledger {
    /// The rows that repeat or contradict one that stands before them in the file, with that one:
    /// same source and measure, same time, published on the same day.
    #[must_use]
    pub fn said_again(&self) -> Vec<(RowIndex, Again, RowIndex)> {
        let mut all: Vec<_> = self.tracks.iter().flat_map(|track| self.again_in(track)).collect();
        all.sort_by_key(|(row, ..)| self.estimate(*row).map(|estimate| estimate.record()));
        all
    }

    /// Whether most of a measure's rows repeat or contradict others, so that they are single events
    /// or parts of what is counted, and no statements on the whole.
    #[must_use]
    pub fn holds_parts(&self, measure: MeasureKey) -> bool {
        self.parts.binary_search(&measure).is_ok()
    }

    /// The measures that [hold parts](Ledger::holds_parts), in order.
    pub(super) fn measures_of_parts(&self) -> Vec<MeasureKey> {
        let of_parts = |(key, _): &(MeasureKey, _)| {
            let rows = || self.tracks_of(*key).flat_map(TrackSpan::indices);
            let again: usize = self.tracks_of(*key).map(|track| self.again_in(track).len()).sum();
            let is_number = |row: &RowIndex| self.estimate(*row).is_some_and(is_statement);
            again >= FEWEST_PARTS && again.saturating_mul(2) > rows().filter(is_number).count()
        };
        self.measures().filter(of_parts).map(|(key, _)| key).collect()
    }

    /// The longest run of reports of one source in which a number stands unchanged, for each source
    /// that has one, and how many runs it has.
    #[must_use]
    pub fn unchanged(&self) -> Vec<(Unchanged, usize)> {
        let mut by_source: HashMap<_, (Unchanged, usize)> = HashMap::new();
        for track in &self.tracks {
            for run in self.unchanged_in(track) {
                let (longest, runs) =
                    by_source.entry(track.source).or_insert_with(|| (run.clone(), 0));
                *runs = runs.saturating_add(1);
                if run.rows > longest.rows {
                    *longest = run;
                }
            }
        }
        let mut all: Vec<_> = by_source.into_iter().collect();
        all.sort_by_key(|(source, _)| *source);
        all.into_iter().map(|(_, found)| found).collect()
    }

    fn unchanged_in(&self, track: &TrackSpan) -> Vec<Unchanged> {
        self.statements_of(track)
            .chunk_by(|one, next| one.has_bounds_of(next))
            .filter(|run| run.len() >= FEWEST_UNCHANGED)
            .filter_map(|run| {
                let mut days: Vec<_> = run.iter().map(|estimate| estimate.as_of().to()).collect();
                days.dedup();
                let first = run.first()?.index();
                let is_long = days.len() >= FEWEST_UNCHANGED;
                is_long.then_some(Unchanged { first, rows: days.len() })
            })
            .collect()
    }

    fn again_in(&self, track: &TrackSpan) -> Vec<(RowIndex, Again, RowIndex)> {
        let at_once = |one: &Estimate<'_>, other: &Estimate<'_>| {
            let moment = |of: &Estimate<'_>| (of.as_of().from(), of.as_of().to(), of.known_from());
            moment(one) == moment(other)
        };
        let estimates = self.statements_of(track);
        let runs = estimates.chunk_by(at_once).filter(|run| run.len() > 1);
        runs.flat_map(again_among).collect()
    }

    fn statements_of(&self, track: &TrackSpan) -> Vec<Estimate<'_>> {
        let rows = track.indices().filter_map(|row| self.estimate(row));
        rows.filter(|estimate| is_statement(*estimate)).collect()
    }
}

/// Whether a row states a number of its own of what was there.
fn is_statement(estimate: Estimate<'_>) -> bool {
    estimate.has_numbers()
        && !estimate.is_echo()
        && estimate.retracted().is_none()
        && estimate.standing() != Standing::Projected
}

/// Which of these, in the order of the file, say again what others say.
fn again_among(run: &[Estimate<'_>]) -> Vec<(RowIndex, Again, RowIndex)> {
    let mut known: HashMap<[Option<u64>; 3], RowIndex> = HashMap::new();
    // The rows that leave least room above and below.
    let mut above: Option<(f64, RowIndex)> = None;
    let mut below: Option<(f64, RowIndex)> = None;
    let mut again = Vec::new();
    for estimate in run {
        let Some(bounds) = estimate.bounds() else { continue };
        let (row, is_count) = (estimate.index(), estimate.measure().is_count());
        let numbers = [bounds.low(), bounds.best(), bounds.high()];
        let numbers = numbers.map(|number| number.map(f64::to_bits));
        if let Some(first) = known.get(&numbers) {
            again.push((row, Again::Repeats, *first));
            continue;
        }
        known.insert(numbers, row);
        let (low, high) = widest(&bounds, is_count);
        let over = below.filter(|(least, _)| low > *least);
        let under = above.filter(|(most, _)| high < *most);
        if let Some((_, other)) = over.or(under)
            && estimate.supersedes().next().is_none()
        {
            again.push((row, Again::Contradicts, other));
        }
        if above.is_none_or(|(most, _)| low > most) {
            above = Some((low, row));
        }
        if below.is_none_or(|(least, _)| high < least) {
            below = Some((high, row));
        }
    }
    again
}

/// From where to where a statement goes under every way to read it: a number that may have been
/// rounded is up to a twentieth wider.
fn widest(bounds: &Bounds, is_count: bool) -> (f64, f64) {
    let (least, most) = bounds.hull();
    let width = match bounds.how() {
        How::Exact => 0.0,
        _ if is_count && least % 10.0 != 0.0 => 0.0,
        _ => least.abs() / 20.0,
    };
    match (bounds.shape(), bounds.how()) {
        (Shape::LowBest, _) | (Shape::Point | Shape::AtLeast, How::AtLeast | How::MoreThan) => {
            (least, f64::INFINITY)
        }
        (Shape::BestHigh, _) | (Shape::Point | Shape::AtMost, How::AtMost | How::LessThan) => {
            (f64::NEG_INFINITY, most)
        }
        (Shape::Point, _) => (least - width, most + width),
        (Shape::AtLeast, _) => (least - width, f64::INFINITY),
        (Shape::AtMost, _) => (f64::NEG_INFINITY, most + width),
        (Shape::Between | Shape::Full, _) => (least, most),
    }
}
