//! One voice's total that is the sum of two others: of two parts that another voice states, such
//! as its killed and its wounded, or of what two other voices state of the same day.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use super::chance::{of_at_least, of_nearness};
use super::figures::{digits, unit_of};
use super::series::{Figure, Series, series_on};
use super::values::LEAST_CHANCE;
use super::{Dependence, DependenceKind, SumOfTwo};
use crate::compare::{EstimateRef, Question};
use crate::estimate::{Change, Loaded, Measure, Outcomes, Overlay, Quantity, Target};

/// Parts stated so many days before a total, or on its day, may be what it was made of.
const PARTS_WITHIN_DAYS: i32 = 14;

/// A sum that comes so seldom is told however few digits it has, if it always comes.
const SELDOM: usize = 2;

/// Every sum that is told; none if `go_on` broke it off.
pub(super) fn sums(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    series: &[Series],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let mut found = Vec::new();
    for [one, other] in parts_of(files, &question.measure) {
        let of_part = |measure: &Measure| {
            let question = Question { measure: measure.clone(), ..question.clone() };
            series_on(files, overlay, &question)
        };
        let (ones, others) = (of_part(&one), of_part(&other));
        for first in &ones {
            let Some(second) = others.iter().find(|second| second.name == first.name) else {
                continue;
            };
            if go_on().is_break() {
                return None;
            }
            let parts = Parts { measures: [&one, &other], of: [first, second] };
            let totals = series.iter().filter(|total| total.name != first.name);
            found.extend(totals.filter_map(|total| parts.make(total, &question.measure)));
        }
    }
    found.extend(of_two_voices(series, go_on)?);
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

    fn chance(&self) -> f64 {
        let unit = unit_of(self.number).unwrap_or(self.number);
        of_nearness(0.0, unit / self.number.abs().max(f64::MIN_POSITIVE))
    }
}

impl<'a> Parts<'a> {
    /// The finding that a voice's totals are made of these parts.
    fn make(&self, totals: &'a Series, whole: &Measure) -> Option<Dependence> {
        let compared: Vec<Made<'_>> =
            totals.figures.iter().filter_map(|total| self.before(total)).collect();
        let made: Vec<&Made<'_>> = compared.iter().filter(|made| made.is_sum()).collect();
        let last = made.last()?;
        let chances: Vec<f64> = compared.iter().map(Made::chance).collect();
        let may_be_chance = of_at_least(made.len(), &chances) > LEAST_CHANCE;
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
        let part = |place: usize| (last.numbers[place], self.measures[place].quantity.clone());
        let place = &self.measures[0].place;
        let kind = DependenceKind::SumOfTwo(SumOfTwo {
            total: last.number,
            whole: whole.quantity.clone(),
            parts: [part(0), part(1)],
            elsewhere: Some(place).filter(|place| **place != whole.place).cloned(),
            days_before: last.total.day - last.parts[0].day,
            same: made.len(),
            compared: compared.len(),
            may_be_chance,
        });
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

/// What makes every label of a voice the same voice as this one.
fn same_voice(guest: &Series, host: &str) -> Vec<(Target, Change)> {
    let same =
        |label: &String| (Target::Source(label.clone()), Change::SameVoiceAs(host.to_owned()));
    guest.labels.iter().map(same).collect()
}

/// A total of fewer digits is a sum by chance too often: there are many pairs of voices.
const TELLING_DIGITS: u32 = 4;

/// So many digits beyond three must be met in all.
const LEAST_WEIGHT: u32 = 3;

/// A voice whose numbers are the sum of what two other voices state of the same day.
fn of_two_voices(
    series: &[Series],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let mut by_day: BTreeMap<i32, Vec<(usize, &Figure)>> = BTreeMap::new();
    for (voice, one) in series.iter().enumerate() {
        for figure in one.figures.iter().filter(|figure| is_telling(figure)) {
            by_day.entry(figure.day).or_default().push((voice, figure));
        }
    }
    let mut sums: BTreeMap<[usize; 3], Vec<[&Figure; 3]>> = BTreeMap::new();
    for figures in by_day.values().filter(|figures| figures.len() > 2) {
        if go_on().is_break() {
            return None;
        }
        let mut totals: HashMap<u64, Vec<(usize, &Figure)>> = HashMap::new();
        for (voice, figure) in figures {
            totals.entry(figure.low.to_bits()).or_default().push((*voice, figure));
        }
        for (place, (a, one)) in figures.iter().enumerate() {
            for (b, other) in figures.iter().skip(place + 1) {
                let of_sum = totals.get(&(one.low + other.low).to_bits());
                for (c, total) in of_sum.into_iter().flatten().filter(|(c, _)| c != a && c != b) {
                    sums.entry([*c, *a, *b]).or_default().push([total, one, other]);
                }
            }
        }
    }
    Some(sums.into_iter().filter_map(|(voices, sums)| of_three(series, voices, &sums)).collect())
}

fn is_telling(figure: &Figure) -> bool {
    figure.number().is_some_and(|number| number > 0.0 && digits(number) >= TELLING_DIGITS)
}

fn of_three(
    series: &[Series],
    [total, one, other]: [usize; 3],
    sums: &[[&Figure; 3]],
) -> Option<Dependence> {
    let (total, one, other) = (series.get(total)?, series.get(one)?, series.get(other)?);
    let weight: u32 = sums.iter().map(|[sum, _, _]| digits(sum.low) - 3).sum();
    let is_common = |figure: &&Figure| {
        let others = [one.on(figure.day), other.on(figure.day)];
        is_telling(figure) && others.iter().all(|figure| figure.is_some_and(is_telling))
    };
    let compared = total.figures.iter().filter(is_common).count();
    if weight < LEAST_WEIGHT || sums.len() * 2 < compared {
        return None;
    }
    let [sum, first, second] = sums.last()?;
    let kind = DependenceKind::SumOfVoices {
        of: [one.name.clone(), other.name.clone()],
        same: sums.len(),
        compared,
        total: sum.low,
        parts: [first.low, second.low],
    };
    let estimates = sums.iter().flatten().map(|figure| figure.at).collect();
    let host = if one.statements() >= other.statements() { one } else { other };
    Some(Dependence {
        merge: same_voice(total, &host.name),
        ..Dependence::new(kind, total, host, estimates)
    })
}
