//! Every voice that stands on a day against the others on the same measure: from whom it differs most,
//! by how much in numbers and in per cent, and whether that is more than is let pass.
//!
//! There is no number that all others are held against, as what they share is nobody's statement: a
//! voice is compared with each of the others by itself, and intervals that share a value differ by
//! nothing. Only measures that are equal are ever laid beside each other.

use super::shares::slice::relation;
use super::{
    Comparison, Interval, Question, Relation, Slice, StandingVoice, compare, measures_compared,
    measures_in,
};
use crate::estimate::{Day, Loaded, Measure, Overlay};

/// How much two voices may differ without being flagged.
///
/// ```
/// use parallax::compare::Thresholds;
///
/// let both = Thresholds::new(Some(100.0), Some(5.0)).expect("numbers from 0 on");
/// assert_eq!(both.is_passed(150.0, Some(2.0)), Some(false), "of so much, no 5 per cent");
/// assert_eq!(both.is_passed(150.0, Some(6.0)), Some(true));
/// assert_eq!(Thresholds::default().is_passed(150.0, Some(6.0)), None);
/// ```
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Thresholds {
    absolute: Option<f64>,
    per_cent: Option<f64>,
}

impl Thresholds {
    /// In what is counted, and in per cent; none where one of them is no number from 0 on.
    #[must_use]
    pub fn new(absolute: Option<f64>, per_cent: Option<f64>) -> Option<Thresholds> {
        let is_good = |of: Option<f64>| of.is_none_or(|n| n.is_finite() && n >= 0.0);
        (is_good(absolute) && is_good(per_cent)).then_some(Thresholds { absolute, per_cent })
    }

    /// In what is counted.
    #[must_use]
    pub fn absolute(self) -> Option<f64> {
        self.absolute
    }

    #[must_use]
    pub fn per_cent(self) -> Option<f64> {
        self.per_cent
    }

    /// Whether a gap is more than is let pass: more than the one threshold that there is, or more than
    /// both of two. No per cent are more than any, as those of a gap over 0 are. None where no
    /// threshold is given.
    #[must_use]
    pub fn is_passed(self, gap: f64, per_cent: Option<f64>) -> Option<bool> {
        let absolute = self.absolute.map(|most| gap > most);
        let relative =
            self.per_cent.map(|most| gap > 0.0 && per_cent.is_none_or(|share| share > most));
        match (absolute, relative) {
            (Some(absolute), Some(relative)) => Some(absolute && relative),
            (one, other) => one.or(other),
        }
    }
}

/// By how much a voice differs from another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Difference {
    /// The other one's place in [`Comparison::voices`].
    pub from: usize,
    /// Whether the voice lies above the other one.
    pub is_above: bool,
    /// The upper's low less the lower's high, more than 0.
    pub gap: f64,
    /// That in per cent of the lower's high; none where that is 0 or below.
    pub per_cent: Option<f64>,
}

impl Difference {
    /// None where they share a value.
    fn between(own: Interval, (from, other): (usize, Interval)) -> Option<Difference> {
        if relation(own, other) != Relation::Apart {
            return None;
        }
        let is_above = own.low() > other.high();
        let (lower, upper) = if is_above { (other, own) } else { (own, other) };
        let gap = upper.low() - lower.high();
        // Multiplied first: 7 of 100 are 7 per cent and not a little more.
        let per_cent = (lower.high() > 0.0).then(|| gap * 100.0 / lower.high());
        Some(Difference { from, is_above, gap, per_cent })
    }
}

/// A measure on a day, each of its voices held against the others.
#[derive(Clone, PartialEq, Debug)]
pub struct Reconciled {
    pub comparison: Comparison,
    /// What stands and what is not counted, and why.
    pub slice: Slice,
    pub thresholds: Thresholds,
    /// For each that stands, in the same order, from whom it differs most: in numbers, of those that
    /// it differs from by more than is let pass, if there are any. None where it shares a value with
    /// every other one, or stands alone.
    pub largest: Vec<Option<Difference>>,
}

impl Reconciled {
    /// Every two voices that are apart, the first of them by its place in [`Comparison::voices`]; none
    /// if more than [`Slice::MOST_PAIRED`] stand.
    #[must_use]
    pub fn differences(&self) -> Vec<(usize, Difference)> {
        let standing = &self.slice.standing;
        if standing.len() > Slice::MOST_PAIRED {
            return Vec::new();
        }
        let of_one = |(place, one): (usize, &StandingVoice)| {
            let (voice, read) = (one.voice, one.read);
            let others = standing.iter().skip(place.saturating_add(1));
            let apart = move |other: &StandingVoice| {
                Some((voice, Difference::between(read, (other.voice, other.read))?))
            };
            others.filter_map(apart).collect::<Vec<_>>()
        };
        standing.iter().enumerate().flat_map(of_one).collect()
    }

    /// Whether a difference is more than is let pass; none where no threshold is given.
    #[must_use]
    pub fn is_material(&self, difference: Option<&Difference>) -> Option<bool> {
        let (gap, per_cent) = difference.map_or((0.0, Some(0.0)), |one| (one.gap, one.per_cent));
        self.thresholds.is_passed(gap, per_cent)
    }
}

/// The measures that are reconciled: all of which there are estimates, those with most first.
#[must_use]
pub fn measures_to_reconcile(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
) -> Vec<Measure> {
    let counted = match question.as_stated {
        true => measures_in(files),
        false => measures_compared(files, overlay),
    };
    counted.into_iter().map(|(measure, _)| measure).collect()
}

/// Holds the voices of the question's measure against each other on a day. What else the question
/// includes is left out, as that is another thing, and so are its days.
#[must_use]
pub fn reconcile(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    at: Day,
    thresholds: Thresholds,
) -> Reconciled {
    let question = Question { include: Vec::new(), from: None, to: None, ..question.clone() };
    let comparison = compare(files, overlay, &question);
    let slice = comparison.slice(files, at);
    let standing: Vec<(usize, Interval)> =
        slice.standing.iter().map(|one| (one.voice, one.read)).collect();
    let largest = largest(&standing, thresholds);
    Reconciled { comparison, slice, thresholds, largest }
}

/// From whom each differs most. Of those below it a voice differs most from the one with the lowest
/// high, and of those above it from the one with the highest low, in numbers and in per cent alike: so
/// no other can pass a threshold that these two do not.
fn largest(standing: &[(usize, Interval)], thresholds: Thresholds) -> Vec<Option<Difference>> {
    // Of several that end there, the first.
    let lowest = standing.iter().min_by(|(_, a), (_, b)| a.high().total_cmp(&b.high()));
    let highest = standing.iter().rev().max_by(|(_, a), (_, b)| a.low().total_cmp(&b.low()));
    let ends = [lowest, highest];
    let of = |(_, own): &(usize, Interval)| {
        let candidates = ends.iter().flatten();
        let apart = candidates.filter_map(|other| Difference::between(*own, **other));
        let rank =
            |one: &Difference| (thresholds.is_passed(one.gap, one.per_cent) == Some(true), one.gap);
        // Of two equally far away, the one below.
        apart.reduce(|first, second| {
            let ((passed, gap), (other_passed, other_gap)) = (rank(&first), rank(&second));
            match passed.cmp(&other_passed).then(gap.total_cmp(&other_gap)).is_lt() {
                true => second,
                false => first,
            }
        })
    };
    standing.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixtures::{
        at_least, day, echo_of, file, killed, measure, point, range, says,
    };
    use super::super::{AboutPolicy, Dates, NotCountedWhy};
    use super::*;
    use crate::estimate::{Basis, Statement};

    fn reconciled(statements: &[Statement], thresholds: Thresholds) -> Reconciled {
        let files = [file(1, statements)];
        let question = Question { dates: Dates::Stated, ..Question::about(killed()) };
        reconcile(&files, &Overlay::default(), &question, day("2024-03-10"), thresholds)
    }

    /// Who differs from whom, by how much, and whether that is too much.
    fn told(reconciled: &Reconciled) -> Vec<String> {
        let name = |voice: usize| reconciled.comparison.voices[voice].name.clone();
        let standing = reconciled.slice.standing.iter().zip(&reconciled.largest);
        let line = |(one, largest): (&StandingVoice, &Option<Difference>)| {
            let material = match reconciled.is_material(largest.as_ref()) {
                Some(true) => " !",
                Some(false) => "",
                None => " ?",
            };
            let differs = largest.as_ref().map(|d| {
                let side = if d.is_above { "above" } else { "below" };
                let share = d.per_cent.map_or("–".to_owned(), |share| format!("{share:.1}"));
                format!(" {} {side} {} ({share} %)", d.gap, name(d.from))
            });
            format!("{}{}{material}", name(one.voice), differs.unwrap_or_default())
        };
        standing.map(line).collect()
    }

    fn thresholds(absolute: Option<f64>, per_cent: Option<f64>) -> Thresholds {
        Thresholds::new(absolute, per_cent).expect("numbers")
    }

    fn four() -> Vec<Statement> {
        vec![
            says(1, "A", range(100.0, 120.0), "2024-03-01"),
            says(2, "B", range(110.0, 150.0), "2024-03-01"),
            says(3, "C", range(300.0, 310.0), "2024-03-01"),
            says(4, "D", at_least(130.0), "2024-03-01"),
        ]
    }

    #[test]
    fn each_voice_is_told_from_whom_it_differs_most_and_who_shares_a_value_differs_by_nothing() {
        let found = told(&reconciled(&four(), Thresholds::default()));
        assert_eq!(
            found,
            [
                "A 180 below C (150.0 %) ?",
                "B 150 below C (100.0 %) ?",
                "C 180 above A (150.0 %) ?",
                "D 10 above A (8.3 %) ?",
            ]
        );
        let alone = told(&reconciled(&four()[..1], thresholds(Some(0.0), None)));
        assert_eq!(alone, ["A"], "who stands alone differs from nobody");
    }

    #[test]
    fn of_two_thresholds_both_are_to_be_passed_and_of_one_that_one() {
        let flagged = |absolute, per_cent| {
            let found = told(&reconciled(&four(), thresholds(absolute, per_cent)));
            found.iter().filter(|line| line.ends_with('!')).count()
        };
        assert_eq!(flagged(Some(150.0), None), 2, "not more than 150 is B's");
        assert_eq!(flagged(Some(9.0), None), 4);
        assert_eq!(flagged(None, Some(10.0)), 3);
        assert_eq!(flagged(Some(9.0), Some(10.0)), 3);
        assert_eq!(flagged(Some(500.0), Some(0.0)), 0);
    }

    #[test]
    fn seven_of_a_hundred_are_not_more_than_seven_per_cent_and_from_nothing_it_is_more_than_any() {
        let two = |low| {
            vec![
                says(1, "A", point(low), "2024-03-01"),
                says(2, "B", range(low + 7.0, low + 9.0), "2024-03-01"),
            ]
        };
        let exact = |low, per_cent| {
            let files = [file(1, &two(low))];
            let about = AboutPolicy::Exact;
            let question = Question { about, dates: Dates::Stated, ..Question::about(killed()) };
            let at = day("2024-03-10");
            let overlay = Overlay::default();
            told(&reconcile(&files, &overlay, &question, at, thresholds(None, Some(per_cent))))
        };
        assert_eq!(exact(100.0, 7.0), ["A 7 below B (7.0 %)", "B 7 above A (7.0 %)"]);
        assert_eq!(exact(0.0, 1_000.0), ["A 7 below B (– %) !", "B 7 above A (– %) !"]);
    }

    #[test]
    fn an_echo_is_listed_and_never_held_against_anybody() {
        let mut statements = four();
        statements.push(echo_of(says(5, "E", point(9_000.0), "2024-03-02"), 1));
        let found = reconciled(&statements, Thresholds::default());
        assert_eq!(told(&found), told(&reconciled(&four(), Thresholds::default())));
        let why: Vec<_> = found.slice.not_counted.iter().map(|(_, why)| *why).collect();
        assert_eq!(why, [NotCountedWhy::Echo]);
    }

    #[test]
    fn another_measure_is_never_beside_it_even_where_the_question_includes_it() {
        let mut statements = four();
        let mut other = says(5, "E", point(9_000.0), "2024-03-02");
        other.measure = measure("killed or wounded", Basis::Cumulative);
        statements.push(other.clone());
        let files = [file(1, &statements)];
        let question = Question { dates: Dates::Stated, ..Question::about(killed()) };
        let question = Question { include: vec![other.measure.clone()], ..question };
        let at = day("2024-03-10");
        let overlay = Overlay::default();
        let found = reconcile(&files, &overlay, &question, at, Thresholds::default());
        assert_eq!(told(&found), told(&reconciled(&four(), Thresholds::default())));
        let measures = measures_to_reconcile(&files, &overlay, &question);
        assert_eq!(measures, [killed(), other.measure]);
    }

    #[test]
    fn a_threshold_is_a_number_from_nothing_on() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Thresholds::new(Some(bad), None), None);
            assert_eq!(Thresholds::new(None, Some(bad)), None);
        }
    }

    fn some_interval() -> impl Strategy<Value = Interval> {
        (0u16..60, 0u16..20, 0u8..8).prop_map(|(low, length, shape)| {
            let (low, high) = (f64::from(low), f64::from(low + length));
            let interval = match shape {
                0 => Interval::at_least(low),
                1 => Interval::at_most(high),
                _ => Interval::new(low, high),
            };
            interval.expect("in order")
        })
    }

    proptest! {
        #[test]
        fn what_is_told_is_the_largest_of_all_pairs_and_flagged_where_any_pair_passes(
            intervals in prop::collection::vec(some_interval(), 0..8),
            absolute in prop::option::of(0u8..40),
            per_cent in prop::option::of(0u16..400),
        ) {
            let thresholds = thresholds(absolute.map(f64::from), per_cent.map(f64::from));
            let standing: Vec<_> = intervals.iter().copied().enumerate().collect();
            let found = largest(&standing, thresholds);
            for ((place, own), found) in standing.iter().zip(&found) {
                let others = standing.iter().filter(|(other, _)| other != place);
                let all: Vec<_> =
                    others.filter_map(|other| Difference::between(*own, *other)).collect();
                let passes = |one: &&Difference| {
                    thresholds.is_passed(one.gap, one.per_cent) == Some(true)
                };
                let passed: Vec<&Difference> = all.iter().filter(passes).collect();
                prop_assert_eq!(found.as_ref().filter(|one| passes(one)).is_some(), !passed.is_empty());
                let of = if passed.is_empty() { all.iter().collect() } else { passed };
                let most = of.iter().map(|one| one.gap).reduce(f64::max);
                prop_assert_eq!(found.map(|one| one.gap), most);
                if let Some(found) = found {
                    prop_assert!(all.contains(found));
                }
            }
        }
    }
}
