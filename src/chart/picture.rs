//! What painters paint: positioned primitives in points, y downwards, in paint order.

use std::fmt;
use std::sync::Arc;

use crate::compare::EstimateRef;

use super::hits::Hits;
use super::scale::{TimeScale, ValueAxis};
use super::scene::Scene;
use super::text::{TextStyle, ascent, line_height};
use super::theme::Role;
use super::ticks::{TimeTick, ValueTick};

/// No coordinate in a picture is beyond this.
pub const FARTHEST: f32 = 1e6;

/// A place in points from the top left corner of the frame.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    #[must_use]
    pub fn new(x: f32, y: f32) -> Point {
        Point { x, y }
    }
}

/// An upright rectangle in points; left ≤ right and top ≤ bottom.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Rect {
    #[must_use]
    pub fn new(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    #[must_use]
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    #[must_use]
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Whether `inner` lies within, edges included.
    #[must_use]
    pub fn encloses(self, inner: Rect) -> bool {
        self.left <= inner.left
            && inner.right <= self.right
            && self.top <= inner.top
            && inner.bottom <= self.bottom
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Moved outwards by `by` on every side.
    #[must_use]
    pub fn grown(self, by: f32) -> Rect {
        Rect::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }
}

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
        }
    }
}

/// What a mark is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// A line of the grid.
    Grid,
    /// A word on an axis.
    AxisLabel,
    /// The interval of a voice while its estimate stands.
    Band,
    /// The line of best numbers, or an edge of a band.
    Line,
    /// What an estimate leaves when it has gone stale.
    Stale,
    /// The envelope of a group whose members contradict each other.
    Divided,
    /// The interval that most voices share.
    Core,
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
    /// The agreement strip.
    Strip,
    StripLabel,
    /// An analyst's note: its pin, and the line from it to what it is about.
    Note,
    NoteNumber,
}

impl Part {
    /// The word for it in exports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Part::Grid => "grid",
            Part::AxisLabel => "axis-label",
            Part::Band => "band",
            Part::Line => "line",
            Part::Stale => "stale",
            Part::Divided => "divided",
            Part::Core => "core",
            Part::Ghost => "ghost",
            Part::Glyph => "glyph",
            Part::Halo => "halo",
            Part::Arrow => "arrow",
            Part::Flag => "flag",
            Part::FlagLabel => "flag-label",
            Part::Event => "event",
            Part::EventLabel => "event-label",
            Part::Label => "label",
            Part::Strip => "strip",
            Part::StripLabel => "strip-label",
            Part::Note => "note",
            Part::NoteNumber => "note-number",
        }
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

/// How a line is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Dash {
    Solid,
    Long,
    DashDot,
    Dotted,
    /// Of projections and ghosts; never of a source.
    Fine,
}

impl Dash {
    /// Lengths in points of stroke and gap in turn; empty for a solid line.
    #[must_use]
    pub fn pattern(self) -> &'static [f32] {
        match self {
            Dash::Solid => &[],
            Dash::Long => &[9.0, 4.0],
            Dash::DashDot => &[9.0, 3.0, 2.0, 3.0],
            Dash::Dotted => &[2.0, 3.0],
            Dash::Fine => &[4.0, 3.0],
        }
    }
}

/// The shape of a glyph. All are convex.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Marker {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Pentagon,
    /// Tall and narrow.
    Bar,
    /// Wide and flat.
    Lozenge,
    /// A pennant, for a statement without a number.
    Flag,
}

impl Marker {
    /// The word for it in exports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Marker::Circle => "circle",
            Marker::Square => "square",
            Marker::Diamond => "diamond",
            Marker::Up => "up",
            Marker::Down => "down",
            Marker::Pentagon => "pentagon",
            Marker::Bar => "bar",
            Marker::Lozenge => "lozenge",
            Marker::Flag => "flag",
        }
    }

    /// The corners of the shape in order, of about the same area for every shape; none for a
    /// circle, which has no corners.
    #[must_use]
    pub fn corners(self, center: Point, size: f32) -> Vec<Point> {
        // On the unit circle's scale; y points down.
        let unit: &[(f32, f32)] = match self {
            Marker::Circle => &[],
            Marker::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
            Marker::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Marker::Up => &[(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
            Marker::Down => &[(-1.15, -0.85), (1.15, -0.85), (0.0, 1.2)],
            Marker::Pentagon => {
                &[(0.0, -1.15), (1.09, -0.36), (0.68, 0.93), (-0.68, 0.93), (-1.09, -0.36)]
            }
            Marker::Bar => &[(-0.5, -1.3), (0.5, -1.3), (0.5, 1.3), (-0.5, 1.3)],
            Marker::Lozenge => &[(0.0, -0.85), (1.6, 0.0), (0.0, 0.85), (-1.6, 0.0)],
            Marker::Flag => &[(-0.9, -1.1), (1.1, -0.2), (-0.9, 0.7)],
        };
        let half = size / 2.0;
        unit.iter().map(|(x, y)| Point::new(center.x + x * half, center.y + y * half)).collect()
    }
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

/// What lies under the pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    pub estimate: EstimateRef,
    /// The voice's place in the comparison.
    pub voice: usize,
    pub part: HitPart,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HitPart {
    Glyph,
    Flag,
    Band,
}

/// Where the bounds of an estimate lie, so that they can be dragged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Handles {
    /// At its as of.
    pub x: f32,
    /// Heights of low, best and high as they hold now, stated or adjusted, where they are given.
    /// Not held within the plot.
    pub low: Option<f32>,
    pub best: Option<f32>,
    pub high: Option<f32>,
}

/// A label that found no room: for the tooltip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DroppedLabel {
    pub id: MarkId,
    pub text: String,
}

/// Marks that were laid out together, in paint order. Pictures of which the next shows the same
/// share it, so where it lives tells a painter that it has painted it before.
pub type Layer = Arc<Vec<Mark>>;

/// A laid out chart. See [`super::layout()`].
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    pub width: f32,
    pub height: f32,
    /// Flags and event labels.
    pub lane: Rect,
    pub plot: Rect,
    /// The words of the time axis.
    pub axis: Rect,
    /// The agreement strip.
    pub strip: Rect,
    /// Days to x and back.
    pub time: TimeScale,
    /// Values to y and back.
    pub value: ValueAxis,
    pub time_ticks: Vec<TimeTick>,
    pub value_ticks: Vec<ValueTick>,
    pub(super) layers: Vec<Layer>,
    pub dropped: Vec<DroppedLabel>,
    pub(super) hits: Hits,
}

impl Picture {
    /// All marks in paint order.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.layers.iter().flat_map(|layer| layer.iter())
    }

    /// The same marks as [`Picture::marks`], by what was laid out together.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The estimate at a place: the nearest glyph or flag within `radius`, else the topmost band
    /// there, else the nearest band within `radius`.
    #[must_use]
    pub fn hit(&self, x: f32, y: f32, radius: f32) -> Option<Hit> {
        self.hits.at(Point::new(x, y), radius)
    }

    /// The event whose line is within `radius` of `x`, in the plot or the lane: its place in
    /// [`Scene::events`].
    #[must_use]
    pub fn event_at(&self, x: f32, y: f32, radius: f32) -> Option<usize> {
        let inside = (self.lane.top..=self.plot.bottom).contains(&y);
        inside.then(|| self.hits.event_at(x, radius)).flatten()
    }

    /// The number of the note whose pin is at a place.
    #[must_use]
    pub fn note_at(&self, x: f32, y: f32) -> Option<usize> {
        self.hits.note_at(Point::new(x, y))
    }

    /// What the words at a place belong to, and the words as they are drawn: the names of voices,
    /// flags and events may have been cut short.
    #[must_use]
    pub fn words_at(&self, x: f32, y: f32) -> Option<(MarkId, &str)> {
        let at = Point::new(x, y);
        self.texts().find_map(|(mark, text)| {
            let may_be_cut = matches!(mark.part, Part::Label | Part::FlagLabel | Part::EventLabel);
            let id = mark.id.filter(|_| may_be_cut && text.rect().contains(at))?;
            Some((id, text.text.as_str()))
        })
    }

    /// Where the bounds of an estimate of `scene` lie in this picture; none if it has no numbers
    /// or is not drawn.
    #[must_use]
    pub fn bounds_of(&self, scene: &Scene, estimate: EstimateRef) -> Option<Handles> {
        let (day, bounds) = scene.drawn_bounds(estimate)?;
        let y = |value: Option<f64>| value.map(|value| self.value.y(value));
        Some(Handles {
            x: self.time.x(f64::from(day.number())),
            low: y(bounds.low()),
            best: y(bounds.best()),
            high: y(bounds.high()),
        })
    }

    /// The texts in paint order, with their marks.
    pub fn texts(&self) -> impl Iterator<Item = (&Mark, &Text)> {
        self.marks().filter_map(|mark| match &mark.kind {
            MarkKind::Text(text) => Some((mark, text)),
            _ => None,
        })
    }
}
