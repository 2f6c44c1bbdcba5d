//! What became of a statement on the way: an echo beside its original.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, PassedOn, mutations};
use crate::compare::{EstimateRef, GoOn, Interval, Saying, Speaker, agree, read_bounds};
use crate::estimate::Estimate;

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    for (place, file) in inquiry.files.iter().enumerate() {
        go_on()?;
        for echo in file.ledger.estimates().filter(Estimate::is_echo) {
            let Some(original) = echo.original() else { continue };
            let measure = &inquiry.question.measure;
            let concerns_it = echo.measure() == measure || original.measure() == measure;
            if concerns_it && inquiry.is_known(echo.known_from()) {
                found.push(tell(inquiry, place, original, echo));
            }
        }
    }
    ControlFlow::Continue(())
}

fn tell(inquiry: &Inquiry<'_>, file: usize, original: Estimate<'_>, echo: Estimate<'_>) -> Finding {
    let changes = mutations(original, echo);
    let (of, now) =
        (EstimateRef::new(file, original.index()), EstimateRef::new(file, echo.index()));
    let told = inquiry.saying((now, echo), original);
    let by = Speaker { name: passed_on_by(echo), ..told.by.clone() };
    let passed_on = PassedOn {
        original: inquiry.saying((of, original), echo),
        published: original.published(),
        origin: told.by.name.clone(),
        echo: Saying { by, ..told },
    };
    let weight = stake(inquiry, echo).weight(changes.len() as f64);
    let fact = match changes.is_empty() {
        true => Fact::Echo(passed_on),
        false => Fact::Mutation { passed_on, changes },
    };
    inquiry.finding(fact, weight, &[of, now])
}

/// What would change if the echo counted beside those that stand.
fn stake(inquiry: &Inquiry<'_>, echo: Estimate<'_>) -> Stake {
    let question = inquiry.question;
    if echo.measure() != &question.measure {
        return Stake::Beside;
    }
    let at = inquiry.at();
    let is_said = echo.as_of().to() <= at && echo.known_from() <= at;
    let Some(bounds) = echo.bounds().filter(|_| is_said) else { return Stake::Past };
    let read = read_bounds(&bounds, question.measure.is_count(), question.about);
    let standing = inquiry.slice.standing.iter().map(|standing| standing.read);
    let with: Vec<Interval> = standing.chain([read]).collect();
    let now = &inquiry.slice.agreement;
    match Stake::between(now, &agree(&with)) {
        // Another verdict only because there is one more: what it would change is the count.
        _ if now.n == 0 => Stake::Past,
        stake => stake,
    }
}

/// Who passed a statement on: the outlet, else the last relay, else under whose label it stands.
pub(super) fn passed_on_by(echo: Estimate<'_>) -> String {
    let last = echo.outlet().or_else(|| echo.relays().last());
    last.unwrap_or(echo.label()).to_owned()
}
