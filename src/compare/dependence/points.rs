//! Two voices' figures side by side, and where along them a coincidence would prove something.

use super::chance::{Trials, of_band, parting};
use super::series::{Figure, Series};

/// What two voices state together.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Point<'a> {
    pub(super) a: &'a Figure,
    pub(super) b: &'a Figure,
}

/// Which of the other's figures is held against a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Against {
    /// That of the day, or the nearest within so many days.
    Near(i32),
    /// That of so many days before.
    DaysBefore(i32),
    /// The last one before.
    LastBefore,
}

impl Point<'_> {
    /// The coarser of the two units.
    pub(super) fn told(&self) -> f64 {
        self.a.unit.told.max(self.b.unit.told)
    }

    /// Both numbers, where each states only one.
    pub(super) fn numbers(&self) -> Option<(f64, f64)> {
        Some((self.a.number()?, self.b.number()?))
    }

    pub(super) fn is_same_day(&self) -> bool {
        self.a.day == self.b.day
    }

    pub(super) fn is_equal(&self) -> bool {
        (self.a.low, self.a.high) == (self.b.low, self.b.high)
    }

    /// The same with the two voices changed round.
    pub(super) fn turned(self) -> Self {
        Point { a: self.b, b: self.a }
    }
}

/// What both state of the same days, or nearly so, those left out on which neither changed.
pub(super) fn together<'a>(a: &'a Series, b: &'a Series, within: i32) -> Vec<Point<'a>> {
    if a.figures.len() <= b.figures.len() {
        side_by_side(a, b, Against::Near(within))
    } else {
        let turned = side_by_side(b, a, Against::Near(within));
        turned.into_iter().map(Point::turned).collect()
    }
}

/// Each figure of the one with that of the other which it is held against, those left out in which
/// neither changed.
pub(super) fn side_by_side<'a>(
    one: &'a Series,
    other: &'a Series,
    against: Against,
) -> Vec<Point<'a>> {
    let mut points: Vec<Point<'a>> = Vec::new();
    for figure in &one.figures {
        let found = match against {
            Against::Near(within) => other.near(figure.day, within),
            Against::DaysBefore(days) => other.on(figure.day - days),
            Against::LastBefore => other.before(figure.day),
        };
        let Some(found) = found else { continue };
        let is_repeated = points.last().is_some_and(|last| {
            (last.a.low, last.b.low) == (figure.low, found.low)
                && (last.a.high, last.b.high) == (figure.high, found.high)
        });
        if !is_repeated {
            points.push(Point { a: figure, b: found });
        }
    }
    points
}

/// Two numbers that are held against each other: one as it was stated, and what it would be if it
/// were made of the other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Reading {
    pub(super) numbers: [f64; 2],
    /// The days of which they are.
    pub(super) days: [i32; 2],
    /// How far apart they may be and count as the same, from end to end.
    pub(super) room: f64,
    pub(super) is_hit: bool,
}

impl Reading {
    /// Of a point, where the second's number is taken so many times.
    pub(super) fn of(point: &Point<'_>, times: f64, is_hit: bool) -> Reading {
        Reading {
            numbers: [point.a.low, point.b.low * times],
            days: [point.a.day, point.b.day],
            room: point.a.unit.of_difference(point.b.unit.times(times)).room,
            is_hit,
        }
    }

    /// How far apart independent errors have driven the two since an earlier reading, at least.
    fn parting_since(&self, from: &Reading, adds_up: bool) -> f64 {
        let ([a, b], [a_before, b_before]) = (self.numbers, from.numbers);
        let growth = (a - a_before).abs().min((b - b_before).abs());
        let ([a, b], [a_before, b_before]) = (self.days, from.days);
        // A level is taken anew each time and not added up day by day.
        parting(growth, if adds_up { (a - a_before).max(b - b_before) } else { 1 })
    }
}

/// The readings at which a coincidence would prove something, as trials: each lies so far after the
/// one before that independent errors would show, and its chance is one whatever came before.
///
/// The first proves nothing: honest voices may begin with the same total.
pub(super) fn trials(readings: impl IntoIterator<Item = Reading>, adds_up: bool) -> Trials {
    let mut trials = Trials::default();
    let mut readings = readings.into_iter();
    let Some(mut from) = readings.next() else { return trials };
    for reading in readings {
        let spread = reading.parting_since(&from, adds_up);
        if 2.0 * spread >= reading.room {
            trials.push(of_band(reading.room, spread), reading.is_hit);
            from = reading;
        }
    }
    trials
}
