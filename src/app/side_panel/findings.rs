//! What the program can prove from the data, each sentence with the estimates it rests on, what
//! would change the verdict most first. Those put aside stand below, with their reason.

use std::collections::HashSet;

use eframe::egui::{self, Key, RichText, Sense, Ui};

use crate::chart::Role;
use crate::compare::{Dismissal, Finding, FindingKey};
use crate::estimate::EstimateId;
use crate::session::Edit;
use crate::words::Part;

use super::super::command::{Command, Differs};
use super::super::controls::{filled, wrapped_ui};
use super::super::cx::Cx;
use super::super::look::{APART, NEAR, bold};
use super::super::pointing::{Manner, Pointing, estimates_of, sentence_ui};
use super::soft;

/// What is being typed on the page.
#[derive(Default)]
pub(super) struct FindingsDraft {
    /// The finding that is being put aside, and why.
    putting_aside: Option<(FindingKey, String)>,
    pointing: Pointing,
}

/// What is found and not put aside.
pub(super) fn open_findings<'a>(cx: &Cx<'a>) -> Vec<&'a Finding> {
    let aside: HashSet<&FindingKey> =
        cx.document.dismissals().iter().map(|dismissal| &dismissal.finding).collect();
    cx.insights.found().iter().filter(|finding| !aside.contains(finding.key())).collect()
}

pub(super) fn findings_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut FindingsDraft) {
    if cx.comparison().is_none() {
        ui.label(soft("Nothing to compare yet"));
        return;
    }
    state_ui(ui, cx);
    let mut pointed = None;
    let (stand, folded): (Vec<&Finding>, Vec<&Finding>) =
        open_findings(cx).into_iter().partition(|finding| finding.stands);
    for finding in stand {
        ui.add_space(APART);
        pointed = finding_ui(ui, cx, finding, draft).or(pointed);
    }
    pointed = folded_ui(ui, cx, &folded, draft).or(pointed);
    dismissed_ui(ui, cx);
    draft.pointing.at(cx, pointed);
}

/// Of which day the findings are, and whether they are up to date.
fn state_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let count = open_findings(cx).len();
    let text = match (cx.insights.is_current(), cx.insights.is_broken()) {
        (true, _) if count == 0 => "Nothing found".to_owned(),
        (true, _) => {
            let day = cx.insights.insight().map_or(cx.cursor, |insight| insight.at);
            format!("What would change the verdict of {} most first", cx.words.day(day))
        }
        (false, true) => "Looking for findings broke down; change anything to try again".to_owned(),
        (false, false) => "Looking…".to_owned(),
    };
    ui.label(soft(text));
}

/// What rests on nothing that stands on the day, shut away, and of which kinds there are more.
fn folded_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    folded: &[&Finding],
    draft: &mut FindingsDraft,
) -> Option<Vec<EstimateId>> {
    let insight = cx.insights.insight()?;
    let mut pointed = None;
    if !folded.is_empty() {
        ui.add_space(APART);
        let title = format!("On nothing that stands that day ({})", folded.len());
        egui::CollapsingHeader::new(title).id_salt("folded").show(ui, |ui| {
            for finding in folded {
                ui.add_space(APART);
                pointed = finding_ui(ui, cx, finding, draft).or(pointed.take());
            }
        });
    }
    for line in cx.words.folded((insight.at, None), [], &insight.untold) {
        ui.add_space(APART);
        wrapped_ui(ui, soft(line).small());
    }
    pointed
}

/// One finding: its kind, its sentence, and the way to put it aside. Returns what is pointed at.
fn finding_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    finding: &Finding,
    draft: &mut FindingsDraft,
) -> Option<Vec<EstimateId>> {
    let heading = cx.words.finding_heading(finding.kind());
    let text = cx.words.finding(finding);
    ui.horizontal(|ui| {
        ui.label(bold(heading).small().weak());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let response = ui.small_button("Dismiss…").on_hover_text("Put it aside, with a reason");
            if response.accessible_name(format!("Dismiss {heading}: {text}")).clicked() {
                draft.putting_aside = Some((finding.key().clone(), String::new()));
            }
        });
    });
    let is_current = cx.insights.is_current();
    let role = if is_current { Role::Ink } else { Role::InkSoft };
    let ink = cx.ink(role);
    let manner =
        Manner { size: None, ink, is_one_line: false, called: "Finding: ", sense: Sense::click() };
    let (response, part) = sentence_ui(ui, &text, &manner);
    // What is of other data than what is shown now points to nothing.
    let part = part.filter(|_| is_current);
    if response.clicked() && is_current {
        show(cx, finding, part);
    }
    if !finding.merge().is_empty() && is_current {
        let response = ui.small_button("Count as one voice");
        let response = response.on_hover_text("An adjustment like any other: it can be undone");
        if response.accessible_name(format!("Count as one voice: {text}")).clicked() {
            cx.ask(Command::Adjust(finding.merge().to_vec()));
        }
    }
    if let Some(two) = two_of(cx, finding).filter(|_| is_current) {
        let response = ui.small_button("Why do they differ?");
        let response = response.on_hover_text("Take the gap between the two apart");
        if response.accessible_name(format!("Why do they differ: {text}")).clicked() {
            cx.ask(Command::WhyDiffer(two.map(Differs::Estimate)));
        }
    }
    if draft.putting_aside.as_ref().is_some_and(|(key, _)| key == finding.key()) {
        reason_ui(ui, draft, heading, cx);
    }
    part.map(|part| estimates_of(cx, part))
}

/// What each of two voices said last of what a finding rests on, if it rests on the numbers of two.
fn two_of(cx: &Cx<'_>, finding: &Finding) -> Option<[EstimateId; 2]> {
    let mut said: Vec<(&str, EstimateId)> = Vec::new();
    for (id, estimate) in finding.evidence.iter().filter_map(|of| cx.estimate(*of)) {
        estimate.bounds()?;
        match said.iter_mut().find(|(label, _)| *label == estimate.label()) {
            Some(known) => known.1 = id,
            None => said.push((estimate.label(), id)),
        }
    }
    let [one, other]: [_; 2] = said.try_into().ok()?;
    Some([one.1, other.1])
}

/// Selects the estimate that was clicked on, else the first on the measure shown, and goes to the
/// day on which the finding can be seen.
fn show(cx: &Cx<'_>, finding: &Finding, part: Option<&Part>) {
    let clicked = part.map(|part| estimates_of(cx, part)).unwrap_or_default();
    let all = finding.evidence.iter().filter_map(|of| cx.estimate(*of));
    let measure = cx.comparison().map(|comparison| &comparison.measure);
    let mut on_measure = all.clone().filter(|(_, estimate)| Some(estimate.measure()) == measure);
    let first = on_measure.next().or_else(|| all.clone().next()).map(|(id, _)| id);
    cx.ask(Command::SetCursor(finding.day));
    cx.ask(Command::Select(clicked.into_iter().next().or(first)));
}

/// Asks why a finding is put aside.
fn reason_ui(ui: &mut Ui, draft: &mut FindingsDraft, heading: &str, cx: &Cx<'_>) {
    let Some((key, mut text)) = draft.putting_aside.take() else { return };
    let edit = egui::TextEdit::singleline(&mut text).hint_text("Why it does not matter");
    let response = ui.add(edit.desired_width(f32::INFINITY));
    let response = response.accessible_name(format!("Reason to dismiss {heading}"));
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let is_left = ui.input(|input| input.key_pressed(Key::Escape));
    let (mut is_done, mut is_cancelled) = (is_entered, is_left);
    ui.horizontal(|ui| {
        is_done |= ui.button("Dismiss").clicked();
        is_cancelled |= ui.button("Cancel").clicked();
    });
    if is_done {
        cx.ask(Command::Dismiss { finding: key, reason: filled(&text) });
    } else if !is_cancelled {
        draft.putting_aside = Some((key, text));
    }
}

/// What was put aside, with its reason, and the way back.
fn dismissed_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let dismissals = cx.document.dismissals();
    if dismissals.is_empty() {
        return;
    }
    ui.add_space(APART);
    ui.separator();
    let title = format!("Dismissed ({})", dismissals.len());
    egui::CollapsingHeader::new(title).id_salt("dismissed").default_open(true).show(ui, |ui| {
        for dismissal in dismissals {
            ui.add_space(NEAR);
            dismissal_ui(ui, cx, dismissal);
        }
    });
}

fn dismissal_ui(ui: &mut Ui, cx: &Cx<'_>, dismissal: &Dismissal) {
    let found = cx.insights.found().iter().find(|finding| *finding.key() == dismissal.finding);
    let kind = cx.words.finding_name(dismissal.finding.kind());
    let words = match found {
        Some(finding) => cx.words.finding(finding).to_string(),
        None => format!("{kind}: not found of this question and day"),
    };
    wrapped_ui(ui, RichText::new(&words).weak());
    let reason = dismissal.reason.as_deref().unwrap_or("no reason given");
    let signed = dismissal.author.as_ref().map(|author| format!(" – {author}")).unwrap_or_default();
    wrapped_ui(ui, soft(format!("Reason: {reason}{signed}")).small());
    if ui.small_button("Bring back").accessible_name(format!("Bring back: {words}")).clicked() {
        cx.ask(Command::Edit(Edit::Reconsider(dismissal.finding.clone())));
    }
}
