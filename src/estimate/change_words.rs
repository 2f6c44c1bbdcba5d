//! What an adjustment does, in words for lists and exports.

use super::{Adjustment, Change, Clocks, Estimate, Target, grouped};

/// What stands where nobody gave a reason.
pub const NO_REASON: &str = "no reason given";

impl Change {
    /// The word for its kind in files and answers.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.into()
    }

    /// What is done, without whom to: `set to 200–900`, `times 1.1`, `ends 10 % further apart`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Change::Bounds(bounds) => format!("set to {bounds}"),
            Change::Scale(factor) => format!("times {}", grouped(*factor)),
            Change::Widen(share) => {
                format!("ends {} % further apart", grouped((share * 1e8).round() / 1e6))
            }
            Change::Exclude => "excluded".to_owned(),
            Change::ReadAsAtLeast => "read as at least".to_owned(),
            Change::SameVoiceAs(name) => format!("counted as {name}"),
            Change::Dates { as_of, published } => {
                let as_of = as_of.map(|as_of| format!("as of {}", as_of.spoken()));
                let published = published.map(|day| format!("published {}", day.spoken()));
                let parts: Vec<String> = as_of.into_iter().chain(published).collect();
                parts.join(", ")
            }
            Change::Grade(grading) => format!("graded {grading}"),
            Change::Kind(kind) => format!("listed among {}", kind.heading().to_lowercase()),
            Change::Affiliation(path) => format!("affiliation {}", path.join(" / ")),
            Change::Country(country) => format!("country {country}"),
            Change::Party(true) => "a party to the conflict".to_owned(),
            Change::Party(false) => "no party to the conflict".to_owned(),
            Change::Measure(measure) => format!("compared under {}", measure.name()),
        }
    }

    /// What an estimate states in the place of what this changes; empty where it states nothing
    /// of it.
    #[must_use]
    pub fn stated_words(&self, estimate: Estimate<'_>) -> String {
        match self {
            Change::Bounds(_) | Change::Scale(_) | Change::Widen(_) | Change::ReadAsAtLeast => {
                match (estimate.bounds(), estimate.wording()) {
                    (Some(bounds), _) => bounds.to_string(),
                    (None, Some(words)) => format!("“{words}”"),
                    (None, None) => estimate.value().word().to_owned(),
                }
            }
            Change::Dates { .. } => dates(estimate.clocks()),
            Change::Grade(_) => estimate.grading().to_string(),
            Change::Measure(_) => estimate.measure().name(),
            Change::Exclude
            | Change::SameVoiceAs(_)
            | Change::Kind(_)
            | Change::Affiliation(_)
            | Change::Country(_)
            | Change::Party(_) => String::new(),
        }
    }
}

fn dates(clocks: Clocks) -> String {
    let as_of = format!("as of {}", clocks.as_of().spoken());
    clocks
        .published()
        .map_or_else(|| as_of.clone(), |day| format!("{as_of}, published {}", day.spoken()))
}

impl Adjustment {
    /// The reason, or that there is none.
    #[must_use]
    pub fn reason_words(&self) -> &str {
        self.reason.as_deref().unwrap_or(NO_REASON)
    }

    /// In one line, of whom `who` says what it is: `ROK NIS: times 1.1; a typo (Ada, 2026-11-25T15:00)`.
    #[must_use]
    pub fn line(&self, who: &str) -> String {
        let off = if self.on { "" } else { " (switched off)" };
        let signed = signature(self.author.as_deref(), self.at.as_deref());
        format!("{who}: {}{off}; {}{signed}", self.change.words(), self.reason_words())
    }

    /// The label of the source, or of the estimate its id.
    #[must_use]
    pub fn target_text(&self) -> String {
        match &self.target {
            Target::Source(label) => label.clone(),
            Target::Estimate(id) => id.to_string(),
        }
    }
}

/// Who and when, in brackets and with a space before; empty where neither is known.
#[must_use]
pub fn signature(author: Option<&str>, at: Option<&str>) -> String {
    let parts: Vec<&str> = author.into_iter().chain(at).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
