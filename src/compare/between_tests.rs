//! Two groups beside each other: what is told of a run of days is what each of its days says.

use proptest::prelude::*;

use super::fixtures::{Asked, ask, at_least, day, point, range, says};
use super::{Between, BetweenSide, Cause, Dates, Grouping, Interval, Lie, Relation, Slice, pair};
use crate::estimate::{Basis, Camp, Day, OriginKind, Statement, Value};

fn of_kind(mut statement: Statement, kind: OriginKind) -> Statement {
    statement.facts.kind = Some(kind);
    statement
}

fn between(asked: &Asked, camps: [Camp; 2]) -> Vec<Between> {
    let voices = &asked.comparison.voices;
    let place = |camp: Camp| voices.iter().position(|voice| voice.name == camp.heading());
    let [first, second] = camps.map(|camp| place(camp).unwrap_or(usize::MAX));
    asked.comparison.between(&asked.files, first, second)
}

#[test]
fn two_camps_are_silent_share_and_part_by_a_factor_with_the_cause_of_each() {
    let agency = |record, low, high, on| {
        let said = says(record, "Service A", range(low, high), on);
        of_kind(said, OriginKind::IntelligenceAgency)
    };
    let government = |record, low, high, on| {
        of_kind(says(record, "Cabinet B", range(low, high), on), OriginKind::Government)
    };
    let asked = ask(
        &[
            agency(1, 100.0, 200.0, "2024-01-01"),
            government(2, 150.0, 300.0, "2024-02-01"),
            government(3, 400.0, 500.0, "2024-03-01"),
        ],
        |question| question.by = Grouping::Camp,
    );
    let all = between(&asked, [Camp::IntelligenceAgencies, Camp::Governments]);
    let lies: Vec<Lie> = all.iter().map(|days| days.lie).collect();
    let apart = Lie::Apart { is_second_higher: true, factor: Some((2.0, 2.0)) };
    let wanted = [Lie::BothSilent, Lie::OneSilent, Lie::Share, apart, Lie::OneSilent];
    assert_eq!(lies[..5], wanted);
    let begins: Vec<Option<Day>> = all.iter().map(|days| days.from).collect();
    let wanted = ["2024-01-01", "2024-02-01", "2024-03-01"].map(|text| Some(day(text)));
    assert_eq!((begins[0], &begins[1..4]), (None, &wanted[..]));
    let causes: Vec<Vec<Cause>> = all.iter().map(|days| days.causes.iter().collect()).collect();
    assert_eq!(causes[..4], [vec![], vec![Cause::Said], vec![Cause::Said], vec![Cause::Said]]);
    assert_eq!(causes[4], [Cause::Expired]);
    let said: Vec<Option<u32>> =
        all.iter().map(|days| days.said.map(|of| asked.record(of))).collect();
    assert_eq!(said[..5], [None, Some(1), Some(2), Some(3), None]);
}

/// How two lie on a day, from the slice of that day alone.
fn on_day(slice: &Slice, voices: [usize; 2]) -> ([BetweenSide; 2], Lie) {
    let side = |voice: usize| {
        let divided = slice.divided.iter().find(|group| group.voice == voice);
        let standing = slice.standing.iter().find(|standing| standing.voice == voice);
        match (divided, standing) {
            (Some(group), _) => {
                BetweenSide::Divided { first: group.envelope, last: group.envelope }
            }
            (None, Some(one)) => BetweenSide::Speaks { first: one.read, last: one.read },
            (None, None) => BetweenSide::Silent,
        }
    };
    let sides = voices.map(side);
    let lie = match &sides {
        [BetweenSide::Silent, BetweenSide::Silent] => Lie::BothSilent,
        [BetweenSide::Silent, _] | [_, BetweenSide::Silent] => Lie::OneSilent,
        [BetweenSide::Speaks { first: a, .. }, BetweenSide::Speaks { first: b, .. }] => {
            let found = pair((*a, slice.at), (*b, slice.at));
            match found.relation {
                Relation::Apart => Lie::Apart {
                    is_second_higher: a.high() < b.low(),
                    factor: found.ratio.map(|ratio| (ratio, ratio)),
                },
                Relation::Overlap | Relation::Touch => Lie::Share,
            }
        }
        _ => Lie::Divided,
    };
    (sides, lie)
}

fn is_within(days: &Between, lie: Lie) -> bool {
    match (days.lie, lie) {
        (
            Lie::Apart { is_second_higher: a, factor: Some((least, greatest)) },
            Lie::Apart { is_second_higher: b, factor: Some((one, _)) },
        ) => a == b && least <= one * (1.0 + 1e-9) && one <= greatest * (1.0 + 1e-9),
        (Lie::Apart { is_second_higher: a, .. }, Lie::Apart { is_second_higher: b, .. }) => a == b,
        (a, b) => a == b,
    }
}

fn value() -> impl Strategy<Value = Value> {
    (1_u32..40, 0_u32..30, 0..4_u8).prop_map(|(low, width, kind)| {
        let (low, high) = (f64::from(low * 25), f64::from((low + width) * 25));
        match kind {
            0 => point(low),
            1 => at_least(low),
            _ => range(low, high),
        }
    })
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let one = (0..5_usize, 0..400_i32, value());
    prop::collection::vec(one, 1..24).prop_map(|all| {
        let who = [
            ("Service A", OriginKind::IntelligenceAgency),
            ("Service B", OriginKind::IntelligenceAgency),
            ("Cabinet A", OriginKind::Government),
            ("Staff B", OriginKind::Military),
            ("Recorder", OriginKind::Monitor),
        ];
        let said = all.into_iter().zip(1..).map(|((place, days, value), record)| {
            let (name, kind) = who[place];
            let on = day("2024-01-01").plus(days).to_string();
            of_kind(says(record, name, value, &on), kind)
        });
        said.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_told_of_a_run_of_days_is_what_each_of_its_days_says(
        all in statements(), carries in any::<bool>(), is_increment in any::<bool>(),
    ) {
        let basis = if is_increment { Basis::Increment } else { Basis::Cumulative };
        let with_basis = |mut statement: Statement| {
            statement.measure.basis = basis;
            statement
        };
        let all: Vec<Statement> = all.into_iter().map(with_basis).collect();
        let asked = ask(&all, |question| {
            question.by = Grouping::Camp;
            question.measure.basis = basis;
            question.dates = if carries { Dates::SameDay } else { Dates::Stated };
        });
        let voices: Vec<usize> = (0..asked.comparison.voices.len()).collect();
        for pair in voices.windows(2) {
            let &[first, second] = pair else { continue };
            let told = asked.comparison.between(&asked.files, first, second);
            prop_assert_eq!(told.first().and_then(|days| days.from), None);
            prop_assert_eq!(told.last().and_then(|days| days.to), None);
            let mut before: Option<&Between> = None;
            for days in &told {
                if let Some(before) = before {
                    prop_assert_eq!(before.to.map(|to| to.plus(1)), days.from);
                    prop_assert!(!days.causes.is_empty());
                }
                before = Some(days);
            }
            for number in -3..1000 {
                let at = day("2024-01-01").plus(number);
                let place = told.partition_point(|days| days.from.is_none_or(|from| from <= at));
                let days = &told[place - 1];
                let slice = asked.comparison.slice(&asked.files, at);
                let (sides, lie) = on_day(&slice, [first, second]);
                prop_assert!(is_within(days, lie), "{at}: {lie:?} in {days:?}");
                let ends = |of: fn(&BetweenSide) -> Option<Interval>, of_days: &Between| {
                    of_days.sides.each_ref().map(of)
                };
                if days.from == Some(at) {
                    prop_assert_eq!(sides.each_ref().map(BetweenSide::first), ends(BetweenSide::first, days));
                }
                if days.to == Some(at) {
                    prop_assert_eq!(sides.each_ref().map(BetweenSide::last), ends(BetweenSide::last, days));
                }
            }
        }
    }
}
