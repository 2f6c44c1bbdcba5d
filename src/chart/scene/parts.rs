//! What a scene is made of, in data units.

use crate::compare::{EstimateRef, Interval, Segment, Verdict};
use crate::estimate::{Anchor, AsOf, Day, Event};
use crate::words::Words;

/// One voice of the comparison, drawn or hidden, at its place there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneVoice {
    pub name: String,
    pub is_hidden: bool,
    /// The number of its [`Role::Source`](super::Role::Source), which is its colour, marker and dash.
    pub sign: u16,
    /// Its numbers were made from what it stated, which is something else.
    pub is_derived: bool,
}

/// At which end a reading has no bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum OpenEnd {
    Neither,
    Above,
    /// At most: the band fades downwards although it is read from zero.
    Below,
}

/// Some days on which one estimate of a voice stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneStep {
    /// The first day, as days since 1970-01-01.
    pub from: i32,
    /// The day after the last; `i32::MAX` where there is no last.
    pub until: i32,
    pub estimate: EstimateRef,
    /// As read; infinite where open.
    pub read: Interval,
    pub best: Option<f64>,
    pub open: OpenEnd,
    pub is_projection: bool,
}

/// How a number was stated, as a glyph shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Form {
    Point,
    /// A point with a soft halo: about, nearly.
    About,
    /// Low and high, with or without best.
    Range,
    AtLeast,
    AtMost,
}

/// In which way a statement takes part, as a glyph shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Manner {
    Counted,
    /// Hollow and thin.
    Echo,
    /// Dashed.
    Projection,
    /// Hollow: excluded, of an unknown origin, in a divided group.
    Uncounted,
}

/// One stated estimate with a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneStatement {
    pub estimate: EstimateRef,
    /// The first day of which it speaks.
    pub from: i32,
    /// Its as of: the last day of which it speaks.
    pub day: i32,
    pub form: Form,
    pub manner: Manner,
    /// The least and greatest of the numbers given, adjusted where they are.
    pub low: f64,
    pub high: f64,
    pub best: Option<f64>,
}

impl SceneStatement {
    /// The value at which its glyph stands: best, else the bound that was given, else the middle.
    #[must_use]
    pub fn anchor(&self) -> f64 {
        self.best.unwrap_or(match self.form {
            Form::AtLeast => self.low,
            Form::AtMost => self.high,
            Form::Point | Form::About | Form::Range => f64::midpoint(self.low, self.high),
        })
    }
}

/// A statement without a number: vague, a share, a direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SceneFlag {
    pub estimate: EstimateRef,
    pub voice: usize,
    pub day: i32,
    pub manner: Manner,
}

/// A dated happening.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneEvent {
    pub day: i32,
    pub event: Event,
}

/// The range that a source stated where an analyst set another, or took it out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneGhost {
    pub estimate: EstimateRef,
    pub voice: usize,
    pub from: i32,
    /// The day after the last; `i32::MAX` where there is no last.
    pub until: i32,
    pub low: f64,
    pub high: f64,
}

/// A piece of the agreement strip.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneSegment {
    /// Its place in the comparison's segments.
    pub place: usize,
    /// The first day; `i32::MIN` for "from ever".
    pub from: i32,
    /// The day after the last; `i32::MAX` for "from then on".
    pub until: i32,
    pub verdict: Verdict,
    pub support: usize,
    pub n: usize,
    /// Where support is reached; empty unless the core is drawn.
    pub core: Vec<Interval>,
    /// The same on the last day.
    pub core_to: Vec<Interval>,
}

/// Days on which a total is carried on from its own day: the ends move in straight lines.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneWedge {
    pub from: i32,
    /// The day after the last.
    pub until: i32,
    pub estimate: EstimateRef,
    /// On the first day.
    pub read: Interval,
    /// On the last.
    pub read_to: Interval,
}

impl SceneWedge {
    /// The low and the high on a day, be it a part of one; before the first day those of the
    /// first, after the last those of the last. Without a high, the low is both.
    #[must_use]
    pub fn read_at(&self, day: f64) -> (f64, f64) {
        let days = f64::from(self.until.saturating_sub(self.from));
        let share = ((day - f64::from(self.from)) / days).clamp(0.0, 1.0);
        let end = |first: f64, last: f64| first + (last - first) * share;
        let low = end(self.read.low(), self.read_to.low());
        let is_closed = self.read.closed_high().is_some();
        (low, if is_closed { end(self.read.high(), self.read_to.high()) } else { low })
    }
}

impl SceneSegment {
    /// A segment of a comparison at its place there, with the core or without.
    #[must_use]
    pub fn new(place: usize, segment: &Segment, with_core: bool) -> SceneSegment {
        let agreement = &segment.agreement;
        let shown = |core: &[Interval]| {
            if with_core && agreement.support > 1 { core.to_vec() } else { Vec::new() }
        };
        SceneSegment {
            place,
            from: segment.from.map_or(i32::MIN, Day::number),
            until: segment.to.map_or(i32::MAX, |day| day.number() + 1),
            verdict: agreement.verdict,
            support: agreement.support,
            n: agreement.n,
            core: shown(&agreement.core),
            core_to: shown(&segment.core_to),
        }
    }
}

/// What a note is about, for those who read it.
#[derive(Clone, PartialEq, Debug)]
pub enum NoteAbout {
    Anchor(Anchor),
    Estimate {
        label: String,
        /// As it holds, be it stated or adjusted.
        as_of: AsOf,
    },
}

impl NoteAbout {
    /// The day, period, number, estimate or source.
    #[must_use]
    pub fn said(&self, words: Words) -> String {
        match self {
            NoteAbout::Anchor(anchor) => words.anchor(anchor),
            NoteAbout::Estimate { label, as_of } => format!("{label}, {}", words.as_of(*as_of)),
        }
    }
}

/// What a note is about, in data units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NotePlace {
    /// Days since 1970-01-01.
    Day(i32),
    /// From a day to another, both included.
    Days(i32, i32),
    Value(f64),
    /// An estimate that is drawn: its as of, and the value of its sign if it has a number.
    Estimate {
        day: i32,
        value: Option<f64>,
    },
    /// A voice that is drawn, and the first day of which it speaks.
    Voice {
        voice: usize,
        day: i32,
    },
}

/// A note that is drawn as a numbered pin.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneNote {
    /// Its place among all notes of the session, counted from 1.
    pub number: usize,
    pub place: NotePlace,
    pub about: NoteAbout,
    pub text: String,
    pub author: Option<String>,
}
