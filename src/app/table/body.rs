//! The rows in sight, their headings, and what pointer and keys do to them.

use eframe::egui::{
    self, Event, EventFilter, Key, Modifiers, Rect, Response, RichText, ScrollArea, Sense, Stroke,
    TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, vec2,
};
use egui_extras::{Column, TableBuilder, TableRow};

use crate::chart::Role;
use crate::compare::EstimateRef;
use crate::estimate::Bounds;
use crate::session::{Page, TableColumn, TableView};

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{APART, FAR, bold, quoted};
use super::TablePanel;
use super::columns::{about, is_number, title, width};
use super::facts::{EstimateRow, EstimateRows};
use super::many::menu_ui;
use super::picks::Step;
use super::places::Status;

const ROW_HEIGHT: f32 = 22.0;
const HEAD_HEIGHT: f32 = 22.0;
/// Room for a source's sign before its name.
const SIGN: f32 = 18.0;

impl TablePanel {
    pub(super) fn body_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rows: &EstimateRows) {
        let view = &cx.view.table;
        if self.order.all().is_empty() {
            nothing_ui(ui, cx, self.order.is_under_way());
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.min.x += APART;
        let focus = focus_ui(ui, cx, area, self.order.all().len());
        if focus.has_focus() {
            let in_sight = (area.height() - HEAD_HEIGHT - ROW_HEIGHT) / ROW_HEIGHT;
            self.keys(ui, cx, rows, focus.id, in_sight.max(1.0));
        }
        let wanted = self.scroll_to.take();
        let scroll_to =
            wanted.and_then(|of| self.order.all().iter().position(|shown| *shown == of));
        let mut touched: Vec<(EstimateRef, Response)> = Vec::new();
        let dragged = cx.draft.and_then(|(id, bounds)| Some((cx.find(id)?.0, *bounds)));
        ui.advance_cursor_after_rect(area);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area));
        ScrollArea::horizontal().id_salt("table sideways").auto_shrink(false).show(
            &mut inner,
            |ui| {
                ui.spacing_mut().item_spacing = vec2(APART, 0.0);
                // Columns are told apart by where their texts begin; a line shows under the pointer.
                ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
                let builder = builder(ui, view, scroll_to);
                let table = builder.header(HEAD_HEIGHT, |header| headings_ui(header, view, cx));
                table.body(|body| {
                    body.rows(ROW_HEIGHT, self.order.all().len(), |mut line| {
                        let Some(of) = self.order.all().get(line.index()).copied() else { return };
                        let Some(row) = rows.row(of) else { return };
                        line.set_selected(self.picks.contains(of));
                        // What is dragged shows at once; the order waits for the release.
                        let dragged = dragged.filter(|(dragged, _)| *dragged == of);
                        let bounds = dragged.map(|(_, bounds)| bounds).or_else(|| row.bounds());
                        let response = row_ui(&mut line, cx, &row, bounds, view);
                        let is_picked = self.picks.contains(of);
                        let said = || row.spoken(bounds);
                        response.widget_info(|| {
                            WidgetInfo::selected(egui::Role::Row, true, is_picked, said())
                        });
                        response.context_menu(|ui| {
                            let picked = self.picks.in_order(self.order.all());
                            menu_ui(ui, cx, &picked);
                        });
                        if response.clicked() || response.secondary_clicked() {
                            touched.push((of, response));
                        }
                    });
                });
            },
        );
        if focus.has_focus() {
            let (frame, stroke) =
                (area.expand2(vec2(4.0, 0.0)), Stroke::new(1.0, cx.ink(Role::Accent)));
            ui.painter().rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Inside);
        }
        for (of, response) in touched {
            ui.memory_mut(|memory| memory.request_focus(focus.id));
            self.touch(ui, cx, of, &response);
        }
    }

    /// What a click on a row does.
    fn touch(&mut self, ui: &Ui, cx: &Cx<'_>, of: EstimateRef, response: &Response) {
        if response.double_clicked() {
            self.select(cx, of);
            cx.ask(Command::OpenPage(Page::Estimate));
        } else if response.clicked() {
            let modifiers = ui.input(|input| input.modifiers);
            self.picks.click(of, modifiers, self.order.all());
            self.select(cx, of);
        } else if !self.picks.contains(of) {
            self.picks.only(of);
            self.select(cx, of);
        }
    }

    /// Selects a row's estimate in the plot and on the card.
    fn select(&mut self, cx: &Cx<'_>, of: EstimateRef) {
        let id = cx.estimate(of).map(|(id, _)| id);
        if id != cx.view.selection {
            self.selection.clone_from(&id);
            cx.ask(Command::Select(id));
        }
    }

    /// What keys do while the table has the focus.
    fn keys(&mut self, ui: &Ui, cx: &Cx<'_>, rows: &EstimateRows, focus: egui::Id, in_sight: f32) {
        let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
        #[expect(clippy::cast_possible_truncation, reason = "as many rows as fit on a screen")]
        let page = in_sight as isize;
        let steps = [
            (Key::ArrowUp, Step::By(-1)),
            (Key::ArrowDown, Step::By(1)),
            (Key::PageUp, Step::By(-page)),
            (Key::PageDown, Step::By(page)),
            (Key::Home, Step::First),
            (Key::End, Step::Last),
        ];
        let modifiers = ui.input(|input| input.modifiers);
        for (key, step) in steps {
            for _ in 0..ui.input(|input| input.num_presses(key)) {
                let arrived = self.picks.step(step, modifiers.shift, self.order.all());
                if let Some(of) = arrived {
                    self.scroll_to = Some(of);
                    self.select(cx, of);
                }
            }
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        if pressed(Key::Enter) && self.picks.current.is_some() {
            cx.ask(Command::OpenPage(Page::Estimate));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.picks.all(self.order.all());
        }
        if pressed(Key::Escape)
            && self.picks.len() > 1
            && let Some(current) = self.picks.current
        {
            self.picks.only(current);
        }
        if ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) {
            self.copy(ui.ctx(), cx, rows);
        }
    }
}

/// The table as a whole can have the focus; its rows cannot, or Tab would go through all of them.
fn focus_ui(ui: &Ui, cx: &Cx<'_>, area: Rect, count: usize) -> Response {
    let id = ui.scope_id().with("table");
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    let rows = cx.words.count(count);
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Table, true, format!("Table of estimates, {rows} rows"))
    });
    response
}

fn builder<'a>(ui: &'a mut Ui, view: &TableView, scroll_to: Option<usize>) -> TableBuilder<'a> {
    // The words have what the others leave.
    let taken: f32 = view.columns.iter().map(|column| width(*column) + APART).sum();
    let spare = (ui.clip_rect().width() - taken - FAR).clamp(-80.0, 400.0);
    let mut builder = TableBuilder::new(ui)
        // Widths are kept by place, so that other columns are another table.
        .id_salt(("table", &view.columns))
        .striped(false)
        .sense(Sense::CLICK | Sense::HOVER)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .max_scroll_height(f32::INFINITY)
        .animate_scrolling(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
    for column in &view.columns {
        let initial = width(*column) + if *column == TableColumn::Wording { spare } else { 0.0 };
        let column = Column::initial(initial).at_least(36.0).clip(true).resizable(true);
        builder = builder.column(column);
    }
    match scroll_to {
        Some(row) => builder.scroll_to_row(row, None),
        None => builder,
    }
}

fn headings_ui(mut header: TableRow<'_, '_>, view: &TableView, cx: &Cx<'_>) {
    for &column in &view.columns {
        let (arrow, now) = match (view.sorted_by == column, view.is_descending) {
            (false, _) => ("", ""),
            (true, false) => (" ▲", ", now upwards"),
            (true, true) => (" ▼", ", now downwards"),
        };
        header.col(|ui| {
            let text = bold(format!("{}{arrow}", title(column))).size(11.0).weak();
            let layout = if is_number(column) {
                egui::Layout::right_to_left(egui::Align::Center)
            } else {
                egui::Layout::left_to_right(egui::Align::Center)
            };
            ui.with_layout(layout, |ui| {
                let button = egui::Button::new(text).frame(false).truncate();
                let response = ui.add(button).on_hover_text(about(column));
                let name = format!("Sort by {}{now}", title(column));
                response.widget_info(|| WidgetInfo::labeled(egui::Role::ColumnHeader, true, &name));
                if response.clicked() {
                    let mut view = view.clone();
                    view.sort_by(column);
                    cx.ask(Command::ShowTable(view));
                }
            });
        });
    }
}

/// Paints a row; the response of all of its cells together.
fn row_ui(
    line: &mut TableRow<'_, '_>,
    cx: &Cx<'_>,
    row: &EstimateRow<'_>,
    bounds: Option<Bounds>,
    view: &TableView,
) -> Response {
    for column in &view.columns {
        let text = row.text(*column, bounds);
        let mut is_elided = false;
        let (_, response) = line.col(|ui| {
            // A row that is picked keeps its inks.
            ui.visuals_mut().override_text_color = None;
            is_elided = match column {
                TableColumn::Origin => origin_ui(ui, cx, row, &text),
                _ => cell_ui(ui, styled(&text, *column, row), is_number(*column)),
            };
        });
        match column {
            TableColumn::Status => drop(response.on_hover_text(row.status.sentence())),
            TableColumn::Low | TableColumn::Best | TableColumn::High if row.is_adjusted() => {
                if let Some(stated) = row.estimate.bounds() {
                    response.on_hover_text(format!("Stated: {}", cx.words.bounds(&stated)));
                }
            }
            _ if is_elided => drop(response.on_hover_text(text)),
            _ => {}
        }
    }
    line.response()
}

fn is_soft(row: &EstimateRow<'_>) -> bool {
    row.estimate.is_echo() || matches!(row.status, Status::Never(_) | Status::OtherMeasure)
}

fn styled(text: &str, column: TableColumn, row: &EstimateRow<'_>) -> RichText {
    let styled = match column {
        TableColumn::Wording => quoted(text),
        _ => RichText::new(text),
    };
    let is_aside = matches!(
        column,
        TableColumn::Through
            | TableColumn::Published
            | TableColumn::Record
            | TableColumn::Basis
            | TableColumn::Standing
            | TableColumn::Method
            | TableColumn::Status
    );
    if is_soft(row) || is_aside { styled.weak() } else { styled }
}

/// The source's sign in its colour, hollow for an echo, and its name. Whether the name was cut.
fn origin_ui(ui: &mut Ui, cx: &Cx<'_>, row: &EstimateRow<'_>, name: &str) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(SIGN - APART, ROW_HEIGHT), Sense::hover());
    if let Some(voice) = row.place.voice {
        let sign = cx.sign(usize::try_from(voice).unwrap_or(usize::MAX));
        let look = (8.5, !row.estimate.is_echo());
        cx.paint_sign(ui.painter(), rect.center(), sign, look, Role::Surface);
    }
    let text = if row.estimate.is_echo() { quoted(name) } else { RichText::new(name) };
    cell_ui(ui, if is_soft(row) { text.weak() } else { text }, false)
}

/// Paints a cell's text on one line, on the right for numbers. Whether it was cut.
fn cell_ui(ui: &Ui, text: RichText, is_right: bool) -> bool {
    let room = ui.available_rect_before_wrap();
    let text = WidgetText::from(text);
    let wrap = Some(TextWrapMode::Truncate);
    let galley = text.into_galley(ui, wrap, room.width(), TextStyle::Body);
    let x = if is_right { room.right() - galley.size().x } else { room.left() };
    let y = room.center().y - galley.size().y / 2.0;
    let is_elided = galley.elided;
    ui.painter().galley(egui::pos2(x, y), galley, ui.visuals().text_color());
    is_elided
}

/// What to do where there is no row.
fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, is_sorting: bool) {
    let view = &cx.view.table;
    let (says, all) = match (is_sorting, view.filter.trim(), view.counting_only) {
        (true, ..) => ("Sorting…".to_owned(), None),
        (_, "", true) => (
            format!("Nothing counts at {}", cx.words.day(cx.cursor)),
            Some(TableView { counting_only: false, ..view.clone() }),
        ),
        (_, "", false) => ("No estimate of this measure yet".to_owned(), None),
        (_, filter, _) => (
            format!("No row has “{filter}” in it"),
            Some(TableView { counting_only: false, filter: String::new(), ..view.clone() }),
        ),
    };
    ui.vertical_centered(|ui| {
        ui.add_space(FAR);
        ui.label(RichText::new(says).weak());
        if let Some(all) = all
            && ui.button("Show all rows").clicked()
        {
            cx.ask(Command::ShowTable(all));
        }
    });
}
