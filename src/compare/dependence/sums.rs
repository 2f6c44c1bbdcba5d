//! One voice's total that is the sum of two parts that another voice states, such as its killed and
//! its wounded.

use std::ops::ControlFlow;

use super::chance::{Looks, is_beyond, of_band, parting};
use super::figures::{single, unit_of};
use super::gathering::series_on;
use super::kinds::same_voice;
use super::points::{Reading, trials};
use super::series::{Figure, Series};
use super::{Addend, Dependence, DependenceKind, SumOfTwo};
use crate::compare::{EstimateRef, Question};
use crate::estimate::{Day, Loaded, Measure, Outcomes, Overlay, Quantity};

/// Parts stated so many days before a total, or on its day, may be what it was made of.
const PARTS_WITHIN_DAYS: i32 = 14;

/// A sum that comes so seldom is told however few digits it has, if it always comes.
const SELDOM: usize = 2;

/// Every sum of two parts that is told; none if `go_on` broke it off.
pub(super) fn sums(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    series: &[Series],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let looks = Looks { pairs: series.len() as f64 };
    let mut found = Vec::new();
    for [one, other] in parts_of(files, &question.measure) {
        let of_part = |measure: &Measure| {
            let question = Question { measure: measure.clone(), ..question.clone() };
            series_on(files, overlay, &question)
        };
        let (ones, others) = (of_part(&one), of_part(&other));
        for first in &ones {
            // Both in order of their names.
            let second = others.binary_search_by(|second| second.name.cmp(&first.name));
            let Some(second) = second.ok().and_then(|place| others.get(place)) else { continue };
            if go_on().is_break() {
                return None;
            }
            let parts = Parts { measures: [&one, &other], of: [first, second] };
            let totals = series.iter().filter(|total| total.name != first.name);
            let asked = (files, &question.measure);
            found.extend(totals.filter_map(|total| parts.make(total, asked, looks)));
        }
    }
    Some(found)
}

/// Every two measures in these files whose outcomes together are those of this one and have none in
/// common; of the same people and basis, at the same place as each other, which is this one's, lies
/// in it or around it.
fn parts_of(files: &[Loaded], whole: &Measure) -> Vec<[Measure; 2]> {
    let Quantity::People(all) = whole.quantity else { return Vec::new() };
    let mut linked: Vec<&Measure> = files
        .iter()
        .flat_map(|file| file.ledger.measures().map(|(_, measure)| measure))
        .filter(|part| {
            part.population == whole.population
                && part.basis == whole.basis
                && (part.place.is_within(&whole.place) || whole.place.is_within(&part.place))
        })
        .collect();
    linked.sort();
    linked.dedup();
    let mut found = Vec::new();
    for (place, one) in linked.iter().enumerate() {
        for other in linked.iter().skip(place + 1) {
            let (Quantity::People(a), Quantity::People(b)) = (&one.quantity, &other.quantity)
            else {
                continue;
            };
            if one.place == other.place && are_parts(*a, *b, all) {
                found.push([(*one).clone(), (*other).clone()]);
            }
        }
    }
    found
}

fn are_parts(a: Outcomes, b: Outcomes, all: Outcomes) -> bool {
    let single = [Outcomes::KILLED, Outcomes::WOUNDED, Outcomes::MISSING, Outcomes::CAPTURED];
    let in_both = single.iter().any(|one| one.is_part_of(a) && one.is_part_of(b));
    a.and(b) == all && !in_both
}

/// What one voice states of two parts.
struct Parts<'a> {
    measures: [&'a Measure; 2],
    of: [&'a Series; 2],
}

/// A total and the parts that it could be made of.
struct Made<'a> {
    total: &'a Figure,
    number: f64,
    parts: [&'a Figure; 2],
    numbers: [f64; 2],
}

impl Made<'_> {
    /// Whether it is the sum, and both parts show in it.
    fn is_sum(&self) -> bool {
        let [one, other] = self.numbers;
        let smaller = one.min(other);
        let unit = unit_of(self.number).unwrap_or(f64::INFINITY);
        smaller >= unit && (one + other - self.number).abs() <= 1e-9 * self.number
    }

    fn reading(&self) -> Reading {
        let [one, other] = self.parts;
        Reading {
            numbers: [self.number, self.numbers.iter().sum()],
            days: [self.total.day, one.day.max(other.day)],
            room: self.total.unit.room,
            is_hit: self.is_sum(),
        }
    }
}

impl<'a> Parts<'a> {
    /// The finding that a voice's totals are made of these parts.
    fn make(
        &self,
        totals: &'a Series,
        (files, whole): (&[Loaded], &Measure),
        looks: Looks,
    ) -> Option<Dependence> {
        let compared: Vec<Made<'_>> =
            totals.figures.iter().filter_map(|total| self.before(total)).collect();
        let made: Vec<&Made<'_>> = compared.iter().filter(|made| made.is_sum()).collect();
        let last = made.last()?;
        let may_be_chance = may_be_chance(&compared, looks);
        let is_told = if compared.len() <= SELDOM {
            made.len() == compared.len()
        } else {
            made.len() * 2 > compared.len() && !may_be_chance
        };
        if !is_told {
            return None;
        }
        let estimates = made.iter().flat_map(|made| {
            let [one, other] = made.parts;
            [made.total.at, one.at, other.at]
        });
        let part = |place: usize| {
            addend(files, last.parts[place], last.numbers[place], self.measures[place])
        };
        let place = &self.measures[0].place;
        let day = |figure: &Figure| Day::from_number(figure.day);
        let sum = SumOfTwo {
            total: addend(files, last.total, last.number, whole),
            parts: [part(0), part(1)],
            elsewhere: Some(place).filter(|place| **place != whole.place).cloned(),
            days: [day(last.total)?, day(last.parts[0])?],
            same: made.len(),
            compared: compared.len(),
            may_be_chance,
        };
        let kind = DependenceKind::SumOfTwo(Box::new(sum));
        let estimates: Vec<EstimateRef> = estimates.collect();
        Some(Dependence {
            merge: same_voice(totals, &self.of[0].name),
            ..Dependence::new(kind, totals, self.of[0], estimates)
        })
    }

    /// The last parts of one day that were known when the total was stated.
    fn before(&self, total: &'a Figure) -> Option<Made<'a>> {
        let [one, other] = self.of;
        let earliest = total.day - PARTS_WITHIN_DAYS;
        let until = one.figures.partition_point(|figure| figure.day <= total.day);
        let recent = one.figures.get(..until)?.iter().rev();
        let parts = recent
            .take_while(|figure| figure.day >= earliest)
            .filter_map(|figure| Some([figure, other.on(figure.day)?]))
            .find(|parts| parts.iter().all(|part| part.known_from <= total.known_from))?;
        let [a, b] = parts;
        Some(Made { total, number: total.number()?, parts, numbers: [a.number()?, b.number()?] })
    }
}

/// A figure with the words around its number, which are part of what was said.
fn addend(files: &[Loaded], figure: &Figure, number: f64, measure: &Measure) -> Addend {
    let stated = figure.at.of(files).and_then(|estimate| estimate.bounds());
    let stated = stated.filter(|bounds| single(bounds) == Some(number));
    Addend { stated, number, quantity: measure.quantity.clone() }
}

/// Whether so many sums may be chance. Where there are few, the first counts too.
fn may_be_chance(compared: &[Made<'_>], looks: Looks) -> bool {
    let trials = trials(compared.iter().map(Made::reading), true).ln_chance();
    let first = compared.first().filter(|made| compared.len() <= SELDOM && made.is_sum());
    let of_first = first.map(|made| of_band(made.total.unit.room, parting(made.number, 1)).ln());
    !is_beyond(trials + of_first.unwrap_or(0.0), looks.for_one_more())
}
