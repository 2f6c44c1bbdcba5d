//! Things in order of time, with what any run of them comes to in few looks.
//!
//! Panning and zooming ask, for every pixel column, for the lowest low and the highest high of what
//! lies in it. A [`Timeline`] keeps these extremes for groups of four, of sixteen, of 64 and so on,
//! and a column takes the groups that begin in it, so that the answer costs about the same for ten
//! things in a column and for a million. It is made once, with the scene, and never changes.

use std::ops::{Deref, Range};

/// So many things make a group of the lowest level.
const BASE: usize = 4;
/// So many groups make one of the next level.
const FAN: usize = 4;
/// A search that is led astray by its groups ends after so many looks.
const MOST_LOOKS: usize = 4_096;
/// A group that begins later than this share of a column after the column does is no edge of it.
const SNUG: f64 = 0.5;

/// Something of which many may fall into one pixel column. The next one begins no earlier than this
/// one does, and if it has an end that matters, not before that.
pub trait Summed {
    type Sum: Sum;

    /// What it comes to alone.
    fn sum(&self) -> Self::Sum;

    /// Its first day, as days since 1970-01-01.
    fn begins(&self) -> i32;

    /// The day after its last.
    fn ends(&self) -> i32;
}

/// What some things in order come to together.
pub trait Sum: Copy {
    const NOTHING: Self;

    /// Together with what comes after.
    #[must_use]
    fn and(self, after: Self) -> Self;
}

/// Columns of equal width over days, the first from a day on. What lies in a column is drawn as
/// one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Grain {
    pub from: f64,
    pub days_per_column: f64,
}

impl Grain {
    /// The column in which a moment lies.
    pub fn column_of(&self, day: f64) -> usize {
        ((day - self.from) / self.days_per_column).max(0.0) as usize
    }

    /// The moment at which a column begins.
    pub fn start_of(&self, column: usize) -> f64 {
        self.from + column as f64 * self.days_per_column
    }

    /// The first day that begins in this column or later.
    pub fn first_day_from(&self, column: usize) -> i32 {
        self.start_of(column).ceil() as i32
    }

    /// The day in which a column begins: what is over with it has no part in the column.
    pub fn day_at(&self, column: usize) -> i32 {
        self.start_of(column).floor() as i32
    }
}

/// Things in order of time, and their sums.
#[derive(Clone, Debug)]
pub struct Timeline<T: Summed> {
    all: Vec<T>,
    /// From the groups of [`BASE`] things to a level of few groups.
    levels: Vec<Level<T::Sum>>,
}

/// Groups of one size.
#[derive(Clone, Debug)]
struct Level<S> {
    /// The first day of each.
    begins: Vec<i32>,
    sums: Vec<S>,
}

impl<T: Summed> From<Vec<T>> for Timeline<T> {
    fn from(all: Vec<T>) -> Timeline<T> {
        let mut levels: Vec<Level<T::Sum>> = Vec::new();
        if all.len() > BASE {
            let of_group = |group: &[T]| together(group.iter().map(Summed::sum));
            levels.push(Level {
                begins: all.iter().step_by(BASE).map(Summed::begins).collect(),
                sums: all.chunks(BASE).map(of_group).collect(),
            });
        }
        while let Some(below) = levels.last().filter(|level| level.sums.len() > FAN) {
            let of_group = |group: &[T::Sum]| together(group.iter().copied());
            levels.push(Level {
                begins: below.begins.iter().step_by(FAN).copied().collect(),
                sums: below.sums.chunks(FAN).map(of_group).collect(),
            });
        }
        Timeline { all, levels }
    }
}

impl<T: Summed> Default for Timeline<T> {
    fn default() -> Timeline<T> {
        Timeline { all: Vec::new(), levels: Vec::new() }
    }
}

impl<T: Summed + PartialEq> PartialEq for Timeline<T> {
    fn eq(&self, other: &Timeline<T>) -> bool {
        self.all == other.all
    }
}

impl<T: Summed> Deref for Timeline<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all
    }
}

fn together<S: Sum>(sums: impl Iterator<Item = S>) -> S {
    sums.fold(S::NOTHING, S::and)
}

impl<T: Summed> Timeline<T> {
    /// What the things in these places come to: what comes before the first whole group, the
    /// groups, and what comes after the last, level by level.
    pub(super) fn over(&self, places: Range<usize>) -> T::Sum {
        let (mut start, mut end) = (places.start, places.end.min(self.all.len()));
        let alone = |from: usize, to: usize| {
            together(self.all.get(from..to).unwrap_or_default().iter().map(Summed::sum))
        };
        let (first, last) = (start.div_ceil(BASE), end / BASE);
        if first >= last || self.levels.is_empty() {
            return alone(start, end);
        }
        let (mut before, mut after) = (alone(start, first * BASE), alone(last * BASE, end));
        (start, end) = (first, last);
        for (level, Level { sums: groups, .. }) in self.levels.iter().enumerate() {
            let alone = |from: usize, to: usize| {
                together(groups.get(from..to).unwrap_or_default().iter().copied())
            };
            let (first, last) = (start.div_ceil(FAN), end / FAN);
            if first >= last || level + 1 == self.levels.len() {
                before = before.and(alone(start, end));
                break;
            }
            before = before.and(alone(start, first * FAN));
            after = alone(last * FAN, end).and(after);
            (start, end) = (first, last);
        }
        before.and(after)
    }

    /// What lies in each of so many columns, from left to right.
    ///
    /// Where many things lie in a column, it takes in the groups that begin in it: its edges are
    /// then up to half a column to the right of where they are drawn. Nothing is lost at an edge,
    /// and what reaches over one is in both.
    pub(super) fn columns(&self, grain: &Grain, count: usize) -> Vec<T::Sum> {
        match self.level_for(grain) {
            Some(level) => self.columns_of_groups(grain, count, level),
            None => self.columns_one_by_one(grain, count),
        }
    }

    /// The largest groups of which at least two lie in a column on average.
    fn level_for(&self, grain: &Grain) -> Option<usize> {
        // The first may begin in times immemorial.
        let (first, last) = (self.all.get(1)?.begins(), self.all.last()?.begins());
        let days = (f64::from(last) - f64::from(first)) / self.all.len() as f64;
        let fits = |level: &usize| size_of(level + 1) as f64 * days <= grain.days_per_column * SNUG;
        (0..self.levels.len()).rev().find(fits)
    }

    fn columns_of_groups(&self, grain: &Grain, count: usize, level: usize) -> Vec<T::Sum> {
        let Some(Level { begins, sums }) = self.levels.get(level) else { return Vec::new() };
        let size = size_of(level + 1);
        // A group that begins a column, near enough to its edge.
        let snug = |group: usize, column: usize| {
            let begin = begins.get(group).copied()?;
            let away = f64::from(begin) - grain.start_of(column);
            (away <= grain.days_per_column * SNUG).then_some(begin)
        };
        let mut columns = Vec::with_capacity(count);
        let (mut group, mut stride) = (begins.partition_point(|b| *b < grain.first_day_from(0)), 0);
        for column in 0..count {
            let before = grain.first_day_from(column + 1);
            let next = seek(begins, group, group + stride, |begin| *begin < before);
            let until = snug(next, column + 1);
            let is_snug = group < next && until.is_some() && snug(group, column).is_some();
            columns.push(if is_snug {
                together(sums.get(group..next).unwrap_or_default().iter().copied())
            } else {
                // Those in the group before may begin or reach into this column.
                let near = group.saturating_sub(1) * size..next * size;
                self.between(near, grain.day_at(column), until.unwrap_or(before))
            });
            (group, stride) = (next, next - group);
        }
        columns
    }

    /// Of the things in these places, what those come to that end after one day and begin before
    /// another.
    fn between(&self, places: Range<usize>, after: i32, before: i32) -> T::Sum {
        let first = places.start.min(self.all.len());
        let near = self.all.get(first..places.end.min(self.all.len())).unwrap_or_default();
        let start = first + near.partition_point(|thing| thing.ends() <= after);
        let end = first + near.partition_point(|thing| thing.begins() < before);
        if start < end { self.over(start..end) } else { T::Sum::NOTHING }
    }

    fn columns_one_by_one(&self, grain: &Grain, count: usize) -> Vec<T::Sum> {
        let mut start = self.all.partition_point(|thing| thing.ends() <= grain.day_at(0));
        let mut stride = 0;
        let column = |column: usize| {
            let before = grain.first_day_from(column + 1);
            let end = seek(&self.all, start, start + stride, |thing| thing.begins() < before);
            let sum = self.over(start..end);
            stride = end - start;
            // The last of them may reach into the next column too.
            let after = grain.day_at(column + 1);
            let last = end.checked_sub(1).filter(|last| *last >= start);
            let goes_on =
                last.and_then(|last| self.all.get(last)).is_some_and(|t| t.ends() > after);
            start = if goes_on { end - 1 } else { end };
            sum
        };
        (0..count).map(column).collect()
    }

    /// The first of these places whose sum is wanted. A group's sum must be wanted wherever one in
    /// it is.
    pub(super) fn first(
        &self,
        places: Range<usize>,
        is_wanted: impl Fn(&T::Sum) -> bool,
    ) -> Option<usize> {
        let away = |sum: &T::Sum| if is_wanted(sum) { 0.0 } else { f32::INFINITY };
        self.nearest(places, away, |thing| away(&thing.sum()))
    }

    /// The first of the nearest of these places. A group must be no farther than the nearest in it;
    /// what is infinitely far is never found.
    pub(super) fn nearest(
        &self,
        places: Range<usize>,
        group_away: impl Fn(&T::Sum) -> f32,
        away: impl Fn(&T) -> f32,
    ) -> Option<usize> {
        let places = places.start..places.end.min(self.all.len());
        let mut search = Search { places, nearest: None, looks: 0 };
        let top = self.levels.len();
        let groups = self.levels.last().map_or(self.all.len(), |level| level.sums.len());
        for group in 0..groups {
            self.search(&mut search, top, group, &group_away, &away);
        }
        search.nearest.map(|(place, _)| place)
    }

    /// Looks at a group of a level, counted from 1; level 0 are the things themselves.
    fn search(
        &self,
        search: &mut Search,
        level: usize,
        group: usize,
        group_away: &impl Fn(&T::Sum) -> f32,
        away: &impl Fn(&T) -> f32,
    ) {
        let size = size_of(level);
        let (from, to) = (group * size, (group + 1) * size);
        if to <= search.places.start || search.places.end <= from || search.looks > MOST_LOOKS {
            return;
        }
        search.looks += 1;
        let Some(below) = level.checked_sub(1) else {
            if let Some(thing) = self.all.get(group) {
                search.offer(group, away(thing));
            }
            return;
        };
        let sum = self.levels.get(below).and_then(|level| level.sums.get(group));
        if sum.is_none_or(|sum| !search.is_nearer(group_away(sum))) {
            return;
        }
        let fan = if below == 0 { BASE } else { FAN };
        for part in group * fan..(group + 1) * fan {
            self.search(search, below, part, group_away, away);
        }
    }

    /// The places of what reaches into a window of days.
    #[must_use]
    pub fn within(&self, (from, to): (f64, f64)) -> Range<usize> {
        let start = self.partition_point(|thing| f64::from(thing.ends()) <= from);
        let end = self.partition_point(|thing| f64::from(thing.begins()) < to);
        start..end.max(start)
    }

    /// What lies over a day since 1970-01-01, of things that do not overlap.
    #[must_use]
    pub fn on(&self, day: i32) -> Option<&T> {
        let thing = self.get(self.partition_point(|thing| thing.ends() <= day))?;
        (thing.begins() <= day).then_some(thing)
    }

    /// See [`seek`].
    pub(super) fn seek(&self, start: usize, guess: usize, is_before: impl Fn(&T) -> bool) -> usize {
        seek(&self.all, start, guess, is_before)
    }
}

/// How many things make a group: of level 0 one, of level 1 [`BASE`].
fn size_of(level: usize) -> usize {
    if level == 0 { 1 } else { BASE * FAN.pow(level as u32 - 1) }
}

/// The first place from `start` on that does not come before something, looked for first where it is
/// guessed to be. What comes before must come before all that does not.
fn seek<T>(all: &[T], start: usize, guess: usize, is_before: impl Fn(&T) -> bool) -> usize {
    let before = |place: usize| all.get(place).is_some_and(&is_before);
    let (mut low, mut high) = (start, all.len());
    let guess = guess.clamp(start.min(all.len()), all.len());
    let mut step = 1;
    if before(guess) {
        low = guess + 1;
        while before(low + step - 1) {
            low += step;
            step *= 2;
        }
        high = high.min(low + step - 1);
    } else {
        high = guess;
        while low < high {
            let probe = high.saturating_sub(step).max(low);
            if before(probe) {
                low = probe + 1;
                break;
            }
            high = probe;
            step *= 2;
        }
    }
    low + all.get(low..high).unwrap_or_default().partition_point(is_before)
}

/// A search for the nearest of some places.
struct Search {
    places: Range<usize>,
    nearest: Option<(usize, f32)>,
    looks: usize,
}

impl Search {
    fn is_nearer(&self, away: f32) -> bool {
        away < self.nearest.map_or(f32::INFINITY, |(_, nearest)| nearest)
    }

    fn offer(&mut self, place: usize, away: f32) {
        if self.is_nearer(away) {
            self.nearest = Some((place, away));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A number, with the least and the greatest and the order in which they were met.
    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Number(i32);

    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Extremes {
        low: i32,
        high: i32,
        first: Option<i32>,
        last: Option<i32>,
    }

    impl Sum for Extremes {
        const NOTHING: Extremes =
            Extremes { low: i32::MAX, high: i32::MIN, first: None, last: None };

        fn and(self, after: Extremes) -> Extremes {
            Extremes {
                low: self.low.min(after.low),
                high: self.high.max(after.high),
                first: self.first.or(after.first),
                last: after.last.or(self.last),
            }
        }
    }

    impl Summed for Number {
        type Sum = Extremes;

        fn sum(&self) -> Extremes {
            let Number(n) = *self;
            Extremes { low: n, high: n, first: Some(n), last: Some(n) }
        }

        fn begins(&self) -> i32 {
            self.0
        }

        fn ends(&self) -> i32 {
            self.0 + 1
        }
    }

    fn numbers() -> impl Strategy<Value = (Vec<i32>, Range<usize>)> {
        let any = prop::collection::vec(-50..50_i32, 0..700);
        (any, 0..750_usize, 0..750_usize).prop_map(|(all, from, to)| (all, from..to))
    }

    fn part<'a>(all: &'a [i32], places: &Range<usize>) -> &'a [i32] {
        all.get(places.start.min(all.len())..places.end.min(all.len())).unwrap_or_default()
    }

    proptest! {
        #[test]
        fn a_run_comes_to_what_its_things_come_to((all, places) in numbers()) {
            let timeline = Timeline::from(all.iter().copied().map(Number).collect::<Vec<_>>());
            let one_by_one = together(part(&all, &places).iter().map(|n| Number(*n).sum()));
            prop_assert_eq!(timeline.over(places), one_by_one);
        }

        #[test]
        fn the_first_and_the_nearest_are_found((all, places) in numbers(), wanted in -60..60_i32) {
            let timeline = Timeline::from(all.iter().copied().map(Number).collect::<Vec<_>>());
            let first = part(&all, &places).iter().position(|n| *n <= wanted);
            let found = timeline.first(places.clone(), |sum| sum.low <= wanted);
            prop_assert_eq!(found, first.map(|place| place + places.start));
            let away = |n: i32| (n - wanted).abs() as f32;
            let nearest = part(&all, &places).iter().map(|n| away(*n)).reduce(f32::min);
            let group_away = |sum: &Extremes| {
                (sum.low - wanted).max(wanted - sum.high).max(0) as f32
            };
            let found = timeline.nearest(places, group_away, |number| away(number.0));
            prop_assert_eq!(found.map(|place| away(all[place])), nearest);
        }

        #[test]
        fn a_place_is_sought_right_wherever_it_is_guessed(
            mut all in prop::collection::vec(0..99_i32, 0..200),
            start in 0..210_usize, guess in 0..210_usize, wanted in 0..99_i32,
        ) {
            all.sort_unstable();
            let start = start.min(all.len());
            let place = start + all[start..].partition_point(|n| *n < wanted);
            let timeline = Timeline::from(all.into_iter().map(Number).collect::<Vec<_>>());
            prop_assert_eq!(timeline.seek(start, guess, |number| number.0 < wanted), place);
        }
    }
}
