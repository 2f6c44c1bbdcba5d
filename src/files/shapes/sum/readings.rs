//! How the cells of a table are read.

use std::ops::ControlFlow;

use super::places::Places;
use crate::files::cells::Cells;
use crate::files::containers::Records;
use crate::files::date_marks::{ColumnDates, DateEvidence};
use crate::files::date_order::DateOrder;
use crate::files::number_marks::{Marks, NumberEvidence, NumberReading};
use crate::files::shapes::through::Through;
use crate::files::unreadable::Unreadable;

/// How the cells are read.
pub(super) struct Readings {
    pub(super) dates: ColumnDates,
    pub(super) starts: ColumnDates,
    pub(super) numbers: Vec<NumberReading>,
}

impl Readings {
    /// Goes through a table for how its dates and numbers are written.
    ///
    /// # Errors
    /// When reading was stopped.
    pub(super) fn decided(
        places: &Places<'_>,
        table: &dyn Records,
        order: Option<DateOrder>,
        through: &mut Through<'_>,
    ) -> Result<Readings, Unreadable> {
        let (mut dates, mut starts) = (DateEvidence::default(), DateEvidence::default());
        let mut numbers = vec![NumberEvidence::default(); places.values.len()];
        through.each(table, false, &mut |record, _| {
            if let [place] = places.date[..] {
                dates.see(record.cell(place).as_text(), record.line);
            }
            if let Some(place) = places.starts {
                starts.see(record.cell(place).as_text(), record.line);
            }
            for ((place, _), evidence) in places.values.iter().zip(&mut numbers) {
                evidence.see_cell(&record.cell(*place), record.line, true);
            }
            ControlFlow::Continue(())
        })?;
        let all = DateEvidence::merged([&dates, &starts].into_iter());
        let mut column = |evidence: &DateEvidence, name: &str| match order {
            Some(order) => ColumnDates::all(order),
            None => {
                let (reading, told) = evidence.decide(&all, None);
                let problems = &mut *through.problems;
                told.into_iter().for_each(|(line, fact)| problems.warning(line, Some(name), fact));
                reading
            }
        };
        let (dates, starts) = (
            column(&dates, &places.sum.date),
            column(&starts, places.sum.starts.as_deref().unwrap_or("")),
        );
        let all = NumberEvidence::merged(numbers.iter());
        let decided = numbers.iter().zip(&places.values).map(|(evidence, (_, name))| {
            let (mut reading, told) = evidence.decide(&all, table.delimiter());
            match (places.mapping.decimal_mark_in(name), told) {
                (Some(mark), _) => reading.marks = Marks::As(mark),
                (None, Some((line, fact))) => through.problems.warning(line, Some(name), fact),
                (None, None) => {}
            }
            reading
        });
        let numbers = decided.collect();
        Ok(Readings { dates, starts, numbers })
    }
}
