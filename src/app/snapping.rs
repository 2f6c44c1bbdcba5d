//! Where a dragged bound snaps to: what others say at that time, what was stated, round numbers.

use crate::chart::ValueAxis;

/// A value that others hold, and whose it is, as it stands after "as".
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mark {
    pub value: f64,
    pub whose: String,
}

/// A value that was snapped to.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Snapped {
    pub value: f64,
    /// None for a round number.
    pub whose: Option<String>,
}

/// Marks draw a bound to them from so near, in points.
const REACH: f32 = 9.0;

/// Round numbers stand at least so far apart, in points.
const ROUND_APART: f32 = 14.0;

/// What the value at a height snaps to: the nearest mark within reach, else the nearest round
/// number. Several who hold one value are named together.
pub(super) fn snapped(axis: &ValueAxis, y: f32, marks: &[Mark]) -> Snapped {
    let away = |mark: &&Mark| (axis.y(mark.value) - y).abs();
    let nearest = marks.iter().filter(|mark| away(mark) <= REACH);
    let Some(nearest) = nearest.min_by(|a, b| away(a).total_cmp(&away(b))) else {
        return Snapped { value: round_near(axis, y), whose: None };
    };
    let mut names: Vec<&str> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.value == nearest.value) {
        if !names.contains(&mark.whose.as_str()) {
            names.push(&mark.whose);
        }
    }
    Snapped { value: nearest.value, whose: Some(names.join(", ")) }
}

/// The nearest multiple of a 1, 2 or 5 times a power of ten whose steps can be told apart here.
fn round_near(axis: &ValueAxis, y: f32) -> f64 {
    let value = axis.value(y).max(0.0);
    let coarse = (axis.value(y - ROUND_APART) - value).abs();
    let step = step_above(coarse);
    (value / step).round() * step
}

/// The least of 1, 2 or 5 times a power of ten that is not less than `coarse`; at least 1.
fn step_above(coarse: f64) -> f64 {
    if !coarse.is_finite() || coarse <= 1.0 {
        return 1.0;
    }
    let power = 10_f64.powf(coarse.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
    steps.into_iter().find(|step| *step >= coarse * 0.999).unwrap_or(power * 10.0)
}

/// The greatest of 1, 2 or 5 times a power of ten that is not more than `fine`; at least 1.
pub(super) fn step_below(fine: f64) -> f64 {
    if !fine.is_finite() || fine <= 1.0 {
        return 1.0;
    }
    let power = 10_f64.powf(fine.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|step| *step <= fine).unwrap_or(power)
}

/// The value at a height, to the finest round step that `points` of height can tell apart.
pub(super) fn rounded(axis: &ValueAxis, y: f32, points: f32) -> f64 {
    let value = axis.value(y);
    let step = step_below((axis.value(y - points) - value).abs());
    (value / step).round() * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Scale, ValueScale};

    fn axis(scale: Scale) -> ValueAxis {
        ValueAxis { scale: ValueScale::new(scale, 0.0, 7_000.0), top: 0.0, bottom: 350.0 }
    }

    fn mark(value: f64, whose: &str) -> Mark {
        Mark { value, whose: whose.to_owned() }
    }

    #[test]
    fn another_sources_bound_wins_over_a_round_number() {
        let marks = [mark(3_001.0, "ROK NIS"), mark(3_001.0, "Gen. Syrskyi")];
        for scale in [Scale::Linear, Scale::Log] {
            let axis = axis(scale);
            let near = snapped(&axis, axis.y(3_001.0) + 5.0, &marks);
            assert_eq!(near.value, 3_001.0);
            assert_eq!(near.whose.as_deref(), Some("ROK NIS, Gen. Syrskyi"));
            let far = snapped(&axis, axis.y(3_001.0) + 40.0, &marks);
            assert_eq!(far.whose, None);
        }
    }

    #[test]
    fn round_numbers_are_as_round_as_the_scale_is_wide() {
        let linear = axis(Scale::Linear);
        let near = snapped(&linear, linear.y(2_130.0), &[]);
        assert!((near.value - 2_000.0).abs() < 1e-6, "{near:?}");
        // Higher up on a logarithmic scale a point of height is more.
        let log = axis(Scale::Log);
        let high = snapped(&log, log.y(5_300.0), &[]);
        assert!((high.value - 5_500.0).abs() < 1e-6 || (high.value - 5_000.0).abs() < 1e-6);
        let low = snapped(&log, log.y(53.0), &[]);
        assert!((low.value - 50.0).abs() < 6.0, "{low:?}");
    }

    #[test]
    fn steps_are_round() {
        for (fine, step) in
            [(0.2, 1.0), (1.0, 1.0), (3.0, 2.0), (7.0, 5.0), (12.0, 10.0), (60.0, 50.0)]
        {
            assert!((step_below(fine) - step).abs() < 1e-9, "{fine}");
        }
        for (coarse, step) in [(0.2, 1.0), (1.2, 2.0), (3.0, 5.0), (7.0, 10.0), (280.0, 500.0)] {
            assert!((step_above(coarse) - step).abs() < 1e-9, "{coarse}");
        }
    }

    #[test]
    fn finer_movement_gives_finer_values() {
        let axis = axis(Scale::Linear);
        assert_eq!(rounded(&axis, 200.3, 1.0) % 20.0, 0.0);
        assert_eq!(rounded(&axis, 200.3, 0.1) % 2.0, 0.0);
    }
}
