//! Where intervals agree: the values that most of them share, and what that amounts to.

use super::ends::{End, sorted};
use super::{Agreement, Interval, Verdict};

/// What intervals have in common.
///
/// The method is Marzullo's maximum overlap (K. Marzullo, *Maintaining the time in a distributed
/// system*, 1984): the ends are put in order and swept once, counting how many intervals are open.
/// Intervals are closed, so two that share a single end share a value. Ends may be infinite.
/// Takes O(n log n).
///
/// ```
/// use parallax::compare::{Interval, Verdict, agree};
///
/// let interval = |low, high| Interval::new(low, high).expect("in order");
/// let agreement =
///     agree(&[interval(475.0, 525.0), interval(369.0, 523.0), interval(400.0, 450.0)]);
/// assert_eq!(agreement.support, 2);
/// assert_eq!(agreement.core, [interval(400.0, 450.0), interval(475.0, 523.0)]);
/// assert_eq!(agreement.verdict, Verdict::Majority);
/// assert_eq!(agreement.envelope, Some(interval(369.0, 525.0)));
/// ```
#[must_use]
pub fn agree(intervals: &[Interval]) -> Agreement {
    let ends = |end: fn(Interval) -> f64| {
        sorted(intervals.iter().map(|interval| End::new(end(*interval))).collect())
    };
    judge(&ends(Interval::low), &ends(Interval::high), || intervals.iter().copied().enumerate())
}

/// The agreement of intervals whose lows and highs are in order already. Each of the intervals
/// comes with the number by which it is told where it is outside, in order of these.
pub(super) fn judge<I: Iterator<Item = (usize, Interval)>>(
    lows: &[End],
    highs: &[End],
    intervals: impl Fn() -> I,
) -> Agreement {
    let n = lows.len();
    let (support, core) = most_shared(lows, highs);
    let mut outside = Vec::new();
    if support < n {
        outside.reserve_exact(n - support);
        let misses = intervals().filter(|(_, interval)| !meets_any(&core, *interval));
        misses.for_each(|(of, _)| outside.push(of));
    }
    let ends = lows.first().zip(highs.last());
    let full = || intervals().map(|(_, interval)| interval).filter(|interval| interval.is_full());
    let verdict = verdict(Grounds {
        n,
        support,
        cores: core.len(),
        has_two_full: || full().nth(1).is_some(),
        are_full_apart: || {
            !do_two_meet_in(&core, full()) && are_two_and_all_apart(full().collect())
        },
    });
    Agreement {
        n,
        support,
        touch: core.iter().any(|core| core.is_point())
            && is_touch(&core, intervals().map(|(_, interval)| interval)),
        envelope: ends.and_then(|(low, high)| Interval::new(low.at(), high.at())),
        verdict,
        core,
        outside,
        divided: Vec::new(),
    }
}

/// How many intervals share a value at most, and where.
fn most_shared(lows: &[End], highs: &[End]) -> (usize, Vec<Interval>) {
    let mut core: Vec<Interval> = Vec::new();
    let (mut depth, mut most) = (0, 0);
    let mut since: Option<End> = None;
    let mut lows = lows.iter().copied().peekable();
    for high in highs.iter().copied() {
        // An interval that starts where another ends shares that value with it.
        while let Some(low) = lows.next_if(|low| *low <= high) {
            depth += 1;
            if depth > most {
                most = depth;
                core.clear();
            }
            if depth == most {
                since = Some(low);
            }
        }
        if let Some(since) = since.take() {
            core.extend(Interval::new(since.at(), high.at()));
        }
        depth -= 1;
    }
    (most, core)
}

/// Whether an interval meets one of these, which are in order and apart.
fn meets_any(core: &[Interval], interval: Interval) -> bool {
    if let [only] = core {
        return only.meets(interval);
    }
    let first = core.partition_point(|core| core.high() < interval.low());
    core.get(first).is_some_and(|core| core.low() <= interval.high())
}

/// Whether a core is one single value although nobody stated a single value there.
fn is_touch(core: &[Interval], intervals: impl Iterator<Item = Interval>) -> bool {
    let mut stated: Vec<f64> = intervals.filter(|i| i.is_point()).map(Interval::low).collect();
    stated.sort_unstable_by(f64::total_cmp);
    let is_stated = |value: f64| {
        let first = stated.partition_point(|stated| *stated < value);
        stated.get(first).is_some_and(|stated| *stated <= value)
    };
    core.iter().any(|core| core.is_point() && !is_stated(core.low()))
}

/// What a verdict hangs on. What takes looking for is looked for only where it decides.
pub(super) struct Grounds<Two, Apart> {
    pub(super) n: usize,
    /// The most that share one value.
    pub(super) support: usize,
    /// In how many places they do.
    pub(super) cores: usize,
    /// Whether two or more are bounded on both sides by what was said.
    pub(super) has_two_full: Two,
    /// Whether two or more are, and no two of these share a value.
    pub(super) are_full_apart: Apart,
}

/// The first that holds.
pub(super) fn verdict(grounds: Grounds<impl Fn() -> bool, impl Fn() -> bool>) -> Verdict {
    let Grounds { n, support, cores, has_two_full, are_full_apart } = grounds;
    match n {
        0 => Verdict::None,
        1 => Verdict::Single,
        _ if support == n && has_two_full() => Verdict::Agree,
        _ if support == n => Verdict::NotContradicted,
        _ if support == 1 => Verdict::Diverge,
        _ if are_full_apart() => Verdict::Diverge,
        _ if support > n / 2 => Verdict::Majority,
        _ if cores == 1 => Verdict::Minority,
        _ => Verdict::Split,
    }
}

/// Whether two of these intervals share the first core: the quick way to see that two meet at all.
fn do_two_meet_in(core: &[Interval], intervals: impl Iterator<Item = Interval>) -> bool {
    core.first().is_some_and(|core| intervals.filter(|i| i.meets(*core)).nth(1).is_some())
}

/// Whether these intervals are two or more of which no two share a value.
fn are_two_and_all_apart(mut intervals: Vec<Interval>) -> bool {
    intervals.sort_unstable_by(|a, b| a.low().total_cmp(&b.low()));
    let is_apart = |pair: &[Interval]| matches!(pair, [a, b] if a.high() < b.low());
    intervals.len() > 1 && intervals.windows(2).all(is_apart)
}

#[cfg(test)]
pub(in crate::compare) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::fixtures::shown;

    const OPEN: f64 = f64::INFINITY;

    fn of(ends: &[(f64, f64)]) -> Agreement {
        let intervals: Vec<Interval> =
            ends.iter().map(|(low, high)| Interval::new(*low, *high).expect("in order")).collect();
        agree(&intervals)
    }

    fn core(agreement: &Agreement) -> Vec<(f64, f64)> {
        agreement.core.iter().map(|core| (core.low(), core.high())).collect()
    }

    #[test]
    fn the_verdict_is_the_first_that_holds() {
        for (ends, support, verdict) in [
            (&[][..], 0, Verdict::None),
            (&[(1.0, 2.0)], 1, Verdict::Single),
            (&[(1.0, 5.0), (4.0, 9.0)], 2, Verdict::Agree),
            (&[(1.0, 5.0), (4.0, OPEN)], 2, Verdict::NotContradicted),
            (&[(1.0, OPEN), (4.0, OPEN)], 2, Verdict::NotContradicted),
            (&[(1.0, 5.0), (4.0, 9.0), (3.0, OPEN)], 3, Verdict::Agree),
            (&[(1.0, 2.0), (4.0, 9.0), (10.0, OPEN)], 1, Verdict::Diverge),
            // Two full voices apart; what others leave open does not bring them together.
            (&[(1.0, 2.0), (4.0, 9.0), (3.0, OPEN), (3.0, OPEN)], 3, Verdict::Diverge),
            (&[(4.0, 9.0), (3.0, OPEN), (0.0, 1.0), (0.0, 1.0)], 2, Verdict::Split),
            (&[(1.0, 2.0), (4.0, 9.0), (5.0, 9.0)], 2, Verdict::Majority),
            (&[(1.0, 2.0), (4.0, 9.0), (5.0, 9.0), (20.0, 30.0)], 2, Verdict::Minority),
            (&[(1.0, 3.0), (2.0, 4.0), (7.0, 9.0), (8.0, 10.0)], 2, Verdict::Split),
        ] {
            let agreement = of(ends);
            assert_eq!((agreement.support, agreement.verdict), (support, verdict), "{ends:?}");
        }
    }

    #[test]
    fn closed_ends_share_their_value_and_that_is_a_touch() {
        let touching = of(&[(1.0, 5.0), (5.0, 9.0)]);
        assert_eq!((touching.support, core(&touching)), (2, vec![(5.0, 5.0)]));
        assert!(touching.touch);
        assert!(of(&[(0.0, 5.0), (5.0, OPEN)]).touch);
        assert!(!of(&[(1.0, 9.0), (5.0, 5.0)]).touch, "a stated single value is no touch");
        assert!(!of(&[(5.0, 5.0), (5.0, 5.0)]).touch);
        assert!(!of(&[(5.0, 5.0)]).touch);
    }

    #[test]
    fn several_cores_are_told_and_those_that_miss_them_all_are_outside() {
        let split = of(&[(7.0, 9.0), (1.0, 3.0), (20.0, 21.0), (2.0, 4.0), (8.0, 10.0)]);
        assert_eq!(core(&split), [(2.0, 3.0), (8.0, 9.0)]);
        assert_eq!(split.outside, [2]);
        assert_eq!(split.envelope, Interval::new(1.0, 21.0));
    }

    pub(in crate::compare) fn any_intervals() -> impl Strategy<Value = Vec<Interval>> {
        let end = || (0_i32..30).prop_map(f64::from);
        let interval = (end(), end(), 0..6).prop_map(|(a, b, kind)| match kind {
            0 => Interval::at_least(a),
            1 => Interval::new(f64::NEG_INFINITY, a),
            2 => Interval::new(a, a),
            _ => Interval::new(a.min(b), a.max(b)),
        });
        prop::collection::vec(interval.prop_map(|interval| interval.expect("in order")), 0..14)
    }

    proptest! {
        #[test]
        fn what_is_said_of_intervals_hangs_together(intervals in any_intervals()) {
            let agreement = agree(&intervals);
            prop_assert_eq!(agreement.n, intervals.len());
            prop_assert!(agreement.support <= agreement.n);
            prop_assert_eq!(agreement.core.is_empty(), agreement.n == 0);
            for pair in agreement.core.windows(2) {
                prop_assert!(pair[0].high() < pair[1].low());
            }
            for core in &agreement.core {
                let envelope = agreement.envelope.expect("there are intervals");
                prop_assert_eq!(envelope.intersection(*core), Some(*core));
                let sharing = intervals.iter().filter(|i| i.intersection(*core) == Some(*core));
                prop_assert_eq!(sharing.count(), agreement.support);
            }
            for (place, interval) in intervals.iter().enumerate() {
                let is_in = agreement.core.iter().any(|core| core.meets(*interval));
                prop_assert_eq!(is_in, !agreement.outside.contains(&place));
            }
        }

        #[test]
        fn the_order_of_intervals_changes_nothing(
            (intervals, shuffled) in any_intervals()
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
        ) {
            let (one, other) = (agree(&intervals), agree(&shuffled));
            let outside = |agreement: &Agreement, of: &[Interval]| {
                let mut outside: Vec<String> =
                    agreement.outside.iter().map(|place| shown(of[*place])).collect();
                outside.sort();
                outside
            };
            prop_assert_eq!(outside(&one, &intervals), outside(&other, &shuffled));
            prop_assert_eq!(
                Agreement { outside: Vec::new(), ..one },
                Agreement { outside: Vec::new(), ..other }
            );
        }

        #[test]
        fn one_more_that_goes_with_everything_is_one_more_in_support(
            intervals in any_intervals()
        ) {
            let before = agree(&intervals);
            let mut more = intervals;
            more.push(Interval::ANY);
            let after = agree(&more);
            prop_assert_eq!(after.support, before.support + 1);
            if before.n > 0 {
                prop_assert_eq!(after.core, before.core);
            }
        }
    }
}
