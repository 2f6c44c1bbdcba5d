//! Dependence that nobody declared, as findings: what it would change is what counting the two as
//! one voice changes.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding};
use crate::compare::{Agreement, Dependence, GoOn, compare};
use crate::estimate::{Adjustment, Overlay};

/// Each is tried by asking again; of more than these it is not told what they would change.
const MOST_TRIED: usize = 12;

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    dependences: Vec<Dependence>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    for (place, dependence) in dependences.into_iter().enumerate() {
        go_on()?;
        let stake = match place < MOST_TRIED && !dependence.kind.may_be_chance() {
            true => Stake::between(&inquiry.slice.agreement, &merged(inquiry, &dependence)),
            false => Stake::of(inquiry, &dependence.estimates).min(Stake::Standing),
        };
        found.push(tell(inquiry, dependence, stake));
    }
    ControlFlow::Continue(())
}

/// The agreement of the day if the two were one voice.
fn merged(inquiry: &Inquiry<'_>, dependence: &Dependence) -> Agreement {
    let laid = inquiry.overlay.clone();
    let overlay: Overlay = dependence.merge.iter().fold(laid, |overlay, (target, change)| {
        overlay.with(Adjustment {
            target: target.clone(),
            change: change.clone(),
            reason: None,
            author: None,
            at: None,
            on: true,
        })
    });
    let comparison = compare(inquiry.files, &overlay, inquiry.question);
    comparison.slice(inquiry.files, inquiry.at()).agreement
}

fn tell(inquiry: &Inquiry<'_>, dependence: Dependence, stake: Stake) -> Finding {
    let evidence = dependence.estimates.clone();
    let weight = stake.weight(evidence.len() as f64);
    let voices = dependence.voices.iter().filter_map(|name| inquiry.voice_called(name)).collect();
    inquiry.finding(Fact::Dependence { of: dependence, voices }, weight, &evidence)
}
