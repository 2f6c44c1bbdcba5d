//! Workbooks. What begins as a packed or a binary workbook is read as it is; else the bytes are put
//! into a workbook that is right but for them: the first byte says in which part.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, as_archive, read};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const SHEET: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c></row></sheetData></worksheet>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const DOCUMENT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook with these bytes as one of its parts.
fn around(part: u8, bytes: &[u8]) -> Option<Vec<u8>> {
    let book = format!(
        r#"<workbook xmlns="{NAMESPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let mut parts: Vec<(&str, &[u8])> = if part % 5 == 4 {
        vec![("mimetype", DOCUMENT.as_bytes()), ("content.xml", bytes)]
    } else {
        vec![
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/worksheets/sheet1.xml", SHEET.as_bytes()),
            ("xl/sharedStrings.xml", b"<sst/>"),
            ("xl/styles.xml", b"<styleSheet/>"),
        ]
    };
    let changed = match part % 5 {
        0 => "xl/worksheets/sheet1.xml",
        1 => "xl/workbook.xml",
        2 => "xl/sharedStrings.xml",
        _ => "xl/styles.xml",
    };
    for (name, content) in &mut parts {
        if *name == changed {
            *content = bytes;
        }
    }
    let parts = parts.into_iter().map(|(name, content)| (name.to_owned(), content.to_vec()));
    as_archive(parts.collect()).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let is_whole = bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    let book = match bytes.split_first() {
        Some((part, rest)) if !is_whole => around(*part, rest),
        _ => Some(bytes.to_vec()),
    };
    let Some(book) = book else { return };
    let _ = read("a.xlsx", &book, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
});
