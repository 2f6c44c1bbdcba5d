//! Wrong input gets a sentence: what happened, to what, where, and what to do.

use crate::{Folder, UPLAND};

/// Both commands that read refuse this file, and say these things of it.
fn refused(folder: &Folder, name: &str, parts: &[&str]) {
    for command in ["check", "compare"] {
        let run = folder.run(&[command, name]).refused().says(&[name]).says(parts);
        let lines = run.stderr.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines <= 4, "a sentence, not a page: {}", run.stderr);
    }
}

#[test]
fn a_file_that_is_not_there_is_said_not_to_be_there() {
    refused(&Folder::new(), "nowhere.csv", &["no "]);
}

#[test]
fn a_folder_is_said_to_be_a_folder() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("papers.csv")).expect("a folder");
    refused(&folder, "papers.csv", &["folder"]);
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    refused(&Folder::with("empty.csv", ""), "empty.csv", &["empty"]);
    refused(&Folder::with("empty.estimates.ron", ""), "empty.estimates.ron", &["empty"]);
}

#[test]
fn a_binary_file_is_not_taken_for_text() {
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0, 255, 254, 7, 0, 1, 2, 3].repeat(64)];
    for name in ["picture.csv", "picture.estimates.ron", "picture.comparison.ron", "picture.png"] {
        refused(&Folder::with(name, png.concat()), name, &["text"]);
    }
}

#[test]
fn a_csv_without_a_date_column_lists_the_columns_it_has() {
    let folder = Folder::with("nodate.csv", "colour,taste,price\nred,sweet,3\n");
    refused(&folder, "nodate.csv", &["date", "colour", "taste", "price"]);
}

#[test]
fn a_header_without_rows_is_told() {
    let header = UPLAND.lines().next().expect("a header");
    let folder = Folder::with("header.csv", format!("{header}\n"));
    let run = folder.run(&["check", "header.csv", "--format", "json"]);
    assert!(run.code == Some(2) || run.json()["files"][0]["estimates"] == 0, "{}", run.stdout);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn a_typo_in_ron_has_a_line_a_column_and_what_was_expected() {
    let text = "(\n    version: 1,\n    title \"no colon\",\n    estimates: [],\n)\n";
    let folder = Folder::with("typo.estimates.ron", text);
    refused(&folder, "typo.estimates.ron", &["line 3", "column", "expected"]);
    let folder = Folder::with("typo.comparison.ron", text);
    refused(&folder, "typo.comparison.ron", &["line 3", "column", "expected"]);
}

#[test]
fn a_typo_in_one_estimate_costs_that_one_only() {
    let text = r#"(
    version: 1,
    measures: { "killed": (quantity: "killed", basis: cumulative) },
    estimates: [
        (id: "a", measure: "killed", source: "North Institute", best: 400, as_of: "2030-01-10"),
        (id: "b", measure: "killed", source: "River Monitor", best: many, as_of: "2030-01-11"),
        (id: "c", measure: "killed", source: "Lake Paper", best: 410, as_of: "2030-01-12"),
    ],
)
"#;
    let folder = Folder::with("one.estimates.ron", text);
    let answer = folder.run(&["check", "one.estimates.ron", "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(file["estimates"], 2, "{file}");
    assert_eq!(file["problems"][0]["severity"], "error");
    assert_eq!(file["problems"][0]["line"], 6);
}

#[test]
fn a_newer_version_is_refused_in_a_sentence() {
    for name in ["new.estimates.ron", "new.comparison.ron"] {
        let folder = Folder::with(name, "(\n    version: 99,\n    wonders: [],\n)\n");
        refused(&folder, name, &["99", "version"]);
    }
}

#[test]
fn deep_nesting_and_endless_quotes_are_refused_and_never_crash() {
    let deep = format!("(version: 1, estimates: {}", "[".repeat(100_000));
    let folder = Folder::with("deep.estimates.ron", deep);
    folder.run(&["check", "deep.estimates.ron"]).refused();
    let quote = format!("{UPLAND}2030-01-17,\"never closed,killed\n{}", "x,y\n".repeat(10_000));
    let folder = Folder::with("quote.csv", quote);
    let run = folder.run(&["check", "quote.csv"]);
    assert!(matches!(run.code, Some(0 | 2)), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn a_session_stands_alone() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).done();
    folder.run(&["compare", "s.comparison.ron", "upland.csv"]).refused();
}

/// What reads old workbooks gives up on this one by a panic.
#[test]
fn a_broken_old_workbook_is_told_in_one_sentence_and_is_no_fault_of_the_program() {
    let mut book = include_bytes!("../frozen/losses.xls").to_vec();
    book[1_494] ^= 0xff;
    let folder = Folder::new();
    folder.write("losses.xls", &book);
    let run = folder.run(&["check", "losses.xls"]).refused().says(&["losses.xls"]);
    assert!(!run.stderr.contains("fault") && !run.stderr.contains("panicked"), "{}", run.stderr);
    folder.write("losses.xls", include_bytes!("../frozen/losses.xls"));
    folder.run(&["check", "losses.xls"]).done();
}
