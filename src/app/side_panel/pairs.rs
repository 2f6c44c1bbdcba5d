//! Voices two by two: on how many days of a period they go together, and since when they do not.

use eframe::egui::{self, FontId, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::chart::{Role, TextStyle, elide, page_sign_role, share_in_a_cell, sign_of_share};
use crate::compare::{Comparison, Matrix, Pairing, Together};
use crate::estimate::Day;

use super::super::background::{Latest, Task};
use super::super::command::{Command, Differs};
use super::super::controls::small_choices_ui;
use super::super::cx::Cx;
use super::super::look::NEAR;
use super::soft;

/// A matrix of more steps is made on a thread of its own.
const MOST_STEPS_IN_A_FRAME: usize = 100_000;
const LEAST_NAMES: f32 = 118.0;
const MOST_NAMES: f32 = 200.0;
const LEAST_CELL: f32 = 22.0;
const MOST_CELL: f32 = 32.0;
const ROW: f32 = 22.0;

/// Which days are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Period {
    /// Those that the plot shows.
    #[default]
    InSight,
    All,
}

/// What the page keeps of the pairs.
#[derive(Default)]
pub(super) struct Pairs {
    period: Period,
    made: Latest<Of, Matrix>,
}

/// What a matrix was made from.
#[derive(Clone)]
struct Of(Pairing);

impl PartialEq for Of {
    fn eq(&self, other: &Of) -> bool {
        self.0.is_same(&other.0)
    }
}

impl Pairs {
    /// Under a heading that opens: nothing is computed before.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(comparison) = cx.comparison() else { return };
        egui::CollapsingHeader::new("Pairs over time").id_salt("pairs").show(ui, |ui| {
            self.period_ui(ui);
            self.pairs_ui(ui, cx, comparison);
        });
    }

    fn period_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label(soft("Over").small());
            let periods = [
                (Period::InSight, "the days in sight", "Those that the plot shows"),
                (
                    Period::All,
                    "all days",
                    "From the first estimate to the last day of which anybody says something",
                ),
            ];
            small_choices_ui(ui, "Pairs over", &mut self.period, periods);
        });
    }

    fn pairs_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, comparison: &Comparison) {
        let Some(period) = self.days(cx, comparison) else {
            ui.label(soft("Nobody stands on any day"));
            return;
        };
        let pairing = comparison.pairing(cx.files(), period);
        if pairing.voices() > Pairing::MOST_SEEN {
            ui.label(soft(cx.words.too_many_for_pairs(pairing.voices())));
            return;
        }
        self.refresh(ui, pairing);
        let (Some(Of(pairing)), Some(matrix)) = (self.made.key(), self.made.value()) else {
            ui.label(soft(self.made.broken().unwrap_or("Comparing…")));
            return;
        };
        if pairing.voices() < 2 {
            ui.label(soft(cx.words.fewer_than_two_stand()));
            return;
        }
        let (from, to) = matrix.period;
        ui.label(
            soft(format!(
                "Of the days on which both stand, the per cent on which they share a value; \
             {} – {}. A click goes to the first day apart and \
             tells why they differ.",
                cx.words.day(from),
                cx.words.day(to)
            ))
            .small(),
        );
        ui.add_space(NEAR);
        egui::ScrollArea::horizontal().id_salt("matrix").show(ui, |ui| {
            matrix_ui(ui, cx, comparison, matrix);
        });
    }

    fn days(&self, cx: &Cx<'_>, comparison: &Comparison) -> Option<(Day, Day)> {
        let told = comparison.days_shared(cx.files())?;
        match self.period {
            Period::All => Some(told),
            Period::InSight => Some(cx.view.window.unwrap_or(told)),
        }
    }

    /// Makes the matrix where it is another than before: at once where that is quick.
    fn refresh(&mut self, ui: &Ui, pairing: Pairing) {
        // Where it broke down, it says so in the place of the matrix.
        let _ = self.made.look_again();
        let of = Of(pairing);
        if !self.made.is_of(&of) && of.0.steps() <= MOST_STEPS_IN_A_FRAME {
            let matrix = of.0.matrix();
            self.made.put(of, matrix);
        } else {
            let ctx = ui.ctx();
            self.made.want(of, |of| {
                let Of(pairing) = of.clone();
                Task::to(ctx, "Comparing the pairs", move || pairing.matrix())
            });
        }
    }
}

fn matrix_ui(ui: &mut Ui, cx: &Cx<'_>, comparison: &Comparison, matrix: &Matrix) {
    let count = matrix.voices.len();
    let columns = count.saturating_sub(1).max(1) as f32;
    let room = ui.available_width();
    let cell = ((room - LEAST_NAMES) / columns).clamp(LEAST_CELL, MOST_CELL);
    let names = (room - cell * columns).clamp(LEAST_NAMES, MOST_NAMES);
    let size = vec2(names + cell * columns, ROW * (count as f32 + 1.0));
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let name = |place: usize| {
        let voice = matrix.voices.get(place).and_then(|voice| comparison.voices.get(*voice));
        voice.map_or("", |voice| voice.name.as_str())
    };
    for row in 0..count {
        let top = area.top() + ROW * row as f32;
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(names, ROW));
        name_ui(ui, cx, matrix, row, name(row), rect);
        for column in 0..row {
            let left = area.left() + names + cell * column as f32;
            let rect = Rect::from_min_size(pos2(left, top), vec2(cell - 1.0, ROW - 1.0));
            let Some(together) = matrix.cell(row, column) else { continue };
            let names = (name(column), name(row));
            cell_ui(ui, cx, together, names, rect, (row, column));
        }
    }
    // The numbers of the columns, under the staircase.
    let ink = cx.ink(Role::InkSoft);
    for column in 0..count.saturating_sub(1) {
        let middle = area.left() + names + cell * (column as f32 + 0.5);
        let at = pos2(middle, area.top() + ROW * (count as f32 + 0.5));
        let font = FontId::proportional(10.5);
        let text = (column + 1).to_string();
        ui.painter().text(at, egui::Align2::CENTER_CENTER, text, font, ink);
    }
}

/// A number, the sign and the name of a row.
fn name_ui(ui: &Ui, cx: &Cx<'_>, matrix: &Matrix, row: usize, name: &str, rect: Rect) {
    let (at, middle) = (rect.min, rect.center().y);
    let soft = cx.ink(Role::InkSoft);
    let number = (row + 1).to_string();
    let font = FontId::proportional(10.5);
    let painter = ui.painter();
    painter.text(pos2(at.x + 14.0, middle), egui::Align2::RIGHT_CENTER, number, font, soft);
    if let Some(voice) = matrix.voices.get(row).copied() {
        let (at, sign) = (pos2(at.x + 23.0, middle), cx.sign(voice));
        cx.paint_sign(painter, at, sign, (8.0, true), Role::Source(sign));
    }
    let short = elide(name, rect.width() - 36.0, 11.5, TextStyle::Regular);
    let ink = cx.ink(Role::Ink);
    let font = FontId::proportional(11.5);
    painter.text(pos2(at.x + 31.0, middle), egui::Align2::LEFT_CENTER, short, font, ink);
    let response = ui.interact(rect, ui.scope_id().with(("pair name", row)), Sense::hover());
    response.on_hover_text(name);
}

fn cell_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    together: &Together,
    names: (&str, &str),
    rect: Rect,
    place: (usize, usize),
) {
    let says = cx.words.together(together, names);
    let can_go = together.first_apart.is_some();
    let sense = if can_go { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with(("pair", place)), sense);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, can_go, says.clone()));
    let (share, text) = (together.share(), share_in_a_cell(together.share()));
    let role = page_sign_role(sign_of_share(share));
    let (fill, ink) = (cx.ink(role), cx.ink(role.of_words_on_it()));
    let painter = ui.painter();
    painter.rect_filled(rect, 2.0, fill);
    let font = FontId::proportional(10.5);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, text, font, ink);
    if response.has_focus() || response.hovered() {
        let stroke = egui::Stroke::new(1.5, cx.ink(Role::Accent));
        painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
    }
    if response.clicked()
        && let Some(day) = together.first_apart
    {
        let (one, other) = names;
        cx.ask(Command::SetCursor(day));
        cx.ask(Command::WhyDiffer([one, other].map(|name| Differs::Voice(name.to_owned()))));
    }
    response.on_hover_text(says);
}
