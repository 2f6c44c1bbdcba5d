//! The sums so far, by group and period.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::estimate::Day;

/// So many stretches of rows are named behind a sum.
const MOST_STRETCHES: usize = 12;

/// More sums are more than a session holds as estimates.
pub(super) const MOST_SUMS: usize = 1_000_000;

/// Texts in a row, as the names of a group are, each known by a number.
#[derive(Clone, Default, Debug)]
pub(super) struct Named {
    names: Vec<Vec<String>>,
    places: HashTable<u32>,
    hasher: RandomState,
}

impl Named {
    /// The number of the group of these names.
    pub(super) fn number<'n>(&mut self, names: impl Iterator<Item = &'n str> + Clone) -> u32 {
        if let Some(number) = self.known(&names) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let (known, hasher) = (&self.names, &self.hasher);
        let again = |number: &u32| {
            let names = known.get(*number as usize).into_iter().flatten();
            hash(hasher, names.map(String::as_str))
        };
        self.places.insert_unique(hash(hasher, names.clone()), number, again);
        self.names.push(names.map(str::to_owned).collect());
        number
    }

    /// The same, where they are known.
    pub(super) fn known<'n>(&self, names: &(impl Iterator<Item = &'n str> + Clone)) -> Option<u32> {
        let is_same = |number: &u32| {
            names.clone().eq(self.names(*number as usize).iter().map(String::as_str))
        };
        self.places.find(hash(&self.hasher, names.clone()), is_same).copied()
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn names(&self, number: usize) -> &[String] {
        self.names.get(number).map(Vec::as_slice).unwrap_or_default()
    }
}

fn hash<'n>(hasher: &RandomState, names: impl Iterator<Item = &'n str>) -> u64 {
    names.fold(0, |hash: u64, name| hash.rotate_left(5) ^ hasher.hash_one(name))
}

/// A group as its cell names it; a whole number that a program wrote as a fraction is that number.
pub(super) fn group_name(text: &str) -> &str {
    let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()));
    whole.unwrap_or(text)
}

/// Where a row stands: its number, its line, and how far the file is read with it.
#[derive(Clone, Copy)]
pub(super) struct Stands {
    pub(super) number: u32,
    pub(super) line: u32,
    pub(super) end: usize,
}

/// A sum so far.
#[derive(Clone)]
pub(super) struct Sums {
    pub(super) line: u32,
    pub(super) end: usize,
    pub(super) rows: u32,
    totals: Box<[Total]>,
    /// The first and last record of every stretch of rows without a gap.
    stretches: Vec<(u32, u32)>,
    more: bool,
}

/// What one value comes to, and so many rows have a number of it.
#[derive(Clone, Copy, Default)]
struct Total {
    sum: f64,
    counted: u32,
}

/// All sums so far.
#[derive(Clone, Default)]
pub(super) struct Groups {
    named: Named,
    sums: Vec<Sums>,
    /// By group and period: which sum it is.
    places: HashMap<(u32, Day), u32, RandomState>,
}

/// There are more sums than a session holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TooMany;

impl Groups {
    /// The number of the group of these names.
    pub(super) fn number<'n>(&mut self, names: impl Iterator<Item = &'n str> + Clone) -> u32 {
        self.named.number(names)
    }

    /// Adds a row of a group to its sum over the period that begins on this day.
    pub(super) fn add(
        &mut self,
        group: u32,
        start: Day,
        row: Stands,
        numbers: &[Option<f64>],
    ) -> Result<(), TooMany> {
        let known = self.places.get(&(group, start)).copied();
        let place = known.map_or_else(|| self.begin(group, start, row, numbers.len()), Ok)?;
        if let Some(sums) = self.sums.get_mut(place as usize) {
            sums.take(row.number, numbers);
        }
        Ok(())
    }

    /// Begins a sum of so many values with this row; which one it is.
    fn begin(
        &mut self,
        group: u32,
        start: Day,
        row: Stands,
        values: usize,
    ) -> Result<u32, TooMany> {
        let totals = vec![Total::default(); values].into();
        let (stretches, more) = (Vec::new(), false);
        self.put(
            (group, start),
            Sums { line: row.line, end: row.end, rows: 0, totals, stretches, more },
        )
    }

    fn put(&mut self, of: (u32, Day), sums: Sums) -> Result<u32, TooMany> {
        let place = self.sums.len();
        if place >= MOST_SUMS {
            return Err(TooMany);
        }
        let place = u32::try_from(place).map_err(|_| TooMany)?;
        self.sums.push(sums);
        self.places.insert(of, place);
        Ok(place)
    }

    /// Takes over the sums of rows that come after these.
    pub(super) fn join(&mut self, after: Groups) -> Result<(), TooMany> {
        for ((names, start), sums) in after.each() {
            let group = self.named.number(names.iter().map(String::as_str));
            let known = self.places.get(&(group, start)).map(|place| *place as usize);
            match known.and_then(|place| self.sums.get_mut(place)) {
                Some(own) => own.join(sums),
                None => drop(self.put((group, start), sums)?),
            }
        }
        Ok(())
    }

    /// Every sum with the names of its group and the first day of its period, in no order.
    fn each(self) -> impl Iterator<Item = ((Vec<String>, Day), Sums)> {
        let Groups { named, sums, places } = self;
        let mut sums: Vec<Option<Sums>> = sums.into_iter().map(Some).collect();
        places.into_iter().filter_map(move |((group, start), place)| {
            let sums = sums.get_mut(place as usize)?.take()?;
            Some(((named.names(group as usize).to_vec(), start), sums))
        })
    }

    /// The sums with the names of their groups, in order.
    pub(super) fn in_order(self) -> Vec<(Vec<String>, Day, Sums)> {
        let of = |((names, start), sums)| (names, start, sums);
        let mut sums: Vec<(Vec<String>, Day, Sums)> = self.each().map(of).collect();
        sums.sort_unstable_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        sums
    }
}

impl Sums {
    /// Takes over the sum of rows that come after these.
    fn join(&mut self, after: Sums) {
        self.rows = self.rows.saturating_add(after.rows);
        for (total, more) in self.totals.iter_mut().zip(after.totals) {
            total.sum += more.sum;
            total.counted = total.counted.saturating_add(more.counted);
        }
        for (first, last) in after.stretches {
            self.stretch(first, last);
        }
        self.more |= after.more;
    }

    /// Takes over that rows without a gap are behind it, which come after the others.
    fn stretch(&mut self, first: u32, last: u32) {
        if self.more {
            return;
        }
        let has_room = self.stretches.len() < MOST_STRETCHES;
        match self.stretches.last_mut() {
            Some((_, end)) if end.saturating_add(1) == first => *end = last,
            _ if has_room => self.stretches.push((first, last)),
            _ => self.more = true,
        }
    }

    fn take(&mut self, record: u32, numbers: &[Option<f64>]) {
        self.rows = self.rows.saturating_add(1);
        for (total, number) in self.totals.iter_mut().zip(numbers) {
            if let Some(number) = number {
                total.sum += number;
                total.counted = total.counted.saturating_add(1);
            }
        }
        self.stretch(record, record);
    }

    /// What each value comes to; none where no row has a number of it.
    pub(super) fn totals(&self) -> impl Iterator<Item = Option<f64>> {
        self.totals.iter().map(|total| (total.counted > 0).then_some(total.sum))
    }

    /// How many rows have a number of a value.
    pub(super) fn counted(&self, value: usize) -> u32 {
        self.totals.get(value).map_or(0, |total| total.counted)
    }

    /// How many rows are behind it, and which.
    pub(super) fn behind(&self) -> String {
        let stretch = |(first, last): &(u32, u32)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        let stretches: Vec<String> = self.stretches.iter().map(stretch).collect();
        let more = if self.more { ", …" } else { "" };
        let noun = if self.rows == 1 { "row" } else { "rows" };
        format!("{} {noun} of the file: {}{more}", self.rows, stretches.join(", "))
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "the numbers of a test are small")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i32) -> Day {
        Day::from_number(20_000 + number).expect("a day")
    }

    fn add(groups: &mut Groups, (number, (name, on, value)): (u32, &(u8, i32, Option<u16>))) {
        let group =
            groups.number([format!("group {name}"), "same".to_owned()].iter().map(String::as_str));
        let stands = Stands { number, line: number + 1, end: 0 };
        let numbers = [value.map(f64::from), Some(1.0)];
        groups.add(group, day(*on), stands, &numbers).expect("few");
    }

    fn told(groups: Groups) -> Vec<String> {
        let one = |(names, start, sums): (Vec<String>, Day, Sums)| {
            let (line, behind) = (sums.line, sums.behind());
            let counted: Vec<u32> = (0..2).map(|value| sums.counted(value)).collect();
            let totals: Vec<Option<f64>> = sums.totals().collect();
            format!("{names:?} {start} {line} {totals:?} {counted:?} {behind}")
        };
        groups.in_order().into_iter().map(one).collect()
    }

    proptest! {
        #[test]
        fn rows_in_two_parts_come_to_what_they_come_to_together(
            rows in prop::collection::vec((0..3_u8, 0..3_i32, prop::option::of(0..50_u16)), 0..90),
            at in 0..90_usize,
        ) {
            let (mut all, mut first, mut rest) = <(Groups, Groups, Groups)>::default();
            for (place, row) in rows.iter().enumerate() {
                let numbered = (u32::try_from(place).expect("few") + 1, row);
                add(&mut all, numbered);
                add(if place < at { &mut first } else { &mut rest }, numbered);
            }
            first.join(rest).expect("few");
            prop_assert_eq!(told(first), told(all));
        }
    }

    #[test]
    fn more_sums_than_a_session_holds_are_refused() {
        let mut groups = Groups::default();
        let group = groups.number(["Upland"].into_iter());
        let stands = Stands { number: 1, line: 2, end: 0 };
        let most = i32::try_from(MOST_SUMS).expect("few");
        for number in 0..most {
            let start = Day::from_number(number - 700_000).expect("in range");
            assert_eq!(groups.add(group, start, stands, &[]), Ok(()));
        }
        let beyond = Day::from_number(most).expect("in range");
        assert_eq!(groups.add(group, beyond, stands, &[]), Err(TooMany));
        let known = Day::from_number(0).expect("in range");
        assert_eq!(groups.add(group, known, stands, &[]), Ok(()));
    }
}
