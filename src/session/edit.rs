//! What can be done to a document, and in which words a menu says it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Document, FileSection};
use crate::compare::{AboutPolicy, Interval, Question, read_bounds};
use crate::estimate::{
    Adjustment, Bounds, Change, Estimate, EstimateId, FileSlot, Overlay, Shape, Target, grouped,
};

/// Something done to a document. Small, and all but files can be written down and done again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Adds files; those whose slot is 0 or taken get the next free one.
    #[serde(skip)]
    AddFiles(Vec<Arc<FileSection>>),
    /// Takes a file away, with what was adjusted in it.
    RemoveFile(FileSlot),
    /// Lays an adjustment over the data, in the place of one of the same kind on the same target.
    Adjust(Adjustment),
    /// Takes an adjustment of this kind away: as stated again.
    Restore {
        target: Target,
        kind: Change,
    },
    Ask(Question),
}

/// How much a session holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    pub estimates: usize,
    pub text_bytes: usize,
}

impl Limits {
    /// A million estimates, 512 MB of text.
    pub const OF_A_SESSION: Limits = Limits { estimates: 1_000_000, text_bytes: 512 << 20 };
}

/// Why an edit was not made, in one sentence. The document is as it was.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Refusal {
    #[error("No open file has an estimate {0}")]
    NoSuchEstimate(EstimateId),
    #[error("No open file names a source “{0}”")]
    NoSuchSource(String),
    #[error("There is no file in slot {}", .0.0)]
    NoSuchFile(FileSlot),
    #[error("No open file has estimates of {0}; open one that has, or ask about another measure")]
    NoSuchMeasure(String),
    #[error("{name} has the same content as {open}, which is open already")]
    AlreadyOpen { name: String, open: String },
    #[error("{source_label} gave no number here ({said}), so there are no bounds to change")]
    NotANumber { source_label: String, said: String },
    #[error("{source_label} stated {stated} here; only a single number can be read as at least")]
    NotASingleNumber { source_label: String, stated: String },
    #[error("{0} cannot be bounds: the low end lies above the high one, or best outside of them")]
    Inconsistent(String),
    #[error("Name the origin that it is the same voice as")]
    NoOrigin,
    #[error("The question's first day lies after its last one")]
    Backwards,
    #[error("A width in per cent lies between 0 and 100")]
    BadPercent,
    #[error(
        "That would be {} estimates, and a session holds {}; narrow {largest} to fewer measures, \
         places or days and open that", grouped(*.count as f64), grouped(*.most as f64)
    )]
    TooManyEstimates { count: usize, most: usize, largest: String },
    #[error(
        "That would be {} MB of text, and a session holds {} MB; leave out of {largest} the \
         columns or rows that are not needed and open that", .bytes >> 20, .most >> 20
    )]
    TooMuchText { bytes: usize, most: usize, largest: String },
    #[error("A session holds at most 65,535 files")]
    TooManyFiles,
    /// The document is so already.
    #[error("This is so already")]
    NothingChanges,
}

/// The document after an edit.
///
/// # Errors
/// When the edit makes no sense for this document, or the session would hold too much.
///
/// ```
/// use parallax::estimate::FileSlot;
/// use parallax::session::{Document, Edit, Refusal, apply};
///
/// let refusal = apply(&Document::default(), &Edit::RemoveFile(FileSlot(1)));
/// assert_eq!(refusal, Err(Refusal::NoSuchFile(FileSlot(1))));
/// ```
pub fn apply(document: &Document, edit: &Edit) -> Result<Document, Refusal> {
    apply_within(document, edit, &Limits::OF_A_SESSION)
}

/// As [`apply`], with limits of one's own.
///
/// # Errors
/// As [`apply`].
pub fn apply_within(
    document: &Document,
    edit: &Edit,
    limits: &Limits,
) -> Result<Document, Refusal> {
    match edit {
        Edit::AddFiles(files) => add_files(document, files, limits),
        Edit::RemoveFile(slot) => remove_file(document, *slot),
        Edit::Adjust(adjustment) => adjust(document, adjustment),
        Edit::Restore { target, kind } => {
            let overlay = document.overlay().without(target, kind);
            if overlay == *document.overlay() {
                return Err(Refusal::NothingChanges);
            }
            Ok(Document { overlay: Arc::new(overlay), ..document.clone() })
        }
        Edit::Ask(question) => ask(document, question),
    }
}

fn add_files(
    document: &Document,
    files: &[Arc<FileSection>],
    limits: &Limits,
) -> Result<Document, Refusal> {
    let mut grown = document.clone();
    for file in files {
        if let Some(open) = grown.files.iter().find(|open| open.fingerprint == file.fingerprint) {
            let (name, open) = (file.name().to_owned(), open.name().to_owned());
            return Err(Refusal::AlreadyOpen { name, open });
        }
        let has_place = file.slot.0 > 0 && grown.file(file.slot).is_none();
        if has_place {
            grown.files.push(Arc::clone(file));
        } else {
            let slot = grown.next_slot().ok_or(Refusal::TooManyFiles)?;
            grown.files.push(Arc::new(FileSection { slot, ..FileSection::clone(file) }));
        }
        grown.files.sort_by_key(|file| file.slot);
    }
    check_size(&grown, limits)?;
    if files.is_empty() { Err(Refusal::NothingChanges) } else { Ok(grown) }
}

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

fn remove_file(document: &Document, slot: FileSlot) -> Result<Document, Refusal> {
    if document.file(slot).is_none() {
        return Err(Refusal::NoSuchFile(slot));
    }
    let mut smaller = document.clone();
    smaller.files.retain(|file| file.slot != slot);
    // What was laid over the file's own estimates, and over sources that only it names, goes too:
    // another file may come into the slot.
    let stays = |adjustment: &&Adjustment| match &adjustment.target {
        Target::Estimate(id) => id.file != slot,
        Target::Source(label) => smaller.has_label(label),
    };
    let overlay: Overlay = document.overlay().adjustments().iter().filter(stays).cloned().collect();
    smaller.overlay = Arc::new(overlay);
    let is_answerable = |question: &Question| smaller.has_measure(&question.measure);
    if !document.question().is_some_and(is_answerable) {
        smaller.question = None;
    }
    Ok(smaller)
}

fn adjust(document: &Document, adjustment: &Adjustment) -> Result<Document, Refusal> {
    check_adjustment(document, adjustment)?;
    if document.overlay().adjustments().contains(adjustment) {
        return Err(Refusal::NothingChanges);
    }
    let overlay = document.overlay().with(adjustment.clone());
    Ok(Document { overlay: Arc::new(overlay), ..document.clone() })
}

/// Whether an adjustment makes sense for a document.
pub(super) fn check_adjustment(
    document: &Document,
    adjustment: &Adjustment,
) -> Result<(), Refusal> {
    match &adjustment.target {
        Target::Estimate(id) => {
            let estimate = document.estimate(id);
            let estimate = estimate.ok_or_else(|| Refusal::NoSuchEstimate(id.clone()))?;
            check_number(estimate, &adjustment.change)?;
        }
        Target::Source(label) if !document.has_label(label) => {
            return Err(Refusal::NoSuchSource(label.clone()));
        }
        Target::Source(_) => {}
    }
    match &adjustment.change {
        Change::Bounds(bounds) if !bounds.is_consistent() => {
            Err(Refusal::Inconsistent(bounds.to_string()))
        }
        Change::SameVoiceAs(origin) if origin.trim().is_empty() => Err(Refusal::NoOrigin),
        _ => Ok(()),
    }
}

fn check_number(estimate: Estimate<'_>, change: &Change) -> Result<(), Refusal> {
    let source_label = || estimate.label().to_owned();
    match (change, estimate.bounds()) {
        (Change::Bounds(_) | Change::ReadAsAtLeast, None) => {
            let said = estimate
                .wording()
                .map_or_else(|| estimate.value().word().to_owned(), |words| format!("“{words}”"));
            Err(Refusal::NotANumber { source_label: source_label(), said })
        }
        (Change::ReadAsAtLeast, Some(bounds)) if bounds.shape() != Shape::Point => {
            let stated = bounds.to_string();
            Err(Refusal::NotASingleNumber { source_label: source_label(), stated })
        }
        _ => Ok(()),
    }
}

fn ask(document: &Document, question: &Question) -> Result<Document, Refusal> {
    check_question(document, question)?;
    if document.question() == Some(question) {
        return Err(Refusal::NothingChanges);
    }
    Ok(Document { question: Some(Arc::new(question.clone())), ..document.clone() })
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

impl Edit {
    /// What the edit does to this document, as it stands after "Undo:" in a menu.
    ///
    /// `document` is the one before the edit.
    #[must_use]
    pub fn label(&self, document: &Document) -> String {
        match self {
            Edit::AddFiles(files) => match files.as_slice() {
                [file] => format!("open {}", file.name()),
                files => format!("open {} files", files.len()),
            },
            Edit::RemoveFile(slot) => {
                format!("close {}", document.file(*slot).map_or("a file", |file| file.name()))
            }
            Edit::Adjust(adjustment) if adjustment.on => adjust_label(document, adjustment),
            Edit::Adjust(adjustment) => {
                format!("switch off “{}”", adjust_label(document, adjustment))
            }
            Edit::Restore { target, kind } => restore_label(document, target, kind),
            Edit::Ask(question) => ask_label(document.question(), question),
        }
    }
}

fn adjust_label(document: &Document, adjustment: &Adjustment) -> String {
    let who = target_words(document, &adjustment.target);
    match &adjustment.change {
        Change::Bounds(bounds) => bounds_label(document, &adjustment.target, bounds),
        Change::Exclude => format!("exclude {who}"),
        Change::ReadAsAtLeast => format!("read {who} as at least"),
        Change::SameVoiceAs(origin) => format!("count {who} as {origin}"),
    }
}

fn bounds_label(document: &Document, target: &Target, bounds: &Bounds) -> String {
    let estimate = match target {
        Target::Estimate(id) => document.estimate(id).map(|estimate| (id, estimate)),
        Target::Source(_) => None,
    };
    let Some((id, estimate)) = estimate else {
        return format!("set {} to {bounds}", target_words(document, target));
    };
    let stated = || {
        let about = document.question().map(|question| question.about).unwrap_or_default();
        Some(read_bounds(&estimate.bounds()?, estimate.measure().is_count(), about))
    };
    // What an analyst set is read as it is.
    let reach = |set| read_bounds(set, false, AboutPolicy::Exact);
    let before = document.overlay().bounds_of(id).map(reach).or_else(stated);
    let verb = before.map_or("set", |before| verb(before, reach(bounds)));
    format!("{verb} {} to {bounds}", estimate.label())
}

fn restore_label(document: &Document, target: &Target, kind: &Change) -> String {
    let who = target_words(document, target);
    match kind {
        Change::Bounds(_) => format!("restore {who} as stated"),
        Change::Exclude => format!("include {who}"),
        Change::ReadAsAtLeast => format!("read {who} as stated"),
        Change::SameVoiceAs(_) => format!("count {who} by itself"),
    }
}

/// The source of what is adjusted, and of which day if it is one estimate.
fn target_words(document: &Document, target: &Target) -> String {
    match target {
        Target::Source(label) => label.clone(),
        Target::Estimate(id) => match document.estimate(id) {
            Some(estimate) => {
                format!("{} of {}", estimate.label(), estimate.as_of().spoken())
            }
            None => id.to_string(),
        },
    }
}

/// In which direction an interval was moved.
fn verb(before: Interval, after: Interval) -> &'static str {
    let width_change = (after.length() - before.length()).abs();
    if before.intersection(after) == Some(after) {
        "narrow"
    } else if before.intersection(after) == Some(before) {
        "widen"
    } else if width_change <= before.length() * 1e-9 {
        "shift"
    } else {
        "change"
    }
}

fn ask_label(before: Option<&Question>, question: &Question) -> String {
    let Some(before) = before.filter(|before| before.measure == question.measure) else {
        return format!("ask about {}", question.measure.name());
    };
    if before.by != question.by {
        return format!("count by {}", question.by.word());
    }
    match question.known_on {
        known_on if known_on == before.known_on => "change the question".to_owned(),
        Some(day) => format!("ask what was known on {}", day.spoken()),
        None => "ask what is known now".to_owned(),
    }
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
