//! Dates and numbers as one likes them, on the screen and nowhere else.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::export::{Page, caption::Caption, svg::svg};

use super::super::workbench::Workbench;
use super::{bench, wait_until, window};
use crate::session;
use crate::words::Words;

/// Every word of the picture.
fn words(harness: &Harness<'_, Option<Workbench>>) -> String {
    let picture = bench(harness).picture().expect("painted");
    let svg = svg(&Page::new(picture, crate::chart::Theme::Light, &Caption::default()));
    svg.replace('\u{a0}', "~")
}

pub(super) fn choose(harness: &mut Harness<'_, Option<Workbench>>, example: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::RadioButton, example).click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    wait_until(harness, |harness| bench(harness).is_settled());
}

#[test]
fn dates_and_numbers_are_written_as_one_likes_and_the_document_stays_as_it_was() {
    let mut harness = window();
    let stated = bench(&harness).document().clone();
    let saved = |harness: &Harness<'_, Option<Workbench>>| {
        session::write(bench(harness).document(), bench(harness).view())
    };
    let compared = |harness: &Harness<'_, Option<Workbench>>| {
        Arc::clone(&bench(harness).comparison().expect("compared").tracks[0])
    };
    let (file, track) = (saved(&harness), compared(&harness));
    let day = bench(&harness).view().cursor.expect("a day");
    let usual = Words::default().day(day);
    assert!(words(&harness).contains("&gt; 3,000"));
    harness.get_by_label(&format!("Date cursor, {usual}"));

    choose(&mut harness, "2024-12-23");
    harness.get_by_label(&format!("Date cursor, {day}"));
    choose(&mut harness, "783\u{a0}138");
    assert!(words(&harness).contains("&gt; 3~000"), "the plot's own labels, too");
    harness.get_by_label_contains(
        "Agreement at the cursor: No more than 3 of 5 origins share 3\u{a0}800",
    );
    assert!(*bench(&harness).document() == stated);
    assert_eq!(saved(&harness), file, "a session is in no style");
    assert!(Arc::ptr_eq(&track, &compared(&harness)), "nothing is compared again");
    assert!(bench(&harness).history_is_saved());

    choose(&mut harness, "23 Dec 2024");
    choose(&mut harness, "783,138");
    assert!(words(&harness).contains("&gt; 3,000"));
    harness.get_by_label(&format!("Date cursor, {usual}"));
}
