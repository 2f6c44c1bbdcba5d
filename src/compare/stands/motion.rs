//! Readings that move from day to day, and the days between which their order stays.

use crate::compare::{Carried, Interval, Stretch};
use crate::estimate::Day;

impl Stretch {
    /// What is compared on one of its days. Of what `is_count`ed there is no part of one: carried
    /// ends are whole. On its own day it is as it was stated, if somebody stated it: of a group
    /// others may be carried to that day.
    #[inline]
    #[must_use]
    pub fn read_on(&self, day: Day, is_count: bool) -> Interval {
        if !self.is_carried() {
            return self.read();
        }
        let exact = self.exactly_on(day.number());
        let is_stated = !self.is_of_several && !self.is_carried_on(day);
        if is_count && !is_stated { whole(exact) } else { exact }
    }

    /// The same without being made whole, on a day since 1970.
    pub(in crate::compare) fn exactly_on(&self, day: i32) -> Interval {
        let to = self.to.map_or(day, Day::number);
        if day >= to || self.read() == self.read_to() {
            return self.read_to();
        }
        let from = self.from.number();
        let share = f64::from(day.saturating_sub(from)) / f64::from(to.saturating_sub(from));
        let end = |first: f64, last: f64| {
            if first == last { first } else { first + (last - first) * share.max(0.0) }
        };
        let low = end(self.read().low(), self.read_to().low());
        let high = end(self.read().high(), self.read_to().high());
        self.read().with_ends(low, high).unwrap_or_else(|| self.read())
    }

    /// Whether its reading on a day is not of its own day.
    pub(in crate::compare) fn is_carried_on(&self, at: Day) -> bool {
        self.is_carried() && self.as_of < at
    }

    /// From where its reading on a day was carried, if it was stated as this.
    pub(in crate::compare) fn carried_from(&self, stated: Interval, at: Day) -> Carried {
        let (now, days) = (self.exactly_on(at.number()), self.as_of.days_until(at));
        let per_day = |from: Option<f64>, to: Option<f64>| Some((to? - from?) / f64::from(days));
        Carried {
            stated,
            as_of: self.as_of,
            days,
            per_day: (
                per_day(stated.closed_low(), now.closed_low()),
                per_day(stated.closed_high(), now.closed_high()),
            ),
            is_between: self.is_between(),
        }
    }

    /// Whether its ends move.
    pub(in crate::compare) fn moves(&self) -> bool {
        self.read() != self.read_to()
    }
}

/// Half a number counts as the next one, also where sums of many parts fall short of it by a hair.
const HAIR: f64 = 1e-6;

/// The nearest whole ends.
pub(in crate::compare) fn whole(exact: Interval) -> Interval {
    let nearest = |end: f64| (end + 0.5 + HAIR).floor();
    exact.with_ends(nearest(exact.low()), nearest(exact.high())).unwrap_or(exact)
}

/// Tells the days from `from` to `last` in runs, in order, on each of which no two ends change
/// places. Between two of the given days all ends move in straight lines.
pub(in crate::compare) fn runs(
    standing: &[Option<&Stretch>],
    from: i32,
    last: i32,
    is_count: bool,
    tell: &mut impl FnMut(i32, i32),
) {
    if from > last {
        return;
    }
    let moves = standing.iter().flatten().any(|stretch| stretch.moves());
    if !moves || from == last || keep_order(standing, from, last, is_count) {
        return tell(from, last);
    }
    let middle = from + (last - from) / 2;
    runs(standing, from, middle, is_count, tell);
    runs(standing, middle + 1, last, is_count, tell);
}

/// Whether ends that are told apart on both days are told apart on all days between, and those that
/// are one stay one: straight lines that are in one order on two days do not cross between.
fn keep_order(standing: &[Option<&Stretch>], from: i32, last: i32, is_count: bool) -> bool {
    let mut ends: Vec<(f64, f64)> = Vec::with_capacity(2 * standing.len());
    for stretch in standing.iter().flatten() {
        let (first, then) = (stretch.exactly_on(from), stretch.exactly_on(last));
        ends.push((first.low(), then.low()));
        if first.high().is_finite() {
            ends.push((first.high(), then.high()));
        }
    }
    ends.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let is_apart = |gap: f64| if is_count { gap >= 1.0 } else { gap > 0.0 };
    ends.windows(2).all(|pair| {
        let [one, next] = pair else { return true };
        let (first, then) = (next.0 - one.0, next.1 - one.1);
        (first == 0.0 && then == 0.0) || (is_apart(first) && is_apart(then))
    })
}
