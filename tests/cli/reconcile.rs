//! `parallax reconcile`: every voice of every measure against the others on a day.

use serde_json::Value;

use crate::{Folder, UPLAND, UPLAND_KILLED, texts, with_text};

/// Two measures, an echo, and a note in place of a number.
const TWO: &str = "\
id,as_of,published,source,quantity,place,low,best,high,how,derived_from,wording
a,2030-01-10,2030-01-11,North Institute,killed,Upland,100,,120,between,,
b,2030-01-10,,River Monitor,killed,Upland,,150,,exact,,
c,2030-01-12,,Lake Paper,killed,Upland,,150,,exact,b,
d,2030-01-10,,Hill Ministry,killed,Upland,300,,,at_least,,
e,2030-01-10,,North Institute,killed or wounded,Upland,900,,950,between,,
f,2030-01-10,,River Monitor,killed or wounded,Upland,,940,,exact,,
g,2030-01-11,,Valley Post,killed or wounded,Upland,,,,,,dozens
";

fn asked(folder: &Folder, further: &[&str]) -> Value {
    let base = ["reconcile", "two.csv", "--at", "2030-01-15", "--dates", "stated"];
    folder.run(&[&base[..], further, &["--format", "json"]].concat()).done().json()
}

/// Who is flagged.
fn flagged(answer: &Value) -> Vec<String> {
    let rows = answer["rows"].as_array().expect("rows").iter();
    let flagged = rows.filter(|row| row["material"] == true);
    flagged.map(|row| row["voice"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_measure_is_compared_within_itself_and_what_is_not_counted_is_listed() {
    let folder = Folder::with("two.csv", TWO);
    let answer = asked(&folder, &[]);
    assert_eq!(
        texts(&answer["measures"], "measure"),
        [UPLAND_KILLED, "-/killed-or-wounded/upland/cumulative"]
    );
    assert_eq!(answer["at"], "2030-01-15");
    assert_eq!(
        (&answer["absolute"], &answer["measures"][0]["material"]),
        (&Value::Null, &Value::Null)
    );
    let rows = answer["rows"].as_array().expect("rows");
    let told = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap_or("-").to_owned();
        let number = |name: &str| row[name].to_string();
        let who = [text("voice"), text("differs"), text("differs_from"), text("not_counted")];
        format!("{} {} {}", who.join("|"), number("gap"), number("per_cent"))
    };
    assert_eq!(
        rows.iter().map(told).collect::<Vec<_>>(),
        [
            "Hill Ministry|above|North Institute|- 180 150",
            "North Institute|below|Hill Ministry|- 180 150",
            "River Monitor|below|Hill Ministry|- 150 100",
            "Lake Paper|-|-|echo null null",
            "North Institute|-|-|- null null",
            "River Monitor|-|-|- null null",
            "Valley Post|-|-|vague null null",
        ]
    );
    let pairs = answer["differences"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 3, "every two that are apart, and no echo: {pairs:?}");
    let first = (&pairs[0]["a"], &pairs[0]["b"], &pairs[0]["differs"], &pairs[0]["gap"]);
    assert_eq!(
        first,
        (&"Hill Ministry".into(), &"North Institute".into(), &"above".into(), &180.into())
    );
}

#[test]
fn thresholds_flag_what_is_more_than_both_of_them_and_the_exit_code_stays() {
    let folder = Folder::with("two.csv", TWO);
    assert_eq!(
        flagged(&asked(&folder, &["--absolute", "160"])),
        ["Hill Ministry", "North Institute"]
    );
    assert_eq!(flagged(&asked(&folder, &["--per-cent", "99"])).len(), 3);
    let both = asked(&folder, &["--per-cent", "99%", "--absolute", "150"]);
    assert_eq!(flagged(&both), ["Hill Ministry", "North Institute"]);
    assert_eq!((&both["absolute"], &both["per_cent"]), (&150.into(), &99.into()));
    assert_eq!(both["measures"][0]["material"], 2);
    assert_eq!(both["measures"][1]["material"], 0);
    let base = ["reconcile", "two.csv", "--at", "2030-01-15", "--absolute", "1"];
    let run = folder.run(&base).done();
    run.answers(&["Flagged: differences of more than 1.", "3 of 3 flagged", "not counted: echo"]);
    run.answers(&["180 below Hill Ministry, 150 %", "differs from nobody", "0 of 2 flagged"]);
    let alone = folder.run(&[&base[..], &["--exclude", "River Monitor"]].concat()).done();
    alone.answers(&["single\n", "stands alone"]);
    for bad in [["--absolute", "-1"], ["--per-cent", "many"], ["--absolute", "NaN"]] {
        folder.run(&[&base[..3], &bad[..]].concat()).refused();
    }
}

#[test]
fn the_question_is_asked_of_every_measure_and_can_be_of_one() {
    let folder = Folder::with("two.csv", TWO);
    let one = asked(&folder, &["--measure", UPLAND_KILLED, "--exclude", "Hill Ministry"]);
    assert_eq!(texts(&one["measures"], "measure"), [UPLAND_KILLED]);
    let row = &one["rows"][0];
    assert_eq!((&row["voice"], &row["gap"]), (&"North Institute".into(), &30.into()));
    let known = asked(&folder, &["--known-on", "2030-01-10"]);
    assert_eq!(known["measures"][0]["n"], 2, "one was published a day later");
    for (flag, of) in [("--include", UPLAND_KILLED), ("--from", "2030-01-01")] {
        folder.run(&["reconcile", "two.csv", flag, of]).refused().says(&["by itself on one day"]);
    }
}

#[test]
fn without_a_day_it_is_that_on_which_most_is_said_and_csv_has_a_row_a_voice() {
    let folder = Folder::with("upland.csv", UPLAND);
    let run = folder.run(&["reconcile", "upland.csv", "--format", "csv"]).done();
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| &row[0] == "2030-01-16"), "{}", run.stdout);
    folder.write("none.csv", "date,source,quantity,best\n");
    folder.run(&["reconcile", "none.csv"]).refused();
}

#[test]
fn what_was_adjusted_stands_beside_what_was_stated() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).done();
    let text = folder.text("s.comparison.ron");
    let adjusted = "(target: estimate(\"1:r1\"), change: scale(1.1)),";
    let end = text.rfind(')').expect("it ends");
    let laid = format!("{}    adjustments: [{adjusted}],\n)\n", &text[..end]);
    folder.write("s.comparison.ron", laid);
    let monitor = |further: &[&str]| {
        let base = ["reconcile", "s.comparison.ron", "--at", "2030-01-20", "--format", "json"];
        let answer = folder.run(&[&base[..], further].concat()).done().json();
        with_text(&answer["rows"], "voice", "River Monitor").clone()
    };
    let row = monitor(&[]);
    assert_eq!((&row["stated_best"], &row["adjusted_best"]), (&500.into(), &550.into()));
    assert!(row["read_low"].as_f64() > Some(510.0), "{row}");
    let row = monitor(&["--as-stated"]);
    assert_eq!((&row["stated_best"], &row["adjusted_best"]), (&500.into(), &Value::Null));
}
