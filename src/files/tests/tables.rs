//! What a table must have, and what becomes of rows that lack it.

use super::*;
use crate::estimate::{
    Bounds, Direction, Estimate, How, IntervalKind, Method, OriginKind, Precision, Standing, Value,
};

#[test]
fn a_date_a_source_a_quantity_and_a_value_are_enough() {
    let reading = csv("Date, SOURCE ,quantity,best\n2024-12-23,NIS,killed,300\n");
    assert_eq!((reading.format.as_str(), reading.rows), ("estimates", 1));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let estimate = reading.ledger.in_file_order()[0];
    assert_eq!(estimate.measure().id(), "-/killed/-/cumulative");
    assert_eq!((estimate.record(), estimate.line()), (1, 2));
    assert_eq!(estimate.published(), None);
}

#[test]
fn every_native_column_is_understood() {
    let reading = csv(concat!(
        "id,population,quantity,place,basis,source,origin,kind,affiliation,country,party,low,best,",
        "high,how,value,wording,as_of,as_of_start,precision,published,dates_inferred,standing,",
        "relays,outlet,url,derived_from,supersedes,retracted,grade,likelihood,confidence,note\n",
        "a,P,deployed,Russia / Kursk,level,L,O,military,US / DoD,US,yes,1,2,3,interval 95% credible,",
        ",w,2024-12-15,2024-12-14,week,2024-12-20,true,modelled,X > Y,Z,https://z.org/1,b,\"b; c\",",
        "2025-01-01,B2,likely,low,n\n",
        "b,P,deployed,Russia / Kursk,level,L,,,,,,,,,,rotation_or_increase,,2024-12,,,,,,,,,,,,,,,\n",
        "c,P,deployed,Russia / Kursk,level,L,,,,,,,,,,,dozens of them,2024-12,,,,,,,,,,,,,,,\n",
    ));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let estimates = reading.ledger.in_file_order();
    let first = estimates[0].to_statement();
    let how = How::Interval { level_permille: 950, kind: IntervalKind::Credible };
    assert_eq!(
        first.value,
        Value::Bounds(Bounds::new(Some(1.0), Some(2.0), Some(3.0), how).unwrap())
    );
    assert_eq!(first.facts.affiliation, ["US", "DoD"]);
    assert_eq!((first.facts.kind, first.facts.party), (Some(OriginKind::Military), Some(true)));
    assert_eq!(first.relays, ["X", "Y"]);
    assert_eq!(first.supersedes, ["b", "c"]);
    assert_eq!(first.clocks.as_of().length_days(), 2);
    assert_eq!(first.clocks.as_of().precision(), Precision::Week);
    assert!(first.clocks.as_of().is_assumed());
    assert_eq!(first.standing, Standing::Modelled);
    assert_eq!(first.grading.to_string(), "B2, likely, low");
    assert_eq!(estimates[1].value(), Value::Direction(Direction::RotationOrIncrease));
    assert_eq!(estimates[2].value(), Value::Vague);
}

#[test]
fn one_bad_row_never_costs_the_others() {
    let reading = csv(concat!(
        "date,source,quantity,low,best,high\n",
        "2024-12-23,A,killed,,300,\n",
        "soon,A,killed,,300,\n",
        "2024-12-23,,killed,,300,\n",
        "2024-12-23,A,,,300,\n",
        "2024-12-23,A,killed,,,\n",
        "2024-12-23,A,killed,,plenty,\n",
        "2024-12-23,A,killed,,1e999,\n",
        "2024-12-23,A,killed,,NaN,\n",
        "2024-12-23,A,killed,,1e16,\n",
        ",A,killed,,300,\n",
        "2024-12-24,A,killed,,\"1,000\",-\n",
    ));
    assert_eq!(best(&reading), [Some(300.0), Some(1_000.0)]);
    assert_eq!(reading.rows, 11);
    let expected = [
        "bad-date",
        "no-source",
        "no-quantity",
        "no-value",
        "bad-number",
        "bad-number",
        "bad-number",
        "bad-number",
        "no-date",
    ];
    let lines = (3..).map(Some);
    assert_eq!(codes(&reading), expected.into_iter().zip(lines).collect::<Vec<_>>());
    assert!(reading.problems.iter().all(|problem| problem.severity == Severity::Error));
}

#[test]
fn what_is_doubtful_is_used_and_flagged() {
    let reading = csv(concat!(
        "id,date,published,source,quantity,low,best,high,how,wording,url,derived_from,supersedes,basis\n",
        "a,2024-12-23,2024-12-24,A,killed,5,,3,,,,,,\n",
        "b,2024-12-23,2024-12-24,B,killed,5,9,8,,,,,,\n",
        "c,2024-12-23,2024-12-24,C,killed,,-3,,,,,,,\n",
        "d,2024-12-01/2024-12-31,2024-12-24,D,killed,,3,,,,,,,\n",
        "e,2024-12-23,2024-12-24,E,killed,,,\"1,000\",at_most,\"almost 1,000\",,,,\n",
        "a,2024-12-23,2024-12-24,F,killed,,3,,,,by mail,,,\n",
        "g,2024-12-23,2024-12-24,G,killed,,3,,,,,x,\"a,y\",\n",
        "h,2024-12-23,2024-12-24,H,killed,,1.000,,firmly,,,,,weekly\n",
        "i,,2024-12-24,I,killed,,3,,,,,,\n",
        "j,2025-12-23,2024-12-24,J,killed,,3,,,,,,,\n",
    ));
    let expected = [
        ("low-above-high", 2),
        ("best-outside-bounds", 3),
        ("negative-number", 4),
        ("published-before-as-of", 5),
        ("wording-differs", 6),
        ("not-a-url", 7),
        ("duplicate-id", 7),
        ("derived-from-missing", 8),
        ("supersedes-missing", 8),
        ("ambiguous-number", 9),
        ("unknown-value", 9),
        ("unknown-value", 9),
        ("ragged-row", 10),
        ("assumed-date", 10),
        ("published-before-as-of", 11),
    ];
    let mut found = codes(&reading);
    let mut expected: Vec<_> =
        expected.into_iter().map(|(code, line)| (code, Some(line))).collect();
    found.sort_by_key(|(code, line)| (*line, *code));
    expected.sort_by_key(|(code, line)| (*line, *code));
    assert_eq!(found, expected);
    assert_eq!(reading.ledger.len(), 10);
    let estimates = reading.ledger.in_file_order();
    let nearly = estimates[4].bounds().expect("a number");
    assert_eq!((nearly.high(), nearly.how()), (Some(1_000.0), How::Nearly));
    assert_eq!((estimates[5].stated_id(), estimates[5].note()), (None, Some("by mail")));
    assert_eq!(estimates[9].standing(), Standing::Projected);
}

#[test]
fn a_method_is_stated_in_a_column_or_by_a_mapping_and_an_unknown_word_costs_its_cell() {
    let reading = csv(concat!(
        "date,source,quantity,best,method\n",
        "2024-12-23,A,killed,311,named_count\n",
        "2024-12-23,B,killed,312,Claim of a party\n",
        "2024-12-23,C,killed,313,\n",
        "2024-12-23,D,killed,314,guesswork\n",
    ));
    let methods = |reading: &Reading| -> Vec<Option<Method>> {
        reading.ledger.in_file_order().iter().map(Estimate::method).collect()
    };
    let (count, claim) = (Some(Method::NamedCount), Some(Method::ClaimOfAParty));
    assert_eq!(methods(&reading), [count, claim, None, None]);
    assert_eq!(codes(&reading), [("unknown-value", Some(5))]);
    assert_eq!(
        said(&reading.problems[0]),
        "“guesswork” is left out: a method is named_count, survey, extrapolation, model, \
         intelligence_assessment, claim_of_a_party or official_register"
    );

    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "losses", needs: [["day"], ["who"]],
            constants: {quantity: "killed", method: "survey"},
            columns: [
                (column: "day", to: as_of), (column: "who", to: source), (column: "n", to: best),
                (column: "by", to: method, words: {"list": "named_count"}),
            ])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let text = "day,who,n,by\n2024-12-23,A,311,list\n2024-12-23,B,312,\n";
    let mapped = read("a.csv", text.as_bytes(), &options, &mut go_on).expect("fits");
    assert_eq!(methods(&mapped), [count, Some(Method::Survey)]);
}

#[test]
fn a_byte_order_mark_line_ends_and_quoted_newlines_change_nothing() {
    let plain =
        "date,source,quantity,best,note\n2024-12-23,A,killed,1,\"x\ny\"\n2024-12-24,A,killed,2,\n";
    let expected = csv(plain).ledger;
    assert_eq!(expected.in_file_order()[1].line(), 4);
    assert_eq!(csv(&format!("\u{feff}{plain}")).ledger, expected);
    let other = |newline: &str| csv(&plain.replace('\n', newline)).ledger;
    for newline in ["\r\n", "\r"] {
        let lines: Vec<u32> = other(newline).in_file_order().iter().map(Estimate::line).collect();
        assert_eq!(lines, [2, 4], "{newline:?}");
    }
}

#[test]
fn semicolons_tabs_and_bars_are_found_out() {
    for delimiter in [";", "\t", "|"] {
        let text = "date,source,quantity,best\n23.12.2024,A,killed,1 000\n".replace(',', delimiter);
        assert_eq!(best(&csv(&text)), [Some(1_000.0)], "{delimiter:?}");
    }
}

#[test]
fn a_lost_quotation_mark_is_an_error_on_its_line() {
    let reading =
        csv("date,source,quantity,best\n2024-12-23,\"A,killed,1\n2024-12-24,A,killed,2\n");
    assert_eq!(codes(&reading), [("open-quote", Some(2))]);
    assert_eq!(best(&reading), [Some(2.0)]);
}

#[test]
fn columns_that_nobody_reads_and_columns_that_come_twice_are_named() {
    let reading = csv("date,source,quantity,best,best,colour\n2024-12-23,A,killed,1,2,red\n");
    assert_eq!(codes(&reading), [("duplicate-column", None), ("unread-columns", None)]);
    assert_eq!(best(&reading), [Some(1.0)]);
    assert!(said(&reading.problems[1]).contains("“colour”"));
}

#[test]
fn a_column_without_a_name_is_told_where_something_stands_in_it() {
    let told = |table: &str| -> Vec<String> { csv(table).problems.iter().map(said).collect() };
    assert_eq!(
        told("date,source,quantity,,best,\n2024-12-23,NIS,killed,250,300,\n"),
        ["column 4 has no name and is not read"]
    );
    assert_eq!(
        told(",date,source,quantity,best,\n0,2024-12-23,NIS,killed,300,x\n"),
        ["columns 1 and 6 have no name and are not read"]
    );
    assert_eq!(told("date,source,quantity,best,,\n2024-12-23,NIS,killed,300,,\n"), [""; 0]);
}

#[test]
fn dates_are_read_as_asked() {
    let text = "date,source,quantity,best\n01/02/2024,A,killed,1\n";
    let day = |dates| {
        let options = ReadOptions { dates, ..ReadOptions::default() };
        let reading = read("a.csv", text.as_bytes(), &options, &mut go_on).expect("read");
        let day = reading.ledger.in_file_order().first().map(|e| e.as_of().to().to_string());
        (day, codes(&reading).iter().map(|(code, _)| (*code).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(day(None), (Some("2024-02-01".into()), vec!["ambiguous-date".into()]));
    assert_eq!(day(Some(DateOrder::Mdy)), (Some("2024-01-02".into()), vec![]));
    assert_eq!(day(Some(DateOrder::Iso)), (None, vec!["bad-date".into()]));
}

#[test]
fn a_mapping_given_reads_a_table_that_no_shipped_one_fits() {
    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "losses", needs: [["day"], ["who"]], decimal: ',',
            constants: {quantity: "killed", place: "Ukraine"},
            columns: [
                (column: "day", to: as_of), (column: "who", to: source),
                (column: "n", to: best),
                (column: "side", to: population, words: {"R": "Russia"}),
            ])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let read = |text: &str| read("a.csv", text.as_bytes(), &options, &mut go_on);
    let reading = read("day;who;n;side\n2024-12-23;A;1.000,5;r\n2024-12-23;A;2;S\n").expect("fits");
    assert_eq!(reading.format, "losses");
    assert_eq!(best(&reading), [Some(1_000.5), Some(2.0)]);
    assert_eq!(codes(&reading), [("unknown-value", Some(3))]);
    let estimates = reading.ledger.in_file_order();
    assert_eq!(estimates[0].measure().population, "Russia");
    assert_eq!(estimates[1].measure().population, "S");
    let misfit = Words::default().unreadable(&read("a,b\n1,2\n").expect_err("misfit"));
    assert!(misfit.contains("a column day, a column who") && misfit.contains("“a”"), "{misfit}");
}

#[test]
fn a_header_below_titles_is_found_and_told() {
    let table = "date;source;quantity;best\n2024-12-23;NIS;killed;300\n";
    for titles in ["Losses;;;\n\nAs of 23 December 2024;;;\n", "Losses by source\nx\ny\n"] {
        let reading = csv(&format!("{titles}{table}"));
        assert_eq!(codes(&reading), [("titles-above-header", Some(1))], "{titles}");
        assert_eq!(
            said(&reading.problems[0]),
            "the header is the one on line 4: what stands above it is left aside"
        );
        assert_eq!(reading.ledger.in_file_order()[0].line(), 5);
        assert_eq!((reading.rows, best(&reading)), (1, vec![Some(300.0)]));
    }
}

#[test]
fn lines_below_titles_are_counted_alike_whatever_ends_them() {
    let text = "Losses\n2024\n\ndate,source,quantity,best\n2024-12-23,NIS,killed,300\nnever,NIS,killed,5\n";
    for end in ["\n", "\r\n", "\r"] {
        let reading = csv(&text.replace('\n', end));
        assert_eq!(reading.ledger.in_file_order()[0].line(), 5, "{end:?}");
        let lines: Vec<_> = reading.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(1), Some(6)], "{end:?}");
    }
}

#[test]
fn a_table_that_fits_nothing_is_refused() {
    let refused = sentence("a.csv", "Losses by source,,\nNorth,3,4\n");
    assert!(refused.starts_with("no known mapping fits the table"), "{refused}");
}

#[test]
fn a_row_that_sums_up_the_others_is_nobodys_statement() {
    let reading = csv(concat!(
        "date,source,quantity,best\n",
        "2031-03-01,A,killed,5\n2031-03-01,B,killed,7\nTotal,,killed,12\n",
        "2031-03-01,Усього:,killed,12\n2031-03-01,Total Media,killed,9\n",
    ));
    assert_eq!(best(&reading), [Some(5.0), Some(7.0), Some(9.0)]);
    assert_eq!(codes(&reading), [("total-row", Some(4)), ("total-row", Some(5))]);
    assert_eq!(
        said(&reading.problems[0]),
        "the row says “Total” and sums up others: left aside, as nobody says it a second time"
    );
}

#[test]
fn a_row_of_tags_is_left_aside_in_every_table() {
    let reading = csv(concat!(
        "Date,Source,Killed\n#date+occurred,#org,#affected+killed\n",
        "2031-03-01,A,5\n2031-03-02,B,7\n",
    ));
    assert_eq!(best(&reading), [Some(5.0), Some(7.0)]);
    assert!(codes(&reading).contains(&("tag-row", Some(2))), "{:?}", reading.problems);
    let native = csv("date,source,quantity,best\n#date,#org,#x,#y\n2031-03-01,A,killed,5\n");
    assert_eq!((best(&native), native.rows), (vec![Some(5.0)], 1));
    assert_eq!(codes(&native), [("tag-row", Some(2))]);
}

#[test]
fn names_of_columns_in_two_rows_are_read_together() {
    let rows = "2031-03-01,A,5,7,50,70\n2031-03-02,A,6,8,60,80\n";
    for (above, line) in [("", 1), ("Losses by side,,,,,\nas of today,,,,,\n", 3)] {
        let head = ",,Killed,,Wounded,\nDate,Source,min,max,min,max\n";
        let reading = csv(&format!("{above}{head}{rows}"));
        let estimates = reading.ledger.in_file_order();
        let said: Vec<String> = estimates
            .iter()
            .map(|one| {
                let ends = one.bounds().map(|ends| (ends.low(), ends.high()));
                format!("{} {} {ends:?}", one.line(), one.measure().quantity)
            })
            .collect();
        assert_eq!(
            said,
            [
                format!("{} killed Some((Some(5.0), Some(7.0)))", line + 2),
                format!("{} wounded Some((Some(50.0), Some(70.0)))", line + 2),
                format!("{} killed Some((Some(6.0), Some(8.0)))", line + 3),
                format!("{} wounded Some((Some(60.0), Some(80.0)))", line + 3),
            ]
        );
        assert!(codes(&reading).contains(&("header-of-two-rows", Some(line))), "{above}");
    }
}
