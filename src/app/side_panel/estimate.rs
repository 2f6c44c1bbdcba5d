//! The card of the estimate looked at: what was said, by whom, through whom, and what was made of it.

use eframe::egui::{self, Ui};

use crate::chart::Role;
use crate::compare::{Distance, EstimateRef, Interval, Slice, StandingVoice, read_bounds};
use crate::estimate::{Adjustment, Directory, Estimate, EstimateId, Standing, Target, visible};
use crate::files::{host_of, is_url};
use crate::session::Page;

use super::super::actions::Action;
use super::super::command::{Command, Differs};
use super::super::cx::Cx;
use super::super::excerpt::place_in;
use super::super::look::{NEAR, bold, quoted};
use super::adjusting::{AdjustingDraft, adjusting_ui};
use super::soft;

/// The page of the estimate that is selected: its card, and what can be changed about it.
pub(super) fn estimate_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut AdjustingDraft) {
    let selected = cx.view.selection.as_ref().and_then(|id| Some((id, cx.find(id)?)));
    let Some((id, (_, estimate))) = selected else {
        ui.label(soft("No estimate is selected"));
        ui.label(soft("Click one in the plot or in the table"));
        return;
    };
    card_ui(ui, cx);
    adjusting_ui(ui, cx, id, estimate, draft);
}

pub(super) fn card_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let shown = cx.shown().and_then(|id| Some((id, cx.find(id)?)));
    let Some((id, (of, estimate))) = shown else {
        if cx.comparison().is_some() {
            ui.separator();
            ui.label(soft("Point at an estimate to see who said it, or click it to adjust it"));
        }
        return;
    };
    egui::Frame::new()
        .fill(cx.ink(Role::Surface))
        .stroke(ui.visuals().window_stroke)
        .corner_radius(8.0)
        .inner_margin(12.0)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            card_heading_ui(ui, cx, id, of, estimate);
            card_words_ui(ui, cx, estimate);
            card_adjustment_ui(ui, cx, id, estimate);
            card_differing_ui(ui, cx, (id, of), estimate);
            card_provenance_ui(ui, cx, id, estimate);
            card_echoes_ui(ui, cx, of, estimate);
            super::notes::on_card_ui(ui, cx, id, estimate.label());
        });
}

/// The number as stated, else the words.
pub(super) fn stated(cx: &Cx<'_>, estimate: Estimate<'_>) -> String {
    estimate
        .bounds()
        .map(|bounds| cx.words.bounds(&bounds))
        .or_else(|| estimate.wording().map(|wording| format!("“{wording}”")))
        .unwrap_or_else(|| estimate.value().word().to_owned())
}

fn card_heading_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &EstimateId,
    of: EstimateRef,
    estimate: Estimate<'_>,
) {
    ui.horizontal(|ui| {
        if let Some(voice) = cx.voice_of(of) {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
            let look = (10.0, !estimate.is_echo());
            cx.paint_sign(ui.painter(), rect.center(), cx.sign(voice), look, Role::Surface);
        }
        let grading = cx.document.overlay().grading_of(id, estimate).to_string();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(bold(&grading));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(bold(estimate.label())).truncate());
            });
        });
    });
}

fn card_words_ui(ui: &mut Ui, cx: &Cx<'_>, estimate: Estimate<'_>) {
    if let Some(wording) = estimate.wording() {
        ui.label(quoted(format!("“{wording}”")));
    }
    let mut says = vec![match estimate.bounds() {
        Some(bounds) => cx.words.bounds(&bounds),
        None => estimate.value().word().to_owned(),
    }];
    says.push(estimate.measure().name());
    says.push(estimate.measure().basis.word().to_owned());
    if estimate.standing() != Standing::Observed {
        says.push(estimate.standing().word().to_owned());
    }
    if let Some(method) = estimate.method() {
        says.push(method.words().to_owned());
    } else if let Some(method) = Directory::shipped().method_of(estimate) {
        says.push(format!("{}, as is known of its source", method.words()));
    }
    if estimate.is_echo() {
        says.push("echo, not counted".to_owned());
    }
    ui.label(soft(says.join(" · ")));
}

/// What the analyst laid over it, and the way back.
fn card_adjustment_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, estimate: Estimate<'_>) {
    let adjustments = cx.document.overlay().adjustments();
    let is_laid = |a: &&Adjustment| a.target == Target::Estimate(id.clone()) && a.on;
    let laid = adjustments.iter().filter(is_laid).count();
    if let Some(bounds) = cx.document.overlay().bounds_of(id) {
        ui.add_space(NEAR);
        ui.label(bold(format!("Adjusted to {}", cx.words.bounds(bounds))));
    } else if laid > 0 {
        ui.add_space(NEAR);
        ui.label(bold("Adjusted"));
    }
    if estimate.is_echo() || cx.view.selection.as_ref() != Some(id) {
        return;
    }
    if laid == 0 && cx.view.page == Page::Estimate {
        return;
    }
    ui.horizontal(|ui| {
        if cx.view.page != Page::Estimate
            && ui.button("Adjust…").on_hover_text("Type its bounds, grade it, exclude it").clicked()
        {
            cx.ask(Command::OpenPage(Page::Estimate));
        }
        if laid > 0
            && ui.button(Action::Restore.label()).on_hover_text(Action::Restore.tooltip()).clicked()
        {
            cx.act(Action::Restore);
        }
    });
}

/// The way to why it differs from whoever stands farthest from it at the cursor.
fn card_differing_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (id, of): (&EstimateId, EstimateRef),
    estimate: Estimate<'_>,
) {
    let is_looked_at = cx.view.selection.as_ref() == Some(id) && estimate.bounds().is_some();
    let (Some(comparison), Some(slice)) = (cx.comparison(), cx.slice()) else { return };
    if !is_looked_at || *estimate.measure() != comparison.measure {
        return;
    }
    let Some(farthest) = cx.bounds_of(of).and_then(|bounds| {
        let (is_count, about) = (comparison.measure.is_count(), comparison.question.about);
        let own = (read_bounds(&bounds, is_count, about), cx.voice_of(of));
        farthest_from(own, slice)
    }) else {
        return;
    };
    let Some(name) = comparison.voices.get(farthest).map(|voice| &voice.name) else { return };
    let says = "Take the gap apart: days, definition, place, reading, copies, what remains";
    if ui.button(format!("Why does {name} differ?")).on_hover_text(says).clicked() {
        let two = [Differs::Estimate(id.clone()), Differs::Voice(name.clone())];
        cx.ask(Command::WhyDiffer(two));
    }
}

/// Who stands farthest from this reading, of the others: before all of those who say how much at
/// least and how much at most, as an open end says little of where a number lies.
fn farthest_from((read, own): (Interval, Option<usize>), slice: &Slice) -> Option<usize> {
    let others = slice.standing.iter().filter(|one| Some(one.voice) != own);
    let far = |one: &StandingVoice| (one.read.is_full(), Distance::between(read, one.read).gap);
    let order = |a: (bool, f64), b: (bool, f64)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
    let farthest = others.max_by(|a, b| order(far(a), far(b)));
    farthest.map(|one| one.voice)
}

fn card_provenance_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, estimate: Estimate<'_>) {
    ui.add_space(NEAR);
    let mut way = vec![estimate.label()];
    way.extend(estimate.relays());
    way.extend(estimate.outlet());
    way.dedup();
    ui.label(way.join(" → "));
    let as_of = estimate.as_of();
    let assumed = if as_of.is_assumed() { " (assumed)" } else { "" };
    let published = estimate.published().map_or_else(
        || "published: not stated".to_owned(),
        |day| format!("published {}", cx.words.day(day)),
    );
    ui.label(soft(format!("as of {}{assumed} · {published}", cx.words.as_of(as_of))));
    if let Some(url) = estimate.url() {
        url_ui(ui, url);
        publication_ui(ui, cx, id, url);
    }
    if let Some(file) = cx.document.file(id.file) {
        let line = Some(estimate.line()).filter(|line| *line > 0);
        let line_words = line.map(|line| format!(", line {line}")).unwrap_or_default();
        let text = format!("{}, record {}{line_words}", file.name(), estimate.record());
        match line {
            Some(_) => {
                let says = "Show it in the file, with the lines around it";
                if ui.link(soft(text).small()).on_hover_text(says).clicked() {
                    let says = format!("{}: {}", estimate.label(), stated(cx, estimate));
                    let place = place_in(file, line, says);
                    cx.ask(Command::ShowInFile(Box::new(place)));
                }
            }
            None => drop(ui.label(soft(text).small())),
        }
    }
    if let Some(note) = estimate.note() {
        ui.label(soft(note).small());
    }
}

/// What is recorded of where it was read, and the way to recording it.
fn publication_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, url: &str) {
    if let Some(recorded) = cx.document.publications().at(url) {
        let title = cx.words.publication_title(recorded);
        let accessed = recorded.accessed.as_ref();
        let accessed = accessed.map(|date| format!("accessed {}", cx.words.publication_date(date)));
        let told: Vec<String> = title.into_iter().chain(accessed).collect();
        if !told.is_empty() {
            ui.label(soft(told.join(" · ")).small());
        }
        if let Some(archived) = recorded.archived() {
            url_ui(ui, archived);
        }
    }
    let says = "Its title, when you looked at it and where a copy is kept, for every reference to \
                this address";
    if cx.view.selection.as_ref() == Some(id)
        && ui.link(soft("Publication…").small()).on_hover_text(says).clicked()
    {
        cx.ask(Command::AboutPublication(url.to_owned()));
    }
}

fn card_echoes_ui(ui: &mut Ui, cx: &Cx<'_>, of: EstimateRef, estimate: Estimate<'_>) {
    if let Some(original) = estimate.original() {
        let file = EstimateRef { row: original.index(), ..of };
        let text = format!("Echo of {}: {}", original.label(), stated(cx, original));
        if let Some((id, _)) = cx.estimate(file)
            && ui.link(text).on_hover_text("Go to the original").clicked()
        {
            cx.ask(Command::Select(Some(id)));
        }
    }
    for other in cx.echoes().filter(|other| other.file == of.file) {
        let Some((id, echo)) = cx.estimate(other) else { continue };
        if echo.original().is_none_or(|original| original.index() != of.row) {
            continue;
        }
        let outlet = echo.outlet().unwrap_or(echo.label());
        let day = cx.words.day(echo.published().unwrap_or(echo.known_from()));
        if ui.link(format!("Echo: {}, {outlet}, {day}", stated(cx, echo))).clicked() {
            cx.ask(Command::Select(Some(id)));
        }
    }
}

/// The whole address, so that nobody is led elsewhere than it says; to be opened only where it is
/// one of the web.
fn url_ui(ui: &mut Ui, url: &str) {
    let shown = visible(url);
    if is_url(url) {
        let host = host_of(url).map(|host| format!("Opens {} in the browser", visible(host)));
        ui.hyperlink_to(shown.as_ref(), url).on_hover_text(host.unwrap_or_default());
    } else {
        ui.label(soft(shown.as_ref()));
    }
}
