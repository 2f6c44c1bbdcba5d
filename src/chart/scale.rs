//! Days to x and values to y, both ways: handles are dragged through the inverse.

pub use crate::session::Scale;

/// The share of the height that a log scale gives to zero and everything below one.
const ZERO_LANE: f64 = 0.07;

/// Nothing leaves a scale farther out than this many heights or widths.
const FARTHEST_UNIT: f64 = 1e4;

/// No window is narrower than this share of its greater end: nearer, numbers run out of digits.
const NARROWEST: f64 = 1e-9;

/// Values between `low` and `high` on the way from 0 to 1, linear or logarithmic.
///
/// A logarithm has no place for zero. Where the window of a log scale begins below one, values
/// from 0 to 1 have a lane of their own at the bottom, linear, which the axis labels "0". Nothing
/// that comes out is NaN or infinite, whatever goes in.
///
/// ```
/// use parallax::chart::{Scale, ValueScale};
///
/// let log = ValueScale::new(Scale::Log, 0.0, 10_000.0);
/// assert_eq!(log.to_unit(0.0), 0.0);
/// assert_eq!(log.to_unit(10_000.0), 1.0);
/// assert!((log.from_unit(log.to_unit(300.0)) - 300.0).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ValueScale {
    scale: Scale,
    low: f64,
    high: f64,
    /// The share of the way that belongs to 0–1 on a log scale; 0 without such a lane.
    lane: f64,
    /// Logarithms of where the logarithmic part begins and ends.
    ln_from: f64,
    ln_to: f64,
}

impl ValueScale {
    /// Over the values between two numbers, in either order. What is not finite or too near to
    /// each other is replaced by a window that can be drawn.
    #[must_use]
    pub fn new(scale: Scale, low: f64, high: f64) -> ValueScale {
        let (low, high) = sound_window(low, high);
        if scale == Scale::Linear {
            return ValueScale { scale, low, high, lane: 0.0, ln_from: 0.0, ln_to: 1.0 };
        }
        let low = low.max(0.0);
        let (lane, from) = if low < 1.0 { (ZERO_LANE, 1.0) } else { (0.0, low) };
        let high = high.max(from * 1.01);
        let low = if lane > 0.0 { 0.0 } else { low };
        ValueScale { scale, low, high, lane, ln_from: from.ln(), ln_to: high.ln() }
    }

    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The value at 0.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The value at 1.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Whether zero and values below one share a lane at the bottom.
    #[must_use]
    pub fn has_zero_lane(&self) -> bool {
        self.lane > 0.0
    }

    /// Where a value lies: 0 at `low`, 1 at `high`, beyond them outside.
    #[must_use]
    pub fn to_unit(&self, value: f64) -> f64 {
        let unit = match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log if value < 1.0 && self.lane > 0.0 => value * self.lane,
            Scale::Log if value <= 0.0 => -FARTHEST_UNIT,
            Scale::Log => {
                let along = (value.ln() - self.ln_from) / (self.ln_to - self.ln_from);
                self.lane + along * (1.0 - self.lane)
            }
        };
        if unit.is_nan() { -FARTHEST_UNIT } else { unit.clamp(-FARTHEST_UNIT, FARTHEST_UNIT) }
    }

    /// The value at a place; the inverse of [`ValueScale::to_unit`]. On a log scale never below 0.
    #[must_use]
    pub fn from_unit(&self, unit: f64) -> f64 {
        let unit = if unit.is_nan() { 0.0 } else { unit.clamp(-FARTHEST_UNIT, FARTHEST_UNIT) };
        match self.scale {
            Scale::Linear => self.low + unit * (self.high - self.low),
            Scale::Log if self.lane > 0.0 && unit < self.lane => (unit / self.lane).max(0.0),
            Scale::Log => {
                let along = (unit - self.lane) / (1.0 - self.lane);
                // 1e-300 to 1e300, so that the power stays a number.
                let ln = self.ln_from + along * (self.ln_to - self.ln_from);
                ln.clamp(-690.0, 690.0).exp()
            }
        }
    }
}

/// A finite window with some width.
fn sound_window(low: f64, high: f64) -> (f64, f64) {
    let finite = |x: f64, or: f64| if x.is_finite() { x.clamp(-1e18, 1e18) } else { or };
    let (low, high) = (finite(low, 0.0), finite(high, 1.0));
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let narrowest = (low.abs().max(high.abs()) * NARROWEST).max(1e-9);
    if high - low >= narrowest { (low, high) } else { (low - narrowest, high + narrowest) }
}

/// A value scale standing between two heights, high values on top.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ValueAxis {
    pub scale: ValueScale,
    /// In points; y points down.
    pub top: f32,
    pub bottom: f32,
}

impl ValueAxis {
    /// The height of a value in points; outside the plot for values outside the window.
    #[must_use]
    pub fn y(&self, value: f64) -> f32 {
        let height = f64::from(self.bottom - self.top);
        let y = f64::from(self.bottom) - self.scale.to_unit(value) * height;
        y.clamp(-FARTHEST_POINT, FARTHEST_POINT) as f32
    }

    /// The same to a thousandth of a point, for the many columns of a dense band: its logarithms
    /// have seven digits.
    pub(super) fn y_quickly(&self, value: f64) -> f32 {
        let scale = &self.scale;
        if scale.scale == Scale::Linear || value < 1.0 || !value.is_finite() {
            return self.y(value);
        }
        let along = ((value as f32).ln() - scale.ln_from as f32)
            / ((scale.ln_to - scale.ln_from) as f32).max(1e-6);
        let unit = scale.lane as f32 + along * (1.0 - scale.lane as f32);
        (self.bottom - unit * (self.bottom - self.top)).clamp(-1e6, 1e6)
    }

    /// The value at a height in points.
    #[must_use]
    pub fn value(&self, y: f32) -> f64 {
        let height = f64::from(self.bottom - self.top).max(1e-6);
        self.scale.from_unit((f64::from(self.bottom) - f64::from(y)) / height)
    }
}

const FARTHEST_POINT: f64 = super::geometry::FARTHEST as f64;

/// Days since 1970-01-01 to x in points. A whole number is where that day begins.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TimeScale {
    from: f64,
    to: f64,
    left: f32,
    right: f32,
}

impl TimeScale {
    /// The days between `from` and `to` over the points between `left` and `right`. What is not
    /// finite or too near to each other is replaced by a window that can be drawn.
    #[must_use]
    pub fn new((from, to): (f64, f64), left: f32, right: f32) -> TimeScale {
        let (from, to) = sound_window(from.clamp(-1e7, 1e7), to.clamp(-1e7, 1e7));
        let (from, to) = if to - from >= 1e-3 { (from, to) } else { (from - 0.5, to + 0.5) };
        TimeScale { from, to, left, right: right.max(left + 1e-3) }
    }

    /// The window in days.
    #[must_use]
    pub fn window(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    #[must_use]
    pub fn days_per_point(&self) -> f64 {
        (self.to - self.from) / f64::from(self.right - self.left)
    }

    /// Where a day begins, in points; outside the plot for days outside the window.
    #[must_use]
    pub fn x(&self, days: f64) -> f32 {
        let unit = (days - self.from) / (self.to - self.from);
        let x = f64::from(self.left) + unit * f64::from(self.right - self.left);
        let x = if x.is_nan() { -FARTHEST_POINT } else { x };
        x.clamp(-FARTHEST_POINT, FARTHEST_POINT) as f32
    }

    /// The moment at a place, in days.
    #[must_use]
    pub fn days(&self, x: f32) -> f64 {
        let unit = (f64::from(x) - f64::from(self.left)) / f64::from(self.right - self.left);
        self.from + unit * (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scales() -> impl Strategy<Value = ValueScale> {
        let kind = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
        (kind, any::<f64>(), any::<f64>()).prop_map(|(kind, a, b)| ValueScale::new(kind, a, b))
    }

    fn everyday_scales() -> impl Strategy<Value = ValueScale> {
        let kind = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
        (kind, 0.0..1e6_f64, 0.1..1e6_f64)
            .prop_map(|(kind, low, width)| ValueScale::new(kind, low, low + width))
    }

    proptest! {
        #[test]
        fn nothing_that_leaves_a_scale_is_nan_or_infinite(
            scale in scales(), value in any::<f64>(), unit in any::<f64>(),
        ) {
            prop_assert!(scale.to_unit(value).is_finite());
            prop_assert!(scale.from_unit(unit).is_finite());
            let axis = ValueAxis { scale, top: 10.0, bottom: 300.0 };
            prop_assert!(axis.y(value).abs() <= 1e6);
            prop_assert!(axis.value(unit as f32).is_finite());
        }

        #[test]
        fn a_value_comes_back_from_its_place(scale in everyday_scales(), unit in 0.0..1.0_f64) {
            let value = scale.from_unit(unit);
            prop_assert!((scale.to_unit(value) - unit).abs() < 1e-6);
        }

        #[test]
        fn higher_values_lie_higher(scale in everyday_scales(), a in 0.0..1e7_f64, b in 0.0..1e7_f64) {
            prop_assert_eq!(a < b, scale.to_unit(a) < scale.to_unit(b) || (a < b
                && scale.to_unit(a) - scale.to_unit(b) <= 0.0));
        }

        #[test]
        fn a_moment_comes_back_from_its_place(from in -1e5..1e5_f64, days in 0.1..1e5_f64, unit in 0.0..1.0_f64) {
            let scale = TimeScale::new((from, from + days), 50.0, 1050.0);
            let moment = from + days * unit;
            prop_assert!((scale.days(scale.x(moment)) - moment).abs() <= days * 1e-5);
        }

        #[test]
        fn no_moment_is_drawn_beyond_reach(a in any::<f64>(), b in any::<f64>(), t in any::<f64>()) {
            let scale = TimeScale::new((a, b), 50.0, 1050.0);
            prop_assert!(scale.x(t).abs() <= 1e6);
        }
    }

    #[test]
    fn zero_has_a_lane_on_a_log_scale_that_begins_below_one() {
        let log = ValueScale::new(Scale::Log, 0.0, 1000.0);
        assert!(log.has_zero_lane());
        assert_eq!(log.to_unit(0.0), 0.0);
        assert_eq!(log.to_unit(1.0), ZERO_LANE);
        assert!(log.to_unit(0.5) < log.to_unit(1.0));
        assert_eq!(log.to_unit(1000.0), 1.0);
        assert!(!ValueScale::new(Scale::Log, 50.0, 1000.0).has_zero_lane());
    }
}
