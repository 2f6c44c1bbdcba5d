//! `compare`, its segments, tracks and slices, against the oracle, day by day.

use std::sync::Arc;

use parallax::compare::{
    Agreement, Comparison, Dates, Grouping, Interval, Question, Slice, Staleness, StandingVoice,
    Stretch, compare,
};
use parallax::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, FileSlot, How, Ledger, Loaded, Overlay,
    Statement, Target, Value,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::agreement::{agreement, beside_divided};
use crate::ledgers::{Case, cases, day, measure};
use crate::said::Said;
use crate::standing::{Chosen, Oracle};
use crate::{cases_here, many_cases, run};

/// Every day on which anything can change, the days beside it, and the days around all.
pub fn days(oracle: &Oracle) -> Vec<Day> {
    let mut days: Vec<Day> = vec![day(-30), day(-1), day(700)];
    if oracle.question.dates == Dates::SameDay {
        days.extend((0..60).map(|number| day(number * 5)));
    }
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

/// An agreement with the names of those outside, and of divided groups, beside their places.
#[derive(Debug)]
struct Named {
    agreement: Agreement,
    outside: Vec<String>,
    divided: Vec<String>,
}

impl Named {
    fn of(found: &Agreement, comparison: &Comparison) -> Named {
        let names = |places: &[usize]| {
            places.iter().map(|place| voice_name(comparison, *place)).collect::<Vec<_>>()
        };
        let (outside, divided) = (names(&found.outside), names(&found.divided));
        Named { agreement: found.clone(), outside, divided }
    }

    /// What holds on all days of a segment is the same: how many share, who is outside, what comes
    /// of it.
    fn check_run(&self, expected: &Named, at: Day) -> Result<(), TestCaseError> {
        let run = |one: &Named| {
            let Agreement { n, support, verdict, .. } = one.agreement;
            (n, support, verdict, one.outside.clone(), one.divided.clone())
        };
        prop_assert_eq!(run(self), run(expected), "on {}: {:?}", at, expected);
        Ok(())
    }

    /// And what holds of one day: where that many are met, and what all cover.
    fn check_day(&self, expected: &Named, at: Day) -> Result<(), TestCaseError> {
        self.check_run(expected, at)?;
        let (found, expected) = (&self.agreement, &expected.agreement);
        prop_assert!(are_near(&found.core, &expected.core), "{found:?}, not {expected:?} on {at}");
        prop_assert_eq!(found.touch, expected.touch, "on {}: {:?}", at, expected);
        let envelopes = [found.envelope, expected.envelope].map(Vec::from_iter);
        prop_assert!(are_near(&envelopes[0], &envelopes[1]), "{found:?}, not {expected:?} on {at}");
        Ok(())
    }
}

/// Equal but for what arithmetic on floats loses.
fn is_near(a: Interval, b: Interval) -> bool {
    let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1_000.0);
    near(a.low(), b.low()) && near(a.high(), b.high())
}

/// And bounded by what was said on the same sides.
fn is_read_as(found: Interval, wanted: &Said) -> bool {
    is_near(found, wanted.read) && found.is_full() == wanted.is_full()
}

fn are_near(found: &[Interval], expected: &[Interval]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| is_near(*a, *b))
}

/// What is held against what `compare` answers.
fn expected(standing: &[(String, Chosen)], divided: Vec<String>) -> Named {
    let read: Vec<_> =
        standing.iter().map(|(_, chosen)| (chosen.said.read, chosen.said.is_full())).collect();
    let agreement = beside_divided(agreement(&read), divided.len());
    let outside = agreement.outside.iter().map(|place| standing[*place].0.clone()).collect();
    Named { agreement, outside, divided }
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
    let expected = expected(&standing, oracle.divided(at));
    let name = |voice| voice_name(comparison, voice);
    let segment = comparison.segment_at(at);
    prop_assert!(segment.from.is_none_or(|from| from <= at), "{segment:?} is not at {at}");
    prop_assert!(segment.to.is_none_or(|to| at <= to), "{segment:?} is not at {at}");
    let of_segment = Named::of(&segment.agreement, comparison);
    of_segment.check_run(&expected, at)?;
    if segment.from == Some(at) {
        of_segment.check_day(&expected, at)?;
    }
    if segment.to == Some(at) {
        let wanted = &expected.agreement.core;
        prop_assert!(are_near(&segment.core_to, wanted), "{segment:?} on {at}, not {wanted:?}");
    }

    let slice: Slice = comparison.slice(&case.files, at);
    prop_assert_eq!(slice.at, at);
    Named::of(&slice.agreement, comparison).check_day(&expected, at)?;
    let found: Vec<_> = slice.standing.iter().map(|one| (name(one.voice), one.read)).collect();
    let wanted: Vec<_> = standing.iter().map(|(voice, one)| (voice.clone(), one.said)).collect();
    let is_same = found.len() == wanted.len()
        && found.iter().zip(&wanted).all(|(a, b)| a.0 == b.0 && is_read_as(a.1, &b.1));
    prop_assert!(is_same, "{found:?} standing, not {wanted:?} at {at}");
    for (one, (voice, wanted)) in slice.standing.iter().zip(&standing) {
        let is_its_own = wanted.statements.contains(&one.estimate);
        prop_assert!(is_its_own, "{:?} of {} at {}", one.estimate, voice, at);
        check_carried(one, wanted, at)?;
    }
    for one in &slice.standing {
        let is_outside = expected.outside.contains(&name(one.voice));
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

/// Where a carried number comes from is told, and nothing of one that was not carried.
fn check_carried(found: &StandingVoice, wanted: &Chosen, at: Day) -> Result<(), TestCaseError> {
    let Some(stated) = wanted.stated else { return Ok(()) };
    let is_moved = !is_near(stated.read, wanted.said.read);
    let Some(carried) = found.carried else {
        prop_assert!(!is_moved, "{found:?}, from {stated:?} at {at}");
        return Ok(());
    };
    let (as_of, days) = (wanted.day, wanted.day.days_until(at));
    prop_assert!(is_near(carried.stated, stated.read), "{carried:?}, {wanted:?}");
    prop_assert_eq!((carried.as_of, carried.days), (as_of, days), "{:?}", wanted);
    Ok(())
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
            let is_it = match (found, wanted) {
                (Some(found), Some(wanted)) => {
                    is_read_as(found.read(), &wanted.said)
                        && wanted.statements.contains(&found.estimate())
                }
                (found, wanted) => found.is_none() && wanted.is_none(),
            };
            prop_assert!(is_it, "{:?}, not {:?}: {:?}", found, wanted, told);
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
        let oracle = Oracle::new(&case.files, &case.overlay, &case.question);
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
