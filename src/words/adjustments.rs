//! What an analyst lays over the data: adjustments, their reasons and who gave them, and what
//! notes hang on.

use super::Words;
use crate::estimate::{Adjustment, Anchor, Change, Stamp};

/// What stands where nobody gave a reason.
pub const NO_REASON: &str = "no reason given";

impl Words {
    /// What is done, without whom to: `set to 200–900`, `times 1.1`, `ends 10 % further apart`.
    #[must_use]
    pub fn change(self, change: &Change) -> String {
        match change {
            Change::Bounds(bounds) => format!("set to {}", self.bounds(bounds)),
            Change::Scale(factor) => format!("times {}", self.number(*factor)),
            Change::Widen(share) => format!("ends {} further apart", self.share(*share)),
            Change::Exclude => "excluded".to_owned(),
            Change::ReadAsAtLeast => "read as at least".to_owned(),
            Change::SameVoiceAs(name) => format!("counted as {name}"),
            Change::Dates { as_of, published } => {
                let as_of = as_of.map(|as_of| format!("as of {}", self.as_of(as_of)));
                let published = published.map(|day| format!("published {}", self.day(day)));
                let parts: Vec<String> = as_of.into_iter().chain(published).collect();
                parts.join(", ")
            }
            Change::Grade(grading) => format!("graded {grading}"),
            Change::Kind(kind) => format!("listed among {}", kind.heading().to_lowercase()),
            Change::Affiliation(path) => format!("affiliation {path}"),
            Change::Country(country) => format!("country {country}"),
            Change::Party(true) => "a party to the conflict".to_owned(),
            Change::Party(false) => "no party to the conflict".to_owned(),
            Change::Measure(measure) => format!("compared under {}", measure.name()),
        }
    }

    /// An adjustment in one line, of whom `who` says what it is:
    /// `ROK NIS: times 1.1; a typo (Ada, 2026-11-25T15:00)`.
    #[must_use]
    pub fn adjustment(self, adjustment: &Adjustment, who: &str) -> String {
        format!("{who}: {}", self.adjustment_without_target(adjustment))
    }

    /// The same, without of whom it is said.
    pub(super) fn adjustment_without_target(self, adjustment: &Adjustment) -> String {
        let off = if adjustment.on { "" } else { " (switched off)" };
        let signed = signature(adjustment.author.as_deref(), adjustment.at.as_ref());
        let reason = adjustment.reason.as_deref().unwrap_or(NO_REASON);
        format!("{}{off}; {reason}{signed}", self.change(&adjustment.change))
    }

    /// What a note hangs on.
    #[must_use]
    pub fn anchor(self, anchor: &Anchor) -> String {
        match anchor {
            Anchor::Date(day) => self.day(*day),
            Anchor::Period(from, to) => format!("{} – {}", self.day(*from), self.day(*to)),
            Anchor::Value(number, _) => self.number(*number),
            Anchor::Estimate(id) => id.to_string(),
            Anchor::Source(label) => label.clone(),
        }
    }
}

/// Who and when, in brackets and with a space before; empty where neither is known.
#[must_use]
pub fn signature(author: Option<&str>, at: Option<&Stamp>) -> String {
    let at = at.map(Stamp::to_string);
    let parts: Vec<&str> = author.into_iter().chain(at.as_deref()).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
