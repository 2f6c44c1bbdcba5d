//! `compare`, its segments, tracks and slices, against the oracle, day by day.

use std::sync::Arc;

use parallax::compare::{
    Agreement, Comparison, Grouping, Question, Slice, Staleness, Stretch, compare,
};
use parallax::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, FileSlot, How, Ledger, Loaded, Overlay,
    Statement, Target, Value,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::agreement::agreement;
use crate::ledgers::{Case, cases, day, measure};
use crate::standing::{Chosen, Oracle, Rules};
use crate::{cases_here, many_cases, run};

/// Every day on which anything can change, the days beside it, and the days around all.
pub fn days(oracle: &Oracle) -> Vec<Day> {
    let mut days: Vec<Day> = vec![day(-30), day(-1), day(700)];
    for known in &oracle.all {
        let as_of = known.statement.clocks.as_of();
        let known_from = known.statement.clocks.known_from();
        let staleness = match oracle.question.staleness {
            Staleness::Days(days) => i32::from(days),
            _ => 90,
        };
        let ends = [90, 180, staleness].map(|days| as_of.to().plus(days));
        for turn in [as_of.from(), as_of.to(), known_from, known_from.plus(30)] {
            days.extend((-1..=1).map(|beside| turn.plus(beside)));
        }
        days.extend(ends.iter().flat_map(|end| [*end, end.plus(1)]));
    }
    days.sort();
    days.dedup();
    days
}

/// An agreement with the names of those outside in place of their places.
fn named(agreement: &Agreement, name: impl Fn(usize) -> String) -> (Agreement, Vec<String>) {
    let outside = agreement.outside.iter().map(|place| name(*place)).collect();
    (Agreement { outside: Vec::new(), ..agreement.clone() }, outside)
}

/// What is held against what `compare` answers.
pub const RULES: Rules = Rules { at_once: false, one_sided: false, same_day: false };

fn expected(oracle: &Oracle, standing: &[(String, Chosen)]) -> (Agreement, Vec<String>) {
    let read: Vec<_> = standing
        .iter()
        .map(|(_, chosen)| (chosen.said.read, oracle.is_full(&chosen.said)))
        .collect();
    named(&agreement(&read), |place| standing[place].0.clone())
}

fn voice_name(comparison: &Comparison, voice: usize) -> String {
    comparison.voices[voice].name.clone()
}

/// Whether the answer to a case is the oracle's on a day.
pub fn check_day(
    case: &Case,
    comparison: &Comparison,
    oracle: &Oracle,
    at: Day,
) -> Result<(), TestCaseError> {
    let standing = oracle.standing(at);
    let expected = expected(oracle, &standing);
    let name = |voice| voice_name(comparison, voice);
    let segment = comparison.segment_at(at);
    prop_assert_eq!(&named(&segment.agreement, name), &expected, "segment at {}", at);
    prop_assert!(segment.from.is_none_or(|from| from <= at), "{segment:?} is not at {at}");
    prop_assert!(segment.to.is_none_or(|to| at <= to), "{segment:?} is not at {at}");

    let slice: Slice = comparison.slice(&case.files, at);
    prop_assert_eq!(slice.at, at);
    prop_assert_eq!(&named(&slice.agreement, name), &expected, "slice at {}", at);
    let found: Vec<_> = slice.standing.iter().map(|one| (name(one.voice), one.read)).collect();
    let wanted: Vec<_> =
        standing.iter().map(|(voice, one)| (voice.clone(), one.said.read)).collect();
    prop_assert_eq!(found, wanted, "standing at {}", at);
    for (one, (voice, wanted)) in slice.standing.iter().zip(&standing) {
        prop_assert!(
            wanted.statements.contains(&one.estimate),
            "{:?} of {} at {}",
            one.estimate,
            voice,
            at
        );
    }
    for one in &slice.standing {
        let is_outside = expected.1.contains(&name(one.voice));
        prop_assert_eq!(one.in_core, !is_outside, "{} at {}", name(one.voice), at);
    }
    let n = standing.len();
    let divided: Vec<String> = comparison
        .tracks
        .iter()
        .filter(|track| comparison.voices[track.voice].is_counted())
        .filter(|track| track.divided.iter().any(|one| is_on(one, at)))
        .map(|track| name(track.voice))
        .collect();
    prop_assert_eq!(divided, oracle.divided(at), "divided at {}", at);
    prop_assert_eq!(slice.pairs.len(), n * n.saturating_sub(1) / 2, "pairs at {}", at);
    Ok(())
}

fn is_on(stretch: &Stretch, at: Day) -> bool {
    stretch.from <= at && stretch.to.is_none_or(|to| at <= to)
}

/// What a track shows on a day is what the oracle chooses: standing, or gone stale and faded.
pub fn check_tracks(
    comparison: &Comparison,
    oracle: &Oracle,
    at: Day,
) -> Result<(), TestCaseError> {
    let is_grouped = !matches!(oracle.question.by, Grouping::Origin | Grouping::Label);
    for track in comparison.tracks.iter().filter(|_| !is_grouped) {
        let voice = &comparison.voices[track.voice];
        if voice.is_unknown || voice.is_excluded {
            continue;
        }
        let on = |stretches: &[Stretch]| {
            let mut here = stretches.iter().filter(|stretch| is_on(stretch, at));
            let first = here.next().copied();
            assert!(here.next().is_none(), "two stretches of {} overlap on {at}", voice.name);
            first
        };
        let chosen = oracle.chosen(&voice.name, at);
        let both = [(false, on(&track.stretches)), (true, on(&track.stale))];
        for (is_stale, found) in both {
            let wanted = chosen.as_ref().filter(|chosen| chosen.is_stale == is_stale);
            let told = (&voice.name, at, is_stale);
            prop_assert_eq!(
                found.map(|stretch| stretch.read),
                wanted.map(|chosen| chosen.said.read),
                "{:?}",
                told
            );
            let is_said = found
                .zip(wanted)
                .is_none_or(|(found, wanted)| wanted.statements.contains(&found.estimate));
            prop_assert!(is_said, "{:?} of {:?}", found, told);
        }
    }
    Ok(())
}

/// The segments follow each other from ever to ever.
fn check_segments(comparison: &Comparison) -> Result<(), TestCaseError> {
    let segments = &comparison.segments;
    prop_assert!(!segments.is_empty());
    prop_assert_eq!(segments[0].from, None);
    prop_assert_eq!(segments[segments.len() - 1].to, None);
    for pair in segments.windows(2) {
        let to = pair[0].to.expect("only the last one is open");
        prop_assert_eq!(pair[1].from, Some(to.plus(1)));
        prop_assert!(pair[0].from.is_none_or(|from| from <= to));
    }
    Ok(())
}

fn check_order(comparison: &Comparison) -> Result<(), TestCaseError> {
    let names: Vec<&str> = comparison.voices.iter().map(|voice| voice.name.as_str()).collect();
    prop_assert!(names.is_sorted(), "{names:?}");
    let voices: Vec<usize> = comparison.tracks.iter().map(|track| track.voice).collect();
    prop_assert_eq!(voices, (0..names.len()).collect::<Vec<_>>());
    Ok(())
}

fn compares_like_the_oracle(cases_wanted: u32) {
    run(cases_wanted, &cases(), |case| {
        let comparison = compare(&case.files, &case.overlay, &case.question);
        let oracle = Oracle::new(&case.files, &case.overlay, &case.question, RULES);
        check_order(&comparison)?;
        check_segments(&comparison)?;
        for at in days(&oracle) {
            check_day(&case, &comparison, &oracle, at)?;
            check_tracks(&comparison, &oracle, at)?;
        }
        Ok(())
    });
}

#[test]
fn on_every_day_those_stand_and_agree_whom_the_rules_name() {
    compares_like_the_oracle(cases_here(1_000));
}

#[test]
#[ignore = "30,000 cases: takes minutes"]
fn on_every_day_those_stand_and_agree_whom_the_rules_name_in_many_cases() {
    compares_like_the_oracle(many_cases(30_000));
}

#[test]
fn the_same_inputs_give_the_same_comparison() {
    run(cases_here(300), &cases(), |case| {
        let ask = || compare(&case.files, &case.overlay, &case.question);
        prop_assert_eq!(ask(), ask());
        Ok(())
    });
}

/// A source that said "nearly 1,000" never said "at least 1,000", whichever column it stands in.
#[test]
fn reading_points_as_at_least_leaves_nearly_alone() {
    let wanted = measure(Basis::Level);
    let read = |bounds: Bounds| {
        let clocks = Clocks::new(Some(AsOf::day(day(0))), None).expect("a date");
        let value = Value::Bounds(bounds);
        let mut builder = Ledger::builder();
        builder.push(&Statement::new(1, "A", wanted.clone(), value, clocks)).expect("taken");
        let files = [Loaded { slot: FileSlot(1), ledger: Arc::new(builder.finish()) }];
        let adjustment = Adjustment {
            target: Target::Source("A".into()),
            change: Change::ReadAsAtLeast,
            reason: None,
            author: None,
            at: None,
            on: true,
        };
        let overlay = Overlay::default().with(adjustment);
        compare(&files, &overlay, &Question::about(wanted.clone())).slice(&files, day(0)).standing
            [0]
        .read
    };
    let best = Bounds::point(1_000.0, How::Nearly).expect("finite");
    let high = Bounds::new(None, None, Some(1_000.0), How::Nearly).expect("finite");
    assert_eq!(read(best), read(high));
    assert_eq!(read(best).high(), 1_000.0);
}
