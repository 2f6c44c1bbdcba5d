//! What the verdict of the day hinges on: a voice, the reading of “about”, staleness, or what is
//! counted once.

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Finding, FindingKind};
use crate::compare::{EstimateRef, Interval, Trial, Tried, Verdict};
use crate::words::Sentence;

pub(super) fn look(inquiry: &Inquiry<'_>, found: &mut Vec<Finding>) {
    let Inquiry { slice, robustness, .. } = *inquiry;
    if slice.standing.len() < 2 {
        return;
    }
    // Either of two voices alone is a single voice: that says nothing.
    if slice.standing.len() > 2 {
        let hinges = robustness.hinges().into_iter();
        found.extend(hinges.map(|(without, voices)| on_voices(inquiry, without, &voices)));
    }
    let kinds = [
        FindingKind::HingesOnReading,
        FindingKind::HingesOnStaleness,
        FindingKind::HingesOnGrouping,
    ];
    found.extend(kinds.into_iter().filter_map(|kind| {
        let others: Vec<&Trial> =
            robustness.other_verdicts().filter(|trial| kind_of(trial.tried) == kind).collect();
        on_another_way(inquiry, kind, &others)
    }));
}

fn kind_of(tried: Tried) -> FindingKind {
    match tried {
        Tried::Without(_) => FindingKind::HingesOnVoice,
        Tried::About(_) => FindingKind::HingesOnReading,
        Tried::StaleAfter(_) => FindingKind::HingesOnStaleness,
        Tried::By(_) => FindingKind::HingesOnGrouping,
    }
}

/// `Majority on 30 Jun 2026 hinges on NATO officials: without it, diverge.`
fn on_voices(inquiry: &Inquiry<'_>, without: Verdict, voices: &[usize]) -> Finding {
    let mut text = verdict_words(inquiry);
    text.say(" hinges on ");
    let by = inquiry.question.by;
    let speakers = inquiry.comparison.speakers(voices.iter().copied());
    crate::words::Words::default().any_one(&mut text, by, &speakers);
    let pronoun = if voices.len() == 1 { "it" } else { "that one" };
    text.say(format!(": without {pronoun}, {}.", crate::words::Words::default().verdict(without)));
    let standing = voices.iter().filter_map(|voice| inquiry.standing(*voice));
    let estimates: Vec<EstimateRef> = standing.map(|standing| standing.estimate).collect();
    let weight = turn(inquiry, without).weight(1.0 / voices.len() as f64);
    inquiry.finding(FindingKind::HingesOnVoice, text, weight, &estimates).seen_on(inquiry.at())
}

/// What another verdict changes.
fn turn(inquiry: &Inquiry<'_>, verdict: Verdict) -> Stake {
    let now = &inquiry.slice.agreement;
    Stake::between(now, &crate::compare::Agreement { verdict, ..now.clone() })
}

/// `Agree on 24 Dec 2024 hinges on what is counted once: by affiliation, single.`
fn on_another_way(inquiry: &Inquiry<'_>, kind: FindingKind, others: &[&Trial]) -> Option<Finding> {
    let on_what = match kind {
        FindingKind::HingesOnReading => "how “about” is read",
        FindingKind::HingesOnStaleness => "how long an estimate stands",
        _ => "what is counted once",
    };
    let mut text = verdict_words(inquiry);
    text.say(format!(" hinges on {on_what}: "));
    for (place, trial) in others.iter().enumerate() {
        let told = format!("{}, {}", way_words(trial.tried), outcome(trial));
        text.say(if place == 0 { told } else { format!("; {told}") });
    }
    text.say(".");
    let stake = others.iter().map(|trial| turn(inquiry, trial.verdict)).max()?;
    let standing = inquiry.slice.standing.iter();
    let estimates: Vec<EstimateRef> = match kind {
        FindingKind::HingesOnReading => standing
            .filter(|standing| is_read_by_policy(inquiry, standing.estimate, standing.read))
            .map(|standing| standing.estimate)
            .collect(),
        _ => standing.map(|standing| standing.estimate).collect(),
    };
    let tried =
        inquiry.robustness.trials.iter().filter(|trial| !matches!(trial.tried, Tried::Without(_)));
    let weight = stake.weight(others.len() as f64 / tried.count().max(1) as f64);
    Some(inquiry.finding(kind, text, weight, &estimates).seen_on(inquiry.at()))
}

/// Whether how "about" is read decides how wide this is read.
fn is_read_by_policy(inquiry: &Inquiry<'_>, of: EstimateRef, read: Interval) -> bool {
    let single = |estimate: crate::estimate::Estimate<'_>| {
        estimate.bounds().is_some_and(|bounds| bounds.shape() == crate::estimate::Shape::Point)
    };
    read.is_full() && inquiry.estimate(of).is_some_and(single)
}

fn verdict_words(inquiry: &Inquiry<'_>) -> Sentence {
    let mut text = Sentence::default();
    let verdict = crate::words::Words::default().verdict(inquiry.slice.agreement.verdict);
    let mut letters = verdict.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    text.say(format!("“{first}{}” on {}", letters.as_str(), inquiry.at().spoken()));
    text
}

/// Within a sentence.
fn way_words(tried: Tried) -> String {
    let words = crate::words::Words::default().tried(tried);
    let first = words.find(char::is_alphabetic).unwrap_or_default();
    let (quote, words) = words.split_at_checked(first).unwrap_or(("", &words));
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("{quote}{first}{}", letters.as_str())
}

/// The other verdict, with how many share a value where that can be counted.
fn outcome(trial: &Trial) -> String {
    match trial.n {
        0 if matches!(trial.tried, Tried::By(_)) => {
            format!(
                "{}, as the members of each contradict each other",
                crate::words::Words::default().verdict(trial.verdict)
            )
        }
        0 | 1 => crate::words::Words::default().verdict(trial.verdict).to_owned(),
        n => format!(
            "{} ({} of {n})",
            crate::words::Words::default().verdict(trial.verdict),
            trial.support
        ),
    }
}
