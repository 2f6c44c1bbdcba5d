//! What is looked at: the window of time and values, what is chosen instead of drawn, and the way
//! back through what was seen. Nothing here is undone or unsaved work.

use eframe::egui::Context;

use crate::chart::{Scale, Scene, ValueScale};
use crate::estimate::Day;
use crate::session::{Arrangement, View};

use super::super::brush::shown_days;
use super::super::derived::Answer;
use super::super::view_history::{Left, Look, Shown, ViewHistory};
use super::desk::Desk;

/// Room after the last day, as a share of the days shown, so that its sign is seen whole.
const ROOM_AFTER: f64 = 0.02;

impl Desk {
    /// Another look by a gesture that may go on.
    pub fn look_at(&mut self, ctx: &Context, look: Look) {
        let left = ctx.input(|input| Left::Gradually {
            now: input.time,
            pressed_at: input.pointer.press_start_time(),
        });
        self.leave_for(look, left);
    }

    /// Another look at once.
    pub fn show(&mut self, look: Look) {
        self.leave_for(look, Left::AtOnce);
    }

    fn leave_for(&mut self, look: Look, left: Left) {
        if is_sound(look) && self.look != Some(look) {
            self.views.leave(self.shown(), left);
            self.set_shown(Some(look));
        }
    }

    /// Another measure is looked at: as far as it goes, and nothing of it is selected.
    pub fn forget_where_it_looked(&mut self) {
        self.view.selection = None;
        self.view.cursor = None;
        self.view.window = None;
        self.view.value_window = None;
        self.look = None;
        self.views = ViewHistory::default();
    }

    /// All dates and all values.
    pub fn fit(&mut self) {
        if self.shown().is_some() {
            self.views.leave(self.shown(), Left::AtOnce);
            self.set_shown(None);
        }
    }

    pub fn look_back(&mut self) {
        if let Some(shown) = self.views.back(self.shown()) {
            self.set_shown(shown);
        }
    }

    pub fn look_on(&mut self) {
        if let Some(shown) = self.views.on(self.shown()) {
            self.set_shown(shown);
        }
    }

    /// The look, or none where all is shown.
    fn shown(&self) -> Shown {
        let is_chosen = self.view.window.is_some() || self.view.value_window.is_some();
        self.look.filter(|_| is_chosen)
    }

    fn set_shown(&mut self, shown: Shown) {
        self.look = shown;
        self.view.window = shown.map(|look| shown_days(look.time));
        self.view.value_window = shown.map(|look| look.values);
    }

    /// Every value that is drawn on the days shown.
    pub fn fit_values(&mut self) {
        if let (Some(look), Some(answer)) = (self.look, self.answer.value())
            && let Some(values) = fitted_values(answer, &self.view, look.time)
        {
            self.show(Look { values, ..look });
        }
    }

    /// From zero where it was not; else from the lowest value that is drawn.
    pub fn toggle_zero(&mut self) {
        let Some(look) = self.look.filter(|_| self.view.scale == Scale::Linear) else { return };
        if look.values.0 > 0.0 {
            self.view.starts_at_lowest = false;
            self.show(Look { values: (0.0, look.values.1), ..look });
        } else {
            self.view.starts_at_lowest = !self.view.starts_at_lowest;
            self.fit_values();
        }
    }

    /// So many days up to the last estimate.
    pub fn show_last(&mut self, days: i32) {
        let scene = self.answer.value().and_then(|answer| answer.drawn(&self.view));
        if let Some(last) = scene.and_then(Scene::last_day_spoken_of) {
            let after = (f64::from(days) * ROOM_AFTER).ceil();
            self.show_days(f64::from(last - days + 1), f64::from(last) + 1.0 + after);
        }
    }

    pub fn show_around_cursor(&mut self, days: i32) {
        if let Some(cursor) = self.view.cursor {
            let day = cursor.number();
            self.show_days(f64::from(day - days), f64::from(day + days + 1));
        }
    }

    pub fn show_cursor_year(&mut self) {
        let Some(cursor) = self.view.cursor else { return };
        let year = cursor.civil().year();
        if let (Some(first), Some(last)) = (Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31))
        {
            self.show_days(f64::from(first.number()), f64::from(last.number()) + 1.0);
        }
    }

    /// These days, with all values that are drawn on them.
    fn show_days(&mut self, from: f64, to: f64) {
        let Some(answer) = self.answer.value() else { return };
        if let Some(values) = fitted_values(answer, &self.view, (from, to)) {
            self.show(Look { time: (from, to), values });
        }
    }

    /// A range of values in the middle of those that are shown, in round numbers.
    pub fn middle_of_values(&self) -> Option<(f64, f64)> {
        let (low, high) = self.look?.values;
        let scale = ValueScale::new(self.view.scale, low, high);
        let step = super::super::snapping::step_below((high - low) / 100.0);
        let round = |share: f64| (scale.from_unit(share) / step).round() * step;
        Some((round(0.4).max(0.0), round(0.6).max(step)))
    }

    /// All voices in one plot, or lane by lane.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        if self.view.arrangement != arrangement {
            self.view.arrangement = arrangement;
            // Values that fill the plot of groups are not those of their members.
            self.view.value_window = None;
            self.look = None;
        }
    }

    pub fn set_scale(&mut self, scale: Scale) {
        let was_by_factor = std::mem::take(&mut self.view.by_factor);
        if self.view.scale != scale || was_by_factor {
            self.view.scale = scale;
            // Values that fill one scale are lost on the other.
            self.view.value_window = None;
            self.look = None;
        }
    }
}

/// Whether it can be shown: no narrower than three days and no wider than four thousand years.
fn is_sound(look: Look) -> bool {
    const LEAST_DAYS: f64 = 3.0;
    const MOST_DAYS: f64 = 1_460_000.0;
    let days = look.time.1 - look.time.0;
    let (low, high) = look.values;
    days.is_finite()
        && (LEAST_DAYS - 1e-6..=MOST_DAYS).contains(&days)
        && low.is_finite()
        && high.is_finite()
        && high - low >= 1e-3
}

/// What the view asks to look at; everything, or what the data fill where it does not.
pub(super) fn fitted(answer: &Answer, view: &View) -> Option<Look> {
    let saved = view
        .window
        .map(|(first, last)| (f64::from(first.number()), f64::from(last.plus(1).number())));
    let time = match saved {
        Some(time) => time,
        None => answer.drawn(view)?.time_extent(),
    };
    let values = view.value_window.or_else(|| fitted_values(answer, view, time))?;
    Some(Look { time, values })
}

fn fitted_values(answer: &Answer, view: &View, time: (f64, f64)) -> Option<(f64, f64)> {
    let scene = answer.drawn(view)?;
    Some(if view.starts_at_lowest && view.scale == Scale::Linear {
        scene.tight_value_extent(time)
    } else {
        scene.value_extent(time, view.scale)
    })
}
