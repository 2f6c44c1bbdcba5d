//! What tables are of: what was asked of which day, by what they were made, and what an analyst said.

use crate::estimate::{Day, Measure};
use crate::export::caption;
use crate::export::said::Said;
use crate::words::{TableName, Words};

use super::table::Cell;
use super::whole::Tables;

/// What tables are of.
pub struct TablesAbout {
    /// What all of it is called.
    pub title: String,
    /// What was asked.
    pub subject: String,
    /// By which program, in which version.
    pub made_by: String,
    /// Over the sheet that says so.
    pub heading: &'static str,
    pub lines: Vec<AboutLine>,
}

/// One thing that is said of tables.
pub struct AboutLine {
    pub heading: &'static str,
    pub cell: Cell,
}

impl TablesAbout {
    /// Of these tables; `only` is the only measure that they are of.
    #[must_use]
    pub fn of(tables: &Tables<'_>, only: Option<&Measure>, said: &Said<'_>) -> TablesAbout {
        let words = Words::default();
        let name = tables.question.measure.name();
        let asked = caption::asked(tables.document, tables.question);
        let subject = match (only, asked.strip_prefix(&name)) {
            (None, Some(rest)) => format!("{}{rest}", words.all_measures()),
            _ => asked,
        };
        let at: Option<Day> = tables.on_day.as_ref().map(|day| day.at);
        let title = only.map_or_else(|| words.all_measures().to_owned(), |_| name);
        let made_by = words.made_by(env!("CARGO_PKG_VERSION"));
        let mut lines = vec![
            line("Title", Cell::text(title.as_str())),
            line("Question", Cell::text(subject.as_str())),
            line("Day", Cell::day(at)),
            line("Known on", known_on(tables.question.known_on, words)),
            line("Thresholds", Cell::text(words.thresholds(tables.thresholds))),
            line("Made by", Cell::text(made_by.as_str())),
        ];
        let texts = |heading, texts: Vec<String>| {
            texts.into_iter().map(move |text| line(heading, Cell::text(text)))
        };
        lines.extend(texts("File", tables.files_cited()));
        lines.extend(texts("Adjusted", said.adjustment_lines()));
        lines.extend(texts("Note", said.note_lines()));
        lines.extend(
            TableName::ALL.iter().map(|name| line(name.heading(), Cell::text(name.says()))),
        );
        TablesAbout { title, subject, made_by, heading: "About", lines }
    }
}

fn line(heading: &'static str, cell: Cell) -> AboutLine {
    AboutLine { heading, cell }
}

fn known_on(day: Option<Day>, words: Words) -> Cell {
    day.map_or_else(|| Cell::text(words.all_that_is_held()), Cell::Day)
}
