//! Small tables with one thing wrong in them, in all the ways in which real ones are: marks,
//! separators, line ends and rows too many or too few. Whatever is wrong, no estimate takes a cell
//! from another row or another column unless a problem stands at its place.

use std::collections::BTreeSet;

use super::*;

/// How the cells of a table are quoted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Quoted {
    Nothing,
    WhereNeeded,
    Everything,
}

const ROWS: [[&str; 5]; 5] = [
    ["2030-03-01", "Alder", "killed", "1011", "first, of all"],
    ["2030-03-02", "Birch", "killed", "2022", "second"],
    ["2030-03-03", "Cedar", "wounded", "3033", "third, and so on"],
    ["2030-03-04", "Douglas", "wounded", "4044", "fourth"],
    ["2030-03-05", "Elder", "killed", "5055", "fifth, the last"],
];

const HEADER: [&str; 5] = ["date", "source", "quantity", "best", "note"];

/// A table in this form.
fn table(quoted: Quoted, delimiter: &str, line_end: &str) -> String {
    let cell = |cell: &str| {
        let is_needed = cell.contains([',', ';', '|', '\t', ' ']);
        match quoted {
            Quoted::Nothing => cell.replace([',', ' '], "-"),
            Quoted::WhereNeeded if !is_needed => cell.to_owned(),
            Quoted::WhereNeeded | Quoted::Everything => format!("\"{cell}\""),
        }
    };
    let line = |row: &[&str; 5]| {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        cells.join(delimiter) + line_end
    };
    std::iter::once(&HEADER).chain(&ROWS).map(line).collect()
}

/// The letters and figures of a text alone.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// Reads a polluted table, and says of what there is nothing told, if there is anything.
fn untold(text: &str) -> Option<String> {
    let reading = read_text("a.csv", text).ok()?;
    let told: BTreeSet<u32> = reading.problems.iter().filter_map(|problem| problem.line).collect();
    for estimate in reading.ledger.estimates() {
        let best = estimate.bounds().and_then(|bounds| bounds.best()).map(|best| best.to_string());
        let date = estimate.as_of().to().to_string();
        let quantity = estimate.measure().quantity.to_string();
        let note = bare(estimate.note().unwrap_or_default());
        let is_row = |row: &&[&str; 5]| {
            // A sign too many stays in its own cell.
            [row[0], row[1], row[2]] == [&date[..], &bare(estimate.label()), &bare(&quantity)]
                && best.as_deref().map(bare).as_deref() == Some(row[3])
                && bare(row[4]).contains(&note)
        };
        if !ROWS.iter().any(|row| is_row(&row)) && !told.contains(&estimate.line()) {
            return Some(format!("{estimate:?}: {date} {best:?} {note}"));
        }
    }
    None
}

/// Every table that comes of putting this text in at one place.
fn with_one_more<'a>(table: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let body = table.find(['\n', '\r']).unwrap_or(0);
    let places = (body..=table.len()).filter(|place| table.is_char_boundary(*place));
    places.map(move |place| {
        let (before, after) = table.split_at(place);
        format!("{before}{text}{after}")
    })
}

/// Every table that comes of leaving out one sign of these.
fn with_one_less<'a>(table: &'a str, signs: &'a [char]) -> impl Iterator<Item = String> + 'a {
    let body = table.find(['\n', '\r']).unwrap_or(0);
    let places = table.match_indices(signs).filter(move |(place, _)| *place > body);
    places.map(|(place, sign)| {
        let (before, after) = table.split_at(place);
        format!("{before}{}", after.strip_prefix(sign).unwrap_or(after))
    })
}

const QUOTED: [Quoted; 3] = [Quoted::Nothing, Quoted::WhereNeeded, Quoted::Everything];

#[test]
fn a_mark_a_separator_or_a_line_end_too_many_or_too_few_shifts_no_cell_untold() {
    let mut tried = 0;
    let forms = [(",", "\n"), (";", "\r\n"), ("\t", "\r"), ("|", "\n"), (",", "\r\n")];
    for (place, (delimiter, line_end)) in forms.into_iter().enumerate() {
        // Not every way to quote in every form: the test would take minutes.
        for quoted in QUOTED.into_iter().skip(place % 2).step_by(2) {
            let whole = table(quoted, delimiter, line_end);
            assert_eq!(read_text("a.csv", &whole).map(|reading| reading.ledger.len()), Ok(5));
            assert_eq!(untold(&whole), None, "{whole}");
            let more = ["\"", "\"\"", delimiter, line_end, "\\\"", "'"];
            let more = more.into_iter().flat_map(|text| with_one_more(&whole, text));
            let signs = ['"', ',', ';', '\t', '|', '\r', '\n'];
            for polluted in more.chain(with_one_less(&whole, &signs)) {
                tried += 1;
                assert_eq!(untold(&polluted), None, "{quoted:?}\n{polluted}");
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
}

#[test]
fn two_stray_marks_anywhere_carry_no_number_of_another_row() {
    for quoted in QUOTED {
        let whole = table(quoted, ",", "\n");
        for one in with_one_more(&whole, "\"").step_by(5) {
            for both in with_one_more(&one, "\"").step_by(7) {
                assert_eq!(untold(&both), None, "{quoted:?}\n{both}");
            }
        }
    }
}

#[test]
fn rows_too_many_and_other_starts_and_ends_of_a_file_shift_no_cell_untold() {
    for quoted in QUOTED {
        for line_end in ["\n", "\r\n", "\r"] {
            let whole = table(quoted, ",", line_end);
            let lines: Vec<&str> = whole.split_inclusive(line_end).collect();
            let header = lines[0];
            let without_end = whole.trim_end().to_owned();
            let mut polluted = vec![
                without_end,
                format!("\u{feff}{whole}"),
                format!("{whole}{line_end}{line_end}"),
                format!("{line_end}{whole}"),
                format!("{whole}{header}{}", lines[2]),
                whole.replace(lines[3], &format!("{}{}", lines[3], header)),
                whole.replace(lines[3], &lines[3].repeat(2)),
                whole.replace(lines[3], ""),
                whole.replace(lines[3], &format!("A heading{line_end}{}", lines[3])),
                whole.replace(lines[3], &format!(",,,,{line_end}{}", lines[3])),
                format!("{whole}Total,,,15165,{line_end}"),
                whole.replacen(line_end, if line_end == "\n" { "\r\n" } else { "\n" }, 3),
            ];
            polluted.push(whole.replace("Cedar", "Ce\u{301}d\u{ad}ar"));
            for text in polluted {
                let untold = untold(&text).filter(|_| !text.contains("Ce\u{301}"));
                assert_eq!(untold, None, "{text}");
            }
        }
    }
}

#[test]
fn marks_far_apart_swallow_no_rows_and_are_told_where_they_stand() {
    let row = |n: u32| format!("2030-01-{:02},Monitor {},killed,{}\n", n % 28 + 1, n % 9, 1000 + n);
    let mut lines: Vec<String> = (0..2_600).map(row).collect();
    lines[10] = lines[10].replace(",Monitor", ",\"Monitor");
    lines[2_500] = lines[2_500].replace(",killed", "\",killed");
    let reading = csv(&format!("date,source,quantity,best\n{}", lines.concat()));
    assert_eq!(reading.ledger.len(), 2_600);
    let stray: Vec<_> =
        codes(&reading).into_iter().filter(|(code, _)| *code == "stray-quote").collect();
    assert_eq!(stray, [("stray-quote", Some(12)), ("stray-quote", Some(2_502))]);
}

#[test]
fn a_cell_over_several_lines_is_believed_and_told_only_where_it_could_be_rows() {
    let table = "date,source,quantity,best,note\n\
                 2030-03-01,Alder,killed,1011,\"first\nand more\"\n\
                 2030-03-02,Birch,killed,2022,\"as they said: one, two, three, four, five\nor six, seven, eight, nine, and ten\"\n\
                 2030-03-03,Cedar,killed,3033,third\n";
    let reading = csv(table);
    assert_eq!(codes(&reading), [("cell-like-rows", Some(4))]);
    let notes: Vec<_> = reading.ledger.in_file_order().iter().map(Estimate::note).collect();
    assert_eq!(notes[0], Some("first\nand more"));
    assert_eq!(notes[2], Some("third"));
    let behind = csv("date,source,quantity,best\n2030-03-01,\"Alder\" Inc,killed,1011\n");
    assert_eq!(codes(&behind), [("text-after-quote", Some(2))]);
    assert_eq!(behind.ledger.in_file_order()[0].label(), "Alder Inc");
}
