//! Unsaved work outlives the window, and is offered until it is opened or thrown away.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{
    Script, bench, execute, raise_high_by_a_key, select, wait_until, wait_until_idle, window_with,
};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::disk::left_behind;

type Window = Harness<'static, Option<Workbench>>;

/// A window that keeps its records here.
fn window(root: &Path) -> Window {
    let start = Start { recovery: Some(root.to_owned()), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until_idle(&mut harness);
    harness
}

fn change(harness: &mut Window) {
    select(harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(harness);
}

fn changes(harness: &Window) -> usize {
    bench(harness).document().overlay().adjustments().len()
}

/// The window is gone as if its process had been killed; what it had sent to be written is. How
/// much is left of it and of those before.
fn kill(harness: Window, root: &Path) -> usize {
    drop(harness);
    // The thread that writes lets go of its lock at its end.
    for _ in 0..100 {
        std::thread::sleep(Duration::from_millis(10));
        let left = left_behind(root).len();
        if left > 0 {
            return left;
        }
    }
    0
}

fn folders(root: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(root).into_iter().flatten().flatten().map(|folder| folder.path()).collect()
}

/// The files of all records.
fn records(root: &Path) -> Vec<PathBuf> {
    let inside = |folder: PathBuf| std::fs::read_dir(folder).ok();
    let files = folders(root).into_iter().filter_map(inside).flatten().flatten();
    let files = files.map(|file| file.path());
    files.filter(|path| !path.ends_with("lock")).collect()
}

fn is_offered(harness: &Window) -> bool {
    harness.query_by_label("Unsaved work was left behind").is_some()
}

fn press(harness: &mut Window, verb: &str) {
    let is_it = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.label().is_some_and(|label| label.starts_with(verb))
    };
    harness.get_by(is_it).click();
    harness.run();
}

#[test]
fn what_was_not_saved_is_offered_by_the_next_window_and_opens_as_a_copy() {
    let root = tempfile::tempdir().expect("a folder");
    let mut harness = window(root.path());
    assert!(!is_offered(&harness) && records(root.path()).is_empty(), "nothing would be lost");
    change(&mut harness);
    wait_until(&mut harness, |_| !records(root.path()).is_empty());
    change(&mut harness);
    execute(&mut harness, Command::Act(Action::Undo));
    execute(&mut harness, Command::Act(Action::Redo));
    let edited = bench(&harness).document().clone();
    kill(harness, root.path());

    let before = folders(root.path());
    let mut harness = window(root.path());
    assert!(is_offered(&harness) && changes(&harness) == 0);
    harness.get_by_label_contains("north-korean-troops.estimates.ron, last changed ");
    press(&mut harness, "Open ");
    assert!(!is_offered(&harness));
    assert_eq!(bench(&harness).document(), &edited);
    assert!(!bench(&harness).history_is_saved());
    wait_until(&mut harness, |_| folders(root.path()).iter().all(|folder| *folder != before[0]));
    assert_eq!(folders(root.path()).len(), 1, "one record, and no other");
    assert!(left_behind(root.path()).is_empty(), "the record is this window's own");
    assert_eq!(kill(harness, root.path()), 1, "and is kept until it is saved");
}

#[test]
fn what_is_put_off_is_offered_again_and_what_is_thrown_away_is_not() {
    let root = tempfile::tempdir().expect("a folder");
    let mut harness = window(root.path());
    change(&mut harness);
    wait_until(&mut harness, |_| !records(root.path()).is_empty());
    kill(harness, root.path());
    let mut harness = window(root.path());
    press(&mut harness, "Later");
    assert!(!is_offered(&harness));
    kill(harness, root.path());
    let mut harness = window(root.path());
    assert!(is_offered(&harness), "offered again");
    press(&mut harness, "Throw away");
    assert!(!is_offered(&harness) && records(root.path()).is_empty());
    kill(harness, root.path());
    assert!(!is_offered(&window(root.path())));
}

#[test]
fn what_is_undone_or_saved_or_given_up_leaves_nothing_behind() {
    let root = tempfile::tempdir().expect("a folder");
    let mut harness = window(root.path());
    change(&mut harness);
    wait_until(&mut harness, |_| !records(root.path()).is_empty());
    execute(&mut harness, Command::Act(Action::Undo));
    wait_until(&mut harness, |_| records(root.path()).is_empty());
    change(&mut harness);
    wait_until(&mut harness, |_| !records(root.path()).is_empty());
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    wait_until(&mut harness, |_| records(root.path()).is_empty());
    assert_eq!(kill(harness, root.path()), 0);
}

#[test]
fn a_copy_that_cannot_be_kept_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("a file");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(&root, "in the way").expect("written");
    let mut harness = window(&root);
    change(&mut harness);
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("No copy of the unsaved work is kept").is_some()
    });
}

#[test]
fn a_window_that_is_told_to_end_asks_nothing_and_keeps_what_was_not_saved() {
    let root = tempfile::tempdir().expect("a folder");
    let mut harness = window(root.path());
    change(&mut harness);
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("made").end_unasked(&ctx);
    assert!(!records(root.path()).is_empty(), "on the disk before anything else happens");
    harness.run();
    assert!(harness.query_by_label("Save the session first?").is_none());
    assert_eq!(kill(harness, root.path()), 1, "and offered by the next start");

    let root = tempfile::tempdir().expect("a folder");
    let mut harness = window(root.path());
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("made").end_unasked(&ctx);
    assert_eq!(kill(harness, root.path()), 0, "nothing would be lost");
}
