//! Panning a hundred thousand, a million and ten million estimates, all of them in the window, in
//! turn in one run: layout, shapes and triangles of every frame. The ten million are steps and
//! statements of a scene without documents: a session holds no more than a million.

use std::time::{Duration, Instant};

use parallax::chart::{
    Form, Frame, Manner, OpenEnd, Scale, Scene, SceneCore, SceneSegment, SceneStatement, SceneStep,
    SceneTrack, fitted_frame,
};
use parallax::compare::{EstimateRef, Interval, Verdict};
use parallax::estimate::RowIndex;

use crate::noise;
use crate::screen::{SIZE, Screen};
use crate::timing::{Pace, Phase, is_below, print_memory};

const FIRST_FRAMES: usize = 5;
const MILLION: u32 = 1_000_000;
/// Of a frame with a million estimates.
const LIMIT: Duration = Duration::from_millis(4);
/// Ten million may take so many times as long as a hundred thousand.
const RATIO: f64 = 1.5;

/// Prints the frames of few long tracks and of many; whether the million is fast enough and the
/// ten million not much slower than the hundred thousand.
pub fn run(pace: &Pace) -> bool {
    [4, 40].map(|tracks| pan(pace, tracks)).iter().all(|is_fast| *is_fast)
}

struct Size {
    estimates: u32,
    scene: Scene,
    frame: Frame,
    screen: Screen,
    phases: [Phase; 3],
    vertices: usize,
}

fn pan(pace: &Pace, tracks: u32) -> bool {
    let most = if pace.is_quick { MILLION } else { 10 * MILLION };
    let all = [MILLION / 10, MILLION, 10 * MILLION].into_iter().filter(|n| *n <= most);
    let mut sizes: Vec<Size> = all.map(|estimates| Size::new(tracks, estimates)).collect();
    print_memory(&format!("with {tracks} tracks of each size"));
    let frames = pace.frames(300);
    for number in 0..frames + FIRST_FRAMES {
        for size in &mut sizes {
            size.draw(number);
        }
    }
    for size in &sizes {
        println!("{tracks} tracks, {} estimates, {} vertices", size.estimates, size.vertices);
    }
    Phase::print_all(sizes.iter_mut().flat_map(|size| &mut size.phases));
    let mut median = |place: usize| sizes.get_mut(place).map(|size| size.phases[2].at(0.5));
    let ratio =
        median(0).zip(median(2)).map(|(least, most)| most.as_secs_f64() / least.as_secs_f64());
    let mut is_fast = true;
    if let Some(ratio) = ratio {
        println!("ten million take {ratio:.2} times as long as a hundred thousand");
        is_fast &= ratio <= RATIO;
    }
    is_fast & is_below("p99 of a million", sizes[1].phases[2].at(0.99), LIMIT)
}

impl Size {
    fn new(tracks: u32, estimates: u32) -> Size {
        let scene = scene(tracks, estimates / tracks);
        let frame = fitted_frame(&scene, SIZE.x, SIZE.y, Scale::Linear);
        let phase = |what: &str| Phase::new(format!("{estimates:>9} {what}"));
        let phases = ["layout", "tessellation", "total"].map(phase);
        Size { estimates, scene, frame, screen: Screen::new(), phases, vertices: 0 }
    }

    /// To and fro by a twentieth of the window.
    fn draw(&mut self, number: usize) {
        let (from, to) = self.frame.time;
        let away = (number as f64 * 0.37).sin() * (to - from) / 20.0;
        let frame = Frame { time: (from + away, to + away), ..self.frame };
        let started = Instant::now();
        let picture = self.screen.layout(&self.scene, &frame);
        let laid = started.elapsed();
        self.vertices = self.screen.paint(&picture);
        drop(picture);
        let total = started.elapsed();
        if number >= FIRST_FRAMES {
            let [layout, tessellation, all] = &mut self.phases;
            layout.add(laid);
            tessellation.add(total - laid);
            all.add(total);
        }
    }
}

/// A range, a point or a lower bound of every source on every day, and a verdict of every day.
fn scene(tracks: u32, days: u32) -> Scene {
    let names: Vec<String> = (0..tracks).map(|number| format!("Source {number:02}")).collect();
    let all = (0..tracks).map(|number| track(number, days)).collect();
    let last = days.saturating_sub(1);
    let segments = (0..days).map(|place| segment(place, last)).collect();
    Scene::of_tracks(&names, all, segments)
}

fn track(number: u32, days: u32) -> SceneTrack {
    let steps: Vec<SceneStep> = (0..days).map(|day| step(number, day)).collect();
    let statements = steps.iter().map(statement).collect();
    SceneTrack::new(number as usize, true, steps, statements)
}

fn step(source: u32, number: u32) -> SceneStep {
    let from = day(number);
    let level = 5_000.0 + 40.0 * f64::from(source) + 2_000.0 * noise(source, number / 20);
    let wide = 100.0 + 400.0 * noise(source, number);
    let estimate = EstimateRef::new(source as usize, RowIndex::new(number));
    let (best, open, high) = match source % 8 {
        0 => (Some(level), OpenEnd::Neither, level + wide / 10.0),
        1 => (None, OpenEnd::Above, f64::INFINITY),
        2 => (Some(level), OpenEnd::Neither, level + wide),
        _ => (None, OpenEnd::Neither, level + wide),
    };
    let low = if open == OpenEnd::Above { level } else { level - wide };
    let read = Interval::new(low, high).expect("in order");
    SceneStep { from, until: from + 1, estimate, read, best, open, is_projection: false }
}

fn statement(step: &SceneStep) -> SceneStatement {
    let (low, high) = (step.read.low(), step.read.high());
    let form = match (step.open, step.best) {
        (OpenEnd::Above, _) => Form::AtLeast,
        (_, Some(_)) => Form::About,
        (_, None) => Form::Range,
    };
    SceneStatement {
        estimate: step.estimate,
        from: step.from,
        day: step.from,
        form,
        manner: Manner::Counted,
        low,
        high: if high.is_finite() { high } else { low },
        best: step.best,
    }
}

fn segment(place: u32, last: u32) -> SceneSegment {
    let from = if place == 0 { i32::MIN } else { day(place) };
    let until = if place == last { i32::MAX } else { day(place + 1) };
    let verdict = match place % 7 {
        0 => Verdict::Diverge,
        1..=3 => Verdict::Majority,
        _ => Verdict::Agree,
    };
    let low = 5_000.0 + 500.0 * noise(99, place);
    let core = Interval::new(low, low + 200.0).expect("in order");
    SceneSegment {
        place: place as usize,
        from,
        until,
        verdict,
        support: 3,
        n: 4,
        divided: Vec::new(),
        cores: vec![SceneCore::still(from, until, core)],
    }
}

fn day(number: u32) -> i32 {
    i32::try_from(number).expect("few") - 100_000
}
