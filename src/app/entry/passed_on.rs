//! Whether what is entered was said before, by another, and is only passed on: asked where an
//! estimate of the same quantity, number and day is open, and answered by one button.

use std::collections::BTreeSet;

use eframe::egui::Ui;

use crate::estimate::{Amount, Bounds, Day, Estimate, EstimateId, Quantity};
use crate::session::Document;

use super::fields::{EntryKind, Fields};
use super::reading::named_in;
use crate::app::controls::wrapped_ui;

/// In documents of more estimates none is looked for.
const MOST_LOOKED_AT: usize = 300_000;

/// Days between two dates of what may be one statement.
const MOST_APART: i32 = 1;

/// What was looked for last, and what was found.
#[derive(Default)]
pub(super) struct PassedOn {
    looked_for: Option<Fields>,
    found: Option<Found>,
    /// Those of which it was said that they are others.
    denied: BTreeSet<EstimateId>,
}

/// An estimate that may be what is entered, said first.
struct Found {
    id: EstimateId,
    /// What it states, as one types it.
    stated: Fields,
    question: String,
    relay: Option<String>,
    /// Its own id, where it was entered by hand too: what is entered can refer to it.
    own_id: Option<String>,
}

impl PassedOn {
    /// Looks for it, if other things are typed than before.
    pub fn look(
        &mut self,
        document: &Document,
        fields: &Fields,
        amounts: &[Amount],
        labels: &[String],
    ) {
        if self.looked_for.as_ref() == Some(fields) {
            return;
        }
        self.looked_for = Some(fields.clone());
        self.found = match fields.kind {
            EntryKind::Number => self.find(document, fields, amounts, labels),
            _ => None,
        };
    }

    /// The question, and its answers.
    pub fn ui(&mut self, ui: &mut Ui, fields: &mut Fields) {
        let Some(found) = &self.found else { return };
        wrapped_ui(ui, &found.question);
        let (mut is_same, mut is_other) = (false, false);
        ui.horizontal(|ui| {
            is_same = ui.button("Yes, it is passed on").clicked();
            is_other = ui.button("No, it is another statement").clicked();
        });
        if is_same {
            take(fields, found);
        }
        if is_same || is_other {
            self.denied.insert(found.id.clone());
            self.found = None;
        }
    }

    fn find(
        &self,
        document: &Document,
        fields: &Fields,
        amounts: &[Amount],
        labels: &[String],
    ) -> Option<Found> {
        let numbers = numbers(fields, amounts);
        let files = document.loaded();
        let all: usize = files.iter().map(|file| file.ledger.len()).sum();
        if numbers.is_empty() || all > MOST_LOOKED_AT {
            return None;
        }
        let named = named_in(&fields.wording, labels);
        let mut best: Option<(bool, EstimateId, Estimate<'_>)> = None;
        for file in &files {
            for estimate in file.ledger.estimates() {
                let is_named = named.contains(&estimate.label());
                let is_better = best.as_ref().is_none_or(|(known, ..)| is_named && !known);
                let id = file.id_of(estimate);
                if is_better
                    && is_the_number(estimate, &numbers)
                    && is_of_the_day(estimate, fields, is_named)
                    && is_another(estimate, fields)
                    && !self.denied.contains(&id)
                {
                    best = Some((is_named, id, estimate));
                }
            }
        }
        let (_, id, estimate) = best?;
        let own = document.own().filter(|own| own.slot == id.file);
        let own_id = own.and_then(|_| estimate.stated_id()).map(str::to_owned);
        found(id, estimate, own_id, (fields, &named))
    }
}

/// The numbers that are typed or read, each with what it counts where that is known.
fn numbers(fields: &Fields, amounts: &[Amount]) -> Vec<(Bounds, Option<Quantity>)> {
    let measure = fields.chosen_measure().ok();
    let typed = fields.bounds().ok().map(|bounds| (bounds, measure.map(|one| one.quantity)));
    let read = amounts.iter().filter_map(|one| Some((*one.value.bounds()?, one.quantity.clone())));
    match typed {
        Some(typed) => vec![typed],
        None => read.collect(),
    }
}

/// Whether an estimate says one of these numbers itself, however it is hedged.
fn is_the_number(estimate: Estimate<'_>, numbers: &[(Bounds, Option<Quantity>)]) -> bool {
    let Some(stated) = estimate.bounds().filter(|_| !estimate.is_echo()) else { return false };
    let ends = |bounds: &Bounds| match bounds.single() {
        Some(single) => [Some(single); 3],
        None => [bounds.low(), bounds.best(), bounds.high()],
    };
    numbers.iter().any(|(bounds, quantity)| {
        let counts = quantity.as_ref().is_none_or(|one| *one == estimate.measure().quantity);
        counts && ends(bounds) == ends(&stated)
    })
}

/// Whether it is of the day that is typed, as near as dates are told; where none is typed, whether
/// the text names who said it.
fn is_of_the_day(estimate: Estimate<'_>, fields: &Fields, is_named: bool) -> bool {
    let Ok(clocks) = fields.clocks() else { return is_named };
    let own = [Some(estimate.as_of().to()), estimate.published()];
    let typed = [Some(clocks.as_of().to()), clocks.published()];
    let is_near = |one: Day| {
        typed.iter().flatten().any(|other| other.days_until(one).saturating_abs() <= MOST_APART)
    };
    own.into_iter().flatten().any(is_near)
}

/// Whether somebody else said it than who is typed, and it is not what is being changed.
fn is_another(estimate: Estimate<'_>, fields: &Fields) -> bool {
    fields.source.trim() != estimate.label()
}

fn found(
    id: EstimateId,
    estimate: Estimate<'_>,
    own_id: Option<String>,
    (fields, named): (&Fields, &[&str]),
) -> Option<Found> {
    let bounds = estimate.bounds()?;
    let typed = Some(fields.source.trim()).filter(|typed| !typed.is_empty());
    let relay = typed.or_else(|| named.iter().copied().find(|name| *name != estimate.label()));
    let words = fields.words;
    let whose = (estimate.label(), &bounds, estimate.as_of());
    Some(Found {
        id,
        stated: Fields::from_statement(&estimate.to_statement(), words),
        question: words.is_it_passed_on(whose, relay),
        relay: relay.map(str::to_owned),
        own_id,
    })
}

/// What is entered is what was said first, by whom that was, passed on by whoever is named.
fn take(fields: &mut Fields, found: &Found) {
    let stated = found.stated.clone();
    if fields.bounds().is_err() {
        let Fields { low, best, high, how, level, .. } = stated;
        *fields = Fields { low, best, high, how, level, ..std::mem::take(fields) };
    }
    fields.measure = stated.measure;
    fields.source = stated.source;
    if let Some(relay) = &found.relay {
        fields.add_relay(relay);
    }
    if fields.as_of.trim().is_empty() {
        fields.as_of = stated.as_of;
        fields.precision = stated.precision;
        fields.is_inferred = stated.is_inferred;
    }
    if let Some(id) = &found.own_id {
        fields.own.derive_from(id);
    }
}
