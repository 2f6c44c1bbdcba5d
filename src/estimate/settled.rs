//! What several files state of one source, brought together: the order of files decides nothing.
//!
//! Where they state different things, the one stands beside which most of the source's estimates
//! stand; of equals the first in the alphabet. That they differ is told, with what is used.

use std::collections::{BTreeMap, BTreeSet};

use strum::{IntoStaticStr, VariantArray};

use super::{Affiliation, Directory, FileSlot, Loaded, Source, SourceFacts, SourceKey};

/// What may be stated of a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum FactName {
    Kind,
    Affiliation,
    Country,
    Party,
}

impl FactName {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What is stated of it, as it is written in files.
    fn stated(self, facts: &SourceFacts) -> Option<String> {
        match self {
            FactName::Kind => facts.kind.map(|kind| kind.word().to_owned()),
            FactName::Affiliation => {
                Some(&facts.affiliation).filter(|path| !path.is_empty()).map(ToString::to_string)
            }
            FactName::Country => facts.country.clone(),
            FactName::Party => facts.party.map(|is| if is { "yes" } else { "no" }.to_owned()),
        }
    }
}

/// A fact of an origin of which different things are stated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DifferingFact {
    pub origin: String,
    pub fact: FactName,
    /// What is stated, that which is used first.
    pub stated: Vec<StatedFact>,
}

/// What some files state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedFact {
    /// As it is written in files.
    pub value: String,
    pub files: BTreeSet<FileSlot>,
    /// How many estimates of the origin stand beside it.
    pub estimates: usize,
}

/// Every fact of an origin of which these files state different things, in the order of the names.
#[must_use]
pub fn facts_that_differ(files: &[Loaded]) -> Vec<DifferingFact> {
    let mut by_origin: BTreeMap<String, Vec<(&Loaded, SourceKey, &Source)>> = BTreeMap::new();
    for file in files {
        for (key, source) in file.ledger.sources() {
            if FactName::VARIANTS.iter().any(|fact| fact.stated(&source.facts).is_some()) {
                let origin = Directory::shipped().origin_name(source).to_owned();
                by_origin.entry(origin).or_default().push((file, key, source));
            }
        }
    }
    let mut differing = Vec::new();
    for (origin, sources) in by_origin.into_iter().filter(|(_, sources)| sources.len() > 1) {
        for fact in FactName::VARIANTS {
            let values = || sources.iter().filter_map(|(.., source)| fact.stated(&source.facts));
            if values().collect::<BTreeSet<String>>().len() < 2 {
                continue;
            }
            let mut stated: BTreeMap<String, StatedFact> = BTreeMap::new();
            for (file, key, source) in &sources {
                let Some(value) = fact.stated(&source.facts) else { continue };
                let one = stated.entry(value.clone()).or_insert_with(|| StatedFact {
                    value,
                    files: BTreeSet::new(),
                    estimates: 0,
                });
                one.files.insert(file.slot);
                one.estimates = one.estimates.saturating_add(file.ledger.estimates_of(*key));
            }
            let mut stated: Vec<StatedFact> = stated.into_values().collect();
            stated.sort_by_key(|one| std::cmp::Reverse(one.estimates));
            differing.push(DifferingFact { origin: origin.clone(), fact: *fact, stated });
        }
    }
    differing
}

/// What holds of a source, of all that is stated of it beside so many estimates each.
pub(crate) fn settled(all: &[(&SourceFacts, usize)]) -> SourceFacts {
    SourceFacts {
        origin: most_stated(all, |facts| facts.origin.clone().map(|name| (name.clone(), name))),
        kind: most_stated(all, |facts| facts.kind.map(|kind| (kind.word().to_owned(), kind))),
        affiliation: most_stated(all, |facts| {
            let path = Some(&facts.affiliation).filter(|path| !path.is_empty())?;
            Some((path.to_string(), path.clone()))
        })
        .unwrap_or_else(Affiliation::default),
        country: most_stated(all, |facts| facts.country.clone().map(|name| (name.clone(), name))),
        party: most_stated(all, |facts| facts.party.map(|party| (party.to_string(), party))),
        unknown: false,
    }
}

/// What is stated beside the most estimates; of equals the first in the alphabet.
fn most_stated<T>(
    all: &[(&SourceFacts, usize)],
    stated: impl Fn(&SourceFacts) -> Option<(String, T)>,
) -> Option<T> {
    let mut by_word: BTreeMap<String, (usize, T)> = BTreeMap::new();
    for (facts, estimates) in all {
        if let Some((word, value)) = stated(facts) {
            let known = by_word.entry(word).or_insert((0, value));
            known.0 = known.0.saturating_add(*estimates);
        }
    }
    // Of equals the last one counts.
    let most = by_word.into_values().rev().max_by_key(|(estimates, _)| *estimates);
    most.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{
        AsOf, Basis, Bounds, Clocks, Day, How, Ledger, Measure, OriginKind, Quantity, Statement,
        Value,
    };

    fn file(slot: u16, label: &str, kind: OriginKind, estimates: u32) -> Loaded {
        let mut builder = Ledger::builder();
        for record in 1..=estimates {
            let measure = Measure::new("", Quantity::Deployed, "Kursk", Basis::Level);
            let day = Day::from_number(20_000 + record.cast_signed()).expect("a day");
            let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
            let value = Value::Bounds(Bounds::point(7.0, How::Bare).expect("a number"));
            let mut statement = Statement::new(record, label, measure, value, clocks);
            statement.facts.kind = Some(kind);
            builder.push(&statement).expect("ids differ");
        }
        Loaded { slot: FileSlot(slot), ledger: builder.finish().into() }
    }

    #[test]
    fn what_most_estimates_stand_beside_is_used_and_told_first_in_whatever_order_the_files_are() {
        let few = file(1, "Watch", OriginKind::Academic, 2);
        let many = file(2, "Watch", OriginKind::Monitor, 3);
        let other = file(3, "Watch", OriginKind::Media, 2);
        for files in
            [[few.clone(), many.clone(), other.clone()], [other.clone(), few.clone(), many.clone()]]
        {
            let differing = facts_that_differ(&files);
            let [only] = &differing[..] else { panic!("{differing:?}") };
            assert_eq!((only.origin.as_str(), only.fact), ("Watch", FactName::Kind));
            let told = only.stated.iter().map(|one| (one.value.as_str(), one.estimates));
            let told: Vec<_> = told.collect();
            assert_eq!(told, [("monitor", 3), ("academic", 2), ("media", 2)]);
        }
        assert_eq!(facts_that_differ(&[few.clone(), few]), []);
    }
}
