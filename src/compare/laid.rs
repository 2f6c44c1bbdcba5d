//! The overlay made ready for looking up, row by row.

use std::collections::{BTreeMap, HashMap};

use super::{EstimateRef, Question};
use crate::estimate::{
    Bounds, Change, Estimate, Loaded, Measure, Overlay, OwnId, RowIndex, SourceKey, Target,
    TrackSpan,
};

/// What an analyst laid over an estimate or a source.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Laid<'a> {
    pub(super) bounds: Option<&'a Bounds>,
    pub(super) is_excluded: bool,
    pub(super) at_least: bool,
    /// The origin whose voice this is.
    pub(super) same_as: Option<&'a str>,
}

impl<'a> Laid<'a> {
    fn add(&mut self, change: &'a Change) {
        match change {
            Change::Bounds(bounds) => self.bounds = self.bounds.or(Some(bounds)),
            Change::Exclude => self.is_excluded = true,
            Change::ReadAsAtLeast => self.at_least = true,
            Change::SameVoiceAs(name) => self.same_as = self.same_as.or(Some(name)),
        }
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
pub(super) struct AllLaid<'a> {
    files: Vec<FileLaid<'a>>,
    sources: HashMap<&'a str, Laid<'a>>,
}

impl<'a> AllLaid<'a> {
    /// Nothing: everything as stated.
    fn nothing() -> AllLaid<'a> {
        AllLaid::default()
    }

    /// What a question takes into account of what was laid.
    pub(super) fn for_question(
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
                Target::Source(label) => {
                    all.sources.entry(label).or_default().add(&adjustment.change);
                }
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

    pub(super) fn on_source(&self, label: &str) -> Laid<'a> {
        self.sources.get(label).copied().unwrap_or_default()
    }

    /// What is laid over this estimate itself, apart from its source.
    pub(super) fn on_estimate(&self, file: usize, estimate: Estimate<'_>) -> Laid<'a> {
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

    /// The estimates of a measure that were each given to another voice, apart from their source,
    /// with that voice's name; in the order of the files.
    pub(super) fn moved(
        &self,
        files: &[Loaded],
        measure: &Measure,
    ) -> Vec<(EstimateRef, SourceKey, &'a str)> {
        let mut moved = Vec::new();
        for (place, (file, laid)) in files.iter().zip(&self.files).enumerate() {
            let is_moving = |laid: &Laid| laid.same_as.is_some();
            if !laid.by_row.values().chain(laid.by_record.values()).any(is_moving) {
                continue;
            }
            let Some(key) = file.ledger.measure_key(measure) else { continue };
            let rows = file.ledger.tracks_of(key).flat_map(TrackSpan::indices);
            for estimate in rows.filter_map(|row| file.ledger.estimate(row)) {
                if let Some(name) = self.on_estimate(place, estimate).same_as {
                    let at = EstimateRef::new(place, estimate.index());
                    moved.push((at, estimate.source_key(), name));
                }
            }
        }
        moved
    }
}

impl<'a> FileLaid<'a> {
    fn add(&mut self, file: &Loaded, own: &OwnId, change: &'a Change) {
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
