//! Small right files in every container, with bytes changed, lost, doubled, moved and cut off. What
//! is read of them is refused, or it is what the file says, or a problem tells of it: no estimate
//! takes a cell from another row or another column in silence, and no row that is whole is lost in
//! silence.
//!
//! What a changed file says is found by a second reading that knows nothing of the first: it takes
//! the text between two separators or behind a key for the cell, and is right wherever the change
//! left those as they were. Where it left them otherwise, a problem has to tell of it.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

use proptest::test_runner::{RngSeed, TestRunner};

use super::*;

/// Date, source, quantity, low, best and high.
type Said = [String; 6];

const COLUMNS: [&str; 7] = ["date", "source", "quantity", "low", "best", "high", "note"];

const ROWS: [[&str; 7]; 6] = [
    ["2030-03-11", "Alder", "killed", "1011", "1022", "1033", "first, of all"],
    ["2030-03-12", "Birch", "killed", "2111", "2122", "2133", "second"],
    ["2030-03-13", "Cedar", "wounded", "3211", "3222", "3233", "third, and so on"],
    ["2030-03-14", "Douglas", "wounded", "4311", "4322", "4333", "fourth"],
    ["2030-03-15", "Elder", "killed", "5411", "5422", "5433", "fifth"],
    ["2030-03-16", "Fir", "wounded", "6511", "6522", "6533", "the last"],
];

/// How the rows are written as a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// Cells between these signs, lines with this end, and whether all cells are quoted.
    Table(char, &'static str, bool),
    JsonList,
    JsonLines,
    /// The numbers in an object of their own.
    JsonNested,
    Native,
    Html,
    Markdown,
}

const FORMS: [Form; 11] = [
    Form::Table(',', "\n", false),
    Form::Table(',', "\r\n", true),
    Form::Table(';', "\n", false),
    Form::Table('\t', "\r\n", false),
    Form::Table('|', "\n", true),
    Form::JsonList,
    Form::JsonLines,
    Form::JsonNested,
    Form::Native,
    Form::Html,
    Form::Markdown,
];

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Table('\t', ..) => "a.tsv",
            Form::Table(..) => "a.csv",
            Form::JsonList | Form::JsonLines | Form::JsonNested => "a.json",
            Form::Native => "a.estimates.ron",
            Form::Html => "a.html",
            Form::Markdown => "a.md",
        }
    }

    /// What stands before the rows, each row, and what stands after them.
    fn written(self) -> String {
        let rows = ROWS.iter().map(|row| self.row(row));
        let listed = |between: &str| rows.clone().collect::<Vec<_>>().join(between);
        match self {
            Form::Table(..) => self.row(&COLUMNS) + &listed(""),
            Form::JsonList | Form::JsonNested => format!("[\n{}\n]\n", listed(",\n")),
            Form::JsonLines => listed("\n"),
            Form::Native => {
                let measure = |quantity| {
                    format!(
                        "\"{quantity}\": (population: \"Uplanders\", quantity: \"{quantity}\", \
                         place: \"Upland\", basis: cumulative),\n"
                    )
                };
                let measures = measure("killed") + &measure("wounded");
                let rows = listed(",\n");
                format!("(\nversion: 1,\nmeasures: {{\n{measures}}},\nestimates: [\n{rows},\n],\n)")
            }
            Form::Html => {
                let header = self.row(&COLUMNS);
                format!("<html><body><table>\n{header}{}</table></body></html>\n", listed(""))
            }
            Form::Markdown => {
                let rule = "|---".repeat(COLUMNS.len());
                format!("# Losses\n\n{}{rule}|\n{}", self.row(&COLUMNS), listed(""))
            }
        }
    }

    fn row(self, row: &[&str; 7]) -> String {
        let [date, source, quantity, low, best, high, note] = row;
        let who = format!("\"date\": \"{date}\", \"source\": \"{source}\"");
        let numbers = format!("\"low\": {low}, \"best\": {best}, \"high\": {high}");
        match self {
            Form::Table(between, end, is_quoted) => {
                let cell = |text: &&str| {
                    let is_needed = is_quoted || text.contains([between, ' ']);
                    if is_needed { format!("\"{text}\"") } else { (*text).to_owned() }
                };
                let cells: Vec<String> = row.iter().map(cell).collect();
                cells.join(&between.to_string()) + end
            }
            Form::JsonList | Form::JsonLines => {
                format!("{{{who}, \"quantity\": \"{quantity}\", {numbers}, \"note\": \"{note}\"}}")
            }
            Form::JsonNested => {
                let what = format!("\"quantity\": \"{quantity}\", \"numbers\": {{{numbers}}}");
                format!("{{{who}, {what}, \"note\": \"{note}\"}}")
            }
            Form::Native => format!(
                "(measure: \"{quantity}\", source: \"{source}\", low: {low}, best: {best}, high: \
                 {high}, as_of: \"{date}\", note: \"{note}\")"
            ),
            Form::Html => {
                let cells: Vec<String> =
                    row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
                format!("<tr>{}</tr>\n", cells.concat())
            }
            Form::Markdown => format!("| {} |\n", row.join(" | ")),
        }
    }

    /// What each row of a text says, as its cells stand between their separators or behind their
    /// keys, with the line on which it begins.
    fn cells(self, text: &str) -> Vec<(u32, Said)> {
        let lines = line_starts(text);
        let starts: Vec<usize> = match self {
            Form::Table(..) | Form::Markdown => lines.clone(),
            Form::JsonList | Form::JsonLines | Form::JsonNested => all_of(text, "{"),
            Form::Native => all_of(text, "("),
            Form::Html => Vec::new(),
        };
        let pieces = starts.into_iter().flat_map(|at| {
            let rest = &text[at..];
            let quoted = (self == Form::Native).then(|| up_to_bracket(rest));
            [Some(self.row_at(rest)), quoted].into_iter().flatten().map(move |row| (at, row))
        });
        let of_page = if self == Form::Html { rows_of_page(text) } else { Vec::new() };
        let pieces = pieces.chain(of_page);
        let pieces: Vec<(usize, &str)> = pieces.collect();
        let places = self.places(pieces.iter().map(|(_, piece)| *piece));
        let with_line = pieces.iter().flat_map(|(at, piece)| {
            let line = lines.partition_point(|start| start <= at);
            let line = u32::try_from(line).expect("a short text");
            let quoted = self.without_quoted_signs(piece);
            let readings = [Some(*piece), quoted.as_deref()].map(|row| row.map(str::to_owned));
            readings.into_iter().flatten().map(move |row| (line, self.cells_of(&row, places)))
        });
        let mut rows: Vec<(u32, Said)> = with_line.collect();
        for (measure, quantity) in self.measures(text) {
            let of_it = rows.iter_mut().filter(|(_, said)| said[2] == measure);
            of_it.for_each(|(_, said)| said[2].clone_from(&quantity));
        }
        rows
    }

    /// The names of the measures of a text, where it has such, each with the quantity that it is of.
    fn measures(self, text: &str) -> Vec<(String, String)> {
        let places = if self == Form::Native { all_of(text, "quantity") } else { Vec::new() };
        let measure = |at: usize| {
            let (before, from) = text.split_at(at);
            let (name, _) = before.rsplit_once("\": (")?;
            let (_, name) = name.rsplit_once('"')?;
            Some((bare(name), bare(&self.behind(from, "quantity"))))
        };
        places.into_iter().filter_map(measure).collect()
    }

    /// A row of a table without the signs within quotation marks that elsewhere stand between cells;
    /// none where that changes nothing.
    fn without_quoted_signs(self, row: &str) -> Option<String> {
        let Form::Table(between, ..) = self else { return None };
        let mut is_quoted = false;
        let kept = row.chars().filter(|sign| {
            is_quoted ^= *sign == '"';
            !(is_quoted && *sign == between)
        });
        Some(kept.collect()).filter(|kept: &String| kept != row)
    }

    /// The row with which a text begins.
    fn row_at(self, text: &str) -> &str {
        let ends: &[&str] = match self {
            Form::Table(..) => return &text[..end_of_row(text)],
            Form::Markdown => &["\n", "\r"],
            Form::JsonList | Form::JsonLines | Form::JsonNested => &["}\n", "},\n", "}\r", "}{"],
            Form::Native => &[")\n", "),\n", ")\r"],
            Form::Html => &[],
        };
        let begun = text.len().min(1);
        let found = ends.iter().filter_map(|end| text.get(begun..)?.find(end));
        found.min().map_or(text, |end| text.get(..end.saturating_add(begun)).unwrap_or(text))
    }

    /// Where in a row the columns stand, as the first row that names some says. A name that was
    /// changed is not looked for, unless nothing else took its place.
    fn places<'t>(self, mut rows: impl Iterator<Item = &'t str>) -> [Option<usize>; 6] {
        let names = &COLUMNS[..6];
        let header = rows.find_map(|row| {
            let cells: Vec<String> = self.listed(row).iter().map(|cell| bare(cell)).collect();
            let known = names.iter().filter(|name| cells.iter().any(|cell| cell == *name));
            (known.count() > 3).then_some(cells)
        });
        let header = header.unwrap_or_default();
        std::array::from_fn(|place| {
            let here = || header.get(place).is_none_or(|cell| !COLUMNS.contains(&cell.as_str()));
            let named = header.iter().position(|cell| cell == names[place]);
            named.or_else(|| here().then_some(place))
        })
    }

    /// The cells of a row, one after the other.
    fn listed(self, row: &str) -> Vec<String> {
        let split = |row: &str, between: char| row.split(between).map(str::to_owned).collect();
        match self {
            Form::Table(between, ..) => split(row, between),
            Form::Markdown => split(row.trim_start().trim_start_matches('|'), '|'),
            Form::Html => cells_of_page(row),
            _ => Vec::new(),
        }
    }

    /// The part of a text in which rows are looked for: behind what begins the table.
    fn rows_in(self, text: &str) -> &str {
        let begin = match self {
            Form::Html => "<table>",
            Form::Markdown => "|---",
            _ => "",
        };
        text.find(begin).and_then(|at| text.get(at..)).unwrap_or_default()
    }

    fn cells_of(self, row: &str, places: [Option<usize>; 6]) -> Said {
        let cells = match self {
            Form::JsonList | Form::JsonLines | Form::JsonNested => {
                ["date", "source", "quantity", "low", "best", "high"]
                    .map(|key| self.behind(row, &format!("\"{key}\"")))
            }
            Form::Native => ["as_of", "source", "measure", "low", "best", "high"]
                .map(|key| self.behind(row, key)),
            Form::Table(..) | Form::Markdown | Form::Html => {
                let listed = self.listed(row);
                places.map(|place| listed.get(place?).cloned()).map(Option::unwrap_or_default)
            }
        };
        comparable(&cells)
    }

    /// The value behind a key.
    fn behind(self, row: &str, key: &str) -> String {
        // A key of RON is not quoted, so that one between quotation marks is none.
        let is_key =
            |at: &usize| self != Form::Native || row[..*at].matches('"').count().is_multiple_of(2);
        let keys = row.match_indices(key).map(|(at, _)| at).filter(is_key);
        let values = keys
            .filter_map(|at| row[at.saturating_add(key.len())..].trim_start().strip_prefix(':'));
        let Some(value) = values.map(str::trim_start).next() else { return String::new() };
        let end = match value.strip_prefix('"') {
            Some(text) => end_of_text(text).map(|end| end.saturating_add(2)),
            None => value.find([',', '}', ')', ']', '\n']),
        };
        let value = &value[..end.unwrap_or(value.len())];
        let meant = match self {
            Form::Native => ron::from_str::<String>(value).ok(),
            _ => serde_json::from_str::<String>(value).ok(),
        };
        meant.unwrap_or_else(|| value.to_owned())
    }
}

/// Every place where something stands in a text.
fn all_of(text: &str, wanted: &str) -> Vec<usize> {
    text.match_indices(wanted).map(|(at, _)| at).collect()
}

/// A text up to its first closing bracket that is not between quotation marks.
fn up_to_bracket(text: &str) -> &str {
    let mut is_quoted = false;
    let end = text.find(|sign| {
        is_quoted ^= sign == '"';
        !is_quoted && sign == ')'
    });
    end.map_or(text, |end| &text[..end])
}

/// The end of a row of a table: the first end of a line that is not between quotation marks.
fn end_of_row(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        !is_quoted && (byte == b'\n' || byte == b'\r')
    });
    end.unwrap_or(text.len())
}

/// Cells as they are compared: of a date its numbers, of all else the letters and figures.
fn comparable(cells: &Said) -> Said {
    let mut said = cells.each_ref().map(|cell| {
        let bare = bare(cell);
        let units = [("k", 1e3), ("m", 1e6), ("b", 1e9)];
        let unit = units.iter().find_map(|(unit, times)| Some((bare.strip_suffix(unit)?, *times)));
        let (digits, times) = unit.unwrap_or((&bare, 1.0));
        let number = digits.parse::<f64>().ok().filter(|_| digits.starts_with(char::is_numeric));
        number.map_or_else(|| bare.clone(), |number| (number * times).to_string())
    });
    let numbers = cells[0].split(|sign: char| !sign.is_ascii_digit());
    let numbers = numbers.filter_map(|digits| digits.parse::<u64>().ok());
    said[0] = numbers.map(|number| format!("{number}-")).collect();
    said
}

/// Whether this stands in these cells. A date may be meant less finely than to the day.
fn stands_in(said: &Said, cells: &Said) -> bool {
    said[1..] == cells[1..] && !cells[0].is_empty() && said[0].starts_with(&cells[0])
}

/// Where the lines of a text begin.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = at.saturating_add(1);
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(next) != Some(&b'\n')) {
            starts.push(next);
        }
    }
    starts
}

/// The tag with which a text begins: whether it is the end of something, its name, and what stands
/// behind it.
fn tag_at(text: &str) -> Option<(bool, &str, &str)> {
    let behind = text.strip_prefix('<')?;
    let is_tag =
        behind.starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
    let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
    let (is_end, named) = tag.strip_prefix('/').map_or((false, tag), |named| (true, named));
    // The name of a tag goes up to a space or a stroke.
    let name = named.split(|sign: char| sign.is_ascii_whitespace() || sign == '/').next()?;
    is_tag.then_some((is_end, name, after))
}

/// Each row of a page, with where it begins: up to the next one. Where the beginning of a row is
/// damaged, it is behind the end of another.
fn rows_of_page(text: &str) -> Vec<(usize, &str)> {
    let (mut begins, mut all) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let tag = tag_at(rest);
        let next = match tag {
            Some((_, _, after)) => text.len().saturating_sub(after.len()),
            None => at.saturating_add(rest.chars().next().map_or(1, char::len_utf8)),
        };
        match tag {
            Some((false, "tr", _)) => {
                begins.push(at);
                all.push(at);
            }
            Some((true, "tr", after)) => {
                let cell = after.find("<td").unwrap_or_default();
                all.push(next.saturating_add(cell));
            }
            _ => {}
        }
        at = next;
    }
    let row = |start: usize| {
        let end = begins.iter().copied().find(|begin| *begin > start).unwrap_or(text.len());
        (start, &text[start..end])
    };
    all.into_iter().map(row).collect()
}

/// The texts behind the tags `<td>`, without any other tags, whatever these are.
fn cells_of_page(text: &str) -> Vec<String> {
    let (mut cells, mut is_inside): (Vec<String>, bool) = (Vec::new(), false);
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let behind = &rest[sign.len_utf8()..];
        if let Some((is_end, name, after)) = tag_at(rest) {
            match name {
                "td" if !is_end => {
                    cells.push(String::new());
                    is_inside = true;
                }
                "td" | "tr" | "table" if is_end => is_inside = false,
                _ => {}
            }
            rest = after;
        } else {
            cells.last_mut().filter(|_| is_inside).into_iter().for_each(|cell| cell.push(sign));
            rest = behind;
        }
    }
    cells
}

/// Where a text ends that stands between quotation marks; one behind a backslash is its own.
fn end_of_text(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

/// The letters and figures of a text that every encoding has, in small letters.
fn bare(text: &str) -> String {
    let signs = text.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|sign| sign.to_ascii_lowercase()).collect()
}

/// What an estimate says.
fn said_by(estimate: &Estimate<'_>) -> Said {
    let bounds = estimate.bounds();
    let number = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
    comparable(&[
        estimate.as_of().to().to_string(),
        estimate.label().to_owned(),
        estimate.measure().quantity.to_string(),
        number(bounds.and_then(|bounds| bounds.low())),
        number(bounds.and_then(|bounds| bounds.best())),
        number(bounds.and_then(|bounds| bounds.high())),
    ])
}

/// What the rows say, as they were before anything was changed.
fn right_rows() -> Vec<Said> {
    let rows = ROWS.iter();
    rows.map(|[date, source, quantity, low, best, high, _]| {
        comparable(&[date, source, quantity, low, best, high].map(|cell| (*cell).to_owned()))
    })
    .collect()
}

/// One change of the bytes of a file. Places are shares of its length.
#[derive(Clone, Debug)]
enum Change {
    Byte { at: prop::sample::Index, to: u8 },
    Lost { at: prop::sample::Index, bytes: usize },
    Doubled { at: prop::sample::Index, bytes: usize },
    Inserted { at: prop::sample::Index, text: &'static [u8] },
    Copied { from: prop::sample::Index, bytes: usize, to: prop::sample::Index },
    Overwritten { from: prop::sample::Index, bytes: usize, to: prop::sample::Index },
    LineLost { line: prop::sample::Index },
    LineDoubled { line: prop::sample::Index },
    LinesSwapped { one: prop::sample::Index, other: prop::sample::Index },
    CutOff { at: prop::sample::Index },
}

/// What real files have too many of.
const SIGNS: [&[u8]; 24] = [
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"<",
    b"-",
    b".",
    b"0",
    b"9",
    b"\xff",
    b"\xef\xbb\xbf",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    let bytes = || 1_usize..24;
    let sign = prop::sample::select(SIGNS.to_vec());
    let byte = prop_oneof![
        any::<u8>(),
        prop::sample::select(b"0123456789,;|\t\"\n -.:{}()[]<>aekn".to_vec())
    ];
    prop_oneof![
        3 => (at(), byte).prop_map(|(at, to)| Change::Byte { at, to }),
        3 => (at(), bytes()).prop_map(|(at, bytes)| Change::Lost { at, bytes }),
        2 => (at(), bytes()).prop_map(|(at, bytes)| Change::Doubled { at, bytes }),
        3 => (at(), sign).prop_map(|(at, text)| Change::Inserted { at, text }),
        2 => (at(), 1_usize..60, at()).prop_map(|(from, bytes, to)| Change::Copied { from, bytes, to }),
        2 => (at(), bytes(), at())
            .prop_map(|(from, bytes, to)| Change::Overwritten { from, bytes, to }),
        1 => at().prop_map(|line| Change::LineLost { line }),
        1 => at().prop_map(|line| Change::LineDoubled { line }),
        1 => (at(), at()).prop_map(|(one, other)| Change::LinesSwapped { one, other }),
        1 => at().prop_map(|at| Change::CutOff { at }),
    ]
}

impl Change {
    fn made_in(&self, bytes: &[u8]) -> Vec<u8> {
        if bytes.is_empty() {
            return Vec::new();
        }
        let length = bytes.len();
        let run = |at: &prop::sample::Index, bytes: usize| {
            let from = at.index(length);
            from..from.saturating_add(bytes).min(length)
        };
        let mut changed = bytes.to_vec();
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        match self {
            Change::Byte { at, to } => changed[at.index(length)] = *to,
            Change::Lost { at, bytes } => drop(changed.drain(run(at, *bytes))),
            Change::Doubled { at, bytes: long } => {
                let run = run(at, *long);
                changed.splice(run.end..run.end, bytes[run].iter().copied());
            }
            Change::Inserted { at, text } => {
                let at = at.index(length);
                changed.splice(at..at, text.iter().copied());
            }
            Change::Copied { from, bytes: long, to } => {
                let to = to.index(length);
                changed.splice(to..to, bytes[run(from, *long)].iter().copied());
            }
            Change::Overwritten { from, bytes: long, to } => {
                changed.splice(run(to, *long), bytes[run(from, *long)].iter().copied());
            }
            Change::LineLost { line } => {
                lines.remove(line.index(lines.len()));
                changed = lines.concat();
            }
            Change::LineDoubled { line } => {
                let line = line.index(lines.len());
                lines.insert(line, lines[line]);
                changed = lines.concat();
            }
            Change::LinesSwapped { one, other } => {
                let count = lines.len();
                lines.swap(one.index(count), other.index(count));
                changed = lines.concat();
            }
            Change::CutOff { at } => changed.truncate(at.index(length)),
        }
        changed
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    proptest::collection::vec(change(), 1..4)
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    changes.iter().fold(bytes.to_vec(), |bytes, change| change.made_in(&bytes))
}

/// What a reading of a changed text says in silence though the text does not say it, or does not
/// say in silence though the text does.
fn untold(form: Form, bytes: &[u8]) -> Option<String> {
    let reading = read(form.name(), bytes, &ReadOptions::default(), &mut go_on).ok()?;
    untold_of(form, &reading, &String::from_utf8_lossy(bytes))
}

fn untold_of(form: Form, reading: &Reading, text: &str) -> Option<String> {
    // Below titles columns may stand in other places than here, and what is told for several rows names
    // the first.
    let is_of_more =
        |problem: &Problem| problem.code() == "titles-above-header" || problem.again > 0;
    let of_file =
        reading.problems.iter().any(|problem| problem.line.is_none() || is_of_more(problem));
    let told: BTreeSet<u32> = reading.problems.iter().filter_map(|problem| problem.line).collect();
    let cells = form.cells(text);
    let right = right_rows();
    let mut found = Vec::new();
    for estimate in reading.ledger.in_file_order() {
        let said = said_by(&estimate);
        let line = estimate.line();
        let stands = |(at, cells): &(u32, Said)| *at == line && stands_in(&said, cells);
        let is_right = right.contains(&said) || cells.iter().any(stands);
        if !is_right && !told.contains(&line) && !of_file {
            return Some(format!("line {line} says {said:?}: {:?}", reading.problems));
        }
        found.push(said);
    }
    let rows = form.rows_in(text);
    let measures = form.measures(text);
    let is_found = |said: &Said| {
        let quantity = measures.iter().find(|(measure, _)| *measure == said[2]);
        let mut meant = said.clone();
        quantity.into_iter().for_each(|(_, quantity)| meant[2].clone_from(quantity));
        found.contains(&meant)
    };
    let lost = right
        .iter()
        .zip(&ROWS)
        .find(|(said, row)| rows.contains(form.row(row).trim_end()) && !is_found(said));
    let lost = lost.filter(|_| reading.problems.is_empty());
    lost.map(|(said, _)| format!("{said:?} is lost"))
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_300_311),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn promise_of_texts(config: &ProptestConfig) {
    let mut broken = Vec::new();
    for form in FORMS {
        let whole = form.written();
        let reading = read_text(form.name(), &whole).expect("a file that is right");
        let said: Vec<Said> = reading.ledger.in_file_order().iter().map(said_by).collect();
        assert_eq!(said, right_rows(), "{form:?} {:?}", reading.problems);
        let stands = form.cells(&whole).into_iter().filter(|(_, cells)| said.contains(cells));
        assert_eq!(stands.map(|(line, _)| line).collect::<BTreeSet<u32>>().len(), 6);
        let run = TestRunner::new(config.clone()).run(&changes(), |changes| {
            let bytes = changed(whole.as_bytes(), &changes);
            let untold = untold(form, &bytes);
            prop_assert!(
                untold.is_none(),
                "{form:?}: {untold:?}\n{}",
                String::from_utf8_lossy(&bytes)
            );
            Ok(())
        });
        broken.extend(run.err().map(|why| why.to_string()));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_changed_text_says_nothing_untold_that_does_not_stand_in_it() {
    promise_of_texts(&config(100));
}

#[test]
#[ignore = "minutes: a sweep to be run by hand"]
fn a_changed_text_says_nothing_untold_that_does_not_stand_in_it_in_many_cases() {
    promise_of_texts(&ProptestConfig { rng_seed: RngSeed::Random, ..config(10_000) });
}

/// Unpacks a file, as far as what was changed can be read of it.
type Unpack = fn(&[u8]) -> Option<Vec<u8>>;

const PACKED: Form = Form::Table(',', "\n", false);

fn gzip() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(PACKED.written().as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn from_gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    flate2::bufread::MultiGzDecoder::new(bytes).take(1 << 20).read_to_end(&mut text).ok()?;
    Some(text)
}

fn zstd() -> Vec<u8> {
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    ruzstd::encoding::compress_to_vec(PACKED.written().as_bytes(), level)
}

fn from_zstd(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let decoder = ruzstd::decoding::StreamingDecoder::new(bytes).ok()?;
    decoder.take(1 << 20).read_to_end(&mut text).ok()?;
    Some(text)
}

fn archive() -> Vec<u8> {
    as_archive(vec![("a.csv".to_owned(), PACKED.written().into_bytes())]).expect("an archive")
}

/// An archive keeps a sum of what is in it: nothing that was changed is read.
fn from_archive(_: &[u8]) -> Option<Vec<u8>> {
    None
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0..).zip(std::iter::once(&COLUMNS).chain(&ROWS)) {
        for (place, cell) in (0..).zip(row) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(line, place, number),
                Err(_) => sheet.write_string(line, place, *cell),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("memory")
}

fn sheet() -> Vec<u8> {
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(_) => number_cell(text),
        Err(_) => text_cell(text),
    };
    let rows = std::iter::once(&COLUMNS).chain(&ROWS);
    open_document(&rows.map(|row| row.iter().map(cell).collect()).collect::<Vec<_>>())
}

/// Every column without a value left out and packed by nothing.
fn columns() -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message table {
        required binary date (UTF8);
        required binary source (UTF8);
        required binary quantity (UTF8);
        required int64 low;
        required int64 best;
        required int64 high;
        required binary note (UTF8);
    }";
    let schema = parquet::schema::parser::parse_message_type(schema).expect("a schema");
    let properties = WriterProperties::builder().set_dictionary_enabled(false).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))
        .expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    for place in 0..COLUMNS.len() {
        let mut column = group.next_column().expect("a column").expect("a column");
        let cells = ROWS.map(|row| row[place]);
        if (3..6).contains(&place) {
            let numbers = cells.map(|cell| cell.parse::<i64>().expect("a number"));
            column.typed::<Int64Type>().write_batch(&numbers, None, None).expect("a batch");
        } else {
            let texts = cells.map(ByteArray::from);
            column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("a batch");
        }
        column.close().expect("closed");
    }
    group.close().expect("closed");
    writer.close().expect("closed");
    bytes
}

/// Tries changes until one is found that breaks a promise.
fn holds(config: &ProptestConfig, promise: impl Fn(Vec<Change>) -> Result<(), TestCaseError>) {
    if let Err(why) = TestRunner::new(config.clone()).run(&changes(), promise) {
        panic!("{why}");
    }
}

fn promise_of_bytes(config: &ProptestConfig) {
    let kinds: [(&str, Vec<u8>, Unpack); 5] = [
        ("a.csv.gz", gzip(), from_gzip),
        ("a.csv.zst", zstd(), from_zstd),
        ("a.zip", archive(), from_archive),
        ("a.xlsx", workbook(), from_archive),
        ("a.ods", sheet(), from_archive),
    ];
    for (name, whole, unpack) in kinds {
        let reading =
            read(name, &whole, &ReadOptions::default(), &mut go_on).expect("a right file");
        let said: Vec<Said> = reading.ledger.in_file_order().iter().map(said_by).collect();
        assert_eq!(said, right_rows(), "{name} {:?}", reading.problems);
        holds(config, |changes| {
            let bytes = changed(&whole, &changes);
            let reading = read(name, &bytes, &ReadOptions::default(), &mut go_on);
            let text = unpack(&bytes).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let untold = reading.ok().and_then(|reading| untold_of(PACKED, &reading, &text));
            prop_assert!(untold.is_none(), "{name}: {untold:?}");
            Ok(())
        });
    }
}

/// A file of columns keeps no sum of what is in it: a number that was changed is read. It is one
/// that stands there.
fn promise_of_columns(config: &ProptestConfig) {
    let whole = columns();
    holds(config, |changes| {
        let bytes = changed(&whole, &changes);
        let Ok(reading) = read("a.parquet", &bytes, &ReadOptions::default(), &mut go_on) else {
            return Ok(());
        };
        let stands = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
        for estimate in reading.ledger.in_file_order() {
            let bounds = estimate.bounds().expect("numbers");
            for end in [bounds.low(), bounds.best(), bounds.high()].into_iter().flatten() {
                let is_there = stands(&(end as i64).to_le_bytes());
                prop_assert!(is_there || !reading.problems.is_empty(), "{end}");
            }
        }
        Ok(())
    });
}

#[test]
fn changed_bytes_of_a_packed_file_or_a_workbook_say_nothing_else_untold() {
    promise_of_bytes(&config(60));
}

#[test]
#[ignore = "minutes: a sweep to be run by hand"]
fn changed_bytes_of_a_packed_file_or_a_workbook_say_nothing_else_untold_in_many_cases() {
    promise_of_bytes(&ProptestConfig { rng_seed: RngSeed::Random, ..config(10_000) });
}

#[test]
fn changed_bytes_of_columns_make_no_number_that_does_not_stand_there() {
    promise_of_columns(&config(100));
}

#[test]
#[ignore = "minutes: a sweep to be run by hand"]
fn changed_bytes_of_columns_make_no_number_that_does_not_stand_there_in_many_cases() {
    promise_of_columns(&ProptestConfig { rng_seed: RngSeed::Random, ..config(20_000) });
}
