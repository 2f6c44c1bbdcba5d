//! The one reader of a source's own words: which amounts a text speaks of, and how they are stated.
//!
//! "Almost 1,000" is *nearly*, "3,000 or more" is *at least*, "15–20 million" is a range whose unit
//! is said once. It serves whoever enters what a page says, the wording beside a number in a file,
//! and a cell in which an amount is written out. Only plain words count: where they leave a doubt,
//! as after a "not", the reader names the [`Doubt`] and takes nothing for granted. A missed hedge
//! costs little, an invented one contradicts the file.

mod amounts;
mod bracketed;
mod counted;
mod hedges;
mod letters;
mod magnitudes;
mod numbers;
mod ranges;
mod spelled;
mod vague;

#[cfg(test)]
mod tests;

pub use amounts::{
    Amount, Doubt, Worded, amount_of, amounts_beside_words, amounts_in, open_range, worded,
};
pub use hedges::CAUTION;
pub use numbers::DecimalMark;
pub use vague::{is_vague, suggested_range};
