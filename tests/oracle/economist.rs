//! The Economist's file on every day, and two days of it worked out beforehand.

use std::sync::Arc;

use parallax::compare::{Grouping, Question, Verdict, compare, measures_in};
use parallax::estimate::{Day, FileSlot, Loaded, Measure, Overlay};
use parallax::files::{ReadOptions, read};

use crate::agreement::agreement;
use crate::compares::{RULES, check_day, check_tracks};
use crate::ledgers::Case;
use crate::standing::{Oracle, Rules};

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
            let oracle = Oracle::new(&case.files, &case.overlay, &case.question, RULES);
            let asked = oracle.all.iter().filter(|known| known.statement.measure == measure);
            let days: Vec<Day> = asked.map(|k| k.statement.clocks.as_of().to()).collect();
            let last = days.iter().max().expect("an estimate").plus(365);
            let mut at = days.iter().min().expect("an estimate").plus(-30);
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
    let rules = Rules { at_once: true, one_sided: true, same_day: true };
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
        let oracle = Oracle::new(&files, &overlay, &question, rules);
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
