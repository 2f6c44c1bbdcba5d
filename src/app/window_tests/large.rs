//! A document that takes longer to compare than a frame may last.

use std::fmt::Write;

use egui_kittest::kittest::{NodeT, Queryable};

use super::super::background::fate::{Fate, decide};
use super::*;
use crate::compare::{Grouping, Question};
use crate::session::{Edit, TableView};

/// A table of this many estimates by three sources.
fn table(estimates: u32) -> String {
    let mut text = "date,source,quantity,place,basis,low,high\n".to_owned();
    for number in 0..estimates {
        let day =
            Day::from_number(10_000 + i32::try_from(number / 3).expect("few")).expect("a day");
        let source = number % 3;
        let low = 53_100 + (number * 37) % 91;
        writeln!(text, "{day},Source {source},deployed,Upland,level,{low},{}", low + 20)
            .expect("into a string");
    }
    text
}

#[test]
fn an_answer_from_beside_the_window_is_in_its_style() {
    let (mut harness, _folder) = window_on_a_large_file();
    wait_until(&mut harness, |harness| bench(harness).comparison().is_some());
    styles::choose(&mut harness, "783138");
    wait_until(&mut harness, |harness| bench(harness).comparison().is_some());
    harness.run();
    harness.get_by_label_contains("Agreement at the cursor");
    let says: Vec<String> = harness
        .query_all_by_label_contains("53")
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect();
    assert!(says.iter().any(|says| says.contains("5310")), "{says:?}");
    assert!(!says.iter().any(|says| says.contains("53,1")), "{says:?}");
}

/// A window on a table of 24,000 estimates, and the folder that it is in.
fn window_on_a_large_file() -> (Harness<'static, Option<Workbench>>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own file")]
    std::fs::write(&path, table(24_000)).expect("written");
    let start = Start { files: vec![path], ..Start::default() };
    (window_with(start, Script::default()), folder)
}

#[test]
fn a_large_file_is_compared_beside_the_window() {
    let (mut harness, _folder) = window_on_a_large_file();
    let says_so =
        |harness: &Harness<'_, Option<Workbench>>| harness.query_by_label("Comparing…").is_some();
    let has_answer =
        |harness: &Harness<'_, Option<Workbench>>| bench(harness).comparison().is_some();
    let start = Instant::now();
    while !says_so(&harness) {
        assert!(!has_answer(&harness), "compared in the frame");
        assert!(start.elapsed() < PATIENCE, "nobody compares");
        harness.step();
    }
    wait_until(&mut harness, has_answer);
    assert!(!says_so(&harness));
    let picture = bench(&harness).picture().expect("painted");
    let (from, to) = picture.time.window();
    assert!(from <= 10_000.0 && 17_999.0 <= to, "all of it is in sight: {from} to {to}");

    // Another question: the former answer stays in sight until the other comes.
    let workbench = harness.state_mut().as_mut().expect("made");
    let question = workbench.document().question().expect("asked").clone();
    workbench.edit(&Edit::Ask(Question { by: Grouping::Label, ..question }));
    harness.step();
    assert_eq!(bench(&harness).comparison().expect("the former").question.by, Grouping::Origin);
    wait_until(&mut harness, |harness| {
        bench(harness).comparison().expect("one of the two").question.by == Grouping::Label
    });
    assert!(!says_so(&harness));
}

#[test]
fn the_table_keeps_its_height_while_its_rows_are_put_in_order_and_where_none_is_found() {
    let (mut harness, _folder) = window_on_a_large_file();
    wait_until(&mut harness, |harness| bench(harness).comparison().is_some());
    wait_until(&mut harness, |harness| !bench(harness).is_sorting());
    let height = |harness: &Harness<'_, Option<Workbench>>| {
        harness.get_by_label("Table of estimates, 24,000 rows").rect().height()
    };
    let before = height(&harness);
    assert!(before > 120.0, "{before} points");
    for filter in ["nobody says this", ""] {
        let view = TableView { filter: filter.to_owned(), ..bench(&harness).view().table.clone() };
        harness.state_mut().as_mut().expect("made").view_mut().table = view;
        harness.run();
        wait_until(&mut harness, |harness| !bench(harness).is_sorting());
    }
    assert_eq!(height(&harness), before);
}

#[test]
fn a_late_answer_is_dropped() {
    let (mut harness, _folder) = window_on_a_large_file();
    decide(&harness.ctx, "Comparing", Fate::Waits);
    wait_until(&mut harness, |harness| harness.query_by_label("Comparing…").is_some());
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    decide(&harness.ctx, "Comparing", Fate::Ends);
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("Comparing 24,000").is_none()
    });
    assert!(bench(&harness).comparison().is_none());
    harness.get_by_label("Nothing open");
}

#[test]
fn of_a_long_file_the_first_part_is_drawn_until_all_of_it_is_read() {
    let says = "of which little is known ".repeat(20);
    let rows = table(20_000).replace('\n', &format!(",{says}\n"));
    let text = rows.replacen(&says, "note", 1);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own file")]
    std::fs::write(&path, text).expect("written");
    let mut harness =
        window_with(Start { files: vec![path], ..Start::default() }, Script::default());
    let shows_part = |harness: &Harness<'_, Option<Workbench>>| {
        harness.query_by_label_contains("long.csv: the first ").is_some()
    };
    wait_until_seen(&mut harness, shows_part);
    harness.get_by_label_contains("In small: ");
    assert!(bench(&harness).document().files().is_empty(), "it is no part of the document");
    wait_until_idle(&mut harness);
    assert!(!shows_part(&harness), "all of it is read");
    let files = bench(&harness).document().files();
    assert_eq!(files.iter().map(|file| file.ledger.len()).collect::<Vec<_>>(), [20_000]);
}
