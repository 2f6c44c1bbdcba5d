//! Promises about whole files: what is read, what is flagged, what is refused.

mod dates;
mod dialects;
mod doubtful;
mod events;
mod filled;
mod identity;
mod json_files;
mod mutations;
mod native_files;
mod numbers;
mod pages;
mod parquet_files;
mod polluted;
mod proposed;
mod real_files;
mod refusals;
mod round_trip;
mod shapes;
mod shipped;
mod tables;
mod workbooks;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::estimate::{Estimate, Statement};
use crate::words::Words;

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn read_text(name: &str, text: &str) -> Result<Reading, Unreadable> {
    read(name, text.as_bytes(), &ReadOptions::default(), &mut go_on)
}

fn csv(text: &str) -> Reading {
    read_text("a.csv", text).expect("a table that fits")
}

fn ron(text: &str) -> Reading {
    read_text("a.estimates.ron", text).expect("a native file")
}

fn said(problem: &Problem) -> String {
    Words::default().problem(problem)
}

fn codes(reading: &Reading) -> Vec<(&str, Option<u32>)> {
    reading.problems.iter().map(|problem| (problem.code(), problem.line)).collect()
}

fn best(reading: &Reading) -> Vec<Option<f64>> {
    let estimates = reading.ledger.in_file_order();
    estimates.iter().map(|estimate| estimate.bounds().and_then(|b| b.best())).collect()
}

/// A number with this sign between its thousands.
fn grouped(number: u32, sign: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            text.push_str(sign);
        }
        text.push(digit);
    }
    text
}

/// The numbers of an estimate: low, best and high, a dash for none.
fn ends(estimate: &Estimate<'_>) -> String {
    let bounds = estimate.bounds().expect("numbers");
    let number = |number: Option<f64>| number.map_or("-".to_owned(), |n| n.to_string());
    [bounds.low(), bounds.best(), bounds.high()].map(number).join("/")
}

fn sentence(name: &str, text: &str) -> String {
    Words::default().unreadable(&read_text(name, text).expect_err("unreadable"))
}

/// A sheet of an open document, with these rows of cells.
fn open_document(rows: &[Vec<String>]) -> Vec<u8> {
    let rows =
        rows.iter().map(|row| format!("<table:table-row>{}</table:table-row>", row.concat()));
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet><table:table table:name=\"Losses\">{}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        rows.collect::<String>()
    );
    let manifest = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
        xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"></manifest:manifest>";
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_bytes()),
    ])
}

/// A cell of it with a text.
fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// A cell of it with a number.
fn number_cell(number: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}\
         </text:p></table:table-cell>"
    )
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// Reading eight times as much takes about eight times as long. What is quadratic would take 64
/// times as long; the wide margin and the second and third try are for busy machines.
#[test]
fn reading_takes_time_in_proportion_to_the_file() {
    fn seconds(name: &str, text: &str) -> f64 {
        let runs = (0..3).map(|_| {
            let start = Instant::now();
            assert!(read_text(name, text).is_ok());
            start.elapsed().as_secs_f64()
        });
        runs.fold(f64::INFINITY, f64::min)
    }
    fn is_in_proportion(name: &str, small: &str, large: &str) -> bool {
        (0..3).any(|_| seconds(name, large) < 24.0 * seconds(name, small))
    }
    let header = "date,source,quantity,best\n".to_owned();
    let table = |rows| header.clone() + &"01/02/2024,A,killed,1\n".repeat(rows);
    let native = |rows| write_estimates(&[], &csv(&table(rows)).ledger);
    let (small, large) = (native(500), native(4_000));
    assert!(is_in_proportion("a.csv", &table(1_000), &table(8_000)));
    assert!(is_in_proportion("a.ron", &small, &large));
    let on_one_line = |text: &str| text.replace('\n', " ");
    assert!(is_in_proportion("a.ron", &on_one_line(&small), &on_one_line(&large)));
    let quotes = |rows| header.clone() + &"01/02/2024,\"A,killed,1\n".repeat(rows);
    assert!(is_in_proportion("a.csv", &quotes(1_000), &quotes(8_000)));
    let digits = |many| header.clone() + &format!("2024-12-23,A,killed,{}\n", "1,".repeat(many));
    // Long enough that a busy machine interrupts the small one, too.
    assert!(is_in_proportion("a.csv", &digits(160_000), &digits(1_280_000)));
    let object =
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": 1}";
    let list = |rows| format!("[{}]", vec![object; rows].join(",\n"));
    let lines = |rows| format!("{object}\n").repeat(rows);
    assert!(is_in_proportion("a.json", &list(500), &list(4_000)));
    assert!(is_in_proportion("a.json", &lines(500), &lines(4_000)));
    let broken = |rows| format!("[{object},\n{}{object}]", "{\"a\": [1,\n".repeat(rows));
    assert!(is_in_proportion("a.json", &broken(1_000), &broken(8_000)));
    let keys = |many: usize| {
        let keys: Vec<String> = (0..many).map(|key| format!("\"k{key}\": {key}")).collect();
        format!("[{object}, {{{}}}]", keys.join(", "))
    };
    assert!(is_in_proportion("a.json", &keys(1_000), &keys(8_000)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.csv", "a.ron", "a.json", "a"] {
            let _ = read(name, &bytes, &ReadOptions::default(), &mut go_on);
        }
    }

    #[test]
    fn any_json_is_survived(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "\"date\"", "\"2024-12-23\"",
                "\"source\"", "\"A\"", "\"quantity\"", "\"killed\"", "\"best\"", "1", "-", "1e999", "null",
                "true", "\n", " ", "é", "\u{0}", "{\"date\":\"2024-12-23\",\"source\":\"A\",\"quantity\":\"killed\",\"best\":1}",
            ]),
            0..60,
        ),
    ) {
        let _ = read_text("a.json", &parts.concat());
    }

    #[test]
    fn any_cells_are_survived(rows in "([-0-9a-zA-Z\",;/ .\n\r\u{0}]|about|2024-12-23|killed){0,200}") {
        let text = format!("date,source,quantity,low,best,high,how,wording,as_of_start,published\n{rows}");
        let _ = read_text("a.csv", &text);
    }
}
