//! The estimate by hand: a form for an estimate, a statement without a number or an event, with its
//! citation. What is pasted or typed as the wording is read, and what it says is proposed.

#[cfg(test)]
mod every_field_tests;
mod fields;
mod form;
mod passed_on;
mod pasting;
mod reading;

use std::collections::BTreeSet;

use eframe::egui::{self, Context, Key, Modifiers, RichText, Ui};

use crate::estimate::{EstimateId, Measure};
use crate::session::{Document, Edit, OwnEntry, TableColumn};
use crate::words::Words;

use super::command::Begin;
use super::controls::trouble_ui;

use super::look::{APART, NEAR, bold, modal};
pub(super) use pasting::{fills_form, is_table};

use fields::{EntryKind, Fields, Wrong};
use passed_on::PassedOn;
use reading::Proposals;

/// What was decided.
#[derive(Clone, Debug)]
pub(super) enum Decided {
    /// To be entered; with `and_next` the form stays open for another one from the same page.
    Enter {
        edit: Box<Edit>,
        and_next: bool,
    },
    Leave,
}

/// The form while it is open.
#[derive(Default)]
pub(super) struct EntryForm {
    fields: Fields,
    /// What it began with: leaving without a change asks nothing.
    began: Fields,
    /// One's own estimate that is changed.
    changes: Option<EstimateId>,
    /// Sources of the document: their labels, in alphabetical order.
    labels: Vec<String>,
    measures: Vec<Measure>,
    proposals: Proposals,
    passed_on: PassedOn,
    /// It was tried to enter it: what is missing is told as well.
    has_tried: bool,
    is_asking: bool,
    has_begun: bool,
    /// Where it stood in the frame before.
    place: Option<egui::Rect>,
    /// What was pasted, where that is not plain.
    said: Option<String>,
}

impl EntryForm {
    /// A form on a document; none where the estimate is not there.
    pub fn new(
        document: &Document,
        columns: &[TableColumn],
        begin: &Begin,
        words: Words,
    ) -> Option<EntryForm> {
        let asked = document.question().map(|question| question.measure.clone());
        let (labels, measures) = (labels_of(document), measures_of(document));
        let empty = Fields { measure: asked, words, ..Fields::default() };
        let (mut changes, mut said) = (None, None);
        let fields = match begin {
            Begin::New => empty.clone(),
            Begin::Event => Fields { kind: EntryKind::Event, ..empty.clone() },
            Begin::Pasted(text) => {
                let (fields, sentence) = pasting::pasted(text, &empty, &measures, columns);
                said = sentence;
                fields
            }
            Begin::Copy(id) => {
                let entry = OwnEntry::from_estimate(document.estimate(id)?);
                Fields::from_statement(&entry.statement, words)
            }
            Begin::Change(id) => {
                let entry = document.own_entry(id)?;
                let fields = Fields::from_statement(&entry.statement, words);
                changes = Some(id.clone());
                fields
            }
        };
        let began = if matches!(begin, Begin::Pasted(_)) { empty } else { fields.clone() };
        Some(EntryForm { fields, began, changes, labels, measures, said, ..EntryForm::default() })
    }

    /// Says why it was not entered.
    pub fn refused(&mut self, sentence: String) {
        self.said = Some(sentence);
    }

    /// Another one of the same page, of the document as it is now: source and numbers are typed
    /// anew, the citation stays.
    pub fn next(&mut self, document: &Document) {
        (self.labels, self.measures) = (labels_of(document), measures_of(document));
        let before = std::mem::take(&mut self.fields);
        self.fields = Fields {
            measure: before.measure,
            population: before.population,
            published: before.published,
            outlet: before.outlet,
            url: before.url,
            words: before.words,
            ..Fields::default()
        };
        self.began = self.fields.clone();
        self.has_tried = false;
        self.has_begun = false;
        self.said = Some("Entered. The citation is kept for the next one".to_owned());
    }

    /// Takes over what was pasted while the form is open.
    pub fn paste(&mut self, text: &str, columns: &[TableColumn]) {
        (self.fields, self.said) = pasting::pasted(text, &self.fields, &self.measures, columns);
    }

    /// Shows the form; a decision when one was made.
    pub fn ui(&mut self, ctx: &Context, document: &Document) -> Option<Decided> {
        self.proposals.read(&self.fields.wording);
        if self.changes.is_none() {
            let amounts = self.proposals.amounts();
            self.passed_on.look(document, &self.fields, amounts, &self.labels);
        }
        let wrongs = self.fields.wrongs();
        let mut decided = None;
        // Always as high, so that nothing moves under the pointer when a sentence comes or goes.
        let height = (ctx.content_rect().height() - 190.0).clamp(160.0, 640.0);
        let shown = modal(ctx, "entry by hand").show(ctx, |ui| {
            ui.set_width(700.0_f32.min(ctx.content_rect().width() - 80.0));
            ui.label(bold(self.heading()).size(15.0));
            ui.label(RichText::new(self.said.as_deref().unwrap_or(" ")).weak());
            ui.add_space(NEAR);
            egui::ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
                self.form_ui(ui, &wrongs);
            });
            ui.add_space(APART);
            ui.separator();
            decided =
                if self.is_asking { self.asking_ui(ui) } else { self.buttons_ui(ui, &wrongs) };
        });
        // It is centred by where it was in the frame before.
        if self.place != Some(shown.response.rect) {
            self.place = Some(shown.response.rect);
            ctx.request_repaint();
        }
        if shown.should_close() && decided.is_none() {
            decided = self.leave();
        }
        decided
    }

    fn heading(&self) -> &'static str {
        match (&self.changes, self.fields.kind) {
            (Some(_), _) => "Change what was entered by hand",
            (None, EntryKind::Event) => "Enter an event",
            (None, _) => "Enter an estimate",
        }
    }

    /// Leaves at once where nothing would be lost, and else asks.
    fn leave(&mut self) -> Option<Decided> {
        if self.fields == self.began {
            return Some(Decided::Leave);
        }
        self.is_asking = !self.is_asking;
        None
    }

    fn asking_ui(&mut self, ui: &mut Ui) -> Option<Decided> {
        let mut decided = None;
        ui.horizontal(|ui| {
            ui.label("What you typed would be lost.");
            if ui.button("Go on writing").clicked() {
                self.is_asking = false;
            }
            if ui.button("Throw it away").clicked() {
                decided = Some(Decided::Leave);
            }
        });
        decided
    }

    fn buttons_ui(&mut self, ui: &mut Ui, wrongs: &[Wrong]) -> Option<Decided> {
        let mut decided = None;
        let is_change = self.changes.is_some();
        ui.horizontal(|ui| {
            let verb = if is_change { "Change" } else { "Enter" };
            let is_sent = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            let sends = ui.button(verb).on_hover_text("Ctrl+Enter").clicked() || is_sent;
            let and_next = !is_change
                && self.fields.kind != EntryKind::Event
                && ui
                    .button("Enter, and another one")
                    .on_hover_text("The form stays open and keeps measure and citation")
                    .clicked();
            if sends || and_next {
                self.has_tried = true;
                decided = self.enter(and_next);
            }
            if ui.button("Cancel").clicked() {
                decided = self.leave();
            }
            if self.has_tried
                && decided.is_none()
                && let Some(wrong) = wrongs.first()
            {
                trouble_ui(ui, &wrong.sentence);
            }
        });
        decided
    }

    fn enter(&self, and_next: bool) -> Option<Decided> {
        if !self.fields.wrongs().is_empty() {
            return None;
        }
        if self.fields.kind == EntryKind::Event {
            let event = self.fields.event().ok()?;
            let edit = Box::new(Edit::AddOwnEvent(event));
            return Some(Decided::Enter { edit, and_next: false });
        }
        let entry = OwnEntry::new(self.fields.statement().ok()?);
        let edit = match &self.changes {
            Some(id) => Edit::ReplaceOwn { id: id.clone(), entry },
            None => Edit::AddOwn(entry),
        };
        Some(Decided::Enter { edit: Box::new(edit), and_next })
    }
}

fn labels_of(document: &Document) -> Vec<String> {
    let sources = document.files().iter().flat_map(|file| file.ledger.sources());
    let labels: BTreeSet<&String> = sources.map(|(_, source)| &source.label).collect();
    labels.into_iter().cloned().collect()
}

fn measures_of(document: &Document) -> Vec<Measure> {
    let measures = document.files().iter().flat_map(|file| file.ledger.measures());
    let measures: BTreeSet<&Measure> = measures.map(|(_, measure)| measure).collect();
    measures.into_iter().cloned().collect()
}
