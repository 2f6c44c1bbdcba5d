//! Dates that are written in no usual way, put into the usual one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::estimate::Day;

/// How a column is written that is read in no usual way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenAs {
    /// `20240131`
    Yyyymmdd,
    /// Days since the end of 1899, as workbooks have them.
    Serial,
    /// Seconds since 1970.
    Epoch,
    /// Milliseconds since 1970.
    EpochMs,
    /// `20-Mar-03`, of a year from 1950 to 2049.
    ShortYear,
    /// A day that is the last one of its week.
    WeekEnd,
    /// A day that is the first one of its week.
    WeekStart,
    /// A day that stands for its week, of which it is the first or the last: a Monday or a Sunday.
    WeekStamp,
    /// A year and the number of a week in it, by ISO 8601: `2024 12`, `2024-W12`.
    IsoWeek,
}

/// The last day of 1899 but one: workbooks count a 29 February 1900 that never was.
const DAY_ZERO_OF_WORKBOOKS: (i16, i8, i8) = (1899, 12, 30);

const SECONDS_OF_A_DAY: i64 = 86_400;

impl WrittenAs {
    /// The same date as every table may write it; the text itself where it is none.
    pub(crate) fn usual(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self.read(text.trim()) {
            Some(usual) => Cow::Owned(usual),
            None => text,
        }
    }

    fn read(self, text: &str) -> Option<String> {
        let day = match self {
            WrittenAs::Yyyymmdd => yyyymmdd(whole(text))?,
            WrittenAs::Serial => {
                let (year, month, day) = DAY_ZERO_OF_WORKBOOKS;
                let days: i32 = text.split('.').next()?.parse().ok()?;
                plus(Day::from_ymd(year, month, day)?, days)?
            }
            WrittenAs::Epoch => since_1970(whole(text).parse().ok()?)?,
            WrittenAs::EpochMs => since_1970(whole(text).parse::<i64>().ok()?.div_euclid(1_000))?,
            WrittenAs::ShortYear => return short_year(text),
            WrittenAs::WeekEnd => {
                let last = iso(text)?;
                return Some(format!("{}/{last}", plus(last, -6)?));
            }
            WrittenAs::WeekStart => {
                let first = iso(text)?;
                return Some(format!("{first}/{}", plus(first, 6)?));
            }
            WrittenAs::WeekStamp => {
                let day = iso(text)?;
                let written = match day.civil().weekday().to_monday_zero_offset() {
                    0 => WrittenAs::WeekStart,
                    6 => WrittenAs::WeekEnd,
                    _ => return None,
                };
                return written.read(text);
            }
            WrittenAs::IsoWeek => {
                let monday = iso_week(text)?;
                return Some(format!("{monday}/{}", plus(monday, 6)?));
            }
        };
        Some(day.to_string())
    }
}

/// A whole number that a program wrote as a fraction.
fn whole(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

fn plus(day: Day, days: i32) -> Option<Day> {
    Day::from_number(day.number().checked_add(days)?)
}

fn yyyymmdd(text: &str) -> Option<Day> {
    let is_date = text.len() == 8 && text.bytes().all(|sign| sign.is_ascii_digit());
    let part = |from: usize, to: usize| text.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    is_date.then(|| Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
}

fn since_1970(seconds: i64) -> Option<Day> {
    let days = i32::try_from(seconds.div_euclid(SECONDS_OF_A_DAY)).ok()?;
    plus(Day::from_ymd(1970, 1, 1)?, days)
}

/// `20-Mar-03` with its century.
fn short_year(text: &str) -> Option<String> {
    let cut = text.rfind(['-', '/', '.', ' '])?;
    let (before, year) = text.split_at_checked(cut.saturating_add(1))?;
    let is_short = year.len() == 2 && year.bytes().all(|sign| sign.is_ascii_digit());
    let has_year = before.split(|sign: char| !sign.is_ascii_digit()).any(|part| part.len() > 2);
    let century = if year < "50" { "20" } else { "19" };
    (is_short && !has_year).then(|| format!("{before}{century}{year}"))
}

/// A day as `2024-01-31` or `31.01.2024`.
fn iso(text: &str) -> Option<Day> {
    let date = text.get(..10).unwrap_or(text);
    match date.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => yyyymmdd(&format!("{year}{month:0>2}{day:0>2}")),
        _ => yyyymmdd(&date.replace('-', "")),
    }
}

/// The Monday of a week: `2024 12`, `2024-W12`, `2024W12`.
fn iso_week(text: &str) -> Option<Day> {
    let mut parts = text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, week): (i16, i32) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    // The fourth of January is always in the first week.
    let fourth = Day::from_ymd(year, 1, 4)?;
    let monday = i32::from(fourth.civil().weekday().to_monday_zero_offset());
    let days = week.checked_sub(1)?.checked_mul(7)?.checked_sub(monday)?;
    (1..=53).contains(&week).then(|| plus(fourth, days))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusual_dates_are_put_into_the_usual_form() {
        for (written, text, usual) in [
            (WrittenAs::Yyyymmdd, "20240131", "2024-01-31"),
            (WrittenAs::Yyyymmdd, "20240131.0", "2024-01-31"),
            (WrittenAs::Serial, "45322", "2024-01-31"),
            (WrittenAs::Serial, "45322.75", "2024-01-31"),
            (WrittenAs::Epoch, "1706659200", "2024-01-31"),
            (WrittenAs::Epoch, "-1", "1969-12-31"),
            (WrittenAs::EpochMs, "1706659200000", "2024-01-31"),
            (WrittenAs::ShortYear, "20-Mar-03", "20-Mar-2003"),
            (WrittenAs::ShortYear, "20-Mar-98", "20-Mar-1998"),
            (WrittenAs::ShortYear, "2003-03-20", "2003-03-20"),
            (WrittenAs::WeekEnd, "2024-01-07", "2024-01-01/2024-01-07"),
            (WrittenAs::WeekStart, "2024-01-01", "2024-01-01/2024-01-07"),
            (WrittenAs::WeekStamp, "2024-01-01", "2024-01-01/2024-01-07"),
            (WrittenAs::WeekStamp, "07.01.2024", "2024-01-01/2024-01-07"),
            (WrittenAs::WeekStamp, "2024-01-03", "2024-01-03"),
            (WrittenAs::IsoWeek, "2024 1", "2024-01-01/2024-01-07"),
            (WrittenAs::IsoWeek, "2021-W01", "2021-01-04/2021-01-10"),
            (WrittenAs::IsoWeek, "2020 53", "2020-12-28/2021-01-03"),
            (WrittenAs::Yyyymmdd, "2024", "2024"),
            (WrittenAs::IsoWeek, "2024 99", "2024 99"),
            (WrittenAs::Serial, "99999999999", "99999999999"),
        ] {
            assert_eq!(written.usual(Cow::Borrowed(text)), usual, "{text}");
        }
    }
}
