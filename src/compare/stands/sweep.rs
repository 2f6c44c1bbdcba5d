//! Walks several tracks through time at once, stopping only on days on which something changes.

use std::ops::Range;

use super::statements::NEVER;
use crate::compare::{Causes, Stretch};
use crate::estimate::Day;

/// What stands in each of several lists of stretches, from one changing day to the next.
pub(in crate::compare) struct Sweep<'a> {
    tracks: Vec<&'a [Stretch]>,
    /// How many stretches of each list are over.
    over: Vec<usize>,
    ahead: Ahead,
    /// When each list changes next, in days since 1970.
    next: Vec<i32>,
    /// What stands in each list.
    pub(in crate::compare) current: Vec<Option<&'a Stretch>>,
    /// The lists that changed on the day that was reached last, in order, and what stood in each
    /// before.
    pub(in crate::compare) changed: Vec<usize>,
    before: Vec<Option<&'a Stretch>>,
}

impl<'a> Sweep<'a> {
    pub(in crate::compare) fn new(tracks: Vec<&'a [Stretch]>) -> Sweep<'a> {
        let starts = tracks.iter().map(|track| track.first().map_or(NEVER, start));
        Sweep {
            next: starts.collect(),
            over: vec![0; tracks.len()],
            ahead: Ahead::new(tracks.len()),
            current: vec![None; tracks.len()],
            changed: Vec::new(),
            before: Vec::new(),
            tracks,
        }
    }

    /// As it is when it has gone on to the day before this one.
    pub(in crate::compare) fn before(tracks: Vec<&'a [Stretch]>, day: i32) -> Sweep<'a> {
        let mut sweep = Sweep::new(tracks);
        for (place, track) in sweep.tracks.iter().enumerate() {
            let over = track.partition_point(|stretch| end(stretch) < day);
            let stretch = track.get(over);
            sweep.over[place] = over;
            sweep.current[place] = stretch.filter(|stretch| start(stretch) < day);
            sweep.next[place] = match sweep.current[place] {
                Some(standing) => end(standing),
                None => stretch.map_or(NEVER, start),
            };
        }
        sweep
    }

    /// Goes on to the next day on which a list changes; none when nothing changes any more.
    pub(in crate::compare) fn advance(&mut self) -> Option<Day> {
        self.advance_until(NEVER)
    }

    /// Goes on to the next day on which a list changes, if that is not after `last`.
    pub(in crate::compare) fn advance_until(&mut self, last: i32) -> Option<Day> {
        let next = self.next.iter().copied().min();
        let number = next.filter(|day| *day < NEVER && *day <= last)?;
        self.changed.clear();
        self.before.clear();
        for place in 0..self.next.len() {
            if self.next[place] == number {
                self.before.push(self.current[place]);
                self.change(place, number);
                self.changed.push(place);
            }
        }
        Day::from_number(number)
    }

    /// The next day on which a list changes, since 1970; none when nothing changes any more.
    pub(in crate::compare) fn next_change(&self) -> Option<i32> {
        self.next.iter().copied().min().filter(|day| *day < NEVER)
    }

    /// Why something else stands in each of the lists that changed last. Where the same estimate
    /// goes on there is nothing to tell.
    pub(in crate::compare) fn changes(&self) -> impl Iterator<Item = (usize, Causes)> + '_ {
        self.changed.iter().zip(&self.before).map(|(place, before)| {
            let now = self.current.get(*place).copied().flatten();
            let causes = match (before, now) {
                (Some(before), Some(now)) if before.estimate() == now.estimate() => {
                    Causes::default()
                }
                (_, Some(now)) => now.begins,
                (Some(before), None) => before.ends,
                (None, None) => Causes::default(),
            };
            (*place, causes)
        })
    }

    fn change(&mut self, place: usize, number: i32) {
        let track = self.tracks[place];
        if self.current[place].take().is_some() {
            self.over[place] += 1;
        }
        let over = self.over[place];
        let (start, end) = self.ahead.days_of(place, track, over);
        self.next[place] = if start <= number {
            self.current[place] = track.get(over);
            end
        } else {
            start
        };
    }
}

/// So many stretches of a list are looked at together.
const AHEAD: usize = 8;

/// The days of the next stretches of each list. Lists are walked side by side, so that each step
/// would wait for memory far from that of the last one: a few stretches in a row are fetched faster.
struct Ahead {
    /// When each begins, and the first day on which it stands no longer; [`AHEAD`] for each list.
    days: Vec<(i32, i32)>,
    /// Up to which of its stretches each list has been looked at.
    until: Vec<usize>,
}

impl Ahead {
    fn new(lists: usize) -> Ahead {
        Ahead { days: vec![(NEVER, NEVER); lists * AHEAD], until: vec![0; lists] }
    }

    /// The days of the stretch in this place of a list, which are never where it has no more.
    fn days_of(&mut self, list: usize, track: &[Stretch], place: usize) -> (i32, i32) {
        let days = &mut self.days[list * AHEAD..(list + 1) * AHEAD];
        if place >= self.until[list] {
            // Those of one filling have their places in order of the list.
            let next = track.get(place..).unwrap_or_default().iter().map(|s| (start(s), end(s)));
            let next = next.chain(std::iter::repeat((NEVER, NEVER)));
            days.iter_mut().zip(next).for_each(|(days, next)| *days = next);
            self.until[list] = place + AHEAD;
        }
        days[place + AHEAD - self.until[list]]
    }
}

fn start(stretch: &Stretch) -> i32 {
    stretch.from.number()
}

/// The first day on which it stands no longer.
fn end(stretch: &Stretch) -> i32 {
    stretch.to.filter(|to| *to < Day::MAX).map_or(NEVER, |to| to.number().saturating_add(1))
}

/// Days outside which what stands is the same in both lists, as numbers since 1970; none where it
/// is the same on every day.
pub(in crate::compare) fn differing_days(
    before: &[Stretch],
    after: &[Stretch],
) -> Option<Range<i32>> {
    let (before, after) = differing(before, after);
    let from = before.first().into_iter().chain(after.first()).map(start).min()?;
    let until = before.last().into_iter().chain(after.last()).map(end).max()?;
    Some(from..until)
}

/// Two lists without what they begin with and end with alike.
pub(in crate::compare) fn differing<'a, T: PartialEq>(
    one: &'a [T],
    other: &'a [T],
) -> (&'a [T], &'a [T]) {
    let is_same = |(one, other): &(&T, &T)| one == other;
    let first = one.iter().zip(other).take_while(is_same).count();
    let (one, other) = (&one[first..], &other[first..]);
    let last = one.iter().rev().zip(other.iter().rev()).take_while(is_same).count();
    (&one[..one.len() - last], &other[..other.len() - last])
}

/// The stretch of a list that stands on a day.
pub(in crate::compare) fn standing_on(stretches: &[Stretch], at: Day) -> Option<&Stretch> {
    let after = stretches.partition_point(|stretch| stretch.from <= at);
    let last = stretches.get(after.checked_sub(1)?)?;
    last.to.is_none_or(|to| at <= to).then_some(last)
}
