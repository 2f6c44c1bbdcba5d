//! Where each estimate stands in the comparison: which voice says it, why it can never be counted,
//! and what stands at the cursor. Kept from frame to frame, and brought up to date voice by voice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::compare::{Comparison, EstimateRef, NotCountedWhy, Question, Slice, Track};
use crate::estimate::{Day, Estimate, Ledger, Loaded, Measure};

use super::super::cx::Cx;

/// What the comparison says of one estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct TrackPlace {
    /// The voice's place in the comparison; none for an estimate that is not of the measure, or not
    /// known on the day that is asked about.
    pub voice: Option<u32>,
    /// Why it can never be counted.
    pub why: Option<NotCountedWhy>,
}

/// The place of every estimate of some files.
#[derive(Clone, Default)]
pub(super) struct Places {
    ledgers: Vec<Arc<Ledger>>,
    tracks: Vec<Arc<Track>>,
    /// By file, then by row.
    rows: Vec<Vec<TrackPlace>>,
}

impl Places {
    /// What the comparison says of an estimate.
    pub fn of(&self, estimate: EstimateRef) -> TrackPlace {
        let rows = self.rows.get(usize::from(estimate.file));
        rows.and_then(|rows| rows.get(estimate.row.number() as usize)).copied().unwrap_or_default()
    }

    /// Every estimate that the comparison speaks of, voice by voice.
    pub fn statements(&self) -> impl Iterator<Item = EstimateRef> {
        self.tracks.iter().flat_map(|track| track.statements.iter().map(|(of, _)| *of))
    }

    /// Whether these are of the files and the tracks.
    pub fn is_of(&self, files: &[Loaded], tracks: &[Arc<Track>]) -> bool {
        self.is_of_files(files)
            && self.tracks.len() == tracks.len()
            && self.tracks.iter().zip(tracks).all(|(ours, theirs)| Arc::ptr_eq(ours, theirs))
    }

    pub fn is_of_files(&self, files: &[Loaded]) -> bool {
        self.ledgers.len() == files.len()
            && self.ledgers.iter().zip(files).all(|(ours, file)| Arc::ptr_eq(ours, &file.ledger))
    }

    /// Makes these the places of other tracks, of which most are usually the same.
    pub fn update(&mut self, files: &[Loaded], tracks: &[Arc<Track>]) {
        if !self.is_of_files(files) || self.tracks.len() != tracks.len() {
            self.ledgers = files.iter().map(|file| Arc::clone(&file.ledger)).collect();
            let empty = |ledger: &Arc<Ledger>| vec![TrackPlace::default(); ledger.len()];
            self.rows = self.ledgers.iter().map(empty).collect();
            self.tracks.clear();
        }
        let before = std::mem::replace(&mut self.tracks, tracks.to_vec());
        let is_kept = |place: usize| {
            let both = before.get(place).zip(tracks.get(place));
            both.is_some_and(|(ours, theirs)| Arc::ptr_eq(ours, theirs))
        };
        let others = |tracks: &[Arc<Track>]| {
            let others = tracks.iter().enumerate().filter(|(place, _)| !is_kept(*place));
            others.map(|(_, track)| Arc::clone(track)).collect::<Vec<_>>()
        };
        for track in others(&before) {
            track.statements.iter().for_each(|(of, _)| self.set(*of, TrackPlace::default()));
        }
        for track in others(tracks) {
            let voice = u32::try_from(track.voice).ok();
            let places =
                track.statements.iter().map(|(of, why)| (of, TrackPlace { voice, why: *why }));
            places.for_each(|(of, place)| self.set(*of, place));
        }
    }

    fn set(&mut self, of: EstimateRef, place: TrackPlace) {
        let rows = self.rows.get_mut(usize::from(of.file));
        if let Some(row) = rows.and_then(|rows| rows.get_mut(of.row.number() as usize)) {
            *row = place;
        }
    }
}

/// What stands at the cursor, and what no longer does.
#[derive(Clone, Default)]
pub(super) struct AtCursor {
    pub cursor: Option<Day>,
    standing: HashSet<EstimateRef>,
    /// What does not stand, though it might on another day.
    fallen: HashMap<EstimateRef, Status>,
}

impl AtCursor {
    pub fn new(slice: &Slice) -> AtCursor {
        let fallen = slice.not_counted.iter().filter_map(|(of, why)| match why {
            NotCountedWhy::Stale => Some((*of, Status::Stale)),
            NotCountedWhy::Divided => Some((*of, Status::Divided)),
            _ => None,
        });
        AtCursor {
            cursor: Some(slice.at),
            standing: slice.standing.iter().map(|voice| voice.estimate).collect(),
            fallen: fallen.collect(),
        }
    }

    /// Whether an estimate counts at the cursor.
    pub fn counts(&self, of: EstimateRef) -> bool {
        self.standing.contains(&of)
    }
}

/// What an estimate is at the cursor, as the table says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Status {
    Counts,
    /// A later one of the same voice has taken its place.
    Earlier,
    /// It speaks of a later day than the cursor's, or became known later.
    Later,
    Stale,
    Divided,
    Never(NotCountedWhy),
    /// It was not known on the day that is asked about.
    NotKnown,
    OtherMeasure,
}

impl Status {
    pub fn words(self) -> &'static str {
        match self {
            Status::Counts => "counts",
            Status::Earlier => "earlier",
            Status::Later => "later",
            Status::Stale => "stale",
            Status::Divided => "divided",
            Status::NotKnown => "not known yet",
            Status::OtherMeasure => "other measure",
            Status::Never(NotCountedWhy::UnknownOrigin) => "unknown origin",
            Status::Never(NotCountedWhy::OtherPeriod) => "other period",
            Status::Never(NotCountedWhy::Part) => "part",
            Status::Never(NotCountedWhy::OtherMeasure) => Status::OtherMeasure.words(),
            Status::Never(why) => why.word(),
        }
    }

    /// In a sentence, for the tooltip.
    pub fn sentence(self) -> &'static str {
        match self {
            Status::Counts => "It counts at the cursor",
            Status::Earlier => "A later one of the same voice has taken its place",
            Status::Later => {
                "It speaks of a later day, or became known later than the cursor's day"
            }
            Status::Stale => "It has gone stale by the cursor's day",
            Status::Divided => "The members of its group contradict each other",
            Status::NotKnown => "It was not known on the day that is asked about",
            Status::OtherMeasure => "It is of another measure than the one asked about",
            Status::Never(why) => match why {
                NotCountedWhy::Echo => "It passes on what another one said: no voice of its own",
                NotCountedWhy::Vague => "It gives no number",
                NotCountedWhy::Share => "It gives a share and no number",
                NotCountedWhy::Direction => "It says which way things go, and no number",
                NotCountedWhy::Projection => "It was projected and not observed",
                NotCountedWhy::UnknownOrigin => "Nobody knows who estimated it",
                NotCountedWhy::Excluded => "You have excluded it",
                NotCountedWhy::Retracted => "It was taken back",
                NotCountedWhy::OtherPeriod => "It speaks of another period",
                NotCountedWhy::Part => {
                    "It is a single event or a part: most rows of its file are, and have to be summed first"
                }
                NotCountedWhy::OtherMeasure => {
                    "Its source speaks on the measure asked about, and counts by that"
                }
                NotCountedWhy::Stale => "It has gone stale",
                NotCountedWhy::Divided => Status::Divided.sentence(),
            },
        }
    }
}

/// What an estimate of the measure asked about is at the cursor.
pub(super) fn status(
    estimate: Estimate<'_>,
    of: EstimateRef,
    place: TrackPlace,
    at: &AtCursor,
    comparison: &Asked,
) -> Status {
    if at.counts(of) {
        return Status::Counts;
    }
    match place {
        TrackPlace { voice: None, .. } if *estimate.measure() != comparison.measure => {
            Status::OtherMeasure
        }
        TrackPlace { voice: None, .. } => Status::NotKnown,
        TrackPlace { why: Some(why), .. } => Status::Never(why),
        _ => at.fallen.get(&of).copied().unwrap_or_else(|| {
            let is_later =
                |cursor: Day| estimate.as_of().to() > cursor || estimate.known_from() > cursor;
            if at.cursor.is_some_and(is_later) { Status::Later } else { Status::Earlier }
        }),
    }
}

/// What a statement of the measure asked about is at the cursor, in a sentence, where it is known why
/// it can never be counted.
pub(in crate::app) fn status_in_words(
    cx: &Cx<'_>,
    of: EstimateRef,
    why: Option<NotCountedWhy>,
) -> &'static str {
    let (Some(comparison), Some(slice), Some((_, estimate))) =
        (cx.comparison(), cx.slice(), cx.estimate(of))
    else {
        return "";
    };
    let place = TrackPlace { voice: Some(0), why };
    status(estimate, of, place, &AtCursor::new(slice), &Asked::new(comparison)).sentence()
}

/// What the table needs to know of the question.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    question: Question,
    pub measure: Measure,
    /// The names of the voices, where one voice is one origin or one label.
    pub names: Vec<String>,
}

impl Asked {
    pub fn new(comparison: &Comparison) -> Asked {
        let is_single = comparison.question.by.is_of_sources();
        let voices = comparison.voices.iter().filter(|_| is_single);
        Asked {
            question: comparison.question.clone(),
            measure: comparison.measure.clone(),
            names: voices.map(|voice| voice.name.clone()).collect(),
        }
    }

    /// Whether a comparison has the same question and the same voices.
    pub fn is_of(&self, comparison: &Comparison) -> bool {
        let has_same_names = || {
            let theirs = comparison.voices.iter().map(|voice| &voice.name);
            self.names.is_empty() || self.names.iter().eq(theirs)
        };
        self.question == comparison.question && has_same_names()
    }
}
