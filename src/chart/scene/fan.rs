//! What was said of one day, by the days on which it was said: every source's numbers one after the
//! other, each as long as it was the last.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::made::{form, open_end, statement};
use super::parts::{Form, Manner, SceneStep, SceneVoice};
use super::stated::Stated;
use super::track::SceneTrack;
use super::{Scene, sign_of_place};
use crate::chart::timeline::Timeline;
use crate::compare::{Comparison, EstimateRef, Fan, FanLine, Telling};
use crate::estimate::Loaded;

/// Before the first day of saying and after the last, as a share of the days between; what was said
/// last holds on and is named there.
const ROOM_BEFORE: f64 = 0.06;
const ROOM_AFTER: f64 = 0.35;
/// At least so many days.
const LEAST_ROOM_DAYS: f64 = 3.0;

/// A [`Fan`] in data units: days are those of saying.
#[derive(Clone, Debug)]
pub struct FanScene {
    pub scene: Scene,
    /// From a little before the first day of saying to a while after the last.
    pub days: (f64, f64),
    /// The values of all that was said, with a little room around them.
    pub values: (f64, f64),
}

impl FanScene {
    /// What a fan looks like. `all` are the compared files and after them the earlier copies, `signs`
    /// those that were chosen for sources.
    #[must_use]
    pub fn new(
        fan: &Fan,
        comparison: &Comparison,
        all: &[Loaded],
        signs: &BTreeMap<String, u16>,
    ) -> FanScene {
        let mut scene = Scene::of_tracks(&[], Vec::new(), Vec::new());
        scene.by = comparison.question.by;
        scene.stated =
            Stated { files: all.to_vec(), about: comparison.question.about, ..Stated::default() };
        let place = |name: &str| comparison.sources.iter().position(|source| source == name);
        for (voice, line) in fan.lines.iter().enumerate() {
            let name = line.name.clone();
            let own = || sign_of_place(place(&name).unwrap_or(line.voice));
            let sign = signs.get(&name).copied().unwrap_or_else(own);
            scene.tracks.push(Arc::new(track(voice, sign, line)));
            scene.voices.push(SceneVoice { name, is_hidden: false, sign, made: None });
        }
        scene.extent = days_of_saying(fan);
        let days = scene.extent;
        let values = scene.tight_value_extent(days);
        FanScene { scene, days, values }
    }
}

fn days_of_saying(fan: &Fan) -> (f64, f64) {
    let said = || fan.lines.iter().flat_map(|line| &line.told).map(|one| one.said.number());
    let (Some(first), Some(last)) = (said().min(), said().max()) else { return (0.0, 1.0) };
    let (first, last) = (f64::from(first), f64::from(last));
    let room = |share: f64| ((last - first) * share).max(LEAST_ROOM_DAYS);
    (first - room(ROOM_BEFORE), last + room(ROOM_AFTER))
}

fn track(voice: usize, sign: u16, line: &FanLine) -> SceneTrack {
    let ends = line.told.iter().skip(1).map(|next| next.said.number()).chain([i32::MAX]);
    // Of what was said on one day the last holds on.
    let steps = line.told.iter().zip(ends).map(|(one, until)| step(one, until));
    let steps: Vec<SceneStep> = steps.filter(|step| step.from < step.until).collect();
    let statements = line.told.iter().map(|one| {
        let day = one.said.number();
        statement(one.estimate, day, day, Manner::Counted, &one.bounds)
    });
    let statements: Timeline<_> = statements.collect::<Vec<_>>().into();
    let steps = [Arc::new(steps.into()), Arc::default(), Arc::default()];
    SceneTrack::outlined(voice, sign, true, steps, Vec::new(), statements)
}

fn step(one: &Telling, until: i32) -> SceneStep {
    SceneStep {
        from: one.said.number(),
        until,
        estimate: one.estimate,
        read: one.read,
        best: one.bounds.best(),
        open: open_end(one.read, form(&one.bounds) == Form::AtMost),
        is_projection: false,
    }
}

impl FanScene {
    /// The line and the telling of an estimate.
    #[must_use]
    pub fn telling<'a>(fan: &'a Fan, of: EstimateRef) -> Option<(&'a FanLine, &'a Telling)> {
        let told = |line: &'a FanLine| Some((line, line.told.iter().find(|t| t.estimate == of)?));
        fan.lines.iter().find_map(told)
    }
}
