//! What views of rows have in common: a column of names, and beside it the days.

use eframe::egui::{Align2, FontId, Rect, Stroke, Ui, pos2};

use crate::chart::{Role, TextStyle, TimeScale, elide, time_ticks};
use crate::estimate::Day;

use super::super::cx::Cx;
use super::super::view_history::Look;

/// The words of the axis, in points.
pub(super) const SMALL: f32 = 11.0;
pub(super) const TEXT: f32 = 12.0;
/// The row of the axis.
pub(super) const AXIS: f32 = 20.0;
/// Between the names and the days.
const GAP: f32 = 8.0;

/// The days beside a column of names.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub scale: TimeScale,
    pub left: f32,
    pub right: f32,
}

impl Days {
    /// Beside names that are so wide.
    pub fn beside(area: Rect, names: f32, look: Look) -> Days {
        let (left, right) = (area.left() + names + GAP, area.right() - GAP);
        Days { scale: TimeScale::new(look.time, left, right), left, right }
    }

    /// From where to where some days are seen, the last not included; none where they are not.
    pub fn span(&self, from: i32, until: i32) -> Option<(f32, f32)> {
        let x = |day: i32| match day {
            i32::MIN => self.left,
            i32::MAX => self.right,
            _ => self.scale.x(f64::from(day)),
        };
        let (from, until) = (x(from).max(self.left), x(until).min(self.right));
        (from < until).then_some((from, until))
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

/// A name at the left of a row, cut where the days begin.
pub(super) fn name_ui(
    ui: &Ui,
    row: Rect,
    (indent, width): (f32, f32),
    name: &str,
    role: Role,
    cx: &Cx<'_>,
) {
    let shown = elide(name, width - indent, TEXT, TextStyle::Regular);
    let at = pos2(row.left() + indent, row.center().y);
    let font = FontId::proportional(TEXT);
    ui.painter().text(at, Align2::LEFT_CENTER, shown, font, cx.ink(role));
}
