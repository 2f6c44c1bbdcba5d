//! On a small screen the panels yield to the plot, and come back by a click.

use egui_kittest::kittest::Queryable;

use super::*;
use crate::session::Panel;

fn share_of_plot(harness: &Harness<'_, Option<Workbench>>, (width, height): (f32, f32)) -> f32 {
    let plot = bench(harness).picture().expect("painted").plot;
    plot.width() * plot.height() / (width * height)
}

#[test]
fn the_plot_has_most_of_a_laptop_and_much_of_a_small_window() {
    let mut harness = window();
    for (size, least) in [((1366.0, 768.0), 0.40), ((1024.0, 700.0), 0.30), ((1280.0, 720.0), 0.35)]
    {
        harness.set_size(size.into());
        settle(&mut harness);
        let share = share_of_plot(&harness, size);
        assert!(share >= least, "{share} of a window of {size:?}");
    }
}

#[test]
fn a_panel_that_yielded_comes_back_by_a_click_and_stays() {
    let mut harness = window();
    let is_shown = |harness: &Harness<'_, Option<Workbench>>, panel| {
        bench(harness).view().panels.is_shown(panel)
    };
    assert!(is_shown(&harness, Panel::Side) && is_shown(&harness, Panel::Table));
    harness.set_size(egui::vec2(1366.0, 768.0));
    settle(&mut harness);
    assert!(!is_shown(&harness, Panel::Side) && !is_shown(&harness, Panel::Table));
    for (name, panel) in [("Agreement and cards", Panel::Side), ("Table", Panel::Table)] {
        harness.get_by_role_and_label(egui::accesskit::Role::Button, name).click();
        settle(&mut harness);
        assert!(is_shown(&harness, panel), "{name}");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    settle(&mut harness);
    assert!(!is_shown(&harness, Panel::Side), "by its key it is folded away again");
    let tab = harness.query_by_role_and_label(egui::accesskit::Role::Button, "Agreement and cards");
    assert!(tab.is_none(), "what was folded away leaves no tab");
}
