//! Which of day and month comes first in the dates of a table: what those of a column tell, else
//! those of its other columns, else another copy of the file. Dates with another mark between their
//! parts are another matter: 05/06/2024 need not be read as 05.06.2024 is.

use std::collections::BTreeMap;

use super::date_order::{CopyDates, DateOrder};
use super::dates::{DateReading, Written, as_of, written};
use super::problem_fact::{DatesToldBy, ProblemFact, WrongDate};
use crate::estimate::AsOf;

/// What the dates of a column tell about their order, by the mark between their parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateEvidence(BTreeMap<char, OfMark>);

#[derive(Clone, Debug, Default)]
struct OfMark {
    dates: u32,
    either: u32,
    day_first: Option<(u32, String)>,
    month_first: Option<(u32, String)>,
    first_either: Option<(u32, String)>,
}

/// How a column's dates are read, by mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ColumnDates {
    marks: BTreeMap<char, DateReading>,
    /// Of a mark that is not among them.
    otherwise: DateReading,
}

impl ColumnDates {
    /// All in one order.
    pub(crate) fn all(order: DateOrder) -> ColumnDates {
        ColumnDates { marks: BTreeMap::new(), otherwise: DateReading::As(order) }
    }

    /// The as of that a cell means, or why it means none.
    pub(crate) fn as_of(&self, text: &str) -> Result<AsOf, WrongDate> {
        as_of(text, |mark| self.marks.get(&mark).copied().unwrap_or(self.otherwise))
    }
}

impl DateEvidence {
    /// Takes one cell into account.
    pub(crate) fn see(&mut self, text: &str, line: u32) {
        let Ok(dates) = written(text) else { return };
        for date in [Some(dates.first), dates.last].into_iter().flatten() {
            let Written::Numeric { mark, first, second, .. } = date else { continue };
            self.0.entry(mark).or_default().see(first, second, text, line);
        }
    }

    /// Whether no date so far could be read in two orders.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// What the columns of a file tell together.
    pub(crate) fn merged<'e>(all: impl Iterator<Item = &'e DateEvidence>) -> DateEvidence {
        let mut merged = DateEvidence::default();
        for (mark, one) in all.flat_map(|evidence| &evidence.0) {
            let known = merged.0.entry(*mark).or_default();
            known.day_first = known.day_first.take().or_else(|| one.day_first.clone());
            known.month_first = known.month_first.take().or_else(|| one.month_first.clone());
        }
        merged
    }

    /// How the column is read, and what to tell at which line where there was a choice. `all` is
    /// what the columns tell together, `copy` what another copy of the file tells.
    pub(crate) fn decide(
        &self,
        all: &DateEvidence,
        copy: Option<&CopyDates>,
    ) -> (ColumnDates, Vec<(u32, ProblemFact)>) {
        let mut column = ColumnDates::all(DateOrder::Dmy);
        let mut told = Vec::new();
        for (mark, own) in &self.0 {
            let (reading, told_by) = own.decide(all.0.get(mark), copy);
            column.marks.insert(*mark, reading);
            told.extend(told_by);
        }
        (column, told)
    }
}

impl OfMark {
    fn see(&mut self, first: i8, second: i8, text: &str, line: u32) {
        self.dates = self.dates.saturating_add(1);
        let keep = || Some((line, text.to_owned()));
        if first > 12 && second <= 12 {
            self.day_first = self.day_first.take().or_else(keep);
        } else if second > 12 && first <= 12 {
            self.month_first = self.month_first.take().or_else(keep);
        } else if first != second && first <= 12 {
            self.either = self.either.saturating_add(1);
            self.first_either = self.first_either.take().or_else(keep);
        }
    }

    fn decide(
        &self,
        all: Option<&OfMark>,
        copy: Option<&CopyDates>,
    ) -> (DateReading, Option<(u32, ProblemFact)>) {
        use DateOrder::{Dmy, Mdy};
        let told = |line: u32, told_by: DatesToldBy| {
            let (either, dates) = (self.either, self.dates);
            Some((line, ProblemFact::AmbiguousDate { either, dates, told_by }))
        };
        let chosen = |line, told_by| told(line, told_by).filter(|_| self.either > 0);
        match (self.day_first.clone(), self.month_first.clone()) {
            (Some((line, day_first)), Some((at, month_first))) => {
                let both = DatesToldBy::Both { day_first, line, month_first };
                return (DateReading::Mixed, told(at, both));
            }
            (Some((line, text)), None) => {
                return (DateReading::As(Dmy), chosen(line, DatesToldBy::DayFirst(text)));
            }
            (None, Some((line, text))) => {
                return (DateReading::As(Mdy), chosen(line, DatesToldBy::MonthFirst(text)));
            }
            (None, None) => {}
        }
        let Some((line, text)) = self.first_either.clone() else {
            return (DateReading::As(Dmy), None);
        };
        let elsewhere = |order, only: &str| {
            let other = DatesToldBy::OtherColumn { text: only.to_owned(), order };
            (DateReading::As(order), told(line, other))
        };
        match all.map(|all| (&all.day_first, &all.month_first)) {
            Some((Some((at, day_first)), Some((_, month_first)))) => {
                let (day_first, month_first) = (day_first.clone(), month_first.clone());
                let both = DatesToldBy::Both { day_first, line: *at, month_first };
                (DateReading::Mixed, told(line, both))
            }
            Some((Some((_, only)), None)) => elsewhere(Dmy, only),
            Some((None, Some((_, only)))) => elsewhere(Mdy, only),
            _ => match copy {
                Some(copy) => {
                    let told_by = DatesToldBy::OtherCopy(copy.clone());
                    (DateReading::As(copy.order), told(line, told_by))
                }
                None => (DateReading::As(Dmy), told(line, DatesToldBy::Nothing(text))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn evidence(dates: &[&str]) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for (line, text) in (2..).zip(dates) {
            evidence.see(text, line);
        }
        evidence
    }

    fn decide(dates: &[&str]) -> (ColumnDates, Option<(u32, String)>) {
        let evidence = evidence(dates);
        let (reading, told) = evidence.decide(&evidence, None);
        let told = told.first();
        (reading, told.map(|(line, fact)| (*line, Words::default().problem_fact(fact))))
    }

    fn day(text: &str, column: &ColumnDates) -> Option<String> {
        column.as_of(text).ok().map(|as_of| as_of.to().to_string())
    }

    #[test]
    fn one_date_that_can_only_be_day_first_decides_its_column() {
        let (column, told) = decide(&["01/04/2022", "16/01/2024", "05/05/2024"]);
        assert_eq!(day("01/04/2022", &column).as_deref(), Some("2022-04-01"));
        let message = "read day first: “16/01/2024” can only be day first; \
                       1 of 3 dates could be read either way";
        assert_eq!(told, Some((3, message.to_owned())));
        assert_eq!(decide(&["2024-01-02", "23 Dec 2024"]).1, None);
        assert_eq!(decide(&["16/01/2024"]).1, None);
        let (column, _) = decide(&["01/16/2024"]);
        assert_eq!(day("01/04/2022", &column).as_deref(), Some("2022-01-04"));
        let (column, _) = decide(&["01/02/2024 to 01/16/2024"]);
        assert_eq!(day("01/04/2022", &column).as_deref(), Some("2022-01-04"));
    }

    #[test]
    fn a_column_with_both_orders_is_not_guessed_at() {
        let (column, told) = decide(&["16/01/2024", "01/16/2024", "02/03/2024"]);
        assert!(told.is_some());
        assert_eq!(day("02/03/2024", &column), None);
        assert_eq!(day("01/16/2024", &column).as_deref(), Some("2024-01-16"));
        assert_eq!(day("05/05/2024", &column).as_deref(), Some("2024-05-05"));
    }

    #[test]
    fn each_mark_is_decided_for_itself() {
        let (column, told) = decide(&["01/16/2024", "02/03/2024", "02.03.2024"]);
        assert_eq!(day("02/03/2024", &column).as_deref(), Some("2024-02-03"));
        assert_eq!(day("02.03.2024", &column).as_deref(), Some("2024-03-02"));
        assert!(told.is_some());
    }

    #[test]
    fn another_column_tells_where_the_own_one_does_not() {
        let (own, other) = (evidence(&["5/3/2024"]), evidence(&["5/16/2024"]));
        let all = DateEvidence::merged([&own, &other].into_iter());
        let (column, told) = own.decide(&all, None);
        assert_eq!(day("5/3/2024", &column).as_deref(), Some("2024-05-03"));
        assert_eq!(
            told.first().map(|(_, fact)| Words::default().problem_fact(fact)).as_deref(),
            Some(
                "read month first, as “5/16/2024” in another column can only be so; 1 of 1 dates \
                 could be read either way"
            )
        );
        let third = evidence(&["16/5/2024"]);
        let all = DateEvidence::merged([&own, &other, &third].into_iter());
        assert_eq!(day("5/3/2024", &own.decide(&all, None).0), None, "the others disagree");
        assert_eq!(day("5/3/2024", &other.decide(&all, None).0).as_deref(), Some("2024-05-03"));
    }
}
