//! What one voice gives to a scene, and when that can be used again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::compare::{EstimateRef, NotCountedWhy, Stretch, Track};
use crate::estimate::{Bounds, Estimate, How, Loaded, Shape, Standing};

use super::scene::{
    Form, Manner, OpenEnd, Scene, SceneFlag, SceneGhost, SceneStatement, SceneStep, SceneTrack,
};
use super::sums::Reach;
use super::theme::sign_of_place;
use super::timeline::Timeline;

/// What a scene has of one voice, and what that was made from.
#[derive(Debug)]
pub(super) struct MadeTrack {
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
pub(super) struct Unchanged<'a> {
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
    pub fn between(before: &Scene, now: &Scene, made: &'a [Arc<MadeTrack>]) -> Unchanged<'a> {
        if !Loaded::are_same(&before.files, &now.files) || before.projections != now.projections {
            return Unchanged::none();
        }
        let differs = |a: &Scene, b: &Scene| -> Vec<EstimateRef> {
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

impl Scene {
    /// What this scene has of a voice.
    pub(super) fn made_track(&self, track: &Arc<Track>, is_counted: bool) -> MadeTrack {
        let step = |stretch: &Stretch| self.step(stretch);
        let steps: Vec<SceneStep> = track.stretches.iter().map(step).collect();
        let ghosts =
            if self.adjusted.is_empty() { Vec::new() } else { self.ghosts_of(track, &steps) };
        let (statements, flags) = self.statements_of(track);
        let timeline = |stretches: &[Stretch]| -> Arc<Timeline<SceneStep>> {
            Arc::new(stretches.iter().map(step).collect::<Vec<SceneStep>>().into())
        };
        let made = SceneTrack {
            voice: track.voice,
            sign: self.sign(track.voice),
            steps: Arc::new(steps.into()),
            stale: timeline(&track.stale),
            divided: timeline(&track.divided),
            is_counted,
            statements: statements.into(),
            outline: Outline::default(),
        };
        let made = made.outlined();
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
        let open = if stretch.read.closed_high().is_none() {
            OpenEnd::Above
        } else if self.is_at_most(stretch) {
            OpenEnd::Below
        } else {
            OpenEnd::Neither
        };
        let is_projected = |estimate: Estimate| estimate.standing() == Standing::Projected;
        SceneStep {
            from: stretch.from.number(),
            until: stretch.to.map_or(i32::MAX, |day| day.number() + 1),
            estimate: stretch.estimate,
            read: stretch.read,
            best: stretch.best.filter(|best| best.is_finite()),
            open,
            is_projection: self.projections
                && self.estimate(stretch.estimate).is_some_and(is_projected),
        }
    }

    /// Only what is read from zero can be an "at most": the others need no look at their words.
    fn is_at_most(&self, stretch: &Stretch) -> bool {
        let may_be = stretch.read.low() <= 0.0;
        let bounds = may_be.then(|| self.bounds_behind(stretch.estimate)).flatten();
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
            let (low, high) = stated.hull();
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
                low,
                high,
            }));
        }
        ghosts
    }
}

impl SceneTrack {
    /// A voice's steps and statements, both in order, with nothing stale and nothing divided.
    #[must_use]
    pub fn new(
        voice: usize,
        is_counted: bool,
        steps: Vec<SceneStep>,
        statements: Vec<SceneStatement>,
    ) -> SceneTrack {
        let track = SceneTrack {
            voice,
            sign: sign_of_place(voice),
            steps: Arc::new(steps.into()),
            stale: Arc::default(),
            divided: Arc::default(),
            is_counted,
            statements: statements.into(),
            outline: Outline::default(),
        };
        track.outlined()
    }

    /// With the outline of all that it has.
    fn outlined(mut self) -> SceneTrack {
        self.outline = Outline::of(&self);
        self
    }

    /// Adds the values that are drawn in these days.
    pub(super) fn see_values(&self, (from, to): (f64, f64), seen: &mut Seen) {
        for steps in [&self.steps, &self.stale, &self.divided] {
            let start = steps.partition_point(|step| f64::from(step.until) <= from);
            let end = steps.partition_point(|step| f64::from(step.from) < to);
            let places = start..end.max(start);
            let all = steps.over(places.clone());
            if !seen.all(&all) {
                steps.get(places).unwrap_or_default().iter().for_each(|step| seen.step(step));
            }
        }
        let statements = &self.statements;
        let start = statements.partition_point(|statement| f64::from(statement.day) < from);
        let end = statements.partition_point(|statement| f64::from(statement.day) <= to);
        let said = statements.over(start..end.max(start));
        seen.value(said.low);
        seen.value(said.high);
    }
}

/// How far a track reaches.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Outline {
    /// From the first day spoken of to the day after the last that has an end, as a first look
    /// shows them; the first after the last where there are none.
    pub days: (i32, i32),
    /// The first day and the last on which anything begins, what has gone stale included.
    begins: (i32, i32),
    values: Seen,
}

impl Default for Outline {
    fn default() -> Outline {
        let none = (i32::MAX, i32::MIN);
        Outline { days: none, begins: none, values: Seen::default() }
    }
}

impl Outline {
    fn of(track: &SceneTrack) -> Outline {
        let mut outline = Outline::default();
        let cover = |days: &mut (i32, i32), from: i32, to: i32| {
            *days = (days.0.min(from), days.1.max(to));
        };
        for statement in track.statements.iter() {
            cover(&mut outline.days, statement.from, statement.day + 1);
            cover(&mut outline.begins, statement.day, statement.day);
        }
        for step in track.steps.iter().filter(|step| step.until != i32::MAX) {
            cover(&mut outline.days, step.from, step.until);
        }
        for step in track.steps.iter().chain(track.stale.iter()).chain(track.divided.iter()) {
            cover(&mut outline.begins, step.from, step.from);
        }
        track.see_values((f64::NEG_INFINITY, f64::INFINITY), &mut outline.values);
        outline
    }

    /// The values of the whole track if all of it is drawn in these days.
    pub fn values_if_all_within(&self, (from, to): (f64, f64)) -> Option<&Seen> {
        let (first, last) = self.begins;
        (from <= f64::from(first) && f64::from(last) < to).then_some(&self.values)
    }
}

/// The range of the finite values in some days.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Seen {
    pub low: f64,
    pub high: f64,
    /// Room above as a share of the span: more where a band fades upwards.
    pub head_room: f64,
}

impl Default for Seen {
    fn default() -> Seen {
        Seen { low: f64::INFINITY, high: f64::NEG_INFINITY, head_room: 0.1 }
    }
}

impl Seen {
    pub fn join(&mut self, other: &Seen) {
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.head_room = self.head_room.max(other.head_room);
    }

    fn value(&mut self, value: f64) {
        if value.is_finite() {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
        }
    }

    /// Adds some steps at once, unless one by one is the only way: where a low is read that was
    /// not stated.
    fn all(&mut self, all: &Reach) -> bool {
        if all.is_nothing() {
            return true;
        }
        let is_plain = !all.opens_below && all.low.is_finite() && all.top.is_finite();
        if is_plain {
            for value in [all.low, all.top, all.best_low, all.best_high] {
                self.value(value);
            }
            if all.opens_above {
                self.head_room = 0.2;
            }
        }
        is_plain
    }

    fn step(&mut self, step: &SceneStep) {
        self.value(step.read.high());
        if step.open != OpenEnd::Below {
            self.value(step.read.low());
        }
        if step.open == OpenEnd::Above {
            self.head_room = 0.2;
        }
        if let Some(best) = step.best {
            self.value(best);
        }
    }
}

fn statement(
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

fn form(bounds: &Bounds) -> Form {
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
