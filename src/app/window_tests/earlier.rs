//! What a session held before it was saved over is listed, and opens as a copy.

use super::*;
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::disk::earlier_saves;

type Window = Harness<'static, Option<Workbench>>;

fn save(harness: &mut Window) {
    execute(harness, Command::Act(Action::Save));
    wait_until(harness, |harness| bench(harness).history_is_saved() && !bench(harness).is_busy());
}

/// The sample, saved at this path, and saved again with a bound changed.
fn saved_twice(path: &Path) -> Window {
    let save_as = Arc::new(Mutex::new(Some(path.to_owned())));
    let script = Script { save: save_as, ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    assert!(!bench(&harness).can(Action::EarlierSaves), "it was not saved yet");
    execute(&mut harness, Command::Act(Action::SaveAs));
    wait_until(&mut harness, |h| bench(h).can(Action::EarlierSaves));
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    save(&mut harness);
    harness
}

#[test]
fn earlier_saves_are_listed_with_what_differs_and_open_as_copies() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.comparison.ron");
    let mut harness = saved_twice(&path);
    execute(&mut harness, Command::Act(Action::EarlierSaves));
    wait_until(&mut harness, |h| h.query_by_label_contains("not yet; now").is_some());
    harness.get_by_label("Earlier saves of kursk.comparison.ron");
    let open = harness.query_all_by_label_contains("Open as a copy what was saved");
    let open: Vec<_> = open.collect();
    assert_eq!(open.len(), 1, "the save before, and no other");
    open[0].click();
    wait_until(&mut harness, |h| bench(h).document().overlay().is_empty());
    assert!(!bench(&harness).can(Action::EarlierSaves), "the copy has no file of its own");
    assert!(harness.query_by_label("Earlier saves of kursk.comparison.ron").is_none());
}

#[test]
fn where_a_session_cannot_be_read_the_latest_save_that_can_be_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.comparison.ron");
    drop(saved_twice(&path));
    assert_eq!(earlier_saves(&path).len(), 1);
    #[expect(clippy::disallowed_methods, reason = "a test spoils its own file")]
    std::fs::write(&path, "(version: 1, files: [").expect("written");
    let start = Start { files: vec![path.clone()], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |h| h.query_by_label_contains("can be opened: ").is_some());
    harness.get_by_label("Open the earlier save").click();
    wait_until(&mut harness, |h| bench(h).document().estimate_count() > 0);
    assert!(bench(&harness).document().overlay().is_empty(), "as it was first saved");
    assert!(!bench(&harness).can(Action::EarlierSaves), "the copy has no file of its own");
}
