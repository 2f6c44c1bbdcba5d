//! The page of findings, and how sure the verdict is.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::super::actions::Action;
use super::super::command::Command;
use super::super::workbench::Workbench;
use super::{bench, execute, settle, window};
use crate::compare::{MeasureChoice, choose_measure, measures_in};
use crate::session::Page;

type Window = Harness<'static, Option<Workbench>>;

/// The sample, asked about this measure at this day, with everything found out.
fn asked(measure: &str, at: &str) -> Window {
    let mut harness = window();
    let files = bench(&harness).document().loaded();
    let measures: Vec<_> = measures_in(&files).into_iter().map(|(one, _)| one).collect();
    let MeasureChoice::One(measure) = choose_measure(&measures, measure) else {
        panic!("{measure} is one measure")
    };
    execute(&mut harness, Command::AskMeasure(measure));
    execute(&mut harness, Command::SetCursor(at.parse().expect("a day")));
    execute(&mut harness, Command::OpenPage(Page::Findings));
    settle(&mut harness);
    harness
}

fn told(harness: &Window) -> Vec<String> {
    let all = harness.query_all_by_label_contains("Finding: ");
    let text = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.value().or_else(|| node.label()).unwrap_or_default()
    };
    all.map(text).collect()
}

fn tells(harness: &Window, words: &[&str]) -> bool {
    told(harness).iter().any(|text| words.iter().all(|word| text.contains(word)))
}

#[test]
fn the_sample_says_who_is_outside_and_which_two_statements_are_one() {
    let harness = asked("killed kursk", "2025-01-23");
    let all = told(&harness);
    assert!(
        tells(
            &harness,
            &["ROK NIS’s about 300", "Western officials’ about 1,000", "factor of 3.02"]
        ),
        "{all:#?}"
    );
    assert!(tells(&harness, &["4,000 killed or wounded", "as 4,000 killed"]), "{all:#?}");
    assert!(!tells(&harness, &["2 Sep 2025"]), "it is of a later day: {all:#?}");
    harness.get_by_label(&format!("Findings {}", all.len()));
}

#[test]
fn a_finding_leads_to_its_estimates() {
    let mut harness = asked("killed kursk", "2025-02-20");
    harness.get_by_label_contains("Finding: Farthest apart").click();
    harness.run();
    let selected = bench(&harness).view().selection.as_ref().map(ToString::to_string);
    assert!(selected.is_some_and(|id| id.contains("0113-killed") || id.contains("0122-killed")));
    harness.get_by_label_contains("Finding: Zelensky said 4,000 killed or wounded").click();
    harness.run();
    let cursor = bench(&harness).view().cursor.map(|day| day.to_string());
    assert_eq!(cursor.as_deref(), Some("2025-01-21"));
}

#[test]
fn a_finding_put_aside_keeps_its_reason_and_comes_back() {
    let mut harness = asked("killed kursk", "2025-01-23");
    let before = told(&harness).len();
    harness.get_by_label_contains("Dismiss Largest divergence").click();
    harness.run();
    let field = "Reason to dismiss Largest divergence";
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, field).type_text("two days apart");
    harness.run();
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert_eq!(told(&harness).len(), before - 1);
    harness.get_by_label_contains("Reason: two days apart");
    let dismissals = bench(&harness).document().dismissals().to_vec();
    assert_eq!(dismissals[0].reason.as_deref(), Some("two days apart"));
    assert!(dismissals[0].at.is_some(), "and when");

    harness.get_by_label_contains("Bring back: Farthest apart").click_accesskit();
    harness.run();
    assert_eq!(told(&harness).len(), before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(bench(&harness).document().dismissals().len(), 1, "each is one step of undo");
}

#[test]
fn the_agreement_page_says_who_is_outside_and_how_sure_that_is() {
    let mut harness = window();
    execute(&mut harness, Command::SetCursor("2025-01-23".parse().expect("a day")));
    settle(&mut harness);
    harness.get_by_label_contains("Outside: ROK Joint Chiefs’ about 1,100 of 23 Dec 2024 (carried");
    harness.get_by_label_contains("How sure: Without ROK Joint Chiefs: not contradicted (3 of 3)");
    harness.get_by_label_contains("How sure: Survives “about” read exactly, as ± 1 %, as ± 2 %");
    harness.get_by_label_contains("Counted: 4 origins, 2 affiliations");
}

#[test]
fn a_pool_is_shown_only_when_asked_for_and_changes_no_verdict() {
    let mut harness = window();
    execute(&mut harness, Command::SetCursor("2025-01-23".parse().expect("a day")));
    settle(&mut harness);
    assert!(harness.query_by_label_contains("Pooling assumes").is_none());
    let before = super::verdict_on(&harness, "2025-01-23");
    execute(&mut harness, Command::Act(Action::Pool));
    harness.get_by_label_contains("median of 2 best numbers anything between 1,100 and 4,000");
    harness.get_by_label_contains("Pooling assumes");
    assert_eq!(super::verdict_on(&harness, "2025-01-23"), before);
    assert!(bench(&harness).history_is_saved(), "how it is shown is no unsaved work");
}

#[test]
fn what_was_found_of_another_question_is_never_shown_as_found_of_this_one() {
    let mut harness = asked("killed kursk", "2025-01-23");
    assert!(tells(&harness, &["factor of 3.02"]));
    let files = bench(&harness).document().loaded();
    let measures: Vec<_> = measures_in(&files).into_iter().map(|(one, _)| one).collect();
    let MeasureChoice::One(wounded) = choose_measure(&measures, "killed or wounded kursk") else {
        panic!("one measure")
    };
    execute(&mut harness, Command::AskMeasure(wounded));
    settle(&mut harness);
    assert!(!tells(&harness, &["factor of 3.02"]));
    assert!(!told(&harness).is_empty());
}
