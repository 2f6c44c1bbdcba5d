//! The sheet on which is chosen what a copy for somebody else leaves out or masks, with what the
//! answer becomes by it.

use std::collections::BTreeSet;

use eframe::egui::{self, Grid, ScrollArea, Ui};

use crate::estimate::{Day, Directory, EstimateId};
use crate::session::{Document, Redaction, StateId, View};
use crate::words::{Words, file_name};

use super::background::{Latest, Task};
use super::command::Command;
use super::controls::{trouble_ui, wrapped_ui};
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

const WIDTH: f32 = 620.0;
/// The most room for the lists, and what is left around them in a low window, in points.
const LIST_HEIGHT: f32 = 420.0;
const AROUND: f32 = 300.0;
/// So many letters of a note are enough to know it by.
const NOTE_LETTERS: usize = 60;

/// What is chosen, and what becomes of the answer.
#[derive(Default)]
pub(super) struct RedactionSheet {
    chosen: Redaction,
    /// The origins of a document, by name.
    origins: Option<((u64, StateId), BTreeSet<String>)>,
    becomes: Latest<Wanted, Result<Vec<String>, String>>,
}

/// Of which document it is told what becomes of it.
#[derive(Clone, PartialEq)]
struct Wanted {
    document: (u64, StateId),
    at: Day,
    chosen: Redaction,
}

/// What is done to a source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    LeftOut,
    Masked,
}

impl Fate {
    const ALL: [(Fate, &'static str); 3] =
        [(Fate::Kept, "Keep"), (Fate::LeftOut, "Leave out"), (Fate::Masked, "Mask")];

    fn of(name: &str, chosen: &Redaction) -> Fate {
        match (chosen.sources.contains(name), chosen.masked.contains(name)) {
            (true, _) => Fate::LeftOut,
            (false, true) => Fate::Masked,
            (false, false) => Fate::Kept,
        }
    }

    fn choose(self, name: &str, chosen: &mut Redaction) {
        chosen.sources.remove(name);
        chosen.masked.remove(name);
        match self {
            Fate::Kept => {}
            Fate::LeftOut => _ = chosen.sources.insert(name.to_owned()),
            Fate::Masked => _ = chosen.masked.insert(name.to_owned()),
        }
    }
}

impl RedactionSheet {
    /// A sheet on which nothing is left out yet but an estimate, if one is chosen.
    pub fn on(selection: Option<&EstimateId>) -> RedactionSheet {
        let estimates = selection.into_iter().cloned().collect();
        let chosen = Redaction { estimates, ..Redaction::default() };
        RedactionSheet { chosen, ..RedactionSheet::default() }
    }

    /// Has the origins listed and told what becomes of the answer, where that is another document by
    /// now or something else is chosen.
    fn look(&mut self, ui: &Ui, cx: &Cx<'_>) {
        // What breaks down here is told on the sheet.
        let _ = self.becomes.look_again();
        let of = (cx.revision.begun, cx.revision.state);
        if self.origins.as_ref().is_none_or(|(listed, _)| *listed != of) {
            self.origins = Some((of, origins(cx.document)));
        }
        let wanted = Wanted { document: of, at: cx.cursor, chosen: self.chosen.clone() };
        self.becomes.want(wanted, |wanted| {
            let (document, view, words) = (cx.document.clone(), cx.view.clone(), cx.words);
            let (chosen, at) = (wanted.chosen.clone(), wanted.at);
            Task::to(ui.ctx(), "Looking what a redacted copy comes to", move || {
                becomes(&document, &view, &chosen, at, words)
            })
        });
    }
}

fn origins(document: &Document) -> BTreeSet<String> {
    let sources = document.files().iter().flat_map(|file| file.ledger.sources());
    sources.map(|(_, source)| Directory::shipped().origin_name(source).to_owned()).collect()
}

fn becomes(
    document: &Document,
    view: &View,
    chosen: &Redaction,
    at: Day,
    words: Words,
) -> Result<Vec<String>, String> {
    let copy = document.redacted(chosen, view).map_err(|why| words.refusal(&why))?;
    let asked = document.question().zip(copy.document.question());
    let came =
        asked.map(|(before, now)| (at, document.came(before, at), copy.document.came(now, at)));
    Ok(words.redaction(&copy, came))
}

/// Shows the sheet; true once it is to be closed.
pub(super) fn redaction_ui(ui: &mut Ui, sheet: &mut RedactionSheet, cx: &Cx<'_>) -> bool {
    sheet.look(ui, cx);
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 4.0 * FAR));
    ui.label(bold("A redacted copy").size(HEADING));
    wrapped_ui(
        ui,
        soft(
            "For somebody who is not to know all of it. What is left out is not in the copy: nor who \
             passes it on, what was judged of it, or its name, address and words elsewhere. A source \
             that is masked keeps its numbers.",
        ),
    );
    ui.add_space(APART);
    let room = (ui.ctx().content_rect().height() - AROUND).clamp(80.0, LIST_HEIGHT);
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        let origins = sheet.origins.iter().flat_map(|(_, origins)| origins);
        sources_ui(ui, &mut sheet.chosen, origins);
        others_ui(ui, &mut sheet.chosen, cx);
    });
    ui.add_space(APART);
    becomes_ui(ui, sheet);
    ui.add_space(APART);
    ui.horizontal(|ui| {
        let can_save = matches!(sheet.becomes.value(), Some(Ok(_))) && !sheet.chosen.is_empty();
        let save = ui.add_enabled(can_save, egui::Button::new("Save the copy as…"));
        if save.clicked() {
            cx.ask(Command::RedactedCopy(Box::new(sheet.chosen.clone())));
        }
        let is_closed = ui.button("Cancel").clicked();
        save.clicked() || is_closed
    })
    .inner
}

fn sources_ui<'a>(ui: &mut Ui, chosen: &mut Redaction, origins: impl Iterator<Item = &'a String>) {
    ui.label(bold("Sources"));
    Grid::new("redacted sources").num_columns(4).striped(true).show(ui, |ui| {
        for name in origins {
            ui.label(name);
            let now = Fate::of(name, chosen);
            for (fate, label) in Fate::ALL {
                let choice = ui.radio(now == fate, label);
                let choice = choice.on_hover_text(format!("{label}: {name}"));
                if choice.accessible_name(format!("{label}: {name}")).clicked() {
                    fate.choose(name, chosen);
                }
            }
            ui.end_row();
        }
    });
}

/// Files, notes and the estimate that is chosen, each to be left out.
fn others_ui(ui: &mut Ui, chosen: &mut Redaction, cx: &Cx<'_>) {
    ui.add_space(APART);
    ui.label(bold("Leave out as well"));
    if let Some(id) = &cx.view.selection
        && let Some(estimate) = cx.document.estimate(id)
    {
        let (label, day) = (estimate.label(), cx.words.as_of(estimate.as_of()));
        toggle_ui(ui, &mut chosen.estimates, id, &format!("The chosen estimate: {label}, {day}"));
    }
    for file in cx.document.files() {
        let name = file_name(file.path.as_ref());
        toggle_ui(ui, &mut chosen.files, &file.slot, &format!("File: {name}"));
    }
    for (number, note) in (1_usize..).zip(cx.document.notes()) {
        let text: String = note.text.chars().take(NOTE_LETTERS).collect();
        let more = if text.len() < note.text.len() { "…" } else { "" };
        let label = format!("Note {number}: {}{more}", text.replace('\n', " "));
        toggle_ui(ui, &mut chosen.notes, &note.id, &label);
    }
}

fn toggle_ui<T: Clone + Ord>(ui: &mut Ui, among: &mut BTreeSet<T>, one: &T, label: &str) {
    let mut is_in = among.contains(one);
    if ui.checkbox(&mut is_in, label).changed() {
        match is_in {
            true => _ = among.insert(one.clone()),
            false => _ = among.remove(one),
        }
    }
}

fn becomes_ui(ui: &mut Ui, sheet: &RedactionSheet) {
    ui.label(bold("What the copy comes to"));
    if let Some(sentence) = sheet.becomes.broken() {
        trouble_ui(ui, sentence);
        return;
    }
    match sheet.becomes.value() {
        None => {
            ui.label(soft("Looking…"));
        }
        Some(Err(sentence)) => trouble_ui(ui, sentence),
        Some(Ok(lines)) => lines.iter().for_each(|line| {
            wrapped_ui(ui, line.as_str());
        }),
    }
    ui.add_space(NEAR);
}
