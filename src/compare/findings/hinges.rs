//! What the verdict of the day hinges on: a voice, the reading of “about”, staleness, or what is
//! counted once.

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, Otherwise};
use crate::compare::{Agreement, EstimateRef, Interval, Trial, Tried, Verdict};
use crate::estimate::{Estimate, Shape};

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
    let trials = |is_of_kind: fn(&Tried) -> bool| -> Vec<Trial> {
        robustness.other_verdicts().filter(|trial| is_of_kind(&trial.tried)).cloned().collect()
    };
    let all = |_, _| true;
    let about = trials(|tried| matches!(tried, Tried::About(_)));
    let is_read_by_policy = |of, read| is_read_by_policy(inquiry, of, read);
    found.extend(on_another_way(inquiry, Fact::HingesOnReading, about, is_read_by_policy));
    let staleness = trials(|tried| matches!(tried, Tried::StaleAfter(_)));
    found.extend(on_another_way(inquiry, Fact::HingesOnStaleness, staleness, all));
    let groupings = trials(|tried| matches!(tried, Tried::By(_)));
    found.extend(on_another_way(inquiry, Fact::HingesOnGrouping, groupings, all));
}

fn on_voices(inquiry: &Inquiry<'_>, without: Verdict, voices: &[usize]) -> Finding {
    let fact = Fact::HingesOnVoice {
        now: inquiry.slice.agreement.verdict,
        by: inquiry.question.by,
        voices: inquiry.comparison.speakers(voices.iter().copied()),
        without,
    };
    let standing = voices.iter().filter_map(|voice| inquiry.standing(*voice));
    let evidence: Vec<EstimateRef> = standing.map(|standing| standing.estimate).collect();
    let weight = turn(inquiry, without).weight(1.0 / voices.len() as f64);
    inquiry.finding(fact, weight, &evidence).seen_on(inquiry.at())
}

/// What another verdict changes.
fn turn(inquiry: &Inquiry<'_>, verdict: Verdict) -> Stake {
    let now = &inquiry.slice.agreement;
    Stake::between(now, &Agreement { verdict, ..now.clone() })
}

/// That other ways of asking, as far as there are any, give another verdict. It rests on those of
/// what stands that they concern.
fn on_another_way(
    inquiry: &Inquiry<'_>,
    fact: fn(Otherwise) -> Fact,
    trials: Vec<Trial>,
    concerns: impl Fn(EstimateRef, Interval) -> bool,
) -> Option<Finding> {
    let stake = trials.iter().map(|trial| turn(inquiry, trial.verdict)).max()?;
    let standing = || inquiry.slice.standing.iter();
    let concerned = standing().filter(|standing| concerns(standing.estimate, standing.read));
    let mut evidence: Vec<EstimateRef> = concerned.map(|standing| standing.estimate).collect();
    if evidence.is_empty() {
        // What they are carried by is read otherwise, and not they themselves.
        evidence = standing().map(|standing| standing.estimate).collect();
    }
    let tried =
        inquiry.robustness.trials.iter().filter(|trial| !matches!(trial.tried, Tried::Without(_)));
    let weight = stake.weight(trials.len() as f64 / tried.count().max(1) as f64);
    let otherwise = Otherwise { now: inquiry.slice.agreement.verdict, trials };
    Some(inquiry.finding(fact(otherwise), weight, &evidence).seen_on(inquiry.at()))
}

/// Whether how "about" is read decides how wide this is read.
fn is_read_by_policy(inquiry: &Inquiry<'_>, of: EstimateRef, read: Interval) -> bool {
    let single = |estimate: Estimate<'_>| {
        estimate.bounds().is_some_and(|bounds| bounds.shape() == Shape::Point)
    };
    read.is_full() && inquiry.estimate(of).is_some_and(single)
}
