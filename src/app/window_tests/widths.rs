//! The bar on top keeps within the window, whatever its width.

use eframe::egui::{Vec2, accesskit::Role};
use egui_kittest::kittest::Queryable;

use super::super::command::Command;
use super::{bench, window};
use crate::estimate::{Change, Target};
use crate::session::Arrangement;

#[test]
fn nothing_of_the_top_bar_runs_past_the_edge() {
    let mut harness = window();
    // The longest name there is.
    let loaded = bench(&harness).document().loaded();
    let measures = loaded.iter().flat_map(|file| file.ledger.measures());
    let longest = measures.max_by_key(|(_, measure)| measure.name().len());
    let longest = longest.expect("a measure").1.clone();
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::AskMeasure(longest));
    // With an adjustment the bar is at its longest.
    let nis = (Target::Source("ROK NIS".to_owned()), Change::Exclude);
    workbench.execute(&ctx, None, Command::Adjust(vec![nis]));
    let widths = [
        900.0, 1000.0, 1090.0, 1140.0, 1240.0, 1300.0, 1390.0, 1400.0, 1470.0, 1520.0, 1600.0,
        1799.0, 1800.0, 1920.0,
    ];
    let arranged =
        [Arrangement::Overlay, Arrangement::Lanes, Arrangement::Coalitions, Arrangement::Fan];
    for (width, arrangement) in widths.into_iter().flat_map(|w| arranged.map(|a| (w, a))) {
        harness.state_mut().as_mut().expect("made").view_mut().arrangement = arrangement;
        harness.set_size(Vec2::new(width, 800.0));
        harness.run_steps(4);
        for name in ["Known on", "What is compared"] {
            let role = if name == "Known on" { Role::TextInput } else { Role::ComboBox };
            let right = harness.get_by_role_and_label(role, name).rect().right();
            assert!(right <= width, "{name} ends at {right} in a window of {width}");
        }
        let right = harness.get_by_role_and_label(Role::Button, "As adjusted").rect().right();
        assert!(right <= width, "the bar ends at {right} in a window of {width}: {arrangement:?}");
    }
}
