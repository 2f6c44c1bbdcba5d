//! Which places of the plot are taken, so that labels find room.

use crate::chart::picture::Rect;

/// Points per cell.
const CELL: f32 = 3.0;

/// A grid of cells over the plot; each is free or taken.
pub(super) struct Occupancy {
    plot: Rect,
    columns: usize,
    rows: usize,
    taken: Vec<bool>,
}

impl Occupancy {
    pub fn new(plot: Rect) -> Occupancy {
        let columns = (plot.width() / CELL).ceil().max(1.0) as usize;
        let rows = (plot.height() / CELL).ceil().max(1.0) as usize;
        Occupancy { plot, columns, rows, taken: vec![false; columns.saturating_mul(rows)] }
    }

    /// Takes every cell that the rectangle touches.
    pub fn take(&mut self, rect: Rect) {
        let Some((columns, rows)) = self.cells(rect) else { return };
        for row in rows {
            let start = row.saturating_mul(self.columns);
            let cells = start.saturating_add(columns.start)..start.saturating_add(columns.end);
            if let Some(cells) = self.taken.get_mut(cells) {
                cells.fill(true);
            }
        }
    }

    /// Whether the rectangle lies in the plot and touches no taken cell.
    pub fn is_free(&self, rect: Rect) -> bool {
        if !self.plot.encloses(rect) {
            return false;
        }
        let Some((columns, mut rows)) = self.cells(rect) else { return false };
        rows.all(|row| {
            let start = row.saturating_mul(self.columns);
            let cells = start.saturating_add(columns.start)..start.saturating_add(columns.end);
            self.taken.get(cells).is_some_and(|cells| !cells.contains(&true))
        })
    }

    fn cells(&self, rect: Rect) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let (left, right) = (rect.left.max(self.plot.left), rect.right.min(self.plot.right));
        let (top, bottom) = (rect.top.max(self.plot.top), rect.bottom.min(self.plot.bottom));
        if !(left <= right && top <= bottom) {
            return None;
        }
        let first = |from: f32, origin: f32| ((from - origin) / CELL).floor().max(0.0) as usize;
        let end = |to: f32, origin: f32, count: usize| {
            (((to - origin) / CELL).floor() as usize).saturating_add(1).min(count)
        };
        let columns = first(left, self.plot.left)..end(right, self.plot.left, self.columns);
        let rows = first(top, self.plot.top)..end(bottom, self.plot.top, self.rows);
        Some((columns, rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_free_and_what_reaches_out_of_the_plot_never_is() {
        let mut taken = Occupancy::new(Rect::new(10.0, 10.0, 110.0, 60.0));
        assert!(taken.is_free(Rect::new(20.0, 20.0, 40.0, 30.0)));
        taken.take(Rect::new(35.0, 28.0, 300.0, 29.0));
        assert!(!taken.is_free(Rect::new(20.0, 20.0, 40.0, 30.0)));
        assert!(taken.is_free(Rect::new(20.0, 10.0, 40.0, 24.0)));
        assert!(!taken.is_free(Rect::new(5.0, 40.0, 20.0, 50.0)));
    }
}
