//! Totals of different days: one below an earlier one, which cannot be, and two that differ by no
//! more than totals grew in the days between.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, Grown};
use crate::compare::{Distance, EstimateRef, GoOn, Interval, Mention, Pair};
use crate::estimate::{Basis, Day};

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    if inquiry.question.measure.basis != Basis::Cumulative {
        return ControlFlow::Continue(());
    }
    go_on()?;
    let totals = totals(inquiry);
    found.extend(below_a_floor(inquiry, &totals));
    go_on()?;
    found.extend(grown(inquiry, &totals));
    ControlFlow::Continue(())
}

/// A total as it stood, or still stood as a floor when it had gone stale.
#[derive(Clone, Copy)]
struct Total {
    day: Day,
    voice: usize,
    estimate: EstimateRef,
    read: Interval,
    best: Option<f64>,
}

impl Total {
    fn mention(&self, inquiry: &Inquiry<'_>) -> Mention {
        inquiry.mention(self.voice, self.estimate, self.read)
    }
}

/// Every total of those that count, once, in as-of order.
fn totals(inquiry: &Inquiry<'_>) -> Vec<Total> {
    let comparison = inquiry.comparison;
    let counted = comparison.voices.iter().zip(&comparison.tracks);
    let mut totals: Vec<Total> = counted
        .filter(|(voice, _)| voice.is_counted())
        .flat_map(|(_, track)| {
            track.stretches.iter().chain(&track.stale).map(|stretch| Total {
                day: inquiry.day_of(stretch.estimate),
                voice: track.voice,
                estimate: stretch.estimate,
                read: stretch.read,
                best: stretch.best,
            })
        })
        .collect();
    totals.sort_by(|a, b| {
        let by_day = a.day.cmp(&b.day).then(a.voice.cmp(&b.voice));
        by_day.then_with(|| a.read.low().total_cmp(&b.read.low())).then(a.estimate.cmp(&b.estimate))
    });
    totals.dedup_by_key(|total| (total.voice, total.estimate, total.day));
    totals
}

/// Of each voice the last total that lies wholly below an earlier one of anybody.
fn below_a_floor(inquiry: &Inquiry<'_>, totals: &[Total]) -> Vec<Finding> {
    let mut last: Vec<Option<(Total, Total)>> = vec![None; inquiry.comparison.voices.len()];
    let mut floor: Option<Total> = None;
    let mut of_day: Vec<Total> = Vec::new();
    for total in totals.iter().copied() {
        if of_day.last().is_some_and(|other| other.day < total.day) {
            let highest = |a: Option<Total>, b: Total| match a {
                Some(a) if a.read.low() >= b.read.low() => Some(a),
                _ => Some(b),
            };
            floor = of_day.drain(..).fold(floor, highest);
        }
        of_day.push(total);
        let below = floor.filter(|floor| total.read.high() < floor.read.low());
        if let (Some(floor), Some(of_voice)) = (below, last.get_mut(total.voice)) {
            *of_voice = Some((floor, total));
        }
    }
    last.into_iter().flatten().map(|(floor, total)| tell_below(inquiry, floor, total)).collect()
}

fn tell_below(inquiry: &Inquiry<'_>, floor: Total, total: Total) -> Finding {
    let distance = Distance::between(total.read, floor.read);
    let fact = Fact::BelowFloor {
        total: total.mention(inquiry),
        floor: floor.mention(inquiry),
        distance,
        party: inquiry.party(total.voice, floor.voice),
    };
    let evidence = [total.estimate, floor.estimate];
    let weight = Stake::of(inquiry, &evidence).weight(distance.size());
    inquiry.finding(fact, weight, &evidence)
}

/// The fastest that one voice's own totals grew on the whole, from its first to its last.
struct Growth {
    per_day: f64,
    first: Total,
    last: Total,
}

/// Over fewer days than these a growth says nothing.
const SHORTEST_GROWTH_DAYS: i32 = 7;

fn fastest_growth(inquiry: &Inquiry<'_>, totals: &[Total]) -> Option<Growth> {
    let mut ends: Vec<Option<(Total, Total)>> = vec![None; inquiry.comparison.voices.len()];
    for total in totals.iter().copied().filter(|total| total.best.is_some()) {
        if let Some(of_voice) = ends.get_mut(total.voice) {
            *of_voice = Some((of_voice.map_or(total, |(first, _)| first), total));
        }
    }
    let growths = ends.into_iter().flatten().filter_map(|(first, last)| {
        let days = first.day.days_until(last.day);
        let per_day = (last.best? - first.best?) / f64::from(days);
        (days >= SHORTEST_GROWTH_DAYS && per_day > 0.0).then_some(Growth { per_day, first, last })
    });
    growths.max_by(|a, b| a.per_day.total_cmp(&b.per_day))
}

/// Pairs of the day that are apart, but no further than a total grew in the days between by
/// somebody's own figures.
fn grown(inquiry: &Inquiry<'_>, totals: &[Total]) -> Vec<Finding> {
    let Some(growth) = fastest_growth(inquiry, totals) else { return Vec::new() };
    let basis = inquiry.question.measure.basis;
    let pairs = inquiry.slice.pairs.iter().filter_map(|pair| {
        let needed = pair.growth_per_day(basis)?;
        (needed <= growth.per_day).then(|| tell_grown(inquiry, pair, needed, &growth))
    });
    pairs.flatten().collect()
}

fn tell_grown(inquiry: &Inquiry<'_>, pair: &Pair, needed: f64, growth: &Growth) -> Option<Finding> {
    let (a, b) = (inquiry.standing(pair.a)?, inquiry.standing(pair.b)?);
    let is_a_earlier = inquiry.day_of(a.estimate) < inquiry.day_of(b.estimate);
    let (earlier, later) = if is_a_earlier { (a, b) } else { (b, a) };
    let (first, last) = (&growth.first, &growth.last);
    let fact = Fact::DifferByGrowth(Grown {
        earlier: inquiry.mention_of(earlier),
        later: inquiry.mention_of(later),
        gap: pair.gap,
        days: pair.days,
        per_day: needed,
        grew: [first.mention(inquiry), last.mention(inquiry)],
        grew_per_day: growth.per_day,
    });
    let stake = Stake::of(inquiry, &[a.estimate, b.estimate]).min(Stake::Core);
    let evidence = [earlier.estimate, later.estimate, first.estimate, last.estimate];
    Some(inquiry.finding(fact, stake.weight(0.0), &evidence))
}
