//! Which sign in a table's numbers is the decimal mark, and which number stands for none: what the
//! cells of a column tell, and where they do not, those of its other columns.

use super::cells::Cell;
use super::numbers::{BadNumber, in_digits, number};
use super::problem_fact::{NumbersToldBy, ProblemFact};
use crate::estimate::DecimalMark;

/// What a column's cells tell about how its numbers are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberEvidence {
    numbers: u32,
    /// The first number whose decimals can only follow a point.
    point: Option<(u32, String)>,
    comma: Option<(u32, String)>,
    /// Those that could be read either way: 1.000, and 1,000.
    with_point: Either,
    with_comma: Either,
    /// Whether one of these is no count, which would be whole.
    may_be_fractions: bool,
    below_zero: BelowZero,
    /// Of all columns together: the numbers that stand for none in one of them.
    codes: Vec<f64>,
}

#[derive(Clone, Debug, Default)]
struct Either {
    count: u32,
    first: Option<(u32, String)>,
}

impl Either {
    fn see(&mut self, line: u32, text: &str) {
        self.count = self.count.saturating_add(1);
        self.first.get_or_insert_with(|| (line, text.to_owned()));
    }
}

/// A column has no more codes than these: what does not apply, what is not known, what was not asked.
const MOST_CODES: usize = 3;

/// The numbers below zero of a column.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct BelowZero {
    /// Those that may stand for none, each of a count, and in how many cells each stands.
    codes: [Option<(f64, u32)>; MOST_CODES],
    /// Whether any other is below zero.
    has_others: bool,
}

impl BelowZero {
    fn see(&mut self, code: f64) {
        for place in &mut self.codes {
            match place {
                Some((known, cells)) if known.total_cmp(&code).is_eq() => {
                    *cells = cells.saturating_add(1);
                    return;
                }
                Some(_) => {}
                None => {
                    *place = Some((code, 1));
                    return;
                }
            }
        }
        self.has_others = true;
    }

    /// The numbers that stand for none: where nothing else is below zero and each of them comes more
    /// than once, is plain enough, or does so in another column.
    fn missing(&self, elsewhere: &[f64]) -> [Option<f64>; MOST_CODES] {
        let is_proven = |(code, cells): (f64, u32)| {
            let is_known = elsewhere.iter().any(|other| other.total_cmp(&code).is_eq());
            cells > 1 || code <= PLAIN_CODE || is_known
        };
        match !self.has_others && self.codes.into_iter().flatten().all(is_proven) {
            true => self.codes.map(|code| code.map(|(code, _)| code)),
            false => [None; MOST_CODES],
        }
    }
}

/// Whether a number may stand for none in a column of counts, where nothing else is below zero:
/// −9, −99, −999 and so on, and the same of sevens and eights from two digits on.
fn is_code(number: f64) -> bool {
    let digits = format!("{}", number.abs());
    let is_same = digits.bytes().all(|digit| digits.as_bytes().first() == Some(&digit));
    number < 0.0
        && is_same
        && (digits.starts_with('9') || (digits.starts_with(['7', '8']) && digits.len() > 1))
}

/// From here on a number is taken for a code though it comes once.
const PLAIN_CODE: f64 = -999.0;

/// How a column's numbers are read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct NumberReading {
    pub(crate) marks: Marks,
    /// The numbers that stand for none.
    missing: [Option<f64>; MOST_CODES],
}

impl Default for NumberReading {
    fn default() -> NumberReading {
        NumberReading { marks: Marks::As(DecimalMark::Point), missing: [None; MOST_CODES] }
    }
}

impl NumberReading {
    /// The number that a cell of the column means, or why it means none.
    pub(crate) fn number(self, text: &str) -> Result<f64, BadNumber> {
        match self.marks {
            Marks::As(mark) => number(text, mark),
            Marks::Mixed => match Readings::of(text) {
                Readings::None => number(text, DecimalMark::Point),
                Readings::Same(only) | Readings::Only(_, only) => Ok(only),
                Readings::Either => Err(BadNumber::EitherMark),
            },
        }
    }

    /// The number that a cell of the column means, which may leave no choice, or why it means none.
    pub(crate) fn number_in(self, cell: &Cell<'_>) -> Result<f64, BadNumber> {
        match cell {
            Cell::Number(exact) => number(exact, DecimalMark::Point),
            cell => self.number(cell.as_text()),
        }
    }

    /// Whether a number in this cell could be read either way, and the column has both.
    pub(crate) fn is_open(self, cell: &Cell<'_>) -> bool {
        let is_exact = matches!(cell, Cell::Number(_));
        !is_exact
            && self.marks == Marks::Mixed
            && numerals(cell.as_text()).any(|numeral| Readings::of(numeral) == Readings::Either)
    }

    /// Whether a number of the column stands for none.
    pub(crate) fn is_missing(self, number: f64) -> bool {
        self.missing.iter().flatten().any(|code| code.total_cmp(&number).is_eq())
    }

    /// Whether no number of the column stands for none.
    pub(crate) fn has_no_codes(self) -> bool {
        self.missing.iter().all(Option::is_none)
    }

    /// The decimal mark, where the column has one.
    pub(crate) fn mark(self) -> Option<DecimalMark> {
        match self.marks {
            Marks::As(mark) => Some(mark),
            Marks::Mixed => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Marks {
    As(DecimalMark),
    /// The column has both; only numbers with one reading are read.
    Mixed,
}

/// What a mark in a number can be.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Readings {
    None,
    Same(f64),
    Only(DecimalMark, f64),
    Either,
}

impl Readings {
    fn of(text: &str) -> Readings {
        let by = |mark| number(text, mark).ok();
        match (by(DecimalMark::Point), by(DecimalMark::Comma)) {
            (None, None) => Readings::None,
            (Some(one), Some(other)) if one.total_cmp(&other).is_eq() => Readings::Same(one),
            (Some(_), Some(_)) => Readings::Either,
            (Some(one), None) => Readings::Only(DecimalMark::Point, one),
            (None, Some(one)) => Readings::Only(DecimalMark::Comma, one),
        }
    }
}

/// The numbers in digits of a cell.
fn numerals(text: &str) -> impl Iterator<Item = &str> {
    let within = |sign: char| {
        sign.is_ascii_digit() || sign.is_whitespace() || [',', '.', '\'', '’'].contains(&sign)
    };
    let runs = text.split(move |sign: char| !within(sign)).map(|run| {
        let run = run.trim().trim_end_matches(['.', ',', '\'', '’']);
        run.trim_start_matches(|sign: char| !sign.is_ascii_digit() && sign != '.' && sign != ',')
    });
    runs.flat_map(|run| {
        let is_one = Readings::of(run) != Readings::None;
        let (whole, parts) = if is_one { (Some(run), "") } else { (None, run) };
        whole.into_iter().chain(parts.split_whitespace())
    })
}

impl NumberEvidence {
    /// Takes a cell into account that has nothing but digits, and says whether it was such a one.
    pub(crate) fn is_of_digits(&mut self, cell: &Cell<'_>) -> bool {
        let is_such = matches!(cell, Cell::Text(text) if in_digits(text).is_some());
        self.numbers = self.numbers.saturating_add(u32::from(is_such));
        is_such
    }

    /// Takes one cell into account. `is_count` says whether it counts people or things.
    pub(crate) fn see(&mut self, text: &str, line: u32, is_count: bool) {
        if in_digits(text).is_some() {
            self.numbers = self.numbers.saturating_add(1);
            return;
        }
        if !text.contains(|sign: char| sign.is_ascii_digit()) {
            return;
        }
        for numeral in numerals(text) {
            let keep = || Some((line, numeral.to_owned()));
            match Readings::of(numeral) {
                Readings::None => continue,
                Readings::Same(_) => {}
                Readings::Only(DecimalMark::Point, _) => {
                    self.point = self.point.take().or_else(keep);
                }
                Readings::Only(DecimalMark::Comma, _) => {
                    self.comma = self.comma.take().or_else(keep);
                }
                Readings::Either => {
                    self.may_be_fractions |= !is_count;
                    match numeral.contains('.') {
                        true => self.with_point.see(line, numeral),
                        false => self.with_comma.see(line, numeral),
                    }
                }
            }
            self.numbers = self.numbers.saturating_add(1);
        }
        self.see_below_zero(text, is_count);
    }

    /// Takes one cell into account. A number that leaves no choice tells only what may stand for
    /// none.
    pub(crate) fn see_cell(&mut self, cell: &Cell<'_>, line: u32, is_count: bool) {
        match cell {
            Cell::Number(number) if number.starts_with('-') => {
                self.see_below_zero(number, is_count);
            }
            Cell::Number(_) => {}
            cell => self.see(cell.as_text(), line, is_count),
        }
    }

    fn see_below_zero(&mut self, text: &str, is_count: bool) {
        let below = match Readings::of(text) {
            Readings::Same(number) | Readings::Only(_, number) if number < 0.0 => Some(number),
            Readings::Either if text.starts_with(['-', '−']) => None,
            _ => return,
        };
        match below.filter(|number| is_count && is_code(*number)) {
            Some(code) => self.below_zero.see(code),
            None => self.below_zero.has_others = true,
        }
    }

    /// Whether every number so far is read alike with a point as the decimal mark and with whatever
    /// the column is found to have.
    pub(crate) fn is_plain(&self) -> bool {
        let either = self.with_point.count.saturating_add(self.with_comma.count);
        self.comma.is_none() && either == 0 && self.below_zero == BelowZero::default()
    }

    /// What tells of all the columns of a file together.
    pub(crate) fn merged<'e>(all: impl Iterator<Item = &'e NumberEvidence>) -> NumberEvidence {
        all.fold(NumberEvidence::default(), |mut merged, one| {
            merged.point = merged.point.take().or_else(|| one.point.clone());
            merged.comma = merged.comma.take().or_else(|| one.comma.clone());
            merged.codes.extend(one.below_zero.missing(&[]).into_iter().flatten());
            merged
        })
    }

    /// How the column is read, and what to tell at which line where there was a choice. `all` is
    /// what the columns tell together; `delimiter` what stands between the cells, where they are
    /// text alone.
    pub(crate) fn decide(
        &self,
        all: &NumberEvidence,
        delimiter: Option<u8>,
    ) -> (NumberReading, Option<(u32, ProblemFact)>) {
        let (marks, told_by) = self.marks(all, delimiter);
        let reading = NumberReading { marks, missing: self.below_zero.missing(&all.codes) };
        (reading, self.told(marks, told_by, delimiter == Some(b';')))
    }

    fn marks(&self, all: &NumberEvidence, delimiter: Option<u8>) -> (Marks, NumbersToldBy) {
        use DecimalMark::{Comma, Point};
        let text = |found: &(u32, String)| found.1.clone();
        match (&self.point, &self.comma) {
            (Some(point), Some(comma)) => {
                let (line, point, comma) = (point.0, text(point), text(comma));
                return (Marks::Mixed, NumbersToldBy::Both { point, line, comma });
            }
            (Some(point), None) => return (Marks::As(Point), NumbersToldBy::Point(text(point))),
            (None, Some(comma)) => return (Marks::As(Comma), NumbersToldBy::Comma(text(comma))),
            (None, None) => {}
        }
        let elsewhere = |found: &(u32, String)| NumbersToldBy::OtherColumn(text(found));
        match (&all.point, &all.comma) {
            (Some(point), None) => return (Marks::As(Point), elsewhere(point)),
            (None, Some(comma)) => return (Marks::As(Comma), elsewhere(comma)),
            _ => {}
        }
        // People and things are whole: what could be thousands is.
        if delimiter.is_some() && !self.may_be_fractions {
            match (self.with_point.count, self.with_comma.count) {
                (1.., 0) => return (Marks::As(Comma), NumbersToldBy::WholeCounts),
                (0, 1..) => return (Marks::As(Point), NumbersToldBy::WholeCounts),
                _ => {}
            }
        }
        match delimiter {
            Some(b';') => (Marks::As(Comma), NumbersToldBy::Separator),
            _ => (Marks::As(Point), NumbersToldBy::Nothing),
        }
    }

    /// Nothing where each number has one reading, or commas set thousands apart, as is usual.
    fn told(
        &self,
        marks: Marks,
        told_by: NumbersToldBy,
        semicolons: bool,
    ) -> Option<(u32, ProblemFact)> {
        let either = self.with_point.count.saturating_add(self.with_comma.count);
        let is_plain = match marks {
            Marks::As(DecimalMark::Point) => {
                let is_usual = !semicolons || told_by != NumbersToldBy::WholeCounts;
                self.with_point.count == 0 && is_usual
            }
            Marks::As(DecimalMark::Comma) => either == 0 && (semicolons || self.comma.is_none()),
            Marks::Mixed => false,
        };
        let first = self.with_point.first.as_ref().or(self.with_comma.first.as_ref());
        let (line, text) = first.or(self.comma.as_ref()).filter(|_| !is_plain)?.clone();
        let number = match marks {
            Marks::As(mark) => number(&text, mark).unwrap_or_default(),
            Marks::Mixed => 0.0,
        };
        let numbers = self.numbers;
        Some((line, ProblemFact::AmbiguousNumber { text, number, either, numbers, told_by }))
    }
}
