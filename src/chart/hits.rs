//! What lies under the pointer.

use std::sync::Arc;

use crate::compare::{EstimateRef, Interval};

use super::geometry::{Point, Rect};
use super::scale::{TimeScale, ValueAxis};
use super::scene::{OpenEnd, Reach, SceneStep};
use super::timeline::{Grain, Timeline};

/// How much nearer an echo has to be than its original to be meant, in points.
const UNDER_ITS_ORIGINAL: f32 = 4.0;

/// What lies under the pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    pub estimate: EstimateRef,
    /// The voice's place in the comparison.
    pub voice: usize,
    pub part: HitPart,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HitPart {
    Glyph,
    Flag,
    Band,
}

/// A glyph or a flag: its place, and how far it reaches up and down.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct GlyphHit {
    pub x: f32,
    pub top: f32,
    pub bottom: f32,
    pub estimate: EstimateRef,
    pub voice: usize,
    pub part: HitPart,
    /// It lies under what it passes on, which is what is meant where both are in reach.
    pub is_echo: bool,
}

/// Where days and values lie, and what of them is seen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Sight {
    pub plot: Rect,
    pub time: TimeScale,
    pub value: ValueAxis,
}

impl Sight {
    /// From top to bottom, how much of a step's band is seen; none if it lies above or below.
    pub fn reach(&self, step: &SceneStep) -> Option<(f32, f32)> {
        self.reach_of(step.read, step.open)
    }

    /// From top to bottom, how much is seen of a range: to the edge of the plot where it is open.
    pub fn reach_of(&self, read: Interval, open: OpenEnd) -> Option<(f32, f32)> {
        let plot = self.plot;
        let (top, bottom) = (self.value.y(read.high()), self.value.y(read.low()));
        let (top, bottom) = match open {
            // Open above, it holds for everything in a window that lies higher.
            OpenEnd::Above => (plot.top, bottom),
            OpenEnd::Below => (top, plot.bottom),
            OpenEnd::Neither => (top, bottom),
        };
        let is_seen = bottom >= plot.top && top <= plot.bottom;
        is_seen.then(|| (top.max(plot.top), bottom.min(plot.bottom)))
    }

    /// No farther from a height than the nearest of these steps.
    fn away_from_all(&self, y: f32, all: &Reach) -> f32 {
        let plot = self.plot;
        let (mut top, mut bottom) = (self.value.y(all.top), self.value.y(all.low));
        if all.opens_above {
            top = plot.top;
        }
        if all.opens_below {
            bottom = plot.bottom;
        }
        if all.is_nothing() { f32::INFINITY } else { outside(y, top, bottom) }
    }

    /// How far a height is from the band of a step.
    fn away(&self, y: f32, step: &SceneStep) -> f32 {
        self.reach(step).map_or(f32::INFINITY, |(top, bottom)| outside(y, top, bottom))
    }
}

/// A voice's steps as they are drawn.
#[derive(Clone, PartialEq, Debug)]
struct Band {
    voice: usize,
    steps: Arc<Timeline<SceneStep>>,
    /// The columns by which they are drawn, if they are.
    grain: Option<Grain>,
    /// Where they are drawn.
    sight: Sight,
}

impl Band {
    /// The step that is drawn at this height on a day, else the nearest.
    fn step_at(&self, day: f64, y: f32) -> Option<&SceneStep> {
        let (steps, sight) = (&self.steps, &self.sight);
        let Some(grain) = self.grain else {
            let place = steps.partition_point(|step| f64::from(step.until) <= day);
            return steps.get(place).filter(|step| f64::from(step.from) <= day);
        };
        let column = grain.column_of(day);
        let (first, before) = (grain.day_at(column), grain.first_day_from(column + 1));
        let start = steps.partition_point(|step| step.until <= first);
        let end = steps.partition_point(|step| step.from < before);
        let place = steps.nearest(
            start..end,
            |all| sight.away_from_all(y, all),
            |step| sight.away(y, step),
        );
        steps.get(place?)
    }
}

/// Everything that can be hit.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Hits {
    /// In order of x.
    glyphs: Vec<GlyphHit>,
    /// In paint order.
    bands: Vec<Band>,
    /// The x of each event's line, and its place.
    events: Vec<(f32, usize)>,
    /// Each note's pin, and its number.
    notes: Vec<(Rect, usize)>,
}

impl Hits {
    pub fn add_glyph(&mut self, glyph: GlyphHit) {
        self.glyphs.push(glyph);
    }

    pub fn add_band(
        &mut self,
        voice: usize,
        steps: &Arc<Timeline<SceneStep>>,
        grain: Option<Grain>,
        sight: Sight,
    ) {
        if !steps.is_empty() {
            self.bands.push(Band { voice, steps: Arc::clone(steps), grain, sight });
        }
    }

    pub fn add_event(&mut self, x: f32, place: usize) {
        self.events.push((x, place));
    }

    pub fn add_note(&mut self, pin: Rect, number: usize) {
        self.notes.push((pin, number));
    }

    /// Every glyph and flag, in the order in which they were added.
    pub fn glyphs(&self) -> &[GlyphHit] {
        &self.glyphs
    }

    pub fn finish(&mut self) {
        self.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }

    pub fn at(&self, point: Point, radius: f32) -> Option<Hit> {
        if !(point.x.is_finite() && point.y.is_finite()) {
            return None;
        }
        self.glyph_at(point, radius).or_else(|| self.band_at(point, radius))
    }

    fn glyph_at(&self, point: Point, radius: f32) -> Option<Hit> {
        let start = self.glyphs.partition_point(|glyph| glyph.x < point.x - radius);
        let near = self.glyphs.iter().skip(start).take_while(|glyph| glyph.x <= point.x + radius);
        let distance = |glyph: &GlyphHit| {
            let down = outside(point.y, glyph.top, glyph.bottom);
            let middle = f32::midpoint(glyph.top, glyph.bottom);
            // The nearer middle decides between two that both reach here.
            (glyph.x - point.x).hypot(down) + (middle - point.y).abs() * 1e-3
        };
        let weight = |glyph: &GlyphHit| {
            distance(glyph) + if glyph.is_echo { UNDER_ITS_ORIGINAL } else { 0.0 }
        };
        // Of equals the last painted, which is seen.
        near.filter(|glyph| distance(glyph) <= radius)
            .fold(None, |nearest: Option<&GlyphHit>, glyph| match nearest {
                Some(other) if weight(other) < weight(glyph) => Some(other),
                _ => Some(glyph),
            })
            .map(|glyph| Hit { estimate: glyph.estimate, voice: glyph.voice, part: glyph.part })
    }

    fn band_at(&self, point: Point, radius: f32) -> Option<Hit> {
        let mut nearest: Option<(f32, Hit)> = None;
        let here = self.bands.iter().rev().filter(|band| band.sight.plot.contains(point));
        for band in here {
            let step = band.step_at(band.sight.time.days(point.x), point.y);
            let Some((step, (top, bottom))) = step.and_then(|s| Some((s, band.sight.reach(s)?)))
            else {
                continue;
            };
            let away = outside(point.y, top, bottom);
            // A thin band in front of a wide one is what is meant.
            let weight = away * 1e3 + (bottom - top);
            if away <= radius && nearest.is_none_or(|(other, _)| weight < other) {
                let (estimate, voice) = (step.estimate, band.voice);
                let hit = Hit { estimate, voice, part: HitPart::Band };
                nearest = Some((weight, hit));
            }
        }
        nearest.map(|(_, hit)| hit)
    }

    pub fn event_at(&self, x: f32, radius: f32) -> Option<usize> {
        let away = |(at, _): &&(f32, usize)| (at - x).abs();
        let near = self.events.iter().filter(|event| away(event) <= radius);
        near.min_by(|a, b| away(a).total_cmp(&away(b))).map(|(_, place)| *place)
    }

    /// Of pins that lie over each other the last one, which is seen.
    pub fn note_at(&self, point: Point) -> Option<usize> {
        let pins = self.notes.iter().rev();
        pins.filter(|(pin, _)| pin.grown(2.0).contains(point)).map(|(_, number)| *number).next()
    }
}

/// How far `y` is above `top` or below `bottom`; 0 between them.
fn outside(y: f32, top: f32, bottom: f32) -> f32 {
    (top - y).max(y - bottom).max(0.0)
}
