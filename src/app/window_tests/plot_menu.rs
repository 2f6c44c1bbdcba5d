//! The menu of the plot, and of what is pointed at in it.

use eframe::egui::{PointerButton, Pos2};

use super::*;

type Window = Harness<'static, Option<Workbench>>;

/// Where on the screen an estimate has its sign.
fn sign_of(harness: &Window, label: &str, as_of: &str, value: f64) -> Pos2 {
    let id = find(harness, label, as_of);
    let day = bench(harness).document().estimate(&id).expect("there").as_of().to();
    let picture = bench(harness).picture().expect("painted");
    let plot = harness.get_by_label_contains("Plot: drag to pan").rect();
    let (x, y) = (picture.time.x(f64::from(day.number())), picture.value.y(value));
    plot.min + egui::vec2(x - picture.plot.left, y - picture.plot.top)
}

fn right_click(harness: &mut Window, at: Pos2) {
    harness.hover_at(at);
    harness.run();
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        let button = PointerButton::Secondary;
        harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    harness.run();
}

#[test]
fn an_estimate_in_the_plot_offers_what_its_row_in_the_table_offers() {
    let offered = |harness: &Window| -> Vec<&str> {
        let all =
            ["Open its card", "Enter a copy…", "Exclude", "Read as at least", "Scale", "Widen"];
        let is_there = |item: &&str| harness.query_all_by_label(item).next().is_some();
        all.into_iter().filter(is_there).collect()
    };
    let mut harness = window();
    let at = sign_of(&harness, "ROK Joint Chiefs", "2024-12-23", 1_100.0);
    right_click(&mut harness, at);
    let in_plot = offered(&harness);
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&id), "it is what is meant");
    harness.get_by_label_contains("Put the date cursor on ");
    harness.get_by_label("Exclude").click();
    harness.run();
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1);

    let mut rows = harness.query_all_by_label_contains("23 Dec 2024, ROK Joint Chiefs, ");
    let row = rows.next().expect("its row").rect().center();
    drop(rows);
    right_click(&mut harness, row);
    assert_eq!(offered(&harness), in_plot);
    assert_eq!(in_plot.len(), 6, "{in_plot:?}");
}

#[test]
fn where_there_is_no_estimate_the_menu_is_of_the_plot_alone() {
    let mut harness = window();
    let at = sign_of(&harness, "ROK Joint Chiefs", "2024-12-23", 300.0);
    right_click(&mut harness, at);
    harness.get_by_label_contains("Put the date cursor on ");
    assert!(harness.query_by_label("Exclude").is_none());
    assert!(bench(&harness).view().selection.is_none());
}
