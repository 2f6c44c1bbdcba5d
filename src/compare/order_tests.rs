//! What is said at once, and that no order of rows or files decides an answer.

use proptest::prelude::*;

use super::fixtures::{
    Asked, ask, at_least, day, file, killed, point, published, range, says, shown, superseding,
};
use super::{Interval, NotCountedWhy, Question, Verdict, compare};
use crate::estimate::{AsOf, Basis, Bounds, Clocks, Day, How, Overlay, Standing, Statement, Value};
use crate::words::Words;

fn at_most(high: f64) -> Value {
    Value::Bounds(Bounds::new(None, None, Some(high), How::AtMost).expect("a number"))
}

#[test]
fn what_is_said_at_once_is_what_it_has_in_common() {
    for values in [[at_least(100.0), at_most(300.0)], [at_most(300.0), at_least(100.0)]] {
        let said = [(1, values[0]), (2, values[1])];
        let said = said.map(|(record, value)| says(record, "A", value, "2025-01-01"));
        let asked = ask(&said, |_| {});
        assert_eq!(asked.standing("2025-01-02"), ["A 100–300"]);
        let standing = asked.slice("2025-01-02").standing;
        assert!(standing[0].read.is_full() && !standing[0].read.says_two_things());
    }
}

/// One source that says one thing twice and another thing once, in every order.
#[test]
fn a_voice_that_says_two_things_on_one_day_is_read_from_one_to_the_other_and_is_not_full() {
    let a = says(1, "A", point(1_000.0), "2025-01-01");
    let b = [(2, range(900.0, 1_100.0)), (3, range(900.0, 1_100.0)), (4, range(9e3, 11e3))];
    let b = b.map(|(record, value)| says(record, "B", value, "2025-01-02"));
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let mut statements: Vec<Statement> = order.iter().map(|n| b[*n].clone()).collect();
        statements.push(a.clone());
        let asked = ask(&statements, |_| {});
        let slice = asked.slice("2025-01-03");
        assert_eq!(asked.standing("2025-01-03"), ["A 950–1,050", "B 900–11,000"]);
        assert_eq!(slice.agreement.verdict, Verdict::NotContradicted);
        assert!(slice.standing[1].read.says_two_things());
    }
    let mut statements = b.to_vec();
    statements.push(a);
    let asked = ask(&statements, |_| {});
    let gist = asked.comparison.gist(&asked.files, &asked.slice("2025-01-03"));
    assert_eq!(
        Words::default().headline(&gist).fragile.to_string(),
        "A is the only full statement in the core: B’s 900–11,000 (two things said at once) \
         goes with anything between or beyond."
    );
    let same = ask(&b[..2], |_| {});
    assert!(!same.slice("2025-01-03").standing[0].read.says_two_things());
}

#[test]
fn what_is_foreseen_of_a_period_is_said_at_once_with_what_was_seen_in_it() {
    let within = |record, value, standing| {
        let mut statement = says(record, "A", value, "2025-01-31");
        statement.measure.basis = Basis::Increment;
        let january = AsOf::month(day("2025-01-01"));
        statement.clocks = Clocks::new(Some(january), None).expect("a date");
        Statement { standing, ..statement }
    };
    let seen = within(1, range(20.0, 30.0), Standing::Observed);
    let foreseen = within(2, range(190.0, 210.0), Standing::Projected);
    for statements in [[seen.clone(), foreseen.clone()], [foreseen, seen]] {
        let asked = ask(&statements, |question| {
            question.measure.basis = Basis::Increment;
            question.projections = true;
        });
        assert_eq!(asked.standing("2025-01-30"), ["A 20–30"]);
        assert_eq!(asked.standing("2025-01-31"), ["A 20–210"]);
        assert!(asked.slice("2025-01-31").standing[0].read.says_two_things());
        assert!(asked.standing("2025-02-01").is_empty());
    }
}

#[test]
fn what_is_published_later_or_of_a_later_day_is_no_second_thing() {
    let first = published(says(1, "A", point(500.0), "2025-01-01"), "2025-01-02");
    let later = published(says(2, "A", point(800.0), "2025-01-01"), "2025-01-05");
    let asked = ask(&[later, first], |_| {});
    assert_eq!(asked.standing("2025-01-06"), ["A 760–840"]);
}

#[test]
fn when_one_of_two_things_ends_the_other_stands_alone() {
    let statements = [
        says(1, "A", range(100.0, 200.0), "2025-01-01"),
        says(2, "A", range(150.0, 300.0), "2025-01-01"),
        superseding(says(3, "B", point(7.0), "2025-01-10"), 1),
    ];
    let asked = ask(&statements, |_| {});
    let of_a = |at: &str| asked.standing(at)[0].clone();
    assert_eq!(of_a("2025-01-09"), "A 150–200");
    assert_eq!(of_a("2025-01-10"), "A 150–300");
}

#[test]
fn two_that_say_at_most_do_not_agree() {
    let said = [("A", at_most(300.0)), ("B", at_most(500.0))];
    let said: Vec<Statement> = said
        .iter()
        .zip(1..)
        .map(|((label, value), record)| says(record, label, *value, "2025-01-01"))
        .collect();
    let verdict =
        |statements: &[Statement]| ask(statements, |_| {}).slice("2025-01-02").agreement.verdict;
    assert_eq!(verdict(&said), Verdict::NotContradicted);
    let full = [("C", range(100.0, 200.0)), ("D", range(150.0, 250.0))];
    let full = full.iter().zip(3..).map(|((l, v), record)| says(record, l, *v, "2025-01-01"));
    assert_eq!(verdict(&said.into_iter().chain(full).collect::<Vec<_>>()), Verdict::Agree);
}

#[test]
fn ten_and_eleven_people_share_nobody() {
    for how in [How::Bare, How::Exact] {
        let exactly = |number| Value::Bounds(Bounds::point(number, how).expect("a number"));
        let said = [(1, "A", exactly(10.0)), (2, "B", exactly(11.0))];
        let said = said.map(|(record, label, value)| says(record, label, value, "2025-01-01"));
        let slice = ask(&said, |_| {}).slice("2025-01-02");
        assert_eq!(slice.agreement.verdict, Verdict::Diverge);
        assert_eq!(slice.pairs[0].gap, 1.0);
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    (0..5, 1..6, 0..4).prop_map(|(kind, low, more)| {
        let (low, high) = (f64::from(low) * 100.0, f64::from(low + more) * 100.0);
        match kind {
            0 => point(low),
            1 => at_least(low),
            2 => at_most(high),
            _ => range(low, high),
        }
    })
}

/// Statements without an id of their own, few enough that many are of one day.
fn any_statements() -> impl Strategy<Value = Vec<Statement>> {
    let one = (0..3_usize, any_value(), 0..4, 0..3).prop_map(|(label, value, of, later)| {
        let of = day("2025-01-01").plus(of);
        let statement = says(0, ["A", "B", "C"][label], value, &of.to_string());
        Statement { id: None, ..published(statement, &of.plus(later).to_string()) }
    });
    prop::collection::vec(one, 1..14)
}

/// When who stands with what, and what it comes to.
fn answer(files: &[&[Statement]]) -> Vec<String> {
    let loaded: Vec<_> = files
        .iter()
        .zip(1..)
        .map(|(statements, slot)| {
            let record =
                |(statement, record): (&Statement, u32)| Statement { record, ..statement.clone() };
            file(slot, &statements.iter().zip(1..).map(record).collect::<Vec<_>>())
        })
        .collect();
    let comparison = compare(&loaded, &Overlay::default(), &Question::about(killed()));
    let days = (-2..12)
        .map(|of| day("2025-01-01").plus(of))
        .chain([Day::from_number(20_300).expect("a day")]);
    let asked = Asked { files: loaded, comparison };
    days.map(|at| {
        let agreement = asked.slice(&at.to_string()).agreement;
        let core: Vec<String> = agreement.core.iter().copied().map(shown).collect::<Vec<_>>();
        let (n, support, verdict) = (agreement.n, agreement.support, agreement.verdict);
        let envelope = agreement.envelope.map(|envelope: Interval| shown(envelope));
        let standing = asked.standing(&at.to_string());
        format!("{at} {standing:?} {support} of {n} {core:?} {envelope:?} {verdict:?}")
    })
    .collect()
}

proptest! {
    #[test]
    fn no_order_of_rows_and_files_decides_anything(
        (one, other) in any_statements()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        cut in 0_usize..14,
    ) {
        let cut = cut.min(other.len());
        let (first, second) = other.split_at(cut);
        let wanted = answer(&[&one]);
        prop_assert_eq!(&answer(&[&other]), &wanted);
        prop_assert_eq!(&answer(&[first, second]), &wanted);
        prop_assert_eq!(&answer(&[second, first]), &wanted);
    }
}

/// Ten events of one recorder on each of two days beside a total of another source.
#[test]
fn single_events_are_not_compared_until_they_are_summed() {
    let mut statements = vec![says(1, "Total", point(500.0), "2025-01-01")];
    for record in 2..22_u32 {
        let day = if record < 12 { "2025-01-01" } else { "2025-01-02" };
        statements.push(says(record, "Recorder", point(f64::from(record % 3 + 1)), day));
    }
    let asked = ask(&statements, |_| {});
    assert_eq!(asked.standing("2025-01-03"), [""; 0]);
    let not_counted = asked.not_counted("2025-01-03");
    assert!(not_counted.iter().all(|(_, why)| *why == NotCountedWhy::Part), "{not_counted:?}");
}
