//! Why two numbers differ: the gap between any two estimates or voices taken apart, part by part,
//! until what remains is what nobody's data explain.
//!
//! # The parts, in their order, and why in that order
//!
//! 1. **Days**: two totals of different days differ by what totals grew in between. It comes first
//!    because the data say how fast that was: the growth by which totals are
//!    carried to the day, from the least to the greatest line over each day. Its middle is the part;
//!    how far it reaches goes to *reading*. Two numbers of one voice are not explained by that
//!    voice's own growth, which is nothing but their gap. Only totals so far grow like this.
//! 2. **Definition** (what is counted, on which basis, since when), 3. **place**, 4. **population**:
//!    once both are of one day, what is counted otherwise. A part has an amount only where one and
//!    the same source states both measures of one day, within 90 days of the second number's day,
//!    best numbers or ranges; then it is the difference of these two. The two voices' own pairs come
//!    first, as they need no scale of anybody else's, then the nearest day, then the earlier one,
//!    then the first name. Where the two are themselves what one source says of one day, all that
//!    lies between them is of definition. No part leads below nothing: whoever counts in another size
//!    altogether says nothing of these two.
//! 5. **Reading**: what is left as far as the two numbers leave it open: by a hedge, by rounding, by
//!    an open end, by a range of which only the middle is reckoned with, and by a growth that was
//!    known from least to greatest. It is no more than what is left, so that nothing remains of two
//!    numbers that share a value once that growth has brought them to one day.
//! 6. **Copy**: what the newest copy of a file says instead of a number that an older copy has.
//! 7. **Echo**: what became of a number on the way, where it was only passed on.
//!
//! What remains is *unexplained*. A copy and an echo are led back first: days, definition, place and
//! population are held between what the newest copy has of what the original said, as a number that
//! was passed on a day later did not grow on that day. *Reading* is reckoned last, as it can only be
//! so and is not known to be so.
//!
//! A respect in which the two are the same is told as the same; one in which they differ but of which
//! nobody's data say by how much is told as not known and stays in the rest. Nothing is invented.
//!
//! # That it adds up
//!
//! Parts and rest come to the gap exactly, also as they are shown. All steps are reckoned in whole
//! units of the last decimal that any of the numbers has – of what is counted, in whole people – and
//! in such units every sum below 2⁵³ is exact. So a growth of 34,934.6 makes a step to a whole
//! number, and what was rounded away there is in the rest and not lost.

mod ends;
mod grown;
mod linked;
mod parts;
mod taking_apart;
#[cfg(test)]
mod tests;
mod traced;
mod units;

pub use ends::{EndAsked, NoBridge};
pub use parts::{
    Bridge, BridgeEnd, BridgePart, BridgePartKind, BridgeWhy, CountedOtherwise, DaysBetween,
    Figure, Grew, Grower, InPlaceOf, Instead, KnownPart, Leeway, LinkedPair, ToldNumber,
};
pub use taking_apart::{Bridging, bridge};
