//! Pictures that have no time axis: one day row by row, the voices two by two, all measures at a glance,
//! and the gap between two taken apart.
//!
//! Each gathers what it shows and hands it to [`chart`](crate::chart), which lays it out; what stands
//! around it on the page is as with every chart. A picture is as high as what it shows: nothing is left
//! out for want of height, and no name is cut.

mod asked;
mod bridge;
mod measures;
mod pairs;
mod slice;

use crate::compare::EndAsked;

use super::chart::{Chart, Charted, PageOptions};
use asked::Asked;

/// What a picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shown {
    /// The voices over time, as the view lays them out.
    #[default]
    OverTime,
    /// Who says what on the day of the cursor.
    Slice,
    /// How each two voices lie to each other, on that day and over the days.
    Pairs,
    /// Every measure with its agreement over time, and what it comes to on that day.
    Measures,
    /// The gap between two figures, taken apart.
    Bridge([EndAsked; 2]),
}

impl Charted<'_> {
    /// Draws what is to be shown of it.
    ///
    /// # Errors
    /// In one sentence, where nothing of the kind is there to be drawn.
    pub fn draw_shown(self, shown: Shown, options: &PageOptions) -> Result<Chart, String> {
        match shown {
            Shown::OverTime => self.draw(options),
            Shown::Slice => slice::drawn(&Asked::new(self, options)),
            Shown::Pairs => pairs::drawn(&Asked::new(self, options)),
            Shown::Measures => measures::drawn(&Asked::new(self, options)),
            Shown::Bridge(ends) => bridge::drawn(&Asked::new(self, options), ends),
        }
    }
}

#[cfg(test)]
mod tests;
