//! The publications of a document: taken in, changed one by one, and which of them belong to what is
//! open.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check::{Limits, check_size};
use super::{Document, Refusal};
use crate::estimate::{Publication, Publications};

/// How the publications of a document go with its files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PublicationFit {
    /// All of them.
    pub all: usize,
    /// Those that belong to an address at which something was read.
    pub cited: usize,
    /// Those that have the address of an earlier one, which counts for it.
    pub second: usize,
}

impl Document {
    /// What is recorded of publications, in the order in which it came.
    #[must_use]
    pub fn publications(&self) -> &Publications {
        &self.publications
    }

    /// Whether each publication, by its place, is the one that counts for an address of the open files.
    #[must_use]
    pub fn cited_publications(&self) -> Vec<bool> {
        let mut cited = vec![false; self.publications.list().len()];
        if cited.is_empty() {
            return cited;
        }
        let estimates = self.files.iter().flat_map(|file| file.ledger.estimates());
        let addresses: BTreeSet<&str> = estimates.filter_map(|estimate| estimate.url()).collect();
        for place in addresses.iter().filter_map(|address| self.publications.place_at(address)) {
            if let Some(cited) = cited.get_mut(place) {
                *cited = true;
            }
        }
        cited
    }

    /// How the publications go with the open files.
    #[must_use]
    pub fn publication_fit(&self) -> PublicationFit {
        let list = self.publications.list();
        let cited = self.cited_publications().into_iter().filter(|is_cited| *is_cited).count();
        let is_second = |(place, one): &(usize, &Publication)| {
            let address = one.address.as_deref();
            address.is_some_and(|at| self.publications.place_at(at) != Some(*place))
        };
        let second = list.iter().enumerate().filter(is_second).count();
        PublicationFit { all: list.len(), cited, second }
    }
}

/// Adds those that the document does not have as they are.
pub(super) fn add(
    document: &Document,
    publications: &[Publication],
    limits: &Limits,
) -> Result<Document, Refusal> {
    let mut list = document.publications.list().to_vec();
    let mut seen: BTreeSet<&Publication> = document.publications.list().iter().collect();
    list.extend(publications.iter().filter(|one| seen.insert(one)).cloned());
    let grown = with(document, list)?;
    check_size(&grown, limits).map(|()| grown)
}

/// Puts one in the place of another.
pub(super) fn replace(
    document: &Document,
    old: &Publication,
    new: &Publication,
) -> Result<Document, Refusal> {
    let mut list = document.publications.list().to_vec();
    let is_there = old != new && list.contains(new);
    let place = list.iter().position(|one| one == old).ok_or(Refusal::NoSuchPublication)?;
    match list.get_mut(place) {
        // One that is there already is not there twice.
        Some(_) if is_there => _ = list.remove(place),
        Some(one) => one.clone_from(new),
        None => {}
    }
    with(document, list)
}

/// Takes these away.
pub(super) fn remove(document: &Document, gone: &[Publication]) -> Result<Document, Refusal> {
    let gone: BTreeSet<&Publication> = gone.iter().collect();
    let mut list = document.publications.list().to_vec();
    list.retain(|one| !gone.contains(one));
    with(document, list).map_err(|_| Refusal::NoSuchPublication)
}

fn with(document: &Document, list: Vec<Publication>) -> Result<Document, Refusal> {
    if list == document.publications.list() {
        return Err(Refusal::NothingChanges);
    }
    Ok(Document { publications: Arc::new(list.into()), ..document.clone() })
}
