//! On the right: one page at a time about the agreement at the cursor, the estimate looked at, and
//! what was found, changed, noted and doubted.

mod adjusting;
mod agreement;
mod changes;
mod estimate;
mod findings;
mod forest;
mod notes;
mod pairs;
mod problems;
mod reasons;
mod vintage_changes;
mod vintages;

use eframe::egui::{self, Ui};

use crate::chart::{self, Role};
use crate::estimate::{Anchor, Estimate};
use crate::session::Page;

use super::actions::Command;
use super::bench::{Bench, Commands};
use super::look::{APART, FAR, NEAR, soft};
use super::painter::{color, paint_marker};

/// The panel with what is being typed on its pages.
#[derive(Default)]
pub(super) struct SidePanel {
    agreement: agreement::AgreementPage,
    problems: problems::ProblemsDraft,
    adjusting: adjusting::Draft,
    reason: reasons::ReasonDraft,
    notes: notes::Draft,
    findings: findings::FindingsDraft,
}

impl SidePanel {
    /// Begins a note, to be written on its page.
    pub fn begin_note(&mut self, anchor: Anchor) {
        self.notes.begin(anchor);
    }

    pub fn ui(&mut self, ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
        ui.add_space(APART);
        tabs_ui(ui, bench, commands);
        ui.add_space(NEAR);
        let page = bench.view.page;
        egui::ScrollArea::vertical().id_salt(page).auto_shrink([false, true]).show(ui, |ui| {
            match page {
                Page::Agreement => {
                    agreement::agreement_ui(ui, bench, &mut self.agreement, commands);
                    ui.add_space(FAR);
                    estimate::card_ui(ui, bench, commands);
                }
                Page::Estimate => {
                    estimate::estimate_ui(ui, bench, &mut self.adjusting, commands);
                }
                Page::Findings => {
                    findings::findings_ui(ui, bench, &mut self.findings, commands);
                }
                Page::Changes => changes::changes_ui(ui, bench, &mut self.reason, commands),
                Page::Notes => notes::notes_ui(ui, bench, &mut self.notes, commands),
                Page::Problems => problems::problems_ui(ui, bench, &mut self.problems, commands),
            }
            ui.add_space(FAR);
        });
    }
}

/// The names of the pages, each with how much is on it.
fn tabs_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
        for &page in Page::ALL {
            let text = match count_on(bench, page) {
                Some(count) => format!("{} {count}", title(page)),
                None => title(page).to_owned(),
            };
            if ui.selectable_label(bench.view.page == page, text).clicked() {
                commands.push(Command::OpenPage(page));
            }
        }
    });
}

fn title(page: Page) -> &'static str {
    match page {
        Page::Agreement => "Agreement",
        Page::Estimate => "Estimate",
        Page::Findings => "Findings",
        Page::Changes => "Changes",
        Page::Notes => "Notes",
        Page::Problems => "Problems",
    }
}

/// How much there is to see on a page; none where a number would say nothing.
fn count_on(bench: &Bench<'_>, page: Page) -> Option<usize> {
    match page {
        Page::Agreement | Page::Estimate => None,
        Page::Findings => bench.comparison().map(|_| findings::open_findings(bench).len()),
        Page::Notes => Some(bench.document.notes().len()),
        Page::Changes => Some(bench.document.overlay().adjustments().len()),
        Page::Problems => Some(bench.document.files().iter().map(|file| file.problems.len()).sum()),
    }
}

/// A voice's sign in a line of text, in its colour, over this background.
fn marker_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    voice: usize,
    size: f32,
    is_filled: bool,
    behind: Role,
) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
    let sign = bench.sign(voice);
    let ink = color(bench.theme.colour(Role::Source(sign)));
    let marker = chart::source_marker(sign);
    let surface = color(bench.theme.colour(behind));
    paint_marker(ui.painter(), rect.center(), marker, size, is_filled, ink, surface);
}

/// The number as stated, else the words.
fn stated(estimate: Estimate<'_>) -> String {
    estimate
        .bounds()
        .map(|bounds| bounds.to_string())
        .or_else(|| estimate.wording().map(|wording| format!("“{wording}”")))
        .unwrap_or_else(|| estimate.value().word().to_owned())
}
