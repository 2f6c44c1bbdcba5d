//! BibTeX.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::entry::Entry;
use super::kinds;
use crate::estimate::{
    DatePart, PersonName, Publication, PublicationDate, PublicationName, ReferenceForm,
    visible_lines, without_braces,
};

/// All entries, each under a key of its own.
pub(super) fn written(entries: &[Entry]) -> String {
    let mut taken = BTreeSet::new();
    entries.iter().map(|entry| one(entry, &free_key(entry, &mut taken))).collect()
}

/// What it is called, without the signs that no key has; another one where that is taken.
fn free_key(entry: &Entry, taken: &mut BTreeSet<String>) -> String {
    let is_of_key =
        |c: &char| !c.is_whitespace() && !c.is_control() && !"{}(),\"#%~\\=@'".contains(*c);
    let mut key: String = entry.id().chars().filter(is_of_key).collect();
    if key.is_empty() {
        key.clone_from(&entry.key);
    }
    let own = key.clone();
    let mut number = 2_usize;
    // In BibTeX keys are one in whichever case.
    while !taken.insert(key.to_lowercase()) {
        key = format!("{own}-{number}");
        number = number.saturating_add(1);
    }
    key
}

fn one(entry: &Entry, key: &str) -> String {
    let of = &entry.publication;
    let kind = kinds::word(of, ReferenceForm::BibTex);
    let mut text = format!("@{kind}{{{key},\n");
    let mut field = |name: &str, content: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {name} = {{{content}}},");
    };
    let named = |names: Vec<String>| names.join(" and ");
    // In braces of its own: capital letters stay what they are.
    if let Some(title) = &of.title {
        field("title", &format!("{{{}}}", in_bibtex(title)));
    }
    if !of.authors.is_empty() {
        field("author", &named(of.authors.iter().map(name).collect()));
    }
    if !entry.relays.is_empty() {
        field("editor", &named(entry.relays.iter().map(|relay| body(relay)).collect()));
        field("editortype", "reviser");
    }
    if let Some(container) = &of.container {
        field(container_field(&kind), &in_bibtex(container));
    }
    dates(of, &mut field);
    // An address is taken as it is; a brace in it would end the field.
    let address = |url: &String| without_braces(url).unwrap_or_else(|| url.clone());
    if let Some(url) = &of.address {
        field("url", &address(url));
    }
    let rest = [
        ("publisher", &of.publisher),
        ("archive", &of.archive),
        ("language", &of.language),
        ("note", &of.note),
    ];
    for (name, content) in rest {
        content.iter().for_each(|content| field(name, &in_bibtex(content)));
    }
    if let Some(location) = &of.archive_location {
        field("archivelocation", &address(location));
    }
    if !entry.annotations.is_empty() {
        field("annotation", &in_bibtex(&entry.annotations.join(" ")));
    }
    text.push_str("}\n\n");
    text
}

/// Where styles look for what something stands in.
fn container_field(kind: &str) -> &'static str {
    match kind.to_lowercase().as_str() {
        "article" => "journaltitle",
        "incollection" | "inbook" | "inproceedings" | "conference" => "booktitle",
        _ => "howpublished",
    }
}

fn dates(of: &Publication, field: &mut impl FnMut(&str, &str)) {
    match &of.issued {
        Some(PublicationDate::On(
            part @ (DatePart::Year(_) | DatePart::Month(..) | DatePart::Day(_)),
        )) => {
            let (year, month, day) = part.parts();
            field("year", &year.to_string());
            month.iter().for_each(|month| field("month", &month.to_string()));
            day.iter().for_each(|day| field("day", &day.to_string()));
        }
        Some(PublicationDate::Words(words)) => field("year", &in_bibtex(words)),
        Some(date) => field("date", &date.to_string()),
        None => {}
    }
    if let Some(accessed) = &of.accessed {
        field("urldate", &in_bibtex(&accessed.to_string()));
    }
}

/// In braces of its own: the name of a body is not taken apart.
fn body(name: &str) -> String {
    format!("{{{}}}", in_bibtex(name))
}

/// `von Family, Jr., Given`
fn name(name: &PublicationName) -> String {
    let PersonName { family, given, particle, dropping_particle, suffix } = match name {
        PublicationName::Body(name) => return body(name),
        PublicationName::Person(person) => person,
    };
    let mut told = String::new();
    for before in [dropping_particle, particle].into_iter().flatten() {
        told += &in_bibtex(before);
        told.push(' ');
    }
    told += &part(family);
    for behind in [suffix, given].into_iter().flatten() {
        told += ", ";
        told += &part(behind);
    }
    if given.is_none() {
        told += if suffix.is_some() { ", {}" } else { "" };
    }
    told
}

/// A part of a name, in braces where its words or signs would be taken for something else.
fn part(text: &str) -> String {
    let is_plain = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(char::is_alphanumeric)
    };
    match text.split(' ').all(is_plain) {
        true => in_bibtex(text),
        false => body(text),
    }
}

/// A text in which nothing is a command.
fn in_bibtex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in visible_lines(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Two would be a dash.
            '-' if before == '-' => out.push_str("{}-"),
            c => out.push(c),
        }
        before = c;
    }
    out
}
