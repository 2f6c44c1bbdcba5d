//! Lanes in which every voice is held against the middle of those that stand on the day: as
//! logarithms of factors, so that twice as much lies as far above as half as much below.

use std::sync::Arc;

use crate::compare::{FactorStep, Factors, Interval, Stretch, factors};

use super::parts::{OpenEnd, SceneStatement, SceneStep, SceneWedge};
use super::track::SceneTrack;

/// No factor is drawn farther from 1 than this, as a logarithm.
const FARTHEST: f64 = 20.0;

/// What of a comparison is held against the middle.
#[derive(Default)]
pub(super) struct Compared<'a> {
    /// Of every member, in the order of their voices in the scene.
    pub members: Vec<&'a [Stretch]>,
    pub counted: Vec<bool>,
    /// Of every lane, what is said together and when it contradicts itself.
    pub groups: Vec<[&'a [Stretch]; 2]>,
}

impl Compared<'_> {
    /// Members and groups against the middle of all members that stand on the day and are counted;
    /// the groups come after the members, each with what it says together and then with the days on
    /// which it contradicts itself.
    pub fn by_factors(&self, is_count: bool) -> Factors {
        let mut all = self.members.clone();
        all.extend(self.groups.iter().flatten());
        let mut counted = self.counted.clone();
        counted.resize(all.len(), false);
        factors(&all, &counted, is_count)
    }
}

/// A member's track by its factors.
pub(super) fn track_by_factors(track: &SceneTrack, told: &Factors) -> SceneTrack {
    let steps = told.steps.get(track.voice).map_or(&[][..], |steps| steps);
    let steps = steps.iter().map(step).collect::<Vec<SceneStep>>();
    let said = |one: &SceneStatement| against(one, told.middle_on(one.day)?);
    let statements: Vec<SceneStatement> = track.statements.iter().filter_map(said).collect();
    SceneTrack::outlined(
        track.voice,
        track.sign,
        track.is_counted,
        [Arc::new(steps.into()), Arc::default(), Arc::default()],
        Vec::new(),
        statements.into(),
    )
}

/// The days of a group by its factors.
pub(super) fn wedges_by_factors(steps: Option<&Vec<FactorStep>>) -> Vec<SceneWedge> {
    steps.into_iter().flatten().map(wedge).collect()
}

fn logarithm(factor: f64) -> f64 {
    if factor <= 0.0 { -FARTHEST } else { factor.ln().clamp(-FARTHEST, FARTHEST) }
}

/// The ends as logarithms; an open end stays open.
fn read(step: &FactorStep) -> Interval {
    let low = logarithm(step.low);
    let ends = match step.high.is_finite() {
        true => Interval::new(low, logarithm(step.high).max(low)),
        false => Interval::at_least(low),
    };
    ends.unwrap_or(Interval::ANY)
}

fn step(step: &FactorStep) -> SceneStep {
    let open = match (step.high.is_finite(), step.low > 0.0) {
        (false, _) => OpenEnd::Above,
        (true, false) => OpenEnd::Below,
        (true, true) => OpenEnd::Neither,
    };
    SceneStep {
        from: step.from,
        until: step.until,
        estimate: step.estimate,
        read: read(step),
        best: None,
        open,
        is_projection: false,
    }
}

fn wedge(step: &FactorStep) -> SceneWedge {
    let read = read(step);
    let (from, until, estimate) = (step.from, step.until, step.estimate);
    SceneWedge { from, until, estimate, read, read_to: read }
}

/// A statement against a middle that is above zero.
fn against(said: &SceneStatement, middle: f64) -> Option<SceneStatement> {
    let factor = |value: f64| logarithm(value / middle);
    (middle > 0.0).then(|| SceneStatement {
        low: factor(said.low),
        high: factor(said.high),
        best: said.best.map(factor),
        ..*said
    })
}
