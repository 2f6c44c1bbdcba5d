//! Which files are copies of one file, as two documents say of files that both have.

use std::collections::{BTreeMap, BTreeSet};

use super::counterparts::Counterparts;
use super::sides::{Sides, Whose};
use crate::estimate::{Day, FileSlot};
use crate::session::{Document, Edit};

/// What a document says of files that may be copies of one: in its own slots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copies {
    /// The files spoken of, those that are copies of one file together. In order.
    pub groups: Vec<Vec<FileSlot>>,
    /// The days that an analyst gave to some of them.
    pub days: BTreeMap<FileSlot, Day>,
    /// Those put in force whatever the days say.
    pub chosen: BTreeSet<FileSlot>,
}

/// For each set of files that one of the two takes for copies and both have, what they say of it.
pub(super) fn all_copies(counterparts: &Counterparts<'_>) -> Vec<Sides<Copies>> {
    let shared = |key: &usize| {
        let has = |whose| counterparts.file_in(whose, *key).is_some();
        has(Whose::Mine) && has(Whose::Theirs)
    };
    let mut clusters: Vec<BTreeSet<usize>> = Vec::new();
    for whose in [Whose::Mine, Whose::Theirs] {
        for series in counterparts.document(whose).series() {
            let slots = series.vintages.iter().map(|vintage| vintage.file);
            let keys = slots.filter_map(|slot| counterparts.file_key(whose, slot));
            let mut cluster: BTreeSet<usize> = keys.filter(shared).collect();
            clusters.retain(|other| {
                let is_apart = other.is_disjoint(&cluster);
                if !is_apart {
                    cluster.extend(other);
                }
                is_apart
            });
            clusters.push(cluster);
        }
    }
    clusters.retain(|cluster| cluster.len() > 1);
    clusters.sort();
    let sides = clusters.iter().map(|cluster| {
        let said = |whose| Some(said(counterparts, whose, cluster));
        let base = if counterparts.has_base { said(Whose::Base) } else { None };
        let base = base.filter(|base| base.groups.iter().flatten().count() == cluster.len());
        Sides { mine: said(Whose::Mine), theirs: said(Whose::Theirs), base }
    });
    sides.collect()
}

/// What a document says of these files.
fn said(counterparts: &Counterparts<'_>, whose: Whose, cluster: &BTreeSet<usize>) -> Copies {
    let document = counterparts.document(whose);
    let files = cluster.iter().filter_map(|key| counterparts.file_in(whose, *key));
    let slots: Vec<FileSlot> = files.map(|file| file.slot).collect();
    let mut groups: Vec<Vec<FileSlot>> = Vec::new();
    for slot in &slots {
        let series = document.series_of(*slot);
        let mut open = groups.iter_mut();
        let group =
            open.find(|group| series.is_some_and(|of| group.iter().any(|one| of.has(*one))));
        match group {
            Some(group) => group.push(*slot),
            None => groups.push(vec![*slot]),
        }
    }
    let together: BTreeSet<FileSlot> =
        groups.iter().filter(|group| group.len() > 1).flatten().copied().collect();
    let vintages = document.series().iter().flat_map(|series| &series.vintages);
    let days = vintages.filter(|one| together.contains(&one.file));
    let days = days.filter_map(|one| Some((one.file, one.day?))).collect();
    let chosen = document.series().iter().filter_map(|series| series.chosen);
    let chosen = chosen.filter(|file| together.contains(file)).collect();
    Copies { groups, days, chosen }
}

/// What is said, by what the files are in all documents.
pub(super) fn keyed(counterparts: &Counterparts<'_>, whose: Whose, said: &Copies) -> KeyedCopies {
    let key = |slot: &FileSlot| counterparts.file_key(whose, *slot);
    let groups = said.groups.iter().map(|group| group.iter().filter_map(key).collect());
    let days = said.days.iter().filter_map(|(slot, day)| Some((key(slot)?, *day)));
    (groups.collect(), days.collect(), said.chosen.iter().filter_map(key).collect())
}

type KeyedCopies = (BTreeSet<BTreeSet<usize>>, BTreeMap<usize, Day>, BTreeSet<usize>);

/// What makes mine say of these files what theirs says.
pub(super) fn edits(counterparts: &Counterparts<'_>, mine: &Copies, theirs: &Copies) -> Vec<Edit> {
    let document: &Document = counterparts.document(Whose::Mine);
    let in_mine = |slot: &FileSlot| {
        let key = counterparts.file_key(Whose::Theirs, *slot)?;
        Some(counterparts.file_in(Whose::Mine, key)?.slot)
    };
    let groups = |copies: &[Vec<FileSlot>], slot: &dyn Fn(&FileSlot) -> Option<FileSlot>| {
        let groups = copies.iter().map(|group| group.iter().filter_map(slot).collect());
        groups.collect::<BTreeSet<BTreeSet<FileSlot>>>()
    };
    let wanted = groups(&theirs.groups, &in_mine);
    let mut edits = Vec::new();
    let is_regrouped = groups(&mine.groups, &|slot| Some(*slot)) != wanted;
    if is_regrouped {
        // What is left of a series after all but one have left it is none.
        let mut series: Vec<Vec<FileSlot>> = document
            .series()
            .iter()
            .map(|series| series.vintages.iter().map(|vintage| vintage.file).collect())
            .collect();
        for slot in mine.groups.iter().flatten() {
            if let Some(of) = series.iter_mut().find(|of| of.len() > 1 && of.contains(slot)) {
                of.retain(|other| other != slot);
                edits.push(Edit::LeaveSeries(*slot));
            }
        }
        for group in &wanted {
            let mut files = group.iter();
            let Some(of) = files.next() else { continue };
            edits.extend(files.map(|file| Edit::JoinSeries { file: *file, of: *of }));
        }
    }
    let days: BTreeMap<FileSlot, Day> =
        theirs.days.iter().filter_map(|(slot, day)| Some((in_mine(slot)?, *day))).collect();
    for slot in wanted.iter().filter(|group| group.len() > 1).flatten() {
        let day = days.get(slot).copied();
        // Whoever leaves a series leaves its day there.
        if day != mine.days.get(slot).copied().filter(|_| !is_regrouped) {
            edits.push(Edit::DateVintage { file: *slot, day });
        }
    }
    let chosen: BTreeSet<FileSlot> = theirs.chosen.iter().filter_map(in_mine).collect();
    let were_chosen = |slot: &FileSlot| !is_regrouped && mine.chosen.contains(slot);
    let no_more = mine.chosen.iter().filter(|slot| were_chosen(slot) && !chosen.contains(slot));
    edits.extend(no_more.map(|slot| Edit::FollowDays(*slot)));
    edits.extend(chosen.iter().filter(|slot| !were_chosen(slot)).map(|s| Edit::PutInForce(*s)));
    edits
}
