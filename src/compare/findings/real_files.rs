//! Findings on the published statements on North Korean troops.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::*;
use crate::compare::{MeasureChoice, Question, choose_measure, measures_in};
use crate::estimate::{FileSlot, Loaded, Measure, Overlay};
use crate::files::{self, ReadOptions};
use crate::words::Words;

#[expect(clippy::disallowed_methods, reason = "a test reads the files it is pointed to")]
fn statements() -> Vec<Loaded> {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").map(PathBuf::from);
    let path = folder.expect("PARALLAX_REAL_FILES names the folder").join("kursk/estimates.csv");
    let bytes = std::fs::read(path).expect("the file is there");
    let go_on = &mut |_| ControlFlow::Continue(());
    let options = ReadOptions::default();
    let reading = files::read("estimates.csv", &bytes, &options, go_on).expect("a table");
    vec![Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }]
}

fn found(measure: &str, on: &str) -> Vec<(FindingKind, String)> {
    let files = statements();
    let measures: Vec<Measure> = measures_in(&files).into_iter().map(|(one, _)| one).collect();
    let MeasureChoice::One(measure) = choose_measure(&measures, measure) else {
        panic!("{measure} is one measure")
    };
    let go_on = &mut || ControlFlow::Continue(());
    let question = Question::about(measure);
    let on = Some(on.parse().expect("a day"));
    let found = findings(&files, &Overlay::default(), &question, on, go_on).expect("went on");
    found.into_iter().map(|one| (one.kind(), Words::default().finding(&one).to_string())).collect()
}

fn told(found: &[(FindingKind, String)], kind: FindingKind, words: &[&str]) -> bool {
    found.iter().any(|(of, text)| *of == kind && words.iter().all(|word| text.contains(word)))
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn killed_in_kursk_diverges_by_a_factor_above_three_and_four_thousand_killed_is_a_mutation() {
    let found = found("killed kursk", "2025-01-23");
    let factor = ["ROK NIS’s about 300", "Western officials’ about 1,000", "a factor of 3.02"];
    assert!(told(&found, FindingKind::LargestDivergence, &factor), "{found:#?}");
    let mutation = ["4,000 killed or wounded", "as 4,000 killed", "the quantity changed"];
    assert!(told(&found, FindingKind::Mutation, &mutation), "{found:#?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn killed_or_wounded_would_agree_only_by_an_echo() {
    let found = found("killed or wounded kursk", "2024-12-24");
    let echo = ["were an echo counted as a voice, 2 of 3 origins", "is “diverge”", "KUNA"];
    assert!(told(&found, FindingKind::AgreementOfEchoes, &echo), "{found:#?}");
    let bound = ["more than 3,000", "as about 3,000", "the bound changed"];
    assert!(told(&found, FindingKind::Mutation, &bound), "{found:#?}");
    assert!(told(&found, FindingKind::Mutation, &["the origin changed"]), "{found:#?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn three_of_those_who_speak_of_troops_in_russia_are_american() {
    let found = found("deployed russia", "2025-01-10");
    let counted = ["6 origins that", "3 affiliations, 3 of them to US and 2 to South Korea"];
    assert!(told(&found, FindingKind::OneAffiliation, &counted), "{found:#?}");
}
