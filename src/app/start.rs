//! Opening the window: which renderer draws it, and what happens where none can.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::{IconData, Ui, ViewportBuilder};
use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew};
use eframe::{CreationContext, NativeOptions, Renderer};

use crate::cli::{self, Arguments, Doing, RendererFlag, watch_for_faults};
use crate::disk::{self, Preferences, cache_folder, preferences_file, state_folder};
use crate::words::Words;

use super::end_signals::EndSignals;
use super::file_dialogs::SystemDialogs;
use super::withstanding::Withstanding;
use super::workbench::{Start, Workbench};

/// The same everywhere a desktop asks: window, desktop file, icon.
const APP_ID: &str = "org.parallax_estimates.Parallax";

/// The window as eframe runs it.
struct Window {
    workbench: Workbench,
    end_signals: EndSignals,
    withstanding: Withstanding,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &eframe::egui::Context, _: &mut eframe::Frame) {
        if self.end_signals.is_asked() {
            self.workbench.end_unasked(ctx);
        }
        let Window { workbench, withstanding, .. } = self;
        withstanding.run(ctx, workbench, |workbench| workbench.logic(ctx));
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let Window { workbench, withstanding, .. } = self;
        if withstanding.run(&ctx, workbench, |workbench| workbench.ui(ui, Some(frame))) {
            withstanding.got_through();
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.workbench.end();
    }
}

/// Opens the window and stays until it is closed.
///
/// Without a display: one sentence on stderr and exit code 2. A graphics driver that only
/// calculates on the processor is refused to wgpu, and glow draws instead; what drew is tried
/// first the next time.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    let reading = match cli::read_options(&arguments.reading) {
        Ok(reading) => reading,
        Err(sentence) => {
            cli::say(&sentence);
            return cli::failed();
        }
    };
    watch_for_faults(Doing::Window);
    let (preferences, unusable) = Preferences::load(preferences_file().as_deref());
    let told: Vec<String> = unusable.iter().map(|one| Words::default().unusable(one)).collect();
    let mut last_error = None;
    for renderer in order(arguments.renderer, preferences.renderer) {
        let start = Start {
            files: arguments.files.clone(),
            reading: reading.clone(),
            memory: preferences_file(),
            recovery: state_folder().map(|folder| folder.join("recovery")),
            pictures: cache_folder(),
            told: told.clone(),
        };
        match open(renderer, start, arguments.renderer.is_some()) {
            Ok(()) => return cli::DONE,
            Err(Failure::AfterItOpened(error)) => {
                cli::say(&Words::default().window_broke_down(&error, None));
                return cli::failed();
            }
            // That was said where it happened.
            Err(Failure::Panicked) => return cli::failed(),
            Err(Failure::NoDisplay) => {
                cli::say(
                    "There is no display to open a window on. Use parallax check, compare or \
                     export, or set DISPLAY",
                );
                return cli::failed();
            }
            Err(Failure::NotOpened(error)) => {
                log::info!("{renderer:?} cannot draw here: {error}");
                last_error = Some(error);
            }
        }
    }
    let why = last_error.map(|error| format!(": {error}")).unwrap_or_default();
    cli::say(&format!("No window could be opened: neither graphics driver works here{why}"));
    cli::failed()
}

/// Which renderers are tried, in order.
fn order(asked: Option<RendererFlag>, worked: Option<disk::Renderer>) -> Vec<Renderer> {
    match (asked, worked) {
        (Some(RendererFlag::Glow), _) => vec![Renderer::Glow],
        (Some(RendererFlag::Wgpu), _) => vec![Renderer::Wgpu],
        (None, Some(disk::Renderer::Glow)) => vec![Renderer::Glow, Renderer::Wgpu],
        (None, _) => vec![Renderer::Wgpu, Renderer::Glow],
    }
}

enum Failure {
    NoDisplay,
    NotOpened(String),
    AfterItOpened(String),
    Panicked,
}

fn open(renderer: Renderer, start: Start, takes_any_adapter: bool) -> Result<(), Failure> {
    let is_open = Arc::new(AtomicBool::new(false));
    let opened = is_open.clone();
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id(APP_ID)
            .with_title("Parallax")
            .with_icon(icon())
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([900.0, 560.0])
            .with_drag_and_drop(true),
        renderer,
        wgpu_options: wgpu_options(takes_any_adapter),
        run_and_return: true,
        ..NativeOptions::default()
    };
    let make = move |context: &CreationContext<'_>| {
        opened.store(true, Ordering::Relaxed);
        remember(renderer);
        let workbench = Workbench::new(&context.egui_ctx, start, Box::new(SystemDialogs));
        let end_signals = EndSignals::listen(&context.egui_ctx);
        let withstanding = Withstanding::default();
        Ok(Box::new(Window { workbench, end_signals, withstanding }) as Box<dyn eframe::App>)
    };
    let run = || eframe::run_native("Parallax", options, Box::new(make));
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(ended) => ended.map_err(|error| match error {
            eframe::Error::WinitEventLoop(_) => Failure::NoDisplay,
            error if is_open.load(Ordering::Relaxed) => Failure::AfterItOpened(error.to_string()),
            error => Failure::NotOpened(error.to_string()),
        }),
        Err(_) => Err(Failure::Panicked),
    }
}

/// The icon for those that ask the window; a desktop takes it from its own folder by the program's
/// id.
fn icon() -> IconData {
    let png = include_bytes!("../../assets/icons/parallax.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_else(|error| {
        log::warn!("The icon cannot be read: {error}");
        IconData::default()
    })
}

/// Unless told otherwise, takes only adapters that are graphics cards.
fn wgpu_options(takes_any_adapter: bool) -> WgpuConfiguration {
    let mut options = WgpuConfiguration::default();
    if takes_any_adapter {
        return options;
    }
    if let WgpuSetup::CreateNew(WgpuSetupCreateNew { native_adapter_selector, .. }) =
        &mut options.wgpu_setup
    {
        *native_adapter_selector = Some(Arc::new(|adapters, surface| {
            adapters
                .iter()
                .filter(|adapter| surface.is_none_or(|s| adapter.is_surface_supported(s)))
                .find(|adapter| adapter.get_info().device_type != eframe::wgpu::DeviceType::Cpu)
                .cloned()
                .ok_or_else(|| "there is no graphics card, only a processor".to_owned())
        }));
    }
    options
}

fn remember(renderer: Renderer) {
    let file = preferences_file();
    let (mut preferences, _) = Preferences::load(file.as_deref());
    let worked = match renderer {
        Renderer::Glow => disk::Renderer::Glow,
        Renderer::Wgpu => disk::Renderer::Wgpu,
    };
    if preferences.renderer == Some(worked) {
        return;
    }
    preferences.renderer = Some(worked);
    if let Err(error) = preferences.save(file.as_deref()) {
        log::warn!("{}", Words::default().not_saved(&error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_has_the_colours_of_the_shipped_drawing_where_it_has_them() {
        let drawing = include_str!("../../assets/icons/parallax.svg");
        let icon = icon();
        let at = |x: usize, y: usize| {
            let start = 4 * (y * icon.width as usize + x);
            icon.rgba[start..start + 4].to_vec()
        };
        assert_eq!((icon.width, icon.height), (128, 128), "as large as the drawing");
        assert_eq!(at(0, 0)[3], 0, "the corners are empty");
        for (x, y, colour) in [
            (30, 50, "e69f00"),
            (30, 90, "0072b2"),
            (70, 65, "009e73"),
            (84, 65, "ffffff"),
            (84, 30, "1d2733"),
            (20, 20, "f6f8fb"),
        ] {
            let rgb = u32::from_str_radix(colour, 16).expect("a colour").to_be_bytes();
            assert_eq!(at(x, y), [rgb[1], rgb[2], rgb[3], 255], "{x} {y}");
            assert!(drawing.contains(&format!("#{colour}")), "#{colour}");
        }
    }
}
