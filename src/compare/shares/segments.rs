//! Days within which nothing changes, from ever to ever.

use std::ops::Range;

use crate::compare::agreement::judge;
use crate::compare::ends::End;
use crate::compare::speaks::dated::Dated;
use crate::compare::stands::groups::commonest;
use crate::compare::stands::statements::NEVER;
use crate::compare::stands::sweep::Sweep;
use crate::compare::{Agreement, Interval, Question, Segment, Stretch, agree};
use crate::estimate::Day;

/// The segments of what stands in these tracks, one for each voice; voices that are not counted
/// have an empty one. From ever to ever, whatever days are asked for.
pub(in crate::compare) fn segments(
    dated: Dated<'_>,
    tracks: Vec<&[Stretch]>,
    question: &Question,
) -> Vec<Segment> {
    let mut segments = vec![Segment { from: None, to: None, agreement: agree(&[]) }];
    let Some(middle) = middle(&tracks) else {
        Walk::new(dated, Sweep::new(tracks), question).go_on(&mut segments, NEVER);
        return segments;
    };
    let later = || {
        let walk = Walk::new(dated, Sweep::before(tracks.clone(), middle), question);
        // What stands on the day before is the last of the earlier segments.
        let mut later = vec![Segment { from: None, to: None, agreement: walk.tally.agreement() }];
        walk.go_on(&mut later, NEVER);
        later
    };
    let later = std::thread::scope(|scope| {
        let later = scope.spawn(later);
        let walk = Walk::new(dated, Sweep::new(tracks.clone()), question);
        walk.go_on(&mut segments, middle.saturating_sub(1));
        later.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let mut later = later.into_iter();
    if let (Some(same), Some(last)) = (later.next(), segments.last_mut()) {
        last.to = same.to;
    }
    segments.extend(later);
    segments
}

/// From so many stretches on two threads are faster than one.
const WORTH_A_THREAD: usize = 1 << 14;

/// The day on which the later half of the days begins on which something changes, where that is
/// enough to do for a thread of its own.
fn middle(tracks: &[&[Stretch]]) -> Option<i32> {
    let many: usize = tracks.iter().map(|track| track.len()).sum();
    // Of most changes: half of the longest track lies before.
    let longest = tracks.iter().max_by_key(|track| track.len())?;
    let half = longest.get(longest.len() / 2)?;
    (many >= WORTH_A_THREAD).then(|| half.from.number())
}

/// Brings segments from ever to ever up to tracks that stand otherwise than they did, but not on
/// any day outside `days`.
pub(in crate::compare) fn renew(
    segments: &mut Vec<Segment>,
    dated: Dated<'_>,
    tracks: Vec<&[Stretch]>,
    question: &Question,
    days: Range<i32>,
) {
    let number = |segment: &Segment| segment.from.map(Day::number);
    let is_before = |s: &Segment| number(s).is_none_or(|from| from < days.start);
    let is_touched = |s: &Segment| number(s).is_none_or(|from| from <= days.end);
    // The first one is from ever, so there is always one before.
    let first = segments.partition_point(is_before).saturating_sub(1);
    let after = segments.partition_point(is_touched);
    // On the first day after `days` all is as it was, and stays so as long as it did.
    let to = segments[after - 1].to;
    let mut renewed = vec![segments[first].clone()];
    let walk = Walk::new(dated, Sweep::before(tracks, days.start), question);
    walk.go_on(&mut renewed, days.end);
    if let Some(last) = renewed.last_mut() {
        last.to = to;
    }
    segments.splice(first..after, renewed);
}

/// Goes from each day on which something else is compared than on the day before to the next.
struct Walk<'a> {
    dated: Dated<'a>,
    sweep: Sweep<'a>,
    tally: Tally,
    /// Whether estimates stand on, and need not be of equal periods to be compared.
    stands_on: bool,
}

impl<'a> Walk<'a> {
    /// Goes on from where the sweep is.
    fn new(dated: Dated<'a>, sweep: Sweep<'a>, question: &Question) -> Walk<'a> {
        let tally = Tally::new(sweep.current.len());
        let mut walk = Walk { dated, sweep, tally, stands_on: question.measure.basis.stands_on() };
        walk.sweep.changed = (0..walk.sweep.current.len()).collect();
        walk.take_over();
        walk
    }

    /// Ends the last of the segments where the next one starts, and adds that one, up to those
    /// that start on `last`.
    fn go_on(mut self, segments: &mut Vec<Segment>, last: i32) {
        while let Some(day) = self.sweep.advance_until(last) {
            if self.take_over() {
                if let Some(before) = segments.last_mut() {
                    before.to = Some(day.plus(-1));
                }
                let agreement = self.tally.agreement();
                segments.push(Segment { from: Some(day), to: None, agreement });
            }
        }
    }

    /// Takes over what stands on the day reached; whether that makes a difference.
    fn take_over(&mut self) -> bool {
        let current = &self.sweep.current;
        if self.stands_on {
            let standing = |voice: usize| current[voice].map(|stretch| stretch.read);
            return self.tally.change(&self.sweep.changed, standing);
        }
        let compared = of_equal_periods(self.dated, current);
        let all: Vec<usize> = (0..current.len()).collect();
        self.tally.change(&all, |voice| compared[voice])
    }
}

/// The intervals of those voices whose estimates speak of the commonest period.
pub(in crate::compare) fn of_equal_periods(
    dated: Dated<'_>,
    standing: &[Option<&Stretch>],
) -> Vec<Option<Interval>> {
    let of = |stretch: &Stretch| dated.period(stretch.estimate);
    let periods: Vec<_> = standing.iter().flatten().map(|stretch| of(stretch)).collect();
    let common = commonest(&periods);
    standing
        .iter()
        .map(|stretch| stretch.filter(|s| Some(of(s)) == common).map(|s| s.read))
        .collect()
}

/// Only the days asked for.
pub(in crate::compare) fn restrict(
    segments: Vec<Segment>,
    from: Option<Day>,
    to: Option<Day>,
) -> Vec<Segment> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::asking::counted;
    use crate::compare::fixtures::{ask, measure, range};
    use crate::estimate::{AsOf, Basis, Clocks, Statement};

    #[test]
    fn two_threads_say_what_one_says() {
        const SOURCES: u32 = 40;
        for basis in [Basis::Level, Basis::Increment] {
            let of = measure("killed", basis);
            let says = |record: u32| {
                let (number, source) = (record / SOURCES, record % SOURCES);
                let day = Day::from_number(20_000 + number.cast_signed()).expect("a day");
                let low = f64::from(number * 7 % 50 + source * 13 % 60);
                let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
                let label = format!("Source {source:02}");
                Statement::new(record, &label, of.clone(), range(low, low + 30.0), clocks)
            };
            // Now and then somebody says nothing.
            let statements: Vec<Statement> =
                (0..500 * SOURCES).filter(|record| record % 11 != 5).map(says).collect();
            let asked = ask(&statements, |question| question.measure = of.clone());
            let comparison = &asked.comparison;
            for (voice, track) in comparison.tracks.iter().enumerate() {
                let estimate = track.stretches[0].estimate.of(&asked.files).expect("of the file");
                assert_eq!((track.voice, estimate.label()), (voice, asked.name(voice)));
            }
            let tracks = || counted(&comparison.voices, &comparison.tracks);
            assert!(middle(&tracks()).is_some(), "enough for two");
            let mut by_one = vec![Segment { from: None, to: None, agreement: agree(&[]) }];
            let dated = comparison.dated(&asked.files);
            let walk = Walk::new(dated, Sweep::new(tracks()), &comparison.question);
            walk.go_on(&mut by_one, NEVER);
            assert!(by_one.len() > 500);
            assert_eq!(comparison.segments, by_one);
        }
    }
}
