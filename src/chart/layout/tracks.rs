//! One voice laid out by itself, so that it is laid out again only when it or its place changes.

use std::sync::Arc;

use crate::chart::hits::GlyphHit;
use crate::chart::picture::{Layer, Mark, MarkId, MarkKind, Part, Picture, Rect};
use crate::chart::scene::{Scene, SceneTrack};
use crate::chart::theme::Role;

use super::columns::{Columns, is_dense};
use super::labels::Named;
use super::occupancy::Occupancy;
use super::{Canvas, Frame, Place};

/// From so many rectangles on, a grid of cells is less to look at.
const MANY: usize = 256;

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
        self.lay(&place, scene);
        Canvas::new(place, frame).draw(scene, &self.tracks)
    }

    /// The tracks of `scene` in small, bands and thin lines alone, to be looked at and not to be
    /// pointed at: the whole frame is plot, and it may be as small as a point.
    #[must_use]
    pub fn miniature(&mut self, scene: &Scene, frame: &Frame) -> Picture {
        let place = Place::of_miniature(scene, frame);
        self.lay(&place, scene);
        let mut canvas = Canvas::new(place, frame);
        canvas.size = (place.regions.plot.width(), place.regions.plot.height());
        let dense = || self.tracks.iter().filter(|laid| laid.is_dense);
        let sparse = || self.tracks.iter().filter(|laid| !laid.is_dense);
        dense().chain(sparse()).for_each(|laid| canvas.add_layer(&laid.bands));
        dense().chain(sparse()).for_each(|laid| canvas.add_layer(&laid.lines));
        canvas.into_picture()
    }

    fn lay(&mut self, place: &Place, scene: &Scene) {
        if self.place != Some(*place) {
            self.tracks.clear();
            self.place = Some(*place);
        }
        let tracks = scene.tracks.iter().enumerate();
        self.tracks = tracks.map(|(index, track)| self.laid(place, track, index)).collect();
    }

    /// What was laid out before, most likely at the same index.
    fn laid(&self, place: &Place, track: &Arc<SceneTrack>, index: usize) -> Arc<LaidTrack> {
        let same = |laid: &&Arc<LaidTrack>| Arc::ptr_eq(&laid.track, track);
        let before = self.tracks.get(index).filter(same);
        let before = before.or_else(|| self.tracks.iter().find(same));
        before.map_or_else(|| Arc::new(TrackDraft::new(place).finish(track)), Arc::clone)
    }
}

/// One voice's marks, and what else they are for. It depends on the track and the place alone.
pub(super) struct LaidTrack {
    track: Arc<SceneTrack>,
    /// Whether some of it is drawn by pixel columns.
    is_dense: bool,
    bands: Layer,
    lines: Layer,
    echoes: Layer,
    glyphs: Layer,
    named: Vec<Named>,
    hits: Vec<GlyphHit>,
    taken: Taken,
}

/// Where labels may not go.
enum Taken {
    Few(Vec<Rect>),
    Many(Occupancy),
}

impl Canvas {
    /// Dense voices first, then all other bands and all their lines over them, then all glyphs.
    pub(super) fn add_tracks(&mut self, tracks: &[Arc<LaidTrack>]) {
        self.close_layer();
        let dense = || tracks.iter().filter(|laid| laid.is_dense);
        let sparse = || tracks.iter().filter(|laid| !laid.is_dense);
        for laid in dense().chain(sparse()) {
            self.add_layer(&laid.bands);
            for steps in [&laid.track.stale, &laid.track.divided, &laid.track.steps] {
                let place = &self.place;
                let is_dense = is_dense(steps, &place.time, place.regions.plot);
                let grain = is_dense.then(|| place.grain());
                self.hits.add_band(laid.track.voice, steps, grain);
            }
        }
        dense().chain(sparse()).for_each(|laid| self.add_layer(&laid.lines));
        tracks.iter().for_each(|laid| self.add_layer(&laid.echoes));
        tracks.iter().for_each(|laid| self.add_layer(&laid.glyphs));
        dense().chain(sparse()).for_each(|laid| self.named.extend_from_slice(&laid.named));
        for laid in tracks {
            laid.hits.iter().for_each(|hit| self.hits.add_glyph(*hit));
            match &laid.taken {
                Taken::Few(rects) => rects.iter().for_each(|rect| self.taken.take(*rect)),
                Taken::Many(cells) => self.taken.join(cells),
            }
        }
    }
}

/// Which marks of a voice lie under which of the others.
#[derive(Clone, Copy)]
pub(super) enum Stratum {
    Bands,
    Lines,
    /// The signs of echoes, which must not hide those of their originals.
    Echoes,
    Glyphs,
}

/// A voice that is being laid out.
pub(super) struct TrackDraft {
    pub place: Place,
    pub is_dense: bool,
    /// What is drawn by pixel columns of what stands.
    pub covered: Option<Columns>,
    pub named: Vec<Named>,
    pub hits: Vec<GlyphHit>,
    pub taken: Vec<Rect>,
    marks: Vec<Mark>,
    /// Bands, lines, echoes and glyphs.
    closed: [Layer; 4],
}

impl TrackDraft {
    fn new(place: &Place) -> TrackDraft {
        TrackDraft {
            place: *place,
            is_dense: false,
            covered: None,
            named: Vec::new(),
            hits: Vec::new(),
            taken: Vec::new(),
            marks: Vec::new(),
            closed: Default::default(),
        }
    }

    fn finish(mut self, track: &Arc<SceneTrack>) -> LaidTrack {
        self.draw_track(track);
        if !self.place.is_miniature {
            self.draw_glyphs(track);
        }
        let taken = if self.taken.len() < MANY {
            Taken::Few(self.taken)
        } else {
            let mut cells = Occupancy::new(self.place.regions.plot);
            self.taken.into_iter().for_each(|rect| cells.take(rect));
            Taken::Many(cells)
        };
        let [bands, lines, echoes, glyphs] = self.closed;
        LaidTrack {
            track: Arc::clone(track),
            is_dense: self.is_dense,
            bands,
            lines,
            echoes,
            glyphs,
            named: self.named,
            hits: self.hits,
            taken,
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

    /// What was pushed since the last becomes this stratum.
    pub fn close(&mut self, stratum: Stratum) {
        let marks = Arc::new(std::mem::take(&mut self.marks));
        let [bands, lines, echoes, glyphs] = &mut self.closed;
        match stratum {
            Stratum::Bands => *bands = marks,
            Stratum::Lines => *lines = marks,
            Stratum::Echoes => *echoes = marks,
            Stratum::Glyphs => *glyphs = marks,
        }
    }
}
