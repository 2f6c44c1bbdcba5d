//! Estimates and events that an analyst enters by hand. They live in a file of their own, which
//! every other part takes for a file like any other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::leftovers::tidied;
use super::{Document, FileSection, Fingerprint, Refusal};
use crate::estimate::{
    Estimate, EstimateId, Event, FileSlot, Ledger, Loaded, Measure, NotTaken, OwnId, SourceFacts,
    Statement, Value,
};
use crate::files::native::{BadRecord, EstimateRecord, MeasureTable, SourceTable};
use crate::files::{Problem, examine_entry, is_url};

/// The format of the file that holds what was entered by hand.
pub const BY_HAND: &str = "by hand";

/// What that file is called.
const NAME: &str = "Entered by hand";

/// An estimate entered by hand: everything that one in a file can state, and who entered it.
///
/// Its record's number and its line are the document's business and make no difference here; an id
/// is given to one that has none.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct OwnEntry {
    pub statement: Box<Statement>,
}

impl OwnEntry {
    /// An entry that states this.
    #[must_use]
    pub fn new(statement: Statement) -> OwnEntry {
        OwnEntry { statement: Box::new(Statement { record: 0, line: 0, ..statement }) }
    }

    /// What an estimate of a file states, as an entry of one's own to go on from. It refers to no
    /// other estimate, as those are in the other file.
    #[must_use]
    pub fn from_estimate(estimate: Estimate<'_>) -> OwnEntry {
        let statement = estimate.to_statement();
        let (derived_from, supersedes) = (None, Vec::new());
        OwnEntry::new(Statement { id: None, derived_from, supersedes, ..statement })
    }

    /// Whether this can be entered.
    ///
    /// # Errors
    /// When it names nobody, contradicts itself or leaves out what cannot be missing.
    pub fn check(&self) -> Result<(), Refusal> {
        let Statement { label, value, wording, url, .. } = &*self.statement;
        if label.trim().is_empty() {
            return Err(Refusal::NoSource);
        }
        match value {
            Value::Bounds(bounds) if !bounds.is_consistent() => {
                return Err(Refusal::Inconsistent(*bounds));
            }
            Value::Vague | Value::Share
                if wording.as_deref().is_none_or(|words| words.trim().is_empty()) =>
            {
                return Err(Refusal::NoWording);
            }
            _ => {}
        }
        match url {
            Some(url) if !is_url(url) => Err(Refusal::NotAnAddress(url.clone())),
            _ => Ok(()),
        }
    }
}

/// An entry as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    measure: Measure,
    #[serde(default, skip_serializing_if = "is_nothing")]
    facts: SourceFacts,
    estimate: EstimateRecord,
}

fn is_nothing(facts: &SourceFacts) -> bool {
    *facts == SourceFacts::default()
}

/// The key of the only measure there is.
const ITS_MEASURE: &str = "above";

impl From<OwnEntry> for Written {
    fn from(entry: OwnEntry) -> Written {
        let mut estimate = EstimateRecord::from_statement(&entry.statement, ITS_MEASURE);
        estimate.measure = String::new();
        let Statement { measure, facts, .. } = *entry.statement;
        Written { measure, facts, estimate }
    }
}

impl TryFrom<Written> for OwnEntry {
    type Error = BadRecord;

    fn try_from(written: Written) -> Result<OwnEntry, BadRecord> {
        let Written { measure, facts, mut estimate } = written;
        ITS_MEASURE.clone_into(&mut estimate.measure);
        let measures = MeasureTable::from([(ITS_MEASURE.to_owned(), measure)]);
        let sources = SourceTable::from([(estimate.source.clone(), facts)]);
        Ok(OwnEntry::new(estimate.into_statement(&measures, &sources)?))
    }
}

impl FileSection {
    /// Whether it holds what was entered by hand.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.format == BY_HAND
    }
}

impl Document {
    /// The file that holds what was entered by hand, if anything was.
    #[must_use]
    pub fn own(&self) -> Option<&Arc<FileSection>> {
        self.files.iter().find(|file| file.is_by_hand())
    }

    /// An estimate that was entered by hand, to be entered again otherwise.
    #[must_use]
    pub fn own_entry(&self, id: &EstimateId) -> Option<OwnEntry> {
        let own = self.own().filter(|own| own.slot == id.file)?;
        let estimate = own.ledger.find(&id.own)?;
        Some(OwnEntry::new(estimate.to_statement()))
    }

    /// The estimate that was entered last.
    #[must_use]
    pub fn newest_own(&self) -> Option<EstimateId> {
        let own = self.own()?;
        let last = own.ledger.in_file_order().pop()?;
        Some(Loaded { slot: own.slot, ledger: Arc::clone(&own.ledger) }.id_of(last))
    }

    fn own_parts(&self) -> OwnParts {
        self.own().map_or_else(OwnParts::default, |own| {
            let all = own.ledger.each_in_file_order();
            OwnParts {
                statements: all.map(|estimate| estimate.to_statement()).collect(),
                events: own.ledger.events().to_vec(),
                problems: own.problems.clone(),
            }
        })
    }

    /// This document with other estimates and events entered by hand.
    fn with_own(&self, parts: OwnParts) -> Result<Document, Refusal> {
        let slot = self.own().map(|own| own.slot).or_else(|| self.next_slot());
        let slot = slot.ok_or(Refusal::TooManyFiles)?;
        let mut changed = self.clone();
        changed.files.retain(|file| file.slot != slot);
        if !parts.statements.is_empty() || !parts.events.is_empty() {
            changed.files.push(Arc::new(parts.into_section(slot)?));
            changed.files.sort_by_key(|file| file.slot);
        }
        Ok(changed)
    }
}

/// What was entered by hand, taken apart to be changed.
#[derive(Default)]
struct OwnParts {
    /// By record, which is their line as well.
    statements: Vec<Statement>,
    events: Vec<Event>,
    problems: Vec<Problem>,
}

impl OwnParts {
    /// What is doubtful about a statement, in the place of what was doubtful about it before. It is
    /// read as it would be out of a file.
    fn examine(&mut self, statement: &mut Statement) {
        statement.line = statement.record;
        self.forget(statement.record);
        self.problems.extend(examine_entry(statement));
        self.problems.sort_by_key(|problem| problem.line);
    }

    fn forget(&mut self, record: u32) {
        self.problems.retain(|problem| problem.line != Some(record));
    }

    fn into_section(self, slot: FileSlot) -> Result<FileSection, Refusal> {
        let mut builder = Ledger::builder();
        self.events.into_iter().for_each(|event| builder.push_event(event));
        for statement in &self.statements {
            builder.push(statement)?;
        }
        Ok(FileSection {
            slot,
            path: NAME.to_owned(),
            fingerprint: Fingerprint::of(BY_HAND.as_bytes()),
            format: BY_HAND.to_owned(),
            summed: None,
            rows: self.statements.last().map_or(0, |last| last.record),
            problems: self.problems,
            ledger: Arc::new(builder.finish()),
        })
    }
}

pub(super) fn add(document: &Document, entry: &OwnEntry) -> Result<Document, Refusal> {
    entry.check()?;
    let mut parts = document.own_parts();
    let last = parts.statements.last().map_or(0, |statement| statement.record);
    let record = last.checked_add(1).ok_or(NotTaken::TooManyRows)?;
    let mut statement = Statement { record, ..Statement::clone(&entry.statement) };
    if statement.id.as_deref().is_none_or(|id| id.trim().is_empty()) {
        statement.id = Some(free_id(&parts.statements, record));
    }
    parts.examine(&mut statement);
    parts.statements.push(statement);
    document.with_own(parts)
}

/// An id that no other entry has.
fn free_id(statements: &[Statement], record: u32) -> String {
    let is_taken = |id: &String| statements.iter().any(|one| one.id.as_ref() == Some(id));
    let mut id = format!("hand-{record}");
    while is_taken(&id) {
        id.push('b');
    }
    id
}

pub(super) fn replace(
    document: &Document,
    id: &EstimateId,
    entry: &OwnEntry,
) -> Result<Document, Refusal> {
    entry.check()?;
    let mut parts = document.own_parts();
    let place = place_of(document, &parts.statements, id)?;
    let Some(old) = parts.statements.get(place).cloned() else {
        return Err(Refusal::NotByHand(id.clone()));
    };
    // It stays the same estimate: whatever was laid over it stays there.
    let stated = Statement::clone(&entry.statement);
    let mut new = Statement { id: old.id.clone(), record: old.record, ..stated };
    let problems = parts.problems.clone();
    parts.examine(&mut new);
    if new == old && parts.problems == problems {
        return Err(Refusal::NothingChanges);
    }
    if let Some(place) = parts.statements.get_mut(place) {
        *place = new;
    }
    Ok(tidied(document, document.with_own(parts)?))
}

pub(super) fn remove(document: &Document, id: &EstimateId) -> Result<Document, Refusal> {
    let mut parts = document.own_parts();
    let removed = parts.statements.remove(place_of(document, &parts.statements, id)?);
    parts.forget(removed.record);
    Ok(tidied(document, document.with_own(parts)?))
}

fn place_of(
    document: &Document,
    statements: &[Statement],
    id: &EstimateId,
) -> Result<usize, Refusal> {
    let is_it = |statement: &Statement| match &id.own {
        OwnId::Stated(own) => statement.id.as_deref() == Some(own.as_ref()),
        OwnId::Record(record) => statement.id.is_none() && statement.record == *record,
    };
    let is_here = document.own().is_some_and(|own| own.slot == id.file);
    let place = statements.iter().position(is_it).filter(|_| is_here);
    place.ok_or_else(|| Refusal::NotByHand(id.clone()))
}

pub(super) fn add_event(document: &Document, event: &Event) -> Result<Document, Refusal> {
    if event.label.trim().is_empty() {
        return Err(Refusal::NoEventLabel);
    }
    if let Some(url) = event.url.as_ref().filter(|url| !is_url(url)) {
        return Err(Refusal::NotAnAddress(url.clone()));
    }
    let mut parts = document.own_parts();
    parts.events.push(event.clone());
    document.with_own(parts)
}

pub(super) fn remove_event(document: &Document, place: usize) -> Result<Document, Refusal> {
    let mut parts = document.own_parts();
    if place >= parts.events.len() {
        return Err(Refusal::NoSuchEvent);
    }
    parts.events.remove(place);
    Ok(tidied(document, document.with_own(parts)?))
}
