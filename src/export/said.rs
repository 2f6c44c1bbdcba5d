//! What an analyst said and did, for exports: notes and adjustments, each in one line.

use crate::estimate::{Adjustment, Anchor, Loaded, Note, Overlay, Stamp, Target};
use crate::words::{NO_REASON, Words, signature};
use serde::Serialize;

/// What goes out with the data.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// All files that the ids may speak of.
    pub files: &'a [Loaded],
    pub overlay: &'a Overlay,
    pub notes: &'a [Note],
    pub words: Words,
}

/// A note as it is written in JSON.
#[derive(Serialize)]
pub(super) struct NoteJson<'a> {
    number: usize,
    /// What it is about: one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    text: &'a str,
    author: Option<&'a str>,
    at: Option<&'a Stamp>,
}

/// An adjustment as it is written in JSON.
#[derive(Serialize)]
pub(super) struct AdjustmentJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    change: &'static str,
    text: String,
    reason: &'a str,
    author: Option<&'a str>,
    at: Option<&'a Stamp>,
    on: bool,
}

impl<'a> Said<'a> {
    /// Each note in a line, numbered as on a chart: `1  23 Jan 2025: the offensive begins (Ada)`.
    #[must_use]
    pub fn note_lines(&self) -> Vec<String> {
        let line = |(number, note): (usize, &Note)| {
            let signed = signature(note.author.as_deref(), note.at.as_ref());
            let text = one_line(&note.text);
            format!("{number}  {}: {text}{signed}", self.anchor_words(&note.anchor))
        };
        (1..).zip(self.notes).map(line).collect()
    }

    /// Each adjustment in a line, with its reason.
    #[must_use]
    pub fn adjustment_lines(&self) -> Vec<String> {
        let line = |adjustment: &Adjustment| {
            one_line(&self.words.adjustment(adjustment, &self.who(adjustment)))
        };
        self.overlay.adjustments().iter().map(line).collect()
    }

    /// Notes and adjustments as comments over the data, which they leave as stated.
    #[must_use]
    pub fn comments(&self) -> Vec<String> {
        let adjusted = self.adjustment_lines().into_iter();
        let adjusted = adjusted.map(|line| format!("Adjusted, and here as stated. {line}"));
        let notes = self.note_lines().into_iter().map(|line| format!("Note {line}"));
        adjusted.chain(notes).collect()
    }

    fn who(&self, adjustment: &Adjustment) -> String {
        match &adjustment.target {
            Target::Source(label) => label.clone(),
            Target::Estimate(id) => self.anchor_words(&Anchor::Estimate(id.clone())),
        }
    }

    fn anchor_words(&self, anchor: &Anchor) -> String {
        match anchor {
            Anchor::Estimate(id) => {
                let found = self.files.iter().find_map(|file| file.find(id));
                found.map_or_else(
                    || id.to_string(),
                    |one| format!("{} of {}", one.label().trim(), self.words.as_of(one.as_of())),
                )
            }
            Anchor::Value(_, measure) => {
                format!("{} ({})", self.words.anchor(anchor), measure.name())
            }
            anchor => self.words.anchor(anchor),
        }
    }

    pub(super) fn notes_json(&self) -> Vec<NoteJson<'a>> {
        (1..).zip(self.notes).map(|(number, note)| NoteJson::of(number, note)).collect()
    }

    pub(super) fn adjustments_json(&self) -> Vec<AdjustmentJson<'a>> {
        let json = |adjustment| AdjustmentJson::of(adjustment, self.words);
        self.overlay.adjustments().iter().map(json).collect()
    }
}

impl<'a> NoteJson<'a> {
    fn of(number: usize, note: &'a Note) -> NoteJson<'a> {
        let mut json = NoteJson {
            number,
            estimate: None,
            source: None,
            from: None,
            to: None,
            value: None,
            measure: None,
            text: &note.text,
            author: note.author.as_deref(),
            at: note.at.as_ref(),
        };
        match &note.anchor {
            Anchor::Date(day) => (json.from, json.to) = both(day, day),
            Anchor::Period(from, to) => (json.from, json.to) = both(from, to),
            Anchor::Value(number, measure) => {
                (json.value, json.measure) = (Some(*number), Some(measure.id()));
            }
            Anchor::Estimate(id) => json.estimate = Some(id.to_string()),
            Anchor::Source(label) => json.source = Some(label),
        }
        json
    }
}

fn both(from: &impl ToString, to: &impl ToString) -> (Option<String>, Option<String>) {
    (Some(from.to_string()), Some(to.to_string()))
}

impl<'a> AdjustmentJson<'a> {
    fn of(adjustment: &'a Adjustment, words: Words) -> AdjustmentJson<'a> {
        let (estimate, source) = match &adjustment.target {
            Target::Estimate(id) => (Some(id.to_string()), None),
            Target::Source(label) => (None, Some(label.as_str())),
        };
        AdjustmentJson {
            estimate,
            source,
            change: adjustment.change.word(),
            text: words.change(&adjustment.change),
            reason: adjustment.reason.as_deref().unwrap_or(NO_REASON),
            author: adjustment.author.as_deref(),
            at: adjustment.at.as_ref(),
            on: adjustment.on,
        }
    }
}

/// Without line breaks and other controls, so that it stays in its line.
pub(super) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Change, NoteId};

    fn overlay() -> Overlay {
        let target = Target::Source("ROK NIS".to_owned());
        let (author, at) =
            (Some("Ada".to_owned()), Some(Stamp::from("2026-11-25T15:00".to_owned())));
        let laid = |change, reason: Option<&str>| Adjustment {
            target: target.clone(),
            change,
            reason: reason.map(str::to_owned),
            author: author.clone(),
            at: at.clone(),
            on: true,
        };
        let overlay = Overlay::default().with(laid(Change::Scale(1.1), None));
        overlay.with(Adjustment { on: false, ..laid(Change::Exclude, Some("a relay\n// of Kyiv")) })
    }

    #[test]
    fn an_adjustment_says_its_reason_or_that_there_is_none() {
        let overlay = overlay();
        let said = Said { files: &[], overlay: &overlay, notes: &[], words: Words::default() };
        assert_eq!(
            said.adjustment_lines(),
            [
                "ROK NIS: times 1.1; no reason given (Ada, 2026-11-25T15:00)",
                "ROK NIS: excluded (switched off); a relay // of Kyiv (Ada, 2026-11-25T15:00)",
            ]
        );
    }

    #[test]
    fn a_note_is_numbered_by_its_place_and_stays_in_its_line() {
        let day = "2025-01-23".parse().expect("a day");
        let note = Note { id: NoteId(7), ..Note::new(Anchor::Date(day), "two\n)lines") };
        let (notes, overlay) = ([note], Overlay::default());
        let said = Said { files: &[], overlay: &overlay, notes: &notes, words: Words::default() };
        assert_eq!(said.note_lines(), ["1  23 Jan 2025: two )lines"]);
        let ledger = crate::estimate::Ledger::default();
        let text = crate::files::write_estimates(&said.comments(), &ledger);
        assert!(text.starts_with("// Note 1  23 Jan 2025: two )lines\n(\n"), "{text}");
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let options = crate::files::ReadOptions::default();
        let read = crate::files::read("a.estimates.ron", text.as_bytes(), &options, go_on);
        assert_eq!(read.map(|reading| reading.ledger).ok(), Some(ledger));
    }
}
