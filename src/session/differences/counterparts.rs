//! What in one document is what in another one: files by what they hold, estimates by what they say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pairing::{Places, paired};
use super::sides::Whose;
use crate::compare::FindingKey;
use crate::estimate::{Anchor, EstimateId, FileSlot, OwnId, Target};
use crate::session::{Document, FileSection, OwnEntry};

/// An estimate, however the documents number it: the same key means the same estimate.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum EstimateKey {
    /// By its file, its own id there and what it says.
    Read(usize, OwnId, String),
    /// By its place among those entered by hand.
    ByHand(usize),
    /// One that no file of its document has, by its document and its id there.
    Nowhere(Whose, EstimateId),
}

/// The documents beside each other, and what in the one is what in the other.
pub(super) struct Counterparts<'a> {
    documents: [&'a Document; 3],
    /// Whether the document is known from which both came.
    pub(super) has_base: bool,
    /// By place in each document's list of files.
    pub(super) files: Vec<Places>,
    file_keys: BTreeMap<(Whose, FileSlot), usize>,
    /// By place in the order of what was entered by hand.
    pub(super) own: Vec<Places>,
    own_ids: [Vec<EstimateId>; 3],
    own_keys: BTreeMap<(Whose, EstimateId), usize>,
}

impl<'a> Counterparts<'a> {
    /// Looks for them. Without a document from which both came, an empty one stands in for it.
    pub(super) fn of(documents: [&'a Document; 3], has_base: bool) -> Counterparts<'a> {
        let files = paired_files(documents);
        let mut file_keys = BTreeMap::new();
        for (key, places) in files.iter().enumerate() {
            for (whose, place) in Whose::ALL.into_iter().zip(places) {
                let file = place.and_then(|place| whose.of(documents).files().get(place));
                file.map(|file| file_keys.insert((whose, file.slot), key));
            }
        }
        let entries = documents.map(own_entries);
        let own = paired_entries(&entries, has_base);
        let mut own_keys = BTreeMap::new();
        for (key, places) in own.iter().enumerate() {
            for (whose, (place, entries)) in Whose::ALL.into_iter().zip(places.iter().zip(&entries))
            {
                let entry = place.and_then(|place| entries.get(place));
                entry.map(|(id, _)| own_keys.insert((whose, id.clone()), key));
            }
        }
        let own_ids = entries.map(|entries| entries.into_iter().map(|(id, _)| id).collect());
        Counterparts { documents, has_base, files, file_keys, own, own_ids, own_keys }
    }

    pub(super) fn document(&self, whose: Whose) -> &'a Document {
        whose.of(self.documents)
    }

    /// A file of this document, by its place there.
    pub(super) fn file_at(&self, whose: Whose, place: usize) -> Option<&'a Arc<FileSection>> {
        self.document(whose).files().get(place)
    }

    /// An estimate entered by hand, by its place among those of this document.
    pub(super) fn own_at(&self, whose: Whose, place: usize) -> Option<&EstimateId> {
        let [mine, theirs, base] = &self.own_ids;
        whose.of([mine, theirs, base]).get(place)
    }

    /// What a file is in all documents.
    pub(super) fn file_key(&self, whose: Whose, slot: FileSlot) -> Option<usize> {
        self.file_keys.get(&(whose, slot)).copied()
    }

    /// Which file this is in a document, if it has it.
    pub(super) fn file_in(&self, whose: Whose, key: usize) -> Option<&'a Arc<FileSection>> {
        let place = self.files.get(key).and_then(|places| whose.of(*places));
        place.and_then(|place| self.file_at(whose, place))
    }

    /// What an estimate is in all documents.
    pub(super) fn estimate_key(&self, whose: Whose, id: &EstimateId) -> EstimateKey {
        if let Some(own) = self.own_keys.get(&(whose, id.clone())) {
            return EstimateKey::ByHand(*own);
        }
        let found = self.document(whose).estimate(id);
        match (found, self.file_key(whose, id.file)) {
            (Some(estimate), Some(file)) => {
                // A record's number alone may be another record's in a newer copy.
                let said = match id.own {
                    OwnId::Stated(_) => estimate.label().to_owned(),
                    OwnId::Record(_) => {
                        let (from, to) = (estimate.as_of().from(), estimate.as_of().to());
                        [estimate.label(), &from.to_string(), &to.to_string()].join("\n")
                    }
                };
                EstimateKey::Read(file, id.own.clone(), said)
            }
            _ => EstimateKey::Nowhere(whose, id.clone()),
        }
    }

    /// Their estimate as it is numbered in mine, if I have it.
    pub(super) fn in_mine(&self, id: &EstimateId) -> Option<EstimateId> {
        self.counterpart(Whose::Theirs, id, Whose::Mine)
    }

    /// My estimate as it is numbered in theirs, if they have it.
    pub(super) fn in_theirs(&self, id: &EstimateId) -> Option<EstimateId> {
        self.counterpart(Whose::Mine, id, Whose::Theirs)
    }

    fn counterpart(&self, whose: Whose, id: &EstimateId, to: Whose) -> Option<EstimateId> {
        let key = self.estimate_key(whose, id);
        let other = match &key {
            EstimateKey::ByHand(key) => {
                let place = self.own.get(*key).and_then(|places| to.of(*places));
                self.own_at(to, place?)?.clone()
            }
            EstimateKey::Read(file, own, _) => {
                EstimateId { file: self.file_in(to, *file)?.slot, own: own.clone() }
            }
            EstimateKey::Nowhere(..) => return None,
        };
        (self.estimate_key(to, &other) == key).then_some(other)
    }

    /// What their adjustment is laid over, as it is in mine.
    pub(super) fn target_in_mine(&self, target: &Target) -> Option<Target> {
        match target {
            Target::Estimate(id) => self.in_mine(id).map(Target::Estimate),
            Target::Source(label) => Some(Target::Source(label.clone())),
        }
    }

    /// What their note hangs on, as it is in mine.
    pub(super) fn anchor_in_mine(&self, anchor: &Anchor) -> Option<Anchor> {
        match anchor {
            Anchor::Estimate(id) => self.in_mine(id).map(Anchor::Estimate),
            anchor => Some(anchor.clone()),
        }
    }

    /// The finding that they put aside, as it is known in mine.
    pub(super) fn finding_in_mine(&self, finding: &FindingKey) -> Option<FindingKey> {
        let ids: Option<Vec<EstimateId>> =
            finding.estimates().iter().map(|id| self.in_mine(id)).collect();
        Some(FindingKey::new(finding.kind().clone(), ids?))
    }
}

fn paired_files(documents: [&Document; 3]) -> Vec<Places> {
    let lists = documents.map(Document::files);
    let by_hand = |file: &Arc<FileSection>| file.is_by_hand().then(String::new);
    let by_content = |file: &Arc<FileSection>| {
        (!file.is_by_hand()).then(|| [file.fingerprint.to_string(), file.format.clone()].join(" "))
    };
    let by_bytes =
        |file: &Arc<FileSection>| (!file.is_by_hand()).then(|| file.fingerprint.to_string());
    let by_path = |file: &Arc<FileSection>| (!file.is_by_hand()).then(|| file.path.clone());
    let by_name = |file: &Arc<FileSection>| (!file.is_by_hand()).then(|| file.name().to_owned());
    paired(lists, &[&by_hand, &by_content, &by_bytes, &by_path, &by_name])
}

/// Everything entered by hand, with its id.
fn own_entries(document: &Document) -> Vec<(EstimateId, OwnEntry)> {
    let Some(own) = document.own() else { return Vec::new() };
    let loaded = own.loaded();
    let all = own.ledger.in_file_order().into_iter();
    all.map(|estimate| (loaded.id_of(estimate), OwnEntry::new(estimate.to_statement()))).collect()
}

/// What an entry says, without its number and without who entered it.
pub(super) fn content(entry: &OwnEntry) -> OwnEntry {
    let mut entry = entry.clone();
    entry.statement.id = None;
    entry.statement.author = None;
    entry
}

fn paired_entries(entries: &[Vec<(EstimateId, OwnEntry)>; 3], has_base: bool) -> Vec<Places> {
    type Entry = (EstimateId, OwnEntry);
    let [mine, theirs, base] = entries;
    let by_content = |(_, entry): &Entry| ron::to_string(&content(entry)).ok();
    // Where both came from one document, what had this id there has it still.
    let by_id = |(id, _): &Entry| {
        base.iter().any(|(other, _)| other.own == id.own).then(|| format!("{:?}", id.own))
    };
    let by_likeness = |(id, entry): &Entry| {
        let said = &entry.statement;
        let dated = said.clocks.as_of();
        let parts = [&said.label, &said.measure.id()].map(String::as_str).join("\n");
        Some(format!("{:?} {} {} {parts}", id.own, dated.from(), dated.to()))
    };
    let lists = [mine, theirs, base].map(Vec::as_slice);
    match has_base {
        true => paired(lists, &[&by_id, &by_content]),
        false => paired(lists, &[&by_content, &by_likeness]),
    }
}
