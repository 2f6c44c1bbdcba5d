//! What views of rows have in common: a column of names, and beside it the days.

use eframe::egui::{FontId, Rect, Stroke, Ui, pos2};

use crate::chart::{Role, RowDays, TimeScale, time_ticks};
use crate::estimate::Day;

use super::super::cx::Cx;
use super::super::view_history::Look;

/// The words of the axis, in points.
pub(super) const SMALL: f32 = 11.0;
pub(super) const TEXT: f32 = 12.0;
/// The row of the axis.
pub(super) const AXIS: f32 = 20.0;
/// The days beside a column of names.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub scale: TimeScale,
    pub left: f32,
    pub right: f32,
}

impl Days {
    /// On the screen, where rows lie in this area.
    pub fn within(area: Rect, days: RowDays, look: Look) -> Days {
        let (left, right) = (area.left() + days.left, area.left() + days.right);
        Days { scale: TimeScale::new(look.time, left, right), left, right }
    }

    pub fn x(&self, day: i32) -> Option<f32> {
        let x = self.scale.x(f64::from(day));
        (self.left..=self.right).contains(&x).then_some(x)
    }

    pub fn day_at(&self, x: f32) -> Option<Day> {
        #[expect(clippy::cast_possible_truncation, reason = "held to the range of days")]
        let number = self.scale.days(x).floor().clamp(-719_162.0, 2_932_896.0) as i32;
        (self.left..=self.right).contains(&x).then(|| Day::from_number(number)).flatten()
    }

    /// Lines through rows at the ticks.
    pub fn grid_ui(&self, ui: &Ui, cx: &Cx<'_>, rows: Rect) {
        for tick in time_ticks(&self.scale, SMALL, cx.words) {
            let stroke = Stroke::new(1.0, cx.ink(Role::Grid));
            ui.painter().vline(tick.x.clamp(self.left, self.right), rows.y_range(), stroke);
        }
    }

    /// The words of the ticks.
    pub fn axis_ui(&self, ui: &Ui, cx: &Cx<'_>, axis: Rect) {
        let mut free_from = self.left;
        for tick in time_ticks(&self.scale, SMALL, cx.words) {
            let (x, ink) = (tick.x.max(self.left), cx.ink(Role::AxisText));
            let font = FontId::proportional(SMALL);
            let galley = ui.painter().layout_no_wrap(tick.label, font, ink);
            if x >= free_from && x + galley.size().x + 4.0 <= self.right {
                free_from = x + galley.size().x + 12.0;
                let at = pos2(x + 4.0, axis.center().y - galley.size().y / 2.0);
                ui.painter().galley(at, galley, ink);
            }
        }
    }

    /// The line of the date cursor through rows.
    pub fn cursor_ui(&self, ui: &Ui, cx: &Cx<'_>, rows: Rect) {
        if let Some(x) = self.x(cx.cursor.number()) {
            ui.painter().vline(x, rows.y_range(), Stroke::new(1.5, cx.ink(Role::Cursor)));
        }
    }
}
