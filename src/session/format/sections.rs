//! The sections of a session as they stand in the file.
//!
//! Estimates go into their ledger one by one as they are read, so that a million of them never
//! stand in memory in full, and what is wrong with one is told with its line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::opened::VERSION;
use crate::compare::{Dismissal, Question};
use crate::estimate::{
    Adjustment, Event, FileSlot, Ledger, LedgerBuilder, MOST_ENTRIES, Measure, Note, Publication,
    SourceFacts, at_most,
};
use crate::files::native::{EstimateRecord, KeyedTable, MeasureTable, SourceTable, known_record};
use crate::files::{Problem, SummedBy};
use crate::session::{CopyInDoubt, FileSection, Fingerprint, Limits, Series, View};

/// A file without its estimates.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) slot: u16,
    path: String,
    fingerprint: Fingerprint,
    format: String,
    rows: u32,
    #[serde(default)]
    summed: Option<SummedBy>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default, deserialize_with = "at_most::<MOST_ENTRIES, _, _>")]
    events: Vec<Event>,
    #[serde(default, deserialize_with = "at_most::<MOST_ENTRIES, _, _>")]
    problems: Vec<Problem>,
}

/// What was laid over the estimates, one entry each.
#[derive(Deserialize)]
#[serde(transparent, bound = "T: Deserialize<'de>")]
struct Entries<T>(#[serde(deserialize_with = "at_most::<MOST_ENTRIES, _, _>")] Vec<T>);

/// Files, each in a slot of its own.
#[derive(Deserialize)]
#[serde(try_from = "Vec<Head>")]
struct Heads(Vec<Head>);

impl TryFrom<Vec<Head>> for Heads {
    type Error = String;

    fn try_from(files: Vec<Head>) -> Result<Heads, String> {
        let mut slots = BTreeSet::from([0]);
        match files.iter().find(|head| !slots.insert(head.slot)) {
            None => Ok(Heads(files)),
            Some(Head { slot, .. }) => Err(format!(
                "every file has a slot of its own, from 1 on: {slot} is 0 or stands here twice"
            )),
        }
    }
}

impl Head {
    /// What is known of the file where the session has no list of its estimates.
    pub(super) fn without_estimates(&self) -> Ledger {
        let mut builder = Ledger::builder();
        builder.set_title(self.title.clone());
        self.events.iter().for_each(|event| builder.push_event(event.clone()));
        builder.finish()
    }

    pub(super) fn into_section(self, ledger: Ledger) -> FileSection {
        FileSection {
            slot: FileSlot(self.slot),
            path: self.path,
            fingerprint: self.fingerprint,
            format: self.format,
            rows: self.rows,
            summed: self.summed,
            problems: self.problems,
            ledger: Arc::new(ledger),
        }
    }
}

/// A session's sections as they stand in the file.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) files: Vec<Head>,
    pub(super) sources: BTreeMap<u16, SourceTable>,
    pub(super) measures: MeasureTable,
    pub(super) ledgers: BTreeMap<u16, Ledger>,
    pub(super) series: Vec<Series>,
    pub(super) copies_in_doubt: Vec<CopyInDoubt>,
    pub(super) adjustments: Vec<Adjustment>,
    pub(super) notes: Vec<Note>,
    pub(super) dismissals: Vec<Dismissal>,
    pub(super) publications: Vec<Publication>,
    pub(super) question: Option<Question>,
    pub(super) view: View,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Version,
    Files,
    Sources,
    Measures,
    Estimates,
    Series,
    CopiesInDoubt,
    Adjustments,
    Notes,
    Dismissals,
    Publications,
    Question,
    View,
    #[serde(other)]
    Unknown,
}

const FIELDS: &[&str] = &[
    "version",
    "files",
    "sources",
    "measures",
    "estimates",
    "series",
    "copies_in_doubt",
    "adjustments",
    "notes",
    "dismissals",
    "publications",
    "question",
    "view",
];

/// Reads a version; leaves one that is too new in `newer`.
fn read_version<'de, A: MapAccess<'de>>(
    map: &mut A,
    newer: &mut Option<u32>,
) -> Result<(), A::Error> {
    let version: u64 = map.next_value()?;
    if version > u64::from(VERSION) {
        *newer = Some(u32::try_from(version).unwrap_or(u32::MAX));
        return Err(A::Error::custom("a newer version"));
    }
    if version == 0 {
        return Err(A::Error::custom("the versions of sessions begin at 1"));
    }
    Ok(())
}

/// Reads the version alone, as [`PartsSeed`] does before all else.
pub(super) struct VersionSeed<'a> {
    pub(super) newer: &'a mut Option<u32>,
}

impl<'de> DeserializeSeed<'de> for VersionSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("Session", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for VersionSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session")
    }

    /// Always ends in an error, as the rest is not read.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if map.next_key::<Field>()? == Some(Field::Version) {
            read_version(&mut map, self.newer)?;
        }
        Err(A::Error::custom("no more than the version is asked for"))
    }
}

/// Lists of estimates that were cut out of a session, by the slots of their files.
pub(super) type CutLists<'t> = BTreeMap<u16, Vec<&'t str>>;

/// Reads [`Parts`]; leaves a version that is too new in `newer`.
pub(super) struct PartsSeed<'a, 't> {
    pub(super) newer: &'a mut Option<u32>,
    /// Those of which the lists are empty in what is read; each is taken away where it belongs.
    pub(super) lists: &'a mut CutLists<'t>,
}

impl<'de> DeserializeSeed<'de> for PartsSeed<'_, '_> {
    type Value = Parts;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Parts, D::Error> {
        deserializer.deserialize_struct("Session", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for PartsSeed<'_, '_> {
    type Value = Parts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
        let mut parts = Parts::default();
        let mut seen = BTreeSet::new();
        while let Some(field) = map.next_key::<Field>()? {
            if seen.is_empty() != (field == Field::Version) {
                return Err(A::Error::custom("the first field of a session is its version"));
            }
            if field != Field::Unknown && !seen.insert(field) {
                return Err(A::Error::custom("this section stands here a second time"));
            }
            // Estimates are understood as they are read, by what stands before them.
            if seen.contains(&Field::Estimates) && field < Field::Estimates {
                return Err(A::Error::custom("this section stands before the estimates"));
            }
            match field {
                Field::Version => read_version(&mut map, self.newer)?,
                Field::Files => parts.files = map.next_value::<Heads>()?.0,
                Field::Sources => {
                    parts.sources = map.next_value::<KeyedTable<_, KeyedTable<_, _>>>()?.into();
                }
                Field::Measures => parts.measures = map.next_value::<KeyedTable<_, _>>()?.0,
                Field::Estimates => {
                    let ledgers = LedgersSeed { parts: &parts, lists: &mut *self.lists };
                    parts.ledgers = map.next_value_seed(ledgers)?;
                }
                Field::Series => parts.series = map.next_value()?,
                Field::CopiesInDoubt => parts.copies_in_doubt = map.next_value()?,
                Field::Adjustments => parts.adjustments = map.next_value::<Entries<_>>()?.0,
                Field::Notes => parts.notes = map.next_value::<Entries<_>>()?.0,
                Field::Dismissals => parts.dismissals = map.next_value::<Entries<_>>()?.0,
                Field::Publications => parts.publications = map.next_value::<Entries<_>>()?.0,
                Field::Question => parts.question = Some(map.next_value()?),
                Field::View => parts.view = map.next_value()?,
                Field::Unknown => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if seen.is_empty() {
            return Err(A::Error::custom("the first field of a session is its version"));
        }
        if !seen.contains(&Field::Files) {
            return Err(A::Error::custom("there is no list of files: this is no session"));
        }
        Ok(parts)
    }
}

impl From<KeyedTable<u16, KeyedTable<String, SourceFacts>>> for BTreeMap<u16, SourceTable> {
    fn from(table: KeyedTable<u16, KeyedTable<String, SourceFacts>>) -> Self {
        table.0.into_iter().map(|(slot, table)| (slot, table.0)).collect()
    }
}

/// Reads the estimates of every file.
struct LedgersSeed<'a, 't> {
    parts: &'a Parts,
    lists: &'a mut CutLists<'t>,
}

impl<'de> DeserializeSeed<'de> for LedgersSeed<'_, '_> {
    type Value = BTreeMap<u16, Ledger>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LedgersSeed<'_, '_> {
    type Value = BTreeMap<u16, Ledger>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the estimates of each file, by its slot")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let nobody = SourceTable::new();
        let mut ledgers = BTreeMap::new();
        let mut left = Limits::OF_A_SESSION.estimates;
        while let Some(slot) = map.next_key::<u16>()? {
            let head = self.parts.files.iter().find(|head| head.slot == slot);
            let head = head.filter(|_| !ledgers.contains_key(&slot)).ok_or_else(|| {
                A::Error::custom(format!("slot {slot} has no file above, or stands here twice"))
            })?;
            let sources = self.parts.sources.get(&slot).unwrap_or(&nobody);
            let (measures, cut) = (&self.parts.measures, self.lists.remove(&slot));
            let ledger = LedgerSeed { head, sources, measures, most: left, cut };
            let ledger: Ledger = map.next_value_seed(ledger)?;
            left = left.saturating_sub(ledger.len());
            ledgers.insert(slot, ledger);
        }
        Ok(ledgers)
    }
}

/// Reads the estimates of one file.
struct LedgerSeed<'a> {
    head: &'a Head,
    sources: &'a SourceTable,
    measures: &'a MeasureTable,
    /// So many estimates may still come.
    most: usize,
    /// The elements of the list, where they were cut out of it.
    cut: Option<Vec<&'a str>>,
}

impl LedgerSeed<'_> {
    /// Takes an estimate into its ledger, and gives its record's number, which follows on the last
    /// one where it has none; says what is wrong with it.
    fn take<Text: AsRef<str> + Into<String>>(
        &self,
        mut record: EstimateRecord<Text>,
        last_record: u32,
        builder: &mut LedgerBuilder,
    ) -> Result<u32, String> {
        let number = record.record.unwrap_or(last_record.saturating_add(1));
        record.record = Some(number);
        let wrong = |why: String| format!("record {number}: {why}");
        let source = record.source.as_ref();
        if !self.sources.contains_key(source) {
            return Err(wrong(format!("“{source}” is not among the sources of its file")));
        }
        let statement = record.into_statement::<&Measure>(self.measures, self.sources);
        let statement = statement.map_err(|error| wrong(error.to_string()))?;
        builder.push(&statement).map_err(|error| wrong(error.to_string()))?;
        if builder.len() > self.most {
            return Err(wrong("a session holds at most a million estimates".to_owned()));
        }
        Ok(number)
    }

    /// Takes the elements that were cut out; says so where one of them needs a closer look.
    fn take_cut(&self, elements: &[&str], builder: &mut LedgerBuilder) -> Result<(), String> {
        let mut last_record = 0;
        for element in elements {
            let record = known_record(element).ok_or("not plainly an estimate")?;
            last_record = self.take(record, last_record, builder)?;
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for LedgerSeed<'_> {
    type Value = Ledger;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ledger, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for LedgerSeed<'_> {
    type Value = Ledger;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of estimates")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ledger, A::Error> {
        let mut builder = Ledger::builder();
        builder.set_title(self.head.title.clone());
        self.head.events.iter().for_each(|event| builder.push_event(event.clone()));
        if let Some(elements) = &self.cut {
            self.take_cut(elements, &mut builder).map_err(A::Error::custom)?;
        }
        let mut last_record = 0;
        loop {
            let estimate = EstimateSeed { file: &self, builder: &mut builder, last_record };
            match list.next_element_seed(estimate)? {
                Some(record) => last_record = record,
                None => return Ok(builder.finish()),
            }
        }
    }
}

/// Reads one estimate into its ledger, and gives its record's number. What is wrong with it is
/// found while the reader still stands on its line.
struct EstimateSeed<'a> {
    file: &'a LedgerSeed<'a>,
    builder: &'a mut LedgerBuilder,
    last_record: u32,
}

impl<'de> DeserializeSeed<'de> for EstimateSeed<'_> {
    type Value = u32;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u32, D::Error> {
        let record: EstimateRecord = EstimateRecord::deserialize(deserializer)?;
        self.file.take(record, self.last_record, self.builder).map_err(D::Error::custom)
    }
}
