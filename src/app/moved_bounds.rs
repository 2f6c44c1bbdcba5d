//! What becomes of bounds when one of the three is moved, closed or opened.

use crate::compare::Interval;
use crate::estimate::{Bounds, How};

/// What is wrong with bounds of which one lies on the wrong side of another.
pub(super) const RISING: &str = "Low, best and high have to rise from left to right";

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
    let (read_low, read_high) = ends_in_a_range(bounds, read);
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

/// The ends that a range has which these bounds become when one end is moved: stated, or how far
/// they are read. The number after "more than" is itself left out, so there the range begins above.
fn ends_in_a_range(bounds: &Bounds, read: Interval) -> (Option<f64>, Option<f64>) {
    let read_low = read.closed_low().filter(|low| *low > 0.0);
    let low = bounds.low().filter(|_| bounds.how() != How::MoreThan).or(read_low);
    let high = bounds.high().filter(|_| bounds.how() != How::LessThan).or(read.closed_high());
    (low, high)
}

/// What is typed about one of the three.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Typed {
    /// Nothing was typed: it stays as it is.
    Left,
    /// The field was emptied.
    Emptied,
    To(f64),
}

/// The bounds after low, best and high were typed, each or some of them.
///
/// To type an end does what it does to drag it there: how far the other one is read becomes
/// explicit, and what is open stays open. An end is opened by emptying its field; emptied both, the
/// best is the analyst's own number.
///
/// # Errors
/// In a sentence, when nothing is left or the three do not rise.
pub(super) fn typed(
    bounds: &Bounds,
    read: Interval,
    [low, best, high]: [Typed; 3],
) -> Result<Bounds, String> {
    let moves = |end: Typed| matches!(end, Typed::To(_));
    let (range_low, range_high) = ends_in_a_range(bounds, read);
    let is_range = (moves(low) && range_high.is_some() && high == Typed::Left)
        || (moves(high) && range_low.is_some() && low == Typed::Left)
        || (moves(low) && moves(high));
    let end = |typed: Typed, stated: Option<f64>, in_a_range: Option<f64>| match typed {
        Typed::To(value) => Some(value),
        Typed::Emptied => None,
        Typed::Left if is_range => in_a_range,
        Typed::Left => stated,
    };
    let made_low = end(low, bounds.low(), range_low);
    let made_high = end(high, bounds.high(), range_high);
    let made_best = end(best, bounds.best(), bounds.best());
    let are_ends_left = low == Typed::Left && high == Typed::Left;
    let how = match (made_low, made_high) {
        _ if are_ends_left && shape_stays(bounds, made_best) => bounds.how(),
        (Some(_), Some(_)) => How::Between,
        (Some(_), None) => open_above(bounds.how()),
        (None, Some(_)) => open_below(bounds.how()),
        (None, None) => How::Bare,
    };
    let made = Bounds::new(made_low, made_best, made_high, how).map_err(|bad| bad.to_string())?;
    if made.is_consistent() { Ok(made) } else { Err(RISING.to_owned()) }
}

/// Whether bounds whose best is typed say the same with it: they have a best or ends, as before.
fn shape_stays(bounds: &Bounds, best: Option<f64>) -> bool {
    best.is_some() || bounds.low().or(bounds.high()).is_some()
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
    fn typing_an_end_does_what_dragging_it_does() {
        let stated = [
            bounds(None, Some(1100.0), None, How::About),
            bounds(Some(3000.0), None, None, How::MoreThan),
            bounds(Some(3000.0), None, None, How::AtLeast),
            bounds(None, None, Some(1200.0), How::LessThan),
            bounds(None, None, Some(1200.0), How::AtMost),
            bounds(Some(1000.0), None, Some(1200.0), How::Between),
            bounds(Some(1000.0), Some(1100.0), Some(1200.0), How::Bare),
            bounds(Some(1000.0), Some(1100.0), None, How::Bare),
        ];
        for stated in stated {
            let typing = |to: [Typed; 3]| typed(&stated, read(&stated), to).ok();
            let low = after(&stated, Which::Low, Move::To(900.0));
            assert_eq!(typing([Typed::To(900.0), Typed::Left, Typed::Left]), low, "{stated:?}");
            let high = after(&stated, Which::High, Move::To(4500.0));
            assert_eq!(typing([Typed::Left, Typed::Left, Typed::To(4500.0)]), high, "{stated:?}");
            if stated.best().is_some() {
                let best = after(&stated, Which::Best, Move::To(1150.0));
                let typed = typing([Typed::Left, Typed::To(1150.0), Typed::Left]);
                assert_eq!(typed, best, "{stated:?}");
            }
        }
        let about = bounds(None, Some(1100.0), None, How::About);
        let low = typed(&about, read(&about), [Typed::To(900.0), Typed::Left, Typed::Left]);
        assert_eq!(low, Ok(bounds(Some(900.0), Some(1100.0), Some(1150.0), How::Between)));
    }

    #[test]
    fn to_open_an_end_is_an_act_of_its_own() {
        let range = bounds(Some(100.0), Some(150.0), Some(200.0), How::Between);
        let typing = |to| typed(&range, read(&range), to);
        let open = typing([Typed::Left, Typed::Left, Typed::Emptied]);
        assert_eq!(open, Ok(bounds(Some(100.0), Some(150.0), None, How::AtLeast)));
        let other = typing([Typed::To(120.0), Typed::Left, Typed::Emptied]);
        assert_eq!(other, Ok(bounds(Some(120.0), Some(150.0), None, How::AtLeast)));
        let own = typing([Typed::Emptied, Typed::To(160.0), Typed::Emptied]);
        assert_eq!(own, Ok(bounds(None, Some(160.0), None, How::Bare)));
        let both = typing([Typed::To(300.0), Typed::To(350.0), Typed::To(400.0)]);
        assert_eq!(both, Ok(bounds(Some(300.0), Some(350.0), Some(400.0), How::Between)));
        assert!(typing([Typed::To(300.0), Typed::Left, Typed::Left]).is_err(), "above the high");
        assert!(typing([Typed::Emptied; 3]).is_err());
    }

    #[test]
    fn what_a_bound_leaves_out_it_leaves_out_as_the_end_of_a_range_too() {
        let more = bounds(Some(3000.0), None, None, How::MoreThan);
        let closed = after(&more, Which::High, Move::To(4500.0)).expect("closed");
        assert_eq!(closed, bounds(Some(3001.0), None, Some(4500.0), How::Between));
        let less = bounds(None, None, Some(900.0), How::LessThan);
        let closed = after(&less, Which::Low, Move::To(500.0)).expect("closed");
        assert_eq!(closed, bounds(Some(500.0), None, Some(899.0), How::Between));
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
