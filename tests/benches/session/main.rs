//! What it takes to write a session of a million estimates and to read it, beside RON by itself doing
//! the same on the same lines in the same run.
//!
//! `cargo bench --bench session`; exits with 1 where a session takes more than [`MOST`] times as long.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parallax::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, How, Ledger, Measure, Quantity, Statement, Value,
};
use parallax::files::Reading;
use parallax::session::{self, Document, Edit, FileSection, View, apply};
use serde::{Deserialize, Serialize};

const ESTIMATES: u32 = 1_000_000;
const RUNS: usize = 5;
/// Beside RON by itself.
const MOST: f64 = 1.1;

/// What a session holds, as RON reads and writes it without knowing what it means.
#[derive(Serialize, Deserialize)]
struct Bare {
    version: u32,
    files: Vec<Head>,
    sources: BTreeMap<u16, BTreeMap<String, Facts>>,
    measures: BTreeMap<String, Counted>,
    estimates: BTreeMap<u16, Vec<Line>>,
    view: Seen,
}

#[derive(Serialize, Deserialize)]
struct Head {
    slot: u16,
    path: String,
    fingerprint: String,
    format: String,
    rows: u32,
}

#[derive(Serialize, Deserialize)]
struct Facts {}

#[derive(Serialize, Deserialize)]
struct Counted {
    quantity: String,
    place: String,
    basis: String,
}

#[derive(Serialize, Deserialize)]
struct Seen {}

#[derive(Serialize, Deserialize)]
struct Line {
    measure: String,
    source: String,
    low: f64,
    high: f64,
    as_of: String,
    published: String,
    outlet: String,
    url: String,
}

fn main() -> ExitCode {
    let (document, bare, view) = (document(), bare(), View::default());
    let text = session::write(&document, &view);
    let peer = ron::to_string(&bare).expect("RON writes it");
    let megabytes = |text: &str| text.len() >> 20;
    println!("{ESTIMATES} estimates, {} MB, bare {} MB", megabytes(&text), megabytes(&peer));

    let (mut writes, mut bare_writes) = (Vec::new(), Vec::new());
    let (mut reads, mut bare_reads) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        writes.push(time(|| session::write(&document, &view)));
        bare_writes.push(time(|| ron::to_string(&bare).expect("RON writes it")));
        reads.push(time(|| session::read(&text).expect("a session")));
        bare_reads.push(time(|| ron::from_str::<Bare>(&peer).expect("RON reads it")));
    }
    let opened = session::read(&text).expect("a session");
    assert_eq!(opened.document, document, "it comes back as it was");
    let is_written = is_within("writing", writes, bare_writes);
    let is_read = is_within("reading", reads, bare_reads);
    if is_written && is_read { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = work();
    let took = start.elapsed();
    drop(made);
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn is_within(what: &str, own: Vec<Duration>, bare: Vec<Duration>) -> bool {
    let (own, bare) = (median(own), median(bare));
    let ratio = own.as_secs_f64() / bare.as_secs_f64();
    let word = if ratio <= MOST { "is within" } else { "IS NOT WITHIN" };
    println!("{what}: {own:.2?} beside {bare:.2?}: {ratio:.2} times {word} {MOST} times");
    ratio <= MOST
}

/// What one source says on one day: label, day since 1970, low, high.
fn lines() -> impl Iterator<Item = (String, i32, f64, f64, String)> {
    (0..ESTIMATES).map(|number| {
        let (source, day) = (number % 200, i32::try_from(number / 200).expect("few"));
        let low = f64::from(1_000 + number % 977);
        let url = format!("https://example.org/{source}/{day}");
        (format!("Source {source:03}"), 15_000 + day, low, low + 250.0, url)
    })
}

fn document() -> Document {
    let measure = Measure::new("", Quantity::Deployed, "Upland", Basis::Level);
    let mut builder = Ledger::builder();
    for (record, (label, day, low, high, url)) in (1..).zip(lines()) {
        let day = Day::from_number(day).expect("a day");
        let clocks = Clocks::new(Some(AsOf::day(day)), Some(day)).expect("dates");
        let bounds = Bounds::new(Some(low), None, Some(high), How::Between).expect("in order");
        let value = Value::Bounds(bounds);
        let mut statement = Statement::new(record, &label, measure.clone(), value, clocks);
        statement.outlet = Some("Daily".into());
        statement.url = Some(url.as_str().into());
        builder.push(&statement).expect("room for all");
    }
    let (ledger, format) = (builder.finish(), "estimates".to_owned());
    let reading =
        Reading { ledger, format, rows: ESTIMATES, problems: Vec::new(), summed: None, by: None };
    let file = FileSection::new("million.estimates.ron", b"a million", reading);
    apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(file)])).expect("room for all")
}

fn bare() -> Bare {
    let day = |day: i32| Day::from_number(day).expect("a day").to_string();
    let line = |(source, on, low, high, url): (String, i32, f64, f64, String)| Line {
        measure: "deployed · Upland".to_owned(),
        source,
        low,
        high,
        as_of: day(on),
        published: day(on),
        outlet: "Daily".to_owned(),
        url,
    };
    let head = Head {
        slot: 1,
        path: "million.estimates.ron".to_owned(),
        fingerprint: "0".repeat(32),
        format: "estimates".to_owned(),
        rows: ESTIMATES,
    };
    let counted = Counted {
        quantity: "deployed".to_owned(),
        place: "Upland".to_owned(),
        basis: "level".to_owned(),
    };
    let sources = (0..200).map(|source| (format!("Source {source:03}"), Facts {})).collect();
    Bare {
        version: 1,
        files: vec![head],
        sources: BTreeMap::from([(1, sources)]),
        measures: BTreeMap::from([("deployed · Upland".to_owned(), counted)]),
        estimates: BTreeMap::from([(1, lines().map(line).collect())]),
        view: Seen {},
    }
}
