//! How fast totals grew, day by day, by everybody's own numbers.
//!
//! Between two consecutive totals of one origin lies a *growth line*. The *band* of a day reaches
//! from the least to the greatest line over that day, or over the nearest day that has one. A total
//! that nobody renewed is carried by the bands of the days since it was of.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::form::Form;
use super::sweep::differing;
use crate::compare::ends::{End, sort_by_numbers};
use crate::compare::{EstimateRef, Stretch};

/// How far from a day the nearest band may lie.
const NEAREST: i32 = 90;

/// What somebody's total grew by, each day from `from` to `last`; or what several did that grew over
/// the same days, the least and the greatest.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Line {
    from: i32,
    last: i32,
    least: f64,
    greatest: f64,
}

/// Days with the same band.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Band {
    from: i32,
    /// The first day with another one, or none.
    until: i32,
    least: f64,
    greatest: f64,
}

/// The bands of all days on which they are needed.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::compare) struct Growth {
    /// In order, not overlapping.
    bands: Vec<Band>,
}

impl Growth {
    /// What these voices' or members' totals grew by. Only on the days from the first to the last
    /// of `needed` is anything known of it. Takes O(n log n).
    pub(in crate::compare) fn new<'a>(
        members: impl Iterator<Item = &'a [Stretch]>,
        needed: Option<(i32, i32)>,
    ) -> Growth {
        let Some((first, last)) = needed else { return Growth::default() };
        let (first, last) = (first.saturating_sub(NEAREST), last.saturating_add(NEAREST));
        let mut lines = Vec::new();
        for member in members {
            each_line(member, first, last, |_, _, line| lines.push(line));
        }
        Growth { bands: filled(&covered(lines)) }
    }

    /// The days from the one after `since` on until the first one without a band, in pieces with
    /// one band each: the last day of the piece, and by how much the least and the greatest come to
    /// by its end.
    pub(in crate::compare) fn after(&self, since: i32) -> impl Iterator<Item = Piece> + '_ {
        let mut day = since.saturating_add(1);
        let place = self.bands.partition_point(|band| band.until <= day);
        let bands = self.bands.get(place..).unwrap_or(&[]).iter();
        let mut sums = (0.0, 0.0);
        bands.map_while(move |band| {
            // Counted up from the day itself: the sums are the same whatever else is known.
            let from = std::mem::replace(&mut day, band.until);
            let by = |days: i32| {
                let days = f64::from(days);
                (sums.0 + band.least * days, sums.1 + band.greatest * days)
            };
            let (first, then) = (by(1), by(band.until.saturating_sub(from)));
            sums = then;
            (band.from <= from).then_some(Piece { from, last: band.until - 1, first, then })
        })
    }

    /// The bands of the days from the one after `since` up to `until`, in order; none where one of
    /// these days has none.
    pub(in crate::compare) fn bands(&self, since: i32, until: i32) -> Option<Vec<DaysOfBand>> {
        let mut bands = Vec::new();
        let mut next = since.saturating_add(1);
        let place = self.bands.partition_point(|band| band.until <= next);
        for band in self.bands.get(place..).unwrap_or_default() {
            if next > until || band.from > next {
                break;
            }
            let last = band.until.saturating_sub(1).min(until);
            let per_day = (band.least, band.greatest);
            bands.push(DaysOfBand { first: next, last, per_day });
            next = last.saturating_add(1);
        }
        (next > until).then_some(bands)
    }

    /// The first day on which other bands hold than in another growth, and the last.
    pub(in crate::compare) fn differing(&self, other: &Growth) -> Option<(i32, i32)> {
        let (one, other) = differing(&self.bands, &other.bands);
        let from = one.first().into_iter().chain(other.first()).map(|band| band.from).min()?;
        let until = one.last().into_iter().chain(other.last()).map(|band| band.until).max()?;
        Some((from, until - 1))
    }
}

/// Days with one band, and the least and the greatest by which totals grew on each of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::compare) struct DaysOfBand {
    pub(in crate::compare) first: i32,
    pub(in crate::compare) last: i32,
    pub(in crate::compare) per_day: (f64, f64),
}

/// Days with one band: what the least and the greatest come to by the end of the first and of the
/// last of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::compare) struct Piece {
    pub(in crate::compare) from: i32,
    pub(in crate::compare) last: i32,
    pub(in crate::compare) first: (f64, f64),
    pub(in crate::compare) then: (f64, f64),
}

impl Piece {
    /// By the end of one of its days.
    pub(in crate::compare) fn by(&self, day: i32) -> (f64, f64) {
        let days = f64::from(self.last.saturating_sub(self.from));
        let share = if days > 0.0 { f64::from(day.saturating_sub(self.from)) / days } else { 1.0 };
        let between = |first: f64, then: f64| first + (then - first) * share;
        (between(self.first.0, self.then.0), between(self.first.1, self.then.1))
    }
}

/// Between which two totals of one voice it grew, and how fast.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::compare) struct GrowthLine {
    pub(in crate::compare) earlier: EstimateRef,
    pub(in crate::compare) later: EstimateRef,
    /// The first day over which it grew, and the last, since 1970.
    pub(in crate::compare) days: (i32, i32),
    pub(in crate::compare) per_day: f64,
}

impl GrowthLine {
    /// Those of one member that a band of the days from `first` to `last` can rest on.
    pub(in crate::compare) fn of(member: &[Stretch], first: i32, last: i32) -> Vec<GrowthLine> {
        let (first, last) = (first.saturating_sub(NEAREST), last.saturating_add(NEAREST));
        let mut lines = Vec::new();
        each_line(member, first, last, |before, after, line| {
            lines.push(GrowthLine {
                earlier: before.estimate(),
                later: after.estimate(),
                days: (line.from, line.last),
                per_day: line.least,
            });
        });
        lines
    }

    /// How many days lie between it and these.
    pub(in crate::compare) fn days_off(&self, first: i32, last: i32) -> i32 {
        let before = self.days.0.saturating_sub(last);
        before.max(first.saturating_sub(self.days.1)).max(0)
    }
}

/// Tells the growth lines of one member on days between these. Of estimates with equal numbers that
/// follow each other only the first counts: a number said again is no news of how fast it grows.
fn each_line(
    stretches: &[Stretch],
    first: i32,
    last: i32,
    mut tell: impl FnMut(&Stretch, &Stretch, Line),
) {
    let start = stretches.partition_point(|stretch| stretch.from.number() < first);
    let is_own = |stretch: &&Stretch| stretch.from == stretch.as_of;
    // From the last one before on, or the first of those that it only repeats.
    let mut earlier = stretches[..start].iter().enumerate().rev().filter(|(_, one)| is_own(one));
    let start = earlier.next().map_or(start, |(place, last)| {
        let repeated = earlier.take_while(|(_, one)| one.read() == last.read());
        repeated.last().map_or(place, |(first, _)| first)
    });
    let mut before: Option<&Stretch> = None;
    for stretch in &stretches[start..] {
        if !is_own(&stretch) || before.is_some_and(|before| before.read() == stretch.read()) {
            continue;
        }
        if let Some(before) = before.replace(stretch)
            && let Some(grown) = Form::grown(before, stretch)
        {
            let (from, to) = (before.as_of.number(), stretch.as_of.number());
            let days = to.saturating_sub(from);
            if days > 0 {
                let per_day = (grown / f64::from(days)).max(0.0);
                let (from, least, greatest) = (from.saturating_add(1), per_day, per_day);
                tell(before, stretch, Line { from, last: to, least, greatest });
            }
        }
        if stretch.from.number() > last {
            break;
        }
    }
}

/// The least and the greatest line over each day that has one.
fn covered(mut lines: Vec<Line>) -> Vec<Band> {
    let days = |line: &Line| (line.from, line.last);
    let in_order = |day: i32| u64::from(day.cast_unsigned() ^ 1 << 31);
    let number = |line: &Line| in_order(line.from) << 32 | in_order(line.last);
    sort_by_numbers(&mut lines, &mut Vec::new(), number, &(0..=u64::MAX));
    // Most are over the same few days as others.
    lines.dedup_by(|other, line| {
        let are_same = days(line) == days(other);
        if are_same {
            line.least = line.least.min(other.least);
            line.greatest = line.greatest.max(other.greatest);
        }
        are_same
    });
    let mut bands: Vec<Band> = Vec::new();
    let mut least: BinaryHeap<Reverse<(End, i32)>> = BinaryHeap::new();
    let mut greatest: BinaryHeap<(End, i32)> = BinaryHeap::new();
    // When each of those that began is over.
    let mut over: BinaryHeap<Reverse<i32>> = BinaryHeap::new();
    let mut lines = lines.into_iter().peekable();
    let mut day = lines.peek().map_or(0, |line| line.from);
    while lines.peek().is_some() || !over.is_empty() {
        while let Some(line) = lines.next_if(|line| line.from <= day) {
            let until = line.last.saturating_add(1);
            least.push(Reverse((End::new(line.least), until)));
            greatest.push((End::new(line.greatest), until));
            over.push(Reverse(until));
        }
        while over.peek().is_some_and(|Reverse(until)| *until <= day) {
            over.pop();
        }
        while least.peek().is_some_and(|Reverse((_, until))| *until <= day) {
            least.pop();
        }
        while greatest.peek().is_some_and(|(_, until)| *until <= day) {
            greatest.pop();
        }
        let ends = over.peek().map(|Reverse(until)| *until);
        let next = lines.peek().map(|line| line.from).into_iter().chain(ends).min();
        let Some(next) = next else { break };
        if let (Some(Reverse((least, _))), Some((greatest, _))) = (least.peek(), greatest.peek()) {
            add(&mut bands, day, next, (least.at(), greatest.at()));
        }
        day = next;
    }
    bands
}

fn add(bands: &mut Vec<Band>, from: i32, until: i32, (least, greatest): (f64, f64)) {
    if from >= until {
        return;
    }
    if let Some(last) = bands.last_mut()
        && last.until == from
        && (last.least, last.greatest) == (least, greatest)
    {
        last.until = until;
        return;
    }
    bands.push(Band { from, until, least, greatest });
}

/// With the bands of days without a line: that of the nearest earlier day, else of the nearest
/// later one.
fn filled(covered: &[Band]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::with_capacity(covered.len());
    let mut earlier: Option<Band> = None;
    for band in covered {
        let mut free = i32::MIN;
        if let Some(earlier) = earlier {
            free = earlier.until.saturating_add(NEAREST).min(band.from);
            add(&mut bands, earlier.until, free, (earlier.least, earlier.greatest));
        }
        let since = free.max(band.from.saturating_sub(NEAREST));
        add(&mut bands, since, band.until, (band.least, band.greatest));
        earlier = Some(*band);
    }
    if let Some(last) = earlier {
        let until = last.until.saturating_add(NEAREST);
        add(&mut bands, last.until, until, (last.least, last.greatest));
    }
    bands
}
