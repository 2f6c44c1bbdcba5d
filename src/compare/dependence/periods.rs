//! What two voices say happened within equal periods.
//!
//! An amount is stated, or lies between two totals of the same voice. To compare the two voices
//! they are brought to equal periods: the days of which both state a total; the periods of which
//! both state an amount; or the stated periods of one and what the totals of the other grew in
//! them. A total "as of" a day may include that day or end with the night before, so that the last
//! is tried both ways, one way for the whole series.

use super::chance::{Looks, Trials, correlation, is_beyond, of_band, parting};
use super::figures::Unit;
use super::series::{Amount, Figure, Series};
use super::{Dependence, DependenceKind, PeriodLength};
use crate::compare::EstimateRef;

/// Two amounts nearer to each other than this, relative to the larger, count as near.
const NEAR: f64 = 0.005;

/// So many equal periods there must be.
const LEAST_PERIODS: usize = 8;

/// So many equal increments there must be, and at least a quarter of the periods.
const LEAST_EQUAL: usize = 4;

/// What two voices say of one period.
#[derive(Clone, Copy, Debug)]
struct Step {
    days: i32,
    a: f64,
    b: f64,
    /// The coarser of the two.
    unit: Unit,
    rests_on: [Option<EstimateRef>; 4],
}

impl Step {
    /// None where nothing happened according to both.
    fn new(
        days: i32,
        a: f64,
        b: f64,
        unit: Unit,
        rests_on: [Option<EstimateRef>; 4],
    ) -> Option<Step> {
        (a != 0.0 || b != 0.0).then_some(Step { days, a, b, unit, rests_on })
    }

    fn is_near(&self) -> bool {
        self.a > 0.0 && self.b > 0.0 && (self.a - self.b).abs() <= NEAR * self.a.max(self.b)
    }

    fn is_equal(&self) -> bool {
        self.a > 0.0 && (self.a - self.b).abs() <= 1e-9 * self.a
    }

    /// Whether the two are the same as far as they are written.
    fn is_same_as_written(&self) -> bool {
        self.is_near() && (self.a - self.b).abs() * 2.0 <= self.unit.told * (1.0 + 1e-9)
    }

    /// How far independent errors drive the two amounts apart, at least.
    fn parting(&self) -> f64 {
        parting(self.a.min(self.b).max(0.0), self.days)
    }

    /// The chance that they are equal.
    fn chance_of_equal(&self) -> f64 {
        of_band(self.unit.room, self.parting())
    }

    /// The chance that they are the same as far as they are written, if they are near: however
    /// precise honest sources are, within so little no difference is much likelier than another.
    fn chance_of_same_if_near(&self) -> f64 {
        let room = self.unit.room;
        let near = 2.0 * NEAR * self.a.max(self.b);
        // What is written by the unit comes near in whole units.
        let near = near.min(room * (2.0 * (0.5 * near / room).floor() + 1.0));
        (of_band(room, self.parting()) / of_band(near, self.parting())).min(1.0)
    }

    /// The same with the two voices changed round.
    fn turned(self) -> Step {
        Step { a: self.b, b: self.a, ..self }
    }
}

/// Equal increments, or increments within half a per cent in most of at least eight equal periods.
pub(super) fn increments(a: &Series, b: &Series, looks: Looks) -> Option<Dependence> {
    let steps = equal_periods(a, b);
    equal(a, b, &steps, looks).or_else(|| near(a, b, &steps, looks))
}

/// Being near proves nothing: errors of single days cancel out over a month. What counts is how
/// many of those that are near are the same as far as they are written.
fn near(a: &Series, b: &Series, steps: &[Step], looks: Looks) -> Option<Dependence> {
    let near: Vec<&Step> = steps.iter().filter(|step| step.is_near()).collect();
    if steps.len() < LEAST_PERIODS || near.len() * 2 <= steps.len() {
        return None;
    }
    let mut trials = Trials::default();
    for step in &near {
        trials.push(step.chance_of_same_if_near(), step.is_same_as_written());
    }
    if !is_beyond(trials.ln_chance(), looks.for_one_more()) {
        return None;
    }
    let kind = DependenceKind::NearIncrements {
        near: near.len(),
        same: trials.hits(),
        compared: steps.len(),
        r: correlation(steps.iter().map(|step| (step.a, step.b))),
        period: length(steps),
    };
    Some(Dependence::new(kind, a, b, rests_on(&near)))
}

fn equal(a: &Series, b: &Series, steps: &[Step], looks: Looks) -> Option<Dependence> {
    let equal: Vec<&Step> = steps.iter().filter(|step| step.is_equal()).collect();
    if equal.len() < LEAST_EQUAL || equal.len() * 4 < steps.len() {
        return None;
    }
    let mut trials = Trials::default();
    for step in steps {
        trials.push(step.chance_of_equal(), step.is_equal());
    }
    if !is_beyond(trials.ln_chance(), looks.for_one_more()) {
        return None;
    }
    let r = correlation(steps.iter().map(|step| (step.a, step.b)));
    let (same, compared, period) = (equal.len(), steps.len(), length(steps));
    let kind = DependenceKind::EqualIncrements { same, compared, r, period };
    Some(Dependence::new(kind, a, b, rests_on(&equal)))
}

fn rests_on(steps: &[&Step]) -> Vec<EstimateRef> {
    steps.iter().flat_map(|step| step.rests_on).flatten().collect()
}

fn length(steps: &[Step]) -> PeriodLength {
    let mut days: Vec<i32> = steps.iter().map(|step| step.days).collect();
    days.sort_unstable();
    match days.get(days.len() / 2) {
        Some(1) => PeriodLength::Daily,
        Some(7) => PeriodLength::Weekly,
        Some(28..=31) => PeriodLength::Monthly,
        _ => PeriodLength::Other,
    }
}

/// What both say of equal periods: of the ways to bring them together the one with the most that is
/// near, then the one with the most periods.
fn equal_periods(a: &Series, b: &Series) -> Vec<Step> {
    let mut ways = vec![between_totals(a, b), stated_by_both(a, b)];
    for morning in [0, 1] {
        ways.push(stated_by_one(a, b, morning));
        let turned = stated_by_one(b, a, morning);
        ways.push(turned.into_iter().map(Step::turned).collect());
    }
    let rank =
        |steps: &Vec<Step>| (steps.iter().filter(|step| step.is_near()).count(), steps.len());
    let best = ways.into_iter().enumerate().max_by_key(|(place, steps)| {
        // Of equal ones the first.
        (rank(steps), std::cmp::Reverse(*place))
    });
    best.map(|(_, steps)| steps).unwrap_or_default()
}

/// The unit of what lies between two totals.
fn of_growth(start: &Figure, end: &Figure) -> Unit {
    start.unit.of_difference(end.unit).max(end.added)
}

/// From each day of which both state a total to the next such day.
fn between_totals(a: &Series, b: &Series) -> Vec<Step> {
    if !a.adds_up || !b.adds_up {
        return Vec::new();
    }
    let (few, many, is_turned) =
        if a.figures.len() <= b.figures.len() { (a, b, false) } else { (b, a, true) };
    let both: Vec<(&Figure, &Figure)> =
        few.figures.iter().filter_map(|figure| Some((figure, many.on(figure.day)?))).collect();
    let steps = both.windows(2).filter_map(|pair| {
        let [(one_start, other_start), (one_end, other_end)] = pair else { return None };
        let grew = |start: &Figure, end: &Figure| Some(end.number()? - start.number()?);
        Step::new(
            one_end.day - one_start.day,
            grew(one_start, one_end)?,
            grew(other_start, other_end)?,
            of_growth(one_start, one_end).of_difference(of_growth(other_start, other_end)),
            [one_start, one_end, other_start, other_end].map(|figure| Some(figure.at)),
        )
    });
    steps.map(|step| if is_turned { step.turned() } else { step }).collect()
}

/// The periods of which both state an amount.
fn stated_by_both(a: &Series, b: &Series) -> Vec<Step> {
    let key = |amount: &Amount| (amount.to, amount.from);
    let of_both = a.amounts.iter().filter_map(|one| {
        let place = b.amounts.binary_search_by_key(&key(one), key).ok()?;
        let other = b.amounts.get(place)?;
        let rests_on = [Some(one.at), Some(other.at), None, None];
        Step::new(
            one.days(),
            one.number,
            other.number,
            one.unit.of_difference(other.unit),
            rests_on,
        )
    });
    of_both.collect()
}

/// The periods of which one states an amount, and what the totals of the other grew in them, each
/// total so many days after the end of the day that it is needed of.
fn stated_by_one(stating: &Series, growing: &Series, morning: i32) -> Vec<Step> {
    if !growing.adds_up {
        return Vec::new();
    }
    let of_both = stating.amounts.iter().filter_map(|amount| {
        let start = growing.on(amount.from - 1 + morning)?;
        let end = growing.on(amount.to + morning)?;
        Step::new(
            amount.days(),
            amount.number,
            end.number()? - start.number()?,
            amount.unit.of_difference(of_growth(start, end)),
            [Some(amount.at), Some(start.at), Some(end.at), None],
        )
    });
    of_both.collect()
}
