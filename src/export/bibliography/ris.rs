//! RIS.

use std::fmt::Write as _;

use super::entry::Entry;
use super::kinds;
use crate::estimate::{
    DatePart, PersonName, PublicationDate, PublicationName, ReferenceForm, visible,
};

/// One entry, with its end.
pub(super) fn written(entry: &Entry) -> String {
    let of = &entry.publication;
    let mut text = String::new();
    let mut line = |tag: &str, content: &str| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{tag}  - {}\r\n", visible(content));
    };
    line("TY", &kinds::word(of, ReferenceForm::Ris));
    line("ID", entry.id());
    of.title.iter().for_each(|title| line("TI", title));
    of.authors.iter().for_each(|author| line("AU", &name(author)));
    entry.relays.iter().for_each(|relay| line("A2", &undivided(relay)));
    of.container.iter().for_each(|container| line("T2", container));
    of.publisher.iter().for_each(|publisher| line("PB", publisher));
    if let Some(date) = &of.issued {
        if let PublicationDate::On(part) = date {
            line("PY", &format!("{:04}", part.parts().0));
        }
        line("DA", &in_slashes(date));
    }
    of.accessed.iter().for_each(|date| line("Y2", &in_slashes(date)));
    of.address.iter().for_each(|url| line("UR", url));
    of.archive.iter().for_each(|archive| line("DB", archive));
    of.archive_location.iter().for_each(|location| line("AV", location));
    of.language.iter().for_each(|language| line("LA", language));
    of.note.iter().flat_map(|note| note.lines()).for_each(|note| line("N1", note));
    entry.annotations.iter().for_each(|said| line("RN", said));
    line("ER", "");
    text.push_str("\r\n");
    text
}

/// A comma would part a name in two.
fn undivided(name: &str) -> String {
    name.replace(',', " ")
}

/// `Family, Given, Suffix`
fn name(name: &PublicationName) -> String {
    let PersonName { family, given, particle, dropping_particle, suffix } = match name {
        PublicationName::Body(name) => return undivided(name),
        PublicationName::Person(person) => person,
    };
    let before = [dropping_particle, particle].into_iter().flatten();
    let family: Vec<String> = before.chain([family]).map(|part| undivided(part)).collect();
    let given = given.as_deref().map(undivided).unwrap_or_default();
    let mut told = format!("{}, {given}", family.join(" "));
    if let Some(suffix) = suffix {
        told += &format!(", {}", undivided(suffix));
    }
    told
}

/// `2024/05/03/`, with what is known of it; else as it is written elsewhere.
fn in_slashes(date: &PublicationDate) -> String {
    match date {
        PublicationDate::On(
            part @ (DatePart::Year(_) | DatePart::Month(..) | DatePart::Day(_)),
        ) => {
            let (year, month, day) = part.parts();
            let two = |part: Option<i8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
            format!("{year:04}/{}/{}/", two(month), two(day))
        }
        other => other.to_string(),
    }
}
