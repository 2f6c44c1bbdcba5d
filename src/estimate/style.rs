//! How days and numbers are written for people: a matter of taste, as a locale is. The window sets
//! it for the threads that word what it shows. Everywhere else it is the default, and files take
//! the ISO form of a day and plain digits whatever it is.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

/// How a day is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// `23 Dec 2024`
    #[default]
    DayFirst,
    /// `Dec 23, 2024`
    MonthFirst,
    /// `2024-12-23`
    Iso,
}

/// What sets the thousands of a number apart. Never a point, which is the decimal mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// `783,138`
    #[default]
    Commas,
    /// `783 138`, with a space at which no line breaks.
    Spaces,
    /// `783138`
    Plain,
}

/// How days and numbers are written for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Style {
    pub dates: DateStyle,
    pub numbers: NumberStyle,
}

thread_local! {
    static OF_THIS_THREAD: Cell<Style> = const {
        Cell::new(Style { dates: DateStyle::DayFirst, numbers: NumberStyle::Commas })
    };
}

impl Style {
    /// The style of this thread: the default, unless [`Style::wear`] said otherwise.
    #[must_use]
    pub fn worn() -> Style {
        OF_THIS_THREAD.get()
    }

    /// Lets this thread write days and numbers so from now on.
    ///
    /// ```
    /// use parallax::estimate::{DateStyle, Day, Style};
    ///
    /// let day: Day = "2024-12-23".parse()?;
    /// assert_eq!(day.spoken(), "23 Dec 2024");
    /// Style { dates: DateStyle::MonthFirst, ..Style::default() }.wear();
    /// assert_eq!(day.spoken(), "Dec 23, 2024");
    /// assert_eq!(day.to_string(), "2024-12-23", "files keep to the ISO form");
    /// # Ok::<(), parallax::estimate::BadDay>(())
    /// ```
    pub fn wear(self) {
        OF_THIS_THREAD.set(self);
    }
}
