//! A day that is asked about, of one measure or of all.

use crate::compare::{
    EstimateRef, Question, Reconciled, Thresholds, compare, largest_measure, measures_to_reconcile,
    reconcile,
};
use crate::estimate::{Day, Loaded, Measure, Overlay};
use crate::session::Document;

/// What is asked of the tables of a day.
#[derive(Clone, Copy, Debug)]
pub struct DayAsked<'a> {
    pub document: &'a Document,
    /// The question, whose measure is one of those that are asked about.
    pub question: &'a Question,
    /// The only measure that is asked about; none for all.
    pub only: Option<&'a Measure>,
    /// The day; none for that on which there is most to see.
    pub at: Option<Day>,
    pub thresholds: Thresholds,
}

/// Every measure that is asked about on a day.
#[derive(Debug)]
pub struct OnDay {
    pub at: Day,
    pub files: Vec<Loaded>,
    pub overlay: Overlay,
    pub measures: Vec<Reconciled>,
}

impl DayAsked<'_> {
    /// Compares each measure by itself; none where nothing is ever said on any.
    #[must_use]
    pub fn answer(&self) -> Option<OnDay> {
        let (document, question) = (self.document, self.question);
        let files = document.loaded_for(question);
        let overlay = document.overlay();
        let of = |measure: &Measure| Question { measure: measure.clone(), ..question.clone() };
        let all = || measures_to_reconcile(&files, overlay, question);
        let measures = self.only.map_or_else(all, |only| vec![only.clone()]);
        let day_to_begin_with = || {
            let first = self.only.cloned().or_else(|| largest_measure(&files, overlay))?;
            compare(&files, overlay, &of(&first)).day_to_begin_with(&files)
        };
        let at = self.at.or_else(day_to_begin_with)?;
        let each = |measure| reconcile(&files, overlay, &of(measure), at, self.thresholds);
        let measures = measures.iter().map(each).collect();
        let overlay = overlay.clone();
        Some(OnDay { at, measures, files, overlay })
    }
}

impl OnDay {
    /// The estimates that its tables speak of.
    pub(super) fn cited(&self) -> impl Iterator<Item = EstimateRef> {
        let slices = self.measures.iter().map(|reconciled| &reconciled.slice);
        slices.flat_map(|slice| {
            let standing = slice.standing.iter().map(|one| one.estimate);
            standing.chain(slice.not_counted.iter().map(|(estimate, _)| *estimate))
        })
    }
}
