//! How days and numbers are written for people: a matter of taste, as a locale is. Files take the
//! ISO form of a day and plain digits whatever it is.

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
