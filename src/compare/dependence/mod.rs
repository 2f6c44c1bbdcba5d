//! Dependence that nobody declared: two voices whose numbers move as one, whatever their names.
//!
//! Honest sources follow the same war, so correlation alone says nothing here. What counts is
//! agreement in detail that independent estimates do not reach: equal values and equal increments,
//! weighed by their digits; increments within half a per cent in most of at least eight equal
//! periods; a constant distance; one a rounding of the other; one the sum of two others.
//!
//! # Thresholds, and why
//!
//! The null is one shared truth, reported by each voice with independent errors of 5 % or more.
//! Two such numbers differ by at least 7 % in the root mean square, so that two amounts come within
//! half a per cent of each other once in 18 periods, and a number with four digits is met by chance
//! less often than once in 500. From this and from the unit to which the figures are written
//! follows, for every period and every day, how likely a coincidence is (module `chance`); a
//! signal is told only if most of what can be compared coincides *and* so many coincidences have a
//! chance below 1 in 5,000. Rounded figures coincide easily, and thereby count for little: two
//! round numbers prove nothing. Tests hold that fewer than 1 in 1,000 pairs is flagged under that
//! null, with errors of 5, 10 and 20 %, daily and monthly, exact and rounded to two or three digits.
//!
//! A sum across measures (1,100 = 100 + 1,000) is told even where it comes once, because it is
//! arithmetic; with so few digits it may be chance, and then it is told so.

mod chance;
mod figures;
mod kinds;
mod periods;
mod series;
mod sums;
mod values;
mod voices;

#[cfg(test)]
mod null_tests;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;

pub use kinds::{Dependence, DependenceKind, PeriodLength, SumOfTwo};
pub use voices::dependences;
