//! What one frame of a drag costs: 40 sources × 1,500 estimates, one bound moved, everything that
//! follows from it made anew, 1,000 times, without a window.
//!
//! `cargo bench --bench frame` prints each phase and exits with 1 if the 99th percentile of the
//! whole is 8.3 ms or more, the time between two pictures at 120 a second. `-- --frames N` takes
//! another number of frames.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use eframe::egui::epaint::Primitive;
use eframe::egui::{Context, LayerId, Pos2, RawInput, Rect, Vec2};
use parallax::app::{PicturePainter, install_fonts};
use parallax::chart::{Frame, Layouter, Picture, Scale, Scene, SceneOptions, Theme, fitted_frame};
use parallax::compare::{Comparer, Interval, Question, agree, read_bounds};
use parallax::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, EstimateId, FileSlot, How, Ledger,
    Loaded, Measure, Overlay, OwnId, Quantity, Statement, Target, Value,
};

const SOURCES: u32 = 40;
const DAYS: u32 = 1_500;
const FRAMES: usize = 1_000;
/// They fill caches, glyphs and memory, and are not counted.
const FIRST_FRAMES: usize = 10;
/// Between two pictures at 120 a second.
const LIMIT: Duration = Duration::from_micros(8_300);
const SIZE: Vec2 = Vec2::new(1_600.0, 900.0);

fn main() -> ExitCode {
    let measure = Measure::new("", Quantity::Deployed, "Upland", Basis::Level);
    let files = [Loaded { slot: FileSlot(1), ledger: ledger(&measure).into() }];
    let question = Question::about(measure);
    let mut window = Window::new(&files, &question);
    let mut phases = ["comparison", "scene", "layout", "tessellation", "total"].map(Phase::new);
    let frames = wanted_frames();
    let mut vertices = 0;
    for frame in 0..frames + FIRST_FRAMES {
        let cost = draw_frame(&files, &question, &mut window, frame);
        vertices = cost.vertices;
        if frame >= FIRST_FRAMES {
            let total = cost.phases.iter().sum();
            for (phase, time) in phases.iter_mut().zip(cost.phases.into_iter().chain([total])) {
                phase.times.push(time);
            }
        }
    }
    println!("{SOURCES} sources × {DAYS} estimates, {frames} frames, {vertices} vertices");
    println!("{:<14}{:>9}{:>9}{:>9}{:>9}  ms", "", "min", "median", "p99", "max");
    for phase in &mut phases {
        phase.print();
    }
    let [comparison, _, _, _, total] = &mut phases;
    let naive = naive_comparison(&files, &question);
    let ratio = comparison.at(0.5).as_secs_f64() / naive.as_secs_f64();
    println!("comparison: {ratio:.3} of looking at every estimate for every day ({naive:.1?})");
    verdict(total.at(0.99))
}

fn verdict(p99: Duration) -> ExitCode {
    if p99 < LIMIT {
        println!("p99 {p99:.2?} is below {LIMIT:.1?}");
        ExitCode::SUCCESS
    } else {
        println!("p99 {p99:.2?} is not below {LIMIT:.1?}");
        ExitCode::FAILURE
    }
}

fn wanted_frames() -> usize {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--frames").skip(1);
    arguments.next().map_or(FRAMES, |number| number.parse().expect("--frames takes a number"))
}

/// The times of one phase.
struct Phase {
    name: &'static str,
    times: Vec<Duration>,
}

impl Phase {
    fn new(name: &'static str) -> Phase {
        Phase { name, times: Vec::new() }
    }

    /// The time that this share of the frames does not exceed.
    fn at(&mut self, share: f64) -> Duration {
        self.times.sort();
        let place = (self.times.len() as f64 * share).ceil() as usize;
        self.times[place.clamp(1, self.times.len()) - 1]
    }

    fn print(&mut self) {
        let [min, median, p99, max] =
            [0.0, 0.5, 0.99, 1.0].map(|share| self.at(share).as_secs_f64() * 1e3);
        println!("{:<14}{min:>9.3}{median:>9.3}{p99:>9.3}{max:>9.3}", self.name);
    }
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
    black_box(comparison.slice(files, day(DAYS / 2)));
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
    let picture = window.layouter.layout(&scene, &frame);
    let laid = started.elapsed();

    let vertices = window.tessellate(&picture);
    window.scene = Some(scene);
    drop(picture);
    let tessellated = started.elapsed();
    Cost { phases: [compared, set - compared, laid - set, tessellated - laid], vertices }
}

/// A window that is not there: shapes go in, triangles come out. It keeps what the program keeps
/// between frames.
struct Window {
    context: Context,
    comparer: Comparer,
    scene: Option<Scene>,
    frame: Option<Frame>,
    layouter: Layouter,
    painter: PicturePainter,
}

impl Window {
    fn new(files: &[Loaded], question: &Question) -> Window {
        let context = Context::default();
        install_fonts(&context);
        let (layouter, painter) = (Layouter::default(), PicturePainter::default());
        let comparer = Comparer::new(files, &Overlay::default(), question);
        Window { context, comparer, scene: None, frame: None, layouter, painter }
    }

    /// Paints and tessellates; how many vertices it took.
    fn tessellate(&mut self, picture: &Picture) -> usize {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        self.context.begin_pass(RawInput { screen_rect, ..RawInput::default() });
        let painter = self.context.layer_painter(LayerId::background());
        self.painter.paint(&painter, Pos2::ZERO, picture, &Theme::Light);
        let output = self.context.end_pass();
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            Primitive::Mesh(mesh) => mesh.vertices.len(),
            Primitive::Callback(_) => 0,
        });
        vertices.sum()
    }
}

fn day(number: u32) -> Day {
    i32::try_from(number).ok().and_then(|n| Day::from_number(19_000 + n)).expect("in range")
}

/// A number from 0 to 1 that looks random and is the same every time.
fn noise(source: u32, number: u32) -> f64 {
    let mut x = u64::from(source) << 32 | u64::from(number);
    for _ in 0..3 {
        x = (x ^ (x >> 29)).wrapping_add(0x1234_5678_9ABC_DEF1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (x >> 40) as f64 / f64::from(1_u32 << 24)
}

/// Every source on every day: ranges, points and lower bounds around levels that drift apart.
fn ledger(measure: &Measure) -> Ledger {
    let mut builder = Ledger::builder();
    for source in 0..SOURCES {
        let label = format!("Source {source:02}");
        for number in 0..DAYS {
            let clocks = Clocks::new(Some(AsOf::day(day(number))), None).expect("a date");
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

/// An estimate in the middle of everything, its upper bound a little higher in every frame.
fn moved_bound(frame: usize) -> Overlay {
    let (source, number) = (3, DAYS / 2);
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
