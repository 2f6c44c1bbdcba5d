//! A session of each version as it was once written: what opened then opens for ever. And what comes
//! of it when it is damaged.

use super::*;
use crate::session::generated::small;
use crate::session::{Oddity, Refusal};
use crate::words::Words;

/// By version, from 1 on. They are never changed; another version adds one.
const FROZEN: [&str; VERSION as usize] =
    [include_str!("../../../tests/frozen/version-1.comparison.ron")];

/// Reads what may be damaged: it opens, and what was opened is written and opened again the same, or
/// it is refused in a sentence.
fn opens_or_is_refused(bytes: &[u8]) -> Result<Opened, String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Told in full, as a number that is none is not equal to itself.
        let (cut, uncut) = (read(text), read::read_uncut(text));
        assert_eq!(format!("{cut:?}"), format!("{uncut:?}"));
    }
    let read_so = read_bytes(bytes);
    let newer = match &read_so {
        Err(BadSession::Newer { found, .. }) => Some(*found),
        _ => None,
    };
    assert_eq!(newer_version(bytes), newer);
    match read_so {
        Ok(opened) => {
            let text = write(&opened.document, &opened.view);
            let again = read(&text).expect("what was written opens");
            assert_eq!(write(&again.document, &again.view), text);
            Ok(opened)
        }
        Err(bad) => {
            let sentence = Words::default().bad_session(&bad);
            assert!(sentence.len() > 10 && sentence.contains(' '), "{sentence}");
            assert!(!sentence.contains("Error"), "{sentence}");
            Err(sentence)
        }
    }
}

#[test]
fn a_session_of_every_version_opens_with_all_that_is_in_it() {
    for text in FROZEN {
        let opened = read(text).expect("opens");
        assert_eq!((&opened.unknown_fields[..], &opened.problems[..]), (&[][..], &[][..]));
        let document = &opened.document;
        assert_eq!((document.files().len(), document.estimate_count()), (3, 6));
        assert_eq!(document.overlay().adjustments().len(), 13);
        assert_eq!((document.notes().len(), document.dismissals().len()), (5, 1));
        assert_eq!((document.series().len(), document.copies_in_doubt().len()), (1, 1));
        assert!(document.question().is_some_and(|question| question.include.len() == 1));
        assert_eq!(opened.view.table.filter, "kursk");
    }
    // What this version writes is what it was written as.
    let opened = read(FROZEN[FROZEN.len() - 1]).expect("opens");
    assert_eq!(write(&opened.document, &opened.view), FROZEN[FROZEN.len() - 1]);
}

#[test]
fn a_newer_version_is_refused_whatever_its_number() {
    for newer in ["2", "99", "4294967295", "4294967296", "18446744073709551615"] {
        let text = FROZEN[0].replacen("version: 1", &format!("version: {newer}"), 1);
        assert!(matches!(read(&text), Err(BadSession::Newer { .. })), "{newer}");
        assert!(newer_version(text.as_bytes()).is_some(), "{newer}");
    }
}

#[test]
fn a_version_is_newer_to_a_look_at_it_alone_where_it_is_to_a_reader() {
    for text in [
        "(version: 2",
        "(version: 2)",
        "\u{feff}\n// so\n(version: 2, files: 3",
        "#![enable(implicit_some)] Session(version: 0x2, ",
        "(version: Some(2))",
        "(version: 2.0)",
        "(version: -2)",
        "(version: \"2\")",
        "(version: 99999999999999999999999)",
        "(version: 0)",
        "(version: 1, version: 2)",
        "(files: [], version: 2)",
        "(x: 1, version: 2)",
        "(version 2)",
        "version: 2",
        "[version: 2]",
        "{\"version\": 2}",
        "#![enable(nothing)] (version: 2)",
        "",
        "()",
    ] {
        let _ = opens_or_is_refused(text.as_bytes());
    }
    let mut torn = b"(version: 2, title: \"".to_vec();
    assert_eq!(newer_version(&torn), Some(2));
    torn.push(0xff);
    assert!(opens_or_is_refused(&torn).is_err_and(|why| why.contains("UTF-8")));
}

#[test]
fn a_session_cut_off_at_any_byte_is_refused_in_words() {
    let text = write(&small(), &crate::session::View::default());
    let whole = text.trim_end().len();
    for at in 0..whole {
        let refused = opens_or_is_refused(&text.as_bytes()[..at]);
        assert!(refused.is_err(), "cut off at {at}");
    }
    assert!(opens_or_is_refused(&text.as_bytes()[..whole]).is_ok());
}

#[test]
fn with_any_line_gone_or_doubled_it_opens_right_or_is_refused_in_words() {
    let lines: Vec<&str> = FROZEN[0].lines().collect();
    let whole = read(FROZEN[0]).expect("opens").document;
    let mut opened = [0, 0];
    for place in 0..lines.len() {
        let (before, after) = (&lines[..place], &lines[place + 1..]);
        let doubled = [&lines[..=place], &lines[place..]].concat().join("\n");
        for (kind, text) in [[before, after].concat().join("\n"), doubled].iter().enumerate() {
            let Ok(read) = opens_or_is_refused(text.as_bytes()) else { continue };
            opened[kind] += 1;
            let is_told = !read.problems.is_empty() || !read.unknown_fields.is_empty();
            let has_all = read.document.estimate_count() >= whole.estimate_count();
            let hangs = |document: &crate::session::Document| {
                document.overlay().adjustments().iter().any(|laid| {
                    matches!(&laid.target, crate::estimate::Target::Estimate(id)
                        if document.estimate(id).is_none())
                })
            };
            assert!(has_all || is_told || !hangs(&read.document), "line {place}: {}", lines[place]);
        }
    }
    assert!(opened[0] > 20 && opened[1] > 10, "{opened:?}");
}

#[test]
fn a_number_that_is_none_is_refused_wherever_it_stands() {
    let text = FROZEN[0];
    for number in ["1100", "2700", "0.5", "0.25", "1050.0", "12.5", "3000.0", "4000.0"] {
        for none in ["NaN", "inf", "-inf", "1e999", "-1e999", "1e", "--1", "\"1\"", "()"] {
            let within = [" ", "("].map(|before| format!("{before}{number}"));
            let at = within.iter().find_map(|within| text.find(within)).expect("it stands there");
            let broken = [&text[..=at], none, &text[at + 1 + number.len()..]].concat();
            if let Ok(opened) = opens_or_is_refused(broken.as_bytes()) {
                // It is kept where it is only looked at, and told.
                assert!(!opened.problems.is_empty(), "{none} for {number}");
            }
        }
    }
}

#[test]
fn a_field_of_a_later_time_is_listed_wherever_it_stands() {
    let text = FROZEN[0];
    let whole = read(text).expect("opens").document;
    let mut listed = 0;
    for (at, _) in text.match_indices('(') {
        let field = format!("of_a_later_time: ({}), ", "what: [1, {\"x\": Some(2)}]");
        let broken = [&text[..=at], &field, &text[at + 1..]].concat();
        let first = text[at + 1..]
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
        let is_of_fields = first.starts_with(": ");
        let Ok(opened) = opens_or_is_refused(broken.as_bytes()) else {
            // In brackets around one value, or around several without names.
            let rest: String = text[at..].chars().take(60).collect();
            let is_first = text[..at].trim().is_empty();
            assert!(!is_of_fields || is_first || rest.contains("()"), "refused at {rest}");
            continue;
        };
        // In a quotation it is a part of that.
        if opened.document == whole {
            assert_eq!(opened.unknown_fields.len(), 1, "{}", &text[at..at + 40]);
            assert!(opened.unknown_fields[0].ends_with("of_a_later_time"));
            listed += 1;
        }
    }
    assert!(listed > 40, "{listed}");
}

#[test]
fn brackets_in_brackets_are_refused_in_words_or_left_aside() {
    for deep in [50, 200, 100_000] {
        for (open, close) in [("[", "]"), ("(x: ", ")"), ("{1: ", "}"), ("Some(", ")")] {
            let value = format!("{}1{}", open.repeat(deep), close.repeat(deep));
            let text = FROZEN[0].replacen("    files:", &format!("    x: {value},\n    files:"), 1);
            let _ = opens_or_is_refused(text.as_bytes());
            let cut = format!("(version: 1, files: {}", open.repeat(deep));
            assert!(opens_or_is_refused(cut.as_bytes()).is_err());
        }
    }
}

#[test]
fn other_ways_to_write_the_same_text_open_the_same_or_are_refused_in_words() {
    let text = FROZEN[0];
    let whole = read(text).expect("opens");
    let marked = format!("\u{feff}{text}");
    for same in [marked.clone(), text.replace('\n', "\r\n"), marked.replace('\n', "\r\n")] {
        assert_eq!(opens_or_is_refused(same.as_bytes()).as_ref(), Ok(&whole));
    }
    for wide in [text, marked.as_str()] {
        let little: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert!(opens_or_is_refused(&bytes).is_err());
        }
    }
    for nothing in [&b""[..], b" \n", b"\xef\xbb\xbf", b"\0\0\0\0", b"PK\x03\x04", b"\x1f\x8b"] {
        assert!(opens_or_is_refused(nothing).is_err());
    }
}

#[test]
fn what_makes_no_sense_in_a_session_is_told() {
    let odd = |from: &str, to: &str| {
        let text = FROZEN[0].replace(from, to);
        assert_ne!(text, FROZEN[0], "{from}");
        opens_or_is_refused(text.as_bytes()).expect("opens").problems
    };
    let gone = |id: &str| Refusal::NoSuchEstimate(id.parse().expect("an id"));
    let adjusted = odd("estimate(\"1:C3\"), change", "estimate(\"1:C9\"), change");
    assert_eq!(adjusted, [Oddity::Adjustment(gone("1:C9"))]);
    assert_eq!(odd("estimate(\"1:C2\")", "estimate(\"1:C9\")"), [Oddity::Note(gone("1:C9"))]);
    let aside = odd("estimates: [\"1:C1\", \"4:D1\"]", "estimates: [\"1:C1\", \"4:D9\"]");
    assert_eq!(aside, [Oddity::Dismissal(gone("4:D9"))]);
    let laid = odd("low: 1050.0, high: 1150.0", "low: 1150.0, high: 1050.0");
    assert!(matches!(laid[..], [Oddity::Adjustment(Refusal::Inconsistent(_))]), "{laid:?}");
    let stated = odd("low: 2700, high: 3300", "low: 3300, high: 2700");
    let count = stated.iter().filter(|one| matches!(one, Oddity::ReversedBounds { .. })).count();
    assert_eq!(count, 2, "one for each file: {stated:?}");
    let asked =
        odd("question: (measure: (population: \"North", "question: (measure: (population: \"South");
    assert!(matches!(asked[..], [Oddity::Question(Refusal::NoSuchMeasure(_))]), "{asked:?}");
    let lines: Vec<&str> = FROZEN[0].lines().collect();
    let first = lines.iter().position(|line| *line == "        4: [").expect("there");
    let without = [&lines[..first], &lines[first + 3..]].concat().join("\n");
    let without = opens_or_is_refused(without.as_bytes()).expect("opens").problems;
    let lost = Oddity::NoEstimates { file: "other.csv".to_owned(), rows: 1 };
    assert!(without.contains(&lost), "{without:?}");
    for oddity in adjusted.iter().chain(&stated).chain(&without).chain(&aside) {
        assert!(Words::default().oddity(oddity).len() > 20);
    }
}
