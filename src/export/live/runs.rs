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

/// What a line is made of.
enum Token<'a> {
    Words(&'a str),
    Number(Written),
}

fn tokens(line: &str, mark: Option<char>) -> impl Iterator<Item = Token<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let at = rest.bytes().position(|byte| byte.is_ascii_digit()).unwrap_or(rest.len());
        let end = if at > 0 { at } else { length_of_number(rest, mark) };
        let (token, behind) = rest.split_at_checked(end).filter(|_| end > 0)?;
        rest = behind;
        let number = if at > 0 { None } else { written(token, mark) };
        Some(number.map_or(Token::Words(token), Token::Number))
    })
}

/// A line taken apart: the words without the numbers, where in them a number stands, and which, on
/// each of the days on which nothing else is another.
#[derive(Debug, Default)]
struct Apart {
    words: String,
    places: Vec<usize>,
    /// Those of the first day, those of the second, and so on.
    numbers: Vec<Written>,
}

impl Apart {
    /// The line of a first day.
    fn of(line: &str, mark: Option<char>) -> Apart {
        let mut apart = Apart { words: String::with_capacity(line.len()), ..Apart::default() };
        for token in tokens(line, mark) {
            match token {
                Token::Words(words) => apart.words.push_str(words),
                Token::Number(number) => {
                    apart.places.push(apart.words.len());
                    apart.numbers.push(number);
                }
            }
        }
        apart
    }

    /// Adds the line of the next day, unless more than its numbers is another.
    fn takes(&mut self, line: &str, mark: Option<char>) -> bool {
        let before = self.numbers.len();
        let (mut words, mut places) = (&*self.words, self.places.iter());
        let is_alike = tokens(line, mark).all(|token| match token {
            Token::Words(token) => {
                let rest = words.strip_prefix(token);
                words = rest.unwrap_or_default();
                rest.is_some()
            }
            Token::Number(number) => {
                self.numbers.push(number);
                places.next() == Some(&self.words.len().saturating_sub(words.len()))
            }
        });
        let is_alike = is_alike && words.is_empty() && places.next().is_none();
        if !is_alike {
            self.numbers.truncate(before);
        }
        is_alike
    }

    /// Adds the line of the next day, which is that of the day before.
    fn stays(&mut self) {
        let last = self.numbers.len().saturating_sub(self.places.len());
        self.numbers.extend_from_within(last..);
    }

    /// The values of the number that stands at this place, day by day.
    fn of_days(&self, place: usize) -> impl Iterator<Item = Written> + Clone {
        self.numbers.iter().skip(place).step_by(self.places.len().max(1)).copied()
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

/// A run to which days are added as they follow.
struct Growing<'a> {
    first: usize,
    /// The days so far, and what is said on the last of them.
    days: usize,
    last: &'a Lines,
    lines: Vec<Apart>,
}

impl<'a> Growing<'a> {
    fn new(first: usize, lines: &'a Lines, mark: Option<char>) -> Growing<'a> {
        let apart = lines.iter().map(|line| Apart::of(line, mark)).collect();
        Growing { first, days: 1, last: lines, lines: apart }
    }

    /// Adds a day, if it follows and differs in nothing but numbers.
    fn takes(&mut self, day: usize, lines: &'a Lines, mark: Option<char>) -> bool {
        if self.first.checked_add(self.days) != Some(day) || self.lines.len() != lines.len() {
            return false;
        }
        let mut each = self.lines.iter_mut().zip(&**self.last).zip(&**lines);
        let unlike = each.position(|((apart, last), line)| match Arc::ptr_eq(last, line) {
            true => {
                apart.stays();
                false
            }
            false => !apart.takes(line, mark),
        });
        if let Some(unlike) = unlike {
            for apart in self.lines.iter_mut().take(unlike) {
                apart.numbers.truncate(apart.places.len().saturating_mul(self.days));
            }
            return false;
        }
        self.days = self.days.saturating_add(1);
        self.last = lines;
        true
    }

    fn run(self, mark: Option<char>) -> Run {
        let Growing { first, days, lines, .. } = self;
        let mut run = Run { first, days, lines: vec![], numbers: vec![], series: vec![] };
        for line in &lines {
            let piece = piece_of(line, mark, &mut run);
            run.lines.push(piece);
        }
        run
    }
}

/// The runs of these days, each told with its place among the days of the page, in order.
pub(super) fn runs(days: &[(usize, Lines)], mark: Option<char>) -> Vec<Run> {
    let (mut runs, mut growing): (Vec<Run>, Option<Growing<'_>>) = (Vec::new(), None);
    for (day, lines) in days {
        if growing.as_mut().is_some_and(|run| run.takes(*day, lines, mark)) {
            continue;
        }
        let done = growing.replace(Growing::new(*day, lines, mark));
        runs.extend(done.map(|run| run.run(mark)));
    }
    runs.extend(growing.map(|run| run.run(mark)));
    runs
}

/// A line of a run, as it is on each of its days. What of its numbers changes goes to the series of
/// the run, each once.
fn piece_of(line: &Apart, mark: Option<char>, run: &mut Run) -> Piece {
    let (mut piece, mut words, mut from) = (Piece::new(), String::new(), 0);
    for (place, (at, number)) in line.places.iter().zip(&line.numbers).enumerate() {
        words.push_str(line.words.get(from..*at).unwrap_or_default());
        from = *at;
        let all = line.of_days(place);
        if all.clone().all(|other| other == *number) {
            words.push_str(&number.text(mark));
            continue;
        }
        let decimals = all.clone().map(|number| number.decimals).max().unwrap_or_default();
        let values: Vec<i64> = all.map(|number| number.with_decimals(decimals)).collect();
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
    fn a_day_on_which_any_line_has_other_words_begins_a_run() {
        let day = |number: u32, words: &str| {
            let lines = [format!("all {number}, none {number}"), format!("{words} of {number}")];
            Lines::from(lines.map(Arc::from))
        };
        let days: Vec<(usize, Lines)> =
            [(1, "killed"), (2, "killed"), (300, "wounded"), (400, "wounded"), (5, "wounded 7")]
                .into_iter()
                .map(|(number, words)| day(number, words))
                .enumerate()
                .collect();
        let told = runs(&days, Some(','));
        assert_eq!(told.iter().map(|run| run.days).collect::<Vec<_>>(), [2, 2, 1]);
        let said = told.iter().flat_map(|run| said(run, Some(',')));
        for ((day, lines), (told_day, told)) in days.iter().zip(said) {
            let lines: Vec<&str> = lines.iter().map(|line| &**line).collect();
            assert_eq!((*day, lines), (told_day, told.iter().map(String::as_str).collect()));
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
