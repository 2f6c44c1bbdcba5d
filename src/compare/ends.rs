//! Ends of intervals, and many of them brought into order.

use std::ops::RangeInclusive;

/// One end of an interval, held as a whole number that is in the same order as the ends are:
/// whole numbers sort in half the time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct End(u64);

const SIGN: u64 = 1 << 63;

impl End {
    pub(super) fn new(at: f64) -> End {
        // Adding 0 makes a negative zero a plain one.
        let bits = (at + 0.0).to_bits();
        // The bits of negative numbers count down.
        End(if bits & SIGN == 0 { bits | SIGN } else { !bits })
    }

    pub(super) fn at(self) -> f64 {
        f64::from_bits(if self.0 & SIGN == 0 { !self.0 } else { self.0 & !SIGN })
    }
}

/// Fewer are faster sorted by comparing.
const WORTH_BUCKETS: usize = 64;
/// Fewer are put into buckets first, more are sorted digit by digit.
const WORTH_DIGITS: usize = 1 << 14;
/// More take longer to look through than they save.
const MOST_BUCKETS: usize = 1 << 11;
/// So many in one bucket are brought into order by going from each to the next.
const FEW: u32 = 16;

/// Puts ends in order.
pub(super) fn sorted(mut ends: Vec<End>) -> Vec<End> {
    sort(&mut ends, &mut Vec::new());
    ends
}

/// Puts ends in order. What `spare` holds is lost: it is given so that one list serves many times.
pub(super) fn sort(ends: &mut Vec<End>, spare: &mut Vec<End>) {
    sort_by_ends(ends, spare, |end| *end);
}

/// Puts things in order by their ends; in which order those of equal ones come is not said. What
/// `spare` holds is lost.
pub(super) fn sort_by_ends<T: Copy>(
    things: &mut Vec<T>,
    spare: &mut Vec<T>,
    end: impl Fn(&T) -> End,
) {
    // Many begin at 0 or have no end, far from all others.
    let usual = End::new(f64::MIN_POSITIVE).0..=End::new(f64::MAX).0;
    sort_by_numbers(things, spare, |thing| end(thing).0, &usual);
}

/// The same by numbers, of which most lie where it is usual.
pub(super) fn sort_by_numbers<T: Copy>(
    things: &mut Vec<T>,
    spare: &mut Vec<T>,
    number: impl Fn(&T) -> u64,
    usual: &RangeInclusive<u64>,
) {
    match things.len() {
        ..WORTH_BUCKETS => things.sort_unstable_by_key(number),
        WORTH_BUCKETS..WORTH_DIGITS => by_buckets(things, spare, number, usual),
        WORTH_DIGITS.. => by_digits(things, spare, number),
    }
}

/// Into as many buckets as there are things, or more, between the least and the greatest of the
/// usual numbers, then each bucket by itself.
fn by_buckets<T: Copy>(
    things: &mut Vec<T>,
    spare: &mut Vec<T>,
    number: impl Fn(&T) -> u64,
    usual: &RangeInclusive<u64>,
) {
    let (mut least, mut greatest) = (*usual.end(), *usual.start());
    for number in things.iter().map(&number).filter(|number| usual.contains(number)) {
        (least, greatest) = (least.min(number), greatest.max(number));
    }
    let buckets = things.len().next_power_of_two().min(MOST_BUCKETS);
    let bits = u64::BITS - greatest.saturating_sub(least).leading_zeros();
    let shift = bits.saturating_sub(buckets.trailing_zeros());
    let bucket = |thing: &T| {
        let number = number(thing).min(greatest).saturating_sub(least);
        (number >> shift) as usize & (buckets - 1)
    };
    let mut counts = [0; MOST_BUCKETS];
    let counts = &mut counts[..buckets];
    things.iter().for_each(|thing| counts[bucket(thing)] += 1);
    // What it holds is written over: only as much of it is made new as there was not.
    spare.truncate(things.len());
    spare.extend_from_slice(&things[spare.len()..]);
    let fullest = counts.iter().fold(0, |fullest, count| fullest.max(*count));
    deal_out(things, spare, counts, bucket);
    std::mem::swap(things, spare);
    if fullest > FEW {
        sort_full(things, counts, &number);
    }
    sort_nearby(things, number);
}

/// Puts each bucket that holds many in order by itself; `ends` says where each ends.
fn sort_full<T>(things: &mut [T], ends: &[u32], number: impl Fn(&T) -> u64) {
    let mut start = 0;
    for end in ends.iter().copied() {
        if end - start > FEW {
            things[start as usize..end as usize].sort_unstable_by_key(&number);
        }
        start = end;
    }
}

/// Puts things in order of which each is only a few places away from its own.
fn sort_nearby<T: Copy>(things: &mut [T], number: impl Fn(&T) -> u64) {
    for next in 1..things.len() {
        let (thing, mut place) = (things[next], next);
        while place > 0 && number(&things[place - 1]) > number(&thing) {
            things[place] = things[place - 1];
            place -= 1;
        }
        things[place] = thing;
    }
}

/// Bits that are put in order at once.
const DIGIT: u32 = 11;
const DIGITS: usize = 1 << DIGIT;

/// Digit by digit, from the last one on, which takes a time in proportion to how many there are.
fn by_digits<T: Copy>(things: &mut Vec<T>, spare: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    let one = things.first().map_or(0, &number);
    let differing = things.iter().fold(0, |bits, thing| bits | (number(thing) ^ one));
    spare.clear();
    spare.extend_from_slice(things);
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        // Where all have the same digit there is nothing to put in order.
        if (differing >> shift) as usize & (DIGITS - 1) == 0 {
            continue;
        }
        let digit = |thing: &T| (number(thing) >> shift) as usize % DIGITS;
        let mut counts = [0; DIGITS];
        things.iter().for_each(|thing| counts[digit(thing)] += 1);
        deal_out(things, spare, &mut counts, digit);
        std::mem::swap(things, spare);
    }
}

/// Puts things into another list of the same length in the order of their digits, those with equal
/// ones in the order in which they are. `counts` says how many have each of them.
fn deal_out<T: Copy>(
    things: &[T],
    into: &mut [T],
    counts: &mut [u32],
    digit: impl Fn(&T) -> usize,
) {
    let mut before = 0;
    for count in &mut *counts {
        before += std::mem::replace(count, before);
    }
    for thing in things {
        let place = &mut counts[digit(thing)];
        into[*place as usize] = *thing;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many numbers that look random, some of them equal and some without end.
    fn ends(seed: u64, many: usize, is_wide: bool) -> Vec<End> {
        let mut state = seed;
        let mut ends: Vec<End> = (0..many)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let number = (state >> 33) as f64;
                End::new(if is_wide { number - 1e9 } else { 900.0 + (number / 1e7).floor() })
            })
            .collect();
        ends.extend([f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 5e-324].map(End::new));
        ends
    }

    fn are_in_order(ends: Vec<End>) -> Result<(), TestCaseError> {
        let mut numbers: Vec<f64> = ends.iter().map(|end| end.at()).collect();
        numbers.sort_by(f64::total_cmp);
        let own: Vec<f64> = sorted(ends).into_iter().map(End::at).collect();
        prop_assert_eq!(own, numbers);
        Ok(())
    }

    proptest! {
        #[test]
        fn however_many_ends_are_put_in_the_order_of_their_numbers(
            seed in any::<u64>(), is_wide: bool, extra in 0_usize..600, is_many: bool,
        ) {
            let many = if is_many { WORTH_DIGITS } else { 0 };
            are_in_order(ends(seed, many + extra, is_wide))?;
        }

        #[test]
        fn whatever_ends_there_are_they_are_put_in_order(
            numbers in prop::collection::vec(
                prop_oneof![any::<f64>(), (0..9_u8).prop_map(f64::from)], 0..300,
            ),
        ) {
            are_in_order(numbers.into_iter().filter(|n| !n.is_nan()).map(End::new).collect())?;
        }

        #[test]
        fn an_end_is_in_order_as_its_number_is(one in any::<f64>(), other in any::<f64>()) {
            prop_assume!(!one.is_nan() && !other.is_nan());
            prop_assert_eq!(End::new(one).partial_cmp(&End::new(other)), one.partial_cmp(&other));
            prop_assert_eq!(End::new(one).at(), one);
        }
    }
}
