//! What the values below a header say, column by column.

use std::collections::HashSet;

use crate::estimate::{
    Amount, DecimalMark, Directory, amount_of, amounts_beside_words, amounts_in,
};
use crate::files::dates::{is_year, written};
use crate::files::doubts::is_url;
use crate::files::numbers::{is_missing, number};

use super::heading::Heading;

/// What was seen of a column in the first rows of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) filled: usize,
    dates: usize,
    /// Whole numbers that may be years.
    years: usize,
    numbers: usize,
    /// Numbers, and texts that say amounts.
    amounts: usize,
    /// Texts that say several amounts, or one among other words.
    several: usize,
    /// Those of these that say of each amount what it counts.
    counted: usize,
    pub(super) below_zero: usize,
    urls: usize,
    origins: usize,
    /// Words for what is counted, and of these those that speak of nothing but soldiers, who may be
    /// of whom something else is counted.
    pub(super) quantities: usize,
    soldiers: usize,
    /// Words for of whom something is counted.
    populations: usize,
    months: usize,
    pub(super) distinct: HashSet<String>,
    is_counting_up: bool,
    last: Option<f64>,
}

/// So many different values of a column are told apart.
const MOST_DISTINCT: usize = 1_000;

impl Seen {
    pub(super) fn see(&mut self, cell: &str) {
        if cell.is_empty() || is_missing(cell) || is_not_known(cell) {
            return;
        }
        self.filled = self.filled.saturating_add(1);
        if self.distinct.len() < MOST_DISTINCT {
            self.distinct.insert(cell.to_lowercase());
        }
        let count = |is: bool, of: &mut usize| *of = of.saturating_add(usize::from(is));
        if is_url(cell) || cell.starts_with("www.") {
            return count(true, &mut self.urls);
        }
        if cell.len() == 8 && cell.bytes().all(|b| b.is_ascii_digit()) && written(cell).is_ok() {
            return count(true, &mut self.dates);
        }
        if let Some(number) = plain_number(cell) {
            count(true, &mut self.numbers);
            count(true, &mut self.amounts);
            count(number < 0.0 && !is_code(number), &mut self.below_zero);
            count(is_year(cell), &mut self.years);
            count(number.fract() == 0.0 && (1.0..=12.0).contains(&number), &mut self.months);
            self.is_counting_up = match self.last {
                None => number == 0.0 || number == 1.0,
                Some(last) => self.is_counting_up && number == last + 1.0,
            };
            self.last = Some(number);
            return;
        }
        self.is_counting_up = false;
        if is_range(cell) {
            return count(true, &mut self.amounts);
        }
        if written(cell).is_ok() {
            return count(true, &mut self.dates);
        }
        if cell.contains(|sign: char| sign.is_ascii_digit()) {
            if amount_of(cell, None).is_some() {
                return count(true, &mut self.amounts);
            }
            let beside_words = amounts_beside_words(cell, None);
            let is_several = beside_words.is_some() || amounts_in(cell).len() > 1;
            count(is_several, &mut self.several);
            let says_what = |amount: &Amount| amount.quantity.is_some();
            let all_say = beside_words.is_some_and(|amounts| amounts.iter().all(says_what));
            return count(all_say, &mut self.counted);
        }
        count(Directory::shipped().look_up(cell).is_some(), &mut self.origins);
        let heading = Heading::of(cell);
        let is_known = heading.unknown == 0 && heading.is_of_people();
        let (says_what, says_whom) = (!heading.quantities.is_empty(), heading.population.is_some());
        count(is_known && (says_what || heading.soldiers), &mut self.quantities);
        count(is_known && !says_what && heading.soldiers, &mut self.soldiers);
        count(is_known && !says_what && says_whom, &mut self.populations);
    }

    fn is_mostly(&self, count: usize) -> bool {
        count > 0 && count.saturating_mul(10) >= self.filled.saturating_mul(6)
    }

    pub(super) fn are_dates(&self) -> bool {
        self.is_mostly(self.dates)
    }

    pub(super) fn are_years(&self) -> bool {
        self.years > 0 && self.years == self.numbers && self.is_mostly(self.years)
    }

    pub(super) fn are_month_numbers(&self) -> bool {
        self.months > 0 && self.months == self.numbers && self.is_mostly(self.months)
    }

    pub(super) fn are_urls(&self) -> bool {
        self.is_mostly(self.urls)
    }

    /// Numbers, also as people say them.
    pub(super) fn are_amounts(&self) -> bool {
        self.is_mostly(self.amounts.saturating_add(self.several))
    }

    /// Whether nearly all say what they count.
    pub(super) fn say_what_is_counted(&self) -> bool {
        self.counted > 0 && self.counted.saturating_mul(10) >= self.filled.saturating_mul(9)
    }

    pub(super) fn are_texts(&self) -> bool {
        let others = [self.dates, self.numbers, self.urls];
        let others = others.iter().fold(0_usize, |sum, count| sum.saturating_add(*count));
        others.saturating_mul(2) < self.filled
    }

    /// Whether some of them are names that the table of origins knows.
    pub(super) fn name_origins(&self) -> bool {
        self.origins > 0 && self.origins.saturating_mul(10) >= self.filled.saturating_mul(3)
    }

    pub(super) fn name_quantities(&self) -> bool {
        self.is_mostly(self.quantities.saturating_sub(self.soldiers))
    }

    pub(super) fn name_populations(&self) -> bool {
        self.is_mostly(self.populations)
    }

    /// Whether they number the rows.
    pub(super) fn number_the_rows(&self) -> bool {
        self.is_counting_up && self.numbers == self.filled && self.filled > 2
    }
}

/// A number as it may be meant, with thousands set apart or decimals: good enough to compare.
pub(super) fn plain_number(cell: &str) -> Option<f64> {
    let by = |mark| number(cell, mark).ok();
    match (by(DecimalMark::Point), by(DecimalMark::Comma)) {
        // "1.234" and "1,234": of two readings the larger one, which is no fraction.
        (Some(one), Some(other)) => Some(if one.abs() >= other.abs() { one } else { other }),
        (one, other) => one.or(other),
    }
}

/// Words that people write where they have no number.
const NOT_KNOWN: [&str; 26] = [
    "unknown",
    "not known",
    "n.d.",
    "nd",
    "n.k.",
    "no data",
    "null",
    "none",
    "not stated",
    "not reported",
    "not available",
    "unavailable",
    "unclear",
    "tbd",
    "tba",
    "?",
    "??",
    "..",
    "...",
    "…",
    "н/д",
    "невідомо",
    "неизвестно",
    "k.a.",
    "n.c.",
    "s/d",
];

/// Whether a cell says that its value is not known.
fn is_not_known(cell: &str) -> bool {
    NOT_KNOWN.contains(&cell.trim().to_lowercase().as_str())
}

/// Whether a cell has two numbers with a line between, of which neither can be a year: 1000–1500.
fn is_range(cell: &str) -> bool {
    let is_number = |part: &str| plain_number(part).is_some() && !is_year(part);
    let ends = cell.split_once(['-', '–', '—', '−']);
    ends.is_some_and(|(low, high)| is_number(low.trim()) && is_number(high.trim()))
}

/// Whether a number below zero stands for none: −9, −99, −999.
fn is_code(number: f64) -> bool {
    [-9.0, -99.0, -999.0, -9_999.0, -88.0, -77.0].contains(&number)
}
