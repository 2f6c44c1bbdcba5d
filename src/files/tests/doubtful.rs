//! What contradicts itself is used, flagged, and said to be read in one of the two ways.

use super::*;
use crate::estimate::{Estimate, How, OriginKind};

fn messages(reading: &Reading, code: &str) -> Vec<String> {
    reading.problems.iter().filter(|problem| problem.code() == code).map(said).collect()
}

fn numbers(row: &str) -> Reading {
    csv(&format!("date,source,quantity,low,best,high,how,wording\n2024-12-23,A,killed,{row}\n"))
}

#[test]
fn a_word_that_contradicts_its_columns_is_flagged_with_how_it_is_read() {
    for (row, native, says, read_as) in [
        ("5,,,at_most,", "low: 5, how: at_most", "at most", "at most 5"),
        ("5,,,less_than,", "low: 5, how: less_than", "less than", "less than 5"),
        ("5,,,about,", "low: 5, how: about", "about", "about 5"),
        ("5,,,exact,", "low: 5, how: exact", "exact", "at least 5"),
        ("5,,,between,", "low: 5, how: between", "between", "at least 5"),
        (",,5,at_least,", "high: 5, how: at_least", "at least", "at least 5"),
        (",,5,exact,", "high: 5, how: exact", "exact", "at most 5"),
        (",5,,between,", "best: 5, how: between", "between", "a bare 5"),
        ("5,,10,at_least,", "low: 5, high: 10, how: at_least", "at least", "5–10"),
        ("5,7,10,less_than,", "low: 5, best: 7, high: 10, how: less_than", "less than", "5–10"),
        ("5,7,,at_most,", "low: 5, best: 7, how: at_most", "at most", "at least 5"),
        (",7,9,more_than,", "best: 7, high: 9, how: more_than", "more than", "at most 9"),
    ] {
        let native = format!(
            "(version: 1, measures: {{\"m\": (quantity: \"killed\", basis: level)}}, estimates: [
             (measure: \"m\", source: \"A\", {native}, as_of: \"2024-12-23\")])"
        );
        for reading in [numbers(row), ron(&native)] {
            assert_eq!(codes(&reading), [("how-differs", Some(2))], "{row}");
            assert_eq!(reading.problems[0].column.as_deref(), Some("how"));
            let message = said(&reading.problems[0]);
            assert!(message.contains(&format!("says {says}")), "{message}");
            assert!(message.contains(&format!("read as {read_as}")), "{message}");
        }
    }
}

#[test]
fn a_word_that_goes_with_its_columns_is_not_flagged() {
    for row in [
        ",5,,nearly,",
        ",5,,about,",
        ",5,,exact,",
        ",5,,at_least,",
        ",5,,more_than,",
        ",5,,at_most,",
        ",5,,less_than,",
        ",,5,nearly,",
        ",,5,at_most,",
        ",,5,less_than,",
        "5,,,at_least,",
        "5,,,more_than,",
        "5,,10,between,",
        "5,7,10,between,",
        "5,,10,about,",
        "5,,10,interval 95%,",
        "5,7,10,interval 95%,",
        "5,7,10,about,",
        "5,7,,at_least,",
        ",7,9,at_most,",
        "5,,,,",
        ",,5,,",
        "5,7,,,",
        ",7,9,,",
        ",5,,,",
    ] {
        let reading = numbers(row);
        assert!(reading.problems.is_empty(), "{row}: {:?}", reading.problems);
    }
}

#[test]
fn what_the_wording_settles_is_flagged_once_at_most() {
    assert_eq!(codes(&numbers(",,5,at_most,at least 5")), [("wording-differs", Some(2))]);
    assert_eq!(codes(&numbers("5,,,at_most,at least 5")), [("wording-differs", Some(2))]);
    assert!(numbers("5,,,about,about 5").problems.is_empty());
}

const FACTS: &str = "date,source,quantity,best,origin,kind,affiliation,country,party\n";

#[test]
fn facts_that_differ_are_told_once_and_the_first_stated_win() {
    let reading = csv(&format!(
        "{FACTS}{}",
        concat!(
            "2024-12-23,A,killed,1,,military,,,yes\n",
            "2024-12-24,A,killed,2,,,US / DoD,US,\n",
            "2024-12-24,B,killed,2,,media,,,\n",
            "2024-12-25,A,killed,3,,media,US / CIA,US,no\n",
            "2024-12-26,A,killed,4,,expert,,UK,no\n",
        )
    ));
    assert_eq!(codes(&reading), [("facts-differ", Some(5))]);
    let message = messages(&reading, "facts-differ").join("");
    for part in ["“A”", "military (line 2), media here", "US / DoD (line 3), US / CIA here"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(message.contains("party yes (line 2), no here"), "{message}");
    let facts = &reading.ledger.sources().next().expect("A").1.facts;
    assert_eq!((facts.kind, facts.party), (Some(OriginKind::Military), Some(true)));
    assert_eq!(facts.affiliation, ["US", "DoD"]);
    assert_eq!(facts.country.as_deref(), Some("US"));
}

#[test]
fn facts_that_complete_each_other_are_not_told() {
    let rows = "2024-12-23,A,killed,1,,military,,,\n2024-12-24,A,killed,2,O,,US,US,no\n";
    let later = rows.replace("2024-12-2", "2024-12-1");
    assert!(csv(&format!("{FACTS}{rows}{later}")).problems.is_empty());
}

fn referring(rows: &str) -> Reading {
    csv(&format!("id,date,source,quantity,best,derived_from,supersedes\n{rows}"))
}

#[test]
fn what_refers_to_itself_is_told_and_not_followed() {
    let reading =
        referring(concat!("a,2024-12-23,A,killed,1,a,\n", "b,2024-12-23,B,killed,1,,b\n",));
    assert_eq!(codes(&reading), [("refers-to-itself", Some(2)), ("refers-to-itself", Some(3))]);
    assert!(!reading.ledger.estimates().any(|estimate| estimate.is_echo()));
}

#[test]
fn what_refers_in_a_circle_is_told_and_not_followed() {
    let reading = referring(concat!(
        "a,2024-12-23,A,killed,1,c,\n",
        "b,2024-12-23,B,killed,1,a,\n",
        "c,2024-12-23,C,killed,1,b,\n",
        "d,2024-12-23,D,killed,1,a,\n",
        "e,2024-12-23,E,killed,1,,f\n",
        "f,2024-12-24,E,killed,1,,e\n",
        "g,2024-12-25,E,killed,1,,\"e,f\"\n",
    ));
    let lines = [2, 3, 4, 6, 7].map(|line| ("refers-in-a-circle", Some(line)));
    assert_eq!(codes(&reading), lines);
    let told = messages(&reading, "refers-in-a-circle");
    assert!(told[0].contains("“c”") && told[0].contains("no echo"), "{}", told[0]);
    assert!(told[3].contains("“f”") && told[3].contains("neither"), "{}", told[3]);
    let estimates = reading.ledger.in_file_order();
    let echoes = estimates.iter().filter(|estimate| estimate.is_echo());
    assert_eq!(echoes.map(Estimate::stated_id).collect::<Vec<_>>(), [Some("d")]);
    let replacing = |place: usize| -> Vec<_> {
        let index = estimates[place].index();
        reading.ledger.superseders_of(index).map(|one| one.stated_id()).collect()
    };
    assert_eq!((replacing(4), replacing(5)), (vec![Some("g")], vec![Some("g")]));
}

#[test]
fn what_is_retracted_before_it_is_published_is_told() {
    let reading = csv(concat!(
        "date,published,source,quantity,best,how,retracted\n",
        "2024-12-20,2024-12-24,A,killed,1,exact,2024-12-23\n",
        "2024-12-20,2024-12-24,A,killed,1,exact,2024-12-24\n",
    ));
    assert_eq!(codes(&reading), [("retracted-before-published", Some(2))]);
    assert!(said(&reading.problems[0]).contains("never counts"));
    let how = reading.ledger.in_file_order()[0].bounds().map(|bounds| bounds.how());
    assert_eq!(how, Some(How::Exact));
}

#[test]
fn a_denied_bound_says_nothing_and_the_column_stands() {
    for (row, how) in [
        (",,5,at_most,has not exceeded 5", How::AtMost),
        (",,5,less_than,have yet to surpass 5", How::LessThan),
        (",5,,exact,rejected reports of more than 5", How::Exact),
        (",5,,,twice the more than 5", How::Bare),
    ] {
        let reading = numbers(row);
        assert_eq!(codes(&reading), [("wording-in-doubt", Some(2))], "{row}");
        assert!(messages(&reading, "wording-in-doubt")[0].ends_with("the column stands"), "{row}");
        let stated = reading.ledger.in_file_order()[0].bounds().expect("a number");
        assert_eq!(stated.how(), how, "{row}");
    }
}

#[test]
fn give_or_take_is_a_range_around_its_number() {
    let reading = numbers(",3000,,about,3000 +/- 500");
    let stated = reading.ledger.in_file_order()[0].bounds().expect("numbers");
    assert_eq!(
        (stated.low(), stated.best(), stated.high()),
        (Some(2500.0), Some(3000.0), Some(3500.0))
    );
}

#[test]
fn a_cell_that_says_its_amount_as_people_do_is_read_so() {
    let stated = |row: &str| {
        let reading = numbers(row);
        assert_eq!(codes(&reading), [], "{row}");
        let estimates = reading.ledger.in_file_order();
        assert_eq!(estimates.len(), 1, "{row}");
        let bounds = estimates[0].bounds();
        bounds.map(|bounds| (bounds.low(), bounds.best(), bounds.high(), bounds.how()))
    };
    let k = |number: f64| Some(number * 1000.0);
    for (cell, says) in [
        ("\"> 3,000\"", (k(3.0), None, None, How::MoreThan)),
        ("~3000", (None, k(3.0), None, How::About)),
        ("3k", (None, k(3.0), None, How::Bare)),
        ("\"2,700–3,300\"", (k(2.7), None, k(3.3), How::Between)),
        ("1.2 million", (None, k(1200.0), None, How::Bare)),
        ("\"3,000+\"", (k(3.0), None, None, How::AtLeast)),
    ] {
        assert_eq!(stated(&format!(",{cell},,,")), Some(says), "{cell}");
    }
    assert_eq!(stated("\"3,000+\",,,,"), Some((k(3.0), None, None, How::AtLeast)));
    for row in [",\"3,000 killed, 20 lost\",,,", ",has not exceeded 5,,,"] {
        assert_eq!(codes(&numbers(row)), [("bad-number", Some(2))], "{row}");
    }
    let hedged = numbers("about 5,,,,");
    assert_eq!(codes(&hedged), [("end-hedged", Some(2))]);
    assert_eq!(
        messages(&hedged, "end-hedged"),
        ["“about 5” says about, its column at least: the column stands"]
    );
    let low = hedged.ledger.in_file_order()[0].bounds().map(|bounds| (bounds.low(), bounds.how()));
    assert_eq!(low, Some((Some(5.0), How::AtLeast)));
}

#[test]
fn totals_below_zero_are_not_compared_however_few_they_are() {
    let totals = |numbers: &[&str]| {
        let row =
            |(day, number): (usize, &&str)| format!("2024-05-{:02},A,killed,{number}\n", day + 1);
        let rows: String = numbers.iter().enumerate().map(row).collect();
        csv(&format!("date,source,quantity,best\n{rows}"))
    };
    let no_totals = |numbers: &[&str]| {
        let reading = totals(numbers);
        let told = reading.problems.iter().find(|problem| problem.code() == "no-totals");
        told.map(said).map(|text| text.split("; ").next().unwrap_or("").to_owned())
    };
    let seem = "these seem to be corrections or differences and no totals so far: of";
    assert_eq!(no_totals(&["-5"]), Some(format!("{seem} 1 number, 1 lies below zero")));
    let one_of_four = format!("{seem} 4 numbers, 1 lies below zero");
    assert_eq!(
        no_totals(&["0", "-1", "3", "0"]),
        Some(one_of_four + " and 2 lie below the one before")
    );
    let falling = ["10", "12", "9", "15", "8", "11", "7", "13", "6", "14", "5"];
    assert_eq!(no_totals(&falling), Some(format!("{seem} 11 numbers, 5 lie below the one before")));
    assert_eq!(no_totals(&["100", "-5", "120"]), None, "a slip among totals is told and kept");
}
