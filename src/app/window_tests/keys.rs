//! Everything by key: actions, estimates, panels, and what a screen reader is told.

use eframe::egui::accesskit::{Live, Role, Toggled};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{bench, execute, handle_named, raise_high_by_a_key, select, window};
use crate::app::actions::{Action, Menu};
use crate::app::command::Command;
use crate::app::workbench::Workbench;
use crate::compare::Grouping;
use crate::session::Panel;

type Window = Harness<'static, Option<Workbench>>;

fn press(harness: &mut Window, action: Action) {
    let shortcut = action.shortcut().expect("it has a shortcut");
    harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
    harness.run();
}

#[test]
fn every_action_can_be_reached_in_its_menu() {
    let mut harness = window();
    for menu in Menu::ALL {
        harness.get_by_label(menu.name()).click();
        harness.run();
        for action in menu.sections().into_iter().flatten() {
            let is_there = harness.query_all_by_label_contains(action.label()).next().is_some();
            assert!(is_there, "{action:?} is not in the menu {}", menu.name());
        }
        harness.key_press(Key::Escape);
        harness.run();
    }
}

/// Whether the entry of an action shows that it is on.
fn shows_that_it_is_on(harness: &mut Window, action: Action) -> bool {
    harness.get_by_label(action.entry().menu.name()).click();
    harness.run();
    let is_entry =
        |node: &Role, label: &str| *node == Role::Button && label.starts_with(action.label());
    let toggled = harness.query_all_by_label_contains(action.label()).find_map(|node| {
        let node = node.accesskit_node();
        let is_entry = is_entry(&node.role(), &node.label().unwrap_or_default());
        is_entry.then(|| node.toggled()).filter(Option::is_some)
    });
    harness.key_press(Key::Escape);
    harness.run();
    toggled.unwrap_or_else(|| panic!("{action:?} is in its menu")) == Some(Toggled::True)
}

#[test]
fn the_entry_of_every_switch_shows_whether_it_is_on() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    for action in [
        Action::ToggleSources,
        Action::ToggleTable,
        Action::ToggleSide,
        Action::ToggleBrush,
        Action::FromZero,
        Action::AllMeasures,
        Action::Pool,
        Action::AsStated,
        Action::OnlyThePlot,
    ] {
        let before = shows_that_it_is_on(&mut harness, action);
        execute(&mut harness, Command::Act(action));
        assert_ne!(shows_that_it_is_on(&mut harness, action), before, "{action:?}");
        execute(&mut harness, Command::Act(action));
        assert_eq!(shows_that_it_is_on(&mut harness, action), before, "{action:?} again");
    }
    assert!(!shows_that_it_is_on(&mut harness, Action::FullScreen));
    let viewport = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.fullscreen = Some(true);
    harness.run();
    assert!(shows_that_it_is_on(&mut harness, Action::FullScreen));
}

#[test]
fn every_action_can_be_reached_in_the_palette() {
    let mut harness = window();
    press(&mut harness, Action::Palette);
    for action in Action::ALL.iter().filter(|action| **action != Action::Palette) {
        let says = format!("{}, {}", action.label(), action.entry().menu.name());
        assert!(
            harness.query_all_by_label_contains(&says).next().is_some(),
            "{action:?} is not in the palette"
        );
    }
}

#[test]
fn what_cannot_be_done_does_nothing() {
    let mut harness = window();
    harness.state_mut().as_mut().expect("made").close_all();
    harness.run();
    let document = bench(&harness).document().clone();
    let view = bench(&harness).view().clone();
    let impossible: Vec<Action> =
        Action::ALL.iter().copied().filter(|action| !bench(&harness).can(*action)).collect();
    assert!(impossible.contains(&Action::Save) && impossible.contains(&Action::NextMeasure));
    for action in impossible {
        execute(&mut harness, Command::Act(action));
        assert_eq!(bench(&harness).document(), &document, "{action:?}");
        assert_eq!(bench(&harness).view(), &view, "{action:?}");
        assert!(harness.query_by_role(Role::Dialog).is_none(), "{action:?}");
    }
}

#[test]
fn estimates_are_gone_through_in_time_order() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let first = bench(&harness).view().selection.clone().expect("selected");
    press(&mut harness, Action::EstimateOn);
    let second = bench(&harness).view().selection.clone().expect("selected");
    assert_ne!(first, second);
    let day = |id| bench(&harness).document().estimate(id).expect("there").as_of().to();
    assert!(day(&first) <= day(&second));
    press(&mut harness, Action::EstimateBack);
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&first));
}

#[test]
fn the_same_source_is_gone_through_without_the_others() {
    let mut harness = window();
    select(&mut harness, "Zelensky", "2025-01-05");
    let first = bench(&harness).view().selection.clone().expect("selected");
    press(&mut harness, Action::SourceOn);
    let second = bench(&harness).view().selection.clone().expect("selected");
    let of = |id| bench(&harness).document().estimate(id).expect("there");
    harness.get_by_label_contains("claim of a party, as is known of its source");
    assert_ne!(first, second);
    assert_eq!(of(&second).label(), "Zelensky");
    assert!(of(&first).as_of().to() <= of(&second).as_of().to());
}

#[test]
fn groupings_measures_and_what_was_adjusted_change_by_key() {
    let mut harness = window();
    let asked = |harness: &Window| bench(harness).document().question().expect("asked").clone();
    press(&mut harness, Action::ByAffiliation);
    assert_eq!(asked(&harness).by, Grouping::Affiliation);
    press(&mut harness, Action::ByMethod);
    assert_eq!(asked(&harness).by, Grouping::Method);
    let measure = asked(&harness).measure;
    press(&mut harness, Action::NextMeasure);
    assert_ne!(asked(&harness).measure, measure);
    press(&mut harness, Action::PreviousMeasure);
    assert_eq!(asked(&harness).measure, measure);
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    press(&mut harness, Action::AsStated);
    assert!(asked(&harness).as_stated);
    press(&mut harness, Action::AsStated);
    assert!(!asked(&harness).as_stated);
}

#[test]
fn panels_fold_away_by_key_and_only_the_plot_brings_them_back_as_they_were() {
    let mut harness = window();
    press(&mut harness, Action::ToggleTable);
    assert!(!bench(&harness).view().panels.is_shown(Panel::Table));
    let before = bench(&harness).view().panels.clone();
    press(&mut harness, Action::OnlyThePlot);
    assert!(harness.query_by_label("Show Zelensky").is_none());
    press(&mut harness, Action::OnlyThePlot);
    assert_eq!(bench(&harness).view().panels, before);
    harness.get_by_label("Show Zelensky");
}

#[test]
fn f6_goes_round_the_panels_and_f10_to_the_menus() {
    let mut harness = window();
    let mut seen = Vec::new();
    for _ in 0..5 {
        press(&mut harness, Action::PanelOn);
        let focused = harness.ctx.memory(egui::Memory::focused).expect("focused");
        assert!(!seen.contains(&focused), "{seen:?}");
        seen.push(focused);
    }
    press(&mut harness, Action::PanelOn);
    assert_eq!(harness.ctx.memory(egui::Memory::focused).as_ref(), seen.first());
    press(&mut harness, Action::PanelBack);
    assert_eq!(harness.ctx.memory(egui::Memory::focused).as_ref(), seen.last());
    press(&mut harness, Action::MenuBar);
    harness.run();
    assert!(harness.get_by_label("File").is_focused());
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    harness.get_by_label_contains("Open a path…");
}

#[test]
fn an_estimate_is_gone_to_and_adjusted_without_the_mouse() {
    let mut harness = window();
    press(&mut harness, Action::EstimateBack);
    press(&mut harness, Action::EstimateBack);
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    press(&mut harness, Action::Handles);
    assert!(harness.get_by_label_contains("High of ROK Joint Chiefs").is_focused());
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1);
    press(&mut harness, Action::Handles);
    assert!(harness.get_by_label_contains("Best of ROK Joint Chiefs").is_focused());
}

#[test]
fn letters_that_are_typed_are_no_commands() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let before = bench(&harness).view().selection.clone();
    harness.get_by_label("Known on").focus();
    harness.run();
    press(&mut harness, Action::EstimateOn);
    assert_eq!(bench(&harness).view().selection, before);
}

/// What a screen reader was told last about something.
fn announced_about(harness: &Window, about: &str) -> String {
    let is_live = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.live() == Live::Polite && node.author_id() == Some(about)
    };
    let nodes: Vec<_> = harness.query_all_by_role(Role::Status).filter(is_live).collect();
    assert_eq!(nodes.len(), 1);
    nodes.first().and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn announced(harness: &Window) -> String {
    announced_about(harness, "agreement")
}

#[test]
fn the_estimate_that_was_gone_to_is_announced() {
    let mut harness = window();
    select(&mut harness, "Zelensky", "2025-01-05");
    press(&mut harness, Action::SourceOn);
    harness.run_steps(6);
    let said = announced_about(&harness, "selection");
    assert!(said.starts_with("Zelensky 4,000, 9 Jan 2025"), "{said}");
}

#[test]
fn the_agreement_is_announced_when_it_has_settled_and_not_while_something_is_dragged() {
    let mut harness = window();
    harness.run_steps(6);
    let at_first = announced(&harness);
    assert!(at_first.contains("3 of 5 origins share"), "{at_first}");

    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    let picture = bench(&harness).picture().expect("painted");
    let up = picture.value.y(1150.0) - picture.value.y(4500.0);
    harness.drag_at(handle);
    harness.run();
    for step in 1_u8..=4 {
        let height = handle.y - up * f32::from(step) / 4.0;
        harness.hover_at(egui::pos2(handle.x, height));
        harness.step();
        assert_eq!(announced(&harness), at_first, "nothing is said while it moves");
    }
    harness.drop_at(egui::pos2(handle.x, handle.y - up));
    harness.run_steps(6);
    let then = announced(&harness);
    assert_ne!(then, at_first);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(6);
    assert_eq!(announced(&harness), at_first);
}

#[test]
fn alt_and_a_letter_open_a_menu_that_arrow_keys_walk() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::ALT, Key::V);
    harness.run_steps(4);
    let has = |harness: &Window, entry: &str| {
        harness.query_all_by_label_contains(entry).any(|node| node.is_focused())
    };
    assert!(has(&harness, "Fit everything"), "the first entry has the keyboard");
    harness.key_press(Key::ArrowDown);
    harness.run_steps(4);
    assert!(has(&harness, "Fit values to the days shown"));
    harness.key_press(Key::ArrowUp);
    harness.run_steps(4);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(4);
    assert!(has(&harness, "Everything smaller"), "round the end, past what cannot be done");
    harness.key_press(Key::ArrowRight);
    harness.run_steps(4);
    assert!(has(&harness, "Next measure"), "the menu beside it");
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(4);
    assert!(has(&harness, "Fit everything"));
    harness.key_press(Key::ArrowDown);
    harness.run_steps(4);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Fit everything").is_none());
}

#[test]
fn every_menu_has_a_letter_of_its_own() {
    for menu in Menu::ALL {
        let letter = menu.name().get(..1).and_then(Key::from_name).expect("a letter");
        assert_eq!(crate::app::menus::menu_of(letter), Some(*menu));
    }
}
