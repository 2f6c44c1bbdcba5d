//! When estimates are of: as stated, or as an analyst says.

use std::collections::BTreeMap;

use crate::compare::{Comparison, EstimateRef};
use crate::estimate::{Clocks, Day, Loaded};

/// The dates that hold for the estimates of some files.
#[derive(Clone, Copy, Debug)]
pub(in crate::compare) struct Dated<'a> {
    pub(in crate::compare) files: &'a [Loaded],
    /// The dates of those to which an analyst gave others than they state.
    pub(in crate::compare) redated: &'a BTreeMap<EstimateRef, Clocks>,
}

impl Dated<'_> {
    pub(in crate::compare) fn clocks(self, at: EstimateRef) -> Option<Clocks> {
        match self.redated.get(&at) {
            Some(clocks) => Some(*clocks),
            None => at.of(self.files).map(|estimate| estimate.clocks()),
        }
    }

    /// The first and the last day that an estimate speaks of.
    pub(in crate::compare) fn period(self, at: EstimateRef) -> (Day, Day) {
        self.clocks(at).map_or((Day::MIN, Day::MIN), |clocks| {
            let as_of = clocks.as_of();
            (as_of.from(), as_of.to())
        })
    }

    /// What "as of" means, and the first day on which it can have been known.
    pub(in crate::compare) fn as_of_and_known(self, at: EstimateRef) -> Option<(Day, Day)> {
        self.clocks(at).map(|clocks| (clocks.as_of().to(), clocks.known_from()))
    }
}

impl Comparison {
    /// The dates that this comparison goes by for one of its estimates: the analyst's, else those
    /// stated. `files` are those that were compared.
    #[must_use]
    pub fn clocks(&self, files: &[Loaded], at: EstimateRef) -> Option<Clocks> {
        self.dated(files).clocks(at)
    }

    pub(in crate::compare) fn dated<'a>(&'a self, files: &'a [Loaded]) -> Dated<'a> {
        Dated { files, redated: &self.redated }
    }
}
