//! A voice whose numbers are the sum or the mean of what two other voices state of the same days.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::chance::{Trials, is_beyond};
use super::kinds::same_voice;
use super::points::{Reading, trials};
use super::series::{Figure, Series};
use super::{Dependence, DependenceKind, MadeOfTwo};

/// On so many of a voice's days, spread over all, two others are looked for that make its number.
const TRIED: usize = 6;

/// Three voices' independent errors add up to so much more than those of two, relative to the
/// first's: it is made of two that err half as much, or half of two that err as much.
const ERRORS_OF_THREE: f64 = 0.866;

/// Every voice that is made of two others; none if `go_on` broke it off. Voices that were found to
/// depend on each other are not looked at together: what is a copy of one is the mean of both.
pub(super) fn made_of_two(
    series: &[Series],
    found: &[Dependence],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let many = series.len() as f64;
    // Half for other findings, as of pairs; sums and means of every two, of every other.
    let looked_for = 2.0 * many * (many - 1.0) * (many - 2.0);
    if series.len() < 3 {
        return Some(Vec::new());
    }
    let mut made = Vec::new();
    for (place, one) in series.iter().enumerate() {
        if go_on().is_break() {
            return None;
        }
        for candidate in candidates(series, place, looked_for) {
            let [a, b] = candidate.parts;
            let (Some(a), Some(b)) = (series.get(a), series.get(b)) else { continue };
            let names = [&one.name, &a.name, &b.name];
            let is_known =
                found.iter().any(|known| known.voices.iter().all(|name| names.contains(&name)));
            if !is_known {
                made.extend(of_three(one, [a, b], candidate.is_mean, looked_for));
            }
        }
    }
    Some(made)
}

/// Two voices, by their places, of which another may be made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Candidate {
    parts: [usize; 2],
    is_mean: bool,
}

/// Whoever makes this voice's numbers on at least two of the days that are tried.
fn candidates(series: &[Series], place: usize, looked_for: f64) -> Vec<Candidate> {
    let Some(one) = series.get(place) else { return Vec::new() };
    let tried = worth_trying(one, looked_for);
    let mut votes: BTreeMap<Candidate, usize> = BTreeMap::new();
    for figure in &tried {
        let mut others: Vec<(f64, usize)> = Vec::new();
        for (which, other) in series.iter().enumerate().filter(|(which, _)| *which != place) {
            let number = other.on(figure.day).and_then(Figure::number);
            others.extend(number.filter(|number| *number > 0.0).map(|number| (number, which)));
        }
        others.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut of_day = BTreeSet::new();
        for is_mean in [false, true] {
            let times = if is_mean { 2.0 } else { 1.0 };
            let within = times * 0.5 * figure.unit.told * (1.0 + 1e-9);
            for parts in pairs_that_make(&others, times * figure.low, within) {
                of_day.insert(Candidate { parts, is_mean });
            }
        }
        for candidate in of_day {
            *votes.entry(candidate).or_default() += 1;
        }
    }
    votes.into_iter().filter(|(_, votes)| *votes > 1).map(|(candidate, _)| candidate).collect()
}

/// Some of the days on which a coincidence would prove something; none where even all together
/// would not.
fn worth_trying(one: &Series, looked_for: f64) -> Vec<&Figure> {
    let stated: Vec<&Figure> =
        one.figures.iter().filter(|figure| figure.number().is_some_and(|n| n > 0.0)).collect();
    let readings = stated.iter().map(|figure| Reading {
        numbers: [figure.low; 2],
        days: [figure.day; 2],
        room: figure.unit.room / ERRORS_OF_THREE,
        is_hit: true,
    });
    if !is_beyond(trials(readings, one.adds_up).ln_chance(), looked_for) {
        return Vec::new();
    }
    // From the last on, as small totals are made by chance.
    let step = stated.len().div_ceil(TRIED).max(1);
    stated.into_iter().rev().step_by(step).collect()
}

/// Every two of these, in ascending order, whose sum is this to within so much; of a crowd of them
/// only the first.
fn pairs_that_make(numbers: &[(f64, usize)], sum: f64, within: f64) -> Vec<[usize; 2]> {
    let most = 8 * numbers.len();
    let mut found = Vec::new();
    let mut end = numbers.len();
    for (place, (one, which)) in numbers.iter().enumerate() {
        while end > 0 && numbers.get(end - 1).is_some_and(|(last, _)| one + last > sum + within) {
            end -= 1;
        }
        let above = numbers.get(place + 1..end).unwrap_or_default().iter().rev();
        let makes = above.take_while(|(other, _)| one + other >= sum - within);
        found.extend(makes.map(|(_, other)| [*which.min(other), *which.max(other)]));
        if found.len() > most {
            break;
        }
    }
    found
}

/// A number and the two that it may be made of.
struct Made<'a> {
    whole: &'a Figure,
    parts: [&'a Figure; 2],
    /// What the two come to.
    number: f64,
}

impl Made<'_> {
    fn is_hit(&self) -> bool {
        (self.whole.low - self.number).abs() * 2.0 <= self.whole.unit.told * (1.0 + 1e-9)
    }

    fn is_exact(&self) -> bool {
        (self.whole.low - self.number).abs() <= 1e-9 * self.whole.low
    }
}

fn of_three(
    whole: &Series,
    [one, other]: [&Series; 2],
    is_mean: bool,
    looked_for: f64,
) -> Option<Dependence> {
    let stated = whole.figures.iter().filter(|figure| figure.number().is_some());
    let made = stated.filter_map(|whole| {
        let (one, other) = (one.on(whole.day)?, other.on(whole.day)?);
        let sum = one.number()? + other.number()?;
        let number = if is_mean { 0.5 * sum } else { sum };
        Some(Made { whole, parts: [one, other], number })
    });
    let compared: Vec<Made<'_>> = made.collect();
    let hits: Vec<&Made<'_>> = compared.iter().filter(|made| made.is_hit()).collect();
    if hits.len() * 2 < compared.len()
        || !is_beyond(trials_of(&compared, whole.adds_up).ln_chance(), looked_for)
    {
        return None;
    }
    let last = hits.last()?;
    let kind = DependenceKind::MadeOfTwo(MadeOfTwo {
        of: [one.name.clone(), other.name.clone()],
        is_mean,
        is_rounded: hits.iter().any(|made| !made.is_exact()),
        same: hits.len(),
        compared: compared.len(),
        number: last.whole.low,
        parts: last.parts.map(|part| part.low),
    });
    let estimates = hits.iter().flat_map(|made| {
        let [a, b] = made.parts;
        [made.whole.at, a.at, b.at]
    });
    let host = if one.statements() >= other.statements() { one } else { other };
    Some(Dependence {
        merge: same_voice(whole, &host.name),
        ..Dependence::new(kind, whole, host, estimates.collect())
    })
}

fn trials_of(compared: &[Made<'_>], adds_up: bool) -> Trials {
    let readings = compared.iter().map(|made| Reading {
        numbers: [made.whole.low, made.number],
        days: [made.whole.day; 2],
        room: made.whole.unit.room / ERRORS_OF_THREE,
        is_hit: made.is_hit(),
    });
    trials(readings, adds_up)
}
