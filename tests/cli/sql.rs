//! `parallax sql`: events that a database sums come to what a file of them does.

use std::process::Command as Other;

use super::*;

/// Events of three countries; some say no best, some no high, and one no day.
fn events() -> String {
    let header = "relid,dyad_name,country,date_start,date_end,low,best,high\n".to_owned();
    let rows = (0..300_u32).map(|number| {
        let country = ["Upland", "Hill's \"Land\"", "Lake"][number as usize % 3];
        let (month, day) = (1 + number / 30 % 12, 1 + number * 7 % 28);
        let date = if number == 77 { String::new() } else { format!("2030-{month:02}-{day:02}") };
        let best = if number == 100 { String::new() } else { (number % 17).to_string() };
        let high = if number % 50 == 3 { String::new() } else { (number % 17 + 4).to_string() };
        let country = country.replace('"', "\"\"");
        format!("R-{number},A - B,\"{country}\",{date},{date},{},{best},{high}\n", number % 3)
    });
    [header].into_iter().chain(rows).collect()
}

/// Runs a statement over events in SQLite and writes what comes of it, as Python does it.
const IN_SQLITE: &str = "
import csv, sqlite3, sys
events, statement, out = sys.argv[1:]
base = sqlite3.connect(':memory:')
rows = list(csv.reader(open(events, newline='')))
base.execute('CREATE TABLE \"my events\" (' + ', '.join('\"%s\"' % name for name in rows[0]) + ')')
marks = ', '.join('?' for _ in rows[0])
whole = lambda cell: int(cell) if cell.isdigit() else cell or None
for row in rows[1:]:
    base.execute('INSERT INTO \"my events\" VALUES (%s)' % marks, [whole(cell) for cell in row])
told = base.execute(open(statement).read())
table = csv.writer(open(out, 'w', newline=''))
table.writerow([column[0] for column in told.description])
table.writerows(told)
";

/// What each estimate of a file that is exported with these arguments says, without its record and its
/// note.
pub(super) fn estimates(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    folder.run(&[&["export", "-o", "out.csv"], arguments].concat()).done();
    let text = folder.text("out.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let wanted = |name: &str| !matches!(name, "id" | "note" | "record" | "line" | "file");
    let places: Vec<usize> = (0..header.len()).filter(|place| wanted(&header[*place])).collect();
    let of = |row: csv::StringRecord| -> String {
        places.iter().map(|place| row[*place].to_owned()).collect::<Vec<_>>().join("|")
    };
    let mut estimates: Vec<String> = rows.records().map(|row| of(row.expect("a row"))).collect();
    estimates.sort();
    estimates
}

#[test]
fn events_that_a_database_sums_come_to_what_their_file_does() {
    if Other::new("python3").args(["-c", "import sqlite3"]).status().is_ok_and(|it| it.success()) {
        let folder = Folder::with("events.csv", events());
        folder.write("in_sqlite.py", IN_SQLITE);
        for (period, group) in [("month", None), ("week", None), ("year", Some("dyad_name"))] {
            let mut asked = vec!["--period", period];
            asked.extend(group.iter().flat_map(|column| ["--group-by", *column]));
            let sql =
                ["sql", "ucdp-ged", "--dialect", "sqlite", "--table", "my events", "-o", "sum.sql"];
            folder.run(&[&sql[..], &asked].concat()).done();
            let script = folder.path("in_sqlite.py");
            let ran = Other::new("python3")
                .current_dir(folder.0.path())
                .arg(script)
                .args(["events.csv", "sum.sql", "sums.csv"])
                .status();
            assert!(ran.expect("python3").success());
            let exported = ["export", "events.csv", "-o", "events.estimates.ron"];
            folder.run(&[&exported[..], &asked].concat()).done();
            let expected = estimates(&folder, &["events.estimates.ron"]);
            assert_eq!(estimates(&folder, &["sums.csv"]), expected, "{period}");
            assert!(expected.len() > 1);
        }
        folder.run(&["check", "sums.csv"]).answers(&["an envelope of sums and no interval"]);
    } else {
        assert!(std::env::var_os("CI").is_none(), "CI has a python3 with sqlite3");
        eprintln!("skipped: there is no python3 with sqlite3");
    }
}

#[test]
fn what_cannot_be_said_in_sql_is_told() {
    let folder = Folder::new();
    let refused = |arguments: &[&str], what: &str| {
        let run = folder.run(&[&["sql"], arguments, &["--dialect", "duckdb"]].concat());
        run.refused().says(&[what]);
    };
    refused(&["economist"], "economist: the mapping sums nothing");
    refused(&["incidents"], "in a way that SQL does not read");
    refused(&["nothing"], "these sum events: ucdp-battle-deaths, ucdp-ged");
    refused(&["ucdp-ged", "--period", "decade"], "say day, week, month or year");
    let asked = ["sql", "acled", "--dialect", "postgres", "--table", "a\"b"];
    folder.run(&asked).done().answers(&["FROM \"a\"\"b\"", "'month'"]);
}
