//! The published files, where PARALLAX_REAL_FILES names their folder.

use std::ops::ControlFlow;
use std::path::Path;

use super::*;
use crate::compare::{Question, measures_in};
use crate::estimate::{FileSlot, Loaded, Overlay};
use crate::files::{ReadOptions, read};

#[expect(clippy::disallowed_methods, reason = "a test reads the files it is pointed to")]
fn real(paths: &[&str]) -> Vec<Loaded> {
    let folder = std::env::var("PARALLAX_REAL_FILES").expect("names the folder");
    let opened = paths.iter().zip(1..).map(|(path, slot)| {
        let bytes = std::fs::read(Path::new(&folder).join(path)).expect("the file is there");
        let go_on = &mut |_| ControlFlow::Continue(());
        let reading = read(path, &bytes, &ReadOptions::default(), go_on).expect("readable");
        Loaded { slot: FileSlot(slot), ledger: reading.ledger.into() }
    });
    opened.collect()
}

fn found(files: &[Loaded], measure: &str) -> Vec<Dependence> {
    let measures = measures_in(files);
    let (measure, _) = measures.into_iter().find(|(one, _)| one.id() == measure).expect("there");
    let go_on = &mut || ControlFlow::Continue(());
    dependences(files, &Overlay::default(), &Question::about(measure), go_on).expect("went on")
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_month_table_moves_as_the_ministrys_daily_totals_do() {
    let files = real(&["economist/uk-mod-monthly.csv", "ukraine-mod/personnel.json"]);
    let found = found(&files, "russia/killed-or-wounded/ukraine/cumulative");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        crate::words::Words::default().dependence(&found[0]),
        "UK MoD and Ukraine MoD are numerically near-identical: 33 of 47 monthly increments within \
         0.5 %, r = 0.9996; 21 of these are the same as far as they are written"
    );
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn nobody_in_the_economist_table_is_taken_for_another() {
    let files = real(&["economist/estimates.csv"]);
    for measure in measures_in(&files) {
        let found = found(&files, &measure.0.id());
        assert!(found.iter().all(|one| one.voices != ["BBC Russia", "CSIS"]), "{found:#?}");
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_chiefs_total_is_the_sum_of_the_services_parts() {
    let files = real(&["kursk/estimates.csv"]);
    let found = found(&files, "north-korean-soldiers/killed-or-wounded/russia-kursk/cumulative");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        crate::words::Words::default().dependence(&found[0]),
        "ROK Joint Chiefs’ about 1,100 killed or wounded of 23 Dec 2024 equals the sum of ROK NIS’s \
         at least 100 killed and nearly 1,000 wounded (Russia) of 19 Dec 2024; with so few digits it \
         may be chance"
    );
}
