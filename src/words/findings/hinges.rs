//! What the verdict of a day hinges on.

use crate::compare::{Grouping, Otherwise, Speaker, Trial, Verdict};

use super::super::sureness::{by_outcome, with_first};
use super::{Sentence, Words};

impl Words {
    /// `“Majority” on 30 Jun 2026 hinges on NATO officials: without that one it would be “diverge”.`
    pub(super) fn hinges_on_voice(
        self,
        to: &mut Sentence,
        day: &str,
        now: Verdict,
        (by, voices, without): (Grouping, &[Speaker], Verdict),
    ) {
        to.say(self.verdict_of(day, now));
        to.say(" hinges on ");
        self.each_of(to, by, voices);
        let one = if voices.len() == 1 { "that one" } else { "one of them" };
        to.say(format!(": without {one} it would be “{}”.", self.verdict(without)));
    }

    /// `“Agree” on 24 Dec 2024 hinges on what counts as one voice: by affiliation it would be
    /// “single”.`
    pub(super) fn hinges_on(
        self,
        to: &mut Sentence,
        day: &str,
        on_what: &str,
        Otherwise { now, trials }: &Otherwise,
    ) {
        to.say(self.verdict_of(day, *now));
        let trials: Vec<&Trial> = trials.iter().collect();
        let told = by_outcome(&trials, |trial| self.outcome_quoted(trial));
        let told: Vec<String> = told
            .iter()
            .map(|(outcome, trials)| format!("{} it would be {outcome}", self.asked(trials)))
            .collect();
        to.say(format!(" hinges on {on_what}: {}.", told.join("; ")));
    }

    fn verdict_of(self, day: &str, verdict: Verdict) -> String {
        format!("“{}” on {day}", with_first(self.verdict(verdict), char::to_uppercase))
    }
}
