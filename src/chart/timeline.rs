//! Things in order of time, with what any run of them comes to in few looks.
//!
//! Panning and zooming ask, for every pixel column, for the lowest low and the highest high of what
//! lies in it. A [`Timeline`] keeps these extremes for groups of eight, of 32, of 128 and so on, so
//! that the answer costs about the same for ten things in a column and for a million. It is made
//! once, with the scene, and never changes.

use std::ops::{Deref, Range};

/// So many things make a group of the lowest level.
const BASE: usize = 8;
/// So many groups make one of the next level.
const FAN: usize = 4;
/// A search that is led astray by its groups ends after so many looks.
const MOST_LOOKS: usize = 4_096;

/// Something of which many may fall into one pixel column.
pub trait Summed {
    type Sum: Sum;

    /// What it comes to alone.
    fn sum(&self) -> Self::Sum;
}

/// What some things in order come to together.
pub trait Sum: Copy {
    const NOTHING: Self;

    /// Together with what comes after.
    #[must_use]
    fn and(self, after: Self) -> Self;
}

/// Things in order of time, and their sums.
#[derive(Clone, Debug)]
pub struct Timeline<T: Summed> {
    all: Vec<T>,
    /// From the groups of [`BASE`] things to a level of few groups.
    levels: Vec<Vec<T::Sum>>,
}

impl<T: Summed> From<Vec<T>> for Timeline<T> {
    fn from(all: Vec<T>) -> Timeline<T> {
        let mut levels: Vec<Vec<T::Sum>> = Vec::new();
        if all.len() > BASE {
            let of_group = |group: &[T]| together(group.iter().map(Summed::sum));
            levels.push(all.chunks(BASE).map(of_group).collect());
        }
        while let Some(below) = levels.last().filter(|level| level.len() > FAN) {
            let of_group = |group: &[T::Sum]| together(group.iter().copied());
            levels.push(below.chunks(FAN).map(of_group).collect());
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
        for (level, groups) in self.levels.iter().enumerate() {
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
        let groups = self.levels.last().map_or(self.all.len(), Vec::len);
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
        let size = if level == 0 { 1 } else { BASE * FAN.pow(level as u32 - 1) };
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
        let sum = self.levels.get(below).and_then(|groups| groups.get(group));
        if sum.is_none_or(|sum| !search.is_nearer(group_away(sum))) {
            return;
        }
        let fan = if below == 0 { BASE } else { FAN };
        for part in group * fan..(group + 1) * fan {
            self.search(search, below, part, group_away, away);
        }
    }

    /// The first place from `start` on that does not come before something, looked for first where
    /// it is guessed to be. What comes before must come before all that does not.
    pub(super) fn seek(&self, start: usize, guess: usize, is_before: impl Fn(&T) -> bool) -> usize {
        let all = &self.all;
        let before = |place: usize| all.get(place).is_some_and(&is_before);
        let (mut low, mut high) = (start, all.len());
        let guess = guess.clamp(start, all.len());
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
