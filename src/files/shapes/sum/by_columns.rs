//! Summing a table in columns that is too long to be held: its rows in as many parts as there are
//! processors, one after the other in each.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::counted::{Counted, too_many};
use super::groups::{Stands, TooMany};
use super::places::Places;
use super::row::RowReader;
use crate::files::cells::Cells;
use crate::files::containers::parquet::{Batch, ColumnTable, RowsInOrder};
use crate::files::date_order::DateOrder;
use crate::files::problem::Problems;
use crate::files::shapes::overlay::{Filters, Overlay};
use crate::files::shapes::through::{Through, beside};
use crate::files::unreadable::Unreadable;

/// So often it is told how far it is, and asked whether to go on.
const TOLD_EVERY: Duration = Duration::from_millis(20);

/// What came of a part.
#[derive(Default)]
struct Part {
    counted: Counted,
    problems: Problems,
    left_out: u32,
    /// Whether a row leaves a choice, or has to be looked at with all of its cells.
    is_odd: bool,
}

/// What all parts have in common.
struct Beside<'p> {
    places: &'p Places<'p>,
    filters: &'p Filters<'p>,
    order: Option<DateOrder>,
    wanted: &'p [usize],
    is_over: AtomicBool,
    rows_read: AtomicU32,
}

/// All rows of a table in columns; nothing where one of them leaves a choice.
///
/// # Errors
/// When reading was stopped, the file is broken, or there are more sums than a session holds.
pub(super) fn counted(
    places: &Places<'_>,
    table: &Overlay<'_>,
    columns: &ColumnTable,
    order: Option<DateOrder>,
    through: &mut Through<'_>,
) -> Result<Option<Counted>, Unreadable> {
    let mut wanted: Vec<usize> = places.columns_read(table.filters()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    // Where an event is in two parts, only who goes through all rows knows which of them is the first.
    for most in [beside(), 1] {
        let all = Beside {
            places,
            filters: table.filters(),
            order,
            wanted: &wanted,
            is_over: AtomicBool::new(false),
            rows_read: AtomicU32::new(0),
        };
        let parts = all.parts(columns, columns.parts(most), through)?;
        if parts.iter().any(|part| part.is_odd) {
            return Ok(None);
        }
        if let Some(whole) = joined(parts).map_err(|TooMany| too_many(places))? {
            through.problems.join(whole.problems);
            table.tell_so_many_left_out(whole.left_out, through.problems);
            return Ok(Some(whole.counted));
        }
    }
    Ok(None)
}

/// All parts as one; nothing where a row has the id of one in an earlier part.
fn joined(parts: Vec<Part>) -> Result<Option<Part>, TooMany> {
    let mut whole = Part::default();
    for part in parts {
        if !whole.counted.ids.have_none_of(&part.counted.ids) {
            return Ok(None);
        }
        whole.counted.join(part.counted)?;
        whole.problems.join(part.problems);
        whole.left_out = whole.left_out.saturating_add(part.left_out);
    }
    Ok(Some(whole))
}

impl Beside<'_> {
    fn parts(
        &self,
        columns: &ColumnTable,
        parts: Vec<RowsInOrder>,
        through: &mut Through<'_>,
    ) -> Result<Vec<Part>, Unreadable> {
        let (done, is_done) = channel::<()>();
        thread::scope(|scope| {
            let running: Vec<_> = parts
                .into_iter()
                .map(|part| {
                    let done = done.clone();
                    scope.spawn(move || {
                        let read = self.part(columns, &part);
                        if !read.as_ref().is_ok_and(|part| !part.is_odd) {
                            self.is_over.store(true, Ordering::Relaxed);
                        }
                        drop(done);
                        read
                    })
                })
                .collect();
            drop(done);
            let mut is_stopped = false;
            while let Err(RecvTimeoutError::Timeout) = is_done.recv_timeout(TOLD_EVERY) {
                let rows = self.rows_read.load(Ordering::Relaxed) as usize;
                is_stopped |= (through.report)(rows, None).is_break();
                self.is_over.fetch_or(is_stopped, Ordering::Relaxed);
            }
            let parts =
                running.into_iter().map(|one| one.join().unwrap_or(Err(Unreadable::BrokenParquet)));
            let parts: Result<Vec<Part>, Unreadable> = parts.collect();
            if is_stopped { Err(Unreadable::Stopped) } else { parts }
        })
    }

    fn part(&self, columns: &ColumnTable, part: &RowsInOrder) -> Result<Part, Unreadable> {
        let mut reader = RowReader::watching(self.places, self.order);
        let (mut read, mut taken) = (Part::default(), Ok(()));
        columns.rows(part, self.wanted, &mut |number, cells| {
            if number.is_multiple_of(1_024) {
                self.rows_read.fetch_add(1_024, Ordering::Relaxed);
            }
            taken = self.row(number, cells, &mut reader, &mut read);
            read.is_odd |= reader.leaves_a_choice();
            let ends = read.is_odd || taken.is_err() || self.is_over.load(Ordering::Relaxed);
            if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        taken.map_err(|TooMany| too_many(self.places))?;
        Ok(read)
    }

    fn row(
        &self,
        number: u32,
        cells: &Batch<'_>,
        reader: &mut RowReader<'_>,
        read: &mut Part,
    ) -> Result<(), TooMany> {
        if !self.filters.keep(cells) {
            read.left_out = read.left_out.saturating_add(1);
            return Ok(());
        }
        read.counted.rows = read.counted.rows.saturating_add(1);
        let stands = Stands { number, line: number, end: number as usize };
        let told = read.problems.count();
        read.counted.add(self.places, cells, stands, reader, &mut read.problems)?;
        if read.problems.count() > told {
            // Without a day it may be blank, or one of tags, and that is seen by all cells only.
            read.is_odd |= self.places.date.iter().all(|place| {
                let cell = cells.cell(*place);
                cell.is_nothing() || cell.as_text().starts_with('#')
            });
        }
        Ok(())
    }
}
