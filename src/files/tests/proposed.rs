//! Tables as people mail them, which no mapping knows: read where they say all, asked where not.

use std::collections::BTreeMap;

use super::*;
use crate::estimate::{Basis, Estimate, Method};

fn told(text: &str, said: &[(Field, &str)]) -> Result<Reading, Unreadable> {
    let constants: BTreeMap<Field, String> =
        said.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    let options = ReadOptions { constants, ..ReadOptions::default() };
    read("mail.csv", text.as_bytes(), &options, &mut go_on)
}

/// Reads a table that says all by itself.
fn opened(text: &str) -> Reading {
    told(text, &[]).unwrap_or_else(|why| panic!("{}: {text}", Words::default().unreadable(&why)))
}

/// What of each estimate matters here: measure, label, day, low, best, high.
fn rows(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    let row = |one: &Estimate<'_>| {
        let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
        let bounds = one.bounds();
        let ends = [
            bounds.and_then(|b| b.low()),
            bounds.and_then(|b| b.best()),
            bounds.and_then(|b| b.high()),
        ];
        let [low, best, high] = ends.map(number);
        let (id, day) = (one.measure().id(), one.as_of().to());
        format!("{id} {} {day} {low}|{best}|{high}", one.label())
    };
    estimates.iter().map(row).collect()
}

fn asks(text: &str) -> String {
    match told(text, &[]) {
        Err(why) => Words::default().unreadable(&why),
        Ok(reading) => panic!("read: {:?} {:?}", rows(&reading), reading.problems),
    }
}

const COLLEAGUE: &str = "Source;Date;Min;Max;Link\n\
    ISW;2024-11-01;10 000;12 000;https://a.example/1\n\
    BBC;2024-11-05;8 500;;https://a.example/2\n";

#[test]
fn a_colleagues_sheet_is_two_steps_from_an_answer() {
    assert_eq!(
        asks(COLLEAGUE),
        "no known format; recognised: sources in “Source”, dates in “Date”, numbers in “Min” and \
         “Max”, addresses in “Link”; not said: what is counted"
    );
    let reading = told(COLLEAGUE, &[(Field::Quantity, "killed"), (Field::Population, "Russia")]);
    let reading = reading.expect("all is said");
    assert_eq!(reading.format, PROPOSED);
    assert_eq!(
        rows(&reading),
        [
            "russia/killed/-/cumulative ISW 2024-11-01 10000||12000",
            "russia/killed/-/cumulative BBC 2024-11-05 8500||",
        ]
    );
    assert_eq!(reading.ledger.in_file_order()[0].url(), Some("https://a.example/1"));
    assert_eq!(codes(&reading), [("read-as-proposed", None)]);
    assert_eq!(
        said(&reading.problems[0]),
        "no known format: read with sources in “Source”, dates in “Date”, numbers in “Min” and \
         “Max”, addresses in “Link”; for every row: population Russia, quantity killed"
    );
}

#[test]
fn what_is_written_down_as_a_mapping_gives_the_same_reading() {
    let said = [(Field::Quantity, "killed"), (Field::Population, "a \"quoted\" name")];
    let reading = told(COLLEAGUE, &said).expect("all is said");
    let proposal = reading.by.and_then(|by| by.proposal).expect("proposed");
    let written = proposal.to_ron(&|remark| Words::default().remark(remark));
    let mapping = Mapping::from_ron(&written).unwrap_or_else(|bad| panic!("{bad:?}: {written}"));
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let again = read("mail.csv", COLLEAGUE.as_bytes(), &options, &mut go_on).expect("read");
    assert_eq!(again.ledger, reading.ledger);
    let Err(Unreadable::NoMapping { proposal, .. }) = told(COLLEAGUE, &[]) else { panic!("asks") };
    let written = proposal.to_ron(&|remark| Words::default().remark(remark));
    assert!(written.contains("// quantity: \"\",  // <- fill in what is counted"), "{written}");
    let filled = written.replace("// quantity: \"\"", "quantity: \"killed\"");
    let mapping = Mapping::from_ron(&filled).unwrap_or_else(|bad| panic!("{bad:?}: {filled}"));
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let again = read("mail.csv", COLLEAGUE.as_bytes(), &options, &mut go_on).expect("read");
    assert_eq!(again.ledger.len(), 2);
}

#[test]
fn tables_that_say_all_open_in_seven_languages() {
    for (text, expected) in [
        (
            "Date,Organisation,Killed (min),Killed (max)\n5 Nov 2024,NATO,600,700\n",
            vec!["-/killed/-/cumulative NATO 2024-11-05 600||700"],
        ),
        (
            "Дата;Джерело;Вбито, від;Вбито, до;Посилання\n05.11.2024;СБУ;600;700;https://a.example\n\
             25.11.2024;ГУР;650;700;https://a.example\n",
            vec![
                "-/killed/-/cumulative СБУ 2024-11-05 600||700",
                "-/killed/-/cumulative ГУР 2024-11-25 650||700",
            ],
        ),
        (
            "Дата\tИсточник\tОценка\tТип\n2024-11-05\tМедиазона\t75 382\tубитые\n\
             2024-11-05\tМедиазона\t1 200\tпропавшие без вести\n",
            vec![
                "-/killed/-/cumulative Медиазона 2024-11-05 |75382|",
                "-/missing/-/cumulative Медиазона 2024-11-05 |1200|",
            ],
        ),
        (
            "Date;Source;Morts;Blessés\n05/11/2024;OTAN;600;2 400\n25/11/2024;OTAN;650;2 600\n",
            vec![
                "-/killed/-/cumulative OTAN 2024-11-05 |600|",
                "-/wounded/-/cumulative OTAN 2024-11-05 |2400|",
                "-/killed/-/cumulative OTAN 2024-11-25 |650|",
                "-/wounded/-/cumulative OTAN 2024-11-25 |2600|",
            ],
        ),
        (
            "Datum;Quelle;Tote;Mindestens;Höchstens\n25.11.2024;BND;650;600;700\n",
            vec!["-/killed/-/cumulative BND 2024-11-25 600|650|700"],
        ),
        (
            "Fecha;Fuente;Muertos mín.;Muertos máx.;Notas\n2024-11-25;CNI;600;700;preliminar\n",
            vec!["-/killed/-/cumulative CNI 2024-11-25 600||700"],
        ),
        (
            "التاريخ,المصدر,القتلى,الجرحى\n2024-11-25,وزارة الصحة,600,1200\n",
            vec![
                "-/killed/-/cumulative وزارة الصحة 2024-11-25 |600|",
                "-/wounded/-/cumulative وزارة الصحة 2024-11-25 |1200|",
            ],
        ),
    ] {
        assert_eq!(rows(&opened(text)), expected, "{text}");
    }
}

#[test]
fn names_of_the_native_words_fit_however_they_are_written() {
    let text = "Date,Source,Quantity,Estimate Low,EstimateHigh,Population\n\
                2024-11-25,CSIS,killed,600,700,Russia\n";
    assert_eq!(rows(&opened(text)), ["russia/killed/-/cumulative CSIS 2024-11-25 600||700"]);
}

#[test]
fn values_tell_where_names_do_not() {
    let text = "a,b,c,d,e\n2024-11-05,ISW,500,600,https://a.example/x\n\
                2024-11-15,NATO,550,650,https://a.example/y\n";
    let reading = told(text, &[(Field::Quantity, "killed")]).expect("said");
    assert_eq!(
        rows(&reading),
        [
            "-/killed/-/cumulative ISW 2024-11-05 500||600",
            "-/killed/-/cumulative NATO 2024-11-15 550||650",
        ]
    );
}

#[test]
fn a_header_of_four_times_as_many_words_takes_no_sixteen_times_as_long() {
    let time = |words: usize| {
        let header = "UN of many words ".repeat(words);
        let table = format!("Day,Who,Killed,{header}\n2025-01-01,UN,7,x\n");
        // The best of three: a busy moment is nobody's own time.
        let times = (0..3).map(|_| {
            let start = Instant::now();
            assert_eq!(opened(&table).ledger.len(), 1);
            start.elapsed()
        });
        times.min().unwrap_or_default()
    };
    let (once, four) = (time(1_000), time(4_000));
    assert!(four < once * 9, "{once:?}, then {four:?}");
}

#[test]
fn columns_may_be_sources_or_periods_have_a_start() {
    let wide = "Date,ISW,NATO,BBC\n2024-11-05,500,600,\n2024-11-15,550,650,400\n";
    let asked = asks(wide);
    assert!(asked.ends_with("not said: what is counted"), "{asked}");
    let reading = told(wide, &[(Field::Quantity, "killed")]).expect("said");
    assert_eq!(reading.ledger.len(), 5);
    let ends = "Month,UK MoD low,UK MoD high,General Staff,Mediazona (names),Killed (UN),Total\n\
                Jan 2025,790000,830000,~837610,90000,12000,7\nFeb 2025,,860000,875610,95300,,8\n";
    let reading = told(ends, &[(Field::Quantity, "losses")]).expect("said");
    assert_eq!(
        rows(&reading),
        [
            "-/losses/-/cumulative UK MoD 2025-01-31 790000||830000",
            "-/losses/-/cumulative General Staff 2025-01-31 |837610|",
            "-/losses/-/cumulative Mediazona (names) 2025-01-31 |90000|",
            "-/killed/-/cumulative UN 2025-01-31 |12000|",
            "-/losses/-/cumulative UK MoD 2025-02-28 ||860000",
            "-/losses/-/cumulative General Staff 2025-02-28 |875610|",
            "-/losses/-/cumulative Mediazona (names) 2025-02-28 |95300|",
        ]
    );
    let sides = "Date,Russia killed,Ukraine killed\n2024-11-05,500,600\n2024-11-15,550,650\n";
    assert!(asks(sides).ends_with("; not said: who says it"), "{}", asks(sides));
    let titled = "Refugees from Upland,,,\n\nReporting date,UNHCR,IOM,ISW\n\
                  31/01/2025,1.2 million,1.1–1.3 million,\"900,000\"\n";
    let reading = told(titled, &[(Field::Quantity, "refugees")]).expect("said");
    assert_eq!(reading.ledger.len(), 3);
    let sides = "Day,Side A losses,Side B losses,Who\n2025-01-01,100–200,50,Monitor\n";
    assert_eq!(
        rows(&opened(sides)),
        [
            "side-a/losses/-/cumulative Monitor 2025-01-01 100||200",
            "side-b/losses/-/cumulative Monitor 2025-01-01 |50|",
        ]
    );
    let ends = "Day,North losses min,North losses max,South losses min,South losses max,Who\n\
                2025-01-01,100,200,50,60,Monitor\n";
    assert_eq!(
        rows(&opened(ends)),
        [
            "north/losses/-/cumulative Monitor 2025-01-01 100||200",
            "south/losses/-/cumulative Monitor 2025-01-01 50||60",
        ]
    );
    for two in ["Killed,Killed (revised)", "Killed 2023,Killed 2024"] {
        let reading = opened(&format!("Day,Who,{two}\n2025-01-01,Monitor,100,50\n"));
        assert_eq!(rows(&reading), ["-/killed/-/cumulative Monitor 2025-01-01 |100|"], "{two}");
        let told = reading.problems.iter().map(|problem| Words::default().problem(problem));
        assert!(told.into_iter().any(|says| says.contains("does not name them")), "{two}");
    }
    let years = "Year,Who,Killed,Method\n2023,UN,12,survey\n2024,UN,7,model\n";
    let reading = opened(years);
    let first = reading.ledger.in_file_order()[0];
    assert_eq!(first.measure().basis, Basis::Increment);
    assert_eq!(first.method(), Some(Method::Survey));
    let periods = "From,To,Source,Killed\n2024-11-01,2024-11-07,UN,12\n\
                   2024-11-08,2024-11-14,UN,7\n2024-11-15,2024-11-21,UN,22\n";
    let reading = opened(periods);
    let estimates = reading.ledger.in_file_order();
    assert_eq!(estimates[0].measure().basis, Basis::Increment);
    assert_eq!(estimates[0].as_of().from().to_string(), "2024-11-01");
    let since = "From,To,Source,Killed\n2022-02-24,2024-11-07,UN,12000\n,2024-11-14,Court,13000\n";
    let basis = opened(since).ledger.in_file_order()[0].measure().basis;
    assert_eq!(basis, Basis::Cumulative, "one beginning is that of all");
}

#[test]
fn columns_of_which_nothing_is_known_may_be_said_to_be_a_source_each() {
    let text = "Date,Hill Ministry,River Monitor,Lake Study\n\
                30 Jun 2024,\"37,877\",\"41,000\",\"64,260 (55,298–78,525)\"\n\
                31 Dec 2024,\"45,541\",\"52,000\",\n";
    let refused = told(text, &[(Field::Quantity, "killed")]).expect_err("nobody is known");
    let Unreadable::NoMapping { mut proposal, .. } = refused else { panic!("{refused:?}") };
    assert!(proposal.may_have_a_source_a_column());
    proposal.read_a_source_a_column();
    assert!(proposal.lacking().is_empty() && !proposal.may_have_a_source_a_column());
    let mapping = proposal.mapping().expect("written");
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let reading = read("mail.csv", text.as_bytes(), &options, &mut go_on).expect("read");
    assert_eq!(
        rows(&reading),
        [
            "-/killed/-/cumulative Hill Ministry 2024-06-30 |37877|",
            "-/killed/-/cumulative River Monitor 2024-06-30 |41000|",
            "-/killed/-/cumulative Lake Study 2024-06-30 55298|64260|78525",
            "-/killed/-/cumulative Hill Ministry 2024-12-31 |45541|",
            "-/killed/-/cumulative River Monitor 2024-12-31 |52000|",
        ]
    );
    let said = told(text, &[(Field::Source, "UN")]).expect_err("nothing is counted");
    let Unreadable::NoMapping { proposal, .. } = said else { panic!("{said:?}") };
    assert!(!proposal.may_have_a_source_a_column(), "one says all");
}

#[test]
fn one_thing_that_is_missing_is_asked_alone() {
    let no_source = "Date,Killed\n2024-11-05,500\n2024-12-05,600\n";
    assert!(asks(no_source).ends_with("; not said: who says it"), "{}", asks(no_source));
    let reading = told(no_source, &[(Field::Source, "UN")]).expect("said");
    assert_eq!(rows(&reading)[1], "-/killed/-/cumulative UN 2024-12-05 |600|");
    let both = asks("Date,Min,Max\n2024-11-05,500,600\n");
    assert!(both.ends_with("; not said: what is counted and who says it"), "{both}");
}

#[test]
fn amounts_are_read_as_people_say_them() {
    let text = "Date,Source,Killed\n2024-11-05,A,more than 3000\n2024-11-06,B,~500\n\
                2024-11-07,C,10–12 тыс.\n2024-11-08,D,\"1,100-1,500\"\n";
    assert_eq!(
        rows(&opened(text)),
        [
            "-/killed/-/cumulative A 2024-11-05 3000||",
            "-/killed/-/cumulative B 2024-11-06 |500|",
            "-/killed/-/cumulative C 2024-11-07 10000||12000",
            "-/killed/-/cumulative D 2024-11-08 1100||1500",
        ]
    );
}

#[test]
fn hedges_of_seven_languages_are_understood_in_a_cell() {
    let cells = [
        ("более 3 тыс.", "3000||"),
        ("не менее 500", "500||"),
        ("близько 1200", "|1200|"),
        ("понад 10 тис.", "10000||"),
        ("до 700", "||700"),
        ("mehr als 400", "400||"),
        ("etwa 250", "|250|"),
        ("plus de 600", "600||"),
        ("environ 350", "|350|"),
        ("más de 900", "900||"),
        ("hasta 800", "||800"),
        ("أكثر من 300", "300||"),
    ];
    let mut text = "Date,Source,Killed\n".to_owned();
    for (day, (cell, _)) in (1..).zip(cells) {
        text += &format!("2024-11-{day:02},S{day},{cell}\n");
    }
    let reading = opened(&text);
    let found = rows(&reading);
    for ((cell, expected), row) in cells.iter().zip(&found) {
        assert!(row.ends_with(&format!(" {expected}")), "{cell}: {row}");
    }
    assert_eq!(found.len(), cells.len(), "{:?}", reading.problems);
}

#[test]
fn where_a_number_was_seen_is_an_outlet_and_no_place() {
    let reading = opened(
        "Who;When;Killed;Where seen\nNIS;2025-01-13;300;Yonhap\nISW;2025-01-15;250;Kyiv Independent\n",
    );
    let estimates = reading.ledger.in_file_order();
    let outlets: Vec<_> = estimates.iter().map(Estimate::outlet).collect();
    assert_eq!(outlets, [Some("Yonhap"), Some("Kyiv Independent")]);
    assert!(estimates.iter().all(|one| one.measure().place.is_empty()));
}

#[test]
fn single_events_are_not_taken_for_totals() {
    let mut text = "Date,Source,Killed,Place,Latitude,Longitude\n".to_owned();
    for day in 1..=20 {
        text += &format!("2024-11-{day:02},Local paper,{},Village {day},48.1,37.2\n", day % 4);
    }
    let asked = asks(&text);
    assert!(
        asked.ends_with(
            "each of its 20 rows seems to be one event and no total: events are summed first"
        ),
        "{asked}"
    );
    let mut parts = "Date,Source,Killed\n".to_owned();
    for day in 1..=9 {
        for killed in [3, 1, 4] {
            parts += &format!("2024-11-{day:02},Local paper,{}\n", killed + day);
        }
    }
    let asked = asks(&parts);
    assert!(asked.contains("single events or parts of totals"), "{asked}");
}

#[test]
fn a_table_of_events_with_a_first_and_a_last_day_is_none_of_periods() {
    let mut text =
        "id,date_start,date_end,deaths_a,deaths_b,best,source_office,latitude,longitude,\
                    adm_1,dyad,region,where\n"
            .to_owned();
    for day in 1..=20 {
        text += &format!(
            "{day},2024-11-{day:02},2024-11-{day:02},1,2,3,Agency,1.5,2.5,North,A - B,Africa,x\n"
        );
    }
    let asked = asks(&text);
    assert!(asked.contains("seems to be one event"), "{asked}");
    let wide = "Date,Source,Killed,p,q,r,s,t\n2024-11-01,UN,5,a,b,c,d,e\n";
    let asked = asks(wide);
    assert!(asked.contains("only 3 of its 8 columns are recognised"), "{asked}");
}

#[test]
fn differences_are_told_and_not_read_as_totals() {
    let mut text = "Date,Source,Killed\n".to_owned();
    for (day, killed) in (1..).zip([5, -2, 8, 0, -1, 3, 4, -6, 2, 1]) {
        text += &format!("2024-11-{day:02},UN,{killed}\n");
    }
    let asked = asks(&text);
    assert!(asked.contains("“Killed” seems to hold differences or corrections"), "{asked}");
    let mut daily = "Date,Source,Killed\n".to_owned();
    for day in 1..=28 {
        daily += &format!("2024-11-{day:02},UN,{}\n", 20 + (day * 7) % 11);
    }
    let asked = asks(&daily);
    assert!(asked.contains("of single days or periods and no totals so far"), "{asked}");
    let reading = told(&daily, &[(Field::Basis, "increment")]).expect("said");
    assert_eq!(reading.ledger.len(), 28);
}

#[test]
fn a_table_without_a_header_and_one_in_thousands_are_not_guessed_at() {
    let asked = asks("2024-11-05,ISW,500,600\n2024-11-06,NATO,510,610\n");
    assert!(asked.contains("its first row seems to be values"), "{asked}");
    let asked = asks("Date,Source,Killed (thousands)\n2024-11-05,ISW,5\n");
    assert!(asked.contains("in units of 1,000"), "{asked}");
}

#[test]
fn a_format_is_named_only_where_most_columns_are_its_own() {
    let asked =
        asks("date,estimate_low,estimate_high,estimate,type,source,ignored\nx,1,2,3,y,z,\n");
    assert!(asked.starts_with("most columns are those of economist"), "{asked}");
    assert!(!asks(COLLEAGUE).contains("economist"));
}

#[test]
fn marks_beside_a_name_are_left_off_and_who_passed_it_on_is_a_relay_and_that_is_told() {
    let table = "Who,When,Killed\nPentagon [4],2025-01-23,1000\nNIS via Yonhap,2025-01-13,300\n\
        ISW,2025-01-15,250\n";
    let reading = opened(table);
    let estimates = reading.ledger.in_file_order();
    let labels: Vec<&str> = estimates.iter().map(Estimate::label).collect();
    assert_eq!(labels, ["Pentagon", "NIS", "ISW"]);
    let relays: Vec<Vec<&str>> = estimates.iter().map(|one| one.relays().collect()).collect();
    assert_eq!(relays, [vec![], vec!["Yonhap"], vec![]]);
    assert_eq!(codes(&reading), [("read-as-proposed", None)]);
    assert!(
        said(&reading.problems[0])
            .ends_with("; “NIS via Yonhap” is NIS through Yonhap, “Pentagon [4]” is Pentagon"),
        "{}",
        said(&reading.problems[0])
    );
}

#[test]
fn a_cell_may_say_several_amounts_and_what_each_of_them_counts() {
    let text = "Date,Who,Estimate,Notes\n\
        2024-12-19,NIS,at least 100 killed and 1000 wounded,a\n\
        2024-12-23,Zelensky,more than 3000 killed or wounded,b\n\
        2024-12-24,Gazette,about 3000,c\n\
        2024-12-25,Tribune,\"3,000 (unconfirmed)\",d\n";
    let reading = told(text, &[(Field::Quantity, "killed")]).expect("said");
    assert_eq!(
        rows(&reading),
        [
            "-/killed/-/cumulative NIS 2024-12-19 100||",
            "-/wounded/-/cumulative NIS 2024-12-19 |1000|",
            "-/killed-or-wounded/-/cumulative Zelensky 2024-12-23 3000||",
            "-/killed/-/cumulative Gazette 2024-12-24 |3000|",
            "-/killed/-/cumulative Tribune 2024-12-25 |3000|",
        ]
    );
    let first = reading.ledger.in_file_order()[0];
    assert_eq!(first.wording(), Some("at least 100 killed and 1000 wounded"));
    let lines: Vec<_> = reading.problems.iter().filter_map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 2, 3, 5], "each is told: {:?}", reading.problems);
    let claims = text.replace("about 3000", "about 3000 killed").replace(" (unconfirmed)", " dead");
    let reading = opened(&claims);
    assert_eq!(
        rows(&reading)[2..],
        [
            "-/killed-or-wounded/-/cumulative Zelensky 2024-12-23 3000||",
            "-/killed/-/cumulative Gazette 2024-12-24 |3000|",
            "-/killed/-/cumulative Tribune 2024-12-25 |3000|",
        ],
        "nothing is asked where each cell says what it counts"
    );
    assert!(asks(text).ends_with("; not said: what is counted"), "{}", asks(text));
    let part = "date,source,quantity,best\n\
        2025-01-22,NIS,killed or wounded,\"around 4,000, of whom 1,000 killed\"\n";
    let reading = read_text("a.csv", part).expect("read");
    assert_eq!(
        rows(&reading),
        [
            "-/killed-or-wounded/-/cumulative NIS 2025-01-22 |4000|",
            "-/killed/-/cumulative NIS 2025-01-22 |1000|",
        ]
    );
    for unclear in ["100 in May and 200 in June", "\"4,000, of whom 1,000 killed\""] {
        let text = format!("date,source,quantity,best\n2024-12-19,NIS,killed,{unclear}\n");
        assert!(read_text("a.csv", &text).is_ok_and(|reading| reading.ledger.is_empty()));
    }
}

#[test]
fn words_for_what_is_not_known_do_not_make_a_column_of_numbers_one_of_words() {
    let reading = opened(
        "Date,Source,Killed\n2024-12-01,A,1000-1500\n2024-12-02,B,unknown\n2024-12-03,C,n.d.\n\
         2024-12-04,D,tbd\n2024-12-05,E,2k\n",
    );
    assert_eq!(
        rows(&reading),
        [
            "-/killed/-/cumulative A 2024-12-01 1000||1500",
            "-/killed/-/cumulative E 2024-12-05 |2000|",
        ]
    );
    let lines: Vec<_> = reading.problems.iter().filter_map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5]);
}

#[test]
fn a_number_with_a_hedge_alone_in_the_column_of_one_end_is_that_end_and_told() {
    let text = "Date,Source,Killed low,Killed high\n2024-12-01,A,~ 250,\n2024-12-02,B,100,200\n";
    let reading = opened(text);
    assert_eq!(
        rows(&reading),
        ["-/killed/-/cumulative A 2024-12-01 250||", "-/killed/-/cumulative B 2024-12-02 100||200"]
    );
    assert!(reading.problems.iter().any(|problem| problem.line == Some(2)));
}

#[test]
fn columns_called_after_years_are_years_and_never_the_ends_of_a_range() {
    let text = "Source,2022,2023,2024\nSIPRI,43,44,64\nIISS,40,n.d.,66\n";
    let reading = told(text, &[(Field::Quantity, "killed")]).expect("said");
    let all = [
        "-/killed/-/increment SIPRI 2022-12-31 |43|",
        "-/killed/-/increment SIPRI 2023-12-31 |44|",
        "-/killed/-/increment SIPRI 2024-12-31 |64|",
        "-/killed/-/increment IISS 2022-12-31 |40|",
        "-/killed/-/increment IISS 2024-12-31 |66|",
    ];
    assert_eq!(rows(&reading), all);
    let months = "Month,Source,2023,2024\nMay,A,5,8\nJune,A,6,9\n";
    let dated = told(months, &[(Field::Quantity, "killed"), (Field::AsOf, "2024-05-01")]);
    let ends = |reading: Reading| {
        let estimates = reading.ledger.in_file_order();
        estimates.iter().any(|one| one.bounds().is_some_and(|bounds| bounds.low().is_some()))
    };
    assert!(!dated.is_ok_and(ends), "no year is the low end of another one");
}

/// What a table is proposed to be, that asks.
fn proposal(text: &str, said: &[(Field, &str)]) -> Proposal {
    match told(text, said) {
        Err(Unreadable::NoMapping { proposal, .. }) => *proposal,
        other => panic!("asks: {other:?}"),
    }
}

#[test]
fn a_title_that_alone_says_what_is_counted_is_proposed_and_asked_about() {
    let text = "Deaths in Gaza\n\nDate,Source,Min,Max\n2031-03-01,A,10,20\n2031-03-02,A,15,25\n";
    let asked = asks(text);
    let by = "; but that it counts killed is said by the title “Deaths in Gaza” alone";
    assert!(asked.ends_with(by), "{asked}");
    let proposed = proposal(text, &[]);
    let said = |field| proposed.constants().get(&field).map(String::as_str);
    assert_eq!((said(Field::Quantity), said(Field::Place)), (Some("killed"), Some("Gaza")));
    // One step, and it is open.
    let options =
        ReadOptions { mappings: proposed.mapping().into_iter().collect(), ..Default::default() };
    let reading = read("mail.csv", text.as_bytes(), &options, &mut go_on).expect("read");
    assert_eq!(reading.ledger.measures().next().expect("one").1.id(), "-/killed/gaza/cumulative");
    // What a person says goes before what a title says.
    let reading = told(text, &[(Field::Quantity, "wounded")]).expect("said");
    assert_eq!(
        rows(&reading),
        [
            "-/wounded/gaza/cumulative A 2031-03-01 10||20",
            "-/wounded/gaza/cumulative A 2031-03-02 15||25",
        ]
    );
}

#[test]
fn of_whom_and_where_a_title_says_is_told_where_the_columns_say_the_rest() {
    let text = "Russian losses in Ukraine\n\nDate;Source;Killed;Wounded\n2031-03-01;A;10;20\n";
    let reading = opened(text);
    assert_eq!(
        rows(&reading),
        [
            "russia/killed/ukraine/cumulative A 2031-03-01 |10|",
            "russia/wounded/ukraine/cumulative A 2031-03-01 |20|",
        ]
    );
    let told: Vec<String> = reading.problems.iter().map(said).collect();
    let by = "for every row: population Russia, place Ukraine, by the title “Russian losses in \
              Ukraine”";
    assert!(told.iter().any(|one| one.ends_with(by)), "{told:?}");
    // Columns that say it need no title.
    let own = "Russian losses in Ukraine\n\nDate;Source;Whose;Where;Killed\n\
               2031-03-01;A;Blueland;Hilltop;10\n";
    let own = own.replace("Whose", "Population").replace("Where", "Place");
    assert_eq!(rows(&opened(&own)), ["blueland/killed/hilltop/cumulative A 2031-03-01 |10|"]);
}

#[test]
fn a_title_that_says_the_unit_is_asked_about_and_heeded_when_it_is_read_so() {
    for title in ["Russian losses in Ukraine, thousands", "Losses in Ukraine;;\n(in thousands);;"] {
        let text = format!("{title}\n\nDate;Source;Killed\n2031-03-01;A;10\n");
        let asked = asks(&text);
        assert!(asked.contains("; but its numbers seem to be in units of 1,000, by the title"));
        let mapping = proposal(&text, &[]).mapping().expect("a mapping");
        let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
        let reading = read("mail.csv", text.as_bytes(), &options, &mut go_on).expect("read");
        assert_eq!(best(&reading), [Some(10_000.0)], "{title}");
        assert!(codes(&reading).iter().any(|(code, _)| *code == "multiplied"));
    }
    let column = "Date,Source,Killed (thousands)\n2024-11-05,ISW,5\n";
    let mapping = proposal(column, &[]).mapping().expect("a mapping");
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let reading = read("mail.csv", column.as_bytes(), &options, &mut go_on).expect("read");
    assert_eq!(best(&reading), [Some(5_000.0)]);
}

#[test]
fn soldiers_troops_and_personnel_alone_are_those_who_are_there() {
    for name in ["Troops", "Soldiers", "Personnel", "Soldaten", "Soldats"] {
        let text = format!("Date,Source,{name}\n2031-03-01,A,1200\n");
        assert_eq!(rows(&opened(&text)), ["-/deployed/-/level A 2031-03-01 |1200|"], "{name}");
        let text = format!("Date,Source,Quantity,Best\n2031-03-01,A,{name},1200\n");
        let deployed = rows(&opened(&text.replace("Quantity", "What is counted")));
        assert_eq!(deployed, ["-/deployed/-/level A 2031-03-01 |1200|"], "{name}");
    }
    let ends = "Date,Source,North Korean soldiers (min),North Korean soldiers (max)\n\
                2031-03-01,A,1000,1200\n";
    assert_eq!(
        rows(&opened(ends)),
        ["north-korean-soldiers/deployed/-/level A 2031-03-01 1000||1200"]
    );
    // Beside others, or where it is said what is counted, they are of whom it is told.
    let text = "Date,Source,Soldiers,Civilians\n2031-03-01,A,12,30\n";
    assert!(asks(text).ends_with("; not said: what is counted"), "{}", asks(text));
    let reading = told(text, &[(Field::Quantity, "killed")]).expect("said");
    assert_eq!(
        rows(&reading),
        [
            "soldiers/killed/-/cumulative A 2031-03-01 |12|",
            "civilians/killed/-/cumulative A 2031-03-01 |30|",
        ]
    );
    // A table of what was lost, in which nothing says so, is asked about.
    let losses = "Date,Source,Personnel,Tanks\n2031-03-01,A,12000,30\n";
    assert!(asks(losses).contains("; not said: what is counted"), "{}", asks(losses));
    let native = csv("date,source,quantity,best\n2031-03-01,A,soldiers,12\n");
    assert_eq!(rows(&native), ["-/deployed/-/level A 2031-03-01 |12|"]);
}

#[test]
fn a_name_is_read_without_what_stands_beside_it_in_whatever_row() {
    let mut text = "Date,Source,Killed\n".to_owned();
    for row in 0..2_500_i32 {
        let day = crate::estimate::Day::from_ymd(2020, 1, 1).expect("a day").plus(row);
        let mark = if row >= 2_300 { " [7]" } else { "" };
        text.push_str(&format!("{day},Ministry{mark},{}\n", row + 1));
    }
    text.push_str("2031-01-01,General via Paper,9000\n");
    let reading = opened(&text);
    let labels: std::collections::BTreeSet<&str> =
        reading.ledger.sources().map(|(_, source)| source.label.as_str()).collect();
    assert_eq!(labels.into_iter().collect::<Vec<_>>(), ["General", "Ministry"]);
}
