//! Puts a scene into a frame.
//!
//! Everything that leaves this room lies within the frame: what reaches beyond the plot is cut off
//! here, so painters need no clipping.

mod axes;
mod bands;
mod columns;
#[cfg(test)]
mod dense_tests;
mod glyphs;
mod labels;
mod lane;
mod notes;
mod occupancy;
mod strip;
mod tracks;

use super::hits::{Grain, Hits, Sight};
use super::picture::{
    Anchor, DroppedLabel, Layer, Mark, MarkId, MarkKind, Part, Picture, Point, Rect, Text,
};
use super::scale::{Scale, TimeScale, ValueAxis, ValueScale};
use super::scene::Scene;
use super::text::{TextStyle, ascent, line_height, text_width, visible};
use super::theme::Role;
use occupancy::Occupancy;
pub(super) use strip::pieces_of;
use tracks::LaidTrack;
pub use tracks::Layouter;

use std::sync::Arc;

/// Where and how large a picture is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// In points, the whole picture with its axes. Held between 160 and 20,000.
    pub width: f32,
    /// In points. Held between 120 and 20,000.
    pub height: f32,
    /// Steps begin on whole pixels; dense bands have one column per pixel, at most one per point.
    pub pixels_per_point: f32,
    /// Days since 1970-01-01, a whole number where a day begins.
    pub time: (f64, f64),
    pub value: (f64, f64),
    pub scale: Scale,
}

/// The parts of a picture, from top to bottom.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Regions {
    /// Flags and event labels.
    pub lane: Rect,
    pub plot: Rect,
    /// The words of the time axis.
    pub axis: Rect,
    /// The agreement strip.
    pub strip: Rect,
}

/// Left of the plot, for the words of the value axis.
const GUTTER: f32 = 72.0;
const RIGHT_MARGIN: f32 = 10.0;
/// Where notes on values stand beside the plot.
const MARGIN_WITH_NOTES: f32 = 22.0;
const TOP_MARGIN: f32 = 4.0;
const BOTTOM_MARGIN: f32 = 6.0;
const LANE_ROW: f32 = 17.0;
const AXIS_HEIGHT: f32 = 22.0;
const STRIP_HEIGHT: f32 = 22.0;
/// Of words on axes, flags and events.
const SMALL: f32 = 11.0;
/// Of a voice's name beside its line.
const LABEL: f32 = 12.0;

/// A frame of this size, in points, that shows the whole scene.
#[must_use]
pub fn fitted_frame(scene: &Scene, width: f32, height: f32, scale: Scale) -> Frame {
    let time = scene.time_extent();
    let value = scene.value_extent(time, scale);
    Frame { width, height, pixels_per_point: 1.0, time, value, scale }
}

impl Frame {
    /// Where the parts of a picture of `scene` lie, without laying it out.
    #[must_use]
    pub fn regions(&self, scene: &Scene) -> Regions {
        let (width, height) = self.sound_size();
        let (left, right) = (GUTTER, width - notes::right_margin(scene));
        let rows = lane::rows(scene) as f32;
        let lane = Rect::new(left, TOP_MARGIN, right, TOP_MARGIN + rows * LANE_ROW + 4.0);
        let strip_bottom = height - BOTTOM_MARGIN;
        let strip = Rect::new(left, strip_bottom - STRIP_HEIGHT, right, strip_bottom);
        let axis = Rect::new(left, strip.top - AXIS_HEIGHT, right, strip.top);
        let plot = Rect::new(left, lane.bottom, right, axis.top);
        Regions { lane, plot, axis, strip }
    }

    fn sound_size(&self) -> (f32, f32) {
        let sound =
            |x: f32, least: f32| if x.is_finite() { x.clamp(least, 20_000.0) } else { least };
        (sound(self.width, 160.0), sound(self.height, 120.0))
    }
}

/// Makes the picture of `scene` in `frame`.
#[must_use]
pub fn layout(scene: &Scene, frame: &Frame) -> Picture {
    Layouter::default().layout(scene, frame)
}

/// Where everything of a picture has its place.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Place {
    regions: Regions,
    pixels_per_point: f32,
    /// Of dense bands.
    columns_per_point: f32,
    time: TimeScale,
    value: ValueAxis,
    /// Bands and thin lines only: no signs.
    is_miniature: bool,
}

impl Place {
    fn new(scene: &Scene, frame: &Frame) -> Place {
        let regions = frame.regions(scene);
        let plot = regions.plot;
        let ppp = frame.pixels_per_point;
        let pixels_per_point = if ppp.is_finite() { ppp.clamp(0.25, 8.0) } else { 1.0 };
        let time = TimeScale::new(frame.time, plot.left, plot.right);
        let scale = ValueScale::new(frame.scale, frame.value.0, frame.value.1);
        Place {
            regions,
            pixels_per_point,
            columns_per_point: columns::columns_per_point(scene, &time, plot, pixels_per_point),
            time,
            value: ValueAxis { scale, top: plot.top, bottom: plot.bottom },
            is_miniature: false,
        }
    }

    /// The whole frame is plot.
    fn of_miniature(scene: &Scene, frame: &Frame) -> Place {
        let edge = |x: f32| if x.is_finite() { x.clamp(1.0, 20_000.0) } else { 1.0 };
        let (width, height) = (edge(frame.width), edge(frame.height));
        let plot = Rect::new(0.0, 0.0, width, height);
        let (above, below) =
            (Rect::new(0.0, 0.0, width, 0.0), Rect::new(0.0, height, width, height));
        let regions = Regions { lane: above, plot, axis: below, strip: below };
        let place = Place::new(scene, frame);
        let time = TimeScale::new(frame.time, plot.left, plot.right);
        let pixels = place.pixels_per_point;
        Place {
            regions,
            columns_per_point: columns::columns_per_point(scene, &time, plot, pixels),
            time,
            value: ValueAxis { top: plot.top, bottom: plot.bottom, ..place.value },
            is_miniature: true,
            ..place
        }
    }

    fn sight(&self) -> Sight {
        Sight { plot: self.regions.plot, time: self.time, value: self.value }
    }

    /// The pixel columns of dense bands.
    fn grain(&self) -> Grain {
        let days_per_column = self.time.days_per_point() / f64::from(self.columns_per_point);
        Grain { from: self.time.window().0, days_per_column }
    }

    /// The x of a day on the nearest whole pixel, so that neighbours share an edge without a seam.
    fn x(&self, day: i32) -> f32 {
        match day {
            i32::MIN => self.regions.plot.left,
            i32::MAX => self.regions.plot.right,
            _ => self.on_pixel(self.time.x(f64::from(day))),
        }
    }

    fn on_pixel(&self, x: f32) -> f32 {
        (x * self.pixels_per_point).round() / self.pixels_per_point
    }

    /// The x of the part of these days that is seen; none if they are out of the window.
    fn span(&self, from: i32, until: i32) -> Option<(f32, f32)> {
        let plot = self.regions.plot;
        let left = self.x(from).max(plot.left);
        let right = self.x(until).min(plot.right);
        (left < right).then_some((left, right))
    }

    /// The height of a value, held within the plot.
    fn y_within(&self, value: f64) -> f32 {
        let plot = self.regions.plot;
        if value == f64::INFINITY {
            return plot.top;
        }
        self.value.y(value).clamp(plot.top, plot.bottom)
    }

    /// Whether a value's own height lies in the plot.
    fn is_seen(&self, value: f64) -> bool {
        let y = self.value.y(value);
        (self.regions.plot.top - 0.01..=self.regions.plot.bottom + 0.01).contains(&y)
    }
}

/// A picture in the making.
struct Canvas {
    place: Place,
    size: (f32, f32),
    /// Of the layer that is open.
    marks: Vec<Mark>,
    layers: Vec<Layer>,
    dropped: Vec<DroppedLabel>,
    hits: Hits,
    /// Where labels may not go.
    taken: Occupancy,
    time_ticks: Vec<super::TimeTick>,
    value_ticks: Vec<super::ValueTick>,
    /// What is to be named beside its line.
    named: Vec<labels::Named>,
    /// The first label of each voice that found room.
    labelled: Vec<(usize, Rect)>,
}

impl Canvas {
    fn new(place: Place, frame: &Frame) -> Canvas {
        Canvas {
            place,
            size: frame.sound_size(),
            marks: Vec::new(),
            layers: Vec::new(),
            dropped: Vec::new(),
            hits: Hits::new(place.sight()),
            taken: Occupancy::new(place.regions.plot),
            time_ticks: Vec::new(),
            value_ticks: Vec::new(),
            named: Vec::new(),
            labelled: Vec::new(),
        }
    }

    fn draw(mut self, scene: &Scene, tracks: &[Arc<LaidTrack>]) -> Picture {
        self.draw_grid();
        self.draw_core(scene);
        self.draw_event_lines(scene);
        self.draw_ghosts(scene);
        self.add_tracks(tracks);
        self.draw_lane(scene);
        self.draw_labels(scene);
        self.draw_notes(scene);
        self.draw_strip(scene);
        self.hits.finish();
        self.into_picture()
    }

    fn into_picture(mut self) -> Picture {
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
        }
    }

    /// What was pushed since the last layer becomes one.
    fn close_layer(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        self.add_layer(&Arc::new(marks));
    }

    fn add_layer(&mut self, layer: &Layer) {
        if !layer.is_empty() {
            self.layers.push(Arc::clone(layer));
        }
    }

    fn push(&mut self, id: Option<MarkId>, part: Part, role: Role, opacity: f32, kind: MarkKind) {
        self.marks.push(Mark { id, part, role, opacity, kind });
    }

    fn push_text(&mut self, id: Option<MarkId>, part: Part, role: Role, text: Text) {
        self.push(id, part, role, 1.0, MarkKind::Text(text));
    }
}

/// A line of text whose box is centred on this height.
fn text_at(x: f32, middle: f32, anchor: Anchor, size: f32, style: TextStyle, text: &str) -> Text {
    let text = visible(text).into_owned();
    let width = text_width(&text, size, style);
    let at = Point::new(x, middle - line_height(size) / 2.0 + ascent(size));
    Text { at, anchor, size, style, text, width }
}
