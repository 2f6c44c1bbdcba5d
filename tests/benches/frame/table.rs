//! What the table costs in a frame: the whole window on a hundred thousand estimates with the wheel
//! turning over the table, against the same window with the table folded away.

use std::time::{Duration, Instant};

use eframe::egui::Vec2;
use eframe::egui::{
    Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect,
    TouchPhase,
};
use parallax::app::{NoDialogs, Start, Workbench};

use crate::noise;
use crate::screen::SIZE;
use crate::timing::{Pace, Phase, is_below};

const ESTIMATES: u32 = 100_000;
/// Between two pictures at 120 a second, for the whole window with all of its panels.
const LIMIT: Duration = Duration::from_micros(8_300);

pub fn run(pace: &Pace) -> bool {
    let path = std::env::temp_dir().join(format!("parallax-table-{}.csv", std::process::id()));
    #[expect(clippy::disallowed_methods, reason = "the benchmark's own file")]
    std::fs::write(&path, rows()).expect("room for a file");
    let mut window = Window::open(path.clone());
    #[expect(clippy::disallowed_methods, reason = "the benchmark's own file")]
    std::fs::remove_file(&path).expect("there");
    let frames = pace.frames(400);
    let mut scrolling = window.measure("window, scrolling the table", frames);
    window.key(Modifiers::COMMAND, Key::Num2);
    let mut without = window.measure("window, table folded away", frames);
    Phase::print_all([&mut scrolling, &mut without]);
    let table = scrolling.at(0.5).saturating_sub(without.at(0.5));
    println!("{ESTIMATES} rows: the table costs {table:.2?} a frame");
    is_below("p99 of a frame with the table", scrolling.at(0.99), LIMIT)
}

struct Window {
    context: Context,
    workbench: Workbench,
}

impl Window {
    /// Opens a file, and waits until all of it is shown.
    fn open(path: std::path::PathBuf) -> Window {
        let context = Context::default();
        let start = Start { files: vec![path], ..Start::default() };
        let workbench = Workbench::new(&context, start, Box::new(NoDialogs));
        let mut window = Window { context, workbench };
        let begun = Instant::now();
        while window.workbench.comparison().is_none() || window.workbench.is_sorting() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the file is not shown");
            std::thread::sleep(Duration::from_millis(20));
            window.frame(Vec::new());
        }
        println!("{ESTIMATES} estimates read, compared and in order after {:.1?}", begun.elapsed());
        window
    }

    /// One frame; how long its thread was busy with it, tessellation included.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        let input = RawInput { screen_rect, events, ..RawInput::default() };
        let begun = Instant::now();
        let workbench = &mut self.workbench;
        let mut output = self.context.run_ui(input, |ui| {
            workbench.logic(&ui.ctx().clone());
            workbench.ui(ui, None);
        });
        // There is no card to send them to.
        output.textures_delta.clear();
        let _ = self.context.tessellate(output.shapes, output.pixels_per_point);
        begun.elapsed()
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true)]);
        self.frame(vec![event(false)]);
    }

    /// Frames in which the wheel turns over the lower part of the window.
    fn measure(&mut self, name: &str, frames: usize) -> Phase {
        let over = Pos2::new(SIZE.x * 0.5, SIZE.y - 90.0);
        for _ in 0..10 {
            self.frame(vec![Event::PointerMoved(over)]);
        }
        let mut phase = Phase::new(name);
        for _ in 0..frames {
            phase.add(self.frame(vec![Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: Vec2::new(0.0, -120.0),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            }]));
        }
        phase
    }
}

/// A table of forty sources that each say something on many days, in their own words.
fn rows() -> String {
    let mut table = "date,source,quantity,low,high,wording,outlet\n".to_owned();
    for number in 0..ESTIMATES {
        let (source, day) = (number % 40, number / 40);
        let low = (5_000.0 + 4_000.0 * noise(source, day / 30)).round();
        let date = parallax::estimate::Day::from_number(15_000 + i32::try_from(day).expect("few"));
        table.push_str(&format!(
            "{},Source {source:02},deployed,{low},{},between {low} and more,Outlet {}\n",
            date.expect("in range"),
            low + 400.0,
            number % 7,
        ));
    }
    table
}
