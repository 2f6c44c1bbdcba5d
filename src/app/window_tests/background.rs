//! Work in the background that breaks down: it says so, and takes nothing else with it.

use eframe::egui::Context;

use super::super::actions::Action;
use super::super::background::fate::{Fate, decide};
use super::super::command::Command;
use super::*;
use crate::session::Edit;

type Window = Harness<'static, Option<Workbench>>;

fn execute(harness: &mut Window, command: Command) -> Context {
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("made").execute(&ctx, None, command);
    ctx
}

fn says(text: &'static str) -> impl Fn(&Harness<'_, Option<Workbench>>) -> bool {
    move |harness| harness.query_by_label_contains(text).is_some()
}

#[test]
fn an_overview_that_breaks_down_says_so_and_can_be_tried_again() {
    let mut harness = window();
    decide(&harness.ctx, "Comparing", Fate::Breaks);
    execute(&mut harness, Command::Act(Action::AllMeasures));
    wait_until(&mut harness, says("Comparing all measures broke down"));
    decide(&harness.ctx, "Comparing", Fate::Ends);
    harness.get_by_label("Try again").click();
    wait_until(&mut harness, says("The longest quarrels first"));
    assert!(!says("broke down")(&harness));
}

#[test]
fn what_breaks_down_beside_a_save_leaves_it_to_be_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.comparison.ron");
    let script = Script { save: Arc::new(Mutex::new(Some(path))), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    press_save(&mut harness);
    wait_until(&mut harness, |harness| bench(harness).can(Action::EarlierSaves));

    let note = crate::estimate::Anchor::Date("2025-01-23".parse().expect("a day"));
    let note = crate::estimate::Note::new(note, "look here");
    execute(&mut harness, Command::Edit(Edit::AddNote(note)));
    decide(&harness.ctx, "Saving", Fate::Waits);
    execute(&mut harness, Command::Act(Action::Save));
    assert!(!bench(&harness).history_is_saved());
    decide(&harness.ctx, "Reading", Fate::Breaks);
    execute(&mut harness, Command::OpenFile(folder.path().join("other.csv")));
    wait_until(&mut harness, says("Reading other.csv broke down"));
    decide(&harness.ctx, "Saving", Fate::Ends);
    wait_until(&mut harness, |harness| bench(harness).history_is_saved());
}
