//! Under the lanes, as a list: when two of them shared a value, were apart or silent, and why.

use eframe::egui::{
    self, Align2, ComboBox, FontFamily, FontId, Rect, Role as Node, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::chart::{LaneStrip, Lanes, Role, TextStyle, elide};
use crate::compare::{Between, Lie};

use super::super::command::{Command, Differs};
use super::super::controls::choose_ui;
use super::super::cx::Cx;
use super::super::fonts::BOLD;
use super::super::look::{APART, NEAR, bold, soft};
use super::strips::{because, day_of, names_of};

const ROW: f32 = 22.0;
const TEXT: f32 = 12.0;
const MARGIN: f32 = 12.0;
/// In less the heading is cut to what it needs, in points.
const ROOM_FOR_ALL: f32 = 620.0;

/// The columns, as shares of the width: from, to, how they lie, what each says, why.
const COLUMNS: [f32; 6] = [0.0, 0.115, 0.23, 0.37, 0.575, 0.78];

/// The list, and which two it is about.
#[derive(Default)]
pub(in crate::app) struct BetweenDays {
    /// The names of two lanes; where they are not there, the first strip's.
    chosen: Option<[String; 2]>,
}

impl BetweenDays {
    /// Holds two lanes against each other, by their names.
    pub fn choose(&mut self, names: [String; 2]) {
        self.chosen = Some(names);
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, lanes: &Lanes) {
        ui.add_space(NEAR);
        let Some(strip) = self.strip(lanes) else {
            ui.horizontal(|ui| {
                ui.add_space(MARGIN);
                ui.label(soft("There are no two groups to hold against each other"));
            });
            return;
        };
        self.heading_ui(ui, cx, lanes, strip);
        let names = names_of(lanes, strip);
        head_ui(ui, cx, names);
        let told: Vec<&Between> =
            strip.days.iter().rev().filter(|days| days.lie != Lie::BothSilent).collect();
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("between lanes").auto_shrink([false, false]);
        area.show_rows(ui, ROW, told.len(), |ui, rows| {
            for days in told.get(rows).unwrap_or_default() {
                row_ui(ui, cx, days, names);
            }
        });
    }

    fn strip<'a>(&self, lanes: &'a Lanes) -> Option<&'a LaneStrip> {
        let is_chosen = |strip: &&LaneStrip| {
            let names = names_of(lanes, strip);
            self.chosen
                .as_ref()
                .is_some_and(|chosen| names.iter().all(|name| chosen.iter().any(|c| c == name)))
        };
        lanes.strips.iter().find(is_chosen).or_else(|| lanes.strips.first())
    }

    fn heading_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, lanes: &Lanes, strip: &LaneStrip) {
        ui.horizontal(|ui| {
            ui.add_space(MARGIN);
            let label = ui.label(bold("Between"));
            let called = |strip: &LaneStrip| names_of(lanes, strip).join(" and ");
            let is_narrow = ui.available_width() < ROOM_FOR_ALL;
            let width = if is_narrow { 190.0 } else { 300.0 };
            let combo = ComboBox::from_id_salt("two lanes").width(width).truncate();
            let combo = combo.selected_text(called(strip));
            let all = lanes.strips.iter().map(|strip| (strip.lanes, called(strip)));
            if let Some(other) = choose_ui(ui, &label, combo, Some(&strip.lanes), all)
                && let Some(strip) = lanes.strips.iter().find(|strip| strip.lanes == other)
            {
                self.choose(names_of(lanes, strip).map(str::to_owned));
            }
            ui.add_space(APART);
            let says = "Take the gap between the two on the day of the cursor apart";
            let why = match is_narrow {
                true => "Why?".to_owned(),
                false => format!("Why do they differ on {}?", cx.words.day(cx.cursor)),
            };
            if ui.button(why).on_hover_text(says).clicked() {
                let two = names_of(lanes, strip).map(|name| Differs::Voice(name.to_owned()));
                cx.ask(Command::WhyDiffer(two));
            }
        });
        ui.add_space(NEAR);
    }
}

/// The x of each column.
fn columns(area: Rect) -> [f32; 6] {
    COLUMNS.map(|share| area.left() + MARGIN + share * (area.width() - 2.0 * MARGIN))
}

fn head_ui(ui: &mut Ui, cx: &Cx<'_>, [first, second]: [&str; 2]) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let heads = ["From", "To", "They", first, second, "Because"];
    paint_row(ui, area, &heads, (cx.ink(Role::InkSoft), true));
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, days: &Between, names: [&str; 2]) {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let [one, other] = days.sides.map(|side| cx.words.between_side(&side));
    let day = |day: Option<crate::estimate::Day>, none: &str| {
        day.map_or_else(|| none.to_owned(), |day| cx.words.day(day))
    };
    let in_short = cx.words.between_in_short(days, names);
    let in_short = in_short.into_iter().nth(1).unwrap_or_default();
    let (from, to) = (day(days.from, "ever"), day(days.to, "on"));
    let because = because(cx, days);
    let cells = [&from, &to, &in_short, &one, &other, &because];
    let they = cx.words.between(days, names);
    let is_now =
        days.from.is_none_or(|from| from <= cx.cursor) && days.to.is_none_or(|to| cx.cursor <= to);
    response.widget_info(|| {
        let [first, second] = names;
        let says =
            format!("{from} to {to}: {they}. {first} {one}, {second} {other}. Because: {because}");
        WidgetInfo::selected(Node::Button, true, is_now, says)
    });
    if is_now || response.hovered() || response.has_focus() {
        let fill = cx.ink(Role::AccentSoft);
        let fill = if is_now { fill } else { fill.gamma_multiply(0.6) };
        ui.painter().rect_filled(area, 0.0, fill);
    }
    paint_row(ui, area, &cells, (cx.ink(Role::Ink), false));
    if response.clicked()
        && let Some(day) = day_of(days)
    {
        cx.ask(Command::SetCursor(day));
    }
    let [first, second] = names;
    let whole = format!("{from} – {to}\n{they}\n{first}: {one}\n{second}: {other}\n{because}");
    response.on_hover_text(whole);
}

/// Cells that are cut where they reach the next one.
fn paint_row(
    ui: &Ui,
    area: Rect,
    cells: &[impl AsRef<str>; 6],
    (ink, is_bold): (egui::Color32, bool),
) {
    let at = columns(area);
    let ends = at.into_iter().skip(1).chain([area.right() - MARGIN]);
    let (font, style) = match is_bold {
        true => (FontId::new(TEXT, FontFamily::Name(BOLD.into())), TextStyle::Bold),
        false => (FontId::proportional(TEXT), TextStyle::Regular),
    };
    for ((cell, left), end) in cells.iter().zip(at).zip(ends) {
        let shown = elide(cell.as_ref(), end - left - NEAR, TEXT, style);
        let at = pos2(left, area.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, shown, font.clone(), ink);
    }
}
