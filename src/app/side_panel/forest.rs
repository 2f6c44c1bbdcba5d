//! The slice at the date cursor as a forest plot: every row an estimate that can be pointed at and
//! picked.

use eframe::egui::{self, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::chart::{Forest, ForestOptions, ForestOrder, ForestRow, MarkKind, Role, forest};
use crate::compare::Slice;
use crate::estimate::EstimateId;
use crate::words::Term;

use super::super::command::Command;
use super::super::controls::small_choices_ui;
use super::super::cx::Cx;
use super::super::painter::paint_layer;
use super::soft;

/// Rows so far from what is in sight can be reached too, in points.
const NEXT_TO_SIGHT: f32 = 1_200.0;

/// How the slice is looked at.
#[derive(Default)]
pub(super) struct SliceView {
    order: ForestOrder,
    /// The pointer was over a row in the frame before.
    has_pointed: bool,
}

pub(super) fn forest_ui(ui: &mut Ui, cx: &Cx<'_>, slice: &Slice, view: &mut SliceView) {
    let Some(comparison) = cx.comparison().filter(|_| !slice.standing.is_empty()) else {
        return;
    };
    order_ui(ui, &mut view.order);
    let bounds_of = |of| cx.bounds_of(of);
    let options = ForestOptions {
        order: view.order,
        scale: cx.view.scale,
        width: ui.available_width(),
        bounds_of: &bounds_of,
        sign_of: &|voice| cx.sign(voice),
        told_of: None,
        words: cx.words,
    };
    let plot = forest(comparison, slice, &options);
    let (area, _) = ui.allocate_exact_size(vec2(plot.width, plot.height), Sense::hover());
    let mut pointed: Option<EstimateId> = None;
    for row in &plot.rows {
        if is_near(ui, area, row) && row_ui(ui, cx, area, row) {
            pointed = cx.estimate(row.estimate).map(|(id, _)| id);
        }
    }
    // What is pointed at elsewhere in the window is not taken away from here.
    let is_mine = pointed.is_some() || view.has_pointed;
    view.has_pointed = pointed.is_some();
    if is_mine && pointed.as_ref() != cx.hovered {
        cx.ask(Command::Hover(pointed));
    }
    core_ui(ui, cx, area, &plot);
    paint_layer(ui.painter(), area.min, &plot.marks, cx.theme);
    if slice.agreement.touch {
        let touch = ui.label(soft("They only touch: one single value between wider readings"));
        touch.on_hover_text(cx.words.explained(Term::Touch));
    }
}

/// What the core is, where it is named under the rows.
fn core_ui(ui: &Ui, cx: &Cx<'_>, area: Rect, plot: &Forest) {
    let texts = plot.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Text(text) if mark.role == Role::Core => Some(text.rect()),
        _ => None,
    });
    for (place, text) in texts.enumerate() {
        let corner = |x: f32, y: f32| area.min + vec2(x, y);
        let rect = Rect::from_min_max(corner(text.left, text.top), corner(text.right, text.bottom));
        let id = ui.scope_id().with(("core of the slice", place));
        ui.interact(rect, id, Sense::hover()).on_hover_text(cx.words.explained(Term::Core));
    }
}

fn order_ui(ui: &mut Ui, order: &mut ForestOrder) {
    ui.horizontal(|ui| {
        ui.label(soft("Sorted by").small());
        let orders = [
            (ForestOrder::Kind, "kind", "Agencies, militaries, governments and so on"),
            (ForestOrder::Value, "value", "The lowest first"),
        ];
        small_choices_ui(ui, "Sort the slice by", order, orders);
    });
}

/// Whether a row is in sight, or so near that the keyboard goes to it next.
fn is_near(ui: &Ui, area: Rect, row: &ForestRow) -> bool {
    let sight = ui.clip_rect().y_range().expand(NEXT_TO_SIGHT);
    let (top, bottom) = (area.min.y + row.rect.top, area.min.y + row.rect.bottom);
    top <= sight.max && sight.min <= bottom
}

/// Behind the row's marks, and what picking it does; whether it is pointed at.
fn row_ui(ui: &Ui, cx: &Cx<'_>, area: Rect, row: &ForestRow) -> bool {
    let rect = Rect::from_min_max(
        area.min + vec2(row.rect.left, row.rect.top),
        pos2(area.min.x + row.rect.right, area.min.y + row.rect.bottom),
    );
    let response = ui.interact(rect, ui.scope_id().with(("slice", row.voice)), Sense::click());
    let Some((id, estimate)) = cx.estimate(row.estimate) else { return false };
    let is_selected = cx.view.selection.as_ref() == Some(&id);
    response.widget_info(|| {
        let says = format!("In the slice: {}", row.spoken);
        WidgetInfo::selected(egui::Role::Button, true, is_selected, says)
    });
    let is_pointed_at = response.hovered() || response.has_focus();
    if is_selected || is_pointed_at || cx.hovered == Some(&id) {
        let fill = cx.ink(Role::AccentSoft);
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    if response.has_focus() {
        let ink = cx.ink(Role::Accent);
        let stroke = egui::Stroke::new(1.0, ink);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    let is_hovered = response.hovered();
    let words = estimate.wording().map(|wording| format!("\n“{wording}”")).unwrap_or_default();
    let as_of = cx.words.as_of(estimate.as_of());
    let response = response.on_hover_text(format!("{}\nas of {as_of}{words}", row.spoken));
    if response.clicked() {
        cx.ask(Command::Select(Some(id)));
    }
    is_hovered
}
