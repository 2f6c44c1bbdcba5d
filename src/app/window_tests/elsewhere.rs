//! Two windows on one session, and a session that somebody else changed, moved or deleted: nothing
//! is written over without a choice, and no choice loses anything.

#![expect(clippy::disallowed_methods, reason = "a test changes files as another program would")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use eframe::egui::{Event, Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use super::{
    Script, bench, press_save, raise_high_by_a_key, select, wait_until, wait_until_idle, window_on,
    window_with,
};
use crate::app::workbench::{Start, Workbench};
use crate::disk::{FileSystem, Record};

type Window = Harness<'static, Option<Workbench>>;

const SAVED_ELSEWHERE: &str = "The session was changed elsewhere";
const GONE: &str = "The file of the session is gone";

fn press(harness: &mut Window, verb: &str) {
    harness.get_by_label(verb).click();
    harness.run();
    wait_until_idle(harness);
}

/// The window is turned to again.
fn focus(harness: &mut Window) {
    harness.event(Event::WindowFocused(true));
    harness.run();
    wait_until_idle(harness);
}

fn asks(harness: &Window, heading: &str) -> bool {
    harness.query_by_label(heading).is_some()
}

fn tells(harness: &Window, says: &str) -> bool {
    let is_it = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.value().is_some_and(|value| value.contains(says))
    };
    harness.query_all_by(is_it).next().is_some()
}

/// A session of the sample with one adjustment, and two windows on it: the one has another one
/// that is not saved, the other saved a third.
struct Two {
    _folder: TempDir,
    path: PathBuf,
    mine: Window,
    theirs: Window,
}

fn two() -> Two {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.comparison.ron");
    let script = Script { save: Arc::new(Mutex::new(Some(path.clone()))), ..Script::default() };
    let mut first = window_with(Start::default(), script);
    select(&mut first, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut first);
    press_save(&mut first);
    let as_copy = folder.path().join("copy.comparison.ron");
    let script = Script { save: Arc::new(Mutex::new(Some(as_copy))), ..Script::default() };
    let (mut mine, mut theirs) = (window_on(&path, script), window_on(&path, Script::default()));
    select(&mut theirs, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut theirs);
    press_save(&mut theirs);
    assert!(bench(&theirs).history_is_saved());
    raise(&mut mine);
    Two { _folder: folder, path, mine, theirs }
}

fn raise(harness: &mut Window) {
    select(harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(harness);
    raise_high_by_a_key(harness);
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("there")
}

#[test]
fn the_differences_say_who_changed_what_and_the_choice_stays() {
    let Two { _folder, mut mine, .. } = two();
    press_save(&mut mine);
    press(&mut mine, "Show the differences");
    wait_until(&mut mine, |mine| {
        let says = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.value().is_some_and(|value| value.contains("Both changed"))
        };
        mine.query_all_by(says).next().is_some()
    });
    press(&mut mine, "Close");
    press(&mut mine, "What to do…");
    assert!(asks(&mine, SAVED_ELSEWHERE));
    press(&mut mine, "Cancel");
    assert!(!bench(&mine).history_is_saved());
}

#[test]
fn what_another_window_saved_is_not_written_over_without_a_choice() {
    let Two { _folder, path, mut mine, .. } = two();
    let before = read(&path);
    press_save(&mut mine);
    assert!(asks(&mine, SAVED_ELSEWHERE));
    assert_eq!(read(&path), before);
    press(&mut mine, "Cancel");
    assert!(!asks(&mine, SAVED_ELSEWHERE) && !bench(&mine).history_is_saved());
    assert_eq!(read(&path), before);
}

#[test]
fn keeping_mine_writes_it_over_what_was_looked_at_and_over_nothing_else() {
    let Two { _folder, path, mut mine, .. } = two();
    press_save(&mut mine);
    std::fs::write(&path, "(version: 1)").expect("written");
    press(&mut mine, "Keep mine");
    assert!(asks(&mine, SAVED_ELSEWHERE), "it was changed once more");
    assert_eq!(read(&path), b"(version: 1)");
    press(&mut mine, "Keep mine");
    assert!(bench(&mine).history_is_saved());
    let reopened = window_on(&path, Script::default());
    assert_eq!(bench(&reopened).document(), bench(&mine).document());
}

#[test]
fn taking_theirs_is_one_step_that_undo_takes_back() {
    let Two { _folder, path, mut mine, theirs, .. } = two();
    let own = bench(&mine).document().clone();
    press_save(&mut mine);
    press(&mut mine, "Take theirs");
    assert_eq!(bench(&mine).document(), bench(&theirs).document());
    assert!(bench(&mine).history_is_saved());
    let before = read(&path);
    mine.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    mine.run();
    assert_eq!(bench(&mine).document(), &own);
    assert!(!bench(&mine).history_is_saved());
    assert_eq!(read(&path), before);
    press_save(&mut mine);
    assert!(bench(&mine).history_is_saved(), "what is there is known by now");
}

#[test]
fn saving_as_leaves_theirs_where_it_is() {
    let Two { _folder, path, mut mine, .. } = two();
    let before = read(&path);
    press_save(&mut mine);
    press(&mut mine, "Save as…");
    wait_until(&mut mine, |mine| bench(mine).history_is_saved());
    assert_eq!(read(&path), before);
    let copy = window_on(&path.with_file_name("copy.comparison.ron"), Script::default());
    assert_eq!(bench(&copy).document(), bench(&mine).document());
}

#[test]
fn a_change_is_told_when_the_window_is_turned_to_again_and_before_anything_is_saved() {
    let Two { _folder, mut mine, .. } = two();
    focus(&mut mine);
    assert!(tells(&mine, "was saved by somebody else, or in another window"));
    assert!(!asks(&mine, SAVED_ELSEWHERE), "nobody is kept from going on");
    press(&mut mine, "What to do…");
    assert!(asks(&mine, SAVED_ELSEWHERE));
    press(&mut mine, "Take theirs");
    assert!(!tells(&mine, "was saved by somebody else"));
    focus(&mut mine);
    assert!(!tells(&mine, "was saved by somebody else"), "it is known by now");
}

#[test]
fn nothing_is_told_of_ones_own_saves() {
    let Two { _folder, mut theirs, .. } = two();
    focus(&mut theirs);
    select(&mut theirs, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut theirs);
    press_save(&mut theirs);
    focus(&mut theirs);
    assert!(!tells(&theirs, "was saved by somebody else"));
    assert!(bench(&theirs).history_is_saved());
}

#[test]
fn a_file_that_is_gone_is_told_and_written_anew_only_where_that_is_wanted() {
    let Two { _folder, path, mut mine, .. } = two();
    std::fs::remove_file(&path).expect("deleted");
    focus(&mut mine);
    assert!(tells(&mine, "is no longer where it was"));
    press_save(&mut mine);
    assert!(asks(&mine, GONE) && !path.exists());
    press(&mut mine, "Save it there anew");
    assert!(bench(&mine).history_is_saved());
    let reopened = window_on(&path, Script::default());
    assert_eq!(bench(&reopened).document(), bench(&mine).document());
}

#[test]
fn what_is_no_session_any_more_or_a_newer_version_saved_is_told_as_that() {
    let Two { _folder, path, mut mine, .. } = two();
    std::fs::write(&path, "no session at all").expect("written");
    press_save(&mut mine);
    assert!(asks(&mine, SAVED_ELSEWHERE));
    assert!(mine.query_by_label("Take theirs").is_none());
    press(&mut mine, "Cancel");
    let newer = String::from_utf8(read(&path)).expect("text");
    assert_eq!(newer, "no session at all");
    std::fs::write(&path, "(version: 900, files: [])").expect("written");
    focus(&mut mine);
    press(&mut mine, "What to do…");
    assert!(mine.query_by_label("Keep mine").is_none(), "a newer version's is not written over");
    press(&mut mine, "Cancel");
    press_save(&mut mine);
    assert_eq!(read(&path), b"(version: 900, files: [])");
    assert!(!bench(&mine).history_is_saved());
}

#[test]
fn a_session_that_another_window_has_changed_and_not_saved_is_told_of_when_it_is_opened() {
    const SAYS: &str = "is open in another window, with changes that are not saved there";
    let Two { _folder, path, theirs, .. } = two();
    drop(theirs);
    let root = path.with_file_name("records");
    let window = |root: &Path| {
        let (files, recovery) = (vec![path.clone()], Some(root.to_owned()));
        let mut harness =
            window_with(Start { files, recovery, ..Start::default() }, Script::default());
        wait_until(&mut harness, |harness| bench(harness).document().estimate_count() > 0);
        wait_until_idle(&mut harness);
        harness
    };
    let mut record = Record::begin(FileSystem, &root, "window-other").expect("begun");
    assert!(!tells(&window(&root), SAYS), "nothing is unsaved there");
    let about = |home: &Path| format!("(home: Some({:?}))", home.display().to_string());
    record.set_base(b"a copy", about(&path.with_file_name("x")).as_bytes()).expect("kept");
    assert!(!tells(&window(&root), SAYS), "that is another session");
    record.set_base(b"a copy", about(&path).as_bytes()).expect("kept");
    assert!(tells(&window(&root), SAYS));
    record.clear();
    assert!(!tells(&window(&root), SAYS), "it is saved by now");
}

#[test]
fn whoever_looks_at_the_differences_first_is_not_closing_the_window_any_more() {
    let close = |harness: &mut Window| {
        let viewport = harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        viewport.events.push(ViewportEvent::Close);
        harness.step();
        let viewport = harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        viewport.events.clear();
        harness.run();
    };
    let Two { _folder, mut mine, .. } = two();
    close(&mut mine);
    press(&mut mine, "Save");
    press(&mut mine, "Show the differences");
    press(&mut mine, "Close");
    press(&mut mine, "What to do…");
    press(&mut mine, "Keep mine");
    assert!(bench(&mine).history_is_saved());
    raise(&mut mine);
    close(&mut mine);
    assert!(asks(&mine, "Save the session first?"), "the window was not about to close");
}
