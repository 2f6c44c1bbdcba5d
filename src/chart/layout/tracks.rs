//! One voice laid out by itself, so that it is laid out again only when it or its place changes.

use std::sync::Arc;

use crate::chart::geometry::Rect;
use crate::chart::hits::GlyphHit;
use crate::chart::marks::Layer;
use crate::chart::scene::SceneTrack;

use super::canvas::{Canvas, Named};
use super::density::is_dense;
use super::draft::TrackDraft;
use super::occupancy::Occupancy;
use super::place::Place;

/// From so many rectangles on, a grid of cells is less to look at.
const MANY: usize = 256;

/// One voice's marks, and what else they are for. It depends on the track and the place alone.
pub(super) struct LaidTrack {
    pub track: Arc<SceneTrack>,
    /// Whether some of it is drawn by pixel columns.
    pub is_dense: bool,
    pub bands: Layer,
    pub lines: Layer,
    echoes: Layer,
    glyphs: Layer,
    named: Vec<Named>,
    hits: Vec<GlyphHit>,
    taken: Taken,
}

impl LaidTrack {
    pub fn new(place: &Place, track: &Arc<SceneTrack>) -> LaidTrack {
        let mut draft = TrackDraft::new(place);
        draft.draw_track(track);
        if !draft.place.is_miniature {
            draft.draw_glyphs(track);
        }
        let taken = if draft.taken.len() < MANY {
            Taken::Few(draft.taken)
        } else {
            let mut cells = Occupancy::new(draft.place.regions.plot);
            draft.taken.into_iter().for_each(|rect| cells.take(rect));
            Taken::Many(cells)
        };
        let [bands, lines, echoes, glyphs] = draft.closed;
        LaidTrack {
            track: Arc::clone(track),
            is_dense: draft.is_dense,
            bands,
            lines,
            echoes,
            glyphs,
            named: draft.named,
            hits: draft.hits,
            taken,
        }
    }
}

/// Where labels may not go.
enum Taken {
    Few(Vec<Rect>),
    Many(Occupancy),
}

impl Canvas {
    /// Dense voices first, then all other bands and all their lines over them.
    pub(super) fn add_bands(&mut self, tracks: &[Arc<LaidTrack>]) {
        self.close_layer();
        let dense = || tracks.iter().filter(|laid| laid.is_dense);
        let sparse = || tracks.iter().filter(|laid| !laid.is_dense);
        for laid in dense().chain(sparse()) {
            self.add_layer(&laid.bands);
            for steps in [&laid.track.stale, &laid.track.divided, &laid.track.steps] {
                let place = &self.place;
                let is_dense = is_dense(steps, &place.time, place.regions.plot);
                let grain = is_dense.then(|| place.grain());
                self.hits.add_band(laid.track.voice, steps, grain, place.sight());
            }
        }
        dense().chain(sparse()).for_each(|laid| self.add_layer(&laid.lines));
        dense().chain(sparse()).for_each(|laid| self.named.extend_from_slice(&laid.named));
    }

    /// All glyphs, those of echoes under the others.
    pub(super) fn add_signs(&mut self, tracks: &[Arc<LaidTrack>]) {
        tracks.iter().for_each(|laid| self.add_layer(&laid.echoes));
        tracks.iter().for_each(|laid| self.add_layer(&laid.glyphs));
        for laid in tracks {
            laid.hits.iter().for_each(|hit| self.hits.add_glyph(*hit));
            match &laid.taken {
                Taken::Few(rects) => rects.iter().for_each(|rect| self.taken.take(*rect)),
                Taken::Many(cells) => self.taken.join(cells),
            }
        }
    }
}
