//! In which direction an edit moves what an estimate is read as.

use super::Document;
use crate::compare::{AboutPolicy, Interval, read_bounds};
use crate::estimate::{Bounds, EstimateId};

/// What setting bounds does to what held before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoundsMove {
    /// There was no number before.
    Set,
    Narrow,
    Widen,
    Shift,
    Change,
}

impl Document {
    /// What it does to an estimate to set these bounds.
    #[must_use]
    pub fn bounds_move(&self, id: &EstimateId, bounds: &Bounds) -> BoundsMove {
        let stated = || {
            let estimate = self.estimate(id)?;
            let about = self.question().map(|question| question.about).unwrap_or_default();
            Some(read_bounds(&estimate.bounds()?, estimate.measure().is_count(), about))
        };
        // What an analyst set is read as it is.
        let reach = |set| read_bounds(set, false, AboutPolicy::Exact);
        let before = self.overlay().bounds_of(id).map(reach).or_else(stated);
        before.map_or(BoundsMove::Set, |before| between(before, reach(bounds)))
    }
}

fn between(before: Interval, after: Interval) -> BoundsMove {
    let width_change = (after.length() - before.length()).abs();
    if before.intersection(after) == Some(after) {
        BoundsMove::Narrow
    } else if before.intersection(after) == Some(before) {
        BoundsMove::Widen
    } else if width_change <= before.length() * 1e-9 {
        BoundsMove::Shift
    } else {
        BoundsMove::Change
    }
}
