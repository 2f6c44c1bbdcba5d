//! Notes as numbered pins on the chart.

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable;

use super::{bench, click_at, find, settle, window};
use crate::app::command::Command;
use crate::chart::{MarkId, MarkKind, Part, Point};
use crate::estimate::{Anchor, Day, Note};
use crate::session::{Edit, Page};

#[test]
fn a_note_is_pinned_to_the_chart_and_a_click_on_it_opens_the_notes() {
    let mut harness = window();
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    let day = "2025-01-23".parse().expect("a day");
    for note in [
        Note::new(Anchor::Date(day), "the day of the decision"),
        Note::new(Anchor::Estimate(id), "only what the Chiefs saw themselves"),
    ] {
        workbench.execute(&ctx, None, Command::Edit(Edit::AddNote(note)));
    }
    harness.run();
    let picture = bench(&harness).picture().expect("painted").clone();
    let pins = picture.marks().filter_map(|mark| match (&mark.kind, mark.id) {
        (MarkKind::Glyph { center, .. }, Some(MarkId::Note(number))) => Some((number, *center)),
        _ => None,
    });
    let pins: Vec<_> = pins.collect();
    assert_eq!(pins.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2]);
    assert!(picture.marks().any(|mark| mark.part == Part::NoteNumber));
    // The second stands beside its estimate, in the plot.
    let (_, at) = pins[1];
    let plot = harness.get_by_label_contains("Plot: drag to pan").rect();
    let origin = plot.min - vec2(picture.plot.left, picture.plot.top);
    let pos = origin + vec2(at.x, at.y);
    harness.hover_at(pos);
    harness.run_steps(60);
    harness.get_by_label_contains("only what the Chiefs saw themselves");
    click_at(&mut harness, pos);
    assert_eq!(bench(&harness).view().page, Page::Notes);
}

#[test]
fn a_flag_in_the_lane_is_selected_by_a_click() {
    let mut harness = window();
    settle(&mut harness);
    let id = find(&harness, "US military official", "2024-12-17");
    let picture = bench(&harness).picture().expect("painted").clone();
    let x = picture.time.x(f64::from("2024-12-17".parse::<Day>().expect("a day").number()));
    let flags = picture.marks().filter_map(|mark| match (&mark.kind, mark.part) {
        (MarkKind::Glyph { center, .. }, Part::Flag) => Some(*center),
        _ => None,
    });
    let near = |a: &Point, b: &Point| (a.x - x).abs().total_cmp(&(b.x - x).abs());
    let flag = flags.filter(|flag| flag.x >= x).min_by(near).expect("a flag");
    let plot = harness.get_by_label_contains("Plot: drag to pan").rect();
    let origin = plot.min - vec2(picture.plot.left, picture.plot.top);
    let pos = origin + vec2(flag.x, flag.y);
    click_at(&mut harness, pos);
    assert_eq!(bench(&harness).view().selection, Some(id));
    harness.get_by_label("Give it a range");
}
