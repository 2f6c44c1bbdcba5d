//! How stated bounds are read as an interval.
//!
//! Every [`Bounds`] gives an interval: a slip of the source (low above high, a best outside its
//! bounds) reads as the hull of what was stated. Flagging it is for those who show it.

use crate::compare::{AboutPolicy, Interval};
use crate::estimate::{Bounds, How};

/// The values that a statement goes with.
///
/// Stated ends of a range are taken as they are. A single number is read by how it was stated,
/// whichever column it stands in: a bare number and "about" get the width that `policy` gives
/// them, "exactly" has none, "nearly" gets the width of its rounding below only, "at least" and
/// "more than" are open above, "at most" and "less than" start at 0 and are [bounded above
/// alone](Interval::at_most). With `is_count`, widths are whole, a number whose last digit is not 0
/// was not rounded and has none, "more than 3,000" begins at 3,001 and "less than 3,000" ends at
/// 2,999. Low and best without high is open above, best and high without low starts at 0, and an
/// inconsistent statement reads as the hull of its numbers.
///
/// ```
/// use parallax::compare::{AboutPolicy, read_bounds};
/// use parallax::estimate::{Bounds, How};
/// use parallax::words::Words;
///
/// let words = Words::default();
/// let read = |stated: Bounds| words.interval(read_bounds(&stated, true, AboutPolicy::Rounding));
/// assert_eq!(read(Bounds::point(3000.0, How::About)?), "2,850–3,150");
/// assert_eq!(read(Bounds::point(783_138.0, How::Bare)?), "783,138");
/// assert_eq!(read(Bounds::point(3000.0, How::Exact)?), "3,000");
/// assert_eq!(read(Bounds::new(Some(3000.0), None, None, How::MoreThan)?), "at least 3,001");
/// # Ok::<(), parallax::estimate::BadBounds>(())
/// ```
#[must_use]
pub fn read_bounds(bounds: &Bounds, is_count: bool, policy: AboutPolicy) -> Interval {
    let hull = || bounds.hull();
    let read = match (bounds.low(), bounds.best(), bounds.high()) {
        (None, Some(number), None) => read_single(number, bounds.how(), is_count, policy),
        (Some(number), None, None) => {
            let how = if says_nothing(bounds.how()) { How::AtLeast } else { bounds.how() };
            read_single(number, how, is_count, policy)
        }
        (None, None, Some(number)) => {
            let how = if says_nothing(bounds.how()) { How::AtMost } else { bounds.how() };
            read_single(number, how, is_count, policy)
        }
        (Some(_), Some(_), None) => Interval::at_least(hull().0),
        (None, Some(_), Some(_)) => Interval::new(floor_under(hull().0), hull().1),
        _ => None,
    };
    let of_all = || Interval::new(hull().0, hull().1);
    // Never the last: bounds have a number, and none is NaN.
    read.or_else(of_all).unwrap_or(Interval::ANY)
}

/// Whether this leaves the reading of a single number to the column in which it stands.
pub(super) fn says_nothing(how: How) -> bool {
    matches!(how, How::Bare | How::Exact | How::Between | How::Interval { .. })
}

fn read_single(number: f64, how: How, is_count: bool, policy: AboutPolicy) -> Option<Interval> {
    let step = if is_count { 1.0 } else { 0.0 };
    match how {
        How::Exact => Interval::new(number, number),
        How::Bare | How::About | How::Between | How::Interval { .. } => {
            let (low, high) = around(number, is_count, policy);
            Interval::new(low, high)
        }
        // Its width is in the word itself, whatever "about" is read as.
        How::Nearly => Interval::new(around(number, is_count, AboutPolicy::Rounding).0, number),
        How::AtLeast => Interval::at_least(number),
        How::MoreThan => Interval::at_least(farther(number, step)),
        How::AtMost => Interval::at_most(number),
        How::LessThan if number < 0.0 => Interval::at_most(farther(number, -step)),
        How::LessThan => Interval::at_most(farther(number, -step).max(0.0)),
    }
}

/// A number so many whole ones farther on, in the decimals in which it is written: one more than 3.97
/// is 4.97, and not what the sum of the two nearest binary numbers is.
fn farther(number: f64, step: f64) -> f64 {
    if number.fract() == 0.0 || step == 0.0 {
        return number + step;
    }
    let per_one = 10_f64.powi(decimals(number.abs()));
    let sum = ((number * per_one).round() + step * per_one) / per_one;
    if sum.is_finite() { sum } else { number + step }
}

/// Where what has no low begins: nothing that is counted is below 0, but a named quantity may be.
fn floor_under(number: f64) -> f64 {
    if number < 0.0 { f64::NEG_INFINITY } else { 0.0 }
}

/// From where to where a number is read, by how wide a policy makes it. The number itself is always within.
fn around(number: f64, is_count: bool, policy: AboutPolicy) -> (f64, f64) {
    let size = number.abs();
    let width = match policy {
        AboutPolicy::Rounding if is_count && size % 10.0 != 0.0 => 0.0,
        AboutPolicy::Rounding => half_unit(size).min(size / 20.0),
        AboutPolicy::Percent(percent) if percent.is_finite() => {
            size * percent.clamp(0.0, 100.0) / 100.0
        }
        AboutPolicy::Exact | AboutPolicy::Percent(_) => 0.0,
    };
    if width == 0.0 {
        return (number, number);
    }
    // Beyond this a fraction has no twelfth digit.
    let width = if width < 1e11 { tidied(width) } else { width };
    let (low, high) = (number - width, number + width);
    let (low, high) =
        if is_count { (low.ceil(), high.floor()) } else { (tidied(low), tidied(high)) };
    (low.min(number), high.max(number))
}

/// Without the noise of binary fractions, to twelve digits or to whole ones: 1.1 and 0.05 are 1.15.
pub(in crate::compare) fn tidied(number: f64) -> f64 {
    if !number.is_finite() || number == 0.0 {
        return number;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm is small")]
    let digits = 11 - number.abs().log10().floor().max(-280.0) as i32;
    let unit = 10_f64.powi(digits.max(0));
    (number * unit).round() / unit
}

/// Half a unit of the last digit that is not zero, of a number that is not negative.
pub(in crate::compare) fn half_unit(size: f64) -> f64 {
    if size == 0.0 {
        return 0.0;
    }
    if size.fract() != 0.0 {
        return 0.5 / 10_f64.powi(decimals(size));
    }
    // Bounds stay far below 2^64.
    let mut digits = size as u64;
    let mut unit = 1.0;
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
        unit *= 10.0;
    }
    unit / 2.0
}

/// How many digits follow the point where the number is written as shortly as reads back the same.
pub(in crate::compare) fn decimals(size: f64) -> i32 {
    // Whole numbers and powers of ten in these ranges are exact, so the quotient is the nearest
    // number to the decimal.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let mut power = 1.0;
    for places in 1..=15 {
        power *= 10.0;
        let whole = (size * power).round();
        if whole >= EXACT {
            break;
        }
        if whole / power == size {
            return places;
        }
    }
    let text = size.to_string();
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    i32::try_from(fraction.len()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::fixtures::shown;
    use crate::estimate::IntervalKind;

    fn bounds(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> Bounds {
        Bounds::new(low, best, high, how).expect("numbers")
    }

    fn ends(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> (f64, f64) {
        let read = read_bounds(&bounds(low, best, high, how), true, AboutPolicy::Rounding);
        (read.low(), read.high())
    }

    const OPEN: f64 = f64::INFINITY;

    #[test]
    fn one_more_or_less_than_a_number_with_decimals_has_the_same_decimals() {
        let read = |number: f64, how| {
            let bounds = Bounds::point(number, how).expect("a number");
            read_bounds(&bounds, true, AboutPolicy::Rounding)
        };
        assert_eq!(read(3.97, How::MoreThan).low(), 4.97);
        assert_eq!(read(1.1, How::LessThan).high(), 0.1);
        assert_eq!(read(-2.03, How::LessThan).high(), -3.03);
        assert_eq!(read(1e-300, How::MoreThan).low(), 1.0);
        assert_eq!(read(999_999_999_997.5, How::MoreThan).low(), 999_999_999_998.5);
    }

    #[test]
    fn a_number_is_as_wide_as_it_was_rounded_and_at_most_five_per_cent() {
        for (number, low, high) in [
            (3000.0, 2850.0, 3150.0),
            (783_138.0, 783_138.0, 783_138.0),
            (1_305.0, 1_305.0, 1_305.0),
            (1_150.0, 1_145.0, 1_155.0),
            (500_000.0, 475_000.0, 525_000.0),
            (390_580.0, 390_575.0, 390_585.0),
            (1100.0, 1050.0, 1150.0),
            (4000.0, 3800.0, 4200.0),
            (0.0, 0.0, 0.0),
            (7.0, 7.0, 7.0),
            (10.0, 10.0, 10.0),
            (30.0, 29.0, 31.0),
            (-3000.0, -3150.0, -2850.0),
            (12.5, 12.5, 12.5),
        ] {
            for how in [How::Bare, How::About] {
                assert_eq!(ends(None, Some(number), None, how), (low, high), "{number}");
            }
            assert_eq!(ends(None, Some(number), None, How::Exact), (number, number));
        }
    }

    #[test]
    fn what_is_no_count_is_read_in_fractions_without_noise() {
        for (number, read) in [
            (783_138.0, "783,137.5–783,138.5"),
            (7.0, "6.65–7.35"),
            (12.5, "12.45–12.55"),
            (1.234, "1.2335–1.2345"),
            (1.1, "1.05–1.15"),
            (0.3, "0.285–0.315"),
        ] {
            let about = bounds(None, Some(number), None, How::About);
            assert_eq!(shown(read_bounds(&about, false, AboutPolicy::Rounding)), read);
        }
    }

    #[test]
    fn a_count_is_whole_under_every_width() {
        for (number, percent, read) in [
            (1_305.0, 5.0, "1,240–1,370"),
            (3_000.0, 7.0, "2,790–3,210"),
            (10.0, 9.0, "10"),
            (12.5, 10.0, "12–13"),
        ] {
            let about = bounds(None, Some(number), None, How::About);
            assert_eq!(shown(read_bounds(&about, true, AboutPolicy::Percent(percent))), read);
        }
    }

    #[test]
    fn at_most_is_bounded_on_one_side_and_a_best_under_a_high_on_both() {
        let is_full = |best, high, how| {
            read_bounds(&bounds(None, best, high, how), true, AboutPolicy::Rounding).is_full()
        };
        assert!(!is_full(None, Some(2_000.0), How::AtMost));
        assert!(!is_full(Some(2_000.0), None, How::LessThan));
        assert!(is_full(Some(400.0), Some(600.0), How::Bare));
        assert!(is_full(Some(2_000.0), None, How::Nearly));
    }

    #[test]
    fn the_policy_decides_how_wide_about_is() {
        let about = bounds(None, Some(2000.0), None, How::About);
        let read = |policy| shown(read_bounds(&about, true, policy));
        assert_eq!(read(AboutPolicy::Exact), "2,000");
        assert_eq!(read(AboutPolicy::Percent(10.0)), "1,800–2,200");
        assert_eq!(read(AboutPolicy::Percent(f64::NAN)), "2,000");
        assert_eq!(read(AboutPolicy::Percent(1e300)), "0–4,000");
        let nearly = bounds(None, Some(3000.0), None, How::Nearly);
        assert_eq!(shown(read_bounds(&nearly, true, AboutPolicy::Exact)), "2,850–3,000");
    }

    #[test]
    fn the_words_decide_whichever_column_the_number_stands_in() {
        for place in 0..3 {
            let at = |how| {
                let x = |n| (n == place).then_some(3000.0);
                ends(x(0), x(1), x(2), how)
            };
            assert_eq!(at(How::About), (2850.0, 3150.0));
            assert_eq!(at(How::Nearly), (2850.0, 3000.0));
            assert_eq!(at(How::AtLeast), (3000.0, OPEN));
            assert_eq!(at(How::MoreThan), (3001.0, OPEN));
            assert_eq!(at(How::AtMost), (0.0, 3000.0));
            assert_eq!(at(How::LessThan), (0.0, 2999.0));
        }
    }

    #[test]
    fn a_column_without_words_speaks_for_itself() {
        assert_eq!(ends(Some(5.0), None, None, How::Bare), (5.0, OPEN));
        assert_eq!(ends(None, None, Some(5.0), How::Between), (0.0, 5.0));
    }

    #[test]
    fn more_than_begins_above_only_where_things_are_counted() {
        let more = bounds(Some(3000.0), None, None, How::MoreThan);
        assert_eq!(read_bounds(&more, false, AboutPolicy::Rounding).low(), 3000.0);
        assert_eq!(ends(None, None, Some(0.0), How::LessThan), (0.0, 0.0));
    }

    #[test]
    fn stated_ends_are_taken_as_they_are_and_a_missing_end_is_open() {
        assert_eq!(ends(Some(11_000.0), None, Some(12_000.0), How::About), (11_000.0, 12_000.0));
        assert_eq!(ends(Some(5.0), Some(7.0), None, How::Bare), (5.0, OPEN));
        assert_eq!(ends(None, Some(7.0), Some(9.0), How::Bare), (0.0, 9.0));
    }

    #[test]
    fn a_slip_reads_as_the_hull_of_what_was_stated() {
        assert_eq!(ends(Some(9.0), Some(5.0), Some(7.0), How::Between), (5.0, 9.0));
        assert_eq!(ends(Some(9.0), None, Some(7.0), How::Between), (7.0, 9.0));
        assert_eq!(ends(None, Some(9.0), Some(7.0), How::Bare), (0.0, 9.0));
    }

    fn any_how() -> impl Strategy<Value = How> {
        let level = How::Interval { level_permille: 950, kind: IntervalKind::Credible };
        prop::sample::select(vec![
            How::Bare,
            How::Exact,
            How::About,
            How::Nearly,
            How::AtLeast,
            How::MoreThan,
            How::AtMost,
            How::LessThan,
            How::Between,
            level,
        ])
    }

    fn any_number() -> impl Strategy<Value = Option<f64>> {
        prop::option::of(prop_oneof![
            -1e15..1e15_f64,
            (0_u32..2000).prop_map(|n| f64::from(n) * 50.0),
            Just(0.0),
            Just(-0.0),
            Just(f64::MIN_POSITIVE),
            Just(5e-324),
            Just(1e15),
        ])
    }

    proptest! {
        #[test]
        fn every_bounds_reads_as_an_interval(
            low in any_number(), best in any_number(), high in any_number(),
            how in any_how(), is_count: bool, percent: f64,
        ) {
            if let Ok(bounds) = Bounds::new(low, best, high, how) {
                for policy in
                    [AboutPolicy::Rounding, AboutPolicy::Exact, AboutPolicy::Percent(percent)]
                {
                    let read = read_bounds(&bounds, is_count, policy);
                    prop_assert!(read.low() <= read.high());
                    for number in [low, best, high].into_iter().flatten() {
                        let strict = matches!(how, How::MoreThan | How::LessThan);
                        prop_assert!(strict || (read.low() <= number && number <= read.high()));
                    }
                }
            }
        }

        #[test]
        fn what_was_written_with_n_decimals_is_read_with_n(
            whole in 0_u32..100_000, places in 1_i32..6, last in 1_u32..10,
        ) {
            let number: f64 =
                format!("{whole}.{}{last}", "0".repeat(places as usize - 1)).parse().expect("number");
            prop_assert_eq!(decimals(number), places);
        }
    }
}
