//! What can be told of the day itself: the largest divergence, what is shared only at one value or
//! only because an end is open, and how many voices speak for one affiliation.

use super::inquiry::{Inquiry, apart_words};
use super::stake::Stake;
use super::{Finding, FindingKind};
use crate::compare::slice::factor;
use crate::compare::words::{by_affiliation, in_words, tell_counted};
use crate::compare::{Grouping, StandingVoice, Verdict};
use crate::words::Sentence;

pub(super) fn look(inquiry: &Inquiry<'_>, found: &mut Vec<Finding>) {
    found.extend(largest_divergence(inquiry));
    found.extend(only_at_least(inquiry));
    found.extend(only_touching(inquiry));
    found.extend(one_affiliation(inquiry));
}

/// The two voices between which the factor is largest: the one with the lowest high and the one
/// with the highest low.
fn largest_divergence(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let standing = &inquiry.slice.standing;
    let by_high = |a: &&StandingVoice, b: &&StandingVoice| a.read.high().total_cmp(&b.read.high());
    let by_low = |a: &&StandingVoice, b: &&StandingVoice| b.read.low().total_cmp(&a.read.low());
    let lower = standing.iter().min_by(by_high)?;
    let upper = standing.iter().min_by(by_low)?;
    if lower.read.high() >= upper.read.low() {
        return None;
    }
    let mut text = Sentence::default();
    inquiry.tell(&mut text, lower.voice, lower.estimate, lower.read);
    text.say(" and ");
    inquiry.tell(&mut text, upper.voice, upper.estimate, upper.read);
    text.say(format!(
        " diverge most on {}: {}.",
        inquiry.at().spoken(),
        apart_words(lower.read, upper.read)
    ));
    inquiry.tell_party(&mut text, lower.voice, upper.voice);
    let stake = Stake::of(inquiry, &[lower.estimate, upper.estimate]);
    let size = factor(lower.read, upper.read).unwrap_or(f64::MAX);
    Some(
        inquiry
            .finding(FindingKind::LargestDivergence, text, stake.weight(size), &[])
            .seen_on(inquiry.at()),
    )
}

/// Several share a value, but fewer than two of them bound it on both sides.
fn only_at_least(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let agreement = &inquiry.slice.agreement;
    let core = in_core(inquiry);
    let full = core.iter().filter(|standing| standing.read.is_full()).count();
    if agreement.support < 2 || full > 1 {
        return None;
    }
    let open: Vec<&StandingVoice> =
        core.iter().copied().filter(|standing| !standing.read.is_full()).collect();
    let mut text = Sentence::default();
    let cores: Vec<String> = agreement.core.iter().map(|core| in_words(*core)).collect();
    text.say(format!(
        "What {} share on {}, {}, rests on open ends, which go with anything beyond them: ",
        crate::words::Words::default().so_many(inquiry.question.by, agreement.support),
        inquiry.at().spoken(),
        cores.join(" or "),
    ));
    tell_all(inquiry, &mut text, &open);
    text.say(".");
    // Without the open ends nobody would share anything.
    let stake = if agreement.verdict == Verdict::NotContradicted {
        Stake::Turn
    } else {
        let open: Vec<_> = open.iter().map(|standing| standing.estimate).collect();
        Stake::of(inquiry, &open)
    };
    let further: Vec<_> = core.iter().map(|standing| standing.estimate).collect();
    let weight = stake.weight(open.len() as f64);
    Some(
        inquiry
            .finding(FindingKind::AgreementOfAtLeast, text, weight, &further)
            .seen_on(inquiry.at()),
    )
}

/// The core is one single value at which wider readings only touch.
fn only_touching(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let agreement = &inquiry.slice.agreement;
    if !agreement.touch {
        return None;
    }
    let point = agreement.core.iter().find(|core| core.is_point())?;
    let touching: Vec<&StandingVoice> = inquiry
        .slice
        .standing
        .iter()
        .filter(|s| s.read.high() == point.low() || s.read.low() == point.low())
        .collect();
    let mut text = Sentence::default();
    tell_all(inquiry, &mut text, &touching);
    text.say(format!(
        " only touch on {}: {} is the one value that they share.",
        inquiry.at().spoken(),
        in_words(*point)
    ));
    let estimates: Vec<_> = touching.iter().map(|standing| standing.estimate).collect();
    let weight = Stake::of(inquiry, &estimates).weight(0.0);
    Some(inquiry.finding(FindingKind::Touch, text, weight, &[]).seen_on(inquiry.at()))
}

/// Several of the voices counted belong to one affiliation.
fn one_affiliation(inquiry: &Inquiry<'_>) -> Option<Finding> {
    if !matches!(inquiry.question.by, Grouping::Origin | Grouping::Label) {
        return None;
    }
    let voices: Vec<usize> = inquiry.slice.standing.iter().map(|s| s.voice).collect();
    let affiliations = by_affiliation(inquiry.comparison, &voices);
    let (_, most) = affiliations.first().filter(|(_, most)| most.len() > 1)?;
    let mut text = Sentence::default();
    text.say(format!("On {} speak ", inquiry.at().spoken()));
    tell_counted(&mut text, inquiry.comparison, &voices);
    text.say(".");
    let of_several = affiliations.iter().filter(|(_, voices)| voices.len() > 1);
    let estimates: Vec<_> = of_several
        .flat_map(|(_, voices)| voices)
        .filter_map(|voice| Some(inquiry.standing(*voice)?.estimate))
        .collect();
    let weight = Stake::Standing.weight(most.len() as f64);
    Some(
        inquiry
            .finding(FindingKind::OneAffiliation, text, weight, &estimates)
            .seen_on(inquiry.at()),
    )
}

fn in_core<'a>(inquiry: &Inquiry<'a>) -> Vec<&'a StandingVoice> {
    inquiry.slice.standing.iter().filter(|standing| standing.in_core).collect()
}

/// Those that are told one by one; the others are only counted.
const MOST_TOLD: usize = 4;

fn tell_all(inquiry: &Inquiry<'_>, text: &mut Sentence, all: &[&StandingVoice]) {
    let told = if all.len() > MOST_TOLD { MOST_TOLD - 1 } else { all.len() };
    for (place, standing) in all.iter().take(told).enumerate() {
        text.say(match place {
            0 => "",
            _ if place + 1 == all.len() => " and ",
            _ => ", ",
        });
        inquiry.tell(text, standing.voice, standing.estimate, standing.read);
    }
    let others: Vec<&&StandingVoice> = all.iter().skip(told).collect();
    if !others.is_empty() {
        text.say(" and ");
        text.about(
            format!("{} more", others.len()),
            others.iter().map(|standing| standing.voice).collect(),
            others.iter().map(|standing| standing.estimate).collect(),
        );
    }
}
