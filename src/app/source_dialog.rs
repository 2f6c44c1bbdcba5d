//! About a source: its names, who stands behind them and where that is known from; and everything
//! that can be laid over all that it says, each with a reason and a way back.

mod alike;
mod facts;
mod revisions;
mod sign;

use eframe::egui::{self, Key, ScrollArea, Ui};

use crate::compare::Voice;
use crate::estimate::{Adjustment, Change, Directory, Grading, Measure, Source, Target};
use crate::session::Edit;

use super::command::Command;
use super::cx::Cx;
use super::look::{APART, FAR, NEAR, bold, soft};
use super::typed::number_from;

/// What is being typed about a source.
#[derive(Default)]
pub(super) struct SourceSheet {
    /// The labels in the files for which everything here is done.
    pub labels: Vec<String>,
    /// Why, for what is changed from now on.
    reason: String,
    affiliation: Typing,
    country: Typing,
    factor: Typing,
    percent: Typing,
    /// What is wrong with what was typed.
    trouble: Option<String>,
    revisions: revisions::Revisions,
}

/// The text of a field: its own while somebody types in it, else what holds.
#[derive(Clone, Default, Debug)]
struct Typing(Option<String>);

impl Typing {
    /// The field; what was typed, once it is left and differs from what holds.
    fn ui(
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
    fn lay(&self, change: &Change, cx: &Cx<'_>) {
        let on = |label: &String| (Target::Source(label.clone()), change.clone());
        let changes = self.labels.iter().map(on).collect();
        cx.ask(Command::AdjustBecause { changes, reason: self.reason() });
    }

    /// Takes a change of this kind off all of them.
    fn lift(&self, cx: &Cx<'_>, kind: &Change) {
        for label in &self.labels {
            let target = Target::Source(label.clone());
            if cx.document.overlay().find(&target, kind).is_some() {
                let kind = kind.clone();
                cx.ask(Command::Edit(Edit::Restore { target, kind }));
            }
        }
    }

    /// The change of this kind that is in force on any of them.
    fn laid<'a>(&self, cx: &Cx<'a>, kind: &Change) -> Option<&'a Adjustment> {
        self.labels.iter().find_map(|label| {
            let found = cx.document.overlay().find(&Target::Source(label.clone()), kind);
            found.filter(|adjustment| adjustment.on)
        })
    }

    fn reason(&self) -> Option<String> {
        let reason = self.reason.trim();
        (!reason.is_empty()).then(|| reason.to_owned())
    }

    /// The voice as which they are counted, with its place.
    fn voice<'a>(&self, cx: &Cx<'a>) -> Option<(usize, &'a Voice)> {
        let mut voices = cx.comparison()?.voices.iter().enumerate();
        voices.find(|(_, voice)| voice.labels.iter().any(|label| self.labels.contains(label)))
    }
}

pub(super) use alike::{labels_of, open_suggestions};

/// The sources in the files that go by these labels, with how many statements each has.
fn sources<'a>(cx: &Cx<'a>, labels: &[String]) -> Vec<(&'a Source, usize)> {
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
fn measure<'a>(cx: &Cx<'a>) -> Option<&'a Measure> {
    cx.comparison().map(|comparison| &comparison.measure)
}

/// Shows the sheet; true once it is to be closed.
pub(super) fn source_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) -> bool {
    // Of one height whatever is on it, so that nothing moves under the pointer.
    let height = (ui.ctx().content_rect().height() - 120.0).clamp(240.0, 700.0);
    ui.set_width(560.0);
    ui.set_height(height);
    let name = match &sheet.labels[..] {
        [only] => only.clone(),
        _ => sheet.voice(cx).map(|(_, voice)| voice.name.clone()).unwrap_or_default(),
    };
    ui.label(bold(format!("About {name}")).size(16.0));
    let scrolled = ScrollArea::vertical().max_height(height - 64.0).auto_shrink([false, false]);
    scrolled.show(ui, |ui| {
        names_ui(ui, sheet, cx);
        reason_ui(ui, sheet);
        facts::facts_ui(ui, sheet, cx);
        all_ui(ui, sheet, cx);
        alike::alike_ui(ui, sheet, cx);
        sign::sign_ui(ui, sheet, cx);
        changes_ui(ui, sheet, cx);
        sheet.revisions.ui(ui, cx, &sheet.labels);
    });
    ui.add_space(APART);
    ui.button("Close").clicked()
}

fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(FAR);
    ui.label(bold(text));
}

/// Its labels in the files, and why they are counted under one name.
fn names_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    heading_ui(ui, "In the files");
    for (source, statements) in sources(cx, &sheet.labels) {
        let count = if statements == 1 {
            "1 statement".to_owned()
        } else {
            format!("{statements} statements")
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(format!("“{}”", source.label));
            ui.label(soft(format!("{count}; {}", counted_as(cx, source))));
        });
    }
    if let Some(listed) = sheet.labels.iter().find_map(|l| Directory::shipped().look_up(l))
        && !listed.also.is_empty()
    {
        ui.label(soft("The table of origins also knows it as").small());
        // Each name alone, so that none is mixed with another script.
        ui.horizontal_wrapped(|ui| {
            for name in listed.also {
                ui.label(soft(name).small());
            }
        });
    }
}

/// Under which name a label is counted, and where that is known from.
fn counted_as(cx: &Cx<'_>, source: &Source) -> String {
    let target = Target::Source(source.label.clone());
    let merged = cx.document.overlay().on(&target).find_map(|change| match change {
        Change::SameVoiceAs(name) => Some(name),
        _ => None,
    });
    if let Some(name) = merged {
        return format!("counted as {name}, by you in this session");
    }
    let origin = Directory::shipped().origin_of(source).name;
    match (&source.facts.origin, Directory::shipped().look_up(&source.label)) {
        (Some(stated), _) => format!("counted as {origin}: the file names {stated} as its origin"),
        (None, Some(_)) => format!("counted as {origin}, by the table of origins"),
        (None, None) => "counted under its own name".to_owned(),
    }
}

fn reason_ui(ui: &mut Ui, sheet: &mut SourceSheet) {
    heading_ui(ui, "Why");
    let label = ui.label(soft("Goes with everything that you change below").small());
    let edit = egui::TextEdit::singleline(&mut sheet.reason)
        .desired_width(f32::INFINITY)
        .hint_text("No reason given");
    ui.add(edit).labelled_by(label.id);
    if let Some(trouble) = &sheet.trouble {
        let ink = ui.visuals().warn_fg_color;
        ui.label(egui::RichText::new(trouble).color(ink));
    }
}

/// What can be laid over all of its estimates.
fn all_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    heading_ui(ui, "All its estimates");
    for (kind, text, says) in [
        (Change::Exclude, "Exclude all from the count", "Not counted; drawn hollow"),
        (
            Change::ReadAsAtLeast,
            "Read its numbers as at least",
            "A count that is still being compiled: this many or more",
        ),
    ] {
        let mut on = sheet.laid(cx, &kind).is_some();
        if ui.checkbox(&mut on, text).on_hover_text(says).changed() {
            if on {
                sheet.lay(&kind, cx);
            } else {
                sheet.lift(cx, &kind);
            }
        }
    }
    egui::Grid::new("all its estimates").num_columns(2).spacing([FAR, NEAR]).show(ui, |ui| {
        factor_ui(ui, sheet, cx);
        percent_ui(ui, sheet, cx);
        grade_ui(ui, sheet, cx);
    });
}

fn factor_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    let label = ui.label("Times").on_hover_text("Every number times this factor");
    let holds = match sheet.laid(cx, &Change::Scale(1.0)).map(|laid| &laid.change) {
        Some(Change::Scale(factor)) => factor.to_string(),
        _ => "1".to_owned(),
    };
    let typed = sheet.factor.ui(ui, &label, &holds, "1");
    ui.end_row();
    let Some(text) = typed else { return };
    sheet.trouble = None;
    match number_from(&text) {
        Ok(Some(1.0)) => sheet.lift(cx, &Change::Scale(1.0)),
        Ok(Some(factor)) if factor > 0.0 => sheet.lay(&Change::Scale(factor), cx),
        Ok(_) => sheet.trouble = Some("A factor is above 0".to_owned()),
        Err(trouble) => sheet.trouble = Some(trouble),
    }
}

fn percent_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    let says = "Low ends lower and high ends higher by this share";
    let label = ui.label("Wider by, in %").on_hover_text(says);
    let holds = match sheet.laid(cx, &Change::Widen(0.1)).map(|laid| &laid.change) {
        Some(Change::Widen(share)) => ((share * 1e6).round() / 1e4).to_string(),
        _ => "0".to_owned(),
    };
    let typed = sheet.percent.ui(ui, &label, &holds, "0");
    ui.end_row();
    let Some(text) = typed else { return };
    sheet.trouble = None;
    match number_from(text.trim_end_matches('%')) {
        Ok(Some(0.0)) => sheet.lift(cx, &Change::Widen(0.1)),
        Ok(Some(percent)) if percent <= 100.0 => {
            sheet.lay(&Change::Widen(percent / 100.0), cx);
        }
        Ok(_) => sheet.trouble = Some("Wider by 0 to 100 %".to_owned()),
        Err(trouble) => sheet.trouble = Some(trouble),
    }
}

fn grade_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    let says = "Admiralty grade: how reliable the source (A–F), how credible what it says (1–6)";
    let label = ui.label("Grade").on_hover_text(says);
    let kind = Change::Grade(Grading::default());
    let now = match sheet.laid(cx, &kind).map(|laid| &laid.change) {
        Some(Change::Grade(grading)) => grading.admiralty(),
        _ => String::new(),
    };
    let shown = if now.is_empty() { "as stated" } else { now.as_str() };
    let combo = egui::ComboBox::from_id_salt("grade of the source").selected_text(shown);
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(now.is_empty(), "as stated").clicked() {
            sheet.lift(cx, &kind);
        }
        for letter in "ABCDEF".chars() {
            ui.horizontal(|ui| {
                for digit in "123456".chars() {
                    let text = format!("{letter}{digit}");
                    if ui.selectable_label(now == text, &text).clicked()
                        && let Ok(grading) = text.parse::<Grading>()
                    {
                        sheet.lay(&Change::Grade(grading), cx);
                    }
                }
            });
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
}

/// What was changed about it, each with its reason and a way back.
fn changes_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    let is_on = |adjustment: &&Adjustment| match &adjustment.target {
        Target::Source(label) => sheet.labels.contains(label),
        Target::Estimate(_) => false,
    };
    let laid: Vec<&Adjustment> = cx.document.overlay().adjustments().iter().filter(is_on).collect();
    if laid.is_empty() {
        return;
    }
    heading_ui(ui, "What was changed about it");
    for adjustment in laid {
        let on = Adjustment { on: true, ..adjustment.clone() };
        let what = cx.words.edit(&Edit::Adjust(on), cx.document);
        ui.horizontal_wrapped(|ui| {
            let response = ui.small_button("Take back");
            let name = format!("Take back: {what}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.on_hover_text("As stated again").clicked() {
                let (target, kind) = (adjustment.target.clone(), adjustment.change.clone());
                cx.ask(Command::Edit(Edit::Restore { target, kind }));
            }
            ui.label(&what);
            let reason = adjustment.reason.as_deref().unwrap_or("no reason given");
            let off = if adjustment.on { "" } else { " (switched off)" };
            ui.label(soft(format!("{reason}{off}")).small());
        });
    }
}
