//! Which estimates are left out of a redacted copy: those that were chosen, and whatever would say
//! the same.

use std::collections::BTreeSet;

use super::names::is_among;
use crate::estimate::{Day, Estimate, EstimateId, FileSlot, Loaded, NoteId, folded_name};
use crate::session::{Document, FileSection, Refusal};

/// What is not to be in a copy that somebody else gets.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Redaction {
    /// Files that are left out, whatever else they hold.
    pub files: BTreeSet<FileSlot>,
    /// Sources that are left out, by the name of the origin or the label.
    pub sources: BTreeSet<String>,
    /// Estimates that are left out.
    pub estimates: BTreeSet<EstimateId>,
    /// Notes that are left out.
    pub notes: BTreeSet<NoteId>,
    /// Sources whose numbers stay and whose names, addresses and words do not.
    pub masked: BTreeSet<String>,
}

impl Redaction {
    /// Whether nothing is left out or masked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Redaction::default()
    }

    /// The sources that are named in it.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.sources.iter().chain(&self.masked)
    }

    /// How many estimates of a file go: all of one that is left out, else those that are gone.
    pub(super) fn counted(&self, file: &FileSection, gone: &BTreeSet<EstimateId>) -> usize {
        if self.files.contains(&file.slot) {
            return file.ledger.len();
        }
        gone.iter().filter(|id| id.file == file.slot).count()
    }
}

/// The estimates that are left out, with those that pass one of them on and those that say the same
/// in another copy of the same file.
///
/// # Errors
/// When an estimate or a source was chosen that is not there.
pub(super) fn left_out(
    document: &Document,
    chosen: &Redaction,
) -> Result<BTreeSet<EstimateId>, Refusal> {
    let files = document.loaded_all();
    if let Some(id) = chosen.estimates.iter().find(|id| document.estimate(id).is_none()) {
        return Err(Refusal::NoSuchEstimate(id.clone()));
    }
    if let Some(name) = chosen.names().find(|name| !document.has_source(name)) {
        return Err(Refusal::NoSuchSource(name.clone()));
    }
    let sources: BTreeSet<String> = chosen.sources.iter().map(|name| folded_name(name)).collect();
    let mut gone = BTreeSet::new();
    for file in &files {
        let named = file.ledger.sources().map(|(_, source)| source);
        let named = named.filter(|source| is_among(&sources, source));
        let named: BTreeSet<&str> = named.map(|source| source.label.as_str()).collect();
        for estimate in file.ledger.each_in_file_order() {
            let id = file.id_of(estimate);
            if chosen.estimates.contains(&id) || named.contains(estimate.label()) {
                gone.insert(id);
            }
        }
    }
    loop {
        let before = gone.len();
        for file in &files {
            add_echoes(file, &mut gone);
        }
        add_same(document, &files, &mut gone);
        if gone.len() == before {
            return Ok(gone);
        }
    }
}

/// Whoever passes on what is gone passes on its number.
fn add_echoes(file: &Loaded, gone: &mut BTreeSet<EstimateId>) {
    let stated = file.ledger.each_in_file_order();
    let ids: BTreeSet<&str> = stated
        .filter(|estimate| gone.contains(&file.id_of(*estimate)))
        .filter_map(|estimate| estimate.stated_id())
        .collect();
    if ids.is_empty() {
        return;
    }
    for estimate in file.ledger.each_in_file_order() {
        if estimate.derived_from().is_some_and(|of| ids.contains(of)) {
            gone.insert(file.id_of(estimate));
        }
    }
}

/// Another copy of the same file says the same again.
fn add_same(document: &Document, files: &[Loaded], gone: &mut BTreeSet<EstimateId>) {
    for series in document.series() {
        let copies = || files.iter().filter(|file| series.has(file.slot));
        let said: Vec<Estimate<'_>> = copies()
            .flat_map(|file| file.ledger.each_in_file_order().map(move |one| (file, one)))
            .filter(|(file, one)| gone.contains(&file.id_of(*one)))
            .map(|(_, one)| one)
            .collect();
        let keys: BTreeSet<_> = said.iter().map(|one| key(*one)).collect();
        if keys.is_empty() {
            continue;
        }
        for file in copies() {
            let same = file.ledger.each_in_file_order().filter(|one| keys.contains(&key(*one)));
            gone.extend(same.map(|one| file.id_of(one)));
        }
    }
}

/// By what a statement is known in another copy: whose it is, what it counts and of which day.
fn key(estimate: Estimate<'_>) -> (&str, String, Day, Day) {
    let as_of = estimate.as_of();
    (estimate.label(), estimate.measure().id(), as_of.from(), as_of.to())
}
