//! The Economist's file on every day, and two days of it worked out beforehand.

use std::sync::Arc;

use parallax::compare::{Dates, Grouping, Question, Verdict, compare, measures_in};
use parallax::estimate::{Day, FileSlot, Loaded, Measure, Overlay};
use parallax::files::{ReadOptions, read};

use crate::agreement::agreement;
use crate::compares::{check_day, check_tracks};
use crate::ledgers::Case;
use crate::standing::{Known, Oracle};

fn economist() -> Vec<Loaded> {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").expect("PARALLAX_REAL_FILES is set");
    let path = std::path::Path::new(&folder).join("economist/estimates.csv");
    #[expect(clippy::disallowed_methods, reason = "a test reads its own file")]
    let bytes = std::fs::read(path).expect("the file");
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let reading = read("estimates.csv", &bytes, &ReadOptions::default(), go_on).expect("readable");
    vec![Loaded { slot: FileSlot(1), ledger: Arc::new(reading.ledger) }]
}

fn measures(files: &[Loaded]) -> Vec<Measure> {
    measures_in(files).into_iter().map(|(measure, _)| measure).collect()
}

/// From a month before the first estimate to a year after the last, by origin and by label.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economists_four_measures_agree_on_every_day_as_the_oracle_says() {
    let files = economist();
    let measures = measures(&files);
    assert_eq!(measures.len(), 4);
    let mut looked_at = 0;
    for measure in measures {
        for by in [Grouping::Origin, Grouping::Label] {
            let question = Question { by, ..Question::about(measure.clone()) };
            let case = Case { files: files.clone(), overlay: Overlay::default(), question };
            let comparison = compare(&case.files, &case.overlay, &case.question);
            let oracle = Oracle::new(&case.files, &case.overlay, &case.question);
            let (first, last) = first_and_last(&oracle);
            let (mut at, last) = (first.plus(-30), last.plus(365));
            while at <= last {
                check_day(&case, &comparison, &oracle, at)
                    .and_then(|()| check_tracks(&comparison, &oracle, at))
                    .unwrap_or_else(|error| panic!("{} by {by:?}: {error}", measure.name()));
                looked_at += 1;
                at = at.plus(1);
            }
        }
    }
    assert!(looked_at > 5_000, "only {looked_at} days");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn totals_of_different_days_are_compared_on_one() {
    let files = economist();
    let overlay = Overlay::default();
    for (id, at, (support, n), core, verdict, outside) in [
        (
            "russia/killed-or-wounded/ukraine/cumulative",
            "2025-04-03",
            (6, 9),
            (915_271.0, 916_271.0),
            Verdict::Majority,
            vec!["US DoD", "US officials (via NYT)", "Western intelligence agencies (via WSJ)"],
        ),
        (
            "russia/killed/ukraine/cumulative",
            "2026-06-30",
            (3, 4),
            (495_142.0, 532_701.0),
            Verdict::Majority,
            vec!["CSIS"],
        ),
    ] {
        let measure = measures(&files).into_iter().find(|measure| measure.id() == id);
        let question =
            Question { by: Grouping::Label, ..Question::about(measure.expect("the measure")) };
        let oracle = Oracle::new(&files, &overlay, &question);
        let standing = oracle.standing(at.parse().expect("a day"));
        let read: Vec<_> =
            standing.iter().map(|(_, one)| (one.said.read, one.said.is_full())).collect();
        let found = agreement(&read);
        assert_eq!((found.support, found.n, found.verdict), (support, n, verdict), "{standing:?}");
        let [shared] = found.core[..] else { panic!("several cores: {:?}", found.core) };
        assert_eq!((shared.low().round(), shared.high().round()), core);
        let names: Vec<_> = found.outside.iter().map(|place| standing[*place].0.as_str()).collect();
        assert_eq!(names, outside);
    }
}

/// By label, from the first estimate to the last: on so many days the verdict is another one when
/// totals of different days are compared as they were said.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn comparing_totals_as_they_were_said_gives_another_verdict_on_many_days() {
    let files = economist();
    let overlay = Overlay::default();
    for (id, other) in [
        ("russia/killed-or-wounded/ukraine/cumulative", 0.455),
        ("russia/killed/ukraine/cumulative", 0.258),
        ("ukraine/killed-or-wounded/ukraine/cumulative", 0.0),
        ("ukraine/killed/ukraine/cumulative", 0.0),
    ] {
        let measure = measures(&files).into_iter().find(|measure| measure.id() == id);
        let carried =
            Question { by: Grouping::Label, ..Question::about(measure.expect("the measure")) };
        let stated = Question { dates: Dates::Stated, ..carried.clone() };
        let [carried, stated] =
            [&carried, &stated].map(|question| Oracle::new(&files, &overlay, question));
        let (first, last) = first_and_last(&carried);
        let days = (0..=first.days_until(last)).map(|days| first.plus(days));
        let differing = days.filter(|at| verdict(&carried, *at) != verdict(&stated, *at)).count();
        let share = differing as f64 / f64::from(first.days_until(last) + 1);
        assert!((share - other).abs() < 5e-4, "{id}: {share}");
    }
}

fn first_and_last(oracle: &Oracle) -> (Day, Day) {
    let is_asked = |known: &&Known| known.statement.measure == oracle.question.measure;
    let asked = oracle.all.iter().filter(is_asked);
    let days: Vec<Day> = asked.map(|known| known.statement.clocks.as_of().to()).collect();
    let ends = days.iter().min().zip(days.iter().max());
    ends.map(|(first, last)| (*first, *last)).expect("an estimate")
}

fn verdict(oracle: &Oracle, at: Day) -> Verdict {
    let standing = oracle.standing(at);
    let read = standing.iter().map(|(_, one)| (one.said.read, one.said.is_full()));
    agreement(&read.collect::<Vec<_>>()).verdict
}
