//! What a mapping says of the shape of a table whose rows are no estimates yet: which rows count,
//! which are summed, and which belong together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::written::WrittenAs;
use crate::files::dates::is_year;
use crate::files::footnotes::without_marks;
use crate::files::period::Period;

/// Rows that have one of these words in a column. Numbers are compared as numbers: `1` is `1.0`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowFilter {
    pub column: String,
    pub words: Vec<String>,
}

/// Sums or counts rows by groups and periods. What comes of it is a table with the columns of
/// `by`, `period start`, `period end`, `precision`, those of `values`, that of `count`, and
/// `rows`, which says how many rows are behind a sum and which.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The columns that make a group.
    pub by: Vec<String>,
    /// Further ones, where they are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_if_there: Vec<String>,
    /// Instead of `by` where another column is asked for: the columns that make a group then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<String>>,
    pub period: Period,
    /// When a row was; of a period the last day, in whose period the row is counted.
    pub date: String,
    /// Further columns whose cells follow: the year after the month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// How the dates are written, where it is in no usual way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<WrittenAs>,
    /// When what a row is about began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The columns of numbers, each summed by itself. An empty cell is not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// What the column of the number of rows is to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// What an event is known by, where it is there: a row that has the id of an earlier one is not
    /// counted again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How closely a date is known, where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_to: Option<KnownTo>,
}

/// A column that says to which period a date is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownTo {
    pub column: String,
    /// What its words mean; of others nothing is known.
    pub words: BTreeMap<String, Period>,
}

/// A column that says how long that is which is counted within a period. It ends with its as of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    pub column: String,
    pub unit: Unit,
}

/// In what a length is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hours,
    Days,
    Weeks,
}

impl Unit {
    /// So many whole days, at least one; none where a length is nothing or no length.
    pub(super) fn days(self, length: f64) -> Option<i32> {
        let days = match self {
            Unit::Hours => length / 24.0,
            Unit::Days => length,
            Unit::Weeks => length * 7.0,
        };
        #[expect(clippy::cast_possible_truncation, reason = "within the range")]
        (days > 0.0 && days <= 366.0).then(|| days.ceil() as i32)
    }
}

/// Takes rows of which each has one quantile for one estimate: a half is `best`, and each pair that
/// leaves as much on both sides is an interval. What comes of it is a table with the columns of
/// `key`, `low`, `best`, `high`, `how` and `intervals`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantiles {
    /// What tells one estimate from another; columns that are not there are left out.
    pub key: Vec<String>,
    /// The column that says what a row is; only quantiles and medians are read.
    #[serde(rename = "type")]
    pub kind: String,
    /// The column with the share that lies below: 0.025.
    pub level: String,
    pub value: String,
}

/// Takes each column of numbers for a row of its own. What comes of it is a table with the columns
/// of `beside`, `column` (its name), `name` and `part` (what stands before and after the sign in
/// `split`) and `value`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The columns that belong to every row; those of them that are not there are left out.
    pub beside: Vec<String>,
    /// Columns that are not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Only columns whose names are years.
    #[serde(default)]
    pub years: bool,
    /// Only tables of which the name of a column has parts.
    #[serde(default)]
    pub parts: bool,
    /// What stands between the parts of a name: ` – `, ` (`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<String>,
    /// What is cut off the start of a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,
    /// What is cut off the end of a name: `_cum`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suffixes: Vec<String>,
}

/// So many columns of years at least make a table of years.
pub(crate) const FEWEST_YEARS: usize = 2;

/// What the name of a column says.
pub(crate) struct Named {
    /// Without footnote marks, prefix and suffix.
    pub(crate) column: String,
    pub(crate) name: String,
    pub(crate) part: String,
}

impl Spread {
    pub(crate) fn named(&self, column: &str) -> Named {
        let mut column = without_marks(column.trim());
        for prefix in &self.prefixes {
            column = column.strip_prefix(prefix.as_str()).unwrap_or(column);
        }
        for suffix in &self.suffixes {
            column = column.strip_suffix(suffix.as_str()).unwrap_or(column);
        }
        let split = self.split.iter().find_map(|sign| column.split_once(sign.as_str()));
        // "per 100,000" is a unit and nobody's part.
        let split = split.filter(|(_, part)| !part.starts_with("per "));
        let (name, part) = split.unwrap_or((column, ""));
        let is_open = column.matches('(').count() > name.matches('(').count();
        let part = if is_open { part.trim_end_matches(')') } else { part };
        Named {
            column: column.to_owned(),
            name: name.trim().to_owned(),
            part: part.trim().to_owned(),
        }
    }
}

impl Spread {
    /// Whether a table with this header has what the shape lives on: where parts are asked for, a
    /// column whose name has some, and where years are, several of them.
    pub(super) fn fits(&self, header: &[String]) -> bool {
        let years = header.iter().filter(|column| is_year(&self.named(column).column)).count();
        let has_parts = || header.iter().any(|column| !self.named(column).part.is_empty());
        (!self.years || years >= FEWEST_YEARS) && (!self.parts || has_parts())
    }
}
