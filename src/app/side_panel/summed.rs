//! How the events of a file were summed, and how they are summed otherwise.

use std::path::PathBuf;

use eframe::egui::{ComboBox, Ui};

use crate::files::{Mapping, Period, SummedBy};
use crate::opening::is_from_disk;
use crate::session::FileSection;

use super::super::command::Command;
use super::super::controls::{choose_ui, wrapped_ui};
use super::super::cx::Cx;

pub(super) fn summed_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileSection) {
    let Some(summed) = &file.summed else { return };
    if !is_from_disk(file) || cx.document.has_later_in_its_place(file.slot) {
        let by = summed.by.join(", ");
        wrapped_ui(ui, format!("Summed by {} and {by}", summed.period.word()));
        return;
    }
    let sum = |period: Period, asked: Option<String>| {
        let path = PathBuf::from(&file.path);
        cx.ask(Command::SumOtherwise { path, slot: file.slot, period, asked });
    };
    let id = |what: &str| format!("{what} {}", file.slot.0);
    let periods = Period::ALL.map(|period| (period, period.word()));
    let groups = groups(file, summed);
    ui.horizontal_wrapped(|ui| {
        let label = ui.label("Summed by");
        let combo = ComboBox::from_id_salt(id("period")).selected_text(summed.period.word());
        if let Some(period) = choose_ui(ui, &label, combo, Some(&summed.period), periods) {
            sum(period, summed.asked.clone());
        }
        let label = ui.label("for each");
        let combo = ComboBox::from_id_salt(id("group")).selected_text(summed.by.join(", "));
        if let Some(asked) = choose_ui(ui, &label, combo, Some(&summed.asked), groups) {
            sum(summed.period, asked);
        }
    });
}

/// The columns that can be asked for, each with those that make a group then: what holds, and what the
/// mapping offers.
fn groups(file: &FileSection, summed: &SummedBy) -> Vec<(Option<String>, String)> {
    let shipped = Mapping::shipped().iter().find(|mapping| mapping.name() == file.format);
    let offered = shipped.map(Mapping::groups).unwrap_or_default();
    let offered = offered.into_iter().map(|(asked, by)| (asked, by.join(", ")));
    let mut groups: Vec<(Option<String>, String)> = offered.collect();
    if !groups.iter().any(|(asked, _)| *asked == summed.asked) {
        groups.push((summed.asked.clone(), summed.by.join(", ")));
    }
    groups
}
