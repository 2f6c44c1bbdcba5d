//! What stands of a voice, day by day: the rules of the standing estimate.

use std::collections::BinaryHeap;

use super::at_once::said_at_once;
use super::statements::{Entry, NEVER};
use crate::compare::{Cause, Causes, EstimateRef, Interval, NotCountedWhy, Stretch};
use crate::estimate::Day;

/// Days for which an estimate stands at least after it became known.
const FRESH_DAYS_AFTER_PUBLICATION: i32 = 30;

/// What stands of one member, and what it leaves.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::compare) struct Stands {
    pub(in crate::compare) stretches: Vec<Stretch>,
    pub(in crate::compare) stale: Vec<Stretch>,
    pub(in crate::compare) statements: Vec<(EstimateRef, Option<NotCountedWhy>)>,
}

/// On which days which of these statements stands, given in as-of order.
///
/// On each day it is the last of those that can stand and have not ended, and those that were said
/// at once are one: a statement that only went stale still bars an older one. Statements that
/// `can_stand` refuses are passed over.
pub(in crate::compare) fn track(
    entries: &[Entry],
    stale_after_days: Option<i32>,
    can_stand: impl Fn(&Entry) -> bool,
) -> Stands {
    let mut track = Stands {
        stretches: Vec::with_capacity(entries.len()),
        stale: Vec::new(),
        statements: entries.iter().map(|entry| (entry.at, entry.why)).collect(),
    };
    let can_stand =
        |entry: &Entry| entry.read.is_some() && entry.start < entry.until && can_stand(entry);
    let said = said_at_once(entries, can_stand);
    let mut starting: Vec<usize> =
        (0..said.len()).filter(|place| can_stand(&said[*place])).collect();
    // In order already, but for periods.
    starting.sort_by_key(|place| said[*place].start);
    let mut before: Option<&Entry> = None;
    stand(&said, &starting, |place, from, until| {
        let entry = &said[place];
        track.add(entry, begins(entry, before, from), stale_after_days, from, until);
        before = Some(entry);
    });
    track
}

/// Tells which entry stands from which day until which day, in order; `starting` are the entries'
/// places by the day on which they start.
fn stand(entries: &[Entry], starting: &[usize], mut tell: impl FnMut(usize, i32, i32)) {
    let mut standing: BinaryHeap<usize> = BinaryHeap::new();
    let mut starting = starting.iter().copied().peekable();
    // The one that stands, since when.
    let mut latest: Option<(usize, i32)> = None;
    let start_of = |place: &usize| entries[*place].start;
    let mut day = starting.peek().map_or(NEVER, start_of);
    while day < NEVER {
        while let Some(place) = starting.next_if(|place| start_of(place) <= day) {
            // Whatever is below one that never ends is never seen again.
            if entries[place].until == NEVER && standing.peek().is_none_or(|top| *top < place) {
                standing.clear();
            }
            standing.push(place);
        }
        while standing.peek().is_some_and(|top| entries[*top].until <= day) {
            standing.pop();
        }
        let top = standing.peek().copied();
        if latest.map(|(place, _)| place) != top {
            if let Some((place, since)) = latest {
                tell(place, since, day);
            }
            latest = top.map(|place| (place, day));
        }
        let next_end = top.map_or(NEVER, |top| entries[top].until);
        day = starting.peek().map_or(NEVER, start_of).min(next_end);
    }
    if let Some((place, since)) = latest {
        tell(place, since, NEVER);
    }
}

impl Stands {
    /// Adds days on which an entry stands, as far as it is fresh, and what it leaves after.
    fn add(
        &mut self,
        entry: &Entry,
        begins: Causes,
        stale_after_days: Option<i32>,
        from: i32,
        until: i32,
    ) {
        let Some(read) = entry.read else { return };
        let stale_from = stale_after_days.map_or(NEVER, |days| {
            let after_as_of = entry.to.saturating_add(days);
            let after_known = entry.known_from.saturating_add(FRESH_DAYS_AFTER_PUBLICATION);
            after_as_of.max(after_known).saturating_add(1)
        });
        let fresh_until = until.min(stale_from);
        let ends = if stale_from <= until { Cause::Expired } else { entry.ends };
        let causes = (begins, Causes::from(ends));
        if let Some(fresh) = stretch(entry, read, causes, from, fresh_until) {
            self.stretches.push(fresh);
        }
        if let Some(stale) = stretch(entry, read, causes, from.max(stale_from), until) {
            self.stale.push(stale);
        }
    }
}

/// Why an estimate begins to stand on this day, after another of the same voice.
fn begins(entry: &Entry, before: Option<&Entry>, from: i32) -> Causes {
    let mut begins = Causes::from(match before {
        // It had stood back behind one that stands no longer, or was said at once with it.
        Some(before) if from != entry.start || is_left_of(before, entry) => before.ends,
        _ => Cause::Said,
    });
    if entry.is_adjusted {
        begins.add(Cause::Reading);
    }
    begins
}

/// Whether an entry is what is left of several said at once, after one of them has ended.
fn is_left_of(before: &Entry, entry: &Entry) -> bool {
    let moment = |entry: &Entry| (entry.to, entry.known_from);
    moment(before) == moment(entry) && before.until == entry.start
}

fn stretch(
    entry: &Entry,
    read: Interval,
    (begins, ends): (Causes, Causes),
    from: i32,
    until: i32,
) -> Option<Stretch> {
    if from >= until {
        return None;
    }
    let to = if until == NEVER { None } else { Day::from_number(until.saturating_sub(1)) };
    let (from, as_of) = (Day::from_number(from)?, Day::from_number(entry.to)?);
    let stated = Stretch::as_stated((from, to), as_of, entry.at, read);
    Some(stated.because(begins, ends).with_best(entry.best))
}
