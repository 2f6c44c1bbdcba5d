//! Rows brought into the order of a ledger: by measure, by source, then as they follow in time.
//!
//! Files mostly have each source's statements in order already. So rows are dealt out by source and
//! measure, where they lie, and only what is out of order within a track is sorted: next to the rows
//! themselves no room is needed but for a few numbers each.

use super::ids::RowIndex;
use super::rows::{NO_DAY, Row};

/// Brings rows into order. Rows that are alike in all that it goes by stay as they followed each other.
pub fn order(rows: &mut [Row]) {
    let all = 0..u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let by_source = dealt(all, rows, |row| row.source.0 as usize);
    let by_measure = dealt(by_source.into_iter(), rows, |row| usize::from(row.measure.0));
    arrange(rows, by_measure);
    for track in rows.chunk_by_mut(|a, b| (a.measure, a.source) == (b.measure, b.source)) {
        if !track.is_sorted_by_key(in_time) {
            track.sort_by_cached_key(in_time);
        }
    }
}

/// Where each row stands that follows in the order of the file; rows of one record as they lie.
pub fn in_file_order(rows: &[Row]) -> Vec<RowIndex> {
    /// Records are mostly numbered one by one; those of a part of a file need not be.
    const MOST_BEFORE_EACH: usize = 8;
    let all = 0..u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let record = |row: &Row| row.record as usize;
    let last = rows.iter().map(record).max().unwrap_or(0);
    let places = if last / MOST_BEFORE_EACH <= rows.len() {
        dealt(all, rows, record)
    } else {
        let mut places: Vec<u32> = all.collect();
        places.sort_by_key(|place| rows.get(*place as usize).map(record));
        places
    };
    places.into_iter().map(RowIndex).collect()
}

/// What goes before within a track.
fn in_time(row: &Row) -> (i32, i32, u32) {
    let known_from = if row.published == NO_DAY { row.to } else { row.published };
    (row.to, known_from, row.record)
}

/// Places of rows, stably by a number.
fn dealt(
    places: impl Iterator<Item = u32> + Clone,
    rows: &[Row],
    number: impl Fn(&Row) -> usize,
) -> Vec<u32> {
    let number_at = |place: u32| rows.get(place as usize).map_or(0, &number);
    let mut next: Vec<u32> = Vec::new();
    for place in places.clone() {
        let after = number_at(place).saturating_add(1);
        if next.len() <= after {
            next.resize(after.saturating_add(1), 0);
        }
        if let Some(count) = next.get_mut(after) {
            *count = count.saturating_add(1);
        }
    }
    let mut before = 0_u32;
    for count in &mut next {
        before = before.saturating_add(*count);
        *count = before;
    }
    let mut order = vec![0; rows.len()];
    for place in places {
        let Some(at) = next.get_mut(number_at(place)) else { continue };
        if let Some(own) = order.get_mut(*at as usize) {
            *own = place;
        }
        *at = at.saturating_add(1);
    }
    order
}

/// Puts in each place what stands in the place that is told there.
fn arrange<T>(all: &mut [T], mut from: Vec<u32>) {
    let len = from.len().min(all.len());
    for start in 0..len {
        let mut at = start;
        while let Some(own) = from.get_mut(at) {
            let next = std::mem::replace(own, at as u32) as usize;
            if next == start || next >= len {
                break;
            }
            all.swap(at, next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ids::{MeasureKey, SourceKey};
    use super::super::rows::pack_value;
    use super::*;
    use crate::estimate::Value;

    prop_compose! {
        fn any_row()(
            measure in 0..4_u16, source in 0..5_u32, to in 0..6_i32,
            published in prop_oneof![Just(NO_DAY), 0..6_i32], record in 0..4_u32, line in any::<u32>(),
        ) -> Row {
            let (measure, source) = (MeasureKey(measure), SourceKey(source));
            Row { measure, source, to, published, record, line, ..pack_value(&Value::Vague) }
        }
    }

    proptest! {
        #[test]
        fn rows_are_in_the_order_of_a_stable_sort(rows in prop::collection::vec(any_row(), 0..60)) {
            let mut wanted = rows.clone();
            wanted.sort_by_key(|row| (row.measure, row.source, in_time(row)));
            let mut told = rows;
            order(&mut told);
            // The line tells rows apart that are alike in all else.
            let lines = |rows: &[Row]| rows.iter().map(|row| row.line).collect::<Vec<_>>();
            prop_assert_eq!(lines(&told), lines(&wanted));
        }

        #[test]
        fn the_order_of_the_file_is_that_of_records_however_they_are_numbered(
            rows in prop::collection::vec(any_row(), 0..60), apart in prop_oneof![Just(1_u32), Just(1 << 30)],
        ) {
            let rows: Vec<Row> = rows
                .into_iter()
                .map(|row| Row { record: row.record.saturating_mul(apart), ..row })
                .collect();
            let mut wanted: Vec<RowIndex> = (0_u32..).map(RowIndex).take(rows.len()).collect();
            wanted.sort_by_key(|index| rows[index.0 as usize].record);
            prop_assert_eq!(in_file_order(&rows), wanted);
        }
    }
}
