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
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("mailed.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(&path, text).expect("written");
    let start = Start { files: vec![path], ..Start::default() };
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
