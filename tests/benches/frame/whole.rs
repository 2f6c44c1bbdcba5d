//! Frames of the whole window, with all its panels: the date cursor dragged over 40 × 1,500 and
//! 200 × 1,500 estimates, all over each other and in lanes, and a million rows opened while the
//! window goes on drawing.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2};
use parallax::app::{FileDialogs, NoDialogs, Start, Workbench};

use crate::noise;
use crate::screen::SIZE;
use crate::timing::{Pace, Phase, is_below, print_memory};

/// Between two pictures at 120 a second.
const DRAG_LIMIT: Duration = Duration::from_micros(8_300);
/// Between two pictures at 60 a second.
const OPENING_LIMIT: Duration = Duration::from_micros(16_700);
/// Of the table that is opened, and of the smaller one over which the cursor is dragged.
pub const SOURCES: u32 = 40;
const MANY_SOURCES: u32 = 200;

/// Drags the date cursor to and fro over the agreement strip, of few sources and of many, in one
/// plot and in lanes.
pub fn cursor(pace: &Pace) -> bool {
    let mut is_fast = true;
    for sources in [SOURCES, MANY_SOURCES] {
        let table = Table::new(sources, 1_500);
        let mut program = Program::on(&table.path);
        program.wait();
        println!("{sources} sources × 1500 estimates in one plot");
        is_fast &= drag_cursor(pace, &mut program);
        program.frame(vec![key(Key::F8)]);
        program.wait_for_lanes();
        println!("{sources} sources × 1500 estimates in lanes");
        is_fast &= drag_cursor(pace, &mut program);
    }
    is_fast
}

fn key(key: Key) -> Event {
    let modifiers = Modifiers::NONE;
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn drag_cursor(pace: &Pace, program: &mut Program) -> bool {
    let strip = program.find("Date cursor").expect("the strip is there");
    let at = |number: usize| {
        let along = 0.5 + 0.45 * (number as f32 * 0.05).sin();
        pos2(strip.left() + strip.width() * along, strip.center().y)
    };
    program.frame(vec![Event::PointerMoved(at(0))]);
    program.frame(vec![pressed(at(0), true)]);
    let mut frames = [Phase::new("frame of the whole window")];
    for number in 1..pace.frames(600) {
        frames[0].add(program.frame(vec![Event::PointerMoved(at(number))]));
    }
    program.frame(vec![pressed(at(0), false)]);
    Phase::print_all(&mut frames);
    is_below("p99 of a frame while the cursor is dragged", frames[0].at(0.99), DRAG_LIMIT)
}

/// Opens a table while the window goes on drawing.
pub fn opening(pace: &Pace) -> bool {
    let table = Table::new(SOURCES, if pace.is_quick { 2_500 } else { 25_000 });
    print_memory("before");
    let begun = Instant::now();
    let mut program = Program::on(&table.path);
    let mut frames = [Phase::new("frame of the whole window")];
    for time in program.wait() {
        frames[0].add(time);
    }
    println!("{} rows opened, compared and drawn in {:.1?}", table.rows, begun.elapsed());
    print_memory("with the table open");
    Phase::print_all(&mut frames);
    is_below("longest frame meanwhile", frames[0].at(1.0), OPENING_LIMIT)
}

pub fn pressed(pos: Pos2, pressed: bool) -> Event {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    Event::PointerButton { pos, button, pressed, modifiers }
}

/// A table of estimates on the disk as long as it is held.
pub struct Table {
    pub path: PathBuf,
    pub rows: u32,
}

impl Table {
    /// So many sources of three camps that say something on so many days.
    pub fn new(sources: u32, days: u32) -> Table {
        let kinds = ["intelligence agency", "government", "monitor"];
        let mut text = "date,source,kind,quantity,place,basis,low,high\n".to_owned();
        for source in 0..sources {
            let kind = kinds[source as usize % kinds.len()];
            for number in 0..days {
                let day = parallax::estimate::Day::from_number(number.cast_signed());
                let low = 5_000.0 + (4_000.0 * noise(source, number / 30)).round();
                let day = day.expect("in range");
                writeln!(
                    text,
                    "{day},Source {source:02},{kind},deployed,Upland,level,{low},{}",
                    low + 400.0
                )
                .expect("into a string");
            }
        }
        let name = format!("parallax-bench-{}-{sources}-{days}.csv", std::process::id());
        let path = std::env::temp_dir().join(name);
        #[expect(clippy::disallowed_methods, reason = "a benchmark makes its own file")]
        std::fs::write(&path, text).expect("room for a table");
        Table { path, rows: sources * days }
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        #[expect(clippy::disallowed_methods, reason = "and takes it away again")]
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The program on a screen that is not there.
pub struct Program {
    context: Context,
    pub workbench: Workbench,
    begun: Instant,
}

impl Program {
    fn on(path: &Path) -> Program {
        let start = Start { files: vec![path.to_owned()], ..Start::default() };
        Program::with(start, Box::new(NoDialogs))
    }

    /// Started like this, with somebody who answers its dialogs.
    pub fn with(start: Start, dialogs: Box<dyn FileDialogs>) -> Program {
        let context = Context::default();
        let workbench = Workbench::new(&context, start, dialogs);
        Program { context, workbench, begun: Instant::now() }
    }

    fn input(&self, events: Vec<Event>) -> RawInput {
        RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.begun.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        }
    }

    /// How long the window's thread was busy with a frame, triangles included.
    pub fn frame(&mut self, events: Vec<Event>) -> Duration {
        let input = self.input(events);
        let started = Instant::now();
        let workbench = &mut self.workbench;
        let output = self.context.run_ui(input, |ui| {
            workbench.logic(&ui.ctx().clone());
            workbench.ui(ui, None);
        });
        self.context.tessellate(output.shapes, output.pixels_per_point);
        started.elapsed()
    }

    /// Draws until the picture is there, and a little longer; what each frame took.
    pub fn wait(&mut self) -> Vec<Duration> {
        let mut frames = Vec::new();
        let mut rest = 20;
        while rest > 0 {
            frames.push(self.frame(Vec::new()));
            if self.workbench.comparison().is_some() {
                rest -= 1;
            }
            std::thread::sleep(Duration::from_millis(8));
        }
        frames
    }

    /// Draws until the lanes are there, and a little longer.
    fn wait_for_lanes(&mut self) {
        let mut rest = 20;
        while rest > 0 {
            self.frame(Vec::new());
            if self.workbench.picture().is_some_and(|picture| !picture.lanes.is_empty()) {
                rest -= 1;
            }
            std::thread::sleep(Duration::from_millis(8));
        }
    }

    /// Where something with a name that begins like this is.
    pub fn find(&mut self, name: &str) -> Option<Rect> {
        self.context.enable_accesskit();
        let input = self.input(Vec::new());
        let workbench = &mut self.workbench;
        let output = self.context.run_ui(input, |ui| workbench.ui(ui, None));
        self.context.disable_accesskit();
        let nodes = output.platform_output.accesskit_update?.nodes;
        let bounds = nodes.into_iter().find_map(|(_, node)| {
            let is_it = node.label().is_some_and(|label| label.starts_with(name));
            node.bounds().filter(|_| is_it)
        })?;
        let corner = |x: f64, y: f64| pos2(x as f32, y as f32);
        Some(Rect::from_min_max(corner(bounds.x0, bounds.y0), corner(bounds.x1, bounds.y1)))
    }
}
