//! What is being typed about a source, and what lays it over the data.

use eframe::egui::Ui;

use crate::compare::Voice;
use crate::estimate::{Adjustment, Change, Measure, Source, Target};

use super::super::command::Command;
use super::super::controls::{Typing, filled};
use super::super::cx::Cx;
use super::super::look::{FAR, bold};
use super::revisions::Revisions;

/// How wide a field is, in points.
pub(super) const WIDTH: f32 = 210.0;

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
                cx.restore(&target, kind);
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
        filled(&self.reason)
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
