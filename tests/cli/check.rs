//! `parallax check`: what was understood, and every problem.

use crate::{Folder, UPLAND, UPLAND_KILLED, texts};

#[test]
fn check_counts_what_was_understood() {
    let folder = Folder::with("upland.csv", UPLAND);
    let answer = folder.run(&["check", "upland.csv", "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(file["path"], "upland.csv");
    assert_eq!((&file["rows"], &file["estimates"]), (&4.into(), &4.into()));
    for (shape, count) in [
        ("point", 2),
        ("between", 1),
        ("at_least", 1),
        ("at_most", 0),
        ("full", 0),
        ("low_best", 0),
        ("best_high", 0),
        ("vague", 0),
        ("share", 0),
        ("direction", 0),
    ] {
        assert_eq!(file["bounds"][shape], count, "{shape}");
    }
    let measure = &file["measures"][0];
    assert_eq!(measure["id"], UPLAND_KILLED);
    assert_eq!(measure["estimates"], 4);
    assert_eq!(measure["labels"], 4);
    assert_eq!(measure["origins"], 4);
    assert_eq!((&measure["first"], &measure["last"]), (&"2030-01-10".into(), &"2030-01-16".into()));
    assert_eq!(file["events"], 0);
    assert_eq!(file["problems"], serde_json::json!([]));
}

#[test]
fn check_in_words_names_the_file_its_estimates_and_its_measures() {
    let folder = Folder::with("upland.csv", UPLAND);
    let run = folder.run(&["check", "upland.csv"]).done();
    for part in ["upland.csv", "4", "killed", "Upland"] {
        assert!(run.stdout.contains(part), "no “{part}” in {}", run.stdout);
    }
}

#[test]
fn one_bad_row_never_costs_the_others_and_is_told_where_it_stands() {
    let text = UPLAND.replace("2030-01-12,", "one fine day,");
    let folder = Folder::with("upland.csv", text);
    let run = folder.run(&["check", "upland.csv", "--format", "json"]).done();
    let file = &run.json()["files"][0];
    assert_eq!(file["estimates"], 3);
    let errors: Vec<_> = file["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter(|problem| problem["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["line"], 3);
    assert_eq!(errors[0]["column"], "date");
    let message = errors[0]["message"].as_str().expect("a message");
    assert!(message.contains("one fine day"), "{message}");
    assert!(errors[0]["code"].as_str().is_some_and(|code| !code.is_empty()));
    run.says(&["upland.csv"]);
}

#[test]
fn strict_turns_rows_with_errors_into_exit_2() {
    let folder = Folder::with("upland.csv", UPLAND.replace("2030-01-12,", "one fine day,"));
    folder.run(&["check", "upland.csv"]).done();
    let strict = folder.run(&["check", "upland.csv", "--strict", "--format", "json"]).refused();
    assert_eq!(strict.json()["files"][0]["estimates"], 3, "what could be read is still told");

    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["check", "upland.csv", "--strict"]).done();
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = Folder::with("upland.csv", UPLAND);
    let run = folder.run(&["check", "missing.csv", "upland.csv", "--format", "json"]).refused();
    assert!(texts(&run.json()["files"], "path").contains(&"upland.csv".to_owned()));
    run.says(&["missing.csv"]);
}

#[test]
fn dates_written_day_first_are_a_decision_with_its_evidence() {
    let text = "date,source,quantity,best\n03/02/2030,A,killed,10\n25/02/2030,B,killed,12\n";
    let folder = Folder::with("dates.csv", text);
    let answer = folder.run(&["check", "dates.csv", "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(file["estimates"], 2);
    assert_eq!(file["measures"][0]["first"], "2030-02-03");
    assert!(
        file["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .any(|problem| { problem["severity"] == "warning" && problem["column"] == "date" }),
        "{}",
        file["problems"]
    );
    let asked = folder.run(&["check", "dates.csv", "--dates", "dmy", "--format", "json"]).done();
    assert_eq!(asked.json()["files"][0]["measures"][0]["first"], "2030-02-03");
}

#[test]
fn a_byte_order_mark_crlf_and_quoted_newlines_are_no_problem() {
    let text = "\u{feff}date,source,quantity,best,note\r\n\
                2030-01-01,\"The\r\nBureau\",killed,\"1,500\",\"said, twice\"\r\n";
    let folder = Folder::with("quoted.csv", text);
    let answer = folder.run(&["check", "quoted.csv", "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!((&file["estimates"], &file["bounds"]["point"]), (&1.into(), &1.into()));
}

/// Stdout whose reader is gone, as under `parallax check … | head -0`.
#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut long = UPLAND.to_owned();
    for day in 1..=28 {
        for hour in 0..40 {
            long.push_str(&format!("2030-02-{day:02},S{hour},killed,Upland,,{day}00,,,\n"));
        }
    }
    let folder = Folder::with("long.csv", long);
    for command in ["check", "compare"] {
        for format in ["text", "json"] {
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop(reader);
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_parallax"))
                .current_dir(folder.0.path())
                .args([command, "long.csv", "--format", format])
                .stdout(writer)
                .output()
                .expect("a run");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{command} {format}: {stderr}");
            assert!(!stderr.contains("panicked"), "{command} {format}: {stderr}");
        }
    }
}

#[test]
fn names_that_look_alike_are_suggested_and_nothing_is_made_of_it() {
    let table = "date,source,quantity,place,best\n\
                 2030-01-10,Hill Observatory,killed,Upland,100\n\
                 2030-01-11,Hill Obsevratory,killed,Upland,900\n";
    let folder = Folder::with("upland.csv", table);
    let answer = folder.run(&["check", "upland.csv", "--format", "json"]).done().json();
    let alike = serde_json::json!([{
        "name": "Hill Observatory", "of": "Hill Obsevratory", "why": "spelled almost the same"
    }]);
    assert_eq!(answer["look_alikes"], alike);
    assert_eq!(answer["files"][0]["measures"][0]["origins"], 2);
    let told = folder.run(&["check", "upland.csv"]).done();
    assert!(told.stderr.contains("Hill Obsevratory"), "{}", told.stderr);
    assert!(!told.stdout.contains("Perhaps"), "{}", told.stdout);
}

#[test]
fn json_and_its_mapping_are_reported_like_any_table() {
    let records = r#"[
        {"date": "2030-01-10", "day": 1, "personnel": 1200, "personnel*": "about"},
        {"date": "2030-01-11", "day": 2, "personnel": "plenty"}
    ]"#;
    let folder = Folder::with("personnel.json", records);
    let answer = folder.run(&["check", "personnel.json", "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(
        (&file["format"], &file["rows"], &file["estimates"]),
        (&"ukraine-mod".into(), &2.into(), &1.into())
    );
    let problem = &file["problems"][0];
    assert_eq!((&problem["line"], &problem["column"]), (&3.into(), &"personnel".into()));
}

#[test]
fn statements_that_may_be_one_are_suggested_with_the_reason_and_the_answer_tells_what_it_assumes() {
    let table = "date,source,quantity,population,place,best,url\n\
                 2004-09-01,Relief Agency,killed,people,Glen,70000,https://relief.example/1\n\
                 2004-09-01,Morning Paper,killed,people,Glen,70000,https://relief.example/1\n\
                 2004-09-01,Relief Agency[2],killed,people,Glen,71000,\n\
                 2004-09-02,Scholar,killed,people,Glen,220000,\n";
    let folder = Folder::with("glen.csv", table);
    let told = folder.run(&["check", "glen.csv"]).done().stderr;
    let page = "Perhaps one statement, counted as two: “Morning Paper” and “Relief Agency”, 70,000 of \
                1 Sep 2004 (people · killed · Glen): the same number of one day under one address.";
    assert!(told.contains(page), "{told}");
    let name = "“Relief Agency[2]” and “Relief Agency”: the same but for the mark of a footnote";
    assert!(told.contains(name), "{told}");
    let json = folder.run(&["check", "glen.csv", "--format", "json"]).done().json();
    assert_eq!(json["may_be_one"][0]["statements"], 1);

    let asked = ["compare", "glen.csv", "--at", "2004-09-03", "--dates", "stated"];
    let text = folder.run(&[&asked[..], &["--explain"]].concat()).done().stdout;
    let assumed = "Assumed: published days 4 of 4; numbers given a width 4 of 4.";
    assert!(text.contains(assumed), "{text}");
    assert!(text.contains("No published days are stated (4 of 4)"), "{text}");
    assert!(text.contains("may be Morning Paper’s 70,000 of 1 Sep 2004 said again"), "{text}");
    assert!(text.contains("Marzullo") && text.contains("Stone"), "{text}");
    let json = folder.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
    assert_eq!(json["assumptions"]["published"], 4);
    assert!(json["at_the_time"].is_null() && json["methods"].is_null());
}
