//! Where the plot lies on the screen: what is drawn and touched on it stands on this.

use eframe::egui::{Pos2, Rect, vec2};

use crate::chart::{self, LaneArea, Picture, ValueAxis};

use super::cx::Cx;

/// The picture, where it is, and what lies behind it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub cx: &'a Cx<'a>,
    pub picture: &'a Picture,
    pub origin: Pos2,
    /// Where heights are values, in the picture: the plot, or one of its lanes.
    pub area: chart::Rect,
    /// Values to y and back, there.
    pub value: ValueAxis,
}

impl<'a> Ground<'a> {
    /// A picture with its top left corner there.
    pub fn new(cx: &'a Cx<'a>, picture: &'a Picture, origin: Pos2) -> Ground<'a> {
        Ground { cx, picture, origin, area: picture.plot, value: picture.value }
    }

    /// The same with heights as they are in one of the lanes.
    pub fn in_lane(self, lane: &LaneArea) -> Ground<'a> {
        Ground { area: lane.plot, value: lane.value, ..self }
    }

    /// The plot on the screen, or the lane.
    pub fn plot(&self) -> Rect {
        let plot = self.area;
        Rect::from_min_max(
            self.origin + vec2(plot.left, plot.top),
            self.origin + vec2(plot.right, plot.bottom),
        )
    }
}
