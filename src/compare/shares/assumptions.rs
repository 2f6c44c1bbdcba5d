//! What an answer assumes where nobody stated it.

use crate::compare::{Comparison, EstimateRef, Published, Slice};
use crate::estimate::Loaded;

/// What an answer goes by without anybody having stated it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Assumptions {
    /// Statements on the measure, and how many of them say when they were published.
    pub published: Published,
    /// Statements whose own day is taken from that of their publication.
    pub dates_inferred: usize,
    /// Of a day: how many stand, and for how many of them "about" or a bare number is given a width.
    pub stand: usize,
    pub widened: usize,
    /// For how many of them totals of other days are carried there.
    pub carried: usize,
}

impl Comparison {
    /// What the answer assumes, of a day or over time. `files` are those that were compared.
    #[must_use]
    pub fn assumptions(&self, files: &[Loaded], slice: Option<&Slice>) -> Assumptions {
        let counted = self.voices.iter().zip(&self.tracks).filter(|(voice, _)| voice.is_counted());
        let statements = counted.flat_map(|(_, track)| &track.statements);
        let mut assumed = Assumptions::default();
        for clocks in statements.filter_map(|(of, _)| self.clocks(files, *of)) {
            let Published { stated, of } = &mut assumed.published;
            *of = of.saturating_add(1);
            *stated = stated.saturating_add(usize::from(clocks.published().is_some()));
            let is_inferred = usize::from(clocks.as_of().is_assumed());
            assumed.dates_inferred = assumed.dates_inferred.saturating_add(is_inferred);
        }
        let standing = slice.map(|slice| &slice.standing[..]).unwrap_or_default();
        assumed.stand = standing.len();
        assumed.carried = standing.iter().filter(|one| one.carried.is_some()).count();
        assumed.widened =
            standing.iter().filter(|one| self.is_widened(files, one.estimate)).count();
        assumed
    }

    /// Whether a single number is read as more than itself.
    fn is_widened(&self, files: &[Loaded], of: EstimateRef) -> bool {
        let (is_count, about) = (self.question.measure.is_count(), self.question.about);
        let bounds = of.of(files).and_then(|estimate| estimate.bounds());
        bounds.is_some_and(|bounds| {
            let read = super::super::read_bounds(&bounds, is_count, about);
            bounds.single().is_some() && read.is_full() && !read.is_point() && read.low() > 0.0
        })
    }
}
