//! One voice that states later what the other has stated.

use super::chance::{Looks, is_beyond};
use super::points::{Against, Point, Reading, side_by_side, trials};
use super::series::Series;
use super::values::rests_on;
use super::{Dependence, DependenceKind};

/// So many figures must be the other's earlier ones.
const LEAST_FIGURES: usize = 4;

/// The delay of whoever copies once a week.
const WEEK: i32 = 7;

/// Whether most of the first voice's figures are what the second stated a week or one statement
/// before.
pub(super) fn late(late: &Series, early: &Series, looks: Looks) -> Option<Dependence> {
    let by_week = side_by_side(late, early, Against::DaysBefore(WEEK));
    repeated(late, early, &by_week, looks).or_else(|| {
        let by_statement = side_by_side(late, early, Against::LastBefore);
        repeated(late, early, &by_statement, looks)
    })
}

fn repeated(
    late: &Series,
    early: &Series,
    points: &[Point<'_>],
    looks: Looks,
) -> Option<Dependence> {
    let is_same = |point: &Point<'_>| {
        let unit = point.told() * (1.0 + 1e-9);
        let is_near = |one: f64, other: f64| (one - other).abs() * 2.0 <= unit;
        is_near(point.a.low, point.b.low) && is_near(point.a.high, point.b.high)
    };
    let same: Vec<&Point<'_>> = points.iter().filter(|point| is_same(point)).collect();
    if same.len() < LEAST_FIGURES || same.len() * 2 <= points.len() {
        return None;
    }
    let readings = points.iter().map(|point| Reading::of(point, 1.0, is_same(point)));
    let trials = trials(readings, late.adds_up);
    if !is_beyond(trials.ln_chance(), looks.for_one_more()) {
        return None;
    }
    let mut days: Vec<i32> = same.iter().map(|point| point.a.day - point.b.day).collect();
    let middle = days.len() / 2;
    let (_, days, _) = days.select_nth_unstable(middle);
    let is_rounded = same.iter().any(|point| !point.is_equal());
    let (same_count, compared) = (same.len(), points.len());
    let kind = DependenceKind::Late { days: *days, is_rounded, same: same_count, compared };
    Some(Dependence::new(kind, late, early, rests_on(same)))
}
