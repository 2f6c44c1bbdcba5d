//! Measures that are mixed into the comparison: chosen by name, one by one, and marked everywhere.

use eframe::egui::{self, Ui};

use crate::estimate::Measure;
use crate::session::Edit;

use super::command::Command;
use super::cx::Cx;

/// The box before a measure in the list of measures: ticked, it is drawn and compared with the one
/// asked about, which has none.
pub(super) fn including_ui(ui: &mut Ui, cx: &Cx<'_>, measure: &Measure) {
    let Some(question) = cx.document.question() else { return };
    let is_asked = question.measure == *measure;
    let mut is_in = question.include.contains(measure);
    let response = ui.add_enabled(!is_asked, egui::Checkbox::without_text(&mut is_in));
    let name = format!("Mix in {}", measure.name());
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, !is_asked, is_in, &name));
    let response = response
        .on_hover_text(
            "Mix it in: it is drawn and compared with what is asked about, though it is something \
             else, and everything says so",
        )
        .on_disabled_hover_text("This is what is asked about");
    if response.changed() {
        let mut question = question.clone();
        question.include.retain(|included| included != measure);
        if is_in {
            question.include.push(measure.clone());
        }
        cx.ask(Command::Edit(Edit::Ask(question)));
    }
}
