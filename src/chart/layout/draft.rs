//! One voice in the making.

use std::sync::Arc;

use crate::chart::geometry::Rect;
use crate::chart::hits::GlyphHit;
use crate::chart::marks::{Layer, Mark, MarkId, MarkKind, Part};
use crate::chart::roles::Role;

use super::canvas::Named;
use super::columns::Columns;
use super::place::Place;

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
    pub closed: [Layer; 4],
}

impl TrackDraft {
    pub fn new(place: &Place) -> TrackDraft {
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
