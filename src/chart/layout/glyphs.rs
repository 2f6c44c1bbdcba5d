//! A sign at the as of of every stated estimate that shows how it was stated.

use std::ops::Range;

use crate::chart::geometry::{Point, Rect};
use crate::chart::hits::{GlyphHit, HitPart};
use crate::chart::marks::{MarkId, MarkKind, Part};
use crate::chart::roles::Role;
use crate::chart::scene::{Form, Manner, SceneStatement, SceneTrack};
use crate::chart::signs::{Dash, Marker, source_marker};
use crate::chart::timeline::{Grain, Timeline};

use super::draft::{Stratum, TrackDraft};

const SIZE: f32 = 8.0;
const THIN_SIZE: f32 = 6.5;
/// Half the width of a halo, and of the caps of a range.
const HALO: f32 = 6.0;
const CAP: f32 = 4.0;
const ARROW: f32 = 20.0;
/// A voice with more signs than one in so many points is thinned out.
const THIN_OUT_BELOW: f32 = 6.0;
/// Thinned out, the lowest and the highest of every so many points stay.
const BUCKET: f32 = 8.0;
/// What is read of a statement stands on its day, or soon after.
const NEAR_STEPS: usize = 8;

impl TrackDraft {
    pub(super) fn draw_glyphs(&mut self, track: &SceneTrack) {
        let places = self.seen_statements(&track.statements);
        let most = self.place.regions.plot.width() / THIN_OUT_BELOW;
        if places.len() as f32 > most {
            for statement in self.thinned_out(&track.statements, places) {
                self.draw_glyph(track, statement);
            }
        } else {
            let seen = track.statements.get(places).unwrap_or_default();
            let is_echo = |one: &&SceneStatement| one.manner == Manner::Echo;
            seen.iter().filter(is_echo).for_each(|echo| self.draw_glyph(track, echo));
            self.close(Stratum::Echoes);
            let is_own = |one: &&SceneStatement| one.manner != Manner::Echo;
            seen.iter().filter(is_own).for_each(|own| self.draw_glyph(track, own));
        }
        self.close(Stratum::Glyphs);
    }

    fn seen_statements(&self, all: &[SceneStatement]) -> Range<usize> {
        let (from, to) = self.place.time.window();
        let start = all.partition_point(|statement| f64::from(statement.day) < from);
        let end = all.partition_point(|statement| f64::from(statement.day) <= to);
        start..end.max(start)
    }

    /// The lowest and the highest of each bucket, where they reach beyond what the voice's band
    /// shows there. Buckets lie still while the window is moved.
    fn thinned_out<'a>(
        &self,
        all: &'a Timeline<SceneStatement>,
        places: Range<usize>,
    ) -> Vec<&'a SceneStatement> {
        let time = &self.place.time;
        let (from, to) = time.window();
        let days = time.days_per_point() * f64::from(BUCKET);
        let (first, last) = ((from / days).floor(), (to / days).ceil());
        let count = (last - first).max(1.0) as usize;
        let grain = Grain { from: days * first, days_per_column: days };
        let mut kept = Vec::new();
        for (bucket, said) in all.columns(&grain, count).into_iter().enumerate() {
            let (left, right) = (grain.start_of(bucket), grain.start_of(bucket + 1));
            // A bucket may have taken in half of the next.
            let right = right + days / 2.0;
            let (low, high) = self.shown_between(time.x(left), time.x(right));
            if !(said.low < low || said.high > high) {
                continue;
            }
            let start = all.partition_point(|one| f64::from(one.day) < left);
            let end = all.partition_point(|one| f64::from(one.day) < right + 1.0);
            let near = start.max(places.start)..end.min(places.end);
            let lowest = || all.first(near.clone(), |some| some.low <= said.low);
            let highest = || all.first(near.clone(), |some| some.high >= said.high);
            let lowest = if said.low < low { lowest() } else { None };
            let highest = if said.high > high { highest() } else { None };
            let highest = highest.filter(|place| Some(*place) != lowest);
            kept.extend([lowest, highest].into_iter().flatten().filter_map(|place| all.get(place)));
        }
        kept
    }

    /// From the lowest to the highest value that the voice's band shows between two x; low above
    /// high where there is none.
    fn shown_between(&self, left: f32, right: f32) -> (f64, f64) {
        let shown = self.covered.as_ref().map(|columns| columns.between(left, right));
        shown.map_or((f64::INFINITY, f64::NEG_INFINITY), |shown| (shown.low, shown.high()))
    }

    fn draw_glyph(&mut self, track: &SceneTrack, statement: &SceneStatement) {
        let x = self.place.time.x(f64::from(statement.day));
        let sign = Sign::new(track.sign, statement, x);
        if statement.form == Form::About {
            self.draw_halo(track, &sign);
        }
        if statement.from < statement.day {
            self.draw_period(&sign);
        }
        let mut reach = None;
        if statement.form == Form::Range {
            reach = self.draw_range(&sign);
        }
        let has_marker = statement.form != Form::Range || statement.best.is_some();
        if has_marker && self.place.is_seen(statement.anchor()) {
            let y = self.place.y_within(statement.anchor());
            self.draw_arrow(&sign, y);
            self.draw_marker(&sign, y);
            let (top, bottom) = reach.unwrap_or((y, y));
            reach = Some((top.min(y - SIZE / 2.0), bottom.max(y + SIZE / 2.0)));
        }
        if let Some((top, bottom)) = reach {
            self.taken.push(Rect::new(x - SIZE / 2.0, top, x + SIZE / 2.0, bottom));
            let (estimate, voice) = (statement.estimate, track.voice);
            let part = HitPart::Glyph;
            let is_echo = statement.manner == Manner::Echo;
            self.hits.push(GlyphHit { x, top, bottom, estimate, voice, part, is_echo });
        }
    }

    /// As wide as "about" is read.
    fn draw_halo(&mut self, track: &SceneTrack, sign: &Sign) {
        let statement = sign.statement;
        let place = track.steps.partition_point(|step| step.until <= statement.day);
        let mut near = track.steps.iter().skip(place).take(NEAR_STEPS);
        let Some(step) = near.find(|step| step.estimate == statement.estimate) else {
            return;
        };
        let (top, bottom) =
            (self.place.y_within(step.read.high()), self.place.y_within(step.read.low()));
        if bottom - top < 1.0 {
            return;
        }
        let plot = self.place.regions.plot;
        let (left, right) = ((sign.x - HALO).max(plot.left), (sign.x + HALO).min(plot.right));
        let rect = Rect::new(left, top, right, bottom);
        let radius = HALO.min(rect.height() / 2.0).min(rect.width() / 2.0);
        let kind = MarkKind::Rect { rect, radius, filled: true };
        self.push(sign.id, Part::Halo, sign.role, 0.30, kind);
    }

    /// The days it speaks of, where that is more than one.
    fn draw_period(&mut self, sign: &Sign) {
        let anchor = sign.statement.anchor();
        let left =
            self.place.time.x(f64::from(sign.statement.from)).max(self.place.regions.plot.left);
        if !self.place.is_seen(anchor) || sign.x - left < 5.0 {
            return;
        }
        let y = self.place.y_within(anchor);
        let points = vec![Point::new(left, y), Point::new(sign.x, y)];
        let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Dotted };
        self.push(sign.id, Part::Glyph, sign.role, 0.8, kind);
    }

    /// A bar from low to high with a cap at each end that is seen.
    fn draw_range(&mut self, sign: &Sign) -> Option<(f32, f32)> {
        let (low, high) = (sign.statement.low, sign.statement.high);
        let (top, bottom) = (self.place.y_within(high), self.place.y_within(low));
        if bottom - top < 0.5 && !self.place.is_seen(low) {
            return None;
        }
        let plot = self.place.regions.plot;
        let (x, left, right) =
            (sign.x, (sign.x - CAP).max(plot.left), (sign.x + CAP).min(plot.right));
        let mut points = Vec::with_capacity(6);
        if self.place.is_seen(high) {
            points.extend([Point::new(left, top), Point::new(right, top)]);
        }
        points.extend([Point::new(x, top), Point::new(x, bottom)]);
        if self.place.is_seen(low) {
            points.extend([Point::new(left, bottom), Point::new(right, bottom)]);
        }
        let kind = MarkKind::Line { points, width: sign.width, dash: sign.dash };
        self.push(sign.id, Part::Glyph, sign.role, 1.0, kind);
        Some((top, bottom))
    }

    /// Upwards for at least, downwards for at most, where there is room for it.
    fn draw_arrow(&mut self, sign: &Sign, y: f32) {
        let plot = self.place.regions.plot;
        let half = SIZE / 2.0;
        let (tail, tip) = match sign.statement.form {
            Form::AtLeast => (y - half, (y - ARROW).max(plot.top)),
            Form::AtMost => (y + half, (y + ARROW).min(plot.bottom)),
            Form::Point | Form::About | Form::Range => return,
        };
        if (tail - tip).abs() < 8.0 {
            return;
        }
        let (tail, tip) = (Point::new(sign.x, tail), Point::new(sign.x, tip));
        let kind = MarkKind::Arrow { tail, tip, width: sign.width.min(1.5) };
        self.push(sign.id, Part::Arrow, sign.role, 1.0, kind);
        self.taken.push(Rect::new(tip.x - 3.0, tip.y.min(tail.y), tip.x + 3.0, tip.y.max(tail.y)));
    }

    fn draw_marker(&mut self, sign: &Sign, y: f32) {
        let kind = MarkKind::Glyph {
            center: Point::new(sign.x, y),
            marker: sign.marker,
            size: sign.size,
            filled: sign.filled,
        };
        self.push(sign.id, Part::Glyph, sign.role, 1.0, kind);
    }
}

/// How one statement's sign is drawn.
struct Sign<'a> {
    statement: &'a SceneStatement,
    id: Option<MarkId>,
    role: Role,
    x: f32,
    marker: Marker,
    size: f32,
    filled: bool,
    width: f32,
    dash: Dash,
}

impl<'a> Sign<'a> {
    fn new(number: u16, statement: &'a SceneStatement, x: f32) -> Sign<'a> {
        let is_thin = matches!(statement.manner, Manner::Echo | Manner::Uncounted);
        Sign {
            statement,
            id: Some(MarkId::Estimate(statement.estimate)),
            role: Role::Source(number),
            x,
            marker: source_marker(number),
            size: if is_thin { THIN_SIZE } else { SIZE },
            filled: statement.manner == Manner::Counted,
            width: if is_thin { 1.0 } else { 2.0 },
            dash: match statement.manner {
                Manner::Projection => Dash::Fine,
                Manner::Counted | Manner::Echo | Manner::Uncounted => Dash::Solid,
            },
        }
    }
}
