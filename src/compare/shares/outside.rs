//! Those outside the core: on which side, how far, and whether growth would account for it.

use crate::compare::{Comparison, Distance, Interval, Mention, Pair, Slice, StandingVoice, pair};
use crate::estimate::{Basis, Loaded};

/// Those outside that are told one by one; of the others only how many they are.
const MOST_TOLD: usize = 8;

/// Who stands outside the core.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outside {
    pub told: Vec<Outsider>,
    /// The voices of all others.
    pub others: Vec<usize>,
}

/// A voice outside the core.
#[derive(Clone, PartialEq, Debug)]
pub struct Outsider {
    pub said: Mention,
    pub core: Interval,
    /// Else it lies above.
    pub is_below: bool,
    /// From the nearest core.
    pub distance: Distance,
    /// What would close the gap, where it is a total and a later one is in the core.
    pub growth: Option<GapToLater>,
}

/// What an earlier total would have to have grown by to be where a later one is.
#[derive(Clone, PartialEq, Debug)]
pub struct GapToLater {
    pub later: Mention,
    pub days: i32,
    pub per_day: f64,
}

impl Comparison {
    /// Each voice outside the core of a day; nobody where nobody shares a value.
    #[must_use]
    pub fn outside(&self, files: &[Loaded], slice: &Slice) -> Outside {
        if slice.agreement.support < 2 {
            return Outside::default();
        }
        let outside: Vec<&StandingVoice> =
            slice.standing.iter().filter(|standing| !standing.in_core).collect();
        let told = outside.iter().take(MOST_TOLD);
        Outside {
            told: told.filter_map(|standing| self.outsider(files, slice, standing)).collect(),
            others: outside.iter().skip(MOST_TOLD).map(|standing| standing.voice).collect(),
        }
    }

    fn outsider(
        &self,
        files: &[Loaded],
        slice: &Slice,
        standing: &StandingVoice,
    ) -> Option<Outsider> {
        let nearest = slice.nearest_core(standing.read)?;
        Some(Outsider {
            said: self.mention_of(files, standing),
            core: nearest,
            is_below: standing.read.high() < nearest.low(),
            distance: Distance::between(standing.read, nearest),
            growth: self.growth_to_core(files, slice, standing),
        })
    }

    /// What a total would have to have grown by, to be where the nearest later one in the core is.
    fn growth_to_core(
        &self,
        files: &[Loaded],
        slice: &Slice,
        standing: &StandingVoice,
    ) -> Option<GapToLater> {
        let basis = self.measure.basis;
        // What is carried to the same day has grown already.
        if basis != Basis::Cumulative || self.question.carries() {
            return None;
        }
        let day = |of: &StandingVoice| self.dated(files).period(of.estimate).1;
        let own = (standing.read, day(standing));
        let later = slice.standing.iter().filter(|other| other.in_core && day(other) > own.1);
        let grown = later.filter_map(|other| {
            let pair = pair(own, (other.read, day(other)));
            Some((pair.growth_per_day(basis)?, pair, other))
        });
        let (per_day, Pair { days, .. }, other) =
            grown.min_by(|(_, a, _), (_, b, _)| a.gap.total_cmp(&b.gap))?;
        let later = self.mention_of(files, other);
        Some(GapToLater { later, days, per_day })
    }
}
