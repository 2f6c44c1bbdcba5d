//! The selected estimate laid open for the analyst: its bounds typed, its grade, whether it counts,
//! and the reason for each change. What is typed is a draft until Enter or until the field is left.

use eframe::egui::{self, Key, Ui};

use crate::compare::{Interval, read_bounds};
use crate::estimate::asof::{as_of_from_text, as_of_to_text};
use crate::estimate::{
    Bounds, Change, Day, Estimate, EstimateId, Grading, How, Shape, Target, Value,
};
use crate::session::Edit;
use crate::words::Words;

use super::super::command::Command;
use super::super::controls::{Typing, choose_ui, grades_ui, trouble_ui};
use super::super::cx::Cx;
use super::super::look::{APART, FAR, NEAR, bold};
use super::super::moved_bounds::{self, Typed};
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
    /// The texts as they were before anything was typed.
    untouched: [String; 3],
    as_of: Typing,
    published: Typing,
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
        let numbers = bounds.map_or([None; 3], |b| [b.low(), b.best(), b.high()]);
        let texts = numbers.map(|n| n.map(|n| words.number(n)).unwrap_or_default());
        *self = AdjustingDraft {
            of: Some(id.clone()),
            bounds,
            words,
            untouched: texts.clone(),
            texts,
            ..AdjustingDraft::default()
        };
    }

    /// What was typed, as bounds, where so much was read before; else what is wrong with it.
    fn typed(&self, read: Option<Interval>) -> Result<Bounds, String> {
        let [low, best, high] = &self.texts;
        let numbers = [number_from(low)?, number_from(best)?, number_from(high)?];
        let (Some(bounds), Some(read)) = (&self.bounds, read) else {
            return first_bounds(numbers);
        };
        let mut typed = [Typed::Left; 3];
        let fields = typed.iter_mut().zip(self.texts.iter().zip(&self.untouched)).zip(numbers);
        for ((typed, (text, untouched)), number) in fields {
            if text.trim() != untouched {
                *typed = number.map_or(Typed::Emptied, Typed::To);
            }
        }
        moved_bounds::typed(bounds, read, typed)
    }

    /// Asks for what was typed, or keeps what is wrong with it.
    fn settle(&mut self, one: One<'_>, change: Result<Change, String>) {
        self.trouble = change.map(|change| one.cx.adjust(one.id, change)).err();
    }
}

/// What is typed where no number was stated.
fn first_bounds([low, best, high]: [Option<f64>; 3]) -> Result<Bounds, String> {
    let how = match (low, high) {
        (Some(_), Some(_)) => How::Between,
        (Some(_), None) => How::AtLeast,
        (None, Some(_)) => How::AtMost,
        (None, None) => How::Bare,
    };
    let bounds = Bounds::new(low, best, high, how).map_err(|error| error.to_string())?;
    if bounds.is_consistent() { Ok(bounds) } else { Err(moved_bounds::RISING.to_owned()) }
}

/// The estimate that is adjusted.
#[derive(Clone, Copy)]
struct One<'a> {
    cx: &'a Cx<'a>,
    id: &'a EstimateId,
    estimate: Estimate<'a>,
}

impl One<'_> {
    /// What is laid over it of one kind, if it is in force.
    fn laid<T>(self, pick: impl Fn(&Change) -> Option<T>) -> Option<T> {
        let target = Target::Estimate(self.id.clone());
        let in_force = self.cx.document.overlay().in_force();
        in_force.filter(|a| a.target == target).find_map(|a| pick(&a.change))
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
    let one = One { cx, id, estimate };
    ui.label(bold("Adjust"));
    ui.label(soft("What was stated stays; this lies over it and can be taken off").small());
    ui.add_space(NEAR);
    bounds_ui(ui, one, draft);
    ui.add_space(APART);
    switches_ui(ui, one);
    ui.add_space(APART);
    egui::Grid::new("how it is taken").num_columns(2).spacing([APART, APART]).show(ui, |ui| {
        grade_ui(ui, one);
        origin_ui(ui, one);
        measure_ui(ui, one);
        dates_ui(ui, one, draft);
    });
    laid_ui(ui, one, draft);
}

/// What is laid over the estimate, each with its reason, and the way back.
fn laid_ui(ui: &mut Ui, One { cx, id, .. }: One<'_>, draft: &mut AdjustingDraft) {
    let target = Target::Estimate(id.clone());
    let adjustments = cx.document.overlay().adjustments();
    let mut laid = adjustments.iter().filter(|a| a.target == target).peekable();
    if laid.peek().is_none() {
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

fn grade_ui(ui: &mut Ui, One { cx, id, estimate }: One<'_>) {
    let now = cx.document.overlay().grading_of(id, estimate).admiralty();
    let says = "Admiralty grade: how reliable the source (A–F), how credible the statement (1–6)";
    let label = ui.label("Grade").on_hover_text(says);
    let shown = if now.is_empty() { "not graded" } else { now.as_str() };
    let combo = egui::ComboBox::from_id_salt("grade").selected_text(shown);
    let shown = combo.show_ui(ui, |ui| grades_ui(ui, &now));
    shown.response.labelled_by(label.id);
    if let Some(graded) = shown.inner.flatten() {
        let graded = Grading { likelihood: None, confidence: None, ..graded };
        cx.adjust(id, Change::Grade(graded));
    }
    ui.end_row();
}

/// A list as wide as the panel leaves it.
fn combo(ui: &Ui, id: &str, shown: String) -> egui::ComboBox<'static> {
    let width = ui.available_width().min(200.0);
    egui::ComboBox::from_id_salt(id).selected_text(shown).truncate().width(width)
}

fn origin_ui(ui: &mut Ui, one: One<'_>) {
    let Some(comparison) = one.cx.comparison() else { return };
    let laid = one.laid(|change| match change {
        Change::SameVoiceAs(name) => Some(name.clone()),
        _ => None,
    });
    let label = ui.label("Origin").on_hover_text("Whose voice this statement is counted as");
    let combo = combo(ui, "origin", laid.clone().unwrap_or_else(|| "as stated".to_owned()));
    let voices = comparison.voices.iter().map(|voice| (voice.name.clone(), &voice.name));
    if let Some(name) = choose_ui(ui, &label, combo, laid.as_ref(), voices) {
        one.cx.adjust(one.id, Change::SameVoiceAs(name));
    }
    ui.end_row();
}

fn measure_ui(ui: &mut Ui, One { cx, id, estimate }: One<'_>) {
    let Some(answer) = cx.answer else { return };
    let now = cx.document.overlay().measure_of(id, estimate);
    let label = ui.label("Measure").on_hover_text("What it is compared with");
    let combo = combo(ui, "counted under", now.name());
    let measures = answer.measures.iter().map(|(measure, _)| (measure, measure.name()));
    if let Some(measure) = choose_ui(ui, &label, combo, Some(&now), measures) {
        let change = Change::Measure(measure.clone());
        if measure == estimate.measure() {
            cx.restore(&Target::Estimate(id.clone()), &change);
        } else {
            cx.adjust(id, change);
        }
    }
    ui.end_row();
}

/// When it is true and when it was said, typed.
fn dates_ui(ui: &mut Ui, one: One<'_>, draft: &mut AdjustingDraft) {
    let laid = one.laid(|change| match change {
        Change::Dates { as_of, published } => Some((*as_of, *published)),
        _ => None,
    });
    let (as_of, published) = laid.unwrap_or_default();
    let clocks = one.cx.document.overlay().clocks_of(one.id, one.estimate);
    let now = as_of_to_text(clocks.as_of()).0;
    let says = "As 2024-12-23, 2024-12, or 2024-12-14/2024-12-15";
    if let Some(text) = date_ui(ui, "As of", &now, says, &mut draft.as_of) {
        let typed = as_of_from_text(&text, None).map_err(|error| format!("As of: {error}"));
        draft.settle(one, typed.map(|day| Change::Dates { as_of: Some(day), published }));
    }
    let said = clocks.published().map(|day| day.to_string()).unwrap_or_default();
    if let Some(text) = date_ui(ui, "Published", &said, "As 2024-12-23", &mut draft.published) {
        let typed = text.parse::<Day>().map_err(|error| format!("Published: {error}"));
        draft.settle(one, typed.map(|day| Change::Dates { as_of, published: Some(day) }));
    }
}

/// A field with a date; what was typed once the field is left.
fn date_ui(ui: &mut Ui, name: &str, now: &str, says: &str, draft: &mut Typing) -> Option<String> {
    let label = ui.label(name);
    let typed = draft.ui(ui, &label, now, ("not stated", 168.0), Some(says));
    ui.end_row();
    typed
}

fn bounds_ui(ui: &mut Ui, One { cx, id, estimate }: One<'_>, draft: &mut AdjustingDraft) {
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
        match draft.typed(read) {
            Ok(typed) if Some(typed) != draft.bounds => cx.adjust(id, Change::Bounds(typed)),
            Ok(_) => {}
            Err(_) if draft.texts.iter().all(|text| text.trim().is_empty()) => {}
            Err(trouble) => draft.trouble = Some(trouble),
        }
    }
    if let Some(trouble) = &draft.trouble {
        trouble_ui(ui, trouble);
    }
}

/// The three numbers to type; whether they were left, all of them.
fn numbers_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    draft: &mut AdjustingDraft,
    read: Option<Interval>,
) -> bool {
    // An end that nobody stated shows how far it is read.
    let hint = |end: Option<f64>| end.map_or("open".to_owned(), |end| cx.words.number(end));
    let hint = |end: fn(Interval) -> Option<f64>| read.map(|r| hint(end(r))).unwrap_or_default();
    let hints = [hint(Interval::closed_low), String::new(), hint(Interval::closed_high)];
    let (mut is_left, mut is_typing) = (false, false);
    ui.horizontal(|ui| {
        let fields = ["Low", "Best", "High"].into_iter().zip(&hints).zip(&mut draft.texts);
        for ((name, hint), text) in fields {
            let response = number_ui(ui, name, hint, text);
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
        let response = ui.add(edit).labelled_by(label.id);
        let says = match name {
            "Best" => "The best number; the ends stay as they are",
            _ => "The other end keeps how far it is read. Emptied, this end is open",
        };
        response.on_hover_text(says)
    };
    ui.vertical(field).inner
}

/// What is switched on or off: whether it counts, how a point is read.
fn switches_ui(ui: &mut Ui, One { cx, id, estimate }: One<'_>) {
    let target = Target::Estimate(id.clone());
    let is_point = estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point);
    let read = (
        Change::ReadAsAtLeast,
        "Read the number as at least",
        "A count that is still being compiled: this many or more",
    );
    let exclude =
        (Change::Exclude, "Exclude from the count", "Taken out of the count; drawn hollow");
    for (change, text, says) in [exclude].into_iter().chain(is_point.then_some(read)) {
        let mut on = cx.document.overlay().find(&target, &change).is_some_and(|laid| laid.on);
        if ui.checkbox(&mut on, text).on_hover_text(says).changed() {
            if on {
                cx.adjust(id, change);
            } else {
                cx.restore(&target, &change);
            }
        }
    }
}
