//! Members brought together: what a group says, or that it is divided.

use std::collections::BTreeMap;

use super::sweep::Sweep;
use crate::compare::speaks::dated::Dated;
use crate::compare::{EstimateRef, Interval, Stretch, Verdict, agree};
use crate::estimate::Day;

/// What several members say together.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::compare) struct GroupTrack {
    /// Where they do not contradict each other: what they share.
    pub(in crate::compare) stretches: Vec<Stretch>,
    /// Where they do: from the lowest low to the highest high.
    pub(in crate::compare) divided: Vec<Stretch>,
}

/// What members with these tracks say together. Their core is the group's interval on days on which
/// they do not contradict each other. Each stretch names the estimate with the latest as of.
pub(in crate::compare) fn group(
    dated: Dated<'_>,
    members: Vec<&[Stretch]>,
    same_periods_only: bool,
) -> GroupTrack {
    let mut group = GroupTrack::default();
    let mut sweep = Sweep::new(members);
    let mut since: Option<(Day, Together)> = None;
    while let Some(day) = sweep.advance() {
        let standing: Vec<&Stretch> = sweep.current.iter().copied().flatten().collect();
        let now = together(dated, &standing, same_periods_only);
        if since.as_ref().map(|(_, before)| *before) == now {
            continue;
        }
        if let Some((from, before)) = since.take() {
            group.add(before, from, Some(day.plus(-1)));
        }
        since = now.map(|now| (day, now));
    }
    if let Some((from, last)) = since {
        group.add(last, from, None);
    }
    group
}

/// What standing members come to.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Together {
    is_divided: bool,
    read: Interval,
    estimate: EstimateRef,
    best: Option<f64>,
}

fn together(dated: Dated<'_>, standing: &[&Stretch], same_periods_only: bool) -> Option<Together> {
    let mut standing = standing.to_vec();
    if same_periods_only {
        let periods: Vec<_> = standing.iter().map(|s| dated.period(s.estimate)).collect();
        let common = commonest(&periods);
        standing.retain(|stretch| Some(dated.period(stretch.estimate)) == common);
    }
    let intervals: Vec<Interval> = standing.iter().map(|stretch| stretch.read).collect();
    let agreement = agree(&intervals);
    let goes_together =
        matches!(agreement.verdict, Verdict::Single | Verdict::Agree | Verdict::NotContradicted);
    let latest = standing.iter().max_by_key(|stretch| dated.as_of_and_known(stretch.estimate))?;
    let read = if goes_together { agreement.core.first().copied() } else { agreement.envelope };
    Some(Together {
        is_divided: !goes_together,
        read: read?,
        estimate: latest.estimate,
        best: if standing.len() == 1 { latest.best } else { None },
    })
}

impl GroupTrack {
    fn add(&mut self, together: Together, from: Day, to: Option<Day>) {
        let Together { is_divided, read, estimate, best } = together;
        let list = if is_divided { &mut self.divided } else { &mut self.stretches };
        list.push(Stretch { from, to, estimate, read, best });
    }
}

/// The period that most of these are; of several the shortest, of equally short ones the latest.
pub(in crate::compare) fn commonest(periods: &[(Day, Day)]) -> Option<(Day, Day)> {
    let mut counts: BTreeMap<(Day, Day), usize> = BTreeMap::new();
    for period in periods {
        *counts.entry(*period).or_default() += 1;
    }
    let rank = |((from, to), count): &((Day, Day), usize)| (*count, to.days_until(*from), *to);
    counts.into_iter().max_by_key(rank).map(|(period, _)| period)
}
