//! A few small pictures that guard the look. They are drawn by a software Vulkan driver; where
//! there is none they say so and pass, and with `CI` set they fail.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test picture_tests` draws the references again.

use std::panic::catch_unwind;

use eframe::egui::{self, Vec2};
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_kittest::{Harness, SnapshotOptions};

use super::file_dialogs::NoDialogs;
use super::window_tests::PATIENCE;
use super::workbench::{Start, Workbench};
use crate::chart::Scale;
use crate::compare::Grouping;
use crate::session::{Arrangement, Panel, ThemeChoice};

/// What draws off screen, on the processor, so that every machine draws the same; none where there
/// is no such Vulkan driver.
fn renderer() -> Option<WgpuTestRenderer> {
    let options = eframe::egui_wgpu::RendererOptions::default();
    let state = catch_unwind(|| create_render_state(default_wgpu_setup(), options)).ok();
    let is_software = |state: &eframe::egui_wgpu::RenderState| {
        state.adapter.get_info().device_type == eframe::wgpu::DeviceType::Cpu
    };
    let state = state.filter(is_software);
    if state.is_none() {
        let reason = "no software Vulkan driver is installed (Debian: mesa-vulkan-drivers)";
        assert!(std::env::var_os("CI").is_none(), "a picture test was skipped in CI: {reason}");
        eprintln!("skipped: {reason}");
    }
    state.map(WgpuTestRenderer::from_render_state)
}

/// Holds the window, as `prepare` leaves it, against the picture of this name.
fn looks_like(
    name: &str,
    pixels_per_point: f32,
    start: Start,
    prepare: impl FnOnce(&mut Workbench),
) {
    let Some(renderer) = renderer() else { return };
    let mut harness: Harness<'static, Option<Workbench>> = Harness::builder()
        .with_size(Vec2::new(1100.0, 640.0))
        .with_pixels_per_point(pixels_per_point)
        .with_max_steps(12)
        .with_render_cursor(false)
        .renderer(renderer)
        .build_ui_state(
            |ui: &mut egui::Ui, workbench: &mut Option<Workbench>| {
                if let Some(workbench) = workbench {
                    workbench.logic(&ui.ctx().clone());
                    workbench.ui(ui, None);
                }
            },
            None,
        );
    let mut workbench = Workbench::new(&harness.ctx, start, Box::new(NoDialogs));
    workbench.view_mut().cursor = "2025-01-23".parse().ok();
    prepare(&mut workbench);
    *harness.state_mut() = Some(workbench);
    harness.run();
    let is_settled = |harness: &Harness<'static, Option<Workbench>>| {
        harness.state().as_ref().is_some_and(|bench| bench.is_settled() && !bench.is_busy())
    };
    let began = std::time::Instant::now();
    while !is_settled(&harness) {
        assert!(began.elapsed() < PATIENCE, "it never settled");
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.run();
    }
    harness.run();
    let options = SnapshotOptions::new().output_path("tests/snapshots").max_failed_pixels(40);
    harness.snapshot_options(name, &options);
}

/// The window on the sample, without the table under the plot.
fn on_the_plot(workbench: &mut Workbench) {
    workbench.view_mut().panels.toggle(Panel::Table);
}

#[test]
fn the_plot_in_the_light() {
    looks_like("plot_light", 1.0, Start::default(), on_the_plot);
}

#[test]
fn the_plot_in_the_dark() {
    looks_like("plot_dark", 1.0, Start::default(), |workbench| {
        on_the_plot(workbench);
        workbench.view_mut().theme = ThemeChoice::Dark;
    });
}

#[test]
fn the_plot_on_a_logarithmic_scale() {
    looks_like("plot_log", 1.0, Start::default(), |workbench| {
        on_the_plot(workbench);
        workbench.view_mut().scale = Scale::Log;
    });
}

#[test]
fn the_plot_on_a_screen_of_twice_the_density() {
    looks_like("plot_twice_as_dense", 2.0, Start::default(), |workbench| {
        on_the_plot(workbench);
        workbench.view_mut().panels.toggle(Panel::Side);
    });
}

/// The camps of the sample in lanes, and what is told of two of them under these.
fn in_lanes(workbench: &mut Workbench) {
    workbench.ask(|question| question.by = Grouping::Camp);
    workbench.view_mut().arrangement = Arrangement::Lanes;
}

#[test]
fn the_camps_in_lanes() {
    looks_like("lanes", 1.0, Start::default(), in_lanes);
}

#[test]
fn the_camps_in_lanes_by_factors_in_the_dark() {
    looks_like("lanes_by_factor", 1.0, Start::default(), |workbench| {
        in_lanes(workbench);
        on_the_plot(workbench);
        workbench.view_mut().by_factor = true;
        workbench.view_mut().theme = ThemeChoice::Dark;
    });
}

#[test]
fn the_table_under_the_plot() {
    looks_like("table", 1.0, Start::default(), |workbench| {
        workbench.view_mut().panels.show(Panel::Table);
        workbench.view_mut().panels.show(Panel::Side);
    });
}

#[test]
fn a_window_on_nothing_says_what_to_do() {
    looks_like("empty", 1.0, Start::default(), Workbench::close_all);
}

#[test]
fn a_file_that_cannot_be_read_is_told_where_one_looks() {
    let files = vec!["/no/such/estimates.csv".into()];
    looks_like("error", 1.0, Start { files, ..Start::default() }, |_| {});
}
