//! The grid and the words on both axes.

use crate::chart::geometry::Point;
use crate::chart::marks::{Anchor, MarkKind, Part};
use crate::chart::roles::Role;
use crate::chart::signs::Dash;
use crate::chart::text::{TextStyle, text_width};
use crate::chart::ticks::{factor_ticks, time_ticks, value_ticks};

use super::canvas::{Canvas, SMALL, text_at};
use super::frame::GUTTER;

/// Value ticks stand at least this far apart.
const VALUE_APART: f32 = 34.0;
/// Those of factors.
const FACTORS_APART: f32 = 16.0;

impl Canvas {
    pub(super) fn draw_grid(&mut self) {
        self.draw_time_grid();
        self.draw_value_grid();
    }

    pub(super) fn draw_time_grid(&mut self) {
        self.time_ticks = time_ticks(&self.place.time, SMALL, self.words);
        self.draw_time_ticks();
    }

    pub(super) fn draw_value_grid(&mut self) {
        let axis = &self.place.value;
        self.value_ticks = match self.place.is_by_factor {
            true => factor_ticks(axis, FACTORS_APART, self.words),
            false => value_ticks(axis, VALUE_APART, GUTTER - 14.0, SMALL, self.words),
        };
        self.draw_value_ticks();
    }

    /// What the days of the time axis are, before them.
    pub(super) fn name_time_axis(&mut self, name: &str) {
        let axis = self.place.regions.axis;
        let (x, middle) = (axis.left - 8.0, f32::midpoint(axis.top, axis.bottom));
        let text = text_at(x, middle, Anchor::End, SMALL, TextStyle::Regular, name);
        self.push_text(None, Part::AxisLabel, Role::AxisText, text);
    }

    fn grid_line(&mut self, from: Point, to: Point) {
        let kind = MarkKind::Line { points: vec![from, to], width: 1.0, dash: Dash::Solid };
        self.push(None, Part::Grid, Role::Grid, 1.0, kind);
    }

    /// A line at each tick, its words to the right of it; the words that would leave the axis or
    /// touch the ones before are dropped.
    fn draw_time_ticks(&mut self) {
        let (plot, axis) = (self.place.regions.plot, self.place.regions.axis);
        let mut free_from = axis.left;
        for index in 0..self.time_ticks.len() {
            let Some(tick) = self.time_ticks.get_mut(index) else { continue };
            let x = tick.x.clamp(plot.left, plot.right);
            let width = text_width(&tick.label, SMALL, TextStyle::Regular);
            if x + 4.0 < free_from || x + 4.0 + width > axis.right + 4.0 {
                tick.label.clear();
            } else {
                free_from = x + 4.0 + width + 6.0;
            }
            let label = tick.label.clone();
            self.grid_line(Point::new(x, plot.top), Point::new(x, axis.top + 4.0));
            if !label.is_empty() {
                let middle = f32::midpoint(axis.top, axis.bottom);
                let text =
                    text_at(x + 4.0, middle, Anchor::Start, SMALL, TextStyle::Regular, &label);
                self.push_text(None, Part::AxisLabel, Role::AxisText, text);
            }
        }
        let corner = Point::new(plot.left, plot.bottom);
        self.grid_line(corner, Point::new(plot.right, plot.bottom));
    }

    fn draw_value_ticks(&mut self) {
        let plot = self.place.regions.plot;
        for index in 0..self.value_ticks.len() {
            let Some(tick) = self.value_ticks.get(index) else { continue };
            let y = tick.y.clamp(plot.top, plot.bottom);
            let label = tick.label.clone();
            self.grid_line(Point::new(plot.left, y), Point::new(plot.right, y));
            let x = plot.left - 8.0;
            let text = text_at(x, y, Anchor::End, SMALL, TextStyle::Regular, &label);
            self.push_text(None, Part::AxisLabel, Role::AxisText, text);
        }
    }
}
