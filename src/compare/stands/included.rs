//! Measures that are drawn and compared with the one asked about because somebody asked for them by
//! name.
//!
//! Whoever speaks on such a measure alone is a further voice, marked with what it is about: "ROK
//! NIS (killed only)". It counts, as that is what was asked for, and the answer is mixed. Whoever
//! speaks on the measure asked about speaks by that: what it says of the other is drawn and not
//! counted, so that nobody counts twice. Increments beside totals, or the other way round, are
//! brought to the measure asked about, which is a track derived from them: drawn, never counted.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::at_once::said_at_once;
use super::derived::{self, Derived};
use super::statements::{Entry, Manner, Reader};
use super::voice_tracks::voice_track;
use crate::compare::speaks::dated::Dated;
use crate::compare::speaks::laid::AllLaid;
use crate::compare::speaks::roster::Roster;
use crate::compare::{Comparison, NotCountedWhy, OtherMeasure, Question, Track, Voice};
use crate::estimate::{Basis, Day, Measure};

/// What is needed to read the statements on any measure.
pub(in crate::compare) struct Including<'a> {
    pub(in crate::compare) dated: Dated<'a>,
    pub(in crate::compare) laid: &'a AllLaid<'a>,
    pub(in crate::compare) question: &'a Question,
    pub(in crate::compare) manner: Manner,
}

impl Including<'_> {
    /// Adds the voices on the included measures and their tracks to those on the measure asked
    /// about, after them and in the order in which they are included.
    pub(in crate::compare) fn add(&self, voices: &mut Vec<Voice>, tracks: &mut Vec<Arc<Track>>) {
        let own = voices.iter().filter(|voice| voice.is_counted());
        let mut speaking: BTreeSet<String> = own.map(|voice| voice.name.clone()).collect();
        let mut seen = BTreeSet::from([&self.question.measure]);
        for measure in &self.question.include {
            if seen.insert(measure) {
                self.add_measure(measure, &mut speaking, voices, tracks);
            }
        }
    }

    fn add_measure(
        &self,
        measure: &Measure,
        speaking: &mut BTreeSet<String>,
        voices: &mut Vec<Voice>,
        tracks: &mut Vec<Arc<Track>>,
    ) {
        let asked =
            Question { measure: measure.clone(), include: Vec::new(), ..self.question.clone() };
        let roster = Roster::new(self.dated.files, self.laid, &asked);
        let reader = Reader {
            dated: self.dated,
            laid: self.laid,
            roster: &roster,
            question: &asked,
            manner: self.manner,
        };
        let is_derived = is_derived_from(&self.question.measure, measure);
        let periods = if is_derived { self.periods() } else { Vec::new() };
        let mut entries = Vec::new();
        for (place, (voice, members)) in roster.voices.iter().enumerate() {
            let mut other = OtherMeasure {
                measure: measure.clone(),
                words: measure.told_apart_from(&self.question.measure),
                made: None,
                is_beside: is_derived || speaking.contains(&voice.name),
            };
            let mut track = if is_derived {
                let mut all = Vec::new();
                for member in members {
                    reader.read_member(*member, &mut entries);
                    let counts = |entry: &Entry| entry.why.is_none();
                    let said = said_at_once(&entries, counts);
                    all.extend(said.iter().copied().filter(counts));
                }
                let stale_after_days =
                    self.question.staleness.days_for(self.question.measure.basis);
                let basis = self.question.measure.basis;
                let derived = derived::track(self.dated, basis, &all, &periods, stale_after_days);
                let Some(Derived { stretches, made }) = derived else { continue };
                other.made = Some(made);
                Track { voice: place, stretches, ..Track::default() }
            } else {
                voice_track(&reader, place, &mut entries)
            };
            track.voice = voices.len();
            if other.is_beside {
                for (_, why) in &mut track.statements {
                    why.get_or_insert(NotCountedWhy::OtherMeasure);
                }
            }
            let name = format!("{} ({})", voice.name, other.words);
            if voice.is_counted() && !is_derived {
                speaking.insert(voice.name.clone());
            }
            voices.push(Voice { name, other: Some(other), ..voice.clone() });
            tracks.push(Arc::new(track));
        }
    }

    /// The periods of which anybody states an increment on the measure asked about, in order.
    fn periods(&self) -> Vec<(Day, Day)> {
        if self.question.measure.basis != Basis::Increment {
            return Vec::new();
        }
        let roster = Roster::new(self.dated.files, self.laid, self.question);
        let reader = Reader {
            dated: self.dated,
            laid: self.laid,
            roster: &roster,
            question: self.question,
            manner: self.manner,
        };
        let (mut entries, mut periods) = (Vec::new(), BTreeSet::new());
        for member in roster.voices.iter().flat_map(|(_, members)| members) {
            reader.read_member(*member, &mut entries);
            periods.extend(entries.iter().map(|entry| self.dated.period(entry.at)));
        }
        periods.into_iter().collect()
    }
}

/// Whether what is stated on one measure can be brought to the other: increments to a total so far
/// of the same thing, or back.
fn is_derived_from(asked: &Measure, included: &Measure) -> bool {
    let is_same_thing = Measure { basis: included.basis, ..asked.clone() } == *included;
    let bases = (asked.basis, included.basis);
    let is_other_way = matches!(
        bases,
        (Basis::Cumulative, Basis::Increment) | (Basis::Increment, Basis::Cumulative)
    );
    is_same_thing && is_other_way
}

impl Comparison {
    /// In which ways the other measures that were included are others, in alphabetical order.
    #[must_use]
    pub fn mixed_with(&self) -> BTreeSet<&str> {
        let others = self.voices.iter().filter_map(|voice| voice.other.as_ref());
        others.map(|other| other.words.as_str()).collect()
    }

    /// Those of these voices that speak of another measure than the one asked about: what they are
    /// compared with is mixed.
    #[must_use]
    pub fn of_other_measures(&self, voices: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let is_other =
            |voice: &usize| self.voices.get(*voice).is_some_and(|voice| voice.other.is_some());
        voices.into_iter().filter(is_other).collect()
    }

    /// Whether a voice of another measure is counted on any of these days; none for an open end.
    #[must_use]
    pub fn is_mixed_between(&self, from: Option<Day>, to: Option<Day>) -> bool {
        let others = self.voices.iter().zip(&self.tracks);
        let mut others = others.filter(|(voice, _)| voice.other.is_some() && voice.is_counted());
        others.any(|(_, track)| {
            track.compared().iter().any(|stretch| {
                to.is_none_or(|to| stretch.from <= to)
                    && from.is_none_or(|from| stretch.to.is_none_or(|end| from <= end))
            })
        })
    }
}
