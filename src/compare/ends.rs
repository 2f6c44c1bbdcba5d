//! Ends of intervals, and many of them brought into order.

/// One end of an interval, held as a whole number that is in the same order as the ends are:
/// whole numbers sort in half the time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct End(i64);

impl End {
    pub(super) fn new(at: f64) -> End {
        // Adding 0 makes a negative zero a plain one.
        End(End::turned((at + 0.0).to_bits().cast_signed()))
    }

    pub(super) fn at(self) -> f64 {
        f64::from_bits(End::turned(self.0).cast_unsigned())
    }

    /// As a number without a sign that is in the same order.
    pub(super) fn in_order(self) -> u64 {
        self.0.cast_unsigned() ^ (1 << 63)
    }

    /// The bits of negative numbers count down: turned round they count up. Its own inverse.
    fn turned(bits: i64) -> i64 {
        bits ^ (bits >> 63).cast_unsigned().wrapping_shr(1).cast_signed()
    }
}

/// Bits that are put in order at once.
const DIGIT: u32 = 11;
const BUCKETS: usize = 1 << DIGIT;
const PASSES: usize = 64_usize.div_ceil(DIGIT as usize);

/// Fewer are faster sorted by comparing.
pub(super) const WORTH_BUCKETS: usize = 1 << 14;

/// Puts ends in order: many of them digit by digit from the last one on, which takes a time in
/// proportion to how many there are.
pub(super) fn sorted(mut ends: Vec<End>) -> Vec<End> {
    if ends.len() < WORTH_BUCKETS {
        ends.sort_unstable();
        return ends;
    }
    let mut counts = vec![[0_u32; BUCKETS]; PASSES];
    for end in &ends {
        for (pass, counts) in counts.iter_mut().enumerate() {
            counts[end.digit(pass)] += 1;
        }
    }
    let mut other = ends.clone();
    for (pass, counts) in counts.iter_mut().enumerate() {
        // Where all have the same digit there is nothing to put in order.
        if counts.iter().any(|count| *count as usize == ends.len()) {
            continue;
        }
        let mut before = 0;
        for count in counts.iter_mut() {
            before += std::mem::replace(count, before);
        }
        for end in &ends {
            let place = &mut counts[end.digit(pass)];
            other[*place as usize] = *end;
            *place += 1;
        }
        std::mem::swap(&mut ends, &mut other);
    }
    ends
}

impl End {
    fn digit(self, pass: usize) -> usize {
        let bits = self.in_order() >> (pass as u32 * DIGIT);
        bits as usize & (BUCKETS - 1)
    }
}
