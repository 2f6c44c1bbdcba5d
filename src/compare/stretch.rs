//! Some days on which one of a voice's estimates stands.

use super::causes::{Cause, Causes};
use super::estimate_ref::EstimateRef;
use super::interval::{Ends, Interval};
use crate::estimate::{Day, RowIndex};

/// Some days on which one of a voice's estimates stands.
///
/// There is one for every estimate and more where totals are carried, and all voices' are walked
/// side by side: what it costs is to fetch them from memory. So it is kept to 64 bytes, one line of
/// a processor's cache.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    pub from: Day,
    /// The last day, included; none where it stands from then on.
    pub to: Option<Day>,
    /// The end of the estimate's as of.
    pub as_of: Day,
    low: f64,
    high: f64,
    low_to: f64,
    high_to: f64,
    /// Not finite where there is none.
    best: f64,
    row: RowIndex,
    file: u16,
    said: Ends,
    said_to: Ends,
    course: Course,
    /// Whether the ends are what several members of a group have in common, and nobody stated them.
    pub is_of_several: bool,
    /// Why it begins.
    pub begins: Causes,
    /// Why it ends, where nothing follows at once.
    pub ends: Causes,
}

/// Whose day's ends are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Course {
    /// Those of its own day, as they were stated.
    Stays,
    /// Carried by what others' totals grew by.
    Grows,
    /// On the way to the voice's own next number.
    Between,
}

impl Stretch {
    /// Compared as it was stated, on all of these days: from when it was said until its time is
    /// over, with no best number.
    pub(super) fn as_stated(
        (from, to): (Day, Option<Day>),
        as_of: Day,
        estimate: EstimateRef,
        read: Interval,
    ) -> Stretch {
        let (low, high, said) = read.parts();
        Stretch {
            from,
            to,
            as_of,
            low,
            high,
            low_to: low,
            high_to: high,
            best: f64::NEG_INFINITY,
            row: estimate.row,
            file: estimate.file,
            said,
            said_to: said,
            course: Course::Stays,
            is_of_several: false,
            begins: Cause::Said.into(),
            ends: Cause::Expired.into(),
        }
    }

    /// The same on these days.
    pub(super) fn on(self, from: Day, to: Option<Day>) -> Stretch {
        Stretch { from, to, ..self }
    }

    /// The same for these reasons.
    pub(super) fn because(self, begins: Causes, ends: Causes) -> Stretch {
        Stretch { begins, ends, ..self }
    }

    /// The same with this best number.
    pub(super) fn with_best(self, best: Option<f64>) -> Stretch {
        Stretch { best: best.unwrap_or(f64::NEG_INFINITY), ..self }
    }

    /// The same with ends that move from those of its first day to those of its last one.
    pub(super) fn moving(self, read: Interval, read_to: Interval, course: Course) -> Stretch {
        let ((low, high, said), (low_to, high_to, said_to)) = (read.parts(), read_to.parts());
        Stretch { low, high, said, low_to, high_to, said_to, course, ..self }
    }

    #[must_use]
    pub fn estimate(&self) -> EstimateRef {
        EstimateRef { file: self.file, row: self.row }
    }

    /// What is compared on the first day: the bounds as read (see [`read_bounds`](super::read_bounds)),
    /// or where they are carried to by then.
    #[inline]
    #[must_use]
    pub fn read(&self) -> Interval {
        Interval::from_parts((self.low, self.high, self.said))
    }

    /// What is compared on the last day, to which the ends move in straight lines. The same as
    /// [`read`](Stretch::read) where they stay.
    #[inline]
    #[must_use]
    pub fn read_to(&self) -> Interval {
        Interval::from_parts((self.low_to, self.high_to, self.said_to))
    }

    /// Whether the ends are another day's, carried here.
    #[inline]
    #[must_use]
    pub fn is_carried(&self) -> bool {
        self.course != Course::Stays
    }

    /// Whether they are carried on the way to the voice's own next number.
    #[must_use]
    pub fn is_between(&self) -> bool {
        self.course == Course::Between
    }

    /// The best number, where there is one to draw.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        self.best.is_finite().then_some(self.best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::day;

    #[test]
    fn a_stretch_is_no_longer_than_a_line_of_the_cache() {
        assert_eq!(size_of::<Stretch>(), 64);
    }

    #[test]
    fn what_is_put_into_a_stretch_comes_out_of_it() {
        let estimate = EstimateRef::new(3, RowIndex::new(70_000));
        let at_most = Interval::at_most(300.0).expect("a number");
        let apart = at_most.of_two_things();
        let (from, to) = (day("2024-01-01"), Some(day("2024-02-01")));
        let stated = Stretch::as_stated((from, to), from, estimate, at_most);
        assert_eq!((stated.estimate(), stated.best()), (estimate, None));
        assert_eq!((stated.read(), stated.read_to()), (at_most, at_most));
        assert!(!stated.is_carried());
        let moving = stated.moving(at_most, apart, Course::Between).with_best(Some(0.0));
        assert_eq!((moving.read(), moving.read_to()), (at_most, apart));
        assert!(moving.is_carried() && moving.is_between());
        assert_eq!(moving.best(), Some(0.0));
    }
}
