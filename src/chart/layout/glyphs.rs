//! A sign at the as of of every stated estimate that shows how it was stated.

use std::collections::BTreeMap;

use crate::chart::hits::GlyphHit;
use crate::chart::picture::{Dash, HitPart, MarkId, MarkKind, Marker, Part, Point, Rect};
use crate::chart::scene::{Form, Manner, SceneStatement, SceneTrack};
use crate::chart::theme::{Role, source_marker};

use super::bands::visible;
use super::tracks::{Stratum, TrackDraft};
use super::voice_number;

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

impl TrackDraft {
    pub(super) fn draw_glyphs(&mut self, track: &SceneTrack) {
        let seen = self.seen_statements(track);
        let most = self.place.regions.plot.width() / THIN_OUT_BELOW;
        if seen.len() as f32 > most {
            for statement in self.thinned_out(seen) {
                self.draw_glyph(track, statement);
            }
        } else {
            let is_echo = |one: &&SceneStatement| one.manner == Manner::Echo;
            seen.iter().filter(is_echo).for_each(|echo| self.draw_glyph(track, echo));
            self.close(Stratum::Echoes);
            let is_own = |one: &&SceneStatement| one.manner != Manner::Echo;
            seen.iter().filter(is_own).for_each(|own| self.draw_glyph(track, own));
        }
        self.close(Stratum::Glyphs);
    }

    fn seen_statements<'a>(&self, track: &'a SceneTrack) -> &'a [SceneStatement] {
        let (from, to) = self.place.time.window();
        let all = &track.statements;
        let start = all.partition_point(|statement| f64::from(statement.day) < from);
        let end = all.partition_point(|statement| f64::from(statement.day) <= to);
        all.get(start..end).unwrap_or_default()
    }

    /// What the voice's band does not already show, the lowest and the highest of each bucket.
    fn thinned_out<'a>(&self, seen: &'a [SceneStatement]) -> Vec<&'a SceneStatement> {
        let plot = self.place.regions.plot;
        let mut kept: BTreeMap<i32, (&SceneStatement, &SceneStatement)> = BTreeMap::new();
        for statement in seen {
            let x = self.place.time.x(f64::from(statement.day)) - plot.left;
            let column = (x * self.place.columns_per_point).max(0.0) as usize;
            let shown = self.covered.get(column);
            if shown.is_some_and(|(low, high)| *low <= statement.low && statement.high <= *high) {
                continue;
            }
            let entry = kept.entry((x / BUCKET) as i32).or_insert((statement, statement));
            if statement.low < entry.0.low {
                entry.0 = statement;
            }
            if statement.high > entry.1.high {
                entry.1 = statement;
            }
        }
        let both = kept.into_values().flat_map(|(low, high)| {
            let second = (low.estimate != high.estimate).then_some(high);
            [Some(low), second].into_iter().flatten()
        });
        both.collect()
    }

    fn draw_glyph(&mut self, track: &SceneTrack, statement: &SceneStatement) {
        let x = self.place.time.x(f64::from(statement.day));
        let sign = Sign::new(track.voice, statement, x);
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
            self.hits.push(GlyphHit { x, top, bottom, estimate, voice, part });
        }
    }

    /// As wide as "about" is read.
    fn draw_halo(&mut self, track: &SceneTrack, sign: &Sign) {
        let steps = visible(&track.steps, self.place.time.window());
        let mut steps = track.steps.get(steps).unwrap_or_default().iter();
        let Some(step) = steps.find(|step| step.estimate == sign.statement.estimate) else {
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
    fn new(voice: usize, statement: &'a SceneStatement, x: f32) -> Sign<'a> {
        let number = voice_number(voice);
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
