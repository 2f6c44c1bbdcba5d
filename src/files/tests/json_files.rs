//! JSON of the native words, and the two mappings of records that state several estimates.

use super::*;
use crate::estimate::{Basis, Bounds, Estimate, How};

fn json(text: &str) -> Reading {
    read_text("a.json", text).expect("records that fit")
}

#[test]
fn the_native_words_are_keys_as_they_are_columns() {
    let table = csv(concat!(
        "id,date,published,source,quantity,place,low,best,how,relays,supersedes,party\n",
        "a,2024-12-23,2024-12-24,A,killed,Russia / Kursk,,300,about,X > Y,\"b,c\",true\n",
        "b,2024-12-22,,A,killed,Russia / Kursk,100,,,,,\n",
        "c,2024-12-21,,A,killed,Russia / Kursk,90,,,,,\n",
    ));
    let records = r#"[
        {"id": "a", "date": "2024-12-23", "published": "2024-12-24", "source": "A",
         "quantity": "killed", "place": "Russia / Kursk", "best": 300, "how": "about",
         "relays": ["X", "Y"], "supersedes": ["b", "c"], "party": true},
        {"id": "b", "date": "2024-12-22", "source": "A", "quantity": "killed",
         "place": "Russia / Kursk", "low": 1e2, "best": null},
        {"id": "c", "date": "2024-12-21", "source": "A", "quantity": "killed",
         "place": "Russia / Kursk", "low": "90"}
    ]"#;
    for text in [
        format!("\u{feff}{records}"),
        format!("{{\"estimates\": {records}}}"),
        records.replace('\n', " ").replace("}, ", "}\r\n").trim_matches(['[', ']']).to_owned(),
    ] {
        let reading = json(&text);
        assert_eq!((reading.format.as_str(), reading.rows), ("estimates", 3), "{text}");
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let same = |reading: &Reading| {
            let statements = reading.ledger.in_file_order().into_iter();
            statements.map(|one| Statement { line: 0, ..one.to_statement() }).collect::<Vec<_>>()
        };
        assert_eq!(same(&reading), same(&table), "{text}");
    }
    let lines: Vec<u32> = json(records).ledger.in_file_order().iter().map(Estimate::line).collect();
    assert_eq!(lines, [2, 5, 7]);
}

#[test]
fn what_is_wrong_in_a_record_has_its_line_and_key() {
    let reading = json(concat!(
        "[\n",
        "{\"date\": \"soon\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": 1},\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": [1, 2]},\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\",\n",
        "  \"best\": 9007199254740993},\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": 1e999},\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": NaN},\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\", \"quantity\": \"killed\",\n",
        "  \"best\": 3, \"best\": 4, \"note\": [[1]]},\n",
        "7,\n",
        "{\"date\": \"2024-12-23\", \"source\": \"A\" \"quantity\": \"killed\", \"best\": 5},\n",
        "{\"date\": \"2024-12-24\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": 6}\n",
        "]\n",
    ));
    assert_eq!(best(&reading), [Some(3.0), Some(6.0)]);
    assert_eq!(reading.rows, 9);
    let told: Vec<_> = reading
        .problems
        .iter()
        .map(|one| (one.code(), one.line.unwrap_or(0), one.column.as_deref().unwrap_or("")))
        .collect();
    let expected = [
        ("bad-date", 2, "date"),
        ("list-value", 3, "best"),
        ("no-value", 3, "best"),
        ("bad-number", 4, "best"),
        ("bad-number", 6, "best"),
        ("bad-number", 7, "best"),
        ("duplicate-key", 9, "best"),
        ("nested-value", 9, "note"),
        ("bad-record", 10, ""),
        ("bad-json", 11, ""),
    ];
    let mut told = told;
    told.sort_by_key(|(code, line, _)| (*line, *code));
    assert_eq!(told, expected);
}

#[test]
fn what_stands_behind_the_end_of_a_list_is_told() {
    let record = |day: u32| {
        format!(
            "{{\"date\": \"2030-03-{day}\", \"source\": \"A\", \"quantity\": \"killed\", \"best\": {day}}}"
        )
    };
    let (first, second) = (record(11), record(12));
    let broken = |text: &str| {
        let reading = json(text);
        assert_eq!(best(&reading), [Some(11.0)], "{text}");
        codes(&reading).into_iter().map(|(code, line)| (code.to_owned(), line)).collect::<Vec<_>>()
    };
    let told = vec![("bad-json".to_owned(), Some(2))];
    assert_eq!(broken(&format!("[{first}\n] 3,\n{second}\n]")), told);
    assert_eq!(broken(&format!("[{first}]\n{second}")), told);
    assert_eq!(broken(&format!("{{\"estimates\": [{first}\n], {second}]}}")), told);
    assert_eq!(broken(&format!("{{\"estimates\": [{first}]}}\n]")), told);
    for whole in [
        format!("[{first}]\n\n"),
        format!("{{\"a\": {{\"estimates\": [{first}], \"pages\": 1}}, \"of\": [1, 2]}}\n"),
    ] {
        assert_eq!(broken(&whole), [], "{whole}");
    }
}

#[test]
fn a_row_states_one_claim_as_rate_increment_and_total() {
    let reading = csv(concat!(
        "month,year,casualties (average daily losses),days in month,casualties in month,",
        "cumulative casualties,date (at beginning of next month),source,source_url,note\n",
        "april,2031,100,30,3000,3000,01/05/2031,UK MoD,https://example.org/1,\n",
        "may,2031,n/a,31,6200,9200,01/06/2031,UK MoD,,x\n",
        "june,2031,,30,,,01/07/2031,UK MoD,,\n",
        "july,2031,200,31,many,15400,01/08/2031,,,\n",
    ));
    assert_eq!((reading.format.as_str(), reading.rows), ("uk-mod-monthly", 4));
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| {
            let id = one.stated_id().unwrap_or("");
            let best = one.bounds().and_then(|bounds| bounds.best()).unwrap_or(0.0);
            format!(
                "{id} {} {best} {}",
                one.measure().basis.word(),
                Words::default().as_of(one.as_of())
            )
        })
        .collect();
    let expected = [
        "1/rate rate 100 Apr 2031",
        "1/increment increment 3000 Apr 2031",
        "1/cumulative cumulative 3000 1 May 2031",
        "2/increment increment 6200 May 2031",
        "2/cumulative cumulative 9200 1 Jun 2031",
    ];
    assert_eq!(said, expected);
    // A row without a number, and one without a source, cost themselves and are told once.
    assert_eq!(codes(&reading), [("no-value", Some(4)), ("no-source", Some(5))]);
}

#[test]
fn one_bad_number_does_not_cost_the_other_two_ways_of_saying_it() {
    let reading = csv(concat!(
        "month,year,casualties (average daily losses),casualties in month,",
        "cumulative casualties,date (at beginning of next month),source\n",
        "april,2031,100,plenty,3000,01/05/2031,UK MoD\n",
    ));
    assert_eq!(best(&reading), [Some(100.0), Some(3_000.0)]);
    let problem = &reading.problems[0];
    assert_eq!((problem.code(), problem.line), ("bad-number", Some(2)));
    assert_eq!(problem.column.as_deref(), Some("casualties in month"));
}

#[test]
fn the_hedge_stands_under_the_starred_key() {
    let reading = json(
        r#"[
        {"date": "2031-02-25", "day": 2, "personnel": 2800, "personnel*": "about", "POW": 0},
        {"date": "2031-02-26", "day": 3, "personnel": 4300, "personnel*": "more"},
        {"date": "2031-02-27", "day": 4, "personnel": 4500, "personnel*": "surely"},
        {"date": "2031-02-28", "day": 5, "tank": 80, "tank*": "about", "airships": 2,
         "greatest losses direction": "Here"}
        ]"#,
    );
    assert_eq!((reading.format.as_str(), reading.rows), ("ukraine-mod", 4));
    let said: Vec<(String, How)> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| (one.measure().id(), one.bounds().map_or(How::Between, |b: Bounds| b.how())))
        .collect();
    let of = |quantity: &str, how| (format!("russia/{quantity}/ukraine/cumulative"), how);
    let expected = [
        of("killed-or-wounded", How::About),
        of("captured", How::Bare),
        of("killed-or-wounded", How::MoreThan),
        of("killed-or-wounded", How::Bare),
        of("tank", How::About),
        of("airships", How::Bare),
    ];
    assert_eq!(said, expected);
    assert_eq!(codes(&reading), [("unknown-value", Some(4))]);
    let bases = reading.ledger.measures().all(|(_, one)| one.basis == Basis::Cumulative);
    assert!(bases && reading.ledger.sources().all(|(_, one)| one.label == "Ukraine MoD"));
}

#[test]
fn totals_in_an_object_of_each_day_are_those_of_the_ministry() {
    let reading = json(
        r#"{"message": "here they are", "data": {"records": [
        {"date": "2031-12-01", "day": 12, "resource": "https://feed.example/1",
         "stats": {"personnel_units": 7439, "tanks": 94, "uav_systems": 193},
         "increase": {"personnel_units": 17, "tanks": 1, "uav_systems": 34}},
        {"date": "2031-12-02", "day": 13, "resource": "https://feed.example/2",
         "stats": {"personnel_units": 7456, "tanks": 95, "uav_systems": 194},
         "increase": {"personnel_units": 17, "tanks": 1, "uav_systems": 1}}
        ]}}"#,
    );
    assert_eq!((reading.format.as_str(), reading.rows), ("ukraine-mod-feed", 2));
    assert_eq!(codes(&reading), []);
    let mut said: Vec<String> = reading.ledger.measures().map(|(_, one)| one.id()).collect();
    said.sort();
    let of = |quantity: &str| format!("russia/{quantity}/ukraine/cumulative");
    let [people, drones, tanks] = ["killed-or-wounded", "drone", "tank"].map(of);
    assert_eq!(said, [drones, people, tanks]);
    let estimates = reading.ledger.in_file_order();
    assert_eq!((estimates.len(), estimates[0].url()), (6, Some("https://feed.example/1")));
}

#[test]
fn reading_json_stops_when_told_to_and_tells_how_far_it_is() {
    let record = r#"{"date": "2024-12-23", "source": "A", "quantity": "killed", "best": 1}"#;
    let text = format!("[{}]", vec![record; 3_000].join(",\n"));
    let mut seen = Vec::new();
    let options = ReadOptions::default();
    let reading = read("a.json", text.as_bytes(), &options, &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(reading.expect("read").ledger.len(), 3_000);
    assert!(seen.len() > 3 && seen.is_sorted_by_key(|one| (one.bytes_read, one.estimates)));
    for reports in 0..4 {
        let mut left = reports;
        let stopped = read("a.json", text.as_bytes(), &options, &mut |_| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(stopped.err(), Some(Unreadable::Stopped), "{reports}");
    }
}

#[test]
fn no_sign_in_a_text_makes_it_a_list() {
    let table = csv("date,source,quantity,best\n2024-12-23,A\u{1f}B,killed,1\n");
    let records = json(
        "[{\"date\": \"2024-12-23\", \"source\": \"A\\u001fB\", \"quantity\": \"killed\", \"best\": 1}]",
    );
    for reading in [table, records] {
        assert_eq!(codes(&reading), []);
        assert_eq!(reading.ledger.in_file_order()[0].label(), "A\u{1f}B");
    }
}

/// Each estimate as its line, who says it, of what, its range, its address and its note.
fn nested(text: &str) -> (Vec<String>, Reading) {
    let reading = json(text);
    let estimates = reading.ledger.in_file_order();
    let said = estimates.iter().map(|one| {
        let ends =
            one.bounds().map(|b| [b.low(), b.best(), b.high()].map(|end| end.unwrap_or(-1.0)));
        let measure = one.measure();
        format!(
            "{} {} {} {} {} {:?} {} {}",
            one.line(),
            Words::default().as_of(one.as_of()),
            one.label(),
            measure.quantity,
            measure.population,
            ends.unwrap_or_default(),
            one.url().unwrap_or("-"),
            one.note().unwrap_or("-"),
        )
    });
    (said.collect(), reading)
}

#[test]
fn triples_in_nested_objects_are_estimates_with_what_stands_beside_them() {
    let text = r#"{
      "project": "Counting", "source": "Institute A", "updated": "2031-05-02",
      "months": [
        {"date": "2031-03-31", "deaths": {
          "redland": {"military": {"low": 100, "point": 150, "high": 200,
            "sources": ["https://example.org/a", "https://example.org/b"], "notes": "officers too"},
            "civilian": {"low": 7, "high": 9}},
          "blueland": {"military": {"low": 1000, "point": 1200, "high": 1500,
            "sources": ["https://example.org/c"], "notes": null}}}},
        {"date": "2031-04-30", "deaths": {
          "redland": {"military": {"low": 110, "point": 160, "high": 210}},
          "blueland": {"military": null}}}
      ]}"#;
    let (said, reading) = nested(text);
    assert_eq!(
        said,
        [
            "4 31 Mar 2031 Institute A killed redland soldiers [100.0, 150.0, 200.0] \
             https://example.org/a officers too",
            "4 31 Mar 2031 Institute A killed redland civilians [7.0, -1.0, 9.0] - -",
            "4 31 Mar 2031 Institute A killed blueland soldiers [1000.0, 1200.0, 1500.0] \
             https://example.org/c -",
            "10 30 Apr 2031 Institute A killed redland soldiers [110.0, 160.0, 210.0] - -",
        ],
        "{:?}",
        reading.problems
    );
    let told: Vec<&str> = reading.problems.iter().map(Problem::code).collect();
    assert!(told.contains(&"first-of-list"), "{told:?}");
}

#[test]
fn the_objects_of_a_list_are_estimates_with_what_stands_around_them() {
    let text = r#"[
      {"date": "2031-03-31", "place": "Hilltop", "estimates": [
        {"source": "Ministry of A", "killed": {"low": 1, "high": 2}},
        {"source": "General B", "killed": {"low": 3, "high": 4}}]},
      {"date": "2031-04-01", "place": "Riverside", "estimates": [
        {"source": "Ministry of A", "killed": {"low": 5, "high": 6}}]}
    ]"#;
    let (said, reading) = nested(text);
    assert_eq!(
        said,
        [
            "3 31 Mar 2031 Ministry of A killed  [1.0, -1.0, 2.0] - -",
            "4 31 Mar 2031 General B killed  [3.0, -1.0, 4.0] - -",
            "6 1 Apr 2031 Ministry of A killed  [5.0, -1.0, 6.0] - -",
        ],
        "{:?}",
        reading.problems
    );
    let places: Vec<String> =
        reading.ledger.in_file_order().iter().map(|one| one.measure().place.to_string()).collect();
    assert_eq!(places, ["Hilltop", "Hilltop", "Riverside"]);
}

#[test]
fn a_text_of_figures_in_json_is_read_as_in_any_table_and_a_number_as_what_it_is() {
    let text = |amount: &str| {
        format!(
            r#"[{{"date": "2031-03-01", "source": "A", "quantity": "killed", "best": {amount}}},
                {{"date": "2031-03-02", "source": "A", "quantity": "killed", "best": "1.234.567"}}]"#
        )
    };
    assert_eq!(best(&json(&text("\"1.250\""))), [Some(1_250.0), Some(1_234_567.0)]);
    assert_eq!(best(&json(&text("1.250"))), [Some(1.25), Some(1_234_567.0)]);
}

#[test]
fn lists_of_the_same_keys_are_read_together_and_their_names_say_what_is_counted() {
    let reading = json(
        r#"{"about": "weekly counts", "meta": [{"version": 3}],
        "killed": [
          {"date": "2031-03-01", "source": "Institute A", "low": 10, "high": 20},
          {"date": "2031-03-08", "source": "Institute A", "low": 15, "high": 25, "note": "partly"}],
        "wounded": [{"date": "2031-03-01", "source": "Institute A", "low": 30, "high": 40}]}"#,
    );
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| format!("{} {} {}", one.line(), one.measure().quantity, ends(one)))
        .collect();
    assert_eq!(said, ["3 killed 10/-/20", "4 killed 15/-/25", "5 wounded 30/-/40"]);
    let told: Vec<String> = reading.problems.iter().map(super::said).collect();
    let is_told = |text: &str| told.iter().any(|one| one == text);
    assert!(
        is_told(
            "read as one table, as their records have the same keys: the lists “killed”, “wounded”; \
             what a list is called stands in “list”"
        ),
        "{told:?}"
    );
    assert!(is_told("the list “killed” is read, and not “meta”"), "{told:?}");
}

#[test]
fn lists_of_years_and_of_sides_keep_what_tells_their_rows_apart() {
    let years = json(
        r#"{"source": "Institute A", "data": {
          "2031": [{"place": "Hilltop", "killed": 7}, {"place": "Riverside", "killed": 9}],
          "2032": [{"place": "Hilltop", "killed": 8}]}}"#,
    );
    let said = |reading: &Reading| -> Vec<String> {
        let estimates = reading.ledger.in_file_order();
        let said = estimates.iter().map(|one| {
            let day = one.as_of().to();
            format!("{} {day} {}", one.measure().id(), ends(one))
        });
        said.collect()
    };
    assert_eq!(
        said(&years),
        [
            "-/killed/hilltop/increment 2031-12-31 -/7/-",
            "-/killed/riverside/increment 2031-12-31 -/9/-",
            "-/killed/hilltop/increment 2032-12-31 -/8/-",
        ]
    );
    // Lists of other keys, and those of a broken text, are not read as one.
    let record =
        |rest: &str| format!("{{\"date\": \"2031-03-01\", \"source\": \"A\", \"best\": {rest}}}");
    let unlike = format!(
        "{{\"killed\": [{}], \"events\": [{{\"date\": \"2031-03-01\", \"label\": \"x\"}}]}}",
        record("1")
    );
    let broken = format!("{{\"killed\": [{}, {}], \"wounded\": [7}}", record("1"), record("2e"));
    for (text, rows) in [(unlike, 1), (broken, 1)] {
        let Err(Unreadable::NoMapping { proposal, .. }) = read_text("a.json", &text) else {
            panic!("asks: {text}")
        };
        assert_eq!(proposal.rows().len(), rows, "{text}");
    }
}

#[test]
fn a_side_that_a_list_is_called_after_is_of_whom_its_numbers_are() {
    let reading = json(
        r#"{"russia": {"killed": [{"date": "2031-03-01", "source": "A", "best": 1}],
                       "wounded": [{"date": "2031-03-01", "source": "A", "best": 2}]},
            "ukraine": {"killed": [{"date": "2031-03-01", "source": "A", "best": 3}],
                        "wounded": [{"date": "2031-03-01", "source": "A", "best": 4}]}}"#,
    );
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| format!("{} {}", one.measure().id(), ends(one)))
        .collect();
    assert_eq!(
        said,
        [
            "russia/killed/-/cumulative -/1/-",
            "russia/wounded/-/cumulative -/2/-",
            "ukraine/killed/-/cumulative -/3/-",
            "ukraine/wounded/-/cumulative -/4/-",
        ],
        "{:?}",
        reading.problems
    );
}
