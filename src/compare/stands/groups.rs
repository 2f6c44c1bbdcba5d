//! Members brought together: what a group says, or that it is divided.

use std::collections::BTreeMap;

use super::motion::runs;
use super::statements::NEVER;
use super::sweep::{Sweep, standing_on};
use crate::compare::speaks::dated::Dated;
use crate::compare::stretch::Course;
use crate::compare::{
    Causes, EstimateRef, Interval, MemberTrack, StandingMember, Stretch, Verdict, agree,
};
use crate::estimate::{Day, Measure};

/// What several members say together.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::compare) struct GroupTrack {
    /// Where they do not contradict each other: what they share.
    pub(in crate::compare) stretches: Vec<Stretch>,
    /// Where they do: from the lowest low to the highest high.
    pub(in crate::compare) divided: Vec<Stretch>,
    is_count: bool,
}

/// What members with these tracks say together. Their core is the group's interval on days on which
/// they do not contradict each other. Each stretch names the estimate with the latest as of.
pub(in crate::compare) fn group(
    dated: Dated<'_>,
    members: Vec<&[Stretch]>,
    measure: &Measure,
) -> GroupTrack {
    let mut group = GroupTrack { is_count: measure.is_count(), ..GroupTrack::default() };
    let same_periods_only = !measure.basis.stands_on();
    let mut sweep = Sweep::new(members);
    let mut causes = Causes::default();
    while let Some(day) = sweep.advance() {
        causes = sweep.changes().fold(causes, |all, (_, causes)| all.and(causes));
        let mut standing = sweep.current.clone();
        if same_periods_only {
            let periods: Vec<_> =
                standing.iter().flatten().map(|s| dated.period(s.estimate())).collect();
            let common = commonest(&periods);
            let is_common = |s: &&Stretch| Some(dated.period(s.estimate())) == common;
            standing.iter_mut().for_each(|one| *one = one.filter(is_common));
        }
        let latest = standing.iter().flatten().copied();
        let latest = latest.max_by_key(|stretch| dated.as_of_and_known(stretch.estimate()));
        let Some(latest) = latest else {
            group.end(day, causes);
            causes = Causes::default();
            continue;
        };
        let last = sweep.next_change().map_or(NEVER, |next| next.saturating_sub(1));
        runs(&standing, day.number(), last, group.is_count, &mut |from, last| {
            if group.add(&standing, latest, (from, last), causes) {
                causes = Causes::default();
            }
        });
    }
    group
}

impl GroupTrack {
    /// Nothing stands from this day on.
    fn end(&mut self, day: Day, causes: Causes) {
        let before = Some(day.plus(-1));
        for list in [&mut self.stretches, &mut self.divided] {
            if let Some(last) = list.last_mut().filter(|last| last.to == before) {
                last.ends = causes;
            }
        }
    }

    /// Adds the days from the first to the last of a run on which no two ends change places;
    /// whether they are another stretch than the one before.
    fn add(
        &mut self,
        standing: &[Option<&Stretch>],
        latest: &Stretch,
        (from, last): (i32, i32),
        begins: Causes,
    ) -> bool {
        let Some(first_day) = Day::from_number(from) else { return false };
        let to = if last == NEVER { None } else { Day::from_number(last) };
        let Some((is_divided, read)) = self.together(standing, from) else { return false };
        let is_alone = standing.iter().flatten().count() == 1;
        let is_moving = standing.iter().flatten().any(|stretch| stretch.moves());
        let read_to = self.together(standing, last).filter(|_| is_moving);
        let is_carried = standing.iter().flatten().any(|stretch| stretch.is_carried());
        let course = if is_carried { Course::Grows } else { Course::Stays };
        let days = (first_day, to);
        let mut stretch = Stretch::as_stated(days, latest.as_of, latest.estimate(), read)
            .moving(read, read_to.map_or(read, |(_, read)| read), course)
            .because(begins, Causes::default())
            .with_best(latest.best().filter(|_| is_alone));
        stretch.is_of_several = !is_alone;
        let list = if is_divided { &mut self.divided } else { &mut self.stretches };
        if let Some(before) = list.last_mut()
            && before.to == Some(first_day.plus(-1))
            && !before.moves()
            && stretch.on(before.from, to).because(before.begins, stretch.ends)
                == before.on(before.from, to)
        {
            before.to = to;
            return false;
        }
        list.push(stretch);
        true
    }

    /// Whether these contradict each other on a day since 1970, and the core or the envelope.
    fn together(&self, standing: &[Option<&Stretch>], day: i32) -> Option<(bool, Interval)> {
        let exact = standing.iter().flatten().map(|stretch| stretch.exactly_on(day));
        let exact: Vec<Interval> = exact.collect();
        let is_whole = standing.iter().flatten().all(|stretch| !stretch.is_carried());
        let whole: Vec<Interval> = if is_whole || !self.is_count {
            exact.clone()
        } else {
            let day = Day::from_number(day)?;
            standing.iter().flatten().map(|stretch| stretch.read_on(day, true)).collect()
        };
        let agreement = agree(&whole);
        let goes_together = matches!(
            agreement.verdict,
            Verdict::Single | Verdict::Agree | Verdict::NotContradicted
        );
        let read = if goes_together {
            let mut exact = exact.into_iter();
            let first = exact.next();
            let shared = first.and_then(|one| exact.try_fold(one, Interval::intersection));
            // Made whole two may share a value that they miss by less than one.
            shared.or_else(|| agreement.core.first().copied())
        } else {
            exact.into_iter().reduce(Interval::hull)
        };
        Some((!goes_together, read?))
    }
}

/// What several members of a group say on a day on which they contradict each other; only those of
/// the commonest period where others are not compared.
pub(in crate::compare) fn members_on(
    dated: Dated<'_>,
    members: &[MemberTrack],
    at: Day,
    measure: &Measure,
) -> Vec<StandingMember> {
    let is_count = measure.is_count();
    let standing = members.iter().filter_map(|member| {
        let stretch = standing_on(member.compared(), at)?;
        let stated = standing_on(&member.stretches, at).filter(|_| stretch.is_carried_on(at));
        Some(StandingMember {
            name: member.name.clone(),
            estimate: stretch.estimate(),
            read: stretch.read_on(at, is_count),
            carried: stated.map(|stated| stretch.carried_from(stated.read(), at)),
        })
    });
    let mut standing: Vec<StandingMember> = standing.collect();
    if !measure.basis.stands_on() {
        keep_common_period(dated, &mut standing, |member| member.estimate);
    }
    standing
}

/// Keeps those that speak of the period of which most of them do.
fn keep_common_period<T>(dated: Dated<'_>, all: &mut Vec<T>, of: impl Fn(&T) -> EstimateRef) {
    let periods: Vec<_> = all.iter().map(|one| dated.period(of(one))).collect();
    let common = commonest(&periods);
    all.retain(|one| Some(dated.period(of(one))) == common);
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
