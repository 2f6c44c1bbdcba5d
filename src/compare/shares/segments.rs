//! Days within which nothing changes, from ever to ever.

use std::ops::Range;

use crate::compare::agreement::judge;
use crate::compare::ends::{End, sort};
use crate::compare::halves::WORTH_A_THREAD;
use crate::compare::speaks::dated::Dated;
use crate::compare::stands::groups::commonest;
use crate::compare::stands::motion::runs;
use crate::compare::stands::statements::NEVER;
use crate::compare::stands::sweep::Sweep;
use crate::compare::{Agreement, Cause, Causes, Interval, Question, Segment, Stretch, agree};
use crate::estimate::Day;

/// What stands of each voice, and the days on which it is a group that contradicts itself; voices
/// that are not counted have nothing.
#[derive(Clone, Debug)]
pub(in crate::compare) struct Timelines<'a> {
    voices: usize,
    /// Those of the voices; after them, where any group contradicts itself, those on which each
    /// does.
    lists: Vec<&'a [Stretch]>,
}

impl<'a> Timelines<'a> {
    pub(in crate::compare) fn new(
        standing: Vec<&'a [Stretch]>,
        divided: Vec<&'a [Stretch]>,
    ) -> Timelines<'a> {
        let (voices, mut lists) = (standing.len(), standing);
        if divided.iter().any(|days| !days.is_empty()) {
            lists.extend(divided);
        }
        Timelines { voices, lists }
    }
}

/// The segments of what stands. From ever to ever, whatever days are asked for.
pub(in crate::compare) fn segments(
    dated: Dated<'_>,
    timelines: &Timelines<'_>,
    question: &Question,
) -> Vec<Segment> {
    let mut segments = vec![nobody_ever()];
    let Some(middle) = middle(&timelines.lists) else {
        Walk::new(dated, timelines.clone(), None, question).go_on(&mut segments, NEVER);
        bend(&mut segments, timelines, question);
        return segments;
    };
    let later = || {
        // What stands on the day before is the last of the earlier segments.
        let mut walk = Walk::new(dated, timelines.clone(), Some(middle), question);
        let mut later = vec![Segment { agreement: walk.tally.agreement(), ..nobody_ever() }];
        walk.go_on(&mut later, NEVER);
        later
    };
    let later = std::thread::scope(|scope| {
        let later = scope.spawn(later);
        let mut walk = Walk::new(dated, timelines.clone(), None, question);
        walk.go_on(&mut segments, middle.saturating_sub(1));
        later.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let mut later = later.into_iter();
    if let (Some(same), Some(last)) = (later.next(), segments.last_mut()) {
        (last.to, last.core_to) = (same.to, same.core_to);
    }
    segments.extend(later);
    bend(&mut segments, timelines, question);
    segments
}

/// From ever to ever.
fn nobody_ever() -> Segment {
    Segment {
        from: None,
        to: None,
        agreement: agree(&[]),
        core_to: Vec::new(),
        core_between: Vec::new(),
        causes: Causes::default(),
    }
}

/// Tells of each segment where its core bends on the way.
fn bend(segments: &mut [Segment], timelines: &Timelines<'_>, question: &Question) {
    if !question.carries() {
        return;
    }
    let standing = timelines.lists.get(..timelines.voices).unwrap_or_default();
    for segment in segments.iter_mut().filter(|segment| segment.agreement.support > 1) {
        segment.core_between = bends(segment, standing, question.measure.is_count());
    }
}

/// The cores on the way from the first day of a segment to its last one, where the ends bend.
fn bends(segment: &Segment, standing: &[&[Stretch]], is_count: bool) -> Vec<(Day, Vec<Interval>)> {
    let Some(first) = segment.from.map(Day::number) else { return Vec::new() };
    let last = segment.to.map_or(NEVER, Day::number);
    if last <= first.saturating_add(1) {
        return Vec::new();
    }
    let mut sweep = Sweep::before(standing.to_vec(), first.saturating_add(1));
    let mut on_the_way: Vec<(Day, Vec<Interval>)> = Vec::new();
    let mut from = first;
    loop {
        let until = sweep.next_change().unwrap_or(NEVER).saturating_sub(1).min(last);
        let mut days = Vec::new();
        runs(&sweep.current, from, until, is_count, &mut |from, to| days.extend([from, to]));
        on_the_way.extend(days.into_iter().filter_map(Day::from_number).map(|day| {
            let read = sweep.current.iter().flatten().map(|stretch| stretch.read_on(day, is_count));
            (day, agree(&read.collect::<Vec<Interval>>()).core)
        }));
        match sweep.advance_until(last) {
            Some(day) => from = day.number(),
            None => break,
        }
    }
    on_the_way.dedup_by_key(|(day, _)| *day);
    // From the last change on it stays.
    let stays = on_the_way.last().filter(|_| segment.to.is_none());
    on_the_way
        .extend(stays.map(|(_, core)| (Day::MAX, core.clone())).into_iter().collect::<Vec<_>>());
    let is_bend = |three: &[(Day, Vec<Interval>)]| match three {
        [(_, before), (_, own), (_, after)] => before != own || own != after,
        _ => false,
    };
    let bends = on_the_way.windows(3).filter(|three| is_bend(three));
    bends.filter_map(|three| three.get(1).cloned()).collect()
}

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
    timelines: &Timelines<'_>,
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
    let (to, core_to) = (segments[after - 1].to, segments[after - 1].core_to.clone());
    let mut renewed = vec![segments[first].clone()];
    Walk::new(dated, timelines.clone(), Some(days.start), question).go_on(&mut renewed, days.end);
    if let Some(last) = renewed.last_mut().filter(|_| days.end < NEVER) {
        (last.to, last.core_to) = (to, core_to);
    }
    bend(&mut renewed, timelines, question);
    segments.splice(first..after, renewed);
}

/// Goes from each day on which something else is compared than on the day before to the next.
struct Walk<'a> {
    dated: Dated<'a>,
    sweep: Sweep<'a>,
    tally: Tally,
    /// The first day that is not in a segment yet.
    next: i32,
    /// The day that the tally is of.
    taken_on: i32,
    /// Whether estimates stand on, and need not be of equal periods to be compared.
    stands_on: bool,
    /// Whether readings move from day to day: a segment then lasts while who shares stays.
    carries: bool,
    is_count: bool,
}

impl<'a> Walk<'a> {
    /// From ever on, or from this day on, as it is on the day before.
    fn new(
        dated: Dated<'a>,
        Timelines { voices, lists }: Timelines<'a>,
        from: Option<i32>,
        question: &Question,
    ) -> Walk<'a> {
        let sweep = match from {
            Some(from) => Sweep::before(lists, from),
            None => Sweep::new(lists),
        };
        let mut walk = Walk {
            dated,
            tally: Tally::new(voices, sweep.current.len()),
            sweep,
            next: from.unwrap_or(i32::MIN),
            taken_on: i32::MIN,
            stands_on: question.measure.basis.stands_on(),
            carries: question.carries(),
            is_count: question.measure.is_count(),
        };
        let all: Vec<usize> = (0..walk.sweep.current.len()).collect();
        walk.take_over(&all, walk.next.saturating_sub(1));
        walk.tally.is_other_standing = false;
        walk
    }

    /// Goes on with the last of the segments, and adds those that start up to `last`.
    fn go_on(&mut self, segments: &mut Vec<Segment>, last: i32) {
        // What stood on the day before goes on until the first change.
        let mut agreement = self.carries.then(|| self.tally.agreement());
        self.go_to_change(segments, &mut agreement, last);
        while let Some(day) = self.sweep.advance_until(last) {
            self.next = day.number();
            if self.take_over(&self.touched(), self.next) {
                let causes = self.causes();
                self.see(segments, &mut agreement, causes);
            }
            self.go_to_change(segments, &mut agreement, last);
        }
        self.close(segments, agreement);
    }

    /// Why something else is compared on the day reached: what is said anew and says the same is no
    /// cause. Where only some periods are compared, another commonest one may come of any change.
    fn causes(&self) -> Causes {
        let changes = self.sweep.changes();
        let causing = changes.filter(|(list, _)| !self.stands_on || self.tally.has_moved[*list]);
        causing.fold(Causes::default(), |all, (_, causes)| all.and(causes))
    }

    /// The lists that may say otherwise on the day reached than on the day before, in order.
    fn touched(&self) -> Vec<usize> {
        if !self.carries {
            return self.sweep.changed.clone();
        }
        let mut changed = self.sweep.changed.iter().copied().peekable();
        let mut is_touched = |place: usize, stretch: Option<&Stretch>| {
            changed.next_if_eq(&place).is_some() || stretch.is_some_and(Stretch::is_carried)
        };
        let lists = self.sweep.current.iter().enumerate();
        lists.filter(|(place, now)| is_touched(*place, **now)).map(|(place, _)| place).collect()
    }

    /// Through the days up to the next change, on which what stands moves or stays.
    fn go_to_change(
        &mut self,
        segments: &mut Vec<Segment>,
        agreement: &mut Option<Agreement>,
        last: i32,
    ) {
        let until = self.sweep.next_change().unwrap_or(NEVER).saturating_sub(1).min(last);
        let is_all_seen = until <= self.taken_on;
        let moves = || self.standing().iter().flatten().any(|stretch| stretch.moves());
        if !self.carries || is_all_seen || !moves() {
            return;
        }
        let mut days = Vec::new();
        runs(self.standing(), self.next, until, self.is_count, &mut |from, to| {
            days.extend([from, to]);
        });
        days.dedup();
        days.retain(|day| *day != self.taken_on);
        if days.is_empty() {
            return;
        }
        let touched = self.touched();
        for day in days {
            if self.take_over(&touched, day) {
                self.next = day;
                self.see(segments, agreement, Cause::Carried.into());
            }
        }
    }

    /// Takes the agreement of the day reached into the segments: as another one, or as the last
    /// day so far of the one before.
    fn see(
        &mut self,
        segments: &mut Vec<Segment>,
        last_seen: &mut Option<Agreement>,
        causes: Causes,
    ) {
        let now = self.tally.agreement();
        let Some(segment) = segments.last_mut() else { return };
        let is_same =
            self.carries && !self.tally.is_other_standing && shares_as(&segment.agreement, &now);
        if is_same {
            *last_seen = Some(now);
            return;
        }
        self.tally.is_other_standing = false;
        let before = last_seen.take().map(|agreement| agreement.core);
        segment.core_to = before.unwrap_or_else(|| segment.agreement.core.clone());
        segment.to = Day::from_number(self.next.saturating_sub(1));
        let causes = if causes.is_empty() { Cause::Carried.into() } else { causes };
        segments.push(Segment {
            from: Day::from_number(self.next),
            to: None,
            agreement: now,
            core_to: Vec::new(),
            core_between: Vec::new(),
            causes,
        });
    }

    fn close(&self, segments: &mut [Segment], last_seen: Option<Agreement>) {
        if let Some(segment) = segments.last_mut() {
            segment.core_to = last_seen.unwrap_or_else(|| segment.agreement.clone()).core;
        }
    }

    /// What stands of the voices, without when they contradict themselves.
    fn standing(&self) -> &[Option<&'a Stretch>] {
        let voices = self.tally.intervals.len();
        self.sweep.current.get(..voices).unwrap_or(&self.sweep.current)
    }

    /// Takes over what stands in these lists, which are in order, on a day since 1970; whether that
    /// makes a difference.
    fn take_over(&mut self, lists: &[usize], day: i32) -> bool {
        self.taken_on = day;
        let voices = self.tally.intervals.len();
        let (current, divided) = self.sweep.current.split_at(voices);
        let mut is_changed = false;
        for list in lists.iter().filter(|list| **list >= voices) {
            let voice = list - voices;
            let is_other = self.tally.part(voice, divided[voice].is_some());
            self.tally.has_moved[*list] = is_other;
            is_changed |= is_other;
        }
        if self.stands_on {
            let day = Day::from_number(day).unwrap_or(Day::MIN);
            let read = |stretch: &Stretch| stretch.read_on(day, self.is_count);
            let touched = lists.iter().copied().filter(|list| *list < voices);
            return self.tally.change(touched, |voice| current[voice].map(read)) || is_changed;
        }
        let compared = of_equal_periods(self.dated, current);
        self.tally.change(0..voices, |voice| compared[voice]) || is_changed
    }
}

/// Whether as many stand, and the same of them share a value under the same verdict.
fn shares_as(one: &Agreement, other: &Agreement) -> bool {
    (one.n, one.support, one.verdict, &one.outside, &one.divided)
        == (other.n, other.support, other.verdict, &other.outside, &other.divided)
}

/// The intervals of those voices whose estimates speak of the commonest period.
pub(in crate::compare) fn of_equal_periods(
    dated: Dated<'_>,
    standing: &[Option<&Stretch>],
) -> Vec<Option<Interval>> {
    let of = |stretch: &Stretch| dated.period(stretch.estimate());
    let periods: Vec<_> = standing.iter().flatten().map(|stretch| of(stretch)).collect();
    let common = commonest(&periods);
    standing
        .iter()
        .map(|stretch| stretch.filter(|s| Some(of(s)) == common).map(Stretch::read))
        .collect()
}

/// Only the days asked for. `on` gives the agreement of a day.
pub(in crate::compare) fn restrict(
    segments: Vec<Segment>,
    (from, to): (Option<Day>, Option<Day>),
    on: impl Fn(Day) -> Agreement,
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
        kept.push(Segment { from, to, ..nobody_ever() });
    }
    if let Some(first) = kept.first_mut()
        && let Some(from) = from.filter(|from| first.from.is_none_or(|first| first < *from))
    {
        (first.from, first.agreement) = (Some(from), on(from));
    }
    if let Some(last) = kept.last_mut()
        && let Some(to) = to.filter(|to| last.to.is_none_or(|last| last > *to))
    {
        (last.to, last.core_to) = (Some(to), on(to).core);
    }
    for segment in &mut kept {
        let (from, to) = (segment.from, segment.to);
        segment.core_between.retain(|(day, _)| {
            from.is_none_or(|from| from < *day) && to.is_none_or(|to| *day < to)
        });
    }
    kept
}

/// Where more change on a day, all ends are put in order anew.
const MOST_MOVED: usize = 32;

/// The standing intervals with their ends kept in order, so that a day on which little changes
/// costs little.
struct Tally {
    intervals: Vec<Option<Interval>>,
    /// Whether that of a voice, and whether a group contradicts itself, was another one before it
    /// was taken over last.
    has_moved: Vec<bool>,
    standing: usize,
    /// Whether others stand than when a segment began.
    is_other_standing: bool,
    /// The groups that contradict themselves, in order.
    divided: Vec<usize>,
    lows: Vec<End>,
    highs: Vec<End>,
    /// What changed and is not in order yet: what stood and what stands now, of no more than
    /// [`MOST_MOVED`] and one.
    moved: Vec<(Option<Interval>, Option<Interval>)>,
    spare: Vec<End>,
}

impl Tally {
    fn new(voices: usize, lists: usize) -> Tally {
        Tally {
            intervals: vec![None; voices],
            has_moved: vec![false; lists],
            standing: 0,
            is_other_standing: false,
            divided: Vec::new(),
            lows: Vec::new(),
            highs: Vec::new(),
            moved: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Takes over what stands now of these voices; whether that makes a difference.
    fn change(
        &mut self,
        voices: impl Iterator<Item = usize>,
        standing: impl Fn(usize) -> Option<Interval>,
    ) -> bool {
        self.moved.clear();
        for voice in voices {
            let now = standing(voice);
            let before = self.intervals[voice];
            self.has_moved[voice] = before != now;
            if self.has_moved[voice] {
                self.is_other_standing |= before.is_some() != now.is_some();
                self.standing += usize::from(now.is_some());
                self.standing -= usize::from(before.is_some());
                if self.moved.len() <= MOST_MOVED {
                    self.moved.push((before, now));
                }
                self.intervals[voice] = now;
            }
        }
        let is_changed = !self.moved.is_empty();
        if is_changed {
            self.order();
        }
        is_changed
    }

    /// Takes over whether a group contradicts itself now; whether that makes a difference.
    fn part(&mut self, voice: usize, is_divided: bool) -> bool {
        match (self.divided.binary_search(&voice), is_divided) {
            (Err(place), true) => self.divided.insert(place, voice),
            (Ok(place), false) => drop(self.divided.remove(place)),
            _ => return false,
        }
        true
    }

    /// Brings the ends into order again: a few by moving them, many by sorting them all.
    fn order(&mut self) {
        if self.moved.len() <= MOST_MOVED && self.moved.len() * 16 < self.standing {
            for (before, after) in &self.moved {
                if let Some(before) = before {
                    take_out(&mut self.lows, End::new(before.low()));
                    take_out(&mut self.highs, End::new(before.high()));
                }
                if let Some(after) = after {
                    put_in(&mut self.lows, End::new(after.low()));
                    put_in(&mut self.highs, End::new(after.high()));
                }
            }
            return;
        }
        self.lows.clear();
        self.highs.clear();
        for interval in self.intervals.iter().flatten() {
            self.lows.push(End::new(interval.low()));
            self.highs.push(End::new(interval.high()));
        }
        sort(&mut self.lows, &mut self.spare);
        sort(&mut self.highs, &mut self.spare);
    }

    fn agreement(&self) -> Agreement {
        let agreement = judge(&self.lows, &self.highs, || {
            let voices = self.intervals.iter().enumerate();
            voices.filter_map(|(voice, interval)| Some((voice, (*interval)?)))
        });
        agreement.beside(self.divided.clone())
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
                let estimate = track.stretches[0].estimate().of(&asked.files).expect("of the file");
                assert_eq!((track.voice, estimate.label()), (voice, asked.name(voice)));
            }
            let tracks = || counted(&comparison.voices, &comparison.tracks);
            assert!(middle(&tracks().lists).is_some(), "enough for two");
            let mut by_one = vec![nobody_ever()];
            let dated = comparison.dated(&asked.files);
            Walk::new(dated, tracks(), None, &comparison.question).go_on(&mut by_one, NEVER);
            assert!(by_one.len() > 500);
            assert_eq!(comparison.segments, by_one);
        }
    }
}
