//! Changes over several estimates at once: the bar that appears when several rows are picked, and
//! the menu of a row.

use eframe::egui::{self, Key, RichText, TextEdit, Ui};

use crate::compare::EstimateRef;
use crate::estimate::{Anchor, Change, Estimate, EstimateId, Shape, Target};
use crate::session::{Edit, Page};

use super::super::command::{Begin, Command};
use super::super::cx::Cx;

/// What is being typed in the bar.
#[derive(Clone, Default, Debug)]
pub(super) struct Amounts {
    factor: String,
    percent: String,
    grade: String,
}

impl Amounts {
    /// Factor, share and grade, each with the button that applies it.
    pub fn fields_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, picked: &[EstimateRef]) {
        let about = "Every number times this";
        let scaled = field_ui(ui, &mut self.factor, ("Scale", "1.1", about), |text| {
            let factor = number_in(text).filter(|factor| *factor > 0.0);
            factor.map(Change::Scale)
        });
        let about = "Low ends down and high ends up by so many per cent";
        let widened = field_ui(ui, &mut self.percent, ("Widen", "10 %", about), |text| {
            let share = number_in(text.trim_end_matches(['%', ' '])).map(|percent| percent / 100.0);
            share.filter(|share| *share > 0.0 && *share <= 1.0).map(Change::Widen)
        });
        let about = "An Admiralty grade: a letter A–F, a digit 1–6, or both";
        let graded = field_ui(ui, &mut self.grade, ("Grade", "B2", about), |text| {
            text.parse().ok().map(Change::Grade)
        });
        for change in [scaled, widened, graded].into_iter().flatten() {
            adjust(cx, picked, |_| Some(change.clone()));
        }
    }
}

/// The menu of a row, for all that are picked; and that of an estimate in the plot.
pub(in crate::app) fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, picked: &[EstimateRef]) {
    if let [only] = picked
        && let Some((id, _)) = cx.estimate(*only)
    {
        one_ui(ui, cx, &id);
        ui.separator();
    } else {
        ui.label(RichText::new(format!("{} selected", picked.len())).weak());
    }
    changes_ui(ui, cx, picked);
}

/// What can be done to one estimate alone.
fn one_ui(ui: &mut Ui, cx: &Cx<'_>, id: &EstimateId) {
    let mut items = vec![
        ("Open its card", Command::OpenPage(Page::Estimate)),
        ("Enter a copy…", Command::Enter(Begin::Copy(id.clone()))),
        ("Write a note…", Command::Note(Anchor::Estimate(id.clone()))),
    ];
    if cx.document.own().is_some_and(|own| own.slot == id.file) {
        items.push(("Change what was entered…", Command::Enter(Begin::Change(id.clone()))));
        items.push(("Delete what was entered", Command::Edit(Edit::RemoveOwn(id.clone()))));
    }
    for (label, command) in items {
        if ui.button(label).clicked() {
            cx.ask(command);
            ui.close();
        }
    }
}

fn changes_ui(ui: &mut Ui, cx: &Cx<'_>, picked: &[EstimateRef]) {
    let item = |ui: &mut Ui, text: &str, change: &dyn Fn(Estimate<'_>) -> Option<Change>| {
        if ui.button(text).clicked() {
            adjust(cx, picked, change);
            ui.close();
        }
    };
    item(ui, "Exclude", &|_| Some(Change::Exclude));
    item(ui, "Read as at least", &at_least);
    ui.menu_button("Scale", |ui| {
        for factor in [0.5, 0.9, 1.1, 2.0] {
            item(ui, &format!("× {factor}"), &|_| Some(Change::Scale(factor)));
        }
    });
    ui.menu_button("Widen", |ui| {
        for percent in [5, 10, 20, 50] {
            let share = f64::from(percent) / 100.0;
            item(ui, &format!("by {percent} %"), &|_| Some(Change::Widen(share)));
        }
    });
}

/// Lays a change over each estimate that it makes sense for, as one step of undo.
pub(super) fn adjust(
    cx: &Cx<'_>,
    picked: &[EstimateRef],
    change: impl Fn(Estimate<'_>) -> Option<Change>,
) {
    let estimates = picked.iter().filter_map(|of| cx.estimate(*of));
    let changes: Vec<(Target, Change)> = estimates
        .filter_map(|(id, estimate): (EstimateId, Estimate<'_>)| {
            let change = change(estimate)?;
            let is_of_numbers = matches!(change, Change::Scale(_) | Change::Widen(_));
            if is_of_numbers && cx.document.overlay().bounds_of(&id).is_none() {
                estimate.bounds()?;
            }
            Some((Target::Estimate(id), change))
        })
        .collect();
    if changes.is_empty() {
        let text = "None of these gives a number for that".to_owned();
        cx.ask(Command::Tell(text));
        return;
    }
    cx.ask(Command::Adjust(changes));
}

/// Only a single number can be read so.
pub(super) fn at_least(estimate: Estimate<'_>) -> Option<Change> {
    let is_point = estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point);
    is_point.then_some(Change::ReadAsAtLeast)
}

/// A short field with its button; what was typed, once that is pressed, or Enter in the field.
fn field_ui(
    ui: &mut Ui,
    text: &mut String,
    (verb, hint, about): (&str, &str, &str),
    read: impl Fn(&str) -> Option<Change>,
) -> Option<Change> {
    let edit = TextEdit::singleline(text).hint_text(hint).desired_width(54.0);
    let response = ui.add(edit).on_hover_text(about);
    let response = response.accessible_name(format!("{verb}: {about}"));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let change = read(text);
    let button = ui.add_enabled(change.is_some(), egui::Button::new(verb)).on_hover_text(about);
    let asked = change.filter(|_| button.clicked() || entered)?;
    text.clear();
    Some(asked)
}

fn number_in(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}
