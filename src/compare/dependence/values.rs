//! What two voices state of the same days: equal, a constant distance apart, one rounded.

use super::chance::{of_at_least, of_nearness};
use super::figures::{digits, unit_of};
use super::series::{Figure, Series};
use super::{Dependence, DependenceKind};
use crate::compare::Interval;
use crate::estimate::Day;

/// A signal is told only if so many coincidences have a smaller chance.
pub(super) const LEAST_CHANCE: f64 = 2e-4;

/// From so many digits on a number says more than its size: two with four digits are equal by
/// chance less often than once in 500.
const TELLING_DIGITS: u32 = 4;

/// So many digits beyond three must be equal in all: three numbers of four digits, or one of six.
const LEAST_WEIGHT: u32 = 3;

/// Days within which a figure may be repeated and is still of the same day.
const SAME_DAY_WITHIN: i32 = 7;

/// Equal values, weighed by their digits, in at least half of what can be compared.
pub(super) fn equal(a: &Series, b: &Series) -> Option<Dependence> {
    let (few, many) = if a.figures.len() <= b.figures.len() { (a, b) } else { (b, a) };
    let (mut compared, mut weight) = (0_usize, 0_u32);
    let mut same: Vec<(&Figure, &Figure)> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for figure in &few.figures {
        let Some(other) = many.near(figure.day, SAME_DAY_WITHIN) else { continue };
        let telling = digits_of(figure).min(digits_of(other));
        let is_new = before.replace((figure.low, other.low)) != Some((figure.low, other.low));
        if telling < TELLING_DIGITS || !is_new {
            continue;
        }
        compared += 1;
        if (figure.low, figure.high) == (other.low, other.high) {
            weight += telling - (TELLING_DIGITS - 1);
            same.push((figure, other));
        }
    }
    if weight < LEAST_WEIGHT || same.len() * 2 < compared {
        return None;
    }
    let (last, _) = same.last()?;
    let (last, day) = (Interval::new(last.low, last.high)?, Day::from_number(last.day)?);
    let kind = DependenceKind::EqualValues { same: same.len(), compared, last, day };
    let estimates = same.iter().flat_map(|(one, other)| [one.at, other.at]).collect();
    Some(Dependence::new(kind, a, b, estimates))
}

/// The digits of a number; of a range those of both ends, of which one is taken off as the ends
/// are seldom independent.
fn digits_of(figure: &Figure) -> u32 {
    match figure.number() {
        Some(number) => digits(number),
        None => (digits(figure.low) + digits(figure.high)).saturating_sub(1),
    }
}

/// Two numbers of one day.
struct Both<'a> {
    a: &'a Figure,
    b: &'a Figure,
    a_number: f64,
    b_number: f64,
}

/// The days of which both state a number, those left out on which neither changed.
fn common<'s>(a: &'s Series, b: &'s Series) -> impl Iterator<Item = Both<'s>> {
    let (few, many, is_turned) =
        if a.figures.len() <= b.figures.len() { (a, b, false) } else { (b, a, true) };
    let mut before: Option<(f64, f64)> = None;
    few.figures.iter().filter_map(move |figure| {
        let other = many.on(figure.day)?;
        let (one, two) = if is_turned { (other, figure) } else { (figure, other) };
        let (a_number, b_number) = (one.number()?, two.number()?);
        let is_new = before.replace((a_number, b_number)) != Some((a_number, b_number));
        is_new.then_some(Both { a: one, b: two, a_number, b_number })
    })
}

/// So many days a constant distance must hold.
const LEAST_OFFSETS: usize = 4;

/// A constant distance in more than half of at least four days, between numbers of four digits.
pub(super) fn offset(a: &Series, b: &Series) -> Option<Dependence> {
    let is_telling =
        |both: &Both<'_>| digits(both.a_number).min(digits(both.b_number)) >= TELLING_DIGITS;
    let mut compared: Vec<Both<'_>> = common(a, b).filter(is_telling).collect();
    if compared.len() < LEAST_OFFSETS {
        return None;
    }
    // Differences of decimals are equal but for their last bit.
    let distance = |both: &Both<'_>| ((both.a_number - both.b_number) * 1e6).round() / 1e6;
    compared.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    let runs = compared.chunk_by(|one, other| distance(one) == distance(other));
    let longest = runs.fold(None, |best: Option<&[Both<'_>]>, run| match best {
        Some(best) if best.len() >= run.len() => Some(best),
        _ => Some(run),
    })?;
    let offset = longest.first().map(distance)?;
    let (same, of_all) = (longest.len(), compared.len());
    if offset == 0.0 || same < LEAST_OFFSETS || same * 2 <= of_all {
        return None;
    }
    let kind = DependenceKind::ConstantOffset { offset, same, compared: of_all };
    let estimates = longest.iter().flat_map(|both| [both.a.at, both.b.at]).collect();
    Some(Dependence::new(kind, a, b, estimates))
}

/// So many figures must be the rounded other ones.
const LEAST_ROUNDED: usize = 5;

/// Whether nearly all of the first voice's figures are the second's, rounded to nearest or down.
pub(super) fn rounding(coarse: &Series, fine: &Series) -> Option<Dependence> {
    let compared: Vec<Both<'_>> =
        common(coarse, fine).filter(|both| both.a.unit >= 10.0 * both.b.unit).collect();
    let chances = chances_of_rounding(&compared);
    let is_nearest =
        |both: &Both<'_>| (both.a_number - both.b_number).abs() * 2.0 <= both.a.unit * (1.0 + 1e-9);
    let is_down = |both: &Both<'_>| {
        let above = both.b_number - both.a_number;
        (0.0..both.a.unit).contains(&above)
    };
    let nearest = compared.iter().filter(|both| is_nearest(both)).count();
    let down = compared.iter().filter(|both| is_down(both)).count();
    let same = nearest.max(down);
    // All but one in twenty.
    if same < LEAST_ROUNDED
        || same * 20 < compared.len() * 19
        || of_at_least(same, &chances) > LEAST_CHANCE
    {
        return None;
    }
    let is_rounded =
        |both: &&Both<'_>| if nearest >= down { is_nearest(both) } else { is_down(both) };
    let kind = DependenceKind::Rounding { same, compared: compared.len(), is_down: nearest < down };
    let estimates =
        compared.iter().filter(is_rounded).flat_map(|both| [both.a.at, both.b.at]).collect();
    Some(Dependence::new(kind, coarse, fine, estimates))
}

/// How likely each of these is the other one rounded by chance, whatever those before it were.
///
/// Since the day before only what was added since errs anew, so that this is what the unit is held
/// against: two totals that met once go on to meet for a while. Each is taken to be written to its
/// own unit: where the digits become more, those around it are written to a finer one.
fn chances_of_rounding(compared: &[Both<'_>]) -> Vec<f64> {
    let mut before = 0.0;
    let chance = |both: &Both<'_>| {
        let unit = unit_of(both.a_number).unwrap_or(both.a.unit);
        let added = (both.a_number - std::mem::replace(&mut before, both.a_number)).abs();
        of_nearness(0.0, unit / added.max(f64::MIN_POSITIVE))
    };
    compared.iter().map(chance).collect()
}
