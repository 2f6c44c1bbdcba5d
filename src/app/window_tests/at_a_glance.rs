//! The slice as a forest plot, the pairs over a period, and all measures at once.

use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::compare::Grouping;
use crate::session::Edit;
use crate::words::Words;

type Window = Harness<'static, Option<Workbench>>;

fn to_day(harness: &mut Window, day: &str) {
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.view_mut().cursor = day.parse().ok();
    // What is found out about the day moves what stands below it.
    settle(harness);
}

/// The names of the rows of the slice, from top to bottom.
fn rows(harness: &Window) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = harness
        .query_all_by_label_contains("In the slice: ")
        .map(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            let name = label.trim_start_matches("In the slice: ").to_owned();
            (node.rect().top(), name.split(':').next().unwrap_or_default().to_owned())
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn every_voice_that_stands_has_a_row_in_the_slice_and_a_click_selects_its_estimate() {
    let mut harness = window();
    to_day(&mut harness, "2025-01-23");
    let standing = bench(&harness).comparison().expect("an answer");
    let n = standing.segment_at("2025-01-23".parse().expect("a day")).agreement.n;
    assert_eq!(rows(&harness).len(), n);
    harness.get_by_label_contains("In the slice: ROK Joint Chiefs: ").click();
    harness.run();
    let workbench = bench(&harness);
    let id = workbench.view().selection.clone().expect("selected");
    let selected = workbench.document().estimate(&id).expect("it is there");
    assert!(selected.label().contains("Joint Chiefs"), "{}", selected.label());
}

#[test]
fn the_slice_follows_the_cursor_and_is_sorted_by_kind_or_by_value() {
    let mut harness = window();
    to_day(&mut harness, "2025-01-23");
    let by_kind = rows(&harness);
    harness.get_by_label("Sort the slice by value").click();
    harness.run();
    let by_value = rows(&harness);
    assert_eq!(by_value.first().map(String::as_str), Some("ROK Joint Chiefs"), "the lowest");
    assert_ne!(by_kind, by_value);
    to_day(&mut harness, "2024-12-23");
    assert_ne!(rows(&harness), by_value, "other voices stand on another day");
}

#[test]
fn a_cell_of_the_pairs_goes_to_the_first_day_on_which_the_two_part() {
    let mut harness = window();
    harness.set_size(egui::vec2(1440.0, 1_800.0));
    settle(&mut harness);
    harness.get_by_label("Pairs over time").click();
    harness.run();
    let cell = "ROK Joint Chiefs and Zelensky both stand on";
    let says = harness.get_by_label_contains(cell).accesskit_node().label().expect("it speaks");
    assert!(says.contains("first apart on"), "{says}");
    harness.get_by_label_contains(cell).click_accesskit();
    harness.run();
    let workbench = bench(&harness);
    let day = workbench.view().cursor.expect("a day");
    assert!(says.contains(&Words::default().day(day)), "{says}: {day}");
    let agreement = &workbench.comparison().expect("an answer").segment_at(day).agreement;
    assert!(agreement.support < agreement.n);
}

#[test]
fn what_lies_between_two_who_stand_is_taken_apart_and_others_can_be_chosen() {
    let mut harness = window();
    harness.set_size(egui::vec2(1440.0, 1_800.0));
    to_day(&mut harness, "2025-01-23");
    harness.run_steps(2);
    settle(&mut harness);
    harness.get_by_label("Why do two differ?").click_accesskit();
    harness.run_steps(2);
    let is_end = |harness: &Harness<'_, Option<Workbench>>, name: &str| {
        harness.query_by_label_contains(&format!("Between: {name}, ")).is_some()
    };
    wait_until(&mut harness, |harness| is_end(harness, "ROK Joint Chiefs"));
    assert!(is_end(&harness, "Zelensky"), "the lowest and the highest at first");
    let line = |harness: &Window, says: &str| {
        let line = harness.get_by_label_contains(says).accesskit_node().value();
        let line = line.expect("it speaks");
        let number = line.split(':').next().unwrap_or_default().replace(['+', ','], "");
        number.parse::<f64>().unwrap_or_else(|_| panic!("{line} begins with a number"))
    };
    let steps = [": 17 days of growth", ": how they are read", ": unexplained"]
        .map(|says| line(&harness, says));
    assert_eq!(steps.iter().sum::<f64>(), 4_000.0 - 1_100.0, "{steps:?}");
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "To").click();
    harness.run();
    harness.get_by_label("ROK NIS").click();
    wait_until(&mut harness, |harness| is_end(harness, "ROK NIS"));
    assert!(!is_end(&harness, "Zelensky"));
}

fn all_are_there(harness: &Harness<'_, Option<Workbench>>) -> bool {
    harness.query_by_label("The longest quarrels first").is_some()
}

#[test]
fn all_measures_are_shown_at_once_and_a_click_asks_one() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    harness.run_steps(2);
    wait_until(&mut harness, all_are_there);
    let asked = bench(&harness).comparison().expect("an answer").measure.clone();
    let cards = harness.query_all_by_label_contains(" of quarrel").count()
        + harness.query_all_by_label_contains("no quarrel").count();
    assert!(cards >= 3, "{cards} cards");
    let other = "North Korean soldiers · killed · Kursk";
    assert_ne!(asked.name(), other);
    let cursor = bench(&harness).view().cursor;
    let says = format!("{other}: ");
    harness.get_by_label_contains(&says).click();
    harness.run();
    let workbench = bench(&harness);
    assert_eq!(workbench.comparison().expect("an answer").measure.name(), other);
    assert_eq!(workbench.view().cursor, cursor, "the cursor stays on its day");
    assert!(harness.query_by_label("Back to the plot").is_none(), "the plot is shown again");
}

#[test]
fn the_overview_begins_again_when_something_else_is_asked() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    harness.run_steps(2);
    wait_until(&mut harness, all_are_there);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num2);
    harness.run_steps(2);
    wait_until(&mut harness, all_are_there);
    assert!(harness.query_all_by_label_contains(" affiliation").count() >= 3);
    harness.get_by_label("Back to the plot").click();
    harness.run();
    assert!(bench(&harness).picture().is_some());
}

/// A group whose two members contradict each other, and somebody who stands alone beside it.
const DIVIDED: &str = "\
date,source,quantity,place,best,country
2030-01-10,Army N,killed,Upland,100,North
2030-01-10,Ministry N,killed,Upland,900,North
2030-01-12,Staff E,killed,Upland,500,East
";

#[test]
#[expect(clippy::disallowed_methods, reason = "a test lays out the file that it opens")]
fn who_contradicts_itself_is_named_with_its_members_where_a_verdict_is_divided() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("upland.csv");
    std::fs::write(&file, DIVIDED).expect("written");
    let start = Start { files: vec![file], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).comparison().is_some());
    let mut question = bench(&harness).document().question().expect("asked").clone();
    question.by = Grouping::Country;
    harness.state_mut().as_mut().expect("made").edit(&Edit::Ask(question));
    to_day(&mut harness, "2030-01-20");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    harness.run_steps(2);
    wait_until(&mut harness, all_are_there);
    let says = "divided; North contradicts itself: Army N 95–105, Ministry N 855–945";
    harness.get_by_label_contains(says);
}
