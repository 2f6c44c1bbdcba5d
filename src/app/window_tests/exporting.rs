//! Taking the data away.

use std::path::Path;
use std::sync::{Arc, Mutex};

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, Workbench, bench, wait_until, window_with, write};
use crate::app::workbench::Start;

type Window = Harness<'static, Option<Workbench>>;

fn window_that_exports_to(path: &Path) -> Window {
    let save = Arc::new(Mutex::new(Some(path.to_owned())));
    window_with(Start::default(), Script { save, ..Script::default() })
}

fn written(path: &Path) -> String {
    #[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
    std::fs::read_to_string(path).expect("written")
}

/// The sheet, what is clicked on it, and its button.
fn press_export(harness: &mut Window, choices: &[&str]) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    for label in choices.iter().chain(&["Export as…"]) {
        harness.get_by_label(label).click();
        harness.run();
    }
}

fn wait_until_said(harness: &mut Window, words: &str) {
    wait_until(harness, |harness| harness.query_by_label_contains(words).is_some());
}

fn export(harness: &mut Window) {
    press_export(harness, &[]);
    wait_until_said(harness, "The data were written to");
}

#[test]
fn the_data_of_the_measure_are_written_as_the_ending_says() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, begins) in
        [("a.csv", "id,population,"), ("a.json", "{\n  \"schema\": 1"), ("a.estimates.ron", "(\n")]
    {
        let path = folder.path().join(name);
        let mut harness = window_that_exports_to(&path);
        export(&mut harness);
        let text = written(&path);
        assert!(text.starts_with(begins), "{}", &text[..40]);
        assert!(text.contains("has already exceeded 3,000"));
        assert!(!text.contains("equipment"), "only the measure that is asked about");
    }
}

#[test]
fn the_sheet_shows_the_page_in_small_and_writes_it_as_it_was_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.pdf");
    let mut harness = window_that_exports_to(&path);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    wait_until(&mut harness, |harness| harness.query_by_label("The page in small").is_some());
    harness.get_by_label("Picture (PDF)").click();
    harness.run();
    harness.get_by_label("Where each number can be read").click();
    harness.run();
    harness.get_by_label("Export as…").click();
    wait_until_said(&mut harness, "The picture was written to");
    #[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
    let bytes = std::fs::read(&path).expect("written");
    assert!(bytes.starts_with(b"%PDF"));
    let has_addresses = bytes.windows(8).any(|window| window == b"https://");
    assert!(!has_addresses, "references were left out");
}

#[test]
fn the_picture_is_written_as_it_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.svg");
    let mut harness = window_that_exports_to(&path);
    let picture = bench(&harness).picture().expect("painted").clone();
    // Their numbers make labels wider.
    press_export(&mut harness, &["Where each number can be read"]);
    wait_until_said(&mut harness, "The picture was written to");
    let svg = written(&path);
    crate::export::parse_back::assert_same(&svg, &picture);
    assert!(svg.contains("3 of 5 origins share"), "the sentence stands on it");
}

/// Opens the sheet, and chooses what is drawn from its list.
fn choose_layout(harness: &mut Window, then: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "What is drawn").click();
    harness.run();
    harness.get_by_label(then).click_accesskit();
    harness.run();
}

#[test]
fn what_has_no_time_axis_is_written_as_it_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.svg");
    let mut harness = window_that_exports_to(&path);
    choose_layout(&mut harness, "The day, row by row");
    harness.get_by_label("Export as…").click();
    wait_until_said(&mut harness, "The picture was written to");
    let svg = written(&path);
    assert!(svg.contains("data-part=\"envelope\"") && svg.contains("3 of 5 origins"), "the day");
}

#[test]
fn the_sheet_begins_with_all_measures_where_they_are_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.svg");
    let mut harness = window_that_exports_to(&path);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    harness.run();
    press_export(&mut harness, &[]);
    wait_until_said(&mut harness, "The picture was written to");
    assert!(written(&path).contains("the longest quarrels first"));
}

#[test]
fn a_gap_is_drawn_where_it_was_taken_apart_and_is_not_offered_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.svg");
    let mut harness = window_that_exports_to(&path);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "What is drawn").click();
    harness.run();
    assert!(harness.query_by_label("The voices two by two").is_some());
    assert!(harness.query_by_label("Why two differ").is_none());
    harness.key_press(Key::Escape);
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    harness.get_by_label("Why do two differ?").click_accesskit();
    wait_until_said(&mut harness, ": unexplained");
    choose_layout(&mut harness, "Why two differ");
    harness.get_by_label("Export as…").click();
    wait_until_said(&mut harness, "The picture was written to");
    let svg = written(&path);
    assert!(svg.contains("data-part=\"step\""), "{}", svg.get(..1_500).unwrap_or(&svg));
}

#[test]
fn the_picture_can_be_copied() {
    let mut harness = window_that_exports_to("nowhere.svg".as_ref());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_label("Copy the picture").click();
    wait_until_said(&mut harness, "The picture was copied");
}

#[test]
fn a_picture_with_signs_that_it_has_no_letter_for_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("seoul.csv");
    let text = "date,source,quantity,best\n2025-01-01,국방부,killed,5\n2025-01-02,B,killed,9\n";
    write(&table, text);
    let save = Arc::new(Mutex::new(Some(folder.path().join("seoul.png"))));
    let open = Arc::new(Mutex::new(vec![table]));
    let mut harness = window_with(Start::default(), Script { open, save, ..Script::default() });
    // The fonts of the system, which are not looked for here, may have them.
    harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
    press_export(&mut harness, &[]);
    wait_until_said(
        &mut harness,
        "no letter for 국 (U+AD6D), 방 (U+BC29), 부 (U+BD80): a box stands for each",
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_label("Copy the picture").click();
    wait_until_said(
        &mut harness,
        "The picture was copied. Pictures have no letter for 국 (U+AD6D)",
    );
}

#[test]
fn an_ending_under_which_nothing_is_written_is_refused_with_those_that_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("chart.jpg");
    let mut harness = window_that_exports_to(&path);
    press_export(&mut harness, &[]);
    wait_until(&mut harness, |harness| harness.query_by_label_contains("one of .svg").is_some());
    assert!(!path.exists() && !folder.path().join("chart.jpg.svg").exists());
}

#[test]
fn what_was_entered_by_hand_is_written_as_a_file_of_estimates() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.estimates.ron");
    let mut harness = window_that_exports_to(&path);
    let row = "As of\tSource\tLow\tHow\tAs stated\n2025-01-02\tA ministry\t2000\tat least\tno fewer than 2,000\n";
    harness.event(egui::Event::Paste(row.to_owned()));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(bench(&harness).document().own().map(|own| own.ledger.len()), Some(1));
    harness.get_by_label("File").click();
    harness.run();
    harness.get_by_label_contains("Export what was entered by hand").click();
    wait_until_said(&mut harness, "The data were written to");
    let text = written(&path);
    assert!(text.contains("A ministry") && !text.contains("Syrskyi"), "{text}");
    let start = Start { files: vec![path], ..Start::default() };
    let mut again = window_with(start, Script::default());
    wait_until(&mut again, |again| bench(again).document().estimate_count() == 1);
}

#[test]
fn an_export_never_takes_the_place_of_an_open_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.csv");
    let table = "date,source,quantity,best\n2025-01-01,A,killed,5\n2025-01-02,B,killed,9\n";
    write(&path, table);
    let save = Arc::new(Mutex::new(Some(path.clone())));
    let start = Start { files: vec![path.clone()], ..Start::default() };
    let mut harness = window_with(start, Script { save, ..Script::default() });
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
    press_export(&mut harness, &[]);
    wait_until_said(&mut harness, "mine.csv is one of the open files");
    assert_eq!(written(&path), table);
}

/// The picture that is written while voices are laid out by these keys.
fn exported_picture(path: &Path, modifiers: Modifiers, key: Key) -> (Window, String) {
    let mut harness = window_that_exports_to(path);
    harness.key_press_modifiers(modifiers, key);
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("Looking for who shared a value").is_none()
    });
    press_export(&mut harness, &[]);
    wait_until_said(&mut harness, "The picture was written to");
    let text = written(path);
    (harness, text)
}

#[test]
fn rows_are_written_as_they_are_drawn_and_the_picture_has_its_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.svg");
    for (modifiers, says) in
        [(Modifiers::NONE, "taken back"), (Modifiers::SHIFT, "on so many days")]
    {
        let (harness, text) = exported_picture(&path, modifiers, Key::F9);
        let drawn = bench(&harness).drawn_picture().expect("drawn");
        crate::export::parse_back::assert_same(&text, &drawn);
        assert!(text.contains(says), "{says}");
        #[expect(clippy::disallowed_methods, reason = "a test makes room for the next one")]
        std::fs::remove_file(&path).expect("there");
    }
    let (_, text) = exported_picture(&path, Modifiers::NONE, Key::F7);
    assert!(text.contains(r#"<g id="key">"#), "a key to the signs");
}

#[test]
fn a_page_that_can_be_asked_is_written_from_the_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.html");
    let mut harness = window_that_exports_to(&path);
    press_export(&mut harness, &["Page (HTML)"]);
    wait_until_said(&mut harness, "The page was written to");
    assert!(written(&path).contains("id=\"held\""));
}

#[test]
fn a_report_is_written_from_the_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.html");
    let mut harness = window_that_exports_to(&path);
    press_export(&mut harness, &["Report (HTML)"]);
    wait_until_said(&mut harness, "The report was written to");
    let text = written(&path);
    assert!(text.contains("<svg") && text.contains("The analytic standards of ICD 203"));
}

#[test]
fn tables_are_written_from_the_sheet_of_the_measure_and_the_day_of_the_cursor() {
    let folder = tempfile::tempdir().expect("a folder");
    for (choice, name) in [("Workbook", "t.xlsx"), ("Data package", "t.datapackage.zip")] {
        let path = folder.path().join(name);
        let mut harness = window_that_exports_to(&path);
        press_export(&mut harness, &[choice]);
        wait_until_said(&mut harness, "The tables were written to");
        let cursor = bench(&harness).view().cursor.expect("a day").to_string();
        #[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
        let bytes = std::fs::read(&path).expect("written");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("packed");
        if choice == "Workbook" {
            assert!(archive.by_name("xl/worksheets/sheet5.xml").is_ok());
            continue;
        }
        let mut table = String::new();
        let mut file = archive.by_name("data/reconciliation.csv").expect("a table");
        std::io::Read::read_to_string(&mut file, &mut table).expect("text");
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.starts_with(&cursor)), "{cursor}");
        assert!(!table.contains("launchers"), "only the measure that is asked about");
    }
}
