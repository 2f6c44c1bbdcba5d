//! References for reference managers: CSL-JSON, BibTeX and RIS. What no file states – titles, days of
//! access – is in none of them.

use std::fmt::Write as _;

use serde::Serialize;

use crate::compare::{EstimateRef, Reference, References};
use crate::estimate::{Day, Estimate, Loaded, visible};
use crate::files::is_url;
use crate::session::Document;
use crate::words::{Citing, Words};

/// A place where numbers can be read, in the fields that reference managers have.
struct Entry {
    number: u32,
    /// Who said it.
    author: String,
    /// Who passed it on.
    relays: Vec<String>,
    outlet: Option<String>,
    url: Option<String>,
    /// When it was published, where all that was read there was said on one day.
    issued: Option<Day>,
    /// Of when it is, and where it is held: the reference as it stands in reports.
    note: String,
}

/// The references of the estimates that `wanted` takes, in one of the three forms. `document` holds
/// `files`.
///
/// # Errors
/// The error of the JSON writer, never for data that a ledger can hold.
pub(super) fn bibliography(
    form: ReferenceForm,
    files: &[Loaded],
    document: &Document,
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<String, serde_json::Error> {
    let cited = files.iter().enumerate().flat_map(|(place, loaded)| {
        let taken = loaded.ledger.estimates().filter(|one| wanted(*one));
        taken.map(move |one| EstimateRef::new(place, one.index())).collect::<Vec<_>>()
    });
    let references = References::of(files, cited);
    let entry = |reference| entry(reference, files, document);
    let entries: Vec<Entry> = references.list().iter().filter_map(entry).collect();
    match form {
        ReferenceForm::CslJson => csl_json(&entries),
        ReferenceForm::BibTex => Ok(entries.iter().map(bibtex).collect()),
        ReferenceForm::Ris => Ok(entries.iter().map(ris).collect()),
    }
}

/// A form that reference managers read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceForm {
    CslJson,
    BibTex,
    Ris,
}

impl ReferenceForm {
    /// What its file's name ends in, the point included.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ReferenceForm::CslJson => ".csl.json",
            ReferenceForm::BibTex => ".bib",
            ReferenceForm::Ris => ".ris",
        }
    }

    /// What it is called where one is chosen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReferenceForm::CslJson => "References (CSL-JSON)",
            ReferenceForm::BibTex => "References (BibTeX)",
            ReferenceForm::Ris => "References (RIS)",
        }
    }
}

fn entry(reference: &Reference, files: &[Loaded], document: &Document) -> Option<Entry> {
    let estimates: Vec<Estimate<'_>> =
        reference.estimates.iter().filter_map(|one| one.of(files)).collect();
    let first = *estimates.first()?;
    let published = first.published();
    let is_one_day = estimates.iter().all(|one| one.published() == published);
    let text = |text: &str| visible(text).into_owned();
    let note = Words::default().reference(reference, files, document, Citing::Plain)?.text();
    Some(Entry {
        number: reference.number,
        author: text(first.label().trim()),
        relays: first.relays().map(text).collect(),
        outlet: first.outlet().map(text),
        url: first.url().filter(|url| is_url(url)).map(str::to_owned),
        issued: published.filter(|_| is_one_day),
        note,
    })
}

#[derive(Serialize)]
struct CslItem<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    author: Vec<CslName<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<CslName<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    note: &'a str,
}

/// A name as it stands: bodies have no given name.
#[derive(Serialize)]
struct CslName<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    date_parts: [[i16; 3]; 1],
}

fn csl_json(entries: &[Entry]) -> Result<String, serde_json::Error> {
    let items: Vec<CslItem<'_>> = entries.iter().map(csl_item).collect();
    let mut text = serde_json::to_string_pretty(&items)?;
    text.push('\n');
    Ok(text)
}

fn csl_item(entry: &Entry) -> CslItem<'_> {
    let relays = entry.relays.iter();
    CslItem {
        id: key(entry),
        kind: if entry.url.is_some() { "webpage" } else { "document" },
        author: vec![CslName { literal: &entry.author }],
        contributor: relays.map(|relay| CslName { literal: relay }).collect(),
        container_title: entry.outlet.as_deref(),
        issued: entry.issued.map(|day| {
            let (year, month, date) = parts(day);
            CslDate { date_parts: [[year, month, date]] }
        }),
        url: entry.url.as_deref(),
        note: &entry.note,
    }
}

fn key(entry: &Entry) -> String {
    format!("parallax{}", entry.number)
}

/// Year, month and day.
fn parts(day: Day) -> (i16, i16, i16) {
    let day = day.civil();
    (day.year(), i16::from(day.month()), i16::from(day.day()))
}

fn bibtex(entry: &Entry) -> String {
    let mut text = format!("@misc{{{},\n", key(entry));
    let mut field = |name: &str, content: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {name} = {{{content}}},");
    };
    // In braces of its own: the name of a body is not taken apart.
    field("author", &format!("{{{}}}", in_bibtex(&entry.author)));
    if !entry.relays.is_empty() {
        let relays: Vec<String> =
            entry.relays.iter().map(|relay| format!("{{{}}}", in_bibtex(relay))).collect();
        field("editor", &relays.join(" and "));
        field("editortype", "reviser");
    }
    if let Some(outlet) = &entry.outlet {
        field("howpublished", &in_bibtex(outlet));
    }
    if let Some(day) = entry.issued {
        let (year, month, date) = parts(day);
        field("year", &year.to_string());
        field("month", &month.to_string());
        field("day", &date.to_string());
    }
    if let Some(url) = &entry.url {
        // An address is taken as it is; a brace in it would end the field.
        field("url", &url.replace('{', "%7B").replace('}', "%7D"));
    }
    field("note", &in_bibtex(&entry.note));
    text.push_str("}\n\n");
    text
}

/// A text in which nothing is a command.
fn in_bibtex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn ris(entry: &Entry) -> String {
    let mut text = String::new();
    let mut line = |tag: &str, content: &str| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{tag}  - {content}\r\n");
    };
    line("TY", if entry.url.is_some() { "ELEC" } else { "GEN" });
    line("ID", &key(entry));
    // A comma would part a name in two.
    line("AU", &entry.author.replace(',', " "));
    entry.relays.iter().for_each(|relay| line("A2", &relay.replace(',', " ")));
    if let Some(outlet) = &entry.outlet {
        line("T2", outlet);
    }
    if let Some(day) = entry.issued {
        let (year, month, date) = parts(day);
        line("PY", &format!("{year:04}"));
        line("DA", &format!("{year:04}/{month:02}/{date:02}/"));
    }
    if let Some(url) = &entry.url {
        line("UR", url);
    }
    line("N1", &entry.note);
    line("ER", "");
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::files::{ReadOptions, read};
    use crate::session::{Edit, FileSection, apply};

    const TABLE: &str = "as_of,published,source,quantity,best,url,outlet,relays\n\
        2025-01-13,2025-01-14,\"Ministry, of {100%} & more\",killed,300,https://example.org/a_b?c=1&d=2,Daily,BBC\n\
        2025-01-15,,Somebody,killed,1000,,,\n";

    fn written(form: ReferenceForm) -> String {
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let reading = read("k.csv", TABLE.as_bytes(), &ReadOptions::default(), go_on);
        let file = FileSection::new("data/k.csv", TABLE.as_bytes(), reading.expect("readable"));
        let document = apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(file)]));
        let document = document.expect("opens");
        bibliography(form, &document.loaded_all(), &document, |_| true).expect("written")
    }

    #[test]
    fn as_csl_json_each_reference_has_what_is_stated_and_no_title_is_made_up() {
        let items: serde_json::Value =
            serde_json::from_str(&written(ReferenceForm::CslJson)).expect("JSON");
        assert_eq!(items.as_array().map(Vec::len), Some(2));
        let first = &items[0];
        assert_eq!(first["type"], "webpage");
        assert_eq!(first["author"][0]["literal"], "Ministry, of {100%} & more");
        assert_eq!(first["contributor"][0]["literal"], "BBC");
        assert_eq!(first["container-title"], "Daily");
        assert_eq!(first["issued"]["date-parts"][0], serde_json::json!([2025, 1, 14]));
        assert_eq!(first["URL"], "https://example.org/a_b?c=1&d=2");
        assert!(first["note"].as_str().is_some_and(|note| note.contains("k.csv, record 1")));
        assert!(first.get("title").is_none() && first.get("accessed").is_none());
        assert_eq!(items[1]["type"], "document");
        assert!(items[1].get("issued").is_none(), "no day was stated");
    }

    #[test]
    fn as_bibtex_nothing_is_a_command_and_braces_are_in_pairs() {
        let text = written(ReferenceForm::BibTex);
        assert!(text.contains("author = {{Ministry, of \\{100\\%\\} \\& more}},"), "{text}");
        assert!(text.contains("url = {https://example.org/a_b?c=1&d=2},"), "{text}");
        let bare = text.replace("\\{", "").replace("\\}", "");
        let depth = bare.chars().try_fold(0_i32, |depth, c| {
            let depth = depth + i32::from(c == '{') - i32::from(c == '}');
            (depth >= 0).then_some(depth)
        });
        assert_eq!(depth, Some(0));
    }

    #[test]
    fn as_ris_each_line_has_its_tag_and_each_reference_its_end() {
        let text = written(ReferenceForm::Ris);
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            assert_eq!(line.get(2..6), Some("  - "), "{line}");
        }
        assert_eq!(text.matches("ER  - ").count(), 2);
        assert!(text.contains("DA  - 2025/01/14/"));
        assert!(text.contains("UR  - https://example.org/a_b?c=1&d=2"));
    }
}
