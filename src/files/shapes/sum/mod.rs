//! Single events summed by groups and periods.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::through::{Asked, Shaped, Through, needed, period, tell};
use crate::estimate::asof::widened;
use crate::estimate::{AsOf, Day, Precision};
use crate::files::cells::{Cell, Cells};
use crate::files::containers::grid::{Grid, GridCell};
use crate::files::containers::{Record, Records};
use crate::files::date_marks::{ColumnDates, DateEvidence};
use crate::files::date_order::DateOrder;
use crate::files::field::Field;
use crate::files::mappings::{Codes, Mapping, Sum, position};
use crate::files::number_marks::{Marks, NumberEvidence, NumberReading};
use crate::files::numbers::is_missing;
use crate::files::period::Period;
use crate::files::problem::Problems;
use crate::files::problem_fact::{DateLacking, ProblemFact, WrongDate, WrongNumber};
use crate::files::unreadable::Unreadable;

/// So many stretches of rows are named behind a sum.
const MOST_STRETCHES: usize = 12;

/// Where the columns stand that a sum is made of.
struct Places<'s> {
    sum: &'s Sum,
    mapping: &'s Mapping,
    /// The texts that stand for nothing, by value.
    missing: Vec<Codes>,
    by: Vec<usize>,
    date: Vec<usize>,
    starts: Option<usize>,
    values: Vec<(usize, &'s str)>,
    /// The columns that are low, best and high of one estimate.
    triples: Vec<[Option<usize>; 3]>,
    period: Period,
}

/// How the cells are read.
struct Readings {
    dates: ColumnDates,
    starts: ColumnDates,
    numbers: Vec<NumberReading>,
}

/// A sum so far.
struct Sums {
    line: u32,
    end: usize,
    rows: u32,
    totals: Vec<Option<f64>>,
    /// So many rows have a number, by value.
    counted: Vec<u32>,
    /// The first and last record of every stretch of rows without a gap.
    stretches: Vec<(u32, u32)>,
    more: bool,
}

/// What there is to tell of all rows together.
#[derive(Default)]
struct Told {
    long: u32,
    across: u32,
    inconsistent: u32,
    inconsistent_at: Option<u32>,
    empty: BTreeMap<usize, u32>,
    used: u32,
}

type Groups = BTreeMap<(Vec<String>, Day), Sums>;

/// The sums of a table by group and period.
pub(super) fn summed(
    table: &dyn Records,
    sum: &Sum,
    mapping: &Mapping,
    asked: Asked<'_>,
    through: &mut Through<'_>,
) -> Result<Shaped, Unreadable> {
    let header = table.header();
    let (columns, group) = match asked.group_by {
        None => {
            let further = sum.by_if_there.iter().filter(|name| position(header, name).is_some());
            (sum.by.iter().chain(further).cloned().collect(), None)
        }
        Some(column) => {
            let place = needed(header, column)?;
            let chosen = sum.choices.iter().find(|(name, _)| position(header, name) == Some(place));
            let own = header.get(place).cloned().unwrap_or_default();
            match chosen {
                Some((_, columns)) => (columns.clone(), None),
                None => (vec![own.clone()], Some(own)),
            }
        }
    };
    let by: Result<Vec<usize>, _> = columns.iter().map(|name| needed(header, name)).collect();
    let date = std::iter::once(&sum.date).chain(&sum.with);
    let values =
        sum.values.iter().filter_map(|name| Some((position(header, name)?, name.as_str())));
    let values: Vec<(usize, &str)> = values.collect();
    let missing = values.iter().map(|(_, name)| mapping.missing_in(name));
    let places = Places {
        sum,
        mapping,
        missing: missing.collect(),
        by: by?,
        date: date.map(|name| needed(header, name)).collect::<Result<_, _>>()?,
        starts: sum.starts.as_ref().and_then(|name| position(header, name)),
        triples: triples(mapping, &values),
        values,
        period: period(asked.period, sum.period)?,
    };
    let readings = places.readings(table, asked.dates.or(mapping.date_order()), through)?;
    let (mut groups, mut told) = (Groups::new(), Told::default());
    let rows = through.each(table, true, &mut |record, problems| {
        places.add(record, &readings, &mut groups, &mut told, problems);
    })?;
    places.tell(&told, through.problems);
    let group = group.filter(|name| !mapping.reads_column(name));
    if let Some(column) = &group {
        groups = named_by(column, groups);
    }
    let table = places.table(&columns, groups, through.problems);
    Ok(Shaped { table, rows, group })
}

/// Groups whose names are numbers, which say nothing without the column's name.
fn named_by(column: &str, groups: Groups) -> Groups {
    let named = groups.into_iter().map(|((mut group, start), sums)| {
        for name in &mut group {
            if !name.is_empty() && !name.contains(char::is_alphabetic) {
                *name = format!("{column} {name}");
            }
        }
        ((group, start), sums)
    });
    named.collect()
}

/// Which of the summed columns are low, best and high of one estimate.
fn triples(mapping: &Mapping, values: &[(usize, &str)]) -> Vec<[Option<usize>; 3]> {
    let place = |name: &str| values.iter().position(|(_, own)| own.eq_ignore_ascii_case(name));
    let of = |field| {
        move |rules: &Vec<(Field, String)>| {
            let column = rules.iter().find(|(to, _)| *to == field)?;
            place(&column.1)
        }
    };
    let parts = mapping.columns_by_part();
    parts
        .iter()
        .map(|rules| [of(Field::Low)(rules), of(Field::Best)(rules), of(Field::High)(rules)])
        .filter(|triple| triple.iter().flatten().count() > 1)
        .collect()
}

impl Places<'_> {
    /// Goes through the table for how its dates and numbers are written.
    fn readings(
        &self,
        table: &dyn Records,
        order: Option<DateOrder>,
        through: &mut Through<'_>,
    ) -> Result<Readings, Unreadable> {
        let (mut dates, mut starts) = (DateEvidence::default(), DateEvidence::default());
        let mut numbers = vec![NumberEvidence::default(); self.values.len()];
        through.each(table, false, &mut |record, _| {
            if let [place] = self.date[..] {
                dates.see(record.cell(place).as_text(), record.line);
            }
            if let Some(place) = self.starts {
                starts.see(record.cell(place).as_text(), record.line);
            }
            for ((place, _), evidence) in self.values.iter().zip(&mut numbers) {
                evidence.see_cell(&record.cell(*place), record.line, true);
            }
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
            column(&dates, &self.sum.date),
            column(&starts, self.sum.starts.as_deref().unwrap_or("")),
        );
        let all = NumberEvidence::merged(numbers.iter());
        let decided = numbers.iter().zip(&self.values).map(|(evidence, (_, name))| {
            let (mut reading, told) = evidence.decide(&all, table.delimiter());
            match (self.mapping.decimal_mark_in(name), told) {
                (Some(mark), _) => reading.marks = Marks::As(mark),
                (None, Some((line, fact))) => through.problems.warning(line, Some(name), fact),
                (None, None) => {}
            }
            reading
        });
        let numbers = decided.collect();
        Ok(Readings { dates, starts, numbers })
    }

    fn add(
        &self,
        record: &Record<'_>,
        readings: &Readings,
        groups: &mut Groups,
        told: &mut Told,
        problems: &mut Problems,
    ) {
        let Some(day) = self.day(record, readings, told, problems) else { return };
        let numbers = self.numbers(record, readings, told, problems);
        let inconsistent = self.triples.iter().any(|triple| {
            let number = |place: Option<usize>| numbers.get(place?).copied().flatten();
            let [low, best, high] = triple.map(number);
            let falls = |one: Option<f64>, other: Option<f64>| {
                one.zip(other).is_some_and(|(one, other)| one > other)
            };
            falls(low, best) || falls(best, high) || falls(low, high)
        });
        if inconsistent {
            told.inconsistent = told.inconsistent.saturating_add(1);
            told.inconsistent_at.get_or_insert(record.line);
        }
        told.used = told.used.saturating_add(1);
        let group = self.by.iter().map(|place| group_name(record.cell(*place).as_text()));
        let start = self.stretch(day).from();
        let sums = groups.entry((group.collect(), start)).or_insert_with(|| Sums {
            line: record.line,
            end: record.end,
            rows: 0,
            totals: vec![None; self.values.len()],
            counted: vec![0; self.values.len()],
            stretches: Vec::new(),
            more: false,
        });
        sums.take(record.number, &numbers);
    }

    /// The day in whose period a row is counted.
    fn day(
        &self,
        record: &Record<'_>,
        readings: &Readings,
        told: &mut Told,
        problems: &mut Problems,
    ) -> Option<Day> {
        let column = Some(self.sum.date.as_str());
        let cell = Cell::joined(self.date.iter().map(|place| record.cell(*place)));
        if cell.is_nothing() {
            problems.error(record.line, column, ProblemFact::NoDate(DateLacking::All));
            return None;
        }
        let text = whole_year(cell.as_text());
        let usual = self.sum.written.map(|written| written.usual(Cow::Borrowed(text)));
        let as_of = match readings.dates.as_of(usual.as_deref().unwrap_or(text)) {
            Ok(as_of) => as_of,
            Err(wrong) => {
                problems.error(record.line, column, ProblemFact::BadDate(wrong));
                return None;
            }
        };
        if self.is_coarser(as_of) {
            let fact = ProblemFact::TooCoarse { period: self.period };
            problems.error(record.line, column, fact);
            return None;
        }
        let begun = self.starts.map(|place| {
            let cell = record.cell(place);
            let text = Cow::Borrowed(whole_year(cell.as_text()));
            let usual = self.sum.written.map(|written| written.usual(text.clone()));
            readings.starts.as_of(&usual.unwrap_or(text))
        });
        let from = begun.and_then(Result::ok).map_or(as_of.from(), AsOf::from);
        if from > as_of.to() {
            let wrong = WrongDate::Backwards { from, to: as_of.to() };
            problems.warning(record.line, column, ProblemFact::BadDate(wrong));
        } else if from < as_of.to() {
            told.long = told.long.saturating_add(1);
            let is_across = self.stretch(from).from() != self.stretch(as_of.to()).from();
            told.across = told.across.saturating_add(u32::from(is_across));
        }
        Some(as_of.to())
    }

    /// Whether a date tells less than in which period it is.
    fn is_coarser(&self, as_of: AsOf) -> bool {
        let longest = match self.period {
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 31,
            Period::Year => 366,
        };
        as_of.from().days_until(as_of.to()) >= longest
    }

    fn numbers(
        &self,
        record: &Record<'_>,
        readings: &Readings,
        told: &mut Told,
        problems: &mut Problems,
    ) -> Vec<Option<f64>> {
        let mut read = |at: usize, place: usize, name: &str, reading: &NumberReading| {
            let cell = record.cell(place);
            let text = cell.as_text();
            if cell.is_nothing() || is_missing(text) {
                let empty = told.empty.entry(at).or_default();
                *empty = empty.saturating_add(1);
                return None;
            }
            if self.missing.get(at).is_some_and(|codes| codes.has(text)) {
                let fact = ProblemFact::StandsForNothing(text.to_owned());
                problems.repeated(record.line, name, text, fact);
                return None;
            }
            match reading.number_in(&cell) {
                Ok(code) if reading.is_missing(code) => {
                    problems.repeated(record.line, name, "", ProblemFact::MissingCode(code));
                    None
                }
                Ok(number) => Some(number),
                Err(why) => {
                    let text = text.to_owned();
                    let fact =
                        ProblemFact::BadNumber(WrongNumber::Text { text: text.clone(), why });
                    problems.repeated(record.line, name, &text, fact);
                    None
                }
            }
        };
        let values = self.values.iter().zip(&readings.numbers).enumerate();
        values.map(|(at, ((place, name), reading))| read(at, *place, name, reading)).collect()
    }

    /// The period in which a day lies; a week begins on a Monday.
    fn stretch(&self, day: Day) -> AsOf {
        match self.period {
            Period::Day => AsOf::day(day),
            Period::Week => {
                let monday = i32::from(day.civil().weekday().to_monday_zero_offset());
                widened(day.plus(6_i32.saturating_sub(monday)), Precision::Week)
            }
            Period::Month => AsOf::month(day),
            Period::Year => widened(day, Precision::Year),
        }
    }

    fn tell(&self, told: &Told, problems: &mut Problems) {
        let (rows, period) = (told.used, self.period);
        if rows == 0 {
            return;
        }
        let is_envelope = self.triples.iter().any(|triple| triple.iter().flatten().count() > 1);
        tell(ProblemFact::Summed { rows, period, is_envelope }, problems);
        if told.long > 0 {
            let fact = ProblemFact::LongEvents { rows: told.long, across: told.across, period };
            tell(fact, problems);
        }
        if let Some(line) = told.inconsistent_at {
            problems.warning(line, None, ProblemFact::InconsistentRows { rows: told.inconsistent });
        }
        for (at, rows) in &told.empty {
            let name = self.values.get(*at).map(|(_, name)| *name);
            problems.warning(0, name, ProblemFact::NotCounted { rows: *rows });
        }
    }

    /// Leaves out the best and high of a sum for which a row has another of the three, but not that:
    /// the sum of the other rows is neither.
    fn without_partial(&self, sums: &mut Sums) -> bool {
        let before = sums.totals.clone();
        for [low, best, high] in &self.triples {
            let counted = |place: Option<usize>| {
                place.and_then(|place| sums.counted.get(place).copied()).unwrap_or_default()
            };
            let most = [low, best, high].into_iter().map(|place| counted(*place)).max();
            for place in [best, high].into_iter().flatten() {
                let is_partial = Some(counted(Some(*place))) < most;
                if let Some(total) = sums.totals.get_mut(*place).filter(|_| is_partial) {
                    *total = None;
                }
            }
        }
        before != sums.totals
    }

    fn table(&self, by: &[String], groups: Groups, problems: &mut Problems) -> Grid {
        let named = ["period start", "period end", "precision"].map(str::to_owned);
        let values = self.values.iter().map(|(_, name)| (*name).to_owned());
        let count = self.sum.count.iter().cloned();
        let header = by.iter().cloned().chain(named).chain(values).chain(count);
        let mut table = Grid::new(header.chain(["rows".to_owned()]).collect(), None);
        let mut partial = 0_u32;
        for ((group, start), mut sums) in groups {
            partial = partial.saturating_add(u32::from(self.without_partial(&mut sums)));
            let stretch = self.stretch(start);
            let days = [stretch.from().to_string(), stretch.to().to_string()];
            let texts =
                group.into_iter().chain(days).chain([stretch.precision().word().to_owned()]);
            let mut cells: Vec<GridCell> = texts.map(GridCell::Text).collect();
            let total = |total: &Option<f64>| total.map_or(GridCell::Nothing, rounded);
            cells.extend(sums.totals.iter().map(total));
            cells.extend(self.sum.count.iter().map(|_| GridCell::number(f64::from(sums.rows))));
            cells.push(GridCell::Text(sums.behind()));
            table.push(sums.line, sums.end, cells);
        }
        if partial > 0 {
            tell(ProblemFact::PartialSums { sums: partial }, problems);
        }
        table
    }
}

/// A year that a program wrote as a fraction: `2013.0`.
fn whole_year(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(year) if year.len() == 4 && year.bytes().all(|sign| sign.is_ascii_digit()) => year,
        _ => text,
    }
}

/// A group as its cell names it; a whole number that a program wrote as a fraction is that number.
fn group_name(text: &str) -> String {
    let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()));
    whole.unwrap_or(text).to_owned()
}

/// A sum without the tail that sums of decimals carry and nobody stated.
fn rounded(sum: f64) -> GridCell {
    let rounded = (sum * 1e6).round() / 1e6;
    GridCell::number(if rounded.is_finite() { rounded } else { sum })
}

impl Sums {
    fn take(&mut self, record: u32, numbers: &[Option<f64>]) {
        self.rows = self.rows.saturating_add(1);
        let totals = self.totals.iter_mut().zip(&mut self.counted);
        for ((total, counted), number) in totals.zip(numbers) {
            if let Some(number) = number {
                *total = Some(total.unwrap_or(0.0) + number);
                *counted = counted.saturating_add(1);
            }
        }
        let has_room = self.stretches.len() < MOST_STRETCHES;
        match self.stretches.last_mut() {
            Some((_, last)) if !self.more && last.saturating_add(1) == record => *last = record,
            _ if has_room => self.stretches.push((record, record)),
            _ => self.more = true,
        }
    }

    /// How many rows are behind it, and which.
    fn behind(&self) -> String {
        let stretch = |(first, last): &(u32, u32)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        let stretches: Vec<String> = self.stretches.iter().map(stretch).collect();
        let more = if self.more { ", …" } else { "" };
        let noun = if self.rows == 1 { "row" } else { "rows" };
        format!("{} {noun} of the file: {}{more}", self.rows, stretches.join(", "))
    }
}
