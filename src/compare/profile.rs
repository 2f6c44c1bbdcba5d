//! How many intervals share each value: the support everywhere, not only where it is greatest.

use super::Interval;
use super::ends::{End, sorted};

/// How many intervals share the values of a line, from end to end.
///
/// Between two ends next to each other the support is the same. Intervals are closed: at an end
/// where one begins and another ends, both are met.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SupportProfile {
    /// Every end of every interval, in order; of equal ones the beginnings first.
    ends: Vec<f64>,
    /// How many intervals are open after each end.
    open: Vec<u32>,
}

/// From here on two threads are faster than one.
const WORTH_A_THREAD: usize = 1 << 16;

/// The support of each value under these intervals.
///
/// Beginnings and ends are sorted apart from each other, which tells no interval from another but
/// counts the same, and merged; O(n).
///
/// ```
/// use parallax::compare::{Interval, support_profile};
///
/// let interval = |low, high| Interval::new(low, high).expect("in order");
/// let profile = support_profile(&[interval(1.0, 5.0), interval(5.0, 9.0), interval(2.0, 3.0)]);
/// assert_eq!([0.0, 1.0, 2.5, 4.0, 5.0, 9.0].map(|at| profile.at(at)), [0, 1, 2, 1, 2, 1]);
/// assert_eq!(profile.most(), 2);
/// ```
#[must_use]
pub fn support_profile(intervals: &[Interval]) -> SupportProfile {
    let lows = || sorted(intervals.iter().map(|interval| End::new(interval.low())).collect());
    let highs = || sorted(intervals.iter().map(|interval| End::new(interval.high())).collect());
    let (lows, highs) = if intervals.len() < WORTH_A_THREAD {
        (lows(), highs())
    } else {
        std::thread::scope(|scope| {
            let beside = scope.spawn(lows);
            let highs = highs();
            // Sorting panics at nothing; where it did, nothing would be known of the lows.
            (beside.join().unwrap_or_default(), highs)
        })
    };
    merged(&lows, &highs)
}

fn merged(lows: &[End], highs: &[End]) -> SupportProfile {
    let many = lows.len() + highs.len();
    let mut profile =
        SupportProfile { ends: Vec::with_capacity(many), open: Vec::with_capacity(many) };
    let (mut begun, mut over) = (0, 0);
    let mut open: u32 = 0;
    // No interval ends before it begins, so that the beginnings are over first.
    while let (Some(low), Some(high)) = (lows.get(begun), highs.get(over)) {
        let begins = low <= high;
        begun += usize::from(begins);
        over += usize::from(!begins);
        open = open.wrapping_add(u32::from(begins)).wrapping_sub(u32::from(!begins));
        profile.ends.push(if begins { low.at() } else { high.at() });
        profile.open.push(open);
    }
    for high in &highs[over..] {
        open = open.wrapping_sub(1);
        profile.ends.push(high.at());
        profile.open.push(open);
    }
    profile
}

impl SupportProfile {
    /// How many intervals share this value.
    #[must_use]
    pub fn at(&self, value: f64) -> u32 {
        let before = self.ends.partition_point(|end| *end < value);
        let after = self.ends.partition_point(|end| *end <= value);
        let earlier = before.checked_sub(1).and_then(|place| self.open.get(place)).copied();
        // Those that end here are still met, as those that begin here stand before them.
        self.open[before..after].iter().copied().chain(earlier).max().unwrap_or(0)
    }

    /// The most that share a value.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.open.iter().copied().max().unwrap_or(0)
    }

    /// Each end in order, and how many intervals are open after it.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = (f64, u32)> {
        self.ends.iter().copied().zip(self.open.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::agree;

    fn any_interval() -> impl Strategy<Value = Interval> {
        let end = || prop_oneof![(-20_i32..20).prop_map(f64::from), Just(f64::INFINITY)];
        (end(), end()).prop_filter_map("in order", |(a, b)| {
            let low = if a.min(b).is_infinite() { 0.0 } else { a.min(b) };
            Interval::new(low, a.max(b))
        })
    }

    proptest! {
        #[test]
        fn the_support_of_a_value_is_how_many_intervals_have_it(
            intervals in prop::collection::vec(any_interval(), 0..40),
        ) {
            let profile = support_profile(&intervals);
            for at in (-42..42).map(|half| f64::from(half) / 2.0) {
                let having = intervals.iter().filter(|one| one.low() <= at && at <= one.high());
                prop_assert_eq!(profile.at(at) as usize, having.count(), "{}", at);
            }
            prop_assert_eq!(profile.most() as usize, agree(&intervals).support);
            prop_assert!(profile.steps().is_sorted_by(|one, next| one.0 <= next.0));
        }
    }

    #[test]
    fn two_threads_say_what_one_says() {
        let many = WORTH_A_THREAD + 1;
        let intervals: Vec<Interval> = (0..many)
            .filter_map(|n| {
                let low = f64::from((n as u32).wrapping_mul(2_654_435_761) >> 12);
                Interval::new(low, low + 1_000.0)
            })
            .collect();
        let profile = support_profile(&intervals);
        assert_eq!(profile.steps().len(), 2 * intervals.len());
        assert_eq!(profile.most() as usize, agree(&intervals).support);
        assert_eq!(profile.steps().last().map(|(_, open)| open), Some(0));
    }
}
