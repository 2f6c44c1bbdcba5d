//! What the analyst laid over the stated data: every adjustment with its reason, each of them
//! switched off and on alone, or all together.

use eframe::egui::{RichText, Ui};

use crate::estimate::{Adjustment, Target};
use crate::session::Edit;

use super::super::command::Command;
use super::super::controls::capitalised;
use super::super::cx::Cx;
use super::super::look::{APART, FAR, NEAR, bold};
use super::reasons::{ReasonDraft, reason_ui};
use super::soft;

pub(super) fn changes_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut ReasonDraft) {
    let adjustments = cx.document.overlay().adjustments();
    if adjustments.is_empty() {
        ui.label(soft("Nothing is adjusted: everything stands as stated"));
        ui.label(soft("Select an estimate to drag its range, or to change how it is read"));
        return;
    }
    all_ui(ui, cx, adjustments);
    for adjustment in adjustments.iter().rev() {
        ui.add_space(FAR);
        adjustment_ui(ui, cx, adjustment, draft);
    }
}

/// How many there are and in force, and what can be done to all of them.
fn all_ui(ui: &mut Ui, cx: &Cx<'_>, adjustments: &[Adjustment]) {
    let on = adjustments.iter().filter(|adjustment| adjustment.on).count();
    let count = match (adjustments.len(), on) {
        (all, on) if all == on => format!("{all} in force"),
        (all, on) => format!("{on} of {all} in force"),
    };
    let is_aside = cx.comparison().is_some_and(|comparison| comparison.question.as_stated);
    let aside = if is_aside { "; all left aside now: as stated" } else { "" };
    ui.label(soft(format!("{count}{aside}")));
    ui.horizontal(|ui| {
        let (text, to) = if on > 0 { ("Switch all off", false) } else { ("Switch all on", true) };
        if ui.button(text).on_hover_text("They are kept, and can be switched on again").clicked() {
            cx.ask(Command::Edit(Edit::SwitchAll { on: to }));
        }
        if ui.button("Remove all").on_hover_text("Back to what was stated everywhere").clicked() {
            cx.ask(Command::Edit(Edit::RestoreAll));
        }
    });
}

/// One adjustment: in force or not, what it does, why, and the way back.
pub(super) fn adjustment_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    adjustment: &Adjustment,
    draft: &mut ReasonDraft,
) {
    let what = words(cx, adjustment);
    ui.horizontal_wrapped(|ui| {
        let mut on = adjustment.on;
        let response = ui.checkbox(&mut on, "").accessible_name(format!("In force: {what}"));
        if response.on_hover_text("Switched off it is kept and does nothing").changed() {
            let (target, kind) = (adjustment.target.clone(), adjustment.change.clone());
            cx.ask(Command::Edit(Edit::Switch { target, kind, on }));
        }
        let text = if adjustment.on { bold(&what) } else { RichText::new(&what).weak() };
        match &adjustment.target {
            Target::Estimate(id) => {
                if ui.link(text).on_hover_text("Select the estimate").clicked() {
                    cx.ask(Command::Select(Some(id.clone())));
                }
            }
            Target::Source(_) => drop(ui.label(text)),
        }
    });
    ui.add_space(NEAR);
    reason_ui(ui, adjustment, &what, draft, cx);
    if ui.small_button("Restore").on_hover_text("Back to what was stated").clicked() {
        cx.restore(&adjustment.target, &adjustment.change);
    }
    ui.add_space(APART);
}

/// What it does, as a sentence begins.
pub(super) fn words(cx: &Cx<'_>, adjustment: &Adjustment) -> String {
    let on = Adjustment { on: true, ..adjustment.clone() };
    capitalised(&cx.words.edit(&Edit::Adjust(on), cx.document))
}
