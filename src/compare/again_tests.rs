//! Asking again says what asking from scratch says.

use proptest::prelude::*;
use proptest::sample::select;

use super::fixtures::{day, file, killed, measure, range, says};
use super::tests::{any_statements, any_value};
use super::*;
use crate::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, EstimateId, How, Precision, Statement, Target,
    Value,
};

/// One thing that an analyst does to an overlay.
#[derive(Clone, Debug)]
enum Step {
    Give(EstimateId, Bounds),
    Take(EstimateId),
    SwitchOff(EstimateId, Bounds),
    Exclude(EstimateId),
    GiveTo(EstimateId, &'static str),
}

impl Step {
    fn over(&self, overlay: &Overlay) -> Overlay {
        let laid = |id: &EstimateId, change, on| {
            let target = Target::Estimate(id.clone());
            let (reason, author, at) = (None, None, None);
            overlay.with(Adjustment { target, change, reason, author, at, on })
        };
        match self {
            Step::Give(id, bounds) => laid(id, Change::Bounds(*bounds), true),
            Step::SwitchOff(id, bounds) => laid(id, Change::Bounds(*bounds), false),
            Step::Exclude(id) => laid(id, Change::Exclude, true),
            Step::GiveTo(id, name) => laid(id, Change::SameVoiceAs((*name).into()), true),
            Step::Take(id) => {
                let any = Bounds::point(0.0, How::Exact).expect("a number");
                overlay.without(&Target::Estimate(id.clone()), &Change::Bounds(any))
            }
        }
    }

    /// The estimate of which nothing but its bounds is changed.
    fn moved(&self) -> Option<&EstimateId> {
        match self {
            Step::Give(id, _) | Step::Take(id) | Step::SwitchOff(id, _) => Some(id),
            _ => None,
        }
    }
}

fn any_id() -> impl Strategy<Value = EstimateId> {
    (1..=2, select(vec![':', '#']), 1..26)
        .prop_map(|(file, mark, record)| format!("{file}{mark}{record}").parse().expect("an id"))
}

fn any_step() -> impl Strategy<Value = Step> {
    let bounds = any_value().prop_map(|value| value.bounds().copied());
    let bounds = bounds.prop_filter_map("a number", |bounds| bounds).boxed();
    prop_oneof![
        8 => (any_id(), bounds.clone()).prop_map(|(id, bounds)| Step::Give(id, bounds)),
        2 => any_id().prop_map(Step::Take),
        1 => (any_id(), bounds).prop_map(|(id, bounds)| Step::SwitchOff(id, bounds)),
        1 => any_id().prop_map(Step::Exclude),
        1 => (any_id(), select(vec!["A", "Z"])).prop_map(|(id, name)| Step::GiveTo(id, name)),
    ]
}

fn any_question() -> impl Strategy<Value = Question> {
    let days = || prop::option::of((0..300_i32).prop_map(|days| day("2024-01-01").plus(days)));
    let basis = select(vec![Basis::Cumulative, Basis::Level, Basis::Increment]);
    let staleness = select(vec![Staleness::ByBasis, Staleness::Days(7), Staleness::Never]);
    let exclude = select(vec![vec![], vec!["D".to_owned()]]);
    let parts = (basis, select(Grouping::ALL.to_vec()), days(), days(), days(), staleness, exclude);
    (parts, any::<bool>(), prop::bool::weighted(0.1)).prop_map(
        |((basis, by, from, to, known_on, staleness, exclude), projections, as_stated)| {
            let about = Question::about(measure("killed", basis));
            Question { by, from, to, known_on, staleness, exclude, projections, as_stated, ..about }
        },
    )
}

/// Half of them in each of two files, some without an id of their own, on what is asked about.
fn files_of(statements: Vec<Statement>, question: &Question) -> Vec<Loaded> {
    let mut halves = [Vec::new(), Vec::new()];
    for (place, mut statement) in statements.into_iter().enumerate() {
        if question.measure.basis == Basis::Increment {
            let to = statement.clocks.as_of().to();
            let from = if place % 4 == 0 { to.plus(-9) } else { to.plus(-30) };
            let period = AsOf::period(from, to, Precision::Period).expect("in order");
            let published = statement.clocks.published();
            statement.clocks = Clocks::new(Some(period), published).expect("a date");
        }
        statement.measure = question.measure.clone();
        if place % 5 == 0 {
            statement.id = None;
        }
        halves[place % 7 % 2].push(statement);
    }
    let [one, other] = halves;
    vec![file(1, &one), file(2, &other)]
}

/// Whether a statement of this voice has this id.
fn speaks_with(files: &[Loaded], track: &Track, id: &EstimateId) -> bool {
    track.statements.iter().any(|(at, _)| {
        let (loaded, estimate) = (&files[usize::from(at.file)], at.of(files).expect("there"));
        loaded.id_of(estimate) == *id
    })
}

/// Whether an estimate with this id states a number: bounds make another one only of it.
fn has_number(files: &[Loaded], id: &EstimateId) -> bool {
    files.iter().filter_map(|file| file.find(id)).all(|estimate| estimate.bounds().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn asking_again_says_what_asking_from_scratch_says(
        statements in any_statements(),
        question in any_question(),
        steps in prop::collection::vec(any_step(), 1..12),
    ) {
        let files = files_of(statements, &question);
        let mut overlay = Overlay::default();
        let mut comparer = Comparer::new(&files, &overlay, &question);
        for step in steps {
            overlay = step.over(&overlay);
            let before = comparer.comparison().tracks.clone();
            let again = comparer.compare(&files, &overlay, &question);
            prop_assert_eq!(again, &compare(&files, &overlay, &question));
            let Some(id) = step.moved().filter(|id| has_number(&files, id)) else { continue };
            for (old, new) in before.iter().zip(&again.tracks) {
                if !speaks_with(&files, new, id) || old == new {
                    prop_assert!(Arc::ptr_eq(old, new), "{:?} is not of this voice", id);
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
    let (files, question) = ([file(1, &statements)], Question::about(killed()));
    let mut comparer = Comparer::new(&files, &Overlay::default(), &question);
    let before = comparer.comparison().clone();
    let Value::Bounds(moved) = range(8.0, 90.0) else { unreachable!("a range") };
    let overlay = Step::Give("1:5".parse().expect("an id"), moved).over(&Overlay::default());
    let again = comparer.compare(&files, &overlay, &question);
    assert_eq!(again, &compare(&files, &overlay, &question));
    assert!(!Arc::ptr_eq(&before.tracks[0], &again.tracks[0]));
    assert!(Arc::ptr_eq(&before.tracks[1], &again.tracks[1]));
    let is_other = |(old, new): &(&Segment, &Segment)| old != new;
    assert_eq!(before.segments.iter().zip(&again.segments).filter(is_other).count(), 2);
}
