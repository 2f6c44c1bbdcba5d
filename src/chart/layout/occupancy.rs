//! Which places of the plot are taken, so that labels find room.

use std::ops::Range;

use crate::chart::geometry::Rect;

/// Points per cell.
const CELL: f32 = 3.0;

/// Cells in a word.
const WORD: usize = u64::BITS as usize;

/// A grid of cells over the plot; each is free or taken.
pub(super) struct Occupancy {
    plot: Rect,
    columns: usize,
    rows: usize,
    /// So many words make a row; a bit is a cell, set where it is taken.
    words: usize,
    taken: Vec<u64>,
}

impl Occupancy {
    pub fn new(plot: Rect) -> Occupancy {
        let columns = (plot.width() / CELL).ceil().max(1.0) as usize;
        let rows = (plot.height() / CELL).ceil().max(1.0) as usize;
        let words = columns.div_ceil(WORD);
        Occupancy { plot, columns, rows, words, taken: vec![0; words.saturating_mul(rows)] }
    }

    /// Takes every cell that the rectangle touches.
    pub fn take(&mut self, rect: Rect) {
        let Some((columns, rows)) = self.cells(rect) else { return };
        for (word, bits) in masks(columns) {
            for row in rows.clone() {
                let place = row.saturating_mul(self.words).saturating_add(word);
                if let Some(cells) = self.taken.get_mut(place) {
                    *cells |= bits;
                }
            }
        }
    }

    /// Takes every cell that is taken in another grid over the same plot.
    pub fn join(&mut self, other: &Occupancy) {
        debug_assert_eq!(self.plot, other.plot, "grids over one plot");
        for (cells, others) in self.taken.iter_mut().zip(&other.taken) {
            *cells |= others;
        }
    }

    /// Whether the rectangle lies in the plot and touches no taken cell.
    pub fn is_free(&self, rect: Rect) -> bool {
        if !self.plot.encloses(rect) {
            return false;
        }
        let Some((columns, rows)) = self.cells(rect) else { return false };
        masks(columns).all(|(word, bits)| {
            rows.clone().all(|row| {
                let place = row.saturating_mul(self.words).saturating_add(word);
                self.taken.get(place).is_some_and(|cells| cells & bits == 0)
            })
        })
    }

    fn cells(&self, rect: Rect) -> Option<(Range<usize>, Range<usize>)> {
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

/// The words of a row that hold these columns, and the bits of these columns in them.
fn masks(columns: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let words = columns.start / WORD..columns.end.div_ceil(WORD);
    words.map(move |word| {
        let first = columns.start.max(word * WORD) - word * WORD;
        let end = columns.end.min((word + 1) * WORD) - word * WORD;
        let below = |bit: usize| if bit >= WORD { u64::MAX } else { (1 << bit) - 1 };
        (word, below(end) & !below(first))
    })
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
