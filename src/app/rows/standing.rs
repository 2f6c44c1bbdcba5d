//! A row for every voice: on which days something of it stands, fresh or gone stale, when it spoke
//! and what it took back. It shows why a verdict changed.

use eframe::egui::{
    self, CursorIcon, Rect, Role as Node, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{ROW_HEIGHT, Role, RowsFrame, Scene, SceneStep, SceneTrack, Standing, Timeline};
use crate::estimate::Day;

use super::super::bench::Bench;
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::painter::paint_layer;
use super::super::view_history::Look;
use super::time::{AXIS, Days};

/// The rows of all voices that are not hidden, in `area`.
pub(in crate::app) fn standing_ui(ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, area: Rect, look: Look) {
    let Some(standing) = standing_of(cx, scene) else { return };
    let frame = RowsFrame { width: area.width(), time: look.time, words: cx.words };
    let days = Days::within(area, Standing::days(&frame), look);
    let head = Rect::from_min_size(area.min, vec2(area.width(), ROW_HEIGHT));
    let axis = Rect::from_min_max(pos2(area.left(), area.bottom() - AXIS), area.max);
    let rows = Rect::from_min_max(pos2(area.left(), head.bottom()), axis.right_top());
    paint_layer(ui.painter(), head.min, &Standing::head(&frame), cx.theme);
    days.grid_ui(ui, cx, rows);
    days.axis_ui(ui, cx, axis);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rows), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = ScrollArea::vertical().id_salt("standing").auto_shrink([false, false]);
        scroll.show_rows(ui, ROW_HEIGHT, scene.tracks.len(), |ui, shown| {
            let top_left = ui.cursor().min;
            for track in scene.tracks.get(shown.clone()).unwrap_or_default() {
                row_ui(ui, cx, (scene, track), &days);
            }
            paint_layer(ui.painter(), top_left, &standing.rows(shown, &frame), cx.theme);
        });
    });
    days.cursor_ui(ui, cx, rows);
}

/// What the rows are drawn from.
pub(in crate::app) fn standing_of<'a>(cx: &Bench<'a>, scene: &'a Scene) -> Option<Standing<'a>> {
    Some(Standing { scene, comparison: cx.comparison()?, files: cx.files(), at: cx.cursor })
}

/// What is pointed at and said of a row; it is painted with all of them.
fn row_ui(ui: &mut Ui, cx: &Cx<'_>, (scene, drawn): (&Scene, &SceneTrack), days: &Days) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (row, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let Some(voice) = scene.voices.get(drawn.voice) else { return };
    let says = said_of(cx, &voice.name, drawn);
    response.widget_info(|| WidgetInfo::labeled(Node::Button, true, says.as_str()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(row, 0.0, cx.ink(Role::AccentSoft));
    }
    let pointed = response.hover_pos().and_then(|pos| days.day_at(pos.x));
    if pointed.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked()
        && let Some(day) = pointed
    {
        cx.ask(Command::SetCursor(day));
        let step = drawn.steps.on(day.number());
        let selected = step.and_then(|step| Some(cx.estimate(step.estimate)?.0));
        cx.ask(Command::Select(selected));
    }
    let on_day = pointed.map(|day| on_day(cx, drawn, day));
    response.on_hover_text_at_pointer(on_day.unwrap_or(says));
}

/// What there is of a voice on a day.
fn on_day(cx: &Cx<'_>, track: &SceneTrack, day: Day) -> String {
    let on = |steps: &Timeline<SceneStep>| {
        let step = steps.on(day.number())?;
        let (_, estimate) = cx.estimate(step.estimate)?;
        let bounds = cx.bounds_of(step.estimate).map(|bounds| cx.words.bounds(&bounds))?;
        let as_of = cx.words.as_of(cx.as_of(step.estimate, estimate));
        Some(format!("{} {bounds}, {as_of}", estimate.label()))
    };
    let day_said = cx.words.day(day);
    match (on(&track.steps), on(&track.divided), on(&track.stale)) {
        (Some(said), _, _) => format!("{day_said}: {said} stands"),
        (None, Some(_), _) => format!("{day_said}: its members contradict each other"),
        (None, None, Some(said)) => format!("{day_said}: {said} has gone stale"),
        (None, None, None) => format!("{day_said}: nothing stands"),
    }
}

/// A row for a screen reader.
fn said_of(cx: &Cx<'_>, name: &str, track: &SceneTrack) -> String {
    let statements = cx.words.counted(track.statements.len(), "statement", "statements");
    format!("{name}: {statements}. {}", on_day(cx, track, cx.cursor))
}
