//! Where numbers can be read: each place once, numbered, with the estimates that it carries.

use std::collections::{BTreeMap, BTreeSet};

use super::{Comparison, EstimateRef, Stretch};
use crate::estimate::{Day, Loaded};

/// One place in which numbers can be read: one source in one file, as one outlet or address gives
/// it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// From 1, without gaps.
    pub number: u32,
    /// What was read there, by as of, then published day, then place in the file.
    pub estimates: Vec<EstimateRef>,
}

/// A numbered list of references, and under which number each estimate is found.
///
/// Numbers follow the day of which the first number of a reference is, then when it was said, then
/// who said it; they hang on what is cited alone, and not on the order of rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct References {
    list: Vec<Reference>,
    numbers: BTreeMap<EstimateRef, u32>,
}

/// By which references are told apart: file, label, relays, outlet, address.
type Place<'a> = (u16, &'a str, Vec<&'a str>, Option<&'a str>, Option<&'a str>);

/// By which what was read in one place is put in order: as of, published, file and row.
type Said = (Day, Day, Day, EstimateRef);

impl References {
    /// Those of these estimates of `files`; each is cited once, however often it is given.
    #[must_use]
    pub fn of(files: &[Loaded], cited: impl IntoIterator<Item = EstimateRef>) -> References {
        let mut places: BTreeMap<Place<'_>, Vec<Said>> = BTreeMap::new();
        for reference in cited.into_iter().collect::<BTreeSet<_>>() {
            let Some(estimate) = reference.of(files) else { continue };
            let place = (
                reference.file,
                estimate.label(),
                estimate.relays().collect(),
                estimate.outlet(),
                estimate.url(),
            );
            let as_of = estimate.as_of();
            let said = (as_of.to(), as_of.from(), estimate.known_from(), reference);
            places.entry(place).or_default().push(said);
        }
        let mut ordered: Vec<(Place<'_>, Vec<Said>)> = places.into_iter().collect();
        ordered.iter_mut().for_each(|(_, said)| said.sort_unstable());
        let first = |said: &[Said]| said.first().map(|(to, from, known, _)| (*to, *known, *from));
        ordered.sort_by(|(a, a_said), (b, b_said)| {
            let by_name = || (a.1, &a.2, a.3, a.4, a.0).cmp(&(b.1, &b.2, b.3, b.4, b.0));
            first(a_said).cmp(&first(b_said)).then_with(by_name)
        });
        let list: Vec<Reference> = (1..)
            .zip(ordered)
            .map(|(number, (_, said))| {
                let estimates = said.into_iter().map(|(.., estimate)| estimate).collect();
                Reference { number, estimates }
            })
            .collect();
        let numbers = list.iter().flat_map(|reference| {
            reference.estimates.iter().map(|estimate| (*estimate, reference.number))
        });
        References { numbers: numbers.collect(), list }
    }

    /// Those of all that is said on what a comparison is about, counted or not.
    #[must_use]
    pub fn of_comparison(files: &[Loaded], comparison: &Comparison) -> References {
        let tracks = comparison.tracks.iter();
        let said = tracks.flat_map(|track| track.statements.iter().map(|(estimate, _)| *estimate));
        References::of(files, said)
    }

    /// In the order of their numbers.
    #[must_use]
    pub fn list(&self) -> &[Reference] {
        &self.list
    }

    /// Where an estimate can be read; none if it is not cited.
    #[must_use]
    pub fn number(&self, estimate: EstimateRef) -> Option<u32> {
        self.numbers.get(&estimate).copied()
    }

    /// Where these can be read: each number once, in order.
    #[must_use]
    pub fn numbers(&self, estimates: &[EstimateRef]) -> Vec<u32> {
        let numbers = estimates.iter().filter_map(|estimate| self.number(*estimate));
        numbers.collect::<BTreeSet<u32>>().into_iter().collect()
    }
}

impl Comparison {
    /// The estimates on which what a voice says on a day rests: its own that stands, and of a group
    /// those of its members that stand.
    #[must_use]
    pub fn behind(&self, voice: usize, at: Day) -> Vec<EstimateRef> {
        let Some(track) = self.tracks.get(voice) else { return Vec::new() };
        let standing = |stretches: &[Stretch]| {
            let place = stretches.partition_point(|one| one.from <= at).checked_sub(1)?;
            let last = stretches.get(place)?;
            last.to.is_none_or(|to| at <= to).then(|| last.estimate())
        };
        match &track.members[..] {
            [] => standing(&track.stretches).into_iter().collect(),
            members => members.iter().filter_map(|member| standing(&member.stretches)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{ask, file, point, published, says};
    use super::*;
    use crate::estimate::Statement;

    fn read_in(mut statement: Statement, outlet: &str, url: &str) -> Statement {
        statement.outlet = Some(outlet.to_owned());
        statement.url = Some(url.to_owned());
        statement
    }

    fn some() -> Vec<Statement> {
        vec![
            read_in(says(1, "B", point(10.0), "2024-03-01"), "Daily", "https://example.org/b"),
            says(2, "A", point(10.0), "2024-03-01"),
            published(says(3, "A", point(12.0), "2024-01-01"), "2024-01-09"),
            read_in(says(4, "B", point(11.0), "2024-04-01"), "Daily", "https://example.org/b"),
            read_in(says(5, "B", point(11.0), "2024-04-01"), "Daily", "https://example.org/c"),
        ]
    }

    /// By record number: which numbers they have.
    fn numbers(statements: &[Statement]) -> Vec<(u32, Option<u32>)> {
        let asked = ask(statements, |_| {});
        let references = References::of_comparison(&asked.files, &asked.comparison);
        let all = references.list().iter().flat_map(|reference| &reference.estimates);
        let mut told: Vec<_> =
            all.map(|one| (asked.record(*one), references.number(*one))).collect();
        told.sort_unstable();
        told
    }

    #[test]
    fn a_place_is_one_reference_and_the_earliest_comes_first() {
        let told = numbers(&some());
        let expected = [(1, 2), (2, 1), (3, 1), (4, 2), (5, 3)].map(|(r, n)| (r, Some(n)));
        assert_eq!(told, expected);
    }

    #[test]
    fn the_order_of_rows_decides_no_number() {
        let mut turned = some();
        turned.reverse();
        assert_eq!(numbers(&turned), numbers(&some()));
    }

    #[test]
    fn what_is_given_twice_is_cited_once_and_what_is_not_there_never() {
        let files = [file(1, &some())];
        let asked = ask(&some(), |_| {});
        let all = References::of_comparison(&asked.files, &asked.comparison);
        let one = all.list()[0].estimates[0];
        let twice = References::of(&files, [one, one, EstimateRef { file: 9, ..one }]);
        assert_eq!(twice.list(), [Reference { number: 1, estimates: vec![one] }]);
        assert_eq!(twice.numbers(&[one, one]), [1]);
        assert_eq!(twice.number(EstimateRef { file: 9, ..one }), None);
    }
}
