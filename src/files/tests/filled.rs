//! What a file itself marks as filled in was not said anew on that day.

use std::ops::ControlFlow;

use super::{codes, csv, said};
use crate::files::{Mapping, ReadOptions, Reading, read};

fn json(text: &str) -> Reading {
    let go_on = &mut |_| ControlFlow::Continue(());
    read("a.json", text.as_bytes(), &ReadOptions::default(), go_on).expect("readable")
}

fn days(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    estimates.iter().map(|one| one.as_of().to().to_string()).collect()
}

#[test]
fn a_column_of_filled_values_is_left_out_and_told_once() {
    let reading = csv("date,source,quantity,best,ext_best\n\
                       2024-01-01,Ministry,killed,100,100\n\
                       2024-01-02,Ministry,killed,,100\n\
                       2024-01-03,Ministry,killed,-,100\n\
                       2024-01-04,Ministry,killed,110,110\n");
    assert_eq!(days(&reading), ["2024-01-01", "2024-01-04"]);
    assert_eq!(codes(&reading), [("filled-in", None)]);
    assert_eq!(
        said(&reading.problems[0]),
        "in 2 rows the file itself marks values as filled in, by “ext_best”: nobody stated them \
         on that day, and they are left out"
    );
}

#[test]
fn a_row_that_is_marked_as_filled_in_states_nothing() {
    for (column, marked, stated) in
        [("filled", "true", "false"), ("Filled", "Yes", ""), ("imputed", "1", "0")]
    {
        let reading = csv(&format!(
            "date,source,quantity,best,{column}\n\
             2024-01-01,Ministry,killed,100,{stated}\n\
             2024-01-02,Ministry,killed,100,{marked}\n"
        ));
        assert_eq!(days(&reading), ["2024-01-01"], "{column}");
        assert_eq!(codes(&reading), [("filled-in", None)], "{column}");
    }
    let by_source = csv("date,source,quantity,best\n\
                         2024-01-01,Ministry,killed,100\n\
                         2024-01-02,fill,killed,100\n");
    assert_eq!(days(&by_source), ["2024-01-01"]);
    assert_eq!(codes(&by_source), [("filled-in", None)]);
}

#[test]
fn a_row_is_read_where_one_of_its_values_is_stated_and_another_filled_in() {
    let reading = json(
        r#"[{"date":"2024-01-01","day":1,"personnel":900,"tank":10,"ext_tank":10},
            {"date":"2024-01-02","day":2,"personnel":950,"ext_tank":10},
            {"date":"2024-01-03","day":3,"ext_personnel":950,"ext_tank":10}]"#,
    );
    assert_eq!(days(&reading), ["2024-01-01", "2024-01-01", "2024-01-02"]);
    assert_eq!(codes(&reading), [("filled-in", None)]);
    let measures = reading.ledger.measures().count();
    assert_eq!(measures, 2, "no measure is made of what is filled in");
}

#[test]
fn a_mapping_says_how_its_publisher_marks_what_is_filled_in() {
    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "daily", needs: [["report_date"]],
            constants: {quantity: "killed", source: "Ministry"},
            columns: [(column: "report_date", to: as_of), (column: "killed_cum", to: best)],
            filled: [columns("est_"), rows(column: "report_source", words: ["missing"])])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let table = "report_date,report_source,killed_cum,est_killed_cum\n\
                 2024-01-01,mohtel,100,100\n\
                 2024-01-02,missing,100,100\n\
                 2024-01-03,mohtel,,100\n";
    let go_on = &mut |_| ControlFlow::Continue(());
    let reading = read("a.csv", table.as_bytes(), &options, go_on).expect("readable");
    assert_eq!(days(&reading), ["2024-01-01"]);
    assert_eq!(
        said(&reading.problems[0]),
        "in 2 rows the file itself marks values as filled in, by “report_source”, \
         “est_killed_cum”: nobody stated them on that day, and they are left out"
    );
}

#[test]
fn nothing_is_told_where_every_filled_value_stands_beside_a_stated_one() {
    let reading = csv("date,source,quantity,best,ext_best,filled\n\
                       2024-01-01,Ministry,killed,100,100,false\n");
    assert_eq!((codes(&reading), reading.ledger.len()), (vec![], 1));
}
