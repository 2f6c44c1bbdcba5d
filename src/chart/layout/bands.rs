//! Each voice's interval over time, its line of best numbers, and what was stated where an analyst
//! set something else.

use std::ops::Range;

use super::canvas::{Canvas, Named};
use super::columns::{Columns, LINE, part_of};
use super::density::is_dense;
use super::draft::{Stratum, TrackDraft};
use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Column, Fade, MarkId, MarkKind, Part};
use crate::chart::roles::Role;
use crate::chart::scene::{OpenEnd, Scene, SceneStep, SceneTrack};
use crate::chart::signs::{Dash, source_dash};
use crate::chart::timeline::Timeline;

const BAND_OPACITY: f32 = 0.26;
const OPEN_OPACITY: f32 = 0.30;
const STALE: f32 = 0.35;
const CARRIED: f32 = 0.12;

/// The part of a step that is seen.
struct Seen {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    fade: Fade,
}

impl Canvas {
    /// What an analyst changed of these voices stays visible: the range that was stated, under the
    /// bands.
    pub(super) fn draw_ghosts(&mut self, scene: &Scene, voices: &Range<usize>) {
        for ghost in scene.ghosts.iter().filter(|ghost| voices.contains(&ghost.voice)) {
            let Some((left, right)) = self.place.span(ghost.from, ghost.until) else { continue };
            let seen = self.place.sight().reach_of(ghost.read, ghost.open);
            let Some((top, bottom)) = seen else { continue };
            let fade = fade_of(ghost.open);
            let id = Some(MarkId::Estimate(ghost.estimate));
            if bottom - top >= 1.0 {
                let columns = [left, right].map(|x| Column { x, top, bottom }).into();
                let opacity = if fade == Fade::None { 0.10 } else { 0.20 };
                let kind = MarkKind::Band { columns, fade };
                self.push(id, Part::Ghost, Role::Ghost, opacity, kind);
            }
            let (low, high) = (Some(ghost.read.low()), Some(ghost.read.high()));
            let ends = match ghost.open {
                OpenEnd::Above => [low, None],
                OpenEnd::Below => [None, high],
                OpenEnd::Neither => [low, high.filter(|high| Some(*high) != low)],
            };
            for end in ends.into_iter().flatten() {
                if !self.place.is_seen(end) {
                    continue;
                }
                let y = self.place.y_within(end);
                let points = vec![Point::new(left, y), Point::new(right, y)];
                let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Fine };
                self.push(id, Part::Ghost, Role::Ghost, 1.0, kind);
            }
        }
    }
}

impl TrackDraft {
    /// All bands, then all lines, so that no band hides a line.
    pub(super) fn draw_track(&mut self, track: &SceneTrack) {
        let all = [
            (&*track.stale, Part::Stale),
            (&*track.divided, Part::Divided),
            (&*track.steps, Part::Band),
        ];
        let is_dense = all.map(|(steps, _)| self.is_dense(steps));
        self.is_dense = is_dense.contains(&true);
        for ((steps, part), is_dense) in all.into_iter().zip(is_dense) {
            if is_dense {
                self.draw_dense(track, steps, part);
            } else {
                self.draw_bands(track, steps, part);
            }
        }
        if !self.is_dense {
            self.draw_wedges(track);
        }
        self.close(Stratum::Bands);
        for ((steps, part), is_dense) in all.into_iter().zip(is_dense) {
            if !is_dense {
                let part = if part == Part::Band { Part::Line } else { part };
                self.draw_lines(track, seen_steps(steps, self.place.time.window()), part);
            }
        }
        self.close(Stratum::Lines);
    }

    /// Where totals are carried to: thin, with no edge of its own, never as if it had been said.
    fn draw_wedges(&mut self, track: &SceneTrack) {
        let window = self.place.time.window();
        for wedge in track.wedges_within(window) {
            let Some((left, right)) = self.place.span(wedge.from, wedge.until) else { continue };
            let bends = [wedge.from, wedge.until.saturating_sub(1)].into_iter();
            let along = self.place.along((left, right), bends, |day| wedge.read_at(day));
            let columns = along.map(|(x, (low, high))| {
                let (top, bottom) = (self.place.y_within(high), self.place.y_within(low));
                let (top, bottom) = thickened(top, bottom, 1.0);
                Column { x, top, bottom }
            });
            let columns = columns.collect();
            let role = Role::Source(track.sign);
            let id = Some(MarkId::Estimate(wedge.estimate));
            let opacity = strength(track, Part::Carried);
            let kind = MarkKind::Band { columns, fade: Fade::None };
            self.push(id, Part::Carried, role, opacity, kind);
        }
    }

    fn is_dense(&self, steps: &Timeline<SceneStep>) -> bool {
        is_dense(steps, &self.place.time, self.place.regions.plot)
    }

    /// Bands of what stands, each of which may be named, or of what is no standing interval.
    fn draw_bands(&mut self, track: &SceneTrack, steps: &Timeline<SceneStep>, part: Part) {
        for step in seen_steps(steps, self.place.time.window()) {
            let Some(seen) = self.seen(step) else { continue };
            self.draw_band(track, step, &seen, part);
            if part == Part::Band {
                self.name_step(track.voice, step, &seen);
            }
        }
    }

    fn seen(&self, step: &SceneStep) -> Option<Seen> {
        let (left, right) = self.place.span(step.from, step.until)?;
        let (top, bottom) = self.place.sight().reach(step)?;
        let fade = fade_of(step.open);
        Some(Seen { left, right, top, bottom, fade })
    }

    fn draw_band(&mut self, track: &SceneTrack, step: &SceneStep, seen: &Seen, part: Part) {
        let Seen { left, right, top, bottom, fade } = *seen;
        let has_line = step.best.is_some() || fade != Fade::None;
        if bottom - top < 0.5 && has_line {
            return;
        }
        let (top, bottom) = thickened(top, bottom, LINE);
        let columns = vec![Column { x: left, top, bottom }, Column { x: right, top, bottom }];
        let full = if fade == Fade::None { BAND_OPACITY } else { OPEN_OPACITY };
        let kind = MarkKind::Band { columns, fade };
        let role = Role::Source(track.sign);
        let id = Some(MarkId::Estimate(step.estimate));
        self.push(id, part, role, full * strength(track, part), kind);
    }

    /// Where a label for this step may go: above its upper line or below its lower one.
    fn name_step(&mut self, voice: usize, step: &SceneStep, seen: &Seen) {
        let line =
            step.best.filter(|best| self.place.is_seen(*best)).map(|best| self.place.value.y(best));
        let (above, below) = match (line, seen.fade) {
            (_, Fade::Up) => (line.unwrap_or(seen.bottom), seen.bottom),
            (_, Fade::Down) => (seen.top, line.unwrap_or(seen.top)),
            (_, Fade::None) => (seen.top, seen.bottom),
        };
        let (left, right) = (seen.left, seen.right);
        let prefers_below = seen.fade == Fade::Up && line.is_none();
        self.named.push(Named { voice, step: *step, left, right, above, below, prefers_below });
    }

    /// The best number, or the ends where there is none.
    fn draw_lines(&mut self, track: &SceneTrack, steps: &[SceneStep], part: Part) {
        let number = track.sign;
        for step in steps {
            let Some((left, right)) = self.place.span(step.from, step.until) else { continue };
            let is_firm = part != Part::Divided && !step.is_projection;
            let dash = match is_firm {
                true if self.place.is_crowd => Dash::Solid,
                true => source_dash(number),
                false => Dash::Fine,
            };
            for (value, width, opacity) in lines_of(step) {
                if !self.place.is_seen(value) {
                    continue;
                }
                let y = self.place.y_within(value);
                let points = vec![Point::new(left, y), Point::new(right, y)];
                let width = if self.place.is_miniature { 1.0 } else { width };
                let kind = MarkKind::Line { points, width, dash };
                let id = Some(MarkId::Estimate(step.estimate));
                let opacity = opacity * strength(track, part);
                self.push(id, part, Role::Source(number), opacity, kind);
                self.taken.push(Rect::new(left, y - 1.0, right, y + 1.0));
            }
        }
    }

    /// By pixel columns.
    fn draw_dense(&mut self, track: &SceneTrack, steps: &Timeline<SceneStep>, of: Part) {
        let plot = self.place.regions.plot;
        let columns = Columns::of(steps, &self.place);
        let role = Role::Source(track.sign);
        let id = Some(MarkId::Voice(track.voice));
        for run in columns.runs(&self.place) {
            let (part, fade) = (part_of(&run, of), run.fade);
            let opacity = match fade {
                _ if run.is_line => 1.0,
                Fade::None => BAND_OPACITY,
                Fade::Up | Fade::Down => OPEN_OPACITY,
            };
            for column in run.columns.iter().filter(|_| run.is_line) {
                self.taken.push(Rect::new(column.x, column.top, column.x, column.bottom));
            }
            let kind = MarkKind::Band { columns: run.columns, fade };
            self.push(id, part, role, opacity * strength(track, part), kind);
        }
        if of != Part::Band {
            return;
        }
        if let Some(step) = seen_steps(steps, self.place.time.window()).last()
            && let Some(mut seen) = self.seen(step)
        {
            // The label may stand anywhere along the last fifth.
            seen.left = seen.left.min(plot.right - plot.width() / 5.0);
            self.name_step(track.voice, step, &seen);
        }
        self.covered = Some(columns);
    }
}

/// (value, width, opacity) of the lines of a step.
fn lines_of(step: &SceneStep) -> impl Iterator<Item = (f64, f32, f32)> {
    let (low, high) = (step.read.low(), step.read.high());
    let (low, high) = match step.open {
        OpenEnd::Above => (Some((low, LINE, 1.0)), None),
        OpenEnd::Below => (None, Some((high, LINE, 1.0))),
        OpenEnd::Neither if step.best.is_none() => {
            (Some((low, 1.0, 0.75)), Some((high, 1.0, 0.75)))
        }
        OpenEnd::Neither => (None, None),
    };
    let best = step.best.map(|best| (best, LINE, 1.0));
    [low, high, best].into_iter().flatten()
}

/// How strongly a part of a track is drawn.
fn strength(track: &SceneTrack, part: Part) -> f32 {
    let counted = if track.is_counted { 1.0 } else { 0.55 };
    match part {
        Part::Stale => STALE * counted,
        Part::Carried => CARRIED * counted,
        Part::Divided => 0.6 * counted,
        _ => counted,
    }
}

fn seen_steps(steps: &Timeline<SceneStep>, window: (f64, f64)) -> &[SceneStep] {
    steps.get(steps.within(window)).unwrap_or_default()
}

/// Towards which edge an area loses its colour that is open there.
pub(super) fn fade_of(open: OpenEnd) -> Fade {
    match open {
        OpenEnd::Above => Fade::Up,
        OpenEnd::Below => Fade::Down,
        OpenEnd::Neither => Fade::None,
    }
}

/// At least this thick, about its middle.
pub(super) fn thickened(top: f32, bottom: f32, least: f32) -> (f32, f32) {
    if bottom - top >= least {
        return (top, bottom);
    }
    let middle = f32::midpoint(top, bottom);
    (middle - least / 2.0, middle + least / 2.0)
}
