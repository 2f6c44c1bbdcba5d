//! The key to the chart: its signs as the chart paints them, each with what it says.

use eframe::egui::{self, RichText, Sense, Ui, WidgetInfo, vec2};

use crate::chart::{KEY_VERDICTS, KeySign, Role, key_sample};
use crate::compare::Verdict;
use crate::words::{Term, Words};

use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold};
use super::painter::paint_layer;

/// The room of a sample, in points.
const SAMPLE: egui::Vec2 = vec2(112.0, 32.0);
/// The most room for the list, and what is left around it in a low window, in points.
const LIST_HEIGHT: f32 = 640.0;
const AROUND: f32 = 140.0;

/// Signs under a heading.
type Section = (&'static str, &'static [KeySign]);

const SECTIONS: &[Section] = &[
    (
        "How it was stated",
        &[
            KeySign::About,
            KeySign::Range,
            KeySign::AtLeast,
            KeySign::AtMost,
            KeySign::WithoutNumber,
            KeySign::Projection,
        ],
    ),
    ("What became of it", &[KeySign::Stale, KeySign::Carried, KeySign::Ghost]),
    ("Whose it is", &[KeySign::Echo, KeySign::Uncounted, KeySign::Dashes, KeySign::Divided]),
    ("Who agrees", &[KeySign::Core, KeySign::Together, KeySign::Cause, KeySign::Unsaid]),
];

/// The sheet; true once it is to be closed.
pub(super) fn key_ui(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    ui.set_width(600.0);
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.label(bold("Key to the chart").size(HEADING));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_done = ui.button("Close").clicked();
        });
    });
    ui.add_space(APART);
    let height = LIST_HEIGHT.min(ui.ctx().content_rect().height() - AROUND);
    let list = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    list.auto_shrink([false, true]).show(ui, |ui| {
        for (heading, signs) in SECTIONS {
            heading_ui(ui, heading);
            for sign in *signs {
                sign_ui(ui, cx, *sign, cx.words.sign(*sign));
            }
        }
        for verdict in KEY_VERDICTS {
            verdict_ui(ui, cx, verdict);
        }
    });
    is_done
}

fn heading_ui(ui: &mut Ui, heading: &str) {
    ui.add_space(APART);
    ui.label(bold(heading).weak());
    ui.add_space(NEAR);
}

/// A sign, painted by the same code as in the chart, and what it says.
fn sign_ui(ui: &mut Ui, cx: &Cx<'_>, sign: KeySign, says: &str) {
    row_ui(ui, says, |ui| {
        let (rect, response) = ui.allocate_exact_size(SAMPLE, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Figure, true, says));
        ui.painter().rect_filled(rect, 2.0, cx.ink(Role::Surface));
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        for layer in key_sample(sign, rect.width(), rect.height()) {
            paint_layer(&painter, rect.min, &layer, cx.theme);
        }
    });
}

/// The colour of a verdict on the strip, and what the verdict means.
fn verdict_ui(ui: &mut Ui, cx: &Cx<'_>, verdict: Verdict) {
    let words: Words = cx.words;
    row_ui(ui, words.explained(Term::Verdict(verdict)), |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(SAMPLE.x, 22.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.5, cx.ink(Role::Verdict(verdict)));
        let ink = cx.ink(Role::OnVerdict(verdict));
        let font = egui::FontId::new(11.0, egui::FontFamily::Name(super::fonts::BOLD.into()));
        let name = words.verdict(verdict);
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, name, font, ink);
    });
}

fn row_ui(ui: &mut Ui, says: &str, sample: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        sample(ui);
        ui.add_space(FAR - APART);
        ui.add(egui::Label::new(RichText::new(says)).wrap());
    });
    ui.add_space(NEAR);
}
