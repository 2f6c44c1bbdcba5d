//! The interval that most voices share: a light fill behind the tracks, and over their bands and
//! lines its outline, so that it is seen however many bands lie on it.

use super::bands::thickened;
use super::canvas::Canvas;
use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Column, Fade, MarkId, MarkKind, Part};
use crate::chart::roles::Role;
use crate::chart::scene::{Scene, SceneCore, SceneSegment};
use crate::chart::signs::Dash;
use crate::chart::timeline::{Grain, Timeline};

const FILL_OPACITY: f32 = 0.07;
/// Of the outline, and of the pale seam under it, which keeps it apart from lines beside it.
const EDGE: f32 = 1.5;
const SEAM: f32 = 3.5;
const SEAM_OPACITY: f32 = 0.65;
/// An outline of more points has no seam: it would be all that is seen.
const MOST_WITH_SEAM: usize = 600;
/// Cores of segments narrower than this on average are drawn by pixel columns.
const DENSE_CORES_BELOW: f32 = 2.0;
/// So little apart two heights or two x are the same.
const SAME: f32 = 0.05;
/// No segment has more cores of which the next could go on.
const FEW: usize = 8;

/// A core as far as it is seen: what leaves the plot and comes back is in several pieces.
struct Piece {
    /// None where several segments share it.
    id: Option<MarkId>,
    columns: Vec<Column>,
}

impl Canvas {
    /// The light fill behind the tracks; its pieces are kept for the outline.
    pub(super) fn draw_core(&mut self, scene: &Scene) -> Outlines {
        let pieces = self.core_pieces(scene);
        let mut outlines = Outlines::default();
        for piece in pieces {
            match piece.id {
                Some(_) => outlines.add(&piece.columns),
                None => outlines.by_columns.push(piece.columns.clone()),
            }
            let kind = match piece.columns[..] {
                [left, right] if left.top == right.top && left.bottom == right.bottom => {
                    let rect = Rect::new(left.x, left.top, right.x, left.bottom);
                    MarkKind::Rect { rect, radius: 0.0, filled: true }
                }
                _ => MarkKind::Band { columns: piece.columns, fade: Fade::None },
            };
            self.push(piece.id, Part::Core, Role::Core, FILL_OPACITY, kind);
        }
        outlines
    }

    /// The outline of all cores, over what has been drawn.
    pub(super) fn draw_core_edges(&mut self, outlines: &Outlines) {
        let plot = self.place.regions.plot;
        for run in &outlines.by_columns {
            for y in [|column: &Column| column.top, |column: &Column| column.bottom] {
                for columns in edge_by_columns(run, y, plot) {
                    let kind = MarkKind::Band { columns, fade: Fade::None };
                    self.push(None, Part::CoreEdge, Role::Core, 1.0, kind);
                }
            }
        }
        let lines: Vec<Vec<Point>> =
            outlines.runs.iter().flat_map(|run| edges(run, plot)).collect();
        let count: usize = lines.iter().map(Vec::len).sum();
        let seam = (count <= MOST_WITH_SEAM).then_some((Role::Surface, SEAM, SEAM_OPACITY));
        for (role, width, opacity) in seam.into_iter().chain([(Role::Core, EDGE, 1.0)]) {
            for points in &lines {
                let kind = MarkKind::Line { points: points.clone(), width, dash: Dash::Solid };
                self.push(None, Part::CoreEdge, role, opacity, kind);
            }
        }
        self.close_layer();
    }

    fn core_pieces(&self, scene: &Scene) -> Vec<Piece> {
        let places = scene.segments.within(self.place.time.window());
        let plot = self.place.regions.plot;
        if places.len() as f32 > plot.width() / DENSE_CORES_BELOW {
            return self.dense_core(&scene.segments);
        }
        let segments = scene.segments.get(places).unwrap_or_default().iter();
        let pieces = segments.flat_map(|segment| {
            let id = Some(MarkId::Segment(segment.place));
            let columns = segment.cores.iter().flat_map(|core| self.core_columns(core));
            columns.map(move |columns| Piece { id, columns })
        });
        pieces.collect()
    }

    /// A core as far as it is seen: what moves may leave the plot and come back.
    fn core_columns(&self, core: &SceneCore) -> Vec<Vec<Column>> {
        let Some((left, right)) = self.place.span(core.from(), core.until) else {
            return Vec::new();
        };
        if let [(_, still)] = core.on[..] {
            let seen = self.core_seen(still.low(), still.high());
            let columns = |(top, bottom)| [left, right].map(|x| Column { x, top, bottom }).into();
            return seen.map(columns).into_iter().collect();
        }
        let bends = core.on.iter().map(|(day, _)| *day);
        let columns = self.place.along((left, right), bends, |day| core.read_at(day));
        let columns = columns.map(|(x, (low, high))| {
            let seen = self.core_seen(low, high);
            seen.map(|(top, bottom)| Column { x, top, bottom })
        });
        let columns: Vec<Option<Column>> = columns.collect();
        let seen = columns.split(Option::is_none).filter(|columns| columns.len() > 1);
        seen.map(|columns| columns.iter().copied().flatten().collect()).collect()
    }

    /// From top to bottom, what is seen of a core.
    fn core_seen(&self, low: f64, high: f64) -> Option<(f32, f32)> {
        let (top, bottom) = (self.place.y_within(high), self.place.y_within(low));
        if bottom - top < 0.5 && !self.place.is_seen(low) {
            return None;
        }
        let plot = self.place.regions.plot;
        let (top, bottom) = thickened(top, bottom, 2.0);
        Some((top.max(plot.top), bottom.min(plot.bottom)))
    }

    /// From the lowest to the highest value of the cores in every column.
    fn dense_core(&self, segments: &Timeline<SceneSegment>) -> Vec<Piece> {
        let plot = self.place.regions.plot;
        let count = plot.width().ceil().max(1.0) as usize;
        let (from, _) = self.place.time.window();
        let grain = Grain { from, days_per_column: self.place.time.days_per_point() };
        let (mut runs, mut run) = (Vec::new(), Vec::new());
        for (column, said) in segments.columns(&grain, count).into_iter().enumerate() {
            let left = plot.left + column as f32;
            let (begins, ends) = (grain.start_of(column), grain.start_of(column + 1));
            let alone = said.place().and_then(|place| segments.get(place)).filter(|segment| {
                f64::from(segment.from) <= begins && ends <= f64::from(segment.until)
            });
            let middle = f64::midpoint(begins, ends);
            let core = alone.map_or_else(|| said.core(), |segment| segment.core_at(middle));
            let seen = core.and_then(|(low, high)| self.core_seen(low, high));
            match seen {
                Some((top, bottom)) => {
                    let x = (left + 0.5).min(plot.right);
                    if run.is_empty() {
                        run.push(Column { x: left, top, bottom });
                    }
                    run.push(Column { x, top, bottom });
                }
                None => runs.push(std::mem::take(&mut run)),
            }
        }
        runs.push(run);
        let runs = runs.into_iter().filter(|run| run.len() > 1);
        runs.map(|columns| Piece { id: None, columns }).collect()
    }
}

/// The outlines of cores in the making, each from left to right.
#[derive(Default)]
pub(super) struct Outlines {
    runs: Vec<Vec<Column>>,
    /// Of cores that are drawn by pixel columns.
    by_columns: Vec<Vec<Column>>,
}

impl Outlines {
    /// Goes on with the outline that ends where these columns begin, if it touches them there.
    fn add(&mut self, columns: &[Column]) {
        let Some(first) = columns.first() else { return };
        let goes_on = |run: &&mut Vec<Column>| {
            run.last().is_some_and(|last| {
                (last.x - first.x).abs() < SAME
                    && first.top <= last.bottom
                    && last.top <= first.bottom
            })
        };
        match self.runs.iter_mut().rev().take(FEW).find(goes_on) {
            Some(run) => run.extend_from_slice(columns),
            None => self.runs.push(columns.to_vec()),
        }
    }
}

/// The lines around a core: along its top, down its end, back along its bottom and up its
/// beginning. What is cut off by the plot has no edge there.
fn edges(run: &[Column], plot: Rect) -> Vec<Vec<Point>> {
    let along = |y: fn(&Column) -> f32| {
        move |column: &Column| (Point::new(column.x, y(column)), is_cut(y(column), plot))
    };
    let tops = run.iter().map(along(|column| column.top));
    let bottoms = run.iter().rev().map(along(|column| column.bottom));
    let round: Vec<(Point, bool)> = tops.chain(bottoms).collect();
    let next = round.iter().cycle().skip(1);
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let mut is_drawn = false;
    for ((from, from_is_cut), (to, to_is_cut)) in round.iter().zip(next) {
        let is_upright = (from.x - to.x).abs() < SAME && from.y != to.y;
        let is_edge = if is_upright {
            plot.left + 1.0 < from.x && from.x < plot.right - 1.0
        } else {
            !(*from_is_cut && *to_is_cut)
        };
        match lines.last_mut().filter(|_| is_drawn && is_edge) {
            Some(line) => line.push(*to),
            None if is_edge => lines.push(vec![*from, *to]),
            None => {}
        }
        is_drawn = is_edge;
    }
    lines
}

/// One edge of a core that is drawn by pixel columns, as thin areas: in each column from where the
/// edge was in the one before to where it is.
fn edge_by_columns(run: &[Column], y: impl Fn(&Column) -> f32, plot: Rect) -> Vec<Vec<Column>> {
    let half = EDGE / 2.0;
    let mut before: Option<f32> = None;
    let columns = run.iter().map(|column| {
        let y = y(column);
        let from = before.replace(y).unwrap_or(y);
        let (top, bottom) = (y.min(from) - half, y.max(from) + half);
        let is_seen = !(is_cut(y, plot) && is_cut(from, plot));
        is_seen.then(|| Column {
            x: column.x,
            top: top.max(plot.top),
            bottom: bottom.min(plot.bottom),
        })
    });
    let columns: Vec<Option<Column>> = columns.collect();
    let seen = columns.split(Option::is_none).filter(|columns| columns.len() > 1);
    seen.map(|columns| columns.iter().copied().flatten().collect()).collect()
}

/// Whether a height is that of the plot's own edge.
fn is_cut(y: f32, plot: Rect) -> bool {
    y <= plot.top + SAME || plot.bottom - SAME <= y
}
