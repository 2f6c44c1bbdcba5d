//! What a voice says of one time on one day is said at once, whatever the order in which it is
//! written down.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::statements::{Entry, NEVER};
use crate::compare::{Cause, Interval};

/// These statements, those that were said at once made one: what all of them have in common, else
/// their hull. Where some are, only those that `counts` takes are left. Given in order.
pub(in crate::compare) fn said_at_once(
    entries: &[Entry],
    counts: impl Fn(&Entry) -> bool,
) -> Cow<'_, [Entry]> {
    let is_pair = |pair: &[Entry]| matches!(pair, [one, other] if at_once(one, other));
    if !entries.windows(2).any(is_pair) {
        return Cow::Borrowed(entries);
    }
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len());
    for run in entries.chunk_by(at_once) {
        let mut run: Vec<&Entry> = run.iter().filter(|entry| counts(entry)).collect();
        match run[..] {
            [only] => all.push(*only),
            _ => join(&mut run, &mut all),
        }
    }
    Cow::Owned(all)
}

/// Whether both speak of the same time and became known on the same day.
fn at_once(one: &Entry, other: &Entry) -> bool {
    let moment = |entry: &Entry| (entry.to, entry.known_from);
    moment(one) == moment(other)
}

/// Adds one statement for the days on which these stand: another one from where more of them begin
/// on, as what is foreseen for a period stands on its last day alone, and one for those that are
/// left each time that one of them ends.
fn join(run: &mut [&Entry], all: &mut Vec<Entry>) {
    run.sort_by_key(|entry| entry.until);
    let starts: BTreeSet<i32> = run.iter().map(|entry| entry.start).collect();
    let mut starts = starts.into_iter().peekable();
    while let Some(start) = starts.next() {
        let next = starts.peek().copied().unwrap_or(NEVER);
        let standing = run.iter().filter(|entry| entry.start <= start && start < entry.until);
        let standing: Vec<Entry> = standing
            .map(|entry| match entry.until <= next {
                true => Entry { start, ..**entry },
                // From then on another is said with it.
                false => Entry { start, until: next, ends: Cause::Said, ..**entry },
            })
            .collect();
        join_from_one_day(&standing, all);
    }
}

/// The same for those that begin on one day, in the order in which they end.
fn join_from_one_day(run: &[Entry], all: &mut Vec<Entry>) {
    let first = all.len();
    let mut said: Option<AtOnce<'_>> = None;
    for (place, entry) in run.iter().enumerate().rev() {
        let Some(now) = AtOnce::of(entry).map(|own| said.map_or(own, |said| said.and(own))) else {
            continue;
        };
        said = Some(now);
        let ended = place.checked_sub(1).and_then(|before| run.get(before));
        let start = ended.map_or(entry.start, |ended| ended.until);
        if start < entry.until {
            all.push(now.standing(start, entry));
        }
    }
    all[first..].reverse();
}

/// Statements of one moment.
#[derive(Clone, Copy)]
struct AtOnce<'a> {
    shared: Option<Interval>,
    hull: Interval,
    /// The least and the greatest best number.
    best: Option<(f64, f64)>,
    /// The one that says most, and what it says.
    told_by: (&'a Entry, Interval),
}

impl<'a> AtOnce<'a> {
    fn of(entry: &'a Entry) -> Option<AtOnce<'a>> {
        let read = entry.read?;
        let best = entry.best.map(|best| (best, best));
        Some(AtOnce { shared: Some(read), hull: read, best, told_by: (entry, read) })
    }

    fn and(self, other: AtOnce<'a>) -> AtOnce<'a> {
        let best = self.best.zip(other.best);
        let best = best.map(|((a, b), (c, d))| (a.min(c), b.max(d))).or(self.best).or(other.best);
        let is_first = says_more(self.told_by, other.told_by).is_le();
        AtOnce {
            shared: self.shared.zip(other.shared).and_then(|(one, more)| one.intersection(more)),
            hull: self.hull.hull(other.hull),
            best,
            told_by: if is_first { self.told_by } else { other.told_by },
        }
    }

    /// From this day on, until the first of them ends.
    fn standing(self, start: i32, first_to_end: &Entry) -> Entry {
        let within = |best: &f64| {
            self.shared.is_some_and(|shared| shared.low() <= *best && *best <= shared.high())
        };
        let best = self.best.filter(|(least, most)| least == most).map(|(best, _)| best);
        Entry {
            start,
            until: first_to_end.until,
            ends: first_to_end.ends,
            read: Some(self.shared.unwrap_or(self.hull.of_two_things())),
            best: best.filter(within),
            ..*self.told_by.0
        }
    }
}

/// What is narrower comes first, then what is lower; the rest only tells equal rows apart.
fn says_more(one: (&Entry, Interval), other: (&Entry, Interval)) -> Ordering {
    let place = |entry: &Entry| (entry.at.file, entry.record);
    let ((a, one), (b, other)) = (one, other);
    one.length()
        .total_cmp(&other.length())
        .then_with(|| one.low().total_cmp(&other.low()))
        .then_with(|| one.high().total_cmp(&other.high()))
        .then_with(|| place(a).cmp(&place(b)))
}
