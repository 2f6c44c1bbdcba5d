//! What painters paint: positioned primitives in points, each with its meaning and its role.

use strum::IntoStaticStr;

use std::fmt;
use std::sync::Arc;

use crate::compare::EstimateRef;

use super::geometry::{Point, Rect};
use super::roles::Role;
use super::signs::{Dash, Marker};
use super::text::{TextStyle, ascent, line_height};

/// What of the data a mark shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MarkId {
    Estimate(EstimateRef),
    /// The voice's place in the comparison.
    Voice(usize),
    /// The event's place in [`Scene::events`].
    Event(usize),
    /// The segment's place in the comparison.
    Segment(usize),
    /// The note's number.
    Note(usize),
    /// The lane's place in [`Lanes::lanes`](super::Lanes::lanes).
    Lane(usize),
    /// A piece of a strip between two lanes: the strip's place in
    /// [`Lanes::strips`](super::Lanes::strips), and the place of its days there.
    Between {
        strip: usize,
        piece: usize,
    },
    /// Two voices by their places in the comparison: over the days, else on the day.
    Pair {
        voices: [usize; 2],
        is_over_days: bool,
    },
}

impl fmt::Display for MarkId {
    /// As exports write it: `estimate-0-12` (file and row), `voice-3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MarkId::Estimate(estimate) => {
                write!(f, "estimate-{}-{}", estimate.file, estimate.row.number())
            }
            MarkId::Voice(place) => write!(f, "voice-{place}"),
            MarkId::Event(place) => write!(f, "event-{place}"),
            MarkId::Segment(place) => write!(f, "segment-{place}"),
            MarkId::Note(number) => write!(f, "note-{number}"),
            MarkId::Lane(place) => write!(f, "lane-{place}"),
            MarkId::Between { strip, piece } => write!(f, "between-{strip}-{piece}"),
            MarkId::Pair { voices: [a, b], is_over_days } => {
                let what = if *is_over_days { "days" } else { "pair" };
                write!(f, "{what}-{a}-{b}")
            }
        }
    }
}

/// What a mark is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    /// A line of the grid.
    Grid,
    /// A word on an axis.
    AxisLabel,
    /// The interval of a voice while its estimate stands.
    Band,
    /// The line of best numbers, or an edge of a band.
    Line,
    /// Where a total is carried to from its own day: nobody said so.
    Carried,
    /// What an estimate leaves when it has gone stale.
    Stale,
    /// The envelope of a group whose members contradict each other.
    Divided,
    /// The interval that most voices share, behind their bands.
    Core,
    /// Its outline, over them.
    CoreEdge,
    /// From the lowest low to the highest high of all that stand.
    Envelope,
    /// From one outside to what most share.
    Outside,
    /// The range that a source stated, where an analyst set another.
    Ghost,
    /// The sign at an estimate's as of.
    Glyph,
    /// How wide "about" is read.
    Halo,
    /// Where the interval is open.
    Arrow,
    /// A statement without a number, above the plot.
    Flag,
    FlagLabel,
    Event,
    EventLabel,
    /// A voice's name and value beside its line.
    Label,
    /// The number of where an estimate can be read, beside its sign.
    Reference,
    /// The agreement strip.
    Strip,
    StripLabel,
    /// Across the strip from the day after the last statement on: nothing said since.
    Unsaid,
    /// The heading of a lane.
    LaneName,
    /// What the members of a group say together.
    Together,
    /// How two groups lie to each other, on the strip between their lanes.
    Between,
    BetweenLabel,
    /// Why it is another way from one day on.
    Cause,
    /// The name of a row, and other words in rows.
    RowName,
    /// In a row, when a voice spoke or took something back.
    Spoke,
    /// In a row, a voice that is one of a set.
    Member,
    /// In a row, on how many days.
    Days,
    /// How two voices lie to each other, in a table of pairs, and what stands there for it.
    Pair,
    PairSign,
    /// A figure, or a part of the gap between two.
    Step,
    /// The day that is told of, through what is drawn over time.
    Day,
    /// An analyst's note: its pin, and the line from it to what it is about.
    Note,
    NoteNumber,
}

impl Part {
    /// The word for it in exports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// One primitive with its meaning and its role.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// None for the frame's own: grid and axes.
    pub id: Option<MarkId>,
    pub part: Part,
    pub role: Role,
    /// From 0 to 1, on top of the role's colour.
    pub opacity: f32,
    pub kind: MarkKind,
}

impl Mark {
    /// The same mark, so many points farther right and farther down.
    #[must_use]
    pub fn moved(mut self, right: f32, down: f32) -> Mark {
        let point = |at: &mut Point| (at.x, at.y) = (at.x + right, at.y + down);
        match &mut self.kind {
            MarkKind::Band { columns, .. } => {
                for column in columns {
                    column.x += right;
                    (column.top, column.bottom) = (column.top + down, column.bottom + down);
                }
            }
            MarkKind::Line { points, .. } => points.iter_mut().for_each(point),
            MarkKind::Glyph { center, .. } => point(center),
            MarkKind::Arrow { tail, tip, .. } => [tail, tip].into_iter().for_each(point),
            MarkKind::Rect { rect, .. } => {
                (rect.left, rect.right) = (rect.left + right, rect.right + right);
                (rect.top, rect.bottom) = (rect.top + down, rect.bottom + down);
            }
            MarkKind::Text(text) => point(&mut text.at),
        }
        self
    }
}

/// A primitive, placed.
#[derive(Clone, PartialEq, Debug)]
pub enum MarkKind {
    /// An area between a top and a bottom at every column; x never falls, and two columns at one x
    /// are a step.
    Band {
        columns: Vec<Column>,
        fade: Fade,
    },
    /// At least two points, joined in order.
    Line {
        points: Vec<Point>,
        width: f32,
        dash: Dash,
    },
    /// Size is the marker's diameter. Hollow ones are stroked 1.5 points wide and filled with the
    /// surface.
    Glyph {
        center: Point,
        marker: Marker,
        size: f32,
        filled: bool,
    },
    /// A line with an open head at the tip, two strokes of 4 points.
    Arrow {
        tail: Point,
        tip: Point,
        width: f32,
    },
    Rect {
        rect: Rect,
        radius: f32,
        /// Filled, else stroked 1 point wide.
        filled: bool,
    },
    Text(Text),
}

/// One column of a band.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Column {
    pub x: f32,
    pub top: f32,
    pub bottom: f32,
}

/// Whether an area loses its colour towards an edge, because the interval is open there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Fade {
    None,
    /// Full at the bottom, nothing at the top.
    Up,
    /// Full at the top, nothing at the bottom.
    Down,
}

/// Which end of a text its place is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text, measured by the table of the bundled font.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// On the baseline, at the anchor.
    pub at: Point,
    pub anchor: Anchor,
    /// In points.
    pub size: f32,
    pub style: TextStyle,
    pub text: String,
    /// In points, see [`super::text_width`].
    pub width: f32,
}

impl Text {
    /// The box that the text fills, from ascent to descent. Its top left corner is where a painter
    /// that wants one begins.
    #[must_use]
    pub fn rect(&self) -> Rect {
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width / 2.0,
            Anchor::End => self.at.x - self.width,
        };
        let top = self.at.y - ascent(self.size);
        Rect::new(left, top, left + self.width, top + line_height(self.size))
    }
}

/// Marks that were laid out together, in paint order. Pictures of which the next shows the same
/// share it, so where it lives tells a painter that it has painted it before.
pub type Layer = Arc<Vec<Mark>>;
