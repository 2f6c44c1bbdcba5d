//! How the numbers of a table are read: which sign is the decimal mark, what stands for none, and
//! what a cell costs that is no number.

use super::*;
use crate::estimate::{How, Value};

type Ends = (Option<f64>, Option<f64>, Option<f64>);

/// Low, best and high of each estimate.
fn ends(reading: &Reading) -> Vec<Ends> {
    let estimates = reading.ledger.in_file_order();
    let ends = estimates.iter().map(|estimate| {
        estimate.bounds().map_or((None, None, None), |b| (b.low(), b.best(), b.high()))
    });
    ends.collect()
}

fn killed(rows: &[&str]) -> Reading {
    let rows = rows.iter().enumerate();
    let rows: String = rows.map(|(n, row)| format!("2024-12-23,A{n},killed,{row}\n")).collect();
    csv(&format!("date,source,quantity,low,best,high\n{rows}"))
}

/// Of each row, apart from each other by semicolons, what it counts and its numbers.
fn by_semicolons(rows: &[&str]) -> Reading {
    let rows = rows.iter().enumerate();
    let rows: String = rows.map(|(n, row)| format!("2024-12-23;A{n};{row}\n")).collect();
    csv(&format!("date;source;quantity;low;best;high\n{rows}"))
}

fn told(reading: &Reading) -> Vec<(&str, Option<u32>, Option<&str>)> {
    let problems = reading.problems.iter();
    problems.map(|one| (one.code(), one.line, one.column.as_deref())).collect()
}

#[test]
fn a_sign_alone_is_no_number() {
    for sign in [".", "-", "-.", "+", "\",\"", "–", "—"] {
        let reading = killed(&[&format!("{sign},40,60"), &format!("{sign},{sign},{sign}")]);
        assert_eq!(ends(&reading), [(None, Some(40.0), Some(60.0))], "{sign}");
        assert_eq!(codes(&reading), [("no-value", Some(3))], "{sign}");
    }
}

#[test]
fn decimal_commas_are_known_by_a_number_that_can_only_have_one() {
    let reading = by_semicolons(&["deaths a day;0,855;1,125;2,500", "deaths a day;1,250;;12,750"]);
    let expected = [(Some(0.855), Some(1.125), Some(2.5)), (Some(1.25), None, Some(12.75))];
    assert_eq!(ends(&reading), expected);
    let places = told(&reading);
    assert_eq!(places.len(), 3, "each column once: {places:?}");
    assert!(places.iter().all(|(code, ..)| *code == "ambiguous-number"), "{places:?}");
    let messages: Vec<String> = reading.problems.iter().map(said).collect();
    assert!(messages.iter().any(|said| said.contains("“0,855”")), "{messages:?}");
    assert!(messages.iter().any(|said| said.contains("1 of 1 numbers")), "{messages:?}");
}

#[test]
fn points_between_thousands_are_known_by_a_number_that_has_two() {
    let reading = killed(&[",508.240,", ",1.020.510,", "505.000,,515.000"]);
    assert_eq!(best(&reading), [Some(508_240.0), Some(1_020_510.0), None]);
    assert_eq!(ends(&reading)[2], (Some(505_000.0), None, Some(515_000.0)));
    assert_eq!(
        codes(&reading),
        [
            ("ambiguous-number", Some(2)),
            ("ambiguous-number", Some(4)),
            ("ambiguous-number", Some(4)),
        ]
    );
    let messages: Vec<String> = reading.problems.iter().map(said).collect();
    assert_eq!(
        messages[0],
        "“508.240” is read as 508,240: “1.020.510” can only be read so; 1 of 2 numbers could be \
         read either way"
    );
    assert!(messages[1].contains("“1.020.510” in another column"), "{}", messages[1]);
}

#[test]
fn a_decimal_point_is_known_in_the_other_direction() {
    let reading = by_semicolons(&["rate;0.5;1.250;", "rate;0.75;3.000;"]);
    let expected = [(Some(0.5), Some(1.25), None), (Some(0.75), Some(3.0), None)];
    assert_eq!(ends(&reading), expected);
    assert_eq!(told(&reading), [("ambiguous-number", Some(2), Some("best"))]);
}

#[test]
fn where_no_number_tells_whole_counts_do_and_then_what_stands_between_the_cells() {
    // People are whole, so that three digits after a mark are a thousand.
    assert_eq!(best(&killed(&[",1.500,"])), [Some(1_500.0)]);
    assert_eq!(best(&by_semicolons(&["killed;;1,500;"])), [Some(1_500.0)]);
    // A rate may have decimals: semicolons leave the comma to them, nothing else does.
    assert_eq!(best(&by_semicolons(&["rate;;1,500;"])), [Some(1.5)]);
    let by_commas = csv("date,source,quantity,best\n2024-12-23,A,rate,1.500\n");
    assert_eq!(best(&by_commas), [Some(1.5)]);
    for (reading, why) in [
        (killed(&[",1.500,"]), "is whole"),
        (by_semicolons(&["killed;;1,500;"]), "is whole"),
        (by_semicolons(&["rate;;1,500;"]), "semicolons"),
        (by_commas, "nothing in the table tells"),
    ] {
        assert_eq!(codes(&reading), [("ambiguous-number", Some(2))]);
        assert!(said(&reading.problems[0]).contains(why), "{}", said(&reading.problems[0]));
    }
}

#[test]
fn thousands_as_they_are_usual_are_not_told() {
    let reading = killed(&["\"1,500\",\"2,000\",\"2,500,000\"", ",1 500,", ",1'500.5,"]);
    assert_eq!(best(&reading), [Some(2_000.0), Some(1_500.0), Some(1_500.5)]);
    assert_eq!(codes(&reading), []);
}

#[test]
fn a_decimal_comma_where_none_is_expected_is_told() {
    let reading = killed(&[",\"1,5\","]);
    assert_eq!(best(&reading), [Some(1.5)]);
    assert_eq!(codes(&reading), [("ambiguous-number", Some(2))]);
}

#[test]
fn a_column_with_both_marks_is_not_guessed_at() {
    let reading = killed(&[",\"1,5\",", ",1.5,", ",1.250,", ",\"1.000,5\",", ",300,"]);
    assert_eq!(best(&reading), [Some(1.5), Some(1.5), Some(1_000.5), Some(300.0)]);
    assert_eq!(codes(&reading), [("ambiguous-number", Some(4)), ("bad-number", Some(4))]);
}

#[test]
fn amounts_as_people_say_them_have_the_marks_of_their_column() {
    let reading = by_semicolons(&[
        "killed;;> 3.000;",
        "killed;;2.700–3.300;",
        "killed;;1,25 million;",
        "killed;;~1.234.567;",
        "killed;;12,5;",
    ]);
    assert_eq!(
        ends(&reading),
        [
            (Some(3_000.0), None, None),
            (Some(2_700.0), None, Some(3_300.0)),
            (None, Some(1_250_000.0), None),
            (None, Some(1_234_567.0), None),
            (None, Some(12.5), None),
        ]
    );
}

#[test]
fn a_code_below_zero_stands_for_no_number_where_no_count_is_below_zero() {
    let reading = killed(&["450,-999,3000", "-999,-999,-999", "500,,700", "-999,20,"]);
    let expected = [
        (Some(450.0), None, Some(3_000.0)),
        (Some(500.0), None, Some(700.0)),
        (None, Some(20.0), None),
    ];
    assert_eq!(ends(&reading), expected);
    let mut missing: Vec<(Option<&str>, u32)> = reading
        .problems
        .iter()
        .filter(|problem| problem.code() == "missing-code")
        .map(|problem| (problem.column.as_deref(), problem.again))
        .collect();
    missing.sort_unstable();
    let columns = [("best", 1), ("high", 0), ("low", 1)];
    assert_eq!(
        missing,
        columns.map(|(column, again)| (Some(column), again)),
        "once a column, with how many cells more"
    );
    assert_eq!(reading.problems.iter().filter(|one| one.code() == "no-value").count(), 1);
}

#[test]
fn every_usual_code_stands_for_no_number_and_a_code_of_one_column_does_in_another() {
    for code in ["-9", "-99", "-999", "-9999999", "-88", "-777", "-99.0"] {
        let reading = killed(&[&format!("450,{code},3000"), &format!("{code},{code},500")]);
        let expected = [(Some(450.0), None, Some(3_000.0)), (None, None, Some(500.0))];
        assert_eq!(ends(&reading), expected, "{code}");
        assert!(codes(&reading).iter().all(|(one, _)| *one == "missing-code"), "{code}");
    }
    let deaths = csv("date,source,quantity,best,high\n\
                      2024-12-23,A,battle deaths,-999,500\n\
                      2024-12-23,B,battle deaths,,500\n");
    assert_eq!(codes(&deaths), [("missing-code", Some(2))]);
}

#[test]
fn two_codes_in_one_column_stand_for_no_number_where_nothing_else_is_below_zero() {
    let reading = killed(&["450,-9,3000", "-9,-99,500", "-99,-99,600", "-9,-9,700", "-99,20,"]);
    let expected = [
        (Some(450.0), None, Some(3_000.0)),
        (None, None, Some(500.0)),
        (None, None, Some(600.0)),
        (None, None, Some(700.0)),
        (None, Some(20.0), None),
    ];
    assert_eq!(ends(&reading), expected);
    let found = codes(&reading);
    assert!(found.iter().all(|(code, _)| *code == "missing-code"), "{found:?}");
    // Each once and small: these may be corrections.
    assert_eq!(killed(&[",-9,", ",-99,"]).ledger.len(), 2);
}

#[test]
fn a_number_below_zero_that_is_no_code_is_kept() {
    for rows in [
        &[",-5,", ",10,"][..],
        // Corrections: not all the same.
        &[",-9,", ",-12,"],
        &[",-999,", ",-3,"],
        // Once is no code, of the small ones.
        &[",-9,", ",10,"],
    ] {
        let reading = killed(rows);
        assert_eq!(reading.ledger.len(), 2, "{rows:?}");
        let found = codes(&reading);
        assert!(
            found.iter().all(|(code, _)| ["negative-number", "no-totals"].contains(code)),
            "{rows:?}: {found:?}"
        );
    }
    let balance = csv("date,source,quantity,best\n2024-12-23,A,balance,-999\n");
    assert_eq!(best(&balance), [Some(-999.0)]);
}

#[test]
fn a_cell_that_is_no_number_costs_itself_where_the_row_has_another() {
    let reading = killed(&["unknown,100,200", "..,110,210", "NaN,120,220", "unknown,130,230"]);
    assert_eq!(best(&reading), [100.0, 110.0, 120.0, 130.0].map(Some));
    let found: Vec<(Severity, Option<u32>, u32)> =
        reading.problems.iter().map(|one| (one.severity, one.line, one.again)).collect();
    let expected = [(2, 1), (3, 0), (4, 0)];
    assert_eq!(found, expected.map(|(line, again)| (Severity::Warning, Some(line), again)));
    assert_eq!(
        said(&reading.problems[1]),
        "“..” is not a number: this cell is left out, the row is used without it"
    );
    let alone = killed(&["1200 killed,,", "..,unknown,", "unknown,> 5,"]);
    assert_eq!(ends(&alone), [(Some(5.0), None, None)]);
    assert_eq!(
        alone.problems.iter().map(|one| (one.severity, one.line)).collect::<Vec<_>>(),
        [(Severity::Error, Some(2)), (Severity::Error, Some(3)), (Severity::Warning, Some(4)),]
    );
    assert_eq!(said(&alone.problems[0]), "“1200 killed” is not a number");
}

#[test]
fn several_cells_of_a_row_are_each_read_as_people_write_them() {
    let reading = killed(&["2.7k,~3k,3.3k", "\"3,000+\",3500,up to 4000", "3k,,"]);
    let messages: Vec<String> = reading.problems.iter().map(said).collect();
    assert_eq!(codes(&reading), [], "{messages:?}");
    assert_eq!(
        ends(&reading),
        [
            (Some(2_700.0), Some(3_000.0), Some(3_300.0)),
            (Some(3_000.0), Some(3_500.0), Some(4_000.0)),
            (Some(3_000.0), None, None),
        ]
    );
    let how = reading.ledger.in_file_order()[0].bounds().map(|bounds| bounds.how());
    assert_eq!(how, Some(How::About));
}

#[test]
fn a_hedge_stays_with_the_range_at_which_it_stands() {
    for (cell, read, wording) in [
        ("~1–2 million", "≈ 1,000,000–2,000,000", None),
        ("about 15–20 million", "≈ 15,000,000–20,000,000", None),
        ("nearly 2 to 3 thousand", "nearly 2,000–3,000", None),
        ("4000 to about 5000", "≈ 4,000–5,000", None),
        // What is said beyond that stays in its words.
        ("at least 1100–1500", "≥ 1,100", Some("at least 1100–1500")),
        ("1100–1500+", "≥ 1,100", Some("1100–1500+")),
        ("up to 10–12 thousand", "≤ 12,000", Some("up to 10–12 thousand")),
        ("~200+", "≥ 200", Some("~200+")),
        ("200+", "≥ 200", None),
    ] {
        let reading = killed(&[&format!(",{cell},")]);
        assert_eq!(codes(&reading), [], "{cell}");
        let estimate = reading.ledger.in_file_order()[0];
        let bounds = estimate.bounds().expect(cell);
        let shown = Words::default().bounds(&bounds);
        assert_eq!((shown.as_str(), estimate.wording()), (read, wording));
    }
    let both = killed(&["~2000,,~3000"]);
    let bounds = both.ledger.in_file_order()[0].bounds().map(|one| Words::default().bounds(&one));
    assert_eq!(bounds.as_deref(), Some("≈ 2,000–3,000"));
}

#[test]
fn words_that_open_a_range_beside_both_its_ends_are_told() {
    let worded = |wording: &str| {
        let header = "date,source,quantity,low,high,wording";
        csv(&format!("{header}\n2024-12-23,A,killed,1100,1500,\"{wording}\"\n"))
    };
    for wording in ["at least 1,100–1,500", "1,100–1,500+", "more than 1,100 to 1,500 men"] {
        let reading = worded(wording);
        assert_eq!(codes(&reading), [("range-worded-open", Some(2))], "{wording}");
        assert_eq!(ends(&reading), [(Some(1_100.0), None, Some(1_500.0))]);
    }
    assert_eq!(
        said(&worded("at least 1,100–1,500").problems[0]),
        "“at least 1,100–1,500” says at least of a range: the columns stand, which have both its \
         ends"
    );
    for wording in ["1,100–1,500", "about 1,100–1,500", "at least 300, perhaps 1,100–1,500"] {
        assert_eq!(codes(&worded(wording)), [], "{wording}");
    }
}

#[test]
fn a_share_and_a_vague_word_in_a_cell_are_statements_in_those_words() {
    for (cell, value) in [
        ("about a third", Value::Share),
        ("half", Value::Share),
        ("~30 %", Value::Share),
        ("dozens", Value::Vague),
        ("Several hundred", Value::Vague),
        ("dozens (unconfirmed)", Value::Vague),
    ] {
        let reading = killed(&[&format!(",{cell},")]);
        assert_eq!(codes(&reading), [], "{cell}");
        let estimate = reading.ledger.in_file_order()[0];
        assert_eq!((estimate.value(), estimate.wording()), (value, Some(cell)), "{cell}");
    }
    for cell in ["unknown", "Unknown (tens of thousands displaced)", "not many", "3 of 4 dozen"] {
        assert_eq!(codes(&killed(&[&format!(",{cell},")])), [("bad-number", Some(2))], "{cell}");
    }
}

#[test]
fn a_row_with_a_wording_alone_is_a_statement() {
    let worded = |wording: &str| {
        let row = format!("2024-12-23,A,killed,,\"{wording}\"");
        csv(&format!("date,source,quantity,best,wording\n{row}\n"))
    };
    for (wording, value, code) in [
        ("heavy losses", "reported", None),
        ("dozens", "vague", None),
        ("about a third of those sent", "share", None),
        ("at least 300 were killed", "≥ 300", Some("value-in-wording")),
        ("300 wounded", "vague", Some("value-in-wording")),
        ("300 killed or perhaps 500, no 800", "vague", Some("value-in-wording")),
        ("has not exceeded 300", "vague", Some("value-in-wording")),
        ("some 5 M of them", "reported", Some("value-in-wording")),
    ] {
        let reading = worded(wording);
        let found: Vec<&str> = codes(&reading).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, Vec::from_iter(code), "{wording}");
        let estimate = reading.ledger.in_file_order()[0];
        let read = match estimate.value() {
            Value::Bounds(bounds) => Words::default().bounds(&bounds),
            Value::Direction(_) => "reported".to_owned(),
            Value::Share => "share".to_owned(),
            Value::Vague => "vague".to_owned(),
        };
        assert_eq!((read.as_str(), estimate.wording()), (value, Some(wording)));
        assert!(reading.problems.iter().all(|problem| problem.severity == Severity::Warning));
    }
    assert_eq!(codes(&worded("")), [("no-value", Some(2))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the style in which a column writes its numbers, one of them that tells the style
    /// is enough for all; and without one, none is read otherwise than it is told.
    #[test]
    fn numbers_are_read_back_in_the_style_of_their_column(
        whole in proptest::collection::vec(1_u32..5_000_000, 1..6),
        style in 0_usize..4,
    ) {
        let (grouping, decimal) = [(".", ","), (",", "."), (" ", ","), ("'", ".")][style];
        let grouped = |number: u32| grouped(number, grouping);
        let mut rows: Vec<String> =
            whole.iter().map(|number| format!("rate;;{};", grouped(*number))).collect();
        rows.push(format!("rate;;12345{decimal}5;"));
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut expected: Vec<Option<f64>> =
            whole.iter().map(|number| Some(f64::from(*number))).collect();
        expected.push(Some(12_345.5));
        prop_assert_eq!(best(&by_semicolons(&rows)), expected);
    }
}
