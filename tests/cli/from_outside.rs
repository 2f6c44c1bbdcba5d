//! What comes from outside neither steers the terminal nor costs more than it says, and what a
//! newer program wrote stays as it is.

use crate::{Folder, UPLAND};

#[test]
fn signs_that_steer_a_terminal_are_written_out() {
    let measure = "\"m\": (population: \"p\\u{1b}[32m\", quantity: \"killed\", basis: cumulative)";
    let estimate = |source: &str, best: u32, more: &str| {
        format!(
            "(measure: \"m\", source: \"{source}\", best: {best}, as_of: \"2030-01-01\"{more}),\n"
        )
    };
    let estimates = [
        estimate("Alder\\u{1b}]0;x\\u{7}\\u{1b}[2J", 1, ""),
        estimate("Birch\\rOver", 100, ", derived_from: \"no\\u{1b}such\""),
        estimate("Cedar\\u{202e}ra", 1000, ""),
    ];
    let estimates = estimates.concat();
    let file = format!("(version: 1, measures: {{{measure}}}, estimates: [\n{estimates}])\n");
    let folder = Folder::with("a.estimates.ron", file);
    for arguments in [
        &["check", "a.estimates.ron"][..],
        &["compare", "a.estimates.ron", "--at", "2030-01-01"],
        &["compare", "a.estimates.ron"],
    ] {
        let run = folder.run(arguments).done();
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!run.stdout.contains(steers), "{:?}", run.stdout);
        assert!(!run.stderr.contains(steers), "{:?}", run.stderr);
        assert!(run.stdout.contains("‹U+001B›"), "{}", run.stdout);
    }
}

#[test]
fn an_estimates_file_of_a_newer_version_is_not_written_over() {
    let folder = Folder::with("a.csv", UPLAND);
    let newer = "(version: 9, estimates: [])\n";
    folder.write("kept.estimates.ron", newer);
    let run = folder.run(&["export", "a.csv", "-o", "kept.estimates.ron"]);
    run.refused().says(&["version 9", "left as it is"]);
    assert_eq!(folder.text("kept.estimates.ron"), newer);
}

#[test]
fn a_session_of_a_newer_version_is_not_written_over_and_nothing_is_kept_beside_it() {
    let folder = Folder::with("a.csv", UPLAND);
    for newer in ["(version: 2, files: [])", "// later\n(version: 4294967296, what: {ever: [})"] {
        folder.write("kept.comparison.ron", newer);
        let run = folder.run(&["export", "a.csv", "-o", "kept.comparison.ron"]);
        run.refused().says(&["version", "left as it is"]);
        assert_eq!(folder.text("kept.comparison.ron"), newer);
        assert_eq!(folder.names(), ["a.csv", "kept.comparison.ron"]);
    }
}

#[test]
fn an_estimates_file_of_every_version_opens() {
    const FROZEN: [&str; 1] = [include_str!("../frozen/version-1.estimates.ron")];
    for text in FROZEN {
        let folder = Folder::with("frozen.estimates.ron", text);
        let answer = folder.run(&["check", "frozen.estimates.ron", "--format", "json", "--strict"]);
        let file = &answer.done().json()["files"][0];
        assert_eq!((&file["estimates"], &file["events"]), (&6.into(), &1.into()), "{file}");
    }
}

#[test]
fn what_is_odd_in_a_session_is_told() {
    let folder = Folder::with("a.csv", UPLAND);
    folder.run(&["export", "a.csv", "-o", "s.comparison.ron"]).done();
    let session = folder.text("s.comparison.ron");
    let odd = session.replace(
        "    view:",
        "    adjustments: [\n        (target: source(\"Nobody\"), change: exclude, on: true),\n    ],\n    view:",
    );
    assert_ne!(odd, session);
    let odd = odd.replacen("as_of:", "url: \"smb://example.org/a\", as_of:", 1);
    folder.write("odd.comparison.ron", odd);
    for command in ["check", "compare"] {
        let arguments = [command, "odd.comparison.ron"];
        folder.run(&arguments).done().says(&["Nobody", "smb://example.org/a", "never opened"]);
        folder.run(&[&arguments[..], &["--strict"]].concat()).refused().says(&["Nobody"]);
    }
    let later = session.replacen("    view: (", "    view: (of_a_later_time: 1, ", 1);
    assert_ne!(later, session);
    folder.write("later.comparison.ron", later);
    for command in ["check", "compare"] {
        let arguments = [command, "later.comparison.ron"];
        folder.run(&arguments).done().says(&["view.of_a_later_time"]);
        folder.run(&[&arguments[..], &["--strict"]].concat()).refused();
        folder.run(&[command, "s.comparison.ron", "--strict"]).done();
    }
}

#[test]
fn names_that_are_alike_are_suggested_within_bounds() {
    let row = |n: usize| format!("2030-01-01,Rivers{}house,killed,1\n", ".".repeat(n + 1));
    let rows: String = (0..2_000).map(row).collect();
    let folder = Folder::with("a.csv", format!("date,source,quantity,best\n{rows}"));
    let run = folder.run(&["check", "a.csv"]).done().says(&["more names may be one origin"]);
    assert!(run.stderr.lines().count() < 150, "{}", run.stderr.len());
    let json = folder.run(&["check", "a.csv", "--format", "json"]).done().json();
    let listed = json["look_alikes"].as_array().map_or(0, Vec::len);
    assert!((1_990..2_000).contains(&listed), "{listed}");
}
