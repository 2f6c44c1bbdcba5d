//! What totals grew by between two days, and whose growth that is.

use std::collections::{BTreeSet, HashMap};

use super::ends::Among;
use super::parts::BridgeEnd;
use super::parts::{DaysBetween, Grew, Grower};
use crate::compare::asking::compare_single_days;
use crate::compare::stands::growth::{DaysOfBand, Growth, GrowthLine};
use crate::compare::stands::statements::Manner;
use crate::compare::{Comparison, Question, Stretch};
use crate::estimate::{Basis, Day, LARGEST_NUMBER};

/// The days between two ends, and what totals of what the first one counts grew by in them.
pub(super) fn days_between(among: &Among<'_>, [from, to]: [&BridgeEnd; 2]) -> DaysBetween {
    let days = from.as_of.to().days_until(to.as_of.to());
    let bases = [from.measure.basis, to.measure.basis];
    let is_same = match bases.iter().any(|basis| basis.stands_on()) {
        true => days == 0,
        false => (from.as_of.from(), days) == (to.as_of.from(), 0),
    };
    let grows = !is_same && bases == [Basis::Cumulative; 2];
    let grew = if grows { grew(among, [from, to]) } else { None };
    DaysBetween { days, is_same, grew }
}

fn grew(among: &Among<'_>, [from, to]: [&BridgeEnd; 2]) -> Option<Grew> {
    let days = [from, to].map(|end| end.as_of.to().number());
    let (since, until) = (days[0].min(days[1]), days[0].max(days[1]));
    let question =
        Question { measure: from.measure.clone(), include: Vec::new(), ..among.question().clone() };
    let manner = Manner::default();
    let (_, _, comparison) = compare_single_days(among.files(), among.overlay, &question, manner);
    let both = [from, to].map(|end| {
        let estimate = end.estimate.of(&among.all);
        estimate.map(|estimate| among.name_of(estimate))
    });
    // The growth of one voice between its own two numbers is nothing but their gap.
    let own = both[0].as_deref().filter(|_| both[0] == both[1]);
    let growing: Vec<(&str, &[Stretch])> =
        growing(&comparison).into_iter().filter(|(name, _)| Some(*name) != own).collect();
    let needed = Some((since.saturating_add(1), until));
    let growth = Growth::new(growing.iter().map(|(_, stretches)| *stretches), needed);
    let bands = growth.bands(since, until)?;
    let all = |of: fn(&DaysOfBand) -> f64| -> f64 {
        let days = |band: &DaysOfBand| f64::from(band.last - band.first) + 1.0;
        bands.iter().map(|band| of(band) * days(band)).sum()
    };
    let (least, greatest) = (all(|band| band.per_day.0), all(|band| band.per_day.1));
    // Beyond any number that is taken nothing is reckoned with.
    if greatest > LARGEST_NUMBER {
        return None;
    }
    let lines = lines(&growing, (since, until));
    let days_off = days_off(&lines, (since, until));
    Some(Grew { least, greatest, days_off, by: growers(&lines, &bands) })
}

/// Every line that a band of these days can rest on, with whose it is.
fn lines<'a>(
    growing: &[(&'a str, &[Stretch])],
    (since, until): (i32, i32),
) -> Vec<(&'a str, GrowthLine)> {
    let of = |(name, stretches): &(&'a str, &[Stretch])| {
        let lines = GrowthLine::of(stretches, since.saturating_add(1), until).into_iter();
        let name = *name;
        lines.map(move |line| (name, line)).collect::<Vec<_>>()
    };
    growing.iter().flat_map(of).collect()
}

/// On how many of the days after `since` up to `until` there is no line.
fn days_off(lines: &[(&str, GrowthLine)], (since, until): (i32, i32)) -> i32 {
    let mut over: Vec<(i32, i32)> = lines.iter().map(|(_, line)| line.days).collect();
    over.sort_unstable();
    let mut next = since.saturating_add(1);
    let mut off = 0_i32;
    for (first, last) in over {
        off = off.saturating_add(first.min(until.saturating_add(1)).saturating_sub(next).max(0));
        next = next.max(first.min(until.saturating_add(1))).max(last.saturating_add(1));
    }
    off.saturating_add(until.saturating_add(1).saturating_sub(next).max(0))
}

/// Everybody whose totals are taken for how fast totals grow, members of groups by themselves.
fn growing(comparison: &Comparison) -> Vec<(&str, &[Stretch])> {
    let voices = comparison.voices.iter().zip(&comparison.tracks);
    let counted = voices.filter(|(voice, _)| voice.is_counted() && voice.other.is_none());
    let named = counted.flat_map(|(voice, track)| {
        let members = track.members.iter().map(|member| &*member.name);
        let alone = track.members.is_empty().then_some(&*voice.name);
        alone.into_iter().chain(members).zip(track.as_stated())
    });
    named.collect()
}

/// Whose lines the ends of the bands are: of several with the same growth the nearest, then the
/// first in the alphabet.
fn growers(all: &[(&str, GrowthLine)], bands: &[DaysOfBand]) -> Vec<Grower> {
    let mut lines: HashMap<u64, Vec<&(&str, GrowthLine)>> = HashMap::new();
    for line in all {
        lines.entry(line.1.per_day.to_bits()).or_default().push(line);
    }
    let mut growers: Vec<Grower> = Vec::new();
    let mut known = BTreeSet::new();
    for band in bands {
        for rate in [band.per_day.0, band.per_day.1] {
            let of_rate = lines.get(&rate.to_bits()).into_iter().flatten();
            let nearest = of_rate.min_by_key(|(name, line)| {
                (line.days_off(band.first, band.last), *name, line.days)
            });
            let Some((name, line)) = nearest else { continue };
            if known.insert((line.earlier, line.later)) {
                let GrowthLine { earlier, later, per_day, days: (first, last) } = *line;
                let day = |number: i32| Day::from_number(number).unwrap_or(Day::MIN);
                let days = (day(first.saturating_sub(1)), day(last));
                growers.push(Grower { name: (*name).to_owned(), earlier, later, days, per_day });
            }
        }
    }
    growers
}
