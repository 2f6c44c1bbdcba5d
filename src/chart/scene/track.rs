//! One drawn voice, and how far it reaches.

use std::sync::Arc;

use super::parts::{OpenEnd, SceneStatement, SceneStep, SceneWedge};
use super::sums::Reach;
use crate::chart::signs::sign_of_place;
use crate::chart::timeline::Timeline;

/// One drawn voice.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneTrack {
    /// Its place in the comparison's voices.
    pub voice: usize,
    /// The number of its role, as its [`SceneVoice::sign`].
    pub sign: u16,
    /// In order, not overlapping.
    pub steps: Arc<Timeline<SceneStep>>,
    /// Likewise, of what has gone stale.
    pub stale: Arc<Timeline<SceneStep>>,
    /// The envelope of a group while its members contradict each other.
    pub divided: Arc<Timeline<SceneStep>>,
    /// Whether it counts; if not, it is drawn paler.
    pub is_counted: bool,
    /// Where its totals are carried to while they stand, in order.
    pub wedges: Vec<SceneWedge>,
    /// In as-of order.
    pub statements: Timeline<SceneStatement>,
    pub(super) outline: Outline,
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
        let steps = [Arc::new(steps.into()), Arc::default(), Arc::default()];
        let sign = sign_of_place(voice);
        SceneTrack::outlined(voice, sign, is_counted, steps, Vec::new(), statements.into())
    }

    /// With what stands, what is stale and what is divided, and the outline of all that.
    pub(super) fn outlined(
        voice: usize,
        sign: u16,
        is_counted: bool,
        [steps, stale, divided]: [Arc<Timeline<SceneStep>>; 3],
        wedges: Vec<SceneWedge>,
        statements: Timeline<SceneStatement>,
    ) -> SceneTrack {
        let outline = Outline::default();
        let mut track = SceneTrack {
            voice,
            sign,
            steps,
            stale,
            divided,
            is_counted,
            wedges,
            statements,
            outline,
        };
        track.outline = Outline::of(&track);
        track
    }

    /// The wedges that reach into these days.
    pub fn wedges_within(&self, days: (f64, f64)) -> &[SceneWedge] {
        SceneWedge::within(&self.wedges, days)
    }

    /// Adds the values that are drawn in these days.
    pub(super) fn see_values(&self, (from, to): (f64, f64), seen: &mut Seen) {
        for steps in [&self.steps, &self.stale, &self.divided] {
            let places = steps.within((from, to));
            let all = steps.over(places.clone());
            if !seen.all(&all) {
                steps.get(places).unwrap_or_default().iter().for_each(|step| seen.step(step));
            }
        }
        for wedge in self.wedges_within((from, to)) {
            for read in [wedge.read_at(from), wedge.read_at(to)] {
                seen.value(read.0);
                seen.value(read.1);
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
pub struct Outline {
    /// From the first day spoken of to the day after the last, as a first look shows them; the first
    /// after the last where there are none.
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
        // How long it stands after that is our rule and no part of the data.
        for step in track.steps.iter() {
            cover(&mut outline.days, step.from, step.from.saturating_add(1));
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
pub struct Seen {
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
