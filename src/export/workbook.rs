//! Tables as a workbook (XLSX): what it is of on the first sheet, then a sheet a table. Days are days,
//! numbers are numbers, and whatever else is stated is text: nothing of it is ever run as a formula.
//!
//! What a workbook cannot hold is refused in a sentence and never cut short. The same tables give the
//! same bytes: the time of writing is in none of them.

use std::borrow::Cow;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::estimate::Day;
use crate::files::is_url;
use crate::words::{TableName, Words};

use super::tables::{Cell, CellKind, Column, Table, Tables, TablesAbout, yes_no};

/// So many rows go on a sheet, with the names of the columns.
const MOST_ROWS: u32 = 1_048_576;
/// So many signs go into a cell, as UTF-16 counts them.
const MOST_SIGNS: usize = 32_767;
/// A longer address is no link: its end would be lost.
const LONGEST_LINK: usize = 2_080;
/// So many links go on a sheet.
const MOST_LINKS: u32 = 65_530;
/// Before this day programs disagree by a day, as some hold 1900 to be a leap year.
const FIRST_DAY: (i16, i8, i8) = (1900, 3, 1);

/// The workbook.
///
/// # Errors
/// In one sentence, where a sheet or a cell cannot hold what there is.
pub(super) fn workbook(tables: &Tables<'_>, about: &TablesAbout) -> Result<Vec<u8>, String> {
    let mut book = Workbook::new();
    let properties = about_it(about).map_err(|error| failed(&error))?;
    book.set_properties(&properties);
    let mut sheet = Sheet::new(&mut book, about.heading)?;
    sheet.widths(&[22.0, 100.0])?;
    for line in &about.lines {
        let heading = Cell::text(line.heading);
        sheet.row(&[(&heading, about.heading), (&line.cell, line.heading)])?;
    }
    for name in TableName::ALL {
        write(&mut book, tables.table(*name), MOST_ROWS)?;
    }
    book.save_to_buffer().map_err(|error| failed(&error))
}

fn about_it(about: &TablesAbout) -> Result<DocProperties, XlsxError> {
    // A day of no meaning, so that the same tables are the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&about.title).set_subject(&about.subject);
    Ok(properties.set_comment(&about.made_by).set_creation_datetime(&day))
}

fn failed(error: &XlsxError) -> String {
    format!("The workbook could not be written: {error}")
}

/// A sheet with a table, of no more than so many rows.
fn write(book: &mut Workbook, table: Table<'_>, most_rows: u32) -> Result<(), String> {
    let mut sheet = Sheet::new(book, table.name.heading())?;
    let columns = table.columns;
    sheet.widths(&columns.iter().map(|column| width(*column)).collect::<Vec<_>>())?;
    sheet.head(&columns)?;
    for row in table.rows {
        let row = row.map_err(|error| format!("The workbook could not be written: {error}"))?;
        if sheet.next >= most_rows {
            return Err(Words::default().sheet_is_full(table.name, most_rows as usize));
        }
        let cells: Vec<(&Cell, &str)> =
            row.iter().zip(columns.iter().map(|column| column.word())).collect();
        sheet.row(&cells)?;
    }
    Ok(())
}

fn width(column: Column) -> f64 {
    match column.kind() {
        CellKind::Day => 12.0,
        CellKind::Number => 13.0,
        CellKind::Count | CellKind::YesNo => 9.0,
        CellKind::Text => 22.0,
        CellKind::Address => 44.0,
    }
}

/// A sheet that is written row by row.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    heading: &'static str,
    /// The row that comes next.
    next: u32,
    links: u32,
    day: Format,
    address: Format,
}

impl<'a> Sheet<'a> {
    fn new(book: &'a mut Workbook, heading: &'static str) -> Result<Sheet<'a>, String> {
        let sheet = book.add_worksheet();
        sheet.set_name(heading).map_err(|error| failed(&error))?;
        let day = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
        Ok(Sheet { sheet, heading, next: 0, links: 0, day, address: Format::new().set_hyperlink() })
    }

    fn widths(&mut self, widths: &[f64]) -> Result<(), String> {
        for (place, width) in (0..).zip(widths) {
            self.sheet.set_column_width(place, *width).map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    fn head(&mut self, columns: &[Column]) -> Result<(), String> {
        let bold = Format::new().set_bold();
        for (place, column) in (0..).zip(columns) {
            let written = self.sheet.write_string_with_format(0, place, column.word(), &bold);
            written.map_err(|error| failed(&error))?;
        }
        self.sheet.set_freeze_panes(1, 0).map_err(|error| failed(&error))?;
        self.next = 1;
        Ok(())
    }

    /// Cells, each with the name of its column.
    fn row(&mut self, cells: &[(&Cell, &str)]) -> Result<(), String> {
        for (place, (cell, column)) in (0..).zip(cells) {
            self.cell(place, cell, column)?;
        }
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    fn cell(&mut self, place: u16, cell: &Cell, column: &str) -> Result<(), String> {
        let row = self.next;
        match cell {
            Cell::Nothing => {}
            Cell::Number(number) => {
                let written = self.sheet.write_number(row, place, *number);
                written.map_err(|error| failed(&error))?;
            }
            Cell::Is(is) => self.text(place, yes_no(*is), column)?,
            Cell::Day(day) => match serial(*day) {
                Some(date) => {
                    let written =
                        self.sheet.write_datetime_with_format(row, place, &date, &self.day);
                    written.map_err(|error| failed(&error))?;
                }
                None => self.text(place, &day.to_string(), column)?,
            },
            Cell::Text(text) => self.text(place, text, column)?,
        }
        Ok(())
    }

    /// A text as it stands, as a link where it is an address that fits.
    fn text(&mut self, place: u16, text: &str, column: &str) -> Result<(), String> {
        let text = without_what_is_no_sign(text);
        let signs = text.encode_utf16().count();
        if signs > MOST_SIGNS {
            let row = self.next.saturating_add(1) as usize;
            let place = (self.heading, column, row);
            return Err(Words::default().cell_is_full(place, signs, MOST_SIGNS));
        }
        let row = self.next;
        let written = if is_link(&text) && self.links < MOST_LINKS {
            self.links = self.links.saturating_add(1);
            let url = rust_xlsxwriter::Url::new(text.as_ref()).set_text(text.as_ref());
            self.sheet.write_url_with_format(row, place, url, &self.address)
        } else {
            self.sheet.write_string(row, place, text.as_ref())
        };
        written.map(|_| ()).map_err(|error| failed(&error))
    }
}

/// Whether a text is an address of the web, and nothing in it would be lost in a link.
fn is_link(text: &str) -> bool {
    is_url(text) && text.is_ascii() && text.len() <= LONGEST_LINK
}

/// A day as workbooks count days; none for one that they cannot.
fn serial(day: Day) -> Option<ExcelDateTime> {
    let date = day.civil();
    let is_late = (date.year(), date.month(), date.day()) >= FIRST_DAY;
    let parts = || Some((date.year().try_into().ok()?, date.month().try_into().ok()?));
    let (year, month) = parts().filter(|_| is_late)?;
    ExcelDateTime::from_ymd(year, month, date.day().try_into().ok()?).ok()
}

/// The two code points that are no signs and that no workbook can hold, written out.
fn without_what_is_no_sign(text: &str) -> Cow<'_, str> {
    match text.contains(['\u{fffe}', '\u{ffff}']) {
        true => text.replace('\u{fffe}', "‹U+FFFE›").replace('\u{ffff}', "‹U+FFFF›").into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use crate::words::TableColumn;

    use super::*;

    fn table(texts: &[String]) -> Table<'_> {
        Table {
            name: TableName::References,
            columns: vec![Column::Of(TableColumn::Text)],
            key: None,
            rows: Box::new(texts.iter().map(|text| Ok(vec![Cell::text(text.as_str())]))),
        }
    }

    fn written(texts: &[String], most_rows: u32) -> Result<Vec<u8>, String> {
        let mut book = Workbook::new();
        write(&mut book, table(texts), most_rows)?;
        book.save_to_buffer().map_err(|error| failed(&error))
    }

    #[test]
    fn a_sheet_or_a_cell_that_would_overflow_is_refused_in_a_sentence() {
        let three = ["a", "b", "c"].map(str::to_owned);
        assert!(written(&three, 4).is_ok(), "with the names of the columns, four rows");
        let refused = written(&three, 3).expect_err("too many");
        assert!(refused.contains("References") && refused.contains(".csv"), "{refused}");
        assert!(written(&["x".repeat(MOST_SIGNS)], MOST_ROWS).is_ok());
        let refused = written(&["x".repeat(MOST_SIGNS + 1)], MOST_ROWS).expect_err("too long");
        assert!(refused.contains("32,768") && refused.contains("row 2"), "{refused}");
        // Two units of UTF-16 each.
        assert!(written(&["𝔘".repeat(MOST_SIGNS / 2 + 1)], MOST_ROWS).is_err());
    }

    #[test]
    fn days_are_days_where_all_programs_count_them_alike() {
        let is_day = |text: &str| serial(text.parse().expect("a day")).is_some();
        assert!(is_day("1900-03-01") && is_day("2030-01-05") && is_day("9999-12-31"));
        assert!(!is_day("1900-02-28") && !is_day("1899-12-31") && !is_day("0025-01-01"));
    }

    #[test]
    fn an_address_is_a_link_only_where_all_of_it_is() {
        assert!(is_link("https://example.org/a?b=1&c=2"));
        let long = format!("https://example.org/{}", "a".repeat(LONGEST_LINK));
        assert!(!is_link(&long));
        assert!(!is_link("javascript:alert(1)") && !is_link("=HYPERLINK(\"https://example.org\")"));
    }
}
