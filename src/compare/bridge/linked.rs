//! What one source says of two measures of one day: by how much what is counted otherwise differs.

use std::collections::HashMap;

use super::ends::Among;
use super::parts::{BridgeEnd, CountedOtherwise, Figure, LinkedPair};
use crate::compare::EstimateRef;
use crate::compare::speaks::laid::Laid;
use crate::estimate::{Day, Estimate, Measure, Standing, folded_name};

/// No further from the second number's day is a pair looked for.
const NEAREST_DAYS: i32 = 90;

/// By how much two measures differ that are to be bridged between two numbers.
pub(super) fn counted(
    among: &Among<'_>,
    [from, to]: [&Measure; 2],
    ends: [&BridgeEnd; 2],
) -> CountedOtherwise {
    if from == to {
        return CountedOtherwise::Same;
    }
    let day = ends[1].as_of.to();
    let own = ends.map(|end| end.estimate.of(&among.all).map(|one| among.name_of(one)));
    let (said, also) = (said_of(among, from, day), said_of(among, to, day));
    let pairs = said.into_iter().filter_map(|((name, period), one)| {
        let other = also.get(&(name.clone(), period))?;
        Some(LinkedPair {
            name,
            day: period.1,
            from: (one.0, one.1, from.clone()),
            to: (other.0, other.1, to.clone()),
        })
    });
    let best = pairs.min_by_key(|pair| {
        let is_own = own.iter().flatten().any(|name| *name == pair.name);
        let days_off = pair.day.days_until(day).abs();
        (!is_own, days_off, pair.day, pair.name.clone(), pair.from.0, pair.to.0)
    });
    best.map_or(CountedOtherwise::NotKnown, |pair| CountedOtherwise::By(Box::new(pair)))
}

/// Who says it, and of which days: of what goes on standing only the last one counts.
type Key = (String, (Option<Day>, Day));

/// What everybody says of a measure about a day, as far as it is a number with a middle; of several
/// of one day what was said last.
fn said_of(among: &Among<'_>, measure: &Measure, about: Day) -> HashMap<Key, (EstimateRef, f64)> {
    let mut said: HashMap<Key, (Day, EstimateRef, f64)> = HashMap::new();
    let is_count = measure.is_count();
    for (place, file) in among.files().iter().enumerate() {
        let Some(key) = file.ledger.measure_key(measure) else { continue };
        for span in file.ledger.tracks_of(key) {
            // Of one source: who is behind it is looked up once.
            let mut name = None;
            for estimate in span.indices().filter_map(|row| file.ledger.estimate(row)) {
                let at = EstimateRef::new(place, estimate.index());
                let laid = among.laid_over(at, estimate);
                let (as_of, known) =
                    (laid.clocks(estimate).as_of(), laid.clocks(estimate).known_from());
                let is_near = as_of.to().days_until(about).abs() <= NEAREST_DAYS;
                if !is_near || !is_counted(among, estimate, &laid) {
                    continue;
                }
                let spoken = among.spoken(estimate, &laid, is_count);
                let spoken = spoken.filter(|one| matches!(one.is, Figure::Best | Figure::Middle));
                let Some(spoken) = spoken else { continue };
                let name = name.get_or_insert_with(|| among.name_of(estimate)).clone();
                let from = (!measure.basis.stands_on()).then_some(as_of.from());
                let last = (known, at, spoken.figure);
                let of_day = said.entry((name, (from, as_of.to()))).or_insert(last);
                if (of_day.0, of_day.1) < (known, at) {
                    *of_day = last;
                }
            }
        }
    }
    said.into_iter().map(|(key, (_, at, figure))| (key, (at, figure))).collect()
}

/// Whether an estimate may say by how much measures differ: what would not be counted does not, nor
/// what an analyst counts as another measure.
fn is_counted(among: &Among<'_>, estimate: Estimate<'_>, laid: &Laid<'_>) -> bool {
    let question = among.question();
    let is_known = |day: Day| question.known_on.is_none_or(|known_on| day <= known_on);
    let is_named = || {
        let names = [estimate.label(), &among.name_of(estimate)].map(folded_name);
        question.exclude.iter().any(|excluded| names.contains(&folded_name(excluded)))
    };
    laid.is_of(estimate, estimate.measure())
        && !estimate.is_echo()
        && estimate.standing() != Standing::Projected
        && is_known(laid.clocks(estimate).known_from())
        && !estimate.retracted().is_some_and(is_known)
        && !(laid.is_excluded || among.laid.on_source(estimate.label()).is_excluded)
        && (question.exclude.is_empty() || !is_named())
}
