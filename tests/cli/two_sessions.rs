//! Two sessions side by side: what differs, and how far both agree.

use serde_json::Value;

use super::{Folder, UPLAND, with_text};

/// A session on [`UPLAND`] with these adjustments, written as a session holds them.
fn session(folder: &Folder, name: &str, adjustments: &str) {
    folder.write("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", name]).done();
    let text = folder.text(name);
    assert!(!text.contains("adjustments"), "nothing is laid over it yet");
    let at = text.rfind(')').expect("it ends");
    let overlay = format!("    adjustments: [{adjustments}],\n)\n");
    folder.write(name, format!("{}{overlay}", &text[..at]));
}

fn adjusted(target: &str, change: &str, author: &str) -> String {
    format!(
        "(target: {target}, change: {change}, author: Some(\"{author}\"), at: Some(\"2030-02-01T12:00Z\")),"
    )
}

fn two_sessions() -> Folder {
    let folder = Folder::new();
    let source = |name: &str| format!("source(\"{name}\")");
    let mine = [
        adjusted(&source("Lake Paper"), "exclude", "Ada"),
        adjusted("estimate(\"1:r1\")", "scale(1.1)", "Ada"),
        adjusted(&source("North Institute"), "grade((grade: Some(\"B2\")))", "Ada"),
        adjusted(&source("Hill Ministry"), "grade((grade: Some(\"C3\")))", "Ada"),
    ];
    let theirs = [
        adjusted(&source("Lake Paper"), "exclude", "Bo"),
        adjusted(&source("Hill Ministry"), "exclude", "Bo"),
        adjusted("estimate(\"1:r1\")", "scale(1.2)", "Bo"),
        adjusted(&source("North Institute"), "grade((grade: Some(\"B3\")))", "Bo"),
        adjusted(&source("Hill Ministry"), "grade((grade: Some(\"C3\")))", "Bo"),
    ];
    session(&folder, "mine.comparison.ron", &mine.concat());
    session(&folder, "bo.comparison.ron", &theirs.concat());
    folder
}

#[test]
fn two_sessions_are_compared_item_by_item_and_in_numbers() {
    let folder = two_sessions();
    let run = folder.run(&["compare", "mine.comparison.ron", "--with", "bo.comparison.ron"]).done();
    for line in [
        "mine.comparison.ron (mine) beside bo.comparison.ron (theirs): 3 differences, 3 the same\n",
        "\nFiles: 1 same\n",
        "\nExclusions: 1 same, 1 only theirs\n  Only theirs: Hill Ministry: excluded; no reason given \
         (Bo, 2030-02-01T12:00Z)\n",
        "\nGrades: 1 same, 1 different\n  North Institute: mine graded B2; ",
        "\nAdjustments: 1 different\n  River Monitor of 12 Jan 2030: mine times 1.1; ",
        "Decided alike: 2 of 5 (40 %): 1 of 2 exclusions, 1 of 2 grades, 0 of 1 other adjustments\n",
        // Lake Paper by both, Hill Ministry by one of them, two by none: p₀ 3/4, pₑ 1/2.
        "Sources left out or not: Cohen’s κ 0.50 (n = 4, 3 alike)\n",
        "Estimates left out or not: Cohen’s κ 0.50 (n = 4, 3 alike)\n",
        "Reliability, A to E, where both graded it: Cohen’s κ 1.00 (n = 2, 2 alike)\n",
        // 2 and 3 against 3 and 3: p₀ 1/2, pₑ 1/2.
        "Credibility, 1 to 5, where both graded it: Cohen’s κ 0.00 (n = 2, 1 alike)\n",
        "Kind of source, where both said it: Cohen’s κ is not defined (n = 0): ",
    ] {
        assert!(run.stdout.contains(line), "{line}\nis missing in\n{}", run.stdout);
    }
}

#[test]
fn json_and_csv_hold_every_item_and_the_numbers() {
    let folder = two_sessions();
    let arguments = ["compare", "mine.comparison.ron", "--with", "bo.comparison.ron", "--format"];
    let told = folder.run(&[&arguments[..], &["json"]].concat()).done().json();
    let rows = told["differences"].as_array().expect("a list");
    let accords: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["section"].as_str().unwrap_or(""), row["accord"].as_str().unwrap_or("")))
        .collect();
    let expected = [
        ("files", "same"),
        ("exclusions", "same"),
        ("exclusions", "only_theirs"),
        ("grades", "different"),
        ("grades", "same"),
        ("adjustments", "different"),
    ];
    assert_eq!(accords, expected);
    assert_eq!(rows[2]["mine"], Value::Null);
    assert_eq!(told["agreement"]["decided"]["n"], 5);
    assert_eq!(told["agreement"]["decided"]["share"], 0.4);
    let kappa = |of| with_text(&told["agreement"]["kappas"], "of", of);
    let sources = kappa("sources_left_out");
    assert_eq!((&sources["kappa"], &sources["n"]), (&0.5.into(), &4.into()));
    assert_eq!(kappa("kind")["kappa"], Value::Null);

    let run = folder.run(&[&arguments[..], &["csv"]].concat()).done();
    assert_eq!(run.stdout.lines().count(), 7, "{}", run.stdout);
    assert!(run.stdout.starts_with("section,accord,what,mine,theirs\n"));
}

#[test]
fn a_session_beside_itself_differs_in_nothing() {
    let folder = two_sessions();
    let run = folder.run(&["compare", "bo.comparison.ron", "--with", "bo.comparison.ron"]).done();
    assert!(run.stdout.contains(": 0 differences, 6 the same\n"), "{}", run.stdout);
    assert!(run.stdout.contains("Decided alike: 5 of 5 (100 %)"), "{}", run.stdout);
}

#[test]
fn what_is_not_there_or_goes_with_another_question_is_refused() {
    let folder = two_sessions();
    for arguments in [
        &["compare", "mine.comparison.ron", "--with", "none.comparison.ron"][..],
        &["compare", "mine.comparison.ron", "--with", "bo.comparison.ron", "--at", "2030-01-20"],
        &[
            "compare",
            "mine.comparison.ron",
            "--with",
            "bo.comparison.ron",
            "--pool",
            "--at",
            "2030-01-20",
        ],
    ] {
        let run = folder.run(arguments).refused();
        assert!(run.stdout.is_empty(), "{}", run.stdout);
    }
}

#[test]
fn a_blind_copy_holds_no_name_and_what_was_judged_in_it_is_found_again() {
    let folder = Folder::with("a.csv", UPLAND);
    folder.run(&["export", "a.csv", "-o", "s.comparison.ron"]).done();
    folder.run(&["export", "s.comparison.ron", "--blind", "-o", "blind.comparison.ron"]).done();
    let blind = folder.text("blind.comparison.ron");
    folder.run(&["export", "a.csv", "-o", "a.json"]).done();
    let all: Value = serde_json::from_str(&folder.text("a.json")).expect("JSON");
    let labels: Vec<&str> = all["estimates"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|e| e["label"].as_str())
        .collect();
    assert!(labels.len() > 1);
    for label in &labels {
        assert!(
            folder.text("s.comparison.ron").contains(label) && !blind.contains(label),
            "{label}"
        );
    }
    let run = folder.run(&["compare", "blind.comparison.ron", "--format", "json"]).done();
    assert!(labels.iter().all(|label| !run.stdout.contains(label)), "{}", run.stdout);
    let code = blind.split("\"Source ").nth(1).and_then(|rest| rest.split('"').next());
    let code = code.expect("a source");
    let judged = blind.replace(
        "    view:",
        &format!("    adjustments: [\n        (target: source(\"Source {code}\"), change: exclude, on: true),\n    ],\n    view:"),
    );
    folder.write("judged.comparison.ron", judged);
    let run =
        folder.run(&["compare", "s.comparison.ron", "--with", "judged.comparison.ron"]).done();
    let run = run.says(&["the names are put back"]);
    assert!(run.stdout.contains("judged blind"), "{}", run.stdout);
    assert!(labels.iter().any(|label| run.stdout.contains(label)), "{}", run.stdout);
    folder.run(&["export", "a.csv", "--blind", "-o", "a.svg"]).refused().says(&[".comparison.ron"]);
}
