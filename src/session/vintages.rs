//! A newer copy of a file that is open already becomes a vintage of it, and what was laid over the
//! one goes along to the other where both say the same.

use std::sync::Arc;

use super::leftovers::tidied;
use super::series::{CopyInDoubt, Series, Vintage};
use super::{Document, FileSection, Refusal};
use crate::compare::{Dismissal, FindingKey, VintageDifference, VintageFact, vintage_difference};
use crate::estimate::{Adjustment, Anchor, Day, EstimateId, FileSlot, Loaded, Note, Target};

impl FileSection {
    /// The ledger in its slot, as [`compare`](crate::compare) takes it.
    #[must_use]
    pub fn loaded(&self) -> Loaded {
        Loaded { slot: self.slot, ledger: Arc::clone(&self.ledger) }
    }
}

/// Makes a file that is open a vintage of another one, and of what that one is a vintage of. What
/// was laid over the one that was in force goes along.
pub(super) fn join(document: &Document, file: FileSlot, of: FileSlot) -> Result<Document, Refusal> {
    for slot in [file, of] {
        if document.file(slot).is_none() {
            return Err(Refusal::NoSuchFile(slot));
        }
    }
    if file == of {
        return Err(Refusal::VintageOfItself);
    }
    if [file, of].into_iter().filter_map(|slot| document.file(slot)).any(|one| one.is_by_hand()) {
        return Err(Refusal::NoVintageByHand);
    }
    if document.series_of(file).is_some_and(|series| series.has(of)) {
        return Err(Refusal::NothingChanges);
    }
    let mut joined = without_series(document, file);
    let mut all = joined.series.to_vec();
    match all.iter_mut().find(|series| series.has(of)) {
        Some(series) => {
            series.vintages.push(Vintage { file, day: None });
            series.vintages.sort_by_key(|vintage| vintage.file);
        }
        None => {
            let mut vintages = [of, file].map(|file| Vintage { file, day: None }).to_vec();
            vintages.sort_by_key(|vintage| vintage.file);
            all.push(Series { vintages, chosen: None });
        }
    }
    all.sort_by_key(|series| series.vintages.first().map(|vintage| vintage.file));
    joined.series = Arc::new(all);
    let joined = settled(joined);
    if !has_anything_laid_over(document) {
        return Ok(joined);
    }
    let was_in_force = in_force_beside(document, of).unwrap_or(of);
    Ok(carried(&joined, was_in_force, file))
}

/// Without doubts about files that are gone or are copies of one file by now.
pub(super) fn settled(mut document: Document) -> Document {
    let is_open = |doubt: &CopyInDoubt| {
        let are_there = [doubt.file, doubt.of].iter().all(|slot| document.file(*slot).is_some());
        let are_one = document.series_of(doubt.file).is_some_and(|series| series.has(doubt.of));
        are_there && !are_one
    };
    let open: Vec<CopyInDoubt> =
        document.copies_in_doubt.iter().filter(|d| is_open(d)).copied().collect();
    if open.len() < document.copies_in_doubt.len() {
        document.copies_in_doubt = open.into();
    }
    document
}

/// Says of two files that may be copies of one that they are not.
pub(super) fn keep_apart(
    document: &Document,
    file: FileSlot,
    of: FileSlot,
) -> Result<Document, Refusal> {
    let others: Vec<CopyInDoubt> = document
        .copies_in_doubt
        .iter()
        .filter(|doubt| (doubt.file, doubt.of) != (file, of))
        .copied()
        .collect();
    if others.len() == document.copies_in_doubt.len() {
        return Err(Refusal::NothingChanges);
    }
    Ok(Document { copies_in_doubt: others.into(), ..document.clone() })
}

/// The vintage in force of the series to which a file belongs.
fn in_force_beside(document: &Document, file: FileSlot) -> Option<FileSlot> {
    let series = document.series_of(file)?;
    document.in_force(series, None).map(|in_force| in_force.file)
}

/// The file by itself; a series of one is none.
fn without_series(document: &Document, file: FileSlot) -> Document {
    let mut series = document.series.to_vec();
    for one in &mut series {
        one.vintages.retain(|vintage| vintage.file != file);
        one.chosen = one.chosen.filter(|chosen| *chosen != file);
    }
    series.retain(|one| one.vintages.len() > 1);
    Document { series: Arc::new(series), ..document.clone() }
}

/// A series loses the files that are gone.
pub(super) fn without_gone(document: Document) -> Document {
    let gone: Vec<FileSlot> = document
        .series
        .iter()
        .flat_map(|series| &series.vintages)
        .map(|vintage| vintage.file)
        .filter(|file| document.file(*file).is_none())
        .collect();
    settled(gone.into_iter().fold(document, |document, file| without_series(&document, file)))
}

pub(super) fn leave(document: &Document, file: FileSlot) -> Result<Document, Refusal> {
    if document.file(file).is_none() {
        return Err(Refusal::NoSuchFile(file));
    }
    if document.series_of(file).is_none() {
        return Err(Refusal::NoVintage);
    }
    Ok(without_series(document, file))
}

/// Puts a vintage in force, or with none lets the days decide again.
pub(super) fn put_in_force(
    document: &Document,
    file: FileSlot,
    is_chosen: bool,
) -> Result<Document, Refusal> {
    let chosen = is_chosen.then_some(file);
    changed_series(document, file, |series| series.chosen = chosen)
}

pub(super) fn date(
    document: &Document,
    file: FileSlot,
    day: Option<Day>,
) -> Result<Document, Refusal> {
    changed_series(document, file, |series| {
        let vintage = series.vintages.iter_mut().find(|vintage| vintage.file == file);
        if let Some(vintage) = vintage {
            vintage.day = day;
        }
    })
}

fn changed_series(
    document: &Document,
    file: FileSlot,
    change: impl FnOnce(&mut Series),
) -> Result<Document, Refusal> {
    if document.file(file).is_none() {
        return Err(Refusal::NoSuchFile(file));
    }
    let mut series = document.series.to_vec();
    let one = series.iter_mut().find(|series| series.has(file)).ok_or(Refusal::NoVintage)?;
    change(one);
    if series == *document.series {
        return Err(Refusal::NothingChanges);
    }
    let before = in_force_beside(document, file);
    let changed = Document { series: Arc::new(series), ..document.clone() };
    let now = in_force_beside(&changed, file);
    Ok(match before.zip(now) {
        Some((before, now)) if before != now => carried(&changed, before, now),
        _ => changed,
    })
}

fn has_anything_laid_over(document: &Document) -> bool {
    let hangs_nothing = document.overlay().is_empty()
        && document.notes().is_empty()
        && document.dismissals().is_empty();
    !hangs_nothing
}

/// The document with what was laid over estimates of the one vintage laid over those of the other
/// as well, where both say the same. Notes move to the one that is in force.
fn carried(document: &Document, from: FileSlot, to: FileSlot) -> Document {
    let (Some(old), Some(new)) = (document.loaded_file(from), document.loaded_file(to)) else {
        return document.clone();
    };
    if !has_anything_laid_over(document) {
        return document.clone();
    }
    let difference = vintage_difference(&old, &new);
    let counterpart = |id: &EstimateId| same_in_new(&difference, &old, &new, id);
    let mut carried = document.clone();
    let mut overlay = document.overlay().clone();
    for adjustment in document.overlay().adjustments() {
        if let Target::Estimate(id) = &adjustment.target
            && let Some(id) = counterpart(id)
        {
            let target = Target::Estimate(id);
            if overlay.find(&target, &adjustment.change).is_none() {
                overlay = overlay.with(Adjustment { target, ..adjustment.clone() });
            }
        }
    }
    carried.overlay = Arc::new(overlay);
    if in_force_beside(document, to) == Some(to) {
        let moved = |note: &Note| match &note.anchor {
            Anchor::Estimate(id) => {
                let anchor = counterpart(id).map_or_else(|| note.anchor.clone(), Anchor::Estimate);
                Note { anchor, ..note.clone() }
            }
            _ => note.clone(),
        };
        carried.notes = Arc::new(document.notes.iter().map(moved).collect());
    }
    carried.dismissals = Arc::new(with_dismissals(document, to, &counterpart));
    carried
}

fn same_in_new(
    difference: &VintageDifference,
    old: &Loaded,
    new: &Loaded,
    id: &EstimateId,
) -> Option<EstimateId> {
    let row = difference.same_in_new(old.find(id)?.index())?;
    Some(new.id_of(new.ledger.estimate(row)?))
}

/// Those there are, and for each that rests on estimates with counterparts one that rests on these.
fn with_dismissals(
    document: &Document,
    to: FileSlot,
    counterpart: &impl Fn(&EstimateId) -> Option<EstimateId>,
) -> Vec<Dismissal> {
    let mut all = document.dismissals.to_vec();
    for dismissal in document.dismissals.iter() {
        let ids = dismissal.finding.estimates().iter();
        let ids: Vec<EstimateId> =
            ids.map(|id| counterpart(id).unwrap_or_else(|| id.clone())).collect();
        let finding = FindingKey::new(dismissal.finding.kind().clone(), ids);
        if finding.rests_on(to) && !all.iter().any(|other| other.finding == finding) {
            all.push(Dismissal { finding, ..dismissal.clone() });
        }
    }
    all
}

/// How one vintage of a series became the next one.
#[derive(Clone, PartialEq, Debug)]
pub struct VintageStep {
    pub from: FileSlot,
    pub to: FileSlot,
    /// The day of the later one.
    pub day: Option<Day>,
    pub difference: VintageDifference,
}

impl Document {
    /// How each vintage of a series differs from the one before it, from the oldest to the newest.
    /// Takes a moment for large files.
    #[must_use]
    pub fn vintage_steps(&self, series: &Series) -> Vec<VintageStep> {
        let by_day = self.by_day(series);
        let pairs = by_day.iter().zip(by_day.iter().skip(1));
        pairs
            .filter_map(|(from, to)| {
                let difference =
                    vintage_difference(&self.loaded_file(*from)?, &self.loaded_file(*to)?);
                let day = self.vintage_day(*to).map(|(day, _)| day);
                Some(VintageStep { from: *from, to: *to, day, difference })
            })
            .collect()
    }

    /// What changed of what a source says from vintage to vintage, each with the day of
    /// the later vintage: its track of revisions. With no label, of all sources.
    #[must_use]
    pub fn revisions(
        &self,
        series: &Series,
        label: Option<&str>,
    ) -> Vec<(Option<Day>, VintageFact)> {
        let mut told = Vec::new();
        for step in self.vintage_steps(series) {
            let (Some(old), Some(new)) = (self.loaded_file(step.from), self.loaded_file(step.to))
            else {
                continue;
            };
            let changes = step.difference.changes.iter();
            let wanted = changes.filter(|c| label.is_none_or(|label| c.is_of(label, &old, &new)));
            told.extend(wanted.filter_map(|c| Some((step.day, c.fact(&old, &new)?))));
        }
        told
    }

    /// The adjustments on estimates of vintages that are not in force and that the one in force
    /// does not state alike: they do nothing there.
    #[must_use]
    pub fn left_behind(&self) -> Vec<&Adjustment> {
        let mut left = Vec::new();
        for series in self.series() {
            let Some(now) = self.in_force(series, None) else { continue };
            let Some(new) = self.loaded_file(now.file) else { continue };
            for vintage in series.vintages.iter().filter(|vintage| vintage.file != now.file) {
                let on_it = |adjustment: &&Adjustment| matches!(&adjustment.target, Target::Estimate(id) if id.file == vintage.file);
                let laid: Vec<_> = self.overlay().adjustments().iter().filter(on_it).collect();
                let Some(old) = self.loaded_file(vintage.file).filter(|_| !laid.is_empty()) else {
                    continue;
                };
                let difference = vintage_difference(&old, &new);
                left.extend(laid.into_iter().filter(|adjustment| match &adjustment.target {
                    Target::Estimate(id) => same_in_new(&difference, &old, &new, id).is_none(),
                    Target::Source(_) => false,
                }));
            }
        }
        left
    }
}

/// What hung on a removed file.
pub(super) fn after_removal(before: &Document, after: Document) -> Document {
    tidied(before, without_gone(after))
}
