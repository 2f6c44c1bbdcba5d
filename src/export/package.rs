//! Tables as a data package after Frictionless Data Package v2: a zip archive of CSV files with a
//! `datapackage.json` that tells what stands in every column, and where all of it can be read.
//!
//! Nothing is told that is not known: no licence, as no file states one, and no day of writing, so that
//! the same tables give the same bytes.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::tables::{Cell, CellKind, Column, Table, Tables, TablesAbout};
use crate::words::{TableColumn, TableName, Words};

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE_PROFILE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA_PROFILE: &str = "https://datapackage.org/profiles/2.0/tableschema.json";

#[derive(Serialize)]
struct Descriptor<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: String,
    title: &'a str,
    description: String,
    sources: Vec<Source>,
    resources: Vec<Resource>,
}

/// Where numbers can be read.
#[derive(Serialize)]
struct Source {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Serialize)]
struct Resource {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    description: String,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "$schema")]
    profile: &'static str,
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    true_values: &'static [&'static str],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    false_values: &'static [&'static str],
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Default, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    one_of: &'static [&'static str],
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required && !self.unique && self.minimum.is_none() && self.one_of.is_empty()
    }
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: KeyReference,
}

#[derive(Serialize)]
struct KeyReference {
    resource: &'static str,
    fields: [&'static str; 1],
}

/// The archive.
///
/// # Errors
/// In one sentence, never for data that a ledger can hold.
pub(super) fn package(tables: &Tables<'_>, about: &TablesAbout) -> Result<Vec<u8>, String> {
    let words = Words::default();
    let mut files = Vec::new();
    let mut resources = Vec::new();
    for name in TableName::ALL {
        let table = tables.table(*name);
        let (resource, bytes) = resource(table).map_err(|error| failed(&error))?;
        files.push((resource.path.clone(), bytes));
        resources.push(resource);
    }
    let sources = tables.sources().into_iter();
    let descriptor = Descriptor {
        profile: PROFILE,
        name: slug(&about.title),
        title: &about.title,
        description: words.package_says(&about.subject, &about.made_by),
        sources: sources.map(|(title, path)| Source { title, path }).collect(),
        resources,
    };
    let mut json = serde_json::to_string_pretty(&descriptor).map_err(|error| failed(&error))?;
    json.push('\n');
    let readme = readme(about, words);
    let first = [("datapackage.json".to_owned(), json), ("README.md".to_owned(), readme)];
    let first = first.into_iter().map(|(path, text)| (path, text.into_bytes()));
    archive(first.chain(files)).map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> String {
    format!("The data package could not be written: {error}")
}

fn archive(files: impl Iterator<Item = (String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    // The day of the archive is none of today.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A table, and what it is described by: with a key where no two rows have the same.
fn resource(table: Table<'_>) -> std::io::Result<(Resource, Vec<u8>)> {
    let (name, columns, candidate) = (table.name, table.columns.clone(), table.key);
    let place = columns.iter().position(|column| candidate == Some(*column));
    let (mut known, mut is_key) = (BTreeSet::new(), true);
    let rows = table.rows.inspect(|row| {
        let cell = place.zip(row.as_ref().ok()).and_then(|(place, row)| row.get(place));
        if let Some(cell) = cell.filter(|_| is_key) {
            is_key = *cell != Cell::Nothing && known.insert(cell.plain().into_owned());
        }
    });
    let bytes =
        Table { name, columns: table.columns, key: table.key, rows: Box::new(rows) }.csv()?;
    let key = candidate.filter(|_| is_key);
    let resource = Resource {
        profile: RESOURCE_PROFILE,
        name: name.word(),
        kind: "table",
        title: name.heading(),
        description: Words::default().resource_says(name),
        path: format!("data/{}.csv", name.word()),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: bytes.len(),
        schema: schema(name, &columns, key),
    };
    Ok((resource, bytes))
}

fn schema(name: TableName, columns: &[Column], key: Option<Column>) -> Schema {
    let reference = Column::Of(TableColumn::Reference);
    let to_references = ForeignKey {
        fields: [reference.word()],
        reference: KeyReference {
            resource: TableName::References.word(),
            fields: [TableColumn::Number.word()],
        },
    };
    let has_references = name != TableName::References && columns.contains(&reference);
    Schema {
        profile: SCHEMA_PROFILE,
        fields: columns.iter().map(|column| field(*column, key)).collect(),
        missing_values: [""],
        primary_key: key.map(Column::word).into_iter().collect(),
        foreign_keys: has_references.then_some(to_references).into_iter().collect(),
    }
}

fn field(column: Column, key: Option<Column>) -> Field {
    let kind = column.kind();
    let is_yes_no = kind == CellKind::YesNo;
    let is_key = key == Some(column);
    let one_of: &[&str] = match column {
        Column::Of(TableColumn::Differs) => &["above", "below"],
        _ => &[],
    };
    Field {
        name: column.word(),
        kind: match kind {
            CellKind::Text | CellKind::Address => "string",
            CellKind::Number => "number",
            CellKind::Count => "integer",
            CellKind::Day => "date",
            CellKind::YesNo => "boolean",
        },
        description: column.says(),
        true_values: if is_yes_no { &["yes"] } else { &[] },
        false_values: if is_yes_no { &["no"] } else { &[] },
        constraints: Constraints {
            required: is_key,
            unique: is_key,
            minimum: (kind == CellKind::Count).then_some(0),
            one_of,
        },
    }
}

/// What tells it from other packages, in the letters that a name may have.
fn slug(title: &str) -> String {
    let letters = title.to_lowercase();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    if joined.is_empty() { "estimates".to_owned() } else { joined }
}

fn readme(about: &TablesAbout, words: Words) -> String {
    let mut text = format!("# {}\n\n", in_markdown(&about.title));
    for line in &about.lines {
        let cell = in_markdown(&line.cell.plain());
        text.push_str(&format!("- {}: {cell}\n", line.heading));
    }
    text.push_str(&format!("\n{}\n", words.package_is_read_so()));
    text
}

/// In one line, in which nothing is a mark.
fn in_markdown(text: &str) -> String {
    let marks = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if marks(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_letters_that_names_may_have() {
        assert_eq!(slug("Soldiers · killed · Russia / Kursk"), "soldiers-killed-russia-kursk");
        assert_eq!(slug("Потери"), "estimates");
    }
}
