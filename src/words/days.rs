//! Days, months and periods.

use crate::estimate::{AsOf, Day, Precision, Stamp};

use super::{DateStyle, Words};

/// Within so many days before the day on which it is spoken of, a day goes without its year.
const YEAR_GOES_WITHOUT_SAYING_DAYS: i32 = 180;

const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Words {
    /// `23 Dec 2024`
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let year = day.civil().year();
        match self.style.dates {
            DateStyle::DayFirst => format!("{} {year:04}", self.day_without_year(day)),
            DateStyle::MonthFirst => format!("{}, {year:04}", self.day_without_year(day)),
            DateStyle::Iso => day.to_string(),
        }
    }

    /// `23 Dec`, where the year goes without saying. The ISO form keeps it.
    #[must_use]
    pub fn day_without_year(self, day: Day) -> String {
        let date = day.civil();
        let month = short_month(day);
        match self.style.dates {
            DateStyle::DayFirst => format!("{} {month}", date.day()),
            DateStyle::MonthFirst => format!("{month} {}", date.day()),
            DateStyle::Iso => day.to_string(),
        }
    }

    /// `nothing said since 12 Sep 2025`: of the days after the last of which anybody spoke.
    #[must_use]
    pub fn nothing_said_since(self, last: Day) -> String {
        format!("nothing said since {}", self.day(last))
    }

    /// A day as it is said on another day: without the year where that goes without saying.
    #[must_use]
    pub fn day_seen_from(self, day: Day, at: Day) -> String {
        match (0..YEAR_GOES_WITHOUT_SAYING_DAYS).contains(&day.days_until(at)) {
            true => self.day_without_year(day),
            false => self.day(day),
        }
    }

    /// `Dec`: the month of a day as it stands in days, whatever the form.
    #[must_use]
    pub fn month_name(self, day: Day) -> &'static str {
        short_month(day)
    }

    /// `Dec 2024`
    #[must_use]
    pub fn month(self, day: Day) -> String {
        let date = day.civil();
        match self.style.dates {
            DateStyle::Iso => format!("{:04}-{:02}", date.year(), date.month()),
            DateStyle::DayFirst | DateStyle::MonthFirst => {
                format!("{} {:04}", short_month(day), date.year())
            }
        }
    }

    /// `Dec`, where the year goes without saying. The ISO form keeps it.
    #[must_use]
    pub fn month_without_year(self, day: Day) -> String {
        match self.style.dates {
            DateStyle::Iso => self.month(day),
            DateStyle::DayFirst | DateStyle::MonthFirst => short_month(day).to_owned(),
        }
    }

    /// `14 Dec 2024 – 15 Dec 2024`, or the day where it is only one.
    #[must_use]
    pub fn period(self, from: Day, to: Day) -> String {
        match from == to {
            true => self.day(to),
            false => format!("{} – {}", self.day(from), self.day(to)),
        }
    }

    /// The same, by the name of the year or month that it is: `2024`, `Feb 2025`.
    #[must_use]
    pub fn span(self, from: Day, to: Day) -> String {
        let (first, last) = (from.civil(), to.civil());
        let is_of = |next: Day| next.civil().day() == 1 && first.day() == 1;
        match first.year() == last.year() && is_of(to.plus(1)) {
            true if first.month() == last.month() => self.month(to),
            true if (first.month(), last.month()) == (1, 12) => format!("{:04}", last.year()),
            _ => self.period(from, to),
        }
    }

    /// A moment as a person writes it: `25 Nov 2026, 14:05 UTC`.
    #[must_use]
    pub fn moment(self, at: &Stamp) -> String {
        let Stamp::Minute(minute) = at else { return at.to_string() };
        let day = minute.day().map(|day| self.day(day));
        day.map_or_else(|| at.to_string(), |day| format!("{day}, {} UTC", minute.time()))
    }

    /// How long: `1 day`, `2,000 days`.
    #[must_use]
    pub fn days(self, days: i32) -> String {
        self.counted(usize::try_from(days).unwrap_or_default(), "day", "days")
    }

    /// When something is true: `23 Dec 2024`, `mid-Dec 2024`, `Dec 2024`, a period.
    #[must_use]
    pub fn as_of(self, as_of: AsOf) -> String {
        let (from, to) = (as_of.from(), as_of.to());
        match as_of.precision() {
            Precision::MidMonth => format!("mid-{}", self.month(to)),
            Precision::Month if from.first_of_month() == to.first_of_month() => self.month(to),
            _ => self.period(from, to),
        }
    }
}

fn short_month(day: Day) -> &'static str {
    let place = usize::try_from(day.civil().month().saturating_sub(1)).unwrap_or_default();
    SHORT_MONTHS.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;

    fn words(dates: DateStyle) -> Words {
        Words { style: Style { dates, ..Style::default() } }
    }

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_moment_is_written_as_people_do() {
        let written = |text: &str| Words::default().moment(&Stamp::from(text.to_owned()));
        assert_eq!(written("2026-11-25T14:05Z"), "25 Nov 2026, 14:05 UTC");
        assert_eq!(written("yesterday"), "yesterday");
    }

    #[test]
    fn a_day_a_month_and_a_period_are_said_in_every_style() {
        let (from, to) = (day("2024-12-05"), day("2025-01-23"));
        let said = |dates| {
            let words = words(dates);
            [words.day(from), words.month_without_year(from), words.period(from, to)].join(" | ")
        };
        assert_eq!(said(DateStyle::DayFirst), "5 Dec 2024 | Dec | 5 Dec 2024 – 23 Jan 2025");
        assert_eq!(said(DateStyle::MonthFirst), "Dec 5, 2024 | Dec | Dec 5, 2024 – Jan 23, 2025");
        assert_eq!(said(DateStyle::Iso), "2024-12-05 | 2024-12 | 2024-12-05 – 2025-01-23");
    }

    #[test]
    fn a_year_is_left_out_only_where_it_goes_without_saying() {
        let (words, at) = (words(DateStyle::DayFirst), day("2025-01-23"));
        assert_eq!(words.day_seen_from(day("2024-12-23"), at), "23 Dec");
        assert_eq!(words.day_seen_from(day("2024-02-23"), at), "23 Feb 2024");
        assert_eq!(words.day_seen_from(day("2025-02-23"), at), "23 Feb 2025", "it lies ahead");
    }

    #[test]
    fn a_whole_year_or_month_goes_by_its_name() {
        let words = words(DateStyle::DayFirst);
        let said = |from, to| words.span(day(from), day(to));
        assert_eq!(said("2024-01-01", "2024-12-31"), "2024");
        assert_eq!(said("2024-02-01", "2024-02-29"), "Feb 2024");
        assert_eq!(said("2024-01-01", "2025-12-31"), "1 Jan 2024 – 31 Dec 2025");
        assert_eq!(said("2024-02-01", "2024-02-28"), "1 Feb 2024 – 28 Feb 2024");
        assert_eq!(said("2024-01-01", "2024-03-31"), "1 Jan 2024 – 31 Mar 2024");
    }

    #[test]
    fn an_as_of_is_said_as_finely_as_it_was_dated() {
        let (words, of) = (words(DateStyle::DayFirst), day("2024-12-23"));
        assert_eq!(words.as_of(AsOf::day(of)), "23 Dec 2024");
        assert_eq!(words.as_of(AsOf::month(of)), "Dec 2024");
        let middle = AsOf::period(of, of, Precision::MidMonth).expect("a day");
        assert_eq!(words.as_of(middle), "mid-Dec 2024");
    }
}
