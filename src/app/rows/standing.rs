//! A row for every voice: on which days something of it stands, fresh or gone stale, when it spoke
//! and what it took back. It shows why a verdict changed.

use eframe::egui::{
    self, CursorIcon, Rect, Role as Node, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{Role, Scene, SceneStep, SceneTrack, Timeline};
use crate::compare::{NotCountedWhy, Track, Verdict};
use crate::estimate::Day;

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{APART, NEAR, soft};
use super::super::view_history::Look;
use super::time::{AXIS, Days, name_ui};

const ROW: f32 = 24.0;
const BAR: f32 = 9.0;
const NAMES: f32 = 190.0;
const SIGN: f32 = 9.0;

/// The rows of all voices that are not hidden, in `area`.
pub(in crate::app) fn standing_ui(ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, area: Rect, look: Look) {
    let days = Days::beside(area, NAMES, look);
    let legend = Rect::from_min_size(area.min, vec2(area.width(), 20.0));
    let axis = Rect::from_min_max(pos2(area.left(), area.bottom() - AXIS), area.max);
    let rows = Rect::from_min_max(pos2(area.left(), legend.bottom()), axis.right_top());
    ui.scope_builder(egui::UiBuilder::new().max_rect(legend), |ui| legend_ui(ui, cx));
    days.grid_ui(ui, cx, rows);
    days.axis_ui(ui, cx, axis);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rows), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = ScrollArea::vertical().id_salt("standing").auto_shrink([false, false]);
        scroll.show_rows(ui, ROW, scene.tracks.len(), |ui, shown| {
            for track in scene.tracks.get(shown).unwrap_or_default() {
                row_ui(ui, cx, (scene, track), &days);
            }
        });
    });
    days.cursor_ui(ui, cx, rows);
}

/// What the bars and ticks are.
fn legend_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.horizontal(|ui| {
        ui.add_space(NAMES + APART);
        let ink = cx.ink(Role::Ink);
        for (says, opacity) in [("stands", 1.0), ("gone stale", 0.25)] {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, BAR), Sense::hover());
            ui.painter().rect_filled(rect, 2.0, ink.gamma_multiply(opacity * 0.7));
            ui.label(soft(says).small());
        }
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, BAR), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, cx.ink(Role::Verdict(Verdict::Divided)));
        ui.label(soft("contradicts itself").small());
        ui.label(soft("|  spoke   ×  taken back").small());
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, (scene, drawn): (&Scene, &SceneTrack), days: &Days) {
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let Some(voice) = scene.voices.get(drawn.voice) else { return };
    let track = cx.comparison().and_then(|comparison| comparison.tracks.get(drawn.voice));
    let says = said_of(cx, &voice.name, drawn);
    response.widget_info(|| WidgetInfo::labeled(Node::Button, true, says.as_str()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(row, 0.0, cx.ink(Role::AccentSoft));
    }
    let at = pos2(row.left() + SIGN, row.center().y);
    cx.paint_sign(ui.painter(), at, drawn.sign, (SIGN, drawn.is_counted), Role::Surface);
    let stands = drawn.steps.on(cx.cursor.number()).is_some();
    let role = if stands { Role::Ink } else { Role::InkSoft };
    name_ui(ui, row, (SIGN * 2.0 + NEAR, NAMES), &voice.name, role, cx);
    let ink = cx.ink(Role::Source(drawn.sign));
    let divided = cx.ink(Role::Verdict(Verdict::Divided));
    let bars = [
        (&drawn.stale, ink.gamma_multiply(0.18)),
        (&drawn.divided, divided),
        (&drawn.steps, ink.gamma_multiply(if drawn.is_counted { 0.7 } else { 0.35 })),
    ];
    for (steps, fill) in bars {
        for (from, until) in runs_of(steps, days) {
            if let Some((left, right)) = days.span(from, until) {
                let y = row.center().y;
                let bar = Rect::from_min_max(pos2(left, y - BAR / 2.0), pos2(right, y + BAR / 2.0));
                ui.painter().rect_filled(bar, 2.0, fill);
            }
        }
    }
    if let Some(track) = track {
        ticks_ui(ui, cx, track, (row, days), cx.ink(Role::Source(drawn.sign)));
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

/// Where anything of it lies, pieces that touch or leave less than a point between them as one.
fn runs_of(steps: &Timeline<SceneStep>, days: &Days) -> Vec<(i32, i32)> {
    let least = days.scale.days_per_point();
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for step in steps.get(steps.within(days.scale.window())).unwrap_or_default() {
        match runs.last_mut() {
            Some((_, until)) if f64::from(step.from) - f64::from(*until) < least => {
                *until = step.until.max(*until);
            }
            _ => runs.push((step.from, step.until)),
        }
    }
    runs
}

/// A tick at the as of of every statement, a cross where it was taken back.
fn ticks_ui(ui: &Ui, cx: &Cx<'_>, track: &Track, (row, days): (Rect, &Days), ink: egui::Color32) {
    let mut last = f32::NEG_INFINITY;
    let (from, _) = days.scale.window();
    let as_of = |of| {
        let (_, estimate) = cx.estimate(of)?;
        Some(cx.as_of(of, estimate).to().number())
    };
    let first = track
        .statements
        .partition_point(|(of, _)| as_of(*of).is_some_and(|day| f64::from(day) < from));
    for (of, why) in track.statements.iter().skip(first) {
        let Some(day) = as_of(*of) else { continue };
        let Some(x) = days.x(day) else { break };
        let y = row.center().y;
        if *why == Some(NotCountedWhy::Retracted) {
            let stroke = Stroke::new(1.5, cx.ink(Role::Warning));
            let reach = 4.0;
            for rise in [-reach, reach] {
                let ends = [pos2(x - reach, y - rise), pos2(x + reach, y + rise)];
                ui.painter().line_segment(ends, stroke);
            }
        } else if x - last >= 1.0 {
            let reach = if why.is_none() { BAR / 2.0 + 3.0 } else { BAR / 2.0 };
            ui.painter().vline(x, y - reach..=y + reach, Stroke::new(1.5, ink));
            last = x;
        }
    }
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
