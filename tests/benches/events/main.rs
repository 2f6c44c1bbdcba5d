//! What it takes to sum single events by country and month, as CSV of 277 MB and as Parquet, and from
//! the start of the program to a chart of them, beside pandas, polars and DuckDB in the same run; and
//! what ten times as many take.
//!
//! `cargo bench --bench events`, or one of `-- csv`, `-- parquet`, `-- chart` and `-- growth`; needs a
//! `python3` with the three and matplotlib, and for `growth` 6 GB of room for temporary files. Exits
//! with 1 where a bound is missed.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

mod made;

use std::path::Path;
use std::process::{Command, ExitCode};

const EVENTS: u32 = 400_000;
const RUNS: usize = 5;
const PEERS: [&str; 3] = ["pandas", "polars", "duckdb"];

/// Beside the fastest of the three, from CSV.
const MOST_OF_FASTEST: f64 = 0.75;
/// Beside DuckDB, from Parquet.
const MOST_OF_DUCKDB: f64 = 1.0;
/// From the start of the program to a chart, beside the fastest of the three.
const MOST_OF_CHART: f64 = 0.5;
const MOST_MEBIBYTES: f64 = 64.0;
/// Ten times as many, beside ten times the time and once the memory.
const MOST_OF_TENFOLD: f64 = 1.2;

/// What one run took.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    processor: f64,
    mebibytes: f64,
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with('-')).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.iter().any(|one| one == name);
    let folder = tempfile::tempdir().expect("a folder");
    let table = made::events(folder.path(), EVENTS);
    let mut is_within = true;
    if is_asked("csv") {
        is_within &= sums(&table, &PEERS, MOST_OF_FASTEST);
    }
    if is_asked("parquet") {
        let columns = folder.path().join("events.parquet");
        match peer(&["parquet", &text(&table), &text(&columns)]) {
            Some(_) => is_within &= sums(&columns, &["duckdb"], MOST_OF_DUCKDB),
            None => println!("there is no polars to write Parquet"),
        }
    }
    if is_asked("chart") {
        is_within &= chart(&table, folder.path());
    }
    if is_asked("growth") {
        is_within &= growth(&table, folder.path());
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Reading the events and summing them, beside peers that sum them.
fn sums(table: &Path, peers: &[&str], most: f64) -> bool {
    let own = || run(&["check", &text(table)]);
    let (own, fastest) = beside(own, peers, &[&text(table)]);
    let is_small = is_at_most("memory in MiB", own.mebibytes, MOST_MEBIBYTES);
    fastest
        .is_none_or(|fastest| is_at_most("beside the fastest", own.seconds / fastest.seconds, most))
        && is_small
}

/// All from the start of the program to a picture.
fn chart(table: &Path, folder: &Path) -> bool {
    let picture = |name: &str| text(&folder.join(name));
    let own = || run(&["export", &text(table), "-o", &picture("own.svg")]);
    let (own, fastest) = beside(own, &PEERS, &[&text(table), &picture("peer.png")]);
    fastest.is_none_or(|fastest| {
        is_at_most("a chart beside the fastest", own.seconds / fastest.seconds, MOST_OF_CHART)
    })
}

/// Ten times as many.
fn growth(table: &Path, folder: &Path) -> bool {
    let longer = made::events(folder, 10 * EVENTS);
    let times = |path: &Path| median((0..3).map(|_| run(&["check", &text(path)])).collect());
    let (one, ten) = (times(table), times(&longer));
    say("the table", one);
    say("ten times as long", ten);
    let is_fast = is_at_most("a tenth of it", ten.seconds / one.seconds / 10.0, MOST_OF_TENFOLD);
    is_at_most("its memory", ten.mebibytes / one.mebibytes, MOST_OF_TENFOLD) && is_fast
}

/// The program beside peers, one after the other, so that whatever slows the machine slows them all;
/// the fastest of those that are there.
fn beside(own: impl Fn() -> Took, peers: &[&str], arguments: &[&str]) -> (Took, Option<Took>) {
    let mut owns = Vec::new();
    let mut others: Vec<Vec<Took>> = vec![Vec::new(); peers.len()];
    for _ in 0..RUNS {
        owns.push(own());
        for (name, took) in peers.iter().zip(&mut others) {
            took.extend(peer(&[&[*name], arguments].concat()));
        }
    }
    let own = median(owns);
    say("parallax", own);
    let mut fastest: Option<Took> = None;
    for (name, took) in peers.iter().zip(others) {
        if took.is_empty() {
            println!("there is no {name}: no ratio to it");
            continue;
        }
        let took = median(took);
        say(name, took);
        let is_faster = fastest.is_none_or(|known| took.seconds < known.seconds);
        fastest = if is_faster { Some(took) } else { fastest };
    }
    (own, fastest)
}

fn is_at_most(what: &str, measured: f64, most: f64) -> bool {
    let word = if measured <= most { "within" } else { "NOT WITHIN" };
    println!("{what}: {measured:.2} is {word} {most}");
    measured <= most
}

fn say(what: &str, Took { seconds, processor, mebibytes }: Took) {
    println!("{what}: {seconds:.3} s, {processor:.2} s of the processor, {mebibytes:.0} MiB");
}

/// The run in the middle.
fn median(mut runs: Vec<Took>) -> Took {
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    runs[runs.len() / 2]
}

fn run(arguments: &[&str]) -> Took {
    let program = env!("CARGO_BIN_EXE_parallax");
    peer(&[&["run", program], arguments].concat()).expect("a python3, and a program that works")
}

fn peer(arguments: &[&str]) -> Option<Took> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/benches/events/peer.py");
    let output = Command::new("python3").arg(script).args(arguments).output().ok()?;
    let told = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let numbers = told.split_whitespace().map(|number| number.parse().expect("a number"));
    match numbers.collect::<Vec<f64>>()[..] {
        [seconds, processor, kibibytes, _] => {
            Some(Took { seconds, processor, mebibytes: kibibytes / 1024.0 })
        }
        _ => Some(Took { seconds: 0.0, processor: 0.0, mebibytes: 0.0 }),
    }
}
