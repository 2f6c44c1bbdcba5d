//! Why two differ: one click from the card of an estimate, from a finding on two and from a pair, and
//! what is offered in the place of a group that says no one thing.

use eframe::egui::accesskit::Role;
use std::path::PathBuf;

use super::*;
use crate::app::command::{Command, Differs};
use crate::compare::{Grouping, MeasureChoice, choose_measure, measures_in};
use crate::session::Page;

type Window = Harness<'static, Option<Workbench>>;

/// The sample at this day, with everything found out.
fn sample_at(day: &str) -> Window {
    let mut harness = window();
    execute(&mut harness, Command::SetCursor(day.parse().expect("a day")));
    settle(&mut harness);
    harness
}

fn wait_for(harness: &mut Window, label: &str) {
    wait_until(harness, |harness| harness.query_all_by_label_contains(label).next().is_some());
}

#[test]
fn the_card_of_an_estimate_leads_to_why_the_farthest_from_it_differs() {
    let mut harness = sample_at("2025-01-23");
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    settle(&mut harness);
    harness.get_by_role_and_label(Role::Button, "Why does Zelensky differ?").click_accesskit();
    harness.run();
    assert_eq!(bench(&harness).view().page, Page::Agreement);
    wait_for(&mut harness, "Between: ROK Joint Chiefs");
    wait_for(&mut harness, "Between: Zelensky");
}

#[test]
fn a_finding_on_two_leads_to_why_they_differ() {
    let mut harness = window();
    let files = bench(&harness).document().loaded();
    let measures: Vec<_> = measures_in(&files).into_iter().map(|(one, _)| one).collect();
    let MeasureChoice::One(killed) = choose_measure(&measures, "killed kursk") else {
        panic!("one measure")
    };
    execute(&mut harness, Command::AskMeasure(killed));
    execute(&mut harness, Command::SetCursor("2025-01-23".parse().expect("a day")));
    execute(&mut harness, Command::OpenPage(Page::Findings));
    settle(&mut harness);
    harness.get_by_label_contains("Why do they differ: Farthest apart").click_accesskit();
    harness.run();
    wait_for(&mut harness, "Between: ROK NIS");
    wait_for(&mut harness, "Between: Western officials");
}

#[test]
fn a_pair_leads_to_why_the_two_differ() {
    let mut harness = sample_at("2025-01-23");
    harness.get_by_label("Pairs over time").click_accesskit();
    harness.run();
    wait_for(&mut harness, "; first apart on ");
    harness
        .query_all_by_label_contains("; first apart on ")
        .next()
        .expect("a pair")
        .click_accesskit();
    harness.run();
    wait_for(&mut harness, "Between: ");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes the file that it opens")]
fn in_the_place_of_a_group_that_contradicts_itself_its_members_are_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("hills.csv");
    let text = "date,source,kind,quantity,place,low,high\n\
                2030-01-10,Staff of Upland,military,killed,Upland,95,105\n\
                2030-01-10,Cabinet of Upland,government,killed,Upland,855,945\n\
                2030-01-10,Service of Lowland,intelligence_agency,killed,Upland,290,310\n";
    std::fs::write(&path, text).expect("written");
    let mut harness =
        window_with(Start { files: vec![path], ..Start::default() }, Script::default());
    wait_until(&mut harness, |harness| bench(harness).comparison().is_some());
    execute(&mut harness, Command::AskBy(Grouping::Camp));
    execute(&mut harness, Command::SetCursor("2030-01-12".parse().expect("a day")));
    settle(&mut harness);
    let two = ["Intelligence agencies", "Governments"];
    let two = two.map(|name| Differs::Voice(name.to_owned()));
    execute(&mut harness, Command::WhyDiffer(two));
    wait_for(&mut harness, "The members of Governments contradict each other on 12 Jan 2030");
    harness.get_by_label("Instead of Governments:");
    harness.get_by_label("Cabinet of Upland  855–945").click_accesskit();
    harness.run();
    wait_for(&mut harness, "Between: ");
    assert!(harness.query_by_label("Instead of Governments:").is_none());
    harness.get_by_label_contains("Between: Cabinet of Upland");
}
