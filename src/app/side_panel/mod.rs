//! On the right: one page at a time about the agreement at the cursor, the estimate looked at, and
//! what was found, changed, noted and doubted.

mod adjusting;
mod agreement;
mod changes;
mod differing;
mod estimate;
mod files;
mod findings;
mod forest;
mod notes;
mod on_disk;
mod pairs;
mod problems;
mod reasons;
mod summed;
mod vintage_changes;
mod vintages;
mod voices;

use eframe::egui::{self, Ui};

use crate::compare::EndAsked;
use crate::estimate::Anchor;
use crate::session::Page;

use super::command::{Command, Differs};
use super::cx::Cx;
use super::derived::Asked;
use super::look::{APART, FAR, NEAR, soft};

/// The panel with what is being typed on its pages.
#[derive(Default)]
pub(super) struct SidePanel {
    agreement: agreement::AgreementPage,
    problems: problems::ProblemsDraft,
    adjusting: adjusting::AdjustingDraft,
    reason: reasons::ReasonDraft,
    notes: notes::NoteDraft,
    findings: findings::FindingsDraft,
    voices: voices::VoicesTree,
}

impl SidePanel {
    /// Begins a note, to be written on its page.
    pub fn begin_note(&mut self, anchor: Anchor) {
        self.notes.begin(anchor);
    }

    /// Has the gap between two voices taken apart, by their names.
    pub fn take_apart(&mut self, two: [Differs; 2]) {
        self.agreement.take_apart(two);
    }

    /// Between which two a gap was taken apart, of what is asked.
    pub fn taken_apart(&self, asked: &Asked) -> Option<[EndAsked; 2]> {
        self.agreement.taken_apart(asked)
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.add_space(APART);
        tabs_ui(ui, cx);
        ui.add_space(NEAR);
        let page = cx.view.page;
        if page == Page::Voices {
            self.voices.ui(ui, cx);
            return;
        }
        egui::ScrollArea::vertical().id_salt(page).auto_shrink([false, true]).show(ui, |ui| {
            match page {
                Page::Agreement => {
                    agreement::agreement_ui(ui, cx, &mut self.agreement);
                    ui.add_space(FAR);
                    estimate::card_ui(ui, cx);
                }
                Page::Estimate => {
                    estimate::estimate_ui(ui, cx, &mut self.adjusting);
                }
                Page::Findings => {
                    findings::findings_ui(ui, cx, &mut self.findings);
                }
                Page::Changes => changes::changes_ui(ui, cx, &mut self.reason),
                Page::Notes => notes::notes_ui(ui, cx, &mut self.notes),
                Page::Problems => problems::problems_ui(ui, cx, &mut self.problems),
                Page::Files => files::files_ui(ui, cx),
                // It scrolls by itself.
                Page::Voices => {}
            }
            ui.add_space(FAR);
        });
    }
}

/// The names of the pages, each with how much is on it.
fn tabs_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
        for &page in Page::ALL {
            let text = match count_on(cx, page) {
                Some(count) => format!("{} {count}", title(page)),
                None => title(page).to_owned(),
            };
            if ui.selectable_label(cx.view.page == page, text).clicked() {
                cx.ask(Command::OpenPage(page));
            }
        }
    });
}

fn title(page: Page) -> &'static str {
    match page {
        Page::Agreement => "Agreement",
        Page::Voices => "Voices",
        Page::Estimate => "Estimate",
        Page::Findings => "Findings",
        Page::Changes => "Changes",
        Page::Notes => "Notes",
        Page::Problems => "Problems",
        Page::Files => "Files",
    }
}

/// How much there is to see on a page; none where a number would say nothing.
fn count_on(cx: &Cx<'_>, page: Page) -> Option<usize> {
    match page {
        Page::Agreement | Page::Voices | Page::Estimate => None,
        Page::Findings => {
            let stand = |_| findings::open_findings(cx).iter().filter(|one| one.stands).count();
            cx.comparison().map(stand)
        }
        Page::Notes => Some(cx.document.notes().len()),
        Page::Changes => Some(cx.document.overlay().adjustments().len()),
        Page::Files => Some(cx.document.files().len()),
        Page::Problems => Some(cx.document.files().iter().map(|file| file.problems.len()).sum()),
    }
}
