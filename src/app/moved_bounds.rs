//! What becomes of bounds when one of the three is moved, closed or opened.

use crate::compare::Interval;
use crate::estimate::{Bounds, How};

/// Which of the three is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Which {
    Low,
    Best,
    High,
}

impl Which {
    /// To which side it steps where the three lie on each other.
    pub fn side(self) -> f32 {
        match self {
            Which::Low => -1.0,
            Which::Best => 0.0,
            Which::High => 1.0,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Which::Low => "Low",
            Which::Best => "Best",
            Which::High => "High",
        }
    }
}

/// Where one of the three stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Stand {
    At(f64),
    /// An end without a bound.
    Open,
}

impl Stand {
    pub fn value(self) -> Option<f64> {
        match self {
            Stand::At(value) => Some(value),
            Stand::Open => None,
        }
    }
}

/// What is done to one of the three.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Move {
    To(f64),
    /// The end loses its bound.
    Open,
}

/// Where the three stand: the ends as they are read, and the best where it is stated.
pub(super) fn stands(bounds: &Bounds, read: Interval) -> Vec<(Which, Stand)> {
    let low = bounds.low().or(read.closed_low().filter(|low| *low > 0.0));
    let high = bounds.high().or(read.closed_high());
    let end = |value: Option<f64>| value.map_or(Stand::Open, Stand::At);
    // Ends after the best, so that they win where they lie on each other.
    let best = bounds.best().map(|best| (Which::Best, Stand::At(best)));
    best.into_iter().chain([(Which::Low, end(low)), (Which::High, end(high))]).collect()
}

/// The bounds with one of the three moved. Low never passes high, and best stays between them;
/// none if nothing would be left that says how much.
///
/// Moving an end that was only read into a number makes it a stated one: about 1,100, read as
/// 1,050–1,150, becomes 1,050–1,120 when its upper end is moved.
pub(super) fn moved(
    bounds: &Bounds,
    read: Interval,
    which: Which,
    movement: Move,
) -> Option<Bounds> {
    let (low, best, high) = (bounds.low(), bounds.best(), bounds.high());
    let read_low = low.or(read.closed_low().filter(|low| *low > 0.0));
    let read_high = high.or(read.closed_high());
    let made = match (which, movement) {
        (Which::Best, Move::Open) => return None,
        (Which::Best, Move::To(value)) => {
            let held = value.max(low.unwrap_or(0.0)).min(high.unwrap_or(f64::MAX));
            Bounds::new(low, Some(held), high, bounds.how())
        }
        (Which::Low, Move::To(value)) => {
            let most = read_high.unwrap_or(f64::MAX);
            let most = best.map_or(most, |best| most.min(best));
            let low = value.max(0.0).min(most);
            let how = if read_high.is_some() { How::Between } else { open_above(bounds.how()) };
            Bounds::new(Some(low), best, read_high, how)
        }
        (Which::High, Move::To(value)) => {
            let least = read_low.unwrap_or(0.0);
            let least = best.map_or(least, |best| least.max(best));
            let how = if read_low.is_some() { How::Between } else { open_below(bounds.how()) };
            Bounds::new(read_low, best, Some(value.max(least)), how)
        }
        (Which::Low, Move::Open) => {
            let high = read_high?;
            read_low?;
            Bounds::new(None, best, Some(high), open_below(bounds.how()))
        }
        (Which::High, Move::Open) => {
            let low = read_low?;
            read_high?;
            Bounds::new(Some(low), best, None, open_above(bounds.how()))
        }
    };
    made.ok()
}

/// How a number without an upper end is stated: as it was, if that says so.
fn open_above(how: How) -> How {
    match how {
        How::AtLeast | How::MoreThan => how,
        _ => How::AtLeast,
    }
}

/// How a number without a lower end is stated.
fn open_below(how: How) -> How {
    match how {
        How::AtMost | How::LessThan => how,
        _ => How::AtMost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{AboutPolicy, read_bounds};

    fn bounds(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> Bounds {
        Bounds::new(low, best, high, how).expect("finite")
    }

    fn read(bounds: &Bounds) -> Interval {
        read_bounds(bounds, true, AboutPolicy::Rounding)
    }

    fn after(bounds: &Bounds, which: Which, movement: Move) -> Option<Bounds> {
        moved(bounds, read(bounds), which, movement)
    }

    #[test]
    fn moving_an_end_of_a_read_number_states_it() {
        let about = bounds(None, Some(1100.0), None, How::About);
        let moved = after(&about, Which::High, Move::To(1120.0)).expect("moved");
        assert_eq!(
            (moved.low(), moved.best(), moved.high()),
            (Some(1050.0), Some(1100.0), Some(1120.0))
        );
        assert_eq!(moved.how(), How::Between);
    }

    #[test]
    fn an_open_end_stays_open_while_the_other_moves() {
        let more = bounds(Some(3000.0), None, None, How::MoreThan);
        let moved = after(&more, Which::Low, Move::To(2500.0)).expect("moved");
        assert_eq!((moved.low(), moved.high(), moved.how()), (Some(2500.0), None, How::MoreThan));
    }

    #[test]
    fn low_never_passes_high() {
        let range = bounds(Some(100.0), None, Some(200.0), How::Between);
        let low = after(&range, Which::Low, Move::To(900.0));
        assert_eq!(low.and_then(|b| b.low()), Some(200.0));
        let high = after(&range, Which::High, Move::To(5.0));
        assert_eq!(high.and_then(|b| b.high()), Some(100.0));
    }

    #[test]
    fn an_open_end_is_closed_and_opened_again() {
        let more = bounds(Some(3000.0), None, None, How::AtLeast);
        assert!(stands(&more, read(&more)).contains(&(Which::High, Stand::Open)));
        let closed = after(&more, Which::High, Move::To(4500.0)).expect("closed");
        assert_eq!((closed.low(), closed.high()), (Some(3000.0), Some(4500.0)));
        assert_eq!(after(&closed, Which::High, Move::Open), Some(more));
        let most = after(&closed, Which::Low, Move::Open).expect("opened");
        assert_eq!((most.low(), most.high(), most.how()), (None, Some(4500.0), How::AtMost));
        assert_eq!((read(&most).low(), read(&most).high()), (0.0, 4500.0));
        assert!(stands(&most, read(&most)).contains(&(Which::Low, Stand::Open)));
    }

    #[test]
    fn one_end_always_stays() {
        let most = bounds(None, None, Some(900.0), How::AtMost);
        assert_eq!(after(&most, Which::High, Move::Open), None);
        let more = bounds(Some(900.0), None, None, How::AtLeast);
        assert_eq!(after(&more, Which::Low, Move::Open), None);
        assert_eq!(after(&more, Which::Best, Move::Open), None);
    }

    #[test]
    fn an_opened_end_is_read_as_open_though_the_best_stays() {
        let about = bounds(None, Some(1100.0), None, How::About);
        let up = after(&about, Which::High, Move::Open).expect("opened");
        assert_eq!(read(&up).closed_high(), None);
        assert_eq!(up.best(), Some(1100.0));
        let down = after(&about, Which::Low, Move::Open).expect("opened");
        assert_eq!(read(&down).low(), 0.0);
    }
}
