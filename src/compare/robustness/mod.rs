//! How sure a verdict is: whether it survives leaving a voice out, reading numbers otherwise, other
//! staleness, and counting other things once. Slow: each other way is asked anew.

mod one_voice;
mod trial;
mod ways;

#[cfg(test)]
mod tests;

pub use trial::{LEAST_WIDTH, OneVoice, Robustness, Trial, Tried, WhyOne};
pub(super) use ways::{Asked, robustness};
