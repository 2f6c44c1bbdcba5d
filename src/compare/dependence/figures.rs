//! Numbers as they were written: to which unit they go.

use crate::compare::speaks::reading::half_unit;
use crate::estimate::Bounds;

/// The number that bounds come down to where there is only one: the best, or the low or high alone.
pub(super) fn single(bounds: &Bounds) -> Option<f64> {
    match (bounds.low(), bounds.best(), bounds.high()) {
        (_, Some(best), _) => Some(best),
        (Some(alone), None, None) | (None, None, Some(alone)) => Some(alone),
        _ => None,
    }
}

/// The unit of the last digit that is not zero; none of 0.
pub(super) fn unit_of(number: f64) -> Option<f64> {
    let unit = 2.0 * half_unit(number.abs());
    (unit > 0.0).then_some(unit)
}

/// To which unit a number is written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Unit {
    /// As those around it show: so much two may differ and one still be the other, rounded.
    pub(super) told: f64,
    /// The coarsest that those around it show anywhere.
    pub(super) shared: f64,
    /// The coarsest that it may be, by its own zeros too: so much room a coincidence is given.
    pub(super) room: f64,
}

impl Unit {
    /// Until all numbers are there to judge by.
    pub(super) const NOT_JUDGED: Unit = Unit { told: 1.0, shared: 1.0, room: 1.0 };

    /// The coarser of two.
    pub(super) fn max(self, other: Unit) -> Unit {
        Unit {
            told: self.told.max(other.told),
            shared: self.shared.max(other.shared),
            room: self.room.max(other.room),
        }
    }

    /// Of the difference of two such numbers, which has the zeros that both have. Were the zeros of
    /// one enough, a coincidence would have less room than what misses it: two numbers by the fifty
    /// that differ by fifty end in two zeros once, and equal ones in two of four.
    pub(super) fn of_difference(self, other: Unit) -> Unit {
        let both = self.max(other);
        Unit { room: both.shared.max(self.room.min(other.room)), ..both }
    }

    /// The same of numbers so many times as large.
    pub(super) fn times(self, factor: f64) -> Unit {
        Unit { told: self.told * factor, shared: self.shared * factor, room: self.room * factor }
    }
}

/// So many numbers beside each other show to which unit they are written.
const WINDOW: usize = 6;

/// From so many on one of them may go further than the others.
const WITH_ONE_ODD: usize = 4;

/// The unit to which each of these is written, judged by those around it: the same for all but one
/// of them. Where numbers are rounded to so many digits it grows with them.
///
/// A unit is a power of ten, five of it (50) or twenty-five of it (25).
pub(super) fn units(numbers: &[f64]) -> Vec<Unit> {
    let windows: Vec<f64> = numbers.windows(WINDOW.min(numbers.len()).max(1)).map(shared).collect();
    let of = |(place, number): (usize, &f64)| {
        let first = place.saturating_sub(WINDOW - 1).min(windows.len() - 1);
        let around = windows.get(first..=place.min(windows.len() - 1)).unwrap_or_default();
        let middle = around.get(around.len() / 2).copied().unwrap_or(1.0);
        let shared = around.iter().copied().fold(middle, f64::max);
        Unit { told: middle, shared, room: shared.max(unit_of(*number).unwrap_or(shared)) }
    };
    numbers.iter().enumerate().map(of).collect()
}

/// The unit to which amounts of so many days are written: their own, or so many days times that of
/// what they come to a day. Whoever writes 566 a day writes 16,980 in a month of 30 days.
pub(super) fn units_of_amounts(amounts: &[f64], days: &[i32]) -> Vec<Unit> {
    /// Finer than a tenth a day nobody writes: it is what a division leaves.
    const LEAST_A_DAY: f64 = 0.1;
    let rates: Vec<f64> =
        amounts.iter().zip(days).map(|(amount, days)| amount / f64::from((*days).max(1))).collect();
    let by_day = units(&rates).into_iter().zip(days).map(|(unit, days)| {
        let told = if unit.told < LEAST_A_DAY * (1.0 - 1e-9) { 0.0 } else { unit.told };
        // That one of them comes out even by chance proves nothing.
        Unit { told, shared: told, room: told }.times(f64::from(*days))
    });
    units(amounts).into_iter().zip(by_day).map(|(own, by_day)| own.max(by_day)).collect()
}

/// The coarsest unit of which all of these are multiples, or all but one of several.
fn shared(numbers: &[f64]) -> f64 {
    let mut own: Vec<f64> = numbers.iter().filter_map(|number| unit_of(*number)).collect();
    own.sort_by(f64::total_cmp);
    let odd = usize::from(own.len() >= WITH_ONE_ODD);
    let Some(unit) = own.get(odd).copied() else { return 1.0 };
    let goes_by = |multiple: f64| {
        let unit = multiple * unit;
        let is_multiple = |number: &&f64| (*number / unit - (*number / unit).round()).abs() < 1e-9;
        numbers.iter().filter(is_multiple).count() + odd >= numbers.len()
    };
    // Of three or fewer a five at the end of each is soon met by chance, and costs little.
    [25.0, 5.0].into_iter().find(|multiple| goes_by(*multiple)).unwrap_or(1.0) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(numbers: &[f64]) -> Vec<f64> {
        units(numbers).iter().map(|unit| unit.told).collect()
    }

    #[test]
    fn the_unit_is_that_of_all_and_not_of_zeros_at_the_end() {
        let by_fifty = [200.0, 500.0, 750.0, 1_000.0, 1_250.0, 1_500.0, 1_750.0];
        assert_eq!(told(&by_fifty), [250.0; 7], "all of these are");
        let by_fifty = [200.0, 500.0, 750.0, 1_050.0, 1_250.0, 1_500.0, 1_650.0];
        assert_eq!(told(&by_fifty), [50.0; 7]);
        assert_eq!(told(&[29_970.0, 30_000.0, 28_550.0]), [10.0; 3]);
        assert_eq!(told(&[30_000.0]), [10_000.0]);
        assert_eq!(told(&[0.0]), [1.0]);
        assert_eq!(told(&[1.25, 3.5, 2.75]), [0.25; 3]);
        assert!(told(&[]).is_empty());
    }

    #[test]
    fn one_that_goes_further_than_the_others_does_not_decide() {
        let numbers = [1_200.0, 2_300.0, 3_447.0, 4_700.0, 5_900.0, 6_200.0, 7_400.0];
        assert_eq!(told(&numbers), [100.0; 7]);
    }

    #[test]
    fn a_zero_at_the_end_gives_a_coincidence_room() {
        let units = units(&[3_171.0, 4_283.0, 5_500.0, 6_702.0]);
        assert_eq!(units[2], Unit { told: 1.0, shared: 1.0, room: 100.0 });
        assert_eq!(units[1], Unit { told: 1.0, shared: 1.0, room: 1.0 });
    }

    #[test]
    fn numbers_of_two_digits_have_a_unit_that_grows_with_them() {
        let numbers = [8_800.0, 9_100.0, 9_300.0, 9_600.0, 9_700.0, 9_900.0];
        let more = [11_000.0, 12_000.0, 13_000.0, 14_000.0, 16_000.0, 17_000.0];
        let room: Vec<f64> =
            units(&[numbers, more].concat()).iter().map(|unit| unit.room).collect();
        assert!(room[..4].iter().all(|room| *room == 100.0), "{room:?}");
        assert!(room[6..].iter().all(|room| *room == 1_000.0), "{room:?}");
    }

    #[test]
    fn amounts_may_be_written_by_the_day() {
        let (amounts, days) = ([11_966.0, 5_790.0, 7_161.0, 5_160.0], [31, 30, 31, 30]);
        let told: Vec<f64> =
            units_of_amounts(&amounts, &days).iter().map(|unit| unit.told).collect();
        assert_eq!(told, [31.0, 30.0, 31.0, 30.0]);
        let plain = units_of_amounts(&[11_965.0, 5_791.0, 7_163.0, 5_167.0], &days);
        assert!(plain.iter().all(|unit| unit.told == 1.0), "{plain:?}");
    }
}
