//! A fault in the middle of a frame costs neither the window nor what is open.

use std::panic::{AssertUnwindSafe, catch_unwind};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::Script;
use crate::app::withstanding::Withstanding;
use crate::app::workbench::{Start, Workbench};

/// A window of which so many of the next frames fail half way.
#[derive(Default)]
struct Failing {
    workbench: Option<Workbench>,
    withstanding: Withstanding,
    frames: u32,
}

fn window() -> Harness<'static, Failing> {
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(super::MOST_STEPS)
        .build_ui_state(
            |ui, window: &mut Failing| {
                let Failing { workbench: Some(workbench), withstanding, frames } = window else {
                    return;
                };
                let ctx = ui.ctx().clone();
                let fails = *frames > 0;
                *frames = frames.saturating_sub(1);
                withstanding.run(&ctx, workbench, |workbench| workbench.logic(&ctx));
                let done = withstanding.run(&ctx, workbench, |workbench| {
                    if fails {
                        ui.horizontal(|ui| ui.menu_button("half a menu", |_| ()).response.id);
                        ui.horizontal(|_| panic!("a fault of this test"));
                    }
                    workbench.ui(ui, None);
                });
                if done {
                    withstanding.got_through();
                }
            },
            Failing::default(),
        );
    let workbench = Workbench::new(&harness.ctx, Start::default(), Box::new(Script::default()));
    harness.state_mut().workbench = Some(workbench);
    harness.run();
    harness
}

fn tells(harness: &Harness<'_, Failing>) -> bool {
    harness.query_by_label_contains("A fault of the program").is_some()
}

fn document(harness: &Harness<'_, Failing>) -> crate::session::Document {
    harness.state().workbench.as_ref().expect("made").document().clone()
}

#[test]
fn a_frame_that_fails_is_told_and_the_window_goes_on_with_what_was_open() {
    let mut harness = window();
    let before = document(&harness);
    assert!(!tells(&harness) && before.estimate_count() > 0);
    harness.state_mut().frames = 1;
    harness.step();
    harness.run();
    assert!(tells(&harness));
    assert_eq!(document(&harness), before);
    harness.get_by_label("Close this message").click();
    harness.run();
    assert!(!tells(&harness), "buttons work");
}

#[test]
fn frames_that_fail_now_and_then_are_all_withstood() {
    let mut harness = window();
    for _ in 0..10 {
        harness.state_mut().frames = 1;
        harness.step();
        harness.run();
    }
    assert!(tells(&harness));
}

#[test]
fn a_fault_that_comes_again_at_once_ends_the_window_instead_of_failing_for_ever() {
    let mut harness = window();
    harness.state_mut().frames = 1_000;
    let ended = catch_unwind(AssertUnwindSafe(|| (0..20).for_each(|_| harness.step())));
    assert!(ended.is_err());
    assert!(harness.state().frames > 900, "after a few");
}
