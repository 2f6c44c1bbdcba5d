//! When an analyst did something.

use std::fmt;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::Day;

/// A minute, written `2026-11-25T15:00`, with a `Z` behind it where it is known to be in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Minute {
    at: DateTime,
    is_utc: bool,
}

impl Minute {
    /// The minute in which this moment lies in UTC.
    #[must_use]
    pub fn in_utc(moment: jiff::Timestamp) -> Minute {
        let second = moment.as_second();
        let minute = jiff::Timestamp::from_second(second.saturating_sub(second.rem_euclid(60)));
        let at = jiff::tz::TimeZone::UTC.to_datetime(minute.unwrap_or(moment));
        Minute { at, is_utc: true }
    }

    fn read(text: &str) -> Option<Minute> {
        let (minute, is_utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
        let minute = Minute { at: minute.parse().ok()?, is_utc };
        (minute.to_string() == text).then_some(minute)
    }

    /// The day on which it lies, if it is one of ours.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        Day::from_civil(self.at.date())
    }

    /// `15:00`
    #[must_use]
    pub fn time(self) -> String {
        self.at.strftime("%H:%M").to_string()
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = if self.is_utc { "Z" } else { "" };
        write!(f, "{}{zone}", self.at.strftime("%Y-%m-%dT%H:%M"))
    }
}

/// When something was entered, as a file holds it.
///
/// ```
/// use parallax::estimate::Stamp;
///
/// assert!(matches!(Stamp::from("2026-11-25T15:00Z".to_owned()), Stamp::Minute(_)));
/// assert_eq!(Stamp::from("yesterday".to_owned()).to_string(), "yesterday");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Stamp {
    Minute(Minute),
    /// Something else, which is kept as it stands.
    Other(String),
}

impl From<String> for Stamp {
    fn from(text: String) -> Stamp {
        Minute::read(&text).map_or(Stamp::Other(text), Stamp::Minute)
    }
}

impl From<Stamp> for String {
    fn from(stamp: Stamp) -> String {
        stamp.to_string()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stamp::Minute(minute) => minute.fmt(f),
            Stamp::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_minute_is_one_and_every_text_comes_back() {
        for (text, is_minute) in [
            ("2026-11-25T15:00", true),
            ("2026-11-25T15:00Z", true),
            ("2026-11-25T15:00:00", false),
            ("2026-02-30T15:00", false),
            ("2026-11-25", false),
            ("2026-11-25 15:00", false),
            ("yesterday", false),
            ("Z", false),
            ("", false),
        ] {
            let stamp = Stamp::from(text.to_owned());
            assert_eq!(matches!(stamp, Stamp::Minute(_)), is_minute, "{text}");
            assert_eq!(stamp.to_string(), text);
        }
    }

    #[test]
    fn the_minute_of_a_moment_is_the_one_that_is_written() {
        let moment = "2026-11-25T15:00:56.2Z".parse().expect("a moment");
        let stamp = Stamp::Minute(Minute::in_utc(moment));
        assert_eq!(Stamp::from(stamp.to_string()), stamp);
    }
}
