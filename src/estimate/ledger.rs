//! One file's estimates: compact, ordered so that a track is a slice, and immutable.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::circles::in_circles;
use super::{
    AsOf, Bounds, Clocks, Day, Direction, Grading, How, IntervalKind, Measure, Precision, Source,
    SourceFacts, Standing, Statement, Value,
};

/// Which of a session's files: its slot, from 1, kept when the file is read again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileSlot(pub u16);

/// How a file itself tells one of its estimates from the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OwnId {
    /// The id that the file states.
    Stated(Arc<str>),
    /// The record's number in the file, from 1.
    Record(u32),
}

/// An estimate's identity in a session, stable under reload: `1:C12` is the estimate that the
/// first file calls C12, `1#41` its record 41, which has no id of its own.
///
/// ```
/// use parallax::estimate::EstimateId;
///
/// for text in ["1:C12", "2#41", "1:#3"] {
///     assert_eq!(text.parse::<EstimateId>()?.to_string(), text);
/// }
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EstimateId {
    pub file: FileSlot,
    pub own: OwnId,
}

impl fmt::Display for EstimateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.own {
            OwnId::Stated(id) => write!(f, "{}:{id}", self.file.0),
            OwnId::Record(record) => write!(f, "{}#{record}", self.file.0),
        }
    }
}

impl FromStr for EstimateId {
    type Err = String;

    fn from_str(text: &str) -> Result<EstimateId, String> {
        let bad = || format!("“{text}” is no estimate id such as 1:C12 or 1#41");
        let mark = text.find([':', '#']).ok_or_else(bad)?;
        let (slot, rest) = text.split_at_checked(mark).ok_or_else(bad)?;
        let file = FileSlot(slot.parse().map_err(|_| bad())?);
        let own = match rest.split_at_checked(1) {
            Some((":", id)) => OwnId::Stated(id.into()),
            Some(("#", record)) => OwnId::Record(record.parse().map_err(|_| bad())?),
            _ => return Err(bad()),
        };
        Ok(EstimateId { file, own })
    }
}

impl TryFrom<String> for EstimateId {
    type Error = String;

    fn try_from(text: String) -> Result<EstimateId, String> {
        text.parse()
    }
}

impl From<EstimateId> for String {
    fn from(id: EstimateId) -> String {
        id.to_string()
    }
}

/// A dated happening, drawn as a labelled line. Not an estimate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    pub date: Day,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A measure of one ledger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MeasureKey(u16);

/// A source of one ledger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceKey(u32);

/// An estimate of one ledger, by its place in the ledger's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowIndex(pub(super) u32);

impl RowIndex {
    /// The row in this place of a ledger's order, from 0; a ledger that ends before has none there.
    #[must_use]
    pub fn new(number: u32) -> RowIndex {
        RowIndex(number)
    }

    /// The place in the ledger's order, from 0.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A text of one ledger; zero is no text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct TextId(u32);

/// One estimate, packed: 72 bytes. Missing numbers are NaN here and nowhere else.
#[derive(Clone, Copy, Debug)]
struct Row {
    low: f64,
    best: f64,
    high: f64,
    from: i32,
    to: i32,
    /// [`NO_DAY`] where not stated.
    published: i32,
    record: u32,
    line: u32,
    id: TextId,
    source: SourceKey,
    citation: u32,
    wording: TextId,
    /// Index into `extras` plus one; zero for none.
    extras: u32,
    measure: MeasureKey,
    level_permille: u16,
    how: u8,
    value: u8,
    precision: Precision,
    /// Bit 0: as of assumed. Bits 1 and 2: standing.
    flags: u8,
}

const NO_DAY: i32 = i32::MIN;

#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Citation {
    relays: Box<[TextId]>,
    outlet: TextId,
    url: TextId,
}

/// What few estimates have.
#[derive(Clone, Debug, Default)]
struct Extras {
    derived_from: TextId,
    original: Option<RowIndex>,
    supersedes: Box<[TextId]>,
    retracted: Option<Day>,
    grading: Grading,
    note: TextId,
    author: TextId,
}

/// Texts, each kept once.
#[derive(Debug, Default)]
struct Texts {
    all: String,
    /// Where text `n` (from 1) ends; it starts where the one before ends.
    ends: Vec<u64>,
}

impl Texts {
    fn get(&self, id: TextId) -> &str {
        let Some(place) = (id.0 as usize).checked_sub(1) else { return "" };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(place).copied().unwrap_or(0);
        self.all.get(start.unwrap_or(0) as usize..end as usize).unwrap_or("")
    }

    fn optional(&self, id: TextId) -> Option<&str> {
        (id.0 != 0).then(|| self.get(id))
    }
}

/// The rows of one source on one measure, in as-of order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrackSpan {
    pub measure: MeasureKey,
    pub source: SourceKey,
    pub rows: Range<u32>,
}

impl TrackSpan {
    /// The rows one by one.
    pub fn indices(&self) -> impl Iterator<Item = RowIndex> + use<> {
        self.rows.clone().map(RowIndex)
    }
}

/// One file's estimates and events.
///
/// Immutable. Rows are fixed-size with texts kept once, ordered by measure, source, as of,
/// published and record, so that a source's track of a measure is a slice.
#[derive(Debug, Default)]
pub struct Ledger {
    title: Option<String>,
    rows: Vec<Row>,
    measures: Vec<Measure>,
    sources: Vec<Source>,
    citations: Vec<Citation>,
    extras: Vec<Extras>,
    texts: Texts,
    events: Vec<Event>,
    tracks: Vec<TrackSpan>,
    /// Rows that have an id of their own, ordered by it.
    by_id: Vec<RowIndex>,
    /// Every row, in the order of the file.
    by_record: Vec<RowIndex>,
    /// (superseded, superseding), ordered; both of the same measure.
    supersessions: Vec<(RowIndex, RowIndex)>,
    /// The last day on which any of them became known.
    last_known: Option<Day>,
}

/// A file's ledger in its slot of a session.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub slot: FileSlot,
    pub ledger: Arc<Ledger>,
}

impl Loaded {
    /// The estimate with this id, if it is of this file.
    #[must_use]
    pub fn find(&self, id: &EstimateId) -> Option<Estimate<'_>> {
        if id.file != self.slot {
            return None;
        }
        self.ledger.find(&id.own)
    }

    /// Whether these are the same files in the same slots: a ledger never changes, so where it lives
    /// is which one it is.
    #[must_use]
    pub fn are_same(files: &[Loaded], others: &[Loaded]) -> bool {
        let same = |(one, other): (&Loaded, &Loaded)| {
            one.slot == other.slot && Arc::ptr_eq(&one.ledger, &other.ledger)
        };
        files.len() == others.len() && files.iter().zip(others).all(same)
    }

    /// The id in a session of one of this file's estimates.
    #[must_use]
    pub fn id_of(&self, estimate: Estimate<'_>) -> EstimateId {
        EstimateId { file: self.slot, own: estimate.own_id() }
    }
}

impl Ledger {
    #[must_use]
    pub fn builder() -> LedgerBuilder {
        LedgerBuilder::default()
    }

    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes of text, each text counted once.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.texts.all.len()
    }

    /// The last day on which anything in it was published, or became known otherwise.
    #[must_use]
    pub fn last_known(&self) -> Option<Day> {
        self.last_known
    }

    /// Every estimate, in the ledger's own order.
    pub fn estimates(&self) -> impl ExactSizeIterator<Item = Estimate<'_>> {
        self.rows.iter().enumerate().map(|(index, row)| Estimate {
            ledger: self,
            row,
            index: RowIndex(u32::try_from(index).unwrap_or(u32::MAX)),
        })
    }

    /// Every estimate, in the order of the file.
    #[must_use]
    pub fn in_file_order(&self) -> Vec<Estimate<'_>> {
        self.by_record.iter().filter_map(|index| self.estimate(*index)).collect()
    }

    #[must_use]
    pub fn estimate(&self, index: RowIndex) -> Option<Estimate<'_>> {
        let row = self.rows.get(index.0 as usize)?;
        Some(Estimate { ledger: self, row, index })
    }

    #[must_use]
    pub fn find(&self, own: &OwnId) -> Option<Estimate<'_>> {
        match own {
            OwnId::Stated(id) => self.find_stated(id),
            OwnId::Record(record) => self.find_record(*record),
        }
    }

    /// Every estimate that goes by this id: a record without one of its own may say several things.
    #[must_use]
    pub fn find_all(&self, own: &OwnId) -> Vec<Estimate<'_>> {
        match own {
            OwnId::Stated(id) => self.find_stated(id).into_iter().collect(),
            OwnId::Record(record) => self.of_record(*record).collect(),
        }
    }

    fn find_record(&self, record: u32) -> Option<Estimate<'_>> {
        self.of_record(record).next()
    }

    fn of_record(&self, record: u32) -> impl Iterator<Item = Estimate<'_>> {
        let of = |index: &RowIndex| self.estimate(*index).map_or(0, |one| one.record());
        let start = self.by_record.partition_point(|index| of(index) < record);
        let here = self.by_record.iter().skip(start).take_while(move |index| of(index) == record);
        here.filter_map(|index| self.estimate(*index)).filter(|one| one.stated_id().is_none())
    }

    fn find_stated(&self, id: &str) -> Option<Estimate<'_>> {
        let text =
            |index: &RowIndex| self.estimate(*index).and_then(|e| e.stated_id()).unwrap_or("");
        let place = self.by_id.binary_search_by(|index| text(index).cmp(id)).ok()?;
        self.estimate(*self.by_id.get(place)?)
    }

    /// The same title and events, and only the estimates that `wanted` takes, in the order of the
    /// file.
    #[must_use]
    pub fn filtered(&self, wanted: impl Fn(Estimate<'_>) -> bool) -> Ledger {
        let mut builder = Ledger::builder();
        builder.set_title(self.title.clone());
        self.events.iter().cloned().for_each(|event| builder.push_event(event));
        for estimate in self.in_file_order().into_iter().filter(|one| wanted(*one)) {
            let pushed = builder.push(&estimate.to_statement());
            debug_assert!(pushed.is_ok(), "a ledger's own statements fit into a ledger");
        }
        builder.finish()
    }

    /// The measures, in the order in which the file first names them.
    pub fn measures(&self) -> impl ExactSizeIterator<Item = (MeasureKey, &Measure)> {
        self.measures
            .iter()
            .enumerate()
            .map(|(n, measure)| (MeasureKey(u16::try_from(n).unwrap_or(u16::MAX)), measure))
    }

    /// The key of an equal measure, if the file has one.
    #[must_use]
    pub fn measure_key(&self, measure: &Measure) -> Option<MeasureKey> {
        self.measures().find(|(_, own)| *own == measure).map(|(key, _)| key)
    }

    /// The sources, in the order in which the file first names them.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = (SourceKey, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(n, source)| (SourceKey(u32::try_from(n).unwrap_or(u32::MAX)), source))
    }

    #[must_use]
    pub fn source(&self, key: SourceKey) -> Option<&Source> {
        self.sources.get(key.0 as usize)
    }

    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Each source's rows on each measure.
    #[must_use]
    pub fn tracks(&self) -> &[TrackSpan] {
        &self.tracks
    }

    /// Each source's rows on this measure.
    pub fn tracks_of(&self, measure: MeasureKey) -> impl Iterator<Item = &TrackSpan> {
        let start = self.tracks.partition_point(|track| track.measure < measure);
        self.tracks.iter().skip(start).take_while(move |track| track.measure == measure)
    }

    /// Those estimates of the same measure that say they replace this one, save where following
    /// the references leads back to it.
    pub fn superseders_of(&self, index: RowIndex) -> impl Iterator<Item = Estimate<'_>> {
        let start = self.supersessions.partition_point(|(old, _)| *old < index);
        self.supersessions
            .iter()
            .skip(start)
            .take_while(move |(old, _)| *old == index)
            .filter_map(|(_, new)| self.estimate(*new))
    }

    /// Who replaces whom among the estimates that `wanted` takes, whatever their measures:
    /// (replaced, replacing), in order, save those on a circle.
    #[must_use]
    pub fn replacements_among(
        &self,
        wanted: impl Fn(Estimate<'_>) -> bool,
    ) -> Vec<(RowIndex, RowIndex)> {
        let mut references = Vec::new();
        for new in self.estimates().filter(|new| new.row.extras != 0 && wanted(*new)) {
            let old = new.supersedes().filter_map(|id| self.find_stated(id));
            references.extend(old.filter(|old| wanted(*old)).map(|old| (new.index, old.index)));
        }
        replacements(&references)
    }

    /// Whether `new` is among the [superseders](Ledger::superseders_of) of `old`.
    #[must_use]
    pub fn is_superseded_by(&self, old: RowIndex, new: RowIndex) -> bool {
        self.supersessions.binary_search(&(old, new)).is_ok()
    }
}

impl PartialEq for Ledger {
    /// Equal if they hold the same statements, events and title in the same order.
    fn eq(&self, other: &Ledger) -> bool {
        self.title == other.title
            && self.events == other.events
            && self.len() == other.len()
            && self
                .in_file_order()
                .into_iter()
                .zip(other.in_file_order())
                .all(|(ours, theirs)| ours.to_statement() == theirs.to_statement())
    }
}

/// One estimate of a ledger, as stated.
#[derive(Clone, Copy)]
pub struct Estimate<'a> {
    ledger: &'a Ledger,
    row: &'a Row,
    index: RowIndex,
}

impl<'a> Estimate<'a> {
    #[must_use]
    pub fn index(&self) -> RowIndex {
        self.index
    }

    /// Which record of the file, from 1.
    #[must_use]
    pub fn record(&self) -> u32 {
        self.row.record
    }

    /// The line on which the record starts, from 1; 0 where there are no lines.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.row.line
    }

    #[must_use]
    pub fn stated_id(&self) -> Option<&'a str> {
        self.ledger.texts.optional(self.row.id)
    }

    #[must_use]
    pub fn own_id(&self) -> OwnId {
        match self.stated_id() {
            Some(id) => OwnId::Stated(id.into()),
            None => OwnId::Record(self.row.record),
        }
    }

    #[must_use]
    pub fn measure_key(&self) -> MeasureKey {
        self.row.measure
    }

    #[must_use]
    pub fn measure(&self) -> &'a Measure {
        // Every row's measure was interned by the builder.
        &self.ledger.measures[self.row.measure.0 as usize]
    }

    #[must_use]
    pub fn source_key(&self) -> SourceKey {
        self.row.source
    }

    #[must_use]
    pub fn source(&self) -> &'a Source {
        // Every row's source was interned by the builder.
        &self.ledger.sources[self.row.source.0 as usize]
    }

    #[must_use]
    pub fn label(&self) -> &'a str {
        &self.source().label
    }

    /// Who passed it on, nearest the origin first.
    pub fn relays(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let texts = &self.ledger.texts;
        self.citation().map_or(&[][..], |c| &c.relays[..]).iter().map(|id| texts.get(*id))
    }

    #[must_use]
    pub fn outlet(&self) -> Option<&'a str> {
        self.citation().and_then(|c| self.ledger.texts.optional(c.outlet))
    }

    #[must_use]
    pub fn url(&self) -> Option<&'a str> {
        self.citation().and_then(|c| self.ledger.texts.optional(c.url))
    }

    fn citation(&self) -> Option<&'a Citation> {
        self.ledger.citations.get(self.row.citation as usize)
    }

    fn extras(&self) -> Option<&'a Extras> {
        self.ledger.extras.get((self.row.extras as usize).checked_sub(1)?)
    }

    /// The source's own words around the number.
    #[must_use]
    pub fn wording(&self) -> Option<&'a str> {
        self.ledger.texts.optional(self.row.wording)
    }

    #[must_use]
    pub fn note(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.ledger.texts.optional(extras.note))
    }

    /// Who entered it, where somebody entered it by hand.
    #[must_use]
    pub fn author(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.ledger.texts.optional(extras.author))
    }

    #[must_use]
    pub fn value(&self) -> Value {
        unpack_value(self.row)
    }

    /// The bounds as stated, if it is a number.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.value().bounds().copied()
    }

    #[must_use]
    pub fn as_of(&self) -> AsOf {
        let day = |number| Day::from_number(number).unwrap_or(Day::MIN);
        let (from, to) = (day(self.row.from), day(self.row.to));
        let as_of = AsOf::period(from, to, self.row.precision).unwrap_or(AsOf::day(to));
        if self.row.flags & 1 == 0 { as_of } else { as_of.assumed() }
    }

    #[must_use]
    pub fn published(&self) -> Option<Day> {
        Day::from_number(self.row.published)
    }

    /// Both dates.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        Clocks::new(Some(self.as_of()), self.published())
            .unwrap_or_else(|| unreachable!("an as of is given"))
    }

    /// The first day on which it can have been known: see [`Clocks::known_from`].
    #[must_use]
    pub fn known_from(&self) -> Day {
        self.published().unwrap_or_else(|| self.as_of().to())
    }

    #[must_use]
    pub fn standing(&self) -> Standing {
        match self.row.flags >> 1 {
            0 => Standing::Observed,
            1 => Standing::Projected,
            _ => Standing::Modelled,
        }
    }

    /// The file's own id of the statement that this one passes on, loaded or not.
    #[must_use]
    pub fn derived_from(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.ledger.texts.optional(extras.derived_from))
    }

    /// The loaded estimate that this one derives from: then this is an echo, never a voice. None
    /// where following the references leads back here, as then nobody is the original.
    #[must_use]
    pub fn original(&self) -> Option<Estimate<'a>> {
        self.ledger.estimate(self.extras()?.original?)
    }

    #[must_use]
    pub fn is_echo(&self) -> bool {
        self.extras().is_some_and(|extras| extras.original.is_some())
    }

    /// The file's own ids of the statements that this one replaces.
    pub fn supersedes(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let texts = &self.ledger.texts;
        self.extras().map_or(&[][..], |e| &e.supersedes[..]).iter().map(|id| texts.get(*id))
    }

    #[must_use]
    pub fn retracted(&self) -> Option<Day> {
        self.extras().and_then(|extras| extras.retracted)
    }

    #[must_use]
    pub fn grading(&self) -> Grading {
        self.extras().map(|extras| extras.grading.clone()).unwrap_or_default()
    }

    /// The whole statement again, texts copied out.
    #[must_use]
    pub fn to_statement(&self) -> Statement {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Statement {
            record: self.record(),
            line: self.line(),
            id: owned(self.stated_id()),
            measure: self.measure().clone(),
            label: self.label().to_owned(),
            facts: self.source().facts.clone(),
            relays: self.relays().map(str::to_owned).collect(),
            outlet: owned(self.outlet()),
            url: owned(self.url()),
            value: self.value(),
            wording: owned(self.wording()),
            clocks: self.clocks(),
            standing: self.standing(),
            derived_from: owned(self.derived_from()),
            supersedes: self.supersedes().map(str::to_owned).collect(),
            retracted: self.retracted(),
            grading: self.grading(),
            note: owned(self.note()),
            author: owned(self.author()),
        }
    }
}

impl fmt::Debug for Estimate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_statement().fmt(f)
    }
}

/// Why a statement was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    #[error("the id “{id}” already stands for record {first}")]
    DuplicateId { id: String, first: u32 },
    #[error("a file holds at most 65,535 measures")]
    TooManyMeasures,
    #[error("a file holds at most {} estimates", u32::MAX)]
    TooManyRows,
}

/// Collects statements into a [`Ledger`].
#[derive(Debug, Default)]
pub struct LedgerBuilder {
    ledger: Ledger,
    text_ids: HashMap<u64, TextId>,
    measure_keys: HashMap<Measure, MeasureKey>,
    source_keys: HashMap<String, SourceKey>,
    citation_keys: HashMap<Citation, u32>,
    stated_ids: HashMap<TextId, u32>,
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
        self.ledger.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ledger.rows.is_empty()
    }

    /// Takes one statement.
    ///
    /// # Errors
    /// When its id was given before, or the file has more measures or rows than a ledger holds.
    /// Nothing is taken then; the caller may take the id away and try again.
    pub fn push(&mut self, statement: &Statement) -> Result<(), NotTaken> {
        if self.ledger.rows.len() >= u32::MAX as usize {
            return Err(NotTaken::TooManyRows);
        }
        let id = self.optional_text(statement.id.as_deref());
        if id.0 != 0
            && let Some(first) = self.stated_ids.get(&id)
        {
            let id = statement.id.clone().unwrap_or_default();
            return Err(NotTaken::DuplicateId { id, first: *first });
        }
        let measure = self.measure(&statement.measure)?;
        if id.0 != 0 {
            self.stated_ids.insert(id, statement.record);
        }
        let mut row = pack_value(&statement.value);
        let as_of = statement.clocks.as_of();
        row.from = as_of.from().number();
        row.to = as_of.to().number();
        row.precision = as_of.precision();
        row.published = statement.clocks.published().map_or(NO_DAY, Day::number);
        row.record = statement.record;
        row.line = statement.line;
        row.id = id;
        row.source = self.source(&statement.label, &statement.facts);
        row.citation = self.citation(statement);
        row.wording = self.optional_text(statement.wording.as_deref());
        row.extras = self.extras(statement);
        row.measure = measure;
        row.flags = u8::from(as_of.is_assumed()) | ((statement.standing as u8) << 1);
        self.ledger.rows.push(row);
        Ok(())
    }

    /// Orders the rows and resolves who derives from and who replaces whom.
    #[must_use]
    pub fn finish(self) -> Ledger {
        let mut ledger = self.ledger;
        ledger.rows.sort_by_key(|row| {
            let known_from = if row.published == NO_DAY { row.to } else { row.published };
            (row.measure, row.source, row.to, known_from, row.record)
        });
        ledger.tracks = tracks(&ledger.rows);
        let mut by_id: Vec<RowIndex> =
            ledger.estimates().filter(|e| e.stated_id().is_some()).map(|e| e.index).collect();
        by_id.sort_by(|a, b| stated(&ledger, *a).cmp(stated(&ledger, *b)));
        ledger.by_id = by_id;
        let mut by_record: Vec<RowIndex> = ledger.estimates().map(|one| one.index).collect();
        by_record.sort_by_key(|index| ledger.estimate(*index).map(|one| one.record()));
        ledger.by_record = by_record;
        resolve(&mut ledger);
        ledger.last_known = ledger.estimates().map(|one| one.known_from()).max();
        ledger.rows.shrink_to_fit();
        ledger
    }

    fn text(&mut self, text: &str) -> TextId {
        let mut hash = xxh3_64(text.as_bytes());
        loop {
            match self.text_ids.get(&hash) {
                Some(id) if self.ledger.texts.get(*id) == text => return *id,
                // Another text with the same hash: look one further.
                Some(_) => hash = hash.wrapping_add(1),
                None => break,
            }
        }
        let texts = &mut self.ledger.texts;
        texts.all.push_str(text);
        texts.ends.push(texts.all.len() as u64);
        let id = TextId(u32::try_from(texts.ends.len()).unwrap_or(u32::MAX));
        self.text_ids.insert(hash, id);
        id
    }

    fn optional_text(&mut self, text: Option<&str>) -> TextId {
        text.map_or(TextId(0), |text| self.text(text))
    }

    fn measure(&mut self, measure: &Measure) -> Result<MeasureKey, NotTaken> {
        if let Some(key) = self.measure_keys.get(measure) {
            return Ok(*key);
        }
        let next = u16::try_from(self.ledger.measures.len());
        let key = MeasureKey(next.map_err(|_| NotTaken::TooManyMeasures)?);
        self.ledger.measures.push(measure.clone());
        self.measure_keys.insert(measure.clone(), key);
        Ok(key)
    }

    fn source(&mut self, label: &str, facts: &SourceFacts) -> SourceKey {
        if let Some(key) = self.source_keys.get(label) {
            if let Some(source) = self.ledger.sources.get_mut(key.0 as usize) {
                source.facts.complete_from(facts);
            }
            return *key;
        }
        let key = SourceKey(u32::try_from(self.ledger.sources.len()).unwrap_or(u32::MAX));
        self.ledger.sources.push(Source { label: label.to_owned(), facts: facts.clone() });
        self.source_keys.insert(label.to_owned(), key);
        key
    }

    fn citation(&mut self, statement: &Statement) -> u32 {
        let citation = Citation {
            relays: statement.relays.iter().map(|relay| self.text(relay)).collect(),
            outlet: self.optional_text(statement.outlet.as_deref()),
            url: self.optional_text(statement.url.as_deref()),
        };
        if let Some(key) = self.citation_keys.get(&citation) {
            return *key;
        }
        let key = u32::try_from(self.ledger.citations.len()).unwrap_or(u32::MAX);
        self.ledger.citations.push(citation.clone());
        self.citation_keys.insert(citation, key);
        key
    }

    fn extras(&mut self, statement: &Statement) -> u32 {
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
            derived_from: self.optional_text(statement.derived_from.as_deref()),
            original: None,
            supersedes: statement.supersedes.iter().map(|id| self.text(id)).collect(),
            retracted: statement.retracted,
            grading: statement.grading.clone(),
            note: self.optional_text(statement.note.as_deref()),
            author: self.optional_text(statement.author.as_deref()),
        };
        self.ledger.extras.push(extras);
        u32::try_from(self.ledger.extras.len()).unwrap_or(u32::MAX)
    }
}

fn stated(ledger: &Ledger, index: RowIndex) -> &str {
    ledger.estimate(index).and_then(|estimate| estimate.stated_id()).unwrap_or("")
}

fn tracks(rows: &[Row]) -> Vec<TrackSpan> {
    let mut tracks: Vec<TrackSpan> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let end = index.saturating_add(1);
        match tracks.last_mut() {
            Some(last) if last.measure == row.measure && last.source == row.source => {
                last.rows.end = end;
            }
            _ => tracks.push(TrackSpan {
                measure: row.measure,
                source: row.source,
                rows: index..end,
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
    for estimate in ledger.estimates().filter(|estimate| estimate.row.extras != 0) {
        let original = estimate.derived_from().and_then(|id| ledger.find_stated(id));
        derivations.extend(original.map(|original| (estimate.index, original.index)));
        for old in estimate.supersedes().filter_map(|id| ledger.find_stated(id)) {
            if old.measure_key() == estimate.measure_key() {
                references.push((estimate.index, old.index));
            }
        }
    }
    for (echo, original) in outside_circles(&derivations) {
        let row = ledger.rows.get(echo.0 as usize);
        let place = row.and_then(|row| (row.extras as usize).checked_sub(1));
        if let Some(extras) = place.and_then(|place| ledger.extras.get_mut(place)) {
            extras.original = Some(original);
        }
    }
    ledger.supersessions = replacements(&references);
}

/// From (replacing, replaced) to (replaced, replacing), in order and without circles.
fn replacements(references: &[(RowIndex, RowIndex)]) -> Vec<(RowIndex, RowIndex)> {
    let mut pairs: Vec<_> = outside_circles(references).map(|(new, old)| (old, new)).collect();
    pairs.sort_unstable();
    pairs
}

fn outside_circles(
    references: &[(RowIndex, RowIndex)],
) -> impl Iterator<Item = (RowIndex, RowIndex)> {
    let pairs = references.iter().zip(in_circles(references));
    pairs.filter(|(_, is_in_circle)| !is_in_circle).map(|(reference, _)| *reference)
}

const VALUE_BOUNDS: u8 = 0;
const VALUE_VAGUE: u8 = 1;
const VALUE_SHARE: u8 = 2;
const VALUE_DIRECTION: u8 = 3;

const DIRECTIONS: [Direction; 5] = [
    Direction::Increase,
    Direction::Decrease,
    Direction::Rotation,
    Direction::RotationOrIncrease,
    Direction::Reported,
];

const HOWS: [How; 8] = [
    How::Exact,
    How::About,
    How::Nearly,
    How::AtLeast,
    How::MoreThan,
    How::AtMost,
    How::LessThan,
    How::Between,
];

const KINDS: [IntervalKind; 4] = [
    IntervalKind::Confidence,
    IntervalKind::Credible,
    IntervalKind::Prediction,
    IntervalKind::Unstated,
];

fn position<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).and_then(|n| u8::try_from(n).ok()).unwrap_or(0)
}

fn pack_value(value: &Value) -> Row {
    let (bounds, value, how) = match value {
        Value::Bounds(bounds) => (Some(bounds), VALUE_BOUNDS, bounds.how()),
        Value::Vague => (None, VALUE_VAGUE, How::Exact),
        Value::Share => (None, VALUE_SHARE, How::Exact),
        Value::Direction(direction) => {
            (None, VALUE_DIRECTION.saturating_add(position(&DIRECTIONS, direction)), How::Exact)
        }
    };
    let part = |part: Option<f64>| part.unwrap_or(f64::NAN);
    let (how, level_permille) = match how {
        How::Interval { level_permille, kind } => {
            let first = u8::try_from(HOWS.len()).unwrap_or(u8::MAX);
            (first.saturating_add(position(&KINDS, &kind)), level_permille)
        }
        how => (position(&HOWS, &how), 0),
    };
    Row {
        low: part(bounds.and_then(Bounds::low)),
        best: part(bounds.and_then(Bounds::best)),
        high: part(bounds.and_then(Bounds::high)),
        from: 0,
        to: 0,
        published: NO_DAY,
        record: 0,
        line: 0,
        id: TextId(0),
        source: SourceKey(0),
        citation: 0,
        wording: TextId(0),
        extras: 0,
        measure: MeasureKey(0),
        level_permille,
        how,
        value,
        precision: Precision::Day,
        flags: 0,
    }
}

fn unpack_value(row: &Row) -> Value {
    let direction = || {
        let place = row.value.saturating_sub(VALUE_DIRECTION) as usize;
        DIRECTIONS.get(place).copied().unwrap_or(Direction::Reported)
    };
    match row.value {
        VALUE_BOUNDS => {
            let part = |part: f64| (!part.is_nan()).then_some(part);
            let how = HOWS.get(row.how as usize).copied().unwrap_or_else(|| {
                let place = (row.how as usize).saturating_sub(HOWS.len());
                let kind = KINDS.get(place).copied().unwrap_or_default();
                How::Interval { level_permille: row.level_permille, kind }
            });
            match Bounds::new(part(row.low), part(row.best), part(row.high), how) {
                Ok(bounds) => Value::Bounds(bounds),
                // Packed from bounds, so bounds come out.
                Err(_) => Value::Vague,
            }
        }
        VALUE_VAGUE => Value::Vague,
        VALUE_SHARE => Value::Share,
        _ => Value::Direction(direction()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Basis, Quantity};

    fn statement(record: u32, id: &str, label: &str, best: f64, day: i32) -> Statement {
        let measure = Measure::new("", Quantity::Deployed, "Kursk", Basis::Level);
        let value = Value::Bounds(Bounds::point(best, How::About).expect("finite"));
        let clocks = Clocks::new(Day::from_number(day).map(AsOf::day), None).expect("a date");
        let mut statement = Statement::new(record, label, measure, value, clocks);
        statement.id = Some(id.to_owned());
        statement
    }

    #[test]
    fn a_row_takes_72_bytes() {
        assert_eq!(size_of::<Row>(), 72);
    }

    #[test]
    fn what_goes_in_comes_out_and_a_track_is_a_slice() {
        let mut builder = Ledger::builder();
        let mut second = statement(2, "b", "NIS", 2.0, 10);
        second.relays = vec!["Lee".into(), "Reuters".into()];
        second.wording = Some("about two".into());
        second.grading = "B2".parse().expect("a grade");
        second.value = Value::Bounds(
            Bounds::new(
                Some(1.0),
                Some(2.0),
                None,
                How::Interval { level_permille: 950, kind: IntervalKind::Credible },
            )
            .expect("finite"),
        );
        let mut third = statement(3, "c", "NIS", 1.0, 5);
        third.derived_from = Some("a".into());
        third.supersedes = vec!["b".into(), "gone".into()];
        third.value = Value::Direction(Direction::Rotation);
        let statements = [statement(1, "a", "JCS", 3.0, 20), second, third];
        for statement in &statements {
            builder.push(statement).expect("ids differ");
        }
        let ledger = builder.finish();

        for (estimate, statement) in ledger.in_file_order().into_iter().zip(&statements) {
            assert_eq!(&estimate.to_statement(), statement);
        }
        let tracks: Vec<_> = ledger
            .tracks()
            .iter()
            .map(|track| {
                track.indices().filter_map(|i| ledger.estimate(i)).map(|e| e.record()).collect()
            })
            .collect::<Vec<Vec<u32>>>();
        assert_eq!(tracks, [vec![1], vec![3, 2]]);
        let echo = ledger.find(&OwnId::Stated("c".into())).expect("c is there");
        assert_eq!(echo.original().map(|e| e.record()), Some(1));
        let old = ledger.find(&OwnId::Stated("b".into())).expect("b is there");
        let superseders: Vec<u32> =
            ledger.superseders_of(old.index()).map(|e| e.record()).collect();
        assert_eq!(superseders, [3]);
    }

    #[test]
    fn in_a_circle_nobody_is_the_original_and_nobody_is_replaced() {
        let mut builder = Ledger::builder();
        for (record, id, refers_to) in [(1, "a", "b"), (2, "b", "a"), (3, "c", "a"), (4, "d", "d")]
        {
            let mut statement = statement(record, id, "NIS", 1.0, 1);
            statement.derived_from = Some(refers_to.into());
            statement.supersedes = vec![refers_to.into()];
            builder.push(&statement).expect("ids differ");
        }
        let ledger = builder.finish();
        let echoes = ledger.estimates().filter(Estimate::is_echo);
        assert_eq!(echoes.map(|echo| echo.record()).collect::<Vec<_>>(), [3]);
        let replaced = ledger.estimates().map(|old| {
            let new = ledger.superseders_of(old.index());
            new.map(|new| new.record()).collect::<Vec<_>>()
        });
        assert_eq!(replaced.collect::<Vec<_>>(), [vec![3], vec![], vec![], vec![]]);
        let index = |record| ledger.in_file_order().get(record).map(Estimate::index).expect("one");
        assert!(ledger.is_superseded_by(index(0), index(2)));
        assert!(!ledger.is_superseded_by(index(0), index(1)));
    }

    #[test]
    fn an_id_given_twice_is_refused_and_names_the_first() {
        let mut builder = Ledger::builder();
        builder.push(&statement(1, "a", "NIS", 1.0, 1)).expect("first");
        assert_eq!(
            builder.push(&statement(2, "a", "NIS", 1.0, 1)),
            Err(NotTaken::DuplicateId { id: "a".into(), first: 1 })
        );
        assert_eq!(builder.finish().len(), 1);
    }
}
