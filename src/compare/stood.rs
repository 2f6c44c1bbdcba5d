//! On which days one estimate stands.

use super::{Comparison, EstimateRef};
use crate::estimate::Day;

impl Comparison {
    /// The runs of days on which an estimate is the standing one of its source, in order; of the
    /// last there may be no end. Empty where it never stands.
    #[must_use]
    pub fn stands_on(&self, of: EstimateRef) -> Vec<(Day, Option<Day>)> {
        let is_of = |statements: &[(EstimateRef, _)]| statements.iter().any(|(one, _)| *one == of);
        let Some(track) = self.tracks.iter().find(|track| is_of(&track.statements)) else {
            return Vec::new();
        };
        // In a group it stands for its own member.
        let member = track.members.iter().find(|member| is_of(&member.statements));
        let stretches = member.map_or(&track.stretches, |member| &member.stretches);
        let mut days: Vec<(Day, Option<Day>)> = Vec::new();
        for stretch in stretches.iter().filter(|stretch| stretch.estimate() == of) {
            match days.last_mut() {
                Some((_, to)) if to.is_some_and(|to| to.plus(1) == stretch.from) => {
                    *to = stretch.to;
                }
                _ => days.push((stretch.from, stretch.to)),
            }
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::fixtures::{ask, day, range, says};

    #[test]
    fn an_estimate_stands_until_the_next_of_its_source_and_its_slices_show_it() {
        let asked = ask(
            &[
                says(1, "A", range(100.0, 200.0), "2024-01-01"),
                says(2, "A", range(150.0, 250.0), "2024-01-11"),
                says(3, "B", range(160.0, 300.0), "2024-01-05"),
            ],
            |_| {},
        );
        let statements = &asked.comparison.tracks[0].statements;
        let [first, second] = [statements[0].0, statements[1].0];
        let days = asked.comparison.stands_on(first);
        assert_eq!(days, [(day("2024-01-01"), Some(day("2024-01-10")))]);
        let [(from, Some(to))] = asked.comparison.stands_on(second)[..] else { panic!("it ends") };
        assert_eq!(from, day("2024-01-11"));
        for (at, stands) in [(from, true), (to, true), (to.plus(1), false), (from.plus(-1), false)]
        {
            let slice = asked.comparison.slice(&asked.files, at);
            let is_standing = slice.standing.iter().any(|one| one.estimate == second);
            assert_eq!(is_standing, stands, "{at}");
        }
    }
}
