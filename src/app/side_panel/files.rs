//! The open files: how each was read, what of it is used, and what can be done with it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eframe::egui::{RichText, Ui};

use crate::files::{ProblemFact, Severity};
use crate::opening::{can_be_looked_at, is_from_disk, is_sample};
use crate::session::{FileSection, Page};

use super::super::actions::Action;
use super::super::command::{AboutFile, Command};
use super::super::controls::wrapped_ui;
use super::super::cx::Cx;
use super::super::look::{APART, FAR, NEAR, bold};
use super::on_disk::on_disk_ui;
use super::soft;
use super::summed::summed_ui;

pub(super) fn files_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let files = cx.document.files();
    if files.is_empty() {
        ui.label(soft("No file is open"));
    }
    for file in files {
        file_ui(ui, cx, file);
        ui.add_space(FAR);
    }
    let look = Action::LookAtFiles;
    let can_look = files.len() > 1 && look.possible(cx).is_ok();
    if can_look && ui.button(look.label()).on_hover_text(look.tooltip()).clicked() {
        cx.act(look);
    }
    if ui.button("Open another…").on_hover_text(Action::Open.tooltip()).clicked() {
        cx.act(Action::Open);
    }
}

fn file_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileSection) {
    ui.add(eframe::egui::Label::new(bold(file.name())).wrap()).on_hover_text(&file.path);
    wrapped_ui(ui, format(file, cx));
    if let Some(database) = cx.words.summed_in(&file.problems) {
        wrapped_ui(ui, database);
    }
    wrapped_ui(ui, contents(file, cx));
    if !file.is_by_hand() {
        wrapped_ui(ui, rows(file, cx));
    }
    if let Some(vintage) = vintage(file, cx) {
        wrapped_ui(ui, vintage);
    }
    summed_ui(ui, cx, file);
    on_disk_ui(ui, cx, file);
    ui.horizontal_wrapped(|ui| {
        if !file.problems.is_empty() {
            let problems = cx.words.counted(file.problems.len(), "problem", "problems");
            let link = ui.link(RichText::new(problems));
            if link.on_hover_text("Each with its place in the file").clicked() {
                cx.ask(Command::OpenPage(Page::Problems));
            }
        }
    });
    ui.add_space(NEAR);
    if !file.is_by_hand() {
        buttons_ui(ui, cx, file);
    }
    ui.add_space(APART);
}

fn buttons_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileSection) {
    let name = file.name();
    let path = PathBuf::from(&file.path);
    ui.horizontal_wrapped(|ui| {
        let mut button = |verb: &str, says: &str, command: Command| {
            let button = ui.small_button(verb).accessible_name(format!("{verb}: {name}"));
            if button.on_hover_text(says).clicked() {
                cx.ask(command);
            }
        };
        let close = Command::CloseFile(file.slot);
        button("Close", "Close it; undo opens it again", close);
        if !is_from_disk(file) {
            return;
        }
        let about = |asked: AboutFile| Command::About(file.slot, asked);
        if can_be_looked_at(cx.document, file) {
            let says = "See whether it is on the disk as it was read; nothing is taken in";
            button("Look whether it changed", says, about(AboutFile::Look));
        }
        // What is in its place now is a later copy.
        let is_overtaken = cx.document.has_later_in_its_place(file.slot);
        if !is_overtaken {
            let reload = Command::Reload(path.clone(), file.slot);
            button("Reload", "Read it again as it is on the disk now", reload);
        }
        if can_be_looked_at(cx.document, file) {
            let says = "Say where the file is now; what was read of it stays";
            button("Relink…", says, about(AboutFile::Relink));
        }
        if !is_ron(&path) && !is_overtaken {
            let says = "See what its columns are read into, and change it";
            button("How it is read…", says, Command::AskHowRead(path.clone(), file.slot));
        }
        button("Show in folder", &file.path, Command::ShowInFolder(path));
    });
}

/// By what it was read.
fn format(file: &FileSection, cx: &Cx<'_>) -> String {
    if is_sample(file) {
        return "The sample that comes with the program".to_owned();
    }
    cx.words.format(file)
}

/// `124 estimates of 4 measures`.
fn contents(file: &FileSection, cx: &Cx<'_>) -> String {
    let measures = file.ledger.measures().count();
    let mut text = cx.words.counted(file.ledger.len(), "estimate", "estimates");
    if measures > 0 {
        let measures = cx.words.counted(measures, "measure", "measures");
        text = format!("{text} of {measures}");
    }
    match file.ledger.events().len() {
        0 => text,
        events => format!("{text}, {}", cx.words.counted(events, "event", "events")),
    }
}

/// How many rows it has, and of how many something was not used.
fn rows(file: &FileSection, cx: &Cx<'_>) -> String {
    let count = usize::try_from(file.rows).unwrap_or(usize::MAX);
    let rows = cx.words.counted(count, "row", "rows");
    match rows_not_used(file) {
        0 => format!("{rows}, all used"),
        lost => format!("{rows}, of which {} not used or not wholly", cx.words.count(lost)),
    }
}

/// Of how many rows something was not used.
fn rows_not_used(file: &FileSection) -> usize {
    let errors = || file.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let lines: BTreeSet<u32> = errors().filter_map(|problem| problem.line).collect();
    let again = errors().map(|problem| usize::try_from(problem.again).unwrap_or(usize::MAX));
    let repeat = file.problems.iter().filter_map(|problem| match problem.fact {
        ProblemFact::EventsAgain { rows, .. } => Some(usize::try_from(rows).unwrap_or(usize::MAX)),
        // Rows of a database have no lines.
        ProblemFact::NoDate(_) if problem.line.is_none() => Some(1),
        _ => None,
    });
    let lost = again.chain(repeat).fold(lines.len(), usize::saturating_add);
    lost.min(usize::try_from(file.rows).unwrap_or(usize::MAX))
}

/// Of which copies of one file it is one, and whether it is the one in force.
fn vintage(file: &FileSection, cx: &Cx<'_>) -> Option<String> {
    let series = cx.document.series_of(file.slot)?;
    let known_on = cx.document.question().and_then(|question| question.known_on);
    let in_force = cx.document.in_force(series, known_on)?;
    let day = cx.document.vintage_day(file.slot).map(|(day, _)| cx.words.day(day));
    let of = day.map(|day| format!(" of {day}")).unwrap_or_default();
    let count = cx.words.count(series.vintages.len());
    let is_in_force = if in_force.file == file.slot { "in force" } else { "not in force" };
    Some(format!("Vintage{of}, one of {count}; {is_in_force}"))
}

fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"))
}
