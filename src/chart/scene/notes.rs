//! Where an analyst's notes have their place in a scene.

use std::sync::Arc;

use crate::compare::{Comparison, EstimateRef, Voice};
use crate::estimate::{Anchor, EstimateId, Note};

use super::parts::{NoteAbout, NotePlace, SceneFlag, SceneNote, SceneStatement};
use super::stated::Stated;
use super::track::SceneTrack;

/// What is drawn, for notes to have their place in.
pub struct Drawn<'a> {
    pub stated: &'a Stated,
    pub tracks: &'a [Arc<SceneTrack>],
    pub flags: &'a [SceneFlag],
    /// Whether tracks are of members of the comparison's voices.
    pub are_members: bool,
}

impl Drawn<'_> {
    /// Those of the notes that are about what is drawn here, with their numbers among all.
    pub fn place_notes(&self, comparison: &Comparison, notes: &[Note]) -> Vec<SceneNote> {
        let placed = notes.iter().zip(1..).filter_map(|(note, number)| {
            let (place, about) = self.place_of(comparison, &note.anchor)?;
            let (text, author) = (note.text.clone(), note.author.clone());
            Some(SceneNote { number, place, about, text, author })
        });
        placed.collect()
    }

    fn place_of(&self, comparison: &Comparison, anchor: &Anchor) -> Option<(NotePlace, NoteAbout)> {
        let place = match anchor {
            Anchor::Date(day) => NotePlace::Day(day.number()),
            Anchor::Period(from, to) => NotePlace::Days(from.number(), to.number()),
            Anchor::Value(value, measure) => {
                (*measure == comparison.measure).then_some(NotePlace::Value(*value))?
            }
            Anchor::Estimate(id) => return self.place_of_estimate(id),
            Anchor::Source(label) => {
                let track = self.track_of_label(comparison, label)?;
                let voice = track.voice;
                let flag = self.flags.iter().find(|flag| flag.voice == voice);
                let number = track.statements.iter().next().map(|statement| statement.day);
                let day = number.into_iter().chain(flag.map(|flag| flag.day)).min()?;
                NotePlace::Voice { voice, day }
            }
        };
        Some((place, NoteAbout::Anchor(anchor.clone())))
    }

    /// The track of the source with this label.
    fn track_of_label(&self, comparison: &Comparison, label: &str) -> Option<&SceneTrack> {
        let mut tracks = self.tracks.iter().map(|track| &**track);
        if self.are_members {
            let is_its = |statement: &SceneStatement| {
                let estimate = self.stated.estimate(statement.estimate);
                estimate.is_some_and(|estimate| estimate.label() == label)
            };
            return tracks.find(|track| track.statements.iter().any(is_its));
        }
        let has_label = |voice: &Voice| voice.labels.iter().any(|of| of == label);
        let voice = comparison.voices.iter().position(has_label)?;
        tracks.find(|track| track.voice == voice)
    }

    fn place_of_estimate(&self, id: &EstimateId) -> Option<(NotePlace, NoteAbout)> {
        let file = self.stated.files.iter().position(|file| file.slot == id.file)?;
        let estimate = self.stated.files.get(file)?.find(id)?;
        let reference = EstimateRef { file: u16::try_from(file).ok()?, row: estimate.index() };
        let as_of = self.stated.clocks(reference, &estimate).as_of();
        let day = as_of.to().number();
        let about = NoteAbout::Estimate { label: estimate.label().to_owned(), as_of };
        if let Some(flag) = self.flags.iter().find(|flag| flag.estimate == reference) {
            return Some((NotePlace::Estimate { voice: flag.voice, day, value: None }, about));
        }
        let signed = |track: &Arc<SceneTrack>| Some((track.voice, sign_of(track, reference, day)?));
        let (voice, value) = self.tracks.iter().find_map(signed)?;
        Some((NotePlace::Estimate { voice, day, value: Some(value) }, about))
    }
}

/// The value of an estimate's sign in a track, if it is one of its statements.
fn sign_of(track: &SceneTrack, reference: EstimateRef, day: i32) -> Option<f64> {
    let start = track.statements.partition_point(|statement| statement.day < day);
    let of_the_day = track.statements.iter().skip(start).take_while(|one| one.day == day);
    let mut found = of_the_day.filter(|statement| statement.estimate == reference);
    found.next().map(SceneStatement::anchor)
}
