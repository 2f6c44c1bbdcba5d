//! CSL-JSON.

use serde::Serialize;

use super::entry::Entry;
use super::kinds;
use crate::estimate::{DatePart, PersonName, PublicationDate, PublicationName, ReferenceForm};

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date<'a>>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annote: Option<String>,
}

/// A name as it stands: bodies have no given name.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Body {
        literal: &'a str,
    },
    Person {
        family: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        given: Option<&'a str>,
        #[serde(rename = "non-dropping-particle", skip_serializing_if = "Option::is_none")]
        particle: Option<&'a str>,
        #[serde(rename = "dropping-particle", skip_serializing_if = "Option::is_none")]
        dropping_particle: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
}

/// A date in its parts, or in words.
#[derive(Serialize)]
#[serde(untagged)]
enum Date<'a> {
    Parts {
        #[serde(rename = "date-parts")]
        date_parts: Vec<Vec<i16>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        season: Option<i8>,
    },
    Words {
        literal: &'a str,
    },
}

/// All entries as one list.
pub(super) fn written(entries: &[Entry]) -> Result<String, serde_json::Error> {
    let items: Vec<Item<'_>> = entries.iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items)?;
    text.push('\n');
    Ok(text)
}

fn item(entry: &Entry) -> Item<'_> {
    let of = &entry.publication;
    Item {
        id: entry.id(),
        kind: kinds::word(of, ReferenceForm::CslJson),
        title: of.title.as_deref(),
        author: of.authors.iter().map(name).collect(),
        contributor: entry.relays.iter().map(|relay| Name::Body { literal: relay }).collect(),
        container_title: of.container.as_deref(),
        publisher: of.publisher.as_deref(),
        issued: of.issued.as_ref().map(date),
        accessed: of.accessed.as_ref().map(date),
        url: of.address.as_deref(),
        archive: of.archive.as_deref(),
        archive_location: of.archive_location.as_deref(),
        language: of.language.as_deref(),
        note: of.note.as_deref(),
        annote: (!entry.annotations.is_empty()).then(|| entry.annotations.join("\n")),
    }
}

fn name(name: &PublicationName) -> Name<'_> {
    match name {
        PublicationName::Body(literal) => Name::Body { literal },
        PublicationName::Person(PersonName {
            family,
            given,
            particle,
            dropping_particle,
            suffix,
        }) => Name::Person {
            family,
            given: given.as_deref(),
            particle: particle.as_deref(),
            dropping_particle: dropping_particle.as_deref(),
            suffix: suffix.as_deref(),
        },
    }
}

fn date(date: &PublicationDate) -> Date<'_> {
    let (spans, season) = match date {
        PublicationDate::On(DatePart::Season(year, season)) => (vec![vec![*year]], Some(*season)),
        PublicationDate::On(part) => (vec![numbers(*part)], None),
        PublicationDate::Between(from, to) => (vec![numbers(*from), numbers(*to)], None),
        PublicationDate::Words(literal) => return Date::Words { literal },
    };
    Date::Parts { date_parts: spans, season }
}

/// Year, month and day, as many as are known.
fn numbers(part: DatePart) -> Vec<i16> {
    let (year, month, day) = part.parts();
    let rest = [month, day].into_iter().flatten().map(i16::from);
    std::iter::once(year).chain(rest).collect()
}
