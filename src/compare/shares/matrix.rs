//! Voices two by two over a period: on how many of the days on which both stand they go together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::slice::relation;
use super::together::{MOST_VOICES, Together, counted};
use crate::compare::speaks::dated::Dated;
use crate::compare::stands::motion::runs;
use crate::compare::{Comparison, EstimateRef, Stretch, Track, Voice};
use crate::estimate::{Clocks, Day, Loaded};

/// Every two of the voices that stand in a period.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    /// The first and the last day.
    pub period: (Day, Day),
    /// Places in [`Comparison::voices`], in order.
    pub voices: Vec<usize>,
    /// Row by row, each row with the voices before its own.
    cells: Vec<Together>,
}

impl Matrix {
    /// The voice in one row with one of those before it, or the other way round; none of a voice
    /// with itself.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Together> {
        let (row, column) = (row.max(column), row.min(column));
        let first = row.checked_mul(row.checked_sub(1)?)? / 2;
        self.cells.get(first.checked_add(column)?).filter(|_| row != column)
    }
}

/// What a matrix is made from: it shares the tracks with the comparison, so that it costs little to
/// hand to a thread.
#[derive(Clone, Debug)]
pub struct Pairing {
    period: (Day, Day),
    tracks: Vec<Arc<Track>>,
    is_count: bool,
    /// Where only estimates of equal periods are compared: what says of which they are.
    dates: Option<(Vec<Loaded>, BTreeMap<EstimateRef, Clocks>)>,
}

/// From so many steps on two threads are faster than one.
const WORTH_A_THREAD: usize = 1 << 20;

impl Comparison {
    /// From the first day on which anybody stands to the last on which anything changes; none where
    /// nobody ever stands.
    #[must_use]
    pub fn days_told(&self) -> Option<(Day, Day)> {
        let mut told = self.segments.iter().filter(|segment| segment.agreement.n > 0);
        let first = told.next()?;
        let last = told.next_back().unwrap_or(first);
        let from = first.from.or(first.to)?;
        Some((from, last.to.or(last.from).unwrap_or(from)))
    }

    /// The days that are asked about on which anybody stands, up to the last of which anybody says
    /// something: on those after it nothing was said that could be shared.
    #[must_use]
    pub fn days_shared(&self, files: &[Loaded]) -> Option<(Day, Day)> {
        let (first, last) = self.days_told()?;
        let from = self.question.from.map_or(first, |from| from.max(first));
        let spoken = self.last_day_spoken_of(files).map_or(last, |spoken| spoken.min(last));
        let to = self.question.to.map_or(spoken, |to| to.min(spoken));
        Some((from.min(to), to.max(from)))
    }

    /// The voices that are counted and stand on a day of this period, both ends included.
    #[must_use]
    pub fn pairing(&self, files: &[Loaded], period: (Day, Day)) -> Pairing {
        let is_counted =
            |track: &&Arc<Track>| self.voices.get(track.voice).is_some_and(Voice::is_counted);
        let stands = |track: &&Arc<Track>| !within(track.compared(), period).is_empty();
        let has_periods = !self.measure.basis.stands_on();
        Pairing {
            period,
            is_count: self.measure.is_count(),
            tracks: self.tracks.iter().filter(is_counted).filter(stands).cloned().collect(),
            dates: has_periods.then(|| (files.to_vec(), self.redated.clone())),
        }
    }
}

impl Pairing {
    /// About how many steps it takes to make the matrix.
    #[must_use]
    pub fn steps(&self) -> usize {
        let stretches = self.tracks.iter().map(|t| within(t.compared(), self.period).len());
        stretches.sum::<usize>().saturating_mul(self.tracks.len())
    }

    /// More voices than these are too many to be seen two by two.
    pub const MOST_SEEN: usize = 60;

    /// How many voices stand in the period.
    #[must_use]
    pub fn voices(&self) -> usize {
        self.tracks.len()
    }

    /// Whether the same matrix comes of another: a track never changes, so where it lives is which
    /// one it is.
    #[must_use]
    pub fn is_same(&self, other: &Pairing) -> bool {
        let is_same_track = |(a, b): (&Arc<Track>, &Arc<Track>)| Arc::ptr_eq(a, b);
        self.period == other.period
            && self.tracks.len() == other.tracks.len()
            && self.tracks.iter().zip(&other.tracks).all(is_same_track)
            && self.redated() == other.redated()
    }

    fn redated(&self) -> Option<&BTreeMap<EstimateRef, Clocks>> {
        self.dates.as_ref().map(|(_, redated)| redated)
    }

    #[must_use]
    pub fn matrix(&self) -> Matrix {
        let cells = if self.dates.is_none() && self.tracks.len() <= MOST_VOICES {
            self.counted()
        } else {
            self.pair_by_pair()
        };
        let voices = self.tracks.iter().map(|track| track.voice).collect();
        Matrix { period: self.period, voices, cells }
    }

    /// Where everything that stands is compared: all pairs at once, half the days on a thread of
    /// their own where they are many.
    fn counted(&self) -> Vec<Together> {
        let (first, last) = self.period;
        let tracks = || self.tracks.iter().map(|track| track.compared()).collect();
        if self.steps() < WORTH_A_THREAD {
            return counted(tracks(), self.period, self.is_count);
        }
        let middle = first.plus(first.days_until(last) / 2);
        let mut cells = std::thread::scope(|scope| {
            let later = scope.spawn(|| counted(tracks(), (middle.plus(1), last), self.is_count));
            let earlier = counted(tracks(), (first, middle), self.is_count);
            earlier.into_iter().zip(later.join().unwrap_or_default()).collect::<Vec<_>>()
        });
        cells.drain(..).map(|(earlier, later)| earlier.and(later)).collect()
    }

    fn pair_by_pair(&self) -> Vec<Together> {
        let rows = self.tracks.iter().enumerate();
        let pairs = rows.flat_map(|(row, track)| {
            self.tracks.iter().take(row).map(|other| self.together(track, other))
        });
        pairs.collect()
    }

    fn together(&self, one: &Track, other: &Track) -> Together {
        let mut ones = within(one.compared(), self.period).iter().peekable();
        let mut others = within(other.compared(), self.period).iter().peekable();
        let mut together = Together::default();
        while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
            let (first, last) = self.period;
            let from = a.from.max(b.from).max(first);
            let to = end(a).min(end(b)).min(last);
            if from <= to && self.are_comparable(a, b) {
                let both = [Some(*a), Some(*b)];
                runs(&both, from.number(), to.number(), self.is_count, &mut |from, to| {
                    let Some(day) = Day::from_number(from) else { return };
                    let days = u32::try_from(to.saturating_sub(from)).unwrap_or(0);
                    let [a, b] = [a, b].map(|one| one.read_on(day, self.is_count));
                    together.add(relation(a, b), day, days.saturating_add(1));
                });
            }
            if end(a) <= end(b) {
                ones.next()
            } else {
                others.next()
            };
        }
        together
    }

    fn are_comparable(&self, a: &Stretch, b: &Stretch) -> bool {
        let Some((files, redated)) = &self.dates else { return true };
        let dated = Dated { files, redated };
        dated.period(a.estimate()) == dated.period(b.estimate())
    }
}

fn end(stretch: &Stretch) -> Day {
    stretch.to.unwrap_or(Day::MAX)
}

/// The stretches that reach into a period.
fn within(stretches: &[Stretch], (from, to): (Day, Day)) -> &[Stretch] {
    let start = stretches.partition_point(|stretch| end(stretch) < from);
    let until = stretches.partition_point(|stretch| stretch.from <= to);
    stretches.get(start..until).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::{Question, compare};
    use crate::estimate::{
        AsOf, Basis, Bounds, FileSlot, How, Ledger, Measure, Overlay, Quantity, Statement, Value,
    };

    fn day(number: i32) -> Day {
        Day::from_number(20_000 + number).expect("a day")
    }

    /// (source, day, low, width)
    fn files_of(estimates: &[(u8, i32, u16, u16)], basis: Basis) -> (Vec<Loaded>, Measure) {
        let measure = Measure::new("", Quantity::Deployed, "Upland", basis);
        let mut builder = Ledger::builder();
        for (record, (source, on, low, width)) in (1..).zip(estimates) {
            let (low, high) = (f64::from(*low), f64::from(*low + *width));
            let bounds = Bounds::new(Some(low), None, Some(high), How::Between);
            let value = Value::Bounds(bounds.expect("in order"));
            let clocks = Clocks::new(Some(AsOf::day(day(*on))), None).expect("a date");
            let label = format!("Source {source}");
            builder
                .push(&Statement::new(record, &label, measure.clone(), value, clocks))
                .expect("ids differ");
        }
        let ledger = builder.finish().into();
        (vec![Loaded { slot: FileSlot(1), ledger }], measure)
    }

    /// Day by day, from slices.
    fn day_by_day(
        comparison: &Comparison,
        files: &[Loaded],
        (from, to): (Day, Day),
        pair: (usize, usize),
    ) -> Together {
        let mut together = Together::default();
        let mut at = from;
        while at <= to {
            let slice = comparison.slice(files, at);
            let read = |voice| slice.standing.iter().find(|s| s.voice == voice).map(|s| s.read);
            if let (Some(a), Some(b)) = (read(pair.0), read(pair.1)) {
                together.add(relation(a, b), at, 1);
            }
            at = at.plus(1);
        }
        together
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_cell_counts_the_days_that_slices_show(
            estimates in prop::collection::vec((0..4_u8, 0..60_i32, 0..50_u16, 0..20_u16), 1..30),
            from in 0..80_i32, days in 0..140_i32,
        ) {
            let (files, measure) = files_of(&estimates, Basis::Level);
            let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
            let period = (day(from), day(from + days));
            let matrix = comparison.pairing(&files, period).matrix();
            for row in 0..matrix.voices.len() {
                prop_assert_eq!(matrix.cell(row, row), None);
                for column in 0..row {
                    let pair = (matrix.voices[row], matrix.voices[column]);
                    let wanted = day_by_day(&comparison, &files, period, pair);
                    prop_assert_eq!(matrix.cell(row, column), Some(&wanted));
                    prop_assert_eq!(matrix.cell(column, row), Some(&wanted));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn pairs_are_counted_at_once_as_they_are_one_by_one(
            estimates in prop::collection::vec((0..90_u8, 0..60_i32, 0..30_u16, 0..8_u16), 1..400),
            from in 0..80_i32, days in 0..140_i32,
        ) {
            let (files, measure) = files_of(&estimates, Basis::Level);
            let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
            let pairing = comparison.pairing(&files, (day(from), day(from + days)));
            prop_assert_eq!(pairing.counted(), pairing.pair_by_pair());
        }
    }

    #[test]
    fn two_threads_count_the_days_of_one() {
        let estimates: Vec<_> = (0..70_u8)
            .flat_map(|source| {
                (0..250_i32)
                    .map(move |on| (source, on, u16::from(source) + 3 * (on % 90) as u16, 40))
            })
            .collect();
        let (files, measure) = files_of(&estimates, Basis::Level);
        let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
        let pairing = comparison.pairing(&files, (day(0), day(400)));
        assert!(pairing.steps() >= WORTH_A_THREAD);
        assert_eq!(pairing.counted(), pairing.pair_by_pair());
    }

    #[test]
    fn increments_of_different_periods_are_not_held_against_each_other() {
        let estimates = [(0, 0, 10, 5), (1, 0, 40, 5), (0, 1, 10, 5), (1, 2, 40, 5)];
        let (files, measure) = files_of(&estimates, Basis::Increment);
        let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
        let matrix = comparison.pairing(&files, (day(0), day(9))).matrix();
        let cell = matrix.cell(1, 0).expect("two voices");
        assert_eq!((cell.days(), cell.first_apart), (1, Some(day(0))));
        assert_eq!(cell.share(), Some(0.0));
    }

    #[test]
    fn what_is_told_runs_from_the_first_to_the_last_change() {
        let (files, measure) = files_of(&[(0, 3, 10, 5), (1, 7, 10, 5)], Basis::Level);
        let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
        let (from, to) = comparison.days_told().expect("somebody stands");
        assert_eq!((from, to), (day(3), day(7 + 90)));
        let (files, measure) = files_of(&[], Basis::Level);
        let nobody = compare(&files, &Overlay::default(), &Question::about(measure));
        assert_eq!(nobody.days_told(), None);
    }
}
