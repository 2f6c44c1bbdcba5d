//! The agreement strip: the verdict of every day by colour and, where it fits, in words.

use crate::chart::picture::{Anchor, MarkId, MarkKind, Part, Rect};
use crate::chart::scene::{Scene, SceneSegment};
use crate::chart::text::{TextStyle, text_width};
use crate::chart::theme::Role;
use crate::compare::Verdict;

use super::bands::visible_segments;
use super::{Canvas, SMALL, text_at};

/// Between two pieces.
const GAP: f32 = 1.0;

impl Canvas {
    pub(super) fn draw_strip(&mut self, scene: &Scene) {
        let strip = self.place.regions.strip;
        let middle = f32::midpoint(strip.top, strip.bottom);
        let title = "agreement";
        let text = text_at(strip.left - 8.0, middle, Anchor::End, 10.5, TextStyle::Regular, title);
        self.push_text(None, Part::AxisLabel, Role::AxisText, text);
        for (left, right, segment) in self.pieces(scene) {
            if segment.verdict != Verdict::None {
                self.draw_piece(left, right, segment);
            }
        }
    }

    /// Runs of pixel columns with one verdict. Where several segments share a column the gravest
    /// verdict is shown: no disagreement is too short to be seen.
    fn pieces<'a>(&self, scene: &'a Scene) -> Vec<(f32, f32, &'a SceneSegment)> {
        let strip = self.place.regions.strip;
        let segments = &scene.segments;
        let count = (strip.width() * self.place.pixels_per_point).ceil().max(1.0) as usize;
        let seen = visible_segments(segments, self.place.time.window());
        // In whose columns a segment begins and ends; one too short for a column has one all the
        // same.
        let column = |day: i32| {
            let x = self.place.x(day).clamp(strip.left, strip.right);
            ((x - strip.left) * self.place.pixels_per_point).round().max(0.0) as usize
        };
        let begins = |segment: &SceneSegment| column(segment.from).min(count - 1);
        let ends = |segment: &SceneSegment| column(segment.until).max(begins(segment) + 1);
        let stride = seen.len() / count;
        let (mut start, mut end) = (seen.start, seen.start);
        let mut columns: Vec<Option<&SceneSegment>> = Vec::with_capacity(count);
        for place in 0..count {
            start = segments.seek(start, start + stride, |segment| ends(segment) <= place);
            end = segments.seek(end, end + stride, |segment| begins(segment) <= place);
            let shown = segments.over(start..end.min(seen.end)).place();
            columns.push(shown.and_then(|place| segments.get(place)));
        }
        let mut pieces: Vec<(f32, f32, &SceneSegment)> = Vec::new();
        for (index, segment) in columns.iter().enumerate() {
            let Some(segment) = segment else { continue };
            let left = strip.left + index as f32 / self.place.pixels_per_point;
            let right = (left + 1.0 / self.place.pixels_per_point).min(strip.right);
            match pieces.last_mut() {
                Some((_, end, last)) if key(last) == key(segment) => *end = right,
                _ => pieces.push((left, right, segment)),
            }
        }
        pieces
    }

    fn draw_piece(&mut self, left: f32, right: f32, segment: &SceneSegment) {
        let strip = self.place.regions.strip;
        let is_wide = right - left > 6.0;
        let right = if is_wide { right - GAP } else { right };
        let rect = Rect::new(left, strip.top + 1.0, right, strip.bottom - 1.0);
        let id = Some(MarkId::Segment(segment.place));
        let radius = if is_wide { 2.5 } else { 0.0 };
        let kind = MarkKind::Rect { rect, radius, filled: true };
        self.push(id, Part::Strip, Role::Verdict(segment.verdict), 1.0, kind);
        let fits = |words: &String| text_width(words, SMALL, TextStyle::Bold) + 8.0 <= rect.width();
        let said = if is_wide { words(segment) } else { Vec::new() };
        if let Some(words) = said.into_iter().find(fits) {
            let x = f32::midpoint(rect.left, rect.right);
            let middle = f32::midpoint(rect.top, rect.bottom);
            let text = text_at(x, middle, Anchor::Middle, SMALL, TextStyle::Bold, &words);
            self.push_text(id, Part::StripLabel, Role::OnVerdict(segment.verdict), text);
        }
    }
}

/// What a piece says, from the longest to the shortest.
fn words(segment: &SceneSegment) -> Vec<String> {
    let verdict = segment.verdict.words();
    match segment.verdict {
        Verdict::None => Vec::new(),
        Verdict::Single => vec![verdict.to_owned(), "1".to_owned()],
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

fn key(segment: &SceneSegment) -> (Verdict, usize, usize) {
    (segment.verdict, segment.support, segment.n)
}
