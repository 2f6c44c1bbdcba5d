//! Puts a scene into a frame.
//!
//! Everything that leaves this room lies within the frame: what reaches beyond the plot is cut off
//! here, so painters need no clipping.

mod axes;
mod bands;
mod canvas;
mod cited;
mod coalitions;
mod columns;
mod core;
#[cfg(test)]
mod dense_tests;
mod density;
mod draft;
mod frame;
mod glyphs;
mod labels;
mod lane;
mod lanes;
mod notes;
mod occupancy;
mod place;
mod rows;
mod standing;
mod strip;
mod tracks;

use std::sync::Arc;

use super::picture::Picture;
use super::scene::{FanScene, Scene, SceneTrack};
use canvas::Canvas;
pub use coalitions::Coalitions;
pub use frame::{Frame, Regions, fitted_frame};
pub use lanes::LanesLayouter;
use place::Place;
pub use rows::{ROW_HEIGHT, RowDays, RowsFrame};
pub use standing::Standing;
pub(super) use strip::pieces_of;
use tracks::LaidTrack;

/// Makes the picture of `scene` in `frame`.
#[must_use]
pub fn layout(scene: &Scene, frame: &Frame) -> Picture {
    Layouter::default().layout(scene, frame)
}

/// Lays out one scene after another, and keeps what the next one has in common with the last.
///
/// What comes out is the same as from [`super::layout()`], which begins anew each time.
#[derive(Default)]
pub struct Layouter {
    place: Option<Place>,
    tracks: Vec<Arc<LaidTrack>>,
}

impl Layouter {
    /// Makes the picture of `scene` in `frame`.
    #[must_use]
    pub fn layout(&mut self, scene: &Scene, frame: &Frame) -> Picture {
        let place = Place::new(scene, frame);
        self.lay(&place, &scene.tracks);
        Canvas::new(place, frame).draw(scene, &self.tracks)
    }

    /// What was said of one day, by the days on which it was said: an axis of these days, and no lane
    /// and no strip.
    #[must_use]
    pub fn fan(&mut self, fan: &FanScene, frame: &Frame) -> Picture {
        let scene = &fan.scene;
        let frame = Frame { time: fan.days, value: fan.values, ..*frame };
        let place = Place::new(scene, &frame).without_strip();
        self.lay(&place, &scene.tracks);
        let mut canvas = Canvas::new(place, &frame);
        canvas.draw_grid();
        canvas.name_time_axis("said on");
        canvas.add_bands(&self.tracks);
        canvas.add_signs(&self.tracks);
        canvas.draw_labels(scene);
        canvas.draw_reference_numbers(scene);
        canvas.hits.finish();
        canvas.into_picture()
    }

    /// The tracks of `scene` in small, bands and thin lines alone, to be looked at and not to be
    /// pointed at: the whole frame is plot, and it may be as small as a point.
    #[must_use]
    pub fn miniature(&mut self, scene: &Scene, frame: &Frame) -> Picture {
        let place = Place::of_miniature(scene, frame);
        self.lay(&place, &scene.tracks);
        let mut canvas = Canvas::new(place, frame);
        canvas.size = (place.regions.plot.width(), place.regions.plot.height());
        let dense = || self.tracks.iter().filter(|laid| laid.is_dense);
        let sparse = || self.tracks.iter().filter(|laid| !laid.is_dense);
        dense().chain(sparse()).for_each(|laid| canvas.add_layer(&laid.bands));
        dense().chain(sparse()).for_each(|laid| canvas.add_layer(&laid.lines));
        canvas.into_picture()
    }

    /// The tracks of `scene` with their signs, ghosts and cores, and no words, lane or strip: the
    /// whole frame is plot, and it may be as small as a point.
    #[must_use]
    pub fn sample(&mut self, scene: &Scene, frame: &Frame) -> Picture {
        let place = Place { is_miniature: false, ..Place::of_miniature(scene, frame) };
        self.lay(&place, &scene.tracks);
        let mut canvas = Canvas::new(place, frame);
        canvas.size = (place.regions.plot.width(), place.regions.plot.height());
        let outlines = canvas.draw_core(scene);
        canvas.draw_ghosts(scene, &(0..scene.voices.len()));
        canvas.add_bands(&self.tracks);
        canvas.draw_core_edges(&outlines);
        canvas.add_signs(&self.tracks);
        canvas.into_picture()
    }

    fn lay(&mut self, place: &Place, tracks: &[Arc<SceneTrack>]) {
        if self.place != Some(*place) {
            self.tracks.clear();
            self.place = Some(*place);
        }
        let tracks = tracks.iter().enumerate();
        self.tracks = tracks.map(|(index, track)| self.laid(place, track, index)).collect();
    }

    /// What was laid out before, most likely at the same index.
    fn laid(&self, place: &Place, track: &Arc<SceneTrack>, index: usize) -> Arc<LaidTrack> {
        let same = |laid: &&Arc<LaidTrack>| Arc::ptr_eq(&laid.track, track);
        let before = self.tracks.get(index).filter(same);
        let before = before.or_else(|| self.tracks.iter().find(same));
        before.map_or_else(|| Arc::new(LaidTrack::new(place, track)), Arc::clone)
    }
}

impl Canvas {
    fn draw(mut self, scene: &Scene, tracks: &[Arc<LaidTrack>]) -> Picture {
        self.draw_grid();
        let outlines = self.draw_core(scene);
        self.draw_event_lines(scene);
        self.draw_ghosts(scene, &(0..scene.voices.len()));
        self.add_bands(tracks);
        self.draw_core_edges(&outlines);
        self.add_signs(tracks);
        self.draw_lane(scene);
        self.draw_labels(scene);
        self.draw_reference_numbers(scene);
        let rooms = self.rooms_beside_voices(scene, &(0..scene.voices.len()));
        self.draw_notes(scene, &rooms);
        self.draw_strip(scene);
        self.hits.finish();
        self.into_picture()
    }
}
