//! Whether what is said to be totals so far can be that at all.

use super::problem::Problems;
use super::problem_fact::ProblemFact;
use crate::estimate::{Basis, Estimate, Ledger};

/// Fewer falls are a matter of single statements.
const FEWEST_FALLS: u32 = 5;

/// Flags a file in which most totals so far are nothing or less, or fall again and again: then they
/// are corrections or differences.
pub(super) fn examine_totals(ledger: &Ledger, problems: &mut Problems) {
    let mut seen = Seen::default();
    for (key, measure) in ledger.measures() {
        if measure.basis != Basis::Cumulative || !measure.is_count() {
            continue;
        }
        for track in ledger.tracks_of(key) {
            seen.track(track.indices().filter_map(|index| ledger.estimate(index)));
        }
    }
    if seen.are_no_totals() {
        let Seen { numbers, below_zero, falls, .. } = seen;
        problems.error(0, None, ProblemFact::NoTotals { numbers, below_zero, falls });
    }
}

/// What was seen of the numbers that are meant as totals so far.
#[derive(Default)]
struct Seen {
    numbers: u32,
    below_zero: u32,
    zeros: u32,
    /// So often one source's number follows another one of a day before.
    steps: u32,
    falls: u32,
}

impl Seen {
    /// One source's numbers of one measure, in the order of their days.
    fn track<'a>(&mut self, estimates: impl Iterator<Item = Estimate<'a>>) {
        let mut before = None;
        for estimate in estimates {
            let Some((low, high)) = estimate.bounds().map(|bounds| bounds.hull()) else { continue };
            let day = estimate.as_of().to();
            self.numbers = self.numbers.saturating_add(1);
            self.below_zero = self.below_zero.saturating_add(u32::from(low < 0.0));
            self.zeros = self.zeros.saturating_add(u32::from(low == 0.0 && high == 0.0));
            if let Some((_, previous)) = before.filter(|(earlier, _)| *earlier < day) {
                self.steps = self.steps.saturating_add(1);
                self.falls = self.falls.saturating_add(u32::from(high < previous));
            }
            before = Some((day, low));
        }
    }

    fn are_no_totals(&self) -> bool {
        let empty = self.below_zero.saturating_add(self.zeros);
        let are_corrections = self.below_zero > 0 && empty.saturating_mul(2) > self.numbers;
        let are_differences =
            self.falls >= FEWEST_FALLS && self.falls.saturating_mul(4) > self.steps;
        are_corrections || are_differences
    }
}
