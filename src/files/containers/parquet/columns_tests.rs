//! What is read of a file by its columns, some rows at a time and from any row on, is what is read of
//! it as a whole.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use std::ops::ControlFlow;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::columns::ColumnTable;
use super::grid;
use crate::files::cells::{Cell, Cells};
use crate::files::containers::{NextRecord, Records};
use crate::files::source::Source;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Written {
    version: WriterVersion,
    /// So many bytes of a list, before the rest of a column is written without it.
    list_bytes: usize,
    page_rows: usize,
    group_rows: usize,
}

/// Rows of texts and numbers, of which some stand there again and again and some never, and some are
/// nothing.
fn file(rows: usize, written: Written) -> Vec<u8> {
    let schema = "message table {
        required binary name (UTF8);
        optional binary place (UTF8);
        optional binary id (UTF8);
        optional int32 day (DATE);
        optional int64 moment (TIMESTAMP(MICROS, true));
        required int64 best;
        optional int64 change;
        optional group within { optional binary word (UTF8); }
        optional group others (LIST) { repeated group list { optional int32 element; } }
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder()
        .set_writer_version(written.version)
        .set_dictionary_page_size_limit(written.list_bytes)
        .set_data_page_row_count_limit(written.page_rows)
        .set_write_batch_size(written.page_rows.min(64))
        .set_compression(Compression::SNAPPY)
        .build();
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).expect("a writer");
    let all: Vec<usize> = (0..rows).collect();
    for rows in all.chunks(written.group_rows) {
        let is_there = |row: &usize, column: usize| !(row / 7 + column).is_multiple_of(5);
        let levels = |column: usize, most: i16| -> Vec<i16> {
            let level = |row: &usize| match is_there(row, column) {
                true => most,
                false => i16::try_from(row % 2).expect("small").min(most - 1),
            };
            rows.iter().map(level).collect()
        };
        let texts = |column: usize, text: &dyn Fn(usize) -> String| -> Vec<ByteArray> {
            let rows = rows.iter().filter(|row| column == 0 || is_there(row, column));
            rows.map(|row| ByteArray::from(text(*row).as_str())).collect()
        };
        let numbers = |column: usize, number: &dyn Fn(i64) -> i64| -> Vec<i64> {
            let rows = rows.iter().filter(|row| column == 5 || is_there(row, column));
            rows.map(|row| number(i64::try_from(*row).expect("few"))).collect()
        };
        let mut group = writer.next_row_group().expect("a group");
        for place in 0.. {
            let Some(mut column) = group.next_column().expect("a column") else { break };
            let text = |own: &[ByteArray], levels: Option<&[i16]>, column: &mut _| {
                let column: &mut parquet::file::writer::SerializedColumnWriter<'_> = column;
                column.typed::<ByteArrayType>().write_batch(own, levels, None)
            };
            match place {
                0 => text(&texts(0, &|row| format!("name {}", row % 3)), None, &mut column),
                1 => {
                    let own = texts(1, &|row| format!("place {}", row / 9 % 40));
                    text(&own, Some(&levels(1, 1)), &mut column)
                }
                2 => {
                    let own = texts(2, &|row| format!("id {}", row * 7919));
                    text(&own, Some(&levels(2, 1)), &mut column)
                }
                3 => {
                    let own = numbers(3, &|row| 20_000 + row % 400);
                    let own: Vec<i32> =
                        own.iter().map(|day| i32::try_from(*day).expect("a day")).collect();
                    column.typed::<Int32Type>().write_batch(&own, Some(&levels(3, 1)), None)
                }
                4 => {
                    let own = numbers(4, &|row| (20_000 + row % 50) * 86_400_000_000);
                    column.typed::<Int64Type>().write_batch(&own, Some(&levels(4, 1)), None)
                }
                5 => {
                    let own = numbers(5, &|row| row * row % 97);
                    column.typed::<Int64Type>().write_batch(&own, None, None)
                }
                6 => {
                    let own = numbers(6, &|row| 20 - row % 60);
                    column.typed::<Int64Type>().write_batch(&own, Some(&levels(6, 1)), None)
                }
                7 => {
                    let own = texts(7, &|row| format!("word {}", row % 11));
                    text(&own, Some(&levels(7, 2)), &mut column)
                }
                _ => {
                    let twice = rows.iter().flat_map(|_| [3_i16, 3]);
                    let repeats = rows.iter().flat_map(|_| [0_i16, 1]);
                    let own = rows.iter().flat_map(|_| [4_i32, 5]);
                    let (twice, repeats): (Vec<i16>, Vec<i16>) =
                        (twice.collect(), repeats.collect());
                    let own: Vec<i32> = own.collect();
                    column.typed::<Int32Type>().write_batch(&own, Some(&twice), Some(&repeats))
                }
            }
            .expect("a batch");
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
    bytes
}

fn said(cells: &dyn Cells, columns: usize) -> Vec<String> {
    let said =
        |cell: Cell<'_>| if cell.is_nothing() { String::new() } else { cell.as_text().to_owned() };
    (0..columns).map(|column| said(cells.cell(column))).collect()
}

#[test]
fn columns_say_what_the_whole_file_says_from_any_row_on() {
    let (v1, v2) = (WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0);
    for (version, list_bytes, page_rows, group_rows, rows) in [
        (v1, 1 << 20, 20_000, 20_000, 9_000),
        (v2, 1 << 20, 20_000, 20_000, 9_000),
        // Lists that end before the column does, in pages of few rows.
        (v1, 700, 130, 3_000, 7_000),
        (v2, 700, 130, 3_000, 7_000),
        (v1, 60, 100, 777, 2_000),
        (v2, 1, 1_000, 1_500, 5_000),
    ] {
        let written = Written { version, list_bytes, page_rows, group_rows };
        let bytes = file(rows, written);
        let whole = grid(&bytes).expect("a table");
        let columns = whole.header().len();
        let mut expected = Vec::new();
        whole.records(&mut |record| {
            let NextRecord::Read(record) = record else { panic!("a record") };
            expected.push(said(record.cells, columns));
            ControlFlow::Continue(())
        });
        assert_eq!(expected.len(), rows);
        let source: Arc<dyn Source> = Arc::new(bytes);
        let table = ColumnTable::of(&[("a.parquet".to_owned(), source)]);
        let table = table.expect("Parquet").expect("a table");
        let all: Vec<usize> = (0..columns).collect();
        for most in [1, 2, 3, 7] {
            let mut found = Vec::new();
            let parts = table.parts(most);
            assert_eq!(parts.len(), most);
            for part in &parts {
                let read = table.rows(part, &all, &mut |number, cells| {
                    assert_eq!(number as usize, found.len() + 1);
                    found.push(said(cells, columns));
                    ControlFlow::Continue(())
                });
                read.expect("readable");
            }
            assert!(found == expected, "{written:?}, {most}: {:?}", differing(&found, &expected));
        }
    }
}

/// The first row that is another one.
fn differing(found: &[Vec<String>], expected: &[Vec<String>]) -> Option<(usize, String)> {
    let rows = found.iter().zip(expected).enumerate();
    let (row, (found, expected)) = rows.into_iter().find(|(_, (one, other))| one != other)?;
    Some((row, format!("{found:?} for {expected:?}")))
}
