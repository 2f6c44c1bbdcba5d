//! Two voices beside each other: on a day, and over the days on which both stand.

use crate::compare::{Pair, Relation, Together};
use crate::estimate::{Day, visible};

use super::Words;

impl Words {
    /// Over the days: `NIS and Zelensky both stand on 31 days, overlap on 3, are apart on 28; first apart
    /// on 13 Jan 2025`.
    #[must_use]
    pub fn together(self, together: &Together, (a, b): (&str, &str)) -> String {
        let days = together.days();
        if days == 0 {
            return format!("{a} and {b} never both stand");
        }
        let counted = self.counted(days as usize, "day", "days");
        let mut says = format!("{a} and {b} both stand on {counted}");
        for (count, what) in [
            (together.overlap, "overlap"),
            (together.touch, "touch"),
            (together.apart, "are apart"),
        ] {
            if count == days {
                says.push_str(&format!(" and always {what}"));
            } else if count > 0 {
                says.push_str(&format!(", {what} on {}", self.count(count as usize)));
            }
        }
        if let Some(day) = together.first_apart {
            says.push_str(&format!("; first apart on {}", self.day(day)));
        }
        says
    }

    /// On a day: `NIS and Zelensky overlap`, `… are apart by a factor of 1.69`.
    #[must_use]
    pub fn pair_on_day(self, pair: &Pair, (a, b): (&str, &str)) -> String {
        let (a, b) = (visible(a), visible(b));
        match pair.relation {
            Relation::Overlap => format!("{a} and {b} overlap"),
            Relation::Touch => format!("{a} and {b} touch"),
            Relation::Apart => {
                let far = self.by_how_much(pair.gap, pair.ratio);
                format!("{a} and {b} are apart {far}")
            }
        }
    }

    /// What a table of pairs shows above its diagonal and below.
    #[must_use]
    pub fn how_pairs_are_read(self, at: Day, (from, to): (Day, Day)) -> String {
        format!(
            "Above the diagonal: how each two lie to each other on {}. Below it: of the days on which \
             both stand, {} – {}, the per cent on which they share a value.",
            self.day(at),
            self.day(from),
            self.day(to)
        )
    }

    /// That there are not two voices to be held against each other.
    #[must_use]
    pub fn fewer_than_two_stand(self) -> &'static str {
        "Fewer than two voices stand in these days"
    }

    /// That voices are too many for a table of pairs, and what to do.
    #[must_use]
    pub fn too_many_for_pairs(self, voices: usize) -> String {
        format!(
            "{} voices are too many to be seen two by two: count by affiliation or kind",
            self.count(voices)
        )
    }
}
