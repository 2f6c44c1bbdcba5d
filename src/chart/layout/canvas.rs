//! A picture in the making: what was drawn so far, and where labels may still go.

use std::sync::Arc;

use crate::chart::geometry::{Point, Rect};
use crate::chart::hits::Hits;
use crate::chart::marks::{Anchor, Layer, Mark, MarkId, MarkKind, Part, Text};
use crate::chart::picture::{BetweenArea, DroppedLabel, LaneArea, Picture};
use crate::chart::roles::Role;
use crate::chart::scene::SceneStep;
use crate::chart::text::{TextStyle, ascent, line_height, text_width};
use crate::chart::ticks::{TimeTick, ValueTick};
use crate::estimate::visible;
use crate::words::Words;

use super::frame::{Frame, Regions};
use super::occupancy::Occupancy;
use super::place::Place;

/// Of words on axes, flags and events.
pub(super) const SMALL: f32 = 11.0;
/// Of a voice's name beside its line.
pub(super) const LABEL: f32 = 12.0;

/// A stretch of line that may be named.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub voice: usize,
    pub step: SceneStep,
    pub left: f32,
    pub right: f32,
    /// The heights of the lines above and below which the label may stand.
    pub above: f32,
    pub below: f32,
    /// Its band fades upwards, so the label is easier to read below.
    pub prefers_below: bool,
}

impl Named {
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Whether it says the same as another of its voice.
    pub fn says_the_same(&self, other: &Named) -> bool {
        self.voice == other.voice
            && self.step.best == other.step.best
            && self.step.read == other.step.read
    }
}

/// A picture in the making.
pub(super) struct Canvas {
    pub place: Place,
    pub size: (f32, f32),
    /// Of the layer that is open.
    pub marks: Vec<Mark>,
    pub layers: Vec<Layer>,
    pub dropped: Vec<DroppedLabel>,
    pub hits: Hits,
    /// Where labels may not go.
    pub taken: Occupancy,
    pub time_ticks: Vec<TimeTick>,
    pub value_ticks: Vec<ValueTick>,
    /// What is to be named beside its line.
    pub named: Vec<Named>,
    /// The first label of each voice that found room.
    pub labelled: Vec<(usize, Rect)>,
    pub lanes: Vec<LaneArea>,
    pub betweens: Vec<BetweenArea>,
    pub words: Words,
}

impl Canvas {
    pub fn new(place: Place, frame: &Frame) -> Canvas {
        Canvas {
            place,
            size: frame.sound_size(),
            marks: Vec::new(),
            layers: Vec::new(),
            dropped: Vec::new(),
            hits: Hits::default(),
            taken: Occupancy::new(place.regions.plot),
            time_ticks: Vec::new(),
            value_ticks: Vec::new(),
            named: Vec::new(),
            labelled: Vec::new(),
            lanes: Vec::new(),
            betweens: Vec::new(),
            words: frame.words,
        }
    }

    pub fn into_picture(mut self) -> Picture {
        self.close_layer();
        let Regions { lane, plot, axis, strip } = self.place.regions;
        Picture {
            width: self.size.0,
            height: self.size.1,
            lane,
            plot,
            axis,
            strip,
            time: self.place.time,
            value: self.place.value,
            time_ticks: self.time_ticks,
            value_ticks: self.value_ticks,
            layers: self.layers,
            dropped: self.dropped,
            hits: self.hits,
            lanes: self.lanes,
            betweens: self.betweens,
            is_by_factor: self.place.is_by_factor,
        }
    }

    /// What was pushed since the last layer becomes one.
    pub fn close_layer(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        self.add_layer(&Arc::new(marks));
    }

    pub fn add_layer(&mut self, layer: &Layer) {
        if !layer.is_empty() {
            self.layers.push(Arc::clone(layer));
        }
    }

    pub fn push(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        role: Role,
        opacity: f32,
        kind: MarkKind,
    ) {
        self.marks.push(Mark { id, part, role, opacity, kind });
    }

    pub fn push_text(&mut self, id: Option<MarkId>, part: Part, role: Role, text: Text) {
        self.push(id, part, role, 1.0, MarkKind::Text(text));
    }
}

/// A line of text whose box is centred on this height.
pub(super) fn text_at(
    x: f32,
    middle: f32,
    anchor: Anchor,
    size: f32,
    style: TextStyle,
    text: &str,
) -> Text {
    let text = visible(text).into_owned();
    let width = text_width(&text, size, style);
    let at = Point::new(x, middle - line_height(size) / 2.0 + ascent(size));
    Text { at, anchor, size, style, text, width }
}
