//! The agreement strip: the verdict of every day by colour and, where it fits, in words.

use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Anchor, MarkId, MarkKind, Part};
use crate::chart::roles::Role;
use crate::chart::scale::TimeScale;
use crate::chart::scene::{Scene, SceneSegment};
use crate::chart::signs::Dash;
use crate::chart::text::{TextStyle, text_width};
use crate::chart::timeline::{Grain, Timeline};
use crate::compare::Verdict;
use crate::words::Words;

use super::canvas::{Canvas, SMALL, text_at};
use super::place::Place;

/// Between two pieces.
const GAP: f32 = 1.0;
/// A piece no wider than this has no gap behind it.
const LEAST_WIDE: f32 = 6.0;
/// From one stroke of the hatch to the next, in points.
const HATCH: f32 = 5.0;
pub(super) const HATCH_OPACITY: f32 = 0.45;
/// With more segments than this in a column, it does not matter to which of two neighbours one
/// belongs.
const MANY: usize = 32;

/// What of the strip is drawn in one.
struct Piece<'a> {
    rect: Rect,
    /// It has a gap behind it, round corners, and room for words.
    is_wide: bool,
    segment: &'a SceneSegment,
}

impl Canvas {
    pub(super) fn draw_strip(&mut self, scene: &Scene) {
        let strip = self.place.regions.strip;
        let middle = f32::midpoint(strip.top, strip.bottom);
        let title = "agreement";
        let text = text_at(strip.left - 8.0, middle, Anchor::End, 10.5, TextStyle::Regular, title);
        self.push_text(None, Part::AxisLabel, Role::AxisText, text);
        let pieces = self.pieces(scene);
        // Where nobody stands any more nothing lies on it.
        self.hatch(scene, strip, Role::Hairline, 1.0);
        for Piece { rect, is_wide, segment } in &pieces {
            let id = Some(MarkId::Segment(segment.place));
            let radius = if *is_wide { 2.5 } else { 0.0 };
            let kind = MarkKind::Rect { rect: *rect, radius, filled: true };
            self.push(id, Part::Strip, Role::Verdict(segment.verdict), 1.0, kind);
        }
        self.hatch(scene, strip, Role::Surface, HATCH_OPACITY);
        for Piece { rect, segment, .. } in pieces.into_iter().filter(|piece| piece.is_wide) {
            self.name_piece(scene, rect, segment);
        }
    }

    /// Nothing said since.
    pub(super) fn hatch(&mut self, scene: &Scene, strip: Rect, role: Role, opacity: f32) {
        let Some((from, until)) = scene.unsaid else { return };
        let Some((left, right)) = self.place.span(from, until) else { return };
        let (top, bottom) = (strip.top + 1.0, strip.bottom - 1.0);
        let strokes = (0..).map(|place| left - (bottom - top) + place as f32 * HATCH);
        for foot in strokes.take_while(|foot| *foot < right) {
            // From its foot up to the right, as far as it lies between the edges.
            let (begin, end) = (foot.max(left), (foot + bottom - top).min(right));
            let at = |x: f32| Point::new(x, bottom - (x - foot));
            if end - begin > 0.5 {
                let points = vec![at(begin), at(end)];
                let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Solid };
                self.push(None, Part::Unsaid, role, opacity, kind);
            }
        }
    }

    /// The pieces on which anybody stands, and where each is drawn.
    fn pieces<'a>(&self, scene: &'a Scene) -> Vec<Piece<'a>> {
        let Place { regions, time, pixels_per_point, .. } = &self.place;
        let strip = regions.strip;
        let across = (strip.left, strip.right);
        let pieces = pieces_of(&scene.segments, time, across, *pixels_per_point).into_iter();
        let standing = pieces.filter(|(.., segment)| segment.verdict != Verdict::None);
        let piece = |(left, right, segment)| {
            let is_wide = right - left > LEAST_WIDE;
            let right = if is_wide { right - GAP } else { right };
            let rect = Rect::new(left, strip.top + 1.0, right, strip.bottom - 1.0);
            Piece { rect, is_wide, segment }
        };
        standing.map(piece).collect()
    }

    fn name_piece(&mut self, scene: &Scene, rect: Rect, segment: &SceneSegment) {
        let fits = |words: &String| text_width(words, SMALL, TextStyle::Bold) + 8.0 <= rect.width();
        if let Some(words) = said_of(scene, segment, self.words).into_iter().find(fits) {
            let id = Some(MarkId::Segment(segment.place));
            let x = f32::midpoint(rect.left, rect.right);
            let middle = f32::midpoint(rect.top, rect.bottom);
            let text = text_at(x, middle, Anchor::Middle, SMALL, TextStyle::Bold, &words);
            self.push_text(id, Part::StripLabel, Role::OnVerdict(segment.verdict), text);
        }
    }
}

/// Runs of pixel columns with one verdict, from left to right. Where several segments share a column
/// the gravest verdict is shown: no disagreement is too short to be seen.
pub fn pieces_of<'a>(
    segments: &'a Timeline<SceneSegment>,
    time: &TimeScale,
    (left, right): (f32, f32),
    pixels_per_point: f32,
) -> Vec<(f32, f32, &'a SceneSegment)> {
    let count = ((right - left) * pixels_per_point).ceil().max(1.0) as usize;
    let seen = segments.within(time.window());
    let per_column = seen.len() / count;
    let shown = if per_column > MANY {
        let days_per_column = time.days_per_point() / f64::from(pixels_per_point);
        let grain = Grain { from: time.window().0, days_per_column };
        let columns = segments.columns(&grain, count);
        columns.into_iter().map(|column| column.place()).collect()
    } else {
        places_shown(segments, time, (left, right), pixels_per_point, count)
    };
    let mut pieces: Vec<(f32, f32, &SceneSegment)> = Vec::new();
    for (column, place) in shown.into_iter().enumerate() {
        let Some(segment) = place.and_then(|place| segments.get(place)) else { continue };
        let from = left + column as f32 / pixels_per_point;
        let to = (from + 1.0 / pixels_per_point).min(right);
        match pieces.last_mut() {
            Some((_, end, last)) if key(last) == key(segment) => *end = to,
            _ => pieces.push((from, to, segment)),
        }
    }
    pieces
}

/// The segment that is shown in each column, column by column.
fn places_shown(
    segments: &Timeline<SceneSegment>,
    time: &TimeScale,
    (left, right): (f32, f32),
    pixels_per_point: f32,
    count: usize,
) -> Vec<Option<usize>> {
    let seen = segments.within(time.window());
    // In whose columns a segment begins and ends; one too short for a column has one all the same.
    let column = |day: i32| {
        let x = match day {
            i32::MIN => left,
            i32::MAX => right,
            _ => time.x(f64::from(day)).clamp(left, right),
        };
        ((x - left) * pixels_per_point).round().max(0.0) as usize
    };
    let begins = |segment: &SceneSegment| column(segment.from).min(count - 1);
    let ends = |segment: &SceneSegment| column(segment.until).max(begins(segment) + 1);
    let stride = seen.len() / count;
    let (mut start, mut end) = (seen.start, seen.start);
    let mut shown = Vec::with_capacity(count);
    for place in 0..count {
        start = segments.seek(start, start + stride, |segment| ends(segment) <= place);
        end = segments.seek(end, end + stride, |segment| begins(segment) <= place);
        shown.push(segments.over(start..end.min(seen.end)).place());
    }
    shown
}

/// What a piece says, from the longest to the shortest.
fn said_of(scene: &Scene, segment: &SceneSegment, words: Words) -> Vec<String> {
    let verdict = words.verdict(segment.verdict);
    match segment.verdict {
        Verdict::None => Vec::new(),
        Verdict::Single => vec![verdict.to_owned(), "1".to_owned()],
        Verdict::Divided => {
            let voices = segment.divided.iter();
            let names: Vec<&str> =
                voices.filter_map(|voice| scene.name_in_comparison(*voice)).collect();
            vec![format!("{verdict}: {}", words.all_of(&names)), verdict.to_owned()]
        }
        _ => {
            let (support, n) = (segment.support, segment.n);
            vec![
                format!("{verdict} · {support} of {n}"),
                format!("{support} of {n}"),
                format!("{support}/{n}"),
            ]
        }
    }
}

fn key(segment: &SceneSegment) -> (Verdict, usize, usize, &[usize]) {
    (segment.verdict, segment.support, segment.n, &segment.divided)
}
