//! Which sets of voices shared a value, on how many days, and when: the sets as rows, the voices as
//! columns of dots.

use eframe::egui::{
    self, Align2, CursorIcon, FontId, Rect, Role as Node, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::chart::{Role, Scene};
use crate::compare::{Coalition, Comparison, Verdict};
use crate::estimate::Day;

use super::super::background::{Latest, Task};
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::look::{APART, soft};
use super::super::view_history::Look;
use super::time::{AXIS, Days, SMALL, TEXT};

const ROW: f32 = 24.0;
const BAR: f32 = 9.0;
/// Between two columns of dots, at least and at most.
const COLUMN: (f32, f32) = (9.0, 18.0);
/// Of more voices than this no dots are drawn: the names tell.
const MOST_COLUMNS: usize = 24;
/// The bar of days with its number.
const LENGTHS: f32 = 130.0;
/// The names, at least and at most.
const NAMES: (f32, f32) = (120.0, 250.0);
/// The share of the width that is left of the days, at most.
const LEFT: f32 = 0.6;

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
        let table = Table::new(scene, comparison, found, area.width());
        let days = Days::beside(area, table.width(), look);
        let head = Rect::from_min_size(area.min, vec2(area.width(), ROW));
        let axis = Rect::from_min_max(pos2(area.left(), area.bottom() - AXIS), area.max);
        let rows = Rect::from_min_max(pos2(area.left(), head.bottom()), axis.right_top());
        head_ui(ui, cx, &table, head);
        days.grid_ui(ui, cx, rows);
        days.axis_ui(ui, cx, axis);
        let most = found.first().map_or(1, |first| first.days).max(1);
        ui.scope_builder(egui::UiBuilder::new().max_rect(rows), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let scroll = ScrollArea::vertical().id_salt("coalitions").auto_shrink([false, false]);
            scroll.show_rows(ui, ROW, found.len(), |ui, shown| {
                for one in found.get(shown).unwrap_or_default() {
                    row_ui(ui, cx, &table, one, (&days, most));
                }
            });
        });
        days.cursor_ui(ui, cx, rows);
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

/// What a column is of: the voices that are in any coalition.
fn columns_of(found: &[Coalition], comparison: &Comparison) -> Vec<usize> {
    let is_in = |place: &usize| found.iter().any(|one| one.voices.binary_search(place).is_ok());
    let columns: Vec<usize> = (0..comparison.voices.len()).filter(is_in).collect();
    if columns.len() > MOST_COLUMNS { Vec::new() } else { columns }
}

/// What the rows have in common, and how wide their parts are.
struct Table<'a> {
    scene: &'a Scene,
    comparison: &'a Comparison,
    columns: Vec<usize>,
    names: f32,
    column: f32,
}

impl<'a> Table<'a> {
    fn new(
        scene: &'a Scene,
        comparison: &'a Comparison,
        found: &[Coalition],
        width: f32,
    ) -> Table<'a> {
        let columns = columns_of(found, comparison);
        let many = columns.len().max(1) as f32;
        let room = (width * LEFT - LENGTHS).max(0.0);
        let column = ((room - NAMES.0) / many).clamp(COLUMN.0, COLUMN.1);
        let names = (room - column * columns.len() as f32).clamp(NAMES.0, NAMES.1);
        Table { scene, comparison, columns, names, column }
    }

    /// Left of the days.
    fn width(&self) -> f32 {
        self.names + self.column * self.columns.len() as f32 + LENGTHS
    }

    /// The middle of a column of dots.
    fn x(&self, row: Rect, number: usize) -> f32 {
        row.left() + self.names + (number as f32 + 0.5) * self.column
    }

    fn name(&self, voice: usize) -> &'a str {
        self.comparison.voices.get(voice).map_or("", |voice| &*voice.name)
    }
}

/// The sign of each column, and what the bars count.
fn head_ui(ui: &Ui, cx: &Cx<'_>, table: &Table<'_>, head: Rect) {
    let small = |x: f32, text: &str| {
        let at = pos2(x, head.center().y);
        let font = FontId::proportional(SMALL);
        ui.painter().text(at, Align2::LEFT_CENTER, text, font, cx.ink(Role::InkSoft));
    };
    small(head.left() + APART, "who shared a value");
    for (number, voice) in table.columns.iter().enumerate() {
        let at = pos2(table.x(head, number), head.center().y);
        let looks = (table.column.min(9.0), true);
        cx.paint_sign(ui.painter(), at, table.scene.sign(*voice), looks, Role::Surface);
        let rect = Rect::from_center_size(at, vec2(table.column, ROW));
        let name = table.name(*voice);
        let id = ui.scope_id().with(("column of coalitions", *voice));
        ui.interact(rect, id, Sense::hover()).on_hover_text(name);
    }
    small(table.x(head, table.columns.len()), "on so many days");
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    table: &Table<'_>,
    one: &Coalition,
    (days, most): (&Days, i64),
) {
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let names: Vec<&str> = one.voices.iter().map(|voice| table.name(*voice)).collect();
    let counted = cx.words.counted(usize::try_from(one.days).unwrap_or_default(), "day", "days");
    let when: Vec<String> =
        one.spans.iter().map(|(from, to)| cx.words.period(*from, *to)).collect();
    let says =
        format!("{} shared a value on {counted}: {}", cx.words.all_of(&names), when.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Node::Button, true, says.as_str()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(row, 0.0, cx.ink(Role::AccentSoft));
    }
    super::time::name_ui(ui, row, (APART, table.names), &names.join(" + "), Role::Ink, cx);
    dots_ui(ui, cx, table, one, row);
    let left = table.x(row, table.columns.len());
    let length = (LENGTHS - 70.0) * (one.days as f32 / most as f32);
    let y = row.center().y;
    let bar = Rect::from_min_max(pos2(left, y - BAR / 2.0), pos2(left + length, y + BAR / 2.0));
    ui.painter().rect_filled(bar, 1.0, cx.ink(Role::InkSoft));
    let at = pos2(left + length + 4.0, y);
    let font = FontId::proportional(TEXT);
    let number = cx.words.number(one.days as f64);
    ui.painter().text(at, Align2::LEFT_CENTER, number, font, cx.ink(Role::Ink));
    for (from, to) in &one.spans {
        if let Some((left, right)) = days.span(from.number(), to.number().saturating_add(1)) {
            let right = right.max(left + 1.0);
            let bar = Rect::from_min_max(pos2(left, y - BAR / 2.0), pos2(right, y + BAR / 2.0));
            ui.painter().rect_filled(bar, 1.0, cx.ink(Role::Verdict(Verdict::Agree)));
        }
    }
    clicked(ui, cx, &response, one, days);
    response.on_hover_text_at_pointer(says);
}

fn dots_ui(ui: &Ui, cx: &Cx<'_>, table: &Table<'_>, one: &Coalition, row: Rect) {
    let columns = &table.columns;
    let is_in = |voice: &usize| one.voices.binary_search(voice).is_ok();
    let at = |number: usize| pos2(table.x(row, number), row.center().y);
    let first = columns.iter().position(is_in);
    let last = columns.iter().rposition(is_in);
    if let Some((first, last)) = first.zip(last) {
        let stroke = Stroke::new(1.5, cx.ink(Role::InkSoft));
        ui.painter().line_segment([at(first), at(last)], stroke);
    }
    for (number, voice) in columns.iter().enumerate() {
        let (radius, role) = match is_in(voice) {
            true => (table.column.min(9.0) / 2.0, Role::Source(table.scene.sign(*voice))),
            false => (2.0, Role::Hairline),
        };
        ui.painter().circle_filled(at(number), radius, cx.ink(role));
    }
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
