//! Statements under different names that may be one: the same number of many digits within days, the
//! same number under one address, one that is a rounding of another on the same day, and names that
//! hold one another. They are only suggested: nothing is counted otherwise for it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::{Comparison, EstimateRef, Slice};
use crate::estimate::{
    Bounds, Day, Directory, Estimate, Known, Likeness, Loaded, Measure, Shape, name_within,
};

/// Two statements under different names that may be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OneStatement {
    pub first: EstimateRef,
    /// The one that is said again: later, rounded, or under the name that holds the other.
    pub again: EstimateRef,
    pub why: Sameness,
}

/// Why two statements may be one; of several reasons the first one here is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sameness {
    /// The same number of the same day under one address.
    Address,
    /// The same number, of many digits, so many days apart.
    Number { days: i32 },
    /// A rounding of the other on the same day.
    Rounding,
    /// What their names say.
    Name(Likeness),
}

/// A statement, and under whose name it stands.
struct Said<'a> {
    who: usize,
    of: EstimateRef,
    day: Day,
    estimate: Estimate<'a>,
    bounds: Bounds,
    /// Digits before the last zeros, of all of its numbers together.
    digits: usize,
}

/// Numbers with fewer digits before their last zeros, all of a statement taken together, are met by
/// chance.
const MANY_DIGITS: usize = 4;

/// The same number so many days later may be the same statement.
const WITHIN_DAYS: i32 = 7;

/// A rounding to fewer digits is met by chance.
const LEAST_ROUNDED_DIGITS: usize = 3;

impl Comparison {
    /// Which of those that stand on a day may be one statement under two names; each two once, in
    /// the order of the statements.
    #[must_use]
    pub fn may_be_one(&self, files: &[Loaded], slice: &Slice) -> Vec<OneStatement> {
        let said = slice.standing.iter().filter_map(|standing| {
            let (_, day) = self.dated(files).period(standing.estimate);
            Said::new(files, standing.voice, standing.estimate, day)
        });
        let name = |who: usize| self.voices.get(who).map_or("", |voice| &voice.name);
        among(said.collect(), name)
    }
}

/// Which statements on a measure may be one under the names of two origins; each two once.
#[must_use]
pub fn may_be_one_on(files: &[Loaded], measure: &Measure) -> Vec<OneStatement> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut said = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let Some(key) = file.ledger.measure_key(measure) else { continue };
        for track in file.ledger.tracks_of(key) {
            let Some(source) = file.ledger.source(track.source) else { continue };
            let origin = Directory::shipped().origin_of(source);
            let next = names.len();
            let who = *names.entry(origin.name).or_insert(next);
            let rows = track.indices().filter_map(|row| file.ledger.estimate(row));
            said.extend(rows.filter(|one| !one.is_echo()).filter_map(|estimate| {
                let of = EstimateRef::new(place, estimate.index());
                Said::new(files, who, of, estimate.as_of().to())
            }));
        }
    }
    let places: HashMap<usize, &str> = names.iter().map(|(name, who)| (*who, &**name)).collect();
    among(said, |who| places.get(&who).copied().unwrap_or_default())
}

impl<'a> Said<'a> {
    fn new(files: &'a [Loaded], who: usize, of: EstimateRef, day: Day) -> Option<Said<'a>> {
        let estimate = of.of(files)?;
        let bounds = estimate.bounds()?;
        let numbers = [bounds.low(), bounds.best(), bounds.high()];
        let digits = numbers.into_iter().flatten().map(significant_digits).sum();
        Some(Said { who, of, day, estimate, bounds, digits })
    }

    /// Its numbers, to be held against those of others.
    fn numbers(&self) -> [Option<u64>; 3] {
        [self.bounds.low(), self.bounds.best(), self.bounds.high()].map(|n| n.map(f64::to_bits))
    }

    fn address(&self) -> Option<&'a str> {
        let url = self.estimate.url()?;
        let address = url.split('#').next().unwrap_or(url).trim().trim_end_matches('/');
        (!address.is_empty()).then_some(address)
    }
}

/// Digits before the last zeros of a whole number; none of another.
fn significant_digits(number: f64) -> usize {
    if number.fract() != 0.0 {
        return 0;
    }
    // Nothing that is counted comes near the largest.
    let mut whole = number.abs() as u64;
    while whole > 0 && whole.is_multiple_of(10) {
        whole /= 10;
    }
    whole.checked_ilog10().map_or(0, |power| (power as usize).saturating_add(1))
}

fn among<'n>(mut said: Vec<Said<'_>>, name: impl Fn(usize) -> &'n str) -> Vec<OneStatement> {
    let mut pairs = Pairs::default();
    let who: HashSet<usize, RandomState> = said.iter().map(|one| one.who).collect();
    if who.len() < 2 {
        return pairs.found;
    }
    let mut by_name: Vec<usize> = who.into_iter().collect();
    by_name.sort_by_key(|who| (name(*who), *who));
    let ranks: HashMap<usize, usize, RandomState> =
        by_name.into_iter().enumerate().map(|(rank, who)| (who, rank)).collect();
    said.sort_by_cached_key(|one| {
        (one.day, one.estimate.known_from(), ranks.get(&one.who).copied(), one.of)
    });
    let alike = SameNumbers::among(&said);
    same_address(&said, &alike, &mut pairs);
    same_number(&said, &alike, &mut pairs);
    rounding(&said, &mut pairs);
    names_within(&said, name, &mut pairs);
    pairs.found
}

/// What was found, each two statements once.
#[derive(Default)]
struct Pairs {
    found: Vec<OneStatement>,
    known: HashSet<(EstimateRef, EstimateRef), RandomState>,
}

impl Pairs {
    fn add(&mut self, first: &Said<'_>, again: &Said<'_>, why: Sameness) {
        let pair = (first.of.min(again.of), first.of.max(again.of));
        if first.who != again.who && self.known.insert(pair) {
            self.found.push(OneStatement { first: first.of, again: again.of, why });
        }
    }
}

/// Which statements have the same numbers.
struct SameNumbers {
    /// Of each statement the place of its numbers among all that are said.
    of: Vec<u32>,
    /// So many are said.
    all: usize,
}

impl SameNumbers {
    fn among(said: &[Said<'_>]) -> SameNumbers {
        let hashing = RandomState::default();
        let mut known: HashTable<u32> = HashTable::with_capacity(said.len());
        let mut all: Vec<[Option<u64>; 3]> = Vec::new();
        let of = said.iter().map(|one| {
            let numbers = one.numbers();
            let at = |place: &u32| all.get(*place as usize).copied().unwrap_or_default();
            let is_it = |place: &u32| at(place) == numbers;
            let hash_of = |place: &u32| hashing.hash_one(at(place));
            match known.entry(hashing.hash_one(numbers), is_it, hash_of) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(free) => {
                    let place = u32::try_from(all.len()).unwrap_or(u32::MAX);
                    free.insert(place);
                    all.push(numbers);
                    place
                }
            }
        });
        let of = of.collect();
        SameNumbers { of, all: all.len() }
    }

    /// Each statement with what is kept for its numbers, which is nothing at first.
    fn each<'s, 'e, Kept>(
        &self,
        said: &'s [Said<'e>],
        mut take: impl FnMut(&'s Said<'e>, &mut Option<Kept>),
    ) {
        let mut kept: Vec<Option<Kept>> = std::iter::repeat_with(|| None).take(self.all).collect();
        for (one, place) in said.iter().zip(&self.of) {
            if let Some(kept) = kept.get_mut(*place as usize) {
                take(one, kept);
            }
        }
    }
}

/// Those with the same numbers of one day, the first of each address: most are alone, whose address
/// need not be looked at.
enum Alike<'s, 'e> {
    One(&'s Said<'e>),
    Several(HashMap<&'e str, &'s Said<'e>, RandomState>),
}

fn same_address(said: &[Said<'_>], alike: &SameNumbers, pairs: &mut Pairs) {
    // Those of one day follow each other.
    alike.each(said, |one, of_day: &mut Option<(Day, Alike<'_, '_>)>| {
        let known = match of_day {
            Some((day, known)) if *day == one.day => known,
            _ => {
                *of_day = Some((one.day, Alike::One(one)));
                return;
            }
        };
        if let Alike::One(first) = known {
            let first = *first;
            *known = Alike::Several(
                first.address().map(|address| (address, first)).into_iter().collect(),
            );
        }
        if let (Alike::Several(firsts), Some(address)) = (known, one.address()) {
            pairs.add(firsts.entry(address).or_insert(one), one, Sameness::Address);
        }
    });
}

/// Each against the first of those that say the same with no more than some days from one to the
/// next.
fn same_number(said: &[Said<'_>], alike: &SameNumbers, pairs: &mut Pairs) {
    alike.each(said, |one, run: &mut Option<(&Said<'_>, Day)>| {
        if one.digits < MANY_DIGITS {
            return;
        }
        let (first, last) = run.get_or_insert((one, one.day));
        if last.days_until(one.day) > WITHIN_DAYS {
            *first = one;
        }
        *last = one.day;
        pairs.add(first, one, Sameness::Number { days: first.day.days_until(one.day) });
    });
}

/// Single numbers, each against those of the same day with more digits that round to it.
fn rounding(said: &[Said<'_>], pairs: &mut Pairs) {
    let mut exact: HashMap<(Day, u64), &Said<'_>, RandomState> = HashMap::default();
    let single = |one: &Said<'_>| match one.bounds.shape() {
        Shape::Point => one.bounds.single(),
        _ => None,
    };
    for one in said.iter().filter(|one| one.digits >= MANY_DIGITS) {
        let Some(number) = single(one) else { continue };
        let mut unit = 10.0;
        while number.abs() >= unit * 10.0 {
            let rounded = (number / unit).round() * unit;
            if rounded != number {
                exact.entry((one.day, rounded.to_bits())).or_insert(one);
            }
            unit *= 10.0;
        }
    }
    for one in said {
        let Some(number) = single(one) else { continue };
        let digits = one.digits;
        let exact = exact.get(&(one.day, number.to_bits()));
        if let Some(exact) =
            exact.filter(|exact| (LEAST_ROUNDED_DIGITS..exact.digits).contains(&digits))
        {
            pairs.add(exact, one, Sameness::Rounding);
        }
    }
}

/// The latest of each name, where one name holds another.
fn names_within<'n>(said: &[Said<'_>], name: impl Fn(usize) -> &'n str, pairs: &mut Pairs) {
    let mut seen: HashSet<usize, RandomState> = HashSet::default();
    let mut latest: BTreeMap<&str, &Said<'_>> = BTreeMap::new();
    for one in said.iter().rev().filter(|one| seen.insert(one.who)) {
        latest.entry(name(one.who)).or_insert(one);
    }
    let directory = Directory::shipped();
    for (whole, again) in &latest {
        let known = |part: &str| {
            let listed = directory.look_up(part).map(|listed| listed.name);
            let of = latest.get(listed.unwrap_or(part)).or_else(|| latest.get(part));
            match of {
                Some(first) if first.who != again.who => Known::As(*first),
                _ if listed.is_some() => Known::Beside,
                _ => Known::Not,
            }
        };
        if directory.look_up(whole).is_none()
            && let Some((first, why)) = name_within(whole, known)
        {
            pairs.add(first, again, Sameness::Name(why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, file, killed, point, range, says};
    use crate::estimate::{Statement, Value};

    fn told(statements: &[Statement]) -> Vec<(u32, u32, Sameness)> {
        let files = [file(1, statements)];
        let record = |of: EstimateRef| of.of(&files).expect("of this file").record();
        let found = may_be_one_on(&files, &killed());
        found.into_iter().map(|one| (record(one.first), record(one.again), one.why)).collect()
    }

    fn at(mut statement: Statement, url: &str) -> Statement {
        statement.url = Some(url.to_owned());
        statement
    }

    #[test]
    fn a_number_of_many_digits_said_again_within_days_may_be_one_statement() {
        let said = |record, label, number: f64, day| says(record, label, point(number), day);
        let story = [
            said(1, "Staff", 390_580.0, "2024-02-06"),
            said(2, "Army", 390_580.0, "2024-02-08"),
            said(3, "Office", 390_580.0, "2024-03-08"),
            said(4, "Bureau", 300_000.0, "2024-02-06"),
            said(5, "Agency", 300_000.0, "2024-02-06"),
            said(6, "Staff", 390_580.0, "2024-02-07"),
        ];
        assert_eq!(told(&story), [(1, 2, Sameness::Number { days: 2 })]);
        let ranges = [
            says(1, "Staff", range(369_000.0, 525_000.0), "2024-02-06"),
            says(2, "Army", range(369_000.0, 525_000.0), "2024-02-06"),
        ];
        assert_eq!(told(&ranges), [(2, 1, Sameness::Number { days: 0 })], "by name");
    }

    #[test]
    fn one_number_of_one_day_under_one_address_and_a_rounding_may_be_one_statement() {
        let page = "https://agency.example/report-1";
        let story = [
            at(says(1, "Agency", point(70_000.0), "2004-09-01"), page),
            at(
                says(2, "Paper", point(70_000.0), "2004-09-01"),
                "https://agency.example/report-1/#2",
            ),
            at(says(3, "Scholar", point(70_000.0), "2004-09-01"), "https://scholar.example"),
            at(says(4, "Critic", point(20_000.0), "2004-09-01"), page),
        ];
        assert_eq!(told(&story), [(1, 2, Sameness::Address)]);
        let rounded = |value: Value, day: &str| {
            told(&[
                says(1, "Monitor", point(378_838.0), "2024-02-06"),
                says(2, "Ministry", value, day),
            ])
        };
        assert_eq!(rounded(point(379_000.0), "2024-02-06"), [(1, 2, Sameness::Rounding)]);
        assert_eq!(rounded(point(380_000.0), "2024-02-06"), [], "anybody may say 380,000");
        assert_eq!(rounded(point(400_000.0), "2024-02-06"), [], "anybody may say 400,000");
        assert_eq!(rounded(point(379_000.0), "2024-02-07"), [], "another day");
        assert_eq!(rounded(point(378_000.0), "2024-02-06"), [], "no rounding");
    }

    #[test]
    fn a_name_that_holds_another_may_be_one_voice_with_it() {
        let story = [
            says(1, "Lviv Monitor", point(82_000.0), "2024-12-01"),
            says(2, "Gazette citing Lviv Monitor", point(90_000.0), "2024-12-01"),
            says(3, "Ministry", point(120_000.0), "2024-12-01"),
        ];
        assert_eq!(told(&story), [(1, 2, Sameness::Name(Likeness::Citing))]);
        let asked = ask(&story, |_| {});
        let found = asked.comparison.may_be_one(&asked.files, &asked.slice("2024-12-02"));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
