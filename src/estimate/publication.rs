//! What a reference manager, or an analyst, knows of where something was published: its title, when it
//! was looked at, where a copy of it is kept. Only what was stated, and as it was stated.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, MOST_ENTRIES, at_most};

/// One publication, as somebody recorded it. What is not stated is none; nothing is worked out.
///
/// It belongs to the estimates that were read at its [address](Publication::address).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Publication {
    /// What it is called where it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PublicationKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "at_most::<MOST_ENTRIES, _, _>"
    )]
    pub authors: Vec<PublicationName>,
    /// The newspaper, the site or the book in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<PublicationDate>,
    /// When it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<PublicationDate>,
    /// Where it is read, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Who keeps a copy of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Where in the archive, often the copy's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_location: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A form in which reference managers write and read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReferenceForm {
    CslJson,
    BibTex,
    Ris,
}

/// The kind of a publication: a word of the form in which it was stated, such as `webpage`, `online`
/// or `ELEC`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationKind {
    Csl(String),
    Bibtex(String),
    Ris(String),
}

impl PublicationKind {
    /// The word, and of which form it is.
    #[must_use]
    pub fn word(&self) -> (ReferenceForm, &str) {
        match self {
            PublicationKind::Csl(word) => (ReferenceForm::CslJson, word),
            PublicationKind::Bibtex(word) => (ReferenceForm::BibTex, word),
            PublicationKind::Ris(word) => (ReferenceForm::Ris, word),
        }
    }
}

/// Who wrote a publication.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationName {
    /// A body, or a name that is not taken apart.
    Body(String),
    Person(PersonName),
}

/// A name in its parts, as stated.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct PersonName {
    pub family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The `von` before the family name, with which it is put in order or without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particle: Option<String>,
    /// The `de` that goes where only the family name is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// The `Jr.` behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
}

impl fmt::Display for PublicationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let person = match self {
            PublicationName::Body(name) => return f.write_str(name),
            PublicationName::Person(person) => person,
        };
        let before = [&person.given, &person.dropping_particle, &person.particle];
        let before = before.into_iter().flatten();
        let all = before.chain([&person.family]).chain(&person.suffix).filter(|it| !it.is_empty());
        f.write_str(&all.map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}

/// A date as precisely as it was stated.
///
/// Written `2024`, `2024-05`, `2024-05-03`, `2024-21` for the first of four seasons (as in ISO 8601-2),
/// `2024-05/2024-07`, or in the words that were used: a text that is one of the former is never among
/// the words.
///
/// ```
/// use parallax::estimate::PublicationDate;
///
/// for text in ["2024", "2024-05", "2024-05-03", "2024-21", "2024/2025-01", "Spring 2024", "2024-5"] {
///     assert_eq!(PublicationDate::from(text.to_owned()).to_string(), text);
/// }
/// let spring = PublicationDate::from("Spring 2024".to_owned());
/// assert!(matches!(spring, PublicationDate::Words(_)));
/// assert_eq!(spring.has("2024-04-01".parse()?), None);
/// let may = PublicationDate::from("2024-05".to_owned());
/// assert_eq!(may.has("2024-05-31".parse()?), Some(true));
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PublicationDate {
    On(DatePart),
    /// From the one to the other, as stated.
    Between(DatePart, DatePart),
    Words(String),
}

/// A day, or the month, season or year of which alone is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DatePart {
    /// From 1 to 9999.
    Year(i16),
    /// Of a year, from 1 to 4, the first of which is spring.
    Season(i16, i8),
    /// Of a year, from 1 to 12.
    Month(i16, i8),
    Day(Day),
}

/// What stands in the place of a month for the season before the first one.
const BEFORE_SEASONS: i8 = 20;

impl DatePart {
    /// Of a year, and what is known of its month and day.
    #[must_use]
    pub fn of(year: i16, month: Option<i8>, day: Option<i8>) -> Option<DatePart> {
        let is_year = (1..=9999).contains(&year);
        match (month, day) {
            (None, None) => is_year.then_some(DatePart::Year(year)),
            (Some(month @ 21..=24), None) => {
                is_year.then_some(DatePart::Season(year, month.saturating_sub(BEFORE_SEASONS)))
            }
            (Some(month @ 1..=12), None) => is_year.then_some(DatePart::Month(year, month)),
            (Some(month), Some(day)) => Day::from_ymd(year, month, day).map(DatePart::Day),
            _ => None,
        }
    }

    /// Year, month and day, as far as they are known; seasons stand as months from 21 to 24.
    #[must_use]
    pub fn parts(self) -> (i16, Option<i8>, Option<i8>) {
        match self {
            DatePart::Year(year) => (year, None, None),
            DatePart::Season(year, season) => {
                (year, Some(season.saturating_add(BEFORE_SEASONS)), None)
            }
            DatePart::Month(year, month) => (year, Some(month), None),
            DatePart::Day(day) => {
                let civil = day.civil();
                (civil.year(), Some(civil.month()), Some(civil.day()))
            }
        }
    }

    fn read(text: &str) -> Option<DatePart> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut next = || parts.next().map(str::parse).transpose().ok();
        let (month, day) = (next()?, next()?);
        DatePart::of(year, month, day).filter(|part| part.to_string() == text)
    }

    /// Whether the day may be meant. Which months a season has hangs on where one is.
    fn has(self, day: Day) -> bool {
        let civil = day.civil();
        match self {
            DatePart::Year(year) | DatePart::Season(year, _) => civil.year() == year,
            DatePart::Month(year, month) => (civil.year(), civil.month()) == (year, month),
            DatePart::Day(stated) => stated == day,
        }
    }
}

impl fmt::Display for DatePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}")?;
        [month, day].into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

impl PublicationDate {
    /// Whether this day may be meant; none where that cannot be told.
    #[must_use]
    pub fn has(&self, day: Day) -> Option<bool> {
        match self {
            PublicationDate::On(part) => Some(part.has(day)),
            PublicationDate::Between(from, to) => {
                let first = |part: DatePart| match part {
                    DatePart::Day(day) => Some(day),
                    part => Day::from_ymd(part.parts().0, 1, 1),
                };
                let within = first(*from)? <= day && (day <= first(*to)? || to.has(day));
                Some(within || from.has(day))
            }
            PublicationDate::Words(_) => None,
        }
    }

    /// The day, where no more and no less than one is stated.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self {
            PublicationDate::On(DatePart::Day(day)) => Some(*day),
            _ => None,
        }
    }
}

impl From<Day> for PublicationDate {
    fn from(day: Day) -> PublicationDate {
        PublicationDate::On(DatePart::Day(day))
    }
}

impl From<String> for PublicationDate {
    fn from(text: String) -> PublicationDate {
        if let Some(part) = DatePart::read(&text) {
            return PublicationDate::On(part);
        }
        let span = text.split_once('/');
        match span.and_then(|(from, to)| DatePart::read(from).zip(DatePart::read(to))) {
            Some((from, to)) => PublicationDate::Between(from, to),
            None => PublicationDate::Words(text),
        }
    }
}

impl From<PublicationDate> for String {
    fn from(date: PublicationDate) -> String {
        date.to_string()
    }
}

impl fmt::Display for PublicationDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublicationDate::On(part) => part.fmt(f),
            PublicationDate::Between(from, to) => write!(f, "{from}/{to}"),
            PublicationDate::Words(words) => f.write_str(words),
        }
    }
}

impl Publication {
    /// Every text of it that is not a date, a name's parts each by itself.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let kind = self.kind.as_ref().map(|kind| kind.word().1);
        let fields = [
            &self.id,
            &self.title,
            &self.container,
            &self.publisher,
            &self.address,
            &self.archive,
            &self.archive_location,
            &self.language,
            &self.note,
        ];
        let names = self.authors.iter().flat_map(|name| match name {
            PublicationName::Body(name) => vec![name.as_str()],
            PublicationName::Person(PersonName {
                family,
                given,
                particle,
                dropping_particle,
                suffix,
            }) => {
                let rest = [given, particle, dropping_particle, suffix].into_iter().flatten();
                std::iter::once(family).chain(rest).map(String::as_str).collect()
            }
        });
        let fields = fields.into_iter().flatten().map(String::as_str);
        fields.chain(kind).chain(names)
    }

    /// Where a copy of it is kept: where in the archive, else who keeps it.
    #[must_use]
    pub fn archived(&self) -> Option<&str> {
        self.archive_location.as_deref().or(self.archive.as_deref())
    }

    /// Whether nothing is stated of it but where it is read.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        *self == Publication { address: self.address.clone(), ..Publication::default() }
    }
}

/// The publications of a session, in the order in which they came, and found by their addresses.
///
/// Of several with one address the first counts for it; the others are kept.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Publications {
    list: Vec<Publication>,
    /// Derived from the list.
    by_address: BTreeMap<String, usize>,
    text_bytes: usize,
}

impl From<Vec<Publication>> for Publications {
    fn from(list: Vec<Publication>) -> Publications {
        let mut by_address = BTreeMap::new();
        for (place, one) in list.iter().enumerate() {
            if let Some(address) = &one.address {
                by_address.entry(address.clone()).or_insert(place);
            }
        }
        let bytes = list.iter().flat_map(Publication::texts).map(str::len);
        let text_bytes = bytes.fold(0, usize::saturating_add);
        Publications { list, by_address, text_bytes }
    }
}

impl Publications {
    /// All of them.
    #[must_use]
    pub fn list(&self) -> &[Publication] {
        &self.list
    }

    /// Which of them is the one with this address: exactly as stated, or as it is where braces may
    /// not stand in an address.
    #[must_use]
    pub fn place_at(&self, address: &str) -> Option<usize> {
        let found = self.by_address.get(address);
        found.or_else(|| self.by_address.get(&without_braces(address)?)).copied()
    }

    /// The one with this address.
    #[must_use]
    pub fn at(&self, address: &str) -> Option<&Publication> {
        self.list.get(self.place_at(address)?)
    }

    /// Bytes of text in them.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.text_bytes
    }
}

/// The address in a form in which braces would end a field, where it has any.
pub(crate) fn without_braces(address: &str) -> Option<String> {
    address.contains(['{', '}']).then(|| address.replace('{', "%7B").replace('}', "%7D"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PublicationDate {
        PublicationDate::from(text.to_owned())
    }

    #[test]
    fn a_date_is_as_precise_as_it_was_stated_and_no_day_is_made_up() {
        assert_eq!(date("2024"), PublicationDate::On(DatePart::Year(2024)));
        assert_eq!(date("2024-02"), PublicationDate::On(DatePart::Month(2024, 2)));
        assert_eq!(date("2024-22"), PublicationDate::On(DatePart::Season(2024, 2)));
        assert_eq!(date("2024-02-29").day(), "2024-02-29".parse().ok());
        for words in
            ["2023-02-29", "2024-13", "2024-1", "24", "+2024", "2024-", "0000", "2024/", ""]
        {
            assert_eq!(date(words), PublicationDate::Words(words.to_owned()), "{words}");
        }
        assert_eq!(date("2024-02").day(), None);
    }

    #[test]
    fn a_day_is_meant_by_what_it_lies_in() {
        let day = "2024-05-03".parse().expect("a day");
        for (text, has) in [
            ("2024", Some(true)),
            ("2024-21", Some(true)),
            ("2024-05", Some(true)),
            ("2024-05-03", Some(true)),
            ("2024-04/2024-05", Some(true)),
            ("2024-05-01/2024-05-02", Some(false)),
            ("2023/2025", Some(true)),
            ("2024-05-02", Some(false)),
            ("2023", Some(false)),
            ("May", None),
        ] {
            assert_eq!(date(text).has(day), has, "{text}");
        }
    }

    #[test]
    fn of_several_with_one_address_the_first_counts() {
        let at = |address: &str, title: &str| Publication {
            address: Some(address.to_owned()),
            title: Some(title.to_owned()),
            ..Publication::default()
        };
        let nowhere = Publication::default();
        let all = vec![nowhere, at("https://a.example", "one"), at("https://a.example", "two")];
        let all = Publications::from(all);
        assert_eq!(all.place_at("https://a.example"), Some(1));
        assert_eq!(all.at("https://a.example/"), None, "exactly as stated");
        assert_eq!(all.list().len(), 3);
        let braced = Publications::from(vec![at("https://a.example/%7Bx%7D", "braced")]);
        assert_eq!(braced.place_at("https://a.example/{x}"), Some(0));
    }
}
