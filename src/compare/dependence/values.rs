//! What two voices state of the same days: equal, one rounded, a constant distance apart.

use super::chance::{Looks, is_beyond, of_band, parting};
use super::points::{Point, Reading, trials};
use super::series::Series;
use super::{Dependence, DependenceKind};
use crate::compare::{EstimateRef, Interval};
use crate::estimate::Day;

/// Where no more figures than these can be compared, the first counts too: that the two began with
/// the same total cannot be told from one being the other.
const FEW: usize = 2;

/// Equal values in at least half of what can be compared.
pub(super) fn equal(
    a: &Series,
    b: &Series,
    points: &[Point<'_>],
    looks: Looks,
) -> Option<Dependence> {
    let same: Vec<&Point<'_>> = points.iter().filter(|point| point.is_equal()).collect();
    if same.is_empty() || same.len() * 2 < points.len() {
        return None;
    }
    let readings = points.iter().map(|point| Reading::of(point, 1.0, point.is_equal()));
    let trials = trials(readings, a.adds_up);
    let of_first = points.first().filter(|first| points.len() <= FEW && first.is_equal());
    let of_first = of_first.map(|first| {
        let room = first.a.unit.of_difference(first.b.unit).room;
        of_band(room, parting(first.a.low.abs(), 1)).ln()
    });
    if !is_beyond(of_first.unwrap_or(0.0) + trials.ln_chance(), looks.for_equality()) {
        return None;
    }
    let last = same.last()?.a;
    let kind = DependenceKind::EqualValues {
        same: same.len(),
        compared: points.len(),
        last: Interval::new(last.low, last.high)?,
        day: Day::from_number(last.day)?,
    };
    Some(Dependence::new(kind, a, b, rests_on(same)))
}

/// What these points rest on.
pub(super) fn rests_on<'p, 'a: 'p>(
    points: impl IntoIterator<Item = &'p Point<'a>>,
) -> Vec<EstimateRef> {
    points.into_iter().flat_map(|point| [point.a.at, point.b.at]).collect()
}

/// So many figures must be the rounded other ones.
const LEAST_ROUNDED: usize = 5;

/// Whether nearly all of the first voice's figures are the second's, rounded to nearest or down.
pub(super) fn rounding<'a>(
    coarse: &Series,
    fine: &Series,
    points: impl Iterator<Item = Point<'a>>,
    looks: Looks,
) -> Option<Dependence> {
    let is_coarser = |point: &Point<'a>| {
        point.is_same_day()
            && point.numbers().is_some()
            && point.a.unit.told > point.b.unit.told * (1.0 + 1e-9)
    };
    let compared: Vec<Point<'a>> = points.filter(is_coarser).collect();
    let nearest = compared.iter().filter(|point| is_nearest(point)).count();
    let down = compared.iter().filter(|point| is_down(point)).count();
    let same = nearest.max(down);
    // All but one in twenty.
    if same < LEAST_ROUNDED || same * 20 < compared.len() * 19 {
        return None;
    }
    let is_rounded = if nearest >= down { is_nearest } else { is_down };
    let readings = compared.iter().map(|point| Reading::of(point, 1.0, is_rounded(point)));
    let trials = trials(readings, coarse.adds_up);
    if !is_beyond(trials.ln_chance(), looks.for_one_more()) {
        return None;
    }
    let kind = DependenceKind::Rounding { same, compared: compared.len(), is_down: nearest < down };
    let rounded = compared.iter().filter(|point| is_rounded(point));
    Some(Dependence::new(kind, coarse, fine, rests_on(rounded)))
}

fn is_nearest(point: &Point<'_>) -> bool {
    let apart = (point.a.low - point.b.low).abs();
    apart * 2.0 <= point.a.unit.told * (1.0 + 1e-9)
}

fn is_down(point: &Point<'_>) -> bool {
    (0.0..point.a.unit.told).contains(&(point.b.low - point.a.low))
}

/// So many days a constant distance must hold.
const LEAST_OFFSETS: usize = 4;

/// A constant distance in more than half of what can be compared.
pub(super) fn offset(
    a: &Series,
    b: &Series,
    points: &[Point<'_>],
    looks: Looks,
) -> Option<Dependence> {
    let is_compared = |point: &&Point<'_>| point.is_same_day() && point.numbers().is_some();
    let compared: Vec<&Point<'_>> = points.iter().filter(is_compared).collect();
    if compared.len() < LEAST_OFFSETS {
        return None;
    }
    // If it holds for more than half, then in the middle too. Differences of decimals are equal but
    // for their last bit.
    let distance = |point: &Point<'_>| ((point.a.low - point.b.low) * 1e6).round() / 1e6;
    let mut distances: Vec<f64> = compared.iter().map(|point| distance(point)).collect();
    let (_, offset, _) = distances.select_nth_unstable_by(compared.len() / 2, f64::total_cmp);
    let offset = *offset;
    let is_so = |point: &Point<'_>| distance(point) == offset;
    let same = compared.iter().filter(|point| is_so(point)).count();
    if offset == 0.0 || same < LEAST_OFFSETS || same * 2 <= compared.len() {
        return None;
    }
    let readings = compared.iter().map(|point| Reading::of(point, 1.0, is_so(point)));
    let trials = trials(readings, a.adds_up);
    // Each of the distances might have been the one that the others are held against.
    let looked_for = looks.for_one_more() * compared.len() as f64;
    if !is_beyond(trials.ln_chance(), looked_for) {
        return None;
    }
    let kind = DependenceKind::ConstantOffset { offset, same, compared: compared.len() };
    let so = compared.into_iter().filter(|point| is_so(point));
    Some(Dependence::new(kind, a, b, rests_on(so)))
}
