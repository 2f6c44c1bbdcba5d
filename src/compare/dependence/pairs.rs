//! What each two voices have in common.

use std::ops::ControlFlow;

use super::chance::Looks;
use super::points::{Point, together};
use super::series::Series;
use super::{Dependence, factors, late, periods, values};

/// The most telling signal between each two voices, in their order.
pub(super) fn between_each_two(
    series: &[Series],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let mut statements: Vec<usize> = series.iter().map(Series::statements).collect();
    statements.sort_unstable();
    let mut found = Vec::new();
    for (place, one) in series.iter().enumerate() {
        for other in series.iter().skip(place + 1) {
            if go_on().is_break() {
                return None;
            }
            // Voices that state less have less in which to coincide.
            let least = one.statements().min(other.statements());
            let as_many = statements.len() - statements.partition_point(|many| *many < least);
            let looks = Looks { pairs: (as_many * (as_many - 1) / 2) as f64 };
            found.extend(between(one, other, looks));
        }
    }
    Some(found)
}

/// Days within which a figure may be repeated and is still of the same day.
const SAME_DAY_WITHIN: i32 = 7;

/// The most telling signal between two voices.
pub(super) fn between(a: &Series, b: &Series, looks: Looks) -> Option<Dependence> {
    let points = together(a, b, SAME_DAY_WITHIN);
    let turned = || points.iter().copied().map(Point::turned);
    values::equal(a, b, &points, looks)
        .or_else(|| values::rounding(a, b, points.iter().copied(), looks))
        .or_else(|| values::rounding(b, a, turned(), looks))
        .or_else(|| values::offset(a, b, &points, looks))
        .or_else(|| factors::factor(a, b, &points, looks))
        .or_else(|| periods::increments(a, b, looks))
        .or_else(|| late::late(a, b, looks))
        .or_else(|| late::late(b, a, looks))
}
