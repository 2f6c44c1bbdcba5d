//! Those outside the core: on which side, how far, and whether growth would account for it.

use crate::compare::{GapToLater, Outside, Outsider};

use super::{Sentence, Words};

impl Words {
    /// A line for each voice outside the core: `ROK Joint Chiefs’ 1,100 (1,050–1,150) of 23 Dec 2024,
    /// below 3,800–4,200 by a factor of 3.3; 17 days older than Zelensky’s 4,000 (3,800–4,200) of 9
    /// Jan 2025: 156 a day would close that gap`.
    #[must_use]
    pub fn outside(self, outside: &Outside) -> Vec<Sentence> {
        let mut lines: Vec<Sentence> = outside.told.iter().map(|one| self.outsider(one)).collect();
        if !outside.others.is_empty() {
            let mut line = Sentence::default();
            let more = format!("{} more", self.count(outside.others.len()));
            line.of(more, outside.others.clone());
            lines.push(line);
        }
        lines
    }

    fn outsider(self, one: &Outsider) -> Sentence {
        let mut line = Sentence::default();
        self.mention(&mut line, &one.said);
        let side = if one.is_below { "below" } else { "above" };
        let far = self.by_how_much(one.distance.gap, one.distance.factor);
        line.say(format!(", {side} {} {far}", self.interval(one.core)));
        if let Some(GapToLater { later, days, per_day }) = &one.growth {
            line.say(format!("; {} older than ", self.days(*days)));
            self.mention_as(&mut line, later, &self.whose_read(later));
            line.say(format!(": {} a day would close that gap", self.gap(*per_day)));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, at_least, range, says};

    #[test]
    fn those_outside_tell_side_distance_and_what_growth_would_close_the_gap() {
        let asked = ask(
            &[
                says(1, "Joint Chiefs", range(1050.0, 1150.0), "2024-12-23"),
                says(2, "Zelensky", range(3800.0, 4200.0), "2025-01-09"),
                says(3, "NIS", at_least(3001.0), "2025-01-13"),
            ],
            |_| {},
        );
        let slice = asked.slice("2025-01-23");
        let outside = asked.comparison.outside(&asked.files, &slice);
        let lines = Words::default().outside(&outside);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            ["Joint Chiefs’ 1,050–1,150 of 23 Dec 2024, below 3,800–4,200 by a factor of 3.3; 21 \
              days older than NIS’s at least 3,001 of 13 Jan 2025: 88 a day would close that gap"]
        );
    }
}
