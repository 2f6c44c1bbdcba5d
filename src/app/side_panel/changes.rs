//! What the analyst laid over the stated data: every adjustment with its reason.

use eframe::egui::Ui;

use crate::estimate::Adjustment;
use crate::session::Edit;

use super::super::actions::Command;
use super::super::bench::{Bench, Commands};
use super::super::look::APART;
use super::soft;

pub(super) fn changes_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    let adjustments = bench.document.overlay().adjustments();
    if adjustments.is_empty() {
        ui.label(soft("Nothing is adjusted: everything stands as stated"));
        ui.label(soft("Select an estimate to drag its range, or to change how it is read"));
        return;
    }
    for adjustment in adjustments {
        ui.add_space(APART);
        adjustment_ui(ui, bench, adjustment, commands);
    }
}

fn adjustment_ui(ui: &mut Ui, bench: &Bench<'_>, adjustment: &Adjustment, commands: &mut Commands) {
    ui.label(Edit::Adjust(adjustment.clone()).label(bench.document));
    ui.label(soft(adjustment.reason.as_deref().unwrap_or("no reason given")).small());
    if ui.button("Restore").on_hover_text("Back to what was stated").clicked() {
        let (target, kind) = (adjustment.target.clone(), adjustment.change.clone());
        commands.push(Command::Edit(Edit::Restore { target, kind }));
    }
}
