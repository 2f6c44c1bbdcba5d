//! Increments made a running total, and a running total made increments: a track that says how it
//! was made.
//!
//! What is made of a voice's numbers is not what it stated, so that it is drawn and never counted.
//! A running total goes as far as the periods are of equal length and follow each other without a
//! gap; months are of equal length. A total of a day includes that day.

use std::collections::BTreeMap;

use super::statements::Entry;
use crate::compare::speaks::dated::Dated;
use crate::compare::{Interval, Length, Made, Stretch};
use crate::estimate::{Basis, Day};

/// What was made, and how.
pub(in crate::compare) struct Derived {
    pub(in crate::compare) stretches: Vec<Stretch>,
    pub(in crate::compare) made: Made,
}

/// Makes increments into a total, or totals into increments of these periods, or between one total
/// and the next where no periods are given. None where there is nothing to make it of.
pub(in crate::compare) fn track(
    dated: Dated<'_>,
    to_basis: Basis,
    entries: &[Entry],
    periods: &[(Day, Day)],
    stale_after_days: Option<i32>,
) -> Option<Derived> {
    match to_basis {
        Basis::Cumulative => added_up(dated, entries, stale_after_days),
        Basis::Increment => taken_apart(entries, periods),
        Basis::Level | Basis::Rate => None,
    }
}

/// An increment of a period.
#[derive(Clone, Copy)]
struct Increment<'a> {
    from: Day,
    to: Day,
    entry: &'a Entry,
}

impl Length {
    fn of(from: Day, to: Day) -> Length {
        let is_month = from == from.first_of_month() && to == from.last_of_month();
        if is_month { Length::Month } else { Length::Days(from.days_until(to).saturating_add(1)) }
    }
}

fn added_up(dated: Dated<'_>, entries: &[Entry], stale_after_days: Option<i32>) -> Option<Derived> {
    // Of several statements on a period the one known last, which comes last.
    let mut by_period: BTreeMap<(Day, Day), &Entry> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.read.is_some()) {
        by_period.insert(dated.period(entry.at), entry);
    }
    let mut all =
        by_period.into_iter().map(|((from, to), entry)| Increment { from, to, entry }).peekable();
    let first = *all.peek()?;
    let length = Length::of(first.from, first.to);
    let mut taken: Vec<Increment<'_>> = Vec::new();
    let mut is_broken_off = false;
    for increment in all {
        let follows = taken.last().is_none_or(|last| increment.from == last.to.plus(1));
        if !follows || Length::of(increment.from, increment.to) != length {
            is_broken_off = true;
            break;
        }
        taken.push(increment);
    }
    let (mut low, mut high, mut best) = (0.0, 0.0, Some(0.0));
    let mut stretches: Vec<Stretch> = Vec::with_capacity(taken.len());
    for increment in &taken {
        let more = increment.entry.read?;
        low += more.low();
        high += more.high();
        best = best.zip(increment.entry.best).map(|(sum, more)| sum + more);
        let read = Interval::new(low, high)?;
        if let Some(before) = stretches.last_mut() {
            before.to = Some(increment.to.plus(-1));
        }
        let days = (increment.to, stale_after_days.map(|days| increment.to.plus(days)));
        let made = Stretch::as_stated(days, increment.to, increment.entry.at, read);
        stretches.push(made.with_best(best));
    }
    let last = taken.last()?;
    let as_far_as = is_broken_off.then_some(last.to);
    let made = Made::AddedUp { count: taken.len(), length, from: first.from, as_far_as };
    Some(Derived { stretches, made })
}

fn taken_apart(entries: &[Entry], periods: &[(Day, Day)]) -> Option<Derived> {
    let mut totals: BTreeMap<i32, &Entry> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.read.is_some()) {
        totals.insert(entry.to, entry);
    }
    let days: Vec<i32> = totals.keys().copied().collect();
    let mut stretches = Vec::new();
    if periods.is_empty() {
        for pair in days.windows(2) {
            let [start, end] = *pair else { continue };
            let from = Day::from_number(start.saturating_add(1))?;
            stretches.extend(grown(&totals, start, end, from, Day::from_number(end)?));
        }
    } else {
        for (from, to) in periods {
            let before = from.plus(-1).number();
            stretches.extend(grown(&totals, before, to.number(), *from, *to));
        }
    }
    stretches.sort_by_key(|stretch: &Stretch| (stretch.from, stretch.to));
    // Where periods overlap, one estimate stands: the one that starts first.
    let mut over: Option<Day> = None;
    stretches.retain(|stretch| {
        let is_free = over.is_none_or(|over| stretch.from > over);
        if is_free {
            over = stretch.to;
        }
        is_free
    });
    let made = Made::Grown { periods: stretches.len() };
    (!stretches.is_empty()).then_some(Derived { stretches, made })
}

/// What the totals of two days differ by.
fn grown(
    totals: &BTreeMap<i32, &Entry>,
    start: i32,
    end: i32,
    from: Day,
    to: Day,
) -> Option<Stretch> {
    let (start, end) = (totals.get(&start)?, totals.get(&end)?);
    let (before, after) = (start.read?, end.read?);
    // A total cannot fall.
    let low = (after.low() - before.high()).max(0.0);
    let high = (after.high() - before.low()).max(low);
    let best = end.best.zip(start.best).map(|(after, before)| after - before);
    let made = Stretch::as_stated((from, Some(to)), to, end.at, Interval::new(low, high)?);
    Some(made.with_best(best))
}
