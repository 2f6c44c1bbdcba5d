//! What one row adds to a sum.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::by_code::ByCode;
use super::places::Places;
use super::readings::Readings;
use crate::estimate::{AsOf, Day};
use crate::files::cells::{Cell, Cells};
use crate::files::date_marks::{ColumnDates, DateEvidence};
use crate::files::date_order::DateOrder;
use crate::files::dates::day_by_computer;
use crate::files::number_marks::{NumberEvidence, NumberReading};
use crate::files::numbers::{in_digits, is_missing};
use crate::files::period::Period;
use crate::files::problem::Problems;
use crate::files::problem_fact::{DateLacking, ProblemFact, WrongDate, WrongNumber};

/// What a row adds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Adds {
    /// When the period begins in which it is counted.
    pub(super) start: Day,
    /// Whether what it is about lasted longer than a day, and longer than its period.
    pub(super) is_long: bool,
    pub(super) is_across: bool,
    pub(super) is_inconsistent: bool,
    /// To which period its date is known, where that is no closer than its own.
    pub(super) known_to: Option<Period>,
}

/// Reads rows one by one. What was read of the last one stays until the next.
pub(super) struct RowReader<'p> {
    places: &'p Places<'p>,
    readings: Readings,
    /// By value: whether no number of it stands for none.
    are_all_numbers: Vec<bool>,
    /// What dates that were seen already mean.
    known: KnownDates,
    known_starts: KnownDates,
    /// The same, and when the period of a date begins, where cells go by numbers.
    by_code: ByCode<(AsOf, Day)>,
    starts_by_code: ByCode<Option<AsOf>>,
    starts: Starts,
    /// The numbers of the last row, by value; none where there is none.
    pub(super) numbers: Vec<Option<f64>>,
    /// The values of the last row of which nothing is said.
    pub(super) empty: Vec<usize>,
    watch: Option<Watch>,
}

/// Whether every cell so far leaves no choice how it is read, whatever the others say.
struct Watch {
    /// None where the order of dates was said.
    dates: Option<DateEvidence>,
    numbers: NumberEvidence,
}

impl<'p> RowReader<'p> {
    /// Reads rows as all of them have decided.
    pub(super) fn decided(places: &'p Places<'p>, readings: Readings) -> RowReader<'p> {
        let are_all_numbers = places.missing.iter().zip(&readings.numbers);
        let are_all_numbers =
            are_all_numbers.map(|(codes, reading)| codes.is_empty() && reading.has_no_codes());
        RowReader {
            places,
            are_all_numbers: are_all_numbers.collect(),
            readings,
            known: KnownDates::default(),
            known_starts: KnownDates::default(),
            by_code: ByCode::default(),
            starts_by_code: ByCode::default(),
            starts: Starts::default(),
            numbers: Vec::new(),
            empty: Vec::new(),
            watch: None,
        }
    }

    /// Reads rows as long as none of them leaves a choice.
    pub(super) fn watching(places: &'p Places<'p>, order: Option<DateOrder>) -> RowReader<'p> {
        let dates = ColumnDates::all(order.unwrap_or(DateOrder::Dmy));
        let numbers = vec![NumberReading::default(); places.values.len()];
        let readings = Readings { dates: dates.clone(), starts: dates, numbers };
        let dates = order.is_none().then(DateEvidence::default);
        let watch = Some(Watch { dates, numbers: NumberEvidence::default() });
        RowReader { watch, ..RowReader::decided(places, readings) }
    }

    /// Whether a row left a choice that all of them have to decide.
    pub(super) fn leaves_a_choice(&self) -> bool {
        self.watch.as_ref().is_some_and(|watch| {
            !watch.numbers.is_plain() || watch.dates.as_ref().is_some_and(|dates| !dates.is_plain())
        })
    }

    /// Reads a row; nothing where it cannot be counted, which is told.
    pub(super) fn read(
        &mut self,
        row: &impl Cells,
        line: u32,
        problems: &mut Problems,
    ) -> Option<Adds> {
        let (day, start, from) = self.days(row, line, problems)?;
        self.read_numbers(row, line, problems);
        Some(Adds {
            start,
            is_long: from < day,
            is_across: from < day && self.starts.of(from, self.places) != start,
            is_inconsistent: self.is_inconsistent(),
            known_to: self.places.known_to(row),
        })
    }

    fn is_inconsistent(&self) -> bool {
        self.places.triples.iter().any(|triple| {
            let number = |place: Option<usize>| self.numbers.get(place?).copied().flatten();
            let [low, best, high] = triple.map(number);
            let falls = |one: Option<f64>, other: Option<f64>| {
                one.zip(other).is_some_and(|(one, other)| one > other)
            };
            falls(low, best) || falls(best, high) || falls(low, high)
        })
    }

    /// The day in whose period a row is counted, when that begins, and the day on which it began itself.
    fn days(
        &mut self,
        row: &impl Cells,
        line: u32,
        problems: &mut Problems,
    ) -> Option<(Day, Day, Day)> {
        let (as_of, start) = self.date(row, line, problems)?;
        let begun = self.places.starts.and_then(|place| self.begun(row, place, line));
        let from = begun.map_or(as_of.from(), AsOf::from);
        if from > as_of.to() {
            let wrong = WrongDate::Backwards { from, to: as_of.to() };
            let column = Some(self.places.sum.date.as_str());
            problems.warning(line, column, ProblemFact::BadDate(wrong));
        }
        Some((as_of.to(), start, from))
    }

    /// The date of a row, and when its period begins.
    fn date(
        &mut self,
        row: &impl Cells,
        line: u32,
        problems: &mut Problems,
    ) -> Option<(AsOf, Day)> {
        let places = self.places;
        let code = if let [only] = places.date[..] { row.code(only) } else { None };
        if let Some(known) = code.and_then(|code| self.by_code.get(code)) {
            return Some(known);
        }
        let column = Some(places.sum.date.as_str());
        let cell = match places.date[..] {
            [only] => row.cell(only),
            ref several => Cell::joined(several.iter().map(|place| row.cell(*place))),
        };
        if cell.is_nothing() {
            problems.error(line, column, ProblemFact::NoDate(DateLacking::All));
            return None;
        }
        let watched = self.watch.as_mut().filter(|_| places.date.len() == 1);
        let evidence = watched.and_then(|watch| watch.dates.as_mut());
        let as_of = match read_date(
            cell.as_text(),
            line,
            (places, &self.readings.dates),
            &mut self.known,
            evidence,
        ) {
            Ok(as_of) => as_of,
            Err(wrong) => {
                problems.error(line, column, ProblemFact::BadDate(wrong));
                return None;
            }
        };
        if places.is_coarser(as_of) {
            let fact = ProblemFact::TooCoarse { period: places.period };
            problems.error(line, column, fact);
            return None;
        }
        let known = (as_of, self.starts.of(as_of.to(), places));
        if let Some(code) = code {
            self.by_code.set(code, known);
        }
        Some(known)
    }

    /// When began what a row is about, where that can be read.
    fn begun(&mut self, row: &impl Cells, place: usize, line: u32) -> Option<AsOf> {
        let code = row.code(place);
        if let Some(known) = code.and_then(|code| self.starts_by_code.get(code)) {
            return known;
        }
        let cell = row.cell(place);
        let evidence = self.watch.as_mut().and_then(|watch| watch.dates.as_mut());
        let how = (self.places, &self.readings.starts);
        let read = read_date(cell.as_text(), line, how, &mut self.known_starts, evidence).ok();
        if let Some(code) = code {
            self.starts_by_code.set(code, read);
        }
        read
    }

    fn read_numbers(&mut self, row: &impl Cells, line: u32, problems: &mut Problems) {
        self.numbers.clear();
        self.empty.clear();
        for (at, (place, name)) in self.places.values.iter().enumerate() {
            let number = match self.plain_count(at, row.count(*place)) {
                None => self.number(at, name, &row.cell(*place), line, problems),
                count => count,
            };
            self.numbers.push(number);
        }
    }

    /// A number that the container has as one, unless it may stand for none.
    fn plain_count(&self, at: usize, count: Option<f64>) -> Option<f64> {
        if self.are_all_numbers.get(at) == Some(&true) {
            return count;
        }
        let has_codes = self.places.missing.get(at).is_some_and(|codes| !codes.is_empty());
        let reading = self.readings.numbers.get(at).copied().unwrap_or_default();
        count.filter(|count| !has_codes && !reading.is_missing(*count))
    }

    /// The number in a cell of one of the values.
    fn number(
        &mut self,
        at: usize,
        name: &str,
        cell: &Cell<'_>,
        line: u32,
        problems: &mut Problems,
    ) -> Option<f64> {
        let text = cell.as_text();
        let counted = Some(text).filter(|text| !text.is_empty()).and_then(in_digits);
        if let Some(count) = self.plain_count(at, counted) {
            return Some(count);
        }
        let codes = self.places.missing.get(at).filter(|codes| !codes.is_empty());
        let reading = self.readings.numbers.get(at).copied().unwrap_or_default();
        if cell.is_nothing() || is_missing(text) {
            self.empty.push(at);
            return None;
        }
        if let Some(watch) = &mut self.watch {
            watch.numbers.see_cell(cell, line, true);
        }
        if codes.is_some_and(|codes| codes.has(text)) {
            let fact = ProblemFact::StandsForNothing(text.to_owned());
            problems.repeated(line, name, text, fact);
            return None;
        }
        match reading.number_in(cell) {
            Ok(code) if reading.is_missing(code) => {
                problems.repeated(line, name, "", ProblemFact::MissingCode(code));
                None
            }
            Ok(number) => Some(number),
            Err(why) => {
                let text = text.to_owned();
                let fact = ProblemFact::BadNumber(WrongNumber::Text { text: text.clone(), why });
                problems.repeated(line, name, &text, fact);
                None
            }
        }
    }
}

/// When the periods of days begin that were seen already.
struct Starts(Vec<Option<(Day, Day)>>);

impl Default for Starts {
    fn default() -> Starts {
        /// Some forty years of days.
        const KNOWN: usize = 1 << 14;
        Starts(vec![None; KNOWN])
    }
}

impl Starts {
    /// When the period of a day begins.
    fn of(&mut self, day: Day, places: &Places<'_>) -> Day {
        let place = usize::try_from(day.number().unsigned_abs()).unwrap_or(0);
        let own = place.checked_rem(self.0.len()).and_then(|place| self.0.get_mut(place));
        match own {
            Some(Some((known, start))) if *known == day => *start,
            own => {
                let start = places.stretch(day).from();
                if let Some(own) = own {
                    *own = Some((day, start));
                }
                start
            }
        }
    }
}

/// What a date means; one that was not seen yet is seen as evidence, where that is asked for.
fn read_date(
    text: &str,
    line: u32,
    (places, dates): (&Places<'_>, &ColumnDates),
    known: &mut KnownDates,
    evidence: Option<&mut DateEvidence>,
) -> Result<AsOf, WrongDate> {
    known.get(text, places.sum.written.is_none(), |text| {
        if let Some(evidence) = evidence {
            evidence.see(text, line);
        }
        let text = whole_year(text);
        let usual = places.sum.written.map(|written| written.usual(Cow::Borrowed(text)));
        dates.as_of(usual.as_deref().unwrap_or(text))
    })
}

/// What dates mean that were seen already: most rows have that of another one.
#[derive(Default)]
struct KnownDates {
    known: HashMap<Box<str>, AsOf, RandomState>,
}

impl KnownDates {
    /// What a date means, which is read so where it was not seen yet. `is_usual` says whether dates
    /// are written in no way of the publisher's own.
    fn get(
        &mut self,
        text: &str,
        is_usual: bool,
        read: impl FnOnce(&str) -> Result<AsOf, WrongDate>,
    ) -> Result<AsOf, WrongDate> {
        /// More days have no years of wars.
        const MOST_KNOWN: usize = 1 << 16;
        if let Some(day) = day_by_computer(text).filter(|_| is_usual) {
            return Ok(AsOf::day(day));
        }
        if let Some(known) = self.known.get(text) {
            return Ok(*known);
        }
        let as_of = read(text)?;
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(text.into(), as_of);
        Ok(as_of)
    }
}

/// A year that a program wrote as a fraction: `2013.0`.
fn whole_year(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(year) if year.len() == 4 && year.bytes().all(|sign| sign.is_ascii_digit()) => year,
        _ => text,
    }
}
