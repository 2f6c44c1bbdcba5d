//! Closed intervals of numbers whose ends may be open to infinity.

/// The values from `low` to `high`, both included; either end may be infinite, neither is NaN, and
/// low is never above high.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    low: f64,
    high: f64,
    ends: Ends,
}

/// Whose word the ends of an interval are, a bit for each thing that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Ends(u8);

impl Ends {
    /// The low is somebody's word, be it that it is open: the 0 at which *at most* begins is
    /// nobody's, as nothing that is counted is below it.
    const LOW: Ends = Ends(1);
    /// The same of the high.
    const HIGH: Ends = Ends(2);
    const SAID: Ends = Ends(Ends::LOW.0 | Ends::HIGH.0);
    /// Between them lies what nobody said: two statements of one day have nothing in common.
    const APART: Ends = Ends(4);

    fn has(self, other: Ends) -> bool {
        self.0 & other.0 == other.0
    }

    fn and(self, other: Ends) -> Ends {
        Ends(self.0 | other.0)
    }
}

impl Interval {
    /// Every number.
    pub const ANY: Interval =
        Interval { low: f64::NEG_INFINITY, high: f64::INFINITY, ends: Ends::SAID };

    /// The interval between two numbers; none if one is NaN or low is above high.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Interval> {
        (low <= high).then_some(Interval { low, high, ends: Ends::SAID })
    }

    /// From here upwards; none if this is NaN.
    #[must_use]
    pub fn at_least(low: f64) -> Option<Interval> {
        Interval::new(low, f64::INFINITY)
    }

    /// Up to here, as *at most* says it: from 0, where it is not below, and bounded above alone;
    /// none if this is NaN.
    #[must_use]
    pub fn at_most(high: f64) -> Option<Interval> {
        let low = if high < 0.0 { f64::NEG_INFINITY } else { 0.0 };
        Some(Interval { ends: Ends::HIGH, ..Interval::new(low, high)? })
    }

    /// The same as the hull of statements of one day that have nothing in common.
    #[must_use]
    pub fn of_two_things(self) -> Interval {
        Interval { ends: self.ends.and(Ends::APART), ..self }
    }

    /// The same with other ends, bounded by what was said where this is; none if low is above high.
    #[must_use]
    pub fn with_ends(self, low: f64, high: f64) -> Option<Interval> {
        Some(Interval { ends: self.ends, ..Interval::new(low, high)? })
    }

    /// Its low, its high and whose word they are: what [`Interval::from_parts`] makes it of again.
    pub(super) fn parts(self) -> (f64, f64, Ends) {
        (self.low, self.high, self.ends)
    }

    pub(super) fn from_parts((low, high, ends): (f64, f64, Ends)) -> Interval {
        Interval { low, high, ends }
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

    /// Whether it is bounded on both sides by what was said: *at most* is not, though it starts
    /// at 0.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.is_finite() && self.ends == Ends::SAID
    }

    /// Whether neither end is open.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// Whether it goes from one statement to another of the same day that contradicts it.
    #[must_use]
    pub fn says_two_things(self) -> bool {
        self.ends.has(Ends::APART)
    }

    /// The lower end where it is closed and somebody's word.
    pub(super) fn said_low(self) -> Option<f64> {
        self.closed_low().filter(|_| self.ends.has(Ends::LOW))
    }

    /// The upper end where it is closed and somebody's word.
    pub(super) fn said_high(self) -> Option<f64> {
        self.closed_high().filter(|_| self.ends.has(Ends::HIGH))
    }

    /// Whether it is one single value.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// What two intervals share, if they share a value.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Option<Interval> {
        let shared = Interval::new(self.low.max(other.low), self.high.min(other.high))?;
        // The end of a hull of two things bounds neither of them.
        let says = |one: Interval| !one.says_two_things();
        Some(shared.with_the_word_of([self, other], says))
    }

    /// From the lower low to the higher high.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        let (low, high) = (self.low.min(other.low), self.high.max(other.high));
        Interval { low, high, ends: Ends::SAID }.with_the_word_of([self, other], |_| true)
    }

    /// The same, each end the word of those of these that have it and whose word counts.
    fn with_the_word_of(self, of: [Interval; 2], counts: impl Fn(Interval) -> bool) -> Interval {
        let words = || of.into_iter().filter(|one| counts(*one));
        let whose = |end: Ends, is_same: &dyn Fn(Interval) -> bool| {
            let is_said = words().any(|one| is_same(one) && one.ends.has(end));
            if is_said { end } else { Ends(0) }
        };
        let low = whose(Ends::LOW, &|one| one.low == self.low);
        let high = whose(Ends::HIGH, &|one| one.high == self.high);
        Interval { ends: low.and(high), ..self }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: f64, high: f64) -> Interval {
        Interval::new(low, high).expect("in order")
    }

    #[test]
    fn at_most_is_bounded_above_alone_until_another_says_how_little() {
        let at_most = Interval::at_most(300.0).expect("a number");
        assert_eq!((at_most.low(), at_most.high()), (0.0, 300.0));
        assert!(!at_most.is_full() && at_most.is_finite());
        let less = at_most.intersection(Interval::at_most(200.0).expect("a number"));
        assert!(less.is_some_and(|less| !less.is_full() && less.high() == 200.0));
        let at_least = Interval::at_least(100.0).expect("a number");
        let both = at_most.intersection(at_least).expect("100–300");
        assert_eq!(both, between(100.0, 300.0));
        assert_eq!(at_least.intersection(at_most), Some(both));
        assert_eq!(at_most.intersection(between(0.0, 400.0)), Some(between(0.0, 300.0)));
        assert!(!at_most.with_ends(0.0, 350.0).is_some_and(Interval::is_full));
        assert_eq!(Interval::at_most(-5.0).map(Interval::low), Some(f64::NEG_INFINITY));
    }

    #[test]
    fn two_statements_apart_are_not_bounded_by_what_was_said() {
        let apart = between(900.0, 1_100.0).hull(between(9_000.0, 11_000.0)).of_two_things();
        assert_eq!((apart.low(), apart.high()), (900.0, 11_000.0));
        assert!(apart.says_two_things() && !apart.is_full());
        assert!(!between(900.0, 1_100.0).says_two_things());
        let within = apart.intersection(Interval::at_least(5_000.0).expect("a number"));
        assert!(within.is_some_and(|within| within.high() == 11_000.0 && !within.is_full()));
    }
}
