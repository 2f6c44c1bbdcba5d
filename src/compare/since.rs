//! On which days a question has another verdict than it had.

use std::collections::BTreeSet;

use super::{Comparison, Verdict};
use crate::estimate::Day;

/// What a day comes to: the verdict, how many share a value, and of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Came {
    pub verdict: Verdict,
    pub support: usize,
    pub n: usize,
}

/// A run of days that have another verdict than before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VerdictChange {
    /// None for "from ever".
    pub from: Option<Day>,
    /// The last day, included; none for "from then on".
    pub to: Option<Day>,
    pub before: Came,
    pub now: Came,
}

/// The days on which two answers, the earlier one first, have verdicts that differ: in order, and in
/// runs within which neither the verdicts nor how many share a value change. None is told of days
/// after `last`, the last day of which either has anything.
#[must_use]
pub fn verdict_changes(
    before: &Comparison,
    now: &Comparison,
    last: Option<Day>,
) -> Vec<VerdictChange> {
    let Some(last) = last else { return Vec::new() };
    let starts: BTreeSet<Day> = [before, now]
        .into_iter()
        .flat_map(|answer| &answer.segments)
        .filter_map(|segment| segment.from)
        .chain([Day::MIN])
        .filter(|day| *day <= last)
        .collect();
    let mut runs: Vec<VerdictChange> = Vec::new();
    for from in starts.iter().copied() {
        let next = starts.range(from.plus(1)..).next();
        let to = next.map_or(last, |next| next.plus(-1));
        let (then, today) = (before.came(from), now.came(from));
        match runs.last_mut() {
            Some(run) if (run.before, run.now) == (then, today) => run.to = Some(to),
            _ => {
                let from = (from != Day::MIN).then_some(from);
                runs.push(VerdictChange { from, to: Some(to), before: then, now: today });
            }
        }
    }
    runs.retain(|run| run.before.verdict != run.now.verdict);
    runs
}

impl Comparison {
    /// What a day comes to.
    #[must_use]
    pub fn came(&self, at: Day) -> Came {
        let agreement = &self.segment_at(at).agreement;
        Came { verdict: agreement.verdict, support: agreement.support, n: agreement.n }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixtures::{ask, day, point, range, says};
    use super::*;
    use crate::estimate::Statement;

    fn answer(statements: &[Statement]) -> Comparison {
        ask(statements, |_| {}).comparison
    }

    fn two() -> Vec<Statement> {
        vec![
            says(1, "A", range(10.0, 20.0), "2024-01-01"),
            says(2, "B", range(15.0, 25.0), "2024-01-10"),
        ]
    }

    #[test]
    fn nothing_has_changed_in_the_same_answer() {
        let answer = answer(&two());
        assert!(verdict_changes(&answer, &answer, Some(day("2025-01-01"))).is_empty());
    }

    #[test]
    fn a_voice_more_that_says_otherwise_changes_the_verdict_from_its_day_on() {
        let mut later = two();
        later.push(says(3, "B", point(90.0), "2024-02-01"));
        let changes = verdict_changes(&answer(&two()), &answer(&later), Some(day("2024-03-01")));
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.from, change.to, change.before.verdict, change.now.verdict))
            .collect();
        let days = (Some(day("2024-02-01")), Some(day("2024-03-01")));
        assert_eq!(told, [(days.0, days.1, Verdict::Agree, Verdict::Diverge)]);
    }

    proptest! {
        #[test]
        fn a_day_is_in_a_run_where_its_two_verdicts_differ(
            said in prop::collection::vec((0usize..4, 0u8..40, 0u8..9), 1..12),
            dropped in 0usize..12,
        ) {
            let start = day("2024-01-01");
            let statement = |(record, (who, on, low)): (u32, &(usize, u8, u8))| {
                let label = ["A", "B", "C", "D"].get(*who).copied().unwrap_or("A");
                let on = start.plus(i32::from(*on)).to_string();
                let low = f64::from(*low) * 10.0;
                says(record, label, range(low, low + 15.0), &on)
            };
            let all: Vec<Statement> = (1..).zip(&said).map(statement).collect();
            let mut fewer = all.clone();
            if dropped < fewer.len() {
                fewer.remove(dropped);
            }
            let (before, now) = (answer(&fewer), answer(&all));
            let last = start.plus(60);
            let changes = verdict_changes(&before, &now, Some(last));
            for offset in -3..=60 {
                let at = start.plus(offset);
                let run = changes.iter().find(|run| {
                    run.from.is_none_or(|from| from <= at) && run.to.is_none_or(|to| at <= to)
                });
                let (then, today) = (before.came(at), now.came(at));
                prop_assert_eq!(run.is_some(), then.verdict != today.verdict, "on {}", at);
                if let Some(run) = run {
                    prop_assert_eq!((run.before, run.now), (then, today));
                }
            }
        }
    }
}
