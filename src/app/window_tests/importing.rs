//! A table that no format knows: the sheet on which it is said how it is read.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, wait_until, wait_until_idle, window, window_with};
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
    wait_until_idle(&mut harness);
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
fn what_comes_of_a_table_is_drawn_in_small_before_it_is_open() {
    let (_folder, mut harness) = opened(MAILED);
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("In small: killed, 2 sources").is_some());
    let small = harness.get_by_label("In small: killed, 2 sources").rect();
    assert!(small.width() > 200.0 && small.height() > 100.0, "{small:?}");
    assert!(bench(&harness).document().files().is_empty());
    // What is said otherwise is drawn otherwise.
    harness.get_by_role_and_label(Role::TextInput, "Of whom").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Of whom").type_text("Upland");
    harness.run();
    let now = "In small: Upland · killed, 2 sources";
    wait_until(&mut harness, |h| h.query_by_label(now).is_some());
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

fn paste(harness: &mut Harness<'static, Option<Workbench>>, text: &str) {
    harness.event(egui::Event::Paste(text.to_owned()));
    harness.run();
    harness.run();
}

#[test]
fn a_pasted_table_of_any_size_is_asked_about_on_the_same_sheet() {
    let one_row = MAILED.lines().take(2).collect::<Vec<&str>>().join("\n");
    for (text, counted) in
        [(MAILED, "2 estimates from 2 rows"), (&one_row, "1 estimate from 1 row")]
    {
        let mut harness = window();
        paste(&mut harness, text);
        harness.get_by_label("How pasted table is read");
        say_killed(&mut harness);
        wait_until(&mut harness, |h| h.query_by_label(counted).is_some());
        open_once_read(&mut harness);
        let files = bench(&harness).document().files();
        assert_eq!(files.iter().map(|file| file.name()).collect::<Vec<&str>>(), ["pasted table"]);
    }
}

#[test]
fn a_pasted_table_of_which_all_is_known_opens_at_once_and_a_row_of_it_fills_the_form() {
    let table = "date,source,quantity,best\n2025-01-13,NIS,killed,300\n2025-01-15,ISW,killed,250\n";
    let mut harness = window();
    paste(&mut harness, table);
    harness.get_by_label("pasted table: 2 estimates, 1 measure");
    let mut harness = window();
    let row: Vec<&str> = table.lines().take(2).collect();
    paste(&mut harness, &row.join("\n"));
    assert!(harness.query_by_label_contains("pasted table").is_none());
    harness.get_by_role_and_label(Role::TextInput, "Source");
}

#[test]
fn a_long_table_that_is_pasted_is_read_in_the_background_and_asked_about_alike() {
    let rows = |header: &str, end: &str| -> String {
        let day = |number| crate::estimate::Day::from_number(19_000 + number).expect("a day");
        let sources = ["Ministry of Upland", "Upland Staff", "Institute of Peace"];
        let rows = sources.iter().flat_map(|source| (0..200).map(move |n| (source, day(n))));
        let rows: String = rows.map(|(source, day)| format!("{day};{source};{end}\n")).collect();
        format!("{header}\n{rows}")
    };
    let known = rows("date;source;quantity;best", "deployed;5000");
    let unknown = rows("Date;Source;Min;Max;Link", "300;400;https://a.example/1");
    assert!(known.len() > 1 << 14 && unknown.len() > 1 << 14, "too long to be read at once");
    let mut harness = window();
    paste(&mut harness, &known);
    let opened = "pasted table: 600 estimates, 1 measure";
    wait_until(&mut harness, |h| h.query_by_label_contains(opened).is_some());
    let mut harness = window();
    paste(&mut harness, &unknown);
    wait_until(&mut harness, |h| h.query_by_label("How pasted table is read").is_some());
    say_killed(&mut harness);
    wait_until(&mut harness, |h| h.query_by_label("600 estimates from 600 rows").is_some());
    open_once_read(&mut harness);
    assert_eq!(bench(&harness).document().estimate_count(), 600);
}

#[test]
fn what_holds_for_every_row_is_said_by_a_button_and_enter_and_its_day_is_asked() {
    let (_folder, mut harness) =
        opened("Source;Killed;Link\nNIS;300;https://a.example/1\nISW;250;\n");
    harness.get_by_label("Not said yet: when it was so");
    harness.get_by_role_and_label(Role::TextInput, "As of").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "As of").type_text("2025-01-13");
    harness.run();
    harness.key_press(Key::Enter);
    wait_until(&mut harness, |h| bench(h).document().estimate_count() == 2);
    let day = bench(&harness).document().files()[0].ledger.in_file_order()[0].as_of().to();
    assert_eq!(day.to_string(), "2025-01-13");

    let (_folder, mut harness) = opened(MAILED);
    harness.get_by_label("What is counted: killed").click();
    harness.run();
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
}

#[test]
fn what_is_remembered_reads_the_next_file_with_the_same_columns_until_it_is_forgotten() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
        std::fs::write(&path, text).expect("written");
        path
    };
    let memory = Some(folder.path().join("preferences.ron"));
    let start = |files: Vec<PathBuf>| {
        let start = Start { files, memory: memory.clone(), ..Start::default() };
        let mut harness = window_with(start, Script::default());
        wait_until_idle(&mut harness);
        harness
    };
    let mut harness = start(vec![file("mailed.csv", MAILED)]);
    harness.get_by_label("What is counted: killed").click();
    harness.run();
    harness.get_by_label("Remember for files like this").click();
    wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    open_once_read(&mut harness);
    wait_until_idle(&mut harness);

    let later = file("later.csv", &MAILED.replace("250", "260"));
    let mut harness = start(vec![later.clone()]);
    harness.get_by_label_contains("read as you said of mailed.csv");
    assert_eq!(bench(&harness).document().estimate_count(), 2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness.get_by_label("mailed.csv: Source, Date, Min, Max, Other, Link");
    harness.get_by_label("Forget mailed.csv").click();
    harness.run();
    harness.get_by_label("Close").click();
    wait_until_idle(&mut harness);
    let harness = start(vec![later]);
    harness.get_by_label("How later.csv is read");
}

#[test]
fn a_table_is_asked_about_again_with_what_was_said_of_it_be_it_a_file_or_pasted() {
    for is_pasted in [false, true] {
        let (_folder, mut harness) = if is_pasted {
            let mut harness = window();
            paste(&mut harness, MAILED);
            (tempfile::tempdir().expect("a folder"), harness)
        } else {
            opened(MAILED)
        };
        say_killed(&mut harness);
        wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
        open_once_read(&mut harness);
        let file = bench(&harness).document().files()[0].clone();
        let ask = Command::AskHowRead(PathBuf::from(&file.path), file.slot);
        let ctx = harness.ctx.clone();
        harness.state_mut().as_mut().expect("made").execute(&ctx, None, ask);
        wait_until(&mut harness, |h| h.query_by_label("2 estimates from 2 rows").is_some());
    }
}
