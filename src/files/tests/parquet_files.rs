//! Promises about Parquet files.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::*;

/// Three rows: a day, a moment in nanoseconds, a source, a sum, a share and a list of addresses.
fn written(compression: Compression) -> Vec<u8> {
    let schema = "message table {
        required int32 date (DATE);
        optional int64 published (TIMESTAMP(NANOS, true));
        required binary source (UTF8);
        optional binary quantity (UTF8);
        optional int64 low;
        optional double best;
        optional group url (LIST) { repeated group list { optional binary element (UTF8); } }
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let texts = |all: &[&str]| all.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
    for place in 0.. {
        let Some(mut column) = group.next_column().expect("a column") else { break };
        match place {
            0 => column.typed::<Int32Type>().write_batch(&[20_000, 20_001, 20_002], None, None),
            1 => column.typed::<Int64Type>().write_batch(
                &[20_003 * 86_400_000_000_000],
                Some(&[1, 0, 0]),
                None,
            ),
            2 => column.typed::<ByteArrayType>().write_batch(&texts(&["A", "B", "A"]), None, None),
            3 => column.typed::<ByteArrayType>().write_batch(
                &texts(&["killed", "killed", "killed"]),
                Some(&[1, 1, 1]),
                None,
            ),
            4 => column.typed::<Int64Type>().write_batch(&[1_000, 9], Some(&[1, 0, 1]), None),
            5 => column.typed::<DoubleType>().write_batch(&[45.123, 10.0], Some(&[0, 1, 1]), None),
            _ => column.typed::<ByteArrayType>().write_batch(
                &texts(&["https://example.org/a", "https://example.org/b"]),
                Some(&[3, 3, 0, 0]),
                Some(&[0, 1, 0, 0]),
            ),
        }
        .expect("a batch");
        column.close().expect("closed");
    }
    group.close().expect("closed");
    writer.close().expect("closed");
    bytes
}

fn opened(bytes: &[u8]) -> Result<Reading, Unreadable> {
    read("a.parquet", bytes, &ReadOptions::default(), &mut go_on)
}

#[test]
fn a_parquet_file_is_read_with_its_own_days_moments_numbers_and_lists() {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd] {
        let reading = opened(&written(compression)).expect("a table");
        let said: Vec<String> = reading
            .ledger
            .in_file_order()
            .iter()
            .map(|one| {
                let ends = one.bounds().map(|ends| (ends.low(), ends.best()));
                format!("{} {} {ends:?} {:?}", one.as_of().to(), one.label(), one.url())
            })
            .collect();
        assert_eq!(
            said,
            [
                "2024-10-04 A Some((Some(1000.0), None)) Some(\"https://example.org/a\")",
                "2024-10-05 B Some((None, Some(45.123))) None",
                "2024-10-06 A Some((Some(9.0), Some(10.0))) None",
            ],
            "{:?}",
            reading.problems
        );
        let published = reading.ledger.in_file_order()[0].published().map(|day| day.to_string());
        assert_eq!(published.as_deref(), Some("2024-10-07"));
    }
}

#[test]
fn a_broken_parquet_file_is_told_as_that_and_never_worse() {
    let whole = written(Compression::SNAPPY);
    let broken = "the Parquet file is broken, or packed in a way that is not read here: write it \
                  once more, or as CSV";
    let cut = opened(&whole[..whole.len() / 2]).expect_err("cut off");
    assert_eq!(Words::default().unreadable(&cut), broken);
    // Whatever byte is wrong, there is an answer.
    let start = Instant::now();
    for at in 0..whole.len() {
        for other in [0_u8, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = other;
            let _ = opened(&bytes);
        }
    }
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}
