//! A finding: a fact with what it rests on and how much it weighs.

use std::collections::HashSet;

use super::{Fact, FindingKey, FindingKind};
use crate::compare::EstimateRef;
use crate::estimate::{Change, Day, Target};

/// Of one kind no more than this many are told, those that weigh most: a list of hundreds of pairs
/// is not read.
pub const MOST_OF_A_KIND: usize = 20;

/// How many of a kind are told. That growth alone sets two totals apart is no quarrel: a few of
/// those, so that they never bury one.
pub(super) fn most_told(kind: FindingKind) -> usize {
    match kind {
        FindingKind::DifferByGrowth => 3,
        _ => MOST_OF_A_KIND,
    }
}

/// What rests on something that stands weighs as much as this, or more.
pub(super) const LEAST_THAT_STANDS: f64 = 2.0;

/// Something that the data prove, with the estimates that it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What it tells. The voices in it are places in the comparison of the same question.
    pub fact: Fact,
    /// The estimates it rests on: at least one, without repetition. Places after those of the
    /// files that were compared are those of their earlier copies, in the order in which these were
    /// given.
    pub evidence: Vec<EstimateRef>,
    /// How much it would change in the verdict: the list is in falling order of it.
    pub weight: f64,
    /// A day on which it can be seen.
    pub day: Day,
    /// Whether some of what it rests on stands on the day that the findings are of, or would if an
    /// echo counted, and the finding is of a day that is asked about. The others are folded.
    pub stands: bool,
    pub(super) key: FindingKey,
}

impl Finding {
    /// The same, to be seen on this day.
    pub(super) fn seen_on(self, day: Day) -> Finding {
        Finding { day, ..self }
    }

    #[must_use]
    pub fn kind(&self) -> FindingKind {
        (&self.fact).into()
    }

    /// What it is known by, however it is worded.
    #[must_use]
    pub fn key(&self) -> &FindingKey {
        &self.key
    }

    /// What would make one voice of the two that it tells of; empty where it tells of no such two.
    #[must_use]
    pub fn merge(&self) -> &[(Target, Change)] {
        match &self.fact {
            Fact::Dependence { of, .. } => &of.merge,
            Fact::OneStatement { merge, .. } => merge,
            _ => &[],
        }
    }
}

/// Estimates without repetition, in the order given.
pub(super) fn each_once(estimates: impl IntoIterator<Item = EstimateRef>) -> Vec<EstimateRef> {
    let mut known = HashSet::new();
    estimates.into_iter().filter(|estimate| known.insert(*estimate)).collect()
}
