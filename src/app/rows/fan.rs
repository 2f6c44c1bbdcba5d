//! What was said of the day of the cursor, by the days on which it was said: a picture, and under it
//! the same as a list.

use eframe::egui::{
    self, Align2, CursorIcon, FontId, Rect, Role as Node, ScrollArea, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::chart::{FanScene, Frame, Layouter, Picture, Role, Scale, TextStyle, elide};
use crate::compare::{Comparison, EarlierCopy, EstimateRef, Fan, FanLine, Fans, Telling};
use crate::estimate::{Day, EstimateId, Loaded};

use super::super::background::{Latest, Task};
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::excerpt::place_in;
use super::super::look::{APART, FAR, NEAR, bold, soft};
use super::super::painter::PicturePainter;
use super::time::TEXT;

const ROW: f32 = 22.0;
/// The list has at most this share of the height, and never fewer rows than these.
const LIST: f32 = 0.4;
const LEAST_ROWS: f32 = 3.0;
/// How near the pointer must be to a sign, in points.
const REACH: f32 = 9.0;
/// So many other days are offered where nothing was said anew of this one.
const DAYS_OFFERED: usize = 6;
/// The columns, as shares of the width: who, when, of when, how much, by how much more.
const COLUMNS: [f32; 5] = [0.0, 0.26, 0.52, 0.7, 0.88];
const HEADS: [&str; 5] = ["Source", "Said", "Of", "Number", "Than before"];

/// The view, with what was found.
#[derive(Default)]
pub(in crate::app) struct FanView {
    found: Latest<Wanted, Fans>,
    layouter: Layouter,
    painter: PicturePainter,
    /// What was drawn last, as it is exported.
    pub drawn: Option<(FanScene, Picture)>,
}

/// What fans are found from.
#[derive(Clone)]
struct Wanted {
    asked: Asked,
    earlier: Vec<EarlierCopy>,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Wanted) -> bool {
        self.asked == other.asked && EarlierCopy::are_same(&self.earlier, &other.earlier)
    }
}

impl FanView {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, area: Rect) {
        self.drawn = None;
        let Some(comparison) = cx.comparison() else { return };
        self.refresh(ui, cx, comparison);
        let broken = self.found.broken().map(str::to_owned);
        let found = self.found.value().filter(|_| !self.found.is_stale());
        let Some(fans) = found else {
            let says = broken.unwrap_or_else(|| "Looking for what was said anew…".to_owned());
            ui.put(area, egui::Label::new(soft(says)));
            return;
        };
        let fan = fans.at(cx.cursor);
        if fan.lines.is_empty() {
            let days = fans.days();
            ui.scope_builder(UiBuilder::new().max_rect(area), |ui| empty_ui(ui, cx, &fan, &days));
            return;
        }
        let rows = fan.lines.iter().map(|line| line.told.len()).sum::<usize>() as f32 + 1.0;
        let most = (area.height() * LIST).max((LEAST_ROWS + 1.0) * ROW);
        let list =
            Rect::from_min_max(pos2(area.left(), area.bottom() - (rows * ROW).min(most)), area.max);
        let head = Rect::from_min_size(area.min, vec2(area.width(), ROW));
        let at = pos2(head.left() + APART, head.center().y);
        let (says, font) = (cx.words.fan(&fan), FontId::proportional(TEXT));
        ui.painter().text(at, Align2::LEFT_CENTER, says, font, cx.ink(Role::InkSoft));
        let picture = Rect::from_min_max(head.left_bottom(), pos2(area.right(), list.top() - NEAR));
        let all = self.all_files(cx);
        self.picture_ui(ui, cx, comparison, (&fan, &all), picture);
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| list_ui(ui, cx, &all, &fan));
    }

    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, comparison: &Comparison) {
        // Where it broke down, it says so in the place of the picture.
        let _ = self.found.look_again();
        let (files, overlay) = (cx.files().to_vec(), cx.document.overlay().clone());
        let question = comparison.question.clone();
        let earlier = cx.document.earlier_for(&question);
        let wanted = Wanted { asked: Asked { files, overlay, question }, earlier };
        let ctx = ui.ctx();
        self.found.want(wanted, |wanted| {
            let Wanted { asked, earlier } = wanted.clone();
            Task::to(ctx, "Looking for what was said anew", move || {
                let Asked { files, overlay, question } = &asked;
                crate::compare::compare(files, overlay, question).fans(files, &earlier)
            })
        });
    }

    /// The compared files, and after them the copies that stood before.
    fn all_files(&self, cx: &Cx<'_>) -> Vec<Loaded> {
        let earlier = self.found.key().map_or(&[][..], |wanted| &wanted.earlier);
        EarlierCopy::after(cx.files(), earlier)
    }

    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        comparison: &Comparison,
        (fan, all): (&Fan, &[Loaded]),
        area: Rect,
    ) {
        let scene = FanScene::new(fan, comparison, all, &cx.view.signs);
        let frame = Frame {
            width: area.width(),
            height: area.height(),
            pixels_per_point: ui.ctx().pixels_per_point(),
            time: scene.days,
            value: scene.values,
            scale: Scale::Linear,
            words: cx.words,
        };
        let picture = self.layouter.fan(&scene, &frame);
        let response = ui.interact(area, ui.scope_id().with("fan"), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Node::Figure, true, cx.words.fan(fan)));
        let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
        self.painter.paint(&painter, area.min, &picture, cx.theme);
        let at = response.hover_pos().map(|pos| pos - area.min);
        let hit = at.and_then(|at| picture.hit(at.x, at.y, REACH));
        if let Some((line, one)) = hit.and_then(|hit| FanScene::telling(fan, hit.estimate)) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            if response.clicked() {
                go_to(cx, all, line, one);
            }
            response.on_hover_text_at_pointer(said(cx, all, line, one));
        }
        self.drawn = Some((scene, picture));
    }
}

/// A telling in a sentence, with the source's own words.
fn said(cx: &Cx<'_>, all: &[Loaded], line: &FanLine, one: &Telling) -> String {
    let wording = one.estimate.of(all).and_then(|estimate| estimate.wording());
    let wording = wording.map(|words| format!("\n“{words}”")).unwrap_or_default();
    format!("{}{wording}", cx.words.telling(line, one))
}

/// Selects a statement that is compared; one of an older copy is shown in its file.
fn go_to(cx: &Cx<'_>, all: &[Loaded], line: &FanLine, one: &Telling) {
    if let Some((id, _)) = cx.estimate(one.estimate) {
        cx.ask(Command::Select(Some(id)));
        return;
    }
    let file = all.get(usize::from(one.estimate.file)).and_then(|of| cx.document.file(of.slot));
    if let Some((file, estimate)) = file.zip(one.estimate.of(all)) {
        let at = Some(estimate.line()).filter(|line| *line > 0);
        let place = place_in(file, at, cx.words.telling(line, one));
        cx.ask(Command::ShowInFile(Box::new(place)));
    }
}

/// What to do where nothing was said anew.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>, fan: &Fan, days: &[Day]) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.25).min(120.0));
        ui.label(bold(cx.words.fan(fan)));
        ui.add_space(APART);
        ui.set_max_width(520.0);
        ui.label(soft(cx.words.how_numbers_are_said_anew()));
        if days.is_empty() {
            return;
        }
        ui.add_space(FAR);
        ui.label("Days of which something was said anew");
        // Those nearest to the cursor.
        let mut near: Vec<Day> = days.to_vec();
        near.sort_by_key(|day| day.days_until(fan.at).abs());
        near.truncate(DAYS_OFFERED);
        near.sort_unstable();
        for day in near {
            let link = ui.link(cx.words.day(day));
            if link.on_hover_text("Put the date cursor there").clicked() {
                cx.ask(Command::SetCursor(day));
            }
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, all: &[Loaded], fan: &Fan) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let ink = cx.ink(Role::InkSoft);
    paint_row(ui, head, &HEADS.map(str::to_owned), ink);
    let told = fan.lines.iter().flat_map(|line| line.told.iter().map(move |one| (line, one)));
    let told: Vec<(&FanLine, &Telling)> = told.collect();
    let scroll = ScrollArea::vertical().id_salt("said anew").auto_shrink([false, false]);
    scroll.show_rows(ui, ROW, told.len(), |ui, shown| {
        for (line, one) in told.get(shown).unwrap_or_default() {
            row_ui(ui, cx, all, (line, one));
        }
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, all: &[Loaded], (line, one): (&FanLine, &Telling)) {
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let says = cx.words.telling(line, one);
    let is_selected = selected(cx).is_some_and(|of| of == one.estimate);
    response.widget_info(|| WidgetInfo::selected(Node::Button, true, is_selected, says.as_str()));
    if is_selected || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(row, 0.0, cx.ink(Role::AccentSoft));
    }
    let cells = [
        line.name.clone(),
        cx.words.said_on(one),
        cx.words.as_of(line.as_of),
        cx.words.bounds(&one.bounds),
        cx.words.said_otherwise(line, one),
    ];
    paint_row(ui, row, &cells, cx.ink(Role::Ink));
    if response.clicked() {
        go_to(cx, all, line, one);
    }
    response.on_hover_text(says);
}

fn selected(cx: &Cx<'_>) -> Option<EstimateRef> {
    let id: &EstimateId = cx.view.selection.as_ref()?;
    cx.find(id).map(|(of, _)| of)
}

/// Cells that are cut where they reach the next one.
fn paint_row(ui: &Ui, row: Rect, cells: &[String; 5], ink: egui::Color32) {
    let at = COLUMNS.map(|share| row.left() + APART + share * (row.width() - 2.0 * APART));
    let ends = at.into_iter().skip(1).chain([row.right() - APART]);
    for ((cell, left), end) in cells.iter().zip(at).zip(ends) {
        let shown = elide(cell, end - left - NEAR, TEXT, TextStyle::Regular);
        let at = pos2(left, row.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, shown, FontId::proportional(TEXT), ink);
    }
}
