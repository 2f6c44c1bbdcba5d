//! Where one begins: the start page, and the tour.

use eframe::egui::accesskit::Role;
use std::path::Path;

use super::*;
use crate::app::actions::Action;
use crate::app::command::Command;

type Window = Harness<'static, Option<Workbench>>;

const TABLE: &str = "date,source,quantity,place,best\n\
                     2030-01-10,Hill Watch,killed,Upland,100\n\
                     2030-01-11,Ridge Post,killed,Upland,900\n";

fn act(harness: &mut Window, action: Action) {
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("made").execute(&ctx, None, Command::Act(action));
    harness.run();
}

fn wait_for(harness: &mut Window, label: &str) {
    wait_until(harness, |harness| harness.query_all_by_label_contains(label).next().is_some());
}

/// A window of somebody who was here before.
fn window_again(folder: &Path) -> Window {
    let (there, gone) = (folder.join("there.csv"), folder.join("gone.csv"));
    write(&there, TABLE);
    let kept = format!("{{ \"recent\": [{there:?}, {gone:?}], \"last_session\": [{there:?}] }}");
    let memory = folder.join("preferences.ron");
    write(&memory, &kept);
    let pictures = Some(folder.join("pictures"));
    let start = Start { memory: Some(memory), pictures, ..Start::default() };
    window_with(start, Script::default())
}

#[test]
fn whoever_was_here_before_begins_with_what_was_open_and_its_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window_again(folder.path());
    assert!(bench(&harness).document().files().is_empty());
    let card = "Open there.csv: 2 sources, killed";
    wait_for(&mut harness, card);
    wait_for(&mut harness, "Open gone.csv: no longer there");
    let kept = || folder.path().join("pictures").read_dir().map_or(0, Iterator::count);
    assert_eq!(kept(), 1, "the picture is kept");
    harness.get_by_role_and_label(Role::Button, "Reopen the last session");
    harness.get_by_label_contains(card).click();
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);

    assert_eq!(kept(), 1);
    // Over what is open it comes when it is asked for, and leaves by Esc.
    act(&mut harness, Action::StartPage);
    wait_for(&mut harness, card);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label_contains(card).is_none());
    act(&mut harness, Action::ForgetRecent);
    assert_eq!(kept(), 0, "what is forgotten leaves no picture");
}

#[test]
fn whoever_is_here_for_the_first_time_finds_the_sample() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = Some(folder.path().join("preferences.ron"));
    let mut harness = window_with(Start { memory, ..Start::default() }, Script::default());
    assert_eq!(bench(&harness).document().files().len(), 1);
    harness.get_by_label("Take the tour").click();
    harness.run();
    harness.get_by_label("First the sentence");
}

#[test]
fn the_tour_leads_through_the_window_and_is_left_by_escape_at_any_step() {
    let mut harness = window();
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    act(&mut harness, Action::Tour);
    assert_eq!(bench(&harness).document().files().len(), 1, "on the sample");
    let headings = [
        "First the sentence",
        "The plot is its evidence",
        "What if it were otherwise?",
        "Who speaks",
        "How sure is that?",
        "Every statement, with its citation",
        "Ask otherwise, and take it along",
    ];
    for heading in headings {
        harness.get_by_label(heading);
        // By the keyboard as well: the way on has it.
        harness.key_press(Key::Enter);
        harness.run();
    }
    assert!(headings.iter().all(|heading| harness.query_by_label(heading).is_none()));
    act(&mut harness, Action::Tour);
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label(headings[1]);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label(headings[1]).is_none());
    assert_eq!(bench(&harness).document().files().len(), 1, "what is open stays");
}
