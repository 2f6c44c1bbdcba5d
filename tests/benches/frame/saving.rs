//! Frames of the whole window while a session of a million estimates is saved: under a new name,
//! then over itself, each time after changes that are copied for a crash as well.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Key, Modifiers, pos2};
use parallax::app::{FileDialogs, PathAnswer, Start};
use parallax::estimate::EstimateId;

use crate::timing::{Pace, Phase, is_below, print_memory};
use crate::whole::{Program, SOURCES, Table, pressed};

/// Between two pictures at 60 a second.
const LIMIT: Duration = Duration::from_micros(16_600);
/// A save that takes longer than this has failed.
const LONGEST_SAVE: Duration = Duration::from_secs(120);
/// How many frames are drawn once it is saved.
const FRAMES_AFTER: usize = 120;

/// Saves a large session twice while the window goes on drawing.
pub fn run(pace: &Pace) -> bool {
    let table = Table::new(SOURCES, if pace.is_quick { 2_500 } else { 25_000 });
    let folder = tempfile::tempdir().expect("a folder");
    let session = folder.path().join("large.comparison.ron");
    let start = Start {
        files: vec![table.path.clone()],
        memory: Some(folder.path().join("preferences.ron")),
        recovery: Some(folder.path().join("recovery")),
        pictures: Some(folder.path().join("pictures")),
        ..Start::default()
    };
    let mut program = Program::with(start, Box::new(Answers(session.clone())));
    program.wait();
    let id = in_the_middle(&program);
    program.workbench.select(Some(id));
    program.wait();
    println!("{} estimates", table.rows);
    print_memory("with the table open");
    let mut is_fast = true;
    for (how, changes) in [("under a new name", 1), ("over itself", 2)] {
        let begun = Instant::now();
        let mut frames = [
            Phase::new(format!("{changes} changed by hand")),
            Phase::new("while it is saved"),
            Phase::new("afterwards"),
        ];
        for _ in 0..changes {
            change(&mut program, &mut frames[0]);
        }
        save(&mut program, &mut frames);
        let length = std::fs::metadata(&session).expect("it was saved").len();
        println!("saved {how}, {} MB, in {:.1?}", length >> 20, begun.elapsed());
        print_memory("when it is saved");
        Phase::print_all(&mut frames);
        for (when, phase) in
            ["while it is changed", "meanwhile", "afterwards"].iter().zip(&mut frames)
        {
            is_fast &= is_below(&format!("longest frame {when}"), phase.at(1.0), LIMIT);
        }
    }
    program.workbench.end();
    is_fast
}

/// What the source in the middle says of the day in the middle.
fn in_the_middle(program: &Program) -> EstimateId {
    let loaded = program.workbench.document().loaded();
    let file = loaded.first().expect("a table is open");
    let mut estimates = file.ledger.estimates();
    let days = estimates.len() / SOURCES as usize;
    let place = days * (SOURCES as usize / 2) + days / 2;
    estimates.nth(place).map(|estimate| file.id_of(estimate)).expect("it has rows")
}

/// Drags the high of what is selected a little further up.
fn change(program: &mut Program, frames: &mut Phase) {
    let at = program.find("High of").expect("something with handles is selected").center();
    for number in 0..12_u8 {
        let pos = pos2(at.x, at.y - 2.0 * f32::from(number));
        let mut events = vec![Event::PointerMoved(pos)];
        match number {
            1 => events.push(pressed(pos, true)),
            11 => events.push(pressed(pos, false)),
            _ => {}
        }
        frames.add(program.frame(events));
        std::thread::sleep(Duration::from_millis(8));
    }
    assert!(!program.workbench.history_is_saved(), "something was changed");
}

/// Asks for a save, and draws until it is saved and a while longer.
fn save(program: &mut Program, [_, meanwhile, after]: &mut [Phase; 3]) {
    let asked = Instant::now();
    let modifiers = Modifiers::COMMAND;
    let key =
        Event::Key { key: Key::S, physical_key: None, pressed: true, repeat: false, modifiers };
    let mut events = vec![key];
    while !program.workbench.history_is_saved() {
        assert!(asked.elapsed() < LONGEST_SAVE, "it is saved in time");
        meanwhile.add(program.frame(std::mem::take(&mut events)));
        std::thread::sleep(Duration::from_millis(8));
    }
    for _ in 0..FRAMES_AFTER {
        after.add(program.frame(Vec::new()));
        std::thread::sleep(Duration::from_millis(8));
    }
}

/// Somebody who always saves at this path.
struct Answers(PathBuf);

impl FileDialogs for Answers {
    fn ask_to_open(&self, _: Option<&eframe::Frame>) -> PathAnswer {
        Box::new(Vec::new)
    }

    fn ask_to_save(&self, _: Option<&eframe::Frame>, _: &str) -> PathAnswer {
        let path = self.0.clone();
        Box::new(move || vec![path])
    }
}
