//! Where the plot lies on the screen: what is drawn and touched on it stands on this.

use eframe::egui::{Pos2, Rect, vec2};

use crate::chart::Picture;

use super::cx::Cx;

/// The picture, where it is, and what lies behind it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub cx: &'a Cx<'a>,
    pub picture: &'a Picture,
    pub origin: Pos2,
}

impl Ground<'_> {
    /// The plot on the screen.
    pub fn plot(&self) -> Rect {
        let plot = self.picture.plot;
        Rect::from_min_max(
            self.origin + vec2(plot.left, plot.top),
            self.origin + vec2(plot.right, plot.bottom),
        )
    }
}
