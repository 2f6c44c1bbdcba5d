//! Closed intervals of numbers whose ends may be open to infinity.

/// The values from `low` to `high`, both included; either end may be infinite, neither is NaN, and
/// low is never above high.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// Every number.
    pub const ANY: Interval = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// The interval between two numbers; none if one is NaN or low is above high.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Interval> {
        (low <= high).then_some(Interval { low, high })
    }

    /// From here upwards; none if this is NaN.
    #[must_use]
    pub fn at_least(low: f64) -> Option<Interval> {
        Interval::new(low, f64::INFINITY)
    }

    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// The lower end, none where it is open.
    #[must_use]
    pub fn closed_low(self) -> Option<f64> {
        self.low.is_finite().then_some(self.low)
    }

    /// The upper end, none where it is open.
    #[must_use]
    pub fn closed_high(self) -> Option<f64> {
        self.high.is_finite().then_some(self.high)
    }

    /// Whether it is bounded on both sides.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// Whether it is one single value.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// What two intervals share, if they share a value.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Option<Interval> {
        Interval::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// From the lower low to the higher high.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        Interval { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    #[must_use]
    pub fn meets(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// High less low: infinite where an end is open.
    #[must_use]
    pub fn length(self) -> f64 {
        self.high - self.low
    }
}
