//! The first frame of a million estimates: comparing them, setting the scene, laying it out.

use std::time::{Duration, Instant};

use parallax::chart::{Scale, Scene, SceneOptions, fitted_frame};
use parallax::compare::{Comparer, Question};
use parallax::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, FileSlot, How, Ledger, Loaded, Measure, Overlay, Quantity,
    Statement, Value,
};
use parallax::words::Words;

use crate::noise;
use crate::screen::{SIZE, Screen};
use crate::timing::{Pace, is_below, print_memory};

/// What is on the screen of it; comparing and setting the scene are not the window's thread's.
const LIMIT: Duration = Duration::from_millis(33);

pub fn run(pace: &Pace) -> bool {
    let estimates: u32 = if pace.is_quick { 100_000 } else { 1_000_000 };
    print_memory("before");
    let measure = Measure::new("", Quantity::Deployed, "Upland", Basis::Level);
    let files = [Loaded { slot: FileSlot(1), ledger: ledger(&measure, estimates).into() }];
    print_memory("with the ledger");
    let started = Instant::now();
    let comparer = Comparer::new(&files, &Overlay::default(), &Question::about(measure));
    let compared = started.elapsed();
    let options = SceneOptions { core: true, ..SceneOptions::default() };
    let scene = Scene::new(&files, comparer.comparison(), &options);
    let set = started.elapsed();
    let mut screen = Screen::new();
    let begun = Instant::now();
    let frame = fitted_frame(&scene, SIZE.x, SIZE.y, Scale::Linear);
    let picture = screen.layout(&scene, &frame);
    screen.paint(&picture);
    let drawn = begun.elapsed();
    print_memory("with comparison, scene and picture");
    println!(
        "{estimates} estimates: compared in {compared:.1?}, scene set in {:.1?}, drawn in {drawn:.1?}",
        set - compared,
    );
    let cursor = Day::from_number(10_000).expect("in range");
    let begun = Instant::now();
    let slice = comparer.comparison().slice(&files, cursor);
    let gist = comparer.comparison().gist(&files, &slice);
    let headline = Words::default().headline(&gist);
    let said = begun.elapsed();
    println!("a slice in {said:.2?}: {}", headline.verdict);
    is_below("first picture", drawn, LIMIT)
}

/// Forty sources that say something every day.
fn ledger(measure: &Measure, estimates: u32) -> Ledger {
    let mut builder = Ledger::builder();
    let days = estimates / 40;
    for source in 0..40 {
        let label = format!("Source {source:02}");
        for number in 0..days {
            let day = i32::try_from(number).ok().and_then(Day::from_number).expect("in range");
            let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
            let level = (5_000.0 + 4_000.0 * noise(source, number / 30)).round();
            let bounds = Bounds::new(Some(level), None, Some(level + 400.0), How::Between);
            let value = Value::Bounds(bounds.expect("in order"));
            let record = source * days + number + 1;
            let statement = Statement::new(record, &label, measure.clone(), value, clocks);
            builder.push(&statement).expect("room for all");
        }
    }
    builder.finish()
}
