//! What one voice gives to a scene, and when that can be used again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::compare::{EstimateRef, Interval, NotCountedWhy, Stretch, Track, read_bounds};
use crate::estimate::{Bounds, Estimate, How, Loaded, Shape, Standing};

use super::parts::{
    Form, Manner, OpenEnd, SceneFlag, SceneGhost, SceneStatement, SceneStep, SceneWedge,
};
use super::stated::Stated;
use super::track::SceneTrack;
use crate::chart::timeline::Timeline;

/// What a scene has of one voice, and what that was made from.
#[derive(Debug)]
pub struct MadeTrack {
    of: Arc<Track>,
    /// Of the track's statements, in order.
    estimates: Vec<EstimateRef>,
    pub track: Arc<SceneTrack>,
    pub flags: Vec<SceneFlag>,
    pub ghosts: Vec<SceneGhost>,
}

impl MadeTrack {
    /// Whether an estimate is a statement of this voice.
    pub fn is_of(&self, reference: EstimateRef) -> bool {
        self.estimates.binary_search(&reference).is_ok()
    }
}

/// What a new scene can take from the one before.
#[derive(Default)]
pub struct Unchanged<'a> {
    /// By where the track lives that it was made from; it cannot move or go while it is held.
    made: HashMap<usize, &'a Arc<MadeTrack>>,
    /// Estimates whose adjustments differ.
    adjusted: BTreeSet<EstimateRef>,
}

impl<'a> Unchanged<'a> {
    pub fn none() -> Unchanged<'a> {
        Unchanged::default()
    }

    /// What `before` made that a scene with the inputs of `now` would make again.
    pub fn between(before: &Stated, now: &Stated, made: &'a [Arc<MadeTrack>]) -> Unchanged<'a> {
        let are_read_alike = (before.projections, before.about) == (now.projections, now.about);
        if !Loaded::are_same(&before.files, &now.files) || !are_read_alike {
            return Unchanged::none();
        }
        let differs = |a: &Stated, b: &Stated| -> Vec<EstimateRef> {
            let adjusted = a.adjusted.iter();
            let differing = adjusted.filter(|(of, bounds)| b.adjusted.get(of) != Some(bounds));
            differing.map(|(of, _)| *of).collect()
        };
        let mut adjusted = BTreeSet::from_iter(differs(before, now));
        adjusted.extend(differs(now, before));
        let by_address = made.iter().map(|made| (Arc::as_ptr(&made.of).addr(), made));
        Unchanged { made: by_address.collect(), adjusted }
    }

    pub fn made_from(
        &self,
        track: &Arc<Track>,
        is_counted: bool,
        sign: u16,
    ) -> Option<Arc<MadeTrack>> {
        let made = *self.made.get(&Arc::as_ptr(track).addr())?;
        let looks_alike = made.track.is_counted == is_counted && made.track.sign == sign;
        let is_as_before = looks_alike && !self.touches(made);
        is_as_before.then(|| Arc::clone(made))
    }

    fn touches(&self, made: &MadeTrack) -> bool {
        self.adjusted.iter().any(|of| made.is_of(*of))
    }
}

impl Stated {
    /// What a scene has of a voice.
    pub fn made_track(&self, track: &Arc<Track>, is_counted: bool, sign: u16) -> MadeTrack {
        let step = |stretch: &Stretch| self.step(stretch);
        let steps: Vec<SceneStep> = track.stretches.iter().map(step).collect();
        let ghosts =
            if self.adjusted.is_empty() { Vec::new() } else { self.ghosts_of(track, &steps) };
        let (statements, flags) = self.statements_of(track);
        let timeline = |stretches: &[Stretch]| -> Arc<Timeline<SceneStep>> {
            Arc::new(stretches.iter().map(step).collect::<Vec<SceneStep>>().into())
        };
        let steps = Arc::new(steps.into());
        let (stale, divided) = (timeline(&track.stale), timeline(&track.divided));
        let made = SceneTrack::outlined(
            track.voice,
            sign,
            is_counted,
            [steps, stale, divided],
            wedges(track),
            statements.into(),
        );
        let mut estimates: Vec<EstimateRef> = track.statements.iter().map(|(of, _)| *of).collect();
        estimates.sort_unstable();
        MadeTrack { of: Arc::clone(track), estimates, track: Arc::new(made), flags, ghosts }
    }

    /// Those with a number, and those without.
    fn statements_of(&self, track: &Track) -> (Vec<SceneStatement>, Vec<SceneFlag>) {
        let mut statements = Vec::with_capacity(track.statements.len());
        let mut flags = Vec::new();
        for (reference, why) in &track.statements {
            let Some(estimate) = self.estimate(*reference) else { continue };
            let manner = manner(&estimate, *why);
            let as_of = self.clocks(*reference, &estimate).as_of();
            let day = as_of.to().number();
            match self.bounds(*reference, &estimate) {
                Some(bounds) => {
                    let from = as_of.from().number();
                    statements.push(statement(*reference, from, day, manner, &bounds));
                }
                None => {
                    let voice = track.voice;
                    flags.push(SceneFlag { estimate: *reference, voice, day, manner });
                }
            }
        }
        (statements, flags)
    }

    fn step(&self, stretch: &Stretch) -> SceneStep {
        let open = open_end(stretch.read(), self.is_at_most(stretch));
        let is_projected = |estimate: Estimate| estimate.standing() == Standing::Projected;
        SceneStep {
            from: stretch.from.number(),
            until: stretch.to.map_or(i32::MAX, |day| day.number() + 1),
            estimate: stretch.estimate(),
            read: stretch.read(),
            best: stretch.best().filter(|best| best.is_finite()),
            open,
            is_projection: self.projections
                && self.estimate(stretch.estimate()).is_some_and(is_projected),
        }
    }

    /// Only what is read from zero can be an "at most": the others need no look at their words.
    fn is_at_most(&self, stretch: &Stretch) -> bool {
        let may_be = stretch.read().low() <= 0.0;
        let bounds = may_be.then(|| self.bounds_behind(stretch.estimate())).flatten();
        bounds.is_some_and(|bounds| form(&bounds) == Form::AtMost)
    }

    fn ghosts_of(&self, track: &Track, steps: &[SceneStep]) -> Vec<SceneGhost> {
        let mut ghosts = Vec::new();
        for (reference, _) in &track.statements {
            if !self.adjusted.contains_key(reference) {
                continue;
            }
            let Some(estimate) = self.estimate(*reference) else { continue };
            let Some(stated) = estimate.bounds() else { continue };
            let read = read_bounds(&stated, estimate.measure().is_count(), self.about);
            let open = open_end(read, form(&stated) == Form::AtMost);
            let day = estimate.as_of().to().number();
            let stands = steps.iter().filter(|step| step.estimate == *reference);
            let mut spans: Vec<(i32, i32)> = stands.map(|step| (step.from, step.until)).collect();
            if spans.is_empty() {
                spans.push((day, day + 1));
            }
            ghosts.extend(spans.into_iter().map(|(from, until)| SceneGhost {
                estimate: *reference,
                voice: track.voice,
                from,
                until,
                read,
                open,
            }));
        }
        ghosts
    }
}

/// At which end a reading is open. What is at most begins at 0, which nobody said.
pub(super) fn open_end(read: Interval, is_at_most: bool) -> OpenEnd {
    if read.closed_high().is_none() {
        OpenEnd::Above
    } else if is_at_most {
        OpenEnd::Below
    } else {
        OpenEnd::Neither
    }
}

/// Where what one source said is carried to.
fn wedges(track: &Track) -> Vec<SceneWedge> {
    let carried = track.carried.iter().flatten().filter(|stretch| stretch.is_carried());
    carried.map(wedge).collect()
}

/// The days of a stretch, with ends that may move.
pub(super) fn wedge(stretch: &Stretch) -> SceneWedge {
    SceneWedge {
        from: stretch.from.number(),
        until: stretch.to.map_or(i32::MAX, |day| day.number() + 1),
        estimate: stretch.estimate(),
        read: stretch.read(),
        read_to: stretch.read_to(),
    }
}

pub(super) fn statement(
    estimate: EstimateRef,
    from: i32,
    day: i32,
    manner: Manner,
    bounds: &Bounds,
) -> SceneStatement {
    let (low, high) = bounds.hull();
    SceneStatement {
        estimate,
        from,
        day,
        form: form(bounds),
        manner,
        low,
        high,
        best: bounds.best(),
    }
}

pub(super) fn form(bounds: &Bounds) -> Form {
    match (bounds.shape(), bounds.how()) {
        (Shape::Point | Shape::AtMost, How::Nearly) | (Shape::Point, How::About) => Form::About,
        (Shape::Point, _) => Form::Point,
        (Shape::Between | Shape::Full, _) => Form::Range,
        (Shape::AtLeast | Shape::LowBest, _) => Form::AtLeast,
        (Shape::AtMost | Shape::BestHigh, _) => Form::AtMost,
    }
}

fn manner(estimate: &Estimate, why: Option<NotCountedWhy>) -> Manner {
    match why {
        Some(NotCountedWhy::Echo) => Manner::Echo,
        Some(NotCountedWhy::Projection) => Manner::Projection,
        Some(
            NotCountedWhy::Stale
            | NotCountedWhy::Divided
            | NotCountedWhy::UnknownOrigin
            | NotCountedWhy::Excluded
            | NotCountedWhy::Retracted
            | NotCountedWhy::OtherPeriod
            | NotCountedWhy::Part
            | NotCountedWhy::OtherMeasure,
        ) => Manner::Uncounted,
        Some(NotCountedWhy::Vague | NotCountedWhy::Share | NotCountedWhy::Direction) | None => {
            match estimate.standing() {
                Standing::Projected => Manner::Projection,
                Standing::Observed | Standing::Modelled => Manner::Counted,
            }
        }
    }
}
