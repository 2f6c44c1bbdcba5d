//! How far two files state the same things: the same voices on the same measures and days, and
//! with the same values.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::vintages::{known, origins, value_key};
use crate::estimate::Loaded;

/// What a file states, by who speaks of what and of when. Where a statement stands in the file,
/// and what the file or this program calls it, make no difference.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stated {
    /// By voice, measure and day, in order: what is said of it.
    values: Vec<(u64, u64)>,
}

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
        let mut speaking: HashMap<_, u64> = HashMap::new();
        let said = known(file, &origins).into_iter().map(|known| {
            let (estimate, as_of) = (known.estimate, known.estimate.as_of());
            let place = (estimate.measure_key(), estimate.source_key());
            let speaks = || hash_of(&(estimate.measure(), known.origin));
            let speaking = *speaking.entry(place).or_insert_with(speaks);
            (hash_of(&(speaking, as_of.from(), as_of.to())), hash_of(&value_key(estimate)))
        });
        let mut said: Vec<(u64, u64)> = said.collect();
        said.sort_unstable();
        // What is said twice of the same is said once; of several things each counts.
        said.dedup();
        let mut values: Vec<(u64, u64)> = Vec::with_capacity(said.len());
        for (key, value) in said {
            match values.last_mut() {
                Some((last, whole)) if *last == key => *whole = whole.wrapping_add(value),
                _ => values.push((key, value)),
            }
        }
        Stated { values }
    }

    /// Of how many voices on a measure and a day it speaks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Each voice on a measure and a day as a number, and what is said there as another.
    pub fn pairs(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.values.iter().copied()
    }

    /// How much of it the other states as well.
    #[must_use]
    pub fn overlap(&self, other: &Stated) -> Overlap {
        let mut overlap = Overlap::default();
        for (key, value) in &self.values {
            let there = other.values.binary_search_by_key(key, |(key, _)| *key);
            let there = there.ok().and_then(|place| other.values.get(place));
            overlap.count(there.map(|(_, other)| other == value));
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
