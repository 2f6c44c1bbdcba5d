//! In which form a total was stated: what can be carried of it, and by whose growth.

use crate::compare::{Interval, Stretch};

/// Which ends of a reading were stated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compare) enum Form {
    /// Both.
    Full,
    /// The lower one: at least so many.
    AtLeast,
    /// The upper one: at most so many.
    AtMost,
    /// The lower one and perhaps the upper, by two statements of one day that have nothing in common.
    Apart,
    /// Neither.
    Open,
}

impl Form {
    pub(in crate::compare) fn of(read: Interval) -> Form {
        match (read.said_low(), read.said_high()) {
            (Some(_), _) if read.says_two_things() => Form::Apart,
            (Some(_), Some(_)) => Form::Full,
            (Some(_), None) => Form::AtLeast,
            (None, Some(_)) => Form::AtMost,
            (None, None) => Form::Open,
        }
    }

    /// Whether a number of this form grows towards a later one of the same form.
    pub(in crate::compare) fn has_lines(self) -> bool {
        matches!(self, Form::Full | Form::AtLeast)
    }

    /// What lies between two numbers of one form: between the middles of full ones, between the
    /// lows of those that say at least.
    pub(in crate::compare) fn grown(earlier: &Stretch, later: &Stretch) -> Option<f64> {
        let number = |read: Interval| match Form::of(read) {
            Form::Full => Some((Form::Full, f64::midpoint(read.low(), read.high()))),
            Form::AtLeast => Some((Form::AtLeast, read.low())),
            Form::AtMost | Form::Apart | Form::Open => None,
        };
        let ((form, before), (other, after)) = number(earlier.read()).zip(number(later.read()))?;
        (form == other).then_some(after - before)
    }
}
