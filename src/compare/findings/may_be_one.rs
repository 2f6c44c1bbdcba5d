//! Two that stand and may be one statement under two names.

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding};
use crate::compare::{Grouping, OneStatement};
use crate::estimate::{Change, Target};

pub(super) fn look(inquiry: &Inquiry<'_>, found: &mut Vec<Finding>) {
    let all = inquiry.comparison.may_be_one(inquiry.files, inquiry.slice);
    found.extend(all.iter().filter_map(|one| tell(inquiry, one)));
}

fn tell(inquiry: &Inquiry<'_>, one: &OneStatement) -> Option<Finding> {
    let (first, again) = (inquiry.standing_with(one.first)?, inquiry.standing_with(one.again)?);
    let fact = Fact::OneStatement {
        first: inquiry.mention_of(first),
        again: inquiry.mention_of(again),
        why: one.why,
        merge: merge(inquiry, one, again.voice),
    };
    // What would change if the one said again were not counted.
    let weight = Stake::of(inquiry, &[again.estimate]).weight(0.0);
    Some(inquiry.finding(fact, weight, &[first.estimate, again.estimate]).seen_on(inquiry.at()))
}

/// What makes one voice of the two: each label of the one that says it again becomes the same voice
/// as whoever said it first.
fn merge(inquiry: &Inquiry<'_>, one: &OneStatement, again: usize) -> Vec<(Target, Change)> {
    let estimates = inquiry.estimate(one.first).zip(inquiry.estimate(one.again));
    let Some((first, said_again)) = estimates else { return Vec::new() };
    let host = inquiry.origin_of(first);
    let labels = match inquiry.question.by {
        Grouping::Origin | Grouping::Label => {
            inquiry.comparison.voices.get(again).map(|voice| voice.labels.clone())
        }
        _ => None,
    };
    let labels = labels.unwrap_or_else(|| vec![said_again.label().to_owned()]);
    let same = |label| (Target::Source(label), Change::SameVoiceAs(host.clone()));
    labels.into_iter().map(same).collect()
}
