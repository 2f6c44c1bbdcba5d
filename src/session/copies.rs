//! Files that somebody says are dated copies of one: they become vintages of it, however little they
//! look alike, unless a file speaks of nothing that any other one does.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::edit::{Added, add_each};
use super::vintages::join;
use super::{Document, FileSection, Refusal};
use crate::compare::Stated;
use crate::estimate::FileSlot;

/// Adds dated copies of one file, and makes all of them vintages of each other and of the open file
/// of which they seem to be copies, if there is one. A copy that cannot be added does not keep the
/// others back.
#[must_use]
pub fn add_copies(document: &Document, copies: Vec<Arc<FileSection>>) -> Added {
    let (copies, foreign) = told_apart(document, copies);
    let Added { document: grown, files, mut refused } = add_each(document, copies);
    refused.extend(foreign.iter().map(|one| Refusal::NotACopy { name: one.name().to_owned() }));
    let is_new = |slot: &FileSlot| document.file(*slot).is_none();
    let new: Vec<FileSlot> = grown.files().iter().map(|file| file.slot).filter(is_new).collect();
    Added { document: joined(grown, &new), files, refused }
}

/// All of these in one series: in the one that most of them are in already.
fn joined(document: Document, new: &[FileSlot]) -> Document {
    let many_new = |series: &super::Series| new.iter().filter(|slot| series.has(**slot)).count();
    let of_most = document.series().iter().max_by_key(|series| many_new(series));
    let of_most = of_most.filter(|series| many_new(series) > 0);
    let of = of_most.and_then(|series| series.vintages.first().map(|vintage| vintage.file));
    let Some(of) = of.or_else(|| new.first().copied()) else { return document };
    let others = new.iter().filter(|slot| **slot != of);
    others.fold(document, |document, slot| {
        // One that is in the series already is refused, and stays there.
        join(&document, *slot, of).unwrap_or(document)
    })
}

/// The files that speak of something that another one or an open file speaks of, and the others.
fn told_apart(
    document: &Document,
    copies: Vec<Arc<FileSection>>,
) -> (Vec<Arc<FileSection>>, Vec<Arc<FileSection>>) {
    if copies.len() < 2 {
        return (copies, Vec::new());
    }
    let stated = |file: &FileSection| {
        Stated::of(&file.loaded()).pairs().map(|(key, _)| key).collect::<BTreeSet<u64>>()
    };
    let coming: Vec<BTreeSet<u64>> = copies.iter().map(|file| stated(file)).collect();
    let mut speaking: HashMap<u64, u32> = HashMap::new();
    let open = document.files().iter().map(|file| stated(file));
    for key in coming.iter().flatten().copied().chain(open.flatten()) {
        let many = speaking.entry(key).or_default();
        *many = many.saturating_add(1);
    }
    let is_shared = |key: &u64| speaking.get(key).is_some_and(|many| *many > 1);
    let format = format_of_most(&copies);
    let (mut kin, mut foreign) = (Vec::new(), Vec::new());
    for (file, keys) in copies.into_iter().zip(&coming) {
        // Another table of the same publisher speaks of the same, and is no copy.
        let is_kin = file.format == format && keys.iter().any(is_shared);
        if is_kin { kin.push(file) } else { foreign.push(file) }
    }
    (kin, foreign)
}

/// By what most of these files were read; of equals the first in the alphabet.
fn format_of_most(files: &[Arc<FileSection>]) -> String {
    let mut formats: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        let many = formats.entry(&file.format).or_default();
        *many = many.saturating_add(1);
    }
    let most = formats.into_iter().rev().max_by_key(|(_, many)| *many);
    most.map_or_else(String::new, |(format, _)| format.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::How;
    use crate::session::generated::{point, section, statement};
    use crate::session::{Edit, apply};

    /// What a file says in which this source gives so much.
    fn copy(name: &str, label: &str, number: f64) -> Arc<FileSection> {
        section(0, name, &[statement(1, "a", label, point(number, How::Bare))])
    }

    #[test]
    fn copies_are_one_series_however_much_they_differ_and_what_is_of_something_else_is_left_out() {
        let copies = vec![
            copy("one-2026-01-01.csv", "NIS", 10.0),
            copy("two-2026-01-02.csv", "NIS", 500.0),
            copy("readme-2026-01-03.csv", "Nobody", 3.0),
            copy("three-2026-01-04.csv", "NIS", 9.0),
        ];
        let added = add_copies(&Document::default(), copies);
        assert_eq!(added.files.len(), 3);
        let foreign = Refusal::NotACopy { name: "readme-2026-01-03.csv".to_owned() };
        assert_eq!(added.refused, [foreign]);
        let [series] = added.document.series() else { panic!("one series") };
        assert_eq!(series.vintages.len(), 3);
        let now = added.document.in_force(series, None).expect("one is");
        let now = added.document.file(now.file).expect("open");
        assert_eq!(now.name(), "three-2026-01-04.csv");
        assert!(added.document.copies_in_doubt().is_empty());
    }

    #[test]
    fn another_table_of_the_same_publisher_is_no_copy_though_it_speaks_of_the_same() {
        let monthly = FileSection::clone(&copy("monthly-2026-01-09.csv", "NIS", 12.0));
        let monthly = FileSection { format: "uk-mod-monthly".to_owned(), ..monthly };
        let copies = vec![
            copy("one-2026-01-01.csv", "NIS", 10.0),
            Arc::new(monthly),
            copy("two-2026-01-02.csv", "NIS", 11.0),
        ];
        let added = add_copies(&Document::default(), copies);
        let foreign = Refusal::NotACopy { name: "monthly-2026-01-09.csv".to_owned() };
        assert_eq!(added.refused, [foreign]);
        assert_eq!(added.document.files().len(), 2);
    }

    #[test]
    fn copies_of_an_open_file_become_vintages_of_it_and_the_same_again_is_refused() {
        let open = copy("losses-2026-01-05.csv", "NIS", 11.0);
        let document = Edit::AddFiles(vec![Arc::clone(&open)]);
        let document = apply(&Document::default(), &document).expect("opened");
        let older = copy("losses-2026-01-01.csv", "NIS", 10.0);
        let added = add_copies(&document, vec![older, open]);
        assert_eq!((added.files.len(), added.refused.len()), (1, 1));
        // What cannot be told by itself is told to be so by a person.
        assert!(added.document.series().len() <= 1);
    }
}
