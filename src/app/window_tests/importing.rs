//! A table that no format knows: the sheet on which it is said how it is read.

use std::path::PathBuf;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, wait_until, window_with};
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::session::Page;

const MAILED: &str = "Source;Date;Min;Max;Other;Link\n\
    NIS;2025-01-13;300;400;350;https://a.example/1\nISW;2025-01-15;250;;;https://a.example/2\n";

fn opened(text: &str) -> (tempfile::TempDir, Harness<'static, Option<Workbench>>) {
    opened_together(&[("mailed.csv", text)])
}

fn opened_together(
    files: &[(&str, &str)],
) -> (tempfile::TempDir, Harness<'static, Option<Workbench>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths: Vec<PathBuf> = Vec::new();
    for (name, text) in files {
        let path = folder.path().join(name);
        #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
        std::fs::write(&path, text).expect("written");
        paths.push(path);
    }
    let start = Start { files: paths, ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| !bench(harness).is_busy());
    (folder, harness)
}

fn say_killed(harness: &mut Harness<'static, Option<Workbench>>) {
    harness.get_by_role_and_label(Role::TextInput, "What is counted").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "What is counted").type_text("killed");
    harness.run();
}

fn open_once_read(harness: &mut Harness<'static, Option<Workbench>>) {
    // The button does nothing while the table is being read.
    for _ in 0..1_000 {
        let Some(open) = harness.query_by_label("Open") else { return };
        open.click();
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.run();
    }
    panic!("it never opens");
}

#[test]
fn a_mailed_table_asks_what_is_counted_shows_what_comes_of_it_and_opens() {
    let (_folder, mut harness) = opened(MAILED);
    harness.get_by_label("How mailed.csv is read");
    harness.get_by_label("Not said yet: what is counted");
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    open_once_read(&mut harness);
    assert!(harness.query_by_label("How mailed.csv is read").is_none(), "it is closed");
    let document = bench(&harness).document();
    assert_eq!((document.files().len(), document.estimate_count()), (1, 2));
    assert_eq!(document.question().expect("asked").measure.id(), "-/killed/-/cumulative");
}

#[test]
fn a_column_is_read_into_what_is_chosen_for_it() {
    let (_folder, mut harness) = opened(MAILED);
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    harness.get_by_role_and_label(Role::ComboBox, "Other").click();
    harness.run();
    harness.get_by_label("Number").click();
    harness.run();
    open_once_read(&mut harness);
    let first = bench(&harness).document().files()[0].ledger.in_file_order()[0].bounds();
    assert_eq!(first.and_then(|bounds| bounds.best()), Some(350.0));
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let (_folder, mut harness) = opened(MAILED);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("How mailed.csv is read").is_none());
    assert!(bench(&harness).document().files().is_empty());
}

#[test]
fn how_a_proposed_table_is_read_can_be_changed_from_the_problems() {
    let text = "Source;Date;Killed;Other\nNIS;2025-01-13;300;200\nISW;2025-01-15;250;150\n";
    let (_folder, mut harness) = opened(text);
    assert_eq!(bench(&harness).document().estimate_count(), 2);
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::OpenPage(Page::Problems));
    harness.run();
    harness.get_by_label("Change how it is read…").click();
    harness.run();
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    harness.get_by_role_and_label(Role::ComboBox, "Other").click();
    harness.run();
    harness.get_by_label("Low end").click();
    harness.run();
    open_once_read(&mut harness);
    let document = bench(&harness).document();
    assert_eq!((document.files().len(), document.estimate_count()), (1, 2));
    let first = document.files()[0].ledger.in_file_order()[0].bounds();
    assert_eq!(first.and_then(|bounds| bounds.low()), Some(200.0));
}

#[test]
fn of_several_unknown_tables_each_is_asked_about_in_turn() {
    let other = MAILED.replace("250", "260");
    let third = MAILED.replace("250", "270");
    let files = [("mailed.csv", MAILED), ("other.csv", &other), ("third.csv", &third)];
    let (_folder, mut harness) = opened_together(&files);
    harness.get_by_label("How mailed.csv is read");
    harness.get_by_label("1 of 3");
    harness.get_by_label("Leave this one out").click();
    harness.run();
    harness.run();
    harness.get_by_label("How other.csv is read");
    harness.get_by_label("2 of 3");
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    harness.get_by_label("Open").click();
    harness.run();
    harness.run();
    harness.get_by_label("How third.csv is read");
    harness.get_by_label("3 of 3");
    harness.get_by_label("Cancel").click();
    harness.run();
    harness.run();
    assert!(harness.query_by_label_contains("is read").is_none());
    let files = bench(&harness).document().files();
    assert_eq!(files.iter().map(|file| file.name()).collect::<Vec<&str>>(), ["other.csv"]);
}

#[test]
fn what_is_refused_once_it_is_said_leaves_what_was_open_and_says_why_on_the_sheet() {
    let (folder, mut harness) = opened(MAILED);
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    open_once_read(&mut harness);
    let slot = bench(&harness).document().files()[0].slot;
    let again = folder.path().join("again.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(&again, MAILED).expect("written");
    let ctx = harness.ctx.clone();
    let before = bench(&harness).document().clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::OpenFile(again));
    wait_until(&mut harness, |h| h.query_by_label("How again.csv is read").is_some());
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    harness.get_by_label("Open").click();
    harness.run();
    harness.run();
    harness.get_by_label_contains("the same content as mailed.csv");
    harness.get_by_label("How again.csv is read");
    assert_eq!(bench(&harness).document(), &before);
    assert_eq!(bench(&harness).document().files()[0].slot, slot);
}
