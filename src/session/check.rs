//! Whether what is laid over a document makes sense for it.

use super::{Document, FileSection, Refusal};
use crate::compare::{AboutPolicy, Question, is_factor, is_share};
use crate::estimate::{Adjustment, Anchor, Change, Estimate, MOST_ENTRIES, Shape, Target};

/// How much a session holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    pub estimates: usize,
    /// Of notes, of adjustments, of findings put aside, and of publications.
    pub entries: usize,
    pub text_bytes: usize,
}

impl Limits {
    /// A million of each, 512 MB of text.
    pub const OF_A_SESSION: Limits =
        Limits { estimates: MOST_ENTRIES, entries: MOST_ENTRIES, text_bytes: 512 << 20 };
}

/// Whether a session may hold this much.
pub(super) fn check_size(document: &Document, limits: &Limits) -> Result<(), Refusal> {
    let largest = |size: fn(&FileSection) -> usize| {
        let largest = document.files.iter().max_by_key(|file| size(file));
        largest.map_or_else(String::new, |file| file.name().to_owned())
    };
    let (count, most) = (document.estimate_count(), limits.estimates);
    if count > most {
        let largest = largest(|file| file.ledger.len());
        return Err(Refusal::TooManyEstimates { count, most, largest });
    }
    let (bytes, most) = (document.text_bytes(), limits.text_bytes);
    if bytes > most {
        let largest = largest(|file| file.ledger.text_bytes());
        return Err(Refusal::TooMuchText { bytes, most, largest });
    }
    Ok(())
}

/// Whether a session may hold as much as was laid over the estimates.
pub(super) fn check_entries(document: &Document, limits: &Limits) -> Result<(), Refusal> {
    let lists = [
        document.overlay().adjustments().len(),
        document.notes().len(),
        document.dismissals().len(),
        document.publications().list().len(),
    ];
    let most = limits.entries;
    let is_within = lists.into_iter().all(|entries| entries <= most);
    if is_within { Ok(()) } else { Err(Refusal::TooManyEntries { most }) }
}

/// Whether an adjustment makes sense for a document.
pub(super) fn check_adjustment(
    document: &Document,
    adjustment: &Adjustment,
) -> Result<(), Refusal> {
    let change = &adjustment.change;
    match &adjustment.target {
        Target::Estimate(id) => {
            let estimate = document.estimate(id);
            let estimate = estimate.ok_or_else(|| Refusal::NoSuchEstimate(id.clone()))?;
            if !change.fits_estimate() {
                return Err(Refusal::NotOfAnEstimate);
            }
            check_number(document, adjustment, estimate)?;
        }
        Target::Source(label) if !document.has_label(label) => {
            return Err(Refusal::NoSuchSource(label.clone()));
        }
        Target::Source(_) if !change.fits_source() => return Err(Refusal::NotOfASource),
        Target::Source(_) => {}
    }
    check_change(change)
}

/// Whether a change makes sense by itself.
fn check_change(change: &Change) -> Result<(), Refusal> {
    match change {
        Change::Bounds(bounds) if !bounds.is_consistent() => Err(Refusal::Inconsistent(*bounds)),
        Change::Scale(factor) if !is_factor(*factor) => Err(Refusal::NotAFactor(*factor)),
        Change::Widen(share) if !is_share(*share) => Err(Refusal::NotAShare(*share)),
        Change::SameVoiceAs(origin) if origin.trim().is_empty() => Err(Refusal::NoOrigin),
        Change::Dates { as_of: None, published: None } => Err(Refusal::NoDates),
        Change::Grade(grading) if grading.is_empty() => Err(Refusal::NoGrade),
        Change::Affiliation(path) if path.parts().iter().all(|part| part.trim().is_empty()) => {
            Err(Refusal::NoAffiliation)
        }
        Change::Country(country) if country.trim().is_empty() => Err(Refusal::NoCountry),
        _ => Ok(()),
    }
}

/// What is done to a number needs one.
fn check_number(
    document: &Document,
    adjustment: &Adjustment,
    estimate: Estimate<'_>,
) -> Result<(), Refusal> {
    let source_label = || estimate.label().to_owned();
    match (&adjustment.change, estimate.bounds()) {
        (Change::Scale(_) | Change::Widen(_), None) if has_range(document, adjustment) => Ok(()),
        (Change::Scale(_) | Change::Widen(_) | Change::ReadAsAtLeast, None) => {
            let (value, wording) = (estimate.value(), estimate.wording().map(str::to_owned));
            Err(Refusal::NotANumber { source_label: source_label(), value, wording })
        }
        (Change::ReadAsAtLeast, Some(bounds)) if bounds.shape() != Shape::Point => {
            Err(Refusal::NotASingleNumber { source_label: source_label(), stated: bounds })
        }
        _ => Ok(()),
    }
}

/// Whether the analyst gave the estimate a range.
fn has_range(document: &Document, adjustment: &Adjustment) -> bool {
    document
        .overlay()
        .adjustments()
        .iter()
        .any(|other| other.target == adjustment.target && matches!(other.change, Change::Bounds(_)))
}

/// Whether a question can be asked of a document.
pub(super) fn check_question(document: &Document, question: &Question) -> Result<(), Refusal> {
    if !document.has_measure(&question.measure) {
        return Err(Refusal::NoSuchMeasure(question.measure.name()));
    }
    if question.from.zip(question.to).is_some_and(|(from, to)| from > to) {
        return Err(Refusal::Backwards);
    }
    match question.about {
        AboutPolicy::Percent(percent) if !(0.0..=100.0).contains(&percent) => {
            Err(Refusal::BadPercent)
        }
        _ => Ok(()),
    }
}

/// Whether there is what a note is about.
pub(super) fn check_anchor(document: &Document, anchor: &Anchor) -> Result<(), Refusal> {
    match anchor {
        Anchor::Date(_) => Ok(()),
        Anchor::Period(from, to) if from > to => Err(Refusal::NoteBackwards),
        Anchor::Period(..) => Ok(()),
        Anchor::Value(number, _) if !number.is_finite() => Err(Refusal::NoteOnNoNumber),
        Anchor::Value(..) => Ok(()),
        Anchor::Estimate(id) if document.estimate(id).is_none() => {
            Err(Refusal::NoSuchEstimate(id.clone()))
        }
        Anchor::Source(label) if !document.has_label(label) => {
            Err(Refusal::NoSuchSource(label.clone()))
        }
        Anchor::Estimate(_) | Anchor::Source(_) => Ok(()),
    }
}
