//! Which voices shared a value, and on how many days.

use std::collections::BTreeMap;

use crate::compare::{Comparison, Interval, Segment};
use crate::estimate::{Day, Loaded};

/// Voices that shared a value which no others shared with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coalition {
    /// Places in [`Comparison::voices`], in order; at least two.
    pub voices: Vec<usize>,
    /// On how many days, those of the spans.
    pub days: i64,
    /// When, in order: from the first to the last day, both included.
    pub spans: Vec<(Day, Day)>,
}

impl Comparison {
    /// Every set of two or more voices that shared a value on days of these, both ends included: the
    /// largest set on each day, and where several are equally large, each of them. Those that did on
    /// the most days come first.
    ///
    /// A day on which two such sets stand against each other counts for both.
    #[must_use]
    pub fn coalitions(&self, files: &[Loaded], (first, last): (Day, Day)) -> Vec<Coalition> {
        let mut all: BTreeMap<Vec<usize>, Vec<(Day, Day)>> = BTreeMap::new();
        for segment in &self.segments {
            let from = segment.from.map_or(first, |from| from.max(first));
            let to = segment.to.map_or(last, |to| to.min(last));
            if segment.agreement.support < 2 || from > to {
                continue;
            }
            for voices in self.sharing(files, segment, from) {
                let spans = all.entry(voices).or_default();
                match spans.last_mut() {
                    Some(span) if span.1.plus(1) == from => span.1 = to,
                    _ => spans.push((from, to)),
                }
            }
        }
        let days = |spans: &[(Day, Day)]| -> i64 {
            spans.iter().map(|(from, to)| i64::from(from.days_until(*to)) + 1).sum()
        };
        let coalition = |(voices, spans): (Vec<usize>, Vec<(Day, Day)>)| Coalition {
            days: days(&spans),
            voices,
            spans,
        };
        let mut all: Vec<Coalition> = all.into_iter().map(coalition).collect();
        all.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.voices.cmp(&b.voices)));
        all
    }

    /// Who shares each core of a segment on a day of it.
    fn sharing(&self, files: &[Loaded], segment: &Segment, on: Day) -> Vec<Vec<usize>> {
        let counted = self.counted_on(on);
        let compared = self.compared(files, on, &counted);
        let core = match segment.from == Some(on) {
            true => segment.agreement.core.clone(),
            false => self.agreement_on(files, on).core,
        };
        let with = |core: &Interval| -> Vec<usize> {
            let all = compared.iter().enumerate();
            let meets = all.filter(|(_, read)| read.is_some_and(|read| read.meets(*core)));
            meets.map(|(voice, _)| voice).collect()
        };
        core.iter().map(with).filter(|voices| voices.len() > 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, day, range, says};

    #[test]
    fn those_who_share_a_value_are_told_with_their_days() {
        let asked = ask(
            &[
                says(1, "A", range(100.0, 200.0), "2024-01-01"),
                says(2, "B", range(150.0, 250.0), "2024-01-11"),
                says(3, "C", range(160.0, 300.0), "2024-01-21"),
                says(4, "A", range(500.0, 600.0), "2024-01-31"),
                says(5, "D", range(550.0, 650.0), "2024-01-31"),
            ],
            |_| {},
        );
        let days = (day("2024-01-01"), day("2024-02-09"));
        let told = asked.comparison.coalitions(&asked.files, days);
        let told: Vec<(Vec<&str>, i64)> = told
            .iter()
            .map(|one| (one.voices.iter().map(|voice| asked.name(*voice)).collect(), one.days))
            .collect();
        let wanted = [
            (vec!["A", "B"], 10),
            (vec!["A", "B", "C"], 10),
            (vec!["A", "D"], 10),
            (vec!["B", "C"], 10),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn the_days_of_a_coalition_are_the_days_on_which_slices_show_it() {
        let asked = ask(
            &[
                says(1, "A", range(100.0, 200.0), "2024-01-01"),
                says(2, "B", range(150.0, 250.0), "2024-01-03"),
                says(3, "A", range(300.0, 400.0), "2024-01-20"),
                says(4, "A", range(240.0, 260.0), "2024-02-05"),
            ],
            |_| {},
        );
        let (first, last) = (day("2024-01-01"), day("2024-03-01"));
        let told = asked.comparison.coalitions(&asked.files, (first, last));
        let [only] = &told[..] else { panic!("one: {told:?}") };
        let shares = |at: Day| asked.comparison.slice(&asked.files, at).agreement.support == 2;
        let days = (0..=first.days_until(last)).map(|number| first.plus(number));
        assert_eq!(only.days, days.filter(|at| shares(*at)).count() as i64);
        let spans = [(day("2024-01-03"), day("2024-01-19")), (day("2024-02-05"), last)];
        assert_eq!(only.spans, spans);
    }
}
