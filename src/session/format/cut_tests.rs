//! A session whose lists are cut into estimates gives what it gives as a whole, be it right or wrong.

use proptest::prelude::*;
use proptest::sample::select;

use super::read::{read_cut, read_uncut};
use super::*;
use crate::files::native::{EstimateLines, EstimateRecord, MeasureNames, one_line};
use crate::session::generated::{document, small, view};
use crate::session::{Document, View};

/// What may stand somewhere by a slip, in the hand of a person or in another program.
const SLIPS: [&str; 34] = [
    "",
    " ",
    "\n",
    "\t\r\n",
    "\u{a0}",
    "\u{200e}",
    ",",
    ",,",
    ":",
    "\"",
    "\\",
    "\\\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "#",
    "-",
    "0",
    "_0",
    "e3",
    ".5",
    "// so\n",
    "/* so */",
    "r",
    "Some(",
    "None, ",
    "colour: \"red\", ",
    "record: 7, ",
    "estimates: {1: [(), ]}, ",
    "], 1: [",
];

/// A text with a slip in place of some letters, mostly among the estimates and behind them.
fn with_slip(text: &str, share: f64, length: usize, slip: &str) -> String {
    let first = text.find("estimates: {").filter(|_| share < 0.8).unwrap_or(0);
    let (before, rest) = text.split_at(first);
    let start = rest.floor_char_boundary((rest.len() as f64 * (share / 0.8).fract()) as usize);
    let (between, rest) = rest.split_at(start);
    let after: String = rest.chars().skip(length).collect();
    [before, between, slip, &after].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_session_is_cut_and_read_as_it_is_read_whole(document in document(), view in view()) {
        let text = write(&document, &view);
        prop_assert!(read_cut(&text).is_some());
        prop_assert_eq!(read(&text), read_uncut(&text));
    }

    #[test]
    fn a_session_with_slips_is_cut_and_read_as_it_is_read_whole(
        document in document(),
        slips in prop::collection::vec((0.0..1.0_f64, 0_usize..4, select(&SLIPS[..])), 1..3),
    ) {
        let text = write(&document, &View::default());
        let text = slips.iter().fold(text, |text, (share, length, slip)| {
            with_slip(&text, *share, *length, slip)
        });
        prop_assert_eq!(read(&text), read_uncut(&text));
    }

    #[test]
    fn the_line_of_an_estimate_is_what_ron_makes_of_its_record(document in document()) {
        for file in document.files() {
            let ledger = &file.ledger;
            let names = MeasureNames::new(ledger.measures().map(|(_, measure)| measure));
            let lines = EstimateLines::new(ledger, &names);
            for estimate in ledger.estimates() {
                let key = names.key_of(estimate.measure());
                let mut record = EstimateRecord::from_statement(&estimate.to_statement(), &key);
                let mut line = String::new();
                lines.push(&mut line, estimate);
                prop_assert_eq!(Ok(line.clone()), one_line(&record));
                record.record = Some(estimate.record());
                record.line = Some(estimate.line()).filter(|line| *line != 0);
                line.clear();
                lines.push_with_place(&mut line, estimate);
                prop_assert_eq!(Ok(line), one_line(&record));
            }
        }
    }
}

#[test]
fn a_slip_at_any_place_of_a_session_gives_what_it_gives_in_the_whole() {
    let text = write(&small(), &View::default());
    let start = text.find("measures: {").expect("it has measures");
    let end = text.find("view: (").expect("it has a view");
    let mut cut = 0;
    for (place, (at, _)) in text[start..end].char_indices().enumerate() {
        for slip in SLIPS.iter().skip(place % 5).step_by(5) {
            let text = [&text[..start + at], slip, &text[start + at..]].concat();
            cut += usize::from(read_cut(&text).is_some());
            assert_eq!(read(&text), read_uncut(&text), "{text}");
        }
    }
    assert!(cut > 600, "that would not show much: {cut}");
}

#[test]
fn a_list_is_cut_only_where_estimates_stand() {
    let text = write(&small(), &View::default());
    for (from, to) in [
        ("    estimates: {", "    others: // estimates:\n {"),
        ("    estimates: {", "    estimates: // those\n {"),
        ("    estimates: {", "    x: (estimates: {1: [(a: 1)]}),\n    estimates: {"),
        ("        1: [", "        1: [], 1: ["),
        ("        1: [", "        01: ["),
        ("        1: [", "        2: ["),
        ("        1: [", "        70000: ["),
        ("        1: [", "        1: [], 2: ["),
        ("        1: [", "        \"1\": ["),
    ] {
        let text = text.replacen(from, to, 1);
        assert_eq!(read(&text), read_uncut(&text), "{text}");
    }
    assert!(read_cut(&text).is_some_and(|(parts, _)| parts.ledgers.len() == 1));
    assert_eq!(read(&text).map(|opened| opened.document), Ok::<Document, _>(small()));
}
