//! What is to be drawn, in data units: days and values, ids and roles; no pixels and no colours.

mod fan;
mod lane_factors;
mod lanes;
mod made;
mod notes;
mod parts;
mod stated;
mod sums;
mod track;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compare::{Comparison, EstimateRef, Grouping, References, Voice, adjusted};
use crate::estimate::{Bounds, Day, Estimate, Loaded, Note, Overlay, Value};
use crate::words::Words;

use super::scale::Scale;
use super::signs::sign_of_place;
use super::timeline::Timeline;
pub use fan::FanScene;
pub use lanes::{Lane, LaneStrip, Lanes};
use made::{MadeTrack, Unchanged};
use notes::Drawn;
pub use parts::{
    Form, Manner, NoteAbout, NotePlace, OpenEnd, SceneCore, SceneEvent, SceneFlag, SceneGhost,
    SceneNote, SceneSegment, SceneStatement, SceneStep, SceneVoice, SceneWedge,
};
use stated::Stated;
pub(super) use sums::Reach;
pub use track::SceneTrack;
use track::Seen;

/// How much is shown after the last day spoken of, as a share of the days spoken of, and at least,
/// in days.
const TAIL: f64 = 0.04;
const LEAST_TAIL: f64 = 7.0;

/// How a comparison is to be drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct SceneOptions<'a> {
    /// Names of voices that are left out of the drawing. They still count.
    pub hidden: Option<&'a BTreeSet<String>>,
    /// The signs that were chosen for voices, by name; the others have that of their place.
    pub signs: Option<&'a BTreeMap<String, u16>>,
    /// What was adjusted, so that the stated ranges stay visible as ghosts.
    pub overlay: Option<&'a Overlay>,
    /// Whether the interval most voices share is drawn behind the tracks.
    pub core: bool,
    /// All notes of the session, in the order of their numbers.
    pub notes: &'a [Note],
    /// Where each number can be read, if labels are to tell that.
    pub references: Option<&'a Arc<References>>,
}

/// Everything to be drawn, in data units. It changes with the comparison and with what is hidden,
/// not with panning, zooming or size.
#[derive(Clone, Debug)]
pub struct Scene {
    pub voices: Vec<SceneVoice>,
    /// Of the voices that are not hidden, in the comparison's order.
    pub tracks: Vec<Arc<SceneTrack>>,
    /// In order of their days.
    pub flags: Vec<SceneFlag>,
    /// In order of their days.
    pub events: Vec<SceneEvent>,
    pub ghosts: Vec<SceneGhost>,
    /// In order, each at its place in the comparison.
    pub segments: Timeline<SceneSegment>,
    /// The days, the last one not included, of which nobody that counts has said anything yet: from
    /// the day after the last statement on, as far as is asked. As days since 1970-01-01.
    pub unsaid: Option<(i32, i32)>,
    /// In the order of their numbers.
    pub notes: Vec<SceneNote>,
    stated: Stated,
    window: (Option<i32>, Option<i32>),
    by: Grouping,
    /// Of the voices that segments speak of, by their places in the comparison.
    names: Arc<Vec<String>>,
    references: Arc<References>,
    extent: (f64, f64),
    /// What each of the tracks was made from.
    made: Vec<Arc<MadeTrack>>,
    key: SceneKey,
}

/// By which it is known whether a scene is another one: two scenes that were made apart never have
/// the same, and a scene that is changed afterwards by hand keeps its own.
#[derive(Clone, Debug, Default)]
pub struct SceneKey(Arc<()>);

impl PartialEq for SceneKey {
    fn eq(&self, other: &SceneKey) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Scene {
    /// What `comparison` of `files` looks like. `files` are those that were compared.
    #[must_use]
    pub fn new(files: &[Loaded], comparison: &Comparison, options: &SceneOptions) -> Scene {
        let scene = Scene::empty(files, comparison, options);
        scene.with_tracks(comparison, &Unchanged::none()).with_notes(comparison, options.notes)
    }

    /// The same as [`Scene::new`], for less where this scene is of a comparison that shares tracks
    /// with `comparison`: what was drawn of a voice whose track is the same, with no adjustment of
    /// its estimates changed, is shared with this scene.
    #[must_use]
    pub fn again(
        &self,
        files: &[Loaded],
        comparison: &Comparison,
        options: &SceneOptions,
    ) -> Scene {
        let scene = Scene::empty(files, comparison, options);
        let unchanged = Unchanged::between(&self.stated, &scene.stated, &self.made);
        scene.with_tracks(comparison, &unchanged).with_notes(comparison, options.notes)
    }

    /// The same with these notes instead.
    #[must_use]
    pub fn with_notes(mut self, comparison: &Comparison, notes: &[Note]) -> Scene {
        self.place_notes(comparison, notes, false);
        self
    }

    fn place_notes(&mut self, comparison: &Comparison, notes: &[Note], are_members: bool) {
        let (stated, tracks, flags) = (&self.stated, &self.tracks[..], &self.flags[..]);
        let drawn = Drawn { stated, tracks, flags, are_members };
        self.notes = drawn.place_notes(comparison, notes);
        self.key = SceneKey::default();
    }

    /// By which it is known whether this is the same scene: cheap to keep and to compare.
    #[must_use]
    pub fn key(&self) -> &SceneKey {
        &self.key
    }

    /// A scene of tracks that come from no files, to measure by: of a crowd larger than a session
    /// may hold. Segments stand at their own places.
    #[must_use]
    pub fn of_tracks(
        names: &[String],
        tracks: Vec<SceneTrack>,
        segments: Vec<SceneSegment>,
    ) -> Scene {
        let voice = |(place, name): (usize, &String)| SceneVoice {
            name: name.clone(),
            is_hidden: false,
            made: None,
            sign: sign_of_place(place),
        };
        let mut scene = Scene {
            voices: names.iter().enumerate().map(voice).collect(),
            tracks: tracks.into_iter().map(Arc::new).collect(),
            flags: Vec::new(),
            events: Vec::new(),
            ghosts: Vec::new(),
            notes: Vec::new(),
            segments: segments.into(),
            unsaid: None,
            stated: Stated::default(),
            window: (None, None),
            by: Grouping::Label,
            names: Arc::new(names.to_vec()),
            references: Arc::default(),
            extent: (0.0, 1.0),
            made: Vec::new(),
            key: SceneKey::default(),
        };
        scene.extent = scene.days_to_show();
        scene
    }

    /// Everything but the tracks and what comes with them.
    fn empty(files: &[Loaded], comparison: &Comparison, options: &SceneOptions) -> Scene {
        let question = &comparison.question;
        let is_hidden = |name: &String| options.hidden.is_some_and(|hidden| hidden.contains(name));
        let signs = options.signs;
        let sign = |place, name: &String| {
            let chosen = signs.and_then(|signs| signs.get(name)).copied();
            chosen.unwrap_or_else(|| sign_of_place(place))
        };
        let voices = comparison.voices.iter().enumerate();
        let segments = comparison.segments.iter().enumerate();
        Scene {
            voices: voices
                .map(|(place, Voice { name, other, .. })| SceneVoice {
                    name: name.clone(),
                    is_hidden: is_hidden(name),
                    sign: sign(place, name),
                    made: other.as_ref().and_then(|other| other.made),
                })
                .collect(),
            tracks: Vec::with_capacity(comparison.tracks.len()),
            flags: Vec::new(),
            events: events_of(files),
            ghosts: Vec::new(),
            notes: Vec::new(),
            segments: segments
                .map(|(place, segment)| SceneSegment::new(place, segment, options.core))
                .collect::<Vec<SceneSegment>>()
                .into(),
            unsaid: unsaid(files, comparison),
            stated: Stated {
                files: files.to_vec(),
                adjusted: options
                    .overlay
                    .map(|overlay| adjusted(files, overlay, question))
                    .unwrap_or_default(),
                projections: question.projections,
                about: question.about,
            },
            window: (question.from.map(Day::number), question.to.map(|day| day.number() + 1)),
            by: question.by,
            names: Arc::new(comparison.voices.iter().map(|voice| voice.name.clone()).collect()),
            references: options.references.cloned().unwrap_or_default(),
            extent: (0.0, 1.0),
            made: Vec::with_capacity(comparison.tracks.len()),
            key: SceneKey::default(),
        }
    }

    fn with_tracks(mut self, comparison: &Comparison, unchanged: &Unchanged) -> Scene {
        for track in &comparison.tracks {
            if self.voices.get(track.voice).is_some_and(|voice| !voice.is_hidden) {
                let voice = comparison.voices.get(track.voice);
                let is_counted = voice.is_some_and(Voice::is_counted);
                let sign = self.sign(track.voice);
                let made = unchanged
                    .made_from(track, is_counted, sign)
                    .unwrap_or_else(|| Arc::new(self.stated.made_track(track, is_counted, sign)));
                self.tracks.push(Arc::clone(&made.track));
                self.flags.extend_from_slice(&made.flags);
                self.ghosts.extend_from_slice(&made.ghosts);
                self.made.push(made);
            }
        }
        self.flags.sort_by_key(|flag| (flag.day, flag.voice, flag.estimate));
        self.extent = self.days_to_show();
        self
    }

    /// What a voice is called in the comparison; in a scene of members that is their group.
    pub(super) fn name_in_comparison(&self, voice: usize) -> Option<&str> {
        self.names.get(voice).map(String::as_str)
    }

    /// The number of a voice's role.
    #[must_use]
    pub fn sign(&self, voice: usize) -> u16 {
        self.voices.get(voice).map_or_else(|| sign_of_place(voice), |voice| voice.sign)
    }

    /// Where what is drawn can be read; empty where labels do not tell that.
    #[must_use]
    pub fn references(&self) -> &References {
        &self.references
    }

    /// The estimate behind a reference, as stated.
    #[must_use]
    pub fn estimate(&self, reference: EstimateRef) -> Option<Estimate<'_>> {
        self.stated.estimate(reference)
    }

    /// The as of and the bounds that hold for an estimate, adjusted or stated; none if it has no
    /// number or its voice is hidden.
    #[must_use]
    pub fn drawn_bounds(&self, reference: EstimateRef) -> Option<(Day, Bounds)> {
        let estimate = self.estimate(reference)?;
        let bounds = self.stated.bounds(reference, &estimate)?;
        let as_of = self.stated.clocks(reference, &estimate).as_of();
        self.voice_of(reference).map(|_| (as_of.to(), bounds))
    }

    /// The voice as which an estimate is drawn; none if it is not, or hidden.
    #[must_use]
    pub fn voice_of(&self, reference: EstimateRef) -> Option<usize> {
        let made = self.made.iter().find(|made| made.is_of(reference))?;
        Some(made.track.voice)
    }

    /// What stands beside a step's line: the voice's name and the value, `ROK NIS > 3,000`.
    #[must_use]
    pub fn step_label(&self, voice: usize, step: &SceneStep, words: Words) -> String {
        let (name, value) = self.label_parts(voice, step, words);
        format!("{name} {value}")
    }

    /// The name and the value of which a step's label is made.
    pub(super) fn label_parts(
        &self,
        voice: usize,
        step: &SceneStep,
        words: Words,
    ) -> (&str, String) {
        let voice = self.voices.get(voice);
        let name = voice.map_or("", |voice| voice.name.as_str());
        if voice.is_some_and(|voice| voice.made.is_some()) {
            let made =
                step.best.map_or_else(|| words.interval(step.read), |best| words.amount(best));
            return (name, made);
        }
        let is_one_source = self.by.is_of_sources();
        let bounds = self.stated.bounds_behind(step.estimate).filter(|_| is_one_source);
        let value =
            bounds.map_or_else(|| words.interval(step.read), |bounds| words.short_bounds(&bounds));
        // What several say together is not said in one place.
        match self.references.number(step.estimate).filter(|_| is_one_source) {
            Some(number) => (name, format!("{value} {}", words.cited(&[number]))),
            None => (name, value),
        }
    }

    /// What a flag says: the source's own words, or the direction in ours.
    #[must_use]
    pub fn flag_text(&self, flag: &SceneFlag) -> String {
        let Some(estimate) = self.estimate(flag.estimate) else { return String::new() };
        match estimate.value() {
            Value::Direction(direction) => direction.words().to_owned(),
            Value::Bounds(_) | Value::Vague | Value::Share => {
                estimate.wording().unwrap_or("no number").to_owned()
            }
        }
    }

    /// The days that a first look shows: from a little before the first day spoken of to a short
    /// tail after the last, whatever stands for how long after that; the question's days where it
    /// names some.
    #[must_use]
    pub fn time_extent(&self) -> (f64, f64) {
        self.extent
    }

    fn days_to_show(&self) -> (f64, f64) {
        let (mut first, mut last) = (i32::MAX, i32::MIN);
        let mut cover = |from: i32, to: i32| {
            first = first.min(from);
            last = last.max(to);
        };
        for track in &self.tracks {
            let (from, to) = track.outline.days;
            cover(from, to);
        }
        for flag in &self.flags {
            cover(flag.day, flag.day + 1);
        }
        if first > last {
            (first, last) = (19_000, 20_000);
        }
        let (first, last) = (f64::from(first), f64::from(last));
        let span = last - first;
        let before = (span * 0.03).max(3.0);
        let after = (span * TAIL).max(LEAST_TAIL);
        let from = self.window.0.map_or(first - before, f64::from);
        let to = self.window.1.map_or(last + after, f64::from);
        if from < to { (from, to) } else { (from, from + 1.0) }
    }

    /// The values that a first look at these days shows, with some room; from zero where linear.
    #[must_use]
    pub fn value_extent(&self, window: (f64, f64), scale: Scale) -> (f64, f64) {
        let seen = self.finite_values(window);
        if seen.low > seen.high {
            return if scale == Scale::Log { (1.0, 1000.0) } else { (0.0, 100.0) };
        }
        let (low, high) = (seen.low, seen.high);
        match scale {
            Scale::Linear => {
                let span = high.max(0.0) - low.min(0.0);
                let room = if span > 0.0 { span } else { 1.0 } * seen.head_room;
                let bottom = if low < 0.0 { low - room } else { 0.0 };
                (bottom, high.max(0.0) + room)
            }
            Scale::Log => {
                let bottom = if low < 1.0 { 0.0 } else { (low / 2.0).max(1.0) };
                (bottom, (high * (1.0 + seen.head_room * 6.0)).max(10.0))
            }
        }
    }

    /// The values that are drawn on these days and no more than a little room around them.
    #[must_use]
    pub fn tight_value_extent(&self, window: (f64, f64)) -> (f64, f64) {
        let (bottom, top) = self.value_extent(window, Scale::Linear);
        let seen = self.finite_values(window);
        if seen.low > seen.high {
            return (bottom, top);
        }
        let span = seen.high - seen.low;
        let room = if span > 0.0 { span * 0.06 } else { (seen.high.abs() * 0.05).max(1.0) };
        // Nothing that is counted is below zero.
        let low = if seen.low < 0.0 { seen.low - room } else { (seen.low - room).max(0.0) };
        (low, seen.high + room.max(span * seen.head_room))
    }

    /// The last day of which a statement speaks, with a number or without.
    #[must_use]
    pub fn last_day_spoken_of(&self) -> Option<i32> {
        let numbers = self.tracks.iter().filter_map(|track| track.statements.last());
        let last_number = numbers.map(|statement| statement.day).max();
        last_number.max(self.flags.last().map(|flag| flag.day))
    }

    /// The least and the greatest value that are drawn on these days; none where nothing is.
    #[must_use]
    pub fn values_seen(&self, days: (f64, f64)) -> Option<(f64, f64)> {
        let seen = self.finite_values(days);
        (seen.low <= seen.high).then_some((seen.low, seen.high))
    }

    fn finite_values(&self, (from, to): (f64, f64)) -> Seen {
        let mut seen = Seen::default();
        for track in &self.tracks {
            match track.outline.values_if_all_within((from, to)) {
                Some(all) => seen.join(all),
                None => track.see_values((from, to), &mut seen),
            }
        }
        seen
    }
}

/// From when until when nothing is said, of what is asked.
fn unsaid(files: &[Loaded], comparison: &Comparison) -> Option<(i32, i32)> {
    let from = comparison.last_day_spoken_of(files)?.number().saturating_add(1);
    let until = comparison.question.to.map_or(i32::MAX, |to| to.number().saturating_add(1));
    (from < until).then_some((from, until))
}

fn events_of(files: &[Loaded]) -> Vec<SceneEvent> {
    let mut events: Vec<SceneEvent> = files
        .iter()
        .flat_map(|file| file.ledger.events())
        .map(|event| SceneEvent { day: event.date.number(), event: event.clone() })
        .collect();
    events.sort_by(|a, b| (a.day, &a.event.label).cmp(&(b.day, &b.event.label)));
    events.dedup_by(|a, b| a.day == b.day && a.event.label == b.event.label);
    events
}
