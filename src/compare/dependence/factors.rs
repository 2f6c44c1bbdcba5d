//! One voice's figures that are the other's, so many times: 1.1 times as large, say.

use super::chance::{Looks, is_beyond, parting};
use super::points::{Point, Reading, trials};
use super::series::Series;
use super::values::rests_on;
use super::{Dependence, DependenceKind};

/// So many figures must be the others', so many times.
const LEAST_FIGURES: usize = 8;

/// The second's figures times one factor, in at least four of five of what can be compared.
pub(super) fn factor(
    a: &Series,
    b: &Series,
    points: &[Point<'_>],
    looks: Looks,
) -> Option<Dependence> {
    let is_compared = |point: &&Point<'_>| {
        point.is_same_day() && point.numbers().is_some_and(|(a, b)| a > 0.0 && b > 0.0)
    };
    let compared: Vec<&Point<'_>> = points.iter().filter(is_compared).collect();
    if compared.len() < LEAST_FIGURES {
        return None;
    }
    let near = middle_ratio(&compared);
    if !is_promising(&compared, near) {
        return None;
    }
    let (least, greatest) = most_common(&compared, near)?;
    let factor = shortest_within(least, greatest);
    let is_so = |point: &Point<'_>| {
        (point.a.low - factor * point.b.low).abs() * 2.0 <= told(point, near) * (1.0 + 1e-9)
    };
    let same = compared.iter().filter(|point| is_so(point)).count();
    let is_one = least <= 1.0 && 1.0 <= greatest;
    if is_one || same * 5 < compared.len() * 4 {
        return None;
    }
    let readings = compared.iter().map(|point| Reading::of(point, near, is_so(point)));
    let trials = trials(readings, a.adds_up);
    let looked_for = looks.for_one_more() * factors(&compared, near);
    if !is_beyond(trials.ln_chance(), looked_for) {
        return None;
    }
    let kind = DependenceKind::ConstantFactor { factor, same, compared: compared.len() };
    let so = compared.into_iter().filter(|point| is_so(point));
    Some(Dependence::new(kind, a, b, rests_on(so)))
}

/// To how much the first voice's figure is the second's, so many times: whichever of the two was
/// made of the other, it was rounded.
fn told(point: &Point<'_>, times: f64) -> f64 {
    point.a.unit.told.max(times * point.b.unit.told)
}

/// The later half, whose numbers tell a factor best where they are totals.
fn later<'p, 'a>(compared: &'p [&'p Point<'a>]) -> &'p [&'p Point<'a>] {
    compared.get(compared.len() / 2..).unwrap_or_default()
}

fn middle_ratio(compared: &[&Point<'_>]) -> f64 {
    let mut ratios: Vec<f64> =
        later(compared).iter().map(|point| point.a.low / point.b.low).collect();
    let middle = ratios.len() / 2;
    *ratios.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Whether about this factor holds for most of the later half: if any does, it is about the ratio
/// in the middle.
fn is_promising(compared: &[&Point<'_>], near: f64) -> bool {
    let later = later(compared);
    let is_close =
        |point: &&&Point<'_>| (point.a.low - near * point.b.low).abs() <= 2.0 * told(point, near);
    later.iter().filter(is_close).count() * 2 > later.len()
}

/// The factors that hold for the most points, least and greatest.
fn most_common(compared: &[&Point<'_>], near: f64) -> Option<(f64, f64)> {
    // Where a point begins to allow a factor, and where it ceases to; beginnings first.
    let mut edges: Vec<(f64, bool)> = compared
        .iter()
        .flat_map(|point| {
            let half = 0.5 * told(point, near);
            let end = |number: f64| number / point.b.low;
            [(end(point.a.low - half), false), (end(point.a.low + half), true)]
        })
        .collect();
    edges.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (mut open, mut most, mut best) = (0_usize, 0_usize, None);
    for (place, (factor, is_end)) in edges.iter().enumerate() {
        if *is_end {
            open = open.saturating_sub(1);
        } else {
            open += 1;
            if open > most {
                most = open;
                best = edges.get(place + 1).map(|next| (*factor, next.0));
            }
        }
    }
    best
}

/// Among how many factors this one was found: each point might have been what the others are held
/// against, and it lies in its band only by being held against itself.
fn factors(compared: &[&Point<'_>], near: f64) -> f64 {
    let (Some(first), Some(last)) = (compared.first(), compared.last()) else { return 1.0 };
    let growth = (last.a.low - first.a.low).abs();
    let apart = parting(growth, last.a.day - first.a.day);
    compared.len() as f64 * (2.5 * apart / told(last, near)).max(1.0)
}

/// The number with the fewest digits between these two.
fn shortest_within(least: f64, greatest: f64) -> f64 {
    let middle = 0.5 * (least + greatest);
    let rounded = (0..12).map(|places| {
        let scale = 10_f64.powi(places);
        (middle * scale).round() / scale
    });
    rounded.into_iter().find(|number| least <= *number && *number <= greatest).unwrap_or(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_told_with_no_more_digits_than_hold() {
        assert_eq!(shortest_within(1.099_998, 1.100_001), 1.1);
        assert_eq!(shortest_within(1.9, 2.2), 2.0);
        assert_eq!(shortest_within(0.333_32, 0.333_34), 0.333_33);
    }
}
