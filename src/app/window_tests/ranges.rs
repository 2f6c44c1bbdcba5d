//! What is looked at: the brush, typed dates and values, boxes and axes, and the way back.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, accesskit, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{bench, window};
use crate::app::workbench::Workbench;
use crate::estimate::Day;
use crate::words::Words;

type Window = Harness<'static, Option<Workbench>>;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The window of days and of values that the picture shows.
fn shown(harness: &Window) -> ((f64, f64), (f64, f64)) {
    let picture = bench(harness).picture().expect("painted");
    (picture.time.window(), (picture.value.scale.low(), picture.value.scale.high()))
}

fn drag(harness: &mut Window, button: PointerButton, from: Pos2, to: Pos2) {
    let modifiers = Modifiers::NONE;
    let event = |pos, pressed| Event::PointerButton { pos, button, pressed, modifiers };
    harness.hover_at(from);
    harness.event(event(from, true));
    harness.run();
    harness.hover_at(from + (to - from) / 2.0);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.event(event(to, false));
    harness.run();
}

fn typed(harness: &mut Window, field: &str, text: &str) {
    harness.get_by_role_and_label(accesskit::Role::TextInput, field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(accesskit::Role::TextInput, field).type_text(text);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

#[test]
fn the_brushs_ends_narrow_the_window_by_keyboard() {
    let mut harness = window();
    let (before, values) = shown(&harness);
    harness.get_by_label("Last day shown").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    harness.run();
    let (after, same_values) = shown(&harness);
    assert_eq!(after.0, before.0);
    assert!(after.1 < before.1 - 5.0, "{before:?} {after:?}");
    assert_eq!(values, same_values);
    let said = harness.get_by_label("Last day shown").value();
    let last = bench(&harness).view().window.expect("chosen").1;
    assert_eq!(said, Some(Words::default().day(last)), "a screen reader hears a date");
    harness.get_by_label("Days shown").focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    let (moved, _) = shown(&harness);
    assert!((moved.1 - before.1).abs() < 1.0 && moved.0 > before.0, "{moved:?}");
    assert!(bench(&harness).history_is_saved(), "a look is no unsaved work");
}

#[test]
fn the_brush_is_dragged_by_its_ends_and_body_and_drawn_anew() {
    let mut harness = window();
    let all = shown(&harness).0;
    let end = harness.get_by_label("First day shown").rect().center();
    drag(&mut harness, PointerButton::Primary, end, end + vec2(200.0, 0.0));
    let narrowed = shown(&harness).0;
    assert!(narrowed.0 > all.0 + 20.0 && narrowed.1 == all.1, "{narrowed:?}");
    let body = harness.get_by_label("Days shown").rect().center();
    drag(&mut harness, PointerButton::Primary, body, body - vec2(120.0, 0.0));
    let moved = shown(&harness).0;
    assert!((moved.1 - moved.0 - (narrowed.1 - narrowed.0)).abs() < 1e-6);
    assert!(moved.0 < narrowed.0 - 10.0);
    // Right of the window there is room now to draw another.
    let strip = harness.get_by_label_contains("All days: drag").rect();
    let from = Pos2::new(strip.right() - 90.0, strip.center().y);
    drag(&mut harness, PointerButton::Primary, from, from + vec2(60.0, 0.0));
    let drawn = shown(&harness).0;
    assert!(drawn.0 > moved.1 && drawn.1 < all.1, "{drawn:?} after {moved:?}");
}

#[test]
fn dates_are_typed_as_people_write_them() {
    let mut harness = window();
    typed(&mut harness, "Days from", "Dec 2024");
    typed(&mut harness, "Days to", "2025-01-31");
    assert_eq!(bench(&harness).view().window, Some((day("2024-12-01"), day("2025-01-31"))));
    let field = harness.get_by_role_and_label(accesskit::Role::TextInput, "Days to");
    assert_eq!(field.value().as_deref(), Some("31 Jan 2025"));
    typed(&mut harness, "Days to", "3/4/2025");
    harness.get_by_label_contains("write the month as a word");
    assert_eq!(bench(&harness).view().window, Some((day("2024-12-01"), day("2025-01-31"))));
    typed(&mut harness, "Days to", "23 Nov 2024");
    harness.get_by_label("This would end before it begins");
}

#[test]
fn one_goes_back_and_forward_through_views() {
    let mut harness = window();
    let all = shown(&harness);
    typed(&mut harness, "Days from", "Dec 2024");
    let typed_one = shown(&harness);
    let plot = harness.get_by_label_contains("Plot: drag to pan").rect().center();
    drag(&mut harness, PointerButton::Primary, plot, plot + vec2(60.0, 0.0));
    let panned = shown(&harness);
    assert_ne!(panned, typed_one);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::OpenBracket);
    harness.run();
    assert_eq!(shown(&harness), typed_one, "the whole drag is one step");
    harness.get_by_label("Back to the view before").click();
    harness.run();
    assert_eq!(shown(&harness), all);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::CloseBracket);
    harness.run();
    assert_eq!(shown(&harness), typed_one);
    harness.get_by_label("On to the next view").click();
    harness.run();
    assert_eq!(shown(&harness), panned);
    harness.hover_at(plot);
    drag(&mut harness, PointerButton::Extra1, plot, plot);
    assert_eq!(shown(&harness), typed_one, "the mouse's back button");
    drag(&mut harness, PointerButton::Extra2, plot, plot);
    assert_eq!(shown(&harness), panned);
    assert!(harness.query_by_label_contains("Undo: ").is_none(), "a view is nothing to undo");
}

#[test]
fn values_are_typed_begin_at_zero_or_not_and_fit_the_days_shown() {
    let mut harness = window();
    let (_, (low, high)) = shown(&harness);
    assert_eq!(low, 0.0);
    typed(&mut harness, "Values from", "1,000");
    typed(&mut harness, "Values to", "5000");
    assert_eq!(shown(&harness).1, (1_000.0, 5_000.0));
    harness.get_by_label("From zero").click();
    harness.run();
    assert_eq!(shown(&harness).1, (0.0, 5_000.0));
    harness.get_by_label("Fit values to the days shown").click();
    harness.run();
    assert_eq!(shown(&harness).1, (0.0, high));
    harness.get_by_label("From zero").click();
    harness.run();
    let (lowest, top) = shown(&harness).1;
    assert!((500.0..1_050.0).contains(&lowest), "{lowest} is just under the lowest value");
    assert!(top < high * 1.1);
    typed(&mut harness, "Values from", "90,000");
    harness.get_by_label("The lower end lies above the upper");
}

#[test]
fn fitting_values_looks_only_at_the_days_shown() {
    let mut harness = window();
    let (_, (_, high)) = shown(&harness);
    typed(&mut harness, "Days to", "Feb 2025");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run();
    let (_, (_, lower)) = shown(&harness);
    assert!(lower < high - 1_000.0, "the 6,000 of June are not shown: {lower}");
}

#[test]
fn a_box_drawn_with_the_right_button_is_looked_into() {
    let mut harness = window();
    let plot = harness.get_by_label_contains("Plot: drag to pan").rect();
    let before = shown(&harness);
    let from = plot.lerp_inside(vec2(0.25, 0.75));
    let to = plot.lerp_inside(vec2(0.5, 0.25));
    drag(&mut harness, PointerButton::Secondary, from, to);
    let after = shown(&harness);
    let share = |(from, to): (f64, f64), (f, t): (f64, f64)| (t - f) / (to - from);
    assert!((share(before.0, after.0) - 0.25).abs() < 0.02, "{before:?} {after:?}");
    assert!((share(before.1, after.1) - 0.5).abs() < 0.02, "{before:?} {after:?}");
}

#[test]
fn dragging_along_an_axis_zooms_it() {
    let mut harness = window();
    let before = shown(&harness);
    let values = harness.get_by_label_contains("Value axis").rect().center();
    drag(&mut harness, PointerButton::Primary, values, values - vec2(0.0, 80.0));
    let (time, (low, high)) = shown(&harness);
    assert_eq!((time, low), (before.0, 0.0), "zero stays where it is");
    assert!(high < before.1.1 * 0.8);
    let days = harness.get_by_label_contains("Time axis").rect().center();
    drag(&mut harness, PointerButton::Primary, days, days + vec2(80.0, 0.0));
    let (time, _) = shown(&harness);
    assert!(time.1 - time.0 < 0.8 * (before.0.1 - before.0.0));
}

#[test]
fn presets_show_the_days_they_name() {
    let mut harness = window();
    harness.get_by_label_contains("Choose").click();
    harness.run();
    harness.get_by_label_contains("30 days around the date cursor").click();
    harness.run();
    let cursor = bench(&harness).view().cursor.expect("a cursor");
    let window = bench(&harness).view().window.expect("chosen");
    assert_eq!(window, (cursor.plus(-30), cursor.plus(30)));
}
