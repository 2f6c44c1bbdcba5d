//! A mapping for one table: columns that go by another name there, and what is said where the table
//! says nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::header::{OtherNames, is_same, position};
use super::{Mapping, Rule};
use crate::files::field::Field;
use crate::files::problem_fact::ProblemFact;

/// What stands for the name of the file without its extensions.
const FILE: &str = "{file}";

/// What stands for the name of the sheet.
const SHEET: &str = "{sheet}";

fn filled(text: &str, file: &str, sheet: Option<&str>) -> String {
    let filled = text.replace(FILE, file).replace(SHEET, sheet.unwrap_or_default());
    filled.trim().to_owned()
}

/// What stands before a name that is given by its words, in any order: in `~min|minimum killed|dead*
/// ?reported !women` is one of each, `*` stands for any ending, what has a `?` may be missing, what
/// has a `!` must be. At the end `...` stands for any further words.
const BY_WORDS: char = '~';

/// What stands for any further words.
const ANY_MORE: &str = "...";

/// Where a column stands that goes by another name.
fn place(header: &[String], other: &str) -> Option<usize> {
    match other.strip_prefix(BY_WORDS) {
        Some(words) => header.iter().position(|name| has_words(name, words)),
        None => position(header, other),
    }
}

/// Whether a column goes by another name.
fn is_called(column: &str, other: &str) -> bool {
    match other.strip_prefix(BY_WORDS) {
        Some(words) => has_words(column, words),
        None => is_same(column, other),
    }
}

/// Whether a name is made of these words.
fn has_words(name: &str, words: &str) -> bool {
    // A whole row that was taken for one name has words enough.
    if name.contains([';', '\t', '|', '"']) {
        return false;
    }
    // Both letters are written for the one.
    let name = name.to_lowercase().replace('ё', "е");
    let words_of_name = name.split(|sign: char| !sign.is_alphanumeric());
    let mut left: Vec<&str> = words_of_name.filter(|word| !word.is_empty()).collect();
    let is_open = words.ends_with(ANY_MORE);
    let mut wanted = words.split_whitespace().filter(|word| *word != ANY_MORE);
    let has_all = wanted.all(|wanted| {
        let (sign, words) = match wanted.strip_prefix(['?', '!']) {
            Some(words) => (wanted.chars().next(), words),
            None => (None, wanted),
        };
        let is_one = |word: &str| {
            words.split('|').any(|one| match one.strip_suffix('*') {
                Some(start) => word.starts_with(start),
                None => word == one,
            })
        };
        let found = left.iter().position(|word| is_one(word));
        match (sign, found) {
            (Some('!'), found) => found.is_none(),
            (_, Some(place)) => {
                left.swap_remove(place);
                true
            }
            (sign, None) => sign.is_some(),
        }
    });
    has_all && (is_open || left.is_empty())
}

/// What a column of a header is called there, where a mapping calls it otherwise.
pub(super) fn renamed<'m>(names: &'m OtherNames, header: &[String]) -> BTreeMap<&'m str, String> {
    let absent = names.iter().filter(|(name, _)| position(header, name).is_none());
    let found = absent.filter_map(|(name, others)| {
        let place = others.iter().find_map(|other| place(header, other))?;
        Some((name.as_str(), header.get(place)?.trim().to_owned()))
    });
    found.collect()
}

impl Mapping {
    /// Whether a table with this header has a column, by this name or another one.
    pub(super) fn has(&self, header: &[String], column: &str) -> bool {
        let others = || self.called.get(column).into_iter().flatten();
        place(header, column).is_some() || others().any(|other| place(header, other).is_some())
    }

    /// This mapping with the names that the columns of a table have.
    pub(crate) fn for_header(&self, header: &[String]) -> Cow<'_, Mapping> {
        let names = renamed(&self.called, header);
        if names.is_empty() {
            return Cow::Borrowed(self);
        }
        let rename = |name: &mut String| {
            if let Some(here) = names.get(name.as_str()) {
                name.clone_from(here);
            }
        };
        let mut mapping = self.clone();
        mapping.each_name(&rename);
        Cow::Owned(mapping)
    }

    /// Every place in which the name of a column stands.
    fn each_name(&mut self, take: &dyn Fn(&mut String)) {
        self.needs.iter_mut().flatten().for_each(take);
        self.ignore.iter_mut().for_each(take);
        let parts = self.estimates.iter_mut().flat_map(|part| &mut part.columns);
        for rule in self.columns.iter_mut().chain(parts) {
            take(&mut rule.column);
            rule.with.iter_mut().for_each(take);
        }
        let of_parts = self.estimates.iter_mut().flat_map(|part| &mut part.filled);
        let filters = self.keep.iter_mut().chain(&mut self.leave_out).chain(of_parts);
        filters.for_each(|filter| take(&mut filter.column));
        if let Some(sum) = &mut self.sum {
            let choices = std::mem::take(&mut sum.choices).into_iter().map(|(mut name, group)| {
                take(&mut name);
                (name, group)
            });
            sum.choices = choices.collect();
            let more = sum.by_if_there.iter_mut().chain(&mut sum.with).chain(&mut sum.starts);
            let chosen = sum.choices.values_mut().flatten();
            let names = sum.by.iter_mut().chain(more).chain(&mut sum.values).chain(chosen);
            names.chain([&mut sum.date]).for_each(take);
        }
        if let Some(quantiles) = &mut self.quantiles {
            let own = [&mut quantiles.kind, &mut quantiles.level, &mut quantiles.value];
            quantiles.key.iter_mut().chain(own).for_each(take);
        }
        if let Some(spread) = &mut self.spread {
            spread.beside.iter_mut().chain(&mut spread.leave_out).for_each(take);
        }
        if let Some(length) = &mut self.length {
            take(&mut length.column);
        }
    }

    /// Whether a column goes by this name here or elsewhere.
    pub(super) fn calls(&self, column: &str) -> bool {
        self.called.values().flatten().any(|other| is_called(column, other))
    }

    /// What is said where neither the table nor a person says it, as constants, and what there is to
    /// tell of that.
    pub(crate) fn with_usual<'m>(
        mapping: Cow<'m, Mapping>,
        header: &[String],
        (file, sheet): (&str, Option<&str>),
    ) -> (Cow<'m, Mapping>, Vec<ProblemFact>) {
        let is_said = |field: Field| {
            let reads = |rule: &Rule| rule.to == field && position(header, &rule.column).is_some();
            mapping.constants.contains_key(&field) || mapping.columns.iter().any(reads)
        };
        let usual = mapping.usual.iter().filter(|(field, _)| !is_said(**field));
        let usual: Vec<(Field, String)> =
            usual.map(|(field, text)| (*field, filled(text, file, sheet))).collect();
        if usual.is_empty() {
            return (mapping, Vec::new());
        }
        let mut mapping = mapping.into_owned();
        let told = usual.into_iter().map(|(field, text)| {
            mapping.constants.insert(field, text.clone());
            ProblemFact::NotSaid { field, text }
        });
        let told = told.collect();
        (Cow::Owned(mapping), told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_by_its_words_is_found_in_any_order_and_never_with_a_word_too_many() {
        let words = "min|minimum civilian|civilians killed|deaths ?reported ?total";
        for name in
            ["Minimum civilians reported killed", "civilian_deaths_min", "killed: civilians, MIN"]
        {
            assert!(has_words(name, words), "{name}");
        }
        for name in
            ["Minimum killed", "Minimum civilian children killed", "min max civilians killed", ""]
        {
            assert!(!has_words(name, words), "{name}");
        }
        let words = "~оценк* !нижн*|верхн* ...".trim_start_matches('~');
        assert!(has_words("Оценка потерь, 95%", words));
        assert!(!has_words("Оценка, нижняя граница", words));
    }
}
