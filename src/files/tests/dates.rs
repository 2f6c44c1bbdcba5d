//! How the dates of a table are read: periods in one cell, the order that all its columns tell, and
//! dates that cannot be meant.

use super::*;
use crate::estimate::{Estimate, Precision, Standing};

fn killed(header: &str, rows: &[&str]) -> Reading {
    let rows = rows.iter().enumerate();
    let rows: String = rows.map(|(n, row)| format!("{row},A{n},killed,7\n")).collect();
    csv(&format!("{header},source,quantity,best\n{rows}"))
}

/// First and last day, and the day of publication, of each estimate.
fn days(reading: &Reading) -> Vec<(String, String, Option<String>)> {
    let estimates = reading.ledger.in_file_order();
    let days = estimates.iter().map(|estimate| {
        let as_of = estimate.as_of();
        let published = estimate.published().map(|day| day.to_string());
        (as_of.from().to_string(), as_of.to().to_string(), published)
    });
    days.collect()
}

fn messages(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(said).collect()
}

#[test]
fn a_period_in_the_cell_of_a_date_is_the_period() {
    let reading = killed("date", &["2024-12-23 to 2024-12-30", "2024-12-23 – 2024-12-30"]);
    assert_eq!(codes(&reading), []);
    let week = ("2024-12-23".to_owned(), "2024-12-30".to_owned(), None);
    assert_eq!(days(&reading), [week.clone(), week]);
    let precision = reading.ledger.in_file_order()[0].as_of().precision();
    assert_eq!(precision, Precision::Period);
}

#[test]
fn what_follows_a_date_and_is_none_is_named_and_never_dropped() {
    let reading = killed("date", &["2024-12-23 or 24", "2024-12-23 (could be January)"]);
    assert_eq!(codes(&reading), [("bad-date", Some(2)), ("bad-date", Some(3))]);
    let expected = ["“or 24” in “2024-12-23 or 24” is no part of a date"];
    assert_eq!(messages(&reading)[..1], expected);
    assert!(reading.problems.iter().all(|problem| problem.severity == Severity::Error));
}

#[test]
fn a_period_without_an_end_or_a_beginning_is_no_date() {
    for cell in [
        "2030-03-01/",
        "2030-03-1/",
        "/2030-03-01",
        "2030-03-01/..",
        "2030-03-01 –",
        "12.3.2030 to",
    ] {
        let reading = killed("date", &[cell, "2030-03-02"]);
        assert_eq!(codes(&reading), [("bad-date", Some(2))], "{cell}");
    }
}

#[test]
fn a_further_date_that_is_none_costs_its_cell() {
    let header = "date,published,retracted,as_of_start";
    let reading = killed(header, &["2024-12-23,soon,,", "2024-12-24,,yes,", "2024-12-25,,,once"]);
    assert_eq!(reading.ledger.len(), 3);
    let found: Vec<_> =
        reading.problems.iter().map(|one| (one.severity, one.column.as_deref())).collect();
    let columns = ["published", "retracted", "as_of_start"];
    assert_eq!(found, columns.map(|column| (Severity::Warning, Some(column))));
    assert!(messages(&reading)[0].ends_with("this cell is left out, the row is used without it"));
    // Without its start an increment is of another period, and without any other date there is none.
    let increment = csv(concat!(
        "date,published,as_of_start,source,quantity,basis,best\n",
        "2024-12-25,,once,A,killed,increment,7\n",
        ",soon,,A,killed,,7\n",
    ));
    assert_eq!(increment.ledger.len(), 0);
    assert_eq!(codes(&increment), [("bad-date", Some(2)), ("bad-date", Some(3))]);
}

#[test]
fn the_columns_of_a_table_decide_together_which_of_day_and_month_is_first() {
    let reading = killed("date,published", &["5/3/2024,5/16/2024", "6/4/2024,6/12/2024"]);
    let day = |text: &str| text.to_owned();
    assert_eq!(
        days(&reading),
        [
            (day("2024-05-03"), day("2024-05-03"), Some(day("2024-05-16"))),
            (day("2024-06-04"), day("2024-06-04"), Some(day("2024-06-12"))),
        ]
    );
    let columns: Vec<_> = reading.problems.iter().map(|one| one.column.as_deref()).collect();
    assert_eq!(columns, [Some("date"), Some("published")]);
    let told = messages(&reading);
    assert!(told[0].contains("“5/16/2024” in another column"), "{told:?}");
    // Where each of two columns tells for itself, each is read so.
    let apart = killed("date,published", &["16/5/2024,5/17/2024"]);
    assert_eq!(days(&apart)[0].2.as_deref(), Some("2024-05-17"));
}

#[test]
fn another_copy_tells_where_no_column_does() {
    let text = "date,source,quantity,best\n5/3/2024,A,killed,7\n";
    let read_as = |order| {
        let copy = CopyDates { order, name: "may.csv".to_owned(), agree: 4 };
        let options = ReadOptions { copy: Some(copy), ..ReadOptions::default() };
        read("a.csv", text.as_bytes(), &options, &mut go_on).expect("a table")
    };
    let reading = read_as(DateOrder::Mdy);
    assert_eq!(days(&reading)[0].1, "2024-05-03");
    assert_eq!(
        messages(&reading),
        ["read month first, as 4 estimates are the same in “may.csv” then; 1 of 1 dates could \
             be read either way"]
    );
    assert!(!reading.problems[0].is_strict_error());
    assert_eq!(days(&read_as(DateOrder::Dmy))[0].1, "2024-03-05");
    assert!(csv(text).problems[0].is_strict_error(), "nothing tells");
}

#[test]
fn a_year_that_is_hardly_meant_is_doubted_where_no_other_date_tells() {
    let dated = |days: &[&str]| {
        let rows: String = days.iter().map(|day| format!("{day},A,killed,5\n")).collect();
        csv(&format!("date,source,quantity,best\n{rows}"))
    };
    for (days, line) in [
        (&["2024-01-01", "0025-01-01"][..], 3),
        (&["0024-01-01", "0024-02-01", "0024-03-01"], 2),
        (&["2024-01-01", "2204-03-01"], 3),
    ] {
        let reading = dated(days);
        assert_eq!(codes(&reading), [("odd-year", Some(line))], "{days:?}");
        assert_eq!(reading.ledger.len(), days.len());
    }
    let told = dated(&["2024-01-01", "0025-01-01"]);
    assert_eq!(said(&told.problems[0]), "the year of 0025-01-01 is hardly meant: used as stated");
    assert_eq!(codes(&dated(&["1400-01-01", "2000-01-01"])), []);
}

#[test]
fn a_date_far_from_all_others_is_doubted_and_kept() {
    let reading = killed("date", &["2025-03-01", "0025-04-01", "2025-04-02"]);
    assert_eq!(codes(&reading), [("far-date", Some(3))]);
    assert_eq!(
        messages(&reading),
        ["0025-04-01 lies 2,000 years from all other dates of the file: used as stated"]
    );
    assert_eq!(reading.ledger.len(), 3);
    let later = killed("date", &["2025-03-01", "2205-04-01", "2025-04-02"]);
    assert_eq!(codes(&later), [("far-date", Some(3))]);
    for rows in [
        // A long history, and two of which neither is the rule.
        &["1816-01-01", "1870-01-01", "1914-01-01", "1939-01-01", "2024-01-01"][..],
        &["1025-03-01", "2025-03-01"],
        &["2024-01-01", "2031-01-01", "2044-01-01"],
    ] {
        assert_eq!(codes(&killed("date", rows)), [], "{rows:?}");
    }
}

#[test]
fn what_was_published_before_its_own_as_of_is_told() {
    let header = "date,published,standing";
    let reading = killed(
        header,
        &[
            "1994-05-26,1004-05-29,",
            "1994-05-27,1994-05-26,",
            "1994-07-27,1994-05-26,",
            "1994-07-27,1994-05-26,projected",
            "1994-05-27,1994-05-26,projected",
            "1994-05-27,1994-05-27,",
        ],
    );
    let told = reading.problems.iter().filter(|one| one.code() == "published-before-as-of");
    let told: Vec<(Option<u32>, String)> = told.map(|one| (one.line, said(one))).collect();
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4].map(Some));
    for (place, words) in [(0, "some 990 years"), (1, "1 day before"), (2, "for a projection")] {
        assert!(told[place].1.contains(words), "{told:?}");
    }
    let standings: Vec<Standing> =
        reading.ledger.in_file_order().iter().map(Estimate::standing).collect();
    use Standing::{Observed, Projected};
    assert_eq!(standings, [Observed, Observed, Projected, Projected, Projected, Observed]);
    // What was taken for a projection is written as one, and read back without the doubt.
    let again = ron(&write_estimates(&[], &reading.ledger));
    let count = again.problems.iter().filter(|one| one.code() == "published-before-as-of").count();
    assert_eq!(count, 2);
}
