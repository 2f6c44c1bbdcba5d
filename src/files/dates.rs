//! Dates as tables write them, and which of day and month comes first in a column.

pub use super::date_order::DateOrder;
use super::problem_fact::{DateMeant, DatesToldBy, ProblemFact, WrongDate};
use crate::estimate::asof::as_of_from_text;
use crate::estimate::{AsOf, Day, MONTHS};

/// A date as it stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    /// Only one reading.
    Plain(AsOf),
    /// Two numbers before a year, of which either may be the day.
    Numeric { first: i8, second: i8, year: i16 },
}

/// Reads one cell.
pub(crate) fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    if let Some(numeric) = numeric(text) {
        return Some(numeric);
    }
    if let Ok(as_of) = as_of_from_text(text, None) {
        return Some(Written::Plain(as_of));
    }
    let day = text.split(['T', ' ']).next().and_then(|day| day.parse::<Day>().ok());
    day.map(AsOf::day).or_else(|| in_words(text)).map(Written::Plain)
}

fn numeric(text: &str) -> Option<Written> {
    let mark = ['/', '.', '-'].into_iter().find(|mark| text.matches(*mark).count() == 2)?;
    let mut parts = text.split(mark).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let small = |part: &str| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i8>().ok()).flatten()
    };
    let year = |part: &str| {
        let fits = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i16>().ok()).flatten()
    };
    if let Some(year) = year(third) {
        return Some(Written::Numeric { first: small(first)?, second: small(second)?, year });
    }
    let day = Day::from_ymd(year(first)?, small(second)?, small(third)?)?;
    Some(Written::Plain(AsOf::day(day)))
}

/// "23 Dec 2024", "December 23, 2024", "December 2024".
fn in_words(text: &str) -> Option<AsOf> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()).collect();
    let month_of = |word: &str| {
        let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word));
        place.and_then(|place| i8::try_from(place).ok()?.checked_add(1))
    };
    let year_of = |word: &str| if word.len() == 4 { word.parse::<i16>().ok() } else { None };
    let day_of = |word: &str| if word.len() <= 2 { word.parse::<i8>().ok() } else { None };
    match words.as_slice() {
        [month, year] => Some(AsOf::month(Day::from_ymd(year_of(year)?, month_of(month)?, 1)?)),
        [one, other, year] => {
            let (month, day) = match month_of(one) {
                Some(month) => (month, day_of(other)?),
                None => (month_of(other)?, day_of(one)?),
            };
            Some(AsOf::day(Day::from_ymd(year_of(year)?, month, day)?))
        }
        _ => None,
    }
}

/// What a column's dates tell about their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateEvidence {
    dates: u32,
    either: u32,
    day_first: Option<(u32, String)>,
    month_first: Option<(u32, String)>,
    first_either: Option<(u32, String)>,
}

/// How a column's dates are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateReading {
    As(DateOrder),
    /// The column has both; only dates with one reading are read.
    Mixed,
}

impl DateEvidence {
    /// Takes one cell into account.
    pub(crate) fn see(&mut self, text: &str, line: u32) {
        if text.is_empty() {
            return;
        }
        self.dates = self.dates.saturating_add(1);
        let Some(Written::Numeric { first, second, .. }) = written(text) else { return };
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

    /// How the column is read, and what to tell at which line where there was a choice.
    pub(crate) fn decide(&self) -> (DateReading, Option<(u32, ProblemFact)>) {
        let told = |line: u32, told_by: DatesToldBy| {
            let (either, dates) = (self.either, self.dates);
            Some((line, ProblemFact::AmbiguousDate { either, dates, told_by }))
        };
        match (self.day_first.clone(), self.month_first.clone()) {
            (Some((line, day_first)), Some((at, month_first))) => {
                let both = DatesToldBy::Both { day_first, line, month_first };
                (DateReading::Mixed, told(at, both))
            }
            (Some((line, text)), None) => {
                let told = told(line, DatesToldBy::DayFirst(text)).filter(|_| self.either > 0);
                (DateReading::As(DateOrder::Dmy), told)
            }
            (None, Some((line, text))) => {
                let told = told(line, DatesToldBy::MonthFirst(text)).filter(|_| self.either > 0);
                (DateReading::As(DateOrder::Mdy), told)
            }
            (None, None) => {
                let first = self.first_either.clone();
                let told = first.and_then(|(line, text)| told(line, DatesToldBy::Nothing(text)));
                (DateReading::As(DateOrder::Dmy), told)
            }
        }
    }
}

impl DateReading {
    /// The as of that a cell means, or why it means none.
    pub(crate) fn as_of(self, text: &str) -> Result<AsOf, WrongDate> {
        match written(text) {
            Some(Written::Plain(as_of)) => Ok(as_of),
            Some(Written::Numeric { first, second, year }) => {
                let (day, meant) = self.numeric(first, second, year);
                let wrong = || WrongDate::Not { text: text.to_owned(), meant };
                day.map(AsOf::day).ok_or_else(wrong)
            }
            None => Err(WrongDate::NoDate(text.to_owned())),
        }
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
        Some(Written::Numeric { .. }) => NoDateByHand::AnotherDayToo(text.to_owned()),
        _ => NoDateByHand::NoDate(text.to_owned()),
    })
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

    fn decide(dates: &[&str]) -> (DateReading, Option<(u32, String)>) {
        let mut evidence = DateEvidence::default();
        for (line, text) in (2..).zip(dates) {
            evidence.see(text, line);
        }
        let (reading, told) = evidence.decide();
        (reading, told.map(|(line, fact)| (line, Words::default().problem_fact(&fact))))
    }

    #[test]
    fn one_date_that_can_only_be_day_first_decides_its_column() {
        let (reading, told) = decide(&["01/04/2022", "16/01/2024", "05/05/2024"]);
        assert_eq!(reading, DMY);
        let message = "read day first: “16/01/2024” can only be day first; \
                       1 of 3 dates could be read either way";
        assert_eq!(told, Some((3, message.to_owned())));
        assert_eq!(decide(&["2024-01-02", "23 Dec 2024"]).1, None);
        assert_eq!(decide(&["16/01/2024"]).1, None);
        assert_eq!(decide(&["01/16/2024"]).0, DateReading::As(DateOrder::Mdy));
    }

    #[test]
    fn a_column_with_both_orders_is_not_guessed_at() {
        let (reading, told) = decide(&["16/01/2024", "01/16/2024", "02/03/2024"]);
        assert_eq!(reading, DateReading::Mixed);
        assert!(told.is_some());
        assert_eq!(day("02/03/2024", reading), None);
        assert_eq!(day("01/16/2024", reading).as_deref(), Some("2024-01-16"));
        assert_eq!(day("05/05/2024", reading).as_deref(), Some("2024-05-05"));
    }
}
