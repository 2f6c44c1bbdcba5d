//! What a scene is made of, in data units.

use crate::compare::{EstimateRef, Interval, Made, Segment, Verdict};
use crate::estimate::{Anchor, AsOf, Day, Event};
use crate::words::Words;

/// One voice of the comparison, drawn or hidden, at its place there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneVoice {
    pub name: String,
    pub is_hidden: bool,
    /// The number of its [`Role::Source`](super::Role::Source), which is its colour, marker and dash.
    pub sign: u16,
    /// How its numbers were made, where what it stated is something else.
    pub made: Option<Made>,
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
    /// As what was stated is read where nothing is laid over it.
    pub read: Interval,
    pub open: OpenEnd,
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
    /// The groups that contradict themselves: their places among the voices.
    pub divided: Vec<usize>,
    /// Where support is reached; empty unless the core is drawn.
    pub cores: Vec<SceneCore>,
}

/// One of the values that most voices share, on its way through some days.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneCore {
    /// What is shared on the first day and on each on which an end bends: from one to the next the
    /// ends move in straight lines.
    pub on: Vec<(i32, Interval)>,
    /// The day after the last.
    pub until: i32,
}

impl SceneCore {
    /// One that stays.
    #[must_use]
    pub fn still(from: i32, until: i32, core: Interval) -> SceneCore {
        SceneCore { on: vec![(from, core)], until }
    }

    /// Those of a segment, one after the other where others come to be cores on the way.
    fn all_of(segment: &Segment, until: i32) -> Vec<SceneCore> {
        let from = segment.from.map_or(i32::MIN, Day::number);
        let between = segment.core_between.iter().map(|(day, core)| (day.number(), core));
        let last = segment.to.map(|to| (to.number(), &segment.core_to));
        let last = last.filter(|(to, _)| from < *to);
        let way: Vec<(i32, &Vec<Interval>)> =
            std::iter::once((from, &segment.agreement.core)).chain(between).chain(last).collect();
        let mut all = Vec::new();
        let mut rest = &way[..];
        for part in way.chunk_by(|(_, one), (_, next)| one.len() == next.len()) {
            rest = rest.get(part.len()..).unwrap_or_default();
            let until = rest.first().map_or(until, |(day, _)| *day);
            let many = part.first().map_or(0, |(_, core)| core.len());
            all.extend((0..many).map(|place| {
                let on = part.iter().filter_map(|(day, core)| Some((*day, *core.get(place)?)));
                SceneCore { on: on.collect(), until }.without_what_stays()
            }));
        }
        all
    }

    fn without_what_stays(mut self) -> SceneCore {
        if self.on.iter().all(|(_, core)| Some(core) == self.on.first().map(|(_, first)| first)) {
            self.on.truncate(1);
        }
        self
    }

    /// The first day.
    #[must_use]
    pub fn from(&self) -> i32 {
        self.on.first().map_or(self.until, |(day, _)| *day)
    }

    /// The low and the high on a day, be it a part of one; after the last bend those of the last.
    #[must_use]
    pub fn read_at(&self, day: f64) -> (f64, f64) {
        let begun = self.on.partition_point(|(from, _)| f64::from(*from) <= day).max(1);
        match (self.on.get(begun - 1), self.on.get(begun)) {
            (Some(one), Some(next)) => straight(*one, *next, day),
            (Some((_, last)), None) => (last.low(), last.high()),
            (None, _) => (0.0, 0.0),
        }
    }
}

/// The ends on a day between two, on which they move in straight lines.
fn straight((from, one): (i32, Interval), (to, next): (i32, Interval), day: f64) -> (f64, f64) {
    let days = f64::from(to.saturating_sub(from).max(1));
    let share = ((day - f64::from(from)) / days).clamp(0.0, 1.0);
    let end = |first: f64, last: f64| match share {
        _ if first == last || first.is_infinite() || last.is_infinite() => first,
        _ => first + (last - first) * share,
    };
    (end(one.low(), next.low()), end(one.high(), next.high()))
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
    /// Those of some wedges, which are in order, that reach into these days.
    #[must_use]
    pub fn within(wedges: &[SceneWedge], (from, to): (f64, f64)) -> &[SceneWedge] {
        let start = wedges.partition_point(|wedge| f64::from(wedge.until) <= from);
        let end = wedges.partition_point(|wedge| f64::from(wedge.from) < to);
        wedges.get(start..end).unwrap_or_default()
    }

    /// The low and the high on a day, be it a part of one; before the first day those of the
    /// first, after the last those of the last. Without a high, the low is both.
    #[must_use]
    pub fn read_at(&self, day: f64) -> (f64, f64) {
        let last = self.until.saturating_sub(1);
        let (low, high) = straight((self.from, self.read), (last, self.read_to), day);
        (low, if self.read.closed_high().is_some() { high } else { low })
    }
}

impl SceneSegment {
    /// From the lowest to the highest value of the cores on a day, be it a part of one.
    #[must_use]
    pub fn core_at(&self, day: f64) -> Option<(f64, f64)> {
        let is_then =
            |core: &&SceneCore| f64::from(core.from()) <= day && day < f64::from(core.until);
        let cores = self.cores.iter().filter(is_then).map(|core| core.read_at(day));
        cores.reduce(|all, core| (all.0.min(core.0), all.1.max(core.1)))
    }

    /// A segment of a comparison at its place there, with the core or without.
    #[must_use]
    pub fn new(place: usize, segment: &Segment, with_core: bool) -> SceneSegment {
        let agreement = &segment.agreement;
        let until = segment.to.map_or(i32::MAX, |day| day.number() + 1);
        let is_shown = with_core && agreement.support > 1;
        let cores = if is_shown { SceneCore::all_of(segment, until) } else { Vec::new() };
        SceneSegment {
            place,
            from: segment.from.map_or(i32::MIN, Day::number),
            until,
            verdict: agreement.verdict,
            support: agreement.support,
            n: agreement.n,
            divided: agreement.divided.clone(),
            cores,
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
    /// An estimate that is drawn: its voice, its as of, and the value of its sign if it has a number.
    Estimate {
        voice: usize,
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
