//! `read_bounds` against the oracle.

use parallax::compare::{AboutPolicy, Interval, read_bounds};
use parallax::estimate::{Bounds, How};
use proptest::prelude::*;

use crate::reading::{exact, reading, rounding_width};
use crate::{cases_here, run};

/// Numbers as people write them: some digits, then zeros, now and then a decimal or two.
fn written() -> impl Strategy<Value = String> {
    let whole = (1_u32..10_000, 0_usize..8)
        .prop_map(|(digits, zeros)| format!("{digits}{}", "0".repeat(zeros)));
    let decimal =
        (0_u32..1_000, 1_u32..1_000).prop_map(|(whole, part)| format!("{whole}.{part:03}"));
    let any = (0_u64..1_000_000_000_000_000).prop_map(|number| number.to_string());
    prop_oneof![6 => whole, 1 => decimal, 2 => any, 1 => Just("0".to_owned())]
}

fn policy() -> impl Strategy<Value = AboutPolicy> {
    prop_oneof![
        Just(AboutPolicy::Rounding),
        Just(AboutPolicy::Exact),
        (0_u8..=100).prop_map(|percent| AboutPolicy::Percent(f64::from(percent))),
    ]
}

/// Equal but for the last bits that arithmetic on floats loses, on the scale of the number stated;
/// a percentage of a number beyond 10¹³ may lose a whole one.
fn is_same(found: Interval, expected: Interval, x: f64) -> bool {
    let whole: f64 = if x.abs() > 1e13 { 1.0 } else { 0.0 };
    let is_near = |a: f64, b: f64| {
        a == b || (a - b).abs() <= whole.max(2.0 * f64::EPSILON * x.abs().max(b.abs()))
    };
    is_near(found.low(), expected.low()) && is_near(found.high(), expected.high())
}

#[test]
fn a_single_number_is_read_by_its_digits() {
    let hows = [
        How::Bare,
        How::Exact,
        How::About,
        How::Nearly,
        How::AtLeast,
        How::MoreThan,
        How::AtMost,
        How::LessThan,
    ];
    let case = (written(), prop::sample::select(hows.to_vec()), 0_usize..3, policy());
    run(cases_here(20_000), &case, |(text, how, column, policy)| {
        let x: f64 = text.parse().expect("a number");
        // Low holds at least and more than, high the others but exact and about; best holds all.
        let column = match how {
            How::AtLeast | How::MoreThan if column == 0 => 0,
            How::Nearly | How::AtMost | How::LessThan if column == 2 => 2,
            _ => 1,
        };
        let side = |n| (column == n).then_some(x);
        let bounds = Bounds::new(side(0), side(1), side(2), how).expect("finite");
        let (found, expected) =
            (read_bounds(&bounds, true, policy), reading(&bounds, true, policy));
        prop_assert!(
            is_same(found, expected, x),
            "{text} {how:?} in column {column} under {policy}: found {found:?}, not {expected:?}"
        );
        Ok(())
    });
}

/// Whole numbers whose rounding width is a whole number of halves.
fn of_half_width() -> impl Strategy<Value = String> {
    let whole = (1_u32..100_000, 0_usize..7)
        .prop_map(|(digits, zeros)| format!("{digits}{}", "0".repeat(zeros)));
    whole.prop_filter("a width that a float can hold", |text| {
        rounding_width(exact(text), true) % exact("0.5") == 0
    })
}

#[test]
fn a_rounding_width_that_a_float_can_hold_is_exact() {
    run(cases_here(20_000), &of_half_width(), |text| {
        let bounds = Bounds::point(text.parse().expect("a number"), How::About).expect("finite");
        prop_assert_eq!(
            read_bounds(&bounds, true, AboutPolicy::Rounding),
            reading(&bounds, true, AboutPolicy::Rounding),
            "{}",
            text
        );
        Ok(())
    });
}

/// Two or three of low, best and high, in any order. What a pair that is open on one side and
/// inconsistent reads as is not laid down.
fn several() -> impl Strategy<Value = Bounds> {
    let part = || (0_u16..50).prop_map(f64::from);
    (part(), part(), part(), 0_u8..4).prop_map(|(a, b, c, kind)| {
        let (low, best, high) = match kind {
            0 => (Some(a), None, Some(b)),
            1 => (Some(a), Some(b), Some(c)),
            2 => (Some(a.min(b)), Some(a.max(b)), None),
            _ => (None, Some(a.min(b)), Some(a.max(b))),
        };
        Bounds::new(low, best, high, How::Between).expect("numbers")
    })
}

#[test]
fn more_numbers_than_one_are_read_as_the_range_that_they_state() {
    run(cases_here(5_000), &(several(), policy()), |(bounds, policy)| {
        prop_assert_eq!(
            read_bounds(&bounds, true, policy),
            reading(&bounds, true, policy),
            "{:?}",
            bounds
        );
        Ok(())
    });
}

#[test]
fn nearly_keeps_its_rounding_width_under_every_policy() {
    let nearly = Bounds::new(None, None, Some(11_000.0), How::Nearly).expect("finite");
    for policy in [AboutPolicy::Rounding, AboutPolicy::Exact, AboutPolicy::Percent(10.0)] {
        let expected = Interval::new(10_500.0, 11_000.0).expect("in order");
        assert_eq!(read_bounds(&nearly, true, policy), expected, "{policy}");
    }
}
