//! Rows of which each has one quantile, joined into one estimate.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

use super::through::{Shaped, Through, needed, tell};
use crate::estimate::DecimalMark;
use crate::files::cells::Cells;
use crate::files::containers::grid::{Grid, GridCell};
use crate::files::containers::{Record, Records};
use crate::files::mappings::{Quantiles, position};
use crate::files::numbers::number;
use crate::files::problem::Problems;
use crate::files::problem_fact::{ProblemFact, WrongNumber};
use crate::files::unreadable::Unreadable;

/// A share in millionths, so that pairs are found exactly: 0.025 and 0.975.
type Share = u32;

const ALL: Share = 1_000_000;
const HALF: Share = ALL / 2;

/// The level of the interval that is an estimate's own; where there is no such pair, the widest one
/// below it.
const OWN_LEVEL: Share = 950_000;

struct Joined {
    line: u32,
    end: usize,
    values: BTreeMap<Share, f64>,
}

/// Where the columns stand.
struct Places {
    key: Vec<usize>,
    kind: usize,
    level: usize,
    value: usize,
}

#[derive(Default)]
struct Seen {
    /// In the order in which they come.
    joined: Vec<(Vec<String>, Joined)>,
    places: BTreeMap<Vec<String>, usize>,
    /// Rows of another kind, by their word for it.
    other: BTreeMap<String, u32>,
    again: u32,
}

/// One row for each estimate.
pub(super) fn joined(
    table: &dyn Records,
    quantiles: &Quantiles,
    through: &mut Through<'_>,
) -> Result<Shaped, Unreadable> {
    let header = table.header();
    let key = quantiles.key.iter().filter_map(|name| Some((position(header, name)?, name.clone())));
    let (key, names): (Vec<usize>, Vec<String>) = key.unzip();
    let places = Places {
        key,
        kind: needed(header, &quantiles.kind)?,
        level: needed(header, &quantiles.level)?,
        value: needed(header, &quantiles.value)?,
    };
    let mut seen = Seen::default();
    let rows = through.each(table, true, &mut |record, problems| {
        places.see(record, quantiles, &mut seen, problems);
        ControlFlow::Continue(())
    })?;
    for (kind, rows) in &seen.other {
        let fact = ProblemFact::OtherOutputs { kind: kind.clone(), rows: *rows };
        tell(fact, through.problems);
    }
    if seen.again > 0 {
        tell(ProblemFact::QuantilesAgain { rows: seen.again }, through.problems);
    }
    let named = ["low", "best", "high", "how", "intervals"].map(str::to_owned);
    let header = names.into_iter().chain(named).collect();
    let mut made = Grid::new(header, None);
    for (key, joined) in seen.joined {
        let key = key.into_iter().map(GridCell::Text);
        let cells = key.chain(joined.cells()).collect();
        made.push(joined.line, joined.end, cells);
    }
    Ok(Shaped { table: made, rows, group: None, summed: None })
}

impl Places {
    fn see(
        &self,
        record: &Record<'_>,
        named: &Quantiles,
        seen: &mut Seen,
        problems: &mut Problems,
    ) {
        let cell = |place: usize| record.cell(place).as_text().to_owned();
        let kind = cell(self.kind).to_lowercase();
        if kind != "quantile" && kind != "median" {
            let count = seen.other.entry(kind).or_default();
            *count = count.saturating_add(1);
            return;
        }
        let text = cell(self.level);
        let share = if kind == "median" { Some(HALF) } else { share(&text) };
        let Some(share) = share else {
            let fact = ProblemFact::NoLevel(text);
            problems.error(record.line, Some(&named.level), fact);
            return;
        };
        let text = cell(self.value);
        let value = match number(&text, DecimalMark::Point) {
            Ok(value) => value,
            Err(why) => {
                let fact = ProblemFact::BadNumber(WrongNumber::Text { text, why });
                problems.error(record.line, Some(&named.value), fact);
                return;
            }
        };
        let key: Vec<String> = self.key.iter().map(|place| cell(*place)).collect();
        let place = match seen.places.get(&key) {
            Some(place) => *place,
            None => {
                let place = seen.joined.len();
                seen.places.insert(key.clone(), place);
                let joined = Joined { line: record.line, end: record.end, values: BTreeMap::new() };
                seen.joined.push((key, joined));
                place
            }
        };
        let Some((_, joined)) = seen.joined.get_mut(place) else { return };
        // The first one counts: which of two is meant, nothing tells.
        match joined.values.entry(share) {
            Entry::Vacant(place) => drop(place.insert(value)),
            Entry::Occupied(_) => seen.again = seen.again.saturating_add(1),
        }
    }
}

/// A share strictly between nothing and all.
fn share(text: &str) -> Option<Share> {
    let share = number(text, DecimalMark::Point).ok()? * f64::from(ALL);
    let whole = share.round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range")]
    (whole > 0.0 && whole < f64::from(ALL)).then_some(whole as Share)
}

/// An interval that leaves as much on both sides.
struct Interval {
    level: Share,
    low: f64,
    high: f64,
}

impl Joined {
    /// From the widest to the narrowest.
    fn intervals(&self) -> Vec<Interval> {
        let below = self.values.range(..HALF);
        let pairs = below.filter_map(|(share, low)| {
            let high = self.values.get(&ALL.checked_sub(*share)?)?;
            let level = ALL.checked_sub(share.checked_mul(2)?)?;
            Some(Interval { level, low: *low, high: *high })
        });
        pairs.collect()
    }

    /// Low, best, high, how, and every interval.
    fn cells(&self) -> [GridCell; 5] {
        let best = self.values.get(&HALF).map_or(GridCell::Nothing, |best| GridCell::number(*best));
        let intervals = self.intervals();
        let own = intervals.iter().find(|one| one.level <= OWN_LEVEL).or(intervals.last());
        let listed: Vec<String> = intervals
            .iter()
            .map(|one| format!("{} %: {}–{}", percent(one.level), short(one.low), short(one.high)))
            .collect();
        match own {
            Some(own) => [
                GridCell::number(own.low),
                best,
                GridCell::number(own.high),
                GridCell::Text(format!("interval {}%", percent(own.level))),
                GridCell::Text(listed.join("; ")),
            ],
            None => {
                let nothing = || GridCell::Nothing;
                [nothing(), best, nothing(), nothing(), nothing()]
            }
        }
    }
}

fn percent(level: Share) -> String {
    (f64::from(level) / 10_000.0).to_string()
}

/// With at most two decimals.
fn short(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}
