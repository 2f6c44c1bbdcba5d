//! What the program can prove from the data, in sentences: who stands how far apart, who changed
//! sides, which statements are one and the same, which contradict each other, and what the verdict
//! hinges on.
//!
//! One file a kind of finding. Each rests on estimates and names them. Slow beside a comparison:
//! meant for a worker, and stops when asked. Nothing here speaks of how likely anything is.

mod at_day;
mod dependences;
mod earlier;
mod echoes;
mod fact;
mod finding;
mod hinges;
mod inquiry;
mod insight;
mod key;
mod linked;
mod may_be_one;
mod mutation;
mod newer_copies;
mod over_time;
pub(in crate::compare) mod passed_on;
mod revisions;
mod stake;
mod totals;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;

pub use earlier::EarlierCopy;
pub use fact::{
    AboutMeasures, EchoesCounted, Excess, Fact, FindingKind, Grown, Otherwise, Parting, PassedOn,
    Revision, Side,
};
pub use finding::{Finding, MOST_OF_A_KIND};
pub use insight::{Insight, findings, insight};
pub use key::{Dismissal, FindingKey, FindingName};
pub use mutation::{Mutation, mutations};
