//! Files that changed, moved or vanished since they were read: told beside the file once somebody
//! asks for a look, and relinked or taken in when somebody says so.

#![expect(clippy::disallowed_methods, reason = "a test changes files as another program would")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use super::{
    Script, bench, execute, find, press_save, wait_until, wait_until_idle, window_on, window_with,
};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::estimate::{Change, FileSlot, Target};
use crate::session::Page;

type Window = Harness<'static, Option<Workbench>>;

const READ: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,500
2030-01-11,Hill Ministry,killed,480
2030-01-12,Lake Paper,killed,510
2030-01-13,North Institute,killed,400
";

/// With a number that is another one, a row that is gone and two that are new.
const CHANGED: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,500
2030-01-11,Hill Ministry,killed,480
2030-01-12,Lake Paper,killed,530
2030-02-01,South Watch,killed,450
2030-02-02,East Post,killed,460
";

/// Of other sources and days.
const OTHER: &str = "\
date,source,quantity,best
2029-01-10,River Monitor,wounded,90
2029-01-11,Hill Ministry,wounded,80
2029-01-12,Lake Paper,wounded,70
";

const CHANGES: &str = "2 new, 1 other number, 1 gone; 2 as they were";

/// A session on one file, which lies in a folder beside it, and what the dialogs answer.
struct Set {
    folder: TempDir,
    source: PathBuf,
    session: PathBuf,
    script: Script,
}

fn set() -> Set {
    let folder = tempfile::tempdir().expect("a folder");
    let [source, session] =
        ["upland.csv", "upland.comparison.ron"].map(|name| folder.path().join(name));
    std::fs::write(&source, READ).expect("written");
    let script = Script { save: Arc::new(Mutex::new(Some(session.clone()))), ..Script::default() };
    let mut harness = window_on(&source, script.clone());
    save(&mut harness);
    assert!(session.exists());
    Set { folder, source, session, script }
}

impl Set {
    /// A window on the session, with the page of its files.
    fn opened(&self) -> Window {
        let mut harness = window_on(&self.session, self.script.clone());
        execute(&mut harness, Command::OpenPage(Page::Files));
        harness
    }

    /// What is chosen the next time that a file is asked for.
    fn choose(&self, path: &Path) {
        *self.script.open.lock().expect("not poisoned") = vec![path.to_owned()];
    }
}

fn save(harness: &mut Window) {
    press_save(harness);
    assert!(bench(harness).history_is_saved());
}

fn press(harness: &mut Window, verb: &str) {
    harness.get_by_role_and_label(Role::Button, verb).click_accesskit();
    harness.run();
    wait_until_idle(harness);
}

fn look(harness: &mut Window) {
    press(harness, "Look whether it changed: upland.csv");
}

fn says(harness: &Window, words: &str) -> bool {
    super::all_that_is_said(harness).iter().any(|said| said.contains(words))
}

fn offers(harness: &Window, verb: &str) -> bool {
    harness.query_by_role_and_label(Role::Button, verb).is_some()
}

fn undo(harness: &mut Window) {
    execute(harness, Command::Act(Action::Undo));
}

fn path_of(harness: &Window, slot: u16) -> String {
    bench(harness).document().file(FileSlot(slot)).expect("open").path.clone()
}

const TAKE_IN: &str = "Take it in as a new vintage: upland.csv";

#[test]
fn a_session_opens_from_its_own_copy_and_reads_no_file_until_somebody_asks_for_it() {
    let set = set();
    std::fs::write(&set.source, CHANGED).expect("written");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = std::fs::OpenOptions::new().write(true).open(&set.source).expect("there");
    file.set_times(std::fs::FileTimes::new().set_accessed(long_ago)).expect("set");
    drop(file);
    let accessed = || std::fs::metadata(&set.source).and_then(|found| found.accessed());
    let mut harness = set.opened();
    wait_until(&mut harness, |harness| bench(harness).is_settled() && !bench(harness).is_busy());
    assert_eq!(bench(&harness).document().estimate_count(), 4);
    assert!(!says(&harness, "on disk since") && !offers(&harness, TAKE_IN));
    assert_eq!(accessed().expect("a time"), long_ago, "it was read");
    look(&mut harness);
    assert!(says(&harness, "Changed on disk since it was read, written"));
    assert!(says(&harness, CHANGES));
    assert_eq!(bench(&harness).document().estimate_count(), 4, "nothing is taken in by itself");
    assert!(bench(&harness).history_is_saved());
}

#[test]
fn what_was_open_last_is_each_file_once_by_where_it_is_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let [read, moved] = ["upland.csv", "upland-2.csv"].map(|name| folder.path().join(name));
    std::fs::write(&read, READ).expect("written");
    let memory = Some(folder.path().join("preferences.ron"));
    let script = Script { open: Arc::new(Mutex::new(vec![moved.clone()])), ..Script::default() };
    let start = Start { files: vec![read.clone()], memory: memory.clone(), ..Start::default() };
    let mut harness = window_with(start, script);
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() > 0);
    execute(&mut harness, Command::OpenPage(Page::Files));
    std::fs::write(&moved, CHANGED).expect("written");
    std::fs::remove_file(&read).expect("removed");
    press(&mut harness, "Relink…: upland.csv");
    press(&mut harness, TAKE_IN);
    wait_until_idle(&mut harness);
    let start = Start { memory, ..Start::default() };
    let mut again = window_with(start, Script::default());
    execute(&mut again, Command::Act(Action::ReopenLast));
    wait_until_idle(&mut again);
    let names: Vec<&str> = bench(&again).document().files().iter().map(|one| one.name()).collect();
    assert_eq!(names, ["upland-2.csv"]);
    assert!(!says(&again, "open already") && !says(&again, "no such file"));
}

#[test]
fn what_is_as_it_was_read_says_so() {
    let set = set();
    let mut harness = set.opened();
    look(&mut harness);
    assert!(says(&harness, "On disk as it was read"));
    assert!(!offers(&harness, TAKE_IN));
}

#[test]
fn a_changed_file_is_taken_in_as_a_new_vintage_and_one_undo_takes_it_back() {
    let set = set();
    let mut harness = set.opened();
    let river = Target::Estimate(find(&harness, "River Monitor", "2030-01-10"));
    execute(&mut harness, Command::Adjust(vec![(river, Change::Exclude)]));
    let before = bench(&harness).document().clone();
    std::fs::write(&set.source, CHANGED).expect("written");
    look(&mut harness);
    press(&mut harness, TAKE_IN);
    let document = bench(&harness).document().clone();
    let in_force: Vec<FileSlot> = document.loaded().iter().map(|file| file.slot).collect();
    assert_eq!(in_force, [FileSlot(2)]);
    let river = Target::Estimate(find(&harness, "River Monitor", "2030-01-10"));
    assert!(document.overlay().find(&river, &Change::Exclude).is_some(), "it goes along");
    assert!(says(&harness, "2 copies of upland.csv are vintages of one file. In force is"));
    for told in ["on disk since", "which is open"] {
        assert!(!says(&harness, told), "of the earlier copy nothing is told any more");
    }
    assert_eq!(harness.query_all_by_label("Reload: upland.csv").count(), 1);
    let looks = harness.query_all_by_label("Look whether it changed: upland.csv");
    assert_eq!(looks.count(), 1, "the earlier copy is in no file any more");
    look(&mut harness);
    assert!(says(&harness, "On disk as it was read"));

    undo(&mut harness);
    assert_eq!(bench(&harness).document(), &before);
    assert!(says(&harness, CHANGES), "what was found still holds");
    execute(&mut harness, Command::Act(Action::Redo));
    assert_eq!(bench(&harness).document(), &document);
    save(&mut harness);
    assert_eq!(bench(&set.opened()).document(), &document);
}

#[test]
fn reload_puts_what_is_there_now_in_the_place_of_what_was_read() {
    let set = set();
    std::fs::write(&set.source, CHANGED).expect("written");
    let mut harness = set.opened();
    look(&mut harness);
    press(&mut harness, "Reload: upland.csv");
    assert_eq!(bench(&harness).document().files().len(), 1);
    assert_eq!(bench(&harness).document().estimate_count(), 5);
    assert!(!says(&harness, "on disk since"), "that is overtaken");
}

#[test]
fn what_changed_is_told_estimate_by_estimate() {
    let set = set();
    std::fs::write(&set.source, CHANGED).expect("written");
    let mut harness = set.opened();
    look(&mut harness);
    press(&mut harness, "See what changed…: upland.csv");
    for told in [
        "What changed in upland.csv",
        CHANGES,
        "Lake Paper’s 510 (killed) as of 12 Jan 2030 became 530",
        "North Institute’s 400 (killed) as of 13 Jan 2030 is no longer in the newer copy",
        "South Watch’s 450 (killed) as of 1 Feb 2030 was added",
    ] {
        assert!(says(&harness, told), "{told}");
    }
    press(&mut harness, "Close");
    assert!(!says(&harness, "What changed in upland.csv"));
}

#[test]
fn a_file_that_moved_is_relinked_where_it_holds_what_was_read() {
    let set = set();
    let moved = set.folder.path().join("moved").join("upland 2.csv");
    std::fs::create_dir_all(moved.parent().expect("a folder")).expect("made");
    std::fs::rename(&set.source, &moved).expect("moved");
    let mut harness = set.opened();
    let before = bench(&harness).document().clone();
    look(&mut harness);
    assert!(says(&harness, &format!("No longer at {}", set.source.display())));
    set.choose(&moved);
    press(&mut harness, "Relink…: upland.csv");
    let place = moved.display().to_string();
    assert_eq!(path_of(&harness, 1), place);
    assert!(says(&harness, &format!("upland.csv is as it was read at {place}")));
    assert!(says(&harness, "On disk as it was read"));
    assert_eq!(bench(&harness).document().estimate_count(), 4);
    save(&mut harness);
    assert_eq!(path_of(&set.opened(), 1), place);
    undo(&mut harness);
    assert_eq!(bench(&harness).document(), &before);
    assert!(!says(&harness, "On disk as it was read"));
}

#[test]
fn where_a_file_is_said_to_be_and_is_not_it_stays_linked_to_where_it_was() {
    let set = set();
    let mut harness = set.opened();
    let nowhere = set.folder.path().join("nowhere.csv");
    set.choose(&nowhere);
    press(&mut harness, "Relink…: upland.csv");
    assert!(says(&harness, &format!("upland.csv stays linked to {}", set.source.display())));
    assert!(says(&harness, &format!("No longer at {}", nowhere.display())));
    assert!(bench(&harness).history_is_saved());
}

#[test]
fn another_content_elsewhere_is_told_and_taken_in_only_when_somebody_says_so() {
    let set = set();
    let elsewhere = set.folder.path().join("upland-new.csv");
    std::fs::write(&elsewhere, CHANGED).expect("written");
    set.choose(&elsewhere);
    let mut harness = set.opened();
    let before = bench(&harness).document().clone();
    press(&mut harness, "Relink…: upland.csv");
    let place = elsewhere.display().to_string();
    assert!(says(&harness, &format!("Another content than was read stands at {place}")));
    assert!(says(&harness, CHANGES));
    assert_eq!(bench(&harness).document(), &before);
    press(&mut harness, TAKE_IN);
    assert_eq!(bench(&harness).document().series().len(), 1);
    assert_eq!([path_of(&harness, 1), path_of(&harness, 2)], [place.clone(), place.clone()]);
    undo(&mut harness);
    assert_eq!(bench(&harness).document(), &before);
    press(&mut harness, "Put it in its place: upland.csv");
    assert_eq!(bench(&harness).document().files().len(), 1);
    assert_eq!(path_of(&harness, 1), place);
    undo(&mut harness);
    assert_eq!(bench(&harness).document(), &before);
}

#[test]
fn a_file_that_states_mostly_other_things_is_asked_about() {
    let set = set();
    std::fs::write(&set.source, OTHER).expect("written");
    let mut harness = set.opened();
    look(&mut harness);
    assert!(says(&harness, "it states other things, and nothing of what was read"));
    assert!(!offers(&harness, TAKE_IN));
    press(&mut harness, "Leave it: upland.csv");
    assert!(!says(&harness, "it states other things"));
    look(&mut harness);
    press(&mut harness, "Open it beside: upland.csv");
    assert_eq!(bench(&harness).document().files().len(), 2);
    assert!(bench(&harness).document().series().is_empty());
    assert!(says(&harness, "Holds by now what upland.csv holds, which is open"));
    undo(&mut harness);
    press(&mut harness, "It is that file: upland.csv");
    press(&mut harness, TAKE_IN);
    assert_eq!(bench(&harness).document().series().len(), 1);
}

#[test]
fn what_cannot_be_read_any_more_and_what_is_read_otherwise_says_so() {
    let set = set();
    let mut harness = set.opened();
    std::fs::write(&set.source, "\0\0").expect("written");
    look(&mut harness);
    assert!(says(&harness, "Changed on disk since it was read, and cannot be read as it is now."));
    assert!(!offers(&harness, TAKE_IN));
    let rows = "2030-01-10,killed,300,400\n2030-01-11,killed,350,420\n";
    let wide = format!("date,quantity,River Monitor,Hill Ministry\n{rows}");
    std::fs::write(&set.source, wide).expect("written");
    look(&mut harness);
    assert!(!says(&harness, "\0"));
    assert!(!offers(&harness, TAKE_IN), "what is read otherwise is no vintage by itself");
}

#[test]
fn a_table_of_which_it_was_said_how_it_is_read_is_looked_at_so_until_its_session_is_reopened() {
    let folder = tempfile::tempdir().expect("a folder");
    let [read, session] =
        ["mailed.csv", "mailed.comparison.ron"].map(|name| folder.path().join(name));
    let mailed = "Source;Date;Min;Max;Other\nNIS;2025-01-13;300;400;350\nISW;2025-01-15;250;;\n";
    std::fs::write(&read, mailed).expect("written");
    let script = Script { save: Arc::new(Mutex::new(Some(session.clone()))), ..Script::default() };
    let start = Start { files: vec![read.clone()], ..Start::default() };
    let mut harness = window_with(start, script);
    wait_until_idle(&mut harness);
    press(&mut harness, "What is counted: killed");
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    press(&mut harness, "Open");
    assert_eq!(bench(&harness).document().estimate_count(), 2);
    save(&mut harness);
    std::fs::write(&read, mailed.replace("250", "260")).expect("written");
    execute(&mut harness, Command::OpenPage(Page::Files));
    press(&mut harness, "Look whether it changed: mailed.csv");
    assert!(says(&harness, "1 other number; 1 as it was"));

    let mut again = window_on(&session, Script::default());
    execute(&mut again, Command::OpenPage(Page::Files));
    press(&mut again, "Look whether it changed: mailed.csv");
    assert!(says(&again, "how it is read has to be said: Reload asks"));
    press(&mut again, "Reload: mailed.csv");
    assert!(says(&again, "How mailed.csv is read"));
}

#[test]
fn all_files_are_looked_at_in_one_step_and_counted() {
    let set = set();
    let (other, third) =
        (set.folder.path().join("lowland.csv"), set.folder.path().join("isle.csv"));
    std::fs::write(&other, OTHER).expect("written");
    std::fs::write(&third, OTHER.replace("wounded", "captured")).expect("written");
    let mut harness = set.opened();
    for path in [&other, &third] {
        execute(&mut harness, Command::OpenFile(path.clone()));
        wait_until_idle(&mut harness);
    }
    assert_eq!(bench(&harness).document().files().len(), 3);
    std::fs::write(&set.source, CHANGED).expect("written");
    std::fs::remove_file(&other).expect("removed");
    execute(&mut harness, Command::OpenPage(Page::Notes));
    execute(&mut harness, Command::Act(Action::LookAtFiles));
    wait_until_idle(&mut harness);
    assert!(says(&harness, "Of 3 files 1 has changed, 1 is gone and 1 is as it was read"));
    assert_eq!(bench(&harness).view().page, Page::Files);
    assert!(
        says(&harness, &format!("No longer at {}", other.display())) && says(&harness, CHANGES)
    );
    assert_eq!(bench(&harness).document().files().len(), 3);
}

#[test]
fn where_no_dialog_answers_the_new_place_is_typed() {
    let mut set = set();
    set.script.is_missing = true;
    let moved = set.folder.path().join("moved.csv");
    std::fs::rename(&set.source, &moved).expect("moved");
    let mut harness = set.opened();
    press(&mut harness, "Relink…: upland.csv");
    let field = "Where the file is now";
    harness.get_by_label_contains(field).focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label_contains(field).type_text(&moved.display().to_string());
    harness.run();
    assert!(says(&harness, &format!("Looks at {}", moved.display())));
    press(&mut harness, "Relink");
    assert_eq!(path_of(&harness, 1), moved.display().to_string());
}

#[test]
fn a_look_that_comes_back_after_the_document_is_closed_tells_nothing() {
    let set = set();
    std::fs::write(&set.source, CHANGED).expect("written");
    let mut harness = set.opened();
    harness.get_by_label("Look whether it changed: upland.csv").click_accesskit();
    harness.step();
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    wait_until_idle(&mut harness);
    execute(&mut harness, Command::OpenFile(set.session.clone()));
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 4);
    execute(&mut harness, Command::OpenPage(Page::Files));
    assert!(!says(&harness, "on disk since"));
}

#[test]
fn the_sample_is_in_no_file_and_is_not_looked_at() {
    let mut harness = window_with(Start::default(), Script::default());
    execute(&mut harness, Command::OpenPage(Page::Files));
    assert!(!bench(&harness).can(Action::LookAtFiles));
    assert!(harness.query_by_label_contains("Look whether it changed").is_none());
}
