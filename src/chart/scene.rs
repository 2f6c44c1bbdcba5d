//! What is to be drawn, in data units: days and values, ids and roles; no pixels and no colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compare::{
    Comparison, EstimateRef, Grouping, Interval, NotCountedWhy, Segment, Stretch, Track, Verdict,
    Voice,
};
use crate::estimate::{
    Bounds, Change, Day, Estimate, Event, How, Loaded, Overlay, Shape, Standing, Target, Value,
    grouped,
};

/// How a comparison is to be drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct SceneOptions<'a> {
    /// Names of voices that are left out of the drawing. They still count.
    pub hidden: Option<&'a BTreeSet<String>>,
    /// What was adjusted, so that the stated ranges stay visible as ghosts.
    pub overlay: Option<&'a Overlay>,
    /// Whether the interval most voices share is drawn behind the tracks.
    pub core: bool,
}

/// One voice of the comparison, drawn or hidden, at its place there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneVoice {
    pub name: String,
    pub is_hidden: bool,
}

/// At which end a reading has no bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum OpenEnd {
    Neither,
    Above,
    /// At most: the band fades downwards although it is read from zero.
    Below,
}

/// Some days on which one estimate of a voice stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneStep {
    /// The first day, as days since 1970-01-01.
    pub from: i32,
    /// The day after the last; `i32::MAX` where there is no last.
    pub until: i32,
    pub estimate: EstimateRef,
    /// As read; infinite where open.
    pub read: Interval,
    pub best: Option<f64>,
    pub open: OpenEnd,
    pub is_projection: bool,
}

/// How a number was stated, as a glyph shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Form {
    Point,
    /// A point with a soft halo: about, nearly.
    About,
    /// Low and high, with or without best.
    Range,
    AtLeast,
    AtMost,
}

/// In which way a statement takes part, as a glyph shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Manner {
    Counted,
    /// Hollow and thin.
    Echo,
    /// Dashed.
    Projection,
    /// Hollow: excluded, of an unknown origin, in a divided group.
    Uncounted,
}

/// One stated estimate with a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneStatement {
    pub estimate: EstimateRef,
    /// The first day of which it speaks.
    pub from: i32,
    /// Its as of: the last day of which it speaks.
    pub day: i32,
    pub form: Form,
    pub manner: Manner,
    /// The least and greatest of the numbers given, adjusted where they are.
    pub low: f64,
    pub high: f64,
    pub best: Option<f64>,
}

impl SceneStatement {
    /// The value at which its glyph stands: best, else the bound that was given, else the middle.
    #[must_use]
    pub fn anchor(&self) -> f64 {
        self.best.unwrap_or(match self.form {
            Form::AtLeast => self.low,
            Form::AtMost => self.high,
            Form::Point | Form::About | Form::Range => f64::midpoint(self.low, self.high),
        })
    }
}

/// A statement without a number: vague, a share, a direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SceneFlag {
    pub estimate: EstimateRef,
    pub voice: usize,
    pub day: i32,
    pub manner: Manner,
}

/// One drawn voice.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneTrack {
    /// Its place in the comparison's voices, which is its role's number too.
    pub voice: usize,
    /// In order, not overlapping.
    pub steps: Arc<Vec<SceneStep>>,
    /// Likewise, of what has gone stale.
    pub stale: Arc<Vec<SceneStep>>,
    /// The envelope of a group while its members contradict each other.
    pub divided: Arc<Vec<SceneStep>>,
    /// Whether it counts; if not, it is drawn paler.
    pub is_counted: bool,
    /// In as-of order.
    pub statements: Vec<SceneStatement>,
}

/// A dated happening.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneEvent {
    pub day: i32,
    pub event: Event,
}

/// The range that a source stated where an analyst set another, or took it out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SceneGhost {
    pub estimate: EstimateRef,
    pub voice: usize,
    pub from: i32,
    /// The day after the last; `i32::MAX` where there is no last.
    pub until: i32,
    pub low: f64,
    pub high: f64,
}

/// A piece of the agreement strip.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneSegment {
    /// Its place in the comparison's segments.
    pub place: usize,
    /// The first day; `i32::MIN` for "from ever".
    pub from: i32,
    /// The day after the last; `i32::MAX` for "from then on".
    pub until: i32,
    pub verdict: Verdict,
    pub support: usize,
    pub n: usize,
    /// Where support is reached; empty unless the core is drawn.
    pub core: Vec<Interval>,
}

/// Everything to be drawn, in data units. It changes with the comparison and with what is hidden,
/// not with panning, zooming or size.
#[derive(Clone, Debug)]
pub struct Scene {
    pub voices: Vec<SceneVoice>,
    /// Of the voices that are not hidden, in the comparison's order.
    pub tracks: Vec<SceneTrack>,
    /// In order of their days.
    pub flags: Vec<SceneFlag>,
    /// In order of their days.
    pub events: Vec<SceneEvent>,
    pub ghosts: Vec<SceneGhost>,
    pub segments: Vec<SceneSegment>,
    files: Vec<Loaded>,
    adjusted: BTreeMap<EstimateRef, Option<Bounds>>,
    window: (Option<i32>, Option<i32>),
    by: Grouping,
    projections: bool,
    extent: (f64, f64),
}

impl Scene {
    /// What `comparison` of `files` looks like. `files` are those that were compared.
    #[must_use]
    pub fn new(files: &[Loaded], comparison: &Comparison, options: &SceneOptions) -> Scene {
        let question = &comparison.question;
        let is_hidden = |name: &String| options.hidden.is_some_and(|hidden| hidden.contains(name));
        let voices: Vec<SceneVoice> = comparison
            .voices
            .iter()
            .map(|voice| SceneVoice { name: voice.name.clone(), is_hidden: is_hidden(&voice.name) })
            .collect();
        let overlay = options.overlay.filter(|_| !question.as_stated);
        let mut scene = Scene {
            voices,
            tracks: Vec::with_capacity(comparison.tracks.len()),
            flags: Vec::new(),
            events: events_of(files),
            ghosts: Vec::new(),
            segments: comparison
                .segments
                .iter()
                .enumerate()
                .map(|(place, segment)| strip_segment(place, segment, options.core))
                .collect(),
            files: files.to_vec(),
            adjusted: overlay.map(|overlay| adjusted_in(files, overlay)).unwrap_or_default(),
            window: (question.from.map(Day::number), question.to.map(|day| day.number() + 1)),
            by: question.by,
            projections: question.projections,
            extent: (0.0, 1.0),
        };
        for track in &comparison.tracks {
            if scene.voices.get(track.voice).is_some_and(|voice| !voice.is_hidden) {
                let voice = comparison.voices.get(track.voice);
                scene.add_track(track, voice.is_some_and(Voice::is_counted));
            }
        }
        scene.flags.sort_by_key(|flag| (flag.day, flag.voice, flag.estimate));
        scene.extent = scene.days_to_show();
        scene
    }

    fn add_track(&mut self, track: &Track, is_counted: bool) {
        let step = |stretch: &Stretch| self.step(stretch);
        let steps: Vec<SceneStep> = track.stretches.iter().map(step).collect();
        let stale = track.stale.iter().map(step).collect();
        let divided = track.divided.iter().map(step).collect();
        let mut statements = Vec::with_capacity(track.statements.len());
        let mut flags = Vec::new();
        for (reference, why) in &track.statements {
            let Some(estimate) = self.estimate(*reference) else { continue };
            let manner = manner(&estimate, *why);
            let as_of = estimate.as_of();
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
        if !self.adjusted.is_empty() {
            let ghosts = self.ghosts_of(track, &steps);
            self.ghosts.extend(ghosts);
        }
        self.flags.append(&mut flags);
        let (voice, is_counted) = (track.voice, is_counted);
        self.tracks.push(SceneTrack {
            voice,
            steps: Arc::new(steps),
            stale: Arc::new(stale),
            divided: Arc::new(divided),
            is_counted,
            statements,
        });
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

    fn bounds_behind(&self, reference: EstimateRef) -> Option<Bounds> {
        self.bounds(reference, &self.estimate(reference)?)
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

    /// The estimate behind a reference, as stated.
    #[must_use]
    pub fn estimate(&self, reference: EstimateRef) -> Option<Estimate<'_>> {
        self.files.get(usize::from(reference.file))?.ledger.estimate(reference.row)
    }

    fn bounds(&self, reference: EstimateRef, estimate: &Estimate) -> Option<Bounds> {
        let adjusted = self.adjusted.get(&reference).copied().flatten();
        adjusted.or_else(|| estimate.bounds())
    }

    /// The as of and the bounds that hold for an estimate, adjusted or stated; none if it has no
    /// number or its voice is hidden.
    #[must_use]
    pub fn drawn_bounds(&self, reference: EstimateRef) -> Option<(Day, Bounds)> {
        let estimate = self.estimate(reference)?;
        let bounds = self.bounds(reference, &estimate)?;
        let is_drawn = |track: &SceneTrack| {
            track.statements.iter().any(|statement| statement.estimate == reference)
        };
        self.tracks.iter().any(is_drawn).then(|| (estimate.as_of().to(), bounds))
    }

    /// What stands beside a step's line: the voice's name and the value, `ROK NIS > 3,000`.
    #[must_use]
    pub fn step_label(&self, voice: usize, step: &SceneStep) -> String {
        let name = self.voices.get(voice).map_or("", |voice| voice.name.as_str());
        let is_one_source = matches!(self.by, Grouping::Origin | Grouping::Label);
        let bounds = self.bounds_behind(step.estimate).filter(|_| is_one_source);
        let value = bounds.map_or_else(|| step.read.to_string(), |bounds| short_value(&bounds));
        format!("{name} {value}")
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

    /// The days that a first look shows: from a little before the first estimate to a little after
    /// the last stops standing; the question's days where it names some.
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
            for statement in &track.statements {
                cover(statement.from, statement.day + 1);
            }
            for step in track.steps.iter().filter(|step| step.until != i32::MAX) {
                cover(step.from, step.until);
            }
        }
        for flag in &self.flags {
            cover(flag.day, flag.day + 1);
        }
        if first > last {
            (first, last) = (19_000, 20_000);
        }
        let (first, last) = (f64::from(first), f64::from(last));
        let room = ((last - first) * 0.03).max(3.0);
        let from = self.window.0.map_or(first - room, f64::from);
        let to = self.window.1.map_or(last + room, f64::from);
        if from < to { (from, to) } else { (from, from + 1.0) }
    }

    /// The values that a first look at these days shows, with some room; from zero where linear.
    #[must_use]
    pub fn value_extent(&self, window: (f64, f64), scale: super::Scale) -> (f64, f64) {
        let seen = self.finite_values(window);
        if seen.low > seen.high {
            return if scale == super::Scale::Log { (1.0, 1000.0) } else { (0.0, 100.0) };
        }
        let (low, high) = (seen.low, seen.high);
        match scale {
            super::Scale::Linear => {
                let span = high.max(0.0) - low.min(0.0);
                let room = if span > 0.0 { span } else { 1.0 } * seen.head_room;
                let bottom = if low < 0.0 { low - room } else { 0.0 };
                (bottom, high.max(0.0) + room)
            }
            super::Scale::Log => {
                let bottom = if low < 1.0 { 0.0 } else { (low / 2.0).max(1.0) };
                (bottom, (high * (1.0 + seen.head_room * 6.0)).max(10.0))
            }
        }
    }

    fn finite_values(&self, (from, to): (f64, f64)) -> Seen {
        let mut seen = Seen { low: f64::INFINITY, high: f64::NEG_INFINITY, head_room: 0.1 };
        for track in &self.tracks {
            let bands = track.steps.iter().chain(track.stale.iter());
            for step in bands.chain(track.divided.iter()) {
                if f64::from(step.until) > from && f64::from(step.from) < to {
                    seen.step(step);
                }
            }
            for statement in &track.statements {
                if (from..=to).contains(&f64::from(statement.day)) {
                    seen.value(statement.low);
                    seen.value(statement.high);
                }
            }
        }
        seen
    }
}

/// The range of the finite values in some days.
struct Seen {
    low: f64,
    high: f64,
    /// Room above as a share of the span: more where a band fades upwards.
    head_room: f64,
}

impl Seen {
    fn value(&mut self, value: f64) {
        if value.is_finite() {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
        }
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
            | NotCountedWhy::OtherPeriod,
        ) => Manner::Uncounted,
        Some(NotCountedWhy::Vague | NotCountedWhy::Share | NotCountedWhy::Direction) | None => {
            match estimate.standing() {
                Standing::Projected => Manner::Projection,
                Standing::Observed | Standing::Modelled => Manner::Counted,
            }
        }
    }
}

/// The value as a label says it: the best number alone where there is one.
fn short_value(bounds: &Bounds) -> String {
    match (bounds.best(), bounds.how()) {
        (Some(best), How::About) => format!("≈ {}", grouped(best)),
        (Some(best), How::Nearly) => format!("nearly {}", grouped(best)),
        (Some(best), _) => grouped(best),
        (None, _) => bounds.to_string(),
    }
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

fn strip_segment(place: usize, segment: &Segment, with_core: bool) -> SceneSegment {
    let agreement = &segment.agreement;
    SceneSegment {
        place,
        from: segment.from.map_or(i32::MIN, Day::number),
        until: segment.to.map_or(i32::MAX, |day| day.number() + 1),
        verdict: agreement.verdict,
        support: agreement.support,
        n: agreement.n,
        core: if with_core && agreement.support > 1 { agreement.core.clone() } else { Vec::new() },
    }
}

/// The estimates that an overlay gives other bounds, or takes out (none).
fn adjusted_in(files: &[Loaded], overlay: &Overlay) -> BTreeMap<EstimateRef, Option<Bounds>> {
    let mut adjusted = BTreeMap::new();
    for adjustment in overlay.in_force() {
        let Target::Estimate(id) = &adjustment.target else { continue };
        let bounds = match &adjustment.change {
            Change::Bounds(bounds) => Some(*bounds),
            Change::Exclude => None,
            Change::ReadAsAtLeast | Change::SameVoiceAs(_) => continue,
        };
        let found = files.iter().zip(0_u16..).find_map(|(file, place)| {
            file.find(id).map(|estimate| EstimateRef { file: place, row: estimate.index() })
        });
        if let Some(reference) = found {
            let entry = adjusted.entry(reference).or_insert(None);
            *entry = bounds.or(*entry);
        }
    }
    adjusted
}
