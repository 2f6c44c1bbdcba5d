//! Which sets of voices shared a value, on how many days, and when: the sets as rows, the voices as
//! columns of dots.

use eframe::egui::{
    self, CursorIcon, Rect, Role as Node, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{Coalitions, ROW_HEIGHT, Role, RowsFrame, Scene};
use crate::compare::{Coalition, Comparison};
use crate::estimate::Day;

use super::super::background::{Latest, Task};
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::look::soft;
use super::super::painter::paint_layer;
use super::super::view_history::Look;
use super::time::{AXIS, Days};

/// The view, with what was found.
#[derive(Default)]
pub(in crate::app) struct CoalitionsView {
    found: Latest<(Asked, (Day, Day)), Vec<Coalition>>,
}

impl CoalitionsView {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, area: Rect, look: Look) {
        let Some(comparison) = cx.comparison() else { return };
        self.refresh(ui, cx, comparison);
        let broken = self.found.broken().map(str::to_owned);
        // What was found for another question speaks of other voices.
        let found = self.found.value().filter(|_| !self.found.is_stale());
        let Some(found) = found else {
            let says = broken.unwrap_or_else(|| "Looking for who shared a value…".to_owned());
            ui.put(area, egui::Label::new(soft(says)));
            return;
        };
        if found.is_empty() {
            ui.put(area, egui::Label::new(soft("No two voices ever shared a value")));
            return;
        }
        let frame = RowsFrame { width: area.width(), time: look.time, words: cx.words };
        let drawn = Coalitions::new(scene, comparison, found, &frame);
        let days = Days::within(area, drawn.days(), look);
        let head = Rect::from_min_size(area.min, vec2(area.width(), ROW_HEIGHT));
        let axis = Rect::from_min_max(pos2(area.left(), area.bottom() - AXIS), area.max);
        let rows = Rect::from_min_max(pos2(area.left(), head.bottom()), axis.right_top());
        paint_layer(ui.painter(), head.min, &drawn.head(), cx.theme);
        columns_ui(ui, comparison, &drawn, head);
        days.grid_ui(ui, cx, rows);
        days.axis_ui(ui, cx, axis);
        ui.scope_builder(egui::UiBuilder::new().max_rect(rows), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let scroll = ScrollArea::vertical().id_salt("coalitions").auto_shrink([false, false]);
            scroll.show_rows(ui, ROW_HEIGHT, found.len(), |ui, shown| {
                let top_left = ui.cursor().min;
                for one in found.get(shown.clone()).unwrap_or_default() {
                    row_ui(ui, cx, comparison, one, &days);
                }
                paint_layer(ui.painter(), top_left, &drawn.rows(shown), cx.theme);
            });
        });
        days.cursor_ui(ui, cx, rows);
    }

    /// What was found, unless it is for another question.
    pub fn found(&self) -> Option<&[Coalition]> {
        self.found.value().filter(|_| !self.found.is_stale()).map(Vec::as_slice)
    }

    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, comparison: &Comparison) {
        // Where it broke down, it says so in the place of the rows.
        let _ = self.found.look_again();
        let Some(days) = comparison.days_told() else { return };
        let (files, overlay) = (cx.files().to_vec(), cx.document.overlay().clone());
        let asked = Asked { files, overlay, question: comparison.question.clone() };
        let ctx = ui.ctx();
        self.found.want((asked, days), |(asked, days)| {
            let (asked, days) = (asked.clone(), *days);
            Task::to(ctx, "Looking for coalitions", move || {
                let Asked { files, overlay, question } = &asked;
                crate::compare::compare(files, overlay, question).coalitions(files, days)
            })
        });
    }
}

/// The name of each column, where it is pointed at.
fn columns_ui(ui: &Ui, comparison: &Comparison, drawn: &Coalitions<'_>, head: Rect) {
    for (voice, x) in drawn.columns() {
        let at = pos2(head.left() + x, head.center().y);
        let rect = Rect::from_center_size(at, vec2(drawn.column_width(), ROW_HEIGHT));
        let name = comparison.voices.get(voice).map_or("", |voice| &*voice.name);
        let id = ui.scope_id().with(("column of coalitions", voice));
        ui.interact(rect, id, Sense::hover()).on_hover_text(name);
    }
}

/// What is pointed at and said of a row; it is painted with all of them.
fn row_ui(ui: &mut Ui, cx: &Cx<'_>, comparison: &Comparison, one: &Coalition, days: &Days) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (row, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let name = |voice: &usize| comparison.voices.get(*voice).map_or("", |voice| &*voice.name);
    let names: Vec<&str> = one.voices.iter().map(name).collect();
    let counted = cx.words.counted(usize::try_from(one.days).unwrap_or_default(), "day", "days");
    let when: Vec<String> =
        one.spans.iter().map(|(from, to)| cx.words.period(*from, *to)).collect();
    let says =
        format!("{} shared a value on {counted}: {}", cx.words.all_of(&names), when.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Node::Button, true, says.as_str()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(row, 0.0, cx.ink(Role::AccentSoft));
    }
    clicked(ui, cx, &response, one, days);
    response.on_hover_text_at_pointer(says);
}

/// A click goes to a day on which they shared a value: to the one that is pointed at, else to the
/// last.
fn clicked(ui: &Ui, cx: &Cx<'_>, response: &egui::Response, one: &Coalition, days: &Days) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        let pointed = response.interact_pointer_pos().and_then(|pos| days.day_at(pos.x));
        let last = one.spans.last().map(|(_, to)| *to);
        if let Some(day) = pointed.or(last) {
            cx.ask(Command::SetCursor(day));
        }
    }
}
