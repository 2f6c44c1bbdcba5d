//! On which days two answers to one question may say different things: so that of many of them, each
//! with a little more known than the last, only those days are told again.

use std::ops::Range;

use crate::compare::stands::sweep::differing_days;
use crate::compare::{Comparison, EstimateRef, MemberTrack, NotCountedWhy, Stretch, Track};
use crate::estimate::{Day, Loaded};

/// Days as numbers since 1970.
type Days = Range<i32>;

impl Comparison {
    /// Days outside which this slice by slice says the same as the other one, which asks the same of the
    /// same files, but for what was known; in no order, and overlapping. `None` where nothing can be told, as other
    /// voices speak. Where nobody stands, who stood last and stands next may be another all the same.
    #[must_use]
    pub fn days_unlike(&self, files: &[Loaded], other: &Comparison) -> Option<Vec<(Day, Day)>> {
        let is_comparable = self.voices == other.voices
            && self.redated == other.redated
            && self.tracks.len() == other.tracks.len();
        if !is_comparable {
            return None;
        }
        let mut days: Vec<Days> = Vec::new();
        for (track, before) in self.tracks.iter().zip(&other.tracks) {
            self.add_unlike(files, track, before, &mut days);
        }
        // No day is later than the last there is.
        let day = |number: i32| Day::from_number(number).unwrap_or(Day::MAX);
        Some(days.into_iter().map(|of| (day(of.start), day(of.end.saturating_sub(1)))).collect())
    }

    fn add_unlike(&self, files: &[Loaded], track: &Track, before: &Track, days: &mut Vec<Days>) {
        days.extend(of_stretches(&track.stretches, &before.stretches));
        days.extend(differing_days(track.compared(), before.compared()));
        days.extend(differing_days(&track.divided, &before.divided));
        days.extend(differing_days(&track.stale, &before.stale));
        if track.only != before.only {
            days.extend([track, before].into_iter().filter_map(|track| all_of(&track.stretches)));
        }
        days.extend(of_members(&track.members, &before.members));
        let told = |track: &Track| -> Vec<(EstimateRef, NotCountedWhy)> {
            let all = track.statements.iter();
            all.filter_map(|(estimate, why)| Some((*estimate, (*why)?))).collect()
        };
        let (now, then) = (told(track), told(before));
        let news = now.iter().filter(|one| !then.contains(one));
        let olds = then.iter().filter(|one| !now.contains(one));
        for (estimate, _) in news.chain(olds) {
            let said = self.dated(files).as_of_and_known(*estimate);
            let from = said.map_or(Day::MIN, |(as_of, known_from)| as_of.max(known_from));
            days.push(from.number()..i32::MAX);
        }
    }
}

fn of_members(members: &[MemberTrack], before: &[MemberTrack]) -> Vec<Days> {
    let mut days = Vec::new();
    let is_of = |one: &MemberTrack, name: &str| one.name == name;
    for member in members {
        match before.iter().find(|one| is_of(one, &member.name)) {
            Some(then) => {
                days.extend(of_stretches(&member.stretches, &then.stretches));
                days.extend(differing_days(member.compared(), then.compared()));
            }
            None => days.extend(all_of(&member.stretches)),
        }
    }
    let gone = before.iter().filter(|then| !members.iter().any(|one| is_of(one, &then.name)));
    days.extend(gone.filter_map(|then| all_of(&then.stretches)));
    days
}

/// Days outside which what stands and to which next number it goes is the same: from the last number
/// on before those that differ.
fn of_stretches(now: &[Stretch], then: &[Stretch]) -> Option<Days> {
    let days = differing_days(now, then)?;
    let same = now.iter().zip(then).take_while(|(one, other)| one == other);
    let of_own_day = |one: &Stretch| one.from == one.as_of;
    let first = now.first().map(|one| one.from.number());
    let last = same.map(|(one, _)| one).filter(|one| of_own_day(one)).last();
    let from = last.map(|one| one.from.number()).or(first);
    Some(from.map_or(days.start, |from| from.min(days.start))..days.end)
}

fn all_of(stretches: &[Stretch]) -> Option<Days> {
    let (first, last) = (stretches.first()?, stretches.last()?);
    let end = last.to.filter(|to| *to < Day::MAX);
    Some(first.from.number()..end.map_or(i32::MAX, |to| to.number().saturating_add(1)))
}
