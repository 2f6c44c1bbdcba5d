//! What the program can prove from the data, each sentence with the estimates it rests on.

use eframe::egui::Ui;

use super::super::bench::{Bench, Commands};
use super::soft;

pub(super) fn findings_ui(ui: &mut Ui, _: &Bench<'_>, _: &mut Commands) {
    ui.label(soft("Nothing found yet"));
}
