//! What ends in somebody else's hands: every number leads back to where it can be read.

use crate::{Folder, UPLAND};

/// Longer than any line.
fn long_address() -> String {
    format!("https://example.org/{}?id=7&part=2", "a-very-long-way-down/".repeat(30))
}

fn with_addresses() -> Folder {
    let url = long_address();
    let table = format!(
        "as_of,published,source,quantity,best,url,outlet\n\
         2030-01-05,2030-01-06,North Institute,killed,300,{url},Daily\n\
         2030-01-07,2030-01-08,Hill Ministry,killed,900,https://example.org/short,\n"
    );
    Folder::with("a.csv", table)
}

#[test]
fn every_address_is_whole_in_everything_that_is_taken_away() {
    let folder = with_addresses();
    let escaped = long_address().replace('&', "&amp;");
    for (out, verb) in [("a.svg", "export"), ("a.html", "report"), ("page.html", "export")] {
        folder.run(&[verb, "a.csv", "-o", out]).done();
        let text = folder.text(out);
        assert!(text.contains(&format!("href=\"{escaped}\"")), "{out}");
        assert!(text.contains("href=\"https://example.org/short\""), "{out}");
        assert!(!text.contains('…'), "nothing is cut short in {out}");
    }
    folder.run(&["report", "a.csv", "-o", "a.md"]).done();
    assert!(folder.text("a.md").contains(&format!("<{}>", long_address())));
    folder.run(&["export", "a.csv", "-o", "a.pdf"]).done();
    let pdf = folder.read("a.pdf");
    let has = |text: &str| pdf.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has(&long_address()) && has("https://example.org/short"), "as links");
    folder.run(&["export", "a.csv", "-o", "a.png", "--pixels", "1"]).done();
    assert!(folder.read("a.png").starts_with(b"\x89PNG"));
}

#[test]
fn what_is_left_out_is_not_there_and_a_marking_stands_above_and_below() {
    let folder = with_addresses();
    folder.run(&["export", "a.csv", "-o", "a.svg", "--marking", "For internal use"]).done();
    assert_eq!(folder.text("a.svg").matches("For internal use").count(), 2);
    let without = ["--no-references", "--no-key", "--no-notes"];
    folder.run(&[&["export", "a.csv", "-o", "b.svg"][..], &without].concat()).done();
    let bare = folder.text("b.svg");
    assert!(!bare.contains("https://example.org") && !bare.contains(r#"<g id="key">"#));
}

#[test]
fn references_are_written_as_one_asks() {
    let folder = with_addresses();
    folder.run(&["report", "a.csv", "-o", "a.md", "--citing", "icd206"]).done();
    assert!(folder.text("a.md").contains("Originator: North Institute \\| Read in: Daily"));
    let wrong = folder.run(&["report", "a.csv", "-o", "b.md", "--citing", "apa"]).refused();
    wrong.says(&["plain", "icd206"]);
}

#[test]
fn a_report_tells_the_same_verdict_as_the_comparison_and_knows_its_forms() {
    let folder = Folder::with("upland.csv", UPLAND);
    let run = folder.run(&["compare", "upland.csv", "--at", "2030-01-20", "--format", "json"]);
    let answer = run.done().json();
    let verdict = answer["verdict"].as_str().expect("a verdict").replace('_', " ");
    folder.run(&["report", "upland.csv", "--at", "2030-01-20", "-o", "r.html"]).done();
    let report = folder.text("r.html");
    assert!(report.contains(&format!("20 Jan 2030, {verdict}: ")), "{verdict}");
    let again = folder.run(&["report", "upland.csv", "--at", "2030-01-20", "-o", "s.html"]);
    again.done();
    assert_eq!(folder.text("s.html"), report, "the same report, the same bytes");
    folder.run(&["report", "upland.csv", "-o", "r.docx"]).refused().says(&[".pdf", ".html", ".md"]);
    folder.run(&["report", "upland.csv", "-o", "upland.csv.md"]).done();
}

#[test]
fn an_export_as_html_is_a_page_that_can_be_asked_and_a_report_stays_one() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["report", "upland.csv", "-o", "report.html"]).done();
    folder.run(&["export", "upland.csv", "--at", "2030-01-20", "-o", "page.html"]).done();
    let (report, page) = (folder.text("report.html"), folder.text("page.html"));
    assert!(report.contains("The analytic standards of ICD 203") && !report.contains("<script"));
    assert!(page.contains("id=\"held\"") && page.contains("20 Jan 2030, by origin"));
    assert!(page.len() < 200_000, "{} bytes of four estimates", page.len());
    folder.run(&["export", "upland.csv", "--at", "2030-01-20", "-o", "again.html"]).done();
    assert_eq!(folder.text("again.html"), page, "the same page, the same bytes");
}

#[test]
fn a_report_on_paper_has_every_address_as_a_link_and_encloses_what_it_was_made_from() {
    let folder = with_addresses();
    folder.run(&["report", "a.csv", "-o", "kursk.pdf"]).done();
    let pdf = folder.read("kursk.pdf");
    let has = |text: &str| pdf.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has(&long_address()) && has("https://example.org/short"), "as links");
    assert!(has("kursk.comparison.ron") && has("/EmbeddedFile"));
    folder.run(&["report", "a.csv", "-o", "again.pdf"]).done();
    folder.run(&["report", "a.csv", "-o", "kursk.pdf"]).done();
    assert_eq!(folder.read("kursk.pdf"), pdf, "the same report, the same bytes");

    folder.run(&["export", "a.csv", "--measure", "killed", "-o", "s.comparison.ron"]).done();
    let asked = |of: &str| folder.run(&["compare", of, "--at", "2025-02-01"]).done().stdout;
    assert_eq!(asked("kursk.pdf"), asked("s.comparison.ron"));
    folder.run(&["export", "kursk.pdf", "-o", "t.comparison.ron"]).done();
    assert_eq!(folder.text("t.comparison.ron"), folder.text("s.comparison.ron"));
    folder.run(&["compare", "kursk.pdf", "a.csv"]).refused().says(&["opened alone", "kursk.pdf"]);
    folder.run(&["export", "a.csv", "-o", "chart.pdf"]).done();
    folder.run(&["check", "chart.pdf"]).refused().says(&["only a report of Parallax holds"]);
}

#[test]
fn references_go_to_reference_managers_and_not_into_the_data() {
    let folder = with_addresses();
    folder.run(&["export", "a.csv", "-o", "r.csl.json"]).done();
    let items: serde_json::Value =
        serde_json::from_str(&folder.text("r.csl.json")).expect("CSL-JSON");
    assert_eq!(items[0]["URL"], long_address());
    folder.run(&["export", "a.csv", "-o", "r.bib"]).done();
    assert!(folder.text("r.bib").contains("url = {https://example.org/short},"));
    folder.run(&["export", "a.csv", "-o", "r.ris"]).done();
    assert!(folder.text("r.ris").contains("UR  - https://example.org/short\r\n"));
}
