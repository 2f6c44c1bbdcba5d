//! Everything again over 200 sources and 1,500 days, and all pairs, beside pandas: what is there on
//! each day, stated by everybody every day; and totals, which are carried to the day wherever a
//! source says nothing on it.

use std::time::{Duration, Instant};

use parallax::compare::{Comparison, Dates, Matrix, Question, Segment, Track, compare};
use parallax::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, FileSlot, How, Ledger, Loaded, Measure, Overlay, Quantity,
    Statement, Value,
};

use super::peer::Peer;
use super::{is_at_most, median, noise};

const SOURCES: u32 = 200;
const DAYS: u32 = 1_500;
const RUNS: usize = 7;
const LIMIT: Duration = Duration::from_millis(33);
/// Of so many of the last days those who fell silent say nothing.
const SILENT_DAYS: u32 = 100;

pub fn run() -> bool {
    let level = Measure::new("", Quantity::Deployed, "Upland", Basis::Level);
    let total = Measure::new("", Quantity::Deployed, "Upland", Basis::Cumulative);
    let of_the_day = measured("stated on each day", &level, |_, _| true);
    let carried = measured("carried to the day", &total, speaks);
    of_the_day && carried
}

/// One in four speaks every day, the others every second, third and fourth; one in ten falls
/// silent and is carried by what the others' totals grow.
fn speaks(source: u32, day: u32) -> bool {
    let is_silent = source % 10 == 3 && day + SILENT_DAYS >= DAYS;
    day == 0 || (!is_silent && (day + source).is_multiple_of(1 + source % 4))
}

fn measured(manner: &str, measure: &Measure, speaks: fn(u32, u32) -> bool) -> bool {
    let (files, question) = session(measure, speaks);
    let overlay = Overlay::default();
    let period = (day(0), day(DAYS - 1));
    let (low, high) = readings(&compare(&files, &overlay, &question), measure.is_count());
    let mut peer = Peer::start("recompute", &low, &high, &[SOURCES as usize, DAYS as usize]);
    let (mut own_times, mut peer_times) = (Vec::new(), Vec::new());
    let (mut comparing, mut pairing) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        // Each side runs once untimed before it is timed: what the other one left of caches, memory
        // and clock speed is not its own cost.
        drop(compare(&files, &overlay, &question).pairing(&files, period).matrix());
        let start = Instant::now();
        let comparison = compare(&files, &overlay, &question);
        comparing.push(start.elapsed());
        let matrix = comparison.pairing(&files, period).matrix();
        own_times.push(start.elapsed());
        pairing.push(start.elapsed() - comparing[run]);
        if let Some(peer) = &mut peer {
            peer.run();
            let (time, told) = peer.run();
            peer_times.push(time);
            let (support, together) = (support(&comparison), together(&matrix));
            assert_eq!(told, format!("{support} {together}"), "both come to the same");
        }
    }
    println!("{manner}: comparing {:.2?}, pairs {:.2?}", median(comparing), median(pairing));
    let own = median(own_times);
    let pandas = (!peer_times.is_empty()).then(|| ("pandas", median(peer_times)));
    let is_fast = own < LIMIT;
    let word = if is_fast { "is below" } else { "IS NOT BELOW" };
    println!("200 sources × 1,500 days with all pairs, {manner}: {own:.2?} {word} {LIMIT:.0?}");
    is_at_most("the same", own, pandas, 0.1) && is_fast
}

fn day(number: u32) -> Day {
    Day::from_number(i32::try_from(number).expect("few") + 19_000).expect("a day")
}

/// A file in which every source states a range on the days on which it speaks.
fn session(measure: &Measure, speaks: fn(u32, u32) -> bool) -> (Vec<Loaded>, Question) {
    let mut builder = Ledger::builder();
    let mut record = 0;
    for source in 0..SOURCES {
        let label = format!("Source {source:03}");
        for number in (0..DAYS).filter(|number| speaks(source, *number)) {
            record += 1;
            let centre = 1_000.0 + f64::from(number) + 400.0 * noise(source, number);
            let width = 20.0 + 200.0 * noise(number, source);
            let (low, high) = ((centre - width).round(), (centre + width).round());
            let bounds = Bounds::new(Some(low), None, Some(high), How::Between).expect("numbers");
            let clocks = Clocks::new(Some(AsOf::day(day(number))), None).expect("a date");
            let value = Value::Bounds(bounds);
            builder
                .push(&Statement::new(record, &label, measure.clone(), value, clocks))
                .expect("ids differ");
        }
    }
    let files = vec![Loaded { slot: FileSlot(1), ledger: builder.finish().into() }];
    (files, Question { dates: Dates::SameDay, ..Question::about(measure.clone()) })
}

/// What every source is read as on every day, source by source: handed to the peer, which then has
/// nothing to carry.
fn readings(comparison: &Comparison, is_count: bool) -> (Vec<f64>, Vec<f64>) {
    let of_track = |track: &Track| -> Vec<(f64, f64)> {
        let mut stretches = track.compared().iter().peekable();
        let of_day = |number: u32| {
            while stretches.next_if(|s| s.to.is_some_and(|to| to < day(number))).is_some() {}
            let stands = stretches.peek().expect("everybody stands on every day");
            let read = stands.read_on(day(number), is_count);
            (read.low(), read.high())
        };
        (0..DAYS).map(of_day).collect()
    };
    comparison.tracks.iter().flat_map(|track| of_track(track)).unzip()
}

/// How many share a value, of all days together.
fn support(comparison: &Comparison) -> usize {
    let (first, last) = (day(0), day(DAYS - 1));
    let of_segment = |segment: &Segment| {
        let from = segment.from.map_or(first, |from| from.max(first));
        let to = segment.to.map_or(last, |to| to.min(last));
        let days = usize::try_from(from.days_until(to) + 1).unwrap_or(0);
        segment.agreement.support * days
    };
    comparison.segments.iter().map(of_segment).sum()
}

/// On how many days two share a value, of all pairs together.
fn together(matrix: &Matrix) -> u32 {
    let rows = 0..matrix.voices.len();
    let cells = rows.flat_map(|row| (0..row).map(move |column| (row, column)));
    let cells = cells.filter_map(|(row, column)| matrix.cell(row, column));
    cells.map(|cell| cell.overlap + cell.touch).sum()
}
