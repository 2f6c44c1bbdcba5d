//! Another session beside the one that is open: what differs, what is taken over, how far both
//! agree.

use std::path::Path;
use std::sync::{Arc, Mutex};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use tempfile::TempDir;

use super::{Script, bench, execute, wait_until, wait_until_idle, window_with};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::estimate::{Adjustment, Anchor, Change, Note, Stamp, Target};
use crate::session::{Document, Edit, View, apply, write};
use crate::words::Words;

type Window = Harness<'static, Option<Workbench>>;

fn act(harness: &mut Window, action: Action) {
    execute(harness, Command::Act(action));
}

fn adjust(author: &str, label: &str, change: Change) -> Edit {
    Edit::Adjust(Adjustment {
        target: Target::Source(label.to_owned()),
        change,
        reason: None,
        author: Some(author.to_owned()),
        at: Some(Stamp::from("2026-11-25T15:00Z".to_owned())),
        on: true,
    })
}

fn note(text: &str) -> Edit {
    Edit::AddNote(Note::new(Anchor::Date("2024-12-23".parse().expect("a day")), text))
}

fn made(document: &Document, edits: &[Edit]) -> Document {
    edits.iter().fold(document.clone(), |document, edit| apply(&document, edit).expect("made"))
}

fn save(path: &Path, document: &Document) {
    let text = write(document, &View::default());
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(path, text).expect("written");
}

/// The sample with one exclusion and a note of mine, and a colleague's session on it.
fn beside_theirs() -> (TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bo.comparison.ron");
    let script = Script { open: Arc::new(Mutex::new(vec![path.clone()])), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    let sample = bench(&harness).document().clone();
    let theirs = [
        adjust("Bo", "ROK NIS", Change::Exclude),
        adjust("Bo", "ROK Joint Chiefs", Change::Scale(1.2)),
    ];
    save(&path, &made(&sample, &theirs));
    for mine in [adjust("Ada", "ROK Joint Chiefs", Change::Scale(1.1)), note("look")] {
        execute(&mut harness, Command::Edit(mine));
    }
    act(&mut harness, Action::CompareWith);
    wait_until(&mut harness, |harness| has(harness, "Only theirs 1"));
    (folder, harness)
}

fn texts(harness: &Harness<'_, Option<Workbench>>) -> Vec<String> {
    let texts = std::cell::RefCell::new(Vec::new());
    let note = |node: &AccessKitNode<'_>| {
        texts.borrow_mut().extend(node.label().into_iter().chain(node.value()));
        false
    };
    assert!(harness.query_all_by(note).next().is_none());
    texts.into_inner()
}

fn has(harness: &Harness<'_, Option<Workbench>>, says: &str) -> bool {
    texts(harness).iter().any(|text| text.contains(says))
}

fn press(harness: &mut Window, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
    wait_until_idle(harness);
}

#[test]
fn a_session_beside_ones_own_lists_what_differs_and_how_far_both_agree() {
    let (_folder, harness) = beside_theirs();
    for says in [
        "bo.comparison.ron beside yours",
        "Decided alike: 0 of 2 (0 %)",
        "Sources left out or not: Cohen’s κ 0.00",
        "Credibility, 1 to 5, where both graded it: Cohen’s κ is not defined (n = 0)",
        "Only theirs: ROK NIS",
        "Theirs: excluded; no reason given (Bo, 2026-11-25T15:00Z)",
        "Different: ROK Joint Chiefs",
        "Mine: times 1.1; no reason given (Ada, 2026-11-25T15:00Z)",
        "Only mine: note on 23 Dec 2024",
        "Different 1",
        "Same 2",
    ] {
        assert!(has(&harness, says), "{says} is missing in {:#?}", texts(&harness));
    }
    assert!(!has(&harness, "Same: "), "what is the same is not listed unless asked for");
}

#[test]
fn what_is_taken_over_keeps_its_author_and_is_one_step_of_undo() {
    let (_folder, mut harness) = beside_theirs();
    let before = bench(&harness).document().clone();
    press(&mut harness, "Take over: ROK NIS");
    let laid = bench(&harness).document().overlay().adjustments().to_vec();
    let taken = laid.iter().find(|laid| laid.change == Change::Exclude).expect("taken over");
    assert_eq!(taken.author.as_deref(), Some("Bo"));
    assert_eq!(taken.at.as_ref().map(ToString::to_string).as_deref(), Some("2026-11-25T15:00Z"));
    wait_until(&mut harness, |harness| has(harness, "Only theirs 0") && has(harness, "Same 3"));
    press(&mut harness, "Close");
    let (edit, made_to) = bench(&harness).history().to_undo().expect("a step");
    let says = Words::default().edit(edit, made_to);
    assert_eq!(says, "take over from bo.comparison.ron: exclude ROK NIS");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(bench(&harness).document(), &before);
}

#[test]
fn all_is_taken_over_in_one_step_and_what_is_only_mine_stays() {
    let (_folder, mut harness) = beside_theirs();
    let before = bench(&harness).document().clone();
    press(&mut harness, "Take all over");
    wait_until(&mut harness, |harness| has(harness, "Different 0"));
    assert!(has(&harness, "Only mine 1") && has(&harness, "Same 4"));
    assert!(has(&harness, "Decided alike: 2 of 2 (100 %)"));
    assert_eq!(bench(&harness).document().notes().len(), 1);
    press(&mut harness, "Remove mine: note on 23 Dec 2024");
    wait_until(&mut harness, |harness| has(harness, "Both hold the same"));
    press(&mut harness, "Close");
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
    }
    assert_eq!(bench(&harness).document(), &before);
}

#[test]
fn what_is_shown_is_chosen_by_accord_and_by_kind() {
    let (_folder, mut harness) = beside_theirs();
    harness.get_by_label("Different 1").click();
    harness.run();
    assert!(!has(&harness, "Different: ROK Joint Chiefs") && has(&harness, "Only theirs: ROK NIS"));
    harness.get_by_label("Same 2").click();
    harness.run();
    assert!(texts(&harness).iter().any(|text| text.starts_with("Same: ")), "the sample");
}

#[test]
fn a_path_is_typed_where_there_is_no_dialog_and_no_session_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(&path, "date,source,quantity,best\n2025-01-13,NIS,killed,300\n")
        .expect("written");
    let script = Script { is_missing: true, ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    act(&mut harness, Action::CompareWith);
    wait_until(&mut harness, |harness| harness.query_by_label("Compare").is_some());
    let field = "Compare with a session";
    harness.get_by_role_and_label(Role::TextInput, field).type_text(&path.display().to_string());
    harness.run();
    press(&mut harness, "Compare");
    wait_until(&mut harness, |harness| has(harness, "a.csv is no session but a file of estimates"));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!has(&harness, "beside yours"));
}
