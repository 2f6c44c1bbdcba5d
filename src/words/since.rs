//! What has become of a verdict since an earlier session.

use super::Words;
use crate::compare::{Came, VerdictChange};
use crate::estimate::Day;

impl Words {
    /// `3 Feb 2025 – 1 Mar 2025: majority (5 of 8) before, diverge (1 of 9) now`
    #[must_use]
    pub fn verdict_change(self, change: &VerdictChange) -> String {
        let day = |day: Day| self.day(day);
        let days = match (change.from, change.to) {
            (Some(from), Some(to)) => self.period(from, to),
            (Some(from), None) => format!("from {} on", day(from)),
            (None, Some(to)) => format!("until {}", day(to)),
            (None, None) => "always".to_owned(),
        };
        format!("{days}: {} before, {} now", self.came(change.before), self.came(change.now))
    }

    /// `majority (5 of 8)`
    #[must_use]
    pub fn came(self, came: Came) -> String {
        format!("{} ({} of {})", self.verdict(came.verdict), came.support, came.n)
    }

    /// That no verdict has changed.
    #[must_use]
    pub fn no_verdict_changed(self) -> &'static str {
        "No verdict has changed."
    }

    /// That a measure was not in the earlier session, or is not in the later one.
    #[must_use]
    pub fn only_on_one_side(self, is_new: bool) -> &'static str {
        if is_new { "not in the earlier session" } else { "no longer there" }
    }
}
