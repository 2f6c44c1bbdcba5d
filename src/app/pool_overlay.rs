//! The pool over the plot, where it is switched on: what stands made into one number, drawn apart
//! from every voice and changing no verdict.

use eframe::egui::{Align2, FontId, Pos2, Rect, Shape, Stroke, TextStyle, Ui, pos2, vec2};

use crate::chart::Role;
use crate::compare::{Interval, Pool, Segment};
use crate::estimate::Day;

use super::ground::Ground;
use super::painter::color;

/// Of more segments than these in sight only the one at the cursor is pooled.
const MOST_SEGMENTS: usize = 300;

/// Paints, for each stretch of days in sight, the middle nine tenths and the middle of the linear
/// pool, the median of the best numbers as a dashed line, and the closed ends of the envelope. A
/// middle that is not one number has two lines.
pub(super) fn paint_pool(ui: &Ui, ground: Ground<'_>) {
    let cx = ground.cx;
    let (true, Some(comparison)) = (cx.view.pool, cx.comparison()) else { return };
    let in_sight: Vec<(&Segment, Rect)> = comparison
        .segments
        .iter()
        .filter(|segment| segment.agreement.n > 0)
        .filter_map(|segment| Some((segment, days_in_sight(ground, segment)?)))
        .collect();
    let is_crowded = in_sight.len() > MOST_SEGMENTS;
    let at_cursor = comparison.segment_at(cx.cursor);
    for (segment, rect) in in_sight {
        if is_crowded && segment.from != at_cursor.from {
            continue;
        }
        if let Some(day) = segment.from.or(segment.to) {
            paint_stretch(ui, ground, rect, &comparison.pool(cx.files(), day));
        }
    }
    let ink = color(cx.theme.colour(Role::InkSoft));
    let at = ground.plot().right_top() + vec2(-6.0, 4.0);
    let font = FontId::proportional(TextStyle::Small.resolve(ui.style()).size);
    ui.painter().text(at, Align2::RIGHT_TOP, "Pooled: no voice, no verdict", font, ink);
}

/// Where the days of a segment are in sight, as high as the plot.
fn days_in_sight(ground: Ground<'_>, segment: &Segment) -> Option<Rect> {
    let plot = ground.plot();
    let x = |day: Day| ground.origin.x + ground.picture.time.x(f64::from(day.number()));
    let left = segment.from.map_or(plot.left(), x).max(plot.left());
    let right = segment.to.map_or(plot.right(), |to| x(to.plus(1))).min(plot.right());
    (left < right).then(|| Rect::from_x_y_ranges(left..=right, plot.y_range()))
}

/// A middle that is not one number is drawn as the two between which it lies.
fn both_ends(middle: Interval) -> impl Iterator<Item = f64> {
    let high = (!middle.is_point()).then(|| middle.high());
    std::iter::once(middle.low()).chain(high)
}

fn paint_stretch(ui: &Ui, ground: Ground<'_>, days: Rect, pool: &Pool) {
    let painter = ui.painter().with_clip_rect(days.intersect(ui.clip_rect()));
    let ink = color(ground.cx.theme.colour(Role::InkSoft));
    let y = |value: f64| ground.origin.y + ground.picture.value.y(value);
    let across = |y: f32| -> [Pos2; 2] { [pos2(days.left(), y), pos2(days.right(), y)] };
    if let Some([low, high]) = pool.quantiles([0.05, 0.95]) {
        let band = Rect::from_x_y_ranges(days.x_range(), y(high)..=y(low));
        painter.rect_filled(band, 0.0, ink.gamma_multiply(0.12));
    }
    for middle in pool.median().into_iter().flat_map(both_ends) {
        painter.line_segment(across(y(middle)), Stroke::new(1.5, ink));
    }
    let ends = pool.envelope.map(|envelope| [envelope.closed_low(), envelope.closed_high()]);
    for end in ends.into_iter().flatten().flatten() {
        painter.extend(Shape::dotted_line(&across(y(end)), ink, 5.0, 0.8));
    }
    for median in pool.median_of_bests.into_iter().flat_map(both_ends) {
        let line = across(y(median));
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, ink), 5.0, 4.0));
    }
}
