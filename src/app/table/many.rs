//! Changes over several estimates at once: the bar that appears when several rows are picked, and
//! the menu of a row.

use eframe::egui::{self, RichText, Ui};

use crate::compare::EstimateRef;
use crate::estimate::{Change, Estimate, EstimateId, Shape, Target};
use crate::session::Page;

use super::super::actions::Command;
use super::super::bench::{Bench, Commands};
use super::super::look::{APART, bold};
use super::TablePanel;
use super::facts::Rows;

impl TablePanel {
    /// "7 selected", and what can be done to them.
    pub(super) fn many_ui(
        &mut self,
        ui: &mut Ui,
        bench: &Bench<'_>,
        rows: &Rows,
        commands: &mut Commands,
    ) {
        let picked = self.picks.in_order(&self.shown);
        let grouped = super::super::bars::grouped_count;
        ui.label(bold(format!("{} selected", grouped(picked.len()))));
        if ui.button("Exclude").on_hover_text("None of them counts any more").clicked() {
            adjust(bench, &picked, commands, |_| Some(Change::Exclude));
        }
        let read = ui.button("Read as at least");
        if read.on_hover_text("Single numbers are counts still being compiled").clicked() {
            adjust(bench, &picked, commands, at_least);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(APART);
            if ui.button("Select one").on_hover_text("Back to a single row (Escape)").clicked()
                && let Some(of) = self.picks.current.or(picked.first().copied())
            {
                self.picks.only(of);
            }
            if ui.button("Copy").on_hover_text("Copy these rows for a spreadsheet").clicked() {
                self.copy(ui.ctx(), bench, rows);
            }
        });
    }
}

/// The menu of a row: for all that are picked.
pub(super) fn menu_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    picked: &[EstimateRef],
    commands: &mut Commands,
) {
    let [only] = picked else {
        ui.label(RichText::new(format!("{} selected", picked.len())).weak());
        changes_ui(ui, bench, picked, commands);
        return;
    };
    if ui.button("Open its card").clicked() {
        commands.push(Command::OpenPage(Page::Estimate));
        ui.close();
    }
    ui.separator();
    changes_ui(ui, bench, std::slice::from_ref(only), commands);
}

fn changes_ui(ui: &mut Ui, bench: &Bench<'_>, picked: &[EstimateRef], commands: &mut Commands) {
    if ui.button("Exclude").clicked() {
        adjust(bench, picked, commands, |_| Some(Change::Exclude));
        ui.close();
    }
    if ui.button("Read as at least").clicked() {
        adjust(bench, picked, commands, at_least);
        ui.close();
    }
}

/// Lays a change over each estimate that it makes sense for, as one step of undo.
fn adjust(
    bench: &Bench<'_>,
    picked: &[EstimateRef],
    commands: &mut Commands,
    change: impl Fn(Estimate<'_>) -> Option<Change>,
) {
    let estimates = picked.iter().filter_map(|of| bench.estimate(*of));
    let changes: Vec<(Target, Change)> = estimates
        .filter_map(|(id, estimate): (EstimateId, Estimate<'_>)| {
            let change = change(estimate)?;
            Some((Target::Estimate(id), change))
        })
        .collect();
    if changes.is_empty() {
        let text = "None of these gives a number for that".to_owned();
        commands.push(Command::Tell(text));
        return;
    }
    commands.push(Command::Adjust(changes));
}

/// Only a single number can be read so.
fn at_least(estimate: Estimate<'_>) -> Option<Change> {
    let is_point = estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point);
    is_point.then_some(Change::ReadAsAtLeast)
}
