//! What the rows show of the comparison's tracks: made again only when a track is another.

use std::collections::HashMap;
use std::sync::Arc;

use crate::compare::{EstimateRef, Track};
use crate::estimate::{Directory, Method};

use super::super::cx::Cx;

#[derive(Default)]
pub(super) struct SourceRows {
    made_from: Vec<Arc<Track>>,
    /// By the place of the voice.
    voices: Vec<SourceRow>,
    other_echoes: Vec<EstimateRef>,
}

#[derive(Clone, Default)]
struct SourceRow {
    statements: usize,
    /// It says something itself, and not only through others.
    has_own: bool,
    /// Of what it said first.
    echoes: Vec<EstimateRef>,
}

impl SourceRows {
    /// Brings the rows up to the comparison.
    pub fn follow(&mut self, cx: &Cx<'_>) {
        let Some(comparison) = cx.comparison() else { return };
        let tracks = &comparison.tracks;
        let is_same = |(one, other): (&Arc<Track>, &Arc<Track>)| Arc::ptr_eq(one, other);
        if self.made_from.len() == tracks.len() && self.made_from.iter().zip(tracks).all(is_same) {
            return;
        }
        self.made_from.clone_from(tracks);
        self.voices = vec![SourceRow::default(); comparison.voices.len()];
        self.other_echoes.clear();
        for (track, echoes) in cx.echoes_by_track() {
            if let Some(row) = self.voices.get_mut(track.voice) {
                row.statements = track.statements.len();
                row.has_own = row.statements > echoes.len();
            }
        }
        let by = comparison.question.by;
        let mut voice_of: HashMap<(&str, Option<Method>), usize> = HashMap::new();
        for (place, voice) in comparison.voices.iter().enumerate() {
            let method = by.counted_method(|| voice.methods.first().copied());
            voice_of.extend(voice.labels.iter().map(|label| ((&label[..], method), place)));
        }
        for echo in cx.echoes() {
            let original = cx.estimate(echo).and_then(|(_, echo)| echo.original());
            let voice = original.and_then(|original| {
                let method = by.counted_method(|| Directory::shipped().method_of(original));
                voice_of.get(&(original.label(), method)).copied()
            });
            match voice.and_then(|voice| self.voices.get_mut(voice)).filter(|row| row.has_own) {
                Some(row) => row.echoes.push(echo),
                None => self.other_echoes.push(echo),
            }
        }
    }

    pub fn has_own(&self, voice: usize) -> bool {
        self.voices.get(voice).is_some_and(|row| row.has_own)
    }

    pub fn statements(&self, voice: usize) -> usize {
        self.voices.get(voice).map_or(0, |row| row.statements)
    }

    pub fn echoes_of(&self, voice: usize) -> &[EstimateRef] {
        self.voices.get(voice).map_or(&[], |row| &row.echoes)
    }

    /// Of what none says that is listed here.
    pub fn other_echoes(&self) -> &[EstimateRef] {
        &self.other_echoes
    }
}
