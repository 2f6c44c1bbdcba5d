//! The mapping of a table of events for their sums: made here, or in a database by its
//! [statement](super::statement).

use super::{Mapping, Rule, position};
use crate::files::field::Field;

/// The columns that every table of sums has.
const OF_SUMS: [&str; 3] = ["period start", "period end", "precision"];

impl Mapping {
    /// Whether the rows of its tables are summed.
    #[must_use]
    pub fn sums(&self) -> bool {
        self.sum.is_some()
    }

    /// Which of the columns that are summed are low, best and high of one estimate, by their places
    /// among these.
    pub(crate) fn triples(&self, values: &[&str]) -> Vec<[Option<usize>; 3]> {
        let place = |name: &str| values.iter().position(|own| own.eq_ignore_ascii_case(name));
        let of = |rules: &Vec<(Field, String)>, field| {
            place(&rules.iter().find(|(to, _)| *to == field)?.1)
        };
        let parts = self.columns_by_part();
        let triples = parts
            .iter()
            .map(|rules| [Field::Low, Field::Best, Field::High].map(|field| of(rules, field)));
        triples.filter(|triple| triple.iter().flatten().count() > 1).collect()
    }

    /// The same for the table of sums that was made by it: no sum stands for nothing, `group` is
    /// read for whose losses they are, and of an estimate that says that itself both are.
    pub(crate) fn of_sums(&self, group: Option<&str>) -> Mapping {
        let mut own = self.clone();
        let parts = own.estimates.iter_mut().flat_map(|part| &mut part.columns);
        let numbers = own.columns.iter_mut().chain(parts).filter(|rule| rule.to.is_number());
        numbers.for_each(|rule| rule.missing.clear());
        let group = group.map(|column| Rule::plain(column, Field::Population));
        own.columns.splice(0..0, group);
        for part in &mut own.estimates {
            let Some(population) = part.constants.get(&Field::Population) else { continue };
            let groups = own.columns.iter().filter(|rule| rule.to == Field::Population);
            let within = groups.map(|rule| {
                let before = rule.before.as_deref().unwrap_or_default();
                Rule { before: Some(format!("{population}, {before}")), ..rule.clone() }
            });
            part.columns.extend(within);
        }
        own
    }

    /// The same for a table of sums with this header that was made elsewhere; none where it is no such
    /// table.
    pub(crate) fn of_sums_in(&self, header: &[String]) -> Option<Mapping> {
        let sum = self.sum.as_ref()?;
        let has = |name: &String| position(header, name).is_some();
        let own = OF_SUMS.map(str::to_owned);
        let of_sums = || own.iter().chain(&sum.values).chain(&sum.count);
        if !of_sums().all(has) {
            return None;
        }
        let is_told = |name: &String| {
            let is = |one: &String| one.eq_ignore_ascii_case(name);
            of_sums().any(is) || name.eq_ignore_ascii_case("rows")
        };
        let by: Vec<&String> = header.iter().filter(|name| !is_told(name)).collect();
        let is_usual = |columns: &Vec<String>| columns.iter().eq(by.iter().copied());
        let group = match by[..] {
            _ if is_usual(&sum.by) || sum.choices.values().any(is_usual) => None,
            [only] => Some(only.as_str()).filter(|only| !self.reads_column(only)),
            _ => return None,
        };
        let mut own = self.of_sums(group);
        own.sum = None;
        own.needs.clear();
        own.not_with.clear();
        own.keep.clear();
        own.leave_out.clear();
        Some(own)
    }
}
