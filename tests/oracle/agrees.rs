//! `agree` against the oracle.

use parallax::compare::{Agreement, Interval, agree};
use proptest::prelude::*;

use crate::agreement::agreement;
use crate::{cases_here, many_cases, run};

/// Ends on few whole numbers, so that ties, points, duplicates and touches are common.
fn interval() -> impl Strategy<Value = Interval> {
    let end = -1_i32..=9;
    (end.clone(), end, 0_u8..12).prop_map(|(a, b, kind)| {
        let (low, high) = (f64::from(a.min(b)), f64::from(a.max(b)));
        let (low, high) = match kind {
            0 => (f64::NEG_INFINITY, high),
            1 | 2 => (low, f64::INFINITY),
            3 => (f64::NEG_INFINITY, f64::INFINITY),
            4 | 5 => (low, low),
            _ => (low, high),
        };
        Interval::new(low, high).expect("in order")
    })
}

fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    prop_oneof![4 => prop::collection::vec(interval(), 0..=6), 1 => prop::collection::vec(interval(), 7..=14)]
}

fn agrees_with_the_oracle(cases: u32) {
    run(cases, &intervals(), |intervals| {
        let closed: Vec<_> = intervals.iter().map(|one| (*one, one.is_full())).collect();
        let (found, expected) = (agree(&intervals), agreement(&closed));
        prop_assert_eq!(found, expected, "of {:?}", intervals);
        Ok(())
    });
}

#[test]
fn agreement_is_what_trying_every_value_finds() {
    agrees_with_the_oracle(cases_here(20_000));
}

#[test]
#[ignore = "a million cases: takes a minute"]
fn agreement_is_what_trying_every_value_finds_a_million_times() {
    agrees_with_the_oracle(many_cases(1_000_000));
}

#[test]
fn the_order_of_the_voices_changes_nothing_but_who_is_named_first() {
    run(cases_here(2_000), &intervals(), |intervals| {
        let mut backwards = intervals.clone();
        backwards.reverse();
        let (there, back) = (agree(&intervals), agree(&backwards));
        let mirrored: Vec<usize> =
            back.outside.iter().rev().map(|place| intervals.len() - 1 - place).collect();
        prop_assert_eq!(&there.outside, &mirrored);
        prop_assert_eq!(there, Agreement { outside: mirrored, ..back });
        Ok(())
    });
}
