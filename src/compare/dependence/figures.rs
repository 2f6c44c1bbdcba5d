//! Numbers as they were written: how many digits they have, and to which unit they go.

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

/// How many digits a number has from the first to the last that is not zero.
pub(super) fn digits(number: f64) -> u32 {
    let Some(unit) = unit_of(number) else { return 0 };
    let size = number.abs();
    // Below 31, as bounds stay below 1e15 and units above 1e-15.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 31")]
    let digits = ((size / unit) * (1.0 + 1e-12)).log10().floor() as u32 + 1;
    digits
}

/// So many figures before and after one show to which unit they are all written: one in ten ends in
/// a zero by chance.
const NEIGHBOURS: usize = 2;

/// The unit to which each of these is written, judged by those around it.
pub(super) fn units(numbers: &[f64]) -> Vec<f64> {
    let own: Vec<f64> =
        numbers.iter().map(|number| unit_of(*number).unwrap_or(f64::INFINITY)).collect();
    (0..own.len())
        .map(|place| {
            let around = place.saturating_sub(NEIGHBOURS)..own.len().min(place + NEIGHBOURS + 1);
            let least = own[around].iter().copied().fold(f64::INFINITY, f64::min);
            if least.is_finite() { least } else { 1.0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_from_the_first_to_the_last_that_is_not_zero() {
        for (number, expected) in [
            (1_100.0, 2),
            (783_138.0, 6),
            (500_000.0, 1),
            (12.5, 3),
            (1_000.0, 1),
            (7.0, 1),
            (9_990.0, 3),
        ] {
            assert_eq!(digits(number), expected, "{number}");
        }
        assert_eq!(unit_of(0.0), None);
    }

    #[test]
    fn a_zero_at_the_end_may_be_chance_which_its_neighbours_tell() {
        assert_eq!(units(&[29_970.0, 30_000.0, 28_550.0]), [10.0, 10.0, 10.0]);
        assert_eq!(units(&[30_000.0]), [10_000.0]);
        assert_eq!(units(&[0.0]), [1.0]);
    }
}
