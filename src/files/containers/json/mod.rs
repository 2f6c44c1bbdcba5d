//! Records in JSON: a list of objects, an object that holds such lists, or one object after the
//! other, a line each.
//!
//! An object is a record and its keys are columns; of objects in it the paths are. Several lists of
//! the same keys are one table, in which what a list is called has a column of its own. A record that
//! is broken costs itself: reading goes on with the next line on which an object starts.

mod lists;
mod paths;
mod scan;
mod values;

use std::ops::ControlFlow;

use super::lines::Lines;
use super::{Doubt, NextRecord, Record, Records, lines_in};
use crate::files::cells::{Cell, Cells};
use crate::files::problem_fact::{Lost, ProblemFact, Unparsed};
use crate::files::unreadable::Unreadable;
use lists::{FirstRecord, Found, Keys, Stretch, not_read};
use paths::{MOST_KEYS, Paths};
use scan::{JsonValue, Scanner, Slip};
use values::{Columns, Reading, RecordValues, visit};

/// The records of a text in JSON.
pub(crate) struct JsonRecords<'t> {
    text: &'t str,
    parts: Vec<Part<'t>>,
    header: Vec<String>,
    columns: Columns,
    /// The lists in records whose objects make rows.
    rows_of: Vec<String>,
    /// The columns that hold numbers, in the order of the alphabet.
    of_numbers: Vec<String>,
    /// What its one list is called, and what it is called by a text around it.
    titles: Vec<String>,
    /// What is doubtful about the file as a whole.
    pub(crate) doubts: Vec<Doubt>,
}

/// A stretch of records and what stands around it, in the columns after those of the records.
struct Part<'t> {
    stretch: Stretch<'t>,
    around: Vec<JsonValue<'t>>,
}

impl<'t> JsonRecords<'t> {
    /// Looks for the records in a text, of several lists for the first whose keys `fits` knows how
    /// to read.
    ///
    /// # Errors
    /// When there is no object to be a record, with the place where the text is no JSON, if so.
    pub(crate) fn new(
        text: &'t str,
        fits: impl Fn(&[String]) -> bool,
    ) -> Result<JsonRecords<'t>, Unreadable> {
        let mut scanner = Scanner::new(text, 0);
        if scanner.take(b'[') {
            let start = FirstRecord::List { at: scanner.at(), inside: 0 };
            let whole = vec![Stretch { text, start, around: Vec::new() }];
            return JsonRecords::with_columns(text, whole, &fits);
        }
        let mut found = Found::default();
        let is_whole = found.look_through(&mut scanner).is_ok();
        let is_one_of_several = is_whole && scanner.peek() == Some(b'{');
        if found.lists.is_empty() || is_one_of_several {
            let whole = vec![Stretch { text, start: FirstRecord::Lines, around: Vec::new() }];
            return JsonRecords::with_columns(text, whole, &fits);
        }
        let documents = found
            .lists
            .iter()
            .map(|list| JsonRecords::with_columns(text, vec![found.stretch(text, list)], &fits));
        let mut documents: Vec<Result<JsonRecords<'t>, Unreadable>> = documents.collect();
        let is_known =
            |one: &Result<JsonRecords<'t>, _>| one.as_ref().is_ok_and(|one| fits(&one.header));
        let place = documents.iter().position(is_known).unwrap_or(0);
        let keys: Vec<Option<Keys>> =
            documents.iter().map(|one| one.as_ref().ok().map(JsonRecords::keys)).collect();
        // Where the text is broken, nothing tells where a list ends.
        let read = if is_whole { found.alike(place, &keys) } else { vec![place] };
        let mut document = match read.as_slice() {
            [_, _, ..] => {
                let (stretches, told) = found.together(text, &read);
                let mut document = JsonRecords::with_columns(text, stretches, &fits)?;
                document.doubts.push(told);
                document
            }
            _ => {
                let one = documents.swap_remove(place)?;
                let titles = if is_whole { found.titles(place) } else { Vec::new() };
                JsonRecords { titles, ..one }
            }
        };
        document.doubts.extend(not_read(&found.lists, place, &read));
        Ok(document)
    }

    fn keys(&self) -> Keys {
        Keys { all: self.columns.keys().cloned().collect(), of_numbers: self.of_numbers.clone() }
    }

    /// Goes through the records once for their paths.
    fn with_columns(
        text: &'t str,
        stretches: Vec<Stretch<'t>>,
        fits: &dyn Fn(&[String]) -> bool,
    ) -> Result<JsonRecords<'t>, Unreadable> {
        let mut paths = Paths::default();
        let mut first_slip = None;
        for stretch in &stretches {
            let mut walk = Walk::new(stretch.text, stretch.start);
            while let Some(next) = walk.next_start() {
                match learn(stretch.text, next, &mut paths) {
                    Ok(end) => walk.go_to(end),
                    Err(slip) => {
                        first_slip.get_or_insert_with(|| slip.clone());
                        walk.recover(next, slip.at);
                    }
                }
            }
            first_slip = first_slip.or(walk.slip);
        }
        if paths.is_empty() {
            return Err(first_slip.map_or(Unreadable::NoRecords, |slip| syntax(text, &slip)));
        }
        let mut doubts = Vec::new();
        if paths.are_too_many {
            let fact = ProblemFact::TooManyKeys { most: MOST_KEYS };
            doubts.push(Doubt { line: 0, key: None, fact });
        }
        let mut names: Vec<String> = Vec::new();
        for (name, _) in stretches.iter().flat_map(|stretch| &stretch.around) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        }
        let with_those_around =
            |own: &[String]| fits(&own.iter().chain(&names).cloned().collect::<Vec<String>>());
        let of_numbers = paths.of_numbers();
        let (mut header, columns, rows_of) = paths.columns(with_those_around);
        names.retain(|name| !columns.contains_key(name));
        let parts = stretches.into_iter().map(|stretch| Part::of(stretch, &names)).collect();
        header.extend(names);
        Ok(JsonRecords {
            text,
            parts,
            header,
            columns,
            rows_of,
            of_numbers,
            titles: Vec::new(),
            doubts,
        })
    }

    /// Reads the record that starts here into `row`; where it ends.
    fn read(
        &self,
        start: usize,
        line: u32,
        row: &mut RecordValues<'t>,
        lines: &mut Lines<'t>,
    ) -> Result<usize, Slip> {
        let mut scanner = Scanner::new(self.text, start);
        let columns = (&self.columns, self.columns.len());
        let mut reading = Reading::new(columns, &self.rows_of, lines, row, line);
        visit(&mut scanner, &mut String::new(), &mut reading)?;
        Ok(scanner.at())
    }

    /// Gives the rows that a record makes.
    fn give(
        &self,
        (row, around): (&RecordValues<'t>, &[JsonValue<'t>]),
        end: usize,
        number: &mut u32,
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for (place, (line, own)) in row.rows().enumerate() {
            let doubts = if place == 0 { &row.doubts[..] } else { &[] };
            let columns = self.columns.len();
            let cells = WithThoseAround { own: &own, columns, around };
            *number = number.saturating_add(1);
            let record = Record::new(*number, line, end, &cells, self.header.len(), doubts);
            take(NextRecord::Read(record))?;
        }
        ControlFlow::Continue(())
    }
}

/// Takes the paths of the record that starts here; where it ends.
fn learn(text: &str, start: usize, paths: &mut Paths) -> Result<usize, Slip> {
    let mut scanner = Scanner::new(text, start);
    match scanner.peek() {
        Some(b'{') => paths.learn(&mut scanner)?,
        _ => scanner.skip()?,
    }
    Ok(scanner.at())
}

/// A row, and what stands around the list of records.
struct WithThoseAround<'r> {
    own: &'r dyn Cells,
    columns: usize,
    around: &'r [JsonValue<'r>],
}

impl Cells for WithThoseAround<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        match column.checked_sub(self.columns) {
            Some(place) => self.around.get(place).map_or(Cell::Nothing, JsonValue::as_cell),
            None => self.own.cell(column),
        }
    }
}

impl Records for JsonRecords<'_> {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn titles(&self) -> Vec<String> {
        self.titles.clone()
    }

    fn delimiter(&self) -> Option<u8> {
        None
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let mut lines = Lines::of(self.text);
        let mut row = RecordValues::new();
        let mut number: u32 = 0;
        for part in &self.parts {
            if self.part(part, &mut lines, (&mut row, &mut number), take).is_break() {
                return;
            }
        }
    }
}

impl<'t> JsonRecords<'t> {
    /// Gives every record of a part in turn.
    fn part(
        &self,
        Part { stretch, around }: &Part<'t>,
        lines: &mut Lines<'t>,
        (row, number): (&mut RecordValues<'t>, &mut u32),
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut walk = Walk::new(stretch.text, stretch.start);
        while let Some(start) = walk.next_start() {
            if let Some(slip) = walk.slip.take() {
                let lost = Lost::UpToTheNextRecord;
                take(NextRecord::Lost(broken(&slip, lines.at(slip.at), lost)))?;
            }
            let line = lines.at(start);
            let is_object = self.text.as_bytes().get(start) == Some(&b'{');
            let read = if is_object {
                self.read(start, line, row, lines)
            } else {
                Scanner::new(stretch.text, start).skipped()
            };
            match read {
                Ok(end) => {
                    walk.go_to(end);
                    if is_object {
                        self.give((row, around), end, number, take)?;
                    } else {
                        let fact = ProblemFact::BadRecord(Unparsed::NoObject);
                        *number = number.saturating_add(1);
                        take(NextRecord::Lost(Doubt { line, key: None, fact }))?;
                    }
                }
                Err(slip) => {
                    walk.recover(start, slip.at);
                    *number = number.saturating_add(1);
                    take(NextRecord::Lost(broken(&slip, lines.at(slip.at), Lost::Record)))?;
                }
            }
        }
        match &walk.slip {
            Some(slip) => take(NextRecord::Lost(broken(slip, lines.at(slip.at), Lost::TheRest))),
            None => ControlFlow::Continue(()),
        }
    }
}

impl<'t> Part<'t> {
    /// A stretch with what stands around it in columns of these names.
    fn of(stretch: Stretch<'t>, names: &[String]) -> Part<'t> {
        let value = |name: &String| {
            let own = stretch.around.iter().find(|(known, _)| known == name);
            own.map_or(JsonValue::Null, |(_, value)| value.clone())
        };
        let around = names.iter().map(value).collect();
        Part { stretch, around }
    }
}

fn broken(slip: &Slip, line: u32, lost: Lost) -> Doubt {
    let fact = ProblemFact::BadJson { says: slip.message.to_owned(), lost };
    Doubt { line, key: None, fact }
}

fn syntax(text: &str, slip: &Slip) -> Unreadable {
    let before = text.get(..slip.at).unwrap_or(text);
    let line = lines_in(before.as_bytes()).saturating_add(1);
    let in_line = before.rsplit(['\n', '\r']).next().unwrap_or("").chars().count();
    let column = u32::try_from(in_line).unwrap_or(u32::MAX).saturating_add(1);
    Unreadable::Syntax { line, column, message: slip.message.to_owned() }
}

/// Goes from record to record.
struct Walk<'t> {
    scanner: Scanner<'t>,
    text: &'t str,
    start: FirstRecord,
    is_first: bool,
    /// The record before was broken, so that no comma need follow.
    is_recovered: bool,
    is_over: bool,
    /// Where the list is broken between its records, as far as that is not told yet.
    slip: Option<Slip>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, start: FirstRecord) -> Walk<'t> {
        let at = match start {
            FirstRecord::List { at, .. } => at,
            FirstRecord::Lines => 0,
        };
        Walk {
            scanner: Scanner::new(text, at),
            text,
            start,
            is_first: true,
            is_recovered: false,
            is_over: false,
            slip: None,
        }
    }

    /// Where the next record starts.
    fn next_start(&mut self) -> Option<usize> {
        if self.is_over {
            return None;
        }
        let is_first = std::mem::take(&mut self.is_first) || std::mem::take(&mut self.is_recovered);
        let next = match self.start {
            FirstRecord::Lines => Ok(self.scanner.peek().is_some()),
            FirstRecord::List { .. } if is_first => Ok(!self.scanner.take(b']')),
            FirstRecord::List { .. } => {
                self.scanner.goes_on(b']', "a comma or ] should stand here, after a record")
            }
        };
        match next {
            Ok(true) => {
                self.scanner.peek();
                return Some(self.scanner.at());
            }
            Ok(false) => {
                self.is_over = true;
                self.slip = self.slip.take().or_else(|| self.after_list().err());
            }
            Err(slip) => {
                self.recover(slip.at.saturating_sub(1), slip.at);
                self.slip = Some(slip);
                return self.next_start();
            }
        }
        None
    }

    /// Goes over what stands behind the list: the rest of the objects that it stands in, and nothing
    /// else.
    fn after_list(&mut self) -> Result<(), Slip> {
        let FirstRecord::List { inside, .. } = self.start else { return Ok(()) };
        for _ in 0..inside {
            while self.scanner.goes_on(b'}', "a comma or } should stand here")? {
                self.scanner.key()?;
                self.scanner.skip()?;
            }
        }
        if self.scanner.peek().is_none() {
            return Ok(());
        }
        Err(Slip {
            at: self.scanner.at(),
            message: "the list is over, and nothing should stand here",
        })
    }

    fn go_to(&mut self, end: usize) {
        self.scanner = Scanner::new(self.text, end);
    }

    /// Goes on with the first line after `start`, and not before `slip`, on which an object starts.
    fn recover(&mut self, start: usize, slip: usize) {
        let mut from = slip.max(start.saturating_add(1)).min(self.text.len());
        let bytes = self.text.as_bytes();
        // The slip may lie at the very start of such a line.
        let line =
            bytes.get(..from).and_then(|b| b.iter().rposition(|b| *b == b'\n' || *b == b'\r'));
        let before = line.and_then(|line| bytes.get(line..from)).unwrap_or(b"x");
        if before.iter().all(u8::is_ascii_whitespace) && bytes.get(from) == Some(&b'{') {
            self.is_recovered = true;
            return self.go_to(from);
        }
        while let Some(rest) = bytes.get(from..) {
            let Some(end) = rest.iter().position(|byte| *byte == b'\n' || *byte == b'\r') else {
                break;
            };
            from = from.saturating_add(end).saturating_add(1);
            let mut scanner = Scanner::new(self.text, from);
            if scanner.peek() == Some(b'{') {
                self.is_recovered = true;
                return self.go_to(scanner.at());
            }
            from = scanner.at().max(from);
        }
        self.is_over = true;
    }
}

impl<'t> Scanner<'t> {
    /// Where the value that comes next ends.
    fn skipped(mut self) -> Result<usize, Slip> {
        self.skip().map(|()| self.at())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn said(doubt: &Doubt) -> String {
        Words::default().problem_fact(&doubt.fact)
    }

    /// Each record as its line and its cells; a lost one as its line and why.
    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let document = JsonRecords::new(text, |_| false).expect("records");
        let mut rows = Vec::new();
        document.records(&mut |found| {
            rows.push(match found {
                NextRecord::Read(record) => {
                    let cells =
                        (0..document.header.len()).map(|c| record.cell(c).as_text().to_owned());
                    (record.line, cells.collect())
                }
                NextRecord::Lost(doubt) => (doubt.line, vec![said(&doubt)]),
            });
            ControlFlow::Continue(())
        });
        rows
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn records_are_found_in_every_arrangement() {
        let expected = [row(2, &["1", ""]), row(3, &["2", "x"])];
        for text in [
            "[\n{\"a\": 1},\n{\"b\": \"x\", \"a\": 2}\n]",
            "{\"data\": {\"rows\": [\n{\"a\": 1},\n{\"a\": 2, \"b\": \"x\"}], \"n\": 2}}",
            "\n{\"a\": 1}\n{\"a\": 2, \"b\": \"x\"}\n",
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
        assert_eq!(rows("{\"a\": 1}"), [row(1, &["1"])]);
    }

    #[test]
    fn of_several_lists_the_first_that_fits_is_read() {
        let text = r#"{"notes": [{"n": 1}], "data": [{"a": 1}]}"#;
        let document = JsonRecords::new(text, |keys| keys == ["a"]).expect("records");
        assert_eq!(document.header, ["a"]);
        assert_eq!(said(&document.doubts[0]), "the list “data” is read, and not “notes”");
        assert_eq!(JsonRecords::new(text, |_| false).expect("records").header, ["n"]);
    }

    #[test]
    fn a_broken_record_costs_itself() {
        for (open, close) in [("[\n", "\n]"), ("\n", "\n")] {
            let comma = if open.starts_with('[') { "," } else { "" };
            let text = format!(
                "{open}{{\"a\": 1}}{comma}\n{{\"a\": 2,,}}{comma}\n{{\"a\": \"3\n{{\"a\": 4}}{close}"
            );
            let key = "a key in quotation marks should stand here: this record is not used";
            let line = "a line ends in the middle of a text: this record is not used";
            let expected = [row(2, &["1"]), row(3, &[key]), row(4, &[line]), row(5, &["4"])];
            assert_eq!(rows(&text), expected, "{text}");
        }
        let cut = rows("[{\"a\": 1},\n{\"a\":");
        assert_eq!(cut, [row(1, &["1"]), row(2, &["the file ends here: this record is not used"])]);
        let open = rows("[{\"a\": 1}\n");
        assert_eq!(
            open,
            [row(1, &["1"]), row(2, &["the file ends here: what comes after is not read"])]
        );
        let missing = rows("[{\"a\": 1}\n{\"a\": 2}]");
        let comma = "a comma or ] should stand here, after a record: what stands up to the next \
                     record is not read";
        assert_eq!(missing, [row(1, &["1"]), row(2, &[comma]), row(2, &["2"])]);
    }

    #[test]
    fn what_is_no_record_is_told() {
        let expected =
            [row(1, &["1"]), row(1, &["an object should stand here: not used"]), row(2, &["2"])];
        assert_eq!(rows("[{\"a\": 1}, [3],\n{\"a\": 2}]"), expected);
        for text in ["[]", "{}", "[1, 2]", "{\"a\": []}"] {
            let document = JsonRecords::new(text, |_| false);
            assert!(matches!(document.err(), Some(Unreadable::NoRecords) | None), "{text}");
        }
        let error = JsonRecords::new("[\n  nonsense", |_| false).err();
        assert!(matches!(error, Some(Unreadable::Syntax { line: 2, column: 3, .. })), "{error:?}");
    }

    #[test]
    fn doubtful_values_are_told_with_line_and_key() {
        let text = "[{\"a\": 1,\n\"a\": 2, \"b\": [[1]],\n\"d\": [\"x\", 2, null]}]";
        let document = JsonRecords::new(text, |_| false).expect("records");
        document.records(&mut |found| {
            let NextRecord::Read(record) = found else { panic!("a record") };
            assert_eq!((record.cell(0), record.cell(1)), (Cell::Number("1".into()), Cell::Nothing));
            assert_eq!(record.cell(2), Cell::List(&["x".into(), "2".into()]));
            let told: Vec<_> =
                record.doubts.iter().map(|d| (d.fact.code(), d.line, d.key.as_deref())).collect();
            assert_eq!(told, [("duplicate-key", 2, Some("a")), ("nested-value", 2, Some("b"))]);
            ControlFlow::Continue(())
        });
    }
    /// The header of a text, and the rows as cells, a list as its texts with a bar between.
    fn table(text: &str, fits: impl Fn(&[String]) -> bool) -> (String, Vec<String>) {
        let document = JsonRecords::new(text, fits).expect("records");
        let mut rows = Vec::new();
        document.records(&mut |found| {
            let NextRecord::Read(record) = found else { panic!("a record") };
            let cells = (0..document.header.len()).map(|place| match record.cell(place) {
                Cell::List(parts) => parts.join("|"),
                cell => cell.as_text().to_owned(),
            });
            rows.push(format!("{}: {}", record.line, cells.collect::<Vec<_>>().join(",")));
            ControlFlow::Continue(())
        });
        (document.header.join(","), rows)
    }

    #[test]
    fn objects_in_objects_are_paths_and_their_lists_are_gathered() {
        let text = r#"[{"day": "a", "killed": {"low": 1, "all": {"high": 2}},
            "links": [{"url": "x", "n": 1}, {"url": "y"}], "tags": ["s", {"t": 1}]}]"#;
        let (header, rows) = table(text, |names| names.contains(&"day".to_owned()));
        assert_eq!(header, "day,killed.low,killed.all.high,links[].url,links[].n,tags[],tags[].t");
        assert_eq!(rows, ["1: a,1,2,x|y,1,s,1"]);
    }

    #[test]
    fn a_list_makes_rows_where_its_numbers_are_what_the_file_is_about() {
        let text = r#"{"title": "T", "count": 2, "data": [
            {"name": "A", "sides": [
              {"who": "x", "low": 1, "high": 2},
              {"who": "y", "low": 3, "high": 4, "days": [{"n": 5}]}]},
            {"name": "B", "sides": []}]}"#;
        let (header, rows) = table(text, |_| false);
        assert_eq!(header, "name,sides[].who,sides[].low,sides[].high,sides[].days[].n,title");
        assert_eq!(rows, ["3: A,x,1,2,,T", "4: A,y,3,4,5,T", "5: B,,,,,T"]);
        // Where somebody knows the records as they are, they are rows, and nothing is lost.
        let (_, rows) = table(text, |names| names == ["name", "title"]);
        assert_eq!(rows, ["2: A,x|y,1|3,2|4,5,T", "5: B,,,,,T"]);
    }

    #[test]
    fn of_several_lists_in_a_record_that_makes_rows_which_somebody_knows() {
        let text =
            r#"[{"a": 1, "b": [{"x": 1, "y": 2}], "c": [{"z": 3, "d": [{"w": 4}, {"w": 5}]}]}]"#;
        let knows =
            |wanted: &'static str| move |names: &[String]| names.iter().any(|name| name == wanted);
        assert_eq!(table(text, knows("c[].d[].w")).1, ["1: 1,1,2,3,4", "1: 1,1,2,3,5"]);
        assert_eq!(table(text, knows("b[].x")).1, ["1: 1,1,2,3,4|5"]);
    }

    #[test]
    fn what_lies_deeper_than_a_path_is_told() {
        let text = format!("[{{\"a\": 1, \"b\": {}1{}}}]", "{\"c\": ".repeat(40), "}".repeat(40));
        let document = JsonRecords::new(&text, |_| false).expect("records");
        document.records(&mut |found| {
            let NextRecord::Read(record) = found else { panic!("a record") };
            assert_eq!(record.doubts.len(), 1);
            assert_eq!(record.doubts[0].fact, ProblemFact::NestedValue);
            ControlFlow::Continue(())
        });
    }
}
