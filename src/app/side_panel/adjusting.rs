//! The selected estimate laid open for the analyst: its bounds typed, its grade, whether it counts,
//! and the reason for each change. What is typed is a draft until Enter or until the field is left.

use eframe::egui::{self, Key, RichText, Ui};

use crate::chart::Role;
use crate::compare::{Interval, read_bounds};
use crate::estimate::asof::{as_of_from_text, as_of_to_text};
use crate::estimate::{
    Adjustment, Bounds, Change, Day, Estimate, EstimateId, Grading, How, Shape, Target, Value,
};
use crate::session::Edit;
use crate::words::Words;

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{APART, FAR, NEAR, bold};
use super::super::painter::color;
use super::super::typed::number_from;
use super::reasons::ReasonDraft;
use super::soft;

/// What is being typed about one estimate.
#[derive(Default)]
pub(super) struct AdjustingDraft {
    of: Option<EstimateId>,
    /// What the texts were made from; they are made again when it changes.
    bounds: Option<Bounds>,
    words: Words,
    texts: [String; 3],
    how: How,
    as_of: Option<String>,
    published: Option<String>,
    /// What is wrong with what was typed.
    trouble: Option<String>,
    reason: ReasonDraft,
}

impl AdjustingDraft {
    /// Follows the selection, a drag, an undo.
    fn follow(&mut self, id: &EstimateId, bounds: Option<Bounds>, words: Words) {
        let is_of = self.of.as_ref() == Some(id);
        if is_of && self.bounds == bounds && self.words == words {
            return;
        }
        let text =
            |number: Option<f64>| number.map(|number| words.number(number)).unwrap_or_default();
        *self = AdjustingDraft {
            of: Some(id.clone()),
            bounds,
            words,
            texts: [
                text(bounds.and_then(|b| b.low())),
                text(bounds.and_then(|b| b.best())),
                text(bounds.and_then(|b| b.high())),
            ],
            how: bounds.map_or(How::Between, |b| b.how()),
            ..AdjustingDraft::default()
        };
    }

    /// What was typed, as bounds; else what is wrong with it.
    fn typed(&self) -> Result<Bounds, String> {
        let [low, best, high] = &self.texts;
        let numbers = [number_from(low)?, number_from(best)?, number_from(high)?];
        let how = match numbers {
            // An end that was stated alone keeps its word; two ends are a range.
            [Some(_), _, Some(_)] => How::Between,
            [Some(_), _, None] if !matches!(self.how, How::MoreThan) => How::AtLeast,
            [None, _, Some(_)] if !matches!(self.how, How::LessThan | How::Nearly) => How::AtMost,
            // A range that has lost its ends is the analyst's own number.
            _ if self.how == How::Between => How::Exact,
            _ => self.how,
        };
        let bounds = Bounds::new(numbers[0], numbers[1], numbers[2], how)
            .map_err(|error| error.to_string())?;
        if !bounds.is_consistent() {
            return Err("Low, best and high have to rise from left to right".to_owned());
        }
        Ok(bounds)
    }
}

/// Everything that can be changed about an estimate, with its reason.
pub(super) fn adjusting_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    draft: &mut AdjustingDraft,
) {
    ui.add_space(FAR);
    if estimate.is_echo() {
        ui.label(soft(
            "An echo is never counted, so nothing of it is adjusted: go to what it echoes",
        ));
        return;
    }
    ui.label(bold("Adjust"));
    ui.label(soft("What was stated stays; this lies over it and can be taken off").small());
    ui.add_space(NEAR);
    bounds_ui(ui, cx, id, estimate, draft);
    ui.add_space(APART);
    switches_ui(ui, cx, id, estimate);
    ui.add_space(APART);
    egui::Grid::new("how it is taken").num_columns(2).spacing([APART, APART]).show(ui, |ui| {
        grade_ui(ui, cx, id, estimate);
        origin_ui(ui, cx, id);
        measure_ui(ui, cx, id, estimate);
        dates_ui(ui, cx, id, estimate, draft);
    });
    laid_ui(ui, cx, id, draft);
}

/// What is laid over the estimate, each with its reason, and the way back.
fn laid_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, draft: &mut AdjustingDraft) {
    let target = Target::Estimate(id.clone());
    let adjustments = cx.document.overlay().adjustments();
    let laid: Vec<&Adjustment> = adjustments.iter().filter(|a| a.target == target).collect();
    if laid.is_empty() {
        return;
    }
    ui.add_space(FAR);
    ui.label(bold("Laid over it"));
    for adjustment in laid {
        super::changes::adjustment_ui(ui, cx, adjustment, &mut draft.reason);
    }
    if ui.button("Back to what was stated").on_hover_text("Take all of this off").clicked() {
        cx.ask(Command::Edit(Edit::RestoreTarget(target)));
    }
}

/// What is laid of one kind, if it is in force.
fn laid_of<'a, T>(
    cx: &Cx<'a>,
    id: &EstimateId,
    pick: impl Fn(&'a Change) -> Option<T>,
) -> Option<T> {
    let target = Target::Estimate(id.clone());
    cx.document.overlay().in_force().filter(|a| a.target == target).find_map(|a| pick(&a.change))
}

fn grade_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, estimate: Estimate<'_>) {
    let now = cx.document.overlay().grading_of(id, estimate).admiralty();
    let says = "Admiralty grade: how reliable the source (A–F), how credible the statement (1–6)";
    let label = ui.label("Grade").on_hover_text(says);
    let shown = if now.is_empty() { "not graded" } else { now.as_str() };
    let response = egui::ComboBox::from_id_salt("grade").selected_text(shown).show_ui(ui, |ui| {
        for letter in "ABCDEF".chars() {
            ui.horizontal(|ui| {
                for digit in "123456".chars() {
                    let grade = format!("{letter}{digit}");
                    if ui.selectable_label(now == grade, &grade).clicked()
                        && let Ok(graded) = grade.parse::<Grading>()
                    {
                        let target = Target::Estimate(id.clone());
                        let graded = Grading { likelihood: None, confidence: None, ..graded };
                        cx.ask(Command::Adjust(vec![(target, Change::Grade(graded))]));
                    }
                }
            });
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
}

fn origin_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId) {
    let Some(comparison) = cx.comparison() else { return };
    let laid = laid_of(cx, id, |change| match change {
        Change::SameVoiceAs(name) => Some(name.as_str()),
        _ => None,
    });
    let label = ui.label("Origin").on_hover_text("Whose voice this statement is counted as");
    let shown = laid.unwrap_or("as stated");
    let response = egui::ComboBox::from_id_salt("origin")
        .selected_text(shown)
        .truncate()
        .width(ui.available_width().min(200.0))
        .show_ui(ui, |ui| {
            for voice in &comparison.voices {
                let is_chosen = laid == Some(voice.name.as_str());
                if ui.selectable_label(is_chosen, &voice.name).clicked() {
                    let change = Change::SameVoiceAs(voice.name.clone());
                    cx.ask(Command::Adjust(vec![(Target::Estimate(id.clone()), change)]));
                }
            }
        });
    response.response.labelled_by(label.id);
    ui.end_row();
}

fn measure_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, estimate: Estimate<'_>) {
    let Some(answer) = cx.answer else { return };
    let now = cx.document.overlay().measure_of(id, estimate);
    let label = ui.label("Measure").on_hover_text("What it is compared with");
    let response = egui::ComboBox::from_id_salt("counted under")
        .selected_text(now.name())
        .truncate()
        .width(ui.available_width().min(200.0))
        .show_ui(ui, |ui| {
            for (measure, _) in &answer.measures {
                if ui.selectable_label(measure == now, measure.name()).clicked() && measure != now {
                    let target = Target::Estimate(id.clone());
                    let change = Change::Measure(measure.clone());
                    cx.ask(if measure == estimate.measure() {
                        Command::Edit(Edit::Restore { target, kind: change })
                    } else {
                        Command::Adjust(vec![(target, change)])
                    });
                }
            }
        });
    response.response.labelled_by(label.id);
    ui.end_row();
}

/// When it is true and when it was said, typed.
fn dates_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    draft: &mut AdjustingDraft,
) {
    let laid = laid_of(cx, id, |change| match change {
        Change::Dates { as_of, published } => Some((*as_of, *published)),
        _ => None,
    });
    let (as_of, published) = laid.unwrap_or_default();
    let clocks = cx.document.overlay().clocks_of(id, estimate);
    let now = as_of_to_text(clocks.as_of()).0;
    let said = clocks.published().map(|day| day.to_string());
    let says = "As 2024-12-23, 2024-12, or 2024-12-14/2024-12-15";
    if let Some(text) = date_ui(ui, "As of", &now, says, &mut draft.as_of) {
        match as_of_from_text(&text, None) {
            Ok(typed) => {
                draft.trouble = None;
                let change = Change::Dates { as_of: Some(typed), published };
                cx.ask(Command::Adjust(vec![(Target::Estimate(id.clone()), change)]));
            }
            Err(error) => draft.trouble = Some(format!("As of: {error}")),
        }
    }
    let said = said.unwrap_or_default();
    if let Some(text) = date_ui(ui, "Published", &said, "As 2024-12-23", &mut draft.published) {
        match text.parse::<Day>() {
            Ok(typed) => {
                draft.trouble = None;
                let change = Change::Dates { as_of, published: Some(typed) };
                cx.ask(Command::Adjust(vec![(Target::Estimate(id.clone()), change)]));
            }
            Err(error) => draft.trouble = Some(format!("Published: {error}")),
        }
    }
}

/// A field with a date; what was typed once the field is left.
fn date_ui(
    ui: &mut Ui,
    name: &str,
    now: &str,
    says: &str,
    draft: &mut Option<String>,
) -> Option<String> {
    let label = ui.label(name);
    let mut text = draft.clone().unwrap_or_else(|| now.to_owned());
    let edit = egui::TextEdit::singleline(&mut text).desired_width(168.0).hint_text("not stated");
    let response = ui.add(edit).labelled_by(label.id).on_hover_text(says);
    ui.end_row();
    if response.lost_focus() {
        *draft = None;
        let is_left = ui.input(|input| input.key_pressed(Key::Escape));
        return Some(text.trim().to_owned()).filter(|text| !is_left && text != now);
    }
    if response.has_focus() {
        *draft = Some(text);
    }
    None
}

fn bounds_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    draft: &mut AdjustingDraft,
) {
    let adjusted = cx.document.overlay().bounds_of(id).copied();
    let drafted = cx.draft.filter(|(of, _)| of == id).map(|(_, bounds)| *bounds);
    let bounds = drafted.or(adjusted).or_else(|| estimate.bounds());
    draft.follow(id, bounds, cx.words);
    let about = cx.comparison().map(|comparison| comparison.question.about).unwrap_or_default();
    let read = bounds.map(|b| read_bounds(&b, estimate.measure().is_count(), about));
    if estimate.bounds().is_none() {
        let said = match estimate.value() {
            Value::Vague => "No number was given. Give it a range:",
            _ => "No number of people was given. Give it a range to count it:",
        };
        ui.label(soft(said));
    }
    if numbers_ui(ui, cx, draft, read) && draft.of.is_some() {
        match draft.typed() {
            Ok(typed) if Some(typed) != draft.bounds => {
                let target = Target::Estimate(id.clone());
                cx.ask(Command::Adjust(vec![(target, Change::Bounds(typed))]));
            }
            Ok(_) => {}
            Err(_) if draft.texts.iter().all(|text| text.trim().is_empty()) => {}
            Err(trouble) => draft.trouble = Some(trouble),
        }
    }
    if let Some(trouble) = &draft.trouble {
        let warning = color(cx.theme.colour(Role::Warning));
        ui.label(RichText::new(trouble).small().color(warning));
    }
}

/// The three numbers to type; whether they were left, all of them.
fn numbers_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    draft: &mut AdjustingDraft,
    read: Option<Interval>,
) -> bool {
    let (mut is_left, mut is_typing) = (false, false);
    ui.horizontal(|ui| {
        for (place, name) in ["Low", "Best", "High"].into_iter().enumerate() {
            let Some(text) = draft.texts.get_mut(place) else { continue };
            let read = match place {
                0 => read.map(Interval::closed_low),
                2 => read.map(Interval::closed_high),
                _ => None,
            };
            // An end that nobody stated shows how far it is read.
            let hint = match read {
                Some(Some(end)) => cx.words.number(end),
                Some(None) => "open".to_owned(),
                None => String::new(),
            };
            let response = number_ui(ui, name, &hint, text);
            if response.changed() {
                draft.trouble = None;
            }
            is_typing |= response.has_focus();
            is_left |= response.lost_focus();
        }
    });
    let is_left = is_left && !is_typing;
    if is_left && ui.input(|input| input.key_pressed(Key::Escape)) {
        draft.of = None;
    }
    is_left
}

fn number_ui(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> egui::Response {
    let field = |ui: &mut Ui| {
        let label = ui.label(soft(name).small());
        let edit = egui::TextEdit::singleline(text)
            .desired_width(76.0)
            .align(egui::Align2::RIGHT_TOP)
            .hint_text(hint);
        ui.add(edit).labelled_by(label.id)
    };
    ui.vertical(field).inner
}

/// What is switched on or off: whether it counts, how a point is read.
fn switches_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId, estimate: Estimate<'_>) {
    let target = Target::Estimate(id.clone());
    let says = "Taken out of the count; drawn hollow";
    switch_ui(ui, cx, &target, Change::Exclude, "Exclude from the count", says);
    if estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point) {
        let says = "A count that is still being compiled: this many or more";
        let text = "Read the number as at least";
        switch_ui(ui, cx, &target, Change::ReadAsAtLeast, text, says);
    }
}

fn switch_ui(ui: &mut Ui, cx: &Cx<'_>, target: &Target, change: Change, text: &str, says: &str) {
    let mut on = cx.document.overlay().find(target, &change).is_some_and(|laid| laid.on);
    if ui.checkbox(&mut on, text).on_hover_text(says).changed() {
        let target = target.clone();
        cx.ask(if on {
            Command::Adjust(vec![(target, change)])
        } else {
            Command::Edit(Edit::Restore { target, kind: change })
        });
    }
}
