//! What stands on a page that can be asked: its labels, and what it says of itself.

use super::Words;
use crate::compare::{Grouping, Interval, NotCountedWhy};
use crate::estimate::{Clocks, Day, Estimate, visible};

/// The labels of a page that can be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveLabels {
    /// Above what is chosen.
    pub controls: &'static str,
    pub day: &'static str,
    pub day_along_time: &'static str,
    pub earlier: LiveButton,
    pub later: LiveButton,
    pub known_on: &'static str,
    pub earlier_known: LiveButton,
    pub later_known: LiveButton,
    pub all_known: LiveButton,
    pub by: &'static str,
    pub answer: &'static str,
    pub chart: &'static str,
    pub standing: &'static str,
    /// Over the columns of who stands and who does not.
    pub columns: [&'static str; 6],
    pub references: &'static str,
    pub about: &'static str,
}

/// A button: what stands on it, and what it does for those who hear it by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveButton {
    pub shown: &'static str,
    pub says: &'static str,
}

/// What a page that can be asked calls its parts.
pub const LIVE_LABELS: LiveLabels = LiveLabels {
    controls: "What is asked",
    day: "Day",
    day_along_time: "Day along time",
    earlier: LiveButton { shown: "Previous change", says: "Previous change" },
    later: LiveButton { shown: "Next change", says: "Next change" },
    known_on: "Known on",
    earlier_known: LiveButton { shown: "Previous", says: "Previous day on which more was known" },
    later_known: LiveButton { shown: "Next", says: "Next day on which more was known" },
    all_known: LiveButton { shown: "All that is known", says: "All that is known" },
    by: "Counted once",
    answer: "The answer",
    chart: "Over time",
    standing: "Who says what on the day",
    columns: ["How it stands", "Who", "As of", "As stated", "Read as", "Reference"],
    references: "References",
    about: "About this page",
};

impl Words {
    /// How a voice stands to what most share.
    #[must_use]
    pub fn how_it_stands(self, in_core: bool, support: usize) -> &'static str {
        match (in_core, support) {
            (_, 0 | 1) => "stands",
            (true, _) => "in the core",
            (false, _) => "outside",
        }
    }

    /// Why a statement does not count: `not counted: unknown origin`.
    #[must_use]
    pub fn live_not_counted(self, why: NotCountedWhy) -> String {
        format!("not counted: {}", why.word().replace('-', " "))
    }

    /// As what a statement is read, on its own day where it is carried from there: `782,500–783,500,
    /// carried to the day`.
    #[must_use]
    pub fn live_read(self, read: Interval, is_carried: bool) -> String {
        let carried = if is_carried { ", carried to the day" } else { "" };
        format!("{}{carried}", self.read(read))
    }

    /// What a sign of the chart says: `NIS: ≥ 3,000 “has exceeded 3,000”, of 13 Jan 2025, published 14
    /// Jan 2025`.
    #[must_use]
    pub fn said_and_published(self, estimate: Estimate<'_>, clocks: Clocks) -> String {
        let published = clocks.published().map_or_else(
            || "published day not stated".to_owned(),
            |day| format!("published {}", self.day(day)),
        );
        let (stated, as_of) = (self.as_stated(estimate), self.as_of(clocks.as_of()));
        let said = format!("{}: {stated}, of {as_of}, {published}", estimate.label().trim());
        visible(&said).into_owned()
    }

    /// Of what is known: `knowing all that the files hold`; with a day behind it, of what was.
    #[must_use]
    pub fn live_knowing(self) -> [&'static str; 2] {
        ["knowing all that the files hold", "knowing what was known on"]
    }

    /// As whom voices are counted in the answer: `by origin`.
    #[must_use]
    pub fn live_by(self, by: Grouping) -> String {
        format!("by {}", by.word())
    }

    /// That the chart stays as it was asked for while the answer follows what is chosen.
    #[must_use]
    pub fn live_chart(self, by: Grouping, known_on: Option<Day>) -> String {
        let [all, on] = self.live_knowing();
        let known =
            known_on.map_or_else(|| all.to_owned(), |day| format!("{on} {}", self.day(day)));
        format!(
            "The chart stays as it was asked for: {}, {known}. Signs of what was not yet known on the \
             chosen day fade. A sign that is pointed at, or reached with Tab and the arrow keys, says \
             what was stated.",
            self.live_by(by)
        )
    }

    /// What the page holds: from when to when, and how many days on which something became known.
    #[must_use]
    pub fn live_holds(self, first: Day, last: Day, known: usize, left_out: usize) -> String {
        let days = self.counted(known, "day on which", "days on which");
        let mut held = format!(
            "It can be asked of every day from {} to {}, in every grouping, by what was known on each \
             of {days} more was known than before.",
            self.day(first),
            self.day(last)
        );
        if left_out > 0 {
            let all = known.saturating_add(left_out);
            held.push_str(&format!(
                " There are {} such days in all; of one that it does not hold it tells the one before.",
                self.count(all)
            ));
        }
        held
    }

    /// What the page is, and that it asks nobody for anything.
    #[must_use]
    pub fn live_about(self) -> &'static str {
        "Made by Parallax. Every sentence is the program’s own, of every day, as “parallax compare” says \
         it; nothing is reckoned here. The page is whole: it loads nothing and sends nothing."
    }

    /// What stands there where no script runs.
    #[must_use]
    pub fn live_without_script(self) -> &'static str {
        "Without JavaScript the page shows the day that was asked about; other days, groupings and \
         what was known when can be asked with it."
    }

    /// What stands there where what the page holds cannot be read.
    #[must_use]
    pub fn live_not_unpacked(self) -> &'static str {
        "This browser cannot unpack what the page holds, so that it shows only the day that was asked \
         about. Browsers since 2023 can."
    }

    /// There are more days than go into a page.
    #[must_use]
    pub fn live_too_long(self, days: usize, most: usize) -> String {
        format!(
            "A page holds {} days at most, and these are {}: ask for fewer with --from and --to",
            self.count(most),
            self.count(days)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_leaves_out_is_told() {
        let day = |text: &str| text.parse().expect("a day");
        let (first, last) = (day("2024-01-01"), day("2024-12-31"));
        let all = Words::default().live_holds(first, last, 12, 0);
        assert!(all.ends_with("on each of 12 days on which more was known than before."), "{all}");
        let some = Words::default().live_holds(first, last, 12, 30);
        assert!(some.contains("There are 42 such days in all"), "{some}");
    }
}
