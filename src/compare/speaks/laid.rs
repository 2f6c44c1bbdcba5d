//! The overlay made ready for looking up, row by row.

use std::collections::{BTreeMap, HashMap};

use super::numbers::Numbers;
use crate::compare::{EstimateRef, Question};
use crate::estimate::{
    Change, Clocks, Estimate, Loaded, Measure, Overlay, OwnId, RowIndex, SourceFacts, Target,
    TrackSpan,
};

/// What an analyst laid over an estimate or a source.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::compare) struct Laid<'a> {
    pub(in crate::compare) numbers: Numbers<'a>,
    pub(in crate::compare) is_excluded: bool,
    pub(in crate::compare) at_least: bool,
    /// The origin whose voice this is.
    pub(in crate::compare) same_as: Option<&'a str>,
    dates: Option<&'a Change>,
    /// Under which it is compared instead of its own.
    pub(in crate::compare) measure: Option<&'a Measure>,
}

impl<'a> Laid<'a> {
    fn add(&mut self, change: &'a Change) {
        match change {
            Change::Bounds(_) | Change::Scale(_) | Change::Widen(_) => self.numbers.add(change),
            Change::Exclude => self.is_excluded = true,
            Change::ReadAsAtLeast => self.at_least = true,
            Change::SameVoiceAs(name) => self.same_as = self.same_as.or(Some(name)),
            Change::Dates { .. } => self.dates = self.dates.or(Some(change)),
            Change::Measure(measure) => self.measure = self.measure.or(Some(measure)),
            Change::Grade(_)
            | Change::Kind(_)
            | Change::Affiliation(_)
            | Change::Country(_)
            | Change::Party(_) => {}
        }
    }

    /// With what is laid over the numbers of the estimate's source.
    pub(in crate::compare) fn with_source(mut self, numbers: Numbers<'a>) -> Laid<'a> {
        self.numbers = self.numbers.over(numbers);
        self
    }

    /// The dates that hold for an estimate over which this is laid.
    #[inline]
    pub(in crate::compare) fn clocks(&self, estimate: Estimate<'_>) -> Clocks {
        match self.dates {
            Some(Change::Dates { as_of, published }) => {
                estimate.clocks().changed(*as_of, *published)
            }
            _ => estimate.clocks(),
        }
    }

    /// Whether an estimate over which this is laid is compared under this measure.
    pub(in crate::compare) fn is_of(&self, estimate: Estimate<'_>, measure: &Measure) -> bool {
        self.measure.unwrap_or_else(|| estimate.measure()) == measure
    }

    /// Whether something other than what was stated is compared.
    pub(in crate::compare) fn is_read_otherwise(&self) -> bool {
        self.at_least
            || self.same_as.is_some()
            || self.dates.is_some()
            || self.measure.is_some()
            || self.numbers.bounds.is_some()
            || self.numbers.moves_ends()
    }

    /// Whether the estimate is drawn otherwise than stated.
    fn is_drawn_otherwise(&self) -> bool {
        self.is_excluded
            || self.dates.is_some()
            || self.numbers.bounds.is_some()
            || self.numbers.moves_ends()
    }
}

/// What is laid over the estimates of one file.
#[derive(Debug, Default)]
struct FileLaid<'a> {
    by_row: BTreeMap<RowIndex, Laid<'a>>,
    by_record: BTreeMap<u32, Laid<'a>>,
}

/// What is laid over the estimates and sources of some files.
#[derive(Debug, Default)]
pub(in crate::compare) struct AllLaid<'a> {
    files: Vec<FileLaid<'a>>,
    sources: HashMap<&'a str, Laid<'a>>,
    facts: HashMap<&'a str, SourceFacts>,
    /// Whether something is laid over the numbers of some source.
    moves_sources: bool,
}

impl<'a> AllLaid<'a> {
    /// Nothing: everything as stated.
    fn nothing() -> AllLaid<'a> {
        AllLaid::default()
    }

    /// What a question takes into account of what was laid.
    pub(in crate::compare) fn for_question(
        files: &[Loaded],
        overlay: &'a Overlay,
        question: &Question,
    ) -> AllLaid<'a> {
        if question.as_stated { AllLaid::nothing() } else { AllLaid::new(files, overlay) }
    }

    fn new(files: &[Loaded], overlay: &'a Overlay) -> AllLaid<'a> {
        let mut all = AllLaid::nothing();
        all.files.resize_with(files.len(), FileLaid::default);
        for adjustment in overlay.in_force() {
            match &adjustment.target {
                Target::Source(label) => all.add_to_source(label, &adjustment.change),
                Target::Estimate(id) => {
                    for (file, laid) in files.iter().zip(&mut all.files) {
                        if file.slot == id.file {
                            laid.add(file, &id.own, &adjustment.change);
                        }
                    }
                }
            }
        }
        all
    }

    fn add_to_source(&mut self, label: &'a str, change: &'a Change) {
        // What only an estimate can have says nothing of all of a source's.
        if !change.fits_source() {
            return;
        }
        let laid = self.sources.entry(label).or_default();
        laid.add(change);
        self.moves_sources |= laid.numbers.moves_ends();
        if !change.fits_estimate() {
            change.lay_over(self.facts.entry(label).or_default());
        }
    }

    pub(in crate::compare) fn on_source(&self, label: &str) -> Laid<'a> {
        self.sources.get(label).copied().unwrap_or_default()
    }

    /// What is laid over the numbers of all of a source's estimates.
    pub(in crate::compare) fn numbers_of_source(&self, label: &str) -> Numbers<'a> {
        if self.moves_sources { self.on_source(label).numbers } else { Numbers::default() }
    }

    /// What an analyst says of a source, if anything.
    pub(in crate::compare) fn facts_of(&self, label: &str) -> Option<&SourceFacts> {
        self.facts.get(label)
    }

    /// Whether anything is laid over single estimates of this file.
    pub(in crate::compare) fn is_over_estimates_of(&self, file: usize) -> bool {
        let laid = self.files.get(file);
        laid.is_some_and(|laid| !laid.by_record.is_empty() || !laid.by_row.is_empty())
    }

    /// What is laid over this estimate itself, apart from its source.
    pub(in crate::compare) fn on_estimate(&self, file: usize, estimate: Estimate<'_>) -> Laid<'a> {
        let Some(laid) = self.files.get(file) else { return Laid::default() };
        if !laid.by_record.is_empty()
            && estimate.stated_id().is_none()
            && let Some(laid) = laid.by_record.get(&estimate.record())
        {
            return *laid;
        }
        if laid.by_row.is_empty() {
            return Laid::default();
        }
        laid.by_row.get(&estimate.index()).copied().unwrap_or_default()
    }

    /// The estimates over which something is laid, apart from their source, in the order of the
    /// files.
    fn adjusted<'f>(
        &self,
        files: &'f [Loaded],
    ) -> impl Iterator<Item = (usize, Estimate<'f>, Laid<'a>)> {
        files.iter().zip(&self.files).enumerate().flat_map(|(place, (file, laid))| {
            let of_records = laid.by_record.iter().flat_map(move |(record, laid)| {
                let all = file.ledger.find_all(&OwnId::Record(*record));
                all.into_iter().map(move |one| (one, *laid))
            });
            let of_rows = laid
                .by_row
                .iter()
                .filter_map(move |(row, laid)| Some((file.ledger.estimate(*row)?, *laid)));
            let mut all: Vec<(Estimate<'f>, Laid<'a>)> = of_records.chain(of_rows).collect();
            all.sort_by_key(|(estimate, _)| estimate.index());
            all.into_iter().map(move |(estimate, laid)| (place, estimate, laid))
        })
    }

    /// The estimates of a measure that were each given to another voice, apart from their source,
    /// with that voice's name; in the order of the files.
    pub(in crate::compare) fn moved(
        &self,
        files: &[Loaded],
        measure: &Measure,
    ) -> Vec<(EstimateRef, &'a str)> {
        self.adjusted(files)
            .filter(|(_, estimate, laid)| laid.is_of(*estimate, measure))
            .filter_map(|(place, estimate, laid)| {
                let at = EstimateRef::new(place, estimate.index());
                Some((at, laid.same_as?))
            })
            .collect()
    }

    /// The estimates that are compared under this measure and do not state it.
    pub(in crate::compare) fn arriving(
        &self,
        files: &[Loaded],
        measure: &Measure,
    ) -> Vec<EstimateRef> {
        self.adjusted(files)
            .filter(|(_, estimate, laid)| {
                laid.is_of(*estimate, measure) && estimate.measure() != measure
            })
            .map(|(place, estimate, _)| EstimateRef::new(place, estimate.index()))
            .collect()
    }

    /// Whether some estimate of this file is compared under another measure than it states.
    pub(in crate::compare) fn moves_measures(&self, file: usize) -> bool {
        let Some(laid) = self.files.get(file) else { return false };
        laid.by_row.values().chain(laid.by_record.values()).any(|laid| laid.measure.is_some())
    }

    /// The dates of those estimates to which an analyst gave others than they state.
    pub(in crate::compare) fn redated(&self, files: &[Loaded]) -> BTreeMap<EstimateRef, Clocks> {
        self.adjusted(files)
            .filter(|(_, _, laid)| laid.dates.is_some())
            .map(|(place, estimate, laid)| {
                (EstimateRef::new(place, estimate.index()), laid.clocks(estimate))
            })
            .collect()
    }

    /// The estimates on a measure that are drawn otherwise than stated, in the order of the files;
    /// with what is laid over their source.
    pub(in crate::compare) fn drawn_otherwise(
        &self,
        files: &[Loaded],
        measure: &Measure,
    ) -> Vec<(EstimateRef, Laid<'a>)> {
        let mut drawn: BTreeMap<EstimateRef, Laid<'a>> = self
            .adjusted(files)
            .filter(|(_, estimate, laid)| laid.is_of(*estimate, measure))
            .map(|(place, estimate, laid)| (EstimateRef::new(place, estimate.index()), laid))
            .collect();
        for (place, file) in files.iter().enumerate().filter(|_| self.moves_sources) {
            let Some(key) = file.ledger.measure_key(measure) else { continue };
            let is_moved = |span: &&TrackSpan| {
                let source = file.ledger.source(span.source);
                source.is_some_and(|source| self.numbers_of_source(&source.label).moves_ends())
            };
            let rows = file.ledger.tracks_of(key).filter(is_moved).flat_map(TrackSpan::indices);
            for estimate in rows.filter_map(|row| file.ledger.estimate(row)) {
                let laid = self.on_estimate(place, estimate);
                if laid.is_of(estimate, measure) {
                    drawn.insert(EstimateRef::new(place, estimate.index()), laid);
                }
            }
        }
        let with_source = |(at, mut laid): (EstimateRef, Laid<'a>)| {
            let label = at.of(files).map_or("", |estimate| estimate.label());
            laid = laid.with_source(self.numbers_of_source(label));
            laid.at_least |= self.on_source(label).at_least;
            laid.is_drawn_otherwise().then_some((at, laid))
        };
        drawn.into_iter().filter_map(with_source).collect()
    }
}

impl<'a> FileLaid<'a> {
    fn add(&mut self, file: &Loaded, own: &OwnId, change: &'a Change) {
        if !change.fits_estimate() {
            return;
        }
        match own {
            OwnId::Record(record) => self.by_record.entry(*record).or_default().add(change),
            OwnId::Stated(_) => {
                if let Some(estimate) = file.ledger.find(own) {
                    self.by_row.entry(estimate.index()).or_default().add(change);
                }
            }
        }
    }
}
