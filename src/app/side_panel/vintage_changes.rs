//! What changed from one vintage of a file to the next, a sentence each that leads to its estimate,
//! and the adjustments that did not go along. Found out on a worker, while it is looked at.

use eframe::egui::{Context, Ui};

use crate::compare::{VintageChange, VintageChangeKind, VintageDifference};
use crate::estimate::{Adjustment, EstimateId, Loaded};
use crate::session::Document;

use super::super::background::{Latest, Task};
use super::super::bench::Revision;
use super::super::command::Command;
use super::super::controls::wrapped_ui;
use super::super::cx::Cx;
use super::super::look::{APART, NEAR, bold, soft};
use super::changes::words;

/// So many changes of a step are shown at first, and so many more each time.
const SHOWN_AT_FIRST: usize = 20;

/// What is known of the vintages, and what is being found out.
#[derive(Default)]
pub(super) struct VintageChanges {
    found: Latest<Revision, Found>,
    /// How many pages of changes more than the first are shown.
    more: usize,
}

/// What was found out about a document.
struct Found {
    steps: Vec<Step>,
    left_behind: Vec<Adjustment>,
}

/// From one vintage to the next.
struct Step {
    old: Loaded,
    new: Loaded,
    difference: VintageDifference,
    /// All but what is only written otherwise, which is counted.
    changes: Vec<VintageChange>,
}

impl Found {
    fn out(document: &Document) -> Found {
        let steps = document.series().iter().flat_map(|series| document.vintage_steps(series));
        let steps = steps.filter_map(|step| {
            let mut changes = step.difference.changes.clone();
            changes.retain(|change| change.kind != VintageChangeKind::Reformatted);
            Some(Step {
                old: document.loaded_file(step.from)?,
                new: document.loaded_file(step.to)?,
                difference: step.difference,
                changes,
            })
        });
        let left_behind = document.left_behind().into_iter().cloned().collect();
        Found { steps: steps.collect(), left_behind }
    }
}

impl VintageChanges {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.bring_up_to_date(ui.ctx(), cx);
        let is_of_this = self.found.key().is_some_and(|of| of.begun == cx.revision.begun);
        let Some(found) = self.found.value().filter(|_| is_of_this) else {
            let is_broken = self.found.broken().is_some();
            let broken = "Comparing the vintages broke down; change anything to try again";
            ui.label(soft(if is_broken { broken } else { "Comparing the vintages…" }));
            return;
        };
        let shown = SHOWN_AT_FIRST.saturating_mul(self.more.saturating_add(1));
        let mut most = 0;
        for step in &found.steps {
            step_ui(ui, cx, step, shown);
            most = most.max(step.changes.len());
        }
        if most > shown && ui.button("Show more of what changed").clicked() {
            self.more = self.more.saturating_add(1);
        }
        left_behind_ui(ui, cx, &found.left_behind);
    }

    fn bring_up_to_date(&mut self, ctx: &Context, cx: &Cx<'_>) {
        // Where it broke down, it says so in the place of the changes.
        let _ = self.found.look_again();
        self.found.want(cx.revision, |_| {
            let document = cx.document.clone();
            Task::to(ctx, "Comparing the vintages", move || Found::out(&document))
        });
    }
}

fn step_ui(ui: &mut Ui, cx: &Cx<'_>, step: &Step, shown: usize) {
    let name = |file: &Loaded| cx.document.file(file.slot).map_or("", |file| file.name());
    ui.label(bold(format!("From {} to {}", name(&step.old), name(&step.new))));
    wrapped_ui(ui, soft(cx.words.vintage_difference(&step.difference)));
    for change in step.changes.iter().take(shown) {
        let Some(fact) = change.fact(&step.old, &step.new) else { continue };
        let text = cx.words.vintage(&fact);
        ui.add_space(NEAR);
        match in_force(cx, step, change) {
            Some(id) => {
                if ui.link(text).on_hover_text("Go to the estimate").clicked() {
                    go_to(cx, id);
                }
            }
            None => drop(wrapped_ui(ui, text)),
        }
    }
    let left = step.changes.len().saturating_sub(shown);
    if left > 0 {
        ui.label(soft(format!("and {left} more")));
    }
    ui.add_space(APART);
}

/// The estimate that a change is about, as the vintage in force has it.
fn in_force(cx: &Cx<'_>, step: &Step, change: &VintageChange) -> Option<EstimateId> {
    let (old, new) = change.ids(&step.old, &step.new);
    new.into_iter().chain(old).find(|id| cx.find(id).is_some())
}

/// Selects an estimate on the day that it speaks of, and asks about its measure.
fn go_to(cx: &Cx<'_>, id: EstimateId) {
    let Some((of, estimate)) = cx.find(&id) else { return };
    cx.ask_about(estimate.measure());
    cx.ask(Command::SetCursor(cx.as_of(of, estimate).to()));
    cx.ask(Command::Select(Some(id)));
}

/// What was laid over estimates that the vintage in force does not state alike.
fn left_behind_ui(ui: &mut Ui, cx: &Cx<'_>, left_behind: &[Adjustment]) {
    if left_behind.is_empty() {
        return;
    }
    ui.label(bold(format!("Adjustments that stayed behind ({})", left_behind.len())));
    let why = "The vintage in force does not state these estimates alike, so there they do nothing";
    wrapped_ui(ui, soft(why));
    for adjustment in left_behind {
        let what = words(cx, adjustment);
        ui.add_space(NEAR);
        wrapped_ui(ui, &what);
        let reason = adjustment.reason.as_deref().unwrap_or("no reason given");
        wrapped_ui(ui, soft(format!("Reason: {reason}")).small());
        let response = ui.small_button("Restore").on_hover_text("Back to what was stated");
        if response.accessible_name(format!("Restore: {what}")).clicked() {
            cx.restore(&adjustment.target, &adjustment.change);
        }
    }
    ui.add_space(APART);
}
