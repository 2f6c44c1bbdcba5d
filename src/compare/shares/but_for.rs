//! What intervals would have in common without a few of them, or with one more: without comparing
//! all the others again.
//!
//! The ends of all intervals stand in order, lows before highs where they are equal, and after each
//! so many intervals are open. Leaving one out takes 1 off between its two ends. How many share a
//! value then, and in how many places, is found piece by piece between the ends of those left out.

use std::ops::Range;

use crate::compare::agreement::{Grounds, verdict};
use crate::compare::ends::End;
use crate::compare::{Interval, Verdict};

/// Intervals prepared so that what holds but for a few of them is found in O(log n) for each.
#[derive(Debug)]
pub(in crate::compare) struct ButFor {
    all: Depths,
    /// Those that are bounded on both sides by what was said.
    full: Depths,
}

/// What would be shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compare) struct Otherwise {
    pub(in crate::compare) verdict: Verdict,
    /// Whether as many share the very same values.
    pub(in crate::compare) is_same: bool,
}

impl ButFor {
    pub(in crate::compare) fn new(intervals: &[Interval]) -> ButFor {
        let full = |interval: &Interval| interval.is_full().then_some(*interval);
        ButFor {
            all: Depths::new(intervals.iter().copied().map(Some)),
            full: Depths::new(intervals.iter().map(full)),
        }
    }

    /// Without those in these places, each named once.
    pub(in crate::compare) fn without(&self, places: &[usize]) -> Otherwise {
        let verdict = verdict_of(self.all.without(places), self.full.without(places));
        let is_same = !places.iter().any(|place| self.all.reaches_most(*place));
        Otherwise { verdict, is_same }
    }

    /// With one more.
    pub(in crate::compare) fn with(&self, more: Interval) -> Otherwise {
        let (before, all) = (self.all.without(&[]), self.all.with(more));
        let full = if more.is_full() { self.full.with(more) } else { self.full.without(&[]) };
        let is_same = (before.most, before.times) == (all.most, all.times);
        Otherwise { verdict: verdict_of(all, full), is_same }
    }
}

fn verdict_of(all: Shared, full: Shared) -> Verdict {
    verdict(Grounds {
        n: all.n,
        support: all.most as usize,
        cores: all.times as usize,
        has_two_full: || full.n > 1,
        are_full_apart: || full.n > 1 && full.most == 1,
    })
}

/// How many intervals there are, how many of them share a value at most, and in how many places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shared {
    n: usize,
    most: i32,
    times: i32,
}

/// How many intervals are open after each end.
#[derive(Debug)]
struct Depths {
    n: usize,
    /// The ends in order, each with whether it is a high.
    ends: Vec<(End, bool)>,
    /// Of each interval the places of its ends; none for one that takes no part.
    spans: Vec<Option<Range<usize>>>,
    after: Vec<i32>,
    tree: Peaks,
}

impl Depths {
    fn new(intervals: impl Iterator<Item = Option<Interval>>) -> Depths {
        let (mut ends, mut spans) = (Vec::new(), Vec::new());
        for (of, interval) in intervals.enumerate() {
            spans.push(interval.map(|_| 0..0));
            if let Some(interval) = interval {
                ends.push((End::new(interval.low()), false, of));
                ends.push((End::new(interval.high()), true, of));
            }
        }
        ends.sort_unstable();
        let mut after = Vec::with_capacity(ends.len());
        let mut open = 0;
        for (place, (_, is_high, of)) in ends.iter().enumerate() {
            open += if *is_high { -1 } else { 1 };
            after.push(open);
            if let Some(Some(span)) = spans.get_mut(*of) {
                if *is_high { span.end = place } else { span.start = place }
            }
        }
        let ends: Vec<(End, bool)> = ends.into_iter().map(|(at, high, _)| (at, high)).collect();
        Depths { n: ends.len() / 2, ends, spans, tree: Peaks::new(&after), after }
    }

    /// Whether an interval reaches a place where the most share a value.
    fn reaches_most(&self, place: usize) -> bool {
        let all = self.tree.over(0..self.after.len());
        let span = self.spans.get(place).cloned().flatten();
        span.is_some_and(|span| self.tree.over(span).most == all.most)
    }

    fn without(&self, places: &[usize]) -> Shared {
        let out = places.iter().filter_map(|place| self.spans.get(*place).cloned().flatten());
        let out: Vec<Range<usize>> = out.collect();
        // Where one more or one less of those left out is open.
        let mut turns: Vec<(usize, i32)> =
            out.iter().flat_map(|span| [(span.start, 1), (span.end, -1)]).collect();
        turns.sort_unstable();
        let (mut peak, mut from, mut less) = (Peak::NONE, 0, 0);
        for (at, turn) in turns.iter().copied().chain([(self.after.len(), 0)]) {
            peak = peak.and(self.tree.over(from..at).lowered(less));
            (from, less) = (at, less + turn);
        }
        // An end that is gone parts no two places any more.
        let mut less = 0;
        for (at, turn) in turns {
            less += turn;
            let is_peak = self.after.get(at).is_some_and(|depth| depth - less == peak.most);
            peak.times -= i32::from(is_peak && at > 0);
        }
        Shared { n: self.n.saturating_sub(out.len()), most: peak.most.max(0), times: peak.times }
    }

    fn with(&self, more: Interval) -> Shared {
        let (low, high) = (End::new(more.low()), End::new(more.high()));
        // What is open at a value: what begins there is, and what ends there still is.
        let open_at = |value: End| {
            self.ends.partition_point(|(at, is_high)| *at < value || (*at == value && !is_high))
        };
        let met = match open_at(low).checked_sub(1) {
            Some(first) => self.tree.over(first..open_at(high)),
            None => Peak::OF_NOBODY.and(self.tree.over(0..open_at(high))),
        };
        let peak = self.tree.over(0..self.after.len()).and(met.lowered(-1));
        Shared { n: self.n.saturating_add(1), most: peak.most, times: peak.times }
    }
}

/// The greatest of some numbers, and how often it comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Peak {
    most: i32,
    times: i32,
}

impl Peak {
    const NONE: Peak = Peak { most: i32::MIN, times: 0 };
    /// Before the first end nothing is open.
    const OF_NOBODY: Peak = Peak { most: 0, times: 1 };

    fn and(self, other: Peak) -> Peak {
        match self.most.cmp(&other.most) {
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Equal => Peak { times: self.times + other.times, ..self },
        }
    }

    fn lowered(self, by: i32) -> Peak {
        if self.times == 0 { self } else { Peak { most: self.most - by, ..self } }
    }
}

/// A tree of peaks over neighbours, over neighbours of these, and so on.
#[derive(Debug)]
struct Peaks {
    leaves: usize,
    /// The root at 1, below each at n those at 2n and 2n + 1.
    nodes: Vec<Peak>,
}

impl Peaks {
    fn new(numbers: &[i32]) -> Peaks {
        let leaves = numbers.len().next_power_of_two();
        let mut nodes = vec![Peak::NONE; 2 * leaves];
        for (node, number) in nodes.iter_mut().skip(leaves).zip(numbers) {
            *node = Peak { most: *number, times: 1 };
        }
        for place in (1..leaves).rev() {
            let below = [2 * place, 2 * place + 1].map(|node| nodes.get(node).copied());
            if let (Some(node), [Some(one), Some(other)]) = (nodes.get_mut(place), below) {
                *node = one.and(other);
            }
        }
        Peaks { leaves, nodes }
    }

    fn at(&self, node: usize) -> Peak {
        self.nodes.get(node).copied().unwrap_or(Peak::NONE)
    }

    fn over(&self, range: Range<usize>) -> Peak {
        let (mut from, mut until) = (range.start + self.leaves, range.end + self.leaves);
        let mut peak = Peak::NONE;
        while from < until {
            if from % 2 == 1 {
                peak = peak.and(self.at(from));
                from += 1;
            }
            if until % 2 == 1 {
                until -= 1;
                peak = peak.and(self.at(until));
            }
            (from, until) = (from / 2, until / 2);
        }
        peak
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::agree;
    use crate::compare::agreement::tests::any_intervals;

    fn otherwise(now: &[Interval], then: &[Interval]) -> Otherwise {
        let (now, then) = (agree(now), agree(then));
        let is_same = now.support == then.support && now.core == then.core;
        Otherwise { verdict: then.verdict, is_same }
    }

    proptest! {
        #[test]
        fn it_is_what_comparing_the_others_gives(
            intervals in any_intervals(),
            left_out in proptest::collection::vec(any::<bool>(), 14),
        ) {
            let places: Vec<usize> =
                (0..intervals.len()).filter(|place| left_out[*place]).collect();
            let others = intervals.iter().enumerate().filter(|(place, _)| !left_out[*place]);
            let others: Vec<Interval> = others.map(|(_, interval)| *interval).collect();
            let but_for = ButFor::new(&intervals);
            prop_assert_eq!(but_for.without(&places), otherwise(&intervals, &others));
        }

        #[test]
        fn it_is_what_comparing_one_more_gives(
            intervals in any_intervals(),
            more in any_intervals(),
        ) {
            for one in more {
                let with: Vec<Interval> = intervals.iter().copied().chain([one]).collect();
                let but_for = ButFor::new(&intervals);
                prop_assert_eq!(but_for.with(one), otherwise(&intervals, &with));
            }
        }
    }
}
