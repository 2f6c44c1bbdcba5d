//! What `parallax check` takes to read a table of 400,000 plain estimates, beside polars in the same
//! run, beside the same estimates in RON, and beside a table twice as long.
//!
//! `cargo bench --bench reading`; needs a `python3`, and polars in it for the comparison with polars.
//! Exits with 1 where a bound is missed. Seconds of the processor are compared, of both sides by
//! what the system counted for the process; what passed on the clock is printed too.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use parallax::estimate::Day;

const ESTIMATES: usize = 400_000;
const RUNS: usize = 5;

/// The processor's time beside that of polars, for the same columns.
const MOST_OF_POLARS: f64 = 2.5;
/// The processor's time of RON beside that of the table with the same content.
const MOST_OF_TABLE: f64 = 2.0;
/// The largest memory beside the length of the table.
const MOST_OF_LENGTH: f64 = 2.5;
/// Twice as many.
const MOST_OF_HALF: f64 = 2.4;

/// What one run took.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    processor: f64,
    kibibytes: f64,
}

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder");
    let table = write(folder.path(), ESTIMATES);
    let longer = write(folder.path(), 2 * ESTIMATES);
    let native = folder.path().join("same.estimates.ron");
    let program = env!("CARGO_BIN_EXE_parallax");
    let exported = Command::new(program).arg("export").arg(&table).arg("-o").arg(&native).status();
    assert!(exported.expect("the program starts").success(), "the table is exported");

    let check = |path: &Path| peer(&["run", program, "check", &path.to_string_lossy()]);
    let polars = || peer(&["polars", &table.to_string_lossy()]);
    let sides: [Vec<Option<Took>>; 4] = {
        // One after the other, so that whatever slows the machine slows them all.
        let rounds = (0..RUNS).map(|_| [check(&table), check(&longer), check(&native), polars()]);
        let rounds: Vec<[Option<Took>; 4]> = rounds.collect();
        std::array::from_fn(|side| rounds.iter().map(|round| round[side]).collect())
    };
    let [Some(plain), Some(twice), Some(ron), polars] = sides.map(median) else {
        println!("there is no python3 to count the processor's time");
        return ExitCode::FAILURE;
    };
    say("the table", plain);
    say("twice as long", twice);
    say("in RON", ron);
    let length = std::fs::metadata(&table).expect("written above").len() as f64 / 1024.0;
    let mut bounds = vec![
        ("twice as long beside the table", twice.processor / plain.processor, MOST_OF_HALF),
        ("RON beside the table", ron.processor / plain.processor, MOST_OF_TABLE),
        ("memory beside the table's length", plain.kibibytes / length, MOST_OF_LENGTH),
    ];
    match polars {
        Some(polars) => {
            say("polars", polars);
            let ratio = plain.processor / polars.processor;
            bounds.push(("the table beside polars", ratio, MOST_OF_POLARS));
            println!("on the clock {:.2}× polars", plain.seconds / polars.seconds);
        }
        None => println!("there is no polars: no ratio to it"),
    }
    let mut is_within = true;
    for (what, ratio, most) in bounds {
        let word = if ratio <= most { "within" } else { "NOT WITHIN" };
        println!("{what}: {ratio:.2}×, {word} {most}×");
        is_within &= ratio <= most;
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(what: &str, took: Took) {
    let Took { seconds, processor, kibibytes } = took;
    let mebibytes = kibibytes / 1024.0;
    println!("{what}: {processor:.2} s of the processor, {seconds:.2} s, {mebibytes:.0} MiB");
}

/// The run in the middle; none if one did not work.
fn median(runs: Vec<Option<Took>>) -> Option<Took> {
    let mut runs: Vec<Took> = runs.into_iter().collect::<Option<_>>()?;
    runs.sort_by(|a, b| a.processor.total_cmp(&b.processor));
    runs.get(runs.len() / 2).copied()
}

fn peer(arguments: &[&str]) -> Option<Took> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/benches/reading/peer.py");
    let output = Command::new("python3").arg(script).args(arguments).output().ok()?;
    let told = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let mut numbers = told.split_whitespace().map(|number| number.parse().expect("a number"));
    let mut next = || numbers.next().expect("three numbers");
    Some(Took { seconds: next(), processor: next(), kibibytes: next() })
}

/// So many sources speak each day, of the sources' measures in turn.
const SOURCES: usize = 40;
const DAYS: usize = 1_000;

#[expect(clippy::disallowed_methods, reason = "a benchmark makes its own files")]
fn write(folder: &Path, many: usize) -> PathBuf {
    let mut text =
        "id,source,population,quantity,place,basis,low,best,high,as_of,published,url\n".to_owned();
    let quantities = ["killed", "wounded", "killed or wounded", "captured"];
    let places = ["Upland", "Lowland", "Riverland"];
    for number in 0..many {
        let (source, of_source) = (number % SOURCES, number / SOURCES);
        let (day, measure) = (of_source % DAYS, of_source / DAYS);
        let day =
            |after: usize| Day::from_number(i32::try_from(19_000 + day + after).expect("few"));
        let (as_of, published) = day(0).zip(day(1)).expect("in range");
        let (quantity, place) = (quantities[measure % 4], places[measure / 4 % 3]);
        let best = 1_000 + 10 * of_source + number * 7_919 % 97;
        let (low, high) = (best - 50, best + 80);
        writeln!(
            text,
            "R{number},Ministry of Defence {source},Upland,{quantity},{place},cumulative,{low},\
             {best},{high},{as_of},{published},https://reports.example/daily/{number}"
        )
        .expect("a string");
    }
    let path = folder.join(format!("estimates-{many}.csv"));
    std::fs::write(&path, text).expect("room for a file");
    path
}
