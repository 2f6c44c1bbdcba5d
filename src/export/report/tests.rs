use std::sync::Arc;

use super::blocks::Block;
use super::*;
use crate::chart::MarkKind;
use crate::compare::Question;
use crate::export::page::Placed;
use crate::export::paper::Piece;
use crate::files::{ReadOptions, read};
use crate::session::{Document, Edit, FileSection, View, apply};
use crate::words::Words;

const TABLE: &str = "as_of,published,source,quantity,best,url,outlet,wording\n\
    2025-01-13,2025-01-13,NIS,killed,300,https://example.org/a?b=1&c=2,Daily,\n\
    2025-01-15,,Western officials <x>,killed,1000,,,\n\
    2025-01-16,,A ministry,killed,,https://example.org/m,,dozens | many\n";

fn document() -> Document {
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let reading = read("k.csv", TABLE.as_bytes(), &ReadOptions::default(), go_on);
    let file = FileSection::new("data/k.csv", TABLE.as_bytes(), reading.expect("readable"));
    apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(file)])).expect("opens")
}

fn report_as(kind: ReportKind, marking: Option<&str>) -> Report {
    let document = document();
    let files = document.loaded_all();
    let (_, killed) = files[0].ledger.measures().next().expect("one measure");
    let question = Question::about(killed.clone());
    let view = View { cursor: "2025-01-23".parse().ok(), ..View::default() };
    let page = PageOptions {
        size: PageSize::Page(900.0, 500.0),
        theme: Theme::Light,
        has_key: true,
        references: Some(Citing::Plain),
        has_notes: true,
        marking: marking.map(str::to_owned),
    };
    let words = Words::default();
    let charted = Charted { document: &document, question: &question, view: &view, words };
    let (citing, session_name) = (Citing::Plain, session_beside("k.pdf".as_ref()));
    let options = ReportOptions { kind, page, citing, session_name, renewed: Vec::new() };
    Report::new(charted, &options).expect("something was said")
}

fn text(kind: ReportKind, marking: Option<&str>) -> String {
    String::from_utf8(report_as(kind, marking).write().expect("written").bytes).expect("text")
}

#[test]
fn every_part_is_there_and_says_something_in_both_forms() {
    for kind in [ReportKind::Html, ReportKind::Markdown] {
        let text = text(kind, None);
        for part in ReportPart::ALL {
            let heading = format!("{}. {}", part.number(), part.heading());
            assert!(text.contains(&heading), "{heading} in {kind:?}");
        }
        assert!(text.contains("Nothing was adjusted"), "what there is none of is said");
        assert!(text.contains("not claimed"), "a standard that is not met is told");
    }
}

#[test]
fn each_row_and_the_answer_tell_where_their_numbers_can_be_read() {
    let report = report_as(ReportKind::Html, None);
    let answer = report.sections.iter().find(|section| section.part == ReportPart::Answer);
    let Some(Block::Said(verdict)) = answer.and_then(|section| section.blocks.first()) else {
        panic!("an answer");
    };
    assert!(verdict.contains("[1]") && verdict.contains("[2]"), "{verdict}");
    for part in [ReportPart::Slice, ReportPart::NotCounted] {
        let section = report.sections.iter().find(|section| section.part == part);
        let Some(Block::Table { rows, .. }) = section.and_then(|one| one.blocks.first()) else {
            panic!("a table of {part:?}");
        };
        for row in rows {
            assert!(row.last().is_some_and(|cell| cell.starts_with('[')), "{row:?}");
        }
    }
}

/// What a report was made from is cited wherever a number of it is told: in each sentence, and in each
/// row of each table.
#[test]
fn wherever_a_part_tells_a_number_of_somebody_it_tells_where_that_can_be_read() {
    let report = report_as(ReportKind::Html, None);
    let told = [
        ReportPart::Answer,
        ReportPart::Slice,
        ReportPart::Findings,
        ReportPart::Sureness,
        ReportPart::NotCounted,
    ];
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    for section in report.sections.iter().filter(|section| told.contains(&section.part)) {
        let (mut is_introduced, mut count) = (false, 0);
        for block in &section.blocks {
            let said: Vec<String> = match block {
                Block::Said(text) => vec![text.clone()],
                Block::List(lines) => lines.clone(),
                Block::Table { rows, .. } => rows.iter().map(|row| row.join(" | ")).collect(),
                Block::Chart | Block::References(_) => Vec::new(),
            };
            for text in said {
                // A trial is made on what the sentence before all of them cites.
                let is_cited = text.contains('[') || is_introduced;
                assert!(!has_number(&text) || is_cited, "{:?}: {text}", section.part);
                is_introduced |= text.contains('[') && section.part == ReportPart::Sureness;
                count += 1;
            }
        }
        assert!(count > 0, "{:?}", section.part);
    }
}

#[test]
fn as_html_it_is_one_well_formed_page_that_loads_nothing() {
    let text = text(ReportKind::Html, Some("For <internal> use"));
    let body = text.replacen("<!DOCTYPE html>", "", 1).replace("<meta charset=\"utf-8\">", "");
    let body = body.replace("<meta name=\"viewport\" content=\"width=device-width\">", "");
    let page = roxmltree::Document::parse(&body).expect("well formed");
    let loads = ["script", "link", "img", "iframe", "object"];
    assert!(page.descendants().all(|node| !loads.contains(&node.tag_name().name())));
    assert!(!text.contains("url(http") && !text.contains("@import"));
    let links: Vec<&str> = page.descendants().filter_map(|node| node.attribute("href")).collect();
    assert!(links.contains(&"https://example.org/a?b=1&c=2"), "{links:?}");
    assert_eq!(text.matches("For &lt;internal&gt; use").count(), 2, "above and below");
    let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
}

#[test]
fn as_markdown_nothing_of_a_file_is_taken_for_a_sign_and_addresses_stay_whole() {
    let text = text(ReportKind::Markdown, None);
    assert!(text.contains("Western officials \\<x\\>"), "{text}");
    assert!(text.contains("dozens \\| many"), "a cell stays a cell");
    assert!(text.contains("<https://example.org/a?b=1&c=2>"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for kind in ReportKind::ALL {
        assert_eq!(report_as(kind, None).write(), report_as(kind, None).write());
    }
}

#[test]
fn on_paper_nothing_stands_outside_the_sheets_and_long_tables_go_on() {
    let mut long = report_as(ReportKind::Pdf, Some("For internal use"));
    let row = |n: usize| vec![format!("Voice {n}"), "a-long-word-without-an-end".repeat(9)];
    let rows = (0..200).map(row).collect();
    let table = Block::Table { head: vec!["Who", "What"], rows };
    long.sections[3].blocks.push(table);
    let papers = paginated::papers(&long);
    assert!(papers.len() > 5, "{} sheets", papers.len());
    let mut told = 0;
    for paper in &papers {
        let mut rows = paper.pieces.iter().filter_map(|piece| match piece {
            Piece::Row { is_head, .. } => Some(*is_head),
            _ => None,
        });
        assert!(rows.next().is_none_or(|first| first), "on each sheet a table names its columns");
        for piece in &paper.pieces {
            let placed: Vec<&Placed> = match piece {
                Piece::Heading(_, _, placed) | Piece::Text(placed) | Piece::Aside(placed) => {
                    placed.iter().collect()
                }
                Piece::Row { cells, .. } => cells.iter().flatten().collect(),
                Piece::Item { label, body } => label.iter().chain(body).collect(),
                Piece::Figure { .. } => continue,
            };
            for placed in placed {
                let MarkKind::Text(text) = &placed.mark.kind else { continue };
                let rect = text.rect();
                let is_inside = rect.left >= 0.0
                    && rect.right <= paper.width - 20.0
                    && rect.top >= 0.0
                    && rect.bottom <= paper.height;
                assert!(is_inside, "{} at {rect:?}", text.text);
                told += usize::from(text.text.starts_with("Voice "));
            }
        }
    }
    assert_eq!(told, 200, "every row is there once");
    drop(papers);
    let bytes = long.write().expect("archival, with what is enclosed").bytes;
    let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(b"k.comparison.ron") && has(b"EmbeddedFile"), "the session is enclosed");
    for tag in ["/Table", "/TR", "/TH", "/TD", "/LI", "/Lbl", "/LBody", "/Figure", "/H2"] {
        assert!(has(tag.as_bytes()), "{tag} is told to who listens");
    }
}
