//! What an analyst lays over the stated data: adjustments, each with reason, author and time.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{
    Affiliation, AsOf, Bounds, Clocks, Day, Estimate, EstimateId, Grading, Measure, OriginKind,
    SourceFacts, Stamp,
};

/// What an adjustment applies to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Estimate(EstimateId),
    /// Every estimate of the source with this label, in every file.
    Source(String),
}

/// What an adjustment changes.
///
/// What is done to the numbers of a source comes before what is done to those of one of its
/// estimates, and each in the order in which it was laid; bounds say the numbers anew, so that
/// nothing laid before them is left.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Change {
    /// An estimate: other bounds than were stated, or a range for what was stated without a
    /// number. They are the analyst's, and are read as they are.
    Bounds(Bounds),
    /// Every number times this, above 0.
    Scale(f64),
    /// The ends moved apart by this share of them, above 0 and at most 1: with 0.1 to 90 % of the
    /// low end and 110 % of the high one.
    Widen(f64),
    /// Not counted and not compared; drawn as a ghost.
    Exclude,
    /// A number without a stated range is a count still being compiled: at least this many.
    ReadAsAtLeast,
    /// The same voice as the origin with this name: another origin than was stated, or two voices
    /// taken for one.
    SameVoiceAs(String),
    /// An estimate: other dates than were stated. One that is left out is as stated.
    Dates {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<AsOf>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published: Option<Day>,
    },
    /// How it was graded. No comparison depends on it.
    Grade(Grading),
    /// A source: what kind of body it is.
    Kind(OriginKind),
    /// A source: from the wider to the narrower.
    Affiliation(Affiliation),
    /// A source.
    Country(String),
    /// A source: whether it is a party to the conflict.
    Party(bool),
    /// An estimate: it is compared under this measure, and not under its own.
    Measure(Measure),
}

impl Change {
    /// The word for its kind in files and answers.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.into()
    }

    /// Whether two changes are of one kind, so that the later one replaces the earlier.
    #[must_use]
    pub fn is_same_kind(&self, other: &Change) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Whether it can be laid over an estimate.
    #[must_use]
    pub fn fits_estimate(&self) -> bool {
        !matches!(
            self,
            Change::Kind(_) | Change::Affiliation(_) | Change::Country(_) | Change::Party(_)
        )
    }

    /// Whether it can be laid over a source.
    #[must_use]
    pub fn fits_source(&self) -> bool {
        !matches!(self, Change::Bounds(_) | Change::Dates { .. } | Change::Measure(_))
    }

    /// Whether a comparison can depend on it.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        !matches!(self, Change::Grade(_))
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
    /// Given by whoever has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
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

    /// What is in force on this target, in the order in which it was laid.
    pub fn on<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a Change> {
        let of = self.in_force().filter(move |adjustment| adjustment.target == *target);
        of.map(|adjustment| &adjustment.change)
    }

    /// The adjustment of this kind on this target, switched on or off.
    #[must_use]
    pub fn find(&self, target: &Target, kind: &Change) -> Option<&Adjustment> {
        self.adjustments.iter().find(|a| a.target == *target && a.change.is_same_kind(kind))
    }

    /// The bounds that an analyst gave an estimate, if any are in force.
    #[must_use]
    pub fn bounds_of(&self, id: &EstimateId) -> Option<&Bounds> {
        self.in_force().find_map(|adjustment| match (&adjustment.target, &adjustment.change) {
            (Target::Estimate(target), Change::Bounds(bounds)) if target == id => Some(bounds),
            _ => None,
        })
    }

    /// The dates that hold for an estimate: those that an analyst gave it, else as stated.
    #[must_use]
    pub fn clocks_of(&self, id: &EstimateId, estimate: Estimate<'_>) -> Clocks {
        let stated = estimate.clocks();
        self.in_force()
            .find_map(|adjustment| match (&adjustment.target, &adjustment.change) {
                (Target::Estimate(target), Change::Dates { as_of, published }) if target == id => {
                    Some(stated.changed(*as_of, *published))
                }
                _ => None,
            })
            .unwrap_or(stated)
    }

    /// The measure under which an estimate is compared: the analyst's, else the stated one.
    #[must_use]
    pub fn measure_of<'a>(&'a self, id: &EstimateId, estimate: Estimate<'a>) -> &'a Measure {
        self.in_force()
            .find_map(|adjustment| match (&adjustment.target, &adjustment.change) {
                (Target::Estimate(target), Change::Measure(measure)) if target == id => {
                    Some(measure)
                }
                _ => None,
            })
            .unwrap_or_else(|| estimate.measure())
    }

    /// How an estimate of this source is graded: by what an analyst laid over it, else over its
    /// source, else as stated.
    #[must_use]
    pub fn grading_of(&self, id: &EstimateId, estimate: Estimate<'_>) -> Grading {
        let on = |wanted: &dyn Fn(&Target) -> bool| {
            self.in_force().find_map(|adjustment| match &adjustment.change {
                Change::Grade(grading) if wanted(&adjustment.target) => Some(grading.clone()),
                _ => None,
            })
        };
        on(&|target| matches!(target, Target::Estimate(of) if of == id))
            .or_else(|| on(&|target| matches!(target, Target::Source(l) if l == estimate.label())))
            .unwrap_or_else(|| estimate.grading())
    }

    /// What is known of the source with this label: what an analyst says of it, else what its file
    /// states.
    #[must_use]
    pub fn facts_of(&self, label: &str, stated: &SourceFacts) -> SourceFacts {
        let mut facts = stated.clone();
        for adjustment in self.in_force() {
            if matches!(&adjustment.target, Target::Source(of) if of == label) {
                adjustment.change.lay_over(&mut facts);
            }
        }
        facts
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

    /// This overlay with only those adjustments that `stays` takes.
    #[must_use]
    pub fn retaining(&self, stays: impl Fn(&Adjustment) -> bool) -> Overlay {
        let stays = |adjustment: &&Adjustment| stays(adjustment);
        Overlay { adjustments: self.adjustments.iter().filter(stays).cloned().collect() }
    }

    /// This overlay with each adjustment as `change` leaves it. The targets and the kinds of
    /// change have to stay.
    #[must_use]
    pub(crate) fn with_each(&self, change: impl FnMut(&mut Adjustment)) -> Overlay {
        let mut overlay = self.clone();
        overlay.adjustments.iter_mut().for_each(change);
        overlay
    }
}

impl Change {
    /// Puts what an analyst says of a source in the place of what is known of it.
    pub(crate) fn lay_over(&self, facts: &mut SourceFacts) {
        match self {
            Change::Kind(kind) => facts.kind = Some(*kind),
            Change::Affiliation(path) => facts.affiliation.clone_from(path),
            Change::Country(country) => facts.country = Some(country.clone()),
            Change::Party(party) => facts.party = Some(*party),
            _ => {}
        }
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
