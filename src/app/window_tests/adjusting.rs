//! Adjusting an estimate on its page.

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::{bench, find, select, window};

#[test]
fn bounds_are_typed_on_the_estimate_page_and_undone() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    harness.get_by_label("Estimate").click();
    harness.run();
    let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "High");
    field.focus();
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "High").type_text("4,500");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    let bounds = bench(&harness).document().overlay().bounds_of(&id).copied();
    assert_eq!(bounds.and_then(|bounds| bounds.high()), Some(4500.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
}
