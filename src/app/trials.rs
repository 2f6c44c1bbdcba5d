//! What How sure tried, each to be applied by a click: another question where it asks something
//! else, an adjustment that can be undone where it changes what is counted.

use eframe::egui::{self, Popup, Response, Ui};

use crate::chart::Role;
use crate::compare::{
    Comparison, EstimateRef, Grouping, LEAST_WIDTH, OneVoice, Robustness, Slice, Staleness, Trial,
    Tried, read_at_least, read_bounds,
};
use crate::estimate::{Bounds, Change, Directory, EstimateId, How, Source, Target};
use crate::words::SureLine;

use super::command::{Command, Policy};
use super::cx::Cx;
use super::look::{focus_ring, soft};
use super::pointing::{Manner, estimates_of, sentence_ui};

/// The lines of How sure; what is pointed at in them.
pub(super) fn sure_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (sure, lines): (&Robustness, &[SureLine]),
    manner: &Manner<'_>,
) -> Option<Vec<EstimateId>> {
    let comparison = cx.comparison()?;
    ui.label(soft("Click a line to see it so").small());
    let mut pointed = None;
    for SureLine { said, tried } in lines {
        let of_line = |trial: &&Trial| tried.contains(&trial.tried);
        let trials: Vec<&Trial> = sure.trials.iter().filter(of_line).collect();
        let can: Vec<(&Trial, Vec<Command>)> = trials
            .iter()
            .map(|trial| (*trial, applied(cx, comparison, &trial.tried)))
            .filter(|(_, commands)| !commands.is_empty())
            .collect();
        let sense = if can.is_empty() { egui::Sense::hover() } else { egui::Sense::click() };
        let (response, part) = sentence_ui(ui, said, &Manner { sense, ..*manner });
        focus_ring(ui, &response);
        if !can.is_empty() && response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            let veil = cx.ink(Role::Accent).gamma_multiply(0.08);
            ui.painter().rect_filled(response.rect.expand(2.0), 4.0, veil);
        }
        pointed = part.map(|part| estimates_of(cx, part)).or(pointed);
        match &can[..] {
            [] => {}
            [(_, commands)] => {
                if response.on_hover_text("Click to see it so").clicked() {
                    commands.iter().for_each(|command| cx.ask(command.clone()));
                }
            }
            several => which_ui(cx, comparison, &response, several),
        }
    }
    pointed
}

/// Which of several ways that one line tells of.
fn which_ui(
    cx: &Cx<'_>,
    comparison: &Comparison,
    line: &Response,
    several: &[(&Trial, Vec<Command>)],
) {
    Popup::menu(line).show(|ui| {
        ui.label(soft("See it").small());
        for (trial, commands) in several {
            let says = cx.words.trial(trial, comparison);
            if ui.button(&says).clicked() {
                commands.iter().for_each(|command| cx.ask(command.clone()));
            }
        }
    });
}

/// What makes the question or the document what was tried; nothing where no change does.
fn applied(cx: &Cx<'_>, comparison: &Comparison, tried: &Tried) -> Vec<Command> {
    let command = match tried {
        Tried::About(about) => Command::ReadBy(Policy::About(*about)),
        Tried::Dates(dates) => Command::ReadBy(Policy::Dates(*dates)),
        Tried::StaleAfter(days) => Command::ReadBy(Policy::Staleness(Staleness::Days(*days))),
        Tried::By(by) => Command::AskBy(*by),
        // What a file filled in is told by its rows, one by one.
        Tried::FirstDays => return Vec::new(),
        Tried::Without(voice) => return adjusted(cx, left_out(comparison, *voice)),
        Tried::Wider => return adjusted(cx, widened(cx, comparison)),
        Tried::AsOne(together) => return adjusted(cx, as_one(cx, comparison, together)),
    };
    vec![command]
}

/// These, in one step of undo, and asked with adjustments.
fn adjusted(cx: &Cx<'_>, changes: Vec<(Target, Change)>) -> Vec<Command> {
    if changes.is_empty() {
        return Vec::new();
    }
    let as_stated = cx.asked().is_some_and(|question| question.as_stated);
    let with_adjustments = as_stated.then_some(Command::AskAsStated(false));
    with_adjustments.into_iter().chain([Command::Adjust(changes)]).collect()
}

fn left_out(comparison: &Comparison, voice: usize) -> Vec<(Target, Change)> {
    let by_method = comparison.question.by == Grouping::Method;
    let voice = comparison.voices.get(voice).filter(|_| !by_method);
    let labels = voice.into_iter().flat_map(|voice| &voice.labels);
    labels.map(|label| (Target::Source(label.clone()), Change::Exclude)).collect()
}

/// Those of one name are the same voice as the first of those that may be one.
fn as_one(cx: &Cx<'_>, comparison: &Comparison, together: &[OneVoice]) -> Vec<(Target, Change)> {
    let name = |source: &Source| match comparison.question.by {
        Grouping::Label => source.label.clone(),
        _ => Directory::shipped().origin_name(source).to_owned(),
    };
    let mut changes = Vec::new();
    for one in together {
        let Some((host, others)) = one.names.split_first() else { continue };
        let sources = cx.files().iter().flat_map(|file| file.ledger.sources());
        for (_, source) in sources.filter(|(_, source)| others.contains(&name(source))) {
            let change =
                (Target::Source(source.label.clone()), Change::SameVoiceAs(host.to_owned()));
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    changes
}

/// What stands at the cursor, as wide as was tried; of groups nothing, whose numbers are made of
/// several.
fn widened(cx: &Cx<'_>, comparison: &Comparison) -> Vec<(Target, Change)> {
    let is_single = comparison.question.by.is_of_sources();
    let standing = cx.slice().filter(|_| is_single).into_iter().flat_map(of_slice);
    let changes = standing.filter_map(|of| {
        let (id, _) = cx.estimate(of)?;
        let bounds = cx.bounds_of(of)?;
        Some((Target::Estimate(id), wider(&bounds, comparison)?))
    });
    changes.collect()
}

fn of_slice(slice: &Slice) -> impl Iterator<Item = EstimateRef> {
    slice.standing.iter().map(|standing| standing.estimate)
}

fn wider(bounds: &Bounds, comparison: &Comparison) -> Option<Change> {
    let Some(best) = bounds.single().filter(|_| bounds.best().is_some()) else {
        return Some(Change::Widen(LEAST_WIDTH));
    };
    let (is_count, about) = (comparison.measure.is_count(), comparison.question.about);
    let wide = read_at_least(bounds, is_count, about, LEAST_WIDTH);
    if wide == read_bounds(bounds, is_count, about) {
        return None;
    }
    let wide = Bounds::new(Some(wide.low()), Some(best), Some(wide.high()), How::Between).ok()?;
    Some(Change::Bounds(wide))
}
