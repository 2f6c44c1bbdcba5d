//! Names that might be another name of this source: merged with a reason, or refused for good.

use eframe::egui::{self, Ui};

use crate::compare::{FindingKey, FindingName};
use crate::estimate::{Change, Directory, LookAlike, Target};
use crate::session::Edit;

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::soft;
use super::sheet::{SourceSheet, heading_ui};

/// What a refused suggestion is called among what was put aside.
fn refusal(alike: &LookAlike) -> FindingKey {
    let (one, other) = alike.pair();
    FindingKey::new(FindingName::LookAlike(format!("{one} / {other}")), [])
}

pub(super) fn alike_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    let Some(all) = cx.look_alikes else { return };
    // The origins behind the labels of the sheet, by the table and the files.
    let sources = super::sheet::sources(cx, &sheet.labels).into_iter();
    let own: Vec<&str> =
        sources.map(|(source, _)| Directory::shipped().origin_name(source)).collect();
    let is_of_it = |alike: &&LookAlike| own.contains(&&*alike.name) || own.contains(&&*alike.of);
    let of_it: Vec<&LookAlike> = all.iter().filter(is_of_it).collect();
    if of_it.is_empty() {
        return;
    }
    heading_ui(ui, "Perhaps the same");
    for alike in of_it {
        suggestion_ui(ui, sheet, cx, alike);
    }
}

/// Suggestions that were neither taken nor refused.
pub(in crate::app) fn open_suggestions<'a>(cx: &Cx<'a>) -> Vec<&'a LookAlike> {
    let overlay = cx.document.overlay();
    let is_merged = |alike: &LookAlike| {
        overlay.in_force().any(|adjustment| match &adjustment.change {
            Change::SameVoiceAs(name) => *name == alike.name || *name == alike.of,
            _ => false,
        })
    };
    let all = cx.look_alikes.unwrap_or_default().iter();
    all.filter(|alike| !is_merged(alike) && !cx.document.is_dismissed(&refusal(alike))).collect()
}

fn suggestion_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>, alike: &LookAlike) {
    let key = refusal(alike);
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.words.look_alike(alike));
        if is_merged(cx, alike) {
            ui.label(soft("merged").small());
        } else if cx.document.is_dismissed(&key) {
            ui.label(soft("not the same, as you said").small());
            if named_button(ui, "Think again", alike).clicked() {
                cx.ask(Command::Edit(Edit::Reconsider(key)));
            }
        } else {
            if named_button(ui, "Merge", alike).on_hover_text("Count both as one voice").clicked() {
                let reason =
                    sheet.reason().or_else(|| Some(cx.words.likeness(alike.why).to_owned()));
                let changes = labels_of(cx, &alike.name)
                    .into_iter()
                    .map(|label| (Target::Source(label), Change::SameVoiceAs(alike.of.clone())))
                    .collect();
                cx.ask(Command::AdjustBecause { changes, reason });
            }
            let says = "Not suggested again in this session file";
            if named_button(ui, "Not the same", alike).on_hover_text(says).clicked() {
                cx.ask(Command::Dismiss { finding: key, reason: sheet.reason() });
            }
        }
    });
}

fn named_button(ui: &mut Ui, text: &str, alike: &LookAlike) -> egui::Response {
    let name = format!("{text}: {} and {}", alike.name, alike.of);
    ui.small_button(text).accessible_name(name)
}

/// The labels in the files that come down to this origin.
pub(in crate::app) fn labels_of(cx: &Cx<'_>, origin: &str) -> Vec<String> {
    let files = cx.document.files().iter();
    let sources = files.flat_map(|file| file.ledger.sources()).map(|(_, source)| source);
    let is_it =
        |source: &&crate::estimate::Source| Directory::shipped().origin_name(source) == origin;
    let mut labels: Vec<String> = sources.filter(is_it).map(|s| s.label.clone()).collect();
    labels.sort();
    labels.dedup();
    labels
}

fn is_merged(cx: &Cx<'_>, alike: &LookAlike) -> bool {
    let is_given = |from: &str, to: &str| {
        labels_of(cx, from).into_iter().any(|label| {
            let target = Target::Source(label);
            let merged = Change::SameVoiceAs(to.to_owned());
            cx.document.overlay().on(&target).any(|change| *change == merged)
        })
    };
    is_given(&alike.name, &alike.of) || is_given(&alike.of, &alike.name)
}
