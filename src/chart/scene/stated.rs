//! The estimates behind a scene: as they were stated, and as they hold where they were adjusted.

use std::collections::BTreeMap;

use crate::compare::{AboutPolicy, Adjusted, EstimateRef};
use crate::estimate::{Bounds, Clocks, Estimate, Loaded};

/// What was said, and what was adjusted of it.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    pub files: Vec<Loaded>,
    pub adjusted: BTreeMap<EstimateRef, Adjusted>,
    /// Whether projections are asked for.
    pub projections: bool,
    /// How wide "about" and bare points are read.
    pub about: AboutPolicy,
}

impl Stated {
    /// The estimate behind a reference, as stated.
    pub fn estimate(&self, reference: EstimateRef) -> Option<Estimate<'_>> {
        self.files.get(usize::from(reference.file))?.ledger.estimate(reference.row)
    }

    pub fn bounds(&self, reference: EstimateRef, estimate: &Estimate) -> Option<Bounds> {
        let adjusted = self.adjusted.get(&reference);
        adjusted.map_or_else(|| estimate.bounds(), |adjusted| adjusted.bounds)
    }

    pub fn clocks(&self, reference: EstimateRef, estimate: &Estimate) -> Clocks {
        let adjusted = self.adjusted.get(&reference);
        adjusted.map_or_else(|| estimate.clocks(), |adjusted| adjusted.clocks)
    }

    pub fn bounds_behind(&self, reference: EstimateRef) -> Option<Bounds> {
        self.bounds(reference, &self.estimate(reference)?)
    }
}
