//! One file's estimates: compact, ordered so that a track is a slice, and immutable.

mod builder;
mod circles;
mod contents;
mod estimate;
mod event;
mod ids;
mod loaded;
mod ordering;
mod repeats;
mod rows;
#[cfg(test)]
mod tests;
mod texts;

pub use builder::{LedgerBuilder, NotTaken};
pub use contents::{Ledger, TrackSpan};
pub use estimate::Estimate;
pub use event::Event;
pub use ids::{EstimateId, FileSlot, MeasureKey, OwnId, RowIndex, SourceKey};
pub use loaded::Loaded;
pub use repeats::{Again, Unchanged};
