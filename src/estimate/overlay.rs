//! What an analyst lays over the stated data: adjustments, each with reason, author and time.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Bounds, EstimateId};

/// What an adjustment applies to.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Estimate(EstimateId),
    /// Every estimate of the source with this label, in every file.
    Source(String),
}

/// What an adjustment changes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Other bounds than were stated. They are the analyst's, and are read as they are.
    Bounds(Bounds),
    /// Not counted and not compared; drawn as a ghost.
    Exclude,
    /// A number without a stated range is a count still being compiled: at least this many.
    ReadAsAtLeast,
    /// The same voice as the origin with this name.
    SameVoiceAs(String),
}

impl Change {
    /// Whether two changes are of one kind, so that the later one replaces the earlier.
    #[must_use]
    pub fn is_same_kind(&self, other: &Change) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One override. The original stays visible as a ghost.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Adjustment {
    pub target: Target,
    pub change: Change,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, as `YYYY-MM-DDThh:mm`. Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Switched off, it is kept and does nothing.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub on: bool,
}

fn yes() -> bool {
    true
}

fn is_yes(on: &bool) -> bool {
    *on
}

/// Everything laid over the stated data of a session, in the order in which it was laid.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Overlay {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    adjustments: Vec<Adjustment>,
}

impl Overlay {
    #[must_use]
    pub fn adjustments(&self) -> &[Adjustment] {
        &self.adjustments
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.adjustments.is_empty()
    }

    /// Those that are switched on.
    pub fn in_force(&self) -> impl Iterator<Item = &Adjustment> {
        self.adjustments.iter().filter(|adjustment| adjustment.on)
    }

    /// The bounds that an analyst gave an estimate, if any are in force.
    #[must_use]
    pub fn bounds_of(&self, id: &EstimateId) -> Option<&Bounds> {
        self.in_force().find_map(|adjustment| match (&adjustment.target, &adjustment.change) {
            (Target::Estimate(target), Change::Bounds(bounds)) if target == id => Some(bounds),
            _ => None,
        })
    }

    /// This overlay with one more adjustment, which replaces one of the same kind on the same
    /// target.
    #[must_use]
    pub fn with(&self, adjustment: Adjustment) -> Overlay {
        let mut overlay = self.without(&adjustment.target, &adjustment.change);
        overlay.adjustments.push(adjustment);
        overlay
    }

    /// This overlay without the adjustment of this kind on this target: as stated again.
    #[must_use]
    pub fn without(&self, target: &Target, kind: &Change) -> Overlay {
        let mut overlay = self.clone();
        overlay.adjustments.retain(|a| !(a.target == *target && a.change.is_same_kind(kind)));
        overlay
    }
}

impl FromIterator<Adjustment> for Overlay {
    /// As laying one after the other: of those of one kind on one target, the last one stays.
    fn from_iter<I: IntoIterator<Item = Adjustment>>(adjustments: I) -> Overlay {
        let mut adjustments: Vec<Adjustment> = adjustments.into_iter().collect();
        let mut seen = HashSet::new();
        adjustments.reverse();
        adjustments.retain(|a| seen.insert((a.target.clone(), std::mem::discriminant(&a.change))));
        adjustments.reverse();
        Overlay { adjustments }
    }
}
