//! Dense voices by pixel columns: the lowest low and the highest high of each, so that no extreme
//! is lost and a voice takes no more columns than there are pixels, however much it has said.

use crate::chart::marks::{Column, Fade, Part};
use crate::chart::scene::{OpenEnd, Reach, SceneStep};
use crate::chart::timeline::{Sum, Timeline};

use super::place::Place;

/// How thick a line of best numbers is.
pub(super) const LINE: f32 = 2.0;

/// The columns of the plot from left to right, and what lies in each.
pub(super) struct Columns {
    all: Vec<Reach>,
    per_point: f32,
    left: f32,
}

/// A run of columns to draw as one band.
pub(super) struct Run {
    /// Whether it is a line of best numbers.
    pub is_line: bool,
    pub fade: Fade,
    pub columns: Vec<Column>,
}

impl Columns {
    /// What each column comes to.
    pub fn of(steps: &Timeline<SceneStep>, place: &Place) -> Columns {
        let plot = place.regions.plot;
        let grain = place.grain();
        let count = (plot.width() * place.columns_per_point).ceil().max(1.0) as usize;
        let all = steps.columns(&grain, count);
        Columns { all, per_point: place.columns_per_point, left: plot.left }
    }

    /// What each of them comes to.
    #[cfg(test)]
    pub fn all(&self) -> &[Reach] {
        &self.all
    }

    /// What the columns between two x come to, edges and the one before the first included: a column
    /// may lack what lies at its left edge, and that is in the one before.
    pub fn between(&self, from: f32, to: f32) -> Reach {
        let column = |x: f32| ((x - self.left) * self.per_point).floor().max(0.0) as usize;
        let first = column(from).saturating_sub(1).min(self.all.len());
        let end = column(to).saturating_add(1).min(self.all.len());
        let columns = self.all.get(first..end.max(first)).unwrap_or_default();
        columns.iter().copied().fold(Reach::NOTHING, Sum::and)
    }

    /// Bands and, over them, lines of best numbers, cut into runs without gaps.
    pub fn runs(&self, place: &Place) -> Vec<Run> {
        let plot = place.regions.plot;
        let (mut bands, mut lines) = (Runs::new(false), Runs::new(true));
        for (index, column) in self.all.iter().enumerate() {
            let left = plot.left + index as f32 / self.per_point;
            let x = (left + 0.5 / self.per_point).min(plot.right);
            bands.add(band_column(place, column, x), left);
            lines.add(line_column(place, column, x), left);
        }
        let both = bands.done.into_iter().chain(lines.done);
        both.filter(|run| run.columns.len() > 1).collect()
    }
}

/// Runs in the making.
struct Runs {
    is_line: bool,
    done: Vec<Run>,
}

impl Runs {
    fn new(is_line: bool) -> Runs {
        Runs { is_line, done: Vec::new() }
    }

    fn add(&mut self, column: Option<(Fade, Column)>, left: f32) {
        let is_line = self.is_line;
        match (column, self.done.last_mut()) {
            (Some((fade, column)), Some(run)) if run.fade == fade && !run.columns.is_empty() => {
                run.columns.push(column);
            }
            (Some((fade, column)), _) => {
                // A run begins half a column out, so that one alone has a width too.
                let start = Column { x: left.min(column.x), ..column };
                self.done.push(Run { is_line, fade, columns: vec![start, column] });
            }
            // An empty run marks the gap.
            (None, Some(run)) if !run.columns.is_empty() => {
                self.done.push(Run { is_line, fade: Fade::None, columns: Vec::new() });
            }
            (None, _) => {}
        }
    }
}

fn band_column(place: &Place, column: &Reach, x: f32) -> Option<(Fade, Column)> {
    if column.is_nothing() {
        return None;
    }
    let plot = place.regions.plot;
    let (high, low) = (place.value.y_quickly(column.top), place.value.y_quickly(column.low));
    let (top, bottom, fade) = match column.open() {
        // Open above, it holds for everything in a window that lies higher.
        OpenEnd::Above => (plot.top, low, Fade::Up),
        OpenEnd::Below => (high, plot.bottom, Fade::Down),
        OpenEnd::Neither => (high, low, Fade::None),
    };
    if bottom < plot.top || top > plot.bottom || bottom - top < 0.3 {
        return None;
    }
    let column = Column { x, top: top.max(plot.top), bottom: bottom.min(plot.bottom) };
    Some((fade, column))
}

fn line_column(place: &Place, column: &Reach, x: f32) -> Option<(Fade, Column)> {
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

/// The part as which a run is drawn: lines of what stands are lines, all else is what it is of.
pub(super) fn part_of(run: &Run, of: Part) -> Part {
    if run.is_line && of == Part::Band { Part::Line } else { of }
}
