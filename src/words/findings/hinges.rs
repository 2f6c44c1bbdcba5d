//! What the verdict of a day hinges on.

use crate::compare::{Grouping, Otherwise, Speaker, Verdict};

use super::{Sentence, Words};

impl Words {
    /// `“Majority” on 30 Jun 2026 hinges on NATO officials: without it, diverge.`
    pub(super) fn hinges_on_voice(
        self,
        to: &mut Sentence,
        day: &str,
        now: Verdict,
        (by, voices, without): (Grouping, &[Speaker], Verdict),
    ) {
        to.say(self.verdict_of(day, now));
        to.say(" hinges on ");
        self.any_one(to, by, voices);
        let pronoun = if voices.len() == 1 { "it" } else { "that one" };
        to.say(format!(": without {pronoun}, {}.", self.verdict(without)));
    }

    /// `“Agree” on 24 Dec 2024 hinges on what is counted once: by affiliation, single.`
    pub(super) fn hinges_on(
        self,
        to: &mut Sentence,
        day: &str,
        on_what: &str,
        Otherwise { now, trials }: &Otherwise,
    ) {
        to.say(self.verdict_of(day, *now));
        let told: Vec<String> = trials
            .iter()
            .map(|trial| {
                let tried = with_first(&self.tried(&trial.tried), char::to_lowercase);
                format!("{tried}, {}", self.outcome(trial))
            })
            .collect();
        to.say(format!(" hinges on {on_what}: {}.", told.join("; ")));
    }

    fn verdict_of(self, day: &str, verdict: Verdict) -> String {
        format!("“{}” on {day}", with_first(self.verdict(verdict), char::to_uppercase))
    }
}

/// Words with their first letter, wherever it stands, made another.
fn with_first<I: Iterator<Item = char>>(words: &str, other: fn(char) -> I) -> String {
    let first = words.find(char::is_alphabetic).unwrap_or_default();
    let (quote, words) = words.split_at_checked(first).unwrap_or(("", words));
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(other).collect();
    format!("{quote}{first}{}", letters.as_str())
}
