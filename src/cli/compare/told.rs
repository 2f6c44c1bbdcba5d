//! A comparison with what its references point to.

use crate::compare::{
    Agreement, Comparison, DividedGroup, EarlierCopy, EstimateRef, Interval, Question, Slice,
};
use crate::estimate::{Estimate, Loaded, Measure, Overlay};
use crate::words::{Headline, Words};

/// A comparison with what its references point to.
pub(super) struct Told<'a> {
    pub files: &'a [Loaded],
    /// The copies that stood before some of the files, whose places come after theirs.
    pub earlier: &'a [EarlierCopy],
    pub overlay: &'a Overlay,
    pub comparison: &'a Comparison,
    /// Whether a pool is asked for.
    pub pools: bool,
    /// Whether the methods are asked for.
    pub explains: bool,
    pub words: Words,
}

impl<'a> Told<'a> {
    pub fn estimate(&self, of: EstimateRef) -> Option<(&'a Loaded, Estimate<'a>)> {
        let place = usize::from(of.file);
        let earlier = || Some(&self.earlier.get(place.checked_sub(self.files.len())?)?.file);
        let file = self.files.get(place).or_else(earlier)?;
        Some((file, file.ledger.estimate(of.row)?))
    }

    pub fn id(&self, of: EstimateRef) -> String {
        self.estimate(of).map(|(file, one)| file.id_of(one).to_string()).unwrap_or_default()
    }

    pub fn voice_name(&self, place: usize) -> &'a str {
        self.comparison.voices.get(place).map_or("", |voice| &voice.name)
    }

    pub fn outside(&self, agreement: &Agreement) -> Vec<&'a str> {
        agreement.outside.iter().map(|place| self.voice_name(*place)).collect()
    }

    pub fn divided(&self, agreement: &Agreement) -> Vec<&'a str> {
        agreement.divided.iter().map(|place| self.voice_name(*place)).collect()
    }

    pub fn question(&self) -> &'a Question {
        &self.comparison.question
    }

    pub fn headline(&self, slice: &Slice) -> Headline {
        self.words.headline(&self.comparison.gist(self.files, slice))
    }

    pub fn included(&self) -> Vec<String> {
        self.question().include.iter().map(Measure::id).collect()
    }

    pub fn is_mixed(&self, slice: &Slice) -> bool {
        let standing = slice.standing.iter().map(|standing| standing.voice);
        !self.comparison.of_other_measures(standing).is_empty()
    }

    /// The label of an estimate, or the voice that it would be.
    pub fn name_of(&self, of: EstimateRef) -> String {
        self.estimate(of).map(|(_, one)| one.label().to_owned()).unwrap_or_default()
    }

    pub fn as_of(&self, of: EstimateRef) -> String {
        let clocks = self.comparison.clocks(self.files, of);
        clocks.map(|clocks| self.words.as_of(clocks.as_of())).unwrap_or_default()
    }

    /// The group in which this estimate contradicts another.
    pub fn divided_by(&self, of: EstimateRef, slice: &Slice) -> Option<&str> {
        let has_it = |group: &&DividedGroup| group.members.iter().any(|one| one.estimate == of);
        let group = slice.divided.iter().find(has_it)?;
        Some(self.voice_name(group.voice))
    }
}

/// The intervals in one cell.
pub(super) fn list(words: Words, intervals: &[Interval]) -> String {
    let intervals = intervals.iter().map(|interval| words.interval(*interval));
    intervals.collect::<Vec<_>>().join(" and ")
}
