//! Which measure a row is of, and whether it is a statement of its own.

use std::fmt::Write as _;

use super::{codes, csv, said};
use crate::estimate::{Basis, Measure};
use crate::files::Reading;

fn messages(reading: &Reading, code: &str) -> Vec<String> {
    reading.problems.iter().filter(|problem| problem.code() == code).map(said).collect()
}

fn ids(reading: &Reading) -> Vec<String> {
    reading.ledger.measures().map(|(_, measure)| measure.id()).collect()
}

#[test]
fn totals_since_different_days_are_different_measures() {
    let by_as_of = csv("as_of_start,date,published,source,quantity,place,basis,best\n\
         2023-10-07,2026-08-10,2026-08-10,Ministry,killed,Valley,cumulative,73100\n\
         2025-10-10,2026-08-12,2026-08-12,Ministry,killed,Valley,cumulative,1260\n");
    let by_field = csv("since,date,published,source,quantity,place,best\n\
         2023-10-07,2026-08-10,2026-08-10,Ministry,killed,Valley,73100\n\
         2025-10-10,2026-08-12,2026-08-12,Ministry,killed,Valley,1260\n");
    for reading in [by_as_of, by_field] {
        assert_eq!(codes(&reading), []);
        assert_eq!(
            ids(&reading),
            [
                "-/killed/valley/cumulative-since-2023-10-07",
                "-/killed/valley/cumulative-since-2025-10-10"
            ]
        );
        let measures: Vec<Measure> = reading.ledger.measures().map(|(_, m)| m.clone()).collect();
        assert!(measures[1].is_part_of(&measures[0]));
        let as_of = reading.ledger.in_file_order()[0].as_of();
        assert_eq!((as_of.from(), as_of.to()), (as_of.to(), "2026-08-10".parse().expect("a day")));
    }
}

#[test]
fn a_total_of_some_days_up_to_a_month_has_no_start() {
    let reading = csv("as_of_start,date,source,quantity,best\n2024-12-01,2024-12-31,A,killed,5\n");
    assert_eq!(ids(&reading), ["-/killed/-/cumulative"]);
    let as_of = reading.ledger.in_file_order()[0].as_of();
    assert_eq!(as_of.length_days(), 31);
}

#[test]
fn what_is_no_total_has_no_start_and_that_is_told() {
    let reading = csv("since,date,source,quantity,best\n2024-01-01,2024-12-31,A,deployed,5\n");
    assert_eq!(codes(&reading), [("start-of-no-total", Some(2))]);
    assert_eq!(ids(&reading), ["-/deployed/-/level"]);
}

#[test]
fn one_measure_spelled_in_two_ways_is_one_and_that_is_told_once_a_spelling() {
    let reading = csv("date,source,population,quantity,place,best\n\
         2024-01-01,Ministry,civilians,killed,North Valley,1000\n\
         2024-01-01,Monitor,Civilians,killed,north valley,5000\n\
         2024-01-01,Agency,civilians,killed,North-Valley,1010\n\
         2024-01-02,Agency,civilians,killed,North-Valley,1020\n");
    assert_eq!(ids(&reading), ["civilians/killed/north-valley/cumulative"]);
    assert_eq!(codes(&reading), [("spelled-otherwise", Some(3)), ("spelled-otherwise", Some(4))]);
    let told = messages(&reading, "spelled-otherwise");
    assert!(told[0].contains("“Civilians, killed, north valley”"), "{}", told[0]);
    assert!(told[1].ends_with("(and 1 more times)"), "{}", told[1]);
}

#[test]
fn words_for_deaths_are_totals_so_far() {
    let reading = csv("date,source,quantity,best\n\
         2024-01-01,A,battle deaths,2000\n2024-01-01,A,civilians killed,300\n\
         2024-01-01,A,fatality,300\n2024-01-01,A,tents,300\n");
    let bases: Vec<Basis> = reading.ledger.measures().map(|(_, measure)| measure.basis).collect();
    assert_eq!(bases, [Basis::Cumulative, Basis::Cumulative, Basis::Cumulative, Basis::Level]);
}

#[test]
fn a_row_that_repeats_or_contradicts_another_is_told_with_that_one() {
    let head = "date,published,source,quantity,low,best,high\n";
    let rows = [
        "2024-10-17,2024-10-20,A,killed,,1000,\n",
        "2024-10-18,2024-10-20,B,killed,900,,1100\n",
        "2024-10-18,2024-10-20,B,killed,900,,1100\n",
        "2024-10-18,2024-10-20,B,killed,9000,,11000\n",
    ];
    let reading = csv(&format!("{head}{}", rows.concat()));
    assert_eq!(codes(&reading), [("repeated-row", Some(4)), ("contradicts-row", Some(5))]);
    assert!(messages(&reading, "repeated-row")[0].starts_with("repeats row 3"));
    let told = &messages(&reading, "contradicts-row")[0];
    assert!(told.contains("row 3") && told.contains("9,000–11,000 and 900–1,100"), "{told}");
}

#[test]
fn what_goes_together_or_was_said_on_another_day_is_no_contradiction() {
    for rows in [
        "2024-10-18,2024-10-20,B,killed,100,,\n2024-10-18,2024-10-20,B,killed,,,300\n",
        "2024-10-18,2024-10-20,B,killed,,3000,\n2024-10-18,2024-10-20,B,killed,,3100,\n",
        "2024-10-18,2024-10-20,B,killed,,3000,\n2024-10-18,2024-10-21,B,killed,,9000,\n",
        "2024-10-18,2024-10-20,B,killed,,3000,\n2024-10-18,2024-10-20,C,killed,,9000,\n",
    ] {
        let reading = csv(&format!("date,published,source,quantity,low,best,high\n{rows}"));
        assert_eq!(codes(&reading), [], "{rows}");
    }
}

#[test]
fn a_file_of_single_events_is_told_as_that() {
    let mut table = "date,source,quantity,best\n".to_owned();
    for day in 1..=5 {
        for killed in [1, 1, 12, 3] {
            let _ = writeln!(table, "2024-01-0{day},Recorder,killed,{killed}");
        }
    }
    let reading = csv(&table);
    let told = messages(&reading, "holds-parts");
    assert!(told[0].starts_with("15 of 20 rows of killed repeat or contradict"), "{told:?}");
    let (key, _) = reading.ledger.measures().next().expect("one");
    assert!(reading.ledger.holds_parts(key));
}

#[test]
fn a_number_carried_on_from_row_to_row_is_told_once_for_its_source() {
    let mut table = "date,source,quantity,best\n".to_owned();
    for day in 1..=9 {
        let _ =
            writeln!(table, "2026-01-0{day},Feed,killed,{}", if day < 3 { 16_000 } else { 16_740 });
        let _ = writeln!(table, "2026-01-0{day},Other,killed,{}", 1_000 + day);
    }
    let reading = csv(&table);
    assert_eq!(codes(&reading), [("unchanged", None)]);
    let told = &messages(&reading, "unchanged")[0];
    assert!(told.starts_with("Feed: 16,740 unchanged in 7 rows since 3 Jan 2026."), "{told}");
}

#[test]
fn who_is_called_unknown_is_nobody_and_is_told() {
    let reading = csv("date,source,quantity,best\n\
                       2024-01-01,unknown,killed,10\n\
                       2024-01-02,Unknown source,killed,11\n\
                       2024-01-03,unknown,killed,12\n\
                       2024-01-03,Anonymous officials,killed,12\n");
    let unknown: Vec<bool> =
        reading.ledger.in_file_order().iter().map(|one| one.source().facts.unknown).collect();
    assert_eq!(unknown, [true, true, true, false]);
    assert_eq!(codes(&reading), [("names-nobody", Some(2)), ("names-nobody", Some(3))]);
    assert_eq!(
        said(&reading.problems[0]),
        "“unknown” names nobody: drawn as of unknown origin, and not counted (and 1 more times)"
    );
}

#[test]
fn a_sign_is_no_source_and_a_number_no_quantity() {
    for source in ["-", "?", ".", "…", "n/a"] {
        let reading = csv(&format!("date,source,quantity,best\n2024-01-01,{source},killed,10\n"));
        assert_eq!(codes(&reading), [("no-source", Some(2))], "{source}");
    }
    for quantity in ["-", "12", "???"] {
        let reading = csv(&format!("date,source,quantity,best\n2024-01-01,A,{quantity},10\n"));
        assert_eq!(codes(&reading), [("no-quantity", Some(2))], "{quantity}");
    }
}
