//! Totals of different days: one below an earlier one of the same source or of another, which cannot
//! be, and two that differ by no more than totals grew in the days between.
//!
//! All of it within the measure asked about: a total of an included measure is no floor of this one.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::inquiry::{Inquiry, until};
use super::stake::Stake;
use super::{Fact, Finding, Grown};
use crate::compare::{
    Comparison, Distance, EstimateRef, GoOn, Grouping, Interval, Mention, Question, Slice, Speaker,
    compare,
};
use crate::estimate::{Basis, Day, Directory, Method};

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    if inquiry.question.measure.basis != Basis::Cumulative {
        return ControlFlow::Continue(());
    }
    go_on()?;
    let totals = Totals::of(inquiry);
    found.extend(totals.own_falls());
    found.extend(totals.below_a_floor());
    go_on()?;
    totals.grown(found, go_on)
}

/// A total as it stood, or still stood as a floor when it had gone stale.
#[derive(Clone, Copy)]
struct Total {
    day: Day,
    /// Whose it is: a place among the single voices.
    own: usize,
    estimate: EstimateRef,
    read: Interval,
    best: Option<f64>,
}

/// The totals of every single voice. A group has none of its own: what its members share goes up
/// and down with who stands.
struct Totals<'a> {
    inquiry: &'a Inquiry<'a>,
    single: Cow<'a, Comparison>,
    /// Of each single voice the one that it is counted as.
    counted_as: Vec<Option<usize>>,
    /// Of each single voice, in as-of order.
    of_each: Vec<Vec<Total>>,
    /// The single voices that have more than one, and so can have grown.
    growing: Vec<usize>,
}

impl<'a> Totals<'a> {
    fn of(inquiry: &'a Inquiry<'a>) -> Totals<'a> {
        let single = single_voices(inquiry);
        let is_own = |voice: usize| {
            let counted = inquiry.comparison.voices.get(voice);
            counted.is_some_and(|voice| voice.is_counted() && voice.other.is_none())
        };
        let counted_as = |place: usize| match &single {
            Cow::Borrowed(_) => Some(place).filter(|place| is_own(*place)),
            Cow::Owned(single) => {
                let (of, _) = single.tracks.get(place)?.statements.first()?;
                inquiry.voice_of(inquiry.estimate(*of)?).filter(|voice| is_own(*voice))
            }
        };
        let counted_as: Vec<Option<usize>> = (0..single.voices.len()).map(counted_as).collect();
        let mut totals =
            Totals { inquiry, single, counted_as, of_each: Vec::new(), growing: Vec::new() };
        let places = 0..totals.single.voices.len();
        totals.of_each = places.map(|own| totals.read(own)).collect();
        let each = totals.of_each.iter().enumerate();
        totals.growing = each.filter(|(_, own)| own.len() > 1).map(|(place, _)| place).collect();
        totals
    }

    fn read(&self, own: usize) -> Vec<Total> {
        let is_counted = self.single.voices.get(own).is_some_and(crate::compare::Voice::is_counted);
        let counts = self.counted_as.get(own).copied().flatten().filter(|_| is_counted);
        let Some((track, _)) = self.single.tracks.get(own).zip(counts) else { return Vec::new() };
        let at = self.inquiry.at();
        let stood = until(&track.stretches, at).iter().chain(until(&track.stale, at));
        let mut totals: Vec<Total> = stood
            .map(|stretch| Total {
                day: self.inquiry.day_of(stretch.estimate()),
                own,
                estimate: stretch.estimate(),
                read: stretch.read(),
                best: stretch.best(),
            })
            .collect();
        totals.sort_by(|a, b| a.day.cmp(&b.day).then(a.estimate.cmp(&b.estimate)));
        totals.dedup_by_key(|total| (total.estimate, total.day));
        totals
    }

    fn mention(&self, total: &Total) -> Mention {
        let mention =
            self.single.mention(self.inquiry.files, total.own, total.estimate, total.read);
        let voice = self.counted_as(total);
        Mention { by: Speaker { voice, ..mention.by }, ..mention }
    }

    fn counted_as(&self, total: &Total) -> Option<usize> {
        self.counted_as.get(total.own).copied().flatten()
    }

    /// Of each voice the last of its totals that lies wholly below the one before it, and how often
    /// that came.
    fn own_falls(&self) -> Vec<Finding> {
        let falls_of = |totals: &Vec<Total>| {
            let pairs = totals.iter().zip(totals.iter().skip(1));
            let falls = pairs.filter(|(before, after)| {
                before.day < after.day && after.read.high() < before.read.low()
            });
            let (many, last) =
                falls.fold((0_usize, None), |(many, _), fall| (many.saturating_add(1), Some(fall)));
            last.map(|(before, after)| self.tell_own_fall(before, after, many))
        };
        self.of_each.iter().filter_map(falls_of).collect()
    }

    fn tell_own_fall(&self, before: &Total, after: &Total, falls: usize) -> Finding {
        let distance = Distance::between(after.read, before.read);
        let fact = Fact::OwnFall {
            total: self.mention(after),
            before: self.mention(before),
            distance,
            falls,
        };
        let evidence = [after.estimate, before.estimate];
        let weight = Stake::of(self.inquiry, &evidence).weight(distance.size());
        self.inquiry.finding(fact, weight, &evidence)
    }

    /// Of each voice the last total that lies wholly below an earlier one of somebody else.
    fn below_a_floor(&self) -> Vec<Finding> {
        let mut all: Vec<Total> = self.of_each.iter().flatten().copied().collect();
        // By name where days are equal: the order of the files decides nothing.
        all.sort_by_key(|total| (total.day, total.own));
        let mut last: Vec<Option<(Total, Total)>> = vec![None; self.of_each.len()];
        let mut floors = Floors::default();
        for of_day in all.chunk_by(|a, b| a.day == b.day) {
            for total in of_day {
                let floor = floors.of_another(total.own);
                let below = floor.filter(|floor| total.read.high() < floor.read.low());
                if let (Some(floor), Some(of_voice)) = (below, last.get_mut(total.own)) {
                    *of_voice = Some((floor, *total));
                }
            }
            of_day.iter().for_each(|total| floors.raise(*total));
        }
        let told = last.into_iter().flatten();
        told.map(|(floor, total)| self.tell_below(&floor, &total)).collect()
    }

    fn tell_below(&self, floor: &Total, total: &Total) -> Finding {
        let distance = Distance::between(total.read, floor.read);
        let voices = self.counted_as(total).zip(self.counted_as(floor));
        let method = self.inquiry.estimate(total.estimate);
        let method = method.and_then(|total| Directory::shipped().method_of(total));
        let fact = Fact::BelowFloor {
            total: self.mention(total),
            floor: self.mention(floor),
            distance,
            is_named_count: method == Some(Method::NamedCount),
            party: voices.and_then(|(total, floor)| self.inquiry.party(total, floor)),
        };
        let evidence = [total.estimate, floor.estimate];
        let weight = Stake::of(self.inquiry, &evidence).weight(distance.size());
        self.inquiry.finding(fact, weight, &evidence)
    }

    /// Pairs of the day whose stated totals are apart, but no further than a total grew within the
    /// days between or next to them, by the figures of one of the two or of somebody else.
    fn grown(&self, found: &mut Vec<Finding>, go_on: GoOn<'_>) -> ControlFlow<()> {
        let is_few = self.inquiry.slice.standing.len() <= Slice::MOST_PAIRED;
        if matches!(self.single, Cow::Owned(_)) || !is_few {
            return ControlFlow::Continue(());
        }
        let mut standing: Vec<&Total> = self.standing().collect();
        standing.sort_by_key(|total| total.day);
        for (place, earlier) in standing.iter().enumerate() {
            go_on()?;
            for later in standing.iter().skip(place.saturating_add(1)) {
                let days = earlier.day.days_until(later.day);
                let gap = later.read.low() - earlier.read.high();
                if days > 0 && gap > 0.0 {
                    found.extend(self.growth_between(earlier, later, gap / f64::from(days)));
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Of those that stand on the day their totals, as stated.
    fn standing(&self) -> impl Iterator<Item = &Total> {
        self.inquiry.slice.standing.iter().filter_map(|standing| {
            let totals = self.of_each.get(standing.voice)?;
            totals.iter().find(|total| total.estimate == standing.estimate)
        })
    }

    fn growth_between(&self, earlier: &Total, later: &Total, per_day: f64) -> Option<Finding> {
        let of = |own: usize| self.growth(own, earlier.day, later.day);
        let is_enough = |growth: &Growth| growth.per_day >= per_day;
        let own = [earlier.own, later.own].into_iter().filter_map(of).filter(is_enough);
        let by_rate = |a: &Growth, b: &Growth| a.per_day.total_cmp(&b.per_day);
        let growing = self.growing.iter().copied();
        let anybody = || growing.filter_map(of).filter(is_enough).max_by(by_rate);
        let growth = own.max_by(by_rate).or_else(anybody)?;
        Some(self.tell_grown([earlier, later], per_day, &growth))
    }

    /// How much the totals of a voice grew over some days: from the last one before them to the first
    /// one after them, as far as these are no further away than they may be.
    fn growth(&self, own: usize, from: Day, to: Day) -> Option<Growth> {
        let totals: &[Total] = self.of_each.get(own)?;
        let before = totals.partition_point(|total| total.day < from).saturating_sub(1);
        let after = totals.partition_point(|total| total.day <= to);
        let around = totals.get(before..=after.min(totals.len().checked_sub(1)?))?;
        let is_next = |total: &&Total| {
            let days = total.day.days_until(from).max(to.days_until(total.day));
            days <= FURTHEST_DAYS && total.best.is_some()
        };
        let (first, last) = (around.iter().find(is_next)?, around.iter().rev().find(is_next)?);
        let days = first.day.days_until(last.day);
        let per_day = (last.best? - first.best?) / f64::from(days);
        let (first, last) = (*first, *last);
        (days >= SHORTEST_GROWTH_DAYS).then_some(Growth { per_day, first, last })
    }

    fn tell_grown(&self, [earlier, later]: [&Total; 2], per_day: f64, growth: &Growth) -> Finding {
        let Growth { first, last, .. } = growth;
        let fact = Fact::DifferByGrowth(Grown {
            earlier: self.mention(earlier),
            later: self.mention(later),
            gap: Distance::between(earlier.read, later.read).gap,
            days: earlier.day.days_until(later.day),
            per_day,
            grew: [self.mention(first), self.mention(last)],
            grew_per_day: growth.per_day,
        });
        let pair = [earlier.estimate, later.estimate];
        let stake = Stake::of(self.inquiry, &pair).min(Stake::Core);
        let evidence = [pair, [first.estimate, last.estimate]].concat();
        self.inquiry.finding(fact, stake.weight(0.0), &evidence)
    }
}

/// The comparison itself where it counts single voices, else one that does.
fn single_voices<'a>(inquiry: &Inquiry<'a>) -> Cow<'a, Comparison> {
    match inquiry.question.by {
        Grouping::Origin | Grouping::Label => Cow::Borrowed(inquiry.comparison),
        _ => {
            let by = Grouping::Origin;
            let question = Question { by, include: Vec::new(), ..inquiry.question.clone() };
            Cow::Owned(compare(inquiry.files, inquiry.overlay, &question))
        }
    }
}

/// The highest low so far, and the highest of anybody else.
#[derive(Default)]
struct Floors {
    highest: Option<Total>,
    of_others: Option<Total>,
}

impl Floors {
    fn raise(&mut self, total: Total) {
        let is_above =
            |floor: Option<Total>| floor.is_none_or(|floor| total.read.low() > floor.read.low());
        match self.highest {
            highest if is_above(highest) => {
                if highest.is_none_or(|highest| highest.own != total.own) {
                    self.of_others = highest;
                }
                self.highest = Some(total);
            }
            Some(highest) if highest.own == total.own => {}
            _ if is_above(self.of_others) => self.of_others = Some(total),
            _ => {}
        }
    }

    fn of_another(&self, own: usize) -> Option<Total> {
        self.highest.filter(|floor| floor.own != own).or(self.of_others)
    }
}

/// How much a voice's own totals grew, from one to another.
struct Growth {
    per_day: f64,
    first: Total,
    last: Total,
}

/// Over fewer days than these a growth says nothing.
const SHORTEST_GROWTH_DAYS: i32 = 7;

/// A total that is further from the days between two others tells nothing of them.
const FURTHEST_DAYS: i32 = 90;
