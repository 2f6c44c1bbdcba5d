//! All measures at a glance: of each what there is, and what it comes to on a day.

use crate::compare::{Grouping, Verdict};
use crate::estimate::Day;

use super::Words;

impl Words {
    /// Verdict, support and number of voices in short: `majority · 3 of 4`.
    #[must_use]
    pub fn verdict_in_short(self, (verdict, support, n): (Verdict, usize, usize)) -> String {
        match n {
            0 if verdict == Verdict::None => "nobody stands".to_owned(),
            0 | 1 => self.verdict(verdict).to_owned(),
            _ => format!("{} · {support} of {n}", self.verdict(verdict)),
        }
    }

    /// `36 estimates · 18 origins · 1,024 days of quarrel`
    #[must_use]
    pub fn counts_of_measure(
        self,
        estimates: usize,
        (by, voices): (Grouping, usize),
        quarrel_days: i64,
    ) -> String {
        let quarrel = match quarrel_days {
            0 => "no quarrel".to_owned(),
            1 => "1 day of quarrel".to_owned(),
            days => format!("{} days of quarrel", self.number(days as f64)),
        };
        let estimates = self.counted(estimates, "estimate", "estimates");
        format!("{estimates} · {voices} {} · {quarrel}", self.noun(by, voices))
    }

    /// What a picture of all measures shows: `18 measures on 23 Jan 2025, the longest quarrels first`.
    #[must_use]
    pub fn all_measures_on(self, measures: usize, at: Day) -> String {
        let measures = self.counted(measures, "measure", "measures");
        format!("{measures} on {}, the longest quarrels first", self.day(at))
    }
}
