//! Adjusting an estimate on its page.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::command::Command;
use super::super::workbench::Workbench;
use super::{bench, find, select, verdict_on, window};
use crate::estimate::{Change, How, Target};

#[test]
fn bounds_are_typed_on_the_estimate_page_and_undone() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    harness.get_by_label("Estimate").click();
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "High");
    field.focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "High").type_text("4,500");
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

/// Types into one of the three fields on the page of an estimate, and leaves it.
fn type_bound(harness: &mut Harness<'_, Option<Workbench>>, name: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, name).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    if text.is_empty() {
        harness.key_press(Key::Delete);
    } else {
        harness.get_by_role_and_label(Role::TextInput, name).type_text(text);
    }
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

#[test]
fn typing_one_end_keeps_how_far_the_other_is_read_and_emptying_one_opens_it() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    harness.get_by_label("Estimate").click();
    harness.run();
    let now = |harness: &Harness<'_, Option<Workbench>>| {
        let id = find(harness, "ROK Joint Chiefs", "2024-12-23");
        let bounds = bench(harness).document().overlay().bounds_of(&id).copied();
        bounds.map(|bounds| (bounds.low(), bounds.best(), bounds.high(), bounds.how()))
    };
    type_bound(&mut harness, "Low", "900");
    let about = (Some(900.0), Some(1100.0), Some(1150.0), How::Between);
    assert_eq!(now(&harness), Some(about), "about 1,100 is read up to 1,150");
    type_bound(&mut harness, "High", "");
    assert_eq!(now(&harness), Some((Some(900.0), Some(1100.0), None, How::AtLeast)));
    type_bound(&mut harness, "Low", "1,000");
    assert_eq!(now(&harness), Some((Some(1000.0), Some(1100.0), None, How::AtLeast)));
}

#[test]
fn a_reason_is_asked_for_and_may_be_left() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    harness.get_by_label("Estimate").click();
    harness.run();
    harness.get_by_label("Exclude from the count").click();
    harness.run();
    let reason = |harness: &Harness<'_, Option<Workbench>>| {
        let adjustments = bench(harness).document().overlay().adjustments();
        adjustments.first().and_then(|adjustment| adjustment.reason.clone())
    };
    assert_eq!(reason(&harness), None);
    harness.get_by_label_contains("Reason for: Exclude ROK Joint Chiefs").focus();
    harness.run();
    harness
        .get_by_label_contains("Reason for: Exclude ROK Joint Chiefs")
        .type_text("counts two days only");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(reason(&harness).as_deref(), Some("counts two days only"));
}

#[test]
fn each_change_is_switched_off_alone_and_all_together() {
    let mut harness = window();
    let stated = verdict_on(&harness, "2025-01-23");
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    harness.get_by_label("Estimate").click();
    harness.run();
    harness.get_by_label("Exclude from the count").click();
    harness.run();
    let excluded = verdict_on(&harness, "2025-01-23");
    assert_ne!(excluded, stated);
    harness.get_by_label("Changes 1").click();
    harness.run();
    harness.get_by_label_contains("In force: Exclude ROK Joint Chiefs").click();
    harness.run();
    assert_eq!(verdict_on(&harness, "2025-01-23"), stated);
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1, "it is kept");
    harness.get_by_label("Switch all on").click();
    harness.run();
    assert_eq!(verdict_on(&harness, "2025-01-23"), excluded);
    harness.get_by_label("Remove all").click();
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
    harness.get_by_label_contains("everything stands as stated");
}

#[test]
fn a_statement_without_a_number_can_be_given_a_range() {
    let mut harness = window();
    let (_, _, counted) = verdict_on(&harness, "2024-12-20");
    select(&mut harness, "White House", "2024-12-16");
    harness.get_by_label("Estimate").click();
    harness.run();
    for (name, text) in [("Low", "20"), ("High", "90")] {
        harness.get_by_role_and_label(Role::TextInput, name).focus();
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, name).type_text(text);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(verdict_on(&harness, "2024-12-20").2, counted + 1);
}

#[test]
fn the_card_wears_the_grade_that_the_analyst_gave() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let target = Target::Estimate(find(&harness, "ROK Joint Chiefs", "2024-12-23"));
    let change = Change::Grade("B2".parse().expect("a grade"));
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::Adjust(vec![(target, change)]));
    harness.run();
    harness.get_by_label("B2");
}
