//! What holds of findings whatever the statements are.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::compare::fixtures::{day, echo_of, file, killed, point, range, says};
use crate::compare::{Insight, Question, Tried, compare, insight};
use crate::estimate::{Day, FileSlot, Loaded, Overlay, Statement, Value};
use crate::words::Words;

const VOICES: [&str; 5] = ["Amber", "Birch", "Cedar", "Dune", "Elm"];

/// A statement on the killed that may be an echo of an earlier one.
#[derive(Clone, Debug)]
struct Said {
    voice: usize,
    value: Value,
    days: i32,
    echo_of: Option<usize>,
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1_u32..12).prop_map(|n| point(f64::from(n) * 100.0)),
        (1_u32..12, 0_u32..6).prop_map(|(low, more)| {
            range(f64::from(low) * 100.0, f64::from(low + more) * 100.0)
        }),
        (1_u32..12).prop_map(|n| crate::compare::fixtures::at_least(f64::from(n) * 100.0)),
    ]
}

fn any_story() -> impl Strategy<Value = Vec<Said>> {
    let said = (0..VOICES.len(), any_value(), 0_i32..60, prop::option::weighted(0.3, 0_usize..20));
    prop::collection::vec(said, 1..20).prop_map(|all| {
        let placed = all.into_iter().enumerate();
        let said = placed.map(|(place, (voice, value, days, echo_of))| Said {
            voice,
            value,
            days,
            echo_of: echo_of.filter(|original| *original < place),
        });
        said.collect()
    })
}

fn statements(story: &[Said], with_echoes: bool) -> Vec<Statement> {
    let told = story.iter().enumerate().filter(|(_, said)| with_echoes || said.echo_of.is_none());
    told.map(|(place, said)| {
        let record = u32::try_from(place).expect("few") + 1;
        let as_of = day("2025-01-01").plus(said.days).to_string();
        let statement = says(record, VOICES[said.voice], said.value, &as_of);
        match said.echo_of {
            Some(original) => echo_of(statement, u32::try_from(original).expect("few") + 1),
            None => statement,
        }
    })
    .collect()
}

fn all_found(files: &[Loaded], on: Day) -> Vec<Finding> {
    let go_on = &mut || ControlFlow::Continue(());
    let question = Question::about(killed());
    findings(files, &Overlay::default(), &question, Some(on), go_on).expect("went on")
}

proptest! {
    #[test]
    fn taking_an_echo_away_changes_no_verdict(story in any_story()) {
        let question = Question::about(killed());
        let verdicts = |with_echoes: bool| {
            let files = [file(1, &statements(&story, with_echoes))];
            let comparison = compare(&files, &Overlay::default(), &question);
            let agreement = |days: i32| {
                let at = day("2025-01-01").plus(days);
                let agreement = comparison.slice(&files, at).agreement;
                (agreement.verdict, agreement.n, agreement.core)
            };
            (0..70).map(agreement).collect::<Vec<_>>()
        };
        prop_assert_eq!(verdicts(true), verdicts(false));
    }

    #[test]
    fn the_same_inputs_give_the_same_findings_each_with_its_estimates(
        story in any_story(), days in 0_i32..70,
    ) {
        let files = [file(1, &statements(&story, true))];
        let at = day("2025-01-01").plus(days);
        let found = all_found(&files, at);
        prop_assert_eq!(&found, &all_found(&files, at));
        for finding in &found {
            let text = Words::default().finding(finding);
            prop_assert!(!finding.evidence.is_empty(), "{text}");
            prop_assert!(finding.weight.is_finite());
            for estimate in &finding.evidence {
                prop_assert!(estimate.of(&files).is_some());
            }
            for part in &text.parts {
                for estimate in &part.estimates {
                    prop_assert!(finding.evidence.contains(estimate));
                }
            }
        }
        prop_assert!(found.is_sorted_by(|a, b| (a.stands, a.weight) >= (b.stands, b.weight)));
        prop_assert!(found.iter().all(|one| one.day <= at));
        let mut keys: Vec<_> = found.iter().map(Finding::key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), found.len(), "no two have one key");
    }

    #[test]
    fn the_order_of_the_files_makes_no_difference(story in any_story(), days in 0_i32..70) {
        // A voice speaks in one file only, and an echo stands in the file of its original: which of
        // two equally late statements stands is decided by the order within a file.
        let alone = statements(&story, false);
        let of = |slot: u16, voice: &str| {
            let own: Vec<Statement> =
                alone.iter().filter(|said| said.label == voice).cloned().collect();
            file(slot, &own)
        };
        let mut files: Vec<Loaded> =
            VOICES.iter().zip(1_u16..).map(|(voice, slot)| of(slot, voice)).collect();
        let at = day("2025-01-01").plus(days);
        let in_order = all_found(&files, at);
        files.reverse();
        let reversed = all_found(&files, at);
        let told = |found: &[Finding], files: &[Loaded]| -> Vec<(String, FindingKey, Vec<FileSlot>)> {
            let slots = |one: &Finding| {
                one.evidence.iter().map(|of| files[usize::from(of.file)].slot).collect()
            };
            found.iter().map(|one| (Words::default().finding(one).to_string(), one.key().clone(), slots(one))).collect()
        };
        let back: Vec<Loaded> = files.iter().rev().cloned().collect();
        prop_assert_eq!(told(&in_order, &back), told(&reversed, &files));
    }

    #[test]
    fn leaving_a_voice_out_is_asking_without_it(story in any_story(), days in 0_i32..70) {
        let files = [file(1, &statements(&story, true))];
        let question = Question::about(killed());
        let at = day("2025-01-01").plus(days);
        let comparison = compare(&files, &Overlay::default(), &question);
        let slice = comparison.slice(&files, at);
        let go_on = &mut || ControlFlow::Continue(());
        let told = insight(&files, &[], &Overlay::default(), &question, Some(at), go_on);
        let Insight { robustness, .. } = told.expect("went on");
        let mut left_out = 0;
        for trial in &robustness.trials {
            let Tried::Without(voice) = trial.tried else { continue };
            left_out += 1;
            let exclude = vec![comparison.voices[voice].name.clone()];
            let without = Question { exclude, ..question.clone() };
            let asked = compare(&files, &Overlay::default(), &without).slice(&files, at).agreement;
            prop_assert_eq!(
                (trial.verdict, trial.n, trial.support, &trial.core),
                (asked.verdict, asked.n, asked.support, &asked.core)
            );
        }
        prop_assert_eq!(left_out, slice.standing.len());
    }
}
