//! Controls and turns of phrase that pages, sheets and forms have in common.

use eframe::egui::{self, ComboBox, Key, Response, RichText, TextEdit, Ui, WidgetText};

use crate::estimate::Grading;

use super::look::{NEAR, soft};

/// So much of a name is seen before what stands beside it goes to a line of its own, in points.
pub(super) const LEAST_NAME: f32 = 40.0;

/// So much of a row the menu behind its name takes, in points.
const MENU: f32 = 30.0;

/// Text on as many lines as it needs.
pub(super) fn wrapped_ui(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    ui.add(egui::Label::new(text).wrap())
}

/// Small text on as many lines as it needs, in the colour of a warning.
pub(super) fn trouble_ui(ui: &mut Ui, trouble: &str) {
    let warning = ui.visuals().warn_fg_color;
    wrapped_ui(ui, RichText::new(trouble).small().color(warning));
}

/// Whether a number fits into what is left of a row, beside as much of a name as tells it and what
/// else takes `room`.
pub(super) fn has_room_beside(ui: &Ui, number: &str, room: f32) -> bool {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let number = ui.painter().layout_no_wrap(number.to_owned(), font, egui::Color32::PLACEHOLDER);
    ui.available_width() >= number.size().x + NEAR + LEAST_NAME + room
}

/// A number that does not fit beside a name: a line of its own, since a number is never cut.
pub(super) fn value_below_ui(ui: &mut Ui, value: &str) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(MENU);
            ui.add(egui::Label::new(soft(value)).wrap());
        });
    });
}

/// A list named by a label; what was chosen from it, if that is another one than now.
pub(super) fn choose_ui<T: PartialEq, S: Into<String>>(
    ui: &mut Ui,
    label: &Response,
    combo: ComboBox<'_>,
    now: Option<&T>,
    all: impl IntoIterator<Item = (T, S)>,
) -> Option<T> {
    let mut chosen = None;
    let shown = combo.show_ui(ui, |ui| {
        for (one, name) in all {
            let is_now = now == Some(&one);
            if ui.selectable_label(is_now, name.into()).clicked() && !is_now {
                chosen = Some(one);
            }
        }
    });
    shown.response.labelled_by(label.id);
    chosen
}

/// Small texts of which one holds, each with a tooltip; a screen reader says what they are for.
pub(super) fn small_choices_ui<T: PartialEq>(
    ui: &mut Ui,
    purpose: &str,
    chosen: &mut T,
    choices: [(T, &str, &str); 2],
) {
    for (one, name, tooltip) in choices {
        let is_on = *chosen == one;
        let response = ui.selectable_label(is_on, RichText::new(name).small());
        let response = response.on_hover_text(tooltip);
        if response.clicked() {
            *chosen = one;
        }
        response.widget_info(|| {
            let says = format!("{purpose} {name}");
            egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, says)
        });
    }
}

/// All Admiralty grades; the one that was chosen.
pub(super) fn grades_ui(ui: &mut Ui, now: &str) -> Option<Grading> {
    let mut chosen = None;
    for letter in "ABCDEF".chars() {
        ui.horizontal(|ui| {
            for digit in "123456".chars() {
                let grade = format!("{letter}{digit}");
                if ui.selectable_label(now == grade, &grade).clicked() {
                    chosen = grade.parse().ok();
                }
            }
        });
    }
    chosen
}

/// The text of a field: its own while somebody types in it, else what holds.
#[derive(Clone, Default, Debug)]
pub(super) struct Typing(Option<String>);

impl Typing {
    /// The field; what was typed, once it is left without Escape and differs from what holds.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        label: &Response,
        holds: &str,
        (hint, width): (&str, f32),
        says: Option<&str>,
    ) -> Option<String> {
        let mut text = self.0.clone().unwrap_or_else(|| holds.to_owned());
        let edit = TextEdit::singleline(&mut text).desired_width(width).hint_text(hint);
        let mut response = ui.add(edit).labelled_by(label.id);
        if let Some(says) = says {
            response = response.on_hover_text(says);
        }
        if response.lost_focus() {
            self.0 = None;
            let is_left = ui.input(|input| input.key_pressed(Key::Escape));
            return Some(text.trim().to_owned()).filter(|text| !is_left && text != holds);
        }
        self.0 = response.has_focus().then_some(text);
        None
    }
}

/// Gives a field of several lines the keyboard when it is shown first.
pub(super) fn focus_at_first(response: &Response, has_begun: &mut bool) {
    if !std::mem::replace(has_begun, true) {
        response.request_focus();
    }
}

/// What is typed, if anything is.
pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// With a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The part of an address that says whose it is.
pub(super) fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.trim_start_matches("www.").to_owned()
}
