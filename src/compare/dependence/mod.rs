//! Dependence that nobody declared: two voices whose numbers move as one, whatever their names.
//!
//! Honest sources follow the same war, so correlation alone says nothing here, nor does it that two
//! are near each other. What counts is agreement to the last digit that is written: equal figures,
//! one the other rounded, a constant distance, a constant factor, one a week or a statement late;
//! equal amounts of equal periods; and numbers that are the sum or the mean of two others.
//!
//! # What is held against what
//!
//! The null is one shared truth, of which each voice counts what is added with errors of its own.
//! The smallest that are looked for are 1 % of what a day adds, anew every day: over a month they
//! cancel out to less than two in a thousand, so that increments within half a per cent are what
//! honest sources state. From this follows how far two voices part at least from one common day to
//! a later one, and how likely it is that the difference between them stays where it was to within
//! the unit in which they are written (module `chance`). That bound holds whatever came before, so
//! that the chances of a series multiply, and with larger errors, errors by the report, delays,
//! shocks or a common beginning it holds all the more. The days that are held against each other
//! are taken so far apart that errors would show at all (module `points`); the unit is judged from
//! all of a voice's numbers (module `figures`), as a zero at the end of one proves nothing.
//!
//! A finding must have a chance below 1 in 1,000, times the kinds of coincidence that are looked
//! for, and times the pairs of voices that state as much as these (`Looks`).
//!
//! What follows from this also is what cannot be told: a copy with errors of 1 %, or one that is
//! rounded so far that honest sources of the same size round to the same, looks as two honest
//! sources do. The README has the rates, as `rates` measures them.
//!
//! A sum across measures (1,100 = 100 + 1,000) is told even where it comes once, because it is
//! arithmetic; with so few digits it may be chance, and then it is told so.

mod chance;
mod factors;
mod figures;
mod gathering;
mod kinds;
mod late;
mod made_of_two;
mod pairs;
mod periods;
mod points;
mod series;
mod sums;
mod values;
mod voices;

#[cfg(test)]
mod rates;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;

pub use kinds::{Addend, Dependence, DependenceKind, MadeOfTwo, PeriodLength, SumOfTwo};
pub use voices::dependences;
