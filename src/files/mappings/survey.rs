//! What the cells of a table's columns tell together, before any row is read: in which order dates
//! have their parts, and which sign is the decimal mark.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::applied::AppliedPart;
use crate::estimate::{DecimalMark, Quantity};
use crate::files::cells::Cells;
use crate::files::date_marks::{ColumnDates, DateEvidence};
use crate::files::date_order::{CopyDates, DateOrder};
use crate::files::number_marks::{Marks, NumberEvidence, NumberReading};
use crate::files::problem::Problems;

/// By the columns that are read together.
pub(super) type ByColumns<T> = BTreeMap<Vec<usize>, T>;

/// What was seen so far.
#[derive(Default)]
pub(super) struct Survey {
    dates: ByColumns<DateEvidence>,
    numbers: ByColumns<NumberEvidence>,
    /// What was called so.
    quantities: HashMap<String, Option<Quantity>, RandomState>,
}

impl Survey {
    pub(super) fn of(parts: &[AppliedPart]) -> Survey {
        let dates = parts.iter().flat_map(|part| &part.rules).filter(|rule| rule.to.is_date());
        let dates = dates.map(|rule| (rule.columns.clone(), DateEvidence::default())).collect();
        Survey { dates, ..Survey::default() }
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
                if cell.is_nothing() {
                    continue;
                }
                let is_count = *is_count.get_or_insert_with(|| self.is_count(part, cells));
                let evidence = match self.numbers.get_mut(&rule.columns) {
                    Some(evidence) => evidence,
                    None => self.numbers.entry(rule.columns.clone()).or_default(),
                };
                evidence.see_cell(&cell, line, is_count);
            }
        }
    }

    /// Whether nothing seen so far has more than one reading.
    pub(super) fn is_plain(&self) -> bool {
        self.dates.values().all(DateEvidence::is_plain)
            && self.numbers.values().all(NumberEvidence::is_plain)
    }

    fn is_count(&mut self, part: &AppliedPart, cells: &dyn Cells) -> bool {
        let Some(quantity) = part.quantity(cells) else { return false };
        let is_count = |named: &Option<Quantity>| named.as_ref().is_some_and(Quantity::is_count);
        if let Some(known) = self.quantities.get(quantity.as_ref()) {
            return is_count(known);
        }
        let named = Quantity::from_words(&quantity);
        let is_count = is_count(&named);
        self.quantities.insert(quantity.into_owned(), named);
        is_count
    }

    /// What is called so.
    pub(super) fn quantity(&self, words: &str) -> Option<Quantity> {
        match self.quantities.get(words) {
            Some(known) => known.clone(),
            None => Quantity::from_words(words),
        }
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
