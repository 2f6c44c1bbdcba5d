//! What is recorded of publications, in a redacted copy.

use std::collections::BTreeSet;

use super::texts::{Censor, Unsaid};
use crate::estimate::{Estimate, PersonName, Publication, PublicationDate, PublicationName};
use crate::session::Document;

/// What is recorded of the addresses that go tells of them: titles, and where copies are kept; unless
/// it is recorded of an address that is kept.
pub(super) fn tell(document: &Document, kept: &[Estimate<'_>], gone: &[&str], unsaid: &mut Unsaid) {
    let all = document.publications();
    let at = |address: &&str| all.place_at(address);
    let kept: BTreeSet<usize> =
        kept.iter().filter_map(Estimate::url).filter_map(|url| at(&url)).collect();
    let gone: BTreeSet<usize> = gone.iter().filter_map(at).collect();
    let recorded = |place: &usize| all.list().get(*place);
    for one in gone.difference(&kept).filter_map(recorded) {
        one.title.iter().for_each(|title| unsaid.words(title));
        one.archive_location.iter().for_each(|location| unsaid.text(location));
    }
    for one in kept.iter().filter_map(recorded) {
        let said = one.title.iter().chain(&one.archive_location);
        said.for_each(|text| unsaid.text_said_all_the_same(text));
    }
}

/// Those that belong to what is left, without what may not be said.
pub(super) fn kept(left: &Document, censor: &Censor) -> Vec<Publication> {
    let list = left.publications().list();
    let cited = list.iter().zip(left.cited_publications());
    cited.filter(|(_, is_cited)| *is_cited).map(|(one, _)| cleaned(one, censor)).collect()
}

fn cleaned(one: &Publication, censor: &Censor) -> Publication {
    let text = |text: &Option<String>| text.as_deref().map(|text| censor.clean(text).into_owned());
    // An address with something taken out of it leads nowhere.
    let whole = |text: &Option<String>| text.clone().filter(|text| censor.is_clean(text));
    let date = |date: &Option<PublicationDate>| {
        date.clone().filter(|date| match date {
            PublicationDate::Words(words) => censor.is_clean(words),
            _ => true,
        })
    };
    let mut cleaned = Publication {
        id: whole(&one.id),
        kind: one.kind.clone().filter(|kind| censor.is_clean(kind.word().1)),
        title: text(&one.title),
        authors: one.authors.iter().map(|name| cleaned_name(name, censor)).collect(),
        container: text(&one.container),
        publisher: text(&one.publisher),
        issued: date(&one.issued),
        accessed: date(&one.accessed),
        address: whole(&one.address),
        archive: text(&one.archive),
        archive_location: whole(&one.archive_location),
        language: whole(&one.language),
        note: text(&one.note),
    };
    // What it is called is often made of names and titles.
    if cleaned != *one {
        cleaned.id = None;
    }
    cleaned
}

/// A name in parts that may not be said is not taken apart any more.
fn cleaned_name(name: &PublicationName, censor: &Censor) -> PublicationName {
    let told = name.to_string();
    let is_clean = match name {
        PublicationName::Body(_) => censor.is_clean(&told),
        PublicationName::Person(PersonName { family, given, .. }) => {
            let turned = format!("{family}, {}", given.as_deref().unwrap_or_default());
            censor.is_clean(&told) && censor.is_clean(&turned)
        }
    };
    match is_clean {
        true => name.clone(),
        false if censor.is_clean(&told) => PublicationName::Body(super::texts::REDACTED.to_owned()),
        false => PublicationName::Body(censor.clean(&told).into_owned()),
    }
}
