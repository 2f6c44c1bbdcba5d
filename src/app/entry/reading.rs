//! What the wording says, to be taken over with one click: numbers and how they are stated, what is
//! counted, and which of the known sources are named in it.

use eframe::egui::{RichText, Ui};

use crate::estimate::{Amount, Bounds, Measure, Quantity, Value, amounts_in};

use super::fields::Fields;
use crate::app::look::NEAR;
use crate::words::Words;

/// More than these are not shown.
const MOST: usize = 6;

/// What was read out of the wording last.
#[derive(Default)]
pub(super) struct Proposals {
    wording: String,
    amounts: Vec<Amount>,
}

impl Proposals {
    /// Reads the wording, if it is another one than before.
    pub fn read(&mut self, wording: &str) {
        if self.wording != wording {
            wording.clone_into(&mut self.wording);
            self.amounts = amounts_in(wording);
        }
    }

    pub fn amounts(&self) -> &[Amount] {
        &self.amounts
    }

    /// What was read, each with the button that takes it over.
    pub fn ui(&self, ui: &mut Ui, fields: &mut Fields, labels: &[String], measures: &[Measure]) {
        for amount in self.amounts.iter().take(MOST) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = NEAR;
                let says = says(amount, fields.words);
                if ui.small_button(format!("Take: {says}")).clicked() {
                    take(fields, amount, measures);
                }
                ui.label(RichText::new(format!("from “{}”", amount.words)).small().weak());
            });
        }
        if let Some(more) = self.amounts.len().checked_sub(MOST).filter(|more| *more > 0) {
            ui.label(RichText::new(format!("and {more} more")).small().weak());
        }
        let named = named_in(&self.wording, labels);
        if named.is_empty() || fields.source == named[0] && named.len() == 1 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Named in it:").small().weak());
            for label in named.into_iter().take(MOST) {
                if ui.small_button(label).on_hover_text("Take as the source").clicked() {
                    label.clone_into(&mut fields.source);
                }
            }
        });
    }
}

fn says(amount: &Amount, words: Words) -> String {
    let value = match &amount.value {
        Value::Bounds(bounds) => words.bounds_aloud(bounds),
        Value::Vague => "no number".to_owned(),
        Value::Share => "a share".to_owned(),
        Value::Direction(direction) => direction.words().to_owned(),
    };
    let quantity = amount.quantity.iter().map(|quantity| format!(", {quantity}"));
    let doubt = amount.doubt.iter().map(|doubt| format!(" – {}", words.doubt(*doubt)));
    std::iter::once(value).chain(quantity).chain(doubt).collect()
}

/// Takes an amount over: numbers, how they were stated, its own sentence, and the measure where one
/// of those there are counts the same.
fn take(fields: &mut Fields, amount: &Amount, measures: &[Measure]) {
    let (low, best, high) = (String::new(), String::new(), String::new());
    *fields = Fields { low, best, high, ..std::mem::take(fields) };
    fields.set_value(&amount.value);
    amount.sentence.clone_into(&mut fields.wording);
    if let Some(quantity) = &amount.quantity
        && let Some(measure) = nearest(quantity, fields.measure.as_ref(), measures)
    {
        fields.measure = Some(measure.clone());
    }
}

/// The measure of this quantity that has most in common with the one chosen.
fn nearest<'a>(
    quantity: &Quantity,
    chosen: Option<&Measure>,
    measures: &'a [Measure],
) -> Option<&'a Measure> {
    let in_common = |measure: &&Measure| {
        chosen.map_or(0, |chosen| {
            usize::from(measure.population == chosen.population)
                + usize::from(measure.place == chosen.place)
                + usize::from(measure.basis == chosen.basis)
        })
    };
    measures.iter().filter(|measure| measure.quantity == *quantity).max_by_key(in_common)
}

/// The sources of which the text has the whole name, or the last word of it where that is a name.
pub(super) fn named_in<'a>(text: &str, labels: &'a [String]) -> Vec<&'a str> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let has = |words: &str| {
        text.match_indices(words).any(|(start, _)| {
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let end = start.saturating_add(words.len());
            let after = text.get(end..).and_then(|after| after.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    let is_named = |label: &&String| {
        let last = label.split_whitespace().next_back().unwrap_or("");
        let is_name = last.chars().count() > 4 && last.starts_with(char::is_uppercase);
        has(label) || (is_name && has(last))
    };
    labels.iter().filter(is_named).map(String::as_str).collect()
}

/// The numbers that are typed, in words, so that a slip in them is seen.
pub(super) fn in_words(bounds: &Bounds, words: Words) -> String {
    format!("Read as stated: {}", words.bounds_aloud(bounds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::entry::fields::EntryKind;
    use crate::estimate::{Basis, How};

    #[test]
    fn what_the_wording_says_is_taken_over_with_its_sentence() {
        let quantity = |words: &str| Quantity::from_words(words).expect("words");
        let measures = [
            Measure::new("NK", quantity("killed or wounded"), "Kursk", Basis::Cumulative),
            Measure::new("NK", Quantity::Deployed, "Kursk", Basis::Level),
        ];
        let mut proposals = Proposals::default();
        proposals.read("It rained. More than 10,000 soldiers have been sent. He left.");
        let mut fields =
            Fields { measure: Some(measures[0].clone()), best: "7".into(), ..Fields::default() };
        take(&mut fields, &proposals.amounts[0], &measures);
        assert_eq!((fields.low.as_str(), fields.best.as_str()), ("10,000", ""));
        assert_eq!((fields.kind, fields.how), (EntryKind::Number, Some(How::MoreThan)));
        assert_eq!(fields.wording, "More than 10,000 soldiers have been sent.");
        assert_eq!(fields.measure.as_ref(), Some(&measures[1]));
    }

    #[test]
    fn sources_are_found_by_their_name_and_not_by_part_of_a_word() {
        let labels = ["Gen. Syrskyi", "ROK NIS", "Zelensky", "Lee"].map(str::to_owned);
        let text = "Zelensky cites General Oleksandr Syrskyi; the flee, the NISsan.";
        assert_eq!(named_in(text, &labels), ["Gen. Syrskyi", "Zelensky"]);
    }
}
