//! What reference managers write, beside estimates: it joins them, is saved, and goes out again.

use crate::Folder;

/// Two numbers read at one address, and one at another.
const TOLD: &str = "\
date,published,source,quantity,place,best,url,outlet
2030-01-10,2030-01-11,River Monitor,killed,Upland,480,https://river.example/1,Daily
2030-01-12,2030-01-13,Lake Paper,killed,Upland,500,https://lake.example/1,
";

const REFERENCES: &str = r#"[
    {"id": "AB12", "type": "webpage", "title": "Losses by the river", "DOI": "10.1/2",
     "URL": "https://river.example/1", "accessed": {"date-parts": [[2030, 2, 1]]},
     "archive_location": "https://archive.example/river", "issued": {"date-parts": [[2030, 1, 12]]}},
    {"id": "CD34", "type": "book", "title": "Cited nowhere", "publisher": "Press"},
    7
]"#;

fn with_references() -> Folder {
    let folder = Folder::with("told.csv", TOLD);
    folder.write("refs.json", REFERENCES);
    folder
}

#[test]
fn a_file_of_references_joins_the_estimates_and_is_told() {
    let folder = with_references();
    let run = folder.run(&["check", "told.csv", "refs.json", "--format", "json"]).done().says(&[
        "refs.json: 2 references",
        "refs.json, record 3: not read as a reference",
        "refs.json, of some fields nothing is kept: DOI",
        "1 of 2 references belongs to no address in the open files and is kept",
    ]);
    let answer = run.json();
    assert_eq!(answer["files"].as_array().map(Vec::len), Some(1), "it is no file of estimates");
    assert_eq!(answer["references"][0]["references"], 2);
    assert_eq!(answer["references"][0]["problems"][0]["record"], 3);
    folder.run(&["check", "told.csv", "refs.json", "--strict"]).ends_with(2);
    folder.run(&["compare", "told.csv", "refs.json"]).done();
    let alone = folder.run(&["check", "told.csv", "--format", "json"]).done().json();
    assert!(alone.get("references").is_none());
}

#[test]
fn title_access_and_archive_stand_in_reports_and_tables() {
    let folder = with_references();
    folder.run(&["report", "told.csv", "refs.json", "-o", "out.md"]).done();
    let report = folder.text("out.md");
    for said in [
        "“Losses by the river”",
        "Accessed 1 Feb 2030",
        "https://archive.example/river",
        "Issued 12 Jan 2030 according to its recorded details",
    ] {
        assert!(report.contains(said), "{said} in {report}");
    }
    assert!(!report.contains("Cited nowhere"));
    folder.run(&["report", "told.csv", "refs.json", "-o", "icd.md", "--citing", "icd206"]).done();
    let report = folder.text("icd.md");
    assert!(report.contains("Title: “Losses by the river”"), "{report}");
    assert!(report.contains("Title: not recorded"), "of the other one");
}

#[test]
fn what_came_in_is_saved_and_goes_out_again() {
    let folder = with_references();
    folder.run(&["export", "told.csv", "refs.json", "-o", "a.comparison.ron"]).done();
    for (out, says) in [("a.csl.json", "\"CD34\""), ("a.bib", "{CD34,"), ("a.ris", "ID  - CD34")] {
        folder.run(&["export", "a.comparison.ron", "-o", out]).done();
        let text = folder.text(out);
        assert!(text.contains(says), "{out}: {text}");
        assert!(text.contains("Losses by the river") && text.contains("https://river.example/1"));
        // And in again, beside the session.
        let again = folder.run(&["export", "a.comparison.ron", out, "-o", "b.comparison.ron"]);
        again.done().says(&["references belong", "address of an earlier one, which counts"]);
    }
    let items: serde_json::Value = serde_json::from_str(&folder.text("a.csl.json")).expect("JSON");
    let given: serde_json::Value = serde_json::from_str(REFERENCES).expect("JSON");
    for field in ["id", "type", "title", "URL", "accessed", "archive_location", "issued"] {
        assert_eq!(items[0][field], given[0][field], "{field}");
    }
}

#[test]
fn a_session_stands_beside_references_and_beside_nothing_else() {
    let folder = with_references();
    folder.run(&["export", "told.csv", "-o", "a.comparison.ron"]).done();
    folder.run(&["check", "a.comparison.ron", "refs.json"]).done();
    folder.write(
        "more.json",
        r#"[{"date": "2030-01-10", "source": "x", "quantity": "killed", "best": 1}]"#,
    );
    for other in ["told.csv", "more.json"] {
        let run = folder.run(&["check", "a.comparison.ron", other]).refused();
        run.says(&["A session is opened alone"]);
    }
}
