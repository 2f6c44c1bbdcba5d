//! The agreement at the cursor: the verdict, who stands where, what is counted and what is not.

use eframe::egui::{self, Ui};

use crate::chart::Role;
use crate::compare::{EndAsked, NotCountedWhy, Pool, Slice};
use crate::estimate::{Day, EstimateId};
use crate::words::{Sentence, Term, Words};

use super::super::command::{Command, Differs};
use super::super::controls::wrapped_ui;
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::look::{APART, NEAR, bold};
use super::super::pointing::{Manner, Pointing, estimates_of, sentence_ui};
use super::super::read_otherwise::assumed_ui;
use super::super::trials::sure_ui;
use super::differing::Differing;
use super::estimate::stated;
use super::forest::{SliceView, forest_ui};
use super::pairs::Pairs;
use super::soft;

/// With more than these, the others are only counted.
const MOST_LISTED: usize = 24;

/// How the page is looked at.
#[derive(Default)]
pub(super) struct AgreementPage {
    slice: SliceView,
    pairs: Pairs,
    differing: Differing,
    pointing: Pointing,
    at_the_time: Steady,
    sure: Steady,
}

/// A part of the page that is found out anew with every change: as high meanwhile as it was, so that
/// what stands below stays where it is.
#[derive(Default)]
struct Steady {
    height: f32,
}

impl Steady {
    fn ui<R>(&mut self, ui: &mut Ui, is_found_out: bool, part: impl FnOnce(&mut Ui) -> R) -> R {
        let shown = ui.scope(|ui| {
            if !is_found_out {
                ui.set_min_height(self.height);
            }
            part(ui)
        });
        if is_found_out {
            self.height = shown.response.rect.height();
        }
        shown.inner
    }
}

impl AgreementPage {
    /// Has the gap between two taken apart.
    pub fn take_apart(&mut self, two: [Differs; 2]) {
        self.differing.choose(two);
    }

    /// Between which two a gap was taken apart, of what is asked.
    pub fn taken_apart(&self, asked: &Asked) -> Option<[EndAsked; 2]> {
        self.differing.taken_apart(asked)
    }
}

pub(super) fn agreement_ui(ui: &mut Ui, cx: &Cx<'_>, page: &mut AgreementPage) {
    let (Some(comparison), Some(slice)) = (cx.comparison(), cx.slice()) else {
        ui.label(soft("Nothing to compare yet"));
        return;
    };
    let known = comparison
        .question
        .known_on
        .map_or_else(|| "known today".to_owned(), |day| format!("known on {}", cx.words.day(day)));
    ui.label(bold(format!("At {}, {known}", cx.words.day(slice.at))));
    verdict_ui(ui, cx, slice);
    let is_found_out = cx.insights.at_the_time().is_some_and(|told| told.at == slice.at);
    page.at_the_time.ui(ui, is_found_out, |ui| {
        at_the_time_ui(ui, cx, slice, comparison.question.known_on);
    });
    ui.add_space(APART);
    forest_ui(ui, cx, slice, &mut page.slice);
    let outside = cx.words.outside(&comparison.outside(cx.files(), slice));
    let mut pointed = lines_ui(ui, cx, "Outside", &outside);
    let is_found_out = cx.insights.sure().is_some() || !slice.has_a_verdict();
    let sure = page.sure.ui(ui, is_found_out, |ui| how_sure_ui(ui, cx, slice));
    pointed = sure.or(pointed);
    if let Some(headline) = cx.headline() {
        let counted = std::slice::from_ref(&headline.counted);
        pointed = lines_ui(ui, cx, "Counted", counted).or(pointed);
    }
    if let Some(answer) = cx.answer {
        ui.add_space(APART);
        assumed_ui(ui, cx, &cx.words.assumptions(&answer.assumptions()), &comparison.question);
    }
    if cx.view.pool {
        pool_ui(ui, cx.words, &comparison.pool(cx.files(), slice.at));
    }
    not_counted_ui(ui, cx, slice);
    ui.add_space(APART);
    pointed = page.differing.ui(ui, cx, slice).or(pointed);
    page.pairs.ui(ui, cx);
    page.pointing.at(cx, pointed);
}

fn verdict_ui(ui: &mut Ui, cx: &Cx<'_>, slice: &Slice) {
    let agreement = &slice.agreement;
    let fill = cx.ink(Role::Verdict(agreement.verdict));
    let ink = cx.ink(Role::OnVerdict(agreement.verdict));
    let text = match agreement.n {
        0 => cx.words.verdict(agreement.verdict).to_owned(),
        n => format!("{} · {} of {n}", cx.words.verdict(agreement.verdict), agreement.support),
    };
    ui.add_space(NEAR);
    egui::Frame::new()
        .fill(fill)
        .corner_radius(4.0)
        .inner_margin(egui::Margin::symmetric(8, 3))
        .show(ui, |ui| ui.label(bold(text).color(ink)))
        .response
        .on_hover_text(cx.words.explained(Term::Verdict(agreement.verdict)));
}

/// What the verdict was with what was known on the day of the cursor, and what it is now; with the
/// way to look at it as it was, and back.
fn at_the_time_ui(ui: &mut Ui, cx: &Cx<'_>, slice: &Slice, known_on: Option<Day>) {
    let told = cx.insights.at_the_time().filter(|told| told.at == slice.at);
    let words =
        told.map_or_else(|| "Known on that day: …".to_owned(), |told| cx.words.at_the_time(told));
    ui.add_space(NEAR);
    wrapped_ui(ui, soft(words).small());
    let (text, says, asked) = match known_on == Some(slice.at) {
        true => ("See it with hindsight", "Ask with all that is known today", None),
        false => {
            let says = "Ask with only what had been published by the day of the cursor";
            ("See what was known then", says, Some(slice.at))
        }
    };
    if ui.small_button(text).on_hover_text(says).clicked() {
        cx.ask(Command::AskKnownOn(asked));
    }
}

/// How sure the verdict is, each line to be pressed; what is pointed at in them.
fn how_sure_ui(ui: &mut Ui, cx: &Cx<'_>, slice: &Slice) -> Option<Vec<EstimateId>> {
    let Some(sure) = cx.insights.sure() else {
        if slice.has_a_verdict() && !cx.insights.is_broken() {
            ui.add_space(APART);
            ui.label(bold("How sure").weak());
            ui.label(soft("…"));
        }
        return None;
    };
    let lines = cx.words.sure_lines(sure, cx.comparison()?);
    if lines.is_empty() {
        return None;
    }
    headed_ui(ui, cx, "How sure", |ui, manner| sure_ui(ui, cx, (sure, &lines), manner))
}

/// The pool of what stands, with what it assumes.
fn pool_ui(ui: &mut Ui, words: Words, pool: &Pool) {
    ui.add_space(APART);
    ui.label(bold("Pooled, apart from the verdict").weak());
    wrapped_ui(ui, words.pool(pool));
    wrapped_ui(ui, soft(words.pool_assumes()).small());
}

/// Sentences under a heading; what is pointed at in them.
fn lines_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    heading: &str,
    lines: &[Sentence],
) -> Option<Vec<EstimateId>> {
    if lines.iter().all(Sentence::is_empty) {
        return None;
    }
    headed_ui(ui, cx, heading, |ui, manner| {
        let mut pointed = None;
        for line in lines {
            let (_, part) = sentence_ui(ui, line, manner);
            pointed = part.map(|part| estimates_of(cx, part)).or(pointed);
        }
        pointed
    })
}

/// A heading, and what stands under it in its manner.
fn headed_ui<R>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    heading: &str,
    under: impl FnOnce(&mut Ui, &Manner<'_>) -> R,
) -> R {
    ui.add_space(APART);
    let headed = ui.label(bold(heading).weak());
    if let Some(term) = Term::of(&heading.to_lowercase()) {
        headed.on_hover_text(cx.words.explained(term));
    }
    let (ink, called) = (cx.ink(Role::Ink), format!("{heading}: "));
    let (called, sense) = (called.as_str(), egui::Sense::hover());
    let manner = Manner { size: None, ink, is_one_line: false, called, sense };
    under(ui, &manner)
}

fn not_counted_ui(ui: &mut Ui, cx: &Cx<'_>, slice: &Slice) {
    if slice.not_counted.is_empty() {
        return;
    }
    ui.add_space(APART);
    ui.label(bold("Not counted").weak());
    for (of, why) in slice.not_counted.iter().take(MOST_LISTED) {
        let Some((_, estimate)) = cx.estimate(*of) else { continue };
        let what = stated(cx, estimate);
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
