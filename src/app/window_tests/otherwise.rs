//! What is read otherwise from the line that tells what is assumed, and what How sure tried, made
//! so by a click.

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

use super::*;
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::compare::{AboutPolicy, Dates, Question, Staleness};
use crate::estimate::{Bounds, Change, How, Target};

type Window = Harness<'static, Option<Workbench>>;

/// The sample at the day of its story, with everything found out.
fn story() -> Window {
    let mut harness = window();
    execute(&mut harness, Command::SetCursor("2025-01-23".parse().expect("a day")));
    settle(&mut harness);
    harness
}

fn asked(harness: &Window) -> &Question {
    bench(harness).document().question().expect("asked")
}

fn press(harness: &mut Window, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click_accesskit();
    settle(harness);
}

/// Presses the line of How sure that begins so.
fn press_line(harness: &mut Window, begins: &str) {
    let begins = format!("How sure: {begins}");
    harness.get_by_label_contains(&begins).click_accesskit();
    settle(harness);
}

#[test]
fn what_is_open_is_read_otherwise_from_the_line_that_tells_what_is_assumed() {
    let mut harness = story();
    let line = harness.get_by_label_contains("Read otherwise");
    assert!(line.accesskit_node().label().is_some_and(|says| says.starts_with("Assumed: ")));
    line.focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let radio = Role::RadioButton;
    press(&mut harness, radio, "“About 3,000” is read exactly");
    assert_eq!(asked(&harness).about, AboutPolicy::Exact);
    press(&mut harness, radio, "An estimate stands for 30 days");
    assert_eq!(asked(&harness).staleness, Staleness::Days(30));
    press(&mut harness, radio, "Totals are compared as of their own days");
    assert_eq!(asked(&harness).dates, Dates::Stated);
    press(&mut harness, Role::CheckBox, "count, on the day they speak of");
    assert!(asked(&harness).projections);
    assert!(bench(&harness).history().to_undo().is_none(), "to read otherwise is no change");
    assert!(bench(&harness).history_is_saved());
}

#[test]
fn what_how_sure_asked_otherwise_is_asked_by_a_click() {
    let mut harness = story();
    press_line(&mut harness, "By affiliation");
    assert_eq!(asked(&harness).by, crate::compare::Grouping::Affiliation);
    assert!(bench(&harness).history().to_undo().is_none());

    let mut harness = story();
    press_line(&mut harness, "Survives “about” read exactly, as ± 1 %, as ± 2 %");
    // Of several each is offered, with what came of it.
    harness.get_by_label_contains("“About” read exactly: ").click_accesskit();
    settle(&mut harness);
    assert_eq!(asked(&harness).about, AboutPolicy::Exact);
}

#[test]
fn whom_how_sure_left_out_is_excluded_by_a_click_and_comes_back_by_one_undo() {
    let mut harness = story();
    let before = verdict_on(&harness, "2025-01-23");
    press_line(&mut harness, "Without ROK Joint Chiefs: not contradicted (3 of 3)");
    assert_eq!(verdict_on(&harness, "2025-01-23"), (Verdict::NotContradicted, 3, 3));
    let laid: Vec<_> = bench(&harness).document().overlay().adjustments().to_vec();
    assert_eq!(laid.len(), 1);
    assert_eq!(laid[0].target, Target::Source("ROK Joint Chiefs".to_owned()));
    assert_eq!(laid[0].change, Change::Exclude);
    execute(&mut harness, Command::Act(Action::Undo));
    settle(&mut harness);
    assert_eq!(verdict_on(&harness, "2025-01-23"), before);
}

/// The lines of How sure that can be pressed.
fn lines(harness: &Window) -> Vec<String> {
    let lines = harness.query_all_by_role(Role::Button);
    let labels = lines.filter_map(|line| line.accesskit_node().label());
    labels.filter(|label| label.starts_with("How sure: ")).collect()
}

/// What is offered behind a line, each with what came of it; nothing where the line does it itself.
fn offered(harness: &mut Window, line: &str) -> Vec<String> {
    harness.get_by_role_and_label(Role::Button, line).click_accesskit();
    harness.run_steps(4);
    if harness.query_by_label("See it").is_none() {
        return Vec::new();
    }
    let buttons = harness.query_all_by_role(Role::Button);
    let labels = buttons.filter_map(|button| button.accesskit_node().label());
    let is_way = |label: &String| {
        ["Without ", "“About” read ", "Stale after ", "Every number ", "Totals ", "By ", "With "]
            .iter()
            .any(|begins| label.starts_with(begins))
    };
    labels.filter(is_way).collect()
}

#[test]
fn what_a_click_makes_of_the_answer_is_what_how_sure_said_of_it() {
    let harness = story();
    let mut tried = 0;
    for line in lines(&harness) {
        let ways = offered(&mut story(), &line);
        for way in ways {
            let mut harness = story();
            offered(&mut harness, &line);
            press(&mut harness, Role::Button, &way);
            let (verdict, support, n) = verdict_on(&harness, "2025-01-23");
            let verdict = crate::words::Words::default().verdict(verdict);
            // Where open ends go with each other it is told who diverges, and not how many share.
            let told = [format!(": {verdict} ({support} of {n}"), format!(": {verdict}")];
            assert!(told.iter().any(|told| way.contains(told)), "{way} came to {told:?}");
            tried += 1;
        }
    }
    assert!(tried > 4, "{tried}");
}

#[test]
fn nothing_on_the_page_moves_while_it_is_found_out_how_sure_a_change_is() {
    let mut harness = story();
    let place = |harness: &Window| {
        let heading = harness.get_by_role_and_label(Role::Label, "How sure").rect().top();
        harness.get_by_label_contains("Counted: ").rect().top() - heading
    };
    let before = place(&harness);
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    let bounds = Bounds::new(Some(1_000.0), None, Some(1_300.0), How::Between).expect("in order");
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::Draft { id, bounds });
    harness.step();
    assert!(harness.query_by_label_contains("How sure: ").is_none(), "it is being found out");
    assert_eq!(place(&harness), before);
}

#[test]
fn every_number_is_made_as_wide_as_how_sure_tried_in_one_step_of_undo() {
    let mut harness = story();
    let before = verdict_on(&harness, "2025-01-23");
    press_line(&mut harness, "Survives every number read at least ± 1 % wide");
    let laid = bench(&harness).document().overlay().adjustments().len();
    assert_eq!(laid, 2, "the others are read as wide already");
    assert_eq!(verdict_on(&harness, "2025-01-23"), before);
    execute(&mut harness, Command::Act(Action::Undo));
    assert!(bench(&harness).document().overlay().is_empty());
}
