//! What stands for a voice and for an estimate in a line of text.

use eframe::egui::{self, Ui};

use crate::chart::{self, Role};
use crate::estimate::Estimate;

use super::super::cx::Cx;
use super::super::painter::paint_marker;

/// A voice's sign in a line of text, in its colour, over this background.
pub(super) fn marker_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    voice: usize,
    size: f32,
    is_filled: bool,
    behind: Role,
) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
    let sign = cx.sign(voice);
    let ink = cx.ink(Role::Source(sign));
    let marker = chart::source_marker(sign);
    let surface = cx.ink(behind);
    paint_marker(ui.painter(), rect.center(), marker, size, is_filled, ink, surface);
}

/// The number as stated, else the words.
pub(super) fn stated(cx: &Cx<'_>, estimate: Estimate<'_>) -> String {
    estimate
        .bounds()
        .map(|bounds| cx.words.bounds(&bounds))
        .or_else(|| estimate.wording().map(|wording| format!("“{wording}”")))
        .unwrap_or_else(|| estimate.value().word().to_owned())
}
