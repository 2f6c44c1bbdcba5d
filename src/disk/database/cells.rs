//! What a driver hands over in columns, as a list of objects in JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    DecimalType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, TimeUnit};

const SECONDS_A_DAY: i64 = 86_400;

/// Why a cell is not handed on: a sentence without a full stop.
pub(super) type NotHandedOn = String;

/// Adds the rows of a batch to a list in JSON, each with a comma before it where others stand there.
/// The cells of `numbers` are numbers or nothing, also where the driver hands them over as text.
///
/// # Errors
/// When a column is of a type that no sum has, or a cell of `numbers` is no number.
pub(super) fn write_rows(
    batch: &RecordBatch,
    numbers: &[String],
    rows: &mut Vec<u8>,
) -> Result<(), NotHandedOn> {
    let schema = batch.schema();
    let mut columns = Vec::new();
    for (field, array) in schema.fields().iter().zip(batch.columns()) {
        let name = field.name();
        let is_number = numbers.contains(name);
        let name = serde_json::to_string(name).map_err(|error| error.to_string())?;
        columns.push((name, array.as_ref(), is_number));
    }
    for row in 0..batch.num_rows() {
        if rows.last().is_some_and(|last| *last == b'}') {
            rows.extend_from_slice(b",\n");
        }
        rows.push(b'{');
        for (place, (name, array, is_number)) in columns.iter().enumerate() {
            if place > 0 {
                rows.push(b',');
            }
            rows.extend_from_slice(name.as_bytes());
            rows.push(b':');
            let cell = cell(*array, row)?;
            let cell = match (cell, is_number) {
                (Cell::Text(text), true) => number_in(&text).ok_or_else(|| {
                    format!("column {name} holds “{text}” where a number belongs")
                })?,
                (Cell::Text(text), false) => {
                    serde_json::to_string(&text).map_err(|error| error.to_string())?
                }
                (Cell::Plain(text), _) => text,
            };
            rows.extend_from_slice(cell.as_bytes());
        }
        rows.push(b'}');
    }
    Ok(())
}

/// A cell as JSON has it.
enum Cell {
    Text(String),
    /// A number, a truth, or nothing.
    Plain(String),
}

/// The number that a text is, as it stands there.
fn number_in(text: &str) -> Option<String> {
    let text = text.trim();
    serde_json::from_str::<serde_json::Number>(text).is_ok().then(|| text.to_owned())
}

fn cell(array: &dyn Array, row: usize) -> Result<Cell, NotHandedOn> {
    if array.is_null(row) {
        return Ok(Cell::Plain("null".to_owned()));
    }
    Ok(match array.data_type() {
        DataType::Null => Cell::Plain("null".to_owned()),
        DataType::Boolean => Cell::Plain(array.as_boolean().value(row).to_string()),
        DataType::Int8 => whole::<Int8Type>(array, row),
        DataType::Int16 => whole::<Int16Type>(array, row),
        DataType::Int32 => whole::<Int32Type>(array, row),
        DataType::Int64 => whole::<Int64Type>(array, row),
        DataType::UInt8 => whole::<UInt8Type>(array, row),
        DataType::UInt16 => whole::<UInt16Type>(array, row),
        DataType::UInt32 => whole::<UInt32Type>(array, row),
        DataType::UInt64 => whole::<UInt64Type>(array, row),
        DataType::Float32 => float(f64::from(array.as_primitive::<Float32Type>().value(row))),
        DataType::Float64 => float(array.as_primitive::<Float64Type>().value(row)),
        DataType::Decimal32(..) => decimal::<Decimal32Type>(array, row),
        DataType::Decimal64(..) => decimal::<Decimal64Type>(array, row),
        DataType::Decimal128(..) => decimal::<Decimal128Type>(array, row),
        DataType::Decimal256(..) => decimal::<Decimal256Type>(array, row),
        DataType::Utf8 => Cell::Text(array.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Cell::Text(array.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Cell::Text(array.as_string_view().value(row).to_owned()),
        DataType::Date32 => {
            let days = i64::from(array.as_primitive::<Date32Type>().value(row));
            day(days.saturating_mul(SECONDS_A_DAY))?
        }
        DataType::Date64 => day(array.as_primitive::<Date64Type>().value(row).div_euclid(1_000))?,
        DataType::Timestamp(unit, _) => day(seconds(*unit, array, row))?,
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let keys = dictionary.normalized_keys();
            match keys.get(row) {
                Some(key) if *key < dictionary.values().len() => {
                    return cell(dictionary.values().as_ref(), *key);
                }
                _ => Cell::Plain("null".to_owned()),
            }
        }
        other => return Err(format!("a column is of the type {other}, which no sum has")),
    })
}

fn primitive<T: ArrowPrimitiveType>(array: &dyn Array) -> &PrimitiveArray<T> {
    array.as_primitive::<T>()
}

fn whole<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Cell
where
    T::Native: std::fmt::Display,
{
    Cell::Plain(primitive::<T>(array).value(row).to_string())
}

/// What is no number in JSON is text, which is told where it is read.
fn float(value: f64) -> Cell {
    match serde_json::Number::from_f64(value) {
        Some(number) => Cell::Plain(number.to_string()),
        None => Cell::Text(value.to_string()),
    }
}

fn decimal<T: DecimalType + ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Cell {
    Cell::Plain(primitive::<T>(array).value_as_string(row))
}

fn seconds(unit: TimeUnit, array: &dyn Array, row: usize) -> i64 {
    let (value, of_a_second) = match unit {
        TimeUnit::Second => (primitive::<TimestampSecondType>(array).value(row), 1),
        TimeUnit::Millisecond => (primitive::<TimestampMillisecondType>(array).value(row), 1_000),
        TimeUnit::Microsecond => {
            (primitive::<TimestampMicrosecondType>(array).value(row), 1_000_000)
        }
        TimeUnit::Nanosecond => {
            (primitive::<TimestampNanosecondType>(array).value(row), 1_000_000_000)
        }
    };
    value.div_euclid(of_a_second)
}

/// The day of so many seconds since 1970.
fn day(seconds: i64) -> Result<Cell, NotHandedOn> {
    let moment = jiff::Timestamp::from_second(seconds)
        .map_err(|_| "a date is outside all calendars".to_owned())?;
    Ok(Cell::Text(jiff::tz::Offset::UTC.to_datetime(moment).date().to_string()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{
        ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
        StringArray,
    };

    use super::*;

    #[test]
    fn numbers_stay_as_they_are_to_the_last_digit_and_days_are_days() {
        let sums = Decimal128Array::from(vec![Some(12_345_678_901_234_567_890), None]);
        let sums = sums.with_precision_and_scale(38, 2).expect("fits");
        let names: DictionaryArray<Int8Type> = vec!["Up\"land", "Lake"].into_iter().collect();
        let columns: [(&str, ArrayRef); 6] = [
            ("place", Arc::new(names)),
            ("day", Arc::new(Date32Array::from(vec![0, -1]))),
            ("best", Arc::new(sums)),
            ("high", Arc::new(StringArray::from(vec![" 7.250", "1e3"]))),
            ("share", Arc::new(Float64Array::from(vec![0.1, f64::NAN]))),
            ("rows", Arc::new(Int64Array::from(vec![i64::MIN, 3]))),
        ];
        let batch = RecordBatch::try_from_iter(columns).expect("a batch");
        let mut rows = Vec::new();
        write_rows(&batch, &["high".to_owned()], &mut rows).expect("handed on");
        let expected = "{\"place\":\"Up\\\"land\",\"day\":\"1970-01-01\",\"best\":123456789012345678.90,\
                        \"high\":7.250,\"share\":0.1,\"rows\":-9223372036854775808},\n\
                        {\"place\":\"Lake\",\"day\":\"1969-12-31\",\"best\":null,\"high\":1e3,\
                        \"share\":\"NaN\",\"rows\":3}";
        assert_eq!(String::from_utf8_lossy(&rows), expected);
        let refused = write_rows(&batch, &["place".to_owned()], &mut rows).expect_err("no number");
        assert!(refused.contains("where a number belongs"), "{refused}");
        let list =
            arrow_array::ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)])]);
        let batch =
            RecordBatch::try_from_iter([("all", Arc::new(list) as ArrayRef)]).expect("a batch");
        assert!(write_rows(&batch, &[], &mut rows).expect_err("a list").contains("no sum has"));
    }
}
