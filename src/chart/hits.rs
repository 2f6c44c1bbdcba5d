//! What lies under the pointer.

use std::sync::Arc;

use crate::compare::EstimateRef;

use super::picture::{Hit, HitPart, Point, Rect};
use super::scale::{TimeScale, ValueAxis};
use super::scene::{OpenEnd, SceneStep};

/// How far an open band reaches before it has faded away, in points.
pub(super) const FADE_REACH: f32 = 46.0;

/// A glyph or a flag: its place, and how far it reaches up and down.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct GlyphHit {
    pub x: f32,
    pub top: f32,
    pub bottom: f32,
    pub estimate: EstimateRef,
    pub voice: usize,
    pub part: HitPart,
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
        let plot = self.plot;
        let y = |value: f64| self.value.y(value);
        let (top, bottom) = match step.open {
            // Open above, it holds for everything in a window that lies higher.
            OpenEnd::Above => {
                let bottom = y(step.read.low()).min(plot.bottom);
                (bottom - FADE_REACH, bottom)
            }
            OpenEnd::Below => {
                let top = y(step.read.high()).max(plot.top);
                (top, top + FADE_REACH)
            }
            OpenEnd::Neither => (y(step.read.high()), y(step.read.low())),
        };
        let is_seen = bottom >= plot.top && top <= plot.bottom;
        is_seen.then(|| (top.max(plot.top), bottom.min(plot.bottom)))
    }
}

/// Everything that can be hit.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Hits {
    /// In order of x.
    glyphs: Vec<GlyphHit>,
    /// Bands in paint order, each with its voice.
    bands: Vec<(usize, Arc<Vec<SceneStep>>)>,
    /// The x of each event's line, and its place.
    events: Vec<(f32, usize)>,
    sight: Sight,
}

impl Hits {
    pub fn new(sight: Sight) -> Hits {
        Hits { glyphs: Vec::new(), bands: Vec::new(), events: Vec::new(), sight }
    }

    pub fn add_glyph(&mut self, glyph: GlyphHit) {
        self.glyphs.push(glyph);
    }

    pub fn add_band(&mut self, voice: usize, steps: &Arc<Vec<SceneStep>>) {
        if !steps.is_empty() {
            self.bands.push((voice, Arc::clone(steps)));
        }
    }

    pub fn add_event(&mut self, x: f32, place: usize) {
        self.events.push((x, place));
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
        // Of equals the last painted, which is seen.
        near.filter(|glyph| distance(glyph) <= radius)
            .fold(None, |nearest: Option<&GlyphHit>, glyph| match nearest {
                Some(other) if distance(other) < distance(glyph) => Some(other),
                _ => Some(glyph),
            })
            .map(|glyph| Hit { estimate: glyph.estimate, voice: glyph.voice, part: glyph.part })
    }

    fn band_at(&self, point: Point, radius: f32) -> Option<Hit> {
        if !self.sight.plot.contains(point) {
            return None;
        }
        let day = self.sight.time.days(point.x);
        let mut nearest: Option<(f32, Hit)> = None;
        for (voice, steps) in self.bands.iter().rev() {
            let place = steps.partition_point(|step| f64::from(step.until) <= day);
            let step = steps.get(place).filter(|step| f64::from(step.from) <= day);
            let Some((step, (top, bottom))) = step.and_then(|s| Some((s, self.sight.reach(s)?)))
            else {
                continue;
            };
            let away = outside(point.y, top, bottom);
            // A thin band in front of a wide one is what is meant.
            let weight = away * 1e3 + (bottom - top);
            if away <= radius && nearest.is_none_or(|(other, _)| weight < other) {
                let hit = Hit { estimate: step.estimate, voice: *voice, part: HitPart::Band };
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
}

/// How far `y` is above `top` or below `bottom`; 0 between them.
fn outside(y: f32, top: f32, bottom: f32) -> f32 {
    (top - y).max(y - bottom).max(0.0)
}
