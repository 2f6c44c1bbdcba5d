//! The colour and the marker of a source on the chart, chosen from those of the theme.

use eframe::egui::{self, Sense, Ui, WidgetInfo};

use crate::chart::{Role, SIGN_COLOURS, colour_and_marker, colour_name, marker_name, sign};

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{APART, soft};
use super::sheet::{SourceSheet, heading_ui};

pub(super) fn sign_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    let Some((place, voice)) = sheet.voice(cx) else { return };
    let (colour, marker) = colour_and_marker(cx.sign(place));
    heading_ui(ui, "On the chart");
    let mut chosen = None;
    let mut sample = |ui: &mut Ui, sign, is_chosen, name: String| {
        chosen = sample_ui(ui, cx, sign, is_chosen, &name).then_some(sign).or(chosen);
    };
    ui.horizontal(|ui| {
        for other in 0..SIGN_COLOURS {
            let name = format!("Colour: {}", colour_name(other));
            sample(ui, sign(other, marker), other == colour, name);
        }
    });
    ui.horizontal(|ui| {
        for other in 0..SIGN_COLOURS {
            let name = format!("Marker: {}", marker_name(other));
            sample(ui, sign(colour, other), other == marker, name);
        }
        ui.add_space(APART);
        if cx.view.signs.contains_key(&voice.name) {
            let says = "The colour and marker of its place in the list";
            if ui.button("As usual").on_hover_text(says).clicked() {
                cx.ask(Command::SetSign { name: voice.name.clone(), sign: None });
            }
        }
    });
    ui.label(soft("Saved with the session; no change of the data, so not undone").small());
    if let Some(sign) = chosen {
        cx.ask(Command::SetSign { name: voice.name.clone(), sign: Some(sign) });
    }
}

/// A sign to choose; true when it is.
fn sample_ui(ui: &mut Ui, cx: &Cx<'_>, sign: u16, is_chosen: bool, name: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(28.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, name));
    if is_chosen || response.has_focus() || response.hovered() {
        let accent = cx.ink(Role::Accent);
        let width = if is_chosen { 2.0 } else { 1.0 };
        let stroke = egui::Stroke::new(width, accent);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    cx.paint_sign(ui.painter(), rect.center(), sign, (12.0, true), Role::Surface);
    response.on_hover_text(name).clicked()
}
