//! What stands over the window for a moment and is closed again: palette, help, settings, about;
//! and what is said over it while files hang above it.

use std::path::Path;

use eframe::egui::{self, Align2, Context, Id, Modal, Order, RichText, Ui};

use crate::chart::Role;
use crate::cli::version;
use crate::opening::{has_session_beside_others, is_sample};
use crate::session;
use crate::words::file_name;

use super::actions::Action;
use super::beside_sheet::{BesideSheet, beside_ui};
use super::changed_sheet::{ChangedSheet, changed_ui};
use super::command::Command;
use super::cx::Cx;
use super::dialogs::strip_ui;
use super::earlier_sheet::{EarlierSheet, earlier_ui};
use super::excerpt_sheet::{ExcerptSheet, excerpt_ui};
use super::export_sheet::{ExportSheet, export_ui};
use super::help::{Help, help_ui};
use super::import_sheet::{ImportSheet, import_ui};
use super::key_sheet::key_ui;
use super::look::{APART, FAR, NEAR, TITLE, bold, modal, soft};
use super::palette::{Palette, palette_ui};
use super::publication_sheet::{PublicationSheet, publication_ui};
use super::recovered::{Recovered, recovered_ui};
use super::redaction_sheet::{RedactionSheet, redaction_ui};
use super::settings::{Settings, settings_ui};
use super::source_dialog::{SourceSheet, source_ui};
use super::start_page::{StartPage, start_sheet_ui};

/// The sheet that is open, with what is being typed on it.
pub(super) enum Sheet {
    Palette(Palette),
    Help(Help),
    Settings,
    About,
    Key,
    Start(StartPage),
    Source(SourceSheet),
    Excerpt(ExcerptSheet),
    Beside(Box<BesideSheet>),
    Import(Box<ImportSheet>),
    Recovered(Vec<Recovered>),
    Earlier(EarlierSheet),
    Export(Box<ExportSheet>),
    Redaction(Box<RedactionSheet>),
    Changed(ChangedSheet),
    Publication(PublicationSheet),
}

/// Shows the sheet; true once it is to be closed.
pub(super) fn sheet_ui(ctx: &Context, sheet: &mut Sheet, cx: &Cx<'_>) -> bool {
    let mut modal = modal(ctx, "sheet");
    if matches!(sheet, Sheet::Palette(_)) {
        // It grows and shrinks with what is found, so it hangs from the top.
        let area = Modal::default_area(Id::unique("palette"))
            .anchor(Align2::CENTER_TOP, egui::vec2(0.0, 4.0 * FAR));
        modal = modal.area(area);
    }
    let shown = modal.show(ctx, |ui| match sheet {
        Sheet::Palette(palette) => palette_ui(ui, palette, cx).map(|asked| cx.ask(asked)).is_some(),
        Sheet::Help(help) => help_ui(ui, help),
        Sheet::Settings => {
            // What is shown as chosen is what is worn.
            let worn = Settings { theme: cx.theme_choice, ..cx.memory.settings().clone() };
            let mut settings = worn.clone();
            let is_done = settings_ui(ui, &mut settings);
            if settings != worn {
                cx.ask(Command::Set(Box::new(settings)));
            }
            is_done
        }
        Sheet::About => about_ui(ui),
        Sheet::Key => key_ui(ui, cx),
        Sheet::Start(page) => start_sheet_ui(ui, cx, page),
        Sheet::Source(sheet) => source_ui(ui, sheet, cx),
        Sheet::Excerpt(sheet) => excerpt_ui(ui, sheet, cx),
        Sheet::Beside(sheet) => beside_ui(ui, sheet, cx),
        Sheet::Import(sheet) => import_ui(ui, sheet, cx),
        Sheet::Recovered(found) => recovered_ui(ui, found, cx),
        Sheet::Earlier(sheet) => earlier_ui(ui, sheet, cx),
        Sheet::Export(sheet) => export_ui(ui, sheet, cx),
        Sheet::Redaction(sheet) => redaction_ui(ui, sheet, cx),
        Sheet::Changed(sheet) => changed_ui(ui, sheet, cx),
        Sheet::Publication(sheet) => publication_ui(ui, sheet, cx),
    });
    shown.inner || shown.should_close()
}

/// What the program is, and what it does not do.
fn about_ui(ui: &mut Ui) -> bool {
    const LIMITS: [&str; 4] = [
        "Arabic and Hebrew are drawn from right to left, and figures are never turned round, but \
         a line that mixes them with other scripts is not put in another order.",
        "Other scripts than Latin, Greek, Cyrillic and Arabic need a font of the system.",
        "On Wayland, files cannot be dropped on the window: open them by menu, path or command \
         line.",
        "The plot is a picture. The table, the sentence and the handles say the same to a screen \
         reader.",
    ];
    ui.set_width(460.0);
    ui.label(bold("Parallax").size(TITLE));
    ui.label(soft(format!("Version {}", version())));
    ui.add_space(APART);
    ui.label(
        "The same thing, seen from different places, seems to stand in different places. How far \
         apart the views are is itself information.",
    );
    ui.add_space(APART);
    ui.label("Free to use, change and pass on under the MIT licence or the Apache licence 2.0.");
    ui.label(soft("Drawn with egui, in DejaVu Sans.").small());
    ui.add_space(FAR);
    ui.label(bold("What is not supported"));
    for limit in LIMITS {
        ui.add_space(NEAR);
        ui.label(limit);
    }
    ui.add_space(FAR);
    ui.button("Close").clicked()
}

/// While files hang over the window: what dropping them will do.
pub(super) fn drop_hint_ui(ctx: &Context, cx: &Cx<'_>) {
    let names: Vec<Option<String>> = ctx.input(|input| {
        let hovered = input.raw.hovered_files.iter();
        hovered.map(|file| file.path.as_deref().map(file_name)).collect()
    });
    if names.is_empty() {
        return;
    }
    let text = what_a_drop_does(&names, cx);
    let area = egui::Area::new(Id::unique("drop hint")).order(Order::Foreground);
    let rect = ctx.content_rect();
    area.fixed_pos(rect.min).interactable(false).show(ctx, |ui| {
        let veil = cx.ink(Role::Surface).gamma_multiply(0.85);
        ui.painter().rect_filled(rect, 0.0, veil);
        let accent = cx.ink(Role::Accent);
        let stroke = egui::Stroke::new(2.0, accent);
        let frame = rect.shrink(APART);
        ui.painter().rect_stroke(frame, 8.0, stroke, egui::StrokeKind::Inside);
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
            ui.centered_and_justified(|ui| {
                ui.label(RichText::new(text).size(TITLE));
            });
        });
    });
}

/// What happens to files of these names when they are dropped.
fn what_a_drop_does(names: &[Option<String>], cx: &Cx<'_>) -> String {
    let is_session = |name: &Option<String>| {
        name.as_ref().is_some_and(|n| session::is_session_name(Path::new(n)))
    };
    let has_session = names.iter().any(is_session);
    let session = if names.len() > 1 { "this session and references" } else { "this session" };
    match names {
        several if has_session_beside_others(several.iter().flatten().map(Path::new)) => {
            cx.words.opened_alone().to_owned()
        }
        _ if has_session && !cx.is_saved => {
            format!("Drop to open {session}; you will be asked about the unsaved changes first")
        }
        _ if has_session => format!("Drop to open {session} in the place of what is open"),
        [Some(name)] if name.to_lowercase().ends_with(".pdf") => {
            format!("Drop to open the comparison that {name} encloses in the place of what is open")
        }
        [Some(name)] => format!("Drop to open {name}{}", beside(cx)),
        several => format!("Drop to open {} files{}", several.len(), beside(cx)),
    }
}

fn beside(cx: &Cx<'_>) -> &'static str {
    match cx.document.files() {
        [] => "",
        [only] if is_sample(only) && !cx.has_home => " in the place of the sample",
        _ => " beside what is open",
    }
}

/// What was answered to those hints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hinted {
    TakesTheTour,
    /// They are put away for good.
    Knows,
}

/// A strip for those who are here for the first time.
pub(super) fn hints_ui(ui: &mut Ui) -> Option<Hinted> {
    const HINTS: &str = "New here? Click an estimate in the plot, then drag a bound and watch the \
                         verdict. Open your own file with Ctrl+O. F1 shows every key.";
    let frame = egui::Frame::new().fill(ui.visuals().selection.bg_fill);
    let buttons = [
        ("Take the tour", "Take the tour", Action::Tour.tooltip()),
        ("Got it", "Got it", "Never show this again"),
    ];
    let pressed = strip_ui(ui, frame, RichText::new(HINTS), &buttons).0?;
    Some(if pressed == 0 { Hinted::TakesTheTour } else { Hinted::Knows })
}
