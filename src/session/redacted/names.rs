//! What sources are called in a redacted copy.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::{Censor, Unsaid};
use crate::estimate::{Directory, Source, folded_name};
use crate::session::Document;

/// Whether a source goes by one of these folded names, itself or by its origin.
pub(super) fn is_among(names: &BTreeSet<String>, source: &Source) -> bool {
    !names.is_empty()
        && (names.contains(&folded_name(&source.label))
            || names.contains(&folded_name(Directory::shipped().origin_name(source))))
}

/// From what origins and labels are called, folded, to what they are called in the copy; those that
/// stay as they are are not in it.
#[derive(Default)]
pub(super) struct Names {
    labels: BTreeMap<String, String>,
    origins: BTreeMap<String, String>,
}

impl Names {
    /// Letters for the sources that are masked, in the order in which they first come.
    pub fn of(document: &Document, masked: &BTreeSet<String>) -> Names {
        let mut names = Names::default();
        let sources = || document.files().iter().flat_map(|file| file.ledger.sources());
        let taken: BTreeSet<String> = sources().map(|(_, one)| folded_name(&one.label)).collect();
        let mut letters = 0_usize;
        for (_, source) in sources().filter(|(_, source)| is_among(masked, source)) {
            let origin = Directory::shipped().origin_name(source);
            let own = names.origins.entry(folded_name(origin)).or_insert_with(|| {
                loop {
                    let name = format!("Source {}", lettered(letters));
                    letters = letters.saturating_add(1);
                    if !taken.contains(&folded_name(&name)) {
                        return name;
                    }
                }
            });
            let label = folded_name(&source.label);
            if label == folded_name(origin) {
                names.labels.insert(label, own.clone());
            } else if !names.labels.contains_key(&label) {
                let own = own.clone();
                let beside = names.labels.values().filter(|name| name.starts_with(&own)).count();
                let number = beside.saturating_add(1);
                names.labels.insert(label, format!("{own} ({number})"));
            }
        }
        names
    }

    /// Tells what those are called who are masked, with the names under which they are also known.
    pub fn tell(&self, unsaid: &mut Unsaid) {
        let all = self.origins.keys().chain(self.labels.keys());
        all.flat_map(|name| names_of(name)).for_each(|name| unsaid.text(name));
    }

    /// Whether this is the label or the origin of somebody who is masked.
    pub fn is_masked(&self, name: &str) -> bool {
        let name = folded_name(name);
        self.labels.contains_key(&name) || self.origins.contains_key(&name)
    }

    /// How many are masked that are counted as one voice each.
    pub fn masked(&self) -> usize {
        self.origins.len()
    }

    /// What a source with this label is called.
    pub fn label(&self, label: &str, censor: &Censor) -> String {
        Names::called(label, [&self.labels, &self.origins], censor)
    }

    /// What an origin with this name is called.
    pub fn origin(&self, name: &str, censor: &Censor) -> String {
        Names::called(name, [&self.origins, &self.labels], censor)
    }

    fn called(name: &str, tables: [&BTreeMap<String, String>; 2], censor: &Censor) -> String {
        let own = tables.into_iter().find_map(|table| table.get(&folded_name(name)));
        own.map_or_else(|| censor.clean(name).into_owned(), Clone::clone)
    }
}

/// A name, and others for the same.
pub(super) fn names_of(name: &str) -> impl Iterator<Item = &str> {
    let listed = Directory::shipped().look_up(name);
    let known = listed
        .map(|listed| std::iter::once(listed.name).chain(listed.also.iter().map(String::as_str)));
    std::iter::once(name).chain(known.into_iter().flatten())
}

/// A, B, … Z, AA, AB, …
fn lettered(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(place % 26).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(letter)));
        match (place / 26).checked_sub(1) {
            Some(rest) => place = rest,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lettered;

    #[test]
    fn after_z_comes_aa() {
        assert_eq!(
            [0, 1, 25, 26, 27, 701, 702].map(lettered),
            ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]
        );
    }
}
