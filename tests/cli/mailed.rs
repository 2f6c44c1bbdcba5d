//! Tables as people mail them: opened, or asked about in one line; and `parallax mapping`.

use crate::{Folder, program};

const COLLEAGUE: &str = "Source;Date;Min;Max;Link\n\
    ISW;2030-01-10;400;450;https://a.example/1\nBBC;2030-01-12;480;;https://a.example/2\n";

#[test]
fn what_is_missing_is_asked_in_one_line_with_the_next_step() {
    let folder = Folder::with("losses.csv", COLLEAGUE);
    let run = folder.run(&["check", "losses.csv"]).refused().says(&[
        "dates in “Date”, numbers in “Min” and “Max”",
        "not said: what is counted",
        "--quantity killed",
        "parallax mapping losses.csv -o losses.mapping.ron",
    ]);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    let said = ["compare", "losses.csv", "--quantity", "killed", "--at", "2030-01-13"];
    let answer = folder.run(&[&said[..], &["--format", "json"]].concat()).done().json();
    assert_eq!((&answer["measure"], &answer["n"]), (&"-/killed/-/cumulative".into(), &2.into()));
}

#[test]
fn a_mapping_is_written_filled_in_and_read() {
    let folder = Folder::with("losses.csv", COLLEAGUE);
    folder.run(&["mapping", "losses.csv", "-o", "m.ron"]).done().says(&["what is counted"]);
    let written = folder.text("m.ron");
    let filled = written.replace("// quantity: \"\"", "quantity: \"killed\"");
    assert_ne!(filled, written);
    folder.write("m.ron", &filled);
    let check = ["check", "losses.csv", "--mapping", "m.ron", "--format", "json"];
    let file = &folder.run(&check).done().json()["files"][0];
    assert_eq!((&file["estimates"], &file["bounds"]["between"]), (&2.into(), &1.into()));
    assert_eq!(file["measures"][0]["id"], "-/killed/-/cumulative");

    let shown = folder.run(&["mapping", "losses.csv"]).done();
    assert_eq!(shown.stdout, written);
    folder.run(&["mapping", "losses.csv", "-o", "losses.csv"]).refused().says(&["overwrite"]);
}

#[test]
fn the_mapping_of_a_known_format_is_the_shipped_one() {
    let folder = Folder::with("upland.csv", crate::UPLAND);
    let shown = folder.run(&["mapping", "upland.csv"]).done().stdout;
    assert!(shown.contains("name: \"estimates\""), "{shown}");
}

#[test]
fn several_mappings_are_tried_in_turn_and_then_the_shipped_ones() {
    let folder = Folder::with("losses.csv", COLLEAGUE);
    folder.write("upland.csv", crate::UPLAND);
    let mapping = |name: &str, column: &str| {
        format!(
            "(version: 1, name: \"{name}\", needs: [[\"{column}\"]], constants: {{quantity: \"killed\"}},
              columns: [(column: \"Date\", to: as_of), (column: \"Source\", to: source),
                        (column: \"Min\", to: low)])"
        )
    };
    folder.write("no.ron", mapping("no", "Colour"));
    folder.write("yes.ron", mapping("yes", "Min"));
    let asked =
        ["check", "losses.csv", "upland.csv", "--mapping", "no.ron", "--mapping", "yes.ron"];
    let answer = folder.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
    assert_eq!(answer["files"][0]["format"], "yes");
    assert_eq!(answer["files"][1]["format"], "estimates");
    let problems = answer["files"][1]["problems"].to_string();
    assert!(problems.contains("the mapping no does not fit"), "{problems}");
}

#[test]
fn a_file_without_an_estimate_is_a_failure_in_one_line() {
    let mut text = "date,source,quantity,best\n".to_owned();
    for day in 0..1_000 {
        text.push_str(&format!("day {day},A,killed,1\n"));
    }
    let folder = Folder::with("days.csv", text);
    folder.write("other.csv", "date,source,quantity,best\nsoon,A,killed,1\n");
    let run = folder.run(&["check", "days.csv", "other.csv"]).refused();
    assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
    run.says(&[
        "none of its 1,000 rows can be used (line 2, date: “day 0” is not a date",
        "days.csv",
        "other.csv",
    ]);
}

#[test]
fn standard_input_is_a_file_called_by_a_dash() {
    for arguments in [vec!["check", "-"], vec!["compare", "-", "--at", "2030-01-17"]] {
        let output = program().args(&arguments).write_stdin(crate::UPLAND).output();
        let output = output.expect("a run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    }
    let output = program().args(["mapping", "-"]).write_stdin(COLLEAGUE).output().expect("a run");
    assert!(String::from_utf8_lossy(&output.stdout).contains("(column: \"Min\", to: low)"));
}
