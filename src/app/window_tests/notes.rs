//! The page of notes.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Workbench, bench, find, select, window};
use crate::estimate::Anchor;
use crate::session::Page;

type Window = Harness<'static, Option<Workbench>>;

fn write(harness: &mut Window, text: &str) {
    harness.get_by_role(Role::MultilineTextInput).focus();
    harness.run();
    harness.get_by_role(Role::MultilineTextInput).type_text(text);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Save note").click();
    harness.run();
}

#[test]
fn an_empty_page_says_what_to_do() {
    let mut harness = window();
    harness.get_by_label_contains("Notes 0").click();
    harness.run();
    harness.get_by_label_contains("No notes yet. Write one on a date");
}

#[test]
fn notes_are_written_numbered_changed_and_deleted() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
    harness.run();
    assert_eq!(bench(&harness).view().page, Page::Notes);
    write(&mut harness, "Here they part");
    select(&mut harness, "Gen. Syrskyi", "2024-12-23");
    harness.get_by_role_and_label(Role::Button, "Note on this estimate").click();
    harness.run();
    write(&mut harness, "Said by Zelensky");
    let notes = bench(&harness).document().notes().to_vec();
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["Here they part", "Said by Zelensky"], "in their order");
    assert!(matches!(notes[0].anchor, Anchor::Date(_)));
    assert!(notes[0].at.is_some());

    harness.get_by_label("Change note 1").click();
    harness.run();
    harness.get_by_role(Role::MultilineTextInput).type_text(" at last");
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(bench(&harness).document().notes()[0].text, "Here they part at last");
    harness.get_by_label("Delete note 1").click();
    harness.run();
    harness.get_by_label("Note 1, on Gen. Syrskyi, more than 3,000, 23 Dec 2024");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(bench(&harness).document().notes().len(), 2);
}

#[test]
fn a_note_leads_to_what_it_is_about_and_stands_on_its_card() {
    let mut harness = window();
    select(&mut harness, "Gen. Syrskyi", "2024-12-23");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
    harness.run();
    write(&mut harness, "Look again");
    select(&mut harness, "ROK NIS", "2025-01-13");
    harness.get_by_label_contains("Note 1, on Gen. Syrskyi").click();
    harness.run();
    let id = find(&harness, "Gen. Syrskyi", "2024-12-23");
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&id));
    assert_eq!(
        bench(&harness).view().cursor.map(|day| day.to_string()).as_deref(),
        Some("2024-12-23")
    );
    harness.get_by_label("Estimate").click();
    harness.run();
    harness.get_by_label("Look again");
}
