//! Pairs counted by the dozen: which voices go with which, a bit each.
//!
//! From one day on which something changes to the next, the voices that stand are put in order by
//! their lows and by their highs. Those that lie wholly below a voice are a beginning of the one
//! order, those wholly above it the rest of the other, so that two look-ups tell of a voice with
//! whom it shares nothing, sixty-four others at a time. Days are added up in counters that lie
//! across the words, a bit of every pair's count in each.

use super::agreement::End;
use super::sweep::Sweep;
use super::{Interval, Stretch, Together};
use crate::estimate::Day;

/// With more voices, counters for all pairs take too much room.
pub(super) const MOST_VOICES: usize = 1_024;

/// Every pair among these tracks on the days from `first` to `last`, row by row, each row with the
/// tracks before its own.
pub(super) fn counted(tracks: Vec<&[Stretch]>, (first, last): (Day, Day)) -> Vec<Together> {
    let mut count = Count::new(tracks.len());
    let mut sweep = Sweep::before(tracks, first.number());
    let mut standing: Vec<Option<Interval>> =
        sweep.current.iter().map(|stretch| stretch.map(|stretch| stretch.read)).collect();
    let mut from = first.number();
    while let Some(day) = sweep.advance_until(last.number()) {
        count.add(&standing, from, day.number());
        from = day.number();
        for place in &sweep.changed {
            standing[*place] = sweep.current[*place].map(|stretch| stretch.read);
        }
    }
    count.add(&standing, from, last.number().saturating_add(1));
    count.pairs()
}

/// A period is shorter than two to this power, in days.
const BITS: usize = 24;

/// How often each of some bits was set, weighed by days.
struct Tallies {
    words: usize,
    /// By word and power of two.
    bits: Vec<[u64; BITS]>,
}

impl Tallies {
    fn new(voices: usize, words: usize) -> Tallies {
        Tallies { words, bits: vec![[0; BITS]; voices * words] }
    }

    /// Adds so many days to the count of every voice that is set in this word of a voice's row.
    fn add(&mut self, voice: usize, word: usize, set: u64, days: u32) {
        let counts = &mut self.bits[voice * self.words + word];
        let mut left = days;
        while left != 0 {
            let mut power = left.trailing_zeros() as usize;
            left &= left - 1;
            let mut carry = set;
            while carry != 0 && power < BITS {
                let before = counts[power];
                counts[power] = before ^ carry;
                carry &= before;
                power += 1;
            }
        }
    }

    fn get(&self, voice: usize, other: usize) -> u32 {
        let counts = &self.bits[voice * self.words + other / 64];
        let bit = |power: usize| (counts[power] >> (other % 64) & 1) as u32;
        (0..BITS).map(|power| bit(power) << power).sum()
    }
}

struct Count {
    voices: usize,
    words: usize,
    both: Tallies,
    apart: Tallies,
    touch: Tallies,
    /// Whom each voice was apart from already, and since when.
    seen_apart: Vec<u64>,
    first_apart: Vec<i32>,
    order: Order,
}

/// The voices that stand, in order of one end, and those before each place as bits.
#[derive(Default)]
struct EndOrder {
    ends: Vec<(u64, usize)>,
    /// Row by row: the voices of the first 0, 1, 2, … ends.
    before: Vec<u64>,
}

#[derive(Default)]
struct Order {
    lows: EndOrder,
    highs: EndOrder,
    standing: Vec<u64>,
    points: Vec<u64>,
    /// Of each voice: how many highs lie below its low, how many not above it, how many lows lie
    /// below its high, and how many not above it.
    places: Vec<[usize; 4]>,
}

impl EndOrder {
    fn fill(&mut self, ends: impl Iterator<Item = (f64, usize)>, words: usize) {
        self.ends.clear();
        self.ends.extend(ends.map(|(at, voice)| (End::new(at).in_order(), voice)));
        self.ends.sort_unstable();
        self.before.clear();
        self.before.resize((self.ends.len() + 1) * words, 0);
        for (place, (_, voice)) in self.ends.iter().enumerate() {
            let (earlier, later) = self.before.split_at_mut((place + 1) * words);
            let (row, next) = (&earlier[place * words..], &mut later[..words]);
            next.copy_from_slice(row);
            next[voice / 64] |= 1 << (voice % 64);
        }
    }
}

impl Order {
    fn fill(&mut self, standing: &[Option<Interval>], words: usize) {
        let all =
            || standing.iter().enumerate().filter_map(|(voice, read)| Some(((*read)?, voice)));
        self.lows.fill(all().map(|(read, voice)| (read.low(), voice)), words);
        self.highs.fill(all().map(|(read, voice)| (read.high(), voice)), words);
        self.standing.clear();
        self.standing.extend_from_slice(&self.lows.before[self.lows.ends.len() * words..]);
        self.points.clear();
        self.points.resize(words, 0);
        for (_, voice) in all().filter(|(read, _)| read.is_point()) {
            self.points[voice / 64] |= 1 << (voice % 64);
        }
        self.places.resize(standing.len(), [0; 4]);
        let (mut below, mut up_to) = (0, 0);
        for (low, voice) in &self.lows.ends {
            below = passed(&self.highs.ends, below, |high| high < *low);
            up_to = passed(&self.highs.ends, up_to, |high| high <= *low);
            self.places[*voice][..2].copy_from_slice(&[below, up_to]);
        }
        let (mut below, mut up_to) = (0, 0);
        for (high, voice) in &self.highs.ends {
            below = passed(&self.lows.ends, below, |low| low < *high);
            up_to = passed(&self.lows.ends, up_to, |low| low <= *high);
            self.places[*voice][2..].copy_from_slice(&[below, up_to]);
        }
    }
}

/// The first place from here on that is not passed over.
fn passed(ends: &[(u64, usize)], from: usize, is_passed: impl Fn(u64) -> bool) -> usize {
    from + ends[from..].iter().take_while(|(end, _)| is_passed(*end)).count()
}

impl Count {
    fn new(voices: usize) -> Count {
        let words = voices.div_ceil(64);
        Count {
            voices,
            words,
            both: Tallies::new(voices, words),
            apart: Tallies::new(voices, words),
            touch: Tallies::new(voices, words),
            seen_apart: vec![0; voices * words],
            first_apart: vec![0; voices * voices],
            order: Order::default(),
        }
    }

    /// Adds the days from `from` to the day before `until`, on which these stand.
    fn add(&mut self, standing: &[Option<Interval>], from: i32, until: i32) {
        let days = u32::try_from(until.saturating_sub(from)).unwrap_or(0);
        if days == 0 {
            return;
        }
        let mut order = std::mem::take(&mut self.order);
        order.fill(standing, self.words);
        for (_, voice) in &order.lows.ends {
            self.add_row(&order, *voice, from, days);
        }
        self.order = order;
    }

    /// Adds a voice with those before it.
    fn add_row(&mut self, order: &Order, voice: usize, from: i32, days: u32) {
        let [below, up_to_low, below_high, up_to_high] = order.places[voice];
        let is_point = order.points[voice / 64] >> (voice % 64) & 1 == 1;
        let may_touch = !is_point && (below != up_to_low || below_high != up_to_high);
        let row = |end: &EndOrder, place: usize, word: usize| end.before[place * self.words + word];
        for word in 0..=voice / 64 {
            let mut wanted = order.standing[word];
            if word == voice / 64 {
                wanted &= (1 << (voice % 64)) - 1;
            }
            let high_below = row(&order.highs, below, word);
            let low_up_to = row(&order.lows, up_to_high, word);
            let apart = (high_below | !low_up_to) & wanted;
            let touch = if may_touch {
                let at_low = row(&order.highs, up_to_low, word) & !high_below;
                let at_high = low_up_to & !row(&order.lows, below_high, word);
                (at_low | at_high) & wanted & !order.points[word]
            } else {
                0
            };
            self.both.add(voice, word, wanted, days);
            self.apart.add(voice, word, apart, days);
            self.touch.add(voice, word, touch, days);
            let seen = &mut self.seen_apart[voice * self.words + word];
            let mut new = apart & !*seen;
            *seen |= apart;
            while new != 0 {
                let other = word * 64 + new.trailing_zeros() as usize;
                self.first_apart[voice * self.voices + other] = from;
                new &= new - 1;
            }
        }
    }

    fn pairs(&self) -> Vec<Together> {
        let rows = (0..self.voices).flat_map(|row| (0..row).map(move |column| (row, column)));
        rows.map(|(row, column)| {
            let apart = self.apart.get(row, column);
            let touch = self.touch.get(row, column);
            let first = self.first_apart[row * self.voices + column];
            Together {
                overlap: self.both.get(row, column) - apart - touch,
                touch,
                apart,
                first_apart: Day::from_number(first).filter(|_| apart > 0),
            }
        })
        .collect()
    }
}
