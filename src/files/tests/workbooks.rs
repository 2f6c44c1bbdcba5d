//! Promises about workbooks and packed files.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;

fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Reading, Unreadable> {
    read(name, bytes, options, &mut go_on)
}

fn opened(name: &str, bytes: &[u8]) -> Reading {
    read_bytes(name, bytes, &ReadOptions::default()).expect("a file that is read")
}

/// A workbook of sheets, each with its rows of texts; what begins with `#` is a number, and what
/// begins with `@` a day.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                let written = if let Some(number) = cell.strip_prefix('#') {
                    sheet.write_number(row, column, number.parse::<f64>().expect("a number"))
                } else if let Some(date) = cell.strip_prefix('@') {
                    let date = ExcelDateTime::parse_from_str(date).expect("a day");
                    sheet.write_datetime_with_format(row, column, &date, &day)
                } else if cell.is_empty() {
                    continue;
                } else {
                    sheet.write_string(row, column, *cell)
                };
                written.expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("memory")
}

const HEADER: &[&str] = &["date", "source", "quantity", "population", "low", "high"];

#[test]
fn a_workbook_is_read_with_its_own_dates_and_numbers() {
    let bytes = workbook(&[(
        "Losses",
        &[
            HEADER,
            &["@2024-03-05", "Ministry", "killed", "Uplanders", "#1.25", "#1234.5"],
            &["@2024-04-05", "Ministry", "killed", "Uplanders", "#1250", ""],
        ],
    )]);
    let reading = opened("losses.xlsx", &bytes);
    assert_eq!((reading.rows, reading.ledger.len()), (2, 2));
    let estimates = reading.ledger.in_file_order();
    let first = estimates[0].bounds().expect("bounds");
    assert_eq!((first.low(), first.high()), (Some(1.25), Some(1_234.5)));
    assert_eq!(estimates[0].as_of().to().to_string(), "2024-03-05");
    assert_eq!(estimates[1].line(), 3, "as the sheet counts its rows");
    assert!(!codes(&reading).iter().any(|(code, _)| code.starts_with("ambiguous")));
}

/// A workbook as spreadsheets wrote it until 2007: a title, a name merged over two rows, days and
/// numbers, and a second sheet that is no table of estimates.
#[test]
fn an_old_workbook_is_read_with_its_own_dates_and_numbers_and_merged_cells() {
    let reading = opened("losses.xls", include_bytes!("../../../tests/frozen/losses.xls"));
    assert_eq!((reading.rows, reading.ledger.len()), (2, 2));
    let estimates = reading.ledger.in_file_order();
    let first = estimates[0].bounds().expect("bounds");
    assert_eq!((first.low(), first.high()), (Some(1.25), Some(1_234.5)));
    let days = estimates.iter().map(|one| one.as_of().to().to_string());
    assert_eq!(days.collect::<Vec<_>>(), ["2024-03-05", "2024-04-05"]);
    assert!(estimates.iter().all(|one| one.label() == "Ministère"), "a name over two rows");
    assert_eq!(estimates[0].line(), 4, "as the sheet counts its rows");
    let told = codes(&reading);
    assert!(told.contains(&("titles-above-header", Some(1))), "{told:?}");
    assert!(reading.problems.iter().map(said).any(|told| told.contains("not read: “Codes”")));
}

#[test]
fn an_old_workbook_that_ends_too_early_is_told_and_never_a_panic() {
    let bytes = include_bytes!("../../../tests/frozen/losses.xls");
    for end in (8..bytes.len()).step_by(97) {
        let cut = bytes.get(..end).unwrap_or_default();
        if let Ok(reading) = read_bytes("losses.xls", cut, &ReadOptions::default()) {
            assert!(reading.ledger.len() <= 2, "{end}");
        }
    }
    for place in (0..bytes.len()).step_by(13) {
        let mut broken = bytes.to_vec();
        broken[place] ^= 0xff;
        let _ = read_bytes("losses.xls", &broken, &ReadOptions::default());
    }
}

#[test]
fn the_header_of_a_sheet_is_found_below_its_titles_and_notes_are_left_aside() {
    let bytes = workbook(&[(
        "Losses",
        &[
            &["Losses so far"],
            &["compiled by hand"],
            &[],
            HEADER,
            &["2024-03-05", "Ministry", "killed", "Uplanders", "#10", "#20"],
            &["Source: press releases"],
        ],
    )]);
    let reading = opened("losses.xlsx", &bytes);
    assert_eq!((reading.rows, reading.ledger.len()), (1, 1));
    assert_eq!(reading.ledger.in_file_order()[0].line(), 5);
    let told = codes(&reading);
    assert!(told.contains(&("titles-above-header", Some(1))), "{told:?}");
    assert!(told.contains(&("notes-below", Some(6))), "{told:?}");
}

#[test]
fn sheets_of_the_same_columns_are_one_table_and_others_are_told() {
    let row: &[&str] = &["2024-03-05", "Ministry", "killed", "Uplanders", "#10", "#20"];
    let next: &[&str] = &["2024-03-06", "Ministry", "killed", "Uplanders", "#11", "#21"];
    let bytes = workbook(&[
        ("Terms of use", &[&["You may use this"]]),
        ("2024", &[HEADER, row]),
        ("2025", &[HEADER, next]),
        ("Codes", &[&["code", "meaning"], &["a", "b"]]),
    ]);
    let reading = opened("losses.xlsx", &bytes);
    assert_eq!(reading.ledger.len(), 2);
    let all: Vec<String> = reading.problems.iter().map(said).collect();
    assert!(all.iter().any(|told| told.contains("“2024” and “2025”")), "{all:?}");
    assert!(all.iter().any(|told| told.contains("not read: “Codes”")), "{all:?}");
    let options = ReadOptions { sheet: Some("2025".to_owned()), ..ReadOptions::default() };
    let only = read_bytes("losses.xlsx", &bytes, &options).expect("a sheet");
    assert_eq!(only.ledger.len(), 1);
    let options = ReadOptions { sheet: Some("2026".to_owned()), ..ReadOptions::default() };
    let error = read_bytes("losses.xlsx", &bytes, &options).expect_err("no such sheet");
    let error = Words::default().unreadable(&error);
    assert!(error.contains("no sheet or table “2026”") && error.contains("“2024”"), "{error}");
}

#[test]
fn a_date_that_a_sheet_has_as_a_number_is_read_as_its_mapping_says() {
    let bytes = workbook(&[("Losses", &[&["day", "who", "dead"], &["#45322", "Ministry", "#10"]])]);
    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "serial", needs: [["day"], ["who"], ["dead"]],
            constants: {quantity: "killed", population: "Uplanders"},
            columns: [(column: "day", to: as_of, written: serial), (column: "who", to: source),
                      (column: "dead", to: best)])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let reading = read_bytes("losses.xlsx", &bytes, &options).expect("a table");
    assert_eq!(reading.ledger.in_file_order()[0].as_of().to().to_string(), "2024-01-31");
}

#[test]
fn an_open_document_sheet_is_read() {
    let content = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>
<office:spreadsheet><table:table table:name="Losses">ROWS</table:table></office:spreadsheet>
</office:body></office:document-content>"#;
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p>\
             </table:table-cell>"
        )
    };
    let number = |number: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>\
             {number}</text:p></table:table-cell>"
        )
    };
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-05\">\
               <text:p>5 March 2024</text:p></table:table-cell>";
    let header: String = HEADER.iter().map(|name| cell(name)).collect();
    let texts: String = ["Ministry", "killed", "Uplanders"].map(cell).concat();
    let row = format!("{day}{texts}{}{}", number("1.25"), number("1250"));
    let rows = format!(
        "<table:table-row>{header}</table:table-row><table:table-row>{row}</table:table-row>"
    );
    let content = content.replace("ROWS", &rows);
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let bytes = zip(&[
        ("mimetype", mimetype),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_bytes()),
    ]);
    let reading = opened("losses.ods", &bytes);
    let estimates = reading.ledger.in_file_order();
    let bounds = estimates[0].bounds().expect("bounds");
    assert_eq!((bounds.low(), bounds.high()), (Some(1.25), Some(1_250.0)));
    assert_eq!(estimates[0].as_of().to().to_string(), "2024-03-05");
    let harm = content.replace(
        "<table:table-row>",
        "<table:table-row table:number-rows-repeated=\"1000000000\">",
    );
    let bytes = zip(&[("mimetype", mimetype), ("content.xml", harm.as_bytes())]);
    assert!(read_bytes("harm.ods", &bytes, &ReadOptions::default()).is_err());
}

#[test]
fn a_cell_far_away_costs_no_more_than_itself() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in HEADER.iter().enumerate() {
        sheet.write_string(0, column as u16, *name).expect("a cell");
    }
    let cells = ["2024-03-05", "Ministry", "killed", "Uplanders", "10", "20"];
    for (column, cell) in cells.iter().enumerate() {
        sheet.write_string(1, column as u16, *cell).expect("a cell");
    }
    sheet.write_string(1_048_575, 16_383, "x").expect("a cell");
    let bytes = book.save_to_buffer().expect("memory");
    let start = Instant::now();
    let reading = opened("far.xlsx", &bytes);
    assert_eq!(reading.ledger.len(), 1);
    assert!(start.elapsed().as_secs() < 10);
}

const TABLE: &str = "date,source,quantity,population,low,high\n\
                     2024-03-05,Général Staff,killed,Uplanders,10,20\n";

#[test]
fn a_packed_table_is_read_as_the_table() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(TABLE.as_bytes()).expect("memory");
    let gzip = gzip.finish().expect("memory");
    assert_eq!(opened("a.csv.gz", &gzip).ledger.len(), 1);
    assert_eq!(opened("a.zip", &zip(&[("a.csv", TABLE.as_bytes())])).ledger.len(), 1);
    assert_eq!(opened("a.zip", &zip(&[("a.csv.txt", TABLE.as_bytes())])).ledger.len(), 1);
}

#[test]
fn the_files_of_an_archive_are_one_where_they_are_read_alike() {
    let later = TABLE.replace("03-05", "04-05");
    let bytes = zip(&[
        ("a/1.csv", TABLE.as_bytes()),
        ("a/2.csv", later.as_bytes()),
        ("a/codes.csv", b"code,meaning\na,b\n"),
    ]);
    let reading = opened("all.zip", &bytes);
    assert_eq!((reading.ledger.len(), reading.rows), (2, 2));
    let records: Vec<u32> = reading.ledger.in_file_order().iter().map(Estimate::record).collect();
    assert_eq!(records, [1, 2]);
    let all: Vec<String> = reading.problems.iter().map(said).collect();
    assert!(all.iter().any(|told| told.contains("“a/1.csv” and “a/2.csv”")), "{all:?}");
    assert!(all.iter().any(|told| told.contains("not read: “a/codes.csv”")), "{all:?}");
}

#[test]
fn a_table_in_another_encoding_is_read_and_told() {
    let western = encoding_rs::WINDOWS_1252.encode(TABLE).0;
    let reading = opened("a.csv", &western);
    assert_eq!(reading.ledger.in_file_order()[0].label(), "Général Staff");
    assert_eq!(codes(&reading)[0], ("encoding", None));
    let options = ReadOptions { encoding: Some("cp1252".to_owned()), ..ReadOptions::default() };
    let reading = read_bytes("a.csv", &western, &options).expect("a table");
    assert!(reading.problems.is_empty());
    let wide: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(opened("a.csv", &wide).ledger.len(), 1);
}

#[test]
fn merged_cells_say_what_they_say_in_each_of_their_rows_and_over_each_of_their_columns() {
    let mut book = Workbook::new();
    let (plain, sheet) = (Format::new(), book.add_worksheet());
    let merge = |sheet: &mut rust_xlsxwriter::Worksheet, (top, left), (bottom, right), text| {
        sheet.merge_range(top, left, bottom, right, text, &plain).map(|_| ()).expect("merged");
    };
    merge(sheet, (0, 0), (0, 5), "Losses of the spring");
    merge(sheet, (1, 0), (2, 0), "Date");
    merge(sheet, (1, 1), (2, 1), "Source");
    merge(sheet, (1, 2), (1, 3), "Killed");
    merge(sheet, (1, 4), (1, 5), "Wounded");
    for (column, name) in [(2, "min"), (3, "max"), (4, "min"), (5, "max")] {
        sheet.write_string(2, column, name).expect("a name");
    }
    merge(sheet, (3, 0), (4, 0), "2031-03-01");
    for (row, source) in [(3, "A"), (4, "B"), (6, "A")] {
        sheet.write_string(row, 1, source).expect("a source");
        for column in 2..6 {
            sheet
                .write_number(row, column, f64::from(row) * 10.0 + f64::from(column))
                .expect("one");
        }
    }
    merge(sheet, (5, 0), (5, 5), "After the thaw");
    sheet.write_string(6, 0, "2031-04-01").expect("a day");
    let reading = opened("losses.xlsx", &book.save_to_buffer().expect("memory"));
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| {
            let ends = one.bounds().map(|ends| (ends.low(), ends.high()));
            format!("{} {} {} {ends:?}", one.as_of().to(), one.label(), one.measure().quantity)
        })
        .collect();
    assert_eq!(
        said,
        [
            "2031-03-01 A killed Some((Some(32.0), Some(33.0)))",
            "2031-03-01 A wounded Some((Some(34.0), Some(35.0)))",
            "2031-03-01 B killed Some((Some(42.0), Some(43.0)))",
            "2031-03-01 B wounded Some((Some(44.0), Some(45.0)))",
            "2031-04-01 A killed Some((Some(62.0), Some(63.0)))",
            "2031-04-01 A wounded Some((Some(64.0), Some(65.0)))",
        ],
        "{:?}",
        reading.problems
    );
}

#[test]
fn files_of_a_folder_are_one_archive_whatever_they_are_packed_in() {
    let table = |day: &str| format!("date,source,quantity,best\n{day},A,killed,5\n").into_bytes();
    let packed = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&table("2031-03-02")).expect("memory");
        encoder.finish().expect("memory")
    };
    let files = vec![("a.csv".to_owned(), table("2031-03-01")), ("b/c.csv.gz".to_owned(), packed)];
    let bytes = as_archive(files.clone()).expect("an archive");
    assert_eq!(as_archive(files).expect("an archive"), bytes);
    assert_eq!(opened("folder", &bytes).ledger.len(), 2);
    assert_eq!(as_archive(Vec::new()).err(), Some(Unreadable::NoFiles));
}

#[test]
fn merged_cells_of_an_open_document_say_what_they_say_in_each_of_their_rows() {
    let over = |cell: String, rows: usize| {
        let spanned = format!("<table:table-cell table:number-rows-spanned=\"{rows}\"");
        cell.replacen("<table:table-cell", &spanned, 1)
    };
    let covered = || "<table:covered-table-cell/>".to_owned();
    let row = |cells: [&str; 4]| cells.map(text_cell).to_vec();
    let bytes = open_document(&[
        row(["Date", "Source", "Killed", "Wounded"]),
        vec![
            over(text_cell("2031-03-01"), 2),
            text_cell("Ministry"),
            number_cell("10"),
            over(number_cell("40"), 2),
        ],
        vec![covered(), text_cell("General"), number_cell("12"), covered()],
        vec![text_cell("2031-03-02"), text_cell("General"), number_cell("13"), number_cell("50")],
    ]);
    let reading = opened("a.ods", &bytes);
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| {
            let (day, measure) = (one.as_of().to(), one.measure());
            format!("{} {day} {} {}", one.label(), measure.quantity, ends(one))
        })
        .collect();
    assert_eq!(
        said,
        [
            "Ministry 2031-03-01 killed -/10/-",
            "Ministry 2031-03-01 wounded -/40/-",
            "General 2031-03-01 killed -/12/-",
            "General 2031-03-02 killed -/13/-",
            "General 2031-03-02 wounded -/50/-",
        ]
    );
    assert!(codes(&reading).contains(&("number-over-rows", Some(2))), "{:?}", codes(&reading));
}

#[test]
fn a_number_over_several_rows_of_a_sheet_is_told_and_a_year_is_each_rows() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["Year", "Source", "Killed"].iter().enumerate() {
        sheet.write_string(0, column as u16, *name).expect("a cell");
    }
    let mut merge = |column: u16, number: f64| {
        sheet.merge_range(1, column, 2, column, "", &plain).expect("merged");
        sheet.write_number(1, column, number).expect("a cell");
    };
    merge(0, 2031.0);
    merge(2, 10.0);
    for (row, (source, killed)) in [("A", None), ("B", None), ("C", Some(30.0))].iter().enumerate()
    {
        let row = row as u32 + 1;
        sheet.write_string(row, 1, *source).expect("a cell");
        if let Some(killed) = killed {
            sheet.write_number(row, 0, 2032.0).expect("a cell");
            sheet.write_number(row, 2, *killed).expect("a cell");
        }
    }
    let reading = opened("a.xlsx", &book.save_to_buffer().expect("memory"));
    assert_eq!(best(&reading), [Some(10.0), Some(30.0)]);
    let told = codes(&reading);
    assert!(told.contains(&("number-over-rows", Some(2))), "{told:?}");
    // The row beside it has its year and no number, and is told for that.
    assert!(told.contains(&("no-value", Some(3))), "{told:?}");
}
