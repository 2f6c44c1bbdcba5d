//! What comes of the rows of a table.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::by_code::ByCode;
use super::groups::{Groups, MOST_SUMS, Stands, TooMany, group_name};
use super::ids::Ids;
use super::places::Places;
use super::row::{Adds, RowReader};
use crate::files::cells::Cells;
use crate::files::containers::Records;
use crate::files::period::Period;
use crate::files::problem::Problems;
use crate::files::shapes::through::Through;
use crate::files::unreadable::Unreadable;

/// The sums so far, and what there is to tell of all rows together.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) groups: Groups,
    /// The groups that were met already, where cells go by numbers.
    by_code: ByCode<u32>,
    /// The number of rows of the table, counted or not.
    pub(super) rows: u32,
    pub(super) long: u32,
    pub(super) across: u32,
    pub(super) inconsistent: u32,
    pub(super) inconsistent_at: Option<u32>,
    /// The rows that say nothing of a value, by value.
    pub(super) empty: BTreeMap<usize, u32>,
    pub(super) used: u32,
    /// The rows whose date is known no closer than to a period.
    pub(super) known_to: BTreeMap<Period, u32>,
    /// The events so far, the rows that have one of an earlier row, and where the first of them is.
    pub(super) ids: Ids,
    pub(super) again: u32,
    pub(super) again_at: Option<u32>,
}

/// Every row of a table, one after the other; nothing where one leaves a choice that all have to
/// decide.
///
/// # Errors
/// When reading was stopped, or there are more sums than a session holds.
pub(super) fn row_by_row(
    places: &Places<'_>,
    table: &dyn Records,
    mut reader: RowReader<'_>,
    through: &mut Through<'_>,
) -> Result<Option<Counted>, Unreadable> {
    let (mut counted, mut taken) = (Counted::default(), Ok(()));
    let rows = through.each(table, true, &mut |record, problems| {
        let stands = Stands { number: record.number, line: record.line, end: record.end };
        taken = counted.add(places, record, stands, &mut reader, problems);
        match taken.is_ok() && !reader.leaves_a_choice() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    taken.map_err(|TooMany| too_many(places))?;
    counted.rows = rows;
    Ok((!reader.leaves_a_choice()).then_some(counted))
}

/// There are more sums than a session holds.
pub(super) fn too_many(places: &Places<'_>) -> Unreadable {
    Unreadable::TooManySums { most: MOST_SUMS, period: places.period }
}

impl Counted {
    /// Reads a row and takes it over.
    pub(super) fn add(
        &mut self,
        places: &Places<'_>,
        row: &impl Cells,
        stands: Stands,
        reader: &mut RowReader<'_>,
        problems: &mut Problems,
    ) -> Result<(), TooMany> {
        let Some(adds) = reader.read(row, stands.line, problems) else { return Ok(()) };
        if places.is_there_again(row, &mut self.ids) {
            self.again = self.again.saturating_add(1);
            self.again_at.get_or_insert(stands.line);
            return Ok(());
        }
        reader.empty.iter().for_each(|at| self.lacks(*at));
        let group = self.group(places, row);
        self.take(group, adds, stands, &reader.numbers)
    }

    /// The number of the group of a row.
    fn group(&mut self, places: &Places<'_>, row: &impl Cells) -> u32 {
        let code = if let [only] = places.by[..] { row.code(only) } else { None };
        if let Some(known) = code.and_then(|code| self.by_code.get(code)) {
            return known;
        }
        let group = places.group(row);
        let group = self.groups.number(group.iter().map(|cell| group_name(cell.as_text())));
        if let Some(code) = code {
            self.by_code.set(code, group);
        }
        group
    }

    /// Counts a row that says nothing of a value.
    pub(super) fn lacks(&mut self, value: usize) {
        let rows = self.empty.entry(value).or_default();
        *rows = rows.saturating_add(1);
    }

    /// Takes over what comes of the rows after these, none of which has the id of one of these.
    pub(super) fn join(&mut self, after: Counted) -> Result<(), TooMany> {
        let add = |own: &mut u32, more: u32| *own = own.saturating_add(more);
        add(&mut self.rows, after.rows);
        add(&mut self.long, after.long);
        add(&mut self.across, after.across);
        add(&mut self.inconsistent, after.inconsistent);
        add(&mut self.used, after.used);
        self.inconsistent_at = self.inconsistent_at.or(after.inconsistent_at);
        add(&mut self.again, after.again);
        self.again_at = self.again_at.or(after.again_at);
        self.ids.join(&after.ids);
        for (period, rows) in after.known_to {
            add(self.known_to.entry(period).or_default(), rows);
        }
        after.empty.into_iter().for_each(|(at, rows)| add(self.empty.entry(at).or_default(), rows));
        self.groups.join(after.groups)
    }

    /// Takes a row over that was read.
    pub(super) fn take(
        &mut self,
        group: u32,
        adds: Adds,
        stands: Stands,
        numbers: &[Option<f64>],
    ) -> Result<(), TooMany> {
        self.long = self.long.saturating_add(u32::from(adds.is_long));
        self.across = self.across.saturating_add(u32::from(adds.is_across));
        if adds.is_inconsistent {
            self.inconsistent = self.inconsistent.saturating_add(1);
            self.inconsistent_at.get_or_insert(stands.line);
        }
        if let Some(period) = adds.known_to {
            let rows = self.known_to.entry(period).or_default();
            *rows = rows.saturating_add(1);
        }
        self.used = self.used.saturating_add(1);
        self.groups.add(group, adds.start, stands, numbers)
    }
}
