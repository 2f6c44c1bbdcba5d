//! How a chart or the data are taken away: as what, how large, in which look, and what stands on the
//! page with it, seen in small before it is written.

use eframe::egui::{
    self, ColorImage, ComboBox, Context, Grid, RichText, ScrollArea, TextureHandle, TextureOptions,
    Ui, WidgetInfo, vec2,
};

use crate::chart::Theme;
use crate::export::report::ReportKind;
use crate::export::{DataKind, ExportKind, PictureKind, ReferenceForm, TablesKind, png::Points};
use crate::words::Citing;

use super::background::{Latest, Task};
use super::command::Command;
use super::controls::choose_ui;
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};
use super::taking::{Layout, Pixels, Preset, Subject, Taking};

/// What is chosen, and how that looks.
pub(super) struct ExportSheet {
    taking: Taking,
    subject: Subject,
    preview: Latest<Taking, Result<Points, String>>,
    texture: Option<TextureHandle>,
}

/// What can be taken away, and what each form of it is called.
const KINDS: [(&str, &[(ExportKind, &str)]); 6] = [
    (
        "Picture",
        &[
            (ExportKind::Picture(PictureKind::Svg), "SVG"),
            (ExportKind::Picture(PictureKind::Png), "PNG"),
            (ExportKind::Picture(PictureKind::Pdf), "PDF"),
        ],
    ),
    (
        "Report",
        &[
            (ExportKind::Report(ReportKind::Pdf), "PDF"),
            (ExportKind::Report(ReportKind::Html), "HTML"),
            (ExportKind::Report(ReportKind::Markdown), "Markdown"),
        ],
    ),
    ("Page", &[(ExportKind::Page, "HTML")]),
    (
        "Data",
        &[
            (ExportKind::Data(DataKind::Estimates), "Estimates"),
            (ExportKind::Data(DataKind::Csv), "Table"),
            (ExportKind::Data(DataKind::Json), "JSON"),
        ],
    ),
    (
        "Tables",
        &[
            (ExportKind::Tables(TablesKind::Workbook), "Workbook"),
            (ExportKind::Tables(TablesKind::Package), "Data package"),
        ],
    ),
    (
        "References",
        &[
            (ExportKind::Data(DataKind::References(ReferenceForm::CslJson)), "CSL-JSON"),
            (ExportKind::Data(DataKind::References(ReferenceForm::BibTex)), "BibTeX"),
            (ExportKind::Data(DataKind::References(ReferenceForm::Ris)), "RIS"),
        ],
    ),
];

/// The room of the preview, in points.
const PREVIEW: egui::Vec2 = vec2(430.0, 470.0);
/// The room of what is chosen.
const CHOICES: f32 = 320.0;
/// The height of the list of what is drawn.
const LAYOUTS: f32 = 320.0;
/// What is left around the sheet in a low window.
const AROUND: f32 = 120.0;

impl ExportSheet {
    pub fn new(taking: Taking, subject: Subject) -> ExportSheet {
        ExportSheet { taking, subject, preview: Latest::default(), texture: None }
    }

    fn is_picture(&self) -> bool {
        matches!(self.taking.kind, ExportKind::Picture(_))
    }

    /// A report and a page have a picture in them.
    fn has_picture(&self) -> bool {
        let kind = self.taking.kind;
        self.is_picture() || matches!(kind, ExportKind::Report(_) | ExportKind::Page)
    }

    /// Has a thread draw what is chosen, where that is another picture than the one that is shown.
    fn look(&mut self, ctx: &Context) {
        // What breaks down leaves its sentence.
        let is_new = self.preview.look_again().unwrap_or(false);
        if is_new && let Some(Ok(points)) = self.preview.value() {
            let image = ColorImage::from_rgba_premultiplied(points.size, &points.rgba);
            self.texture = Some(ctx.load_texture("preview", image, TextureOptions::LINEAR));
        }
        // Of which form it is makes no other picture.
        let kind = ExportKind::Picture(PictureKind::Png);
        let wanted = Taking { kind, pixels_per_point: 1.0, ..self.taking.clone() };
        let subject = &self.subject;
        let scale = ctx.pixels_per_point();
        self.preview.want(wanted, |wanted| {
            let (subject, wanted) = (subject.clone(), wanted.clone());
            let room = Pixels::Within([PREVIEW.x * scale, PREVIEW.y * scale]);
            Task::to(ctx, "Drawing the picture in small", move || subject.points(&wanted, room))
        });
    }
}

/// The sheet; true once it is to be closed.
pub(super) fn export_ui(ui: &mut Ui, sheet: &mut ExportSheet, cx: &Cx<'_>) -> bool {
    if sheet.has_picture() {
        sheet.look(ui.ctx());
    }
    ui.set_width(CHOICES + FAR + PREVIEW.x);
    ui.label(bold("Export").size(HEADING));
    ui.add_space(APART);
    let height = PREVIEW.y.min(ui.ctx().content_rect().height() - AROUND - 60.0).max(160.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(CHOICES);
            // No higher or lower with what is chosen and drawn: nothing moves under the pointer.
            ui.set_height(height);
            let list = ScrollArea::vertical().id_salt("choices").max_height(height);
            list.show(ui, |ui| choices_ui(ui, sheet));
        });
        ui.add_space(FAR);
        ui.vertical(|ui| {
            ui.set_width(PREVIEW.x);
            ui.set_height(height);
            preview_ui(ui, sheet, height);
        });
    });
    ui.add_space(FAR);
    buttons_ui(ui, sheet, cx)
}

fn buttons_ui(ui: &mut Ui, sheet: &ExportSheet, cx: &Cx<'_>) -> bool {
    let mut is_done = false;
    ui.horizontal(|ui| {
        let export = ui.button("Export as…");
        let is_entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_nothing_else = ui.memory(|memory| memory.focused().is_none());
        if export.clicked() || is_entered && is_nothing_else {
            cx.ask(Command::Export(Box::new(sheet.taking.clone())));
            is_done = true;
        }
        if sheet.is_picture() && ui.button("Copy the picture").clicked() {
            cx.ask(Command::CopyPicture(Box::new(sheet.taking.clone())));
            is_done = true;
        }
        is_done |= ui.button("Cancel").clicked();
    });
    is_done
}

fn choices_ui(ui: &mut Ui, sheet: &mut ExportSheet) {
    let (taking, subject) = (&mut sheet.taking, &sheet.subject);
    Grid::new("as what").num_columns(4).spacing(vec2(APART, NEAR)).show(ui, |ui| {
        for (heading, kinds) in KINDS {
            ui.label(soft(heading));
            for (kind, name) in kinds {
                let chosen = ui.radio_value(&mut taking.kind, *kind, *name);
                chosen.accessible_name(kind.name()).on_hover_text(kind.ending());
            }
            ui.end_row();
        }
    });
    if let ExportKind::Data(kind) = taking.kind {
        ui.add_space(APART);
        ui.label(soft(match kind {
            DataKind::Estimates => "What can be opened again, as stated, with notes in comments.",
            DataKind::Json => "For programs: as stated, with adjustments and notes.",
            DataKind::Csv => "For spreadsheets: as stated, a row an estimate.",
            DataKind::References(_) => "For reference managers: where each number can be read.",
        }));
        return;
    }
    if let ExportKind::Tables(kind) = taking.kind {
        ui.add_space(APART);
        ui.label(soft(match kind {
            TablesKind::Workbook => {
                "For spreadsheets: a sheet each of the estimates, of what stands at \
                 the cursor, of who differs from whom, and of the references."
            }
            TablesKind::Package => {
                "For programs: the same tables as CSV, with a description of every \
                 column, in an archive."
            }
        }));
        return;
    }
    ui.add_space(APART);
    layout_ui(ui, taking, subject);
    match taking.kind {
        ExportKind::Page => {
            ui.label(soft(
                "For a browser: the day, what was known when and what is counted once are \
                chosen in it. It is as wide as the browser, and light or dark as that is.",
            ));
        }
        _ => size_ui(ui, taking),
    }
    ui.add_space(NEAR);
    ui.label(soft("On the page"));
    ui.checkbox(&mut taking.has_key, "What the signs mean");
    ui.checkbox(&mut taking.has_notes, "Adjustments and notes");
    ui.checkbox(&mut taking.has_references, "Where each number can be read");
    ui.add_enabled_ui(taking.has_references, |ui| {
        ui.indent("citing", |ui| {
            ui.radio_value(&mut taking.citing, Citing::Plain, "In plain words");
            ui.radio_value(&mut taking.citing, Citing::Icd206, "By the elements of ICD 206");
        });
    });
    ui.add_space(NEAR);
    let label = ui.label(soft("Marking, above and below everything"));
    let field = egui::TextEdit::singleline(&mut taking.marking).desired_width(280.0);
    ui.add(field.hint_text("For internal use")).labelled_by(label.id);
}

/// What is drawn: by itself, or as the chart of a report or a page.
fn layout_ui(ui: &mut Ui, taking: &mut Taking, subject: &Subject) {
    let seen = Layout::OverTime(subject.view.arrangement);
    let is_picture = matches!(taking.kind, ExportKind::Picture(_));
    let is_offered = |layout: &Layout| match layout {
        Layout::Bridge => is_picture && subject.bridge.is_some(),
        layout => is_picture || layout.is_over_time(),
    };
    let chosen = taking.layout.filter(is_offered).unwrap_or(seen);
    taking.layout = Some(chosen);
    let label = ui.label(soft("What is drawn"));
    let combo = ComboBox::from_id_salt("layout").selected_text(chosen.name());
    // All of them are seen at once.
    let combo = combo.width(220.0).height(LAYOUTS);
    let all = Layout::ALL.into_iter().filter(is_offered).map(|layout| (layout, layout.name()));
    if let Some(layout) = choose_ui(ui, &label, combo, Some(&chosen), all) {
        taking.layout = Some(layout);
    }
    ui.add_space(NEAR);
}

/// How large a page is, and in which look.
fn size_ui(ui: &mut Ui, taking: &mut Taking) {
    let label = ui.label(soft("Size of the page, in points"));
    let combo = ComboBox::from_id_salt("size").selected_text(taking.preset.name()).width(220.0);
    let all = Preset::ALL.into_iter().map(|preset| (preset, preset.name()));
    if let Some(preset) = choose_ui(ui, &label, combo, Some(&taking.preset), all) {
        taking.preset = preset;
    }
    if taking.kind == ExportKind::Picture(PictureKind::Png) {
        let label = ui.label(soft("Pixels for each point"));
        let drag = egui::DragValue::new(&mut taking.pixels_per_point).range(0.5..=8.0).speed(0.1);
        ui.add(drag).labelled_by(label.id);
    }
    ui.add_space(NEAR);
    ui.label(soft("Look"));
    ui.horizontal(|ui| {
        ui.radio_value(&mut taking.theme, None, "As the window");
        ui.radio_value(&mut taking.theme, Some(Theme::Light), "Light");
        ui.radio_value(&mut taking.theme, Some(Theme::Dark), "Dark");
    });
}

fn preview_ui(ui: &mut Ui, sheet: &ExportSheet, height: f32) {
    if !sheet.has_picture() {
        ui.label(soft("Data are written as stated; nothing of the look goes with them."));
        return;
    }
    let broken = sheet.preview.broken();
    match (sheet.preview.value(), &sheet.texture) {
        (Some(Err(why)), _) => {
            ui.label(why);
        }
        (Some(Ok(_)), Some(texture)) => {
            let size = texture.size_vec2();
            let scale = (PREVIEW.x / size.x).min(height / size.y);
            let image = egui::Image::new(texture).fit_to_exact_size(size * scale);
            let is_stale = sheet.preview.is_stale();
            let image =
                if is_stale { image.tint(egui::Color32::from_white_alpha(120)) } else { image };
            let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
            let shown = egui::Frame::new().stroke(stroke).show(ui, |ui| ui.add(image)).inner;
            let says =
                if is_stale { "The page in small, being drawn anew" } else { "The page in small" };
            shown.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, says));
        }
        _ if broken.is_some() => {
            ui.label(broken.unwrap_or_default());
        }
        _ => {
            ui.label(RichText::new("Drawing the picture in small…").weak());
        }
    }
}
