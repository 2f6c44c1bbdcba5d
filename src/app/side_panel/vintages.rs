//! Copies of one file as it stood on different days: which one is in force, and another one put
//! in force.

use eframe::egui::{self, Ui};

use crate::session::{Edit, Series};

use super::super::actions::Command;
use super::super::bench::{Bench, Commands};
use super::super::look::{APART, NEAR, bold, soft};

/// All series, where there are any.
pub(super) fn vintages_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    for series in bench.document.series() {
        series_ui(ui, bench, series, commands);
        ui.add_space(APART);
    }
}

fn series_ui(ui: &mut Ui, bench: &Bench<'_>, series: &Series, commands: &mut Commands) {
    let document = bench.document;
    let known_on = document.question().and_then(|question| question.known_on);
    ui.label(bold("Vintages of one file"));
    if let Some(words) = document.force_words(series, known_on) {
        ui.label(soft(words));
    }
    let in_force = document.in_force(series, known_on).map(|in_force| in_force.file);
    for file in document.by_day(series) {
        let name = document.file(file).map_or("", |file| file.name());
        let day = document.vintage_day(file).map(|(day, by)| (day.spoken(), by.words()));
        let day = day.map_or_else(String::new, |(day, by)| format!(", {day} ({by})"));
        ui.add_space(NEAR);
        ui.horizontal_wrapped(|ui| {
            let label = format!("In force: {name}{day}");
            let radio = ui.radio(in_force == Some(file), format!("{name}{day}"));
            radio.widget_info(|| {
                egui::WidgetInfo::selected(
                    egui::Role::RadioButton,
                    true,
                    in_force == Some(file),
                    label.clone(),
                )
            });
            if radio.clicked() && in_force != Some(file) {
                commands.push(Command::Edit(Edit::PutInForce(file)));
            }
            let apart = ui.small_button("A file of its own");
            let of_its_own = format!("{name} is a file of its own");
            apart.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, of_its_own.clone())
            });
            if apart.on_hover_text("It is no other copy of that file: count both").clicked() {
                commands.push(Command::Edit(Edit::LeaveSeries(file)));
            }
        });
    }
    if series.chosen.is_some()
        && ui.button("Let the days decide").clicked()
        && let Some(vintage) = series.vintages.first()
    {
        commands.push(Command::Edit(Edit::FollowDays(vintage.file)));
    }
}
