//! Numbers of a comparison as JSON.

use serde::Serialize;

use crate::compare::Interval;
use crate::export::json::Number;

#[derive(Clone, Copy, Serialize)]
pub(super) struct IntervalJson {
    low: Option<Number>,
    high: Option<Number>,
}

impl From<Interval> for IntervalJson {
    fn from(interval: Interval) -> IntervalJson {
        IntervalJson {
            low: interval.closed_low().map(Number),
            high: interval.closed_high().map(Number),
        }
    }
}

/// A ratio or a share: four digits after the point are more than the data carry.
pub(super) fn rounded(number: f64) -> Number {
    Number((number * 10_000.0).round() / 10_000.0)
}
