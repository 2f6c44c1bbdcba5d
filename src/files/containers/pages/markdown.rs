//! Tables in Markdown, as GitHub writes them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::table::{Astray, PageCell, PageRow, PageTable, in_one_line};
use crate::files::containers::lines::Lines;

/// Whether a text has a table as Markdown writes it: a line of dashes and bars below one with bars.
pub(crate) fn has_table(text: &str) -> bool {
    const LOOKED_AT: usize = 1_000;
    let lines = text.lines().take(LOOKED_AT);
    let pairs = lines.clone().zip(lines.skip(1));
    pairs.into_iter().any(|(head, dashes)| head.contains('|') && is_below_names(dashes))
}

fn is_below_names(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains("--")
        && line.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '\t'))
}

/// The tables of a text, each named by the last heading above it, and rows outside of them.
pub(super) fn tables(text: &str) -> (Vec<PageTable>, Astray) {
    let mut reading = Reading {
        lines: Lines::of(text),
        heading: String::new(),
        is_heading: false,
        table: None,
        row: PageRow::default(),
        cell: None,
        done: Vec::new(),
        astray: Astray::default(),
    };
    for (event, place) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if event == Event::Start(Tag::Paragraph) {
            reading.look_for_rows(text.get(place.clone()).unwrap_or_default(), place.start);
        }
        if event == Event::End(TagEnd::TableRow) {
            reading.as_written(text.get(place.clone()).unwrap_or_default());
        }
        reading.take(event, place.start);
    }
    (reading.done, reading.astray)
}

struct Reading<'t> {
    lines: Lines<'t>,
    heading: String,
    is_heading: bool,
    table: Option<PageTable>,
    row: PageRow,
    cell: Option<PageCell>,
    done: Vec<PageTable>,
    astray: Astray,
}

impl Reading<'_> {
    /// Markdown drops the cells of a row that has more than the header, and fills up one that has
    /// less: here it has those that are written.
    fn as_written(&mut self, row: &str) {
        let row = row.trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
        let mut is_escaped = false;
        let written = row.split(|sign: char| {
            let is_bar = sign == '|' && !is_escaped;
            is_escaped = sign == '\\' && !is_escaped;
            is_bar
        });
        let cells = &mut self.row.cells;
        let read = cells.len();
        let mut many = 0_usize;
        for cell in written {
            if many >= read {
                cells.push(PageCell { text: in_one_line(cell), ..PageCell::default() });
            }
            many = many.saturating_add(1);
        }
        cells.truncate(many);
    }

    /// A line that begins with a bar and has another one was meant as a row, and a paragraph is none.
    fn look_for_rows(&mut self, paragraph: &str, place: usize) {
        let mut start = place;
        for line in paragraph.split_inclusive('\n') {
            let row = line.trim().strip_prefix('|');
            if row.is_some_and(|row| row.contains('|')) {
                self.astray.add(self.lines.at(start));
            }
            start = start.saturating_add(line.len());
        }
    }

    fn take(&mut self, event: Event<'_>, place: usize) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.heading.clear();
                self.is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => self.is_heading = false,
            Event::Start(Tag::Table(_)) => {
                self.table = Some(PageTable { name: self.heading.clone(), rows: Vec::new() });
            }
            Event::End(TagEnd::Table) => self.done.extend(self.table.take()),
            Event::Start(tag @ (Tag::TableHead | Tag::TableRow)) => {
                let (line, is_of_names) = (self.lines.at(place), tag == Tag::TableHead);
                self.row = PageRow { line, is_of_names, ..PageRow::default() };
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            Event::Start(Tag::TableCell) => self.cell = Some(PageCell::default()),
            Event::End(TagEnd::TableCell) => {
                if let Some(mut cell) = self.cell.take() {
                    cell.text = in_one_line(&cell.text);
                    self.row.cells.push(cell);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(cell) = self.cell.as_mut().filter(|_| dest_url.starts_with("http")) {
                    cell.link.get_or_insert_with(|| dest_url.to_string());
                }
            }
            Event::Text(text) | Event::Code(text) => self.write(&text),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => self.write(" "),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        match &mut self.cell {
            Some(cell) => cell.text.push_str(text),
            None if self.is_heading => self.heading.push_str(text),
            None => {}
        }
    }
}
