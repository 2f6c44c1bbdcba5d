//! Several statements made into one number, clearly apart from what is compared: a pool is no
//! voice, changes no verdict, and is shown only where it is asked for.

use crate::compare::{Comparison, Interval};
use crate::estimate::{Day, Loaded};

/// What standing statements come to when they are pooled. Only a full statement has a middle: what
/// is open at one end is in the envelope alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Pool {
    /// How many stand.
    pub standing: usize,
    /// How many of them are full statements: bounded on both sides.
    pub full: usize,
    /// The middle of the best numbers of full statements; of an even number of them anything between
    /// the two in the middle. A range without a best number has none to give.
    pub median_of_bests: Option<Interval>,
    /// How many full statements gave a best number.
    pub bests: usize,
    /// From the lowest low to the highest high of all that stand.
    pub envelope: Option<Interval>,
    /// Of the full statements; none where there are none.
    pub mixture: Option<Mixture>,
    /// Whether whole things are pooled, of which there are no halves.
    pub is_count: bool,
}

impl Pool {
    /// Pools what stands on a day: each its best number, if it has one, and its reading.
    #[must_use]
    pub fn of(standing: &[(Option<f64>, Interval)], is_count: bool) -> Pool {
        let full = || standing.iter().filter(|(_, read)| read.is_full());
        let mut bests: Vec<f64> = full().filter_map(|(best, _)| *best).collect();
        bests.sort_by(f64::total_cmp);
        Pool {
            standing: standing.len(),
            full: full().count(),
            median_of_bests: median(&bests),
            bests: bests.len(),
            envelope: standing.iter().map(|(_, read)| *read).reduce(Interval::hull),
            mixture: Mixture::new(full().map(|(_, read)| *read).collect()),
            is_count,
        }
    }

    /// How many stand with an open end: they are in the envelope alone.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.standing.saturating_sub(self.full)
    }

    /// The least numbers at or below which these shares of the linear pool lie; of whole things the
    /// nearest whole ones.
    #[must_use]
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> Option<[f64; N]> {
        let mixture = self.mixture.as_ref()?;
        Some(shares.map(|share| self.whole(mixture.quantile(share))))
    }

    /// Where half of the linear pool lies below and half above: one number, or anything between two
    /// where nothing of the pool lies between them.
    #[must_use]
    pub fn median(&self) -> Option<Interval> {
        let median = self.mixture.as_ref()?.median();
        Interval::new(self.whole(median.low()), self.whole(median.high()))
    }

    fn whole(&self, number: f64) -> f64 {
        if self.is_count { number.round() } else { number }
    }
}

fn median(sorted: &[f64]) -> Option<Interval> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Interval::new(*lower, *upper)
}

/// The linear opinion pool with equal weights (M. Stone, *The opinion pool*, 1961): the mean of
/// distributions that are each uniform over one interval. Intervals with an open end carry no
/// distribution and are not in it; one single value carries all its weight there.
#[derive(Clone, PartialEq, Debug)]
pub struct Mixture {
    /// At least one, all bounded on both sides.
    of: Vec<Interval>,
}

impl Mixture {
    /// Of intervals that are bounded on both sides; none of none.
    fn new(of: Vec<Interval>) -> Option<Mixture> {
        (!of.is_empty()).then_some(Mixture { of })
    }

    /// The share of the pool at or below a number, from 0 to 1.
    #[must_use]
    pub fn share_up_to(&self, number: f64) -> f64 {
        let shares = self.of.iter().map(|interval| match interval.length() {
            0.0 => f64::from(u8::from(interval.low() <= number)),
            length => ((number - interval.low()) / length).clamp(0.0, 1.0),
        });
        shares.sum::<f64>() / self.of.len() as f64
    }

    /// The least number at or below which this share of the pool lies; `share` from 0 to 1.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let mut ends: Vec<f64> = self.of.iter().flat_map(|i| [i.low(), i.high()]).collect();
        ends.sort_by(f64::total_cmp);
        let reached = ends.partition_point(|end| self.share_up_to(*end) < share);
        let Some(above) = ends.get(reached) else {
            return ends.last().copied().unwrap_or_default();
        };
        let Some(below) = reached.checked_sub(1).and_then(|place| ends.get(place)) else {
            return *above;
        };
        self.within(*below, *above, share)
    }

    /// The least and the greatest number that half of the pool lies at or below and half at or
    /// above.
    #[must_use]
    pub fn median(&self) -> Interval {
        let least = self.quantile(0.5);
        let mut above = f64::INFINITY;
        // Nothing of the pool lies there if it goes on no sooner than at the next low.
        if self.share_up_to(least) <= 0.5 + HAIR {
            let lows = self.of.iter().map(|interval| interval.low());
            let covers = |i: &Interval| i.low() <= least && least < i.high();
            above = match self.of.iter().any(covers) {
                true => least,
                false => lows.filter(|low| *low > least).fold(f64::INFINITY, f64::min),
            };
        }
        let greatest = if above.is_finite() { above } else { least };
        Interval::new(least, greatest).unwrap_or(Interval::ANY)
    }

    /// Between two neighbouring ends the share grows evenly, but for a single value at the upper
    /// one.
    fn within(&self, below: f64, above: f64, share: f64) -> f64 {
        let at_below = self.share_up_to(below);
        let points = self.of.iter().filter(|i| i.is_point() && i.low() == above).count();
        let just_under = self.share_up_to(above) - points as f64 / self.of.len() as f64;
        if share >= just_under || just_under <= at_below {
            return above;
        }
        below + (above - below) * (share - at_below) / (just_under - at_below)
    }
}

/// Sums of shares that differ by less are equal.
const HAIR: f64 = 1e-9;

impl Comparison {
    /// The pool of what stands on a day. `files` are those that were compared.
    #[must_use]
    pub fn pool(&self, files: &[Loaded], at: Day) -> Pool {
        let counted = self.counted_on(at);
        let compared = self.compared(files, at, &counted);
        let standing = counted.iter().zip(compared);
        let standing: Vec<(Option<f64>, Interval)> =
            standing.filter_map(|(stretch, read)| Some(((*stretch)?.best(), read?))).collect();
        Pool::of(&standing, self.measure.is_count())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::fixtures::{ask, at_least, day, point, range, says};
    use crate::words::Words;

    fn interval(low: f64, high: f64) -> Interval {
        Interval::new(low, high).expect("in order")
    }

    #[test]
    fn the_pool_of_one_range_is_that_range() {
        let mixture = Mixture::new(vec![interval(100.0, 200.0)]).expect("one");
        assert_eq!(
            [0.0, 0.05, 0.5, 1.0].map(|p| mixture.quantile(p)),
            [100.0, 105.0, 150.0, 200.0]
        );
        assert_eq!([50.0, 150.0, 900.0].map(|x| mixture.share_up_to(x)), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn two_ranges_far_apart_leave_a_gap_and_a_single_value_is_a_step() {
        let apart = Mixture::new(vec![interval(0.0, 10.0), interval(100.0, 110.0)]).expect("two");
        assert_eq!(apart.share_up_to(50.0), 0.5);
        assert_eq!(apart.quantile(0.25), 5.0);
        assert_eq!(apart.quantile(0.75), 105.0);
        let step = Mixture::new(vec![interval(0.0, 10.0), interval(4.0, 4.0)]).expect("two");
        assert_eq!(step.quantile(0.5), 4.0);
        assert_eq!(step.quantile(0.2), 4.0);
        assert!((step.quantile(0.1) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn open_ends_are_left_out_and_counted() {
        let pool = Pool::of(
            &[
                (Some(4000.0), interval(3800.0, 4200.0)),
                (Some(1100.0), interval(1050.0, 1150.0)),
                (Some(3000.0), Interval::at_least(3001.0).expect("a number")),
            ],
            true,
        );
        assert_eq!((pool.left_out(), pool.bests), (1, 2));
        assert_eq!(pool.median_of_bests, Some(interval(1100.0, 4000.0)));
        assert_eq!(pool.median(), Some(interval(1150.0, 3800.0)), "nothing lies between");
        assert_eq!(pool.envelope, Interval::at_least(1050.0));
        assert_eq!(
            Words::default().pool(&pool),
            "2 full statements of 3 that stand: median of 2 best numbers anything between 1,100 \
             and 4,000; linear pool anything between 1,150 and 3,800 (nine tenths of it within \
             1,060–4,160); envelope of all 3 at least 1,050"
        );
    }

    #[test]
    fn a_pool_says_what_it_pools_and_never_nothing() {
        let words =
            |standing: &[(Option<f64>, Interval)]| Words::default().pool(&Pool::of(standing, true));
        assert_eq!(words(&[]), "nothing stands that could be pooled");
        let open = |low| (Some(low), Interval::at_least(low).expect("a number"));
        assert_eq!(
            words(&[open(300.0), open(700.0)]),
            "no full statement among the 2 that stand, so there is no middle; envelope of both at \
             least 300"
        );
        assert_eq!(
            words(&[(None, interval(90.0, 101.0))]),
            "1 full statement: linear pool 96 (nine tenths of it within 91–100); envelope 90–101"
        );
        let bests = [(Some(7.0), interval(7.0, 7.0)), (Some(7.0), interval(7.0, 7.0))];
        assert_eq!(
            words(&bests),
            "2 full statements: median of 2 best numbers 7; linear pool 7 (nine tenths of it within \
             7); envelope 7"
        );
    }

    #[test]
    fn a_middle_of_the_linear_pool_that_is_no_single_number_is_a_range() {
        let median = |of: &[Interval]| Mixture::new(of.to_vec()).expect("some").median();
        assert_eq!(median(&[interval(0.0, 10.0)]), interval(5.0, 5.0));
        assert_eq!(median(&[interval(0.0, 10.0), interval(20.0, 30.0)]), interval(10.0, 20.0));
        let touching = [interval(0.0, 10.0), interval(10.0, 30.0)];
        assert_eq!(median(&touching), interval(10.0, 10.0));
        assert_eq!(median(&[interval(1.0, 1.0), interval(4.0, 4.0)]), interval(1.0, 4.0));
        let three = [interval(1.0, 1.0), interval(4.0, 4.0), interval(9.0, 9.0)];
        assert_eq!(median(&three), interval(4.0, 4.0));
    }

    #[test]
    fn a_pool_of_a_day_takes_what_stands_and_is_no_voice() {
        let asked = ask(
            &[
                says(1, "A", point(100.0), "2024-01-01"),
                says(2, "B", range(90.0, 130.0), "2024-01-01"),
                says(3, "C", at_least(95.0), "2024-01-01"),
            ],
            |_| {},
        );
        let slice = asked.slice("2024-01-02");
        let pool = asked.comparison.pool(&asked.files, slice.at);
        assert_eq!(pool.median_of_bests, Some(interval(100.0, 100.0)));
        assert_eq!((pool.bests, pool.left_out(), slice.agreement.n), (1, 1, 3));
        let empty = asked.comparison.pool(&asked.files, day("2020-01-01"));
        assert_eq!((empty.envelope, empty.mixture, empty.median_of_bests), (None, None, None));
    }

    fn any_intervals() -> impl Strategy<Value = Vec<Interval>> {
        let one = (0_i32..50, 0_i32..20).prop_map(|(low, length)| {
            interval(f64::from(low) * 10.0, f64::from(low) * 10.0 + f64::from(length))
        });
        prop::collection::vec(one, 1..8)
    }

    proptest! {
        #[test]
        fn a_quantile_is_where_its_share_is_reached(of in any_intervals(), share in 0.001..1.0_f64) {
            let mixture = Mixture::new(of.clone()).expect("not empty");
            let number = mixture.quantile(share);
            prop_assert!(mixture.share_up_to(number) >= share - 1e-9);
            prop_assert!(mixture.share_up_to(number - 1e-6) <= share + 1e-6);
            let hull = of.into_iter().reduce(Interval::hull).expect("not empty");
            prop_assert!(hull.low() <= number && number <= hull.high());
        }
    }
}
