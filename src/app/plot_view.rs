//! In the middle: the sentence, the plot with its strip, the cursor and the handles.
//!
//! egui_plot turns gestures into another window of time and values; the picture is laid out for
//! that window and painted, and the pointer is tested against the picture itself.

use eframe::egui::{
    self, Key, Pos2, Rect, Response, RichText, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use egui_plot::{Plot, PlotBounds};

use crate::chart::{Frame, Layouter, Picture, Role};
use crate::estimate::{Day, EstimateId};

use super::actions::{Action, Command};
use super::bench::{Bench, Commands};
use super::handles::handles_ui;
use super::look::{APART, FAR, NEAR, bold};
use super::painter::{PicturePainter, color};

/// Room for the sentence and what it rests on, four lines in all, in points.
const ROOM_FOR_WORDS: f32 = 72.0;

/// Room under the strip for the day at the cursor, in points.
const PILL_ROOM: f32 = 24.0;

/// How near the pointer must be to a glyph, in points.
const REACH: f32 = 9.0;

/// The window of time and values that is looked at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Look {
    /// Days since 1970-01-01, with fractions.
    pub time: (f64, f64),
    pub values: (f64, f64),
}

/// What the plot keeps between frames.
#[derive(Default)]
pub(super) struct PlotView {
    /// The picture last painted, for tests that compare it with an export.
    pub picture: Option<Picture>,
    layouter: Layouter,
    painter: PicturePainter,
}

impl PlotView {
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        bench: &Bench<'_>,
        look: Option<Look>,
        commands: &mut Commands,
    ) {
        let (Some(answer), Some(look)) = (bench.answer, look) else {
            empty_ui(ui, commands);
            return;
        };
        let Some(scene) = answer.scene() else { return };
        sentence_ui(ui, bench);
        let mut area = ui.available_rect_before_wrap().shrink2(vec2(NEAR, 0.0));
        area.max.y -= PILL_ROOM;
        if area.width() < 80.0 || area.height() < 80.0 {
            return;
        }
        let frame = Frame {
            width: area.width(),
            height: area.height(),
            pixels_per_point: ui.ctx().pixels_per_point(),
            time: look.time,
            value: look.values,
            scale: bench.view.scale,
        };
        let picture = self.layouter.layout(scene, &frame);
        let origin = area.min;
        let surface = color(bench.theme.colour(Role::Surface));
        ui.painter().rect_filled(area, 0.0, surface);
        let response = gestures_ui(ui, &picture, origin, look, commands);
        self.painter.paint(ui.painter(), origin, &picture, bench.theme);
        cursor_ui(ui, bench, &picture, origin, commands);
        pointer_ui(ui, bench, &picture, origin, &response, commands);
        handles_ui(ui, bench, &picture, origin, commands);
        self.picture = Some(picture);
    }
}

/// What the pointer is over, and what a click does.
fn pointer_ui(
    ui: &Ui,
    bench: &Bench<'_>,
    picture: &Picture,
    origin: Pos2,
    response: &Response,
    commands: &mut Commands,
) {
    let hit = response
        .hover_pos()
        .map(|pos| pos - origin)
        .and_then(|at| picture.hit(at.x, at.y, REACH))
        .and_then(|hit| bench.estimate(hit.estimate));
    let hovered: Option<&EstimateId> = hit.as_ref().map(|(id, _)| id);
    if hovered != bench.hovered {
        commands.push(Command::Hover(hovered.cloned()));
    }
    if response.clicked() {
        match (&hit, response.interact_pointer_pos()) {
            (Some((id, _)), _) => commands.push(Command::Select(Some(id.clone()))),
            (None, Some(pos)) => {
                commands.push(Command::Select(None));
                commands.push(Command::SetCursor(day_at(picture, pos.x - origin.x)));
            }
            (None, None) => {}
        }
    }
    if response.double_clicked() {
        commands.push(Command::Act(Action::Fit));
    }
    if let Some((_, estimate)) = hit {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let number = estimate.bounds().map(|bounds| format!(" {bounds}")).unwrap_or_default();
        let wording = estimate.wording().map(|w| format!("\n“{w}”")).unwrap_or_default();
        let text = format!("{}{number}, {}{wording}", estimate.label(), estimate.as_of().spoken());
        response.clone().on_hover_text_at_pointer(text);
    }
}

fn empty_ui(ui: &mut Ui, commands: &mut Commands) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.label(bold("Nothing open").size(18.0));
        ui.add_space(APART);
        ui.label("Open files of sourced estimates, or a saved session, to see who says what.");
        ui.label(RichText::new("You can also drop files here.").weak());
        ui.add_space(FAR);
        for action in [Action::Open, Action::OpenPath, Action::OpenSample] {
            if ui.button(action.label()).on_hover_text(action.tooltip()).clicked() {
                commands.push(Command::Act(action));
            }
        }
    });
}

/// What the chart means at the cursor, in words: the first thing to read.
fn sentence_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let (Some(headline), Some(slice)) = (bench.headline(), bench.slice()) else { return };
    let (says, rests_on) = (headline.verdict.to_string(), headline.fragile.to_string());
    ui.add_space(APART);
    let margin = egui::Margin { left: 16, right: 16, top: 0, bottom: 4 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        // The plot must not move under a handle because the sentence has grown.
        ui.set_min_height(ROOM_FOR_WORDS);
        words_ui(ui, &slice.at.spoken(), &says, &rests_on);
    });
}

fn words_ui(ui: &mut Ui, day: &str, says: &str, rests_on: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(bold(day).size(15.0));
        let label = ui.label(RichText::new(says).size(13.5));
        label.widget_info(|| {
            let said = format!("Agreement at the cursor: {says}");
            WidgetInfo::labeled(egui::Role::Label, true, said)
        });
    });
    ui.add(egui::Label::new(RichText::new(rests_on).weak()).wrap());
}

/// Pan by dragging, zoom in time with the wheel (with Shift in values), both through egui_plot.
fn gestures_ui(
    ui: &mut Ui,
    picture: &Picture,
    origin: Pos2,
    look: Look,
    commands: &mut Commands,
) -> Response {
    let plot = picture.plot;
    let rect = Rect::from_min_max(
        origin + vec2(plot.left, plot.top),
        origin + vec2(plot.right, plot.bottom),
    );
    let shown = ui
        .scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
            Plot::new("estimates")
                .show_axes(false)
                .show_grid(false)
                .show_background(false)
                .show_x(false)
                .show_y(false)
                .show_crosshair(false)
                .set_margin_fraction(egui::Vec2::ZERO)
                .allow_scroll(false)
                .allow_zoom(false)
                .allow_boxed_zoom(false)
                .allow_double_click_reset(false)
                .auto_bounds(false)
                .width(rect.width())
                .height(rect.height())
                .show(ui, |plot_ui| {
                    // Heights are shares of the plot, so that one scale's steps are another's.
                    plot_ui.set_plot_bounds(PlotBounds::from_min_max(
                        [look.time.0, 0.0],
                        [look.time.1, 1.0],
                    ));
                    let (zoom, in_values) = zoom_asked(plot_ui);
                    if zoom != 1.0 {
                        let factor = if in_values { vec2(1.0, zoom) } else { vec2(zoom, 1.0) };
                        plot_ui.zoom_bounds_around_hovered(factor);
                    }
                })
        })
        .inner;
    let bounds = shown.transform.bounds();
    let (min, max) = (bounds.min(), bounds.max());
    let time = (min[0], max[0]);
    let moved_in_values = (min[1] - 0.0).abs() > 1e-9 || (max[1] - 1.0).abs() > 1e-9;
    let values = if moved_in_values {
        let scale = picture.value.scale;
        (scale.from_unit(min[1]), scale.from_unit(max[1]))
    } else {
        look.values
    };
    let asked = Look { time, values };
    if asked != look {
        commands.push(Command::Look(asked));
    }
    shown.response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Figure, true, "Plot: drag to pan, wheel to zoom in time")
    });
    shown.response
}

/// The factor that wheel or pinch ask for while over the plot, and whether in values.
fn zoom_asked(plot_ui: &egui_plot::PlotUi<'_>) -> (f32, bool) {
    if !plot_ui.response().hovered() {
        return (1.0, false);
    }
    plot_ui.ctx().input(|input| {
        let pinch = input.zoom_delta();
        // With Shift held, systems send the wheel sideways.
        let wheel = input.smooth_scroll_delta().x + input.smooth_scroll_delta().y;
        let factor = if pinch == 1.0 { (wheel / 240.0).exp() } else { pinch };
        (factor, input.modifiers.shift)
    })
}

fn day_at(picture: &Picture, x: f32) -> Day {
    #[expect(clippy::cast_possible_truncation, reason = "held to the range of days")]
    let number = picture.time.days(x).round().clamp(-719_162.0, 2_932_896.0) as i32;
    Day::from_number(number).unwrap_or(Day::MIN)
}

/// The date cursor through plot and strip; dragged on the strip, moved by arrow keys.
fn cursor_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    picture: &Picture,
    origin: Pos2,
    commands: &mut Commands,
) {
    let strip = Rect::from_min_max(
        origin + vec2(picture.strip.left, picture.strip.top),
        origin + vec2(picture.strip.right, picture.strip.bottom),
    );
    let response = ui.interact(strip, ui.scope_id().with("cursor"), Sense::click_and_drag());
    let name = format!("Date cursor, {}", bench.cursor.spoken());
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(bench.cursor.number())),
        ..WidgetInfo::labeled(egui::Role::Slider, true, name.clone())
    });
    if let Some(pos) =
        response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked())
    {
        commands.push(Command::SetCursor(day_at(picture, pos.x - origin.x)));
    }
    if response.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let days = ui.input(|input| {
            let step = if input.modifiers.shift { 7 } else { 1 };
            let presses = |key| i32::try_from(input.num_presses(key)).unwrap_or(0);
            step * (presses(Key::ArrowRight) - presses(Key::ArrowLeft))
        });
        if days != 0 {
            commands.push(Command::SetCursor(bench.cursor.plus(days)));
        }
    }
    paint_cursor(ui, bench, picture, origin, strip, response.has_focus());
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    }
}

fn paint_cursor(
    ui: &Ui,
    bench: &Bench<'_>,
    picture: &Picture,
    origin: Pos2,
    strip: Rect,
    has_focus: bool,
) {
    let x = picture.time.x(f64::from(bench.cursor.number()));
    if !(picture.plot.left..=picture.plot.right).contains(&x) {
        return;
    }
    let ink = color(bench.theme.colour(Role::Cursor));
    let surface = color(bench.theme.colour(Role::Surface));
    let (x, top) = (origin.x + x, origin.y + picture.plot.top);
    let width = if has_focus { 2.0 } else { 1.0 };
    ui.painter().vline(x, top..=strip.bottom(), Stroke::new(width, ink));
    let font = egui::FontId::new(10.5, egui::FontFamily::Name(super::fonts::BOLD.into()));
    let galley = ui.painter().layout_no_wrap(bench.cursor.spoken(), font, surface);
    let size = galley.size() + vec2(12.0, 4.0);
    let half = size.x / 2.0;
    let center = x.clamp(strip.left() + half, (strip.right() - half).max(strip.left() + half));
    let pill = Rect::from_center_size(Pos2::new(center, strip.bottom() + 3.0 + size.y / 2.0), size);
    ui.painter().rect_filled(pill, 4.0, ink);
    ui.painter().galley(pill.min + vec2(6.0, 2.0), galley, surface);
}
