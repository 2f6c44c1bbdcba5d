//! What holds for an estimate after all that an analyst laid over it: what is drawn and written.

use std::collections::BTreeMap;

use super::laid::AllLaid;
use super::numbers::{Numbers, Reading};
use crate::compare::{EstimateRef, Question};
use crate::estimate::{Bounds, Change, Clocks, Estimate, EstimateId, Loaded, Overlay, Target};

/// An estimate as an analyst has it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Adjusted {
    /// The bounds that hold; none where there is no number.
    pub bounds: Option<Bounds>,
    pub clocks: Clocks,
    /// Excluded itself, not with its source.
    pub is_excluded: bool,
}

/// Those estimates on the question's measure whose numbers, dates or part in the comparison an
/// analyst changed; empty where the question asks for them as stated.
#[must_use]
pub fn adjusted(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
) -> BTreeMap<EstimateRef, Adjusted> {
    let laid = AllLaid::for_question(files, overlay, question);
    let drawn = laid.drawn_otherwise(files, &question.measure).into_iter();
    drawn
        .filter_map(|(at, laid)| {
            let estimate = at.of(files)?;
            let reading = reading(laid.numbers, laid.at_least, question, estimate);
            let bounds = reading.bounds(estimate.bounds());
            let clocks = laid.clocks(estimate);
            Some((at, Adjusted { bounds, clocks, is_excluded: laid.is_excluded }))
        })
        .collect()
}

/// The bounds that hold for one estimate: those given, scaled or widened, else as stated; none
/// where there is no number.
#[must_use]
pub fn bounds_that_hold(
    overlay: &Overlay,
    question: &Question,
    id: &EstimateId,
    estimate: Estimate<'_>,
) -> Option<Bounds> {
    if question.as_stated {
        return estimate.bounds();
    }
    let (mut own, mut of_source, mut at_least) = (Numbers::default(), Numbers::default(), false);
    for adjustment in overlay.in_force() {
        let numbers = match &adjustment.target {
            Target::Estimate(target) if target == id => &mut own,
            Target::Source(label) if label == estimate.label() => &mut of_source,
            _ => continue,
        };
        numbers.add(&adjustment.change);
        at_least |= adjustment.change == Change::ReadAsAtLeast;
    }
    // Bounds belong to an estimate; laid over a source they say nothing.
    of_source.bounds = None;
    reading(own.over(of_source), at_least, question, estimate).bounds(estimate.bounds())
}

fn reading<'a>(
    numbers: Numbers<'a>,
    at_least: bool,
    question: &Question,
    estimate: Estimate<'_>,
) -> Reading<'a> {
    let is_count = estimate.measure().is_count();
    Reading { numbers, at_least, is_count, about: question.about, least_width: 0.0 }
}
