//! An interval with what was said of its ends, and several of them taken together.

use parallax::compare::Interval;
use parallax::estimate::{Bounds, How, Shape};

/// An interval, and which of its ends somebody said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Said {
    pub read: Interval,
    /// "At most 300" says nothing of the 0 at which it starts.
    pub low: bool,
    pub high: bool,
    /// Statements of one day that have nothing in common: this is their hull.
    pub is_split: bool,
}

/// What two statements must have in common for one to go over into the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Full,
    AtLeast,
    Other,
}

impl Said {
    /// What stated bounds say, read as this.
    pub fn of(bounds: &Bounds, read: Interval) -> Said {
        let (low, high) = match (bounds.shape(), bounds.how()) {
            (Shape::Between | Shape::Full | Shape::BestHigh, _) => (true, true),
            (Shape::LowBest | Shape::AtLeast, _) => (true, false),
            (Shape::AtMost, How::Nearly) => (true, true),
            (Shape::AtMost, _) => (false, true),
            (Shape::Point, How::AtLeast | How::MoreThan) => (true, false),
            (Shape::Point, How::AtMost | How::LessThan) => (false, true),
            (Shape::Point, _) => (true, true),
        };
        let read = Interval::new(read.low(), read.high()).expect("in order");
        Said { read, low, high, is_split: false }
    }

    /// Bounded on both sides by what was said.
    pub fn is_full(&self) -> bool {
        self.low && self.high && !self.is_split
    }

    pub fn form(&self) -> Form {
        match (self.low, self.high) {
            _ if self.is_split => Form::Other,
            (true, true) => Form::Full,
            (true, false) => Form::AtLeast,
            (false, _) => Form::Other,
        }
    }
}

/// What all of these have in common; none if that is nothing.
pub fn common(all: &[Said]) -> Option<Said> {
    let low = all.iter().map(|one| one.read.low()).max_by(f64::total_cmp)?;
    let high = all.iter().map(|one| one.read.high()).min_by(f64::total_cmp)?;
    let says_low = |one: &Said| one.read.low() == low && one.low && !one.is_split;
    let says_high = |one: &Said| one.read.high() == high && one.high && !one.is_split;
    Some(Said {
        read: Interval::new(low, high)?,
        low: all.iter().any(says_low),
        high: all.iter().any(says_high),
        is_split: false,
    })
}

/// What was said at once: what it has in common, else all that it covers.
pub fn at_once(all: &[Said]) -> Said {
    common(all).unwrap_or_else(|| {
        let low = all.iter().map(|one| one.read.low()).min_by(f64::total_cmp);
        let high = all.iter().map(|one| one.read.high()).max_by(f64::total_cmp);
        let (low, high) = low.zip(high).expect("nothing was said at once");
        Said {
            read: Interval::new(low, high).expect("in order"),
            low: all.iter().any(|one| one.read.low() == low && one.low),
            high: all.iter().any(|one| one.read.high() == high && one.high),
            is_split: true,
        }
    })
}

#[cfg(test)]
mod tests {
    use parallax::compare::AboutPolicy;

    use super::*;
    use crate::reading::reading;

    fn said(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> Said {
        let bounds = Bounds::new(low, best, high, how).expect("numbers");
        Said::of(&bounds, reading(&bounds, true, AboutPolicy::Rounding))
    }

    #[test]
    fn an_end_that_nobody_said_makes_nothing_full() {
        let at_most = said(None, None, Some(300.0), How::AtMost);
        assert_eq!((at_most.read.low(), at_most.form()), (0.0, Form::Other));
        assert!(said(None, Some(200.0), Some(300.0), How::Between).is_full());
        assert!(!said(None, Some(300.0), None, How::LessThan).is_full());
        assert!(said(None, Some(300.0), None, How::About).is_full());
        assert!(said(None, None, Some(300.0), How::Nearly).is_full());
        assert_eq!(said(Some(100.0), None, None, How::MoreThan).form(), Form::AtLeast);
    }

    #[test]
    fn at_least_and_as_many_as_on_one_day_are_a_range() {
        let least = said(Some(100.0), None, None, How::AtLeast);
        let most = said(None, None, Some(300.0), How::AtMost);
        for both in [[least, most], [most, least]] {
            let both = at_once(&both);
            assert_eq!((both.read.low(), both.read.high()), (100.0, 300.0));
            assert!(both.is_full());
        }
    }

    #[test]
    fn what_has_nothing_in_common_is_a_hull_and_not_full() {
        let one = said(None, Some(1_000.0), None, How::About);
        let other = said(None, Some(10_000.0), None, How::About);
        let both = at_once(&[one, other]);
        assert_eq!((both.read.low(), both.read.high()), (950.0, 10_500.0));
        assert!(!both.is_full());
        assert_eq!(both.form(), Form::Other);
        assert_eq!(at_once(&[one, one]), one);
    }
}
