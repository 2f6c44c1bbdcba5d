//! Asking again says what asking from scratch says.

use proptest::prelude::*;
use proptest::sample::select;

use super::fixtures::{day, file, killed, measure, range, says};
use super::tests::{any_statements, any_value};
use super::*;
use crate::estimate::{
    Adjustment, AsOf, Basis, Change, Clocks, EstimateId, Loaded, Method, OriginKind, Overlay,
    Precision, Statement, Target, Value,
};
use std::sync::Arc;

/// One thing that an analyst does to an overlay.
#[derive(Clone, Debug)]
enum Step {
    Lay(Target, Change),
    SwitchOff(Target, Change),
    Take(Target, Change),
}

impl Step {
    fn over(&self, overlay: &Overlay) -> Overlay {
        let laid = |target: &Target, change: &Change, on| {
            let (target, change) = (target.clone(), change.clone());
            let (reason, author, at) = (None, None, None);
            overlay.with(Adjustment { target, change, reason, author, at, on })
        };
        match self {
            Step::Lay(target, change) => laid(target, change, true),
            Step::SwitchOff(target, change) => laid(target, change, false),
            Step::Take(target, change) => overlay.without(target, change),
        }
    }

    /// What nothing is done to but to its numbers.
    fn moved(&self) -> Option<&Target> {
        let (Step::Lay(target, change)
        | Step::SwitchOff(target, change)
        | Step::Take(target, change)) = self;
        let moves = matches!(change, Change::Bounds(_) | Change::Scale(_) | Change::Widen(_));
        moves.then_some(target)
    }
}

fn any_id() -> impl Strategy<Value = EstimateId> {
    (1..=2, select(vec![':', '#']), 1..26)
        .prop_map(|(file, mark, record)| format!("{file}{mark}{record}").parse().expect("an id"))
}

fn moving() -> impl Strategy<Value = Change> {
    prop_oneof![
        select(vec![0.1, 0.5, 1.1, 2.0]).prop_map(Change::Scale),
        select(vec![0.1, 0.5, 1.0]).prop_map(Change::Widen),
    ]
}

fn any_change(basis: Basis) -> impl Strategy<Value = Change> {
    let bounds = any_value().prop_map(|value| value.bounds().copied());
    let bounds = bounds.prop_filter_map("a number", |bounds| bounds);
    let days = || prop::option::of((0..300_i32).prop_map(|days| day("2024-01-01").plus(days)));
    let dates = (days(), days())
        .prop_map(|(as_of, published)| Change::Dates { as_of: as_of.map(AsOf::day), published });
    let under = select(vec!["killed", "wounded"]);
    prop_oneof![
        8 => bounds.prop_map(Change::Bounds),
        4 => moving(),
        1 => Just(Change::Exclude),
        1 => Just(Change::ReadAsAtLeast),
        1 => select(vec!["A", "Z"]).prop_map(|name| Change::SameVoiceAs(name.into())),
        1 => dates,
        1 => under.prop_map(move |quantity| Change::Measure(measure(quantity, basis))),
        1 => Just(Change::Grade("B2".parse().expect("a grade"))),
    ]
}

fn any_change_of_source() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => moving(),
        1 => Just(Change::Exclude),
        1 => Just(Change::ReadAsAtLeast),
        1 => select(vec!["A", "Z"]).prop_map(|name| Change::SameVoiceAs(name.into())),
        1 => Just(Change::Kind(OriginKind::Monitor)),
        1 => Just(Change::Affiliation("US".into())),
        1 => Just(Change::Country("US".to_owned())),
        1 => any::<bool>().prop_map(Change::Party),
    ]
}

fn any_step(basis: Basis) -> impl Strategy<Value = Step> {
    let on_estimate = (any_id().prop_map(Target::Estimate), any_change(basis));
    let label = select(vec!["A", "B", "C", "D", "(nobody)"]);
    let on_source =
        (label.prop_map(|label| Target::Source(label.to_owned())), any_change_of_source());
    (prop_oneof![3 => on_estimate, 1 => on_source], 0..10).prop_map(|((target, change), how)| {
        match how {
            0 => Step::SwitchOff(target, change),
            1 | 2 => Step::Take(target, change),
            _ => Step::Lay(target, change),
        }
    })
}

fn any_steps() -> impl Strategy<Value = (Question, Vec<Step>)> {
    any_question().prop_flat_map(|question| {
        let steps = prop::collection::vec(any_step(question.measure.basis), 1..12);
        (Just(question), steps)
    })
}

fn any_question() -> impl Strategy<Value = Question> {
    let days = || prop::option::of((0..300_i32).prop_map(|days| day("2024-01-01").plus(days)));
    let basis = select(vec![Basis::Cumulative, Basis::Level, Basis::Increment]);
    let staleness = select(vec![Staleness::ByBasis, Staleness::Days(7), Staleness::Never]);
    let exclude = select(vec![vec![], vec!["D".to_owned()]]);
    let dates = select(Dates::ALL.to_vec());
    let parts = (basis, select(Grouping::ALL.to_vec()), days(), days(), days(), staleness, exclude);
    (parts, dates, any::<bool>(), prop::bool::weighted(0.1)).prop_map(
        |((basis, by, from, to, known_on, staleness, exclude), dates, projections, as_stated)| {
            let about = Question { dates, ..Question::about(measure("killed", basis)) };
            Question { by, from, to, known_on, staleness, exclude, projections, as_stated, ..about }
        },
    )
}

/// Half of them in each of two files, some without an id of their own, on what is asked about.
fn files_of(statements: Vec<Statement>, question: &Question) -> Vec<Loaded> {
    let mut halves = [Vec::new(), Vec::new()];
    for (place, mut statement) in statements.into_iter().enumerate() {
        statement.method = Method::ALL.get(place % 5).copied().filter(|_| place % 5 < 2);
        if question.measure.basis == Basis::Increment {
            let to = statement.clocks.as_of().to();
            let from = if place % 4 == 0 { to.plus(-9) } else { to.plus(-30) };
            let period = AsOf::period(from, to, Precision::Period).expect("in order");
            let published = statement.clocks.published();
            statement.clocks = Clocks::new(Some(period), published).expect("a date");
        }
        // Some speak of something else, until an analyst puts them under what is asked about.
        let quantity = if place % 6 == 4 { "wounded" } else { "killed" };
        statement.measure = measure(quantity, question.measure.basis);
        if place % 5 == 0 {
            statement.id = None;
        }
        halves[place % 7 % 2].push(statement);
    }
    let [one, other] = halves;
    vec![file(1, &one), file(2, &other)]
}

/// Whether a statement of this voice is, or is of, this.
fn speaks_with(files: &[Loaded], track: &Track, target: &Target) -> bool {
    track.statements.iter().any(|(at, _)| {
        let (loaded, estimate) = (&files[usize::from(at.file)], at.of(files).expect("there"));
        match target {
            Target::Estimate(id) => loaded.id_of(estimate) == *id,
            Target::Source(label) => estimate.label() == label,
        }
    })
}

/// Whether an estimate with this id states a number: bounds make another one only of it.
fn has_number(files: &[Loaded], target: &Target) -> bool {
    let Target::Estimate(id) = target else { return true };
    files.iter().filter_map(|file| file.find(id)).all(|estimate| estimate.bounds().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn asking_again_says_what_asking_from_scratch_says(
        statements in any_statements(),
        (question, steps) in any_steps(),
    ) {
        let files = files_of(statements, &question);
        let mut overlay = Overlay::default();
        let mut comparer = Comparer::new(&files, &overlay, &question);
        for step in steps {
            overlay = step.over(&overlay);
            let before = comparer.comparison().tracks.clone();
            let again = comparer.compare(&files, &overlay, &question);
            prop_assert_eq!(again, &compare(&files, &overlay, &question));
            let moved = step.moved().filter(|target| has_number(&files, target));
            // What one grew by carries others.
            let Some(target) = moved.filter(|_| !question.carries()) else { continue };
            for (old, new) in before.iter().zip(&again.tracks) {
                if !speaks_with(&files, new, target) || old == new {
                    prop_assert!(Arc::ptr_eq(old, new), "{:?} is not of this voice", target);
                }
            }
        }
    }
}

#[test]
fn other_files_and_other_questions_are_answered_from_scratch() {
    let one = [file(1, &[says(1, "A", range(1.0, 5.0), "2024-01-01")])];
    let other = [file(1, &[says(1, "A", range(2.0, 5.0), "2024-01-01")])];
    let (overlay, question) = (Overlay::default(), Question::about(killed()));
    let mut stale = question.clone();
    stale.staleness = Staleness::Days(1);
    let mut comparer = Comparer::new(&one, &overlay, &question);
    for (files, question) in [(&other, &question), (&other, &stale), (&one, &stale)] {
        let again = comparer.compare(files, &overlay, question);
        assert_eq!(again, &compare(files, &overlay, question));
        assert!(comparer.is_of(files));
    }
}

#[test]
fn a_moved_bound_renews_one_track_and_the_days_on_which_it_stands() {
    let named = ["A", "B"].into_iter().zip([1, 2]);
    let statements: Vec<Statement> = named
        .flat_map(|(label, first)| {
            (0..9).map(move |step| {
                let as_of = day("2024-01-01").plus(step * 2 + first);
                let record = u32::try_from(step * 2 + first).expect("few");
                says(record, label, range(1.0, 5.0 + f64::from(step)), &as_of.to_string())
            })
        })
        .collect();
    let files = [file(1, &statements)];
    let question = Question { dates: Dates::Stated, ..Question::about(killed()) };
    let mut comparer = Comparer::new(&files, &Overlay::default(), &question);
    let before = comparer.comparison().clone();
    let Value::Bounds(moved) = range(8.0, 90.0) else { unreachable!("a range") };
    let target = Target::Estimate("1:5".parse().expect("an id"));
    let overlay = Step::Lay(target, Change::Bounds(moved)).over(&Overlay::default());
    let again = comparer.compare(&files, &overlay, &question);
    assert_eq!(again, &compare(&files, &overlay, &question));
    assert!(!Arc::ptr_eq(&before.tracks[0], &again.tracks[0]));
    assert!(Arc::ptr_eq(&before.tracks[1], &again.tracks[1]));
    let is_other = |(old, new): &(&Segment, &Segment)| old != new;
    assert_eq!(before.segments.iter().zip(&again.segments).filter(is_other).count(), 2);
}
