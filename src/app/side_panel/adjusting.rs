//! The selected estimate laid open for the analyst: its bounds typed, its grade, whether it counts,
//! and the reason for each change. What is typed is a draft until Enter or until the field is left.

use eframe::egui::{self, Key, RichText, Ui};

use crate::chart::Role;
use crate::estimate::{
    Adjustment, Bounds, Change, Estimate, EstimateId, How, Shape, Target, Value,
};
use crate::session::Edit;

use super::super::actions::Command;
use super::super::bench::{Bench, Commands};
use super::super::look::{APART, FAR, NEAR, bold};
use super::super::painter::color;
use super::super::typed::number_from;
use super::soft;

/// What is being typed about one estimate.
#[derive(Default)]
pub(super) struct Draft {
    of: Option<EstimateId>,
    /// What the texts were made from; they are made again when it changes.
    bounds: Option<Bounds>,
    texts: [String; 3],
    how: How,
    /// What is wrong with what was typed.
    trouble: Option<String>,
}

impl Draft {
    /// Follows the selection, a drag, an undo.
    fn follow(&mut self, id: &EstimateId, bounds: Option<Bounds>) {
        if self.of.as_ref() == Some(id) && self.bounds == bounds {
            return;
        }
        let text = |number: Option<f64>| number.map(crate::estimate::grouped).unwrap_or_default();
        *self = Draft {
            of: Some(id.clone()),
            bounds,
            texts: [
                text(bounds.and_then(|b| b.low())),
                text(bounds.and_then(|b| b.best())),
                text(bounds.and_then(|b| b.high())),
            ],
            how: bounds.map_or(How::Between, |b| b.how()),
            trouble: None,
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
    bench: &Bench<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    draft: &mut Draft,
    commands: &mut Commands,
) {
    if estimate.is_echo() {
        return;
    }
    ui.add_space(FAR);
    ui.label(bold("Adjust"));
    ui.label(
        soft("What was stated stays as it is; this lies over it and can be taken off.").small(),
    );
    ui.add_space(NEAR);
    bounds_ui(ui, bench, id, estimate, draft, commands);
    ui.add_space(APART);
    switches_ui(ui, bench, id, estimate, commands);
}

fn bounds_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    draft: &mut Draft,
    commands: &mut Commands,
) {
    let adjusted = bench.document.overlay().bounds_of(id).copied();
    let drafted = bench.draft.filter(|(of, _)| of == id).map(|(_, bounds)| *bounds);
    let bounds = drafted.or(adjusted).or_else(|| estimate.bounds());
    draft.follow(id, bounds);
    if estimate.bounds().is_none() {
        let said = match estimate.value() {
            Value::Vague => "No number was given. Give it a range:",
            _ => "No number of people was given. Give it a range to count it:",
        };
        ui.label(soft(said));
    }
    let mut is_done = false;
    ui.horizontal(|ui| {
        for (place, name) in ["Low", "Best", "High"].into_iter().enumerate() {
            let Some(text) = draft.texts.get_mut(place) else { continue };
            ui.vertical(|ui| {
                let label = ui.label(soft(name).small());
                let edit = egui::TextEdit::singleline(text)
                    .desired_width(76.0)
                    .align(egui::Align2::RIGHT_TOP)
                    .hint_text(if place == 1 { "none" } else { "open" });
                let response = ui.add(edit).labelled_by(label.id);
                if response.changed() {
                    draft.trouble = None;
                }
                is_done |= response.lost_focus() && !ui.input(|i| i.key_pressed(Key::Escape));
                if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
                    draft.of = None;
                }
            });
        }
    });
    if is_done && draft.of.is_some() {
        match draft.typed() {
            Ok(typed) if Some(typed) != draft.bounds => {
                let target = Target::Estimate(id.clone());
                commands.push(Command::Adjust(vec![(target, Change::Bounds(typed))]));
            }
            Ok(_) => {}
            Err(_) if draft.texts.iter().all(|text| text.trim().is_empty()) => {}
            Err(trouble) => draft.trouble = Some(trouble),
        }
    }
    if let Some(trouble) = &draft.trouble {
        let warning = color(bench.theme.colour(Role::Warning));
        ui.label(RichText::new(trouble).small().color(warning));
    }
}

/// What is switched on or off: whether it counts, how a point is read.
fn switches_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    id: &EstimateId,
    estimate: Estimate<'_>,
    commands: &mut Commands,
) {
    let target = Target::Estimate(id.clone());
    let says = "Taken out of the count; drawn hollow";
    switch_ui(ui, bench, &target, Change::Exclude, "Exclude from the count", says, commands);
    if estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point) {
        let says = "A count that is still being compiled: this many or more";
        let text = "Read the number as at least";
        switch_ui(ui, bench, &target, Change::ReadAsAtLeast, text, says, commands);
    }
}

fn switch_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    target: &Target,
    change: Change,
    text: &str,
    says: &str,
    commands: &mut Commands,
) {
    let is_on = |adjustment: &Adjustment| {
        adjustment.target == *target && adjustment.change.is_same_kind(&change)
    };
    let mut on = bench.document.overlay().in_force().any(is_on);
    if ui.checkbox(&mut on, text).on_hover_text(says).changed() {
        let target = target.clone();
        commands.push(if on {
            Command::Adjust(vec![(target, change)])
        } else {
            Command::Edit(Edit::Restore { target, kind: change })
        });
    }
}
