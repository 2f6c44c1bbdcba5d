//! Where an analyst's notes have their place in a scene.

use crate::compare::{Comparison, EstimateRef};
use crate::estimate::{Anchor, EstimateId, Note};

use super::scene::{Scene, SceneStatement, SceneTrack};

/// What a note is about, in data units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NotePlace {
    /// Days since 1970-01-01.
    Day(i32),
    /// From a day to another, both included.
    Days(i32, i32),
    Value(f64),
    /// An estimate that is drawn: its as of, and the value of its sign if it has a number.
    Estimate {
        day: i32,
        value: Option<f64>,
    },
    /// A voice that is drawn, and the first day of which it speaks.
    Voice {
        voice: usize,
        day: i32,
    },
}

/// A note that is drawn as a numbered pin.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneNote {
    /// Its place among all notes of the session, counted from 1.
    pub number: usize,
    pub place: NotePlace,
    /// The day, period, number, estimate or source in words.
    pub about: String,
    pub text: String,
    pub author: Option<String>,
}

impl Scene {
    /// Those of the notes that are about what is drawn here, with their numbers among all.
    pub(super) fn place_notes(&self, comparison: &Comparison, notes: &[Note]) -> Vec<SceneNote> {
        let placed = notes.iter().zip(1..).filter_map(|(note, number)| {
            let (place, about) = self.place_of(comparison, &note.anchor)?;
            let (text, author) = (note.text.clone(), note.author.clone());
            Some(SceneNote { number, place, about, text, author })
        });
        placed.collect()
    }

    fn place_of(&self, comparison: &Comparison, anchor: &Anchor) -> Option<(NotePlace, String)> {
        let place = match anchor {
            Anchor::Date(day) => NotePlace::Day(day.number()),
            Anchor::Period(from, to) => NotePlace::Days(from.number(), to.number()),
            Anchor::Value(value, measure) => {
                (*measure == comparison.measure).then_some(NotePlace::Value(*value))?
            }
            Anchor::Estimate(id) => return self.place_of_estimate(id),
            Anchor::Source(label) => {
                let has_label = |of: &str| of == label;
                let voice = comparison
                    .voices
                    .iter()
                    .position(|voice| voice.labels.iter().any(|of| has_label(of)))?;
                let track = self.tracks.iter().find(|track| track.voice == voice)?;
                let flag = self.flags.iter().find(|flag| flag.voice == voice);
                let number = track.statements.iter().next().map(|statement| statement.day);
                let day = number.into_iter().chain(flag.map(|flag| flag.day)).min()?;
                NotePlace::Voice { voice, day }
            }
        };
        Some((place, anchor.words()))
    }

    fn place_of_estimate(&self, id: &EstimateId) -> Option<(NotePlace, String)> {
        let file = self.files.iter().position(|file| file.slot == id.file)?;
        let estimate = self.files.get(file)?.find(id)?;
        let reference = EstimateRef { file: u16::try_from(file).ok()?, row: estimate.index() };
        let as_of = self.clocks(reference, &estimate).as_of();
        let day = as_of.to().number();
        let about = format!("{}, {}", estimate.label(), as_of.spoken());
        if self.flags.iter().any(|flag| flag.estimate == reference) {
            return Some((NotePlace::Estimate { day, value: None }, about));
        }
        let value = self.tracks.iter().find_map(|track| sign_of(track, reference, day))?;
        Some((NotePlace::Estimate { day, value: Some(value) }, about))
    }
}

/// The value of an estimate's sign in a track, if it is one of its statements.
fn sign_of(track: &SceneTrack, reference: EstimateRef, day: i32) -> Option<f64> {
    let start = track.statements.partition_point(|statement| statement.day < day);
    let of_the_day = track.statements.iter().skip(start).take_while(|one| one.day == day);
    let mut found = of_the_day.filter(|statement| statement.estimate == reference);
    found.next().map(SceneStatement::anchor)
}
