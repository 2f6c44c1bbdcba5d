//! Where and how large a picture is, and how its parts share the room.

use crate::chart::geometry::Rect;
use crate::chart::scale::Scale;
use crate::chart::scene::{NotePlace, Scene, SceneNote};
use crate::words::Words;

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
    /// In which numbers and days are written.
    pub words: Words,
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
pub(super) const GUTTER: f32 = 72.0;
const RIGHT_MARGIN: f32 = 10.0;
/// Where notes on values stand beside the plot.
pub(super) const MARGIN_WITH_NOTES: f32 = 22.0;
pub(super) const TOP_MARGIN: f32 = 4.0;
const BOTTOM_MARGIN: f32 = 6.0;
pub(super) const LANE_ROW: f32 = 17.0;
const AXIS_HEIGHT: f32 = 22.0;
const STRIP_HEIGHT: f32 = 22.0;

/// A frame of this size, in points, that shows the whole scene, in the usual words.
#[must_use]
pub fn fitted_frame(scene: &Scene, width: f32, height: f32, scale: Scale) -> Frame {
    let time = scene.time_extent();
    let value = scene.value_extent(time, scale);
    let words = Words::default();
    Frame { width, height, pixels_per_point: 1.0, time, value, scale, words }
}

impl Frame {
    /// Where the parts of a picture of `scene` lie, without laying it out.
    #[must_use]
    pub fn regions(&self, scene: &Scene) -> Regions {
        let (width, height) = self.sound_size();
        let (left, right) = (GUTTER, width - right_margin(scene));
        let rows = lane_rows(scene) as f32;
        let lane = Rect::new(left, TOP_MARGIN, right, TOP_MARGIN + rows * LANE_ROW + 4.0);
        let strip_bottom = height - BOTTOM_MARGIN;
        let strip = Rect::new(left, strip_bottom - STRIP_HEIGHT, right, strip_bottom);
        let axis = Rect::new(left, strip.top - AXIS_HEIGHT, right, strip.top);
        let plot = Rect::new(left, lane.bottom, right, axis.top);
        Regions { lane, plot, axis, strip }
    }

    pub(super) fn sound_size(&self) -> (f32, f32) {
        let sound =
            |x: f32, least: f32| if x.is_finite() { x.clamp(least, 20_000.0) } else { least };
        (sound(self.width, 160.0), sound(self.height, 120.0))
    }
}

/// How many rows the lane has: one for flags, one for events, if a first look shows any, and one
/// for notes.
pub(super) fn lane_rows(scene: &Scene) -> usize {
    lane_rows_for_words(scene) + usize::from(!scene.notes.is_empty())
}

pub(super) fn lane_rows_for_words(scene: &Scene) -> usize {
    let (from, to) = scene.time_extent();
    let first = scene.events.partition_point(|event| f64::from(event.day) < from);
    let has_events = scene.events.get(first).is_some_and(|event| f64::from(event.day) <= to);
    usize::from(!scene.flags.is_empty()) + usize::from(has_events)
}

/// Room right of the plot.
fn right_margin(scene: &Scene) -> f32 {
    let is_value = |note: &SceneNote| matches!(note.place, NotePlace::Value(_));
    if scene.notes.iter().any(is_value) { MARGIN_WITH_NOTES } else { RIGHT_MARGIN }
}
