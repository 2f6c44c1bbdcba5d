//! Civil days and the period that an estimate speaks of.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A civil day between 1 January of year 1 and 31 December 9999.
///
/// Kept as a number, so that days are cheap to compare and to count between, and never as 0, so
/// that a day that may be missing takes no more room. There are no times of day and no time zones: sources speak of days.
///
/// ```
/// use parallax::estimate::Day;
///
/// let day: Day = "2024-12-23".parse()?;
/// assert_eq!(day.plus(31).to_string(), "2025-01-23");
/// assert_eq!(day.days_until(day.plus(31)), 31);
/// assert!("2023-02-29".parse::<Day>().is_err());
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NonZeroU32);

/// How many days 0001-01-01 lies before 1970-01-01.
const BEFORE_1970: i32 = 719_162;

const EPOCH: Date = date(1970, 1, 1);

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(NonZeroU32::MIN);
    /// 9999-12-31.
    pub const MAX: Day = Day(NonZeroU32::MIN.saturating_add(3_652_058));

    /// The day with this year, month (1–12) and day of month (1–31), if there is one.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().and_then(Day::from_civil)
    }

    /// The same day as jiff's type, if it lies in our range.
    #[must_use]
    pub fn from_civil(date: Date) -> Option<Day> {
        let years = i32::from(date.year()) - 1;
        let leaps = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
        let first = years * 365 + leaps + i32::from(date.day_of_year());
        Day::from_number(first - 1 - BEFORE_1970)
    }

    /// The day that is `number` days after 1970-01-01, if it lies in our range.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Day> {
        let since_min = number.checked_add(BEFORE_1970)?;
        let day = Day(NonZeroU32::MIN.checked_add(u32::try_from(since_min).ok()?)?);
        (day <= Day::MAX).then_some(day)
    }

    /// Days since 1970-01-01; negative before.
    #[must_use]
    pub fn number(self) -> i32 {
        // Between 1 and 3,652,059: nothing overflows.
        self.0.get().cast_signed().wrapping_sub(BEFORE_1970.wrapping_add(1))
    }

    /// The same day as jiff's type.
    #[must_use]
    pub fn civil(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.number())).unwrap_or(EPOCH)
    }

    /// This day moved by `days`, held at the ends of the range.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        let end = if days < 0 { Day::MIN } else { Day::MAX };
        Day::from_number(self.number().saturating_add(days)).unwrap_or(end)
    }

    /// Days from this day to `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Day) -> i32 {
        other.number().saturating_sub(self.number())
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn first_of_month(self) -> Day {
        Day::from_civil(self.civil().first_of_month()).unwrap_or(Day::MIN)
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn last_of_month(self) -> Day {
        Day::from_civil(self.civil().last_of_month()).unwrap_or(Day::MAX)
    }
}

/// The months by their English names in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.civil();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is not a day of the form YYYY-MM-DD, or no such day exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a day of the form YYYY-MM-DD")]
pub struct BadDay(pub String);

impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Day, BadDay> {
        let bad = || BadDay(text.to_owned());
        let mut parts = text.trim().split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        let digits = |part: &str, wide: usize| {
            part.len() == wide && part.bytes().all(|b| b.is_ascii_digit())
        };
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return Err(bad());
        }
        let number = |part: &str| part.parse::<i16>().map_err(|_| bad());
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let narrow = |n: i16| i8::try_from(n).map_err(|_| bad());
        Day::from_ymd(year, narrow(month)?, narrow(day)?).ok_or_else(bad)
    }
}

impl TryFrom<String> for Day {
    type Error = BadDay;

    fn try_from(text: String) -> Result<Day, BadDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

/// How finely a source dated what it says.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Precision {
    #[default]
    Day,
    Week,
    /// The middle of a month; the day given stands for the days around it.
    MidMonth,
    Month,
    Quarter,
    Year,
    /// Any other stretch of days.
    Period,
}

impl Precision {
    /// Every precision, from the finer to the coarser.
    pub const ALL: &'static [Precision] = Precision::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// When a statement is true: a day or a period, never one that ends before it starts.
///
/// "As of" means its end, [`AsOf::to`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AsOf {
    from: Day,
    to: Day,
    precision: Precision,
    assumed: bool,
}

impl AsOf {
    /// True on this day.
    #[must_use]
    pub fn day(day: Day) -> AsOf {
        AsOf { from: day, to: day, precision: Precision::Day, assumed: false }
    }

    /// True of the days from `from` to `to`, both included; none if it ends before it starts.
    #[must_use]
    pub fn period(from: Day, to: Day, precision: Precision) -> Option<AsOf> {
        (from <= to).then_some(AsOf { from, to, precision, assumed: false })
    }

    /// The whole month in which `day` lies.
    #[must_use]
    pub fn month(day: Day) -> AsOf {
        AsOf {
            from: day.first_of_month(),
            to: day.last_of_month(),
            precision: Precision::Month,
            assumed: false,
        }
    }

    /// The same, marked as standing in for a date that nobody stated.
    #[must_use]
    pub fn assumed(mut self) -> AsOf {
        self.assumed = true;
        self
    }

    #[must_use]
    pub fn from(self) -> Day {
        self.from
    }

    /// The last day of which it is true: what "as of" means.
    #[must_use]
    pub fn to(self) -> Day {
        self.to
    }

    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Whether the date stands in for one that nobody stated.
    #[must_use]
    pub fn is_assumed(self) -> bool {
        self.assumed
    }

    /// How many days it covers, at least 1.
    #[must_use]
    pub fn length_days(self) -> i32 {
        self.from.days_until(self.to).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn the_ends_of_the_range_are_the_days_they_are_named_for() {
        assert_eq!(Day::from_ymd(1, 1, 1), Some(Day::MIN));
        assert_eq!(Day::from_ymd(9999, 12, 31), Some(Day::MAX));
        assert_eq!(Day::MAX.plus(1), Day::MAX);
        assert_eq!(Day::MIN.civil(), date(1, 1, 1));
    }

    #[test]
    fn every_day_comes_back_from_its_date() {
        let of_four_centuries = 0..146_097;
        let rest = (Day::MIN.number()..=Day::MAX.number()).step_by(997);
        for number in of_four_centuries.chain(rest) {
            let day = Day::from_number(number).expect("in range");
            assert_eq!((day.number(), Day::from_civil(day.civil())), (number, Some(day)));
        }
        assert_eq!(Day::from_civil(date(0, 12, 31)), None);
        assert_eq!(Day::from_civil(date(-9999, 1, 1)), None);
    }

    #[test]
    fn only_whole_iso_dates_are_days() {
        for text in ["2024-2-3", "24-02-03", "2024-02-30", "2024-02-03T00", "", "0000-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        let leap_day = "2024-02-29".parse::<Day>().map(|day| Words::default().day(day));
        assert_eq!(leap_day, Ok("29 Feb 2024".into()));
    }

    #[test]
    fn a_period_never_ends_before_it_starts() {
        let day = Day::from_number(100).expect("in range");
        assert_eq!(AsOf::period(day, day.plus(-1), Precision::Period), None);
        assert_eq!(AsOf::month(day).length_days(), 30);
    }
}
