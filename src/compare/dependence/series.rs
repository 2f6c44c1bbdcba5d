//! What each voice stated, in the order of time.

use super::figures::{Unit, units, units_of_amounts};
use crate::compare::EstimateRef;

/// What a voice stated of a day: one number, or the two ends of a range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Figure {
    /// The end of its as of, in days since 1970.
    pub(super) day: i32,
    pub(super) known_from: i32,
    pub(super) low: f64,
    /// Equal to `low` where there is one number.
    pub(super) high: f64,
    pub(super) unit: Unit,
    /// To which unit goes what was added since the figure before, where that is an amount.
    pub(super) added: Unit,
    pub(super) at: EstimateRef,
}

impl Figure {
    /// The number, where there is only one.
    pub(super) fn number(&self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// What a voice stated of a period, both days included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Amount {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) number: f64,
    pub(super) unit: Unit,
    pub(super) at: EstimateRef,
}

impl Amount {
    pub(super) fn days(&self) -> i32 {
        self.to - self.from + 1
    }
}

/// All that a voice stated on a measure.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    /// Totals so far, or levels: one a day, in order.
    pub(super) figures: Vec<Figure>,
    /// Whether the figures are totals so far, so that what lies between two is an amount.
    pub(super) adds_up: bool,
    /// Stated amounts: one a period, in order.
    pub(super) amounts: Vec<Amount>,
}

impl Series {
    pub(super) fn statements(&self) -> usize {
        self.figures.len() + self.amounts.len()
    }

    /// The number stated of this very day.
    pub(super) fn on(&self, day: i32) -> Option<&Figure> {
        let place = self.figures.binary_search_by_key(&day, |figure| figure.day).ok()?;
        self.figures.get(place)
    }

    /// The figure nearest to a day, within so many days; of two equally near the earlier.
    pub(super) fn near(&self, day: i32, within: i32) -> Option<&Figure> {
        let after = self.figures.partition_point(|figure| figure.day < day);
        let candidates = self.figures.iter().skip(after.saturating_sub(1)).take(2);
        let distance = |figure: &&Figure| (figure.day - day).abs();
        candidates.filter(|figure| distance(figure) <= within).min_by_key(distance)
    }

    /// The last figure before a day.
    pub(super) fn before(&self, day: i32) -> Option<&Figure> {
        let after = self.figures.partition_point(|figure| figure.day < day);
        self.figures.get(after.checked_sub(1)?)
    }

    /// What was added from each figure to the next, and in how many days.
    fn added(&self) -> (Vec<f64>, Vec<i32>) {
        let next = self.figures.iter().skip(1);
        let pairs = self.figures.iter().zip(next);
        pairs.map(|(one, next)| (next.low - one.low, next.day - one.day)).unzip()
    }

    /// Judges from all figures and amounts to which unit each is written.
    ///
    /// Of totals so far both the totals and what was added to them are looked at: amounts by the
    /// hundred stay so on whatever they are added to.
    pub(super) fn judge_units(&mut self) {
        let lows: Vec<f64> = self.figures.iter().map(|figure| figure.low).collect();
        for (figure, unit) in self.figures.iter_mut().zip(units(&lows)) {
            figure.unit = unit;
        }
        if self.adds_up {
            let (added, days) = self.added();
            let of_added = units_of_amounts(&added, &days);
            // The figures after the first, each with what was added since the one before.
            for (figure, unit) in self.figures.iter_mut().skip(1).zip(of_added) {
                // Its own zeros say nothing of the figure.
                figure.added = Unit { room: unit.shared, ..unit };
                figure.unit.shared = figure.unit.shared.max(unit.told);
                figure.unit.room = figure.unit.room.max(unit.told);
            }
        }
        let numbers: Vec<f64> = self.amounts.iter().map(|amount| amount.number).collect();
        let days: Vec<i32> = self.amounts.iter().map(Amount::days).collect();
        for (amount, unit) in self.amounts.iter_mut().zip(units_of_amounts(&numbers, &days)) {
            amount.unit = unit;
        }
    }
}
