//! On the right: the agreement at the cursor in words, and the card of the estimate looked at.

use eframe::egui::{self, RichText, Ui};

use crate::compare::{EstimateRef, NotCountedWhy, Slice};
use crate::estimate::{Estimate, EstimateId, Standing};
use crate::files::Severity;

use super::actions::{Action, Command};
use super::bench::{Bench, Commands};
use super::look::{APART, FAR, NEAR, bold, quoted};
use super::painter::{color, paint_marker};
use crate::chart::{self, Role};

/// Which page of the panel is open; a matter of this panel alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Page {
    #[default]
    Agreement,
    Problems,
}

pub(super) fn side_panel_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    page: &mut Page,
    commands: &mut Commands,
) {
    ui.add_space(APART);
    let problems: usize = bench.document.files().iter().map(|file| file.problems.len()).sum();
    ui.horizontal(|ui| {
        ui.selectable_value(page, Page::Agreement, "Agreement");
        ui.selectable_value(page, Page::Problems, format!("Problems {problems}"));
    });
    ui.add_space(NEAR);
    egui::ScrollArea::vertical().id_salt(*page == Page::Problems).auto_shrink([false, true]).show(
        ui,
        |ui| match page {
            Page::Agreement => {
                agreement_ui(ui, bench);
                ui.add_space(FAR);
                card_ui(ui, bench, commands);
                ui.add_space(FAR);
            }
            Page::Problems => problems_ui(ui, bench),
        },
    );
}

fn soft(text: impl Into<String>) -> RichText {
    RichText::new(text).weak()
}

fn agreement_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let (Some(comparison), Some(slice)) = (bench.comparison(), bench.slice()) else {
        ui.label(soft("Nothing to compare yet"));
        return;
    };
    let known = comparison
        .question
        .known_on
        .map_or_else(|| "known today".to_owned(), |day| format!("known on {}", day.spoken()));
    ui.label(bold(format!("At {}, {known}", slice.at.spoken())));
    verdict_ui(ui, bench, slice);
    ui.add_space(APART);
    voices_ui(ui, bench, slice);
    if let Some(headline) = bench.headline() {
        section_ui(ui, "Counted", &headline.counted.to_string());
    }
    not_counted_ui(ui, bench, slice);
}

/// A voice's sign in a line of text, in its colour, over this background.
fn marker_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    voice: usize,
    size: f32,
    is_filled: bool,
    behind: Role,
) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
    let ink = color(bench.theme.colour(Bench::source_role(voice)));
    let marker = chart::source_marker(u16::try_from(voice).unwrap_or(u16::MAX));
    let surface = color(bench.theme.colour(behind));
    paint_marker(ui.painter(), rect.center(), marker, size, is_filled, ink, surface);
}

fn verdict_ui(ui: &mut Ui, bench: &Bench<'_>, slice: &Slice) {
    let agreement = &slice.agreement;
    let fill = color(bench.theme.colour(Role::Verdict(agreement.verdict)));
    let ink = color(bench.theme.colour(Role::OnVerdict(agreement.verdict)));
    let text = match agreement.n {
        0 => agreement.verdict.words().to_owned(),
        n => format!("{} · {} of {n}", agreement.verdict.words(), agreement.support),
    };
    ui.add_space(NEAR);
    egui::Frame::new()
        .fill(fill)
        .corner_radius(4.0)
        .inner_margin(egui::Margin::symmetric(8, 3))
        .show(ui, |ui| ui.label(bold(text).color(ink)));
}

fn section_ui(ui: &mut Ui, heading: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    ui.add_space(APART);
    ui.label(bold(heading).weak());
    ui.label(text);
}

/// Each standing voice with what is read of it.
fn voices_ui(ui: &mut Ui, bench: &Bench<'_>, slice: &Slice) {
    let Some(comparison) = bench.comparison() else { return };
    for standing in &slice.standing {
        let Some(voice) = comparison.voices.get(standing.voice) else { continue };
        ui.horizontal(|ui| {
            marker_ui(ui, bench, standing.voice, 9.0, true, Role::Panel);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if slice.agreement.support > 1 {
                    let mark = if standing.in_core { "in the core" } else { "outside" };
                    ui.label(soft(mark).small());
                }
                let bounds = bench.bounds_of(standing.estimate).map(|bounds| bounds.to_string());
                let read = standing.read.to_string();
                ui.label(bounds.unwrap_or_default()).on_hover_text(format!("Read as {read}"));
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(&voice.name).truncate());
                });
            });
        });
    }
    let core: Vec<String> = slice.agreement.core.iter().map(ToString::to_string).collect();
    if slice.agreement.n > 1 && slice.agreement.support > 1 {
        ui.add_space(NEAR);
        ui.label(soft(format!("Core {}", core.join(" and "))));
    }
    if slice.agreement.touch {
        ui.label(soft("They only touch: one single value between wider readings"));
    }
}

fn not_counted_ui(ui: &mut Ui, bench: &Bench<'_>, slice: &Slice) {
    if slice.not_counted.is_empty() {
        return;
    }
    ui.add_space(APART);
    ui.label(bold("Not counted").weak());
    for (of, why) in &slice.not_counted {
        let Some((_, estimate)) = bench.estimate(*of) else { continue };
        let what = stated(estimate);
        let of_whom = estimate.original().filter(|_| *why == NotCountedWhy::Echo);
        let of_whom = of_whom.map(|one| format!(" of {}", one.label())).unwrap_or_default();
        let why = why.word().replace('-', " ");
        ui.label(soft(format!("{}: {what} ({why}{of_whom})", estimate.label())));
    }
}

/// The number as stated, else the words.
fn stated(estimate: Estimate<'_>) -> String {
    estimate
        .bounds()
        .map(|bounds| bounds.to_string())
        .or_else(|| estimate.wording().map(|wording| format!("“{wording}”")))
        .unwrap_or_else(|| estimate.value().word().to_owned())
}

fn card_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    let shown = bench.shown().and_then(|id| Some((id, bench.find(id)?)));
    let Some((id, (of, estimate))) = shown else {
        if bench.comparison().is_some() {
            ui.separator();
            ui.label(soft("Point at an estimate to see who said it, or click it to adjust it"));
        }
        return;
    };
    egui::Frame::new()
        .fill(color(bench.theme.colour(Role::Surface)))
        .stroke(ui.visuals().window_stroke)
        .corner_radius(8.0)
        .inner_margin(12.0)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            card_heading_ui(ui, bench, of, estimate);
            card_words_ui(ui, estimate);
            card_adjustment_ui(ui, bench, id, estimate, commands);
            card_provenance_ui(ui, bench, id, estimate);
            card_echoes_ui(ui, bench, of, estimate, commands);
        });
}

fn card_heading_ui(ui: &mut Ui, bench: &Bench<'_>, of: EstimateRef, estimate: Estimate<'_>) {
    ui.horizontal(|ui| {
        if let Some(voice) = bench.voice_of(of) {
            marker_ui(ui, bench, voice, 10.0, !estimate.is_echo(), Role::Surface);
        }
        let grading = estimate.grading().to_string();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(bold(&grading));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(bold(estimate.label())).truncate());
            });
        });
    });
}

fn card_words_ui(ui: &mut Ui, estimate: Estimate<'_>) {
    if let Some(wording) = estimate.wording() {
        ui.label(quoted(format!("“{wording}”")));
    }
    let mut says = vec![match estimate.bounds() {
        Some(bounds) => bounds.to_string(),
        None => estimate.value().word().to_owned(),
    }];
    says.push(estimate.measure().name());
    says.push(estimate.measure().basis.word().to_owned());
    match estimate.standing() {
        Standing::Observed => {}
        other => says.push(other.word().to_owned()),
    }
    if estimate.is_echo() {
        says.push("echo, not counted".to_owned());
    }
    ui.label(soft(says.join(" · ")));
}

/// What the analyst laid over it, and the way back.
fn card_adjustment_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    commands: &mut Commands,
) {
    let Some(bounds) = bench.document.overlay().bounds_of(id) else {
        if estimate.bounds().is_some() && bench.view.selection.as_ref() != Some(id) {
            ui.label(soft("Click it in the plot to adjust its range").small());
        }
        return;
    };
    ui.add_space(NEAR);
    ui.label(bold(format!("Adjusted to {bounds}")));
    let is_selected = bench.view.selection.as_ref() == Some(id);
    if is_selected
        && ui.button(Action::Restore.label()).on_hover_text(Action::Restore.tooltip()).clicked()
    {
        commands.push(Command::Act(Action::Restore));
    }
}

fn card_provenance_ui(ui: &mut Ui, bench: &Bench<'_>, id: &EstimateId, estimate: Estimate<'_>) {
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
        |day| format!("published {}", day.spoken()),
    );
    ui.label(soft(format!("as of {}{assumed} · {published}", as_of.spoken())));
    if let Some(url) = estimate.url() {
        ui.hyperlink_to(host_of(url), url).on_hover_text(url);
    }
    let file = bench.document.files().iter().find(|file| file.slot == id.file);
    let file = file.map(|file| super::errands::file_name(std::path::Path::new(&file.path)));
    let place = match estimate.line() {
        0 => format!("record {}", estimate.record()),
        line => format!("record {}, line {line}", estimate.record()),
    };
    ui.label(soft(format!("{}, {place}", file.unwrap_or_default())).small());
    if let Some(note) = estimate.note() {
        ui.label(soft(note).small());
    }
}

/// The part of an address that says whose it is.
fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.trim_start_matches("www.").to_owned()
}

fn card_echoes_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    of: EstimateRef,
    estimate: Estimate<'_>,
    commands: &mut Commands,
) {
    if let Some(original) = estimate.original() {
        let file = EstimateRef { row: original.index(), ..of };
        let text = format!("Echo of {}: {}", original.label(), stated(original));
        if let Some((id, _)) = bench.estimate(file)
            && ui.link(text).on_hover_text("Go to the original").clicked()
        {
            commands.push(Command::Select(Some(id)));
        }
    }
    let Some(comparison) = bench.comparison() else { return };
    let echoes =
        comparison.tracks.iter().flat_map(|track| &track.statements).filter(|(other, _)| {
            other.file == of.file
                && bench
                    .estimate(*other)
                    .and_then(|(_, echo)| echo.original())
                    .is_some_and(|original| original.index() == of.row)
        });
    for (echo, _) in echoes {
        let Some((id, echo)) = bench.estimate(*echo) else { continue };
        let outlet = echo.outlet().unwrap_or(echo.label());
        let day = echo.published().unwrap_or(echo.known_from()).spoken();
        if ui.link(format!("Echo: {}, {outlet}, {day}", stated(echo))).clicked() {
            commands.push(Command::Select(Some(id)));
        }
    }
}

fn problems_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let mut is_clean = true;
    for file in bench.document.files() {
        if file.problems.is_empty() {
            continue;
        }
        is_clean = false;
        ui.add_space(APART);
        ui.label(bold(super::errands::file_name(std::path::Path::new(&file.path))));
        for problem in &file.problems {
            let word = match problem.severity {
                Severity::Error => "Not used",
                Severity::Warning => "Look",
            };
            let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
            let column = problem.column.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
            ui.add_space(NEAR);
            let warning = color(bench.theme.colour(Role::Warning));
            ui.label(RichText::new(format!("{word}{line}{column}")).color(warning).small());
            ui.label(&problem.message);
        }
    }
    if is_clean {
        ui.label(soft("Nothing in these files is wrong or doubtful"));
    }
}
