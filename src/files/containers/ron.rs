//! The native container: RON, of which every estimate is looked at by itself, so that one that
//! cannot be read does not cost the others.

use ron::error::SpannedError;
use ron::value::RawValue;
use serde::{Deserialize, de::DeserializeOwned};

use super::cut::Cut;
use super::lines_in;
use crate::estimate::{MOST_ENTRIES, at_most};
use crate::files::keyed::distinct;
use crate::files::native::{MeasureTable, SourceTable, VERSION, ron_options, version_of};
use crate::files::unreadable::Unreadable;

/// A file in the native format, its estimates and events not yet read.
pub(crate) struct NativeFile<'t> {
    pub(crate) title: Option<String>,
    pub(crate) sources: SourceTable,
    pub(crate) measures: MeasureTable,
    pub(crate) events: Vec<&'t str>,
    pub(crate) estimates: Vec<&'t str>,
}

/// The frame of a file.
#[derive(Deserialize)]
struct Frame<'t> {
    version: u32,
    #[serde(default)]
    title: Option<String>,
    #[serde(default, deserialize_with = "distinct")]
    sources: SourceTable,
    #[serde(default, deserialize_with = "distinct")]
    measures: MeasureTable,
    #[serde(default, borrow, deserialize_with = "at_most::<MOST_ENTRIES, _, _>")]
    events: Vec<&'t RawValue>,
    #[serde(default, borrow, deserialize_with = "at_most::<MOST_ENTRIES, _, _>")]
    estimates: Vec<&'t RawValue>,
}

/// Where something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct At {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A file, and the names of the fields in it that this version does not know.
pub(crate) type Opened<'t> = (NativeFile<'t>, Vec<String>);

/// Reads the frame of a file whose lists are cut into their elements without looking into them,
/// which takes a fraction of the time; none where that is not sure to be right, and nothing is
/// wrong with the file for that.
pub(crate) fn open_cut(text: &str) -> Option<Opened<'_>> {
    let cut = Cut::of(text, |names| matches!(names, ["events" | "estimates"]))?;
    let mut unknown = Vec::new();
    let frame: Frame<'_> = from_str(&cut.frame, &mut unknown).ok()?;
    let is_cut = frame.events.is_empty() && frame.estimates.is_empty();
    if frame.version > VERSION || !is_cut {
        return None;
    }
    let Frame { title, sources, measures, .. } = frame;
    let (mut events, mut estimates) = (Vec::new(), Vec::new());
    for list in cut.lists {
        let of_them = if list.name == "events" { &mut events } else { &mut estimates };
        *of_them = list.elements;
    }
    Some((NativeFile { title, sources, measures, events, estimates }, unknown))
}

/// Whether an element is RON at all.
pub(crate) fn is_well_formed(element: &str) -> bool {
    RawValue::from_ron(element).is_ok()
}

/// Reads the frame of a file.
///
/// # Errors
/// When it is not RON, has not the fields of the native format, or is of a newer version.
pub(crate) fn open<'t>(text: &'t str) -> Result<Opened<'t>, Unreadable> {
    let mut unknown = Vec::new();
    let read: Result<Frame<'_>, Slip> = from_str(text, &mut unknown);
    let version = match &read {
        Ok(file) => Some(file.version),
        Err(_) => version_of(text),
    };
    if let Some(found) = version.filter(|version| *version > VERSION) {
        return Err(Unreadable::NewerVersion { found, known: VERSION });
    }
    let Frame { title, sources, measures, events, estimates, .. } =
        read.map_err(|Slip { at, message }| Unreadable::Syntax {
            line: at.line,
            column: at.column,
            message,
        })?;
    let texts = |all: Vec<&'t RawValue>| all.into_iter().map(RawValue::get_ron).collect();
    let (events, estimates) = (texts(events), texts(estimates));
    Ok((NativeFile { title, sources, measures, events, estimates }, unknown))
}

/// Reads one element, and adds the names of the fields in it that this version does not know.
///
/// # Errors
/// With the place in the file, which starts at `start`, and what is wrong there.
pub(crate) fn element<T: DeserializeOwned>(
    raw: &str,
    start: At,
    unknown: &mut Vec<String>,
) -> Result<T, (At, String)> {
    from_str(raw, unknown).map_err(|Slip { at: own, message }| {
        let line = start.line.saturating_add(own.line.saturating_sub(1));
        let column = if own.line == 1 {
            start.column.saturating_add(own.column.saturating_sub(1))
        } else {
            own.column
        };
        (At { line, column }, message)
    })
}

/// What is wrong in a text, and where in it.
struct Slip {
    at: At,
    message: String,
}

fn from_str<'t, T: Deserialize<'t>>(text: &'t str, unknown: &mut Vec<String>) -> Result<T, Slip> {
    let mut read = || {
        let mut deserializer = ron::Deserializer::from_str_with_options(text, &ron_options())?;
        let value =
            serde_ignored::deserialize(&mut deserializer, |path| unknown.push(path.to_string()));
        let value = value.map_err(|error| deserializer.span_error(error))?;
        deserializer.end().map_err(|error| deserializer.span_error(error))?;
        Ok(value)
    };
    read().map_err(|error: SpannedError| Slip { at: place(text, &error), message: said(&error) })
}

/// Where an error is: at the first sign that is no blank, as RON counts from the end of the one
/// before.
fn place(text: &str, error: &SpannedError) -> At {
    let start = error.span.start;
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut at = At { line: narrow(start.line), column: narrow(start.col) };
    let mut lines = text.split('\n').skip(start.line.saturating_sub(1));
    let first = lines.next().unwrap_or("");
    let skipped = first.chars().take(start.col.saturating_sub(1)).map(char::len_utf8).sum();
    let mut rest = first.get(skipped..).unwrap_or("");
    loop {
        let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
        at.column = at.column.saturating_add(narrow(blanks));
        if !rest.trim_start().is_empty() {
            return at;
        }
        let Some(next) = lines.next() else { return at };
        at = At { line: at.line.saturating_add(1), column: 1 };
        rest = next;
    }
}

/// What RON says of an error, as the second half of a sentence.
fn said(error: &SpannedError) -> String {
    let message = error.code.to_string();
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !message.starts_with("RON") => first.to_lowercase().chain(letters).collect(),
        _ => message,
    }
}

/// Finds the places of slices of a text that come in its order.
pub(crate) struct Places<'t> {
    text: &'t str,
    at: usize,
    place: At,
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str) -> Places<'t> {
        Places { text, at: 0, place: At { line: 1, column: 1 } }
    }

    /// The place of a slice, and how far into the text it starts. Slices of another text are said
    /// to start where the last one did.
    pub(crate) fn of(&mut self, slice: &str) -> (At, usize) {
        let (outer, inner) = (self.text.as_ptr() as usize, slice.as_ptr() as usize);
        let blank = slice.len().saturating_sub(slice.trim_start().len());
        let start = inner.checked_sub(outer).and_then(|start| start.checked_add(blank));
        let start = start.filter(|start| (self.at..=self.text.len()).contains(start));
        let start = start.unwrap_or(self.at);
        let passed = self.text.get(self.at..start).unwrap_or("");
        let lines = lines_in(passed.as_bytes());
        let in_line = passed.rsplit(['\n', '\r']).next().unwrap_or("").chars().count();
        let in_line = u32::try_from(in_line).unwrap_or(u32::MAX);
        let column = if lines == 0 { self.place.column } else { 1 };
        self.place = At {
            line: self.place.line.saturating_add(lines),
            column: column.saturating_add(in_line),
        };
        self.at = start;
        (self.place, start)
    }
}
