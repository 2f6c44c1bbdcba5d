//! Sums as a table, of which each row is an estimate, and what there is to tell of them.

use super::counted::Counted;
use super::groups::{Groups, Sums};
use super::places::Places;
use crate::estimate::Day;
use crate::files::containers::grid::{Grid, GridCell};
use crate::files::problem::Problems;
use crate::files::problem_fact::ProblemFact;
use crate::files::reading::SummedBy;
use crate::files::shapes::through::{Shaped, tell};

impl Places<'_> {
    /// Tells what was summed, and what is not in it.
    pub(super) fn tell(&self, told: &Counted, problems: &mut Problems) {
        let (rows, period) = (told.used, self.period);
        if rows == 0 {
            return;
        }
        let is_envelope = !self.triples.is_empty();
        tell(ProblemFact::Summed { rows, period, is_envelope }, problems);
        if told.long > 0 {
            let fact = ProblemFact::LongEvents { rows: told.long, across: told.across, period };
            tell(fact, problems);
        }
        for (known_to, rows) in &told.known_to {
            let fact = ProblemFact::KnownOnlyTo { rows: *rows, known_to: *known_to, period };
            tell(fact, problems);
        }
        if let Some(line) = told.again_at {
            let id = self.sum.id.as_deref();
            let fact = ProblemFact::EventsAgain { rows: told.again, is_unordered: false };
            problems.warning(line, id, fact);
        }
        if let Some(line) = told.inconsistent_at {
            problems.warning(line, None, ProblemFact::InconsistentRows { rows: told.inconsistent });
        }
        for (at, rows) in &told.empty {
            let name = self.values.get(*at).map(|(_, name)| *name);
            problems.warning(0, name, ProblemFact::NotCounted { rows: *rows });
        }
    }

    /// What the values of a sum come to, without the best and high for which a row has another of the
    /// three, but not that: the sum of the other rows is neither. And whether one was left out.
    fn without_partial(&self, sums: &Sums) -> (Vec<Option<f64>>, bool) {
        let mut totals: Vec<Option<f64>> = sums.totals().collect();
        let mut is_partial = false;
        for [low, best, high] in &self.triples {
            let counted = |place: Option<usize>| place.map_or(0, |place| sums.counted(place));
            let most = [low, best, high].into_iter().map(|place| counted(*place)).max();
            for place in [best, high].into_iter().flatten() {
                let lacks_some = Some(counted(Some(*place))) < most;
                if let Some(total) = totals.get_mut(*place).filter(|_| lacks_some) {
                    is_partial |= total.take().is_some();
                }
            }
        }
        (totals, is_partial)
    }

    /// The sums as a table, and how they were made.
    pub(super) fn shaped(&self, groups: Groups, rows: u32, problems: &mut Problems) -> Shaped {
        let group = self.own_group.clone().filter(|name| !self.mapping.reads_column(name));
        let mut sums = groups.in_order();
        if let Some(column) = &group {
            sums.iter_mut().for_each(|(names, ..)| name_by(column, names));
            sums.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        }
        let table = self.table(sums, problems);
        let (by, asked) = (self.columns.clone(), self.asked.clone());
        let summed = Some(SummedBy { period: self.period, by, asked });
        Shaped { table, rows, group, summed }
    }

    /// The sums, in order.
    fn table(&self, groups: Vec<(Vec<String>, Day, Sums)>, problems: &mut Problems) -> Grid {
        let named = ["period start", "period end", "precision"].map(str::to_owned);
        let values = self.values.iter().map(|(_, name)| (*name).to_owned());
        let count = self.sum.count.iter().cloned();
        let header = self.columns.iter().cloned().chain(named).chain(values).chain(count);
        let mut table = Grid::new(header.chain(["rows".to_owned()]).collect(), None);
        let mut partial = 0_u32;
        for (group, start, sums) in groups {
            let (totals, is_partial) = self.without_partial(&sums);
            partial = partial.saturating_add(u32::from(is_partial));
            let stretch = self.stretch(start);
            let days = [stretch.from().to_string(), stretch.to().to_string()];
            let texts =
                group.into_iter().chain(days).chain([stretch.precision().word().to_owned()]);
            let mut cells: Vec<GridCell> = texts.map(GridCell::Text).collect();
            cells.extend(totals.into_iter().map(|sum| sum.map_or(GridCell::Nothing, rounded)));
            cells.extend(self.sum.count.iter().map(|_| GridCell::number(f64::from(sums.rows))));
            cells.push(GridCell::Text(sums.behind()));
            table.push(sums.line, sums.end, cells);
        }
        if partial > 0 {
            tell(ProblemFact::PartialSums { sums: partial }, problems);
        }
        table
    }
}

/// A sum without the tail that sums of decimals carry and nobody stated.
fn rounded(sum: f64) -> GridCell {
    let rounded = (sum * 1e6).round() / 1e6;
    GridCell::number(if rounded.is_finite() { rounded } else { sum })
}

/// Names a group whose names are numbers, which say nothing without the column's name.
fn name_by(column: &str, group: &mut [String]) {
    for name in group {
        if !name.is_empty() && !name.contains(char::is_alphabetic) {
            *name = format!("{column} {name}");
        }
    }
}
