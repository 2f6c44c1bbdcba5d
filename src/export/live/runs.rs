//! What is said on each of many days, without saying again what stays the same.
//!
//! From one day to the next mostly only numbers change, and those in even steps. So days that follow
//! each other and differ in nothing but numbers are one [`Run`]: the words once, and for each number
//! that changes its values, day by day. What stays the same is a part of the words. Nothing is lost:
//! a number whose digits would not come back as they were is left where it stands, as words. A day that
//! is spoken of on itself has its sign, so that it breaks no run.

use std::sync::Arc;

/// What is said on a day: a line each. Lines that stay from day to day are one text.
pub(super) type Lines = Arc<[Arc<str>]>;

/// Stands for the day on which a line is said, as the words write days. No text holds it: what cannot
/// be seen in one is written out.
pub(super) const THE_DAY: &str = "\u{1}";

/// A part of a line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Bit {
    Words(String),
    /// A number, with so many digits after the point of which zeros at the end are not written.
    Number {
        decimals: u8,
    },
}

/// A line with the places of its numbers.
pub(super) type Piece = Vec<Bit>;

/// Days that follow each other, and differ in nothing but numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// The first of them, counted from the first day of the page.
    pub first: usize,
    pub days: usize,
    pub lines: Vec<Piece>,
    /// For each number in the lines, in order, its place in `series`.
    pub numbers: Vec<usize>,
    /// A value for each day, without the point.
    pub series: Vec<Vec<i64>>,
}

/// No number with more digits before or after the point is taken out of the words: with both it is
/// known exactly wherever it is read.
const MOST_DIGITS: usize = 9;
const MOST_DECIMALS: usize = 6;

/// A number as it is written: its digits without the point, and how many of them stand behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Written {
    digits: i64,
    decimals: u8,
}

impl Written {
    fn with_decimals(self, decimals: u8) -> i64 {
        let more = u32::from(decimals.saturating_sub(self.decimals));
        self.digits.saturating_mul(10_i64.saturating_pow(more))
    }

    fn text(self, mark: Option<char>) -> String {
        text_of(self.digits, self.decimals, mark)
    }
}

/// A number as the words write it: thousands set apart by `mark`, no zeros at the end of what stands
/// behind the point.
pub(super) fn text_of(digits: i64, decimals: u8, mark: Option<char>) -> String {
    let one = 10_i64.saturating_pow(u32::from(decimals));
    let whole = (digits / one).to_string();
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        let is_set_apart = place > 0 && whole.len().saturating_sub(place).is_multiple_of(3);
        text.extend(mark.filter(|_| is_set_apart));
        text.push(digit);
    }
    let width = usize::from(decimals);
    let fraction = format!("{:0width$}", digits % one);
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A line taken apart: the words without the numbers, and where in them which number stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Apart {
    words: String,
    places: Vec<usize>,
    numbers: Vec<Written>,
}

impl Apart {
    fn of(line: &str, mark: Option<char>) -> Apart {
        let mut apart = Apart { words: String::with_capacity(line.len()), ..Apart::default() };
        let mut rest = line;
        while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
            let (words, from) = rest.split_at(at);
            apart.words.push_str(words);
            let (number, behind) = from.split_at(length_of_number(from, mark));
            match written(number, mark) {
                Some(written) => {
                    apart.places.push(apart.words.len());
                    apart.numbers.push(written);
                }
                None => apart.words.push_str(number),
            }
            rest = behind;
        }
        apart.words.push_str(rest);
        apart
    }

    fn differs_in_numbers_alone(&self, other: &Apart) -> bool {
        std::ptr::eq(self, other) || self.words == other.words && self.places == other.places
    }
}

/// How many bytes of a text that begins with a digit are one number.
fn length_of_number(text: &str, mark: Option<char>) -> usize {
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    while let Some(mark) = mark
        && let Some(behind) = text.get(length..).and_then(|rest| rest.strip_prefix(mark))
        && digits(behind) == 3
    {
        length = length.saturating_add(mark.len_utf8()).saturating_add(3);
    }
    let fraction = text.get(length..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    if fraction == 0 { length } else { length.saturating_add(1).saturating_add(fraction) }
}

/// A number, if it is written in the one way in which it is written again: all thousands set apart,
/// no zeros at its beginning, and none at its end behind the point.
fn written(text: &str, mark: Option<char>) -> Option<Written> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    // Groups of three stand behind every mark, and so before it no more than three.
    let first = whole.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let is_grouped = mark.is_none() || first.len() <= 3;
    let is_short = !whole.starts_with('0') || whole.len() == 1;
    let mut digits = 0_i64;
    let mut count = 0_usize;
    for digit in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        digits = digits.saturating_mul(10).saturating_add(i64::from(digit.saturating_sub(b'0')));
        count = count.saturating_add(1);
    }
    let is_exact = count.saturating_sub(fraction.len()) <= MOST_DIGITS
        && fraction.len() <= MOST_DECIMALS
        && !fraction.ends_with('0');
    let decimals = u8::try_from(fraction.len()).ok()?;
    (is_grouped && is_short && is_exact).then_some(Written { digits, decimals })
}

/// A day, and its lines taken apart.
type OfDay = (usize, Vec<Arc<Apart>>);

/// The runs of these days, each told with its place among the days of the page, in order.
pub(super) fn runs(days: &[(usize, Lines)], mark: Option<char>) -> Vec<Run> {
    let mut apart: Vec<OfDay> = Vec::with_capacity(days.len());
    let mut before: Option<&Lines> = None;
    for (day, lines) in days {
        let last = apart.last().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
        let same = |place: usize, line: &Arc<str>| {
            let is_same = before?.get(place).is_some_and(|before| Arc::ptr_eq(before, line));
            last.get(place).filter(|_| is_same).cloned()
        };
        let of_day = lines.iter().enumerate().map(|(place, line)| {
            same(place, line).unwrap_or_else(|| Arc::new(Apart::of(line, mark)))
        });
        let of_day = of_day.collect();
        apart.push((*day, of_day));
        before = Some(lines);
    }
    let follows = |(day, lines): &OfDay, (next, after): &OfDay| {
        let mut both = lines.iter().zip(after);
        day.checked_add(1) == Some(*next)
            && lines.len() == after.len()
            && both.all(|(line, other)| line.differs_in_numbers_alone(other))
    };
    apart.chunk_by(follows).filter_map(|run| run_of(run, mark)).collect()
}

fn run_of(days: &[OfDay], mark: Option<char>) -> Option<Run> {
    let (first, lines) = days.first()?;
    let mut run =
        Run { first: *first, days: days.len(), lines: vec![], numbers: vec![], series: vec![] };
    for (place, line) in lines.iter().enumerate() {
        let of_days: Vec<&Apart> =
            days.iter().filter_map(|(_, lines)| lines.get(place).map(|line| &**line)).collect();
        let piece = piece_of(line, &of_days, mark, &mut run);
        run.lines.push(piece);
    }
    Some(run)
}

/// A line of a run, as it is on each of its days. What of its numbers changes goes to the series of
/// the run, each once.
fn piece_of(line: &Apart, of_days: &[&Apart], mark: Option<char>, run: &mut Run) -> Piece {
    let (mut piece, mut words, mut from) = (Piece::new(), String::new(), 0);
    for (place, (at, number)) in line.places.iter().zip(&line.numbers).enumerate() {
        words.push_str(line.words.get(from..*at).unwrap_or_default());
        from = *at;
        let all = || of_days.iter().filter_map(|line| line.numbers.get(place));
        if all().all(|other| other == number) {
            words.push_str(&number.text(mark));
            continue;
        }
        let decimals = all().map(|number| number.decimals).max().unwrap_or_default();
        let values: Vec<i64> = all().map(|number| number.with_decimals(decimals)).collect();
        let known = run.series.iter().position(|series| *series == values);
        run.numbers.push(known.unwrap_or(run.series.len()));
        if known.is_none() {
            run.series.push(values);
        }
        if !words.is_empty() {
            piece.push(Bit::Words(std::mem::take(&mut words)));
        }
        piece.push(Bit::Number { decimals });
    }
    words.push_str(line.words.get(from..).unwrap_or_default());
    if !words.is_empty() {
        piece.push(Bit::Words(words));
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a run says on its days, put together by the description of its fields alone.
    fn said(run: &Run, mark: Option<char>) -> Vec<(usize, Vec<String>)> {
        let day = |day: usize| {
            let mut numbers = run.numbers.iter().map(|series| run.series[*series][day]);
            let mut bit = |bit: &Bit| match bit {
                Bit::Words(words) => words.clone(),
                Bit::Number { decimals } => {
                    text_of(numbers.next().expect("a number"), *decimals, mark)
                }
            };
            let lines = run.lines.iter().map(|line| line.iter().map(&mut bit).collect());
            (run.first + day, lines.collect())
        };
        (0..run.days).map(day).collect()
    }

    fn days(lines: &[&str]) -> Vec<(usize, Lines)> {
        let lines = lines.iter().map(|line| Lines::from([Arc::from(*line), Arc::from("—")]));
        lines.enumerate().collect()
    }

    fn assert_back(lines: &[&str], mark: Option<char>) -> Vec<Run> {
        let days = days(lines);
        let runs = runs(&days, mark);
        let back: Vec<_> = runs.iter().flat_map(|run| said(run, mark)).collect();
        let days: Vec<_> = days
            .into_iter()
            .map(|(day, lines)| (day, lines.iter().map(ToString::to_string).collect()))
            .collect();
        assert_eq!(back, days);
        runs
    }

    #[test]
    fn days_that_differ_in_numbers_alone_are_one_run() {
        let lines = [
            "CSIS’ 325,000 of 23 Dec (carried 1 day at 1,466–1,471.5 a day: 326,466)",
            "CSIS’ 325,000 of 23 Dec (carried 2 day at 1,466–1,471.5 a day: 327,933)",
            "CSIS’ 325,000 of 23 Dec (carried 3 day at 1,466–1,472 a day: 1,000,001)",
        ];
        let runs = assert_back(&lines, Some(','));
        assert_eq!((runs.len(), runs[0].series.len()), (1, 3));
        assert_eq!(runs[0].series[1], [14_715, 14_715, 14_720], "a point that some days lack");
    }

    #[test]
    fn numbers_come_back_as_they_were_written_in_every_style() {
        let odd = [
            "year 2024, 007, 1,23, 1,2345, 12,345,678,901,234,567,890 and 0.50",
            "year 2025, 008, 1,24, 1,2346, 12,345,678,901,234,567,891 and 0.51",
            "‹U+202E›1.2.3 9. 10 ٣ 3,000. 0 0.1 0.10 1e5 1,000,000.25",
            "‹U+202E›1.2.4 8. 11 ٣ 4,000. 1 0.2 0.20 1e6 2,000,000.5",
            "1\u{a0}000 and 12\u{a0}34",
            "1\u{a0}001 and 12\u{a0}35",
            "",
        ];
        for mark in [Some(','), Some('\u{a0}'), None] {
            assert_back(&odd, mark);
        }
    }

    #[test]
    fn a_number_that_stands_twice_has_its_values_once() {
        let runs = assert_back(&["3 of 7, all 3", "4 of 7, all 4"], Some(','));
        assert_eq!((runs[0].numbers.len(), runs[0].series.len()), (2, 1));
    }

    #[test]
    fn days_that_do_not_follow_each_other_are_no_run() {
        let days = [(0, Lines::from([Arc::from("1")])), (2, Lines::from([Arc::from("2")]))];
        assert_eq!(runs(&days, None).len(), 2);
    }
}
