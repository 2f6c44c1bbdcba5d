//! What events are known by, so that one that is there twice is counted once.

use std::ops::Range;

use roaring::RoaringBitmap;

use super::groups::{Named, group_name};
use crate::files::cells::Cells;

/// So much of them is kept. Numbers that lie close together need two bytes each at most.
const MOST_BYTES: u64 = 48 << 20;

/// So many ways to begin are kept.
const MOST_BEGINNINGS: usize = 1 << 16;

/// So often it is looked how much they are.
const LOOKED_AT_EVERY: u32 = 1 << 16;

/// The ids that were seen so far.
///
/// An id is a number behind a text: `SYR1234`. Those that begin alike are a set of numbers.
#[derive(Clone, Default, Debug)]
pub(super) struct Ids {
    /// Those that are numbers and no more.
    numbers: RoaringBitmap,
    /// The last of these, one after the other, which are not among them yet. Most tables are in order.
    row: Range<u32>,
    greatest: Option<u32>,
    /// How the others begin, and by the number of that those that do.
    beginnings: Named,
    sets: Vec<RoaringBitmap>,
    since_looked: u32,
    is_full: bool,
}

impl Ids {
    /// Takes over the id that stands in a column of a row; whether it is there for the first time.
    pub(super) fn see(&mut self, row: &impl Cells, column: usize) -> bool {
        let count = row.count(column).filter(|count| (0.0..=MOST_NUMBER).contains(count));
        match count {
            Some(count) => self.take("", count as u32),
            None => self.see_text(row.cell(column).as_text()),
        }
    }

    /// The same for what stands in a cell. An empty one is no id.
    fn see_text(&mut self, text: &str) -> bool {
        let text = group_name(text);
        if text.is_empty() {
            return true;
        }
        let (beginning, number) = cut(text);
        self.take(beginning, number)
    }

    fn take(&mut self, beginning: &str, number: u32) -> bool {
        if self.is_full {
            return true;
        }
        if beginning.is_empty() {
            if self.row.end == number && self.greatest < Some(number) {
                self.row.end = number.saturating_add(1);
                self.greatest = Some(number);
                return true;
            }
            self.end_row();
            if self.greatest < Some(number) {
                self.row = number..number.saturating_add(1);
                self.greatest = Some(number);
                return true;
            }
        }
        let Some(set) = self.set(beginning) else { return true };
        let is_new = set.insert(number);
        self.since_looked = self.since_looked.saturating_add(1);
        if self.since_looked >= LOOKED_AT_EVERY {
            self.look();
        }
        is_new
    }

    /// Puts those that came one after the other among the others.
    fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.numbers.insert_range(self.row.clone());
            let more = u32::try_from(self.row.len()).unwrap_or(u32::MAX);
            self.since_looked = self.since_looked.saturating_add(more);
            self.row = 0..0;
        }
    }

    /// Whether none of these was seen.
    pub(super) fn have_none_of(&self, others: &Ids) -> bool {
        let row = |ids: &Ids| {
            let mut numbers = RoaringBitmap::new();
            numbers.insert_range(ids.row.clone());
            numbers
        };
        let (own_row, other_row) = (row(self), row(others));
        let have_no_number = [&self.numbers, &own_row]
            .into_iter()
            .all(|own| own.is_disjoint(&others.numbers) && own.is_disjoint(&other_row));
        have_no_number
            && others.each().all(|(beginning, others)| {
                let own = self.beginnings.known(&std::iter::once(beginning));
                let own = own.and_then(|place| self.sets.get(place as usize));
                own.is_none_or(|own| own.is_disjoint(others))
            })
    }

    /// Takes others over.
    pub(super) fn join(&mut self, others: &Ids) {
        self.is_full |= others.is_full;
        self.end_row();
        self.numbers.insert_range(others.row.clone());
        self.greatest = self.greatest.max(others.greatest);
        for (beginning, more) in std::iter::once(("", &others.numbers)).chain(others.each()) {
            let Some(set) = self.set(beginning) else { break };
            *set |= more;
            let more = u32::try_from(more.len()).unwrap_or(u32::MAX);
            self.since_looked = self.since_looked.saturating_add(more);
        }
        if self.since_looked >= LOOKED_AT_EVERY {
            self.look();
        }
    }

    /// Whether there are more of them than are kept: then nothing is known of any.
    pub(super) fn are_too_many(&self) -> bool {
        self.is_full
    }

    /// Those that are more than a number, by how they begin.
    fn each(&self) -> impl Iterator<Item = (&str, &RoaringBitmap)> {
        self.sets.iter().enumerate().map(|(place, set)| {
            let beginning = self.beginnings.names(place).first();
            (beginning.map_or("", String::as_str), set)
        })
    }

    /// Those that begin like this; none where that are too many ways to begin.
    fn set(&mut self, beginning: &str) -> Option<&mut RoaringBitmap> {
        if beginning.is_empty() {
            return Some(&mut self.numbers);
        }
        let place = self.beginnings.number(std::iter::once(beginning)) as usize;
        if place >= MOST_BEGINNINGS {
            self.give_up();
            return None;
        }
        if place >= self.sets.len() {
            self.sets.push(RoaringBitmap::new());
        }
        self.sets.get_mut(place)
    }

    fn look(&mut self) {
        self.since_looked = 0;
        let bytes = self.sets.iter().chain([&self.numbers]).map(|set| {
            let of = set.statistics();
            let lists = of.n_bytes_array_containers.saturating_add(of.n_bytes_run_containers);
            lists.saturating_add(of.n_bytes_bitset_containers)
        });
        if bytes.fold(0, u64::saturating_add) > MOST_BYTES {
            self.give_up();
        }
    }

    fn give_up(&mut self) {
        *self = Ids { is_full: true, ..Ids::default() };
    }
}

/// More digits are no number of four bytes.
const MOST_DIGITS: usize = 9;
const MOST_NUMBER: f64 = 999_999_999.0;

/// The number at the end of an id, and what stands before it: no two ids are cut alike.
fn cut(id: &str) -> (&str, u32) {
    let digits = id.bytes().rev().take(MOST_DIGITS).take_while(u8::is_ascii_digit).count();
    let (before, digits) = id.split_at_checked(id.len().saturating_sub(digits)).unwrap_or((id, ""));
    // A nought in front says nothing in a number: it belongs to what stands before.
    let noughts =
        digits.bytes().take(digits.len().saturating_sub(1)).take_while(|b| *b == b'0').count();
    let (_, number) = digits.split_at_checked(noughts).unwrap_or(("", digits));
    let before = id.get(..before.len().saturating_add(noughts)).unwrap_or(before);
    // Without a number it is a beginning of its own, which no other is cut to.
    number.parse().map_or((id, u32::MAX), |number| (before, number))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_two_ids_are_cut_alike() {
        let cuts = [
            ("SYR1234", ("SYR", 1_234)),
            ("SYR0012", ("SYR00", 12)),
            ("0", ("", 0)),
            ("00", ("0", 0)),
            ("12345678901", ("12", 345_678_901)),
            ("1000000000", ("100000000", 0)),
            ("k7-a", ("k7-a", u32::MAX)),
            ("й7", ("й", 7)),
        ];
        for (id, expected) in cuts {
            assert_eq!(cut(id), expected, "{id}");
        }
    }

    proptest! {
        #[test]
        fn an_id_is_new_where_no_earlier_one_is_the_same_text(
            texts in prop::collection::vec("[A0]{0,2}[0-2]{0,11}(b|\\.0)?", 0..120),
            at in 0..120_usize,
        ) {
            let mut known = HashSet::new();
            let (mut all, mut first, mut rest) = <(Ids, Ids, Ids)>::default();
            let mut in_first = HashSet::new();
            let mut has_none = true;
            for (place, text) in texts.iter().enumerate() {
                let own = group_name(text);
                prop_assert_eq!(all.see_text(text), own.is_empty() || known.insert(own));
                if place < at {
                    first.see_text(text);
                    in_first.insert(own);
                } else {
                    rest.see_text(text);
                    has_none &= own.is_empty() || !in_first.contains(own);
                }
            }
            prop_assert_eq!(first.have_none_of(&rest), has_none);
            first.join(&rest);
            for text in &texts {
                prop_assert_eq!(first.see_text(text), group_name(text).is_empty());
            }
        }
    }

    #[test]
    fn of_too_many_that_are_unlike_each_other_nothing_is_known() {
        let mut ids = Ids::default();
        for number in 0..MOST_BEGINNINGS {
            assert!(ids.see_text(&format!("{number:08x}-")));
        }
        assert!(!ids.see_text("00000000-") && !ids.are_too_many());
        assert!(ids.see_text("one more") && ids.are_too_many());
        assert!(ids.see_text("00000000-"));
        let mut scattered = Ids::default();
        let mut number = 7_u32;
        while !scattered.are_too_many() {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            scattered.take("", number);
        }
        let mut close = Ids::default();
        (0..2_000_000).for_each(|number| assert!(close.take("", number)));
        assert!(!close.are_too_many());
    }
}
