//! The analyst's notes, by date.

use eframe::egui::Ui;

use super::super::bench::{Bench, Commands};
use super::soft;

pub(super) fn notes_ui(ui: &mut Ui, _: &Bench<'_>, _: &mut Commands) {
    ui.label(soft("No notes yet"));
}
