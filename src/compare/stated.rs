//! How far two files state the same things: the same voices on the same measures and days, and
//! with the same values.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::vintages::{known, origins, value_key};
use crate::estimate::Loaded;

/// What a file states, by who speaks of what and of when. Where a statement stands in the file,
/// and what the file or this program calls it, make no difference.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stated(BTreeMap<u64, u64>);

/// How much two files have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Overlap {
    /// Of so many voices on a measure and a day both speak.
    pub common: usize,
    /// Of so many of these both say the same.
    pub same: usize,
}

impl Stated {
    /// What this file states.
    #[must_use]
    pub fn of(file: &Loaded) -> Stated {
        let origins = origins(file);
        let mut values: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
        for known in known(file, &origins) {
            let as_of = known.estimate.as_of();
            let key = hash_of(&(known.estimate.measure(), known.origin, as_of.from(), as_of.to()));
            values.entry(key).or_default().insert(hash_of(&value_key(known.estimate)));
        }
        let whole = |values: BTreeSet<u64>| values.into_iter().fold(0, u64::wrapping_add);
        Stated(values.into_iter().map(|(key, values)| (key, whole(values))).collect())
    }

    /// Of how many voices on a measure and a day it speaks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each voice on a measure and a day as a number, and what is said there as another.
    pub fn pairs(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().map(|(key, value)| (*key, *value))
    }

    /// How much of it the other states as well.
    #[must_use]
    pub fn overlap(&self, other: &Stated) -> Overlap {
        let mut overlap = Overlap::default();
        for (key, value) in &self.0 {
            overlap.count(other.0.get(key).map(|other| other == value));
        }
        overlap
    }
}

impl Overlap {
    /// Takes one more into account: whether both speak of it, and whether they say the same.
    pub fn count(&mut self, says_the_same: Option<bool>) {
        self.common = self.common.saturating_add(usize::from(says_the_same.is_some()));
        self.same = self.same.saturating_add(usize::from(says_the_same == Some(true)));
    }

    /// Whether they say the same of most of what both speak of.
    #[must_use]
    pub fn is_mostly_the_same(&self) -> bool {
        is_most(self.same, self.common)
    }
}

/// Whether a part is more than half of a whole.
#[must_use]
pub fn is_most(part: usize, whole: usize) -> bool {
    part.saturating_mul(2) > whole
}

/// The same for equal things, in every run.
fn hash_of(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
