//! What became of a statement on the way: an echo beside its original.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Fact, Finding, PassedOn, mutations};
use crate::compare::{EstimateRef, GoOn, Saying, Speaker};
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
            let have_come = inquiry.has_come(echo) && inquiry.has_come(original);
            if concerns_it && have_come && inquiry.is_known(echo.known_from()) {
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
    let weight = Stake::with(inquiry, echo).weight(changes.len() as f64);
    let fact = match changes.is_empty() {
        true => Fact::Echo(passed_on),
        false => Fact::Mutation { passed_on, changes },
    };
    inquiry.finding(fact, weight, &[of, now])
}

/// Who passed a statement on: the outlet, else the last relay, else under whose label it stands.
pub(in crate::compare) fn passed_on_by(echo: Estimate<'_>) -> String {
    let last = echo.outlet().or_else(|| echo.relays().last());
    last.unwrap_or(echo.label()).to_owned()
}
