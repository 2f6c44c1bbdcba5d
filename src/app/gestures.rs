//! What the pointer does to the window of time and values: drags pan, the wheel and the axes zoom,
//! a right drag draws a box to zoom into.
//!
//! egui_plot is the shell for pan and wheel; its heights are shares of the plot, so that one
//! scale's steps are another's.

use eframe::egui::{
    self, CursorIcon, Id, Key, PointerButton, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};
use egui_plot::{Plot, PlotBounds};

use crate::chart::{Picture, Role, ValueScale};

use super::actions::Action;
use super::command::Command;
use super::cx::Cx;
use super::ground::Ground;
use super::painter::color;
use super::view_history::Look;

/// A box flatter or narrower than this, in points, zooms in one direction only; one that is both
/// is none.
const LEAST_BOX: f32 = 12.0;

/// A drag of so many points along an axis zooms by e.
const AXIS_POINTS: f32 = 160.0;

/// What gestures keep between frames.
#[derive(Default)]
pub(super) struct Gestures {
    /// Where a box began and where the pointer was last, in the picture.
    boxed: Option<(egui::Vec2, egui::Vec2)>,
}

impl Gestures {
    pub fn ui(&mut self, ui: &mut Ui, ground: Ground<'_>, look: Look) -> Response {
        let response = pan_and_wheel_ui(ui, ground, look);
        self.box_ui(ui, ground, look, &response);
        axes_ui(ui, ground, look);
        side_buttons(ui, &response, ground.cx);
        response
    }

    /// A box drawn with the right button is what is looked at next; Escape takes it back.
    fn box_ui(&mut self, ui: &Ui, ground: Ground<'_>, look: Look, response: &Response) {
        if response.drag_started_by(PointerButton::Secondary) {
            let pressed = ui.input(|input| input.pointer.press_origin());
            self.boxed = pressed.map(|pos| (pos - ground.origin, pos - ground.origin));
        }
        let is_taken_back = ui.input(|input| input.key_pressed(Key::Escape));
        let Some((from, mut to)) = self.boxed.filter(|_| !is_taken_back) else {
            self.boxed = None;
            return;
        };
        let is_over = !response.dragged_by(PointerButton::Secondary);
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| !is_over) {
            to = pointer - ground.origin;
            self.boxed = Some((from, to));
        }
        let plot = ground.plot();
        let drawn = Rect::from_two_pos(ground.origin + from, ground.origin + to).intersect(plot);
        let (in_time, in_values) = (drawn.width() >= LEAST_BOX, drawn.height() >= LEAST_BOX);
        let meant = Rect::from_x_y_ranges(
            if in_time { drawn.x_range() } else { plot.x_range() },
            if in_values { drawn.y_range() } else { plot.y_range() },
        );
        if is_over {
            self.boxed = None;
            if in_time || in_values {
                let asked =
                    looked_through(ground.picture, look, meant.translate(-ground.origin.to_vec2()));
                let time = if in_time { asked.time } else { look.time };
                let values = if in_values { asked.values } else { look.values };
                ground.cx.ask(Command::Show(Look { time, values }));
            }
        } else {
            ui.ctx().set_cursor_icon(CursorIcon::ZoomIn);
            let accent = color(ground.cx.theme.colour(Role::Accent));
            let stroke = Stroke::new(1.0, accent);
            ui.painter().rect(meant, 2.0, accent.gamma_multiply(0.08), stroke, StrokeKind::Inside);
        }
    }
}

/// The window of what a box in the picture shows.
fn looked_through(picture: &Picture, look: Look, seen: Rect) -> Look {
    let time = (picture.time.days(seen.left()), picture.time.days(seen.right()));
    let values = (picture.value.value(seen.bottom()), picture.value.value(seen.top()));
    if time.0 < time.1 && values.0 < values.1 { Look { time, values } } else { look }
}

/// Pan by dragging, zoom in time with the wheel (with Shift in values), both through egui_plot.
fn pan_and_wheel_ui(ui: &mut Ui, ground: Ground<'_>, look: Look) -> Response {
    let rect = ground.plot();
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
                .allow_drag(egui::Vec2b::new(true, ground.picture.lanes.is_empty()))
                .allow_zoom(false)
                .allow_boxed_zoom(false)
                .allow_double_click_reset(false)
                .auto_bounds(false)
                .width(rect.width())
                .height(rect.height())
                .show(ui, |plot_ui| {
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
        let scale = ground.picture.value.scale;
        (scale.from_unit(min[1]), scale.from_unit(max[1]))
    } else {
        look.values
    };
    let asked = Look { time, values };
    if asked != look {
        ground.cx.ask(Command::Look(asked));
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

/// Dragging along an axis zooms it about where it was taken hold of; a double click fits it.
fn axes_ui(ui: &Ui, ground: Ground<'_>, look: Look) {
    let plot = ground.plot();
    let axis = ground.picture.axis;
    let days = Rect::from_min_max(
        ground.origin + vec2(axis.left, axis.top),
        ground.origin + vec2(axis.right, axis.bottom),
    );
    let values = Rect::from_min_max(
        Pos2::new(ground.origin.x, plot.top()),
        plot.left_bottom() - vec2(4.0, 0.0),
    );
    let sense = Sense::CLICK | Sense::DRAG;
    let response = ui.interact(days, Id::unique("time axis"), sense);
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Figure, true, "Time axis: drag to zoom in time")
    });
    if let Some((pressed, moved)) = dragged_along(ui, &response) {
        let anchor = ground.picture.time.days(pressed.x - ground.origin.x);
        let factor = f64::from((-moved.x / AXIS_POINTS).exp());
        let about = |day: f64| anchor + (day - anchor) * factor;
        let time = (about(look.time.0), about(look.time.1));
        ground.cx.ask(Command::Look(Look { time, ..look }));
    }
    if response.double_clicked() {
        ground.cx.act(Action::Fit);
    }
    say_how(
        ui,
        response,
        CursorIcon::ResizeHorizontal,
        "Drag to zoom in time, double-click for all",
    );

    let response = ui.interact(values, Id::unique("value axis"), sense);
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Figure, true, "Value axis: drag to zoom in values")
    });
    if let Some((pressed, moved)) = dragged_along(ui, &response) {
        let scale = ground.picture.value.scale;
        let unit = f64::from((plot.bottom() - pressed.y) / plot.height().max(1.0));
        let values = zoomed(scale, unit, f64::from((moved.y / AXIS_POINTS).exp()));
        ground.cx.ask(Command::Look(Look { values, ..look }));
    }
    if response.double_clicked() {
        ground.cx.act(Action::FitValues);
    }
    let how = "Drag to zoom in values, double-click to fit them to the days shown";
    say_how(ui, response, CursorIcon::ResizeVertical, how);
}

/// The window of values after a zoom about a place on the way from 0 to 1. What begins at zero
/// goes on beginning there.
fn zoomed(scale: ValueScale, unit: f64, factor: f64) -> (f64, f64) {
    let anchor = if scale.low() == 0.0 { 0.0 } else { unit };
    let about = |end: f64| anchor + (end - anchor) * factor;
    let low = if scale.low() == 0.0 { 0.0 } else { scale.from_unit(about(0.0)) };
    (low, scale.from_unit(about(1.0)))
}

/// Where an axis was taken hold of, and how far it was dragged since the last frame.
fn dragged_along(ui: &Ui, response: &Response) -> Option<(Pos2, egui::Vec2)> {
    if !response.dragged_by(PointerButton::Primary) || response.drag_delta() == egui::Vec2::ZERO {
        return None;
    }
    Some((ui.input(|input| input.pointer.press_origin())?, response.drag_delta()))
}

fn say_how(ui: &Ui, response: Response, icon: CursorIcon, how: &str) {
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(icon);
    }
    response.on_hover_text_at_pointer(how);
}

/// A mouse's side buttons lead back and forward, as they do elsewhere.
fn side_buttons(ui: &Ui, response: &Response, cx: &Cx<'_>) {
    if !response.contains_pointer() {
        return;
    }
    let is_pressed = |button| ui.input(|input| input.pointer.button_pressed(button));
    if is_pressed(PointerButton::Extra1) {
        cx.act(Action::ViewBack);
    }
    if is_pressed(PointerButton::Extra2) {
        cx.act(Action::ViewOn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Scale;

    #[test]
    fn a_zoom_of_values_keeps_what_was_taken_hold_of_and_zero() {
        let high_up = ValueScale::new(Scale::Linear, 100.0, 300.0);
        assert_eq!(zoomed(high_up, 0.5, 0.5), (150.0, 250.0));
        let from_zero = ValueScale::new(Scale::Linear, 0.0, 300.0);
        assert_eq!(zoomed(from_zero, 0.5, 0.5), (0.0, 150.0));
        let log = ValueScale::new(Scale::Log, 10.0, 1_000.0);
        let (low, high) = zoomed(log, 0.0, 0.5);
        assert!((low - 10.0).abs() < 1e-6 && (high - 100.0).abs() < 1e-6, "{low} {high}");
    }
}
