//! The formats of publishers, each by a small table of its shape and its oddities.

use super::{codes, csv, ends, read_text, said};
use crate::files::{Mapping, ReadOptions, Reading, read};
use std::ops::ControlFlow;

/// What every estimate says: measure, source, the days it is about, how, and its numbers.
fn told(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    let lines = estimates.iter().map(|one| {
        let bounds = one.bounds().expect("numbers");
        format!(
            "{} {} {}..{} {} {}",
            one.measure().id(),
            one.label(),
            one.as_of().from(),
            one.as_of().to(),
            bounds.how().written(),
            ends(one),
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
fn what_belligerents_concede_is_no_part_of_what_an_incident_list_counts() {
    let table = "post_id,unique_reference_code,permalink,country,date,grading,latitude,longitude,\
                 geolocation_accuracy,strike_status,civilian_harm_reported,civilians_killed_min,\
                 civilians_killed_max,children_killed_min,children_killed_max,women_killed_min,\
                 women_killed_max,men_killed_min,men_killed_max,civilians_injured_min,\
                 civilians_injured_max,militants_killed_min,militants_killed_max,\
                 civilian_deaths_conceded_min,civilian_deaths_conceded_max,num_victim_names,\
                 belligerent_coalition,belligerent_credible\n\
                 7,F001,https://a.example/f001,farland,2017-03-30 00:00:00,fair,35.1,40.2,Town,\
                 likely_strike,1,2,5,1,1,0,2,1,2,3,4,0,1,1,1,2,1,0\n\
                 8,F002,https://a.example/f002,farland,2017-03-31 00:00:00,weak,35.1,40.2,Town,\
                 declared_strike,1,1,1,0,0,0,0,1,1,0,0,2,2,0,0,0,1,1\n";
    let reading = read_text("incidents.csv", table).expect("read");
    assert_eq!(reading.format, "incidents");
    let march = "incidents 2017-03-01..2017-03-31";
    assert_eq!(
        told(&reading),
        [
            format!("civilians/killed/farland/increment {march} between 3/-/6"),
            format!("children/killed/farland/increment {march} between 1/-/1"),
            format!("women/killed/farland/increment {march} between 0/-/2"),
            format!("men/killed/farland/increment {march} between 2/-/3"),
            format!("militants/killed/farland/increment {march} between 2/-/3"),
            format!("civilians/wounded/farland/increment {march} between 3/-/4"),
            format!("-/incidents/farland/increment {march} bare -/2/-"),
        ]
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

#[test]
fn a_list_of_names_is_counted_by_month_and_says_at_least() {
    let table = "name,date_of_event,age,citizenship,date_of_death,gender,killed_by,notes\n\
                 \"Doe, Jane\",2020-02-27,30,Farland,2020-03-01,F,Army,\n\
                 John Roe,2020-03-05,,Farland,2020-03-05,M,Army,\"two lines\nof a note\"\n\
                 Jim Poe,2020-04-05,61,Nearland,2020-04-06,M,Police,\n\
                 No Body,2020-04-07,61,Nearland,unknown,M,Police,\n";
    let reading = read_text("fatalities.csv", table).expect("read");
    assert_eq!((reading.format.as_str(), reading.rows), ("names", 4));
    assert_eq!(
        told(&reading),
        [
            "-/killed/-/increment fatalities 2020-03-01..2020-03-31 at_least 2/-/-",
            "-/killed/-/increment fatalities 2020-04-01..2020-04-30 at_least 1/-/-",
        ]
    );
    assert!(has(&reading, "not-said") && has(&reading, "bad-date"), "{:?}", codes(&reading));
    let first = reading.ledger.in_file_order()[0].to_statement();
    assert_eq!(first.method, Some(crate::estimate::Method::NamedCount));
    let by_sex = grouped(table, "year", Some("gender"));
    assert!(
        told(&by_sex)[0].starts_with("women-and-girls/killed/-/increment a 2020-01-01"),
        "{:?}",
        told(&by_sex)
    );
    // Cyrillic, with semicolons and another order.
    let table = "№;ФИО;Дата рождения;Дата гибели;Звание;Регион\n\
                 1;Иванов Иван;01.02.1990;05.03.2023;рядовой;Тува\n\
                 2;Петров Пётр;;25.03.2023;;Бурятия\n";
    let reading = read_text("list.csv", table).expect("read");
    assert_eq!(told(&reading), ["-/killed/-/increment list 2023-03-01..2023-03-31 at_least 2/-/-"]);
}

#[test]
fn a_list_of_the_killed_and_the_injured_counts_each_by_itself() {
    let table = "incident_id,incident_date,victim_id,name_en,age_years,gender,killed_or_injured\n\
                 a1,2023-10-07,1,Jane Doe,,f,k\n\
                 a1,2023-10-07,2,John Doe,9,m,i\n\
                 a2,2023-10-30,1,Jim Poe,54,m,k\n\
                 a2,2023-10-30,2,No Body,,m,\n";
    let reading = read_text("victims.csv", table).expect("read");
    assert_eq!((reading.format.as_str(), reading.rows), ("names-harmed", 4));
    assert_eq!(
        told(&reading),
        [
            "-/wounded/-/increment victims 2023-10-01..2023-10-31 at_least 1/-/-",
            "-/killed/-/increment victims 2023-10-01..2023-10-31 at_least 2/-/-",
        ]
    );
    // Of whom it is not said which it was is told, and counts as neither.
    assert!(has(&reading, "no-quantity"), "{:?}", codes(&reading));
    let by_sex = grouped(table, "year", Some("gender"));
    assert!(told(&by_sex).iter().any(|told| told.starts_with("women-and-girls/killed/")));
}

#[test]
fn a_list_of_names_without_dates_is_a_total_of_the_day_in_its_name() {
    let table = "id,name,en_name,age,dob,sex,source\n1,a,A,5,2019-01-01,f,h\n2,b,B,,,m,c\n";
    let reading = read_text("killed-2024-05-03.csv", table).expect("read");
    assert_eq!(reading.format, "names-dated");
    assert_eq!(
        told(&reading),
        ["-/killed/-/cumulative killed-2024-05-03 2024-05-03..2024-05-03 at_least 2/-/-"]
    );
    assert_eq!(codes(&reading).iter().filter(|(code, _)| *code == "not-said").count(), 2);
    assert!(read_text("killed.csv", table).is_err());
}

#[test]
fn a_list_of_equipment_is_counted_by_side_kind_and_month() {
    let table = "id,type,model,status,lost_by,date,nearest_location,unit,tags\n\
                 1,Tanks,T-72B,Destroyed,Russia,2022-03-01,,,\n\
                 2,Tanks,T-80U,Abandoned,Russia,2022-03-02,,,\n\
                 3,Infantry fighting vehicles,BMP-2,Captured,Russia,2022-03-02,,,\n\
                 4,Tanks,T-64BV,Destroyed,Ukraine,2022-04-02,,,\n";
    let reading = read_text("losses.csv", table).expect("read");
    assert_eq!(reading.format, "equipment-losses");
    let march = "losses 2022-03-01..2022-03-31 at_least";
    assert_eq!(
        told(&reading),
        [
            format!("russia/infantry-fighting-vehicles/-/increment {march} 1/-/-"),
            format!("russia/tanks/-/increment {march} 2/-/-"),
            "ukraine/tanks/-/increment losses 2022-04-01..2022-04-30 at_least 1/-/-".to_owned(),
        ]
    );
    let recorded = "country,origin,system,status,url,date_recorded\n\
                    Russia,Soviet Union,T-72B,destroyed,https://a.example/1,2022-03-01\n\
                    Russia,Soviet Union,BMP-2,captured,https://a.example/2,2022-03-09\n";
    let reading = csv(recorded);
    assert_eq!(
        told(&reading),
        ["russia/all-kinds/-/increment a 2022-03-01..2022-03-31 at_least 2/-/-"]
    );
    let by_status = grouped(recorded, "year", Some("status"));
    assert!(told(&by_status)[0].contains("/captured/"), "{:?}", told(&by_status));
}

#[test]
fn an_average_of_polls_is_a_level_whose_interval_has_no_stated_level() {
    let table = "candidate,date,pct_trend_adjusted,state,cycle,party,pct_estimate,hi,lo\n\
                 Roe,2024-10-01,,National,2024,RED,46.1,47.9,44.2\n\
                 Doe,2024-10-01,,National,2024,BLU,48.25,50.1,46.4\n";
    let reading = read_text("averages.csv", table).expect("read");
    assert_eq!(reading.format, "poll-averages");
    assert_eq!(
        told(&reading),
        [
            "-/roe/national/level averages 2024-10-01..2024-10-01 between 44.2/46.1/47.9",
            "-/doe/national/level averages 2024-10-01..2024-10-01 between 46.4/48.25/50.1",
        ]
    );
    assert!(has(&reading, "not-said"));
}

#[test]
fn a_poll_has_a_measure_for_each_answer_its_pollster_and_who_paid() {
    let table = "Pollster,Start Date,End Date,Sponsor,Sample size,Population,Approve,Disapprove,Margin,Source URL\n\
                 \"Firm, Inc.\",2024-09-28,2024-10-01,Some Paper,\"1,005\",LV,44,51,-7,https://a.example/1\n\
                 Other,2024-10-02,2024-10-02,,800,RV,45.5,,,\n";
    let reading = csv(table);
    assert_eq!(reading.format, "polls");
    let found = told(&reading);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("approve/-/level Firm, Inc. 2024-09-28..2024-10-01 bare -/44/-"));
    assert!(found[1].contains("disapprove/-/level Firm, Inc. 2024-09-28..2024-10-01 bare -/51/-"));
    assert!(found[2].contains("approve/-/level Other 2024-10-02..2024-10-02 bare -/45.5/-"));
    let first = reading.ledger.in_file_order()[0].to_statement();
    assert_eq!(first.relays, ["Some Paper"]);
    assert_eq!(first.measure.population, "likely voters");
}

#[test]
fn a_daily_feed_is_read_without_its_filled_days_and_by_the_length_of_its_reports() {
    let table = r#"[
        {"report_date": "2023-10-07", "report_source": "mohtel", "report_period": 24,
         "killed": 232, "killed_cum": 232, "injured": 1610, "injured_cum": 1610,
         "ext_killed": 232, "ext_killed_cum": 232, "ext_massacres_cum": 0},
        {"report_date": "2023-10-08", "report_source": "missing", "report_period": 0,
         "ext_killed": 138, "ext_killed_cum": 370},
        {"report_date": "2023-10-09", "report_source": "gmotel", "report_period": 48,
         "killed": 317, "killed_cum": 687, "killed_children_cum": 140, "new_key_cum": 5,
         "ext_killed": 317, "ext_killed_cum": 687}
    ]"#;
    let reading = read_text("casualties_daily.json", table).expect("read");
    assert_eq!((reading.format.as_str(), reading.rows), ("gaza-daily", 3));
    let (ministry, office) = ("Gaza Ministry of Health", "Gaza Government Media Office");
    let (first, last) = ("2023-10-07..2023-10-07 bare", "2023-10-09..2023-10-09 bare");
    assert_eq!(
        told(&reading),
        [
            format!("-/killed/gaza-strip/increment {ministry} {first} -/232/-"),
            format!("-/wounded/gaza-strip/increment {ministry} {first} -/1610/-"),
            format!("-/killed/gaza-strip/cumulative {ministry} {first} -/232/-"),
            format!("-/wounded/gaza-strip/cumulative {ministry} {first} -/1610/-"),
            format!("-/killed/gaza-strip/increment {office} 2023-10-08..2023-10-09 bare -/317/-"),
            format!("-/killed/gaza-strip/cumulative {office} {last} -/687/-"),
            format!("children/killed/gaza-strip/cumulative {office} {last} -/140/-"),
            format!("-/new-key/gaza-strip/cumulative {office} {last} -/5/-"),
        ]
    );
    assert!(has(&reading, "filled-in"));
}

#[test]
fn a_record_with_two_series_is_of_two_sources_and_only_the_filled_one_is_left_out() {
    let table = "report_date,flash_source,killed_cum,injured_cum,settler_attacks_cum,\
                 verified.killed,verified.killed_cum\n\
                 2024-01-01,un,300,4000,370,2,299\n\
                 2024-01-02,fill,300,4000,370,0,299\n";
    let reading = csv(table);
    assert_eq!(reading.format, "west-bank-daily");
    let (first, second) = ("2024-01-01..2024-01-01 bare", "2024-01-02..2024-01-02 bare");
    let (verified, flash) = ("UN OCHA, verified", "UN OCHA, flash reports");
    assert_eq!(
        told(&reading),
        [
            format!("-/killed/west-bank/cumulative {verified} {first} -/299/-"),
            format!("-/killed/west-bank/cumulative {flash} {first} -/300/-"),
            format!("-/killed/west-bank/increment {verified} {first} -/2/-"),
            format!("-/wounded/west-bank/cumulative {flash} {first} -/4000/-"),
            format!("-/settler-attacks/west-bank/cumulative {flash} {first} -/370/-"),
            format!("-/killed/west-bank/cumulative {verified} {second} -/299/-"),
            format!("-/killed/west-bank/increment {verified} {second} -/0/-"),
        ]
    );
    assert!(has(&reading, "filled-in"));
}

#[test]
fn a_list_by_name_and_an_estimate_of_one_publisher_are_two_tracks() {
    let table = "Неделя;\"Подтверждённые потери, поимённо\";Оценка (модель);Нижняя граница, 95%;Верхняя граница, 95%\n\
                 28.02.2022;120;300,5;250;350\n\
                 07.03.2022;90;;;\n";
    let reading = csv(table);
    assert_eq!(reading.format, "mediazona");
    let (list, estimate) = ("Mediazona, by name", "Mediazona and Meduza, estimate");
    let week = "2022-02-28..2022-03-06";
    assert_eq!(
        told(&reading),
        [
            format!("russia/killed/ukraine/increment {list} {week} at_least 120/-/-"),
            format!("russia/killed/ukraine/increment {estimate} {week} interval 95% 250/300.5/350"),
            format!(
                "russia/killed/ukraine/increment {list} 2022-03-07..2022-03-13 at_least 90/-/-"
            ),
        ]
    );
    // Weeks by the number of the standard, another order, totals so far.
    let table = "Год,Номер недели (ISO),Оценка накопленным итогом,Верхняя накопленная,Нижняя накопленная,Поимённо накопленно\n\
                 2022,9,1000,1200,800,500\n";
    let reading = csv(table);
    assert_eq!(
        told(&reading),
        [
            format!("russia/killed/ukraine/cumulative {list} {week} at_least 500/-/-"),
            format!(
                "russia/killed/ukraine/cumulative {estimate} {week} interval 95% 800/1000/1200"
            ),
        ]
    );
    // A week that is told by its Sunday.
    let table = "Дата,Погибшие по именам (известные)\n2022-03-06,120\n";
    assert!(told(&csv(table))[0].contains(week), "{:?}", told(&csv(table)));
}

#[test]
fn a_total_that_falls_on_many_days_is_told_whatever_its_name_says() {
    let days: Vec<String> = (1..=20)
        .map(|day| {
            let killed = 20 + (day * 7) % 11;
            format!(
                "{{\"report_date\": \"2024-01-{day:02}\", \"report_source\": \"mohtel\", \
                 \"killed_cum\": {killed}}}"
            )
        })
        .collect();
    let reading = read_text("daily.json", &format!("[{}]", days.join(","))).expect("read");
    assert_eq!(reading.format, "gaza-daily");
    assert!(has(&reading, "no-totals"), "{:?}", codes(&reading));
}

#[test]
fn a_table_that_says_whose_losses_it_has_is_not_taken_for_another_one() {
    let own = "date,day,tank,personnel\n2022-03-01,6,10,500\n2022-03-02,7,12,600\n";
    assert_eq!(csv(own).format, "ukraine-mod");
    let told = "date,day,country,tank,personnel\n2022-03-01,6,Ukraine,10,500\n\
                2022-03-01,6,Russia,12,600\n";
    assert!(read_text("a.csv", told).map_or(true, |reading| reading.format != "ukraine-mod"));
}

#[test]
fn columns_are_found_however_a_copy_spells_them() {
    let table = "Date,Estimate Low,Estimate-High,estimate,Type,SOURCE,Source URL,Country\n\
                 2024-11-05,500,700,600,deaths,Some Office,https://a.example/1,russia\n";
    let reading = csv(table);
    assert_eq!(reading.format, "economist");
    assert!(told(&reading)[0].ends_with("between 500/600/700"), "{:?}", told(&reading));
}

#[test]
fn columns_of_years_are_periods_of_each_country_and_signs_for_nothing_are_told() {
    let table = "Spending by country\n\
                 \"In constant dollars, m.\"\n\
                 \n\
                 Country,Notes,1949,1950,2023\n\
                 Africa,,,,\n\
                 Farland,1,...,12.5,130\n\
                 Nearland,,xxx,. .,7\n";
    let reading = read_text("spending.csv", table).expect("read");
    assert_eq!(reading.format, "years");
    assert_eq!(
        told(&reading),
        [
            "-/spending/farland/increment spending 1950-01-01..1950-12-31 bare -/12.5/-",
            "-/spending/farland/increment spending 2023-01-01..2023-12-31 bare -/130/-",
            "-/spending/nearland/increment spending 2023-01-01..2023-12-31 bare -/7/-",
        ]
    );
    let told: Vec<String> = reading.problems.iter().map(said).collect();
    for sign in ["“...”", "“xxx”", "“. .”"] {
        let is_told =
            told.iter().any(|said| said.starts_with(&format!("{sign} stands for nothing")));
        assert!(is_told, "{sign}: {told:?}");
    }
}

#[test]
fn a_column_that_a_mapping_reads_and_no_table_has_is_told_once_with_the_nearest() {
    let mapping = Mapping::from_ron(
        r#"(version: 1, name: "own", needs: [["day"], ["dead"]],
            constants: {quantity: "killed", source: "Ministry"},
            columns: [
                (column: "day", to: as_of),
                (column: "dead", to: best),
                (column: "deaths", to: best),
                (column: "comments", to: note),
            ])"#,
    );
    let options = ReadOptions { mappings: mapping.into_iter().collect(), ..ReadOptions::default() };
    let table = b"day,dead,comment\n2024-01-31,1,a\n2024-02-01,2,b\n";
    let reading = read("a.csv", table, &options, &mut |_| ControlFlow::Continue(())).expect("read");
    let told: Vec<String> = reading.problems.iter().map(said).collect();
    let named: Vec<&String> =
        told.iter().filter(|said| said.contains("the mapping reads")).collect();
    assert_eq!(
        named,
        ["the mapping reads a column “comments”, which the table does not have, did you mean \
             “comment”?"]
    );
}
