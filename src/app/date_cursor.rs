//! The date cursor through plot and strip, dragged on the strip or moved by arrow keys, and the
//! thin line at what is pointed at.

use eframe::egui::{
    self, CursorIcon, EventFilter, Key, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::chart::{Picture, Role};
use crate::estimate::Day;
use crate::words::Term;

use super::command::Command;
use super::controls::capitalised;
use super::ground::Ground;
use super::handles::signed;
use super::painter::color;

pub(super) fn day_at(picture: &Picture, x: f32) -> Day {
    #[expect(clippy::cast_possible_truncation, reason = "held to the range of days")]
    let number = picture.time.days(x).round().clamp(-719_162.0, 2_932_896.0) as i32;
    Day::from_number(number).unwrap_or(Day::MIN)
}

fn strip_of(ground: Ground<'_>) -> Rect {
    let strip = ground.picture.strip;
    Rect::from_min_max(
        ground.origin + vec2(strip.left, strip.top),
        ground.origin + vec2(strip.right, strip.bottom),
    )
}

pub(super) fn cursor_ui(ui: &mut Ui, ground: Ground<'_>) {
    let Ground { cx, picture, origin, .. } = ground;
    let strip = strip_of(ground);
    let response = ui.interact(strip, ui.scope_id().with("cursor"), Sense::click_and_drag());
    let name = format!("Date cursor, {}", cx.words.day(cx.cursor));
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(cx.cursor.number())),
        ..WidgetInfo::labeled(egui::Role::Slider, true, name.clone())
    });
    if let Some(pos) =
        response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked())
    {
        cx.ask(Command::SetCursor(day_at(picture, pos.x - origin.x)));
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let days = ui.input(|input| {
            let step = if input.modifiers.shift { 7 } else { 1 };
            step * signed(input.num_presses(Key::ArrowRight), input.num_presses(Key::ArrowLeft))
        });
        if days != 0 {
            cx.ask(Command::SetCursor(cx.cursor.plus(days)));
        }
    }
    let width = if response.has_focus() { 2.5 } else { 1.5 };
    let ink = color(cx.theme.colour(Role::Cursor));
    let surface = color(cx.theme.colour(Role::Surface));
    let line = Line { day: cx.cursor, width, ink, text: surface, fill: ink };
    paint_line(ui, ground, &line, None);
    if let Some(pos) = response.hover_pos().filter(|_| !response.dragged()) {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let day = day_at(picture, pos.x - origin.x);
        paint_pointed_day(ui, ground, day);
        if let Some(says) = agreement_in_words(ground, day) {
            response.on_hover_text_at_pointer(says);
        }
    }
}

/// What the strip shows on a day, for where it has no room for words.
fn agreement_in_words(ground: Ground<'_>, day: Day) -> Option<String> {
    let cx = ground.cx;
    let comparison = cx.comparison()?;
    let segment = comparison.segment_at(day);
    let agreement = &segment.agreement;
    let days = match (segment.from, segment.to) {
        (None, None) => "on all days".to_owned(),
        (Some(from), None) => format!("from {} on", cx.words.day(from)),
        (None, Some(to)) => format!("until {}", cx.words.day(to)),
        (Some(from), Some(to)) if from == to => format!("on {}", cx.words.day(from)),
        (Some(from), Some(to)) => format!("{} – {}", cx.words.day(from), cx.words.day(to)),
    };
    let verdict = cx.words.verdict(agreement.verdict);
    let mut lines = vec![match agreement.n {
        0 if agreement.divided.is_empty() => format!("Nobody stands, {days}"),
        0 | 1 => format!("{verdict}, {days}"),
        n => format!("{verdict}: {} of {n}, {days}", agreement.support),
    }];
    if agreement.n > 0 || !agreement.divided.is_empty() {
        lines.push(cx.words.explained(Term::Verdict(agreement.verdict)).to_owned());
    }
    lines.extend(cx.words.divided(comparison, &comparison.divided_on(cx.files(), day)));
    if !segment.causes.is_empty() {
        lines.push(format!("What changed then: {}", cx.words.causes(segment.causes)));
    }
    let unsaid = cx.answer.and_then(|answer| answer.scene()?.unsaid);
    let last = unsaid.and_then(|(from, _)| Day::from_number(from.saturating_sub(1)));
    if let Some(last) = last.filter(|last| *last < day) {
        lines.push(capitalised(&cx.words.nothing_said_since(last)));
    }
    Some(lines.join("\n"))
}

/// A thin line at a day that is pointed at, here or elsewhere in the window.
pub(super) fn paint_pointed_day(ui: &Ui, ground: Ground<'_>, day: Day) {
    if day == ground.cx.cursor {
        return;
    }
    let role = |role| color(ground.cx.theme.colour(role));
    let ink = role(Role::InkSoft);
    let line = Line { day, width: 0.5, ink, text: ink, fill: role(Role::Surface) };
    paint_line(ui, ground, &line, Some(ground.cx.cursor));
}

/// A line through plot and strip with its day under it.
struct Line {
    day: Day,
    width: f32,
    ink: egui::Color32,
    text: egui::Color32,
    fill: egui::Color32,
}

/// Its pill steps aside for that of another day.
fn paint_line(ui: &Ui, ground: Ground<'_>, line: &Line, other: Option<Day>) {
    let Ground { cx, picture, origin, .. } = ground;
    let x = picture.time.x(f64::from(line.day.number()));
    if !(picture.plot.left..=picture.plot.right).contains(&x) {
        return;
    }
    let strip = strip_of(ground);
    let (x, top) = (origin.x + x, origin.y + picture.plot.top);
    let stroke = Stroke::new(line.width, line.ink);
    ui.painter().vline(x, top..=strip.bottom(), stroke);
    let font = egui::FontId::new(10.5, egui::FontFamily::Name(super::fonts::BOLD.into()));
    let galley = ui.painter().layout_no_wrap(cx.words.day(line.day), font, line.text);
    let size = galley.size() + vec2(12.0, 4.0);
    let half = size.x / 2.0;
    let within =
        |x: f32| x.clamp(strip.left() + half, (strip.right() - half).max(strip.left() + half));
    let mut center = within(x);
    if let Some(other) = other {
        let taken = within(origin.x + picture.time.x(f64::from(other.number())));
        let apart = size.x + 2.0;
        let is_left = line.day < other;
        if (center - taken).abs() < apart {
            center = if is_left { taken - apart } else { taken + apart };
        }
    }
    let pill = Rect::from_center_size(Pos2::new(center, strip.bottom() + 3.0 + size.y / 2.0), size);
    let edge = Stroke::new(1.0, line.ink.gamma_multiply(0.5));
    ui.painter().rect(pill, 4.0, line.fill, edge, StrokeKind::Inside);
    ui.painter().galley(pill.min + vec2(6.0, 2.0), galley, line.text);
}
