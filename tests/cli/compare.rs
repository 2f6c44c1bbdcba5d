//! `parallax compare`: agreement at a date, or over time.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::{Folder, UPLAND, UPLAND_KILLED, texts, with_text};

/// The answer about [`UPLAND`] with these flags.
fn upland(flags: &[&str]) -> Value {
    ask(UPLAND, flags)
}

fn ask(csv: &str, flags: &[&str]) -> Value {
    let folder = Folder::with("file.csv", csv);
    let mut arguments = vec!["compare", "file.csv", "--format", "json"];
    arguments.extend(flags);
    folder.run(&arguments).done().json()
}

#[test]
fn what_is_used_and_doubtful_is_counted_where_it_is_not_listed() {
    let table = "date,source,quantity,best\n2024-01-01,A,killed,10\n0025-01-01,A,killed,11\n";
    let folder = Folder::with("a.csv", table);
    let told = "a.csv: 1 warning, which “parallax check” tells";
    folder.run(&["compare", "a.csv", "--at", "2024-01-02"]).done().says(&[told]);
    folder.run(&["export", "a.csv", "-o", "a.json"]).done().says(&[told]);
    assert!(
        !folder.run(&["check", "a.csv"]).done().stderr.contains("which “parallax check” tells")
    );
    let plain = Folder::with("a.csv", "date,source,quantity,best\n2024-01-01,A,killed,10\n");
    assert_eq!(plain.run(&["compare", "a.csv", "--at", "2024-01-02"]).done().stderr, "");
}

#[test]
fn a_comparison_at_a_date_answers_by_the_contract() {
    let answer = upland(&["--at", "2030-01-20", "--by", "label"]);
    for (field, value) in [
        ("measure", json!(UPLAND_KILLED)),
        ("at", json!("2030-01-20")),
        ("known_on", json!(null)),
        ("by", json!("label")),
        ("about", json!("rounding")),
        ("n", json!(4)),
        ("support", json!(3)),
        ("core", json!([{"low": 480.0, "high": 525.0}])),
        ("touch", json!(false)),
        ("envelope", json!({"low": 400.0, "high": null})),
        ("verdict", json!("majority")),
        ("outside", json!(["North Institute"])),
    ] {
        assert!(is_same(&answer[field], &value), "{field} is {}, not {value}", answer[field]);
    }
    assert_eq!(
        texts(&answer["voices"], "name"),
        ["Hill Ministry", "Lake Paper", "North Institute", "River Monitor"]
    );
    assert!(answer["not_counted"].as_array().is_some_and(Vec::is_empty));
    assert!(answer["findings"].is_array());
}

/// Equal, whether a number is written 480 or 480.0.
fn is_same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_same(a, b)))
        }
        (found, expected) => found == expected,
    }
}

#[test]
fn every_voice_says_how_it_was_stated_and_as_what_it_is_read() {
    let answer = upland(&["--at", "2030-01-20", "--by", "label"]);
    let hill = with_text(&answer["voices"], "name", "Hill Ministry");
    let stated = json!({"low": 480, "best": null, "high": null, "how": "at_least"});
    assert!(is_same(&hill["stated"], &stated), "{}", hill["stated"]);
    assert!(is_same(&hill["read"], &json!({"low": 480, "high": null})), "{}", hill["read"]);
    assert_eq!(hill["in_core"], true);
    assert_eq!((&hill["published"], &hill["published_assumed"]), (&json!(null), &json!(true)));
    let as_of =
        json!({"from": "2030-01-15", "to": "2030-01-15", "precision": "day", "assumed": false});
    assert_eq!(hill["as_of"], as_of);
    assert!(hill["estimate"].as_str().is_some_and(|id| id.contains("h1")), "{}", hill["estimate"]);
    assert!(hill["affiliation"].is_string());
    assert_eq!(hill["kind"], json!(null), "nobody says of which kind it is");

    let river = with_text(&answer["voices"], "name", "River Monitor");
    assert_eq!(river["stated"]["how"], "about");
    assert!(is_same(&river["read"], &json!({"low": 475, "high": 525})), "{}", river["read"]);
    assert_eq!(with_text(&answer["voices"], "name", "North Institute")["in_core"], false);
}

#[test]
fn every_two_voices_are_a_pair() {
    let answer = upland(&["--at", "2030-01-20", "--by", "label"]);
    let pairs = answer["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 6);
    let of = |a: &str, b: &str| {
        pairs
            .iter()
            .find(|pair| (pair["a"] == a && pair["b"] == b) || (pair["a"] == b && pair["b"] == a))
            .unwrap_or_else(|| panic!("no pair of {a} and {b}"))
    };
    let equal = of("Lake Paper", "River Monitor");
    assert_eq!(equal["relation"], "overlap");
    assert_eq!(equal["jaccard"].as_f64(), Some(1.0));
    assert_eq!((equal["gap"].as_f64(), equal["ratio"].as_f64()), (Some(0.0), Some(1.0)));
    assert_eq!(equal["days"], 4);

    let apart = of("North Institute", "River Monitor");
    assert_eq!(apart["relation"], "apart");
    assert_eq!((apart["gap"].as_f64(), apart["jaccard"].as_f64()), (Some(25.0), Some(0.0)));
    let ratio = apart["ratio"].as_f64().expect("a ratio");
    assert!((ratio - 475.0 / 450.0).abs() < 1e-3, "{ratio}");
    assert_eq!((&apart["days"], &apart["order"]), (&json!(2), &json!("later_higher")));

    assert_eq!(of("Hill Ministry", "River Monitor")["jaccard"], json!(null));
}

#[test]
fn without_a_date_the_answer_is_segments_that_follow_each_other() {
    let answer = upland(&["--by", "label"]);
    let segments = answer["segments"].as_array().expect("segments");
    assert_eq!(segments.first().expect("one")["from"], json!(null));
    assert_eq!(segments.last().expect("one")["to"], json!(null));
    for pair in segments.windows(2) {
        let day = |value: &Value| -> parallax::estimate::Day {
            value.as_str().expect("a day").parse().expect("a day")
        };
        assert_eq!(day(&pair[0]["to"]).plus(1), day(&pair[1]["from"]));
    }
    let at = |day: &str| {
        segments
            .iter()
            .find(|segment| {
                segment["from"].as_str().is_none_or(|from| from <= day)
                    && segment["to"].as_str().is_none_or(|to| day <= to)
            })
            .unwrap_or_else(|| panic!("no segment at {day}"))
    };
    for (day, n, support, verdict) in [
        ("2030-01-09", 0, 0, "none"),
        ("2030-01-10", 1, 1, "single"),
        ("2030-01-12", 2, 1, "diverge"),
        // Two bounded voices that share nothing diverge, whatever "at least" goes with.
        ("2030-01-15", 3, 2, "diverge"),
        ("2030-01-16", 4, 3, "majority"),
        // A total stands 180 days, the last day included.
        ("2030-07-09", 4, 3, "majority"),
        ("2030-07-10", 3, 3, "agree"),
        ("2030-07-15", 1, 1, "single"),
        ("2030-07-16", 0, 0, "none"),
    ] {
        let segment = at(day);
        let found = (&segment["n"], &segment["support"], &segment["verdict"]);
        assert_eq!(found, (&json!(n), &json!(support), &json!(verdict)), "on {day}");
        assert!(segment["core"].is_array());
    }
}

#[test]
fn the_question_flags_ask_other_questions() {
    let at = ["--at", "2030-01-20", "--by", "label"];
    let with = |flags: &[&str]| upland(&[&at[..], flags].concat());

    let exact = with(&["--about", "exact"]);
    assert!(is_same(&exact["core"], &json!([{"low": 500, "high": 500}])), "{}", exact["core"]);
    assert_eq!(exact["about"], "exact");
    let wide = with(&["--about", "9%"]);
    assert!(is_same(&wide["core"], &json!([{"low": 480, "high": 545}])), "{}", wide["core"]);

    let without = with(&["--exclude", "North Institute"]);
    assert_eq!((&without["n"], &without["verdict"]), (&json!(3), &json!("agree")));
    let excluded = with_text(&without["not_counted"], "name", "North Institute");
    assert_eq!(excluded["why"], "excluded");

    let early = with(&["--known-on", "2030-01-12"]);
    assert_eq!((&early["n"], &early["known_on"]), (&json!(2), &json!("2030-01-12")));

    let late = upland(&["--at", "2031-01-20", "--by", "label"]);
    assert_eq!((&late["n"], &late["verdict"]), (&json!(0), &json!("none")));
    assert_eq!(texts(&late["not_counted"], "why"), ["stale"; 4]);
    let never = upland(&["--at", "2031-01-20", "--by", "label", "--stale-after", "never"]);
    assert_eq!(never["n"], 4);
    let soon = upland(&["--at", "2030-03-20", "--by", "label", "--stale-after", "40"]);
    assert_eq!(soon["n"], 0);
}

#[test]
fn what_is_no_voice_is_listed_with_the_reason() {
    let csv = "\
date,source,quantity,place,best,how,value,wording,standing,published,id,derived_from
2030-01-10,North Institute,killed,Upland,400,about,,,,2030-01-10,n1,
2030-01-11,Evening Paper,killed,Upland,4000,,,,,2030-01-11,e1,n1
2030-01-12,River Monitor,killed,Upland,,,vague,dozens,,2030-01-12,r1,
2030-01-13,Hill Ministry,killed,Upland,,,share,a third of them,,2030-01-13,h1,
2030-01-14,Lake Paper,killed,Upland,,,increase,more than before,,2030-01-14,l1,
2030-01-15,(earlier reports),killed,Upland,420,,,,,2030-01-15,u1,
2030-01-18,Forecast House,killed,Upland,900,,,,projected,2030-01-02,f1,
";
    let answer = ask(csv, &["--at", "2030-01-18", "--by", "label"]);
    assert_eq!(texts(&answer["voices"], "name"), ["North Institute"]);
    for (name, why) in [
        ("Evening Paper", "echo"),
        ("River Monitor", "vague"),
        ("Hill Ministry", "share"),
        ("Lake Paper", "direction"),
        ("(earlier reports)", "unknown-origin"),
        ("Forecast House", "projection"),
    ] {
        assert_eq!(with_text(&answer["not_counted"], "name", name)["why"], why, "{name}");
    }
    let asked = ask(csv, &["--at", "2030-01-18", "--by", "label", "--projections"]);
    assert_eq!(texts(&asked["voices"], "name"), ["Forecast House", "North Institute"]);
    let day_after = ask(csv, &["--at", "2030-01-19", "--by", "label", "--projections"]);
    assert_eq!(texts(&day_after["voices"], "name"), ["North Institute"]);
}

#[test]
fn two_names_of_one_origin_are_two_labels_and_one_origin() {
    let csv = "\
date,source,quantity,best
2030-01-10,UK MoD,killed,400
2030-01-11,UK Ministry of Defence,killed,500
";
    assert_eq!(ask(csv, &["--at", "2030-01-12", "--by", "label"])["n"], 2);
    let by_origin = ask(csv, &["--at", "2030-01-12"]);
    assert_eq!((&by_origin["n"], &by_origin["by"]), (&json!(1), &json!("origin")));
    assert!(by_origin["voices"][0]["read"]["low"].as_f64() > Some(450.0), "the later one stands");
}

const TWO_MEASURES: &str = "\
date,source,quantity,place,best
2030-01-10,North Institute,killed,Upland,400
2030-01-10,North Institute,killed or wounded,Upland,1400
2030-01-10,North Institute,killed,Lowland,40
";

#[test]
fn a_measure_is_found_by_id_by_name_or_by_its_words() {
    for (text, id) in [
        ("-/killed/lowland/cumulative", "-/killed/lowland/cumulative"),
        ("killed · Lowland", "-/killed/lowland/cumulative"),
        ("lowland", "-/killed/lowland/cumulative"),
        // Fewer further words than "killed or wounded · Upland".
        ("upland killed", UPLAND_KILLED),
        ("wounded upland", "-/killed-or-wounded/upland/cumulative"),
    ] {
        let answer = ask(TWO_MEASURES, &["--measure", text, "--at", "2030-01-10"]);
        assert_eq!(answer["measure"], id, "{text}");
    }
}

#[test]
fn a_measure_that_is_not_clear_lists_the_candidates() {
    let folder = Folder::with("two.csv", TWO_MEASURES);
    let none = folder.run(&["compare", "two.csv", "--at", "2030-01-10"]).refused();
    let none = none.says(&["-/killed/lowland/cumulative", UPLAND_KILLED]);
    assert_eq!(none.stdout, "", "stdout carries only answers");
    let unknown = ["compare", "two.csv", "--measure", "helicopters", "--at", "2030-01-10"];
    folder.run(&unknown).refused().says(&[
        "helicopters",
        "-/killed/lowland/cumulative",
        UPLAND_KILLED,
    ]);
    let several = ["compare", "two.csv", "--measure", "killed", "--at", "2030-01-10"];
    folder.run(&several).refused().says(&["-/killed/lowland/cumulative", UPLAND_KILLED]);
}

#[test]
fn a_comparison_in_words_says_who_shares_what_and_who_stands_outside() {
    let folder = Folder::with("upland.csv", UPLAND);
    let run = folder.run(&["compare", "upland.csv", "--at", "2030-01-20", "--by", "label"]).done();
    for part in ["North Institute", "480", "525", "majority"] {
        assert!(run.stdout.contains(part), "no “{part}” in {}", run.stdout);
    }
    let csv = folder
        .run(&["compare", "upland.csv", "--at", "2030-01-20", "--by", "label", "--format", "csv"])
        .done();
    assert!(csv.stdout.lines().count() >= 5, "a header and four voices: {}", csv.stdout);
    assert!(csv.stdout.contains("North Institute"), "{}", csv.stdout);
    folder.run(&["compare", "upland.csv", "--format", "csv"]).done();
}

#[test]
fn rows_with_errors_are_told_beside_the_answer() {
    let folder = Folder::with("file.csv", UPLAND.replace("2030-01-10,", "long ago,"));
    let question = ["compare", "file.csv", "--at", "2030-01-20", "--format", "json"];
    let run = folder.run(&question).done().says(&["file.csv"]);
    assert_eq!(run.json()["n"], 3);
    folder.run(&[&question[..], &["--strict"]].concat()).refused();
}

#[test]
fn wrong_arguments_are_exit_2() {
    let folder = Folder::with("upland.csv", UPLAND);
    for arguments in [
        &["compare"][..],
        &["compare", "upland.csv", "--at", "2030-02-30"],
        &["compare", "upland.csv", "--at", "20 Jan 2030"],
        &["compare", "upland.csv", "--by", "colour"],
        &["compare", "upland.csv", "--about", "120%"],
        &["compare", "upland.csv", "--stale-after", "-1"],
        &["compare", "upland.csv", "--format", "xml"],
        &["compare", "upland.csv", "--no-such-flag"],
        &["check", "upland.csv", "--dates", "ymd"],
        &["export", "upland.csv"],
    ] {
        folder.run(arguments).refused();
    }
    for arguments in [&["--help"][..], &["--version"], &["compare", "--help"]] {
        assert!(!folder.run(arguments).done().stdout.is_empty(), "{arguments:?}");
    }
}

/// A president whose 4,000 killed or wounded a paper passed on as killed, beside two who counted.
const PASSED_ON: &str = "\
id,date,published,source,quantity,place,best,how,outlet,derived_from
all,2025-01-09,2025-01-09,President,killed or wounded,Valley,4000,exact,,
echo,2025-01-09,2025-01-21,President,killed,Valley,4000,exact,Daily Paper,all
nis,2025-01-13,2025-01-13,Service,killed,Valley,300,about,,
west,2025-01-15,2025-01-22,Monitor,killed,Valley,1000,about,,
";

#[test]
fn one_answer_says_a_factor_and_an_open_end_in_one_way() {
    let folder = Folder::new();
    folder.write("story.csv", PASSED_ON);
    let asked = ["compare", "story.csv", "--measure", "killed valley", "--at", "2025-01-23"];
    let text = folder.run(&[&asked[..], &["--pool"]].concat()).done().stdout;
    let factors: Vec<&str> = text
        .split("a factor of ")
        .skip(1)
        .filter_map(|rest| rest.split([' ', ',', ';', '\n']).next())
        .map(|factor| factor.trim_end_matches('.'))
        .collect();
    assert!(factors.len() > 1 && factors.iter().all(|factor| *factor == "3.02"), "{text}");
    folder.write("upland.csv", UPLAND);
    let text = folder.run(&["compare", "upland.csv", "--at", "2030-01-17", "--pool"]).done().stdout;
    assert!(text.contains("at least 480"), "{text}");
    assert!(
        ![" or more", " or fewer", "up to "].iter().any(|words| text.contains(words)),
        "{text}"
    );
}

#[test]
fn findings_are_told_with_their_estimates() {
    let answer = ask(PASSED_ON, &["--measure", "killed valley", "--at", "2025-01-23"]);
    let findings = answer["findings"].as_array().expect("a list");
    let of = |kind: &str| findings.iter().find(|one| one["kind"] == kind).expect("found");
    let divergence = of("largest_divergence");
    assert_eq!(divergence["estimates"], json!(["1:nis", "1:west"]));
    let text = divergence["text"].as_str().expect("a sentence");
    assert!(text.contains("a factor of 3.02"), "{text}");
    let mutation = of("mutation");
    assert_eq!(mutation["estimates"], json!(["1:all", "1:echo"]));
    let text = mutation["text"].as_str().expect("a sentence");
    assert!(
        text.contains("Daily Paper passed it on as 4,000 killed: the quantity changed"),
        "{text}"
    );
    assert_eq!(answer["n"], 2, "and it is no voice");

    let over_time = ask(PASSED_ON, &["--measure", "killed valley"]);
    assert!(over_time["findings"].as_array().is_some_and(|all| !all.is_empty()));

    let folder = Folder::with("file.csv", PASSED_ON);
    let asked = ["compare", "file.csv", "--measure", "killed valley", "--at", "2025-01-23"];
    let text = folder.run(&asked).done().stdout;
    assert!(
        text.contains("findings of 15 Jan 2025:") && text.contains("the quantity changed"),
        "{text}"
    );
}

#[test]
fn how_sure_lists_every_way_that_was_tried_and_a_pool_comes_only_when_asked() {
    let answer = upland(&["--at", "2030-01-20", "--by", "label"]);
    let tried = answer["how_sure"].as_array().expect("a list");
    let without = with_text(&answer["how_sure"], "with", "North Institute");
    assert_eq!((&without["tried"], &without["survives"]), (&json!("without"), &json!(false)));
    assert_eq!(without["verdict"], "agree");
    let of = |kind: &str| tried.iter().filter(|trial| trial["tried"] == kind).count();
    assert_eq!(
        [of("without"), of("about"), of("least_width"), of("stale_after"), of("by")],
        [4, 5, 1, 2, 2],
        "{tried:#?}"
    );
    assert!(answer.get("pool").is_none());
    let pooled = upland(&["--at", "2030-01-20", "--by", "label", "--pool"]);
    assert_eq!(pooled["verdict"], answer["verdict"], "a pool is no voice");
    assert_eq!(pooled["pool"]["left_out"], 1);
    assert!(pooled["pool"]["assumes"].as_str().is_some_and(|text| text.contains("independent")));
    let folder = Folder::with("file.csv", UPLAND);
    folder.run(&["compare", "file.csv", "--pool"]).refused();
}

#[test]
fn a_group_that_contradicts_itself_is_listed_with_its_members() {
    const TABLE: &str = "\
date,source,quantity,place,best,country,id
2030-01-10,Army N,killed,Upland,100,North,a
2030-01-10,Ministry N,killed,Upland,900,North,m
2030-01-12,Staff E,killed,Upland,500,East,e
";
    let at = ask(TABLE, &["--by", "country", "--at", "2030-01-20"]);
    assert_eq!((&at["verdict"], &at["n"]), (&json!("divided"), &json!(1)));
    let north = &at["divided"][0];
    assert_eq!(north["name"], "North");
    assert!(is_same(&north["envelope"], &json!({"low": 95, "high": 945})), "{north}");
    assert_eq!(texts(&north["members"], "name"), ["Army N", "Ministry N"]);
    let over_time = ask(TABLE, &["--by", "country"]);
    let segments = over_time["segments"].as_array().expect("segments");
    let verdicts: Vec<&str> = segments.iter().filter_map(|s| s["verdict"].as_str()).collect();
    assert_eq!(verdicts[..3], ["none", "divided", "divided"]);
    assert_eq!(
        (&segments[0]["divided"], &segments[1]["divided"][0]["name"]),
        (&json!([]), &json!("North"))
    );
}

/// A tally that also extrapolates, another tally, and two who do not say how they came by theirs.
const TALLIES: &str = "\
date,source,quantity,place,best,method,id
2030-01-10,Tally,killed,Upland,300,named_count,t1
2030-01-10,Watch,killed,Upland,310,named count,w1
2030-01-12,Tally,killed,Upland,1000,extrapolation,t2
2030-01-12,Staff,killed,Upland,700,,s1
2030-01-12,Paper,killed,Upland,710,,p1
";

#[test]
fn methods_are_counted_once_each_and_whose_method_is_unknown_for_itself() {
    let at = ["--at", "2030-01-20", "--dates", "stated"];
    let by_method = ask(TALLIES, &[&at[..], &["--by", "method"]].concat());
    assert_eq!(by_method["by"], "method");
    assert_eq!(
        texts(&by_method["voices"], "name"),
        ["Extrapolations", "Named counts", "Paper", "Staff"]
    );
    let methods: Vec<&Value> = by_method["voices"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|voice| &voice["method"])
        .collect();
    assert_eq!(
        methods,
        [&json!("extrapolation"), &json!("named_count"), &json!(null), &json!(null)]
    );
    assert_eq!(by_method["counted"], "4 origins, 4 voices: 2 methods, 2 for themselves.");
    let counts = with_text(&by_method["voices"], "name", "Named counts");
    assert!(is_same(&counts["read"], &json!({"low": 305, "high": 315})), "{counts}");

    let by_origin = ask(TALLIES, &at);
    assert_eq!(by_origin["n"], 4, "a method is no weight, and the tally goes by its latest number");
    assert_eq!(with_text(&by_origin["voices"], "name", "Tally")["method"], "extrapolation");
    let tried = with_text(&by_origin["how_sure"], "with", "method");
    assert_eq!((&tried["n"], &tried["verdict"]), (&by_method["n"], &by_method["verdict"]));

    let folder = Folder::with("file.csv", TALLIES);
    let flags = ["compare", "file.csv", "--by", "method", "--at", "2030-01-20"];
    let text = folder.run(&flags).done().stdout;
    assert!(text.contains("by method, “about” read"), "{text}");
    let csv = folder.run(&[&flags[..], &["--format", "csv"]].concat()).done().stdout;
    assert!(csv.lines().next().is_some_and(|header| header.ends_with(",method")), "{csv}");
    // What was saved asks the same again.
    folder.run(&["export", "file.csv", "--by", "method", "-o", "a.comparison.ron"]).done();
    let session =
        folder.run(&["compare", "a.comparison.ron", "--at", "2030-01-20", "--format", "json"]);
    assert_eq!(session.done().json()["by"], "method");
    // An export of data tells what is known, and apart from that what was stated.
    folder.run(&["export", "file.csv", "-o", "a.json"]).done();
    let exported: Value = serde_json::from_str(&folder.text("a.json")).expect("JSON");
    let first = with_text(&exported["estimates"], "id", "1:t1");
    assert_eq!(
        (&first["method"], &first["stated_method"]),
        (&json!("named_count"), &json!("named_count"))
    );
}

/// Killed or wounded by two, one of whom also speaks of killed, and killed alone by a third.
const UNEQUAL: &str = "\
date,source,quantity,place,best,id
2030-01-10,North Institute,killed or wounded,Upland,3000,n1
2030-01-10,River Monitor,killed or wounded,Upland,3050,r1
2030-01-10,North Institute,killed,Upland,300,n2
2030-01-10,Lake Paper,killed,Upland,1000,l1
";

#[test]
fn unequal_measures_are_compared_only_when_asked_for_by_name_and_stay_marked() {
    let asked = ["--measure", "-/killed-or-wounded/upland/cumulative", "--at", "2030-01-20"];
    let plain = ask(UNEQUAL, &asked);
    assert_eq!((&plain["n"], &plain["mixed"]), (&2.into(), &false.into()));
    assert!(plain.get("include").is_none());
    let with = [&asked[..], &["--include", UPLAND_KILLED]].concat();
    let mixed = ask(UNEQUAL, &with);
    assert_eq!((&mixed["n"], &mixed["mixed"]), (&3.into(), &true.into()));
    assert_eq!(mixed["include"], json!([UPLAND_KILLED]));
    assert_eq!(
        texts(&mixed["voices"], "name"),
        ["North Institute", "River Monitor", "Lake Paper (killed only)"]
    );
    assert_eq!(mixed["voices"][2]["measure"], UPLAND_KILLED);
    assert_eq!(mixed["not_counted"][0]["why"], "other-measure");
    let over_time = ask(UNEQUAL, &[&with[..2], &with[4..]].concat());
    let segments = over_time["segments"].as_array().expect("segments");
    assert_eq!((&segments[0]["mixed"], &segments[1]["mixed"]), (&false.into(), &true.into()));
    let folder = Folder::with("file.csv", UNEQUAL);
    let text = folder.run(&[&["compare", "file.csv"][..], &with].concat()).done().stdout;
    assert!(text.contains("mixed with killed"), "{text}");
    assert!(text.contains("Mixed: Lake Paper (killed only) is of another measure"), "{text}");
    folder.run(&[&["export", "file.csv", "-o", "a.svg"][..], &with].concat()).done();
    let svg = folder.text("a.svg");
    assert!(svg.contains("mixed with killed only") && svg.contains("(killed only)"), "{svg}");
}

#[test]
fn what_to_include_is_found_as_the_measure_is_and_refused_where_there_is_nothing_to_add() {
    let folder = Folder::with("file.csv", UNEQUAL);
    let measure = "-/killed-or-wounded/upland/cumulative";
    for (include, part) in
        [("captured", "--include “captured” fits no measure"), (measure, "anyway")]
    {
        let asked = ["compare", "file.csv", "--measure", measure, "--include", include];
        let refused = folder.run(&asked).refused();
        assert!(refused.stderr.contains(part), "{}", refused.stderr);
    }
}

#[test]
fn increments_beside_totals_are_added_up_and_never_count() {
    let table = "\
date,as_of_start,source,quantity,place,basis,best
2030-01-31,2030-01-01,Hill Ministry,killed,Upland,increment,101
2030-02-28,2030-02-01,Hill Ministry,killed,Upland,increment,203
2030-02-28,,River Monitor,killed,Upland,cumulative,310
";
    let asked = ["--measure", UPLAND_KILLED, "--include", "-/killed/upland/increment"];
    let answer = ask(table, &[&asked[..], &["--at", "2030-03-01"]].concat());
    assert_eq!((&answer["n"], &answer["mixed"]), (&1.into(), &false.into()));
    let folder = Folder::with("file.csv", table);
    let text = folder.run(&[&["compare", "file.csv"][..], &asked].concat()).done().stdout;
    let made =
        "Hill Ministry (summed increments): 2 monthly increments from 1 Jan 2030 on, added up";
    assert!(text.contains(made), "{text}");
    folder.run(&[&["export", "file.csv", "-o", "a.svg"][..], &asked].concat()).done();
    let svg = folder.text("a.svg");
    assert!(svg.contains("2 monthly increments from 1 Jan 2030 on, added up"), "{svg}");
    assert!(svg.contains("304"), "the sum stands at its line: {svg}");
}

#[test]
fn a_finding_put_aside_in_a_session_is_told_with_its_reason() {
    let folder = Folder::with("file.csv", PASSED_ON);
    let asked = ["--measure", "killed valley", "--at", "2025-01-23"];
    let export = ["export", "file.csv", "-o", "asked.comparison.ron", "--measure", "killed valley"];
    folder.run(&export).done();
    let session = folder.text("asked.comparison.ron");
    let dismissed = "    dismissals: [\n        (finding: (kind: \"largest_divergence\", estimates: \
                     [\"1:nis\", \"1:west\"]), reason: \"two days apart\"),\n    ],\n";
    let end = session.trim_end().strip_suffix(')').expect("a session ends so");
    folder.write("asked.comparison.ron", format!("{end}{dismissed})\n"));

    let compare = ["compare", "asked.comparison.ron", "--format", "json"];
    let answer = folder.run(&[&compare[..], &asked].concat()).done().json();
    let divergence = with_text(&answer["findings"], "kind", "largest_divergence");
    assert_eq!(divergence["dismissed"]["reason"], "two days apart");
    let mutation = with_text(&answer["findings"], "kind", "mutation");
    assert!(mutation.get("dismissed").is_none());
    let text = folder.run(&[&["compare", "asked.comparison.ron"][..], &asked].concat()).done();
    let (open, dismissed) = text.stdout.split_once("\ndismissed:").expect("told apart");
    assert!(!open.contains("Farthest apart") && dismissed.contains("(two days apart)"), "{open}");
}

#[test]
fn a_divided_group_is_named() {
    let table = "date,source,affiliation,quantity,place,low,high\n\
                 2030-01-10,North wing,Upland / North,killed,Upland,100,200\n\
                 2030-01-11,South wing,Upland / South,killed,Upland,900,950\n";
    let folder = Folder::with("upland.csv", table);
    let asked = ["compare", "upland.csv", "--at", "2030-01-12", "--by", "affiliation"];
    let told = folder.run(&asked).done().stdout;
    assert!(told.contains("divided: Upland"), "{told}");
}

#[test]
fn columns_line_up_under_names_in_every_script() {
    let names = UPLAND.replace("Hill Ministry", "국방부").replace("Lake Paper", "Ле\u{301}сная");
    let folder = Folder::with("file.csv", names);
    let run = folder.run(&["compare", "file.csv", "--at", "2030-01-20", "--by", "label"]).done();
    let text = &run.stdout;
    let table = text.lines().skip_while(|line| !line.contains("as of"));
    let rows = table.take_while(|line| !line.is_empty());
    let before_day = rows.filter_map(|row| Some(row.get(..row.find(" Jan 2030")?)?.width()));
    assert_eq!(before_day.collect::<BTreeSet<usize>>().len(), 1, "{text}");
}

/// One number of one day under one address, and somebody who says another later.
const SAID_AGAIN: &str = "\
date,source,quantity,place,best,url
2030-01-10,Agency,killed,Upland,70000,https://agency.example/report
2030-01-10,Paper,killed,Upland,70000,https://agency.example/report
2030-02-01,Scholar,killed,Upland,220000,https://scholar.example
";

#[test]
fn what_may_be_one_statement_is_tried_as_one_voice_and_the_reason_is_told() {
    let answer = ask(SAID_AGAIN, &["--at", "2030-02-10"]);
    let as_one = with_text(&answer["how_sure"], "tried", "as_one");
    assert_eq!(as_one["with"], "Agency = Paper");
    assert_eq!(as_one["why"], json!(["may_be_one_statement"]));
    assert_eq!((&as_one["verdict"], &as_one["n"]), (&json!("diverge"), &json!(2)));
}

#[test]
fn days_after_the_last_statement_are_told_to_be_that() {
    let folder = Folder::with("file.csv", SAID_AGAIN);
    let text = folder.run(&["compare", "file.csv"]).done().stdout;
    let told: Vec<bool> = text
        .lines()
        .filter(|line| line.contains(" of ") && line.contains("2030"))
        .take(3)
        .map(|line| line.ends_with("nothing said since 1 Feb 2030"))
        .collect();
    assert_eq!(told, [false, false, true], "{text}");
}
