//! The written form of an as of: `2024-12-23`, `2024-12`, `2024-Q4`, `2024`,
//! `2024-12-14/2024-12-15`, with a word for the precision where that is not plain.

use serde::{Deserialize, Serialize};

use super::{AsOf, Day, Precision};

/// A text is no as of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadAsOf {
    #[error("“{0}” is no date: write YYYY-MM-DD, YYYY-MM, YYYY or two of them with / between")]
    Form(String),
    #[error("the period “{0}” ends before it starts")]
    Backwards(String),
}

/// Reads the written form. `precision` says how fine a date is meant to be: with it one day may
/// stand for the week that ends on it or for the month, quarter or year in which it lies.
///
/// # Errors
/// When the text is no such form, or the period ends before it starts.
pub fn as_of_from_text(text: &str, precision: Option<Precision>) -> Result<AsOf, BadAsOf> {
    let bad = || BadAsOf::Form(text.to_owned());
    if let Some((from, to)) = text.split_once('/') {
        let from = stretch(from.trim()).ok_or_else(bad)?.from();
        let to = stretch(to.trim()).ok_or_else(bad)?.to();
        let precision = precision.unwrap_or(Precision::Period);
        return AsOf::period(from, to, precision)
            .ok_or_else(|| BadAsOf::Backwards(text.to_owned()));
    }
    let plain = stretch(text.trim()).ok_or_else(bad)?;
    match precision {
        None => Ok(plain),
        Some(precision) if plain.precision() == Precision::Day => {
            Ok(widened(plain.to(), precision))
        }
        Some(precision) => AsOf::period(plain.from(), plain.to(), precision).ok_or_else(bad),
    }
}

/// The stretch of time for which a day with this precision stands: the week that ends on it, the
/// month, quarter or year in which it lies, or else the day itself.
#[must_use]
pub fn widened(day: Day, precision: Precision) -> AsOf {
    let (from, to) = match precision {
        Precision::Week => (day.plus(-6), day),
        Precision::Month => return AsOf::month(day),
        Precision::Quarter => quarter_of(day),
        Precision::Year => year_of(day),
        Precision::Day | Precision::MidMonth | Precision::Period => (day, day),
    };
    AsOf::period(from, to, precision).unwrap_or(AsOf::day(day))
}

/// The written form of an as of, and the precision to write beside it where it is not plain.
/// Whether the date was assumed is not part of it.
#[must_use]
pub fn as_of_to_text(as_of: AsOf) -> (String, Option<Precision>) {
    let (from, to, precision) = (as_of.from(), as_of.to(), as_of.precision());
    let date = to.civil();
    let range = format!("{from}/{to}");
    let candidates = [
        (to.to_string(), None),
        (format!("{:04}-{:02}", date.year(), date.month()), None),
        (format!("{:04}-Q{}", date.year(), quarter_number(to)), None),
        (format!("{:04}", date.year()), None),
        (to.to_string(), Some(precision)),
        (range.clone(), None),
    ];
    let says_it = |text: &str, with: Option<Precision>| {
        as_of_from_text(text, with)
            .is_ok_and(|read| (read.from(), read.to(), read.precision()) == (from, to, precision))
    };
    candidates
        .into_iter()
        .find(|(text, with)| says_it(text, *with))
        .unwrap_or((range, Some(precision)))
}

/// The word at the end of a written as of that nobody stated.
const INFERRED: &str = "inferred";

impl From<AsOf> for String {
    /// The written form in one text: `2024-12-23`, `2024-10-31 week`, `2024-12-23 inferred`.
    fn from(as_of: AsOf) -> String {
        let (mut text, precision) = as_of_to_text(as_of);
        let inferred = as_of.is_assumed().then_some(INFERRED);
        for word in precision.map(Precision::word).into_iter().chain(inferred) {
            text.push(' ');
            text.push_str(word);
        }
        text
    }
}

impl TryFrom<String> for AsOf {
    type Error = BadAsOf;

    fn try_from(text: String) -> Result<AsOf, BadAsOf> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let is_assumed = words.pop_if(|word| *word == INFERRED).is_some();
        let (date, precision) = match words.as_slice() {
            [date] => (*date, None),
            [date, word] => (*date, word.parse().ok()),
            _ => return Err(BadAsOf::Form(text)),
        };
        if words.len() == 2 && precision.is_none() {
            return Err(BadAsOf::Form(text));
        }
        let as_of = as_of_from_text(date, precision)?;
        Ok(if is_assumed { as_of.assumed() } else { as_of })
    }
}

/// A day, month, quarter or year.
fn stretch(text: &str) -> Option<AsOf> {
    if let Ok(day) = text.parse::<Day>() {
        return Some(AsOf::day(day));
    }
    let (year, rest) = text.split_once('-').map_or((text, None), |(y, rest)| (y, Some(rest)));
    let digits = |part: &str, wide| part.len() == wide && part.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = digits(year, 4).then(|| year.parse().ok())??;
    let Some(rest) = rest else { return whole(year, 1, 12, Precision::Year) };
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let quarter: i8 = digits(quarter, 1).then(|| quarter.parse().ok())??;
        let last = quarter.checked_mul(3)?;
        return whole(year, last.checked_sub(2)?, last, Precision::Quarter);
    }
    let month: i8 = digits(rest, 2).then(|| rest.parse().ok())??;
    whole(year, month, month, Precision::Month)
}

fn whole(year: i16, first: i8, last: i8, precision: Precision) -> Option<AsOf> {
    let from = Day::from_ymd(year, first, 1)?;
    let to = Day::from_ymd(year, last, 1)?.last_of_month();
    AsOf::period(from, to, precision)
}

fn quarter_number(day: Day) -> i8 {
    day.civil().month().saturating_add(2) / 3
}

fn quarter_of(day: Day) -> (Day, Day) {
    let last = quarter_number(day).saturating_mul(3);
    let months = whole(day.civil().year(), last.saturating_sub(2), last, Precision::Quarter);
    months.map_or((day, day), |quarter| (quarter.from(), quarter.to()))
}

fn year_of(day: Day) -> (Day, Day) {
    let months = whole(day.civil().year(), 1, 12, Precision::Year);
    months.map_or((day, day), |year| (year.from(), year.to()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(text: &str, precision: Option<Precision>) -> (String, String, Precision) {
        let as_of = as_of_from_text(text, precision).expect("an as of");
        (as_of.from().to_string(), as_of.to().to_string(), as_of.precision())
    }

    #[test]
    fn every_written_form_is_read() {
        let read = |text, precision| days(text, precision);
        let said = |from: &str, to: &str, precision| (from.to_owned(), to.to_owned(), precision);
        assert_eq!(read("2024-12-23", None), said("2024-12-23", "2024-12-23", Precision::Day));
        assert_eq!(read("2024-02", None), said("2024-02-01", "2024-02-29", Precision::Month));
        assert_eq!(read("2024-Q4", None), said("2024-10-01", "2024-12-31", Precision::Quarter));
        assert_eq!(read("2024", None), said("2024-01-01", "2024-12-31", Precision::Year));
        assert_eq!(
            read("2024-12-14/2024-12-15", None),
            said("2024-12-14", "2024-12-15", Precision::Period)
        );
        assert_eq!(
            read("2024-10-31", Some(Precision::Week)),
            said("2024-10-25", "2024-10-31", Precision::Week)
        );
        assert_eq!(
            read("2025-01-15", Some(Precision::MidMonth)),
            said("2025-01-15", "2025-01-15", Precision::MidMonth)
        );
    }

    #[test]
    fn what_is_no_as_of_is_told_apart_from_a_period_that_runs_backwards() {
        for text in ["", "yesterday", "2024-13", "2024-Q5", "24", "2024-1", "/", "2024-Q0"] {
            assert!(matches!(as_of_from_text(text, None), Err(BadAsOf::Form(_))), "{text}");
        }
        let backwards = as_of_from_text("2024-12-15/2024-12-14", None);
        assert!(matches!(backwards, Err(BadAsOf::Backwards(_))));
    }

    proptest! {
        #[test]
        fn every_as_of_is_read_back_from_what_is_written(
            start in -719_162_i32..2_932_896,
            length in 0_i32..500,
            precision in prop::sample::select(vec![
                Precision::Day, Precision::Week, Precision::MidMonth, Precision::Month,
                Precision::Quarter, Precision::Year, Precision::Period,
            ]),
            is_whole in any::<bool>(),
        ) {
            let from = Day::from_number(start).expect("in range");
            let period = AsOf::period(from, from.plus(length), precision).expect("forwards");
            let as_of = if is_whole { widened(from, precision) } else { period };
            let (text, with) = as_of_to_text(as_of);
            prop_assert_eq!(as_of_from_text(&text, with), Ok(as_of));
            for as_of in [as_of, as_of.assumed()] {
                prop_assert_eq!(AsOf::try_from(String::from(as_of)), Ok(as_of));
            }
        }
    }
}
