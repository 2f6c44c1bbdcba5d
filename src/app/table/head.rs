//! Above the rows: how many there are, the filter, the switches and the choice of columns.

use eframe::egui::{self, Popup, RichText, TextEdit, Ui};

use crate::estimate::Change;
use crate::session::{TableColumn, TableView};

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{APART, NEAR, bold};
use super::columns::{about, title};
use super::facts::EstimateRows;
use super::many::{adjust, at_least};
use super::{TablePanel, count};

/// In a table narrower than this, in points, the switches take a row of their own.
const ROOM_FOR_ONE_ROW: f32 = 620.0;

impl TablePanel {
    /// "7 selected", and what can be done to them.
    fn many_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rows: &EstimateRows) {
        let picked = self.picks.in_order(self.order.all());
        ui.label(bold(format!("{} selected", cx.words.count(picked.len()))));
        if ui.button("Exclude").on_hover_text("None of them counts any more").clicked() {
            adjust(cx, &picked, |_| Some(Change::Exclude));
        }
        let read = ui.button("Read as at least");
        if read.on_hover_text("Single numbers are counts still being compiled").clicked() {
            adjust(cx, &picked, at_least);
        }
        self.amounts.fields_ui(ui, cx, &picked);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(APART);
            if ui.button("Select one").on_hover_text("Back to a single row (Escape)").clicked()
                && let Some(of) = self.picks.current.or(picked.first().copied())
            {
                self.picks.only(of);
            }
            if ui.button("Copy").on_hover_text("Copy these rows for a spreadsheet").clicked() {
                self.copy(ui.ctx(), cx, rows);
            }
        });
    }

    pub(super) fn head_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rows: &EstimateRows) {
        ui.add_space(NEAR);
        let mut view = cx.view.table.clone();
        let is_narrow = ui.available_width() < ROOM_FOR_ONE_ROW;
        ui.horizontal(|ui| {
            ui.add_space(APART);
            if self.picks.len() > 1 {
                self.many_ui(ui, cx, rows);
                return;
            }
            ui.label(bold("Estimates"));
            ui.label(RichText::new(self.how_many(rows, &cx.view.table)).weak());
            filter_ui(ui, &mut view);
            if !is_narrow {
                switches_ui(ui, cx, &mut view);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(APART);
                columns_ui(ui, &mut view);
                let copy = ui.button("Copy").on_hover_text(
                    "Copy the rows picked, or all, as a table for a spreadsheet (Ctrl+C in the \
                     table)",
                );
                if copy.accessible_name("Copy the table").clicked() {
                    self.copy(ui.ctx(), cx, rows);
                }
            });
        });
        if is_narrow && self.picks.len() <= 1 {
            ui.horizontal(|ui| {
                ui.add_space(APART);
                switches_ui(ui, cx, &mut view);
            });
        }
        ui.add_space(NEAR);
        if view != cx.view.table {
            cx.ask(Command::ShowTable(view));
        }
    }

    fn how_many(&self, rows: &EstimateRows, view: &TableView) -> String {
        let (shown, all) = (self.order.all().len(), count(rows, view).max(self.order.all().len()));
        let count_of = |count| rows.words.count(count);
        let mut text = if shown == all {
            count_of(all)
        } else {
            format!("{} of {}", count_of(shown), count_of(all))
        };
        if self.order.is_under_way() {
            text.push_str(", sorting…");
        }
        text
    }
}

fn filter_ui(ui: &mut Ui, view: &mut TableView) {
    let edit = TextEdit::singleline(&mut view.filter).hint_text("Filter…").desired_width(170.0);
    let response = ui.add(edit).on_hover_text("Rows that have all of these words somewhere");
    response.accessible_name("Filter the table");
    if !view.filter.is_empty() && ui.small_button("Clear").on_hover_text("Show all rows").clicked()
    {
        view.filter.clear();
    }
}

fn switches_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut TableView) {
    let counting = format!("Counts at {}", cx.words.day(cx.cursor));
    ui.toggle_value(&mut view.counting_only, "Counts at the cursor").on_hover_text(counting);
    ui.toggle_value(&mut view.all_measures, "All measures")
        .on_hover_text("Estimates of every measure, and not only of the one asked about");
}

fn columns_ui(ui: &mut Ui, view: &mut TableView) {
    let button = ui.button("Columns").on_hover_text("Choose the columns");
    Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        for &column in TableColumn::ALL {
            let mut is_shown = view.columns.contains(&column);
            let response = ui.checkbox(&mut is_shown, title(column));
            if response.on_hover_text(about(column)).changed() {
                view.toggle(column);
            }
        }
        ui.separator();
        if ui.button("The usual columns").clicked() {
            view.columns = TableColumn::USUAL.to_vec();
        }
    });
}
