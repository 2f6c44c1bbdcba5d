//! What is being typed about a source, and what lays it over the data.

use eframe::egui::{self, Key, Ui};

use crate::compare::Voice;
use crate::estimate::{Adjustment, Change, Measure, Source, Target};
use crate::session::Edit;

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{FAR, bold};
use super::revisions::Revisions;

/// What is being typed about a source.
#[derive(Default)]
pub(in crate::app) struct SourceSheet {
    /// The labels in the files for which everything here is done.
    pub labels: Vec<String>,
    /// Why, for what is changed from now on.
    pub(super) reason: String,
    pub(super) affiliation: Typing,
    pub(super) country: Typing,
    pub(super) factor: Typing,
    pub(super) percent: Typing,
    /// What is wrong with what was typed.
    pub(super) trouble: Option<String>,
    pub(super) revisions: Revisions,
}

/// The text of a field: its own while somebody types in it, else what holds.
#[derive(Clone, Default, Debug)]
pub(super) struct Typing(Option<String>);

impl Typing {
    /// The field; what was typed, once it is left and differs from what holds.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        label: &egui::Response,
        holds: &str,
        hint: &str,
    ) -> Option<String> {
        let mut text = self.0.clone().unwrap_or_else(|| holds.to_owned());
        let edit = egui::TextEdit::singleline(&mut text).desired_width(210.0).hint_text(hint);
        let response = ui.add(edit).labelled_by(label.id);
        if response.lost_focus() {
            self.0 = None;
            let is_left = ui.input(|input| input.key_pressed(Key::Escape));
            let text = text.trim();
            return (!is_left && text != holds && !text.is_empty()).then(|| text.to_owned());
        }
        self.0 = response.has_focus().then_some(text);
        None
    }
}

impl SourceSheet {
    pub fn about(labels: Vec<String>) -> SourceSheet {
        SourceSheet { labels, ..SourceSheet::default() }
    }

    /// Lays a change over all of the labels.
    pub(super) fn lay(&self, change: &Change, cx: &Cx<'_>) {
        let on = |label: &String| (Target::Source(label.clone()), change.clone());
        let changes = self.labels.iter().map(on).collect();
        cx.ask(Command::AdjustBecause { changes, reason: self.reason() });
    }

    /// Takes a change of this kind off all of them.
    pub(super) fn lift(&self, cx: &Cx<'_>, kind: &Change) {
        for label in &self.labels {
            let target = Target::Source(label.clone());
            if cx.document.overlay().find(&target, kind).is_some() {
                let kind = kind.clone();
                cx.ask(Command::Edit(Edit::Restore { target, kind }));
            }
        }
    }

    /// The change of this kind that is in force on any of them.
    pub(super) fn laid<'a>(&self, cx: &Cx<'a>, kind: &Change) -> Option<&'a Adjustment> {
        self.labels.iter().find_map(|label| {
            let found = cx.document.overlay().find(&Target::Source(label.clone()), kind);
            found.filter(|adjustment| adjustment.on)
        })
    }

    pub(super) fn reason(&self) -> Option<String> {
        let reason = self.reason.trim();
        (!reason.is_empty()).then(|| reason.to_owned())
    }

    /// The voice as which they are counted, with its place.
    pub(super) fn voice<'a>(&self, cx: &Cx<'a>) -> Option<(usize, &'a Voice)> {
        let mut voices = cx.comparison()?.voices.iter().enumerate();
        voices.find(|(_, voice)| voice.labels.iter().any(|label| self.labels.contains(label)))
    }
}

/// The sources in the files that go by these labels, with how many statements each has.
pub(super) fn sources<'a>(cx: &Cx<'a>, labels: &[String]) -> Vec<(&'a Source, usize)> {
    let mut found = Vec::new();
    for file in cx.document.files() {
        for (key, source) in file.ledger.sources() {
            if labels.contains(&source.label) {
                let tracks = file.ledger.tracks().iter().filter(|track| track.source == key);
                found.push((source, tracks.map(|track| track.indices().count()).sum()));
            }
        }
    }
    found
}

/// The measure that is asked about.
pub(super) fn measure<'a>(cx: &Cx<'a>) -> Option<&'a Measure> {
    cx.comparison().map(|comparison| &comparison.measure)
}

pub(super) fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(FAR);
    ui.label(bold(text));
}
