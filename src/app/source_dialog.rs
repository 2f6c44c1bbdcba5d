//! About a source: its names, who stands behind them and where that is known from; and everything
//! that can be laid over all that it says, each with a reason and a way back.

mod alike;
mod facts;
mod revisions;
mod sheet;
mod sign;

use eframe::egui::{self, ScrollArea, Ui};

use crate::estimate::{Adjustment, Change, Directory, Grading, Source, Target};
use crate::session::Edit;

use super::controls::grades_ui;
use super::cx::Cx;
use super::look::{APART, FAR, NEAR, bold, soft};
use super::typed::number_from;

pub(super) use alike::{labels_of, open_suggestions};
pub(super) use sheet::SourceSheet;
use sheet::{WIDTH, heading_ui, sources};

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

/// Its labels in the files, and why they are counted under one name.
fn names_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    heading_ui(ui, "In the files");
    for (source, statements) in sources(cx, &sheet.labels) {
        let count = cx.words.counted(statements, "statement", "statements");
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
    let origin = Directory::shipped().origin_name(source);
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
    let typed = sheet.factor.ui(ui, &label, &holds, ("1", WIDTH), None);
    settle(ui, sheet, cx, typed, |text| match number_from(text)? {
        Some(factor) if factor > 0.0 => Ok((Change::Scale(factor), factor == 1.0)),
        _ => Err("A factor is above 0".to_owned()),
    });
}

fn percent_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    let says = "Low ends lower and high ends higher by this share";
    let label = ui.label("Wider by, in %").on_hover_text(says);
    let holds = match sheet.laid(cx, &Change::Widen(0.1)).map(|laid| &laid.change) {
        Some(Change::Widen(share)) => ((share * 1e6).round() / 1e4).to_string(),
        _ => "0".to_owned(),
    };
    let typed = sheet.percent.ui(ui, &label, &holds, ("0", WIDTH), None);
    settle(ui, sheet, cx, typed, |text| match number_from(text.trim_end_matches('%'))? {
        Some(percent) if percent <= 100.0 => Ok((Change::Widen(percent / 100.0), percent == 0.0)),
        _ => Err("Wider by 0 to 100 %".to_owned()),
    });
}

/// Lays what was typed over the source, or takes it off where it would change nothing, or keeps
/// what is wrong with it.
fn settle(
    ui: &mut Ui,
    sheet: &mut SourceSheet,
    cx: &Cx<'_>,
    typed: Option<String>,
    read: impl Fn(&str) -> Result<(Change, bool), String>,
) {
    ui.end_row();
    let Some(text) = typed.filter(|typed| !typed.is_empty()) else { return };
    match read(&text) {
        Ok((kind, true)) => sheet.lift(cx, &kind),
        Ok((change, false)) => sheet.lay(&change, cx),
        Err(trouble) => {
            sheet.trouble = Some(trouble);
            return;
        }
    }
    sheet.trouble = None;
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
        if let Some(grading) = grades_ui(ui, &now) {
            sheet.lay(&Change::Grade(grading), cx);
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
    let adjustments = cx.document.overlay().adjustments();
    let mut laid = adjustments.iter().filter(is_on).peekable();
    if laid.peek().is_none() {
        return;
    }
    heading_ui(ui, "What was changed about it");
    for adjustment in laid {
        let on = Adjustment { on: true, ..adjustment.clone() };
        let what = cx.words.edit(&Edit::Adjust(on), cx.document);
        ui.horizontal_wrapped(|ui| {
            let response = ui.small_button("Take back").on_hover_text("As stated again");
            if response.accessible_name(format!("Take back: {what}")).clicked() {
                cx.restore(&adjustment.target, &adjustment.change);
            }
            ui.label(&what);
            let reason = adjustment.reason.as_deref().unwrap_or("no reason given");
            let off = if adjustment.on { "" } else { " (switched off)" };
            ui.label(soft(format!("{reason}{off}")).small());
        });
    }
}
