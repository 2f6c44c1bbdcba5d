//! Handles in the plot: snapping, closing and opening ends, fine steps, the way back.

use eframe::egui::{Event, Key, Modifiers, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{bench, find, handle_named, select, window};
use crate::app::workbench::Workbench;
use crate::estimate::{Bounds, How};

type Window = Harness<'static, Option<Workbench>>;

/// Takes hold of something, moves there while these keys are held, and lets go.
fn drag(harness: &mut Window, from: Pos2, by: Vec2, held: Modifiers) {
    harness.hover_at(from);
    harness.drag_at(from);
    harness.run();
    harness.event(Event::ModifiersChanged(held));
    harness.hover_at(from + by / 2.0);
    harness.run();
    harness.hover_at(from + by);
    harness.run();
    harness.drop_at(from + by);
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
}

/// How much lower on the screen one value lies than another.
fn down(harness: &Window, from: f64, to: f64) -> Vec2 {
    let picture = bench(harness).picture().expect("painted");
    vec2(0.0, picture.value.y(to) - picture.value.y(from))
}

fn adjusted(harness: &Window, label: &str, as_of: &str) -> Option<Bounds> {
    let id = find(harness, label, as_of);
    bench(harness).document().overlay().bounds_of(&id).copied()
}

#[test]
fn a_drag_with_control_snaps_to_what_another_source_says() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    let near = down(&harness, 1_150.0, 3_001.0) + vec2(0.0, 4.0);
    drag(&mut harness, handle, near, Modifiers::COMMAND | Modifiers::CTRL);
    let bounds = adjusted(&harness, "ROK Joint Chiefs", "2024-12-23").expect("adjusted");
    assert_eq!(bounds.high(), Some(3_001.0), "where “more than 3,000” begins");
    let far = down(&harness, 3_001.0, 2_130.0);
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    drag(&mut harness, handle, far, Modifiers::COMMAND | Modifiers::CTRL);
    let bounds = adjusted(&harness, "ROK Joint Chiefs", "2024-12-23").expect("adjusted");
    assert!(bounds.high().is_some_and(|high| high % 100.0 == 0.0), "{bounds:?}");
}

#[test]
fn shift_makes_a_drag_ten_times_as_fine() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    let far = down(&harness, 1_150.0, 2_150.0);
    drag(&mut harness, handle, far, Modifiers::SHIFT);
    let bounds = adjusted(&harness, "ROK Joint Chiefs", "2024-12-23").expect("adjusted");
    let high = bounds.high().expect("closed");
    assert!((1_230.0..=1_270.0).contains(&high), "{bounds:?}");
}

#[test]
fn an_open_end_is_closed_by_its_grip_and_opened_beyond_the_edge() {
    let mut harness = window();
    select(&mut harness, "Gen. Syrskyi", "2024-12-23");
    let grip = handle_named(&harness, "High of Gen. Syrskyi, 23 Dec 2024, open");
    drag(&mut harness, grip, vec2(0.0, -20.0), Modifiers::NONE);
    let closed = adjusted(&harness, "Gen. Syrskyi", "2024-12-23").expect("adjusted");
    let least = Some(3_001.0);
    assert_eq!((closed.low(), closed.how()), (least, How::Between), "more than 3,000");
    assert!(closed.high().is_some_and(|high| high > 3_500.0), "{closed:?}");

    let handle = handle_named(&harness, "High of Gen. Syrskyi, 23 Dec 2024");
    let top = harness.get_by_label_contains("Plot: drag to pan").rect().top();
    drag(&mut harness, handle, vec2(0.0, top - handle.y - 30.0), Modifiers::NONE);
    let opened = adjusted(&harness, "Gen. Syrskyi", "2024-12-23").expect("adjusted");
    assert_eq!((opened.low(), opened.high()), (least, None));
    harness.get_by_label("High of Gen. Syrskyi, 23 Dec 2024, open");
}

#[test]
fn ends_are_closed_and_opened_by_keys_too() {
    let mut harness = window();
    select(&mut harness, "Gen. Syrskyi", "2024-12-23");
    harness.get_by_label("High of Gen. Syrskyi, 23 Dec 2024, open").focus();
    harness.run();
    let mut press = |modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        adjusted(&harness, "Gen. Syrskyi", "2024-12-23").expect("adjusted").high()
    };
    let closed = press(Modifiers::NONE, Key::Enter).expect("closed");
    let coarse = press(Modifiers::NONE, Key::PageUp).expect("moved");
    let moved = press(Modifiers::NONE, Key::ArrowUp).expect("moved");
    let fine = press(Modifiers::SHIFT, Key::ArrowUp).expect("moved");
    assert!(coarse - closed > 5.0 * (moved - coarse), "{closed} {coarse} {moved}");
    assert!(fine > moved && fine - moved < moved - coarse, "{coarse} {moved} {fine}");
    assert_eq!(press(Modifiers::NONE, Key::Delete), None);
}

#[test]
fn a_statement_without_a_number_is_given_a_range_and_handles() {
    let mut harness = window();
    select(&mut harness, "US military official", "2024-12-17");
    harness.get_by_label("Give it a range").click();
    harness.run();
    let bounds = adjusted(&harness, "US military official", "2024-12-17").expect("given");
    assert_eq!((bounds.low(), bounds.high()), (Some(200.0), Some(900.0)), "several hundred");
    let handle = handle_named(&harness, "High of US military official");
    let far = down(&harness, 900.0, 2_000.0);
    drag(&mut harness, handle, far, Modifiers::NONE);
    let bounds = adjusted(&harness, "US military official", "2024-12-17").expect("given");
    assert!(bounds.high().is_some_and(|high| (1_900.0..2_100.0).contains(&high)), "{bounds:?}");
    harness.get_by_label("Restore what US military official stated").click();
    harness.run();
    harness.get_by_label("Give it a range");
}

#[test]
fn one_click_beside_the_handles_restores_what_was_stated() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    assert!(harness.query_by_label("Restore what ROK Joint Chiefs stated").is_none());
    super::raise_high_by_a_key(&mut harness);
    harness.get_by_label("Restore what ROK Joint Chiefs stated").click();
    harness.run();
    assert_eq!(adjusted(&harness, "ROK Joint Chiefs", "2024-12-23"), None);
    harness.get_by_label_contains("Undo: ");
}
