//! Where everything of a picture has its place.

use crate::chart::geometry::Rect;
use crate::chart::hits::Sight;
use crate::chart::scale::{Scale, TimeScale, ValueAxis, ValueScale};
use crate::chart::scene::Scene;
use crate::chart::timeline::Grain;

use super::density::{columns_per_point, is_crowd};
use super::frame::{Frame, Regions};

/// Points between two columns of what is not drawn straight.
const BETWEEN: f32 = 6.0;

/// Where everything of a picture has its place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Place {
    pub regions: Regions,
    pub pixels_per_point: f32,
    /// Of dense bands.
    pub columns_per_point: f32,
    pub time: TimeScale,
    pub value: ValueAxis,
    /// Bands and thin lines only: no signs.
    pub is_miniature: bool,
    /// So many voices that their lines are not told apart by dashes.
    pub is_crowd: bool,
    /// Values are logarithms of factors.
    pub is_by_factor: bool,
}

impl Place {
    pub fn new(scene: &Scene, frame: &Frame) -> Place {
        let regions = frame.regions(scene);
        let plot = regions.plot;
        let ppp = frame.pixels_per_point;
        let pixels_per_point = if ppp.is_finite() { ppp.clamp(0.25, 8.0) } else { 1.0 };
        let time = TimeScale::new(frame.time, plot.left, plot.right);
        let scale = ValueScale::new(frame.scale, frame.value.0, frame.value.1);
        Place {
            regions,
            pixels_per_point,
            columns_per_point: columns_per_point(scene, &time, plot, pixels_per_point),
            time,
            value: ValueAxis { scale, top: plot.top, bottom: plot.bottom },
            is_miniature: false,
            is_crowd: is_crowd(scene),
            is_by_factor: false,
        }
    }

    /// The plot takes the room of the agreement strip too.
    pub fn without_strip(mut self) -> Place {
        let Regions { lane, plot, axis, strip } = self.regions;
        let down = strip.bottom - strip.top;
        let plot = Rect::new(plot.left, plot.top, plot.right, plot.bottom + down);
        let axis = Rect::new(axis.left, axis.top + down, axis.right, axis.bottom + down);
        let strip = Rect::new(strip.left, axis.bottom, strip.right, axis.bottom);
        self.regions = Regions { lane, plot, axis, strip };
        self.value.bottom = plot.bottom;
        self
    }

    /// The whole frame is plot.
    pub fn of_miniature(scene: &Scene, frame: &Frame) -> Place {
        let edge = |x: f32| if x.is_finite() { x.clamp(1.0, 20_000.0) } else { 1.0 };
        let (width, height) = (edge(frame.width), edge(frame.height));
        let plot = Rect::new(0.0, 0.0, width, height);
        let (above, below) =
            (Rect::new(0.0, 0.0, width, 0.0), Rect::new(0.0, height, width, height));
        let regions = Regions { lane: above, plot, axis: below, strip: below };
        let place = Place::new(scene, frame);
        let time = TimeScale::new(frame.time, plot.left, plot.right);
        let pixels = place.pixels_per_point;
        Place {
            regions,
            columns_per_point: columns_per_point(scene, &time, plot, pixels),
            time,
            value: ValueAxis { top: plot.top, bottom: plot.bottom, ..place.value },
            is_miniature: true,
            ..place
        }
    }

    pub fn sight(&self) -> Sight {
        Sight { plot: self.regions.plot, time: self.time, value: self.value }
    }

    /// The pixel columns of dense bands.
    pub fn grain(&self) -> Grain {
        let days_per_column = self.time.days_per_point() / f64::from(self.columns_per_point);
        Grain { from: self.time.window().0, days_per_column }
    }

    /// The x of a day on the nearest whole pixel, so that neighbours share an edge without a seam.
    pub fn x(&self, day: i32) -> f32 {
        match day {
            i32::MIN => self.regions.plot.left,
            i32::MAX => self.regions.plot.right,
            _ => self.on_pixel(self.time.x(f64::from(day))),
        }
    }

    fn on_pixel(&self, x: f32) -> f32 {
        (x * self.pixels_per_point).round() / self.pixels_per_point
    }

    /// The x of the part of these days that is seen; none if they are out of the window.
    pub fn span(&self, from: i32, until: i32) -> Option<(f32, f32)> {
        let plot = self.regions.plot;
        let left = self.x(from).max(plot.left);
        let right = self.x(until).min(plot.right);
        (left < right).then_some((left, right))
    }

    /// From left to right, what is read where its ends move in straight lines from one of these
    /// days to the next: on each of them, at both edges, and so often between that neither a
    /// logarithm nor the edge of the plot bends it.
    pub fn along(
        &self,
        (left, right): (f32, f32),
        days: impl Iterator<Item = i32>,
        read_at: impl Fn(f64) -> (f64, f64),
    ) -> impl Iterator<Item = (f32, (f64, f64))> {
        let days = days.map(|day| self.time.x(f64::from(day)));
        let mut at: Vec<f32> = days.filter(|x| left < *x && *x < right).collect();
        at.extend([left, right]);
        let read = |x: f32| read_at(self.time.days(x));
        let is_seen = |x: &f32| {
            let (low, high) = read(*x);
            self.is_seen(low) && self.is_seen(high)
        };
        if self.value.scale.scale() == Scale::Log || !at.iter().all(is_seen) {
            let between = (1..).map(|step| left + step as f32 * BETWEEN);
            at.extend(between.take_while(|x| *x < right));
        }
        at.sort_unstable_by(f32::total_cmp);
        at.dedup();
        let time = self.time;
        at.into_iter().map(move |x| (x, read_at(time.days(x))))
    }

    /// The height of a value, held within the plot.
    pub fn y_within(&self, value: f64) -> f32 {
        let plot = self.regions.plot;
        if value == f64::INFINITY {
            return plot.top;
        }
        self.value.y(value).clamp(plot.top, plot.bottom)
    }

    /// Whether a value's own height lies in the plot.
    pub fn is_seen(&self, value: f64) -> bool {
        let y = self.value.y(value);
        (self.regions.plot.top - 0.01..=self.regions.plot.bottom + 0.01).contains(&y)
    }
}
