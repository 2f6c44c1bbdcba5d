//! Lanes in which every voice is held against the middle of those that stand on the day: as
//! logarithms of factors, so that twice as much lies as far above as half as much below.

use std::sync::Arc;

use crate::compare::{Comparison, FactorStep, Interval, Stretch, Track, Voice, factors};

use super::lanes::{Lanes, MemberOf};
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

impl<'a> Compared<'a> {
    pub fn add_member(&mut self, of: MemberOf<'a>, voice: &Voice) {
        self.members.push(match of {
            MemberOf::All(track) => track.compared(),
            MemberOf::Part(member) => member.compared(),
        });
        self.counted.push(voice.is_counted());
    }

    pub fn add_group(&mut self, track: Option<&'a Arc<Track>>) {
        let days = track.map(|track| [track.compared(), &track.divided[..]]);
        self.groups.push(days.unwrap_or_default());
    }
}

impl Lanes {
    /// The same by factors from the middle of all members that stand on the day, and are counted.
    pub(super) fn by_factors(mut self, comparison: &Comparison, compared: &Compared<'_>) -> Lanes {
        let mut all = compared.members.clone();
        all.extend(compared.groups.iter().flatten());
        let mut counted = compared.counted.clone();
        counted.resize(all.len(), false);
        let told = factors(&all, &counted, comparison.measure.is_count());
        for track in &mut self.scene.tracks {
            let steps = told.steps.get(track.voice).map_or(&[][..], |steps| steps);
            let said = |one: &SceneStatement| against(one, told.middle_on(one.day)?);
            let steps = steps.iter().map(step).collect::<Vec<SceneStep>>();
            *track = Arc::new(SceneTrack::outlined(
                track.voice,
                track.sign,
                track.is_counted,
                [Arc::new(steps.into()), Arc::default(), Arc::default()],
                Vec::new(),
                track.statements.iter().filter_map(said).collect::<Vec<_>>().into(),
            ));
        }
        let of_groups = told.steps.get(compared.members.len()..).unwrap_or_default();
        for (lane, days) in self.lanes.iter_mut().zip(of_groups.chunks(2)) {
            let wedges = |place: usize| {
                let steps = days.get(place).map_or(&[][..], |steps| steps);
                steps.iter().map(wedge).collect::<Vec<SceneWedge>>()
            };
            (lane.together, lane.divided) = (wedges(0), wedges(1));
        }
        self.scene.ghosts.clear();
        self.is_by_factor = true;
        self
    }
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
