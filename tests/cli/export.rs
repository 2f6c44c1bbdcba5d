//! `parallax export`: what is written, and that it reads back as it was.

use crate::{Folder, UPLAND, texts};

/// Estimates with everything that a file can say.
const FULL: &str = r#"(
    version: 1,
    title: "Upland & beyond",
    sources: {
        "North Institute": (kind: academic, affiliation: ["North", "Institute"], country: "Northland", party: false),
        "Hill Ministry": (kind: government, party: true),
    },
    measures: {
        "killed": (population: "soldiers", quantity: "killed", place: "Upland", basis: cumulative),
        "present": (population: "soldiers", quantity: "deployed", place: "Upland / Valley", basis: level),
        "launchers": (quantity: "equipment: 240 mm launchers", place: "Upland", basis: level),
    },
    events: [
        (date: "2030-01-05", label: "Bridge <closed>"),
    ],
    estimates: [
        (id: "n1", measure: "killed", source: "North Institute", low: 400, high: 450, as_of: "2030-01-10", published: "2030-01-14", grade: "B2"),
        (id: "n2", measure: "killed", source: "North Institute", low: 420, best: 445.5, high: 480, as_of: "2030-01-20", supersedes: ["n1"]),
        (id: "h1", measure: "killed", source: "Hill Ministry", low: 3000, how: more_than, wording: "\"more\" than 3,000", as_of: "2030-01-15", relays: ["Press Office", "Wire"], outlet: "Paper", url: "https://example.org/a?b=1&c=2"),
        (id: "h2", measure: "killed", source: "Paper", best: 3000, how: about, as_of: "2030-01-15", published: "2030-01-16", derived_from: "h1"),
        (id: "h3", measure: "killed", source: "Hill Ministry", value: vague, wording: "dozens", as_of: "2030-01", note: "=SUM(A1)"),
        (id: "l1", measure: "present", source: "Lake Paper", high: 11000, how: nearly, as_of: "2030-01-14/2030-01-15"),
        (id: "l2", measure: "present", source: "Lake Paper", best: 12000, as_of: "2030-06-30", published: "2030-01-20", standing: projected),
        (id: "l3", measure: "present", source: "Lake Paper", best: 9000, as_of: "2030-01-02", retracted: "2030-01-09"),
        (id: "e1", measure: "launchers", source: "Hill Ministry", value: reported, wording: "being supplied", as_of: "2030-01-15"),
    ],
)
"#;

#[test]
fn a_session_exported_read_and_exported_again_is_the_same_bytes() {
    for (name, content) in [("upland.csv", UPLAND), ("full.estimates.ron", FULL)] {
        let folder = Folder::with(name, content);
        folder.run(&["export", name, "-o", "one.comparison.ron"]).done();
        folder.run(&["export", "one.comparison.ron", "-o", "two.comparison.ron"]).done();
        assert_eq!(folder.text("one.comparison.ron"), folder.text("two.comparison.ron"), "{name}");
        folder.run(&["export", name, "-o", "three.comparison.ron"]).done();
        assert_eq!(folder.text("one.comparison.ron"), folder.text("three.comparison.ron"));
        assert!(folder.text("one.comparison.ron").contains("version: "), "version is said");
    }
}

#[test]
fn estimates_exported_read_and_exported_again_are_the_same_bytes() {
    for (name, content) in [("upland.csv", UPLAND), ("full.estimates.ron", FULL)] {
        let folder = Folder::with(name, content);
        folder.run(&["export", name, "-o", "one.estimates.ron"]).done();
        folder.run(&["export", "one.estimates.ron", "-o", "two.estimates.ron"]).done();
        assert_eq!(folder.text("one.estimates.ron"), folder.text("two.estimates.ron"), "{name}");
    }
}

#[test]
fn a_session_needs_its_source_files_no_more() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).done();
    let question = |name| ["compare", name, "--at", "2030-01-20", "--format", "json"];
    let before = folder.run(&question("upland.csv")).done().json();
    std::fs::remove_file(folder.path("upland.csv")).expect("removed");
    let after = folder.run(&question("s.comparison.ron")).done().json();
    for field in ["n", "support", "core", "verdict", "outside", "voices"] {
        assert_eq!(before[field], after[field], "{field}");
    }
}

#[test]
fn every_estimate_is_exported_with_its_citation() {
    let folder = Folder::with("full.estimates.ron", FULL);
    folder.run(&["export", "full.estimates.ron", "-o", "all.json"]).done();
    let answer: serde_json::Value = serde_json::from_slice(&folder.read("all.json")).expect("JSON");
    assert_eq!(answer["schema"], 1);
    let estimates = answer["estimates"].as_array().expect("estimates");
    assert_eq!(estimates.len(), 9, "without a measure, all of them");
    let of = |id: &str| {
        estimates
            .iter()
            .find(|estimate| estimate["id"].as_str().is_some_and(|own| own.contains(id)))
            .unwrap_or_else(|| panic!("no {id}"))
    };
    let h1 = of("h1");
    assert_eq!(h1["measure"], "soldiers/killed/upland/cumulative");
    assert_eq!((&h1["label"], &h1["origin"]), (&"Hill Ministry".into(), &"Hill Ministry".into()));
    assert_eq!(h1["relays"], serde_json::json!(["Press Office", "Wire"]));
    assert_eq!((&h1["outlet"], &h1["kind"]), (&"Paper".into(), &"government".into()));
    assert_eq!(h1["url"], "https://example.org/a?b=1&c=2");
    assert_eq!(
        (h1["low"].as_f64(), &h1["best"], &h1["how"]),
        (Some(3000.0), &().into(), &"more_than".into())
    );
    assert_eq!(h1["wording"], "\"more\" than 3,000");
    assert_eq!(of("l2")["standing"], "projected");
    assert!(of("h2")["derived_from"].as_str().is_some_and(|id| id.contains("h1")));
    for field in ["as_of", "published", "file", "record", "high"] {
        assert!(h1.as_object().is_some_and(|fields| fields.contains_key(field)), "{field}");
    }
}

#[test]
fn estimates_survive_the_way_through_csv() {
    let folder = Folder::with("full.estimates.ron", FULL);
    folder.run(&["export", "full.estimates.ron", "-o", "all.csv"]).done();
    let answer = folder.run(&["check", "all.csv", "--format", "json"]).done().json();
    let before = folder.run(&["check", "full.estimates.ron", "--format", "json"]).done().json();
    for field in ["rows", "estimates", "bounds"] {
        assert_eq!(answer["files"][0][field], before["files"][0][field], "{field}");
    }
    assert_eq!(
        texts(&answer["files"][0]["measures"], "id"),
        texts(&before["files"][0]["measures"], "id")
    );
    assert!(!folder.text("all.csv").contains(",=SUM"), "no cell is a formula to a spreadsheet");
}

#[test]
fn a_picture_is_well_formed_and_its_text_is_escaped() {
    let hostile =
        UPLAND.replace("Lake Paper", "\"<script>alert(1)</script> & \"\"Lake\"\" 'Paper'\"");
    let folder = Folder::with("upland.csv", hostile);
    let picture = ["--width", "900", "--height", "600", "--theme", "dark", "--scale", "log"];
    let arguments = [&["export", "upland.csv", "-o", "upland.svg"][..], &picture].concat();
    folder.run(&arguments).done();
    let text = folder.text("upland.svg");
    let svg = roxmltree::Document::parse(&text).expect("well-formed XML");
    assert_eq!(svg.root_element().tag_name().name(), "svg");
    assert!(svg.descendants().all(|node| node.tag_name().name() != "script"));
    assert!(
        svg.descendants()
            .filter_map(|node| node.text())
            .any(|text| text.contains("North Institute")),
        "labels are text"
    );
    folder.run(&["export", "upland.csv", "-o", "again.svg"]).done();
    folder.run(&arguments).done();
    assert_eq!(folder.text("upland.svg"), text, "the same picture twice");
}

#[test]
fn an_output_equal_to_an_input_is_refused_by_whatever_name() {
    let folder = Folder::with("a.estimates.ron", FULL);
    folder.write("b.csv", UPLAND);
    std::fs::create_dir(folder.path("sub")).expect("a folder");
    let mut names = vec!["a.estimates.ron", "./a.estimates.ron", "sub/../a.estimates.ron"];
    if cfg!(unix) {
        link(&folder, "a.estimates.ron", "link.estimates.ron");
        std::fs::hard_link(folder.path("a.estimates.ron"), folder.path("hard.estimates.ron"))
            .expect("a hard link");
        names.extend(["link.estimates.ron", "hard.estimates.ron"]);
    }
    for name in names {
        let run = folder.run(&["export", "b.csv", "a.estimates.ron", "-o", name]).refused();
        run.says(&["estimates.ron"]);
        assert_eq!(folder.text("a.estimates.ron"), FULL, "{name}");
    }
}

#[cfg(unix)]
fn link(folder: &Folder, target: &str, name: &str) {
    std::os::unix::fs::symlink(folder.path(target), folder.path(name)).expect("a link");
}

#[cfg(not(unix))]
fn link(_: &Folder, _: &str, _: &str) {}

#[test]
fn an_output_of_no_known_kind_lists_the_kinds() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "out.docx"]).refused().says(&[".svg", ".csv"]);
    assert_eq!(folder.names(), ["upland.csv"], "nothing is left behind");
}

#[test]
fn a_file_that_cannot_be_read_makes_no_output() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder
        .run(&["export", "upland.csv", "gone.csv", "-o", "out.json"])
        .refused()
        .says(&["gone.csv"]);
    assert_eq!(folder.names(), ["upland.csv"]);
}

/// Somebody who states another number for the same day later, and others who do not.
const RESTATED: &str = "\
date,source,quantity,best,published
2030-01-10,River Monitor,killed,501,2030-01-12
2030-01-10,River Monitor,killed,533,2030-02-12
2030-01-11,Hill Ministry,killed,533,2030-01-12
2030-01-12,Lake Paper,killed,512,2030-01-13
";

#[test]
fn a_picture_is_laid_out_as_it_is_asked_for_and_has_a_key() {
    let folder = Folder::with("upland.csv", RESTATED);
    for (layout, says) in [
        ("overlay", "agreement"),
        ("lanes", "agreement"),
        ("standing", "taken back"),
        ("coalitions", "on so many days"),
        ("revisions", "said on"),
    ] {
        let arguments = ["export", "upland.csv", "-o", "upland.svg", "--layout", layout];
        folder.run(&arguments).done();
        let text = folder.text("upland.svg");
        let svg = roxmltree::Document::parse(&text).expect("well-formed XML");
        let texts: Vec<&str> = svg.descendants().filter_map(|node| node.text()).collect();
        assert!(texts.contains(&says), "{layout}: {texts:?}");
        assert!(texts.contains(&"River Monitor"), "{layout}");
    }
    let once = RESTATED.replace("River Monitor,killed,533", "Delta Monitor,killed,533");
    folder.write("once.csv", once);
    let run = folder.run(&["export", "once.csv", "-o", "once.svg", "--layout", "revisions"]);
    run.refused().says(&["None of 4 sources said its latest number", "Open an older copy"]);
}
