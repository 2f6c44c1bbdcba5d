//! Days within which nothing changes, from ever to ever.

use super::agreement::{End, judge};
use super::groups::{commonest, period};
use super::sweep::Sweep;
use super::{Agreement, Interval, Question, Segment, Stretch, agree};
use crate::estimate::{Day, Loaded};

/// The segments of what stands in these tracks, one for each voice; voices that are not counted
/// have an empty one.
pub(super) fn segments(
    files: &[Loaded],
    tracks: Vec<&[Stretch]>,
    question: &Question,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut tally = Tally::new(tracks.len());
    let mut sweep = Sweep::new(tracks);
    let mut open = (None, agree(&[]));
    while let Some(day) = sweep.advance() {
        let standing = |voice: usize| sweep.current[voice].map(|stretch| stretch.read);
        let agreement = if question.measure.basis.stands_on() {
            tally.change(&sweep.changed, standing).then(|| tally.agreement())
        } else {
            let compared = of_equal_periods(files, &sweep.current);
            let all: Vec<usize> = (0..sweep.current.len()).collect();
            tally.change(&all, |voice| compared[voice]).then(|| tally.agreement())
        };
        if let Some(agreement) = agreement {
            let (from, before) = std::mem::replace(&mut open, (Some(day), agreement));
            segments.push(Segment { from, to: Some(day.plus(-1)), agreement: before });
        }
    }
    let (from, agreement) = open;
    segments.push(Segment { from, to: None, agreement });
    restrict(segments, question.from, question.to)
}

/// The intervals of those voices whose estimates speak of the commonest period.
pub(super) fn of_equal_periods(
    files: &[Loaded],
    standing: &[Option<&Stretch>],
) -> Vec<Option<Interval>> {
    let of = |stretch: &Stretch| period(files, stretch.estimate);
    let periods: Vec<_> = standing.iter().flatten().map(|stretch| of(stretch)).collect();
    let common = commonest(&periods);
    standing
        .iter()
        .map(|stretch| stretch.filter(|s| Some(of(s)) == common).map(|s| s.read))
        .collect()
}

/// Only the days asked for.
fn restrict(segments: Vec<Segment>, from: Option<Day>, to: Option<Day>) -> Vec<Segment> {
    if from.is_none() && to.is_none() {
        return segments;
    }
    let is_asked_for = |segment: &Segment| {
        let ends_before = segment.to.zip(from).is_some_and(|(end, from)| end < from);
        let starts_after = segment.from.zip(to).is_some_and(|(start, to)| start > to);
        !ends_before && !starts_after
    };
    let mut kept: Vec<Segment> = segments.into_iter().filter(is_asked_for).collect();
    if kept.is_empty() {
        // The first day asked for comes after the last.
        kept.push(Segment { from, to, agreement: agree(&[]) });
    }
    if let Some(first) = kept.first_mut() {
        first.from = first.from.max(from);
    }
    if let Some(last) = kept.last_mut() {
        last.to = [last.to, to].into_iter().flatten().min();
    }
    kept
}

/// The standing intervals with their ends kept in order, so that a day on which little changes
/// costs little.
struct Tally {
    intervals: Vec<Option<Interval>>,
    standing: usize,
    lows: Vec<End>,
    highs: Vec<End>,
    /// What changed and is not in order yet.
    before: Vec<Interval>,
    after: Vec<Interval>,
}

impl Tally {
    fn new(voices: usize) -> Tally {
        Tally {
            intervals: vec![None; voices],
            standing: 0,
            lows: Vec::new(),
            highs: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// Takes over what stands now of these voices; whether that makes a difference.
    fn change(&mut self, voices: &[usize], standing: impl Fn(usize) -> Option<Interval>) -> bool {
        self.before.clear();
        self.after.clear();
        for voice in voices.iter().copied() {
            let now = standing(voice);
            if self.intervals[voice] != now {
                self.before.extend(self.intervals[voice]);
                self.after.extend(now);
                self.intervals[voice] = now;
            }
        }
        self.standing = self.standing + self.after.len() - self.before.len();
        let is_changed = !self.before.is_empty() || !self.after.is_empty();
        if is_changed {
            self.order();
        }
        is_changed
    }

    /// Brings the ends into order again: a few by moving them, many by sorting them all.
    fn order(&mut self) {
        let changes = self.before.len() + self.after.len();
        if changes * 8 < self.standing {
            for interval in &self.before {
                take_out(&mut self.lows, End::new(interval.low()));
                take_out(&mut self.highs, End::new(interval.high()));
            }
            for interval in &self.after {
                put_in(&mut self.lows, End::new(interval.low()));
                put_in(&mut self.highs, End::new(interval.high()));
            }
            return;
        }
        self.lows.clear();
        self.highs.clear();
        for interval in self.intervals.iter().flatten() {
            self.lows.push(End::new(interval.low()));
            self.highs.push(End::new(interval.high()));
        }
        self.lows.sort_unstable();
        self.highs.sort_unstable();
    }

    fn agreement(&self) -> Agreement {
        judge(&self.lows, &self.highs, || {
            let voices = self.intervals.iter().enumerate();
            voices.filter_map(|(voice, interval)| Some((voice, (*interval)?)))
        })
    }
}

fn put_in(ends: &mut Vec<End>, end: End) {
    let place = ends.partition_point(|other| *other < end);
    ends.insert(place, end);
}

fn take_out(ends: &mut Vec<End>, end: End) {
    if let Ok(place) = ends.binary_search(&end) {
        ends.remove(place);
    }
}
