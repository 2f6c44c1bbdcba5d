//! Facts of a source of which files state different things.

use crate::estimate::{DifferingFact, FileSlot, StatedFact};

use super::Words;

impl Words {
    /// What is stated in which files, and what is used: `The kind of Watch is stated as “monitor” in
    /// a.csv (3 estimates) and as “media” in b.csv (2 estimates): “monitor” is used, by which more
    /// estimates go`
    #[must_use]
    pub fn differing_fact(
        self,
        differing: &DifferingFact,
        file: impl Fn(FileSlot) -> String,
    ) -> String {
        let DifferingFact { origin, fact, stated } = differing;
        let told = stated.iter().map(|StatedFact { value, files, estimates }| {
            let files: Vec<String> = files.iter().map(|slot| file(*slot)).collect();
            let estimates = self.counted(*estimates, "estimate", "estimates");
            format!("as “{value}” in {} ({estimates})", self.all_of(&files))
        });
        let told: Vec<String> = told.collect();
        let mut values = stated.iter();
        let used = values.next().map_or("", |first| &first.value);
        let most = stated.first().map_or(0, |first| first.estimates);
        let why = match values.any(|other| other.estimates == most) {
            true => "the first in the alphabet of those by which as many estimates go",
            false => "by which more estimates go",
        };
        let (fact, told) = (fact.word(), self.all_of(&told));
        format!("The {fact} of {origin} is stated {told}: “{used}” is used, {why}")
    }
}
