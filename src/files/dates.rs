//! Dates as tables write them.

use super::date_order::DateOrder;
use super::month_names::{month_named, stands_beside, without_ordinal};
use super::problem_fact::{DateMeant, WrongDate};
use crate::estimate::asof::as_of_from_text;
use crate::estimate::{AsOf, Day, MONTHS, Precision};

/// A date as it stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    /// Only one reading.
    Plain(AsOf),
    /// Two numbers before a year, with this mark between them, of which either may be the day.
    Numeric { mark: char, first: i8, second: i8, year: i16 },
}

/// What a cell says: a date, or the first and the last of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Dates {
    pub(crate) first: Written,
    pub(crate) last: Option<Written>,
}

/// Reads one cell. A time of day goes unread; anything else that does not belong to a date makes it
/// none.
///
/// # Errors
/// What is left over after a date; nothing where there is no date at all.
pub(crate) fn written(text: &str) -> Result<Dates, Option<String>> {
    let text = text.trim();
    if let Some(day) = year_month_day(text) {
        return Ok(Dates { first: Written::Plain(AsOf::day(day)), last: None });
    }
    let text = without_time(text);
    if let Some(first) = one(text) {
        return Ok(Dates { first, last: None });
    }
    period(text).ok_or_else(|| left_over(text))
}

/// The day that a computer writes, with or without the moment at which it begins:
/// `2024-12-23 00:00:00.000`.
pub(crate) fn day_by_computer(text: &str) -> Option<Day> {
    let (day, moment) = text.split_at_checked(10)?;
    let begins = ["", " 00:00:00.000", " 00:00:00", "T00:00:00"].contains(&moment);
    if begins { year_month_day(day) } else { None }
}

/// The day that a computer writes: 2024-12-23.
fn year_month_day(text: &str) -> Option<Day> {
    let [y, e, a, r, b'-', m, n, b'-', d, t] = *text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| i16::from(*digit & 0x0f))?;
            number.checked_mul(10)?.checked_add(digit)
        })
    };
    let small = |digits: &[u8]| number(digits).and_then(|number| i8::try_from(number).ok());
    Day::from_ymd(number(&[y, e, a, r])?, small(&[m, n])?, small(&[d, t])?)
}

fn one(text: &str) -> Option<Written> {
    if let Some(numeric) = numeric(text) {
        return Some(numeric);
    }
    let as_of = as_of_from_text(text, None).ok();
    as_of.or_else(|| Parts::of(text)?.named()?.as_of()).map(Written::Plain)
}

fn numeric(text: &str) -> Option<Written> {
    let mark = ['/', '.', '-'].into_iter().find(|mark| text.matches(*mark).count() == 2)?;
    let mut parts = text.split(mark).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let small = |part: &str| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i8>().ok()).flatten()
    };
    if let Some(year) = year(third) {
        return Some(Written::Numeric { mark, first: small(first)?, second: small(second)?, year });
    }
    let day = Day::from_ymd(year(first)?, small(second)?, small(third)?)?;
    Some(Written::Plain(AsOf::day(day)))
}

fn year(word: &str) -> Option<i16> {
    let fits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| word.parse::<i16>().ok()).flatten()
}

/// The parts of a date in words, each of which may be lacking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl Parts {
    /// "23 Dec 2024", "December 23rd, 2024", "December 2024", "24", "23 грудня 2024 року".
    fn of(text: &str) -> Option<Parts> {
        let lower = text.to_lowercase();
        let mut parts = Parts::default();
        let words = lower.split([' ', ',', '.', '-', '/', '\u{a0}']);
        for word in words.filter(|word| !word.is_empty() && !stands_beside(word)) {
            let is_new = match (year(word), month(word), day(word)) {
                (Some(year), ..) => parts.year.replace(year).is_none(),
                (_, Some(month), _) => parts.month.replace(month).is_none(),
                (_, _, Some(day)) => parts.day.replace(day).is_none(),
                _ => false,
            };
            if !is_new {
                return None;
            }
        }
        Some(parts)
    }

    fn of_day(day: Day) -> Parts {
        let date = day.civil();
        Parts { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }

    /// A date by itself names its month.
    fn named(self) -> Option<Parts> {
        self.month.map(|_| self)
    }

    fn as_of(self) -> Option<AsOf> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => Day::from_ymd(year, month, day).map(AsOf::day),
            (Some(month), None) => Day::from_ymd(year, month, 1).map(AsOf::month),
            (None, None) => as_of_from_text(&format!("{year:04}"), None).ok(),
            (None, Some(_)) => None,
        }
    }

    /// With what it lacks from another one.
    fn filled(self, other: Parts) -> Parts {
        let (year, month) = (self.year.or(other.year), self.month.or(other.month));
        Parts { year, month, day: self.day }
    }
}

fn month(word: &str) -> Option<i8> {
    // No name begins with a figure, and most words of dates do.
    if word.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word));
    let english = place.and_then(|place| i8::try_from(place).ok()?.checked_add(1));
    english.or_else(|| month_named(word))
}

fn day(word: &str) -> Option<i8> {
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let digits = ordinal.unwrap_or_else(|| without_ordinal(word));
    let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse::<i8>().ok()).flatten()
}

/// What stands between the first and the last date of a period, the longer before those that they
/// hold.
const BETWEEN: [&str; 12] =
    [" to ", " until ", " till ", " through ", " thru ", " - ", " and ", "..", "–", "—", "/", "-"];

/// "2024-12-23 to 2024-12-30", "December 24–30, 2024", "28 Dec – 3 Jan 2025".
fn period(text: &str) -> Option<Dates> {
    let is_between = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("between "));
    let is_from = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("from "));
    let skipped = if is_between {
        8
    } else if is_from {
        5
    } else {
        0
    };
    let text = text.get(skipped..)?;
    let between = BETWEEN.iter().filter(|sign| **sign != " and " || is_between);
    between.filter(|sign| text.matches(**sign).count() == 1).find_map(|sign| {
        let (first, last) = text.split_once(sign)?;
        ends(first.trim(), last.trim())
    })
}

fn ends(first: &str, last: &str) -> Option<Dates> {
    if let (Some(first), Some(last)) = (one(first), one(last)) {
        return Some(Dates { first, last: Some(last) });
    }
    let parts = |text| match one(text) {
        Some(Written::Plain(day)) if day.precision() == Precision::Day => {
            Some(Parts::of_day(day.to()))
        }
        // What goes on without an end, or began nobody knows when, is no period.
        _ => Parts::of(text).filter(|parts| *parts != Parts::default()),
    };
    let (first, last) = (parts(first)?, parts(last)?);
    let (mut from, to) = (first.filled(last), last.filled(first));
    let end = to.as_of()?;
    // "28 Dec – 3 Jan 2025" begins in the year before.
    if first.year.is_none() && from.as_of()?.from() > end.to() {
        from.year = from.year?.checked_sub(1);
    }
    let (first, last) = (Written::Plain(from.as_of()?), Some(Written::Plain(end)));
    Some(Dates { first, last })
}

/// A date without the time of day after it: "2024-12-23T10:00:00Z", "12/23/2024 10:00 PM".
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
    let time = text.get(before.len()..).unwrap_or("").to_lowercase();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_digit() || ":.+-−".contains(c));
        ["", "z", "am", "pm", "a.m", "p.m", "utc", "gmt"].contains(&word)
    };
    let date = before.strip_suffix([' ', 'T', 't']).map(str::trim_end);
    date.filter(|_| time.split_whitespace().all(is_word)).unwrap_or(text)
}

/// What follows the longest beginning of a text that is a date, if one is.
fn left_over(text: &str) -> Option<String> {
    const MOST_WORDS: usize = 6;
    let cuts = text.match_indices([' ', ',', ';', '(']).map(|(place, _)| place).take(MOST_WORDS);
    let cuts: Vec<usize> = cuts.collect();
    cuts.into_iter().rev().find_map(|cut| {
        let (date, rest) = text.split_at_checked(cut)?;
        let date = without_time(date.trim());
        (one(date).is_some() || period(date).is_some()).then(|| rest.trim().to_owned())
    })
}

/// How dates are read that have a choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateReading {
    As(DateOrder),
    /// There are both; only dates with one reading are read.
    Mixed,
}

impl DateReading {
    /// The as of that a cell means, or why it means none.
    pub(crate) fn as_of(self, text: &str) -> Result<AsOf, WrongDate> {
        as_of(text, |_| self)
    }

    fn numeric(self, first: i8, second: i8, year: i16) -> (Option<Day>, DateMeant) {
        let day_first = Day::from_ymd(year, second, first);
        let month_first = Day::from_ymd(year, first, second);
        match self {
            DateReading::As(order) => {
                let day = match order {
                    DateOrder::Dmy => day_first,
                    DateOrder::Mdy => month_first,
                    DateOrder::Iso => None,
                };
                (day, DateMeant::As(order))
            }
            DateReading::Mixed if day_first.is_some() && month_first.is_some() => {
                (day_first.filter(|_| day_first == month_first), DateMeant::OneReading)
            }
            DateReading::Mixed => (day_first.or(month_first), DateMeant::AnyDate),
        }
    }
}

/// The as of that a cell means, where dates with this mark are read so, or why it means none.
pub(crate) fn as_of(text: &str, reading: impl Fn(char) -> DateReading) -> Result<AsOf, WrongDate> {
    let dates = written(text).map_err(|rest| match rest {
        Some(rest) => WrongDate::LeftOver { text: text.to_owned(), rest },
        None => WrongDate::NoDate(text.to_owned()),
    })?;
    let one = |written| match written {
        Written::Plain(as_of) => Ok(as_of),
        Written::Numeric { mark, first, second, year } => {
            let (day, meant) = reading(mark).numeric(first, second, year);
            let wrong = || WrongDate::Not { text: text.to_owned(), meant };
            day.map(AsOf::day).ok_or_else(wrong)
        }
    };
    let first = one(dates.first)?;
    let Some(last) = dates.last else { return Ok(first) };
    let (from, to) = (first.from(), one(last)?.to());
    if from == to {
        return Ok(AsOf::day(to));
    }
    AsOf::period(from, to, Precision::Period).ok_or(WrongDate::Backwards { from, to })
}

/// Why what a person typed is no day, month or year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoDateByHand {
    NoDate(String),
    /// Day and month could be either.
    AnotherDayToo(String),
}

/// The day, month or year that a person typed: `2024-12-23`, `23 Dec 2024`, `Dec 2024`, `2024`.
///
/// # Errors
/// When it is none, also where a day and a month could be either.
pub fn date_by_hand(text: &str) -> Result<AsOf, NoDateByHand> {
    let text = text.trim();
    DateReading::Mixed.as_of(text).map_err(|_| match written(text) {
        Ok(Dates { first: Written::Numeric { .. }, .. }) => {
            NoDateByHand::AnotherDayToo(text.to_owned())
        }
        _ => NoDateByHand::NoDate(text.to_owned()),
    })
}

/// Whether a text is a year, which a program may have written as a fraction.
pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1800..=2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn day(text: &str, reading: DateReading) -> Option<String> {
        reading.as_of(text).ok().map(|as_of| as_of.to().to_string())
    }

    const DMY: DateReading = DateReading::As(DateOrder::Dmy);

    #[test]
    fn dates_are_read_in_every_common_form() {
        for text in [
            "2024-12-23",
            "2024/12/23",
            "23/12/2024",
            "23.12.2024",
            "23-12-2024",
            "23 Dec 2024",
            "Dec 23, 2024",
            "December 23, 2024",
            "23-Dec-2024",
            "2024-12-23T10:00:00Z",
            "2024-12-23 10:00",
        ] {
            assert_eq!(day(text, DMY).as_deref(), Some("2024-12-23"), "{text}");
        }
        assert_eq!(day("December 2024", DMY).as_deref(), Some("2024-12-31"));
        assert_eq!(day("1/2/2024", DateReading::As(DateOrder::Mdy)).as_deref(), Some("2024-01-02"));
    }

    #[test]
    fn months_are_read_in_the_languages_of_the_headers() {
        for text in [
            "7 березня 2025",
            "7 березня 2025 року",
            "7 марта 2025 г.",
            "7 mars 2025",
            "le 7 mars 2025",
            "7. März 2025",
            "7 de marzo de 2025",
            "7 مارس 2025",
            "7 берез. 2025",
        ] {
            assert_eq!(day(text, DMY).as_deref(), Some("2025-03-07"), "{text}");
        }
        assert_eq!(day("1er mars 2025", DMY).as_deref(), Some("2025-03-01"));
        assert_eq!(day("лютий 2025", DMY).as_deref(), Some("2025-02-28"));
        for text in ["de 2025", "7 jui 2025", "7 марта июня 2025", "le 2025 mars mars"] {
            assert_eq!(day(text, DMY), None, "{text}");
        }
    }

    #[test]
    fn a_typed_date_has_one_reading_or_none() {
        let read = |text: &str| {
            let read = date_by_hand(text).map(|as_of| as_of.to().to_string());
            read.map_err(|why| Words::default().no_date_by_hand(&why))
        };
        assert_eq!(read(" 23/12/2024 ").as_deref(), Ok("2024-12-23"));
        assert_eq!(read("2024").as_deref(), Ok("2024-12-31"));
        assert!(read("3/4/2024").is_err_and(|why| why.contains("month as a word")));
        assert!(read("soon").is_err_and(|why| why.contains("23 Dec 2024")));
    }

    #[test]
    fn what_is_no_date_is_not_made_one() {
        for text in ["31/02/2024", "29/02/2023", "45321", "16/01/24", "soon", "1/2", "13/13/2024"] {
            assert_eq!(day(text, DMY), None, "{text}");
        }
        assert_eq!(day("23/12/2024", DateReading::As(DateOrder::Iso)), None);
    }

    fn days(text: &str) -> Option<(String, String)> {
        let as_of = DMY.as_of(text).ok()?;
        Some((as_of.from().to_string(), as_of.to().to_string()))
    }

    #[test]
    fn a_period_in_one_cell_is_a_period() {
        for text in [
            "2024-12-24 to 2024-12-30",
            "2024-12-24 – 2024-12-30",
            "2024-12-24–2024-12-30",
            "2024-12-24 - 2024-12-30",
            "2024-12-24/2024-12-30",
            "2024-12-24/30",
            "from 24 Dec 2024 until 30 Dec 2024",
            "between 24 and 30 December 2024",
            "24/12/2024 - 30/12/2024",
            "24.12.2024-30.12.2024",
            "24.12.2024–30.12.2024",
            "December 24-30, 2024",
            "24–30 Dec 2024",
            "Dec 24th to Dec 30th, 2024",
        ] {
            let expected = ("2024-12-24".to_owned(), "2024-12-30".to_owned());
            assert_eq!(days(text), Some(expected), "{text}");
        }
        for (text, from, to) in [
            ("28 Dec – 3 Jan 2025", "2024-12-28", "2025-01-03"),
            ("May–June 2024", "2024-05-01", "2024-06-30"),
            ("2023-2024", "2023-01-01", "2024-12-31"),
            ("2024-12-24 to 2024-12-24", "2024-12-24", "2024-12-24"),
        ] {
            assert_eq!(days(text), Some((from.to_owned(), to.to_owned())), "{text}");
        }
        let backwards = DMY.as_of("2024-12-30 to 2024-12-24");
        assert!(matches!(backwards, Err(WrongDate::Backwards { .. })), "{backwards:?}");
    }

    #[test]
    fn words_after_a_date_are_named_and_a_time_of_day_is_not() {
        for (text, rest) in [
            ("2024-12-23 or 24", "or 24"),
            ("2024-12-23 (could be January)", "(could be January)"),
            ("23/12/2024, perhaps", ", perhaps"),
            ("2024-12-23T10:00 or later", "or later"),
            ("December 2024 at the latest", "at the latest"),
        ] {
            let expected = WrongDate::LeftOver { text: text.to_owned(), rest: rest.to_owned() };
            assert_eq!(DMY.as_of(text), Err(expected), "{text}");
        }
        for text in [
            "2024-12-23T23:30",
            "2024-12-23T23:30:15.25+02:00",
            "2024-12-23 23:30 UTC",
            "23/12/2024 11:30:00 PM",
            "23 Dec 2024 9:05",
        ] {
            assert_eq!(day(text, DMY).as_deref(), Some("2024-12-23"), "{text}");
        }
        for text in ["about 2024-12-23", "2024-12-23x", "T10:00", ":", "2024-12-23 10:00 tomorrow"]
        {
            assert_eq!(day(text, DMY), None, "{text}");
        }
    }
}
