//! A document and its view as text.

use std::sync::Arc;

use serde::Serialize;

use super::opened::VERSION;
use crate::files::native::{EstimateLines, MeasureNames, one_line};
use crate::session::{Document, FileSection, View};

/// A document and its view as a session file. The same ones always give the same bytes.
///
/// ```
/// use parallax::session::{Document, View, read, write};
///
/// let text = write(&Document::default(), &View::default());
/// assert!(text.starts_with("(\n    version: 1,\n"));
/// assert_eq!(read(&text)?.document, Document::default());
/// # Ok::<(), parallax::session::BadSession>(())
/// ```
#[must_use]
pub fn write(document: &Document, view: &View) -> String {
    let mut out = Lines::default();
    out.block("(", ")", |out| {
        out.field("version", &VERSION);
        out.section("files", "[", "]", document.files(), write_head);
        out.section("sources", "{", "}", document.files(), write_sources);
        let measures = document
            .files()
            .iter()
            .flat_map(|file| file.ledger.measures().map(|(_, measure)| measure));
        let names = MeasureNames::new(measures);
        out.section("measures", "{", "}", names.table(), |out, (key, measure)| {
            out.entry(key, measure);
        });
        out.section("estimates", "{", "}", document.files(), |out, file| {
            write_estimates(out, file, &names);
        });
        out.list("series", document.series());
        out.list("copies_in_doubt", document.copies_in_doubt());
        out.list("adjustments", document.overlay().adjustments());
        out.list("notes", document.notes());
        out.list("dismissals", document.dismissals());
        out.list("publications", document.publications().list());
        if let Some(question) = document.question() {
            out.field("question", question);
        }
        out.field("view", view);
    });
    out.text
}

/// Where a file came from, and what else was in it but estimates.
fn write_head(out: &mut Lines, file: &Arc<FileSection>) {
    out.block("(", "),", |out| {
        out.field("slot", &file.slot.0);
        out.field("path", &file.path);
        out.field("fingerprint", &file.fingerprint);
        out.field("format", &file.format);
        out.field("rows", &file.rows);
        if let Some(summed) = &file.summed {
            out.field("summed", summed);
        }
        if let Some(title) = file.ledger.title() {
            out.field("title", title);
        }
        out.list("events", file.ledger.events());
        out.list("problems", &file.problems);
    });
}

fn write_sources(out: &mut Lines, file: &Arc<FileSection>) {
    let mut sources: Vec<_> = file.ledger.sources().map(|(_, source)| source).collect();
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    out.block(&format!("{}: {{", file.slot.0), "},", |out| {
        for source in sources {
            out.entry(&source.label, &source.facts);
        }
    });
}

fn write_estimates(out: &mut Lines, file: &Arc<FileSection>, names: &MeasureNames) {
    let lines = EstimateLines::new(&file.ledger, names);
    out.block(&format!("{}: [", file.slot.0), "],", |out| {
        for estimate in file.ledger.each_in_file_order() {
            out.element_by(|text| lines.push_with_place(text, estimate));
        }
    });
}

/// Text in lines, indented by how many brackets are open.
#[derive(Default)]
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn line(&mut self, parts: &[&str]) {
        self.text.extend(std::iter::repeat_n("    ", self.depth));
        self.text.extend(parts.iter().copied());
        self.text.push('\n');
    }

    fn block(&mut self, open: &str, close: &str, inside: impl FnOnce(&mut Lines)) {
        self.line(&[open]);
        self.depth = self.depth.saturating_add(1);
        inside(self);
        self.depth = self.depth.saturating_sub(1);
        self.line(&[close]);
    }

    /// `name: […],` with what `write` makes of each item, or nothing if there are none.
    fn section<T>(
        &mut self,
        name: &str,
        open: &str,
        close: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Lines, T),
    ) {
        let mut items = items.into_iter().peekable();
        // A session without files says so.
        if items.peek().is_none() && name != "files" {
            return;
        }
        self.block(&format!("{name}: {open}"), &format!("{close},"), |out| {
            items.for_each(|item| write(out, item));
        });
    }

    fn list<T: Serialize>(&mut self, name: &str, items: &[T]) {
        self.section(name, "[", "]", items, Lines::element);
    }

    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.line(&[name, ": ", &in_ron(value), ","]);
    }

    fn entry(&mut self, key: &str, value: &impl Serialize) {
        self.field(&in_ron(key), value);
    }

    fn element(&mut self, value: &impl Serialize) {
        self.line(&[&in_ron(value), ","]);
    }

    /// An element that appends itself.
    fn element_by(&mut self, append: impl FnOnce(&mut String)) {
        self.text.extend(std::iter::repeat_n("    ", self.depth));
        append(&mut self.text);
        self.text.push_str(",\n");
    }
}

fn in_ron(value: &(impl Serialize + ?Sized)) -> String {
    // Better no session than one with a gap: a caller that saves keeps the old file then.
    one_line(value).unwrap_or_else(|error| unreachable!("RON has words for all of it: {error}"))
}
