//! A ledger in its place among the files of a session.

use std::sync::Arc;

use super::contents::Ledger;
use super::estimate::Estimate;
use super::ids::{EstimateId, FileSlot};

/// A file's ledger in its slot of a session.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub slot: FileSlot,
    pub ledger: Arc<Ledger>,
}

impl Loaded {
    /// The estimate with this id, if it is of this file.
    #[must_use]
    pub fn find(&self, id: &EstimateId) -> Option<Estimate<'_>> {
        if id.file != self.slot {
            return None;
        }
        self.ledger.find(&id.own)
    }

    /// Whether these are the same files in the same slots: a ledger never changes, so where it lives
    /// is which one it is.
    #[must_use]
    pub fn are_same(files: &[Loaded], others: &[Loaded]) -> bool {
        let same = |(one, other): (&Loaded, &Loaded)| {
            one.slot == other.slot && Arc::ptr_eq(&one.ledger, &other.ledger)
        };
        files.len() == others.len() && files.iter().zip(others).all(same)
    }

    /// The id in a session of one of this file's estimates.
    #[must_use]
    pub fn id_of(&self, estimate: Estimate<'_>) -> EstimateId {
        EstimateId { file: self.slot, own: estimate.own_id() }
    }
}
