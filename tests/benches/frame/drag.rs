//! Dragging one bound among 40 sources × 1,500 estimates, everything that follows made anew: of what
//! is there, stated by everybody every day; and of totals, stated every second day by every source
//! and carried to the days between.

use std::hint::black_box;
use std::time::{Duration, Instant};

use parallax::chart::{Frame, Scale, Scene, SceneOptions, fitted_frame};
use parallax::compare::{Comparer, Interval, Question, agree, read_bounds};
use parallax::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, EstimateId, FileSlot, How, Ledger,
    Loaded, Measure, Overlay, OwnId, Quantity, Statement, Target, Value,
};

use crate::noise;
use crate::screen::{SIZE, Screen};
use crate::timing::{Pace, Phase, is_below};

const SOURCES: u32 = 40;
const DAYS: u32 = 1_500;
/// The source and the number of the estimate that is dragged: in the middle of everything.
const MOVED: (u32, u32) = (3, DAYS / 2);
/// They fill caches, glyphs and memory, and are not counted.
const FIRST_FRAMES: usize = 10;
/// Half of the time between two pictures at 120 a second.
const LIMIT: Duration = Duration::from_millis(4);

/// Prints each phase; whether the 99th percentile of the whole is short enough.
pub fn run(pace: &Pace) -> bool {
    [Basis::Level, Basis::Cumulative].map(|basis| drag(pace, basis)).iter().all(|is_fast| *is_fast)
}

fn drag(pace: &Pace, basis: Basis) -> bool {
    let measure = Measure::new("", Quantity::Deployed, "Upland", basis);
    let files = [Loaded { slot: FileSlot(1), ledger: ledger(&measure).into() }];
    let question = Question::about(measure);
    let mut window = Window::new(&files, &question);
    let mut phases = ["comparison", "scene", "layout", "tessellation", "total"].map(Phase::new);
    let frames = pace.frames(1_000);
    let mut vertices = 0;
    for frame in 0..frames + FIRST_FRAMES {
        let cost = draw_frame(&files, &question, &mut window, frame);
        vertices = cost.vertices;
        if frame >= FIRST_FRAMES {
            let total = cost.phases.iter().sum();
            for (phase, time) in phases.iter_mut().zip(cost.phases.into_iter().chain([total])) {
                phase.add(time);
            }
        }
    }
    let carried = if question.carries() { ", carried to the same day" } else { "" };
    println!("{SOURCES} sources × {DAYS} estimates{carried}, {frames} frames, {vertices} vertices");
    Phase::print_all(&mut phases);
    let [comparison, _, _, _, total] = &mut phases;
    if !question.carries() {
        let naive = naive_comparison(&files, &question);
        let ratio = comparison.at(0.5).as_secs_f64() / naive.as_secs_f64();
        println!("comparison: {ratio:.3} of looking at every estimate for every day ({naive:.1?})");
    }
    is_below("p99 of a frame", total.at(0.99), LIMIT)
}

/// What one frame took: comparison, scene, layout, tessellation.
struct Cost {
    phases: [Duration; 4],
    vertices: usize,
}

/// What a frame of the drag does: from the overlay with one bound moved to triangles. What the
/// window keeps of the frame before is let go within the time that is measured.
fn draw_frame(files: &[Loaded], question: &Question, window: &mut Window, number: usize) -> Cost {
    let started = Instant::now();
    let overlay = moved_bound(number);
    let comparison = window.comparer.compare(files, &overlay, question);
    black_box(comparison.slice(files, said_on(MOVED, question.measure.basis)));
    let compared = started.elapsed();

    let options = SceneOptions { overlay: Some(&overlay), core: true, ..SceneOptions::default() };
    let scene = match window.scene.take() {
        Some(before) => before.again(files, comparison, &options),
        None => Scene::new(files, comparison, &options),
    };
    let set = started.elapsed();

    // As in the window, a drag does not move what is looked at.
    let frame =
        *window.frame.get_or_insert_with(|| fitted_frame(&scene, SIZE.x, SIZE.y, Scale::Linear));
    let picture = window.screen.layout(&scene, &frame);
    let laid = started.elapsed();

    let vertices = window.screen.paint(&picture);
    window.scene = Some(scene);
    drop(picture);
    let tessellated = started.elapsed();
    Cost { phases: [compared, set - compared, laid - set, tessellated - laid], vertices }
}

/// What the program keeps between frames.
struct Window {
    comparer: Comparer,
    scene: Option<Scene>,
    frame: Option<Frame>,
    screen: Screen,
}

impl Window {
    fn new(files: &[Loaded], question: &Question) -> Window {
        let comparer = Comparer::new(files, &Overlay::default(), question);
        Window { comparer, scene: None, frame: None, screen: Screen::new() }
    }
}

fn day(number: u32) -> Day {
    i32::try_from(number).ok().and_then(|n| Day::from_number(19_000 + n)).expect("in range")
}

/// The day of a source's estimate: with totals every second one, of half of the sources the days
/// between.
fn said_on((source, number): (u32, u32), basis: Basis) -> Day {
    match basis {
        Basis::Cumulative => day(2 * number + source % 2),
        _ => day(number),
    }
}

/// Every source, day after day: ranges, points and lower bounds around levels that drift apart.
fn ledger(measure: &Measure) -> Ledger {
    let mut builder = Ledger::builder();
    for source in 0..SOURCES {
        let label = format!("Source {source:02}");
        for number in 0..DAYS {
            let as_of = AsOf::day(said_on((source, number), measure.basis));
            let clocks = Clocks::new(Some(as_of), None).expect("a date");
            let value = Value::Bounds(bounds(source, number));
            let record = record(source, number);
            let statement = Statement::new(record, &label, measure.clone(), value, clocks);
            builder.push(&statement).expect("room for all");
        }
    }
    builder.finish()
}

fn record(source: u32, number: u32) -> u32 {
    source * DAYS + number + 1
}

fn bounds(source: u32, number: u32) -> Bounds {
    let drift = f64::from(number) * (3.0 + f64::from(source % 7));
    let best = (5_000.0 + drift + 2_000.0 * noise(source, number / 20)).round();
    let wide = 100.0 + (400.0 * noise(source, number)).round();
    let stated = match source % 8 {
        0 => Bounds::point(best, How::About),
        1 => Bounds::new(Some(best), None, None, How::AtLeast),
        2 => Bounds::new(Some(best - wide), Some(best), Some(best + wide), How::Between),
        _ => Bounds::new(Some(best - wide), None, Some(best + wide), How::Between),
    };
    stated.expect("finite numbers")
}

/// The estimate that is dragged, its upper bound a little higher in every frame.
fn moved_bound(frame: usize) -> Overlay {
    let (source, number) = MOVED;
    let (low, high) = bounds(source, number).hull();
    let high = high + frame as f64;
    let moved = Bounds::new(Some(low), None, Some(high), How::Between).expect("finite numbers");
    let own = OwnId::Record(record(source, number));
    Overlay::default().with(Adjustment {
        target: Target::Estimate(EstimateId { file: FileSlot(1), own }),
        change: Change::Bounds(moved),
        reason: None,
        author: None,
        at: None,
        on: true,
    })
}

/// How long it takes to find, for every day, the latest estimate of every source by looking at all
/// of them, and to compare them as if it were the only day. The median of three.
fn naive_comparison(files: &[Loaded], question: &Question) -> Duration {
    let mut times = [0; 3].map(|_| {
        let started = Instant::now();
        let tracks = readings(files, question);
        for at in (0..DAYS).map(day) {
            let standing: Vec<Interval> = tracks
                .iter()
                .filter_map(|track| {
                    let known = track.iter().filter(|(as_of, _)| *as_of <= at);
                    known.max_by_key(|(as_of, _)| *as_of).map(|(_, read)| *read)
                })
                .collect();
            black_box(agree(&standing));
        }
        started.elapsed()
    });
    times.sort();
    times[1]
}

/// The days and readings of every source.
fn readings(files: &[Loaded], question: &Question) -> Vec<Vec<(Day, Interval)>> {
    let is_count = question.measure.is_count();
    let ledgers = files.iter().map(|file| &file.ledger);
    let tracks = ledgers.flat_map(|ledger| ledger.tracks().iter().map(move |t| (ledger, t)));
    tracks
        .map(|(ledger, track)| {
            let estimates = track.indices().filter_map(|row| ledger.estimate(row));
            estimates
                .filter_map(|one| {
                    let read = read_bounds(&one.bounds()?, is_count, question.about);
                    Some((one.as_of().to(), read))
                })
                .collect()
        })
        .collect()
}
