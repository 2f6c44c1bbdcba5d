//! What is told above the plot leaves when it is out of date.

use super::*;
use crate::app::actions::Action;
use crate::app::command::Command;

fn tells(harness: &Harness<'_, Option<Workbench>>, part: &str) -> bool {
    harness.query_all_by_label_contains(part).next().is_some()
}

#[test]
fn a_save_that_worked_never_stands_beside_one_that_did_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("no such folder").join("kursk.comparison.ron");
    let save = Arc::new(Mutex::new(Some(nowhere)));
    let script = Script { save: Arc::clone(&save), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    for _ in 0..2 {
        execute(&mut harness, Command::Act(Action::Save));
        wait_until(&mut harness, |harness| {
            !bench(harness).is_busy() && tells(harness, "Not saved.")
        });
    }
    assert_eq!(harness.query_all_by_label_contains("Not saved.").count(), 1, "told once");
    *save.lock().expect("not poisoned") = Some(folder.path().join("kursk.comparison.ron"));
    execute(&mut harness, Command::Act(Action::Save));
    wait_until(&mut harness, |harness| bench(harness).history_is_saved());
    assert!(!tells(&harness, "Not saved."));
}

#[test]
fn what_could_not_be_opened_is_told_until_something_else_is() {
    let mut harness = window();
    execute(&mut harness, Command::OpenFile("/no/such/file.csv".into()));
    wait_until(&mut harness, |harness| tells(harness, "/no/such/file.csv"));
    execute(&mut harness, Command::OpenFile("/no/such/other.csv".into()));
    wait_until(&mut harness, |harness| tells(harness, "/no/such/other.csv"));
    assert!(!tells(&harness, "/no/such/file.csv"));
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    assert!(!tells(&harness, "/no/such/other.csv"));
}

#[test]
fn what_was_refused_is_told_until_the_document_is_another() {
    let mut harness = window();
    let refused = crate::session::Edit::RemoveFile(crate::estimate::FileSlot(9));
    execute(&mut harness, Command::Edit(refused));
    let trouble = "There is no file in slot 9";
    assert!(tells(&harness, trouble));
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    assert!(tells(&harness, trouble), "to select is no change");
    raise_high_by_a_key(&mut harness);
    assert!(!tells(&harness, trouble));
}
