//! A laid out chart: what is to be painted, in paint order, and what lies under the pointer.

use std::ops::Range;

use crate::compare::EstimateRef;

use super::geometry::{Point, Rect};
use super::hits::{Hit, Hits};
use super::marks::{Layer, Mark, MarkId, MarkKind, Part, Text};
use super::scale::{Scale, TimeScale, ValueAxis, ValueScale};
use super::scene::Scene;
use super::ticks::{TimeTick, ValueTick};

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
    /// Where each lane of [`Lanes`](super::Lanes) lies, from top to bottom; empty where all voices
    /// share one plot.
    pub lanes: Vec<LaneArea>,
    /// The strips between them.
    pub betweens: Vec<BetweenArea>,
    /// Whether heights are not values but factors from the middle of those that stand.
    pub is_by_factor: bool,
}

/// Where a lane lies.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneArea {
    /// Its place in [`Lanes::lanes`](super::Lanes::lanes).
    pub lane: usize,
    pub plot: Rect,
    pub value: ValueAxis,
    /// Its members: places in [`Scene::voices`].
    pub voices: Range<usize>,
}

/// Where a strip between two lanes lies.
#[derive(Clone, PartialEq, Debug)]
pub struct BetweenArea {
    /// Its place in [`Lanes::strips`](super::Lanes::strips).
    pub strip: usize,
    pub rect: Rect,
}

impl Picture {
    /// A picture without a time axis: of its marks alone, width and height in points.
    pub(super) fn of_marks((width, height): (f32, f32), marks: Vec<Mark>) -> Picture {
        let whole = Rect::new(0.0, 0.0, width, height);
        let nothing = Rect::new(0.0, height, width, height);
        let scale = ValueScale::new(Scale::Linear, 0.0, 1.0);
        Picture {
            width,
            height,
            lane: Rect::new(0.0, 0.0, width, 0.0),
            plot: whole,
            axis: nothing,
            strip: nothing,
            time: TimeScale::new((0.0, 1.0), 0.0, width),
            value: ValueAxis { scale, top: 0.0, bottom: height },
            time_ticks: Vec::new(),
            value_ticks: Vec::new(),
            layers: vec![marks.into()],
            dropped: Vec::new(),
            hits: Hits::default(),
            lanes: Vec::new(),
            betweens: Vec::new(),
            is_by_factor: false,
        }
    }

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
    /// or is not drawn, and where no heights are values.
    #[must_use]
    pub fn bounds_of(&self, scene: &Scene, estimate: EstimateRef) -> Option<Handles> {
        let (day, bounds) = scene.drawn_bounds(estimate).filter(|_| !self.is_by_factor)?;
        let voice = scene.voice_of(estimate)?;
        let lane = self.lanes.iter().find(|lane| lane.voices.contains(&voice));
        let axis = lane.map_or(&self.value, |lane| &lane.value);
        let y = |value: Option<f64>| value.map(|value| axis.y(value));
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
