//! RIS: a tag, two blanks, a hyphen and what is said, line by line.

use super::told::{Gathering, PublicationFact, PublicationsRead};
use crate::estimate::{
    DatePart, PersonName, Publication, PublicationDate, PublicationKind, PublicationName,
    ReferenceForm,
};

/// Whether a text has a record in it.
pub(super) fn is_ris(text: &str) -> bool {
    text.lines().filter_map(tagged).any(|(tag, _)| tag == "TY")
}

/// The tag of a line and what stands behind it. Blanks at the end of a line may be lost.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let (tag, rest) = line.split_at_checked(2)?;
    let said = rest.strip_prefix("  -")?;
    let mut letters = tag.chars();
    let is_tag = letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|next| next.is_ascii_uppercase() || next.is_ascii_digit());
    (is_tag && (said.is_empty() || said.starts_with(' '))).then(|| (tag, said.trim()))
}

/// Reads all records.
pub(super) fn read(text: &str) -> PublicationsRead {
    let mut gathering = Gathering::of(ReferenceForm::Ris);
    let mut open: Option<Record> = None;
    for line in text.lines() {
        match (tagged(line), &mut open) {
            (Some(("TY", kind)), before) => {
                if let Some(record) = before.take() {
                    gathering.tell(PublicationFact::NotEnded);
                    record.end(&mut gathering);
                }
                if !gathering.begins() {
                    return gathering.finish();
                }
                open = Some(Record::of(kind));
            }
            (Some(("ER", _)), before) => {
                if let Some(record) = before.take() {
                    record.end(&mut gathering);
                }
            }
            (Some((tag, said)), Some(record)) => record.lines.push((tag, said.to_owned())),
            // What goes on in another line.
            (None, Some(record)) => {
                if let Some((_, said)) = record.lines.last_mut()
                    && !line.trim().is_empty()
                {
                    said.push('\n');
                    said.push_str(line.trim());
                }
            }
            (_, None) => {}
        }
    }
    if let Some(record) = open {
        gathering.tell(PublicationFact::NotEnded);
        record.end(&mut gathering);
    }
    gathering.finish()
}

/// A record of which the end is still to come.
struct Record<'a> {
    kind: &'a str,
    lines: Vec<(&'a str, String)>,
}

impl Record<'_> {
    fn of(kind: &str) -> Record<'_> {
        Record { kind, lines: Vec::new() }
    }

    fn end(self, gathering: &mut Gathering) {
        let mut one = Publication::default();
        if !self.kind.is_empty() {
            one.kind = Some(PublicationKind::Ris(self.kind.to_owned()));
        }
        let (mut year, mut day) = (None, None);
        for (tag, said) in self.lines {
            if said.is_empty() {
                continue;
            }
            let place = match tag {
                "ID" => &mut one.id,
                "TI" | "T1" => &mut one.title,
                "T2" | "JO" | "JF" | "BT" => &mut one.container,
                "PB" => &mut one.publisher,
                "UR" => &mut one.address,
                "DB" => &mut one.archive,
                "AV" => &mut one.archive_location,
                "LA" => &mut one.language,
                "AU" | "A1" => {
                    one.authors.push(name_of(&said));
                    continue;
                }
                "PY" | "Y1" => {
                    year.get_or_insert(said);
                    continue;
                }
                "DA" => {
                    day.get_or_insert(said);
                    continue;
                }
                "Y2" => {
                    one.accessed = Some(date_of(&said));
                    continue;
                }
                "N1" => {
                    match &mut one.note {
                        Some(note) => *note = format!("{note}\n{said}"),
                        None => one.note = Some(said),
                    }
                    continue;
                }
                other => {
                    gathering.leave(other);
                    continue;
                }
            };
            // Of several the first is the one that is meant.
            match place {
                Some(first) if *first != said => gathering.leave(tag),
                Some(_) => {}
                None => *place = Some(said),
            }
        }
        // The day tells more than the year.
        one.issued = day.or(year).map(|text| date_of(&text));
        for date in [&one.issued, &one.accessed].into_iter().flatten() {
            gathering.tell_words(date);
        }
        gathering.take(one);
    }
}

/// `Family, Given, Suffix`; what has no comma is not taken apart.
fn name_of(said: &str) -> PublicationName {
    let mut parts = said.splitn(3, ',').map(|part| part.trim().to_owned());
    let family = parts.next().unwrap_or_default();
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let (given, suffix) = (next(), next());
    match (given, suffix) {
        (None, None) => PublicationName::Body(said.to_owned()),
        (given, suffix) => {
            PublicationName::Person(PersonName { family, given, suffix, ..PersonName::default() })
        }
    }
}

/// `2024/05/03/`, with what is known of it; behind the day stands a time, which is not kept, or what
/// else there is to say, for which all of it stays as it is.
fn date_of(said: &str) -> PublicationDate {
    let mut parts = said.splitn(4, '/');
    let mut next = || parts.next().map(str::trim).filter(|part| !part.is_empty());
    let (year, month, day) = (next(), next(), next());
    let other = next();
    let is_time = |text: &str| {
        text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    let number = |part: Option<&str>| part.map(str::parse::<i8>).transpose().ok();
    let part = || {
        let year = year.filter(|year| year.len() == 4)?.parse().ok()?;
        DatePart::of(year, number(month)?, number(day)?)
    };
    let is_day = part().filter(|_| other.is_none_or(is_time));
    is_day.map_or_else(|| PublicationDate::from(said.to_owned()), PublicationDate::On)
}
