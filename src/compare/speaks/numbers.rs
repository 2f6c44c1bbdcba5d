//! What an analyst does to numbers: other bounds, a factor, ends moved apart.

use super::reading::{says_nothing, tidied};
use crate::compare::{AboutPolicy, Interval, read_bounds};
use crate::estimate::{Bounds, Change, How, LARGEST_NUMBER, Shape};

/// What is laid over the numbers of an estimate or of a source.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::compare) struct Numbers<'a> {
    pub(in crate::compare) bounds: Option<&'a Bounds>,
    /// Every number times this.
    factor: f64,
    /// The end nearer to 0 times this as well.
    shrink: f64,
    /// The end further from 0 times this as well.
    grow: f64,
}

impl Default for Numbers<'_> {
    fn default() -> Self {
        Numbers { bounds: None, factor: 1.0, shrink: 1.0, grow: 1.0 }
    }
}

impl<'a> Numbers<'a> {
    /// Lays a change over those laid before; one that makes no sense is left aside.
    pub(in crate::compare) fn add(&mut self, change: &'a Change) {
        match change {
            Change::Bounds(bounds) => {
                *self = Numbers { bounds: Some(bounds), ..Numbers::default() };
            }
            Change::Scale(factor) if is_factor(*factor) => self.factor *= factor,
            Change::Widen(share) if is_share(*share) => {
                self.shrink *= 1.0 - share;
                self.grow *= 1.0 + share;
            }
            _ => {}
        }
    }

    /// What is laid over an estimate, on top of what is laid over its source.
    pub(in crate::compare) fn over(self, source: Numbers<'a>) -> Numbers<'a> {
        if self.bounds.is_some() {
            return self;
        }
        Numbers {
            bounds: None,
            factor: source.factor * self.factor,
            shrink: source.shrink * self.shrink,
            grow: source.grow * self.grow,
        }
    }

    pub(in crate::compare) fn moves_ends(&self) -> bool {
        (self.factor, self.shrink, self.grow) != (1.0, 1.0, 1.0)
    }

    fn low(&self, low: f64) -> f64 {
        held(low * self.factor * if low < 0.0 { self.grow } else { self.shrink })
    }

    fn high(&self, high: f64) -> f64 {
        held(high * self.factor * if high < 0.0 { self.shrink } else { self.grow })
    }

    pub(in crate::compare) fn best(&self, best: f64) -> f64 {
        if self.factor == 1.0 { best } else { held(best * self.factor) }
    }

    /// The values that a statement goes with, after what was done to them.
    pub(in crate::compare) fn moved(&self, read: Interval) -> Interval {
        if !self.moves_ends() {
            return read;
        }
        read.with_ends(self.low(read.low()), self.high(read.high())).unwrap_or(read)
    }

    /// A number that bounds one end alone, after what was done to it: it keeps its word, so more
    /// than 3,000 times 1.5 is more than 4,500. Of whole things, more than 3,666.3 is more than
    /// 3,666. None for bounds that say something else.
    fn moved_bound(&self, bounds: &Bounds, is_count: bool) -> Option<Bounds> {
        let number = bounds.single()?;
        let how = one_sided(bounds)?;
        let (low, high) = match how {
            How::MoreThan if is_count => (Some(self.low(number).floor()), None),
            How::LessThan if is_count => (None, Some(self.high(number).ceil())),
            How::AtLeast | How::MoreThan => (Some(self.low(number)), None),
            _ => (None, Some(self.high(number))),
        };
        Bounds::new(low, None, high, how).ok()
    }
}

/// The word of a number that bounds one end alone.
fn one_sided(bounds: &Bounds) -> Option<How> {
    match (bounds.how(), bounds.shape()) {
        (how @ (How::AtLeast | How::MoreThan | How::AtMost | How::LessThan), _) => Some(how),
        (how, Shape::AtLeast) if says_nothing(how) => Some(How::AtLeast),
        (how, Shape::AtMost) if says_nothing(how) => Some(How::AtMost),
        _ => None,
    }
}

/// Within what is taken as a number: 3,000 times 1.1 is 3,300.
fn held(number: f64) -> f64 {
    if number.is_finite() { tidied(number.clamp(-LARGEST_NUMBER, LARGEST_NUMBER)) } else { number }
}

/// Whether every number can be multiplied by this.
pub(crate) fn is_factor(factor: f64) -> bool {
    factor.is_finite() && factor > 0.0
}

/// Whether ends can be moved apart by this share of them.
pub(crate) fn is_share(share: f64) -> bool {
    share > 0.0 && share <= 1.0
}

/// As [`read_bounds`], with every end at least this share of itself away from what was stated: as
/// *How sure* tries it with [`LEAST_WIDTH`](crate::compare::LEAST_WIDTH).
#[must_use]
pub fn read_at_least(
    bounds: &Bounds,
    is_count: bool,
    about: AboutPolicy,
    least_width: f64,
) -> Interval {
    let numbers = Numbers::default();
    Reading { numbers, at_least: false, is_count, about, least_width }.interval(bounds)
}

/// How a statement is read, by what is laid over its numbers.
#[derive(Clone, Copy, Debug)]
pub(in crate::compare) struct Reading<'a> {
    pub(in crate::compare) numbers: Numbers<'a>,
    /// Its single number is a count still being compiled.
    pub(in crate::compare) at_least: bool,
    pub(in crate::compare) is_count: bool,
    pub(in crate::compare) about: AboutPolicy,
    /// The share of itself by which every number is read to either side at least; 0 for none.
    pub(in crate::compare) least_width: f64,
}

impl Reading<'_> {
    /// The values that a statement goes with.
    #[inline]
    pub(in crate::compare) fn interval(&self, stated: &Bounds) -> Interval {
        if self.is_plain() {
            return read_bounds(stated, self.is_count, self.about);
        }
        let moved = match self.moved_bound(self.numbers.bounds.unwrap_or(stated)) {
            Some(bound) => read_bounds(&bound, self.is_count, self.about),
            None => self.numbers.moved(self.unmoved(stated)),
        };
        self.no_narrower(stated, moved)
    }

    /// Whether nothing is laid over the numbers.
    #[inline]
    fn is_plain(&self) -> bool {
        let numbers = &self.numbers;
        numbers.bounds.is_none()
            && !numbers.moves_ends()
            && !self.at_least
            && self.least_width == 0.0
    }

    /// See [`Numbers::moved_bound`]; none where nothing is done to the numbers.
    fn moved_bound(&self, bounds: &Bounds) -> Option<Bounds> {
        let moves = self.numbers.moves_ends();
        moves.then(|| self.numbers.moved_bound(bounds, self.is_count)).flatten()
    }

    /// With every end at least as far from what was stated as the least width says; of whole
    /// things, in whole things.
    fn no_narrower(&self, stated: &Bounds, read: Interval) -> Interval {
        if self.least_width == 0.0 {
            return read;
        }
        let single = stated.best().filter(|_| stated.shape() == Shape::Point);
        let around = single.map_or((read.low(), read.high()), |best| {
            let best = self.numbers.best(best);
            (best.max(read.low()), best.min(read.high()))
        });
        let low = around.0 - around.0.abs() * self.least_width;
        let high = around.1 + around.1.abs() * self.least_width;
        let (low, high) = if self.is_count { (low.ceil(), high.floor()) } else { (low, high) };
        let widened = Interval::new(low.min(read.low()), high.max(read.high()));
        widened.unwrap_or(read)
    }

    fn unmoved(&self, stated: &Bounds) -> Interval {
        let read = |bounds, policy| read_bounds(bounds, self.is_count, policy);
        // An analyst's number is no wider than the analyst made it.
        if let Some(bounds) = self.numbers.bounds {
            let is_bare = bounds.how() == How::Bare;
            return read(bounds, if is_bare { AboutPolicy::Exact } else { self.about });
        }
        match stated.best().and_then(Interval::at_least) {
            Some(open) if self.at_least && is_plain_number(stated) => open,
            _ => read(stated, self.about),
        }
    }

    /// The bounds that hold, as they are drawn and written: those given, and where ends were moved
    /// those that the statement is read as.
    pub(in crate::compare) fn bounds(&self, stated: Option<Bounds>) -> Option<Bounds> {
        let base = self.numbers.bounds.copied().or(stated)?;
        if !self.numbers.moves_ends() {
            return Some(base);
        }
        if let Some(bound) = self.moved_bound(&base) {
            return Some(bound);
        }
        let read = self.interval(&base);
        let (low, high) = (read.low(), read.closed_high());
        let low = Some(low).filter(|low| low.is_finite());
        let best = base.best().map(|best| self.numbers.best(best));
        let best = best.filter(|best| read.low() <= *best && *best <= read.high());
        let how = if high.is_some() { How::Between } else { How::AtLeast };
        Bounds::new(low, best, high, how).ok().or(Some(base))
    }
}

/// Whether this is a number without a range or a hedge that speaks of one.
fn is_plain_number(bounds: &Bounds) -> bool {
    bounds.shape() == Shape::Point
        && !matches!(
            bounds.how(),
            How::Nearly | How::AtLeast | How::MoreThan | How::AtMost | How::LessThan
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::shown;
    use crate::words::Words;

    fn over(changes: &[Change]) -> Numbers<'_> {
        let mut numbers = Numbers::default();
        changes.iter().for_each(|change| numbers.add(change));
        numbers
    }

    fn reading(numbers: Numbers<'_>) -> Reading<'_> {
        let about = AboutPolicy::Rounding;
        Reading { numbers, at_least: false, is_count: true, about, least_width: 0.0 }
    }

    #[test]
    fn a_factor_and_a_share_are_applied_to_what_is_read() {
        let about = Bounds::point(3000.0, How::About).expect("a number");
        let changes = [Change::Scale(1.1), Change::Widen(0.1)];
        let reading = reading(over(&changes));
        assert_eq!(shown(reading.interval(&about)), "2,821.5–3,811.5");
        let held = reading.bounds(Some(about)).expect("numbers");
        assert_eq!(Words::default().bounds(&held), "3,300 (2,821.5–3,811.5)");
        assert_eq!(read_bounds(&held, true, AboutPolicy::Rounding), reading.interval(&about));
    }

    #[test]
    fn bounds_say_the_numbers_anew_and_what_comes_after_is_done_to_them() {
        let given = Bounds::new(Some(100.0), None, Some(200.0), How::Between).expect("numbers");
        let stated = Bounds::point(7.0, How::Bare).expect("a number");
        let changes = [Change::Scale(3.0), Change::Bounds(given), Change::Widen(0.5)];
        let own = over(&changes);
        assert_eq!(shown(reading(own).interval(&stated)), "50–300");
        let of_source = [Change::Scale(9.0)];
        assert_eq!(own.over(over(&of_source)), own);
    }

    #[test]
    fn an_open_end_stays_open_and_nothing_below_zero_is_made() {
        let stated = Bounds::new(Some(3000.0), None, None, How::MoreThan).expect("a number");
        let changes = [Change::Widen(1.0)];
        let reading = reading(over(&changes));
        let held = reading.bounds(Some(stated)).expect("numbers");
        assert_eq!((held.low(), held.high(), held.how()), (Some(0.0), None, How::MoreThan));
        assert_eq!(shown(reading.interval(&stated)), "at least 1");
    }

    #[test]
    fn a_number_that_bounds_one_end_keeps_its_word_when_it_is_scaled() {
        let said = |low, high, how, factor| {
            let stated = Bounds::new(low, None, high, how).expect("a number");
            let changes = [Change::Scale(factor)];
            let reading = reading(over(&changes));
            let held = reading.bounds(Some(stated)).expect("numbers");
            assert_eq!(read_bounds(&held, true, AboutPolicy::Rounding), reading.interval(&stated));
            (Words::default().bounds(&held), shown(reading.interval(&stated)))
        };
        let told = |bounds: &str, read: &str| (bounds.to_owned(), read.to_owned());
        let more = said(Some(3000.0), None, How::MoreThan, 1.5);
        assert_eq!(more, told("> 4,500", "at least 4,501"));
        let more = said(Some(3333.0), None, How::MoreThan, 1.1);
        assert_eq!(more, told("> 3,666", "at least 3,667"), "people are counted whole");
        let less = said(None, Some(1000.0), How::LessThan, 1.5);
        assert_eq!(less, told("< 1,500", "0–1,499"));
        let less = said(None, Some(3333.0), How::LessThan, 1.1);
        assert_eq!(less, told("< 3,667", "0–3,666"));
        assert_eq!(said(Some(3000.0), None, How::AtLeast, 1.5).0, "≥ 4,500");
        assert_eq!(said(None, Some(900.0), How::AtMost, 2.0), told("≤ 1,800", "0–1,800"));
        assert_eq!(said(None, Some(900.0), How::Bare, 2.0).0, "≤ 1,800");
    }

    #[test]
    fn what_is_no_factor_does_nothing() {
        let changes = [f64::NAN, 0.0, -1.0, f64::INFINITY].map(Change::Scale);
        let shares = [f64::NAN, 0.0, -1.0, 1.5].map(Change::Widen);
        assert!(!over(&changes).moves_ends() && !over(&shares).moves_ends());
    }
}
