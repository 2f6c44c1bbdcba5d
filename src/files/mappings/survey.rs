//! What the cells of a table's columns tell together, before any row is read: in which order dates
//! have their parts, and which sign is the decimal mark.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::applied::{Applied, AppliedPart};
use crate::estimate::{DecimalMark, Quantity};
use crate::files::cells::Cells;
use crate::files::date_marks::{ColumnDates, DateEvidence};
use crate::files::date_order::{CopyDates, DateOrder};
use crate::files::number_marks::{Marks, NumberEvidence, NumberReading};
use crate::files::problem::Problems;

/// By the columns that are read together.
pub(super) type ByColumns<T> = BTreeMap<Vec<usize>, T>;

/// What was seen so far.
pub(super) struct Survey {
    dates: ByColumns<DateEvidence>,
    numbers: ByColumns<NumberEvidence>,
    quantities: Quantities,
}

/// Whether what is called so is counted.
#[derive(Default)]
struct Quantities(HashMap<String, bool, RandomState>);

impl Quantities {
    fn is_count(&mut self, words: Cow<'_, str>) -> bool {
        if let Some(known) = self.0.get(words.as_ref()) {
            return *known;
        }
        let is_count = Quantity::from_words(&words).is_some_and(|named| named.is_count());
        self.0.insert(words.into_owned(), is_count);
        is_count
    }
}

impl Survey {
    pub(super) fn of(parts: &[AppliedPart]) -> Survey {
        let rules = || parts.iter().flat_map(|part| &part.rules);
        let columns = |rules: &mut dyn Iterator<Item = &Applied>| -> Vec<Vec<usize>> {
            rules.map(|rule| rule.columns.clone()).collect()
        };
        let dates = columns(&mut rules().filter(|rule| rule.to.is_date()));
        let numbers = columns(&mut rules().filter(|rule| rule.to.is_number()));
        Survey {
            dates: dates.into_iter().map(|own| (own, DateEvidence::default())).collect(),
            numbers: numbers.into_iter().map(|own| (own, NumberEvidence::default())).collect(),
            quantities: Quantities::default(),
        }
    }

    /// Takes a row's dates into account.
    pub(super) fn see_dates(&mut self, cells: &dyn Cells, line: u32) {
        for (columns, evidence) in &mut self.dates {
            // Dates of several columns are in words, which leave no choice.
            if let [column] = columns[..] {
                evidence.see(cells.cell(column).as_text(), line);
            }
        }
    }

    /// Takes a row's numbers into account.
    pub(super) fn see_numbers(&mut self, parts: &[AppliedPart], cells: &dyn Cells, line: u32) {
        for (place, part) in parts.iter().enumerate() {
            let mut is_count = None;
            let rules = part.rules.iter().filter(|rule| rule.to.is_number());
            for rule in rules.filter(|rule| place == 0 || !rule.is_common) {
                let cell = rule.cell(cells);
                let Some(evidence) = self.numbers.get_mut(&rule.columns) else { continue };
                if cell.is_nothing() || evidence.is_of_digits(&cell) {
                    continue;
                }
                let is_count = *is_count.get_or_insert_with(|| {
                    part.quantity(cells).is_some_and(|words| self.quantities.is_count(words))
                });
                evidence.see_cell(&cell, line, is_count);
            }
        }
    }

    /// Whether nothing seen so far has more than one reading.
    pub(super) fn is_plain(&self) -> bool {
        self.dates.values().all(DateEvidence::is_plain)
            && self.numbers.values().all(NumberEvidence::is_plain)
    }

    /// How the dates of each column are read: in the order that is said, else as they themselves
    /// tell, else as another copy of the file does.
    pub(super) fn dates<'n>(
        &self,
        said: Option<DateOrder>,
        copy: Option<&CopyDates>,
        name_of: impl Fn(&[usize]) -> Option<&'n str>,
        problems: &mut Problems,
    ) -> ByColumns<ColumnDates> {
        let all = DateEvidence::merged(self.dates.values());
        let mut readings = BTreeMap::new();
        for (columns, evidence) in &self.dates {
            let (reading, told) = match said {
                Some(order) => (ColumnDates::all(order), Vec::new()),
                None => evidence.decide(&all, copy),
            };
            let name = name_of(columns);
            told.into_iter().for_each(|(line, fact)| problems.warning(line, name, fact));
            readings.insert(columns.clone(), reading);
        }
        readings
    }

    /// How the numbers of each column are read: with the mark that is said, else as they themselves
    /// tell, beside what stands between the cells, if something does.
    pub(super) fn numbers<'n>(
        &self,
        said: Option<DecimalMark>,
        delimiter: Option<u8>,
        name_of: impl Fn(&[usize]) -> Option<&'n str>,
        problems: &mut Problems,
    ) -> ByColumns<NumberReading> {
        let all = NumberEvidence::merged(self.numbers.values());
        let mut readings = BTreeMap::new();
        for (columns, evidence) in &self.numbers {
            let (mut reading, told) = evidence.decide(&all, delimiter);
            match (said, told) {
                (Some(mark), _) => reading.marks = Marks::As(mark),
                (None, Some((line, fact))) => problems.warning(line, name_of(columns), fact),
                (None, None) => {}
            }
            readings.insert(columns.clone(), reading);
        }
        readings
    }
}
