//! Unequal measures side by side, because somebody asked for them by name.

use super::fixtures::{Asked, ask, ask_over, at_least, day, killed, measure, point, says, shown};
use super::*;
use crate::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, How, Measure, Overlay, Precision,
    Statement, Target,
};
use crate::words::Words;

fn casualties() -> Measure {
    measure("killed or wounded", Basis::Cumulative)
}

fn on(mut statement: Statement, measure: Measure) -> Statement {
    statement.measure = measure;
    statement
}

/// Two voices on killed or wounded, one of them on killed too, and one on killed alone.
fn statements() -> Vec<Statement> {
    vec![
        on(says(1, "Service", point(3_000.0), "2025-01-01"), casualties()),
        on(says(2, "Chiefs", point(3_050.0), "2025-01-01"), casualties()),
        says(3, "Service", point(300.0), "2025-01-01"),
        says(4, "Officials", point(1_000.0), "2025-01-01"),
    ]
}

fn casualties_with(include: Vec<Measure>) -> Asked {
    ask(&statements(), |question| {
        question.measure = casualties();
        question.include = include;
    })
}

#[test]
fn another_measure_is_compared_only_when_asked_for_by_name_and_then_marked() {
    let plain = casualties_with(Vec::new());
    assert_eq!(plain.standing("2025-01-02").len(), 2);
    let mixed = casualties_with(vec![killed()]);
    let names: Vec<&str> = mixed.comparison.voices.iter().map(|v| v.name.as_str()).collect();
    let with = "(killed only)";
    let expected = [
        "Chiefs".to_owned(),
        "Service".to_owned(),
        format!("Officials {with}"),
        format!("Service {with}"),
    ];
    assert_eq!(names, expected);
    let slice = mixed.slice("2025-01-02");
    assert_eq!((slice.agreement.n, slice.agreement.support), (3, 2));
    let standing = slice.standing.iter().map(|standing| standing.voice);
    assert_eq!(mixed.comparison.of_other_measures(standing), [2]);
    let headline = Words::default().headline(&mixed.comparison.gist(&mixed.files, &slice));
    assert_eq!(
        headline.fragile.to_string().split(": ").next(),
        Some("Mixed"),
        "{}",
        headline.fragile
    );
    assert!(
        headline.fragile.to_string().contains("Officials (killed only) are of another measure")
    );
    let gist = plain.comparison.gist(&plain.files, &plain.slice("2025-01-02"));
    assert!(Words::default().headline(&gist).fragile.is_empty());
}

#[test]
fn nobody_counts_twice_for_speaking_of_two_measures() {
    let mixed = casualties_with(vec![killed(), killed(), casualties()]);
    let service = &mixed.comparison.voices[3];
    assert!(!service.is_counted(), "it speaks on the measure asked about");
    assert_eq!(mixed.comparison.voices.len(), 4, "a measure included twice is included once");
    assert_eq!(mixed.not_counted("2025-01-02"), [(3, NotCountedWhy::OtherMeasure)]);
    assert!(!mixed.comparison.tracks[3].stretches.is_empty(), "it is drawn all the same");
}

#[test]
fn what_is_mixed_is_known_day_by_day() {
    let mixed = casualties_with(vec![killed()]);
    let on =
        |from: &str, to: &str| mixed.comparison.is_mixed_between(Some(day(from)), Some(day(to)));
    assert!(on("2025-01-01", "2025-01-01") && !on("2024-12-01", "2024-12-31"));
    assert!(mixed.comparison.is_mixed_between(None, None));
}

#[test]
fn moved_bounds_of_an_included_estimate_are_seen_in_the_next_frame() {
    let files = vec![fixtures::file(1, &statements())];
    let mut question = Question::about(casualties());
    question.include = vec![killed()];
    let mut comparer = Comparer::new(&files, &Overlay::default(), &question);
    let bounds = Bounds::new(Some(2_900.0), None, Some(3_100.0), How::Between).expect("numbers");
    let adjustment = Adjustment {
        target: Target::Estimate("1:4".parse().expect("an id")),
        change: Change::Bounds(bounds),
        reason: None,
        author: None,
        at: None,
        on: true,
    };
    let overlay: Overlay = [adjustment].into_iter().collect();
    let moved = comparer.compare(&files, &overlay, &question).clone();
    assert_eq!(moved, compare(&files, &overlay, &question));
    assert_eq!(moved.slice(&files, day("2025-01-02")).agreement.support, 3);
    let asked = ask_over(&statements(), &overlay, |asked| *asked = question);
    assert_eq!(asked.comparison, moved);
}

fn increment(record: u32, label: &str, best: f64, from: &str, to: &str) -> Statement {
    let as_of = AsOf::period(day(from), day(to), Precision::Period).expect("forwards");
    let mut statement =
        on(says(record, label, point(best), to), measure("killed", Basis::Increment));
    statement.clocks = Clocks::new(Some(as_of), None).expect("a date");
    statement
}

fn increments() -> Vec<Statement> {
    vec![
        increment(1, "Ministry", 101.0, "2025-01-01", "2025-01-31"),
        increment(2, "Ministry", 203.0, "2025-02-01", "2025-02-28"),
        increment(3, "Ministry", 307.0, "2025-03-01", "2025-03-31"),
        increment(4, "Ministry", 11.0, "2025-05-01", "2025-05-31"),
        says(5, "Observers", at_least(250.0), "2025-03-01"),
        says(6, "Observers", point(600.0), "2025-03-31"),
    ]
}

#[test]
fn increments_become_a_running_total_that_says_how_it_was_made_and_never_counts() {
    let asked = ask(&increments(), |question| {
        question.include = vec![measure("killed", Basis::Increment)];
    });
    let derived = &asked.comparison.voices[1];
    assert_eq!(derived.name, "Ministry (summed increments)");
    assert!(!derived.is_counted());
    let made = derived.other.as_ref().and_then(|other| other.made);
    let made = made.map(|made| Words::default().made(made));
    assert_eq!(
        made.as_deref(),
        Some(
            "3 monthly increments from 1 Jan 2025 on, added up as far as 31 Mar 2025, after which \
             they do not follow each other in equal periods"
        )
    );
    let stretches = &asked.comparison.tracks[1].stretches;
    let totals: Vec<(Day, Option<f64>)> =
        stretches.iter().map(|stretch| (stretch.from, stretch.best())).collect();
    let expected = [("2025-01-31", 101.0), ("2025-02-28", 304.0), ("2025-03-31", 611.0)];
    assert_eq!(totals, expected.map(|(on, best)| (day(on), Some(best))));
    assert_eq!(shown(stretches[2].read()), "611");
    assert_eq!(asked.slice("2025-04-02").agreement.n, 1);
}

#[test]
fn a_running_total_becomes_increments_of_the_periods_that_are_compared() {
    let mut statements = increments();
    for (record, best, on) in [
        (11, 1_000.0, "2024-12-31"),
        (12, 1_103.0, "2025-01-31"),
        (13, 1_200.0, "2025-02-14"),
        (14, 1_307.0, "2025-02-28"),
    ] {
        statements.push(says(record, "Staff", point(best), on));
    }
    let asked = ask(&statements, |question| {
        question.measure = measure("killed", Basis::Increment);
        question.include = vec![killed()];
    });
    let names: Vec<&str> = asked.comparison.voices.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["Ministry", "Staff (growth of its totals)"]);
    let stretches = &asked.comparison.tracks[1].stretches;
    let grown: Vec<(Day, Option<Day>, Option<f64>)> =
        stretches.iter().map(|one| (one.from, one.to, one.best())).collect();
    let of = |from: &str, to: &str, best| (day(from), Some(day(to)), Some(best));
    assert_eq!(
        grown,
        [of("2025-01-01", "2025-01-31", 103.0), of("2025-02-01", "2025-02-28", 204.0)]
    );
}

#[test]
fn a_marked_name_says_in_which_way_the_measure_is_another_one() {
    let with = |other: Measure| {
        let statements = [
            on(says(1, "A", point(1.0), "2025-01-01"), casualties()),
            on(says(2, "B", point(1.0), "2025-01-01"), other.clone()),
        ];
        let asked = ask(&statements, |question| {
            question.measure = casualties();
            question.include = vec![other];
        });
        asked.comparison.voices[1].name.clone()
    };
    assert_eq!(with(killed()), "B (killed only)");
    assert_eq!(
        with(measure("killed, wounded or missing", Basis::Cumulative)),
        "B (killed, wounded or missing)"
    );
    assert_eq!(with(Measure { place: "Somewhere / Here".into(), ..casualties() }), "B (Here only)");
    assert_eq!(
        with(Measure { place: "Elsewhere".into(), ..killed() }),
        "B (killed only, Elsewhere)"
    );
    assert_eq!(with(measure("killed or wounded", Basis::Rate)), "B (per day)");
}
