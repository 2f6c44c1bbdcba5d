//! Everything again over 200 sources and 1,500 days, and all pairs, beside pandas.

use std::time::{Duration, Instant};

use parallax::compare::{Question, compare};
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

pub fn run() -> bool {
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for source in 0..SOURCES {
        for day in 0..DAYS {
            let centre = 1_000.0 + f64::from(day) + 400.0 * noise(source, day);
            let width = 20.0 + 200.0 * noise(day, source);
            low.push(centre - width);
            high.push(centre + width);
        }
    }
    let (files, question) = session(&low, &high);
    let overlay = Overlay::default();
    let mut peer = Peer::start("recompute", &low, &high, &[SOURCES as usize, DAYS as usize]);
    let (mut own_times, mut peer_times) = (Vec::new(), Vec::new());
    let (mut comparing, mut pairing) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        // Each side runs once untimed before it is timed: what the other one left of caches, memory
        // and clock speed is not its own cost.
        drop(
            compare(&files, &overlay, &question).pairing(&files, (day(0), day(DAYS - 1))).matrix(),
        );
        let start = Instant::now();
        let comparison = compare(&files, &overlay, &question);
        comparing.push(start.elapsed());
        let period = (day(0), day(DAYS - 1));
        let matrix = comparison.pairing(&files, period).matrix();
        own_times.push(start.elapsed());
        pairing.push(start.elapsed() - comparing[run]);
        if let Some(peer) = &mut peer {
            peer.run();
            let (time, told) = peer.run();
            peer_times.push(time);
            let segments = comparison.segments.iter().filter(|one| one.from >= Some(day(0)));
            let in_period = segments.filter(|one| one.from < Some(day(DAYS)));
            let support: usize = in_period.map(|one| one.agreement.support).sum();
            let rows = 0..matrix.voices.len();
            let cells = rows.flat_map(|row| (0..row).map(move |column| (row, column)));
            let together: u32 = cells
                .filter_map(|(row, column)| matrix.cell(row, column))
                .map(|cell| cell.overlap + cell.touch)
                .sum();
            assert_eq!(told, format!("{support} {together}"), "both come to the same");
        }
    }
    println!("comparing {:.2?}, pairs {:.2?}", median(comparing), median(pairing));
    let own = median(own_times);
    let pandas = (!peer_times.is_empty()).then(|| ("pandas", median(peer_times)));
    let is_fast = own < LIMIT;
    let word = if is_fast { "is below" } else { "IS NOT BELOW" };
    println!("200 sources × 1,500 days with all pairs: {own:.2?} {word} {LIMIT:.0?}");
    is_at_most("the same", own, pandas, 0.1) && is_fast
}

fn day(number: u32) -> Day {
    Day::from_number(i32::try_from(number).expect("few") + 19_000).expect("a day")
}

/// A file in which every source states a range each day.
fn session(low: &[f64], high: &[f64]) -> (Vec<Loaded>, Question) {
    let measure = Measure::new("", Quantity::Deployed, "Upland", Basis::Level);
    let mut builder = Ledger::builder();
    let stated = low.iter().zip(high);
    for (record, (low, high)) in (0_u32..).zip(stated) {
        let bounds = Bounds::new(Some(*low), None, Some(*high), How::Between).expect("numbers");
        let as_of = AsOf::day(day(record % DAYS));
        let clocks = Clocks::new(Some(as_of), None).expect("a date");
        let label = format!("Source {:03}", record / DAYS);
        let value = Value::Bounds(bounds);
        builder
            .push(&Statement::new(record + 1, &label, measure.clone(), value, clocks))
            .expect("ids differ");
    }
    let files = vec![Loaded { slot: FileSlot(1), ledger: builder.finish().into() }];
    (files, Question::about(measure))
}
