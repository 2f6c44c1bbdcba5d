//! BibTeX and BibLaTeX.

use std::collections::BTreeSet;

use biblatex::{
    Bibliography, ChunksExt, Entry, Pair, Person, RawBibliography, RawChunk, RawEntry, Spanned,
};

use super::told::{Gathering, PublicationFact, PublicationsRead};
use crate::estimate::{
    DatePart, MONTHS, PersonName, Publication, PublicationDate, PublicationKind, PublicationName,
    ReferenceForm,
};
use crate::files::doubts::is_url;

/// No entry is longer once its abbreviations are written out.
const LONGEST_ENTRY_BYTES: usize = 1 << 20;
/// Braces within braces are read so deep.
const DEEPEST: usize = 60;

/// Fields in which one thing stands, the more usual before the others.
const CONTAINERS: [&str; 5] = ["journaltitle", "journal", "booktitle", "maintitle", "howpublished"];
const PUBLISHERS: [&str; 4] = ["publisher", "institution", "organization", "school"];
const ACCESSED: [&str; 3] = ["urldate", "accessed", "lastchecked"];
const LANGUAGES: [&str; 2] = ["language", "langid"];
const LOCATIONS: [&str; 4] = ["archivelocation", "archiveloc", "archiveurl", "archive-url"];

/// Reads all entries.
pub(super) fn read(text: &str) -> PublicationsRead {
    let mut gathering = Gathering::of(ReferenceForm::BibTex);
    match RawBibliography::parse(text) {
        Ok(raw) => take_all(vec![Ok(raw)], &mut gathering),
        // What one entry broke is read entry by entry.
        Err(_) => take_all(pieces(text), &mut gathering),
    }
    gathering.finish()
}

type Parsed<'s> = Result<RawBibliography<'s>, String>;

/// The text cut before each line that begins an entry, each piece by itself.
fn pieces(text: &str) -> Vec<Parsed<'_>> {
    let mut starts = Vec::new();
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at = at.saturating_add(line.len());
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to));
    let parsed = pieces.map(|piece| RawBibliography::parse(piece).map_err(|e| e.kind.to_string()));
    parsed.collect()
}

fn take_all(parsed: Vec<Parsed<'_>>, gathering: &mut Gathering) {
    let mut abbreviations: Vec<Pair<'_>> = Vec::new();
    for raw in parsed.iter().flatten() {
        // One that is made of others could be made of itself, or grow without end.
        let is_plain = |pair: &&Pair<'_>| {
            pair.value.v.iter().all(|chunk| matches!(chunk.v, RawChunk::Normal(_)))
        };
        abbreviations.extend(raw.abbreviations.iter().filter(is_plain).cloned());
    }
    for raw in parsed {
        let raw = match raw {
            Ok(raw) => raw,
            Err(why) if gathering.begins() => {
                gathering.tell(PublicationFact::NotRead(Some(why)));
                continue;
            }
            Err(_) => return,
        };
        for entry in raw.entries {
            if !gathering.begins() {
                return;
            }
            match resolved(&entry, &abbreviations) {
                Ok(resolved) => {
                    let publication = publication(&entry.v, &resolved, gathering);
                    gathering.take(publication);
                }
                Err(why) => gathering.tell(PublicationFact::NotRead(why)),
            }
        }
    }
}

/// The entry with its abbreviations and commands as text; says what the reader says of one that it
/// cannot read.
fn resolved(
    entry: &Spanned<RawEntry<'_>>,
    abbreviations: &[Pair<'_>],
) -> Result<Entry, Option<String>> {
    let mut entry = entry.clone();
    // What stands in another entry is not looked for there.
    let is_own = |pair: &Pair<'_>| !is_among(&["crossref", "xdata", "xref"], pair.key.v);
    entry.v.fields.retain(is_own);
    let chunks = || entry.v.fields.iter().flat_map(|pair| &pair.value.v);
    let used: BTreeSet<&str> = chunks()
        .filter_map(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => Some(name),
            RawChunk::Normal(_) => None,
        })
        .collect();
    let used: Vec<Pair<'_>> = match used.is_empty() {
        true => Vec::new(),
        false => abbreviations.iter().filter(|pair| used.contains(pair.key.v)).cloned().collect(),
    };
    let length_of = |chunk: &RawChunk<'_>| match chunk {
        RawChunk::Normal(text) => text.len(),
        RawChunk::Abbreviation(name) => {
            let called = used.iter().rev().find(|pair| pair.key.v == *name);
            called.map_or(0, |pair| written(&pair.value.v).len())
        }
    };
    let length = chunks().map(|chunk| length_of(&chunk.v)).fold(0, usize::saturating_add);
    let all = || chunks().chain(used.iter().flat_map(|pair| &pair.value.v));
    let is_deep = all().any(|chunk| matches!(chunk.v, RawChunk::Normal(text) if is_deep(text)));
    if length > LONGEST_ENTRY_BYTES || is_deep {
        return Err(None);
    }
    let alone =
        RawBibliography { preamble: String::new(), entries: vec![entry], abbreviations: used };
    let read = Bibliography::from_raw(alone).map_err(|error| Some(error.kind.to_string()))?;
    read.into_vec().pop().ok_or(None)
}

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'{' => depth = depth.saturating_add(1),
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

fn is_among(names: &[&str], name: &str) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// What is written there, without a look at what it means.
fn written(field: &[Spanned<RawChunk<'_>>]) -> String {
    let texts = field.iter().map(|chunk| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
    });
    texts.collect()
}

/// The fields of an entry, and which of them were asked for.
struct Fields<'a> {
    raw: &'a RawEntry<'a>,
    resolved: &'a Entry,
    asked: BTreeSet<&'static str>,
}

impl Fields<'_> {
    fn text(&mut self, name: &'static str) -> Option<String> {
        self.asked.insert(name);
        let text = self.resolved.get(name)?.format_verbatim();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The first of these that is there.
    fn first(&mut self, names: &[&'static str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// An address as it is written, as hyphens and braces of one mean nothing else.
    fn address(&mut self, name: &'static str) -> Option<String> {
        self.asked.insert(name);
        let pair = self.raw.fields.iter().rev().find(|pair| is_among(&[name], pair.key.v))?;
        let address = bare_address(&written(&pair.value.v));
        (!address.is_empty()).then_some(address)
    }

    fn names(&mut self, name: &'static str) -> Vec<PublicationName> {
        self.asked.insert(name);
        let people: Vec<Person> = self.resolved.get_as(name).unwrap_or_default();
        people.into_iter().filter_map(name_of).collect()
    }
}

/// An address without what is written around it and before its signs.
fn bare_address(written: &str) -> String {
    let mut text = written.trim();
    for command in ["\\url", "\\href"] {
        text = text.strip_prefix(command).map_or(text, str::trim_start);
    }
    let text = text.replace("{\\textasciitilde}", "~").replace("\\textasciitilde{}", "~");
    let text = text.replace("{\\_}", "_");
    let mut address = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_escape = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        let is_brace = matches!(letter, '{' | '}');
        if !is_escape && !is_brace {
            address.push(letter);
        }
    }
    address.trim().to_owned()
}

fn name_of(person: Person) -> Option<PublicationName> {
    let some = |text: String| (!text.is_empty()).then_some(text);
    let Person { name, given_name, prefix, suffix, .. } = person;
    let (given, particle, suffix) = (some(given_name), some(prefix), some(suffix));
    match (given, particle, suffix) {
        (None, None, None) => some(name).map(PublicationName::Body),
        (given, particle, suffix) => Some(PublicationName::Person(PersonName {
            family: name,
            given,
            particle,
            dropping_particle: None,
            suffix,
        })),
    }
}

fn publication(raw: &RawEntry<'_>, resolved: &Entry, gathering: &mut Gathering) -> Publication {
    let mut fields = Fields { raw, resolved, asked: BTreeSet::new() };
    let issued = issued(&mut fields);
    let accessed = fields.first(&ACCESSED).map(PublicationDate::from);
    for date in [&issued, &accessed].into_iter().flatten() {
        gathering.tell_words(date);
    }
    let key = raw.key.v.trim();
    let mut publication = Publication {
        id: (!key.is_empty()).then(|| key.to_owned()),
        kind: Some(PublicationKind::Bibtex(raw.kind.v.to_owned())),
        title: fields.text("title"),
        authors: fields.names("author"),
        container: fields.first(&CONTAINERS),
        publisher: fields.first(&PUBLISHERS),
        issued,
        accessed,
        address: fields.address("url"),
        archive: fields.text("archive"),
        archive_location: LOCATIONS.iter().find_map(|name| fields.address(name)),
        language: fields.first(&LANGUAGES),
        note: fields.text("note"),
    };
    // Older styles have no field for an address but how it was published.
    if publication.address.is_none() && fields.asked.contains("howpublished") {
        let address = fields.address("howpublished").filter(|address| is_url(address));
        if address.is_some() {
            publication.address = address;
            publication.container = None;
        }
    }
    let is_read = |name: &str| is_among(&Vec::from_iter(fields.asked.iter().copied()), name);
    for pair in &raw.fields {
        if !is_read(pair.key.v) {
            gathering.leave(pair.key.v);
        }
    }
    publication
}

fn issued(fields: &mut Fields<'_>) -> Option<PublicationDate> {
    if let Some(date) = fields.text("date") {
        return Some(PublicationDate::from(date));
    }
    let year = fields.text("year");
    let (month, day) = (fields.text("month"), fields.text("day"));
    let stated = || [&day, &month, &year].into_iter().flatten().map(String::as_str);
    let words = stated().collect::<Vec<_>>().join(" ");
    let number = |text: &Option<String>| text.as_deref().map(str::parse::<i8>);
    let month_number = month.as_ref().map(|text| text.parse().ok().or_else(|| named_month(text)));
    let part = year.as_deref().and_then(|year| {
        let year = year.parse().ok()?;
        let month = month_number.map_or(Some(None), |month| month.map(Some))?;
        DatePart::of(year, month, number(&day).transpose().ok()?)
    });
    match part {
        Some(part) => Some(PublicationDate::On(part)),
        None => (!words.is_empty()).then(|| PublicationDate::from(words)),
    }
}

/// The month that its English name or the three letters for it name.
fn named_month(text: &str) -> Option<i8> {
    let text = text.trim_end_matches('.').to_lowercase();
    let is_named = |month: &&str| {
        let month = month.to_lowercase();
        month == text || (text.len() == 3 && month.starts_with(&text))
    };
    let place = MONTHS.iter().position(is_named)?;
    i8::try_from(place).ok()?.checked_add(1)
}
