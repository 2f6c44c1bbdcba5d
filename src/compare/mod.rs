//! Ledgers, an overlay and a question in; who stands where and whether they agree out.
//!
//! [`compare`] is fast enough for every frame of a drag. It knows no session, no window and no
//! file format, and it never looks at a clock: the same inputs give the same [`Comparison`].

mod interval;
mod question;

pub use interval::Interval;
pub use question::{
    AboutPolicy, Grouping, MeasureChoice, Question, Staleness, choose_measure, measures_in,
};

use crate::estimate::{Day, Measure, OriginKind, RowIndex};

/// An estimate among the files that were compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EstimateRef {
    /// Its file's place in the slice given to [`compare`].
    pub file: u16,
    pub row: RowIndex,
}

/// Who is counted once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    pub name: String,
    pub kind: OriginKind,
    /// Joined by ` / `: `US / DoD`.
    pub affiliation: String,
    pub country: Option<String>,
    pub party: Option<bool>,
    /// The labels that this voice goes by in the files, in alphabetical order.
    pub labels: Vec<String>,
    /// Nobody knows who this is: drawn, not counted.
    pub is_unknown: bool,
    /// Named in the question's exclusions or excluded by an adjustment: not counted.
    pub is_excluded: bool,
}

/// Some days on which one of a voice's estimates stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    pub from: Day,
    /// The last day, included; none where it stands from then on.
    pub to: Option<Day>,
    pub estimate: EstimateRef,
    /// What is compared: the bounds as read (design of reading: see [`read_bounds`]).
    pub read: Interval,
    /// The best number, where there is one to draw.
    pub best: Option<f64>,
}

/// Why a statement is drawn but is no voice's standing estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum NotCountedWhy {
    Stale,
    Echo,
    Vague,
    Share,
    Direction,
    Projection,
    Divided,
    UnknownOrigin,
    Excluded,
}

/// A voice's estimates of the measure in as-of order: what is drawn as a band.
#[derive(Clone, PartialEq, Debug)]
pub struct Track {
    /// The voice's place in [`Comparison::voices`].
    pub voice: usize,
    /// Days on which the voice has a standing estimate, in order, not overlapping.
    pub stretches: Vec<Stretch>,
    /// What each stretch leaves when it has gone stale: drawn faded, never counted. In order; from
    /// the day after the estimate went stale to the day before the next stretch.
    pub stale: Vec<Stretch>,
    /// Every statement of the voice on the measure known by the question's day, counted or not,
    /// with the reason if it can never be counted. In as-of order.
    pub statements: Vec<(EstimateRef, Option<NotCountedWhy>)>,
}

/// How far intervals share a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Verdict {
    None,
    Single,
    Agree,
    NotContradicted,
    Diverge,
    Majority,
    Minority,
    Split,
}

/// What some standing intervals have in common.
#[derive(Clone, PartialEq, Debug)]
pub struct Agreement {
    /// How many intervals.
    pub n: usize,
    /// The most of them that share one value.
    pub support: usize,
    /// Where that many are met, in order, not overlapping.
    pub core: Vec<Interval>,
    /// Whether a core is one single value between wider readings.
    pub touch: bool,
    /// From the lowest low to the highest high; none where there are no intervals.
    pub envelope: Option<Interval>,
    pub verdict: Verdict,
    /// The places, in the intervals given, of those that miss every core.
    pub outside: Vec<usize>,
}

/// Days within which nothing changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Segment {
    /// None for "from ever".
    pub from: Option<Day>,
    /// The last day, included; none for "from then on".
    pub to: Option<Day>,
    /// `outside` holds places in [`Comparison::voices`].
    pub agreement: Agreement,
}

/// A voice that stands on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct StandingVoice {
    /// The voice's place in [`Comparison::voices`].
    pub voice: usize,
    pub estimate: EstimateRef,
    pub read: Interval,
    pub in_core: bool,
}

/// How two standing intervals lie to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    Overlap,
    Touch,
    Apart,
}

/// Which of two totals of different days is later, and whether it is higher.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    SameDay,
    LaterHigher,
    LaterLower,
    /// The two overlap so that neither is above the other.
    LaterLevel,
}

/// Two standing voices beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Places in [`Comparison::voices`].
    pub a: usize,
    pub b: usize,
    pub relation: Relation,
    /// Length of what they share over length of what they cover; none with an open end; for two
    /// points 1 if equal, else 0.
    pub jaccard: Option<f64>,
    /// How far apart, 0 unless apart.
    pub gap: f64,
    /// The upper's low over the lower's high, 1 unless apart, none over 0.
    pub ratio: Option<f64>,
    /// Days between their as of.
    pub days: i32,
    pub order: Order,
}

/// Everything at one day.
#[derive(Clone, PartialEq, Debug)]
pub struct Slice {
    pub at: Day,
    /// In the order of [`Comparison::voices`].
    pub standing: Vec<StandingVoice>,
    /// Statements with as of and known-from on or before the day that are no voice, and why.
    /// The latest of its kind for each voice; echoes all.
    pub not_counted: Vec<(EstimateRef, NotCountedWhy)>,
    /// `outside` holds places in [`Comparison::voices`].
    pub agreement: Agreement,
    /// Every two standing voices.
    pub pairs: Vec<Pair>,
}

/// The answer to a question.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    pub question: Question,
    pub measure: Measure,
    /// In alphabetical order of their names.
    pub voices: Vec<Voice>,
    /// One for each voice, in the same order.
    pub tracks: Vec<Track>,
    /// From ever to ever, without gaps.
    pub segments: Vec<Segment>,
}
