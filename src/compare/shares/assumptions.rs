//! What an answer assumes where nobody stated it.

use crate::compare::{Comparison, EstimateRef, Published, Slice, Track};
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

impl Assumptions {
    /// What both come to together.
    #[must_use]
    pub fn and(self, other: Assumptions) -> Assumptions {
        let Published { stated, of } = self.published;
        Assumptions {
            published: Published {
                stated: stated.saturating_add(other.published.stated),
                of: of.saturating_add(other.published.of),
            },
            dates_inferred: self.dates_inferred.saturating_add(other.dates_inferred),
            stand: self.stand.saturating_add(other.stand),
            widened: self.widened.saturating_add(other.widened),
            carried: self.carried.saturating_add(other.carried),
        }
    }
}

impl Comparison {
    /// What the answer assumes, of a day or over time. `files` are those that were compared.
    #[must_use]
    pub fn assumptions(&self, files: &[Loaded], slice: Option<&Slice>) -> Assumptions {
        let counted = self.voices.iter().zip(&self.tracks).filter(|(voice, _)| voice.is_counted());
        let stated = counted.map(|(_, track)| self.assumptions_of(files, track));
        let standing = slice.map(|slice| self.assumptions_on(files, slice));
        stated.chain(standing).fold(Assumptions::default(), Assumptions::and)
    }

    /// What is assumed of the statements of one voice: the part that looks at every one of them.
    #[must_use]
    pub fn assumptions_of(&self, files: &[Loaded], track: &Track) -> Assumptions {
        let mut assumed = Assumptions::default();
        for clocks in track.statements.iter().filter_map(|(of, _)| self.clocks(files, *of)) {
            let Published { stated, of } = &mut assumed.published;
            *of = of.saturating_add(1);
            *stated = stated.saturating_add(usize::from(clocks.published().is_some()));
            let is_inferred = usize::from(clocks.as_of().is_assumed());
            assumed.dates_inferred = assumed.dates_inferred.saturating_add(is_inferred);
        }
        assumed
    }

    /// What is assumed of those who stand on a day.
    #[must_use]
    pub fn assumptions_on(&self, files: &[Loaded], slice: &Slice) -> Assumptions {
        let standing = &slice.standing;
        Assumptions {
            stand: standing.len(),
            carried: standing.iter().filter(|one| one.carried.is_some()).count(),
            widened: standing.iter().filter(|one| self.is_widened(files, one.estimate)).count(),
            ..Assumptions::default()
        }
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
