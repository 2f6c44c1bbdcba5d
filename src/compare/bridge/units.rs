//! Numbers in whole units of their last decimal, in which sums are exact.

use crate::compare::speaks::reading::decimals;

/// Sums of four numbers below this stay below 2⁵³, where every whole number is exact.
const LARGEST: f64 = 2e15;

/// Beyond this a decimal is noise.
const MOST_DECIMALS: i32 = 12;

/// So small a part of the gap is still told, where what is counted is not whole.
const FINEST_SHARE: f64 = 1e-3;

/// In units of which decimal numbers are reckoned with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Units {
    /// How many are one.
    per_one: f64,
}

impl Units {
    /// Fine enough for all of these, and no finer than numbers as large as `most` allow. Where things
    /// are counted, whole ones, unless somebody states a part of one; else also fine enough for a
    /// small part of what lies between the first two.
    pub(super) fn for_all(numbers: &[f64], most: f64, is_count: bool) -> Units {
        let size = |number: &f64| number.abs();
        let largest = numbers.iter().map(size).fold(most.max(1.0), f64::max);
        let own = numbers.iter().filter(|number| number.fract() != 0.0);
        let mut digits = own.map(|number| decimals(number.abs())).max().unwrap_or(0);
        if let (false, [first, second, ..]) = (is_count, numbers) {
            let gap = (second - first).abs();
            let mut share = gap * FINEST_SHARE;
            let mut fine = 0;
            while share > 0.0 && share < 1.0 && fine < MOST_DECIMALS {
                (share, fine) = (share * 10.0, fine + 1);
            }
            digits = digits.max(fine);
        }
        let mut per_one = 1.0;
        for _ in 0..digits.min(MOST_DECIMALS) {
            if largest * per_one * 10.0 > LARGEST {
                break;
            }
            per_one *= 10.0;
        }
        Units { per_one }
    }

    /// So many units are nearest to a number; what is infinite stays so.
    pub(super) fn of(self, number: f64) -> f64 {
        (number * self.per_one).round()
    }

    /// As many as fit into a number.
    pub(super) fn within(self, number: f64) -> f64 {
        // What reckoning in halves leaves just below a whole unit is one.
        (number * self.per_one + 1e-6).floor()
    }

    /// The number that so many units are.
    pub(super) fn number(self, units: f64) -> f64 {
        // Adding 0 makes a negative zero a plain one.
        units / self.per_one + 0.0
    }
}
