//! Workbooks: the sheets of XLSX, XLSB, XLS and ODS files as tables.

use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, Sheets, Xls, Xlsb, Xlsx,
    open_workbook_from_rs,
};

use super::Doubt;
use super::giving_up::unless_it_gives_up;
use super::grid::{GridCell, GridRow};
use super::old_workbook;
use super::packed::{self, ZIP};
use crate::files::dates::is_year;
use crate::files::problem_fact::ProblemFact;
use crate::files::unreadable::{Bomb, Unreadable};

/// A sheet with something on it.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<GridRow>,
    /// What is doubtful about it.
    pub(crate) doubts: Vec<Doubt>,
}

/// No more cells are read of a workbook.
const MOST_CELLS: usize = 20_000_000;

/// A sheet has no more columns.
const MOST_COLUMNS: usize = 16_384;

/// How an old workbook begins.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// The sheets of a workbook; of those named so, if a name is given.
///
/// # Errors
/// When it is no workbook or a broken one, when it holds more than an honest one does, or when it
/// has no sheet of that name.
pub(crate) fn sheets(bytes: &[u8], wanted: Option<&str>) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.starts_with(ZIP) {
        packed::examine_workbook(bytes)?;
    }
    if bytes.starts_with(COMPOUND) {
        old_workbook::examine(bytes, MOST_CELLS)?;
    }
    unless_it_gives_up(|| read(bytes, wanted)).unwrap_or(Err(Unreadable::BrokenWorkbook))
}

fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Vec<Sheet>, Unreadable> {
    let mut book = opened(bytes).ok_or(Unreadable::BrokenWorkbook)?;
    let all = book.sheet_names().to_owned();
    let mut merged_in_ods = match &book {
        Sheets::Ods(_) => merged_in_ods(bytes).unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut room = MOST_CELLS;
    let mut sheets = Vec::new();
    for name in chosen(all.clone(), wanted)? {
        let mut rows = match &mut book {
            Sheets::Xlsx(book) => rows_of_xlsx(book, &name, &mut room)?,
            other => rows_of_range(other, &name, &mut room)?,
        };
        let merged = match &mut book {
            Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(&name).unwrap_or_default(),
            Sheets::Xls(book) => book.merge_cells_by_sheet_name(&name).unwrap_or_default(),
            _ => {
                let place = all.iter().position(|known| *known == name);
                let own = place.and_then(|place| merged_in_ods.get_mut(place));
                own.map(std::mem::take).unwrap_or_default()
            }
        };
        let doubts = fill_merged(&mut rows, &merged, &mut room)?;
        if !rows.is_empty() {
            sheets.push(Sheet { name, rows, doubts });
        }
    }
    Ok(sheets)
}

/// Those of some names that are wanted; all where none is.
///
/// # Errors
/// When none of them is the one that is wanted.
pub(crate) fn chosen(names: Vec<String>, wanted: Option<&str>) -> Result<Vec<String>, Unreadable> {
    let Some(wanted) = wanted else { return Ok(names) };
    let is_wanted = |name: &&String| name.trim().eq_ignore_ascii_case(wanted.trim());
    let own: Vec<String> = names.iter().filter(is_wanted).cloned().collect();
    if own.is_empty() {
        return Err(Unreadable::NoSheet { wanted: wanted.to_owned(), there: names });
    }
    Ok(own)
}

fn opened(bytes: &[u8]) -> Option<Sheets<Cursor<&[u8]>>> {
    let cursor = || Cursor::new(bytes);
    if bytes.starts_with(COMPOUND) {
        return open_workbook_from_rs::<Xls<_>, _>(cursor()).ok().map(Sheets::Xls);
    }
    let archive = zip::ZipArchive::new(cursor()).ok()?;
    if archive.index_for_name("content.xml").is_some() {
        if repeated_cells(bytes).is_none_or(|cells| cells > MOST_CELLS as u64) {
            return None;
        }
        return open_workbook_from_rs::<Ods<_>, _>(cursor()).ok().map(Sheets::Ods);
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return open_workbook_from_rs::<Xlsb<_>, _>(cursor()).ok().map(Sheets::Xlsb);
    }
    open_workbook_from_rs::<Xlsx<_>, _>(cursor()).ok().map(Sheets::Xlsx)
}

/// The rows of a sheet cell by cell: a far cell costs no more than itself.
fn rows_of_xlsx(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    room: &mut usize,
) -> Result<Vec<GridRow>, Unreadable> {
    // A chart on a sheet of its own has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut rows: Vec<GridRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::BrokenWorkbook)? {
        let (row, column) = cell.get_position();
        let found = match cell.get_value() {
            DataRef::Int(number) => GridCell::Number(number.to_string()),
            DataRef::Float(number) => GridCell::number(*number),
            DataRef::String(text) => text_cell(text),
            DataRef::SharedString(text) => text_cell(text),
            DataRef::Bool(is) => GridCell::Text(is.to_string()),
            DataRef::DateTime(moment) => moment_cell(*moment),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso_cell(text),
            DataRef::Error(_) | DataRef::Empty => GridCell::Nothing,
        };
        place(&mut rows, row, column, found, room)?;
    }
    rows.sort_by_key(|row| row.line);
    Ok(rows)
}

/// Puts what merged cells say into each of them; what to tell of the numbers among them.
fn fill_merged(
    rows: &mut [GridRow],
    merged: &[Dimensions],
    room: &mut usize,
) -> Result<Vec<Doubt>, Unreadable> {
    let mut doubts = Vec::new();
    if merged.is_empty() {
        return Ok(doubts);
    }
    // By column: whether all its numbers may be years, which say when it was in each row.
    let mut are_years: Vec<bool> = Vec::new();
    for row in rows.iter() {
        are_years.resize(are_years.len().max(row.cells.len()), true);
        for (cell, are_years) in row.cells.iter().zip(&mut are_years) {
            if let GridCell::Number(number) = cell {
                *are_years &= is_year(number);
            }
        }
    }
    for cells in merged {
        let column = usize::try_from(cells.start.1).unwrap_or(usize::MAX);
        let are_years = are_years.get(column).copied().unwrap_or(false);
        doubts.extend(fill(rows, cells, are_years, room)?);
    }
    Ok(doubts)
}

/// Puts what merged cells say into each of them, so that each row says it: down a column, and to the
/// right of a first column, where a title begins, not. A number that is no year says itself once, and
/// that is told where it stands over several rows.
fn fill(
    rows: &mut [GridRow],
    merged: &Dimensions,
    are_years: bool,
    room: &mut usize,
) -> Result<Option<Doubt>, Unreadable> {
    let ((top, left), (bottom, right)) = (merged.start, merged.end);
    let right = if left == 0 { left } else { right };
    let at = |row: u32, rows: &[GridRow]| {
        rows.binary_search_by_key(&row.saturating_add(1), |row| row.line).ok()
    };
    let first = usize::try_from(left).unwrap_or(usize::MAX);
    let said = at(top, rows).and_then(|row| rows.get(row)?.cells.get(first).cloned());
    let said = match said {
        Some(GridCell::Number(number)) if !are_years => {
            let from = rows.partition_point(|row| row.line <= top);
            let last = bottom.saturating_add(1);
            let others = rows.iter().skip(from).take_while(|row| row.line <= last).count();
            let fact = ProblemFact::NumberOverRows { number, rows: others.saturating_add(1) };
            let line = top.saturating_add(1);
            return Ok((others > 0).then_some(Doubt { line, key: None, fact }));
        }
        Some(said @ (GridCell::Text(_) | GridCell::Number(_))) => said,
        _ => return Ok(None),
    };
    let last = usize::try_from(right).unwrap_or(usize::MAX).min(MOST_COLUMNS);
    let from = rows.partition_point(|row| row.line <= top);
    for row in rows.iter_mut().skip(from).take_while(|row| row.line <= bottom.saturating_add(1)) {
        let width = last.saturating_add(1).saturating_sub(first);
        *room = room.checked_sub(width).ok_or(Unreadable::Bomb(Bomb::Workbook))?;
        if row.cells.len() <= last {
            row.cells.resize(last.saturating_add(1), GridCell::Nothing);
        }
        for slot in row.cells.iter_mut().take(last.saturating_add(1)).skip(first) {
            if *slot == GridCell::Nothing {
                slot.clone_from(&said);
            }
        }
    }
    Ok(None)
}

fn rows_of_range(
    book: &mut Sheets<Cursor<&[u8]>>,
    name: &str,
    room: &mut usize,
) -> Result<Vec<GridRow>, Unreadable> {
    let Ok(range) = book.worksheet_range(name) else { return Ok(Vec::new()) };
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut rows = Vec::new();
    for (row, column, value) in range.used_cells() {
        let found = match value {
            Data::Int(number) => GridCell::Number(number.to_string()),
            Data::Float(number) => GridCell::number(*number),
            Data::String(text) => text_cell(text),
            Data::Bool(is) => GridCell::Text(is.to_string()),
            Data::DateTime(moment) => moment_cell(*moment),
            Data::DateTimeIso(text) | Data::DurationIso(text) => iso_cell(text),
            Data::Error(_) | Data::Empty => GridCell::Nothing,
        };
        let at = |place: usize, start: u32| {
            u32::try_from(place).unwrap_or(u32::MAX).saturating_add(start)
        };
        place(&mut rows, at(row, top), at(column, left), found, room)?;
    }
    Ok(rows)
}

/// Puts a cell into the last row, or into a new one.
fn place(
    rows: &mut Vec<GridRow>,
    row: u32,
    column: u32,
    cell: GridCell,
    room: &mut usize,
) -> Result<(), Unreadable> {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if cell == GridCell::Nothing || column >= MOST_COLUMNS {
        return Ok(());
    }
    let line = row.saturating_add(1);
    if rows.last().is_none_or(|last| last.line != line) {
        rows.push(GridRow { line, end: 0, cells: Vec::new(), written: None });
    }
    let Some(last) = rows.last_mut() else { return Ok(()) };
    let needed = column.saturating_add(1).saturating_sub(last.cells.len());
    let left = room.checked_sub(needed.max(1));
    *room = left.ok_or(Unreadable::Bomb(Bomb::Workbook))?;
    if last.cells.len() <= column {
        last.cells.resize(column.saturating_add(1), GridCell::Nothing);
    }
    if let Some(slot) = last.cells.get_mut(column) {
        *slot = cell;
    }
    Ok(())
}

fn text_cell(text: &str) -> GridCell {
    match text.trim() {
        "" => GridCell::Nothing,
        text => GridCell::Text(text.to_owned()),
    }
}

/// A day as ISO writes it; what is a time of day alone is a number of days.
fn moment_cell(moment: ExcelDateTime) -> GridCell {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return GridCell::number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    GridCell::Text(match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    })
}

fn iso_cell(text: &str) -> GridCell {
    text_cell(text.strip_suffix("T00:00:00").unwrap_or(text))
}

/// By sheet of an ODS file, which of its cells are merged.
fn merged_in_ods(bytes: &[u8]) -> Option<Vec<Vec<Dimensions>>> {
    let content = packed::member(bytes, "content.xml")?;
    let content = String::from_utf8_lossy(&content);
    let mut sheets: Vec<Vec<Dimensions>> = Vec::new();
    let (mut row, mut column, mut rows) = (0_u32, 0_u32, 1_u32);
    for tag in content.split('<').skip(1) {
        let name =
            tag.split(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').next();
        let told = |what: &str| {
            let (_, rest) = tag.split('>').next()?.split_once(what)?;
            rest.split('"').next()?.parse::<u32>().ok()
        };
        match name {
            Some("table:table") => {
                sheets.push(Vec::new());
                row = 0;
            }
            Some("table:table-row") => {
                rows = told("number-rows-repeated=\"").unwrap_or(1);
                column = 0;
            }
            Some("table:table-cell" | "table:covered-table-cell") => {
                let over = |what| told(what).unwrap_or(1).saturating_sub(1);
                let (down, right) =
                    (over("number-rows-spanned=\""), over("number-columns-spanned=\""));
                if let Some(sheet) = sheets.last_mut().filter(|_| down > 0 || right > 0) {
                    let end = (row.saturating_add(down), column.saturating_add(right));
                    sheet.push(Dimensions { start: (row, column), end });
                }
                column = column.saturating_add(told("number-columns-repeated=\"").unwrap_or(1));
            }
            // A row without anything in it is a tag alone.
            _ if tag.starts_with("/table:table-row") => row = row.saturating_add(rows),
            _ => {}
        }
        if name == Some("table:table-row") && tag.trim_end().ends_with("/>") {
            row = row.saturating_add(rows);
        }
    }
    Some(sheets)
}

/// How many cells an ODS file says there are, those that it only repeats counted in.
fn repeated_cells(bytes: &[u8]) -> Option<u64> {
    let content = packed::member(bytes, "content.xml")?;
    let content = String::from_utf8_lossy(&content);
    let (mut cells, mut in_row, mut rows) = (0_u64, 0_u64, 1_u64);
    for tag in content.split('<').skip(1) {
        let repeated = |what: &str| {
            let (_, rest) = tag.split_once(what)?;
            rest.split('"').next()?.parse::<u64>().ok()
        };
        if tag.starts_with("table:table-row") {
            rows = repeated("number-rows-repeated=\"").unwrap_or(1);
            in_row = 0;
        } else if tag.starts_with("table:table-cell") && tag.contains("value-type") {
            in_row = in_row.saturating_add(repeated("number-columns-repeated=\"").unwrap_or(1));
        } else if tag.starts_with("/table:table-row") {
            cells = cells.saturating_add(in_row.saturating_mul(rows));
        }
    }
    Some(cells)
}
