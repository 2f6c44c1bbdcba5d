//! Tables whose rows are no estimates yet: summed, joined or unrolled.

use std::ops::ControlFlow;

use super::{codes, csv, ends, read_text, said};
use crate::estimate::Estimate;
use crate::files::{Mapping, ReadOptions, Reading, Unreadable, read};
use crate::words::Words;

/// What every estimate says: measure, source, the days it is about, and its numbers.
fn told(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    let lines = estimates.iter().map(|one| {
        let statement = one.to_statement();
        format!(
            "{} {} {}..{} {}",
            statement.measure.id(),
            statement.label,
            one.as_of().from(),
            one.as_of().to(),
            ends(one),
        )
    });
    lines.collect()
}

fn asked(name: &str, text: &str, options: &ReadOptions) -> Result<Reading, Unreadable> {
    read(name, text.as_bytes(), options, &mut |_| ControlFlow::Continue(()))
}

fn by(text: &str, period: Option<&str>, group: Option<&str>) -> Result<Reading, Unreadable> {
    let own = |text: &str| text.to_owned();
    let options =
        ReadOptions { period: period.map(own), group_by: group.map(own), ..ReadOptions::default() };
    asked("a.csv", text, &options)
}

const EVENTS: &str = "id,relid,type_of_violence,dyad_name,country,region,date_prec,date_start,date_end,best,high,low\n\
     1,A-1,1.0,Red - Blue,Farland,Asia,1,2023-01-03,2023-01-03,5.0,7.0,4.0\n\
     2,A-2,1.0,Red - Blue,Farland,Asia,1,2023-01-30,2023-02-02,10.0,10.0,8.0\n\
     3,A-3,3.0,Red - Civilians,Farland,Asia,4,2023-01-05 00:00:00.000,2023-01-06 00:00:00.000,2.0,3.0,1.0\n\
     4,A-4,1.0,Green - Blue,Nearland,Europe,1,2023-01-03,2023-01-03,1.0,1.0,3.0\n";

#[test]
fn events_are_summed_by_country_and_month_with_low_best_and_high_apart() {
    let reading = csv(EVENTS);
    assert_eq!((reading.format.as_str(), reading.rows), ("ucdp-ged", 4));
    assert_eq!(
        told(&reading),
        [
            "-/killed/farland/increment UCDP 2023-01-01..2023-01-31 5/7/10",
            "-/killed/farland/increment UCDP 2023-02-01..2023-02-28 8/10/10",
            "-/killed/nearland/increment UCDP 2023-01-01..2023-01-31 3/1/1",
        ]
    );
    let notes: Vec<_> =
        reading.ledger.in_file_order().iter().map(|e| e.to_statement().note).collect();
    assert_eq!(notes[0].as_deref(), Some("2 rows of the file: 1, 3"));
    let codes: Vec<&str> = codes(&reading).into_iter().map(|(code, _)| code).collect();
    for code in ["summed", "long-events", "inconsistent-rows"] {
        assert!(codes.contains(&code), "{code} is told among {codes:?}");
    }
    let all: Vec<String> = reading.problems.iter().map(said).collect();
    assert!(all.iter().any(|said| said.contains("envelope of sums")), "{all:?}");
    assert!(
        all.iter().any(|s| s.starts_with("2 rows are of more than one day; 1 of them")),
        "{all:?}"
    );
}

#[test]
fn an_event_that_is_there_twice_and_a_date_that_is_hardly_known_are_told() {
    let twice = EVENTS.replace("\n3,A-3", "\n1.0,A-3");
    let reading = csv(&twice);
    assert_eq!(told(&reading)[0], "-/killed/farland/increment UCDP 2023-01-01..2023-01-31 4/5/7");
    let all: Vec<String> = reading.problems.iter().map(said).collect();
    let again = "1 row has the id of an earlier row, first here: an event is counted once";
    assert!(all.iter().any(|said| said.contains(again)), "{all:?}");
    // The one that is dated to a month is that which is not counted.
    assert!(!codes(&reading).iter().any(|(code, _)| *code == "known-only-to"), "{all:?}");
    let all: Vec<String> = csv(EVENTS).problems.iter().map(said).collect();
    let dated = "1 row is dated no closer than to a month: counted in the month of the last day";
    assert!(all.iter().any(|said| said.contains(dated)), "{all:?}");
}

#[test]
fn events_are_summed_by_the_group_and_the_period_that_are_asked_for() {
    let by_dyad = by(EVENTS, Some("year"), Some("dyad_name")).expect("read");
    assert_eq!(
        told(&by_dyad)[0],
        "red-blue/killed/farland/increment UCDP 2023-01-01..2023-12-31 12/15/17"
    );
    let by_kind = by(EVENTS, Some("year"), Some("type_of_violence")).expect("read");
    assert!(told(&by_kind)[1].starts_with("one-sided-violence/"), "{:?}", told(&by_kind));
    // No choice of the mapping.
    let by_other = by(EVENTS, Some("year"), Some("date_prec")).expect("read");
    assert!(told(&by_other)[0].ends_with("2023-12-31 15/16/18"), "{:?}", told(&by_other));
    let by_week = by(EVENTS, Some("week"), None).expect("read");
    assert!(told(&by_week)[0].contains("2023-01-02..2023-01-08"), "{:?}", told(&by_week));
}

#[test]
fn a_column_or_period_that_is_not_there_gets_a_sentence() {
    let refused = |period, group| {
        Words::default().unreadable(&by(EVENTS, period, group).expect_err("refused"))
    };
    assert_eq!(
        refused(None, Some("dyad_nam")),
        "the table has no column “dyad_nam”, did you mean “dyad_name”?"
    );
    assert!(refused(None, Some("zzz")).contains("“country”"));
    assert!(refused(Some("decade"), None).contains("day, week, month or year"));
    let plain = "date,source,quantity,best\n2024-01-01,A,killed,1\n";
    let error = by(plain, Some("year"), None).expect_err("refused");
    assert!(Words::default().unreadable(&error).contains("no table of single events"));
}

#[test]
fn battle_deaths_are_summed_by_country_and_year_and_never_by_month() {
    let table = "\"conflict_id\",\"dyad_id\",\"location_inc\",\"side_a\",\"side_b\",\"year\",\"bd_best\",\"bd_low\",\"bd_high\",\"type_of_conflict\",\"region\",\"version\"\n\
                 \"1\",\"11\",\"Farland\",\"Government\",\"Red\",\"2012\",\"20\",\"10\",\"30\",\"3\",\"3\",\"24.1\"\n\
                 \"1\",\"12\",\"Farland\",\"Government\",\"Blue\",\"2012\",\"5\",\"6\",\"7\",\"3\",\"3\",\"24.1\"\n";
    assert_eq!(
        told(&csv(table)),
        ["-/killed/farland/increment UCDP 2012-01-01..2012-12-31 16/25/37"]
    );
    let by_dyad = by(table, None, Some("dyad_id")).expect("read");
    assert_eq!(
        told(&by_dyad)[0],
        "government-blue/killed/farland/increment UCDP 2012-01-01..2012-12-31 6/5/7"
    );
    let by_month = by(table, Some("month"), None).expect("read");
    assert_eq!(by_month.ledger.len(), 0);
    assert!(codes(&by_month).contains(&("too-coarse", Some(2))));
}

#[test]
fn acled_events_are_two_measures_and_a_blank_is_not_counted() {
    let table = "event_id_cnty;event_date;year;event_type;actor1;country;admin1;source;fatalities\n\
                 F1;05 January 2024;2024;Battles;Army;Farland;North;Some Paper;3\n\
                 F2;06 January 2024;2024;Protests;Crowd;Farland;South;Some Paper;\n";
    let reading = csv(table);
    assert_eq!(
        told(&reading),
        [
            "-/killed/farland/increment ACLED 2024-01-01..2024-01-31 -/3/-",
            "-/events/farland/increment ACLED 2024-01-01..2024-01-31 -/2/-",
        ]
    );
    assert!(codes(&reading).contains(&("not-counted", None)));
    let by_part = by(table, None, Some("admin1")).expect("read");
    assert!(told(&by_part)[0].contains("/farland-north/"), "{:?}", told(&by_part));
}

#[test]
fn aggregates_are_summed_over_parts_of_a_country_and_kinds_that_overlap_stay_apart() {
    let months = csv("Country,Admin1,Month,Year,Events,Fatalities\n\
                      Farland,North,January,2024,2,3\n\
                      Farland,South,January,2024,1,0\n");
    assert_eq!(
        told(&months),
        [
            "-/killed/farland/increment ACLED 2024-01-01..2024-01-31 -/3/-",
            "-/events/farland/increment ACLED 2024-01-01..2024-01-31 -/3/-",
        ]
    );
    let hapi = csv(
        "location_code,admin1_name,event_type,events,fatalities,reference_period_start,reference_period_end\n\
                    #country+code,#adm1+name,#event+type,#event+num,#affected+killed,#date+start,#date+end\n\
                    FAR,North,political_violence,2,3,2024-01-01,2024-01-31\n\
                    FAR,South,political_violence,2,4,2024-01-01T00:00:00,2024-01-31T00:00:00\n\
                    FAR,South,civilian_targeting,1,1,2024-01-01,2024-01-31\n",
    );
    assert!(codes(&hapi).contains(&("tag-row", Some(2))), "{:?}", codes(&hapi));
    let killed: Vec<String> =
        told(&hapi).into_iter().filter(|one| one.contains("killed")).collect();
    assert_eq!(
        killed,
        [
            "civilian-targeting/killed/far/increment ACLED 2024-01-01..2024-01-31 -/1/-",
            "political-violence/killed/far/increment ACLED 2024-01-01..2024-01-31 -/7/-",
        ]
    );
}

#[test]
fn quantiles_become_one_estimate_with_its_intervals() {
    let table = "output_type_id,\"value\",location,output_type,target,reference_date,horizon,target_end_date\n\
                 0.025,10,02,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 0.5,20.5,02,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 0.975,40,02,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 0.25,15,02,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 0.75,30,02,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 0.5,7,US,quantile,wk inc deaths,2025-01-11,0,2025-01-11\n\
                 large_increase,0.3,02,pmf,wk inc deaths,2025-01-11,0,2025-01-11\n";
    let reading = read_text("2025-01-11-Some-Model.csv", table).expect("read");
    assert_eq!((reading.format.as_str(), reading.rows), ("hubverse", 7));
    assert_eq!(
        told(&reading),
        [
            "-/wk-inc-deaths/02/increment Some-Model 2025-01-05..2025-01-11 10/20.5/40",
            "-/wk-inc-deaths/us/increment Some-Model 2025-01-05..2025-01-11 -/7/-",
        ]
    );
    let first = reading.ledger.in_file_order()[0].to_statement();
    assert_eq!(first.note.as_deref(), Some("95 %: 10–40; 50 %: 15–30"));
    assert_eq!(first.value.bounds().map(|b| b.how().written()).as_deref(), Some("interval 95%"));
    assert!(codes(&reading).contains(&("other-outputs", None)));
}

#[test]
fn columns_are_sources_where_their_names_have_parts_and_else_measures() {
    let sources =
        csv("Entity,Year,First Project,Second Project – Total,Second Project – Military only\n\
                       number of deaths,1990,10,20,15\n\
                       number of deaths,1991,,21,\n\
                       \"death rate (per 100,000)\",1990,.5,,\n");
    assert_eq!(
        told(&sources),
        [
            "-/killed/-/increment First Project 1990-01-01..1990-12-31 -/10/-",
            "military-and-civilian/killed/-/increment Second Project 1990-01-01..1990-12-31 -/20/-",
            "military/killed/-/increment Second Project 1990-01-01..1990-12-31 -/15/-",
            "military-and-civilian/killed/-/increment Second Project 1991-01-01..1991-12-31 -/21/-",
            "-/killed-per-100-000/-/increment First Project 1990-01-01..1990-12-31 -/0.5/-",
        ]
    );
    let measures = csv("Entity,Code,Year,Deaths in wars,Deaths in wars (per 100000)\n\
                        Farland,FAR,1990,10,0.5\n");
    assert_eq!(measures.format, "owid-measures");
    assert_eq!(measures.ledger.measures().len(), 2);
}

#[test]
fn a_mapping_filters_multiplies_and_leaves_out_what_stands_for_nothing() {
    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "own", needs: [["day"], ["dead"]],
            leave_out: [(column: "kind", words: ["total"])],
            constants: {quantity: "killed", source: "Ministry"},
            columns: [
                (column: "day", to: as_of, written: yyyymmdd),
                (column: "dead", to: best, missing: ["-999", "xxx"], times: 1000),
                (column: "place", with: ["part"], between: " / ", to: place),
                (column: "kind", to: note),
            ])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let table = "day,dead,kind,place,part\n\
                 20240131,1.5,a,Farland,North\n\
                 20240201,xxx,a,Farland,\n\
                 20240202,3,total,Farland,\n";
    let reading = asked("a.csv", table, &options).expect("read");
    assert_eq!(told(&reading).len(), 1, "{:?}", told(&reading));
    assert!(told(&reading)[0].contains("/farland-north/"));
    assert!(told(&reading)[0].ends_with("2024-01-31..2024-01-31 -/1500/-"));
    let codes: Vec<&str> = codes(&reading).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains(&"rows-left-out") && codes.contains(&"multiplied"), "{codes:?}");
}

#[test]
fn a_number_that_was_reckoned_is_never_read_with_another_decimal_sign() {
    let table = "reference_date,target,horizon,target_end_date,location,output_type,output_type_id,value\n\
                 2025-01-11,inc death,0,2025-01-11,02,quantile,0.025,45.123\n\
                 2025-01-11,inc death,0,2025-01-11,02,quantile,0.5,50.123\n\
                 2025-01-11,inc death,0,2025-01-11,02,quantile,0.975,61.125\n";
    let reading = read_text("2025-01-11-Model-a.csv", table).expect("a forecast");
    let bounds = reading.ledger.in_file_order()[0].bounds().expect("numbers");
    let numbers = (bounds.low(), bounds.best(), bounds.high());
    assert_eq!(numbers, (Some(45.123), Some(50.123), Some(61.125)));
    assert!(!codes(&reading).iter().any(|(code, _)| code.starts_with("ambiguous")));
}

#[test]
fn notes_of_several_columns_stand_one_after_the_other() {
    let mapping =
        "(version: 1, name: \"mine\", needs: [[\"Who\"]], constants: { quantity: \"killed\" },
        columns: [
            (column: \"Who\", to: source), (column: \"Day\", to: as_of), (column: \"N\", to: best),
            (column: \"Seen\", to: note), (column: \"Edition\", to: note, before: \"edition \"),
        ])";
    let mapping = Mapping::from_ron(mapping).expect("a mapping");
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let text = "Who,Day,N,Seen,Edition\nA,2030-03-01,7,in the fog,2\nB,2030-03-01,8,,3\nC,2030-03-01,9,,\n";
    let reading = asked("a.csv", text, &options).expect("read");
    let estimates = reading.ledger.in_file_order();
    let notes: Vec<Option<&str>> = estimates.iter().map(Estimate::note).collect();
    assert_eq!(notes, [Some("in the fog; edition 2"), Some("edition 3"), None]);
}
