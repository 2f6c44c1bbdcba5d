//! What became of estimates from one copy of a file to the next.

use crate::compare::{Became, VintageChangeKind, VintageDifference, VintageFact};
use crate::estimate::{AsOf, Day, visible};

use super::Words;

impl Words {
    /// How two copies differ, in one line: `4 added, 1 no longer there, 4 dates corrected; 107 as
    /// they were`.
    #[must_use]
    pub fn vintage_difference(self, difference: &VintageDifference) -> String {
        let words = [
            (VintageChangeKind::Added, "added", "added"),
            (VintageChangeKind::Gone, "no longer there", "no longer there"),
            (VintageChangeKind::Revised, "value revised", "values revised"),
            (VintageChangeKind::Redated, "date corrected", "dates corrected"),
            (VintageChangeKind::Reformatted, "written otherwise", "written otherwise"),
        ];
        let told = self.changes_counted(difference, words);
        let changes = if told.is_empty() { "no change".to_owned() } else { told.join(", ") };
        format!("{changes}; {} as they were", self.count(difference.unchanged.len()))
    }

    /// How many changes there are of each kind of which there are any, in these words for one and for
    /// several.
    pub(super) fn changes_counted(
        self,
        difference: &VintageDifference,
        words: [(VintageChangeKind, &str, &str); 5],
    ) -> Vec<String> {
        let counted = words.map(|(kind, one, many)| (difference.count(kind), one, many));
        let some = counted.into_iter().filter(|(count, ..)| *count > 0);
        some.map(|(count, one, many)| self.counted(count, one, many)).collect()
    }

    /// What became of an estimate, in a sentence without a full stop.
    #[must_use]
    pub fn vintage(self, fact: &VintageFact) -> String {
        let told = self.became(fact);
        let told = if fact.became == Became::Gone { told + " in the newer copy" } else { told };
        visible(&told).into_owned()
    }

    /// What became of an estimate, without the copy in which it did.
    pub(super) fn became(self, fact: &VintageFact) -> String {
        let (who, said) = (self.possessive(&fact.label), self.content(&fact.content));
        let what = format!("{who} {said} ({})", fact.measure.name());
        let as_of = self.as_of(fact.as_of);
        match &fact.became {
            Became::Added => format!("{what} as of {as_of} was added"),
            Became::Gone => format!("{what} as of {as_of} is no longer"),
            Became::Reformatted => format!("{what} as of {as_of} is written otherwise"),
            Became::Revised(now, now_as_of) => {
                let of = match self.as_of(*now_as_of) {
                    same if same == as_of => String::new(),
                    other => format!(" as of {other}"),
                };
                format!("{what} as of {as_of} became {}{of}", self.content(now))
            }
            Became::Redated { as_of, published } => {
                format!("{what} is {}", self.redated(*as_of, *published))
            }
        }
    }

    fn redated(
        self,
        (was, now): (AsOf, AsOf),
        (told, tells): (Option<Day>, Option<Day>),
    ) -> String {
        let (before, after) = (self.as_of(was), self.as_of(now));
        if before != after {
            return format!("dated {after} instead of {before}");
        }
        if was != now {
            let kind = |as_of: AsOf| if as_of.is_assumed() { "inferred" } else { "stated" };
            return format!("dated {after}, {} instead of {}", kind(now), kind(was));
        }
        let said = |day: Option<Day>| day.map_or_else(|| "no day".to_owned(), |day| self.day(day));
        format!("published on {} instead of {}", said(tells), said(told))
    }
}
