//! The agreement at the cursor: the verdict, who stands where, what is counted and what is not.

use eframe::egui::{self, Ui};

use crate::chart::Role;
use crate::compare::{AtTheTime, NotCountedWhy, POOL_ASSUMES, Pool, Sentence, Slice};
use crate::estimate::{Day, EstimateId};

use super::super::actions::Command;
use super::super::bench::{Bench, Commands};
use super::super::look::{APART, NEAR, bold};
use super::super::painter::color;
use super::super::pointing::{Manner, Pointing, estimates_of, sentence_ui};
use super::forest::{SliceView, forest_ui};
use super::pairs::Pairs;
use super::{soft, stated};

/// With more than these, the others are only counted.
const MOST_LISTED: usize = 24;

/// How the page is looked at.
#[derive(Default)]
pub(super) struct AgreementPage {
    slice: SliceView,
    pairs: Pairs,
    pointing: Pointing,
}

pub(super) fn agreement_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    page: &mut AgreementPage,
    commands: &mut Commands,
) {
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
    at_the_time_ui(ui, bench, slice, comparison.question.known_on, commands);
    ui.add_space(APART);
    forest_ui(ui, bench, slice, &mut page.slice, commands);
    let outside = comparison.outside_lines(bench.files(), slice);
    let mut pointed = lines_ui(ui, bench, "Outside", &outside);
    if let Some(sure) = bench.insights.sure() {
        pointed = lines_ui(ui, bench, "How sure", sure).or(pointed);
    }
    if let Some(headline) = bench.headline() {
        let counted = std::slice::from_ref(&headline.counted);
        pointed = lines_ui(ui, bench, "Counted", counted).or(pointed);
    }
    page.pointing.at(bench, pointed, commands);
    if bench.view.pool {
        pool_ui(ui, &comparison.pool(bench.files(), slice.at));
    }
    not_counted_ui(ui, bench, slice);
    ui.add_space(APART);
    page.pairs.ui(ui, bench, commands);
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

/// What the verdict was with what was known on the day of the cursor, and what it is now; with the
/// way to look at it as it was, and back.
fn at_the_time_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    slice: &Slice,
    known_on: Option<Day>,
    commands: &mut Commands,
) {
    let told = bench.insights.at_the_time().filter(|told| told.at == slice.at);
    let words = told.map_or_else(|| "Known on that day: …".to_owned(), AtTheTime::words);
    ui.add_space(NEAR);
    ui.add(egui::Label::new(soft(words).small()).wrap());
    let (text, says, asked) = match known_on == Some(slice.at) {
        true => ("See it with hindsight", "Ask with all that is known today", None),
        false => {
            let says = "Ask with only what had been published by the day of the cursor";
            ("See what was known then", says, Some(slice.at))
        }
    };
    if ui.small_button(text).on_hover_text(says).clicked() {
        commands.push(Command::AskKnownOn(asked));
    }
}

/// The pool of what stands, with what it assumes.
fn pool_ui(ui: &mut Ui, pool: &Pool) {
    ui.add_space(APART);
    ui.label(bold("Pooled, apart from the verdict").weak());
    let words = pool.words();
    ui.add(egui::Label::new(if words.is_empty() { "Nothing to pool" } else { &words }).wrap());
    ui.add(egui::Label::new(soft(POOL_ASSUMES).small()).wrap());
}

/// Sentences under a heading; what is pointed at in them.
fn lines_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    heading: &str,
    lines: &[Sentence],
) -> Option<Vec<EstimateId>> {
    if lines.iter().all(Sentence::is_empty) {
        return None;
    }
    ui.add_space(APART);
    ui.label(bold(heading).weak());
    let ink = color(bench.theme.colour(Role::Ink));
    let called = format!("{heading}: ");
    let manner = Manner {
        size: None,
        ink,
        is_one_line: false,
        called: &called,
        sense: egui::Sense::hover(),
    };
    let mut pointed = None;
    for line in lines {
        let (_, part) = sentence_ui(ui, line, &manner);
        pointed = part.map(|part| estimates_of(bench, part)).or(pointed);
    }
    pointed
}

fn not_counted_ui(ui: &mut Ui, bench: &Bench<'_>, slice: &Slice) {
    if slice.not_counted.is_empty() {
        return;
    }
    ui.add_space(APART);
    ui.label(bold("Not counted").weak());
    for (of, why) in slice.not_counted.iter().take(MOST_LISTED) {
        let Some((_, estimate)) = bench.estimate(*of) else { continue };
        let what = stated(estimate);
        let of_whom = estimate.original().filter(|_| *why == NotCountedWhy::Echo);
        let of_whom = of_whom.map(|one| format!(" of {}", one.label())).unwrap_or_default();
        let why = why.word().replace('-', " ");
        ui.label(soft(format!("{}: {what} ({why}{of_whom})", estimate.label())));
    }
    let more = slice.not_counted.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        ui.label(soft(format!("and {more} more, in the table")));
    }
}
