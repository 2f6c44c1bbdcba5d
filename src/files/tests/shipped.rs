//! The formats of publishers, each by a small table of its shape and its oddities.

use super::{codes, csv, read_text, said};
use crate::files::{ReadOptions, Reading, read};
use std::ops::ControlFlow;

/// What every estimate says: measure, source, the days it is about, how, and its numbers.
fn told(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    let lines = estimates.iter().map(|one| {
        let bounds = one.bounds().expect("numbers");
        let number = |number: Option<f64>| number.map_or("-".to_owned(), |n| n.to_string());
        format!(
            "{} {} {}..{} {} {}/{}/{}",
            one.measure().id(),
            one.label(),
            one.as_of().from(),
            one.as_of().to(),
            bounds.how().written(),
            number(bounds.low()),
            number(bounds.best()),
            number(bounds.high()),
        )
    });
    lines.collect()
}

fn grouped(text: &str, period: &str, group: Option<&str>) -> Reading {
    let (period, group_by) = (Some(period.to_owned()), group.map(str::to_owned));
    let options = ReadOptions { period, group_by, ..ReadOptions::default() };
    read("a.csv", text.as_bytes(), &options, &mut |_| ControlFlow::Continue(())).expect("read")
}

fn has(reading: &Reading, code: &str) -> bool {
    codes(reading).iter().any(|(own, _)| *own == code)
}

#[test]
fn a_list_of_drone_strikes_is_summed_by_month_each_pair_a_measure() {
    let table = "Strike ID,Date,Province,Location,US confirmed?,Minimum strikes,Maximum strikes,\
                 Minimum total people killed,Maximum total people killed,\
                 Minimum civilians reported killed,Maximum civilians reported killed,\
                 Minimum children reported killed,Maximum children reported killed,\
                 Minimum reported injured,Maximum reported injured,Notes\n\
                 F1,03/01/2016,North,\"Hill, east\",1,1,2,3,7,0,2,0,0,1,4,\n\
                 F2,25/01/2016,South,River,0,1,1,5,5,0,0,0,0,,,\"a note, with a comma\"\n\
                 F3,02/02/2016,South,River,1,1,1,10,12,1,1,0,1,0,0,\n";
    let reading = csv(table);
    assert_eq!((reading.format.as_str(), reading.rows), ("tbij", 3));
    let source = "Bureau of Investigative Journalism";
    let (january, february) = ("2016-01-01..2016-01-31 between", "2016-02-01..2016-02-29 between");
    assert_eq!(
        told(&reading),
        [
            format!("-/killed/-/increment {source} {january} 8/-/12"),
            format!("civilians/killed/-/increment {source} {january} 0/-/2"),
            format!("children/killed/-/increment {source} {january} 0/-/0"),
            format!("-/wounded/-/increment {source} {january} 1/-/4"),
            format!("-/strikes/-/increment {source} {january} 2/-/3"),
            format!("-/killed/-/increment {source} {february} 10/-/12"),
            format!("civilians/killed/-/increment {source} {february} 1/-/1"),
            format!("children/killed/-/increment {source} {february} 0/-/1"),
            format!("-/wounded/-/increment {source} {february} 0/-/0"),
            format!("-/strikes/-/increment {source} {february} 1/-/1"),
        ]
    );
    assert!(has(&reading, "not-counted"), "{:?}", codes(&reading));
    let by_place = grouped(table, "year", Some("Province"));
    assert!(told(&by_place)[0].starts_with("-/killed/north/increment"), "{:?}", told(&by_place));
    // Another edition: its names, its order, its dates.
    let other = "Date (MM-DD-YYYY);Maximum civilians killed;Minimum civilians killed;\
                 Maximum people killed;Minimum people killed;Strike ID;Country\n\
                 01-13-2016;2;1;7;3;X1;Farland\n\
                 01-14-2016;0;0;1;1;X2;Farland\n";
    let reading = csv(other);
    assert_eq!(
        told(&reading),
        [
            format!("-/killed/farland/increment {source} {january} 4/-/8"),
            format!("civilians/killed/farland/increment {source} {january} 1/-/2"),
        ]
    );
}

#[test]
fn an_incident_list_is_summed_by_country_and_month_and_called_after_its_file() {
    let table = "unique_reference_code,incident_date,country,location_name,casualty_grading,\
                 civilians_reported_killed_min,civilians_reported_killed_max,\
                 children_killed_min,children_killed_max,\
                 civilians_reported_injured_min,civilians_reported_injured_max,belligerents\n\
                 ABC1,2017-03-30,Farland,Town,Confirmed,2,5,1,1,,,Coalition\n\
                 ABC2,2017-03-31,Farland,Town,Fair,1,1,,,3,4,Coalition\n\
                 ABC3,2017-03-31,Nearland,Port,Weak,4,,0,0,,,Unknown\n";
    let reading = read_text("airwars-civilian-harm.csv", table).expect("read");
    assert_eq!(reading.format, "incidents");
    let (source, march) = ("airwars-civilian-harm", "2017-03-01..2017-03-31");
    assert_eq!(
        told(&reading),
        [
            format!("civilians/killed/farland/increment {source} {march} between 3/-/6"),
            format!("children/killed/farland/increment {source} {march} between 1/-/1"),
            format!("civilians/wounded/farland/increment {source} {march} between 3/-/4"),
            format!("-/incidents/farland/increment {source} {march} bare -/2/-"),
            // One of the rows has no most: neither has the sum.
            format!("civilians/killed/nearland/increment {source} {march} at_least 4/-/-"),
            format!("children/killed/nearland/increment {source} {march} between 0/-/0"),
            format!("-/incidents/nearland/increment {source} {march} bare -/1/-"),
        ]
    );
    assert!(has(&reading, "not-said"));
    let by_grade = grouped(table, "year", Some("casualty_grading"));
    assert_eq!(
        told(&by_grade)[0],
        "civilians-confirmed/killed/farland/increment a 2017-01-01..2017-12-31 between 2/-/5"
    );
}

#[test]
fn a_sum_of_which_a_row_lacks_the_most_has_none_and_that_is_told() {
    let table = "Strike ID,Date,Min killed,Max killed\nA,2020-05-01,3,5\nB,2020-05-02,4,\n";
    let reading = csv(table);
    assert_eq!(told(&reading)[0], "-/killed/-/increment a 2020-05-01..2020-05-31 at_least 7/-/-");
    assert!(reading.problems.iter().any(|one| said(one).starts_with("1 sum of events lack")));
}

#[test]
fn totals_with_a_minimum_and_a_maximum_are_no_incidents() {
    let reading = csv("Date,Source,Killed (min),Killed (max)\n2024-11-05,NATO,600,700\n");
    assert_ne!(reading.format, "incidents");
    assert!(told(&reading)[0].ends_with("600/-/700"), "{:?}", told(&reading));
}

#[test]
fn documented_deaths_are_summed_below_their_titles_in_the_month_of_their_last_day() {
    let table = "Documented deaths: incidents\n\
                 \"Terms of use, and more\"\n\
                 \n\
                 IBC code,Start Date,End Date,Time,Location,Target,Weapons,Reported Minimum,Reported Maximum,Sources\n\
                 x001,20 Mar 2003,20 Mar 2003,5 AM,Capital,market,bomb,2,3,\"AP, Reuters\"\n\
                 x002,30-Mar-03,02-Apr-03,,Harbour,,gunfire,10,10,AP\n\
                 k003,01 Apr 2003,01 Apr 2003,pm,Harbour,patrol,,1,2,AP\n";
    let reading = csv(table);
    assert_eq!((reading.format.as_str(), reading.rows), ("iraq-body-count", 3));
    assert_eq!(
        told(&reading),
        [
            "civilians/killed/iraq/increment Iraq Body Count 2003-03-01..2003-03-31 between 2/-/3",
            "-/incidents/iraq/increment Iraq Body Count 2003-03-01..2003-03-31 bare -/1/-",
            "civilians/killed/iraq/increment Iraq Body Count 2003-04-01..2003-04-30 between 11/-/12",
            "-/incidents/iraq/increment Iraq Body Count 2003-04-01..2003-04-30 bare -/2/-",
        ]
    );
    assert!(has(&reading, "long-events"));
    let by_place = grouped(table, "year", Some("Location"));
    assert!(told(&by_place)[0].contains("/iraq-capital/"), "{:?}", told(&by_place));
}

#[test]
fn a_code_for_nothing_is_left_out_of_a_sum_and_told_and_the_best_of_the_sum_with_it() {
    let table = "id,year,bdeadlow,bdeadhig,bdeadbes,location,sidea,sideb,region\n\
                 1010,1946,1000,9999,1000,Farland,Farland,Rebels,2\n\
                 1011,1946,25,999,-999,Farland,Farland,Others,2\n\
                 1012,1947,-999.0,-999,-9,Nearland,Nearland,Others,1\n\
                 1012,1948,10,20,15,Nearland,Nearland,Others,1\n";
    let reading = csv(table);
    assert_eq!(reading.format, "prio-battle-deaths");
    assert_eq!(
        told(&reading),
        [
            "-/killed/farland/increment PRIO 1946-01-01..1946-12-31 between 1025/-/10998",
            "-/killed/nearland/increment PRIO 1948-01-01..1948-12-31 between 10/15/20",
        ]
    );
    let told: Vec<String> = reading.problems.iter().map(said).collect();
    assert!(told.iter().any(|said| said.starts_with("“-999” stands for nothing")), "{told:?}");
    assert!(told.iter().any(|said| said.starts_with("“-9” stands for nothing")), "{told:?}");
    assert!(has(&reading, "partial-sums"));
    let by_conflict = grouped(table, "year", Some("id"));
    assert!(super::shipped::told(&by_conflict)[0].starts_with("conflict-1010/killed/farland/"));
}
