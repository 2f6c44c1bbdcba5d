//! Single events that flow by are summed as those that are held are.

#![expect(clippy::arithmetic_side_effects, reason = "the numbers of a test are small")]

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::estimate::Day;
use crate::files::period::Period;
use crate::files::{ProblemFact, ReadOptions, Reading, Source, Unreadable, read, read_events};
use crate::words::Words;

const HEADER: &str =
    "relid,dyad_name,country,adm_1,source_headline,date_start,date_end,low,best,high";

/// Events of three countries, each of which kills so many and is longer than most.
fn event(number: u32) -> Vec<String> {
    let country = ["Upland", "Hill \"Free\" Land", "Lake, East"][number as usize % 3];
    let day = 1 + number * 7 % 28;
    let (month, year) = (1 + number / 11 % 12, 2020 + number / 997 % 5);
    let best = number * 31 % 57;
    let dates = [day, (day + number % 3).min(28)];
    let [start, end] = dates.map(|day| format!("{year}-{month:02}-{day:02} 00:00:00.000"));
    let headline = format!("Forces said, “{number} é” \"{}\"", "so it goes on and on; ".repeat(16));
    let numbers = [best.saturating_sub(number % 3), best, best + number % 5].map(|n| n.to_string());
    let [low, best, high] = numbers;
    let texts = [format!("U-{number}"), "A - B".to_owned(), country.to_owned()];
    let texts = texts.into_iter().chain([format!("District {}", number % 7), headline, start, end]);
    texts.chain([low, best, high]).collect()
}

fn line(cells: &[String], newline: &str) -> String {
    let cell = |text: &String| match text.contains(['"', ',', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.clone(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + newline
}

/// Enough events for several blocks; `change` is made to each.
fn events(newline: &str, change: impl Fn(u32, &mut Vec<String>)) -> String {
    let rows = (0..6_000).map(|number| {
        let mut cells = event(number);
        change(number, &mut cells);
        line(&cells, newline)
    });
    [HEADER.to_owned(), newline.to_owned()].into_iter().chain(rows).collect()
}

fn source(name: &str, bytes: &[u8]) -> (String, Arc<dyn Source>) {
    (name.to_owned(), Arc::new(bytes.to_vec()))
}

fn flowing(name: &str, bytes: &[u8], options: &ReadOptions) -> Option<Result<Reading, Unreadable>> {
    read_events(
        name,
        &[source(name, bytes)],
        options,
        &mut |_| ControlFlow::Continue(()),
        &mut |_| (),
    )
}

/// All that was read, as text.
fn told(reading: &Reading) -> Vec<String> {
    let words = Words::default();
    let estimates = reading.ledger.in_file_order().into_iter().map(|estimate| {
        format!("{:?} {} {:?}", estimate.value(), estimate.measure().id(), estimate.as_of())
    });
    let problems =
        reading.problems.iter().map(|one| format!("{:?} {}", one.line, words.problem(one)));
    let read = format!("{} {}", reading.format, reading.rows);
    estimates.chain(problems).chain([read]).collect()
}

/// Asserts that flowing by makes no difference.
fn same(name: &str, bytes: &[u8], options: &ReadOptions) -> Reading {
    let held = read(name, bytes, options, &mut |_| ControlFlow::Continue(())).expect("readable");
    let flowing = flowing(name, bytes, options).expect("events").expect("readable");
    assert_eq!(told(&flowing), told(&held), "{name}");
    flowing
}

fn month_first(cell: &str) -> String {
    let [year, month, day] = [0..4, 5..7, 8..10].map(|place| cell[place].to_owned());
    format!("{month}/{day}/{year}")
}

#[test]
fn what_flows_by_is_summed_as_what_is_held() {
    let options = ReadOptions::default();
    let plain = events("\n", |_, _| {});
    let reading = same("a.csv", plain.as_bytes(), &options);
    assert_eq!((reading.rows, reading.format.as_str()), (6_000, "ucdp-ged"));
    let best: f64 = (0..6_000_u32).map(|number| f64::from(number * 31 % 57)).sum();
    let estimates = reading.ledger.in_file_order();
    let sum: f64 = estimates.iter().filter_map(|one| one.value().bounds()?.best()).sum();
    assert!((sum - best).abs() < 1e-9 && sum > 0.0, "{sum} of {best}");
    same("a.csv", format!("\u{feff}{plain}").as_bytes(), &options);
    same("a.csv", events("\r\n", |_, _| {}).as_bytes(), &options);
    for (period, column) in [("week", "adm_1"), ("year", "dyad_name"), ("day", "source_headline")] {
        let (period, group_by) = (Some(period.to_owned()), Some(column.to_owned()));
        same("a.csv", plain.as_bytes(), &ReadOptions { period, group_by, ..options.clone() });
    }
}

#[test]
fn packed_events_flow_by_as_they_are() {
    let plain = events("\n", |_, _| {});
    let options = ReadOptions::default();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(plain.as_bytes()).expect("memory");
    same("a.csv.gz", &gzip.finish().expect("memory"), &options);
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    same("a.csv.zst", &ruzstd::encoding::compress_to_vec(plain.as_bytes(), level), &options);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("inner/a.csv", zip::write::SimpleFileOptions::default()).expect("memory");
    zip.write_all(plain.as_bytes()).expect("memory");
    let zip = zip.finish().expect("memory").into_inner();
    // Of a file in an archive the places are told with its name.
    let held = read("a.zip", &zip, &options, &mut |_| ControlFlow::Continue(())).expect("readable");
    let flowing = flowing("a.zip", &zip, &options).expect("events").expect("readable");
    assert_eq!(told(&flowing), told(&held));
}

#[test]
fn what_is_odd_in_a_few_rows_is_told_at_its_lines() {
    let options = ReadOptions::default();
    let odd = events("\n", |number, cells| match number {
        2_500 => cells[6] = "no day".to_owned(),
        2_501 => cells[7] = "some".to_owned(),
        3_900 => cells.truncate(8),
        3_901 => cells[9].clear(),
        3_902 => cells[4] = "a headline\non two lines".to_owned(),
        3_903 => cells.iter_mut().for_each(String::clear),
        5_999 => cells[8] = "999".to_owned(),
        _ => {}
    });
    let reading = same("a.csv", odd.as_bytes(), &options);
    let lines: Vec<u32> = reading.problems.iter().filter_map(|problem| problem.line).collect();
    assert!(
        lines.contains(&2_502) && lines.contains(&2_503) && lines.contains(&3_902),
        "{lines:?}"
    );
}

/// The id of an event, of which some repeat one that is near or far before them.
fn id_of(number: u32) -> String {
    let event = match number {
        900 | 901 => 899,
        3_000..3_010 => number - 2_900,
        5_999 => 0,
        _ => number,
    };
    let prefix = if event % 5 == 0 { "SYR" } else { "" };
    format!("{prefix}{}", 20_000 + event * 3)
}

/// How many rows repeat an id.
const AGAIN: u32 = 2 + 10 + 1;

fn again(reading: &Reading) -> Vec<(Option<u32>, u32)> {
    let again = reading.problems.iter().filter_map(|problem| match problem.fact {
        ProblemFact::EventsAgain { rows, .. } => Some((problem.line, rows)),
        _ => None,
    });
    again.collect()
}

#[test]
fn an_event_that_is_there_twice_is_counted_once() {
    let options = ReadOptions::default();
    let twice = events("\n", |number, cells| {
        cells.extend([id_of(number), (number % 7).to_string()]);
        // The id is what makes it the same, whatever else the row says.
        if number == 901 {
            cells[8] = "50".to_owned();
        }
    });
    let twice = twice.replacen(HEADER, &format!("{HEADER},id,date_prec"), 1);
    let reading = same("a.csv", twice.as_bytes(), &options);
    assert_eq!(again(&reading), [(Some(902), AGAIN)]);
    let once = (0..6_000_u32).filter(|number| !matches!(number, 900 | 901 | 3_000..3_010 | 5_999));
    let best: f64 = once.map(|number| f64::from(number * 31 % 57)).sum();
    let estimates = reading.ledger.in_file_order();
    let sum: f64 = estimates.iter().filter_map(|one| one.value().bounds()?.best()).sum();
    assert!((sum - best).abs() < 1e-9, "{sum} of {best}");
    // Month and longer, as months are what is summed over; 858 of each, without what is not counted.
    let known_to = |period: &str| {
        let period = Some(period.to_owned());
        let reading = same("a.csv", twice.as_bytes(), &ReadOptions { period, ..options.clone() });
        let rows = reading.problems.iter().filter_map(|problem| match problem.fact {
            ProblemFact::KnownOnlyTo { rows, known_to, .. } => Some((known_to, rows)),
            _ => None,
        });
        rows.collect::<Vec<_>>()
    };
    let counted = |codes: [u32; 2]| {
        let has = |number: &u32| codes.contains(&(number % 7));
        let is_again = |number: u32| matches!(number, 900 | 901 | 3_000..3_010 | 5_999);
        let rows = (0..6_000_u32).filter(has).filter(|number| !is_again(*number));
        u32::try_from(rows.count()).expect("few")
    };
    let (week, month, year) = (counted([2, 3]), counted([4, 4]), counted([5, 5]));
    assert_eq!(known_to("year"), [(Period::Year, year)]);
    assert_eq!(known_to("month"), [(Period::Month, month), (Period::Year, year)]);
    let all = [(Period::Week, week), (Period::Month, month), (Period::Year, year)];
    assert_eq!(known_to("week"), all);
    assert_eq!(known_to("day"), all);
}

#[test]
fn an_event_that_is_there_twice_in_columns_is_counted_once() {
    let options = ReadOptions::default();
    let texts = ["relid", "dyad_name", "country", "adm_1", "id"];
    let mut rows: Vec<Vec<String>> = (0..6_000).map(event).collect();
    for (number, row) in (0..).zip(&mut rows) {
        row[4] = id_of(number);
    }
    for in_group in [10_000, 1_700, 450] {
        let reading = same("a.parquet", &in_columns_called(texts, &rows, in_group, true), &options);
        assert_eq!(again(&reading), [(Some(901), AGAIN)]);
    }
    // Where a row has to be looked at with all of its cells, too.
    let mut odd = rows.clone();
    odd[4_000][4] = id_of(5);
    odd[5_600].iter_mut().for_each(String::clear);
    let reading = same("a.parquet", &in_columns_called(texts, &odd, 450, true), &options);
    assert_eq!(again(&reading), [(Some(901), AGAIN + 1)]);
    // Where all are there once.
    rows.retain(|row| row[4] != id_of(899) && row[4] != id_of(0));
    rows.drain(2_990..3_010);
    let reading = same("a.parquet", &in_columns_called(texts, &rows, 450, true), &options);
    assert_eq!(again(&reading), []);
}

#[test]
fn a_choice_is_decided_by_all_rows() {
    let options = ReadOptions::default();
    let in_words = |number: u32, cells: &mut Vec<String>| {
        if number > 4_000 {
            (cells[5], cells[6]) = (month_first(&cells[5]), month_first(&cells[6]));
        }
    };
    let reading = same("a.csv", events("\n", in_words).as_bytes(), &options);
    assert!(reading.problems.iter().any(|problem| problem.fact.code() == "ambiguous-date"));
    let fractions = |number: u32, cells: &mut Vec<String>| {
        cells[8] = format!("{}.5", number % 9);
        (cells[7], cells[9]) = (String::new(), String::new());
    };
    same("a.csv", events("\n", fractions).as_bytes(), &options);
    let grouped = |number: u32, cells: &mut Vec<String>| {
        if number == 4_321 {
            cells[9] = "1,234".to_owned();
        }
    };
    same("a.csv", events("\n", grouped).as_bytes(), &options);
}

#[test]
fn what_only_the_whole_file_tells_is_not_read_in_parts() {
    let options = ReadOptions::default();
    let plain = events("\n", |_, _| {});
    let stray = plain.replacen("District 3", "\"District 3", 1);
    assert!(flowing("a.csv", stray.as_bytes(), &options).is_none());
    let western = encoding_rs::WINDOWS_1252.encode(&plain).0;
    assert!(flowing("a.csv", &western, &options).is_none());
    let estimates = "date,source,quantity,low,high\n2026-06-30,CSIS,killed,400000,450000\n";
    assert!(flowing("a.csv", estimates.as_bytes(), &options).is_none());
    for other in [&b""[..], b"PK\x03\x04", b"\x1f\x8b", b"{\"a\": 1}", b"\0\0\0\0"] {
        assert!(flowing("a.csv", other, &options).is_none());
    }
}

#[test]
fn reading_on_is_broken_off_when_told_to() {
    let plain = events("\n", |_, _| {});
    let (mut told, mut last) = (0, 0);
    let stop = &mut |so_far: crate::files::Progress| {
        told += 1;
        last = so_far.bytes_read;
        if told == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let read = read_events(
        "a.csv",
        &[source("a.csv", plain.as_bytes())],
        &ReadOptions::default(),
        stop,
        &mut |_| (),
    );
    assert_eq!(read.expect("events").err(), Some(Unreadable::Stopped));
    assert!(last > 0 && last <= plain.len() as u64, "{last}");
}

#[test]
fn what_events_come_to_so_far_is_what_the_first_of_them_come_to() {
    let plain = events("\n", |_, _| {});
    let mut seen = Vec::new();
    let sums = &mut |so_far: &dyn Fn() -> Option<Reading>| {
        let reading = so_far().expect("sums");
        let estimates = reading.ledger.in_file_order();
        let best: f64 = estimates.iter().filter_map(|one| one.value().bounds()?.best()).sum();
        seen.push((reading.rows, best));
    };
    let parts = [source("a.csv", plain.as_bytes())];
    let go_on = &mut |_| ControlFlow::Continue(());
    let read = read_events("a.csv", &parts, &ReadOptions::default(), go_on, sums);
    assert_eq!(read.expect("events").expect("readable").rows, 6_000);
    assert!(seen.len() > 2, "{seen:?}");
    for (rows, best) in seen {
        let first: f64 = (0..rows).map(|number| f64::from(number * 31 % 57)).sum();
        assert!((best - first).abs() < 1e-9, "{rows}: {best}, {first}");
    }
}

#[test]
fn what_unpacks_without_an_end_is_refused() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(HEADER.as_bytes()).expect("memory");
    for _ in 0..40 {
        gzip.write_all(&b"\n,,,,,,,,,".repeat(100_000)).expect("memory");
    }
    let bytes = gzip.finish().expect("memory");
    let refused = flowing("a.csv.gz", &bytes, &ReadOptions::default()).expect("events");
    assert!(matches!(refused, Err(Unreadable::Bomb(_))), "{refused:?}");
}

const TEXTS: [&str; 5] = ["relid", "dyad_name", "country", "adm_1", "source_headline"];

/// The same events as Parquet, in row groups of so many; dates as texts, or as days.
fn in_columns(rows: &[Vec<String>], in_group: usize, are_days: bool) -> Vec<u8> {
    in_columns_called(TEXTS, rows, in_group, are_days)
}

/// The same, with the names of the columns that are texts.
fn in_columns_called(
    texts: [&str; 5],
    rows: &[Vec<String>],
    in_group: usize,
    are_days: bool,
) -> Vec<u8> {
    let date = if are_days { "int32 NAME (DATE)" } else { "binary NAME (UTF8)" };
    let dates =
        ["date_start", "date_end"].map(|name| format!("optional {};", date.replace("NAME", name)));
    let texts = texts.map(|name| format!("optional binary {name} (UTF8);"));
    let numbers = ["low", "best", "high"].map(|name| format!("optional int64 {name};"));
    let columns = [texts.concat(), dates.concat(), numbers.concat()].concat();
    let schema = parse_message_type(&format!("message events {{ {columns} }}")).expect("a schema");
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::default()).expect("a writer");
    for rows in rows.chunks(in_group) {
        let mut group = writer.next_row_group().expect("a group");
        for place in 0.. {
            let Some(mut column) = group.next_column().expect("a column") else { break };
            let cells: Vec<&str> = rows.iter().map(|row| row[place].as_str()).collect();
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
            let filled = cells.iter().filter(|cell| !cell.is_empty());
            let written = match place {
                5 | 6 if are_days => {
                    let day = |cell: &&&str| cell[..10].parse::<Day>().expect("a day").number();
                    let days: Vec<i32> = filled.map(|cell| day(&cell)).collect();
                    column.typed::<Int32Type>().write_batch(&days, Some(&levels), None)
                }
                7.. => {
                    let numbers: Vec<i64> =
                        filled.map(|cell| cell.parse().expect("whole")).collect();
                    column.typed::<Int64Type>().write_batch(&numbers, Some(&levels), None)
                }
                _ => {
                    let texts: Vec<ByteArray> = filled.map(|cell| ByteArray::from(*cell)).collect();
                    column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)
                }
            };
            written.expect("a batch");
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
    bytes
}

#[test]
fn events_in_columns_are_summed_as_those_that_are_held() {
    let options = ReadOptions::default();
    let mut rows: Vec<Vec<String>> = (0..6_000).map(event).collect();
    for are_days in [false, true] {
        for in_group in [10_000, 1_700, 1] {
            let some = if in_group == 1 { &rows[..40] } else { &rows[..] };
            same("a.parquet", &in_columns(some, in_group, are_days), &options);
        }
    }
    // What is empty or stands for nothing, of which some is decided by all rows.
    rows[4_000][9].clear();
    rows[4_001][6].clear();
    rows[4_002].iter_mut().for_each(String::clear);
    same("a.parquet", &in_columns(&rows, 1_700, true), &options);
    for row in rows.iter_mut().skip(5_000).step_by(9) {
        row[8] = "-999".to_owned();
    }
    let reading = same("a.parquet", &in_columns(&rows, 1_700, false), &options);
    assert!(reading.problems.iter().any(|problem| problem.fact.code() == "missing-code"));
    let in_words: Vec<Vec<String>> = (0..200)
        .map(|number| {
            let mut cells = event(number);
            cells[6] = month_first(&cells[6]);
            cells
        })
        .collect();
    same("a.parquet", &in_columns(&in_words, 90, false), &options);
}

#[test]
fn a_broken_file_in_columns_is_told_as_that_and_never_worse() {
    let rows: Vec<Vec<String>> = (0..60).map(event).collect();
    let whole = in_columns(&rows, 25, false);
    let options = ReadOptions::default();
    let read = |bytes: &[u8]| flowing("a.parquet", bytes, &options);
    for cut in [4, 12, whole.len() / 2, whole.len() - 1] {
        let refused = read(&whole[..cut]);
        assert!(matches!(refused, Some(Err(Unreadable::BrokenParquet))), "{cut}: {refused:?}");
    }
    let start = std::time::Instant::now();
    for at in (0..whole.len()).step_by(41) {
        for other in [0_u8, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = other;
            // Whatever byte is wrong, there is an answer.
            let _ = read(&bytes);
        }
    }
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn more_rows_than_a_file_has_room_for_are_refused() {
    let schema = "message events { required int32 country; required int32 date_end; }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("a writer");
    let same = vec![7; 1 << 16];
    for _ in 0..40 {
        let mut group = writer.next_row_group().expect("a group");
        while let Some(mut column) = group.next_column().expect("a column") {
            column.typed::<Int32Type>().write_batch(&same, None, None).expect("a batch");
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
    let refused = flowing("a.parquet", &bytes, &ReadOptions::default());
    assert!(matches!(refused, Some(Err(Unreadable::Bomb(_)))), "{refused:?}");
}

#[test]
fn a_folder_of_files_in_columns_is_summed_as_one_table() {
    let options = ReadOptions::default();
    let rows: Vec<Vec<String>> = (0..900).map(event).collect();
    let whole = same("events", &in_columns(&rows, 400, false), &options);
    let parts = rows.chunks(250).enumerate().map(|(place, rows)| {
        source(&format!("part-{place}.parquet"), &in_columns(rows, 100, false))
    });
    let parts: Vec<_> = parts.collect();
    let go_on = &mut |_| ControlFlow::Continue(());
    let read = read_events("events", &parts, &options, go_on, &mut |_| ())
        .expect("events")
        .expect("readable");
    assert_eq!(told(&read), told(&whole));
    // Other columns in one of them are another table, which is not added up with the others.
    let other = written_without(&rows[..50], "adm_1");
    let mixed = [&parts[..], &[source("z.parquet", &other)]].concat();
    assert!(read_events("events", &mixed, &options, go_on, &mut |_| ()).is_none());
    let broken = [&parts[..1], &[source("z.parquet", b"PAR1 and no more")]].concat();
    let refused = read_events("events", &broken, &options, go_on, &mut |_| ());
    assert!(matches!(refused, Some(Err(Unreadable::BrokenParquet))));
}

/// The same with a column less.
fn written_without(rows: &[Vec<String>], column: &str) -> Vec<u8> {
    let all = in_columns(rows, 400, false);
    let text = column.as_bytes();
    let mut bytes = all.clone();
    let places = (0..all.len()).filter(|at| all[*at..].starts_with(text));
    places.for_each(|at| bytes[at] = b'x');
    bytes
}

#[test]
fn what_folders_are_called_stands_in_a_column_of_their_rows() {
    let options = ReadOptions::default();
    let mut rows: Vec<Vec<String>> = (0..600).map(event).collect();
    let whole = same("events", &in_columns(&rows, 400, true), &options);
    let mut parts = Vec::new();
    for (folder, country) in [
        ("Hill%20%22Free%22%20Land", "Hill \"Free\" Land"),
        ("Lake, East", "Lake, East"),
        ("Upland", "Upland"),
    ] {
        let own: Vec<Vec<String>> = rows.extract_if(.., |row| row[2] == country).collect();
        // The column itself is in none of them.
        let bytes = written_without(&own, "country");
        parts.push(source(&format!("country={folder}/0.parquet"), &bytes));
    }
    let go_on = &mut |_| ControlFlow::Continue(());
    let read = read_events("events", &parts, &options, go_on, &mut |_| ())
        .expect("events")
        .expect("readable");
    let sums = |reading: &Reading| -> Vec<String> {
        let estimates = reading
            .ledger
            .in_file_order()
            .into_iter()
            .map(|one| format!("{:?} {} {:?}", one.value(), one.measure().id(), one.as_of()));
        let mut sums: Vec<String> = estimates.collect();
        sums.sort();
        sums
    };
    assert_eq!(sums(&read), sums(&whole));
    assert_eq!(read.rows, 600);
}

#[test]
fn a_number_is_the_moment_that_its_own_file_says() {
    // The same number of milliseconds and of microseconds since 1970.
    let number = 1_893_456_000_000_i64;
    let written = |unit: &str| {
        let schema = format!(
            "message events {{
                required binary relid (UTF8); required binary dyad_name (UTF8);
                required binary country (UTF8); required int64 date_start (TIMESTAMP({unit}, true));
                required int64 date_end (TIMESTAMP({unit}, true));
                required int64 low; required int64 best; required int64 high;
            }}"
        );
        let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
        let mut bytes = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        for place in 0..8 {
            let mut column = group.next_column().expect("a column").expect("one more");
            let written = match place {
                0..3 => column.typed::<ByteArrayType>().write_batch(&["A".into()], None, None),
                3 | 4 => column.typed::<Int64Type>().write_batch(&[number], None, None),
                _ => column.typed::<Int64Type>().write_batch(&[place], None, None),
            };
            written.expect("a batch");
            column.close().expect("closed");
        }
        group.close().expect("closed");
        writer.close().expect("closed");
        bytes
    };
    // So many that whoever reads some of them reads of both kinds.
    let both = ["MILLIS", "MICROS"].map(written);
    let parts = (0..40).map(|file| source(&format!("{file:02}.parquet"), &both[file % 2]));
    let parts: Vec<_> = parts.collect();
    let go_on = &mut |_| ControlFlow::Continue(());
    let read = read_events("events", &parts, &ReadOptions::default(), go_on, &mut |_| ());
    let read = read.expect("events").expect("readable");
    let days: Vec<String> =
        read.ledger.in_file_order().iter().map(|one| one.as_of().to().to_string()).collect();
    assert_eq!(days, ["1970-01-31", "2030-01-31"]);
}
