//! Text as a document and its view.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::de::DeserializeSeed;

use super::opened::{BadSession, Opened, VERSION};
use super::sections::{CutLists, Parts, PartsSeed, VersionSeed};
use super::unknown::place_of;

use crate::estimate::{Estimate, Note, NoteId, Stamp};
use crate::files::is_url;
use crate::files::native::{Cut, ron_options};
use crate::session::check::{check_adjustment, check_anchor, check_question, check_size};
use crate::session::vintages::settled;
use crate::session::{Document, FileSection, Limits, Oddity, Refusal, Series};

/// At most so many places of unknown fields are told apart.
const MOST_UNKNOWN_FIELDS: usize = 1_000;

/// Reads the bytes of a session file.
///
/// # Errors
/// As [`read`], and when they are no UTF-8 text.
pub fn read_bytes(bytes: &[u8]) -> Result<Opened, BadSession> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => Err(BadSession::NotUtf8 { at: error.valid_up_to() }),
    }
}

/// Reads a session.
///
/// # Errors
/// When it is of a newer version, no well-formed RON, not a session, contradicts itself or holds
/// more than a session may. Never is a part of it returned.
pub fn read(text: &str) -> Result<Opened, BadSession> {
    let text = unmarked(text)?;
    let sections = read_cut(text).map_or_else(|| read_whole(text, &mut CutLists::new()), Ok);
    let (parts, unknown_fields) = sections?;
    finish(parts, unknown_fields)
}

/// The same without a cut.
#[cfg(test)]
pub(super) fn read_uncut(text: &str) -> Result<Opened, BadSession> {
    let (parts, unknown_fields) = read_whole(unmarked(text)?, &mut CutLists::new())?;
    finish(parts, unknown_fields)
}

/// The version of a session that [`read_bytes`] refuses as [newer](BadSession::Newer), without reading
/// what stands behind it.
///
/// ```
/// use parallax::session::newer_version;
///
/// assert_eq!(newer_version(b"(version: 99, what: {ever: "), Some(99));
/// assert_eq!(newer_version(b"(version: 1, files: [])"), None);
/// ```
#[must_use]
pub fn newer_version(bytes: &[u8]) -> Option<u32> {
    let text = unmarked(std::str::from_utf8(bytes).ok()?).ok()?;
    let mut ron = ron::de::Deserializer::from_str_with_options(text, &ron_options()).ok()?;
    let mut newer = None;
    match (VersionSeed { newer: &mut newer }).deserialize(&mut ron) {
        Ok(()) | Err(_) => newer,
    }
}

/// The text behind a byte order mark.
fn unmarked(text: &str) -> Result<&str, BadSession> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(BadSession::Empty) } else { Ok(text) }
}

/// A session's parts, and where there are fields that this version does not know.
pub(super) type Sections = (Parts, Vec<String>);

/// Reads a session whose lists of estimates are cut into their elements without looking into them,
/// and each element by itself, which takes a fraction of the time; none where that is not sure to be
/// right, and nothing is wrong with the session for that.
pub(super) fn read_cut(text: &str) -> Option<Sections> {
    let cut = Cut::of(text, |names| matches!(names, ["estimates", _]))?;
    let mut lists = CutLists::new();
    for list in cut.lists {
        let is_second = lists.insert(list.name.parse().ok()?, list.elements).is_some();
        if is_second {
            return None;
        }
    }
    let sections = read_whole(&cut.frame, &mut lists).ok()?;
    lists.is_empty().then_some(sections)
}

fn read_whole(text: &str, lists: &mut CutLists<'_>) -> Result<Sections, BadSession> {
    let mut newer = None;
    let mut unknown = BTreeSet::new();
    let ignored = &mut |path: serde_ignored::Path<'_>| {
        if unknown.len() < MOST_UNKNOWN_FIELDS {
            unknown.insert(place_of(&path));
        }
    };
    let seed = PartsSeed { newer: &mut newer, lists };
    let parsed = parse(text, seed, ignored);
    if let Some(found) = newer {
        return Err(BadSession::Newer { found, known: VERSION });
    }
    let parts = parsed.map_err(|error| BadSession::Malformed {
        line: error.span.end.line,
        column: error.span.end.col,
        error: error.code,
    })?;
    Ok((parts, unknown.into_iter().collect()))
}

fn parse(
    text: &str,
    seed: PartsSeed<'_, '_>,
    ignored: &mut impl FnMut(serde_ignored::Path<'_>),
) -> ron::error::SpannedResult<Parts> {
    let mut deserializer = ron::de::Deserializer::from_str_with_options(text, &ron_options())?;
    let noting = serde_ignored::Deserializer::new(&mut deserializer, ignored);
    let parts = seed.deserialize(noting);
    let parts = parts.and_then(|parts| deserializer.end().map(|()| parts));
    parts.map_err(|error| deserializer.span_error(error))
}

/// Puts the parts together and looks whether they go together.
fn finish(parts: Parts, unknown_fields: Vec<String>) -> Result<Opened, BadSession> {
    let mut document = Document::default();
    let mut ledgers = parts.ledgers;
    for head in parts.files {
        let ledger = ledgers.remove(&head.slot).unwrap_or_else(|| head.without_estimates());
        document.files.push(Arc::new(head.into_section(ledger)));
    }
    document.files.sort_by_key(|file| file.slot);
    check_size(&document, &Limits::OF_A_SESSION).map_err(BadSession::TooLarge)?;

    let mut problems: Vec<Oddity> = not_addresses(&document).into_iter().collect();
    problems.extend(document.files.iter().filter_map(|file| without_estimates(file)));
    problems.extend(document.files.iter().filter_map(|file| with_reversed_bounds(file)));
    let series = sensible(&document, parts.series, &mut problems);
    document.series = Arc::new(series);
    document.copies_in_doubt = parts.copies_in_doubt.into();
    document = settled(document);
    document.overlay = Arc::new(parts.adjustments.into_iter().collect());
    for adjustment in document.overlay().adjustments() {
        if let Err(refusal) = check_adjustment(&document, adjustment) {
            problems.push(Oddity::Adjustment(refusal));
        }
    }
    for note in &parts.notes {
        if let Err(refusal) = check_anchor(&document, &note.anchor) {
            problems.push(Oddity::Note(refusal));
        }
    }
    for dismissal in &parts.dismissals {
        let mut gone = dismissal.finding.estimates().iter();
        if let Some(id) = gone.find(|id| document.estimate(id).is_none()) {
            problems.push(Oddity::Dismissal(Refusal::NoSuchEstimate(id.clone())));
        }
    }
    let stamps = document.overlay().adjustments().iter().map(|adjustment| &adjustment.at);
    let stamps = stamps.chain(parts.notes.iter().map(|note| &note.at));
    let stamps = stamps.chain(parts.dismissals.iter().map(|dismissal| &dismissal.at));
    problems.extend(stamps.filter_map(|at| match at {
        Some(Stamp::Other(text)) => Some(Oddity::Stamp(text.clone())),
        Some(Stamp::Minute(_)) | None => None,
    }));
    document.notes = Arc::new(numbered(parts.notes));
    document.dismissals = Arc::new(parts.dismissals);
    document.publications = Arc::new(parts.publications.into());
    check_size(&document, &Limits::OF_A_SESSION).map_err(BadSession::TooLarge)?;
    if let Some(question) = parts.question {
        match check_question(&document, &question) {
            Ok(()) => {}
            Err(refusal @ Refusal::NoSuchMeasure(_)) => problems.push(Oddity::Question(refusal)),
            Err(refusal) => return Err(BadSession::Inconsistent(refusal)),
        }
        document.question = Some(Arc::new(question));
    }
    let view = parts.view.tidied(&mut problems);
    Ok(Opened { document, view, unknown_fields, problems })
}

/// A file of which there were rows and nothing is left.
fn without_estimates(file: &FileSection) -> Option<Oddity> {
    let is_empty = file.ledger.is_empty() && file.ledger.events().is_empty();
    let has_lost_all = is_empty && file.rows > 0 && !file.is_by_hand();
    has_lost_all.then(|| Oddity::NoEstimates { file: file.name().to_owned(), rows: file.rows })
}

/// Bounds that contradict themselves, where the file's own problems tell nothing of it.
fn with_reversed_bounds(file: &FileSection) -> Option<Oddity> {
    let is_reversed =
        |estimate: &Estimate<'_>| estimate.bounds().is_some_and(|bounds| !bounds.is_consistent());
    let mut reversed = file.ledger.in_file_order().into_iter().filter(is_reversed);
    let first = file.loaded().id_of(reversed.next()?);
    let count = reversed.count().saturating_add(1);
    let is_told = file
        .problems
        .iter()
        .any(|problem| matches!(problem.code(), "low-above-high" | "best-outside-bounds"));
    (!is_told).then_some(Oddity::ReversedBounds { first, count })
}

/// What stands in the place of an address and is none.
fn not_addresses(document: &Document) -> Option<Oddity> {
    let urls = document.files.iter().flat_map(|file| {
        let events = file.ledger.events().iter().filter_map(|event| event.url.as_deref());
        file.ledger.estimates().filter_map(|estimate| estimate.url()).chain(events)
    });
    let mut others = urls.filter(|url| !is_url(url));
    let first = others.next()?.to_owned();
    Some(Oddity::NotAddresses { first, count: others.count().saturating_add(1) })
}

/// The series in which each file is one of the document's and is not in another one. What is left
/// out becomes an oddity.
fn sensible(document: &Document, series: Vec<Series>, odd: &mut Vec<Oddity>) -> Vec<Series> {
    let mut taken = BTreeSet::new();
    let mut sensible = Vec::new();
    for mut one in series {
        one.vintages.retain(|vintage| {
            let slot = vintage.file;
            if document.file(slot).is_none() {
                odd.push(Oddity::VintageOfNoFile(slot));
                return false;
            }
            let is_first = taken.insert(slot);
            odd.extend((!is_first).then_some(Oddity::VintageTwice(slot)));
            is_first
        });
        one.vintages.sort_by_key(|vintage| vintage.file);
        one.chosen = one.chosen.filter(|chosen| one.vintages.iter().any(|v| v.file == *chosen));
        if one.vintages.len() > 1 {
            sensible.push(one);
        }
    }
    sensible.sort_by_key(|one| one.vintages.first().map(|vintage| vintage.file));
    sensible
}

/// Each note with an id of its own: one that has another's gets the next free one.
fn numbered(mut notes: Vec<Note>) -> Vec<Note> {
    let mut last = notes.iter().map(|note| note.id.0).max().unwrap_or(0);
    let mut taken = BTreeSet::from([NoteId(0)]);
    for note in &mut notes {
        if !taken.insert(note.id) {
            last = last.saturating_add(1);
            note.id = NoteId(last);
            taken.insert(note.id);
        }
    }
    notes
}
