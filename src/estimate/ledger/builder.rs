//! Collects statements into a ledger.

use std::borrow::Borrow;
use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::circles::{outside_circles, replacements};
use super::contents::{Ledger, TrackSpan};
use super::estimate::Estimate;
use super::event::Event;
use super::ids::{MeasureKey, SourceKey};
use super::ordering::{in_file_order, order};
use super::rows::{Citation, Extras, NO_DAY, Row, pack_flags, pack_value, unpack_method};
use super::texts::{ByText, Interner, TextId};
use crate::estimate::at_most::MOST_ENTRIES;
use crate::estimate::{Day, Measure, Source, SourceFacts, StatedMethods, Statement};

impl Ledger {
    #[must_use]
    pub fn builder() -> LedgerBuilder {
        LedgerBuilder::default()
    }

    /// The same title and events, and only the estimates that `wanted` takes, in the order of the
    /// file.
    #[must_use]
    pub fn filtered(&self, wanted: impl Fn(Estimate<'_>) -> bool) -> Ledger {
        let mut builder = Ledger::builder();
        builder.set_title(self.title.clone());
        self.events.iter().cloned().for_each(|event| builder.push_event(event));
        for estimate in self.each_in_file_order().filter(|one| wanted(*one)) {
            let pushed = builder.push(&estimate.to_statement());
            debug_assert!(pushed.is_ok(), "a ledger's own statements fit into a ledger");
        }
        builder.finish()
    }
}

/// Why a statement was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    #[error("the id “{id}” already stands for record {first}")]
    DuplicateId { id: String, first: u32 },
    #[error("a file holds at most 65,535 measures")]
    TooManyMeasures,
    #[error("a file holds at most a million estimates")]
    TooManyRows,
}

/// Collects statements into a [`Ledger`].
#[derive(Debug, Default)]
pub struct LedgerBuilder {
    ledger: Ledger,
    interner: Interner,
    measure_keys: HashMap<Measure, MeasureKey, RandomState>,
    /// The measures of the last statements, which those of the next mostly are, the latest last.
    latest: VecDeque<MeasureKey>,
    source_keys: HashMap<String, SourceKey, RandomState>,
    /// The first citation of each address, which mostly is the only one.
    first_of_address: ByText,
    /// The citations that are the first of no address.
    citation_keys: HashTable<u32>,
    hashing: RandomState,
    relay_keys: HashMap<Box<[TextId]>, u32, RandomState>,
    /// The record that first had a text as its id.
    stated_ids: ByText,
}

impl LedgerBuilder {
    pub fn set_title(&mut self, title: Option<String>) {
        self.ledger.title = title;
    }

    pub fn push_event(&mut self, event: Event) {
        self.ledger.events.push(event);
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.ledger.rows.all.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ledger.rows.all.is_empty()
    }

    fn spelled(&self, key: MeasureKey) -> Option<&Measure> {
        self.ledger.rows.measures.get(usize::from(key.0))
    }

    /// The key of a measure that was among the last ones and spelled so.
    fn latest(&self, measure: &Measure) -> Option<MeasureKey> {
        let is_it = |known: &Measure| {
            (known.basis, known.since) == (measure.basis, measure.since)
                && known.is_spelled_like(measure)
        };
        self.latest.iter().rev().copied().find(|key| self.spelled(*key).is_some_and(is_it))
    }

    /// Makes room for so many times what is there: a list that grows bit by bit takes up to twice what
    /// it holds, and what is kept once is put in order again each time.
    pub fn expect_times(&mut self, times: usize) {
        let further = |have: usize| have.saturating_mul(times.saturating_sub(1));
        let rows = &mut self.ledger.rows;
        self.interner.expect(&mut rows.texts, further);
        self.stated_ids.expect(further);
        self.first_of_address.expect(further);
        let citations = &mut rows.citations;
        citations.reserve_exact(further(citations.len()));
        let hash_of = |key: &u32| self.hashing.hash_one(citations.get(*key as usize));
        self.citation_keys.reserve(further(self.citation_keys.len()), hash_of);
        rows.extras.reserve_exact(further(rows.extras.len()));
        rows.all.reserve_exact(further(rows.all.len()));
    }

    /// Takes one statement.
    ///
    /// # Errors
    /// When its id was given before, or the file has more measures or rows than a ledger holds.
    /// Nothing is taken then; the caller may take the id away and try again.
    pub fn push<Text: AsRef<str>, Counted: Borrow<Measure>>(
        &mut self,
        statement: &Statement<Text, Counted>,
    ) -> Result<(), NotTaken> {
        self.push_as_spelled(statement).map(|_| ())
    }

    /// The same; tells an equal measure as it was spelled first, where this one is spelled otherwise.
    ///
    /// # Errors
    /// As those of [`push`](LedgerBuilder::push).
    pub fn push_as_spelled<Text: AsRef<str>, Counted: Borrow<Measure>>(
        &mut self,
        statement: &Statement<Text, Counted>,
    ) -> Result<Option<&Measure>, NotTaken> {
        if self.ledger.rows.all.len() >= MOST_ENTRIES {
            return Err(NotTaken::TooManyRows);
        }
        let counted = statement.measure.borrow();
        let id = self.optional_text(statement.id.as_ref());
        if let Some(first) = self.stated_ids.get(id) {
            let id = self.ledger.rows.texts.get(id).to_owned();
            return Err(NotTaken::DuplicateId { id, first });
        }
        let (measure, is_spelled_alike) = self.measure(counted)?;
        self.stated_ids.set(id, statement.record);
        self.push_row(statement, id, measure);
        let known = self.spelled(measure);
        Ok(known.filter(|known| !is_spelled_alike && !known.is_spelled_like(counted)))
    }

    fn push_row<Text: AsRef<str>, Counted>(
        &mut self,
        statement: &Statement<Text, Counted>,
        id: TextId,
        measure: MeasureKey,
    ) {
        let mut row = pack_value(&statement.value);
        let as_of = statement.clocks.as_of();
        row.from = as_of.from().number();
        row.to = as_of.to().number();
        row.precision = as_of.precision();
        row.published = statement.clocks.published().map_or(NO_DAY, Day::number);
        row.record = statement.record;
        row.line = statement.line;
        row.id = id;
        row.source = self.source(statement.label.as_ref(), &statement.facts);
        row.citation = self.citation(statement);
        row.wording = self.optional_text(statement.wording.as_ref());
        row.extras = self.extras(statement);
        row.measure = measure;
        row.flags = pack_flags(as_of.is_assumed(), statement.standing, statement.method);
        self.ledger.rows.all.push(row);
    }

    /// Orders the rows and resolves who derives from and who replaces whom.
    #[must_use]
    pub fn finish(mut self) -> Ledger {
        let mut ledger = std::mem::take(&mut self.ledger);
        // What only served to find things again goes before room is made for more.
        drop(self);
        order(&mut ledger.rows.all);
        ledger.tracks = tracks(&ledger.rows.all);
        ledger.by_record = in_file_order(&ledger.rows.all);
        let mut measures: Vec<_> = ledger.measures().map(|(key, measure)| (measure, key)).collect();
        measures.sort_unstable();
        ledger.measures_in_order = measures.into_iter().map(|(_, key)| key).collect();
        resolve(&mut ledger);
        ledger.parts = ledger.measures_of_parts();
        ledger.last_known = ledger.estimates().map(|one| one.known_from()).max();
        ledger.rows.all.shrink_to_fit();
        ledger
    }

    fn text(&mut self, text: &str) -> TextId {
        self.interner.id(&mut self.ledger.rows.texts, text)
    }

    fn optional_text(&mut self, text: Option<impl AsRef<str>>) -> TextId {
        text.map(|text| self.text(text.as_ref())).unwrap_or_default()
    }

    /// The key of a measure, and whether it is known that it is spelled as the first one was.
    fn measure(&mut self, measure: &Measure) -> Result<(MeasureKey, bool), NotTaken> {
        /// So many are looked through faster than a measure's spelling is folded.
        const LATEST: usize = 16;
        if let Some(key) = self.latest(measure) {
            return Ok((key, true));
        }
        let key = match self.measure_keys.get(measure) {
            Some(key) => *key,
            None => {
                let next = u16::try_from(self.ledger.rows.measures.len());
                let key = MeasureKey(next.map_err(|_| NotTaken::TooManyMeasures)?);
                self.ledger.rows.measures.push(measure.clone());
                self.measure_keys.insert(measure.clone(), key);
                key
            }
        };
        if self.latest.len() >= LATEST {
            self.latest.pop_front();
        }
        self.latest.push_back(key);
        Ok((key, false))
    }

    fn source(&mut self, label: &str, facts: &SourceFacts) -> SourceKey {
        if let Some(key) = self.source_keys.get(label) {
            let source = self.ledger.rows.sources.get_mut(key.0 as usize);
            if let Some(source) = source.filter(|source| source.facts != *facts) {
                source.facts.complete_from(facts);
            }
            return *key;
        }
        let key = SourceKey(u32::try_from(self.ledger.rows.sources.len()).unwrap_or(u32::MAX));
        self.ledger.rows.sources.push(Source { label: label.to_owned(), facts: facts.clone() });
        self.source_keys.insert(label.to_owned(), key);
        key
    }

    /// The list of these relays plus one; zero for none.
    fn relays(&mut self, relays: &[impl AsRef<str>]) -> u32 {
        if relays.is_empty() {
            return 0;
        }
        let list: Box<[TextId]> = relays.iter().map(|relay| self.text(relay.as_ref())).collect();
        let lists = &mut self.ledger.rows.relays;
        *self.relay_keys.entry(list).or_insert_with_key(|list| {
            lists.push(list.clone());
            u32::try_from(lists.len()).unwrap_or(u32::MAX)
        })
    }

    fn citation<Text: AsRef<str>, Counted>(&mut self, statement: &Statement<Text, Counted>) -> u32 {
        let citation = Citation {
            relays: self.relays(&statement.relays),
            outlet: self.optional_text(statement.outlet.as_ref()),
            url: self.optional_text(statement.url.as_ref()),
        };
        let (url, first) = (citation.url, self.first_of_address.get(citation.url));
        let citations = &mut self.ledger.rows.citations;
        let next = u32::try_from(citations.len()).unwrap_or(u32::MAX);
        if first.is_none() && !url.is_none() {
            citations.push(citation);
            self.first_of_address.set(url, next);
            return next;
        }
        let known = |key: &u32| citations.get(*key as usize) == Some(&citation);
        if let Some(key) = first.filter(known) {
            return key;
        }
        let hash = self.hashing.hash_one(Some(&citation));
        if let Some(key) = self.citation_keys.find(hash, known) {
            return *key;
        }
        let key = next;
        citations.push(citation);
        let hash_of = |key: &u32| self.hashing.hash_one(citations.get(*key as usize));
        self.citation_keys.insert_unique(hash, key, hash_of);
        key
    }

    fn extras<Text: AsRef<str>, Counted>(&mut self, statement: &Statement<Text, Counted>) -> u32 {
        let is_plain = statement.derived_from.is_none()
            && statement.supersedes.is_empty()
            && statement.retracted.is_none()
            && statement.grading.is_empty()
            && statement.note.is_none()
            && statement.author.is_none();
        if is_plain {
            return 0;
        }
        let extras = Extras {
            derived_from: self.optional_text(statement.derived_from.as_ref()),
            original: None,
            supersedes: statement.supersedes.iter().map(|id| self.text(id.as_ref())).collect(),
            retracted: statement.retracted,
            grading: statement.grading.clone(),
            note: self.optional_text(statement.note.as_ref()),
            author: self.optional_text(statement.author.as_ref()),
        };
        self.ledger.rows.extras.push(extras);
        u32::try_from(self.ledger.rows.extras.len()).unwrap_or(u32::MAX)
    }
}

fn tracks(rows: &[Row]) -> Vec<TrackSpan> {
    let mut tracks: Vec<TrackSpan> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let end = index.saturating_add(1);
        let own = StatedMethods::from(unpack_method(row.flags));
        match tracks.last_mut() {
            Some(last) if last.measure == row.measure && last.source == row.source => {
                last.rows.end = end;
                last.methods = last.methods.and(own);
            }
            _ => tracks.push(TrackSpan {
                measure: row.measure,
                source: row.source,
                rows: index..end,
                methods: own,
            }),
        }
    }
    tracks
}

/// Finds the originals of echoes and the pairs of superseded and superseding.
///
/// References that close a circle are not followed, one to itself among them: where each derives
/// from the next nobody is the original, so none is an echo, and where each replaces the next none
/// is replaced by the others. A reference into a circle from outside it is followed.
fn resolve(ledger: &mut Ledger) {
    let mut derivations = Vec::new();
    let mut references = Vec::new();
    for estimate in ledger.estimates().filter(Estimate::has_extras) {
        let original = estimate.derived_from().and_then(|id| ledger.find_stated(id));
        derivations.extend(original.map(|original| (estimate.index(), original.index())));
        for old in estimate.supersedes().filter_map(|id| ledger.find_stated(id)) {
            if old.measure_key() == estimate.measure_key() {
                references.push((estimate.index(), old.index()));
            }
        }
    }
    for (echo, original) in outside_circles(&derivations) {
        let row = ledger.rows.all.get(echo.0 as usize);
        let place = row.and_then(|row| (row.extras as usize).checked_sub(1));
        if let Some(extras) = place.and_then(|place| ledger.rows.extras.get_mut(place)) {
            extras.original = Some(original);
        }
    }
    ledger.supersessions = replacements(&references);
}
