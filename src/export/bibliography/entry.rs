//! What goes out of a reference, or of a publication that no number was read in.

use std::collections::BTreeMap;

use crate::compare::{Reference, References};
use crate::estimate::{Estimate, Loaded, Publication, PublicationName, visible};
use crate::files::is_url;
use crate::session::Document;
use crate::words::{Citing, Words};

/// A place where numbers can be read, in the fields that reference managers have.
pub(super) struct Entry {
    /// What is recorded, and what the estimates state where nothing is.
    pub publication: Publication,
    /// What it is called where nobody has called it anything.
    pub key: String,
    /// Who passed it on.
    pub relays: Vec<String>,
    /// Of when the numbers are, and where they are held, where the note is somebody else's: each
    /// reference as it stands in reports.
    pub annotations: Vec<String>,
}

impl Entry {
    /// What it is called.
    pub fn id(&self) -> &str {
        self.publication.id.as_deref().unwrap_or(&self.key)
    }
}

/// An entry for each reference; one for all references to a publication of which something is recorded;
/// and of what is recorded beside that, where `is_whole`.
pub(super) fn entries(
    references: &References,
    files: &[Loaded],
    document: &Document,
    is_whole: bool,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut by_publication: BTreeMap<usize, usize> = BTreeMap::new();
    for reference in references.list() {
        let Some(stated) = stated(reference, files, document) else { continue };
        let address = stated.publication.address.as_deref();
        let recorded = address.and_then(|address| document.publications().place_at(address));
        let Some(place) = recorded else {
            entries.push(stated);
            continue;
        };
        let known = by_publication.get(&place).and_then(|known| entries.get_mut(*known));
        match (known, document.publications().list().get(place)) {
            (Some(known), _) => known.annotations.extend(stated.publication.note),
            (None, Some(recorded)) => {
                by_publication.insert(place, entries.len());
                entries.push(completed(recorded, stated));
            }
            (None, None) => {}
        }
    }
    let others = document.publications().list().iter().enumerate();
    let others = others.filter(|(place, _)| is_whole && !by_publication.contains_key(place));
    for (place, publication) in others {
        entries.push(Entry {
            publication: publication.clone(),
            key: format!("parallax-uncited{}", place.saturating_add(1)),
            relays: Vec::new(),
            annotations: Vec::new(),
        });
    }
    entries
}

/// What is recorded, with what the estimates state of the publication where it says nothing. Who said
/// a number is not who wrote what it was read in.
fn completed(recorded: &Publication, stated: Entry) -> Entry {
    let Entry { publication, key, relays, .. } = stated;
    let recorded = recorded.clone();
    Entry {
        publication: Publication {
            container: recorded.container.or(publication.container),
            issued: recorded.issued.or(publication.issued),
            ..recorded
        },
        key,
        relays,
        annotations: publication.note.into_iter().collect(),
    }
}

/// What the estimates themselves state.
fn stated(reference: &Reference, files: &[Loaded], document: &Document) -> Option<Entry> {
    let estimates: Vec<Estimate<'_>> =
        reference.estimates.iter().filter_map(|one| one.of(files)).collect();
    let first = *estimates.first()?;
    let published = first.published();
    // Where all that was read there was said on one day.
    let is_one_day = estimates.iter().all(|one| one.published() == published);
    let text = |text: &str| visible(text).into_owned();
    let note = Words::default().reference(reference, files, document, Citing::Plain)?.text();
    let publication = Publication {
        authors: vec![PublicationName::Body(text(first.label().trim()))],
        container: first.outlet().map(text),
        issued: published.filter(|_| is_one_day).map(Into::into),
        address: first.url().filter(|url| is_url(url)).map(str::to_owned),
        note: Some(note),
        ..Publication::default()
    };
    Some(Entry {
        publication,
        key: format!("parallax{}", reference.number),
        relays: first.relays().map(text).collect(),
        annotations: Vec::new(),
    })
}
