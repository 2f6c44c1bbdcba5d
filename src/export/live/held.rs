//! Which days, days of publication and groupings a page holds.

use std::collections::BTreeSet;

use crate::compare::{Comparison, EstimateRef, Grouping, Question, References, compare};
use crate::estimate::{Day, FileSlot, Loaded, RowIndex};
use crate::session::Document;

/// A page says so many things at most: for each grouping and each day of publication each day.
const MOST_SAID: usize = 4_000_000;

/// It holds so many days at most.
const MOST_DAYS: usize = 50_000;

/// What a page holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    /// The first and the last day about which it can be asked.
    pub first: Day,
    pub last: Day,
    /// The days from which on something more was known, in order, and at the end all that is known.
    pub known: Vec<Option<Day>>,
    /// How many more of these days there are.
    pub known_left_out: usize,
    pub groupings: Vec<Grouping>,
    /// Every estimate of which something may be said.
    estimates: BTreeSet<(FileSlot, RowIndex)>,
}

/// Why there is no page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NothingHeld {
    /// Nobody ever said anything on what is asked.
    NobodySpeaks,
    /// There are more days than go into one.
    TooManyDays { days: usize, most: usize },
}

impl Held {
    /// What is held for a question: the days of which something was said, or those that it asks for,
    /// and the day that is asked about.
    pub fn of(
        document: &Document,
        question: &Question,
        at: Option<Day>,
    ) -> Result<Held, NothingHeld> {
        let mut said = Said::default();
        let own = document.series().iter().flat_map(|series| &series.vintages);
        let copies: BTreeSet<Day> =
            own.filter_map(|one| Some(document.vintage_day(one.file)?.0)).collect();
        // Another copy of a file may tell of other estimates.
        for known_on in copies.iter().copied().map(Some).chain([None]) {
            let files = document.loaded_for(&Question { known_on, ..question.clone() });
            // All that a copy ever tells, until the next one is there.
            let question = Question { known_on: None, ..question.clone() };
            said.add(&files, &compare(&files, document.overlay(), &question));
        }
        let (Some(first), Some(last)) = (said.first, said.last) else {
            return Err(NothingHeld::NobodySpeaks);
        };
        let first = question.from.unwrap_or_else(|| at.map_or(first, |at| at.min(first)));
        let last = question.to.unwrap_or_else(|| at.map_or(last, |at| at.max(last))).max(first);
        let days = usize::try_from(first.days_until(last)).unwrap_or_default().saturating_add(1);
        if days > MOST_DAYS {
            return Err(NothingHeld::TooManyDays { days, most: MOST_DAYS });
        }
        said.known.extend(copies);
        let all: Vec<Day> = said.known.into_iter().collect();
        let groupings = Grouping::ALL.to_vec();
        let most = (MOST_SAID / days / groupings.len()).max(2);
        let mut known = spread(&all, most);
        let known_left_out = all.len().saturating_sub(known.len());
        if known_left_out > 0 {
            known.extend(question.known_on);
        }
        let known = known.into_iter().map(Some).chain([None]).collect();
        Ok(Held { first, last, known, known_left_out, groupings, estimates: said.estimates })
    }

    /// Where everything can be read of which something may be said, `all` being the files.
    pub fn references(&self, all: &[Loaded]) -> References {
        let place = |slot: FileSlot| all.iter().position(|file| file.slot == slot);
        let estimates = self.estimates.iter();
        References::of(
            all,
            estimates.filter_map(|(slot, row)| Some(EstimateRef::new(place(*slot)?, *row))),
        )
    }

    pub fn days(&self) -> impl Iterator<Item = Day> {
        let days = self.first.days_until(self.last);
        (0..=days).map(|day| self.first.plus(day))
    }

    /// A day's place among those held; none for one that is not.
    pub fn place_of(&self, day: Day) -> Option<usize> {
        let place = usize::try_from(self.first.days_until(day)).ok();
        place.filter(|_| day <= self.last)
    }
}

/// What was said from when to when, and on which days something became known.
#[derive(Default)]
struct Said {
    first: Option<Day>,
    last: Option<Day>,
    known: BTreeSet<Day>,
    estimates: BTreeSet<(FileSlot, RowIndex)>,
}

impl Said {
    fn add(&mut self, files: &[Loaded], comparison: &Comparison) {
        for (estimate, _) in comparison.tracks.iter().flat_map(|track| &track.statements) {
            let Some(clocks) = comparison.clocks(files, *estimate) else { continue };
            let (as_of, known_from) = (clocks.as_of(), clocks.known_from());
            let of = [as_of.from(), as_of.to()];
            self.first = self.first.into_iter().chain(of).min();
            self.last = self.last.into_iter().chain(of).chain([known_from]).max();
            self.known.insert(known_from);
            let retracted = estimate.of(files).and_then(|estimate| estimate.retracted());
            self.known.extend(retracted);
            let slot = files.get(usize::from(estimate.file)).map(|file| file.slot);
            self.estimates.extend(slot.map(|slot| (slot, estimate.row)));
        }
    }
}

/// So many of these days at most, evenly spread, the first and the last among them.
fn spread(days: &[Day], most: usize) -> BTreeSet<Day> {
    let last = days.len().saturating_sub(1);
    if days.len() <= most {
        return days.iter().copied().collect();
    }
    let steps = most.saturating_sub(1).max(1);
    let places: BTreeSet<usize> =
        (0..=steps).map(|step| last.saturating_mul(step) / steps).collect();
    places.into_iter().filter_map(|place| days.get(place).copied()).collect()
}
