//! Each voice's interval over time, its line of best numbers, and the interval most share.

use std::ops::Range;
use std::sync::Arc;

use crate::chart::hits::FADE_REACH;
use crate::chart::picture::{Column, Dash, Fade, MarkId, MarkKind, Part, Point, Rect};
use crate::chart::scale::TimeScale;
use crate::chart::scene::{OpenEnd, Scene, SceneStep, SceneTrack};
use crate::chart::theme::{Role, source_dash};

use super::labels::Named;
use super::tracks::{Stratum, TrackDraft};
use super::{Canvas, Place, voice_number};

/// Steps narrower than this on average are drawn by pixel columns.
const DENSE_BELOW: f32 = 3.0;
/// More dense voices than this have columns of two points.
const CROWD: usize = 16;
const BAND_OPACITY: f32 = 0.26;
const OPEN_OPACITY: f32 = 0.42;
const STALE: f32 = 0.35;
const LINE: f32 = 2.0;

/// The part of a step that is seen.
struct Seen {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    fade: Fade,
}

/// The steps that reach into a window of days.
pub(super) fn visible(steps: &[SceneStep], (from, to): (f64, f64)) -> Range<usize> {
    let start = steps.partition_point(|step| f64::from(step.until) <= from);
    let end = steps.partition_point(|step| f64::from(step.from) < to);
    start..end.max(start)
}

impl Canvas {
    pub(super) fn draw_core(&mut self, scene: &Scene) {
        for segment in scene.segments.iter().filter(|segment| !segment.core.is_empty()) {
            let Some((left, right)) = self.place.span(segment.from, segment.until) else {
                continue;
            };
            for core in &segment.core {
                let (top, bottom) =
                    (self.place.y_within(core.high()), self.place.y_within(core.low()));
                if bottom - top < 0.5 && !self.place.is_seen(core.low()) {
                    continue;
                }
                let plot = self.place.regions.plot;
                let (top, bottom) = thickened(top, bottom, 2.0);
                let rect = Rect::new(left, top.max(plot.top), right, bottom.min(plot.bottom));
                let kind = MarkKind::Rect { rect, radius: 0.0, filled: true };
                let id = Some(MarkId::Segment(segment.place));
                self.push(id, Part::Core, Role::Core, 0.14, kind);
            }
        }
    }
}

impl TrackDraft {
    /// All bands, then all lines, so that no band hides a line.
    pub(super) fn draw_track(&mut self, track: &SceneTrack) {
        let window = self.place.time.window();
        let steps = seen_steps(&track.steps, window);
        if is_dense(track, &self.place.time, self.place.regions.plot) {
            self.is_dense = true;
            self.draw_dense(track, steps);
            self.close(Stratum::Bands);
            return;
        }
        self.draw_faint(track, &track.stale, Part::Stale);
        self.draw_faint(track, &track.divided, Part::Divided);
        self.draw_sparse_bands(track, steps);
        self.close(Stratum::Bands);
        self.draw_lines(track, seen_steps(&track.stale, window), Part::Stale);
        self.draw_lines(track, seen_steps(&track.divided, window), Part::Divided);
        self.draw_lines(track, steps, Part::Line);
        self.close(Stratum::Lines);
    }

    /// Bands that are no voice's standing interval.
    fn draw_faint(&mut self, track: &SceneTrack, all: &Arc<Vec<SceneStep>>, part: Part) {
        for step in seen_steps(all, self.place.time.window()) {
            if let Some(seen) = self.seen(step) {
                self.draw_band(track, step, &seen, part);
            }
        }
    }

    fn seen(&self, step: &SceneStep) -> Option<Seen> {
        let (left, right) = self.place.span(step.from, step.until)?;
        let (top, bottom) = self.place.sight().reach(step)?;
        let fade = match step.open {
            OpenEnd::Above => Fade::Up,
            OpenEnd::Below => Fade::Down,
            OpenEnd::Neither => Fade::None,
        };
        Some(Seen { left, right, top, bottom, fade })
    }

    fn draw_sparse_bands(&mut self, track: &SceneTrack, steps: &[SceneStep]) {
        for step in steps {
            let Some(seen) = self.seen(step) else { continue };
            self.draw_band(track, step, &seen, Part::Band);
            self.name_step(track.voice, step, &seen);
        }
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
        let role = Role::Source(voice_number(track.voice));
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
        let number = voice_number(track.voice);
        for step in steps {
            let Some((left, right)) = self.place.span(step.from, step.until) else { continue };
            let is_firm = part != Part::Divided && !step.is_projection;
            let dash = if is_firm { source_dash(number) } else { Dash::Fine };
            for (value, width, opacity) in lines_of(step) {
                if !self.place.is_seen(value) {
                    continue;
                }
                let y = self.place.y_within(value);
                let points = vec![Point::new(left, y), Point::new(right, y)];
                let kind = MarkKind::Line { points, width, dash };
                let id = Some(MarkId::Estimate(step.estimate));
                let opacity = opacity * strength(track, part);
                self.push(id, part, Role::Source(number), opacity, kind);
                self.taken.push(Rect::new(left, y - 1.0, right, y + 1.0));
            }
        }
    }

    /// The lowest low and the highest high of every pixel column: no extreme is lost, and a voice
    /// takes no more columns than there are pixels.
    fn draw_dense(&mut self, track: &SceneTrack, steps: &[SceneStep]) {
        let plot = self.place.regions.plot;
        let count = (plot.width() * self.place.columns_per_point).ceil().max(1.0) as usize;
        let mut columns = Columns::new(count);
        let column = |day: i32| {
            let x = if day == i32::MAX { plot.right } else { self.place.time.x(f64::from(day)) };
            (x - plot.left) * self.place.columns_per_point
        };
        for step in steps {
            let first = column(step.from).max(0.0) as usize;
            let end = column(step.until).max(0.0).ceil() as usize;
            columns.cover(first..end.max(first.saturating_add(1)), step);
        }
        let bands = columns.bands(&self.place);
        let role = Role::Source(voice_number(track.voice));
        let id = Some(MarkId::Voice(track.voice));
        for (part, fade, columns) in bands {
            let opacity = match (part, fade) {
                (Part::Line, _) => 1.0,
                (_, Fade::None) => BAND_OPACITY,
                _ => OPEN_OPACITY,
            };
            for column in columns.iter().filter(|_| part == Part::Line) {
                self.taken.push(Rect::new(column.x, column.top, column.x, column.bottom));
            }
            self.push(id, part, role, opacity, MarkKind::Band { columns, fade });
        }
        if let Some(step) = steps.last()
            && let Some(mut seen) = self.seen(step)
        {
            // The label may stand anywhere along the last fifth.
            seen.left = seen.left.min(plot.right - plot.width() / 5.0);
            self.name_step(track.voice, step, &seen);
        }
        self.covered = columns.0.iter().map(|column| (column.low, column.high)).collect();
    }
}

/// Whether a voice is drawn by pixel columns.
fn is_dense(track: &SceneTrack, time: &TimeScale, plot: Rect) -> bool {
    seen_steps(&track.steps, time.window()).len() as f32 > plot.width() / DENSE_BELOW
}

/// One column for every point, but half as many where so many dense voices lie over each other
/// that no single column can be made out. Never more than one for every pixel.
pub(super) fn columns_per_point(scene: &Scene, time: &TimeScale, plot: Rect, pixels: f32) -> f32 {
    let dense = scene.tracks.iter().filter(|track| is_dense(track, time, plot)).count();
    let most = if dense > CROWD { 0.5 } else { 1.0 };
    pixels.min(most)
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
        Part::Divided => 0.6 * counted,
        _ => counted,
    }
}

fn seen_steps(steps: &[SceneStep], window: (f64, f64)) -> &[SceneStep] {
    steps.get(visible(steps, window)).unwrap_or_default()
}

/// What the steps in one pixel column come to.
#[derive(Clone, Copy)]
struct PixelColumn {
    low: f64,
    /// Infinite where open above.
    high: f64,
    /// The highest finite end.
    top: f64,
    best_low: f64,
    best_high: f64,
    open: OpenEnd,
}

struct Columns(Vec<PixelColumn>);

/// A run of columns to draw as one band.
type Run = (Part, Fade, Vec<Column>);

impl Columns {
    fn new(count: usize) -> Columns {
        let empty = PixelColumn {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            top: f64::NEG_INFINITY,
            best_low: f64::INFINITY,
            best_high: f64::NEG_INFINITY,
            open: OpenEnd::Neither,
        };
        Columns(vec![empty; count])
    }

    fn cover(&mut self, range: Range<usize>, step: &SceneStep) {
        let end = range.end.min(self.0.len());
        let Some(columns) = self.0.get_mut(range.start.min(end)..end) else { return };
        for column in columns {
            column.low = column.low.min(step.read.low());
            column.high = column.high.max(step.read.high());
            let top = if step.open == OpenEnd::Above { step.read.low() } else { step.read.high() };
            column.top = column.top.max(top);
            if let Some(best) = step.best {
                column.best_low = column.best_low.min(best);
                column.best_high = column.best_high.max(best);
            }
            if step.open != OpenEnd::Neither && column.open != OpenEnd::Above {
                column.open = step.open;
            }
        }
    }

    /// Bands and, over them, lines of best numbers, cut into runs without gaps.
    fn bands(&self, place: &Place) -> Vec<Run> {
        let plot = place.regions.plot;
        let (mut bands, mut lines) = (Vec::new(), Vec::new());
        for (index, column) in self.0.iter().enumerate() {
            let left = plot.left + index as f32 / place.columns_per_point;
            let x = left + 0.5 / place.columns_per_point;
            let x = x.min(plot.right);
            add_to_run(&mut bands, Part::Band, band_column(place, column, x), left);
            add_to_run(&mut lines, Part::Line, line_column(place, column, x), left);
        }
        bands.append(&mut lines);
        bands.retain(|(_, _, columns): &Run| columns.len() > 1);
        bands
    }
}

fn add_to_run(runs: &mut Vec<Run>, part: Part, column: Option<(Fade, Column)>, left: f32) {
    match (column, runs.last_mut()) {
        (Some((fade, column)), Some((_, open, columns)))
            if *open == fade && !columns.is_empty() =>
        {
            columns.push(column);
        }
        (Some((fade, column)), _) => {
            // A run begins half a column out, so that one alone has a width too.
            let start = Column { x: left.min(column.x), ..column };
            runs.push((part, fade, vec![start, column]));
        }
        // An empty run marks the gap.
        (None, Some((_, _, columns))) if !columns.is_empty() => {
            runs.push((part, Fade::None, Vec::new()));
        }
        (None, _) => {}
    }
}

fn band_column(place: &Place, column: &PixelColumn, x: f32) -> Option<(Fade, Column)> {
    if column.low > column.high {
        return None;
    }
    let plot = place.regions.plot;
    let (high, low) = (place.value.y_quickly(column.top), place.value.y_quickly(column.low));
    let (top, bottom, fade) = match column.open {
        OpenEnd::Above => (high - FADE_REACH, low, Fade::Up),
        OpenEnd::Below => (high, low.min(high + FADE_REACH), Fade::Down),
        OpenEnd::Neither => (high, low, Fade::None),
    };
    if bottom < plot.top || top > plot.bottom || bottom - top < 0.3 {
        return None;
    }
    let column = Column { x, top: top.max(plot.top), bottom: bottom.min(plot.bottom) };
    Some((fade, column))
}

fn line_column(place: &Place, column: &PixelColumn, x: f32) -> Option<(Fade, Column)> {
    if column.best_low > column.best_high {
        return None;
    }
    let plot = place.regions.plot;
    let top = place.value.y_quickly(column.best_high) - LINE / 2.0;
    let bottom = place.value.y_quickly(column.best_low) + LINE / 2.0;
    if bottom < plot.top || top > plot.bottom {
        return None;
    }
    Some((Fade::None, Column { x, top: top.max(plot.top), bottom: bottom.min(plot.bottom) }))
}

/// At least this thick, about its middle.
fn thickened(top: f32, bottom: f32, least: f32) -> (f32, f32) {
    if bottom - top >= least {
        return (top, bottom);
    }
    let middle = f32::midpoint(top, bottom);
    (middle - least / 2.0, middle + least / 2.0)
}
