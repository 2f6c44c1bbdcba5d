//! Under the plot: from when to when and from how much to how much, typed or chosen, and the way
//! back through what was looked at. In a narrow plot parts of it fold into menus.

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{self, Color32, Key, PopupCloseBehavior, Response, RichText, Ui};

use crate::chart::{Role, Scale};
use crate::estimate::{AsOf, Day};

use super::actions::Action;
use super::brush::shown_days;
use super::command::Command;
use super::cx::Cx;
use super::look::{APART, NEAR};
use super::typed::{date_from, number_from};
use super::view_history::Look;

/// The height of the bar, in points.
pub(super) const BAR_HEIGHT: f32 = 26.0;

/// In a plot narrower than this the values fold away.
const ROOM_FOR_VALUES: f32 = 690.0;
/// In a plot narrower than this the days do, too.
const ROOM_FOR_DAYS: f32 = 360.0;

/// What is chosen instead of typed.
pub(super) const PRESETS: [Action; 5] =
    [Action::Fit, Action::LastYear, Action::LastQuarter, Action::AroundCursor, Action::CursorYear];

/// What is being typed; a matter of the bar alone.
#[derive(Default)]
pub(super) struct RangeBar {
    first: Field,
    last: Field,
    low: Field,
    high: Field,
}

/// One field, and what is wrong with its text.
#[derive(Default)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) wrong: Option<String>,
}

impl RangeBar {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, look: Look) {
        let width = ui.available_width();
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = NEAR;
            ui.spacing_mut().interact_size.y = 20.0;
            ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
            way_ui(ui, cx);
            ui.add_space(NEAR);
            if width < ROOM_FOR_DAYS {
                menu("Range").ui(ui, |ui| {
                    frame_fields(ui);
                    self.days_ui(ui, cx, look);
                    ui.separator();
                    presets_ui(ui, cx);
                    if cx.has_values() {
                        ui.separator();
                        self.values_menu_ui(ui, cx, look);
                    }
                });
                key_ui(ui, cx);
                return;
            }
            self.days_ui(ui, cx, look);
            ui.spacing_mut().item_spacing.x = APART;
            menu("Choose").ui(ui, |ui| presets_ui(ui, cx));
            if !cx.has_values() {
                // There is nothing to choose: factors always fit, and rows have no values.
            } else if width < ROOM_FOR_VALUES {
                menu("Values").ui(ui, |ui| self.values_menu_ui(ui, cx, look));
            } else {
                ui.add_space(APART);
                self.values_ui(ui, cx, look);
                self.scale_ui(ui, cx, look);
            }
            key_ui(ui, cx);
            self.wrong_ui(ui, cx);
        });
    }

    fn days_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, look: Look) {
        let (first, last) = shown_days(look.time);
        ui.horizontal(|ui| {
            ui.label(soft("Days"));
            let from = self.first.ui(ui, cx, ("Days from", DATE_FORMS), &cx.words.day(first), 82.0);
            ui.label(soft("–"));
            let to = self.last.ui(ui, cx, ("Days to", DATE_FORMS), &cx.words.day(last), 82.0);
            let extent = cx.time_extent();
            if let Some(text) = from {
                let day = read_day(&text, AsOf::from, extent.map(|days| shown_days(days).0));
                let asked = day.and_then(|day| days_between(day, last));
                self.first.settle(asked, |time| cx.ask(Command::Show(Look { time, ..look })));
            }
            if let Some(text) = to {
                let day = read_day(&text, AsOf::to, extent.map(|days| shown_days(days).1));
                let asked = day.and_then(|day| days_between(first, day));
                self.last.settle(asked, |time| cx.ask(Command::Show(Look { time, ..look })));
            }
        });
    }

    fn values_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, look: Look) {
        let (low, high) = look.values;
        let step = super::snapping::step_below((high - low) / 200.0);
        let said = |value: f64| cx.words.number((value / step).round() * step);
        ui.horizontal(|ui| {
            ui.label(soft("Values"));
            let from = self.low.ui(ui, cx, ("Values from", VALUE_FORMS), &said(low), 64.0);
            ui.label(soft("–"));
            let to = self.high.ui(ui, cx, ("Values to", VALUE_FORMS), &said(high), 64.0);
            if let Some(text) = from {
                let asked = number_from(&text);
                let asked = asked.and_then(|low| values_between(low.unwrap_or(0.0), high));
                self.low.settle(asked, |values| cx.ask(Command::Show(Look { values, ..look })));
            }
            if let Some(text) = to {
                let asked = number_from(&text);
                let asked = asked.and_then(|typed| values_between(low, typed.unwrap_or(high)));
                self.high.settle(asked, |values| cx.ask(Command::Show(Look { values, ..look })));
            }
        });
    }

    /// From zero or from the lowest value, and the fit to the days shown.
    fn scale_ui(&self, ui: &mut Ui, cx: &Cx<'_>, look: Look) {
        let is_from_zero = look.values.0 <= 0.0;
        let is_linear = cx.view.scale == Scale::Linear;
        let toggle = egui::Button::selectable(is_from_zero && is_linear, small("From zero"));
        let response = ui
            .add_enabled(is_linear, toggle)
            .on_hover_text(Action::FromZero.tooltip())
            .on_disabled_hover_text("A logarithmic scale has no zero to begin at");
        if response.clicked() {
            cx.act(Action::FromZero);
        }
        let fit = egui::Button::new(small("Fit")).frame(false);
        let response = ui.add(fit).on_hover_text(with_keys(ui, Action::FitValues));
        if response.accessible_name(Action::FitValues.label()).clicked() {
            cx.act(Action::FitValues);
        }
    }

    fn values_menu_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, look: Look) {
        frame_fields(ui);
        self.values_ui(ui, cx, look);
        ui.horizontal(|ui| self.scale_ui(ui, cx, look));
        self.wrong_ui(ui, cx);
    }

    fn wrong_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = [&self.first, &self.last, &self.low, &self.high];
        if let Some(wrong) = fields.into_iter().find_map(|field| field.wrong.as_ref()) {
            let warning = cx.ink(Role::Warning);
            let text = RichText::new(wrong).small().color(warning);
            ui.add(egui::Label::new(text).truncate()).on_hover_text(wrong);
        }
    }
}

const DATE_FORMS: &str =
    "A day, month or year: 2024-12-23, 23 Dec 2024, Dec 2024, 2024. Empty for the data's own";
const VALUE_FORMS: &str = "A number, such as 7,200";

impl Field {
    /// Shows the field with what holds now; what was typed, once it is finished.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        (name, forms): (&str, &str),
        now: &str,
        width: f32,
    ) -> Option<String> {
        let ink = self.ink(cx);
        let edit = egui::TextEdit::singleline(&mut self.text)
            .font(egui::TextStyle::Small)
            .desired_width(width)
            .align(egui::Align2::LEFT_CENTER)
            .text_color_opt(ink);
        let response = ui.add(edit).accessible_name(name);
        let response = response.on_hover_text(self.wrong.as_deref().unwrap_or(forms));
        self.typed(ui, &response, now)
    }

    /// The colour of a text with which something is wrong.
    pub(super) fn ink(&self, cx: &Cx<'_>) -> Option<Color32> {
        self.wrong.as_ref().map(|_| cx.ink(Role::Warning))
    }

    /// What was typed, once it is finished; what holds now, while nobody types.
    pub(super) fn typed(&mut self, ui: &Ui, response: &Response, now: &str) -> Option<String> {
        if response.changed() {
            self.wrong = None;
        }
        if response.lost_focus() {
            let is_taken_back = ui.input(|input| input.key_pressed(Key::Escape));
            if is_taken_back || self.text.trim() == now {
                *self = Field { text: now.to_owned(), wrong: None };
                return None;
            }
            return Some(self.text.trim().to_owned());
        }
        if !response.has_focus() && self.wrong.is_none() && self.text != now {
            now.clone_into(&mut self.text);
        }
        None
    }

    /// Does what was asked, or keeps what is wrong with it.
    pub(super) fn settle<T>(&mut self, asked: Result<T, String>, act: impl FnOnce(T)) {
        match asked {
            Ok(asked) => {
                self.wrong = None;
                act(asked);
            }
            Err(wrong) => self.wrong = Some(wrong),
        }
    }
}

fn read_day(
    text: &str,
    end: impl Fn(AsOf) -> Day,
    of_the_data: Option<Day>,
) -> Result<Day, String> {
    match of_the_data {
        Some(day) if text.is_empty() => Ok(day),
        _ => date_from(text).map(end),
    }
}

/// The window of the days from one to another, both shown.
fn days_between(first: Day, last: Day) -> Result<(f64, f64), String> {
    if first > last {
        return Err("This would end before it begins".to_owned());
    }
    if first.days_until(last) < 2 {
        return Err("Show at least three days".to_owned());
    }
    Ok((f64::from(first.number()), f64::from(last.number()) + 1.0))
}

fn values_between(low: f64, high: f64) -> Result<(f64, f64), String> {
    if low < high { Ok((low, high)) } else { Err("The lower end lies above the upper".to_owned()) }
}

/// Back and forward through what was looked at.
fn way_ui(ui: &mut Ui, cx: &Cx<'_>) {
    for (action, sign, is_possible) in
        [(Action::ViewBack, "←", cx.can_look_back), (Action::ViewOn, "→", cx.can_look_on)]
    {
        let button = egui::Button::new(small(sign)).frame(false);
        let response = ui.add_enabled(is_possible, button).accessible_name(action.label());
        let says = with_keys(ui, action);
        let response = response.on_hover_text(&says).on_disabled_hover_text(&says);
        if response.clicked() {
            cx.act(action);
        }
    }
}

/// The key to the chart, one click away.
fn key_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let button = egui::Button::new(small("Key")).frame(false);
    let response = ui.add(button).accessible_name(Action::Key.label());
    if response.on_hover_text(Action::Key.tooltip()).clicked() {
        cx.act(Action::Key);
    }
}

fn presets_ui(ui: &mut Ui, cx: &Cx<'_>) {
    for action in PRESETS {
        let mut button = egui::Button::new(action.label());
        if let Some(shortcut) = action.shortcut() {
            button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
        }
        if ui.add(button).on_hover_text(action.tooltip()).clicked() {
            cx.act(action);
            ui.close();
        }
    }
}

/// A menu that stays open while something is typed in it.
fn menu(label: &str) -> MenuButton<'_> {
    let stays = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::from_button(egui::Button::new(small(&format!("{label} ▾"))).frame(false))
        .config(stays)
}

/// Menus take the edges off what is in them; a field without any is not seen as one.
fn frame_fields(ui: &mut Ui) {
    let edge = ui.visuals().widgets.noninteractive.bg_stroke;
    ui.visuals_mut().widgets.inactive.bg_stroke = edge;
}

fn with_keys(ui: &Ui, action: Action) -> String {
    let keys = action.shortcut().map(|keys| format!(" ({})", ui.ctx().format_shortcut(&keys)));
    format!("{}{}", action.tooltip(), keys.unwrap_or_default())
}

fn soft(text: &str) -> RichText {
    small(text).weak()
}

fn small(text: &str) -> RichText {
    RichText::new(text).small()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_are_read_by_the_end_that_is_meant() {
        for (text, first, last) in [
            ("2024-12-23", "2024-12-23", "2024-12-23"),
            ("23 Dec 2024", "2024-12-23", "2024-12-23"),
            ("Dec 2024", "2024-12-01", "2024-12-31"),
            ("2024", "2024-01-01", "2024-12-31"),
        ] {
            let from = read_day(text, AsOf::from, None).map(|day| day.to_string());
            let to = read_day(text, AsOf::to, None).map(|day| day.to_string());
            assert_eq!((from.as_deref(), to.as_deref()), (Ok(first), Ok(last)), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_either_way_is_asked_back() {
        assert!(read_day("3/4/2024", AsOf::to, None).is_err());
        assert!(read_day("soon", AsOf::to, None).is_err());
    }

    #[test]
    fn a_range_goes_forward_and_shows_both_of_its_days() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let time = days_between(day("2024-12-01"), day("2024-12-31")).expect("a month");
        assert_eq!(shown_days(time), (day("2024-12-01"), day("2024-12-31")));
        assert!(days_between(day("2024-12-31"), day("2024-12-01")).is_err());
        assert!(values_between(5.0, 5.0).is_err());
    }
}
