//! Files in the native format: one estimate by itself, the frame as a whole.

use super::*;

const FILE: &str = r#"(
    version: 1,
    title: "T",
    sources: { "A": (kind: military, affiliation: ["US", "DoD"]) },
    measures: { "m": (quantity: "killed", place: "Russia / Kursk", basis: cumulative) },
    events: [ (date: "2024-11-04", label: "combat") ],
    estimates: [
        (id: "1", measure: "m", source: "A", best: 1100, how: about, as_of: "2024-12-23"),
        (id: "2", measure: "m", source: "A", bset: 5, best: 6, as_of: "2024-12-24"),
        (id: "3", measure: "m", source: "A", best: "six", as_of: "2024-12-23"),
        (id: "4", measure: "n", source: "A", best: 6, as_of: "2024-12-23"),
        (
            id: "5",
            measure: "m", source: "B", how: abuot, best: 7, as_of: "2024-12-23"),
        (id: "6", measure: "m", source: "B", best: 7, published: "2024-12-23"),
    ],
)"#;

#[test]
fn one_bad_estimate_never_costs_the_others() {
    let reading = ron(FILE);
    assert_eq!((reading.rows, reading.ledger.len()), (6, 3));
    assert_eq!(best(&reading), [Some(1_100.0), Some(6.0), Some(7.0)]);
    assert_eq!(reading.ledger.title(), Some("T"));
    assert_eq!(reading.ledger.events().len(), 1);
    let expected = [
        ("unknown-field", Some(9)),
        ("bad-record", Some(10)),
        ("unknown-measure", Some(11)),
        ("bad-record", Some(14)),
        ("assumed-date", Some(15)),
    ];
    assert_eq!(codes(&reading), expected);
    let message = said(&reading.problems[3]);
    assert!(message.contains("abuot") && message.contains("about"), "{message}");
}

#[test]
fn places_in_a_file_on_one_line_are_columns() {
    let line = FILE.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let reading = ron(&line);
    let problem = reading.problems.iter().find(|p| p.code() == "bad-record").expect("one");
    assert_eq!(problem.line, Some(1));
    let column = line.find("\"six\"").expect("there").saturating_add(1);
    assert!(said(problem).starts_with(&format!("column {column}:")), "{}", said(problem));
}

#[test]
fn a_slip_in_the_frame_is_told_with_line_and_column() {
    for (slip, begins) in [
        (FILE.replace("title: \"T\",", "title: \"T\""), "line 4, column 5: expected"),
        (FILE.replace("version: 1,", "version: one,"), "line 2, column 14: expected"),
        (FILE.replace("basis: cumulative", "basis: total"), "line 5, column"),
    ] {
        let error = sentence("a.ron", &slip);
        assert!(error.starts_with(begins), "{error}");
    }
    let cut = &FILE[..FILE.len() / 2];
    assert!(sentence("a.ron", cut).starts_with("line "), "{}", sentence("a.ron", cut));
}

#[test]
fn a_key_that_stands_twice_is_refused_where_it_stands() {
    let source = r#""A": (kind: military, affiliation: ["US", "DoD"])"#;
    let measure = r#""m": (quantity: "killed", place: "Russia / Kursk", basis: cumulative)"#;
    for (once, twice, line) in [
        (source, r#""A": (kind: military), "A": (kind: media)"#, 4),
        (measure, r#""m": (quantity: "killed", basis: rate), "m": (basis: level)"#, 5),
    ] {
        let text = FILE.replace(once, twice);
        // One column before the closing quotation mark, which is the key's only letter.
        let column = text.lines().nth(line - 1).and_then(|own| own.rfind("\": (")).expect("there");
        let error = sentence("a.ron", &text);
        let begins = format!("line {line}, column {column}: the key ");
        assert!(error.starts_with(&begins) && error.contains("twice"), "{error} / {begins}");
    }
}

#[test]
fn a_value_in_words_beside_a_number_is_left_out_and_told() {
    let beside = FILE.replace("best: 1100,", "best: 1100, value: share,");
    let reading = ron(&beside);
    assert_eq!(codes(&reading).first(), Some(&("two-values", Some(8))));
    assert_eq!(reading.problems[0].column.as_deref(), Some("value"));
    assert_eq!(best(&reading).first(), Some(&Some(1_100.0)));
}

#[test]
fn a_newer_version_is_refused_in_a_sentence() {
    for text in ["(version: 2, estimates: [])", "(version: 2, whatever: {1: [new]}, estimates: 5)"]
    {
        assert!(sentence("a.ron", text).contains("version 2"), "{}", sentence("a.ron", text));
    }
}

#[test]
fn wide_nesting_does_not_exhaust_the_stack() {
    let text = format!("(version: 1, estimates: {}", "[".repeat(200_000));
    assert!(read_text("a.ron", &text).is_err());
}
