//! The reference list: where each number can be read, complete and never cut short.

use std::collections::BTreeSet;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::sureness::with_first;
use super::{Sentence, Words};
use crate::compare::{EstimateRef, Reference, References};
use crate::estimate::{Day, Directory, Estimate, Grading, Loaded, Publication, visible};
use crate::files::is_url;
use crate::session::{Document, FileSection};

/// How references are written.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, Hash, IntoStaticStr, EnumString, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum Citing {
    /// As a person writes them: who, where, of when, the address.
    #[default]
    Plain,
    /// Element by element as Intelligence Community Directive 206 asks of source reference
    /// citations (originator, title, dates of publication, of information and of access, address),
    /// each named, and what is not recorded said to be so.
    Icd206,
}

impl Citing {
    /// Every way.
    pub const ALL: &'static [Citing] = Citing::VARIANTS;

    /// The word for it on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A reference in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    pub number: u32,
    pub parts: Vec<CitedPart>,
}

/// A piece of a reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CitedPart {
    Text(String),
    /// An address of the web, as stated.
    Address(String),
}

impl CitedPart {
    /// As it is read.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            CitedPart::Text(text) | CitedPart::Address(text) => text,
        }
    }
}

impl Cited {
    /// All of it, in one line.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.iter().map(CitedPart::text).collect()
    }
}

/// So many numbers of one reference are told with the days of each; of more, from when to when.
const MOST_DATED: usize = 6;
/// So many runs of records are told one by one.
const MOST_RUNS: usize = 12;

impl Words {
    /// A reference in words: who said it, who passed it on, where it was read, of when and when it
    /// was said, its address, and in which records of which file it stands.
    #[must_use]
    pub fn reference(
        self,
        reference: &Reference,
        files: &[Loaded],
        document: &Document,
        citing: Citing,
    ) -> Option<Cited> {
        let estimates: Vec<Estimate<'_>> =
            reference.estimates.iter().filter_map(|one| one.of(files)).collect();
        let first = *estimates.first()?;
        let slot = files.get(usize::from(reference.estimates.first()?.file))?.slot;
        let file = document.file(slot).map(|file| &**file);
        let recorded = first.url().and_then(|url| document.publications().at(url));
        let of = Of { words: self, first, estimates, file, recorded };
        let parts = match citing {
            Citing::Plain => of.plain(),
            Citing::Icd206 => of.by_elements(),
        };
        Some(Cited { number: reference.number, parts })
    }

    /// All references in words.
    #[must_use]
    pub fn references(
        self,
        references: &References,
        files: &[Loaded],
        document: &Document,
        citing: Citing,
    ) -> Vec<Cited> {
        let list = references.list().iter();
        list.filter_map(|reference| self.reference(reference, files, document, citing)).collect()
    }

    /// The files in which references stand, each with the fingerprint of its content: `estimates.csv:
    /// 124 records, xxh3 1f0c…`.
    #[must_use]
    pub fn files_cited(
        self,
        references: &References,
        files: &[Loaded],
        document: &Document,
    ) -> Vec<String> {
        let cited = references.list().iter().flat_map(|reference| reference.estimates.first());
        let places: BTreeSet<u16> = cited.map(|one| one.file).collect();
        let file = |place: &u16| document.file(files.get(usize::from(*place))?.slot);
        let lines = places.iter().filter_map(file).map(|file| {
            let rows = self.counted(file.rows as usize, "record", "records");
            let (name, print) = (visible(file.name()), file.fingerprint);
            format!("{name}: {rows}, fingerprint xxh3 {print}")
        });
        lines.collect()
    }

    /// `[3]`, `[3, 7–9]`; empty where nothing is cited.
    #[must_use]
    pub fn cited(self, numbers: &[u32]) -> String {
        if numbers.is_empty() { String::new() } else { format!("[{}]", runs(numbers).join(", ")) }
    }

    /// The sentence with the numbers of its references behind what they are of. What speaks of
    /// voices and of no statement in particular is cited by what `standing` gives for a voice.
    #[must_use]
    pub fn with_references(
        self,
        sentence: &Sentence,
        references: &References,
        standing: impl Fn(usize) -> Vec<EstimateRef>,
    ) -> Sentence {
        let mut cited = sentence.clone();
        for part in &mut cited.parts {
            let numbers = if part.estimates.is_empty() {
                let said: Vec<EstimateRef> =
                    part.voices.iter().flat_map(|voice| standing(*voice)).collect();
                references.numbers(&said)
            } else {
                references.numbers(&part.estimates)
            };
            let end = part.text.trim_end_matches(['.', ',', ';', ':', ' ']).len();
            if end > 0 && !numbers.is_empty() {
                part.text.insert_str(end, &format!(" {}", self.cited(&numbers)));
            }
        }
        cited
    }
}

/// Numbers in order, those that follow each other as one: `3`, `7–9`.
fn runs(numbers: &[u32]) -> Vec<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let told = runs.into_iter().flat_map(|(first, last)| match last.saturating_sub(first) {
        0 => vec![first.to_string()],
        1 => vec![first.to_string(), last.to_string()],
        _ => vec![format!("{first}–{last}")],
    });
    told.collect()
}

/// What a reference is made of.
struct Of<'a> {
    words: Words,
    first: Estimate<'a>,
    estimates: Vec<Estimate<'a>>,
    file: Option<&'a FileSection>,
    /// What is recorded of the publication at its address.
    recorded: Option<&'a Publication>,
}

impl Of<'_> {
    fn plain(&self) -> Vec<CitedPart> {
        let mut parts = Parts::default();
        parts.say(&self.who());
        if let Some(relays) = self.relays() {
            parts.say(&format!(", passed on by {relays}"));
        }
        if let Some(outlet) = self.first.outlet() {
            parts.say(&format!("; read in {}", visible(outlet)));
        }
        if let Some(title) = self.title() {
            let comma = if self.first.outlet().is_some() { ", " } else { "; read in " };
            parts.say(&format!("{comma}{title}"));
        }
        parts.say(&format!(". {}.", self.dates()));
        if let Some(issued) = self.issued_otherwise() {
            parts.say(&format!(" Issued {issued} according to its recorded details."));
        }
        if let Some(accessed) = self.accessed() {
            parts.say(&format!(" Accessed {accessed}."));
        }
        self.address(&mut parts, " ");
        self.archived(&mut parts, " Copy kept: ");
        parts.say(&format!(" {}.", self.place()));
        if let Some(grades) = self.grades() {
            parts.say(&format!(" Graded {grades}."));
        }
        parts.list
    }

    fn by_elements(&self) -> Vec<CitedPart> {
        let mut parts = Parts::default();
        parts.say(&format!("Originator: {}", self.who()));
        if let Some(relays) = self.relays() {
            parts.say(&format!(" | Passed on by: {relays}"));
        }
        let outlet = self.first.outlet().map(visible);
        parts.say(&format!(" | Read in: {}", outlet.as_deref().unwrap_or("not recorded")));
        let or_not = |said: Option<String>| said.unwrap_or_else(|| "not recorded".to_owned());
        parts.say(&format!(" | Title: {}", or_not(self.title())));
        parts.say(&format!(" | Date of information and of publication: {}", self.dates()));
        if let Some(issued) = self.issued_otherwise() {
            parts.say(&format!(" | Date of publication in its recorded details: {issued}"));
        }
        parts.say(&format!(" | Date of access: {} | Address: ", or_not(self.accessed())));
        if self.first.url().is_none() {
            parts.say("not recorded");
        }
        self.address(&mut parts, "");
        self.archived(&mut parts, " | Copy kept: ");
        parts.say(&format!(" | Held as: {}", self.place()));
        let grades = self.grades();
        parts.say(&format!(" | Grade as stated: {}", grades.as_deref().unwrap_or("none")));
        parts.list
    }

    fn address(&self, parts: &mut Parts, before: &str) {
        let Some(url) = self.first.url() else { return };
        parts.say(before);
        parts.lead(url);
    }

    /// Who keeps a copy, and where.
    fn archived(&self, parts: &mut Parts, before: &str) {
        let Some(recorded) = self.recorded else { return };
        let mut before = before;
        for place in [&recorded.archive, &recorded.archive_location].into_iter().flatten() {
            parts.say(before);
            parts.lead(place);
            before = ", ";
        }
    }

    fn title(&self) -> Option<String> {
        self.words.publication_title(self.recorded?)
    }

    fn accessed(&self) -> Option<String> {
        Some(self.words.publication_date(self.recorded?.accessed.as_ref()?))
    }

    /// When it was issued by what is recorded of it, where no estimate was published then.
    fn issued_otherwise(&self) -> Option<String> {
        let issued = self.recorded?.issued.as_ref()?;
        let mut published = self.estimates.iter().filter_map(Estimate::published);
        let is_so = published.any(|day| issued.has(day) == Some(true));
        (!is_so).then(|| self.words.publication_date(issued))
    }

    /// The label, and who that is where it goes by another name.
    fn who(&self) -> String {
        let label = visible(self.first.label().trim());
        let origin = Directory::shipped().origin_name(self.first.source());
        if origin.to_lowercase() == label.to_lowercase() || origin.is_empty() {
            return label.into_owned();
        }
        format!("{label} ({})", visible(origin))
    }

    fn relays(&self) -> Option<String> {
        let relays: Vec<_> = self.first.relays().map(visible).collect();
        (!relays.is_empty()).then(|| self.words.all_of(&relays))
    }

    /// `As of 3 Apr 2025, published 4 Apr 2025`; of many, from when to when.
    fn dates(&self) -> String {
        let words = self.words;
        let mut told: Vec<String> = Vec::new();
        for estimate in &self.estimates {
            let as_of = estimate.as_of();
            let assumed = if as_of.is_assumed() { " (not stated, assumed)" } else { "" };
            let published = match estimate.published() {
                Some(day) => format!("published {}", words.day(day)),
                None => "published day not stated".to_owned(),
            };
            let line = format!("as of {}{assumed}, {published}", words.as_of(as_of));
            if !told.contains(&line) {
                told.push(line);
            }
            if told.len() > MOST_DATED {
                return self.when_to_when();
            }
        }
        with_first(&told.join("; "), char::to_uppercase)
    }

    fn when_to_when(&self) -> String {
        let words = self.words;
        let span = |days: &mut dyn Iterator<Item = Day>| {
            let days: Vec<Day> = days.collect();
            let (first, last) = (days.iter().min()?, days.iter().max()?);
            Some(words.period(*first, *last))
        };
        let as_of = span(&mut self.estimates.iter().map(|one| one.as_of().to()));
        let published = span(&mut self.estimates.iter().filter_map(Estimate::published));
        let unstated = self.estimates.iter().filter(|one| one.published().is_none()).count();
        let published = match (published, unstated) {
            (Some(days), 0) => format!("published {days}"),
            (Some(days), some) => {
                format!("published {days}, {} without a published day", words.count(some))
            }
            (None, _) => "published days not stated".to_owned(),
        };
        let many = words.counted(self.estimates.len(), "number", "numbers");
        format!("{many} as of {}, {published}", as_of.unwrap_or_default())
    }

    /// `estimates.csv, record 57`
    fn place(&self) -> String {
        let name = self.file.map_or("a file no longer open", FileSection::name);
        let mut records: Vec<u32> = self.estimates.iter().map(Estimate::record).collect();
        records.sort_unstable();
        records.dedup();
        let runs = runs(&records);
        let told = match (records.first(), records.last()) {
            (Some(first), Some(last)) if runs.len() > MOST_RUNS => {
                let count = self.words.count(records.len());
                format!("{count} records from {first} to {last}")
            }
            (Some(only), _) if records.len() == 1 => format!("record {only}"),
            _ => format!("records {}", runs.join(", ")),
        };
        format!("{}, {told}", visible(name))
    }

    /// Each grade that was stated, once.
    fn grades(&self) -> Option<String> {
        let mut grades: Vec<String> = Vec::new();
        for grading in self.estimates.iter().map(Estimate::grading) {
            let grade = Grading::to_string(&grading);
            if !grade.is_empty() && !grades.contains(&grade) {
                grades.push(grade);
            }
        }
        (!grades.is_empty()).then(|| self.words.all_of(&grades))
    }
}

/// Texts are joined where they follow each other.
#[derive(Default)]
struct Parts {
    list: Vec<CitedPart>,
}

impl Parts {
    /// Where something is: an address to follow, where it is one.
    fn lead(&mut self, place: &str) {
        match is_url(place) {
            true => self.list.push(CitedPart::Address(place.to_owned())),
            false => self.say(&visible(place)),
        }
    }

    fn say(&mut self, text: &str) {
        match self.list.last_mut() {
            Some(CitedPart::Text(last)) => last.push_str(text),
            _ => self.list.push(CitedPart::Text(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::compare::{Question, compare};
    use crate::estimate::Overlay;
    use crate::files::{ReadOptions, read};
    use crate::session::{Edit, apply};

    const TABLE: &str = "as_of,published,source,quantity,best,low,url,outlet,relays,grade\n\
        2025-01-13,,NIS,killed,300,,https://example.org/a?b=1&c=2,Daily,,B2\n\
        2025-01-15,2025-01-16,Western officials,killed,1000,,,,BBC,\n\
        2025-01-17,2025-01-18,NIS,killed,310,,https://example.org/a?b=1&c=2,Daily,,B2\n";

    fn opened(table: &str) -> (Document, Vec<Loaded>) {
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let reading = read("k.csv", table.as_bytes(), &ReadOptions::default(), go_on);
        let reading = reading.expect("readable");
        let file = Arc::new(FileSection::new("data/k.csv", table.as_bytes(), reading));
        let document = apply(&Document::default(), &Edit::AddFiles(vec![file])).expect("opens");
        let files = document.loaded_all();
        (document, files)
    }

    fn told(table: &str, citing: Citing) -> Vec<Cited> {
        told_with(table, citing, &[])
    }

    /// With what is recorded of publications.
    fn told_with(table: &str, citing: Citing, recorded: &[Publication]) -> Vec<Cited> {
        let (mut document, files) = opened(table);
        if !recorded.is_empty() {
            let edit = Edit::AddPublications { publications: recorded.to_vec(), of: None };
            document = apply(&document, &edit).expect("recorded");
        }
        let (_, killed) = files[0].ledger.measures().next().expect("one measure");
        let question = Question::about(killed.clone());
        let comparison = compare(&files, &Overlay::default(), &question);
        let references = References::of_comparison(&files, &comparison);
        Words::default().references(&references, &files, &document, citing)
    }

    #[test]
    fn a_reference_says_who_where_when_and_in_which_records() {
        let told = told(TABLE, Citing::Plain);
        let texts: Vec<String> = told.iter().map(Cited::text).collect();
        assert_eq!(
            texts,
            [
                "NIS; read in Daily. As of 13 Jan \
                 2025, published day not stated; as of 17 Jan 2025, published 18 Jan 2025. \
                 https://example.org/a?b=1&c=2 k.csv, records 1, 3. Graded B2.",
                "Western officials, passed on by BBC. As of 15 Jan 2025, published 16 Jan 2025. \
                 k.csv, record 2.",
            ]
        );
        let address = CitedPart::Address("https://example.org/a?b=1&c=2".to_owned());
        assert!(told[0].parts.contains(&address), "{:?}", told[0].parts);
    }

    #[test]
    fn by_its_elements_what_is_not_recorded_is_said_to_be_so() {
        let told = told(TABLE, Citing::Icd206);
        let text = told[1].text();
        assert!(text.starts_with("Originator: Western officials | Passed on by: BBC"), "{text}");
        for missing in ["Read in: not recorded", "Title: not recorded", "Address: not recorded"] {
            assert!(text.contains(missing), "{missing} in {text}");
        }
        assert!(told[0].text().contains("Grade as stated: B2"));
    }

    #[test]
    fn what_is_recorded_of_a_publication_is_told_and_another_day_of_issue_beside_the_own_one() {
        let issued = |date: &str| Publication {
            title: Some("Losses in winter".to_owned()),
            issued: Some(date.to_owned().into()),
            accessed: Some("2025-02".to_owned().into()),
            address: Some("https://example.org/a?b=1&c=2".to_owned()),
            archive: Some("Web Archive".to_owned()),
            archive_location: Some("https://archive.example/1".to_owned()),
            ..Publication::default()
        };
        let same = told_with(TABLE, Citing::Plain, &[issued("2025-01")]);
        assert_eq!(
            same[0].text(),
            "NIS; read in Daily, “Losses in winter”. As of 13 Jan 2025, published day not stated; as \
             of 17 Jan 2025, published 18 Jan 2025. Accessed Feb 2025. https://example.org/a?b=1&c=2 \
             Copy kept: Web Archive, https://archive.example/1 k.csv, records 1, 3. Graded B2."
        );
        let copy = CitedPart::Address("https://archive.example/1".to_owned());
        assert!(same[0].parts.contains(&copy), "as an address to follow");
        assert_eq!(same[1].text(), told(TABLE, Citing::Plain)[1].text(), "of another one nothing");
        let other = told_with(TABLE, Citing::Plain, &[issued("2025-01-17")])[0].text();
        assert!(
            other.contains("published 18 Jan 2025. Issued 17 Jan 2025 according to its"),
            "{other}"
        );
        let elements = told_with(TABLE, Citing::Icd206, &[issued("2025-01-17")])[0].text();
        for element in [
            "| Title: “Losses in winter” |",
            "| Date of publication in its recorded details: 17 Jan 2025 |",
            "| Date of access: Feb 2025 |",
            "| Copy kept: Web Archive, https://archive.example/1 |",
        ] {
            assert!(elements.contains(element), "{element} in {elements}");
        }
    }

    #[test]
    fn many_numbers_of_one_place_are_one_reference_with_its_records() {
        let day = |n: u32| format!("2025-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
        let row = |n: u32| format!("{},{},NIS,killed,{n},,,,,\n", day(n), day(n));
        let header = TABLE.lines().next().expect("a header");
        let table = format!("{header}\n{}", (1..200).map(row).collect::<String>());
        let told = told(&table, Citing::Plain);
        assert_eq!(told.len(), 1);
        let text = told[0].text();
        assert!(text.contains("199 numbers as of 2 Jan 2025 – 4 Aug 2025"), "{text}");
        assert!(text.ends_with("k.csv, records 1–199."), "{text}");
    }

    #[test]
    fn numbers_stand_behind_what_they_are_of_and_before_what_follows() {
        let (_, files) = opened(TABLE);
        let (_, killed) = files[0].ledger.measures().next().expect("one measure");
        let comparison = compare(&files, &Overlay::default(), &Question::about(killed.clone()));
        let references = References::of_comparison(&files, &comparison);
        let slice = comparison.slice(&files, "2025-01-20".parse().expect("a day"));
        let words = Words::default();
        let sentence = words.headline(&comparison.gist(&files, &slice)).verdict;
        let standing = |voice: usize| {
            let of = slice.standing.iter().filter(|one| one.voice == voice);
            of.map(|one| one.estimate).collect()
        };
        let cited = words.with_references(&sentence, &references, standing).to_string();
        assert!(cited.starts_with("The 2 origins share no value [1, 2]. Between NIS’s"), "{cited}");
        assert!(cited.contains("963–1,063) [2] lies a gap"), "{cited}");
    }

    #[test]
    fn numbers_that_follow_each_other_are_told_as_one() {
        let words = Words::default();
        assert_eq!(words.cited(&[]), "");
        assert_eq!(words.cited(&[3]), "[3]");
        assert_eq!(words.cited(&[1, 2, 4, 5, 6, 9]), "[1, 2, 4–6, 9]");
    }
}
