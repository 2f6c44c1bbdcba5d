//! What a record in JSON says: its values by their paths, and those of the objects in its lists.
//!
//! An object in an object gives paths: `killed.low`. A list of objects is either what the rows are
//! made of, so that each object is a row with what stands around the list beside it, or its values
//! are gathered, path by path: `links[].url`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::scan::{JsonValue, Scanner, Slip};
use crate::files::cells::{Cell, Cells};
use crate::files::containers::Doubt;
use crate::files::containers::lines::Lines;
use crate::files::problem_fact::ProblemFact;

/// A longer value was not meant to be read.
const LONGEST_VALUE: usize = 1 << 20;

/// Objects in each other whose keys make a path; what lies deeper is told.
const LONGEST_PATH: usize = 16;

/// What takes the values of a record.
pub(super) trait Visitor<'t> {
    /// Goes over the value that comes next, which holds no object that is gone into.
    fn value(&mut self, path: &str, scanner: &mut Scanner<'t>) -> Result<(), Slip>;

    /// An object in the list at a path begins here.
    fn begin(&mut self, list: &str, at: usize);

    fn end(&mut self);
}

/// Goes through the object that comes next, and through those in it.
pub(super) fn visit<'t>(
    scanner: &mut Scanner<'t>,
    path: &mut String,
    visitor: &mut dyn Visitor<'t>,
) -> Result<(), Slip> {
    inside(scanner, path, LONGEST_PATH, visitor)
}

fn inside<'t>(
    scanner: &mut Scanner<'t>,
    path: &mut String,
    depth: usize,
    visitor: &mut dyn Visitor<'t>,
) -> Result<(), Slip> {
    each_key(scanner, |key, scanner| {
        let outer = path.len();
        if outer > 0 {
            path.push('.');
        }
        path.push_str(&key);
        let left = depth.saturating_sub(1);
        match scanner.peek() {
            Some(b'{') if left > 0 => inside(scanner, path, left, visitor)?,
            Some(b'[') if left > 0 && scanner.holds_object() => {
                path.push_str("[]");
                elements(scanner, path, left, visitor)?;
            }
            _ => visitor.value(path, scanner)?,
        }
        path.truncate(outer);
        Ok(())
    })
}

/// Goes through the list that comes next; what is no object in it is gone over.
fn elements<'t>(
    scanner: &mut Scanner<'t>,
    path: &mut String,
    depth: usize,
    visitor: &mut dyn Visitor<'t>,
) -> Result<(), Slip> {
    scanner.expect(b'[', "a list should stand here")?;
    if scanner.take(b']') {
        return Ok(());
    }
    loop {
        if scanner.peek() == Some(b'{') {
            visitor.begin(path, scanner.at());
            inside(scanner, path, depth, visitor)?;
            visitor.end();
        } else {
            visitor.value(path, scanner)?;
        }
        if !scanner.goes_on(b']', "a comma or ] should stand here")? {
            return Ok(());
        }
    }
}

/// Calls for every key of the object that comes next, which is to go over its value.
pub(super) fn each_key<'t>(
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

/// Where the values of a path go.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) place: usize,
    /// Whether the values of several objects go there.
    pub(super) is_gathered: bool,
}

/// The columns of a file, by path.
pub(super) type Columns = HashMap<String, Column>;

/// A record's values and what is doubtful about it.
pub(super) struct RecordValues<'t> {
    /// The first is the record itself, the others are the objects of the lists that make rows. More
    /// may be there than are in use.
    nodes: Vec<Node<'t>>,
    used: usize,
    pub(super) doubts: Vec<Doubt>,
}

/// The values of one object that makes a row or part of one.
struct Node<'t> {
    cells: ColumnValues<'t>,
    line: u32,
    /// The object around it.
    outer: Option<usize>,
    /// Whether objects in it make the rows.
    has_rows: bool,
}

impl<'t> RecordValues<'t> {
    pub(super) fn new() -> RecordValues<'t> {
        RecordValues { nodes: Vec::new(), used: 0, doubts: Vec::new() }
    }

    fn clear(&mut self) {
        for node in self.nodes.iter_mut().take(self.used) {
            node.cells.clear();
        }
        self.used = 0;
        self.doubts.clear();
    }

    /// One more object, of a file with so many columns; its place.
    fn add(&mut self, columns: usize, line: u32, outer: Option<usize>) -> usize {
        let place = self.used;
        if place >= self.nodes.len() {
            let cells = ColumnValues { values: Vec::new(), slots: vec![0; columns] };
            self.nodes.push(Node { cells, line, outer, has_rows: false });
        }
        if let Some(node) = self.nodes.get_mut(place) {
            (node.line, node.outer, node.has_rows) = (line, outer, false);
        }
        if let Some(outer) = outer.and_then(|outer| self.nodes.get_mut(outer)) {
            outer.has_rows = true;
        }
        self.used = self.used.saturating_add(1);
        place
    }

    /// The rows that the record makes, each with its line.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, RowValues<'_, 't>)> {
        let nodes = self.nodes.iter().take(self.used).enumerate();
        let rows = nodes.filter(|(_, node)| !node.has_rows);
        rows.map(|(place, node)| (node.line, RowValues { record: self, place }))
    }
}

/// One row of a record: an object, and what stands around it.
pub(super) struct RowValues<'r, 't> {
    record: &'r RecordValues<'t>,
    place: usize,
}

impl Cells for RowValues<'_, '_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        let mut place = Some(self.place);
        while let Some(node) = place.and_then(|place| self.record.nodes.get(place)) {
            if let Some(value) = node.cells.value(column) {
                return value.as_cell();
            }
            place = node.outer;
        }
        Cell::Nothing
    }
}

impl JsonValue<'_> {
    pub(super) fn as_cell(&self) -> Cell<'_> {
        match self {
            JsonValue::Plain(text) => Cell::text(text),
            JsonValue::Number(number) => Cell::Number(Cow::Borrowed(number)),
            JsonValue::List(elements) if elements.is_empty() => Cell::Nothing,
            JsonValue::List(elements) => Cell::List(elements),
            JsonValue::Null | JsonValue::Nested => Cell::Nothing,
        }
    }
}

/// The cells that an object has, whatever the number of columns.
struct ColumnValues<'t> {
    values: Vec<(usize, JsonValue<'t>)>,
    /// By column: the place in `values` plus one; zero for none.
    slots: Vec<usize>,
}

impl<'t> ColumnValues<'t> {
    fn clear(&mut self) {
        for (column, _) in self.values.drain(..) {
            if let Some(slot) = self.slots.get_mut(column) {
                *slot = 0;
            }
        }
    }

    fn value(&self, column: usize) -> Option<&JsonValue<'t>> {
        let slot = self.slots.get(column).and_then(|slot| slot.checked_sub(1))?;
        self.values.get(slot).map(|(_, value)| value)
    }

    fn set(&mut self, column: usize, value: JsonValue<'t>) {
        self.values.push((column, value));
        if let Some(slot) = self.slots.get_mut(column) {
            *slot = self.values.len();
        }
    }

    /// Puts a value behind those that are there.
    fn gather(&mut self, column: usize, value: JsonValue<'t>) {
        let slot = self.slots.get(column).and_then(|slot| slot.checked_sub(1));
        if slot.is_none() {
            self.set(column, JsonValue::List(Vec::new()));
        }
        let place = slot.unwrap_or_else(|| self.values.len().saturating_sub(1));
        let Some((_, JsonValue::List(list))) = self.values.get_mut(place) else { return };
        match value {
            JsonValue::Plain(text) | JsonValue::Number(text) => list.push(text),
            JsonValue::List(elements) => list.extend(elements),
            JsonValue::Null | JsonValue::Nested => {}
        }
    }
}

/// Reads a record into its values.
pub(super) struct Reading<'r, 't> {
    columns: &'r Columns,
    /// How many columns there are.
    width: usize,
    /// The lists whose objects make rows.
    rows_of: &'r [String],
    lines: &'r mut Lines<'t>,
    into: &'r mut RecordValues<'t>,
    /// The objects that are not over, by where their values go.
    open: Vec<usize>,
}

impl<'r, 't> Reading<'r, 't> {
    /// Begins the record of a line.
    pub(super) fn new(
        (columns, width): (&'r Columns, usize),
        rows_of: &'r [String],
        lines: &'r mut Lines<'t>,
        into: &'r mut RecordValues<'t>,
        line: u32,
    ) -> Reading<'r, 't> {
        into.clear();
        let open = vec![into.add(width, line, None)];
        Reading { columns, width, rows_of, lines, into, open }
    }
}

impl<'t> Visitor<'t> for Reading<'_, 't> {
    fn value(&mut self, path: &str, scanner: &mut Scanner<'t>) -> Result<(), Slip> {
        scanner.peek();
        let at = scanner.at();
        let value = scanner.value()?;
        let Some(column) = self.columns.get(path).copied() else { return Ok(()) };
        let open = self.open.last().copied();
        let Some(node) = open.and_then(|open| self.into.nodes.get_mut(open)) else {
            return Ok(());
        };
        let is_again = !column.is_gathered && node.cells.value(column.place).is_some();
        let is_too_long = value.length() > LONGEST_VALUE;
        let is_nested = value == JsonValue::Nested;
        let facts = [
            (is_again, ProblemFact::DuplicateKey),
            (is_too_long, ProblemFact::LongValue),
            (is_nested, ProblemFact::NestedValue),
        ];
        for (_, fact) in facts.into_iter().filter(|(is_so, _)| *is_so) {
            let (line, key) = (self.lines.at(at), Some(path.to_owned()));
            self.into.doubts.push(Doubt { line, key, fact });
            if is_again {
                return Ok(());
            }
        }
        let value = if is_too_long { JsonValue::Null } else { value };
        if column.is_gathered {
            node.cells.gather(column.place, value);
        } else {
            node.cells.set(column.place, value);
        }
        Ok(())
    }

    fn begin(&mut self, list: &str, at: usize) {
        let Some(outer) = self.open.last().copied() else { return };
        let place = if self.rows_of.iter().any(|own| own == list) {
            let line = self.lines.at(at);
            self.into.add(self.width, line, Some(outer))
        } else {
            outer
        };
        self.open.push(place);
    }

    fn end(&mut self) {
        self.open.pop();
    }
}
