//! Tables in HTML.

use html5gum::{DefaultEmitter, Spanned, StartTag, Token, Tokenizer};

use super::table::{Astray, PageCell, PageRow, PageTable, in_one_line};
use crate::files::containers::lines::Lines;
use crate::files::unreadable::{Bomb, Unreadable};

/// No more cells are read of a page, those that span several counted as often.
const MOST_CELLS: usize = 5_000_000;

/// No cell spans more columns.
const WIDEST_SPAN: usize = 1_000;

/// No cell spans more rows.
const LONGEST_SPAN: usize = 65_534;

/// The tables of a page in HTML, in the order in which they end, and cells and texts of rows outside of
/// them.
///
/// # Errors
/// When they have more cells than an honest page.
pub(super) fn tables(text: &str) -> Result<(Vec<PageTable>, Astray), Unreadable> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page {
        lines: Lines::of(text),
        room: MOST_CELLS,
        open: Vec::new(),
        done: Vec::new(),
        heading: String::new(),
        is_heading: false,
        hidden: None,
        astray: Astray::default(),
    };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&text_of(&tag.name))?,
            Token::String(piece) => page.write(&text_of(&piece.value), piece.span.start),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while !page.open.is_empty() {
        page.end("table")?;
    }
    Ok((page.done, page.astray))
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A page as far as it is read.
struct Page<'t> {
    lines: Lines<'t>,
    room: usize,
    /// The tables that are not over, a table in a cell of another one after it.
    open: Vec<OpenTable>,
    done: Vec<PageTable>,
    /// The last heading, which names the tables below it.
    heading: String,
    is_heading: bool,
    /// Elements whose texts nobody sees, and how many of that name are open in each.
    hidden: Option<(String, usize)>,
    astray: Astray,
}

/// A table that is not over.
#[derive(Default)]
struct OpenTable {
    table: PageTable,
    is_caption: bool,
    /// By column: the cell that goes on there, for so many rows.
    going_on: Vec<Option<(usize, PageCell)>>,
    row: Option<PageRow>,
    cell: Option<OpenCell>,
    is_in_head: bool,
}

#[derive(Default)]
struct OpenCell {
    cell: PageCell,
    columns: usize,
    rows: usize,
    is_name: bool,
}

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<usize>) -> Result<(), Unreadable> {
        let name = text_of(&tag.name);
        let attribute = |key: &str| {
            let value: Option<&Spanned<_, _>> = tag.attributes.get(key.as_bytes());
            value.map(|value| text_of(&value.value))
        };
        if let Some((hidden, count)) = &mut self.hidden {
            *count = count.saturating_add(usize::from(*hidden == name && !tag.self_closing));
            return Ok(());
        }
        let line = self.lines.at(tag.span.start);
        match name.as_str() {
            "table" => {
                let table = PageTable { name: self.heading.clone(), rows: Vec::new() };
                self.open.push(OpenTable { table, ..OpenTable::default() });
                return Ok(());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.open.is_empty() => {
                self.heading.clear();
                self.is_heading = true;
            }
            "br" | "p" | "li" | "div" => self.write(" ", tag.span.start),
            "td" | "th" if self.open.is_empty() => self.astray.add(line),
            _ if !tag.self_closing && is_unseen(&name, &attribute) => {
                self.hidden = Some((name, 1));
                return Ok(());
            }
            _ => {}
        }
        let room = &mut self.room;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name.as_str() {
            "caption" => {
                table.table.name.clear();
                table.is_caption = true;
            }
            "thead" => table.is_in_head = true,
            "tbody" | "tfoot" => {
                table.end_row(room)?;
                table.is_in_head = false;
            }
            "tr" => {
                table.end_row(room)?;
                table.row = Some(PageRow { line, ..PageRow::default() });
            }
            "td" | "th" => {
                table.end_cell(room)?;
                table.row.get_or_insert_with(|| PageRow { line, ..PageRow::default() });
                let span = |key: &str, most: usize| {
                    let told = attribute(key).and_then(|text| text.trim().parse::<usize>().ok());
                    told.unwrap_or(1).clamp(1, most)
                };
                table.cell = Some(OpenCell {
                    cell: PageCell::default(),
                    columns: span("colspan", WIDEST_SPAN),
                    rows: span("rowspan", LONGEST_SPAN),
                    is_name: name == "th",
                });
            }
            "a" => {
                let link = attribute("href").filter(|link| link.starts_with("http"));
                if let (Some(cell), Some(link)) = (&mut table.cell, link) {
                    cell.cell.link.get_or_insert(link);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if let Some((hidden, count)) = &mut self.hidden {
            *count = count.saturating_sub(usize::from(hidden == name));
            if *count == 0 {
                self.hidden = None;
            }
            return Ok(());
        }
        if name.starts_with('h') && self.open.is_empty() {
            self.is_heading = false;
        }
        let room = &mut self.room;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "caption" => table.is_caption = false,
            "thead" => {
                table.end_row(room)?;
                table.is_in_head = false;
            }
            "tr" => table.end_row(room)?,
            "td" | "th" => table.end_cell(room)?,
            "table" => {
                table.end_row(room)?;
                self.done.extend(self.open.pop().map(|open| open.table));
            }
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str, place: usize) {
        if self.hidden.is_some() {
            return;
        }
        if let Some(table) = self.open.last_mut() {
            match &mut table.cell {
                Some(cell) => cell.cell.text.push_str(text),
                None if table.is_caption => table.table.name.push_str(text),
                None if text.contains(char::is_alphanumeric) => {
                    self.astray.add(self.lines.at(place));
                }
                None => {}
            }
        } else if self.is_heading {
            self.heading.push_str(text);
        }
    }
}

/// Whether what an element holds is not what a reader of the page reads: programs, what is not
/// shown, and the marks of footnotes.
fn is_unseen(name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let has = |key: &str, part: &str| attribute(key).is_some_and(|text| text.contains(part));
    let style = attribute("style").unwrap_or_default().replace(' ', "");
    matches!(name, "script" | "style" | "template" | "noscript")
        || style.contains("display:none")
        || (name == "sup" && has("class", "reference"))
}

impl OpenTable {
    fn end_cell(&mut self, room: &mut usize) -> Result<(), Unreadable> {
        let Some(OpenCell { mut cell, columns, rows, is_name }) = self.cell.take() else {
            return Ok(());
        };
        cell.text = in_one_line(&cell.text);
        self.take_going_on(room)?;
        let Some(row) = &mut self.row else { return Ok(()) };
        row.is_of_names = (row.is_of_names || row.cells.is_empty()) && is_name;
        for place in 0..columns {
            spend(room)?;
            let column = row.cells.len();
            let cell = PageCell { is_repeated: place > 0, rows, ..cell.clone() };
            if rows > 1 {
                if self.going_on.len() <= column {
                    self.going_on.resize(column.saturating_add(1), None);
                }
                if let Some(slot) = self.going_on.get_mut(column) {
                    let below = PageCell { is_from_above: true, ..cell.clone() };
                    *slot = Some((rows.saturating_sub(1), below));
                }
            }
            row.cells.push(cell);
        }
        Ok(())
    }

    /// Puts in what goes on from the rows above at this place.
    fn take_going_on(&mut self, room: &mut usize) -> Result<(), Unreadable> {
        let Some(row) = &mut self.row else { return Ok(()) };
        while let Some(slot) = self.going_on.get_mut(row.cells.len()) {
            let Some((left, cell)) = slot.take() else { break };
            spend(room)?;
            row.cells.push(cell.clone());
            *slot = left.checked_sub(1).filter(|left| *left > 0).map(|left| (left, cell));
        }
        Ok(())
    }

    fn end_row(&mut self, room: &mut usize) -> Result<(), Unreadable> {
        self.end_cell(room)?;
        self.take_going_on(room)?;
        if let Some(mut row) = self.row.take().filter(|row| !row.cells.is_empty()) {
            row.is_of_names |= self.is_in_head;
            self.table.rows.push(row);
        }
        Ok(())
    }
}

fn spend(room: &mut usize) -> Result<(), Unreadable> {
    *room = room.checked_sub(1).ok_or(Unreadable::Bomb(Bomb::Page))?;
    Ok(())
}
