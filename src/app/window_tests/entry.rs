//! Estimates and events entered by hand.

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Workbench, bench, find, select, window};
use crate::estimate::{Estimate, How};
use crate::words::Words;

type Window = Harness<'static, Option<Workbench>>;

fn open_form(harness: &mut Window) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run();
    harness.get_by_label("Enter an estimate");
}

/// Types into the field with this name, after what stands there.
fn type_in(harness: &mut Window, field: &str, text: &str) {
    let role =
        if field.starts_with("As stated") { Role::MultilineTextInput } else { Role::TextInput };
    harness.get_by_role_and_label(role, field).focus();
    harness.run();
    harness.get_by_role_and_label(role, field).type_text(text);
    harness.run();
}

fn press(harness: &mut Window, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run();
}

/// What was entered by hand, in its order.
fn own(harness: &Window) -> Vec<Estimate<'_>> {
    bench(harness).document().own().map_or_else(Vec::new, |own| own.ledger.in_file_order())
}

const WORDING: &str = "As stated, in the source's own words";

#[test]
fn the_wording_is_read_and_proposed_and_one_click_fills_the_numbers() {
    let mut harness = window();
    open_form(&mut harness);
    type_in(&mut harness, WORDING, "Losses have exceeded 3,500 killed or wounded, Zelensky said");
    press(&mut harness, "Take: more than 3,500, killed or wounded");
    press(&mut harness, "Zelensky");
    type_in(&mut harness, "As of: when it is true", "20 Jan 2025");
    press(&mut harness, "Enter");
    assert!(harness.query_by_label("Enter an estimate").is_none());
    let entered = own(&harness);
    assert_eq!(entered.len(), 1);
    let bounds = entered[0].bounds().expect("a number");
    assert_eq!((bounds.low(), bounds.how()), (Some(3500.0), How::MoreThan));
    assert_eq!(entered[0].label(), "Zelensky");
    assert_eq!(Words::default().as_of(entered[0].as_of()), "20 Jan 2025");
    assert!(!bench(&harness).history_is_saved());
    let selected = bench(&harness).view().selection.clone();
    assert_eq!(selected, bench(&harness).document().newest_own());

    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(own(&harness).is_empty());
}

#[test]
fn what_is_missing_is_told_when_it_is_to_be_entered_and_a_slip_at_once() {
    let mut harness = window();
    open_form(&mut harness);
    assert!(harness.query_by_label("Name who says it").is_none());
    type_in(&mut harness, "Best", "many");
    assert!(harness.query_by_label_contains("“many”").is_some());
    press(&mut harness, "Enter");
    assert!(harness.query_all_by_label("Name who says it").next().is_some());
    assert!(own(&harness).is_empty());
}

#[test]
fn nothing_that_was_typed_is_lost_without_asking() {
    let mut harness = window();
    open_form(&mut harness);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Enter an estimate").is_none(), "nothing was typed");
    open_form(&mut harness);
    type_in(&mut harness, "Source", "A ministry");
    harness.key_press(Key::Escape);
    harness.run();
    harness.get_by_label("What you typed would be lost.");
    press(&mut harness, "Go on writing");
    press(&mut harness, "Cancel");
    press(&mut harness, "Throw it away");
    assert!(harness.query_by_label("Enter an estimate").is_none());
    assert!(own(&harness).is_empty());
}

#[test]
fn a_sentence_that_is_pasted_becomes_the_wording() {
    let mut harness = window();
    let text = "According to experts, more than 10,000 soldiers have already been sent.";
    harness.event(egui::Event::Paste(text.to_owned()));
    harness.run();
    harness.get_by_label("Enter an estimate");
    press(&mut harness, "Take: more than 10,000, deployed");
    type_in(&mut harness, "Source", "Unnamed experts");
    type_in(&mut harness, "Published: when it was said", "24 Dec 2024");
    type_in(&mut harness, "Outlet", "Daily Wrap");
    press(&mut harness, "Enter, and another one");
    let entered = own(&harness);
    assert_eq!(entered[0].wording(), Some(text));
    assert_eq!(entered[0].measure().quantity.to_string(), "deployed");
    // The form stays for the next one from the same page.
    harness.get_by_label("Entered. The citation is kept for the next one");
    let outlet = harness.get_by_role_and_label(Role::TextInput, "Outlet");
    assert_eq!(outlet.value().as_deref(), Some("Daily Wrap"));
}

#[test]
fn a_sentence_that_passes_on_what_is_open_is_asked_about_and_entered_as_that() {
    let mut harness = window();
    let text = "Zelensky, citing Syrskyi, said more than 3,000 North Korean troops were killed or wounded.";
    harness.event(egui::Event::Paste(text.to_owned()));
    harness.run();
    let question = "Is this Gen. Syrskyi’s more than 3,000 of 23 Dec 2024, passed on by Zelensky?";
    harness.get_by_label(question);
    press(&mut harness, "Yes, it is passed on");
    assert!(harness.query_by_label(question).is_none(), "it is answered");
    press(&mut harness, "Enter");
    let entered = own(&harness);
    assert_eq!(entered[0].label(), "Gen. Syrskyi");
    assert_eq!(entered[0].relays().collect::<Vec<_>>(), ["Zelensky"]);
    assert_eq!(Words::default().as_of(entered[0].as_of()), "23 Dec 2024");
    assert_eq!(
        entered[0].bounds().map(|b| Words::default().bounds(&b)).as_deref(),
        Some("> 3,000")
    );
    assert_eq!(entered[0].wording(), Some(text));
}

#[test]
fn what_is_another_statement_is_not_asked_about_twice() {
    let mut harness = window();
    open_form(&mut harness);
    type_in(&mut harness, "Low", "3,000");
    type_in(&mut harness, "Source", "A ministry");
    type_in(&mut harness, "As of: when it is true", "24 Dec 2024");
    harness.get_by_label_contains("passed on by A ministry?");
    press(&mut harness, "No, it is another statement");
    assert!(harness.query_by_label_contains("passed on by A ministry?").is_none());
    type_in(&mut harness, "Outlet", "Daily Wrap");
    assert!(harness.query_by_label_contains("passed on by A ministry?").is_none());
}

#[test]
fn a_copied_row_of_the_table_fills_the_form() {
    let mut harness = window();
    let row =
        "As of\tOrigin\tLow\tHow\tAs stated\n2025-01-02\tROK NIS\t2000\tat least\tat least 2,000\n";
    harness.event(egui::Event::Paste(row.to_owned()));
    harness.run();
    press(&mut harness, "Enter");
    let entered = own(&harness);
    assert_eq!(
        entered[0].bounds().map(|b| Words::default().bounds(&b)).as_deref(),
        Some("≥ 2,000")
    );
    assert_eq!(entered[0].label(), "ROK NIS");
}

#[test]
fn a_copy_of_any_estimate_is_changed_and_deleted_as_ones_own() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let stated = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run();
    press(&mut harness, "Enter");
    let own_id = bench(&harness).document().newest_own().expect("entered");
    assert_ne!(own_id, stated);
    assert_eq!(
        own(&harness)[0].bounds().map(|b| Words::default().bounds(&b)).as_deref(),
        Some("≈ 1,100")
    );

    harness.get_by_label("Edit").click();
    harness.run();
    harness.get_by_label_contains("Change what was entered").click();
    harness.run();
    type_in(&mut harness, "High", "1,300");
    press(&mut harness, "Change");
    assert_eq!(own(&harness)[0].bounds().and_then(|b| b.high()), Some(1300.0));
    assert_eq!(bench(&harness).document().newest_own(), Some(own_id), "it stays the same one");

    harness.get_by_label("Edit").click();
    harness.run();
    harness.get_by_label_contains("Delete what was entered").click();
    harness.run();
    assert!(own(&harness).is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(own(&harness).len(), 1, "undo brings it back");
}

#[test]
fn an_event_is_entered_with_its_day() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    harness.run();
    harness.get_by_label("Enter an event");
    type_in(&mut harness, "Event", "Ceasefire agreed");
    type_in(&mut harness, "Day", "1 Mar 2025");
    press(&mut harness, "Enter");
    let document = bench(&harness).document();
    let events = document.own().expect("entered").ledger.events();
    assert_eq!(events[0].label, "Ceasefire agreed");
    assert_eq!(events[0].date.to_string(), "2025-03-01");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn a_whole_article_is_put_in_while_reading_it() {
    let folder = std::env::var("PARALLAX_REAL_FILES").expect("PARALLAX_REAL_FILES");
    let path = std::path::Path::new(&folder).join("kursk/article.txt");
    #[expect(clippy::disallowed_methods, reason = "a test reads what it is about")]
    let article = std::fs::read_to_string(path).expect("the article");
    let mut harness = window();
    harness.event(egui::Event::Paste(article.clone()));
    harness.run();
    press(&mut harness, "Take: about 10,000, deployed");
    type_in(&mut harness, "Source", "Unnamed experts");
    type_in(&mut harness, "Published: when it was said", "24 Dec 2024");
    type_in(&mut harness, "Outlet", "Daily Wrap");
    press(&mut harness, "Enter, and another one");
    for line in article.lines().filter(|line| line.contains("Syrskyi")) {
        type_in(&mut harness, WORDING, line);
    }
    press(&mut harness, "Take: about 3,000, killed or wounded");
    press(&mut harness, "Gen. Syrskyi");
    type_in(&mut harness, "Relays, nearest the source first", "Zelensky");
    press(&mut harness, "Enter, and another one");
    for line in article.lines().filter(|line| line.contains("rotate or increase")) {
        type_in(&mut harness, WORDING, line);
    }
    press(&mut harness, "Take: rotation or increase, deployed");
    press(&mut harness, "ROK Joint Chiefs");
    press(&mut harness, "Enter");
    let said: Vec<String> = own(&harness)
        .iter()
        .map(|one| {
            let value =
                one.bounds().map_or(one.value().word().to_owned(), |b| Words::default().bounds(&b));
            format!("{}: {value}, {}, {}", one.label(), one.measure().quantity, one.known_from())
        })
        .collect();
    assert_eq!(
        said,
        [
            "Unnamed experts: ≈ 10,000, deployed, 2024-12-24",
            "Gen. Syrskyi: ≈ 3,000, killed or wounded, 2024-12-24",
            "ROK Joint Chiefs: direction, deployed, 2024-12-24",
        ]
    );
    assert!(own(&harness).iter().all(|one| one.outlet() == Some("Daily Wrap")));
}
