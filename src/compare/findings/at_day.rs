//! What can be told of the day itself: the largest divergence, what is shared only at one value or
//! only because an end is open, and how many voices speak for one affiliation.

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding};
use crate::compare::{Distance, EstimateRef, StandingVoice, Verdict};

pub(super) fn look(inquiry: &Inquiry<'_>, found: &mut Vec<Finding>) {
    let of_the_day = [
        largest_divergence(inquiry),
        only_at_least(inquiry),
        only_touching(inquiry),
        one_affiliation(inquiry),
    ];
    found.extend(of_the_day.into_iter().flatten().map(|finding| finding.seen_on(inquiry.at())));
}

/// The two voices between which the factor is largest: the one with the lowest high and the one
/// with the highest low.
fn largest_divergence(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let standing = &inquiry.slice.standing;
    let by_high = |a: &&StandingVoice, b: &&StandingVoice| a.read.high().total_cmp(&b.read.high());
    let by_low = |a: &&StandingVoice, b: &&StandingVoice| b.read.low().total_cmp(&a.read.low());
    let lower = standing.iter().min_by(by_high)?;
    let upper = standing.iter().min_by(by_low)?;
    let distance = Distance::between(lower.read, upper.read);
    if !inquiry.is_material(distance) {
        return None;
    }
    let fact = Fact::LargestDivergence {
        lower: inquiry.mention_of(lower),
        upper: inquiry.mention_of(upper),
        distance,
        party: inquiry.party(lower.voice, upper.voice),
    };
    let evidence = [lower.estimate, upper.estimate];
    let weight = Stake::of(inquiry, &evidence).weight(distance.size());
    Some(inquiry.finding(fact, weight, &evidence))
}

/// Several share a value, but fewer than two of them bound it on both sides.
fn only_at_least(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let agreement = &inquiry.slice.agreement;
    let core: Vec<&StandingVoice> =
        inquiry.slice.standing.iter().filter(|standing| standing.in_core).collect();
    let open: Vec<&StandingVoice> =
        core.iter().copied().filter(|standing| !standing.read.is_full()).collect();
    if agreement.support < 2 || core.len() - open.len() > 1 {
        return None;
    }
    let fact = Fact::AgreementOfAtLeast {
        by: inquiry.question.by,
        support: agreement.support,
        core: agreement.core.clone(),
        open: inquiry.comparison.mentions(inquiry.files, &open, MOST_TOLD),
    };
    let open = estimates(&open);
    // Without the open ends nobody would share anything.
    let stake = match agreement.verdict {
        Verdict::NotContradicted => Stake::Turn,
        _ => Stake::of(inquiry, &open),
    };
    let weight = stake.weight(open.len() as f64);
    Some(inquiry.finding(fact, weight, &[open, estimates(&core)].concat()))
}

/// The core is one single value at which wider readings only touch.
fn only_touching(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let agreement = &inquiry.slice.agreement;
    if !agreement.touch {
        return None;
    }
    let value = agreement.core.iter().find(|core| core.is_point())?.low();
    let standing = inquiry.slice.standing.iter();
    let touching: Vec<&StandingVoice> =
        standing.filter(|s| s.read.high() == value || s.read.low() == value).collect();
    let evidence = estimates(&touching);
    let weight = Stake::of(inquiry, &evidence).weight(0.0);
    let touching = inquiry.comparison.mentions(inquiry.files, &touching, MOST_TOLD);
    Some(inquiry.finding(Fact::Touch { touching, value }, weight, &evidence))
}

/// Several of the voices counted belong to one affiliation.
fn one_affiliation(inquiry: &Inquiry<'_>) -> Option<Finding> {
    let voices = inquiry.slice.standing.iter().map(|standing| standing.voice).collect();
    let members = inquiry.comparison.members(voices);
    let of_several = &members.affiliations.as_ref()?.of_several;
    let (_, most) = of_several.first()?;
    let weight = Stake::Standing.weight(most.len() as f64);
    let voices = of_several.iter().flat_map(|(_, voices)| voices);
    let evidence: Vec<EstimateRef> =
        voices.filter_map(|voice| Some(inquiry.standing(*voice)?.estimate)).collect();
    Some(inquiry.finding(Fact::OneAffiliation(members), weight, &evidence))
}

fn estimates(standing: &[&StandingVoice]) -> Vec<EstimateRef> {
    standing.iter().map(|standing| standing.estimate).collect()
}

/// With no more than these, all are told one by one.
const MOST_TOLD: usize = 4;
