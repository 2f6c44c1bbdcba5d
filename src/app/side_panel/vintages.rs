//! Copies of one file as it stood on different days: of which day each is, which one is in force,
//! another one put in force, and what changed from one to the next.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use crate::estimate::{AsOf, Day, FileSlot};
use crate::session::{CopyInDoubt, Edit, Series};
use crate::words::day_source;

use super::super::command::Command;
use super::super::controls::{trouble_ui, wrapped_ui};
use super::super::cx::Cx;
use super::super::look::{APART, NEAR, bold, soft};
use super::super::range_bar::Field;
use super::super::typed::date_from;
use super::vintage_changes::VintageChanges;

/// What is being typed about vintages, and what was found out about them.
#[derive(Default)]
pub(super) struct VintagesDraft {
    days: BTreeMap<FileSlot, Field>,
    changes: VintageChanges,
}

const DAY_FORMS: &str = "The day of this copy: 2024-12-23 or 23 Dec 2024. Empty for the one in \
                         its name, else the last on which anything in it was published";

impl VintagesDraft {
    /// All series and what may be one, where there are any.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        for doubt in cx.document.copies_in_doubt() {
            doubt_ui(ui, cx, doubt);
            ui.add_space(APART);
        }
        if cx.document.series().is_empty() {
            return;
        }
        for series in cx.document.series() {
            self.series_ui(ui, cx, series);
            ui.add_space(APART);
        }
        self.changes.ui(ui, cx);
    }

    fn series_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, series: &Series) {
        let document = cx.document;
        let known_on = document.question().and_then(|question| question.known_on);
        ui.label(bold("Vintages of one file"));
        if let Some(words) = cx.words.in_force(document, series, known_on) {
            wrapped_ui(ui, soft(words));
        }
        let in_force = document.in_force(series, known_on).map(|in_force| in_force.file);
        for file in document.by_day(series) {
            ui.add_space(NEAR);
            vintage_ui(ui, cx, file, in_force == Some(file));
            self.day_ui(ui, cx, file);
        }
        if series.chosen.is_some()
            && ui.button("Let the days decide").clicked()
            && let Some(vintage) = series.vintages.first()
        {
            cx.ask(Command::Edit(Edit::FollowDays(vintage.file)));
        }
    }

    /// Of which day a vintage is, to be said otherwise.
    fn day_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: FileSlot) {
        let name = format!("Day of {}", name_of(cx, file));
        let now = cx.document.vintage_day(file).map(|(day, _)| cx.words.day(day));
        let field = self.days.entry(file).or_default();
        ui.horizontal(|ui| {
            ui.label(soft("Day").small());
            let typed = field.ui(ui, cx, (&name, DAY_FORMS), &now.unwrap_or_default(), 92.0);
            if let Some(text) = typed {
                field.settle(day_typed(&text), |day| {
                    cx.ask(Command::Edit(Edit::DateVintage { file, day }));
                });
            }
        });
        if let Some(wrong) = &field.wrong {
            trouble_ui(ui, wrong);
        }
    }
}

/// Two files that may be copies of one, and what to say of it.
fn doubt_ui(ui: &mut Ui, cx: &Cx<'_>, doubt: &CopyInDoubt) {
    let CopyInDoubt { file, of, .. } = *doubt;
    wrapped_ui(ui, soft(cx.words.copy_in_doubt(cx.document, doubt)));
    ui.horizontal_wrapped(|ui| {
        let both = format!("{} and {}", name_of(cx, file), name_of(cx, of));
        let one = ui.small_button("Copies of one file");
        if one.accessible_name(format!("Copies of one file: {both}")).clicked() {
            cx.ask(Command::Edit(Edit::JoinSeries { file, of }));
        }
        let apart = ui.small_button("Count both");
        if apart.accessible_name(format!("Count both: {both}")).clicked() {
            cx.ask(Command::Edit(Edit::KeepApart { file, of }));
        }
    });
}

/// A day, or with nothing typed the one that the file has by itself.
fn day_typed(text: &str) -> Result<Option<Day>, String> {
    match text {
        "" => Ok(None),
        text => date_from(text).map(AsOf::to).map(Some),
    }
}

fn name_of<'a>(cx: &Cx<'a>, file: FileSlot) -> &'a str {
    cx.document.file(file).map_or("", |file| file.name())
}

/// Whether a vintage is in force, and the ways to put it in force and to take it out of its series.
fn vintage_ui(ui: &mut Ui, cx: &Cx<'_>, file: FileSlot, is_in_force: bool) {
    let name = name_of(cx, file);
    let day = cx.document.vintage_day(file).map(|(day, by)| (cx.words.day(day), day_source(by)));
    let day = day.map_or_else(String::new, |(day, by)| format!(", {day} ({by})"));
    ui.horizontal_wrapped(|ui| {
        let radio = ui.radio(is_in_force, format!("{name}{day}"));
        let radio = radio.accessible_name(format!("In force: {name}{day}"));
        if radio.clicked() && !is_in_force {
            cx.ask(Command::Edit(Edit::PutInForce(file)));
        }
        let apart = ui.small_button("A file of its own");
        let apart = apart.accessible_name(format!("{name} is a file of its own"));
        if apart.on_hover_text("It is no other copy of that file: count both").clicked() {
            cx.ask(Command::Edit(Edit::LeaveSeries(file)));
        }
    });
}
