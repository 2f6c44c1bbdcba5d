//! What is doubtful in a session itself.

use super::Refusal;
use crate::estimate::{EstimateId, FileSlot};

/// Something that a session holds and that makes no sense in it. What is not left out does
/// nothing, or is kept as it is.
#[derive(Clone, PartialEq, Debug)]
pub enum Oddity {
    /// Left out: a vintage of a file that is not in the session.
    VintageOfNoFile(FileSlot),
    /// Left out: a vintage that is one already.
    VintageTwice(FileSlot),
    /// A file that had rows has neither an estimate nor an event here.
    NoEstimates {
        file: String,
        rows: u32,
    },
    /// Kept as they stand, and read as wide as they say: a low end above the high one, or a best number
    /// outside of both, of which the problems of the file tell nothing.
    ReversedBounds {
        first: EstimateId,
        count: usize,
    },
    Adjustment(Refusal),
    Note(Refusal),
    /// A finding put aside that rests on what is not there.
    Dismissal(Refusal),
    Question(Refusal),
    /// Kept as it stands: what an adjustment, a note or a finding put aside has for its time.
    Stamp(String),
    /// Kept as they stand, and not to be opened: they are no addresses of the web.
    NotAddresses {
        first: String,
        count: usize,
    },
    /// Left out: it ends before it starts.
    TimeWindow,
    /// Left out: it is no window.
    ValueWindow,
}
