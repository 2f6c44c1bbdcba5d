//! Pairs counted by the dozen: on how many days two voices stand, share a value, or a single one.
//!
//! From one day on which something changes to the next, the ends of what stands are put in order,
//! and each voice is given the places of its own as small whole numbers. A voice is then held
//! against all those before it in a loop without branches, which the compiler turns into one that
//! does several others at once. Some days at a time are counted, so that they stay in the cache.

use crate::compare::ends::{End, sort_by_ends};
use crate::compare::stands::motion::runs;
use crate::compare::stands::statements::NEVER;
use crate::compare::stands::sweep::Sweep;
use crate::compare::{Interval, Relation, Stretch};
use crate::estimate::Day;

/// The days of a period on which two voices both stand, by how they lie to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Together {
    pub overlap: u32,
    pub touch: u32,
    pub apart: u32,
    /// The first day of the period on which they are apart.
    pub first_apart: Option<Day>,
}

impl Together {
    /// The days on which both stand.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.overlap.saturating_add(self.touch).saturating_add(self.apart)
    }

    /// The share of these days on which they share a value, be it a single one; none where there
    /// are no such days.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let days = self.days();
        (days > 0).then(|| f64::from(days.saturating_sub(self.apart)) / f64::from(days))
    }

    /// These days and later ones.
    pub(in crate::compare) fn and(self, later: Together) -> Together {
        Together {
            overlap: self.overlap.saturating_add(later.overlap),
            touch: self.touch.saturating_add(later.touch),
            apart: self.apart.saturating_add(later.apart),
            first_apart: self.first_apart.or(later.first_apart),
        }
    }

    pub(in crate::compare) fn add(&mut self, relation: Relation, from: Day, days: u32) {
        let counted = match relation {
            Relation::Overlap => &mut self.overlap,
            Relation::Touch => &mut self.touch,
            Relation::Apart => {
                self.first_apart.get_or_insert(from);
                &mut self.apart
            }
        };
        *counted = counted.saturating_add(days);
    }
}

/// With more voices, pairs take too much room, and places are too great for small numbers.
pub(in crate::compare) const MOST_VOICES: usize = 1_024;

/// Every pair among these tracks on the days from `first` to `last`, row by row, each row with the
/// tracks before its own.
pub(in crate::compare) fn counted(
    tracks: Vec<&[Stretch]>,
    (first, last): (Day, Day),
    is_count: bool,
) -> Vec<Together> {
    let mut count = Count::new(tracks.len());
    let mut sweep = Sweep::before(tracks, first.number());
    let mut from = first.number();
    let mut standing: Vec<Option<Interval>> = Vec::new();
    loop {
        let next = sweep.next_change().unwrap_or(NEVER).min(last.number().saturating_add(1));
        runs(&sweep.current, from, next.saturating_sub(1), is_count, &mut |from, to| {
            let day = Day::from_number(from).unwrap_or(first);
            let read = sweep.current.iter().map(|of| of.map(|of| of.read_on(day, is_count)));
            standing.clear();
            standing.extend(read);
            count.add(&standing, from, to.saturating_add(1));
        });
        match sweep.advance_until(last.number()) {
            Some(day) => from = day.number(),
            None => break,
        }
    }
    count.finish()
}

/// So many steps are counted together: for some hundred voices they fit into the nearest caches.
const MOST_STEPS: usize = Steps::BITS as usize;

/// So many voices are held against one at once. Rows are as long as a multiple of it, so that
/// none are left over to be done one by one.
const LANES: usize = 8;

/// Some days on which the same stands.
struct Step {
    from: i32,
    days: u16,
}

/// Some of the steps that are counted together, one bit each.
type Steps = u64;

struct Count {
    voices: usize,
    /// Places for voices in each step; the last ones may be nobody's.
    width: usize,
    pairs: Vec<Together>,
    /// Those that are not counted yet, and how many days they are.
    steps: Vec<Step>,
    days: u16,
    /// Step by step the places of everybody's low among all ends, then those of everybody's high.
    places: Vec<i16>,
    /// For each voice the steps on which it stands.
    standing: Vec<Steps>,
    order: Order,
    /// For each voice before one, on how many days both share a value.
    meet: Vec<u16>,
}

impl Count {
    fn new(voices: usize) -> Count {
        Count {
            voices,
            width: voices.next_multiple_of(LANES),
            pairs: vec![Together::default(); voices * voices.saturating_sub(1) / 2],
            steps: Vec::new(),
            days: 0,
            places: Vec::new(),
            standing: vec![0; voices],
            order: Order::default(),
            meet: Vec::new(),
        }
    }

    /// Adds the days from `from` to the day before `until`, on which these stand.
    fn add(&mut self, standing: &[Option<Interval>], from: i32, until: i32) {
        let mut from = from;
        while from < until {
            let days = u16::try_from(until.saturating_sub(from)).unwrap_or(u16::MAX);
            if self.steps.len() == MOST_STEPS || self.days.checked_add(days).is_none() {
                self.count_steps();
            }
            self.add_step(standing, Step { from, days });
            from = from.saturating_add(i32::from(days));
        }
    }

    fn add_step(&mut self, standing: &[Option<Interval>], step: Step) {
        let own: Steps = 1 << self.steps.len();
        for (steps, read) in self.standing.iter_mut().zip(standing) {
            *steps |= if read.is_some() { own } else { 0 };
        }
        let first = self.places.len();
        // One that does not stand shares nothing with anybody.
        self.places.resize(first + self.width, i16::MAX);
        self.places.resize(first + 2 * self.width, i16::MIN);
        self.order.put(standing, self.width);
        let places = &mut self.places[first..];
        for (equal, place) in self.order.of_equal_ends().zip(0..) {
            equal.iter().for_each(|of| places[usize::from(of.place)] = place);
            if equal.len() > 1 {
                tell_touching(equal, self.width, standing, |voice, before| {
                    self.pairs[voice * (voice - 1) / 2 + before].touch += u32::from(step.days);
                });
            }
        }
        self.days += step.days;
        self.steps.push(step);
    }

    /// Takes the steps into the pairs. Until the end overlap is all that share a value.
    fn count_steps(&mut self) {
        let mut pairs = std::mem::take(&mut self.pairs);
        let mut rest = &mut pairs[..];
        for voice in 1..self.voices {
            let (pairs, later) = rest.split_at_mut(voice);
            rest = later;
            let own = self.standing[voice];
            if own == 0 {
                continue;
            }
            self.count_row(voice);
            for (other, pair) in pairs.iter_mut().enumerate() {
                let both = self.days_of(own & self.standing[other]);
                let meet = self.meet[other];
                pair.overlap += u32::from(meet);
                pair.apart += u32::from(both - meet);
                if both > meet && pair.first_apart.is_none() {
                    pair.first_apart = self.first_apart(voice, other);
                }
            }
        }
        self.pairs = pairs;
        self.days = 0;
        self.steps.clear();
        self.places.clear();
        self.standing.fill(0);
    }

    /// How many days some of the steps are.
    fn days_of(&self, steps: Steps) -> u16 {
        if steps == Steps::MAX >> (Steps::BITS as usize - self.steps.len()) {
            return self.days;
        }
        let of =
            |(place, step): (usize, &Step)| if steps >> place & 1 == 1 { step.days } else { 0 };
        self.steps.iter().enumerate().map(of).sum()
    }

    /// Counts the steps of a voice with those before it.
    fn count_row(&mut self, voice: usize) {
        let many = voice.next_multiple_of(LANES);
        self.meet.clear();
        self.meet.resize(many, 0);
        for (step, places) in self.steps.iter().zip(self.places.chunks_exact(2 * self.width)) {
            let (lows, highs) = places.split_at(self.width);
            let own = (lows[voice], highs[voice]);
            count_meeting(&mut self.meet, own, &lows[..many], &highs[..many], step.days);
        }
    }

    /// The first of these steps on which two are apart: looked for once for each pair, and not
    /// heeded in the loop over all of them.
    fn first_apart(&self, one: usize, other: usize) -> Option<Day> {
        let both = self.standing[one] & self.standing[other];
        let mut steps = self.steps.iter().enumerate().filter(|(place, _)| both >> place & 1 == 1);
        let is_apart = |step: usize| {
            let (lows, highs) = self.places[2 * step * self.width..].split_at(self.width);
            lows[one].max(lows[other]) > highs[one].min(highs[other])
        };
        let (_, step) = steps.find(|(place, _)| is_apart(*place))?;
        Day::from_number(step.from)
    }

    fn finish(mut self) -> Vec<Together> {
        self.count_steps();
        self.pairs.iter_mut().for_each(|pair| pair.overlap -= pair.touch);
        self.pairs
    }
}

/// Adds so many days to those that share a value with a voice that has these places.
fn count_meeting(
    meet: &mut [u16],
    (low, high): (i16, i16),
    lows: &[i16],
    highs: &[i16],
    days: u16,
) {
    // Said once that all are as long, the loop asks no more.
    let many = meet.len();
    let (lows, highs) = (&lows[..many], &highs[..many]);
    for other in 0..many {
        let (from, to) = (low.max(lows[other]), high.min(highs[other]));
        meet[other] += if from <= to { days } else { 0 };
    }
}

/// Ends in order.
#[derive(Default)]
struct Order {
    order: Vec<EndOf>,
    spare: Vec<EndOf>,
}

/// An end of what a voice says.
#[derive(Clone, Copy)]
struct EndOf {
    end: End,
    /// The voice, of its high so much more as there is width for voices.
    place: u16,
}

impl Order {
    /// Puts the ends of those who stand in order; there is width for so many.
    fn put(&mut self, standing: &[Option<Interval>], width: usize) {
        self.order.clear();
        self.order.reserve(2 * standing.len());
        let highs = u16::try_from(width).unwrap_or(u16::MAX);
        for (read, voice) in standing.iter().zip(0..) {
            let Some(read) = read else { continue };
            let low = EndOf { end: End::new(read.low()), place: voice };
            let high = EndOf { end: End::new(read.high()), place: highs.saturating_add(voice) };
            self.order.extend_from_slice(&[low, high]);
        }
        sort_by_ends(&mut self.order, &mut self.spare, |of| of.end);
    }

    /// The ends in order, those that are equal together.
    fn of_equal_ends(&self) -> impl Iterator<Item = &[EndOf]> {
        self.order.chunk_by(|one, other| one.end == other.end)
    }
}

/// Tells every two voices, the later one first, that share this single value and are not it: the
/// one ends where the other begins.
fn tell_touching(
    equal: &[EndOf],
    width: usize,
    standing: &[Option<Interval>],
    mut tell: impl FnMut(usize, usize),
) {
    let is_range = |voice: usize| standing[voice].is_some_and(|read| !read.is_point());
    let places = || equal.iter().map(|of| usize::from(of.place));
    let ending = places().filter_map(|place| place.checked_sub(width));
    for one in ending.filter(|voice| is_range(*voice)) {
        for other in places().filter(|place| *place < width && is_range(*place)) {
            tell(one.max(other), one.min(other));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::EstimateRef;
    use crate::compare::shares::slice::relation;
    use crate::estimate::RowIndex;

    fn day(number: i32) -> Day {
        Day::from_number(number).expect("a day")
    }

    fn stretch(from: i32, to: Option<i32>, low: f64, high: f64) -> Stretch {
        let read = Interval::new(low, high).expect("in order");
        let estimate = EstimateRef::new(0, RowIndex::new(0));
        crate::compare::fixtures::stretch(day(from), estimate, read).on(day(from), to.map(day))
    }

    /// Ends that are equal, next to each other, or open.
    fn any_end() -> impl Strategy<Value = f64> {
        let near = |n: u8| f64::from_bits(1e6_f64.to_bits() + u64::from(n % 4)) - f64::from(n / 4);
        prop_oneof![
            8 => (0..12_u8).prop_map(near),
            1 => Just(0.0),
            1 => Just(-0.0),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY),
        ]
    }

    fn any_track() -> impl Strategy<Value = Vec<Stretch>> {
        let days = (0..40_i32, 1..30_i32);
        prop::collection::vec((days, any_end(), any_end()), 0..4).prop_map(|told| {
            let mut from = 0;
            let mut track = Vec::new();
            for ((gap, days), one, other) in told {
                from += gap;
                track.push(stretch(from, Some(from + days - 1), one.min(other), one.max(other)));
                from += days;
            }
            track
        })
    }

    proptest! {
        #[test]
        fn ends_however_near_to_each_other_are_held_apart(
            tracks in prop::collection::vec(any_track(), 0..20), first in 0..50_i32, days in 0..150_i32,
        ) {
            let period = (day(first), day(first + days));
            let pairs = counted(tracks.iter().map(|track| &track[..]).collect(), period, true);
            let mut pairs = pairs.into_iter();
            for (row, one) in tracks.iter().enumerate() {
                for other in &tracks[..row] {
                    let mut wanted = Together::default();
                    for at in (first..=first + days).map(day) {
                        let standing = |track: &[Stretch]| {
                            let stands = |s: &&Stretch| s.from <= at && s.to >= Some(at);
                            track.iter().find(stands).map(Stretch::read)
                        };
                        let Some((one, other)) = standing(one).zip(standing(other)) else { continue };
                        match relation(one, other) {
                            Relation::Overlap => wanted.overlap += 1,
                            Relation::Touch => wanted.touch += 1,
                            Relation::Apart => wanted.apart += 1,
                        }
                        if wanted.apart == 1 {
                            wanted.first_apart.get_or_insert(at);
                        }
                    }
                    prop_assert_eq!(pairs.next(), Some(wanted));
                }
            }
            prop_assert_eq!(pairs.next(), None);
        }
    }

    #[test]
    fn centuries_on_which_nothing_changes_are_counted_in_full() {
        let many = 10 * i32::from(u16::MAX);
        let (one, other) = (stretch(0, None, 1.0, 2.0), stretch(7, None, 3.0, 4.0));
        let third = stretch(many - 9, None, 2.0, 3.0);
        let tracks = [&[one][..], &[other], &[third]];
        let pairs = counted(tracks.to_vec(), (day(0), day(many)), true);
        let apart = Together {
            apart: many.unsigned_abs() - 6,
            first_apart: Some(day(7)),
            ..Together::default()
        };
        let touch = Together { touch: 10, ..Together::default() };
        assert_eq!(pairs, [apart, touch, touch]);
    }
}
