//! What two voices must have in common to be suspicious, and what is not enough.

use std::ops::ControlFlow;

use super::*;
use crate::compare::fixtures::{at_least, echo_of, file, killed, measure, range, says};
use crate::compare::{Grouping, Question};
use crate::estimate::{
    AsOf, Basis, Bounds, Change, Clocks, Day, How, Overlay, Precision, Statement, Target, Value,
};

fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn found_on(statements: &[Statement], question: &Question) -> Vec<Dependence> {
    dependences(&[file(1, statements)], &Overlay::default(), question, &mut go_on).expect("went on")
}

fn found(statements: &[Statement]) -> Vec<Dependence> {
    found_on(statements, &Question::about(killed()))
}

fn said(dependence: &Dependence) -> String {
    crate::words::Words::default().dependence(dependence)
}

fn point(best: f64) -> Value {
    Value::Bounds(Bounds::point(best, How::Bare).expect("a number"))
}

fn day(number: i32) -> Day {
    Day::from_number(19_000 + number).expect("a day")
}

/// A total of each of these days.
fn totals(first_record: u32, label: &str, days: &[i32], numbers: &[f64]) -> Vec<Statement> {
    let both = (first_record..).zip(days.iter().zip(numbers));
    both.map(|(record, (on, number))| says(record, label, point(*number), &day(*on).to_string()))
        .collect()
}

/// The first day of each of these months, counted from the first one.
fn month_starts(many: i32) -> Vec<i32> {
    let first = day(0).first_of_month();
    let next = |start: Day| start.last_of_month().plus(1);
    let months = std::iter::successors(Some(first), |start| Some(next(*start)));
    months.take(many as usize).map(|start| day(0).days_until(start)).collect()
}

/// What was lost in each month, telling no two alike.
fn losses(many: usize) -> Vec<f64> {
    (0..many)
        .map(|month| 10_007.0 + 1_373.0 * month as f64 + ((month * month * 389) % 991) as f64)
        .collect()
}

/// As whoever states what a period comes to a day writes it.
fn by_the_day(amount: f64, days: i32) -> f64 {
    (amount / f64::from(days)).round() * f64::from(days)
}

fn sums_of(amounts: &[f64]) -> Vec<f64> {
    amounts
        .iter()
        .scan(0.0, |total, amount| {
            *total += amount;
            Some(*total)
        })
        .collect()
}

#[test]
fn monthly_totals_that_grow_as_daily_ones_do_are_near_identical() {
    let starts = month_starts(41);
    let amounts = losses(40);
    // Daily totals that reach the month's sum at each start of a month.
    let (mut days, mut daily) = (Vec::new(), Vec::new());
    let mut total = 4_000.0;
    for (month, amount) in amounts.iter().enumerate() {
        let (from, to) = (starts[month], starts[month + 1]);
        for on in from..to {
            days.push(on);
            daily.push((total + amount * f64::from(on - from) / f64::from(to - from)).round());
        }
        total += amount;
    }
    days.push(starts[40]);
    daily.push(total);
    // The other starts from nothing, states what the average day was, and strays in every fourth
    // month.
    let monthly: Vec<f64> = amounts
        .iter()
        .enumerate()
        .map(|(month, amount)| {
            let days = starts[month + 1] - starts[month];
            by_the_day(if month % 4 == 3 { amount * 1.04 } else { *amount }, days)
        })
        .collect();
    let mut statements = totals(1, "Ministry", &days, &daily);
    statements.extend(totals(5_000, "Relay", &starts[1..], &sums_of(&monthly)));
    let found = found(&statements);
    assert_eq!(found.len(), 1, "{found:#?}");
    let DependenceKind::NearIncrements { near, same, compared, r, .. } = found[0].kind else {
        panic!("{:?}", found[0].kind)
    };
    assert_eq!((near, same, compared), (29, 29, 39));
    assert!(r > 0.99);
    assert_eq!(
        said(&found[0]),
        format!(
            "Ministry and Relay are numerically near-identical: 29 of 39 monthly increments within \
             0.5 %, r = {r:.4}; 29 of these are the same as far as they are written"
        )
    );
    // The one with fewer statements would become the same voice as the other.
    let merge = (Target::Source("Relay".into()), Change::SameVoiceAs("Ministry".into()));
    assert_eq!(found[0].merge, [merge]);
}

#[test]
fn stated_increments_are_held_against_what_the_other_totals_grew() {
    let starts = month_starts(11);
    let amounts: Vec<f64> = losses(10).iter().map(|amount| amount * 10.0 + 3.0).collect();
    let mut statements =
        totals(1, "Ministry", &starts, &sums_of(&[&[500.0], &amounts[..]].concat()));
    // The relay states its increments, and a total that makes it a voice on totals.
    for (month, amount) in amounts.iter().enumerate() {
        let clocks = Clocks::new(Some(AsOf::month(day(starts[month]))), None);
        let increment = measure("killed", Basis::Increment);
        let value = point(by_the_day(*amount, starts[month + 1] - starts[month]));
        let record = 100 + month as u32;
        statements.push(Statement::new(record, "Relay", increment, value, clocks.expect("a date")));
    }
    statements.extend(totals(200, "Relay", &[starts[10] + 2], &[77_777.0]));
    let found = found(&statements);
    assert!(
        matches!(
            found[..],
            [Dependence {
                kind: DependenceKind::NearIncrements { near: 10, same: 10, compared: 10, .. },
                ..
            }]
        ),
        "{found:#?}"
    );
}

#[test]
fn seven_equal_periods_are_too_few_and_half_of_them_is_not_most() {
    let near = |months: usize, of_which: usize| {
        let days = month_starts(months as i32 + 1);
        let amounts: Vec<f64> = losses(months).iter().map(|amount| amount * 10.0 + 3.0).collect();
        let other: Vec<f64> = amounts
            .iter()
            .enumerate()
            .map(|(month, amount)| {
                let amount = if month < of_which { *amount } else { amount * 1.09 };
                by_the_day(amount, days[month + 1] - days[month])
            })
            .collect();
        let mut statements = totals(1, "A", &days, &sums_of(&[&[0.0], &amounts[..]].concat()));
        statements.extend(totals(500, "B", &days, &sums_of(&[&[0.0], &other[..]].concat())));
        !found(&statements).is_empty()
    };
    assert!(!near(7, 7));
    assert!(!near(8, 4));
    assert!(near(8, 5));
    assert!(near(12, 12));
}

#[test]
fn correlation_alone_proves_nothing_nor_does_nearness() {
    let amounts = losses(60);
    let days = month_starts(60);
    for (times, odd) in [(1.1, 97), (1.0, 41)] {
        let other: Vec<f64> = amounts
            .iter()
            .enumerate()
            .map(|(month, amount)| (amount * times + ((month * 53) % odd) as f64).round())
            .collect();
        let mut statements = totals(1, "A", &days, &sums_of(&amounts));
        statements.extend(totals(500, "B", &days, &sums_of(&other)));
        assert_eq!(found(&statements), []);
    }
}

#[test]
fn equal_values_count_by_what_errors_would_have_made_of_them() {
    let equal = |apart: i32, numbers: &[f64]| {
        let days: Vec<i32> = (0..numbers.len() as i32).map(|n| n * apart).collect();
        let mut statements = totals(1, "A", &days, numbers);
        statements.extend(totals(500, "B", &days, numbers));
        found(&statements)
    };
    let round = [3_000.0, 4_000.0, 5_500.0, 12_000.0, 13_000.0, 17_000.0];
    assert_eq!(equal(40, &round), [], "round numbers prove nothing");
    assert_eq!(equal(40, &[3_171.0, 4_283.0]), [], "two of four digits are too few");
    let slow: Vec<f64> = (0..40).map(|day| f64::from(3_171 + 7 * day)).collect();
    assert_eq!(equal(1, &slow), [], "who adds seven a day hardly errs");
    let fast = sums_of(&losses(6));
    for numbers in [&[783_138.0][..], &[31_247.0, 33_518.0], &fast] {
        let found = equal(40, numbers);
        let same = numbers.len();
        let DependenceKind::EqualValues { same: equal, compared, .. } = found[0].kind else {
            panic!("{:?}", found[0].kind)
        };
        assert_eq!((equal, compared), (same, same));
        assert_eq!(found[0].estimates.len(), 2 * same);
    }
    assert_eq!(
        said(&equal(40, &[783_138.0])[0]),
        "A and B state the same numbers: 1 of 1 figures of the same days are equal, such as \
         783,138 of 8 Jan 2022"
    );
}

#[test]
fn a_common_beginning_proves_nothing() {
    let days = month_starts(4);
    let mut statements = totals(1, "A", &days, &[48_213.0, 59_100.0, 71_354.0, 80_007.0]);
    statements.extend(totals(500, "B", &days, &[48_213.0, 58_911.0, 70_206.0, 79_318.0]));
    assert_eq!(found(&statements), []);
}

#[test]
fn equal_ranges_count_with_both_ends() {
    let equal = |low: f64, high: f64| {
        let statements = [
            says(1, "A", range(low, high), "2025-01-01"),
            says(2, "B", range(low, high), "2025-01-03"),
        ];
        !found(&statements).is_empty()
    };
    assert!(!equal(200_000.0, 250_000.0));
    assert!(equal(146_194.0, 211_169.0));
}

#[test]
fn a_figure_repeated_unchanged_counts_once() {
    let days: Vec<i32> = (0..30).collect();
    let numbers = [3_171.0; 30];
    let mut statements = totals(1, "A", &days, &numbers);
    statements.extend(totals(500, "B", &days, &numbers));
    assert_eq!(found(&statements), []);
}

#[test]
fn a_constant_distance_is_told() {
    let days = month_starts(7);
    let numbers = sums_of(&losses(7));
    let above: Vec<f64> = numbers.iter().map(|number| number + 250.0).collect();
    let mut statements = totals(1, "A", &days, &numbers);
    statements.extend(totals(500, "B", &days, &above));
    let found = found(&statements);
    assert_eq!(
        found[0].kind,
        DependenceKind::ConstantOffset { offset: -250.0, same: 7, compared: 7 }
    );
    assert_eq!(said(&found[0]), "A stays 250 below B on 7 of 7 common days");
}

#[test]
fn one_a_rounding_of_the_other_is_told() {
    let days = month_starts(9);
    let numbers = sums_of(&losses(9));
    let by = |how: fn(f64) -> f64, unit: f64| {
        let rounded: Vec<f64> = numbers.iter().map(|n| how(n / unit) * unit).collect();
        let mut statements = totals(1, "A", &days, &numbers);
        statements.extend(totals(500, "B", &days, &rounded));
        found(&statements)
    };
    for (how, rounds) in [("rounded", f64::round as fn(f64) -> f64), ("rounded down", f64::floor)] {
        let found = by(rounds, 10.0);
        let is_down = how == "rounded down";
        assert_eq!(found[0].kind, DependenceKind::Rounding { same: 9, compared: 9, is_down });
        assert_eq!(said(&found[0]), format!("B’s figures are A’s, {how}: 9 of 9 of the same days"));
    }
    assert_eq!(by(f64::round, 1_000.0), [], "so far honest sources round to the same");
}

#[test]
fn figures_so_many_times_as_large_are_told() {
    let days = month_starts(12);
    let numbers = sums_of(&losses(12));
    let more: Vec<f64> = numbers.iter().map(|number| (number * 1.1).round()).collect();
    let mut statements = totals(1, "A", &days, &numbers);
    statements.extend(totals(500, "B", &days, &more));
    let found = found(&statements);
    let [Dependence { kind: DependenceKind::ConstantFactor { factor, same, compared }, .. }] =
        found[..]
    else {
        panic!("{found:#?}")
    };
    assert_eq!((same, compared), (12, 12));
    assert!((factor - 1.0 / 1.1).abs() < 1e-5, "{factor}");
    let turned: Vec<Statement> =
        totals(1, "B", &days, &numbers).into_iter().chain(totals(500, "A", &days, &more)).collect();
    let turned = found_on(&turned, &Question::about(killed()));
    assert_eq!(said(&turned[0]), "A’s figures are B’s times 1.1: 12 of 12 of the same days");
}

#[test]
fn what_another_stated_before_is_told_with_the_delay() {
    let numbers = sums_of(&losses(20));
    let weeks: Vec<i32> = (0..21).map(|week| 7 * week).collect();
    let mut statements = totals(1, "A", &weeks[..20], &numbers);
    statements.extend(totals(500, "B", &weeks[1..], &numbers));
    let by_week = found(&statements);
    assert_eq!(said(&by_week[0]), "B’s figures are A’s of 7 days earlier: 20 of 20");

    let months = month_starts(21);
    let rounded: Vec<f64> = numbers.iter().map(|number| (number / 10.0).round() * 10.0).collect();
    let mut statements = totals(1, "A", &months[..20], &numbers);
    statements.extend(totals(500, "B", &months[1..], &rounded));
    let by_month = found(&statements);
    assert_eq!(said(&by_month[0]), "B’s figures are A’s of 31 days earlier, rounded: 20 of 20");
}

#[test]
fn equal_increments_are_told_though_the_totals_differ_more_and_more() {
    let amounts = losses(12);
    let other: Vec<f64> = amounts
        .iter()
        .enumerate()
        .map(|(month, amount)| if month % 2 == 0 { *amount } else { (amount * 1.13).round() })
        .collect();
    let days = month_starts(13);
    let mut statements = totals(1, "A", &days, &sums_of(&[&[0.0], &amounts[..]].concat()));
    statements.extend(totals(500, "B", &days, &sums_of(&[&[0.0], &other[..]].concat())));
    let found = found(&statements);
    assert!(
        matches!(found[0].kind, DependenceKind::EqualIncrements { same: 6, compared: 12, .. }),
        "{found:#?}"
    );
}

/// The service's 100 killed and nearly 1,000 wounded, and the chiefs' 1,100 four days later.
fn chiefs_and_service(total: f64) -> Vec<Statement> {
    let of = |quantity: &str| measure(quantity, Basis::Cumulative);
    let mut killed = says(1, "Service", at_least(100.0), "2024-12-19");
    let mut wounded = says(2, "Service", point(1_000.0), "2024-12-19");
    let mut both = says(3, "Chiefs", point(total), "2024-12-23");
    killed.measure = of("killed");
    wounded.measure = of("wounded");
    // The parts may be stated of a wider place than the total.
    for part in [&mut killed, &mut wounded] {
        part.measure.place = "Somewhere".into();
    }
    both.measure = of("killed or wounded");
    both.measure.place = "Somewhere / Here".into();
    vec![killed, wounded, both]
}

#[test]
fn a_total_that_is_the_sum_of_anothers_killed_and_wounded_is_told() {
    let statements = chiefs_and_service(1_100.0);
    let question = Question::about(statements[2].measure.clone());
    let found = found_on(&statements, &question);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        said(&found[0]),
        "Chiefs’ 1,100 killed or wounded of 23 Dec 2024 equals the sum of Service’s at least 100 \
         killed and 1,000 wounded (Somewhere) of 19 Dec 2024; with so few digits it may be chance"
    );
    assert!(found[0].kind.may_be_chance());
    assert_eq!(found[0].voices, ["Chiefs", "Service"]);
    assert_eq!(found[0].estimates.len(), 3);
    let merge = (Target::Source("Chiefs".into()), Change::SameVoiceAs("Service".into()));
    assert_eq!(found[0].merge, [merge]);
    let other = chiefs_and_service(1_200.0);
    assert_eq!(found_on(&other, &question), []);
}

#[test]
fn parts_said_after_a_total_are_not_what_it_was_made_of() {
    let mut statements = chiefs_and_service(1_100.0);
    let question = Question::about(statements[2].measure.clone());
    let earlier = AsOf::day("2024-12-18".parse().expect("a day"));
    statements[2].clocks = Clocks::new(Some(earlier), None).expect("a date");
    assert_eq!(found_on(&statements, &question), []);
}

/// Two voices, and what a third makes of them.
fn north_south_and(whole: impl Fn(f64, f64) -> f64) -> Vec<Statement> {
    let days = month_starts(12);
    let north = sums_of(&losses(12));
    let south: Vec<f64> = sums_of(&losses(24)[12..]).iter().map(|n| (n * 0.61).round()).collect();
    let both: Vec<f64> = north.iter().zip(&south).map(|(a, b)| whole(*a, *b)).collect();
    let mut statements = totals(1, "North", &days, &north);
    statements.extend(totals(100, "South", &days, &south));
    statements.extend(totals(200, "Whole", &days, &both));
    statements
}

#[test]
fn one_voice_that_is_made_of_two_others_is_told() {
    for (whole, sentence) in [
        (
            (|a, b| a + b) as fn(f64, f64) -> f64,
            "Whole’s numbers are the sum of North’s and South’s on 12 of 12 common days, such as",
        ),
        (
            |a, b| ((a + b) / 10.0).round() * 10.0,
            "Whole’s numbers are the sum of North’s and South’s, rounded, on 12 of 12 common days, \
             such as",
        ),
        (
            |a, b| (0.5 * (a + b)).round(),
            "Whole’s numbers are the mean of North’s and South’s, rounded, on 12 of 12 common \
             days, such as",
        ),
    ] {
        let found = found(&north_south_and(whole));
        assert_eq!(found.len(), 1, "{found:#?}");
        let said = said(&found[0]);
        assert!(said.starts_with(sentence), "{said}");
    }
    let independent = north_south_and(|a, b| (a + b) * 1.003);
    assert_eq!(found(&independent), []);
}

#[test]
fn echoes_and_what_is_excluded_take_no_part() {
    let mut statements = totals(1, "A", &[0, 40], &[31_247.0, 33_518.0]);
    let echoes = totals(500, "B", &[0, 40], &[31_247.0, 33_518.0]);
    statements.extend(echoes.into_iter().zip(1..).map(|(echo, of)| echo_of(echo, of)));
    assert_eq!(found(&statements), []);

    let mut statements = totals(1, "A", &[0, 40], &[31_247.0, 33_518.0]);
    statements.extend(totals(500, "B", &[0, 40], &[31_247.0, 33_518.0]));
    let question = Question { exclude: vec!["b".into()], ..Question::about(killed()) };
    assert_eq!(found_on(&statements, &question), []);
}

#[test]
fn groups_are_looked_at_origin_by_origin() {
    let mut statements = totals(1, "A", &[0, 40], &[31_247.0, 33_518.0]);
    statements.extend(totals(500, "B", &[0, 40], &[31_247.0, 33_518.0]));
    let question = Question { by: Grouping::Kind, ..Question::about(killed()) };
    assert_eq!(found_on(&statements, &question)[0].voices, ["A", "B"]);
}

#[test]
fn increments_asked_about_are_compared_with_each_other() {
    let increment = measure("killed", Basis::Increment);
    let mut statements = Vec::new();
    for (month, (start, amount)) in month_starts(10).into_iter().zip(losses(10)).enumerate() {
        let clocks = || Clocks::new(Some(AsOf::month(day(start))), None).expect("a date");
        let record = 2 * month as u32 + 1;
        for (record, label) in [(record, "A"), (record + 1, "B")] {
            let value = point(amount);
            statements.push(Statement::new(record, label, increment.clone(), value, clocks()));
        }
    }
    let found = found_on(&statements, &Question::about(increment));
    assert!(matches!(
        found[0].kind,
        DependenceKind::EqualIncrements { same: 10, compared: 10, .. }
    ));
    let period = AsOf::period(day(0), day(6), Precision::Week).expect("forwards");
    assert_eq!(period.length_days(), 7);
}

#[test]
fn looking_stops_when_told_to() {
    let mut statements = totals(1, "A", &[0], &[783_138.0]);
    statements.extend(totals(2, "B", &[0], &[783_138.0]));
    statements.extend(totals(3, "C", &[0], &[783_138.0]));
    let files = [file(1, &statements)];
    let question = Question::about(killed());
    for looks in 0..3 {
        let mut left = looks;
        let stop = &mut || {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(dependences(&files, &Overlay::default(), &question, stop), None);
    }
    assert_eq!(found(&statements).len(), 3);
}

#[test]
fn of_very_many_voices_those_that_state_most_are_held_against_each_other() {
    let (days, numbers) = (month_starts(12), sums_of(&losses(12)));
    let mut statements = totals(1, "Yard", &days, &numbers);
    statements.extend(totals(101, "Zone", &days, &numbers));
    for monitor in 0..600 {
        let number = point(10_000.0 + 17.0 * f64::from(monitor));
        statements.push(says(1_000 + monitor, &format!("Monitor {monitor}"), number, "2022-03-05"));
    }
    let mut held_against_each_other = 0;
    let go_on = &mut || {
        held_against_each_other += 1;
        ControlFlow::Continue(())
    };
    let (files, question) = ([file(1, &statements)], Question::about(killed()));
    let found = dependences(&files, &Overlay::default(), &question, go_on).expect("went on");
    let voices: Vec<&[String; 2]> = found.iter().map(|one| &one.voices).collect();
    assert_eq!(voices, [&["Yard".to_owned(), "Zone".to_owned()]]);
    assert!(held_against_each_other < 256 * 256 / 2 + 256, "{held_against_each_other}");
}
