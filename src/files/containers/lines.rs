//! The lines of a text, counted on as places in it are asked for.

use super::lines_in;

/// Counts lines as far as it is asked for.
pub(crate) struct Lines<'t> {
    text: &'t str,
    counted_to: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    pub(crate) fn of(text: &'t str) -> Lines<'t> {
        Lines { text, counted_to: 0, line: 1 }
    }

    /// The line of a place that lies after those asked for before; of others the last one.
    pub(crate) fn at(&mut self, place: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.counted_to..place).unwrap_or_default();
        self.line = self.line.saturating_add(lines_in(passed));
        self.counted_to = self.counted_to.max(place);
        self.line
    }
}
