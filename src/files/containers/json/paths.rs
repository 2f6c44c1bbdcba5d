//! The paths of the values in a file of JSON, and which of its lists make the rows.

use std::collections::HashMap;

use super::scan::{Scanner, Slip};
use super::values::{Column, Columns, Visitor, visit};

/// More different keys were not meant to be columns.
pub(super) const MOST_KEYS: usize = 4_096;

#[derive(Clone, Copy, Default)]
struct Holds {
    number: bool,
    anything: bool,
}

/// The paths at which values stand, in the order in which they come.
#[derive(Default)]
pub(super) struct Paths {
    names: Vec<String>,
    places: HashMap<String, usize>,
    /// By place: whether a number stands there, and whether anything does.
    holds: Vec<Holds>,
    pub(super) are_too_many: bool,
}

impl Paths {
    /// Takes the paths of the object that comes next.
    pub(super) fn learn(&mut self, scanner: &mut Scanner<'_>) -> Result<(), Slip> {
        visit(scanner, &mut String::new(), self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The paths of numbers, in the order of the alphabet.
    pub(super) fn of_numbers(&self) -> Vec<String> {
        let numbers = self.names.iter().zip(&self.holds).filter(|(_, holds)| holds.number);
        let mut names: Vec<String> = numbers.map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        names
    }

    /// What the columns are called, the columns by path, and the lists whose objects make rows:
    /// none where somebody knows how to read the records as they are, else the first that `fits`,
    /// else that with the most numbers, if it has more than the records themselves.
    pub(super) fn columns(
        mut self,
        fits: impl Fn(&[String]) -> bool,
    ) -> (Vec<String>, Columns, Vec<String>) {
        self.leave_out_absent();
        let lists = self.lists();
        let rows_of = if lists.is_empty() || fits(&self.beside(&[])) {
            Vec::new()
        } else {
            let known = lists.iter().find(|chain| fits(&self.beside(chain)));
            known.or_else(|| self.with_most_numbers(&lists)).cloned().unwrap_or_default()
        };
        let columns = self.names.iter().enumerate().map(|(place, name)| {
            let makes_rows = chain_of(name).iter().all(|list| rows_of.contains(list));
            let is_gathered = name.ends_with("[]") || !makes_rows;
            (name.clone(), Column { place, is_gathered })
        });
        (self.names.clone(), columns.collect(), rows_of)
    }

    /// Leaves out where nothing stands for an object or a list that other records have.
    fn leave_out_absent(&mut self) {
        let kept = self.names.iter().zip(&self.holds).filter(|(name, holds)| {
            let is_within = |other: &&String| {
                let rest = other.strip_prefix(name.as_str());
                rest.is_some_and(|rest| rest.starts_with('.') || rest.starts_with("[]"))
            };
            holds.anything || !self.names.iter().any(|other| is_within(&other))
        });
        let kept: Vec<(String, Holds)> = kept.map(|(name, holds)| (name.clone(), *holds)).collect();
        (self.names, self.holds) = kept.into_iter().unzip();
    }

    /// Every list of objects, each with those that it stands in.
    fn lists(&self) -> Vec<Vec<String>> {
        let mut lists: Vec<Vec<String>> = Vec::new();
        for name in self.names.iter().filter(|name| name.contains("[]")) {
            let whole = chain_of(name);
            for length in 1..=whole.len() {
                let chain = whole.get(..length).unwrap_or_default().to_vec();
                if !lists.contains(&chain) {
                    lists.push(chain);
                }
            }
        }
        lists
    }

    /// The columns of which each row has one value, where the objects of these lists are rows.
    fn beside(&self, chain: &[String]) -> Vec<String> {
        let names = self.names.iter();
        let own = names.filter(|name| chain_of(name).iter().all(|list| chain.contains(list)));
        own.cloned().collect()
    }

    fn with_most_numbers<'l>(&self, lists: &'l [Vec<String>]) -> Option<&'l Vec<String>> {
        let numbers_in = |chain: &[String]| {
            let named = self.names.iter().zip(&self.holds);
            named.filter(|(name, holds)| holds.number && chain_of(name) == chain).count()
        };
        let most = lists.iter().rev().max_by_key(|chain| numbers_in(chain))?;
        (numbers_in(most) > numbers_in(&[])).then_some(most)
    }
}

/// The lists of objects in which a path leads, from the outermost.
fn chain_of(path: &str) -> Vec<String> {
    let ends = path.match_indices("[].").map(|(at, _)| at.saturating_add(2));
    ends.filter_map(|end| path.get(..end).map(str::to_owned)).collect()
}

impl<'t> Visitor<'t> for Paths {
    fn value(&mut self, path: &str, scanner: &mut Scanner<'t>) -> Result<(), Slip> {
        let number = matches!(scanner.peek(), Some(b'-' | b'0'..=b'9'));
        let anything = !scanner.starts_null();
        let is_empty_list = scanner.starts_empty_list();
        scanner.skip()?;
        // What would stand in it gives it its paths.
        if is_empty_list {
            return Ok(());
        }
        if let Some(known) = self.places.get(path).and_then(|place| self.holds.get_mut(*place)) {
            known.number |= number;
            known.anything |= anything;
        } else if self.names.len() < MOST_KEYS {
            self.places.insert(path.to_owned(), self.names.len());
            self.names.push(path.to_owned());
            self.holds.push(Holds { number, anything });
        } else {
            self.are_too_many = true;
        }
        Ok(())
    }

    fn begin(&mut self, _: &str, _: usize) {}

    fn end(&mut self) {}
}
