//! Records in JSON: a list of objects, an object that holds such a list, or one object after the
//! other, a line each.
//!
//! An object is a record and its keys are columns. A record that is broken costs itself: reading
//! goes on with the next line on which an object starts.

mod scan;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Doubt, NextRecord, Record, Records, lines_in};
use crate::files::cells::{Cell, Cells};
use crate::files::problem_fact::{Lost, ProblemFact, Unparsed};
use crate::files::unreadable::Unreadable;
use scan::{JsonValue, Scanner, Slip};

/// More different keys were not meant to be columns.
const MOST_KEYS: usize = 4_096;

/// A longer value was not meant to be read.
const LONGEST_VALUE: usize = 1 << 20;

/// The records of a text in JSON.
pub(crate) struct JsonRecords<'t> {
    text: &'t str,
    start: FirstRecord,
    keys: Vec<String>,
    places: HashMap<String, usize>,
    /// What is doubtful about the file as a whole.
    pub(crate) doubts: Vec<Doubt>,
}

/// Where the records start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum FirstRecord {
    /// After the opening bracket of a list.
    List(usize),
    /// One object after the other, from the start of the text.
    Lines,
}

/// A list of objects in an object: its key, and where it starts.
type NamedList<'t> = (Cow<'t, str>, usize);

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
            return JsonRecords::with_keys(text, FirstRecord::List(scanner.at()))?.with_records();
        }
        let mut lists = Vec::new();
        let is_whole = lists_in(&mut scanner, &mut lists).is_ok();
        if lists.is_empty() || is_whole && scanner.peek() == Some(b'{') {
            return JsonRecords::with_keys(text, FirstRecord::Lines)?.with_records();
        }
        let mut documents = Vec::new();
        for (_, at) in &lists {
            documents.push(JsonRecords::with_keys(text, FirstRecord::List(*at))?);
        }
        let place = documents.iter().position(|one| fits(&one.keys)).unwrap_or(0);
        let mut document = documents.swap_remove(place).with_records()?;
        document.doubts.extend(not_read(&lists, place));
        Ok(document)
    }

    /// Goes through the records once for their keys.
    fn with_keys(text: &'t str, start: FirstRecord) -> Result<JsonRecords<'t>, Unreadable> {
        let (keys, places, doubts) = (Vec::new(), HashMap::new(), Vec::new());
        let mut document = JsonRecords { text, start, keys, places, doubts };
        let mut first_slip = None;
        let mut walk = Walk::new(text, start);
        while let Some(next) = walk.next_start() {
            match document.learn(next) {
                Ok(end) => walk.go_to(end),
                Err(slip) => {
                    first_slip.get_or_insert_with(|| slip.clone());
                    walk.recover(next, slip.at);
                }
            }
        }
        let slip = first_slip.filter(|_| document.keys.is_empty());
        match slip.or(walk.slip.filter(|_| document.keys.is_empty())) {
            Some(slip) => Err(syntax(text, &slip)),
            None => Ok(document),
        }
    }

    fn with_records(self) -> Result<JsonRecords<'t>, Unreadable> {
        if self.keys.is_empty() { Err(Unreadable::NoRecords) } else { Ok(self) }
    }

    /// Takes the keys of the record that starts here; where it ends.
    fn learn(&mut self, start: usize) -> Result<usize, Slip> {
        let mut scanner = Scanner::new(self.text, start);
        if scanner.peek() != Some(b'{') {
            scanner.skip()?;
            return Ok(scanner.at());
        }
        each_key(&mut scanner, |key, scanner| {
            scanner.skip()?;
            if self.places.contains_key(key.as_ref()) {
                return Ok(());
            }
            if self.keys.len() >= MOST_KEYS {
                if self.doubts.is_empty() {
                    let fact = ProblemFact::TooManyKeys { most: MOST_KEYS };
                    self.doubts.push(Doubt { line: 0, key: None, fact });
                }
                return Ok(());
            }
            self.places.insert(key.clone().into_owned(), self.keys.len());
            self.keys.push(key.into_owned());
            Ok(())
        })?;
        Ok(scanner.at())
    }

    /// Reads the record that starts here into `row`; where it ends.
    fn read(
        &self,
        start: usize,
        row: &mut RecordValues<'t>,
        lines: &mut Lines<'t>,
    ) -> Result<usize, Slip> {
        let mut scanner = Scanner::new(self.text, start);
        row.clear();
        each_key(&mut scanner, |key, scanner| {
            scanner.peek();
            let at = scanner.at();
            let value = scanner.value()?;
            let Some(column) = self.places.get(key.as_ref()).copied() else { return Ok(()) };
            let mut doubt = |fact| {
                let (line, key) = (lines.at(at), Some(key.as_ref().to_owned()));
                row.doubts.push(Doubt { line, key, fact });
            };
            if row.cells.has(column) {
                doubt(ProblemFact::DuplicateKey);
                return Ok(());
            }
            let length = match &value {
                JsonValue::Null | JsonValue::Nested => 0,
                JsonValue::Plain(text) => text.len(),
                JsonValue::List(elements) => elements.iter().map(|text| text.len()).sum(),
            };
            let is_too_long = length > LONGEST_VALUE;
            if is_too_long {
                doubt(ProblemFact::LongValue);
            }
            if value == JsonValue::Nested {
                doubt(ProblemFact::NestedValue);
            }
            row.cells.set(column, if is_too_long { JsonValue::Null } else { value });
            Ok(())
        })?;
        Ok(scanner.at())
    }
}

impl Records for JsonRecords<'_> {
    fn header(&self) -> &[String] {
        &self.keys
    }

    fn delimiter(&self) -> Option<u8> {
        None
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let mut walk = Walk::new(self.text, self.start);
        let mut lines = Lines { text: self.text, counted_to: 0, line: 1 };
        let mut row = RecordValues::new(self.keys.len());
        let mut number: u32 = 0;
        while let Some(start) = walk.next_start() {
            number = number.saturating_add(1);
            if let Some(slip) = walk.slip.take() {
                let lost = Lost::UpToTheNextRecord;
                if take(NextRecord::Lost(broken(&slip, lines.at(slip.at), lost))).is_break() {
                    return;
                }
            }
            let line = lines.at(start);
            let is_object = self.text.as_bytes().get(start) == Some(&b'{');
            let read = if is_object {
                self.read(start, &mut row, &mut lines)
            } else {
                Scanner::new(self.text, start).skipped()
            };
            let found = match read {
                Ok(end) if is_object => {
                    walk.go_to(end);
                    let (cells, doubts) = (&row.cells, &row.doubts[..]);
                    NextRecord::Read(Record::new(number, line, end, cells, self.keys.len(), doubts))
                }
                Ok(end) => {
                    walk.go_to(end);
                    let fact = ProblemFact::BadRecord(Unparsed::NoObject);
                    NextRecord::Lost(Doubt { line, key: None, fact })
                }
                Err(slip) => {
                    walk.recover(start, slip.at);
                    NextRecord::Lost(broken(&slip, lines.at(slip.at), Lost::Record))
                }
            };
            if take(found).is_break() {
                return;
            }
        }
        if let Some(slip) = &walk.slip {
            let _ = take(NextRecord::Lost(broken(slip, lines.at(slip.at), Lost::TheRest)));
        }
    }
}

fn broken(slip: &Slip, line: u32, lost: Lost) -> Doubt {
    let fact = ProblemFact::BadJson { says: slip.message.to_owned(), lost };
    Doubt { line, key: None, fact }
}

/// Calls for every key of the object that comes next, which is to go over its value.
fn each_key<'t>(
    scanner: &mut Scanner<'t>,
    mut take: impl FnMut(Cow<'t, str>, &mut Scanner<'t>) -> Result<(), Slip>,
) -> Result<(), Slip> {
    scanner.expect(b'{', "an object should stand here")?;
    if scanner.take(b'}') {
        return Ok(());
    }
    loop {
        let key = scanner.key()?;
        take(key, scanner)?;
        if !scanner.goes_on(b'}', "a comma or } should stand here")? {
            return Ok(());
        }
    }
}

/// Finds the lists of objects in the object that comes next, and in the objects in it.
fn lists_in<'t>(scanner: &mut Scanner<'t>, lists: &mut Vec<NamedList<'t>>) -> Result<(), Slip> {
    // Those objects that are not over.
    let mut open: usize = 0;
    scanner.expect(b'{', "an object should stand here")?;
    loop {
        if !scanner.take(b'}') {
            let key = scanner.key()?;
            let before = scanner.clone();
            if scanner.take(b'{') {
                open = open.saturating_add(1);
                continue;
            }
            if scanner.take(b'[') && scanner.peek() == Some(b'{') {
                lists.push((key, before.clone().after_bracket()));
            }
            *scanner = before;
            scanner.skip()?;
            if scanner.goes_on(b'}', "a comma or } should stand here")? {
                continue;
            }
        }
        // An object is over, and so may those be that it stands in.
        loop {
            let Some(outer) = open.checked_sub(1) else { return Ok(()) };
            open = outer;
            if scanner.goes_on(b'}', "a comma or } should stand here")? {
                break;
            }
        }
    }
}

/// Tells of the lists that are not read.
fn not_read(lists: &[NamedList<'_>], read: usize) -> Option<Doubt> {
    let others = lists.iter().enumerate().filter(|(place, _)| *place != read);
    let others: Vec<String> = others.map(|(_, (key, _))| key.to_string()).collect();
    let (key, _) = lists.get(read).filter(|_| !others.is_empty())?;
    let fact = ProblemFact::UnreadLists { read: key.to_string(), others };
    Some(Doubt { line: 0, key: None, fact })
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
            FirstRecord::List(at) => at,
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
            FirstRecord::List(_) if is_first => Ok(!self.scanner.take(b']')),
            FirstRecord::List(_) => {
                self.scanner.goes_on(b']', "a comma or ] should stand here, after a record")
            }
        };
        match next {
            Ok(true) => {
                self.scanner.peek();
                return Some(self.scanner.at());
            }
            Ok(false) => self.is_over = true,
            Err(slip) => {
                self.recover(slip.at.saturating_sub(1), slip.at);
                self.slip = Some(slip);
                return self.next_start();
            }
        }
        None
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

    /// The place after the opening bracket that comes next.
    fn after_bracket(mut self) -> usize {
        self.take(b'[');
        self.at()
    }
}

/// Counts lines as far as it is asked for.
struct Lines<'t> {
    text: &'t str,
    counted_to: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of a place that lies after those asked for before; of others the last one.
    fn at(&mut self, place: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.counted_to..place).unwrap_or_default();
        self.line = self.line.saturating_add(lines_in(passed));
        self.counted_to = self.counted_to.max(place);
        self.line
    }
}

/// A record's values and what is doubtful about it.
struct RecordValues<'t> {
    cells: ColumnValues<'t>,
    doubts: Vec<Doubt>,
}

impl<'t> RecordValues<'t> {
    fn new(columns: usize) -> RecordValues<'t> {
        let cells = ColumnValues { values: Vec::new(), slots: vec![0; columns] };
        RecordValues { cells, doubts: Vec::new() }
    }

    fn clear(&mut self) {
        for (column, _) in self.cells.values.drain(..) {
            if let Some(slot) = self.cells.slots.get_mut(column) {
                *slot = 0;
            }
        }
        self.doubts.clear();
    }
}

/// The cells that a record has, whatever the number of columns.
struct ColumnValues<'t> {
    values: Vec<(usize, JsonValue<'t>)>,
    /// By column: the place in `values` plus one; zero for none.
    slots: Vec<usize>,
}

impl<'t> ColumnValues<'t> {
    fn has(&self, column: usize) -> bool {
        self.slots.get(column).is_some_and(|slot| *slot > 0)
    }

    fn set(&mut self, column: usize, value: JsonValue<'t>) {
        self.values.push((column, value));
        if let Some(slot) = self.slots.get_mut(column) {
            *slot = self.values.len();
        }
    }
}

impl Cells for ColumnValues<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        let slot = self.slots.get(column).and_then(|slot| slot.checked_sub(1));
        match slot.and_then(|slot| self.values.get(slot)) {
            Some((_, JsonValue::Plain(text))) => Cell::text(text),
            Some((_, JsonValue::List(elements))) => Cell::List(elements),
            _ => Cell::Nothing,
        }
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
                        (0..document.keys.len()).map(|c| record.cell(c).as_text().to_owned());
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
        assert_eq!(document.keys, ["a"]);
        assert_eq!(said(&document.doubts[0]), "the list “data” is read, and not “notes”");
        assert_eq!(JsonRecords::new(text, |_| false).expect("records").keys, ["n"]);
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
        let text = "[{\"a\": 1,\n\"a\": 2, \"b\": {\"c\": [1]},\n\"d\": [\"x\", 2, null]}]";
        let document = JsonRecords::new(text, |_| false).expect("records");
        document.records(&mut |found| {
            let NextRecord::Read(record) = found else { panic!("a record") };
            assert_eq!((record.cell(0), record.cell(1)), (Cell::text("1"), Cell::Nothing));
            assert_eq!(record.cell(2), Cell::List(&["x".into(), "2".into()]));
            let told: Vec<_> =
                record.doubts.iter().map(|d| (d.fact.code(), d.line, d.key.as_deref())).collect();
            assert_eq!(told, [("duplicate-key", 2, Some("a")), ("nested-value", 2, Some("b"))]);
            ControlFlow::Continue(())
        });
    }
}
