//! Parquet files: columns of a table, packed each by itself.

mod coded;
mod columns;
#[cfg(test)]
mod columns_tests;
mod dictionary;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, tz::Offset};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescriptor, ColumnPath};

use super::giving_up::unless_it_gives_up;
use super::grid::{Grid, GridCell};
use crate::files::unreadable::{Bomb, Unreadable};
pub(crate) use columns::{Batch, ColumnTable, RowsInOrder};

/// How a file begins, and ends.
const SIGN: &[u8] = b"PAR1";

/// No more cells are read.
const MOST_CELLS: u64 = 20_000_000;

/// No more bytes are unpacked.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// So many rows are read at once.
const ROWS_AT_ONCE: usize = 4_096;

pub(crate) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGN)
}

/// The table in a file. Lists of texts and numbers stay lists; the parts of an object go by their
/// paths.
///
/// # Errors
/// When the file is broken, or holds more than an honest one does.
pub(crate) fn grid(bytes: &[u8]) -> Result<Grid, Unreadable> {
    unless_it_gives_up(|| read(bytes)).unwrap_or(Err(Unreadable::BrokenParquet))
}

fn read(bytes: &[u8]) -> Result<Grid, Unreadable> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(broken)?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let columns = schema.num_columns();
    let (mut rows, mut unpacked) = (0_u64, 0_u64);
    for group in metadata.row_groups() {
        rows = rows.saturating_add(u64::try_from(group.num_rows()).unwrap_or(u64::MAX));
        unpacked = unpacked.saturating_add(u64::try_from(group.total_byte_size()).unwrap_or(0));
    }
    if rows.saturating_mul(columns as u64) > MOST_CELLS || unpacked > MOST_BYTES {
        return Err(Unreadable::Bomb(Bomb::Parquet));
    }
    let names = schema.columns().iter().map(|column| name_of(column.path()));
    let mut grid = Grid::new(names.collect(), None);
    for place in 0..metadata.num_row_groups() {
        let group = reader.get_row_group(place).map_err(broken)?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let mut table: Vec<Vec<GridCell>> = vec![vec![GridCell::Nothing; columns]; rows];
        for column in 0..columns {
            let mut put = |row: usize, cell: GridCell| {
                if let Some(slot) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
                    add(slot, cell);
                }
            };
            let descriptor = schema.column(column);
            let mut reader = group.get_column_reader(column).map_err(broken)?;
            column_of(&mut reader, &descriptor, rows, &mut put)?;
        }
        for cells in table {
            let line = u32::try_from(grid.len()).unwrap_or(u32::MAX).saturating_add(1);
            grid.push(line, grid.len().saturating_add(1), cells);
        }
    }
    Ok(grid)
}

fn broken(_: ParquetError) -> Unreadable {
    Unreadable::BrokenParquet
}

/// What a column is called: its path without the words that only say that there is a list.
fn name_of(path: &ColumnPath) -> String {
    let is_of_list =
        |part: &&String| !matches!(part.as_str(), "list" | "element" | "item" | "array");
    let parts = path.parts();
    let named: Vec<&str> = match parts {
        [only] => vec![only.as_str()],
        parts => parts.iter().filter(is_of_list).map(String::as_str).collect(),
    };
    named.join(".")
}

/// Puts a value into a cell; behind those that are there already.
fn add(slot: &mut GridCell, cell: GridCell) {
    let text = match cell {
        GridCell::Nothing | GridCell::List(_) => return,
        cell if *slot == GridCell::Nothing => {
            *slot = cell;
            return;
        }
        GridCell::Text(text) | GridCell::Number(text) => text,
    };
    match slot {
        GridCell::List(parts) => parts.push(text.into()),
        GridCell::Text(first) | GridCell::Number(first) => {
            *slot = GridCell::List(vec![std::mem::take(first).into(), text.into()]);
        }
        GridCell::Nothing => {}
    }
}

fn column_of(
    reader: &mut ColumnReader,
    column: &ColumnDescriptor,
    rows: usize,
    put: &mut dyn FnMut(usize, GridCell),
) -> Result<(), Unreadable> {
    use ColumnReader as R;
    match reader {
        R::BoolColumnReader(reader) => {
            values(reader, column, rows, put, |is| GridCell::Text(is.to_string()))
        }
        R::Int32ColumnReader(reader) => {
            values(reader, column, rows, put, |number| whole(column, i64::from(*number)))
        }
        R::Int64ColumnReader(reader) => {
            values(reader, column, rows, put, |number| whole(column, *number))
        }
        R::Int96ColumnReader(reader) => values(reader, column, rows, put, |moment| {
            moment_cell(SignedDuration::from_millis(moment.to_millis()))
        }),
        R::FloatColumnReader(reader) => values(reader, column, rows, put, |number| {
            // As short as it can be written: 0.1, and not what lies nearest to it.
            if number.is_finite() {
                GridCell::Number(number.to_string())
            } else {
                GridCell::Nothing
            }
        }),
        R::DoubleColumnReader(reader) => {
            values(reader, column, rows, put, |number| GridCell::number(*number))
        }
        R::ByteArrayColumnReader(reader) => {
            values(reader, column, rows, put, |bytes| of_bytes(column, bytes.data()))
        }
        R::FixedLenByteArrayColumnReader(reader) => {
            values(reader, column, rows, put, |bytes| of_bytes(column, bytes.data()))
        }
    }
}

/// Goes through the values of a column, each with the row that it stands in.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    rows: usize,
    put: &mut dyn FnMut(usize, GridCell),
    cell: impl Fn(&T::T) -> GridCell,
) -> Result<(), Unreadable> {
    let (filled, repeats) = (column.max_def_level(), column.max_rep_level() > 0);
    let mut row = 0_usize;
    while row < rows {
        let (mut definitions, mut repetitions, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let most = ROWS_AT_ONCE.min(rows.saturating_sub(row));
        let (records, _, levels) = reader
            .read_records(most, Some(&mut definitions), Some(&mut repetitions), &mut found)
            .map_err(broken)?;
        if records == 0 && levels == 0 {
            return Ok(());
        }
        let mut found = found.iter();
        let mut at = row;
        for place in 0..levels {
            let is_new = !repeats || repetitions.get(place).is_none_or(|level| *level == 0);
            if is_new && place > 0 {
                at = at.saturating_add(1);
            }
            let is_filled = filled == 0 || definitions.get(place) == Some(&filled);
            if let Some(value) = is_filled.then(|| found.next()).flatten() {
                put(at, cell(value));
            }
        }
        row = row.saturating_add(records.max(1));
    }
    Ok(())
}

/// What a whole number stands for.
fn whole(column: &ColumnDescriptor, number: i64) -> GridCell {
    if let Some(LogicalType::Timestamp(moment)) = column.logical_type_ref() {
        return moment_cell(match moment.unit {
            TimeUnit::MILLIS => SignedDuration::from_millis(number),
            TimeUnit::MICROS => SignedDuration::from_micros(number),
            TimeUnit::NANOS => SignedDuration::from_nanos(number),
        });
    }
    match column.converted_type() {
        ConvertedType::DATE => moment_cell(SignedDuration::from_hours(number.saturating_mul(24))),
        ConvertedType::TIMESTAMP_MILLIS => moment_cell(SignedDuration::from_millis(number)),
        ConvertedType::TIMESTAMP_MICROS => moment_cell(SignedDuration::from_micros(number)),
        ConvertedType::DECIMAL => decimal(i128::from(number), column.type_scale()),
        ConvertedType::UINT_64 => GridCell::Number(number.cast_unsigned().to_string()),
        ConvertedType::UINT_32 => {
            // Kept as what has the same bits.
            let number = i32::try_from(number).map(i32::cast_unsigned).unwrap_or_default();
            GridCell::Number(number.to_string())
        }
        _ => GridCell::Number(number.to_string()),
    }
}

fn of_bytes(column: &ColumnDescriptor, bytes: &[u8]) -> GridCell {
    if column.converted_type() == ConvertedType::DECIMAL {
        let is_negative = bytes.first().is_some_and(|first| *first >= 0x80);
        let start = if is_negative { -1_i128 } else { 0 };
        if bytes.len() > 16 {
            return GridCell::Nothing;
        }
        let number = bytes.iter().fold(start, |sum, byte| (sum << 8) | i128::from(*byte));
        return decimal(number, column.type_scale());
    }
    match std::str::from_utf8(bytes).map(str::trim) {
        Ok("") | Err(_) => GridCell::Nothing,
        Ok(text) => GridCell::Text(text.to_owned()),
    }
}

/// A number whose last `scale` digits are decimals.
fn decimal(number: i128, scale: i32) -> GridCell {
    let scale = usize::try_from(scale).unwrap_or(0).min(38);
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = scale.saturating_add(1));
    let (whole, part) = digits.split_at(digits.len().saturating_sub(scale));
    let sign = if number < 0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    GridCell::Number(format!("{sign}{whole}{point}{part}"))
}

/// The day of a moment, counted from the beginning of 1970, and its time where it has one.
fn moment_cell(since: SignedDuration) -> GridCell {
    let Ok(moment) = Timestamp::from_duration(since) else { return GridCell::Nothing };
    let moment = Offset::UTC.to_datetime(moment);
    let is_day = moment.time() == jiff::civil::Time::midnight();
    let text = if is_day { moment.date().to_string() } else { moment.to_string() };
    GridCell::Text(text)
}
