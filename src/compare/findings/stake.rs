//! What a finding would change in the verdict: by that findings are ranked.

use super::inquiry::Inquiry;
use crate::compare::shares::but_for::Otherwise;
use crate::compare::{Agreement, EstimateRef, Verdict, read_bounds};
use crate::estimate::Estimate;

/// What would change if a finding were taken to heart, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Stake {
    /// Another measure than the one asked about.
    Beside,
    /// The measure asked about, but nothing that stands on the day.
    Past,
    /// Something stands on it, but the verdict and the core stay as they are.
    Standing,
    /// Another core, or another support, under the same verdict.
    Core,
    /// Another verdict.
    Verdict,
    /// From going together to not, or back.
    Turn,
}

impl Stake {
    /// What lies between the agreement as it is and as it would be.
    pub(super) fn between(now: &Agreement, then: &Agreement) -> Stake {
        let is_same = now.support == then.support && now.core == then.core;
        Stake::turning(now.verdict, then.verdict, is_same)
    }

    /// What lies between two verdicts, where the same is shared or not.
    fn turning(now: Verdict, then: Verdict, is_same: bool) -> Stake {
        match (now == then, is_same) {
            (true, true) => Stake::Standing,
            (true, false) => Stake::Core,
            _ if side(now) == side(then) => Stake::Verdict,
            _ => Stake::Turn,
        }
    }

    fn otherwise(inquiry: &Inquiry<'_>, then: Otherwise) -> Stake {
        let now = &inquiry.slice.agreement;
        let is_divided = !now.divided.is_empty();
        let verdict = if is_divided { then.verdict.beside_divided() } else { then.verdict };
        Stake::turning(now.verdict, verdict, then.is_same)
    }

    /// What would change if those of these estimates that stand on the day were not counted.
    pub(super) fn of(inquiry: &Inquiry<'_>, estimates: &[EstimateRef]) -> Stake {
        let places = inquiry.known.places_of(estimates);
        if places.is_empty() {
            return Stake::Past;
        }
        Stake::otherwise(inquiry, inquiry.known.but_for.without(&places))
    }

    /// What would change if this, which does not stand, counted beside those that do.
    pub(super) fn with(inquiry: &Inquiry<'_>, estimate: Estimate<'_>) -> Stake {
        let question = inquiry.question;
        if estimate.measure() != &question.measure {
            return Stake::Beside;
        }
        let (day, at) = (estimate.as_of().to(), inquiry.at());
        let is_known = inquiry.has_come(estimate) && inquiry.is_known(estimate.known_from());
        let fresh_days = question.staleness.days_for(question.measure.basis);
        let is_fresh = fresh_days.is_none_or(|days| day.plus(days) >= at);
        let Some(bounds) = estimate.bounds().filter(|_| is_known && is_fresh) else {
            return Stake::Past;
        };
        let read = read_bounds(&bounds, question.measure.is_count(), question.about);
        if inquiry.slice.agreement.n == 0 {
            // Another verdict only because there is one more: what it would change is the count.
            return Stake::Past;
        }
        Stake::otherwise(inquiry, inquiry.known.but_for.with(read))
    }

    /// A weight that keeps the order of stakes, and within one that of a size from 0 up.
    pub(super) fn weight(self, size: f64) -> f64 {
        let size = if size.is_finite() { size.max(0.0) } else { f64::MAX };
        f64::from(self as u8) + size / (1.0 + size) * 0.999
    }
}

/// Whether a verdict says that voices go together, in part, not, or that there is nothing to say.
fn side(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::None | Verdict::Single => 0,
        Verdict::Agree | Verdict::NotContradicted => 1,
        Verdict::Majority | Verdict::Divided => 2,
        Verdict::Minority | Verdict::Split | Verdict::Diverge => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::LEAST_THAT_STANDS;
    use super::*;

    #[test]
    fn a_greater_stake_outweighs_any_size() {
        assert!(Stake::Core.weight(0.0) > Stake::Standing.weight(f64::INFINITY));
        assert!(Stake::Turn.weight(f64::NAN) > Stake::Verdict.weight(1e300));
        assert!(Stake::Past.weight(3.0) > Stake::Past.weight(2.0));
        assert!(Stake::Past.weight(f64::INFINITY) < LEAST_THAT_STANDS);
        assert!(Stake::Standing.weight(0.0) >= LEAST_THAT_STANDS);
    }
}
