//! The agreement at the cursor: the verdict, who stands where, what is counted and what is not.

use eframe::egui::{self, Ui};

use crate::chart::Role;
use crate::compare::{NotCountedWhy, Slice};

use super::super::bench::Bench;
use super::super::look::{APART, NEAR, bold};
use super::super::painter::color;
use super::{marker_ui, soft, stated};

pub(super) fn agreement_ui(ui: &mut Ui, bench: &Bench<'_>) {
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
