//! Which voices are drawn by pixel columns, and how wide the columns are.

use crate::chart::geometry::Rect;
use crate::chart::scale::TimeScale;
use crate::chart::scene::{Scene, SceneStep, SceneTrack};
use crate::chart::timeline::Timeline;

/// Steps narrower than this on average are drawn by pixel columns.
const DENSE_BELOW: f32 = 3.0;
/// More dense voices than this have wider columns.
const CROWD: usize = 16;
/// So many columns can be painted in a frame.
const MOST_COLUMNS: f32 = 24_000.0;
/// No column is wider than this many points.
const WIDEST: f32 = 16.0;

/// Of more voices lines are drawn through: dashes over dashes tell nobody apart, and each dash is a
/// shape of its own.
const MOST_DASHED: usize = 256;

/// Whether there are more voices than can be told apart by the dashes of their lines.
pub(super) fn is_crowd(scene: &Scene) -> bool {
    scene.tracks.len() > MOST_DASHED
}

/// Whether some steps are drawn by pixel columns.
pub(super) fn is_dense(steps: &Timeline<SceneStep>, time: &TimeScale, plot: Rect) -> bool {
    steps.within(time.window()).len() as f32 > plot.width() / DENSE_BELOW
}

/// One column for every point, but of two points where so many dense voices lie over each other
/// that no single column can be made out, and wider ones where all of them could not be painted in
/// time. Never more than one for every pixel.
pub(super) fn columns_per_point(scene: &Scene, time: &TimeScale, plot: Rect, pixels: f32) -> f32 {
    let lists = scene.tracks.iter().flat_map(|track| lists_of(track));
    let dense = lists.filter(|steps| is_dense(steps, time, plot)).count();
    let mut width = if dense > CROWD { 2.0 } else { 1.0 };
    while width < WIDEST && dense as f32 * plot.width() / width > MOST_COLUMNS {
        width *= 1.25;
    }
    pixels.min(1.0 / width)
}

/// Everything of a voice that may be dense.
pub(super) fn lists_of(track: &SceneTrack) -> [&Timeline<SceneStep>; 3] {
    [&track.stale, &track.divided, &track.steps]
}
