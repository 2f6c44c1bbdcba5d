//! `parallax compare --bridge A B`: why two numbers differ.

use std::path::Path;

use serde_json::Value;

use crate::{Folder, texts, with_text};

/// The Counter grows by ten a day; the Institute states killed and casualties of one day.
const LOSSES: &str = "\
date,source,quantity,place,low,best,high,how,id
2030-01-01,Counter,killed,Upland,,1001,,exact,c1
2030-01-31,Counter,killed,Upland,,1301,,exact,c2
2030-01-11,Hill Ministry,killed,Upland,,1501,,exact,h1
2030-01-31,River Monitor,killed,Upland,1800,,2000,between,r1
2030-01-31,River Paper,killed,Upland,,2000,,about,p1
2030-01-31,Institute,killed,Upland,,501,,exact,i1
2030-01-31,Institute,casualties,Upland,,3501,,exact,i2
2030-01-31,Lake Paper,casualties,Upland,,6001,,exact,l1
2030-09-30,Late Paper,killed,Upland,,9001,,exact,z1
";

fn losses() -> Folder {
    Folder::with("losses.csv", LOSSES)
}

fn json(flags: &[&str]) -> Value {
    let arguments = [&["compare", "losses.csv", "--format", "json"][..], flags].concat();
    losses().run(&arguments).done().json()
}

fn amount(answer: &Value, kind: &str) -> f64 {
    with_text(&answer["parts"], "kind", kind)["amount"].as_f64().expect("a number")
}

#[test]
fn a_bridge_tells_line_by_line_how_one_number_leads_to_another() {
    let asked = ["--measure", "killed", "--bridge", "Hill Ministry", "River Monitor"];
    let arguments = [&["compare", "losses.csv"][..], &asked].concat();
    let text = losses().run(&arguments).done().stdout;
    let lines: Vec<&str> =
        text.lines().skip(3).map(|line| line.trim_end_matches(['█', ' '])).collect();
    assert_eq!(
        lines,
        [
            "Why do these two differ, as they stand on 10 Jul 2030?",
            "  Hill Ministry, 11 Jan 2030: 1,501  (1:h1)",
            "  River Monitor, 31 Jan 2030: 1,800–2,000  (1:r1)",
            "",
            "  Hill Ministry, as said                                                                    1,501",
            "  20 days of growth, 10 a day                                                                +200",
            "  definition, place and population: stated the same; no newer copy says otherwise; no echo      0",
            "  how they are read, up to                                                                   +100",
            "  unexplained                                                                                 +99",
            "  River Monitor, the middle of what was said                                                1,900",
            "",
            "The days between explain 200 of 399. Of the 199 that are left, 100 may be a matter of how they \
             are read. The rest, 99, is no matter of dates, wording or rounding.",
            "growth: Counter, 1 Jan 2030 – 31 Jan 2030",
            "read as: River Monitor 1,800–2,000",
        ],
        "{text}"
    );
}

#[test]
fn a_bridge_in_json_adds_up_and_names_what_each_part_rests_on() {
    let answer = json(&["--measure", "killed", "--bridge", "Hill Ministry", "River Monitor"]);
    assert_eq!(
        texts(&answer["parts"], "kind"),
        ["days", "definition", "place", "population", "reading", "copy", "echo"]
    );
    assert_eq!(
        texts(&answer["parts"], "known"),
        ["known", "same", "same", "same", "possible", "same", "same"]
    );
    let parts = answer["parts"].as_array().expect("parts").iter();
    let parts: f64 = parts.map(|part| part["amount"].as_f64().expect("a number")).sum();
    let unexplained = answer["unexplained"].as_f64().expect("a number");
    assert_eq!(answer["gap"].as_f64(), Some(parts + unexplained));
    assert_eq!(answer["at"], "2030-07-10");
    assert_eq!(
        (&answer["from"]["figure"], &answer["from"]["figure_is"]),
        (&1501.into(), &"best".into())
    );
    assert_eq!(
        (&answer["to"]["figure"], &answer["to"]["figure_is"]),
        (&1900.into(), &"middle".into())
    );
    assert_eq!(answer["to"]["stated"]["how"], "between");
    let days = with_text(&answer["parts"], "kind", "days");
    assert_eq!((&days["days"], &days["growth"]["low"]), (&20.into(), &200.into()));
    assert_eq!(days["estimates"], serde_json::json!(["1:c1", "1:c2"]));
    assert_eq!(days["growth"]["by"][0]["per_day"], 10);
}

#[test]
fn estimates_of_two_measures_are_bridged_by_their_ids_and_what_one_source_says_of_both() {
    let answer = json(&["--bridge", "1:h1", "l1"]);
    assert_eq!(answer["from"]["measure"], "-/killed/upland/cumulative");
    assert_eq!(answer["to"]["measure"], "-/killed-or-wounded/upland/cumulative");
    assert_eq!((amount(&answer, "days"), amount(&answer, "definition")), (200.0, 3000.0));
    let by = &with_text(&answer["parts"], "kind", "definition")["by"];
    assert_eq!((&by["name"], &by["from"]["estimate"]), (&"Institute".into(), &"1:i1".into()));
    assert_eq!(answer["unexplained"], 1300);
    let text = answer["text"].as_str().expect("a sentence");
    assert!(text.starts_with("They count different things"), "{text}");
}

#[test]
fn a_bridge_as_rows_ends_where_it_leads() {
    let asked = ["--measure", "killed", "--bridge", "h1", "r1", "--format", "csv"];
    let arguments = [&["compare", "losses.csv"][..], &asked].concat();
    let rows = losses().run(&arguments).done().stdout;
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let parts: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(
        parts,
        [
            "from",
            "days",
            "definition",
            "place",
            "population",
            "reading",
            "copy",
            "echo",
            "unexplained",
            "to"
        ]
    );
    let amounts: Vec<f64> = rows.iter().map(|row| row[2].parse().expect("a number")).collect();
    let (to, before) = amounts.split_last().expect("rows");
    assert_eq!(before.iter().sum::<f64>(), *to);
}

#[test]
fn a_name_that_nobody_has_is_refused_with_the_nearest() {
    let refused = |names: &[&str], says: &[&str]| {
        let flags = [&["compare", "losses.csv", "--measure", "killed", "--bridge"][..], names];
        let run = losses().run(&flags.concat()).refused();
        assert!(run.stdout.is_empty(), "{}", run.stdout);
        run.says(says);
    };
    refused(&["Hill Ministri", "r1"], &["“Hill Ministri”, did you mean “Hill Ministry”?"]);
    refused(&["1:nothing", "r1"], &["no voice or estimate “1:nothing”"]);
    refused(&["River", "h1"], &["“River” may be “River Monitor” or “River Paper”; name one"]);
    refused(&["Counter", "Late Paper"], &["no day on which both Counter and Late Paper stand"]);
    refused(&["h1", "h1"], &["one and the same number"]);
    refused(&["Counter", "h1", "--at", "2029-01-01"], &["Nothing of Counter stands on 1 Jan 2029"]);
    refused(&["Counter"], &["2 values"]);
    refused(&["Counter", "h1", "--pool", "--at", "2030-02-01"], &["cannot be used with"]);
}

#[test]
fn words_of_a_name_do_where_they_are_those_of_one_that_stands() {
    let answer = json(&["--measure", "killed", "--bridge", "hill", "monitor"]);
    assert_eq!(
        (&answer["from"]["name"], &answer["to"]["name"]),
        (&"Hill Ministry".into(), &"River Monitor".into())
    );
}

#[test]
fn an_estimate_of_an_older_copy_is_led_to_the_newest() {
    let folder = Folder::new();
    let table = |number: u32| {
        format!(
            "date,published,source,quantity,best,how,id\n\
             2030-01-11,2030-01-12,Ministry,killed,{number},exact,m\n\
             2030-01-11,2030-01-12,Monitor,killed,1901,exact,n\n\
             2030-01-12,2030-01-12,Institute,killed,1701,exact,i\n"
        )
    };
    folder.write("losses-2030-02-01.csv", table(1501));
    folder.write("losses-2030-03-01.csv", table(1601));
    let files = ["compare", "losses-2030-02-01.csv", "losses-2030-03-01.csv"];
    let asked = ["--bridge", "1:m", "2:n", "--format", "json"];
    let answer = folder.run(&[&files[..], &asked].concat()).done().json();
    assert_eq!((&answer["gap"], &answer["unexplained"]), (&400.into(), &300.into()));
    assert_eq!(amount(&answer, "copy"), 100.0);
    let step = &with_text(&answer["parts"], "kind", "copy")["steps"][0];
    assert_eq!((&step["told"], &step["instead"]), (&"1:m".into(), &"2:m".into()));
}

/// The Joint Chiefs and Zelensky on North Korean casualties in Kursk, as an analyst reads it over.
#[test]
fn on_the_sample_a_bridge_says_no_more_than_the_data_carry() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/samples/north-korean-troops.estimates.ron");
    let sample = sample.to_string_lossy();
    let names = ["--bridge", "jcs-1223-casualties", "zelensky-0109-casualties"];
    let arguments = [&["compare", &*sample][..], &names].concat();
    let text = Folder::new().run(&arguments).done().stdout;
    let conclusion: Vec<&str> = text.lines().rev().take(3).collect();
    assert_eq!(
        conclusion,
        [
            "read as: ROK Joint Chiefs 1,050–1,150; Zelensky 3,800–4,200",
            "growth: Zelensky, 5 Jan 2025 – 9 Jan 2025; on 13 of the 17 days nobody’s totals tell, \
             and the nearest are taken",
            "The days between would explain 850 of 2,900, if totals grew as they did on other days. \
             Of the 2,050 that are left, 250 may be a matter of how they are read. The rest, 1,800, \
             is no matter of wording or rounding.",
        ]
    );
}
