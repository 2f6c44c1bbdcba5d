//! One file's estimates: compact, ordered so that a track is a slice, and immutable.

use std::ops::Range;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use super::circles::replacements;
use super::estimate::Estimate;
use super::event::Event;
use super::ids::{MeasureKey, OwnId, RowIndex, SourceKey};
use super::rows::Rows;
use crate::estimate::{Day, Measure, Source, StatedMethods};

/// The rows of one source on one measure, in as-of order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrackSpan {
    pub measure: MeasureKey,
    pub source: SourceKey,
    pub rows: Range<u32>,
    /// The methods that these rows state.
    pub methods: StatedMethods,
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
    pub(super) title: Option<String>,
    pub(super) rows: Rows,
    pub(super) events: Vec<Event>,
    pub(super) tracks: Vec<TrackSpan>,
    /// Rows that have an id of their own, in the order of what [`hash_of_id`] makes of it, from when
    /// first one is asked for by it.
    pub(super) by_id: OnceLock<Vec<(u64, RowIndex)>>,
    /// Every row, in the order of the file.
    pub(super) by_record: Vec<RowIndex>,
    /// Every measure, in the order of measures: to be found by.
    pub(super) measures_in_order: Vec<MeasureKey>,
    /// (superseded, superseding), ordered; both of the same measure.
    pub(super) supersessions: Vec<(RowIndex, RowIndex)>,
    /// Measures whose rows are parts of what is counted, in order.
    pub(super) parts: Vec<MeasureKey>,
    /// The last day on which any of them became known.
    pub(super) last_known: Option<Day>,
}

impl Ledger {
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.all.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.all.is_empty()
    }

    /// Bytes of text, each text counted once.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.rows.texts.bytes()
    }

    /// The last day on which anything in it was published, or became known otherwise.
    #[must_use]
    pub fn last_known(&self) -> Option<Day> {
        self.last_known
    }

    /// Every estimate, in the ledger's own order.
    pub fn estimates(&self) -> impl ExactSizeIterator<Item = Estimate<'_>> {
        self.rows.all.iter().enumerate().map(|(place, row)| {
            let index = RowIndex(u32::try_from(place).unwrap_or(u32::MAX));
            Estimate::of(&self.rows, row, index)
        })
    }

    /// Every estimate, in the order of the file.
    #[must_use]
    pub fn in_file_order(&self) -> Vec<Estimate<'_>> {
        self.each_in_file_order().collect()
    }

    /// Every estimate, one after the other in the order of the file.
    pub fn each_in_file_order(&self) -> impl Iterator<Item = Estimate<'_>> {
        self.by_record.iter().filter_map(|index| self.estimate(*index))
    }

    #[must_use]
    pub fn estimate(&self, index: RowIndex) -> Option<Estimate<'_>> {
        Estimate::at(&self.rows, index)
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

    pub(super) fn find_stated(&self, id: &str) -> Option<Estimate<'_>> {
        let hash = hash_of_id(id);
        let by_id = self.by_id.get_or_init(|| self.in_order_of_ids());
        let start = by_id.partition_point(|(other, _)| *other < hash);
        let alike = by_id.iter().skip(start).take_while(|(other, _)| *other == hash);
        let mut found = alike.filter_map(|(_, index)| self.estimate(*index));
        found.find(|estimate| estimate.stated_id() == Some(id))
    }

    fn in_order_of_ids(&self) -> Vec<(u64, RowIndex)> {
        let with_id = self.estimates().filter_map(|one| Some((one.stated_id()?, one.index())));
        let mut by_id: Vec<(u64, RowIndex)> =
            with_id.map(|(id, index)| (hash_of_id(id), index)).collect();
        by_id.sort_unstable();
        by_id
    }

    /// The measures, in the order in which the file first names them.
    pub fn measures(&self) -> impl ExactSizeIterator<Item = (MeasureKey, &Measure)> {
        self.rows
            .measures
            .iter()
            .enumerate()
            .map(|(n, measure)| (MeasureKey(u16::try_from(n).unwrap_or(u16::MAX)), measure))
    }

    /// The key of an equal measure, if the file has one.
    #[must_use]
    pub fn measure_key(&self, measure: &Measure) -> Option<MeasureKey> {
        let own = |key: &MeasureKey| self.rows.measures.get(usize::from(key.0));
        let place = self.measures_in_order.binary_search_by(|key| own(key).cmp(&Some(measure)));
        self.measures_in_order.get(place.ok()?).copied()
    }

    /// The sources, in the order in which the file first names them.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = (SourceKey, &Source)> {
        self.rows
            .sources
            .iter()
            .enumerate()
            .map(|(n, source)| (SourceKey(u32::try_from(n).unwrap_or(u32::MAX)), source))
    }

    #[must_use]
    pub fn source(&self, key: SourceKey) -> Option<&Source> {
        self.rows.sources.get(key.0 as usize)
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

    /// How many estimates of this source there are.
    #[must_use]
    pub fn estimates_of(&self, source: SourceKey) -> usize {
        let tracks = self.tracks.iter().filter(|track| track.source == source);
        tracks.map(|track| track.rows.len()).sum()
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
        for new in self.estimates().filter(|new| new.has_extras() && wanted(*new)) {
            let old = new.supersedes().filter_map(|id| self.find_stated(id));
            references.extend(old.filter(|old| wanted(*old)).map(|old| (new.index(), old.index())));
        }
        replacements(&references)
    }

    /// Whether `new` is among the [superseders](Ledger::superseders_of) of `old`.
    #[must_use]
    pub fn is_superseded_by(&self, old: RowIndex, new: RowIndex) -> bool {
        self.supersessions.binary_search(&(old, new)).is_ok()
    }
}

/// By what an id is found again: numbers are sorted many times faster than texts.
fn hash_of_id(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
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
