//! The brush under the plot: all days in small, and the window of those that are shown. Its ends
//! and its body are dragged or moved by keys; dragging beside it draws a new window.

use eframe::egui::{
    self, CursorIcon, EventFilter, Id, Key, PointerButton, Pos2, Rect, Response, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::chart::{Frame, Layouter, Picture, Role, Scene, SceneKey, TimeScale};
use crate::estimate::Day;
use crate::session::Scale;

use super::actions::Action;
use super::command::Command;
use super::cx::Cx;
use super::handles::{is_active, signed, steps_by_reader};
use super::painter::PicturePainter;
use super::view_history::Look;

/// The height of the strip, in points.
pub(super) const BRUSH_HEIGHT: f32 = 30.0;

/// No window is drawn narrower, in days.
const LEAST_DAYS: f64 = 3.0;

/// An end is caught from so near, in points.
const END_WIDTH: f32 = 14.0;

/// What the brush keeps between frames.
#[derive(Default)]
pub(super) struct Brush {
    layouter: Layouter,
    painter: PicturePainter,
    /// The last picture, with the scene and the frame that it is of.
    drawn: Option<(SceneKey, Frame, Picture)>,
    drag: Option<Drag>,
    /// The values from bottom to top, and of what they are: all are looked through for them.
    values: Option<(ValuesOf, (f64, f64))>,
}

/// The scene, the days and the scale whose values the strip has room for.
type ValuesOf = (SceneKey, (f64, f64), Scale);

/// A part of the brush.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
enum BrushPart {
    Beside,
    Body,
    First,
    Last,
}

impl BrushPart {
    fn name(self) -> &'static str {
        match self {
            BrushPart::Beside => "All days: drag to choose which are shown",
            BrushPart::Body => "Days shown",
            BrushPart::First => "First day shown",
            BrushPart::Last => "Last day shown",
        }
    }
}

/// A part that is being dragged: the window that it began with, and the day under the pointer then.
#[derive(Clone, Copy)]
struct Drag {
    part: BrushPart,
    window: (f64, f64),
    grabbed: f64,
}

/// Where the days stand on the strip, and which of them are shown.
#[derive(Clone, Copy)]
struct Strip<'a> {
    cx: &'a Cx<'a>,
    time: &'a TimeScale,
    look: Look,
}

impl Brush {
    /// The brush over `area`, which is as wide as the plot.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, area: Rect, look: Look) {
        let all = whole_span(scene.time_extent(), look.time);
        let time = TimeScale::new(all, area.left(), area.right());
        self.paint_days(ui, cx, scene, area, all);
        let window = Rect::from_x_y_ranges(
            time.x(look.time.0).clamp(area.left(), area.right())
                ..=time.x(look.time.1).clamp(area.left(), area.right()),
            area.y_range(),
        );
        paint_window(ui, cx, area, window);
        paint_cursor(ui, cx, &time, area);
        // Ends last, so that they win over the body where the window is narrow.
        let end = |x: f32| {
            Rect::from_center_size(Pos2::new(x, area.center().y), vec2(END_WIDTH, area.height()))
        };
        let strip = Strip { cx, time: &time, look };
        self.part_ui(ui, strip, BrushPart::Beside, area);
        self.part_ui(ui, strip, BrushPart::First, end(window.left()));
        self.part_ui(ui, strip, BrushPart::Body, body_of(window));
        self.part_ui(ui, strip, BrushPart::Last, end(window.right()));
    }

    fn part_ui(&mut self, ui: &mut Ui, strip: Strip<'_>, part: BrushPart, rect: Rect) {
        let Strip { cx, time, look } = strip;
        let sense = match part {
            BrushPart::Beside => Sense::CLICK | Sense::DRAG,
            _ => Sense::click_and_drag(),
        };
        let response = ui.interact(rect, Id::unique(("brush", part)), sense);
        describe(&response, cx, part, look);
        if matches!(part, BrushPart::First | BrushPart::Last) {
            paint_end(ui, cx, rect, &response);
        }
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(match part {
                BrushPart::Beside => CursorIcon::Crosshair,
                BrushPart::Body if response.dragged() => CursorIcon::Grabbing,
                BrushPart::Body => CursorIcon::Grab,
                BrushPart::First | BrushPart::Last => CursorIcon::ResizeHorizontal,
            });
        }
        if response.double_clicked() {
            cx.act(Action::Fit);
            return;
        }
        let dragged = self.dragged(ui, strip, part, &response);
        let window = dragged.or_else(|| moved_by_keys(ui, strip, part, &response));
        if let Some(window) = window.filter(|window| *window != look.time) {
            cx.ask(Command::Look(Look { time: window, ..look }));
        } else if part == BrushPart::Beside
            && response.clicked()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let window = centred(look.time, time.days(pointer.x), time.window());
            cx.ask(Command::Show(Look { time: window, ..look }));
        }
        if response.hovered() && !response.dragged() && part != BrushPart::Beside {
            let text = format!("{}. Double-click shows all days", shown_in_words(cx, look.time));
            response.on_hover_text(text);
        }
    }

    /// The window as a drag has it now.
    fn dragged(
        &mut self,
        ui: &Ui,
        Strip { time, look, .. }: Strip<'_>,
        part: BrushPart,
        response: &Response,
    ) -> Option<(f64, f64)> {
        if response.drag_started_by(PointerButton::Primary) {
            let pressed = ui.input(|input| input.pointer.press_origin())?;
            self.drag = Some(Drag { part, window: look.time, grabbed: time.days(pressed.x) });
        }
        if response.drag_stopped() {
            let drag = self.drag.take().filter(|drag| drag.part == part)?;
            let is_taken_back = ui.input(|input| input.key_pressed(Key::Escape));
            return is_taken_back.then_some(drag.window);
        }
        let drag = self.drag.filter(|drag| drag.part == part && response.dragged())?;
        let pointer = response.interact_pointer_pos()?;
        window_dragged(&drag, time.days(pointer.x), time.window())
    }

    fn paint_days(&mut self, ui: &Ui, cx: &Cx<'_>, scene: &Scene, area: Rect, all: (f64, f64)) {
        let panel = cx.ink(Role::Panel);
        ui.painter().rect_filled(area, 3.0, panel);
        let scale = cx.view.scale;
        let of = (scene.key().clone(), all, scale);
        // What is dragged in the plot may be the highest of all; all else keeps its place meanwhile.
        let values = self.values.take().filter(|(are_of, _)| cx.draft.is_some() || *are_of == of);
        let values = values.unwrap_or_else(|| (of, scene.value_extent(all, scale)));
        let frame = Frame {
            width: area.width(),
            height: area.height() - 4.0,
            pixels_per_point: ui.ctx().pixels_per_point(),
            time: all,
            value: values.1,
            scale,
            words: cx.words,
        };
        self.values = Some(values);
        let is_drawn =
            |(key, of, _): &(SceneKey, Frame, Picture)| key == scene.key() && *of == frame;
        let layouter = &mut self.layouter;
        let drawn = self.drawn.take().filter(is_drawn);
        let (.., picture) =
            self.drawn.insert(drawn.unwrap_or_else(|| {
                (scene.key().clone(), frame, layouter.miniature(scene, &frame))
            }));
        let inside = ui.painter().with_clip_rect(area.shrink(1.0).intersect(ui.clip_rect()));
        self.painter.paint(&inside, area.min + vec2(0.0, 2.0), picture, cx.theme);
    }
}

/// All days that have something, and those that are shown if they reach further.
fn whole_span(extent: (f64, f64), shown: (f64, f64)) -> (f64, f64) {
    // A look far away must not make the days with data too small to be seen.
    let most = (extent.1 - extent.0) * 0.5;
    (shown.0.clamp(extent.0 - most, extent.0), shown.1.clamp(extent.1, extent.1 + most))
}

/// The part of a window that is not its ends; some of it however narrow it is.
fn body_of(window: Rect) -> Rect {
    let inside = window.shrink2(vec2(END_WIDTH / 2.0, 0.0));
    if inside.width() >= 4.0 {
        inside
    } else {
        Rect::from_center_size(window.center(), vec2(4.0, window.height()))
    }
}

/// What becomes of the window when the part that was grabbed is brought to `day`. An end that
/// passes the other becomes the other.
fn window_dragged(drag: &Drag, day: f64, all: (f64, f64)) -> Option<(f64, f64)> {
    let (from, to) = drag.window;
    let by = day - drag.grabbed;
    match drag.part {
        BrushPart::Body => Some(within((from + by, to + by), all)),
        BrushPart::First => Some(spanned(to, (from + by).clamp(all.0.min(from), all.1.max(to)))),
        BrushPart::Last => Some(spanned(from, (to + by).clamp(all.0.min(from), all.1.max(to)))),
        BrushPart::Beside => {
            let day = day.clamp(all.0, all.1);
            ((day - drag.grabbed).abs() >= LEAST_DAYS).then(|| spanned(drag.grabbed, day))
        }
    }
}

/// From one moment to another, in either order, at least [`LEAST_DAYS`] on the side of `moving`.
fn spanned(fixed: f64, moving: f64) -> (f64, f64) {
    if moving >= fixed {
        (fixed, moving.max(fixed + LEAST_DAYS))
    } else {
        (moving.min(fixed - LEAST_DAYS), fixed)
    }
}

/// The window moved into these days, as long as it was.
fn within((from, to): (f64, f64), all: (f64, f64)) -> (f64, f64) {
    let length = to - from;
    if length >= all.1 - all.0 {
        return (from, to);
    }
    let from = from.clamp(all.0, all.1 - length);
    (from, from + length)
}

fn centred((from, to): (f64, f64), day: f64, all: (f64, f64)) -> (f64, f64) {
    let half = (to - from) / 2.0;
    within((day - half, day + half), all)
}

/// Left and right move the focused part by what two points of the brush are, at least a day; with
/// Shift by ten times as much. Home and End bring an end to the first or the last of all days.
fn moved_by_keys(
    ui: &Ui,
    Strip { time, look, .. }: Strip<'_>,
    part: BrushPart,
    response: &Response,
) -> Option<(f64, f64)> {
    if part == BrushPart::Beside {
        return None;
    }
    let mut steps = steps_by_reader(ui, response);
    let (mut home, mut end) = (false, false);
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        ui.input(|input| {
            let presses =
                signed(input.num_presses(Key::ArrowRight), input.num_presses(Key::ArrowLeft));
            let large = if input.modifiers.shift { 10.0 } else { 1.0 };
            let is_plain = !input.modifiers.alt && !input.modifiers.command;
            steps += if is_plain { f64::from(presses) * large } else { 0.0 };
            home = input.key_pressed(Key::Home);
            end = input.key_pressed(Key::End);
        });
    }
    let all = time.window();
    let (from, to) = look.time;
    let by = steps * (time.days_per_point() * 2.0).round().max(1.0);
    let span = to - from;
    let moved = match part {
        BrushPart::Body if home => (all.0, all.0 + span),
        BrushPart::Body if end => (all.1 - span, all.1),
        BrushPart::Body => within((from + by, to + by), all),
        BrushPart::First if home => (all.0, to),
        BrushPart::Last if end => (from, all.1),
        BrushPart::First => ((from + by).min(to - LEAST_DAYS), to),
        BrushPart::Last => (from, (to + by).max(from + LEAST_DAYS)),
        BrushPart::Beside => return None,
    };
    (steps != 0.0 || home || end).then_some(moved)
}

fn describe(response: &Response, cx: &Cx<'_>, part: BrushPart, look: Look) {
    let (first, last) = shown_days(look.time);
    let (value, said) = match part {
        BrushPart::Beside => {
            let info = || WidgetInfo::labeled(egui::Role::Figure, true, part.name());
            response.widget_info(info);
            return;
        }
        BrushPart::Body => (first, shown_in_words(cx, look.time)),
        BrushPart::First => (first, cx.words.day(first)),
        BrushPart::Last => (last, cx.words.day(last)),
    };
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(value.number())),
        current_text_value: Some(said.clone()),
        ..WidgetInfo::labeled(egui::Role::Slider, true, part.name())
    });
}

/// The first and the last day that a window shows.
pub(super) fn shown_days((from, to): (f64, f64)) -> (Day, Day) {
    #[expect(clippy::cast_possible_truncation, reason = "held to the range of days")]
    let day = |days: f64| {
        let number = days.clamp(f64::from(Day::MIN.number()), f64::from(Day::MAX.number()));
        Day::from_number(number as i32).unwrap_or(Day::MIN)
    };
    let first = day(from.round());
    // A window ends where the day after the last one begins.
    (first, day((to - 1.0).round()).max(first))
}

fn shown_in_words(cx: &Cx<'_>, time: (f64, f64)) -> String {
    let (first, last) = shown_days(time);
    format!("{} – {}", cx.words.day(first), cx.words.day(last))
}

fn paint_window(ui: &Ui, cx: &Cx<'_>, area: Rect, window: Rect) {
    let veil = cx.ink(Role::Panel).gamma_multiply(0.72);
    let left = Rect::from_x_y_ranges(area.left()..=window.left(), area.y_range());
    let right = Rect::from_x_y_ranges(window.right()..=area.right(), area.y_range());
    for beside in [left, right] {
        if beside.width() > 0.0 {
            ui.painter().rect_filled(beside, 0.0, veil);
        }
    }
    let accent = cx.ink(Role::Accent);
    ui.painter().rect_filled(window, 0.0, accent.gamma_multiply(0.07));
    let hairline = Stroke::new(1.0, cx.ink(Role::Hairline));
    ui.painter().rect_stroke(area, 3.0, hairline, StrokeKind::Inside);
    for y in [window.top() + 0.5, window.bottom() - 0.5] {
        ui.painter().hline(window.x_range(), y, Stroke::new(1.0, accent.gamma_multiply(0.45)));
    }
}

fn paint_end(ui: &Ui, cx: &Cx<'_>, rect: Rect, response: &Response) {
    let accent = cx.ink(Role::Accent);
    let surface = cx.ink(Role::Surface);
    let grip = Rect::from_center_size(rect.center(), vec2(7.0, 18.0));
    let fill = if is_active(response) { accent } else { surface };
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, accent));
    ui.painter().rect(grip, 3.0, fill, Stroke::new(1.5, accent), StrokeKind::Inside);
}

fn paint_cursor(ui: &Ui, cx: &Cx<'_>, time: &TimeScale, area: Rect) {
    let x = time.x(f64::from(cx.cursor.number()));
    if area.x_range().contains(x) {
        let ink = cx.ink(Role::Cursor);
        ui.painter().vline(x, area.y_range(), Stroke::new(1.0, ink));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: (f64, f64) = (0.0, 400.0);

    fn drag(part: BrushPart) -> Drag {
        Drag { part, window: (100.0, 200.0), grabbed: 150.0 }
    }

    #[test]
    fn the_body_keeps_its_length_and_stays_within_all_days() {
        assert_eq!(window_dragged(&drag(BrushPart::Body), 170.0, ALL), Some((120.0, 220.0)));
        assert_eq!(window_dragged(&drag(BrushPart::Body), 900.0, ALL), Some((300.0, 400.0)));
    }

    #[test]
    fn an_end_that_passes_the_other_becomes_the_other() {
        assert_eq!(window_dragged(&drag(BrushPart::Last), 190.0, ALL), Some((100.0, 240.0)));
        assert_eq!(window_dragged(&drag(BrushPart::Last), 0.0, ALL), Some((50.0, 100.0)));
        assert_eq!(window_dragged(&drag(BrushPart::First), 300.0, ALL), Some((200.0, 250.0)));
        assert_eq!(window_dragged(&drag(BrushPart::First), -900.0, ALL), Some((0.0, 200.0)));
    }

    #[test]
    fn no_window_is_narrower_than_can_be_seen() {
        assert_eq!(window_dragged(&drag(BrushPart::First), 249.0, ALL), Some((197.0, 200.0)));
        assert_eq!(window_dragged(&drag(BrushPart::Beside), 151.0, ALL), None);
        assert_eq!(window_dragged(&drag(BrushPart::Beside), 120.0, ALL), Some((120.0, 150.0)));
    }

    #[test]
    fn a_look_far_away_does_not_hide_the_days_with_data() {
        assert_eq!(whole_span(ALL, (100.0, 200.0)), ALL);
        assert_eq!(whole_span(ALL, (-50.0, 500.0)), (-50.0, 500.0));
        assert_eq!(whole_span(ALL, (-1e6, 1e6)), (-200.0, 600.0));
        assert_eq!(whole_span(ALL, (9_000.0, 9_100.0)), (0.0, 600.0));
    }

    #[test]
    fn a_window_is_said_by_its_first_and_last_whole_days() {
        let day = |n: i32| Day::from_number(n).expect("in range");
        assert_eq!(shown_days((10.0, 20.0)), (day(10), day(19)));
        assert_eq!(shown_days((10.4, 10.6)), (day(10), day(10)));
    }
}
