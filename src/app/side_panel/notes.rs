//! The analyst's notes: a list under the numbers that their pins have on the chart, and the field in
//! which one is written.

use eframe::egui::{self, Key, Modifiers, RichText, TextEdit, Ui};

use crate::chart::Role;
use crate::estimate::{Anchor, EstimateId, Note, NoteId, Stamp};
use crate::session::{Edit, Page};

use super::super::command::Command;
use super::super::controls::focus_at_first;
use super::super::cx::Cx;
use super::super::look::{APART, FAR, NEAR, bold, soft};

/// What is being written.
#[derive(Default)]
pub(super) struct NoteDraft {
    writing: Option<Writing>,
}

struct Writing {
    /// The note that is changed; none for a new one.
    id: Option<NoteId>,
    anchor: Anchor,
    text: String,
    has_begun: bool,
}

impl NoteDraft {
    /// Begins a note, unless one is being written already.
    pub fn begin(&mut self, anchor: Anchor) {
        let is_idle = |writing: &Writing| writing.id.is_none() && writing.text.trim().is_empty();
        if self.writing.as_ref().is_none_or(is_idle) {
            let text = String::new();
            self.writing = Some(Writing { id: None, anchor, text, has_begun: false });
        }
    }

    fn change(&mut self, note: &Note) {
        self.writing = Some(Writing {
            id: Some(note.id),
            anchor: note.anchor.clone(),
            text: note.text.clone(),
            has_begun: false,
        });
    }
}

pub(super) fn notes_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut NoteDraft) {
    if draft.writing.is_none() {
        ui.horizontal_wrapped(|ui| {
            for (anchor, label) in at_hand(cx) {
                if ui.button(format!("Note on {label}")).clicked() {
                    draft.begin(anchor);
                }
            }
        });
    }
    if draft.writing.as_ref().is_some_and(|writing| writing.id.is_none()) {
        ui.add_space(APART);
        writing_ui(ui, cx, draft);
    }
    if cx.document.notes().is_empty() && draft.writing.is_none() {
        ui.add_space(APART);
        ui.label(soft(
            "No notes yet. Write one on a date, on the dates shown, or on the estimate or the \
             source that is selected. Notes stand as numbered pins on the chart and go out with \
             every export.",
        ));
    }
    for (place, note) in cx.document.notes().iter().enumerate() {
        ui.add_space(APART);
        ui.separator();
        if draft.writing.as_ref().is_some_and(|writing| writing.id == Some(note.id)) {
            writing_ui(ui, cx, draft);
        } else {
            note_ui(ui, cx, place.saturating_add(1), note, draft);
        }
    }
}

/// What can be written about from here: the day at the cursor, the dates shown, the estimate selected, its source and its number.
fn at_hand(cx: &Cx<'_>) -> Vec<(Anchor, String)> {
    let Some(comparison) = cx.comparison() else { return Vec::new() };
    let mut anchors = vec![(Anchor::Date(cx.cursor), cx.words.day(cx.cursor))];
    if let Some((from, to)) = cx.view.window {
        anchors.push((Anchor::Period(from, to), "the dates shown".to_owned()));
    }
    let selection = cx.view.selection.as_ref();
    if let Some((id, (of, estimate))) = selection.and_then(|id| Some((id, cx.find(id)?))) {
        anchors.push((Anchor::Estimate(id.clone()), "this estimate".to_owned()));
        let label = estimate.label().to_owned();
        anchors.push((Anchor::Source(label.clone()), label));
        let bounds = cx.bounds_of(of);
        let number = bounds.and_then(|bounds| bounds.best().or(bounds.low()).or(bounds.high()));
        if let Some(number) = number {
            let anchor = Anchor::Value(number, comparison.measure.clone());
            anchors.push((anchor, format!("the value {}", cx.words.number(number))));
        }
    }
    anchors
}

/// What a note is about, in words.
fn words(cx: &Cx<'_>, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Estimate(id) => match cx.document.estimate(id) {
            Some(estimate) => {
                let says = estimate.bounds().map(|bounds| cx.words.bounds_aloud(&bounds));
                let says = says.or_else(|| estimate.wording().map(str::to_owned));
                let says = says.unwrap_or_else(|| estimate.value().word().to_owned());
                format!("{}, {says}, {}", estimate.label(), cx.words.as_of(estimate.as_of()))
            }
            None => cx.words.anchor(anchor),
        },
        Anchor::Value(_, measure) => format!("{}, {}", cx.words.anchor(anchor), measure.name()),
        _ => cx.words.anchor(anchor),
    }
}

fn writing_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut NoteDraft) {
    let Some(writing) = &mut draft.writing else { return };
    let label = ui.label(bold(format!("Note on {}", words(cx, &writing.anchor))));
    let edit = TextEdit::multiline(&mut writing.text)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .hint_text("What should be remembered here");
    let response = ui.add(edit).labelled_by(label.id);
    focus_at_first(&response, &mut writing.has_begun);
    let is_sent = response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let mut is_over = false;
    ui.horizontal(|ui| {
        let is_filled = !writing.text.trim().is_empty();
        let save = ui.add_enabled(is_filled, egui::Button::new("Save note"));
        if save.on_hover_text("Ctrl+Enter").clicked() || (is_sent && is_filled) {
            let text = writing.text.trim().to_owned();
            let (id, anchor) = (writing.id, writing.anchor.clone());
            cx.ask(Command::WriteNote { id, anchor, text });
            is_over = true;
        }
        is_over |= ui.button("Cancel").clicked();
    });
    if is_over {
        draft.writing = None;
    }
}

fn note_ui(ui: &mut Ui, cx: &Cx<'_>, number: usize, note: &Note, draft: &mut NoteDraft) {
    ui.horizontal(|ui| {
        pin_ui(ui, cx, number);
        let about = words(cx, &note.anchor);
        let link = ui.link(bold(&about)).on_hover_text("Go there");
        if link.accessible_name(format!("Note {number}, on {about}")).clicked() {
            go_to(cx, &note.anchor);
        }
    });
    ui.label(&note.text);
    ui.horizontal(|ui| {
        let by: Vec<String> = note.author.clone().into_iter().chain(written_on(note)).collect();
        if !by.is_empty() {
            ui.label(soft(by.join(", ")).small());
        }
        let change = ui.small_button("Change");
        if change.accessible_name(format!("Change note {number}")).clicked() {
            draft.change(note);
        }
        let delete = ui.small_button("Delete").on_hover_text("Undo brings it back");
        if delete.accessible_name(format!("Delete note {number}")).clicked() {
            cx.ask(Command::Edit(Edit::RemoveNote(note.id)));
        }
    });
}

/// The day on which it was written.
fn written_on(note: &Note) -> Option<String> {
    let Some(Stamp::Minute(minute)) = &note.at else { return None };
    minute.day().map(|day| day.to_string())
}

/// The number in a disc, as the pin on the chart has it.
fn pin_ui(ui: &mut Ui, cx: &Cx<'_>, number: usize) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), egui::Sense::hover());
    let ink = cx.ink(Role::Cursor);
    let surface = cx.ink(Role::Surface);
    ui.painter().circle_filled(rect.center(), 8.5, ink);
    let font = egui::FontId::new(10.0, egui::FontFamily::Name(super::super::fonts::BOLD.into()));
    let align = egui::Align2::CENTER_CENTER;
    ui.painter().text(rect.center(), align, number.to_string(), font, surface);
}

/// Moves cursor and selection to what a note is about.
fn go_to(cx: &Cx<'_>, anchor: &Anchor) {
    match anchor {
        Anchor::Date(day) | Anchor::Period(day, _) => cx.ask(Command::SetCursor(*day)),
        Anchor::Estimate(id) => go_to_estimate(cx, id),
        Anchor::Source(label) => {
            let statements = cx.comparison().into_iter().flat_map(|c| &c.tracks);
            let statements = statements.flat_map(|track| &track.statements);
            let mut of_source = statements.filter_map(|(of, _)| cx.estimate(*of));
            let last = of_source.rfind(|(_, estimate)| estimate.label() == label);
            if let Some((id, _)) = last {
                cx.ask(Command::Select(Some(id)));
            }
        }
        Anchor::Value(_, measure) => cx.ask_about(measure),
    }
}

fn go_to_estimate(cx: &Cx<'_>, id: &EstimateId) {
    let Some(estimate) = cx.document.estimate(id) else { return };
    cx.ask_about(estimate.measure());
    cx.ask(Command::Select(Some(id.clone())));
    cx.ask(Command::SetCursor(estimate.as_of().to()));
}

/// The notes about one estimate or its source, on its card.
pub(super) fn on_card_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, label: &str) {
    let is_about = |note: &Note| match &note.anchor {
        Anchor::Estimate(of) => of == id,
        Anchor::Source(of) => of == label,
        _ => false,
    };
    for (place, note) in cx.document.notes().iter().enumerate() {
        if !is_about(note) {
            continue;
        }
        ui.add_space(NEAR);
        ui.horizontal(|ui| {
            pin_ui(ui, cx, place.saturating_add(1));
            let response = ui.add(egui::Label::new(&note.text).wrap().sense(egui::Sense::click()));
            if response.on_hover_text("Open the notes").clicked() {
                cx.ask(Command::OpenPage(Page::Notes));
            }
        });
    }
    if cx.view.selection.as_ref() == Some(id) {
        let button = egui::Button::new(RichText::new("Write a note…").small()).frame(false);
        if ui.add(button).on_hover_text("On this estimate").clicked() {
            cx.ask(Command::Note(Anchor::Estimate(id.clone())));
        }
    }
    ui.add_space(if cx.document.notes().is_empty() { 0.0 } else { FAR - APART });
}
