//! The table under the plot.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{self, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{Script, Workbench, bench, find, select, verdict_on, wait_until, window, window_with};
use crate::app::workbench::Start;
use crate::session::{Page, Panel, TableColumn};

type Window = Harness<'static, Option<Workbench>>;

/// The rows in sight, from top to bottom, as a screen reader says them.
fn rows(harness: &Window) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = harness
        .query_all_by_role(Role::Row)
        .map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

fn click_row(harness: &mut Window, name: &str, modifiers: Modifiers) {
    let middle = harness.get_by_role_and_label(Role::Row, name).rect().left_center();
    let at = egui::pos2(middle.x + 20.0, middle.y);
    harness.hover_at(at);
    harness.run();
    for pressed in [true, false] {
        harness.event_modifiers(
            egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
    }
    harness.run();
}

const SYRSKYI: &str = "23 Dec 2024, Gen. Syrskyi, more than 3,000, counts";

#[test]
fn the_table_is_the_charts_twin_in_text() {
    let harness = window();
    let rows = rows(&harness);
    assert!(rows.iter().any(|row| row == SYRSKYI), "{rows:#?}");
    assert!(rows.iter().any(|row| row.ends_with("echo")), "{rows:#?}");
    harness.get_by_label_contains("Table of estimates, ");
}

#[test]
fn a_row_selects_in_the_plot_and_the_plot_selects_a_row() {
    let mut harness = window();
    click_row(&mut harness, SYRSKYI, Modifiers::NONE);
    let id = find(&harness, "Gen. Syrskyi", "2024-12-23");
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&id));

    harness.get_by_label("Sort by As of, now upwards").click();
    harness.run();
    select(&mut harness, "ROK NIS", "2025-01-13");
    let selected: Vec<String> = harness
        .query_all_by_role(Role::Row)
        .filter(|row| row.accesskit_node().toggled() == Some(Toggled::True))
        .map(|row| row.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(selected.len(), 1, "it is scrolled into view");
    assert!(selected[0].starts_with("13 Jan 2025, ROK NIS"), "{selected:?}");
}

#[test]
fn keys_move_the_selection_and_enter_opens_the_estimate() {
    let mut harness = window();
    click_row(&mut harness, SYRSKYI, Modifiers::NONE);
    harness.key_press(Key::Home);
    harness.run();
    let first = bench(&harness).view().selection.clone();
    assert_eq!(first.map(|id| id.to_string()), selected_id(&harness, 0));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(
        bench(&harness).view().selection.as_ref().map(ToString::to_string),
        selected_id(&harness, 1)
    );
    harness.key_press(Key::End);
    harness.run();
    let last = bench(&harness).table_rows().len() - 1;
    assert_eq!(
        bench(&harness).view().selection.as_ref().map(ToString::to_string),
        selected_id(&harness, last)
    );
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(bench(&harness).view().page, Page::Estimate);
}

/// The id of the estimate in this row.
fn selected_id(harness: &Window, row: usize) -> Option<String> {
    let of = bench(harness).table_rows()[row];
    let loaded = bench(harness).document().loaded();
    let file = &loaded[usize::from(of.file)];
    Some(file.id_of(file.ledger.estimate(of.row)?).to_string())
}

#[test]
fn a_heading_sorts_and_sorts_the_other_way_round() {
    let mut harness = window();
    let by_date = rows(&harness);
    harness.get_by_label("Sort by Origin").click();
    harness.run();
    assert_ne!(rows(&harness), by_date);
    assert_eq!(bench(&harness).view().table.sorted_by, TableColumn::Origin);
    harness.get_by_label("Sort by Origin, now upwards").click();
    harness.run();
    harness.get_by_label("Sort by Origin, now downwards");
    assert!(bench(&harness).history_is_saved(), "an order is no unsaved work");
}

#[test]
fn a_filter_leaves_the_rows_with_all_its_words_and_can_be_cleared() {
    let mut harness = window();
    let all = bench(&harness).table_rows().len();
    harness.get_by_label("Filter the table").focus();
    harness.run();
    harness.get_by_label("Filter the table").type_text("syrskyi 3,000");
    harness.run();
    let left = rows(&harness);
    assert!(!left.is_empty() && left.iter().all(|row| row.contains("Syrskyi")), "{left:?}");
    harness.get_by_label("Filter the table").type_text(" nowhere");
    harness.run();
    harness.get_by_label_contains("No row has “syrskyi 3,000 nowhere” in it");
    harness.get_by_label("Show all rows").click();
    harness.run();
    assert_eq!(bench(&harness).table_rows().len(), all);
}

#[test]
fn only_what_counts_at_the_cursor_is_shown_on_demand() {
    let mut harness = window();
    harness.get_by_label("Counts at the cursor").click();
    harness.run();
    let cursor = bench(&harness).view().cursor.expect("a day").to_string();
    assert_eq!(bench(&harness).table_rows().len(), verdict_on(&harness, &cursor).2);
    assert!(rows(&harness).iter().all(|row| row.contains("counts")));
}

#[test]
fn columns_are_chosen_and_kept_with_the_view() {
    let mut harness = window();
    harness.get_by_label("Columns").click();
    harness.run();
    harness.get_by_role_and_label(Role::CheckBox, "Grade").click();
    harness.run();
    assert!(bench(&harness).view().table.columns.contains(&TableColumn::Grade));
    harness.get_by_label("Sort by Grade");
}

#[test]
fn the_table_is_folded_away_by_its_shortcut() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    harness.run();
    assert!(!bench(&harness).view().panels.is_shown(Panel::Table));
    assert!(harness.query_by_label_contains("Table of estimates").is_none());
}

#[test]
fn several_rows_are_excluded_in_one_step_of_undo() {
    let mut harness = window();
    let before = verdict_on(&harness, "2025-01-23");
    let names = rows(&harness);
    click_row(&mut harness, &names[0], Modifiers::NONE);
    click_row(&mut harness, &names[3], Modifiers::SHIFT);
    harness.get_by_label("4 selected");
    harness.get_by_label("Exclude").click();
    harness.run();
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 4);
    assert!(rows(&harness).iter().any(|row| row.ends_with("excluded, adjusted")));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
    assert_eq!(verdict_on(&harness, "2025-01-23"), before);
}

#[test]
fn several_rows_are_scaled_widened_and_graded_from_the_bar() {
    let mut harness = window();
    let names = rows(&harness);
    click_row(&mut harness, &names[2], Modifiers::NONE);
    click_row(&mut harness, &names[4], Modifiers::COMMAND);
    harness.get_by_label("2 selected");
    for (field, text, button) in
        [("Scale: ", "1.1", "Scale"), ("Widen: ", "10", "Widen"), ("Grade: ", "B2", "Grade")]
    {
        harness.get_by_label_contains(field).focus();
        harness.run();
        harness.get_by_label_contains(field).type_text(text);
        harness.run();
        harness.get_by_role_and_label(Role::Button, button).click();
        harness.run();
    }
    let changes = bench(&harness).document().overlay().adjustments().to_vec();
    assert_eq!(changes.len(), 6, "{changes:#?}");
    harness.key_press(Key::Escape);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 4);
}

#[test]
fn rows_are_copied_with_their_headings() {
    let mut harness = window();
    click_row(&mut harness, SYRSKYI, Modifiers::NONE);
    harness.event(egui::Event::Copy);
    harness.step();
    let copied =
        harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let copied = copied.expect("copied");
    let mut lines = copied.lines();
    assert!(lines.next().is_some_and(|head| head.starts_with("As of\tOrigin\tLow\tBest\tHigh")));
    assert!(lines.next().is_some_and(|row| row.starts_with("2024-12-23\tGen. Syrskyi\t3000\t")));
    assert_eq!(lines.next(), None);
}

#[test]
fn many_rows_keep_their_order_until_the_new_one_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.csv");
    let mut table = "date,source,quantity,best\n".to_owned();
    for number in 0..3_000 {
        let day = crate::estimate::Day::from_number(19_000 + number / 3).expect("in range");
        table.push_str(&format!("{day},Source {},deployed,{}\n", number % 7, 9_000 - number));
    }
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    std::fs::write(&path, table).expect("written");
    let start = Start { files: vec![path], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).table_rows().len() == 3_000);
    let by_date = bench(&harness).table_rows().to_vec();
    harness.get_by_label("Sort by Best").click();
    harness.step();
    assert_eq!(bench(&harness).table_rows(), by_date, "the former order is shown meanwhile");
    let former = by_date.clone();
    wait_until(&mut harness, move |harness| bench(harness).table_rows() != former);
    let sorted = bench(&harness).table_rows().to_vec();
    assert_eq!(sorted.len(), 3_000);
    let mut backwards = by_date.clone();
    backwards.reverse();
    assert_eq!(sorted, backwards, "they fell from day to day");
}
