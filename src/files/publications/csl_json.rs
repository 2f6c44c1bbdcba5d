//! CSL-JSON: a list of items, as Zotero and others export them.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::told::{Gathering, PublicationFact, PublicationsRead};
use crate::estimate::{
    DatePart, PersonName, Publication, PublicationDate, PublicationKind, PublicationName,
    ReferenceForm,
};

/// Whether a text seems to be a list of such items and not of estimates, by its first one: it has an
/// id, a type, and a field that has its name or its shape in this form alone.
pub(super) fn seems_csl(text: &str) -> bool {
    let Some(list) = text.trim_start().strip_prefix('[') else { return false };
    let first = serde_json::Deserializer::from_str(list).into_iter::<Value>().next();
    let Some(Ok(Value::Object(first))) = first else { return false };
    let is_object = |name: &str| first.get(name).is_some_and(Value::is_object);
    let has_names = || {
        let authors = first.get("author").and_then(Value::as_array);
        authors.is_some_and(|all| {
            all.iter().any(|one| one.get("family").is_some() || one.get("literal").is_some())
        })
    };
    let is_item = first.contains_key("id") && first.get("type").is_some_and(Value::is_string);
    is_item
        && (is_object("issued")
            || is_object("accessed")
            || first.contains_key("URL")
            || first.contains_key("container-title")
            || has_names())
}

/// Reads a list of items; none where the text is no list in JSON.
pub(super) fn read(text: &str) -> Option<PublicationsRead> {
    let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    let mut gathering = Gathering::of(ReferenceForm::CslJson);
    for item in items {
        if !gathering.begins() {
            break;
        }
        match serde_json::from_str(item.get()) {
            Ok(Value::Object(item)) => {
                let publication = publication(&item, &mut gathering);
                gathering.take(publication);
            }
            Ok(_) => gathering.tell(PublicationFact::NotRead(None)),
            Err(error) => gathering.tell(PublicationFact::NotRead(Some(error.to_string()))),
        }
    }
    Some(gathering.finish())
}

fn publication(item: &Map<String, Value>, gathering: &mut Gathering) -> Publication {
    let mut publication = Publication::default();
    for (field, value) in item {
        let place = match field.as_str() {
            "id" => &mut publication.id,
            "title" => &mut publication.title,
            "container-title" => &mut publication.container,
            "publisher" => &mut publication.publisher,
            "URL" => &mut publication.address,
            "archive" => &mut publication.archive,
            "archive_location" => &mut publication.archive_location,
            "language" => &mut publication.language,
            "note" => &mut publication.note,
            "type" => {
                let word = text_in(field, value, gathering);
                publication.kind = word.map(PublicationKind::Csl);
                continue;
            }
            "author" => {
                publication.authors = names_in(value, gathering);
                continue;
            }
            "issued" => {
                publication.issued = date_in(field, value, gathering);
                continue;
            }
            "accessed" => {
                publication.accessed = date_in(field, value, gathering);
                continue;
            }
            other => {
                gathering.leave(other);
                continue;
            }
        };
        *place = text_in(field, value, gathering);
    }
    publication
}

/// A text, or a number as one.
fn text_in(field: &str, value: &Value, gathering: &mut Gathering) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => {
            gathering.tell(PublicationFact::NotUnderstood(field.to_owned()));
            None
        }
    }
}

fn names_in(value: &Value, gathering: &mut Gathering) -> Vec<PublicationName> {
    let names = match value {
        Value::Null => return Vec::new(),
        Value::Array(names) => names.as_slice(),
        _ => &[],
    };
    let read: Vec<PublicationName> = names.iter().filter_map(name_in).collect();
    if read.is_empty() || read.len() < names.len() {
        gathering.tell(PublicationFact::NotUnderstood("author".to_owned()));
    }
    read
}

fn name_in(value: &Value) -> Option<PublicationName> {
    let text = |field: &str| {
        let text = value.get(field).and_then(Value::as_str)?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    if let Some(body) = text("literal") {
        return Some(PublicationName::Body(body));
    }
    let given = text("given");
    let family = text("family").or_else(|| given.as_ref().map(|_| String::new()))?;
    Some(PublicationName::Person(PersonName {
        family,
        given,
        particle: text("non-dropping-particle"),
        dropping_particle: text("dropping-particle"),
        suffix: text("suffix"),
    }))
}

fn date_in(field: &str, value: &Value, gathering: &mut Gathering) -> Option<PublicationDate> {
    let date = match value {
        Value::Null => return None,
        Value::String(text) => Some(text.clone()),
        Value::Object(date) => words_of(date),
        _ => None,
    };
    let date = date.filter(|text| !text.is_empty()).map(PublicationDate::from);
    match &date {
        None => gathering.tell(PublicationFact::NotUnderstood(field.to_owned())),
        Some(date) => gathering.tell_words(date),
    }
    date
}

/// A date as it is written: its parts, else the words that stand for it.
fn words_of(date: &Map<String, Value>) -> Option<String> {
    let parts = date.get("date-parts").and_then(Value::as_array);
    let spans: Vec<String> = parts.into_iter().flatten().filter_map(span_of).collect();
    if spans.iter().all(String::is_empty) {
        let words = ["literal", "raw"].into_iter().find_map(|name| date.get(name)?.as_str());
        return words.map(str::to_owned);
    }
    let told = match date.get("season").and_then(plain) {
        Some(season) => in_season(&spans, &season),
        None => spans.join("/"),
    };
    let is_about = match date.get("circa") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "false"),
        Some(_) => true,
    };
    Some(if is_about { format!("circa {told}") } else { told })
}

/// `2024-21` for the first season of a year; another one in its words.
fn in_season(spans: &[String], season: &str) -> String {
    let number = season.parse::<i8>().ok().filter(|season| (1..=4).contains(season));
    let year = spans.first().and_then(|year| year.parse().ok()).filter(|_| spans.len() == 1);
    match year.zip(number) {
        Some((year, season)) => DatePart::Season(year, season).to_string(),
        None => format!("{season} {}", spans.join("/")),
    }
}

/// `2024-05-03`, with as many parts as there are, and each as it stands where it is no number.
fn span_of(parts: &Value) -> Option<String> {
    let mut told = Vec::new();
    let stated = parts.as_array()?.iter().filter_map(plain).filter(|part| !part.is_empty());
    for part in stated {
        let width = if told.is_empty() { 4 } else { 2 };
        told.push(match part.parse::<u16>() {
            Ok(number) => format!("{number:0width$}"),
            Err(_) => part,
        });
    }
    Some(told.join("-"))
}

/// A number or a text as a text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}
