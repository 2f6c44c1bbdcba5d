//! Voices, what each of them stated, and what is known of that, as a tree that arrow keys walk: the
//! whole answer for the keyboard and for a screen reader.

use std::collections::BTreeSet;

use eframe::egui::{
    self, Align2, EventFilter, FontId, Id, Key, Rect, Role as Node, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::chart::{Role, TextStyle, elide};
use crate::compare::{Comparison, EstimateRef, NotCountedWhy, Voice, read_bounds};
use crate::estimate::Estimate;

use super::super::announcing::Landmark;
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::look::{NEAR, soft};
use super::super::table::status_in_words;

const ROW: f32 = 22.0;
const TEXT: f32 = 12.0;
/// From one level to the next, and the room of the sign that folds.
const INDENT: f32 = 16.0;
/// So many rows further, a page goes on.
const PAGE: usize = 12;

/// A place in the tree.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Place {
    /// By its name, which is the same however voices are counted.
    Voice(String),
    Statement(EstimateRef),
    /// One of the things known of a statement.
    Fact(EstimateRef, usize),
}

/// A line of the tree that is not folded away.
struct Row<'a> {
    place: Place,
    what: What<'a>,
    /// Counted from 1, as screen readers do; likewise its number among its siblings.
    level: usize,
    number: usize,
    siblings: usize,
    /// Where there is something under it, whether that is shown.
    is_open: Option<bool>,
}

enum What<'a> {
    Voice(usize, &'a Voice),
    Statement(EstimateRef),
    Fact(String),
}

/// The tree, what of it is unfolded and where the keyboard is.
#[derive(Default)]
pub(super) struct VoicesTree {
    open: BTreeSet<Place>,
    at: Option<Place>,
    /// How far it is scrolled, and how much of it was seen last.
    offset: f32,
    seen: f32,
}

impl VoicesTree {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(comparison) = cx.comparison() else {
            ui.label(soft("Nothing to compare yet"));
            return;
        };
        let mut rows = self.rows(cx, comparison);
        let area = ui.available_rect_before_wrap();
        let id = Landmark::Voices.id();
        let tree = ui.interact(area, id, Sense::focusable_noninteractive());
        tree.widget_info(|| WidgetInfo::labeled(Node::Tree, true, Landmark::Voices.name()));
        let mut here = self.here(&rows);
        if tree.has_focus() {
            let before = (self.open.len(), here);
            self.keys(ui, cx, &rows, here, id);
            rows = self.rows(cx, comparison);
            here = self.here(&rows);
            if before != (self.open.len(), here) {
                self.show(here);
            }
            ui.painter().rect_stroke(
                area.intersect(ui.clip_rect()).shrink(1.0),
                2.0,
                egui::Stroke::new(1.0, cx.ink(Role::Accent)),
                egui::StrokeKind::Inside,
            );
        }
        self.seen = area.height();
        let scroll = ScrollArea::vertical().id_salt("voices as a tree").auto_shrink([false, false]);
        let scroll = scroll.vertical_scroll_offset(self.offset);
        let builder = UiBuilder::new().accessibility_parent(id);
        let shown = ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            scroll.show_rows(ui, ROW, rows.len(), |ui, shown| {
                for number in shown {
                    if let Some(row) = rows.get(number) {
                        self.row_ui(ui, cx, row, (number == here, tree.has_focus()));
                    }
                }
            })
        });
        self.offset = shown.inner.state.clamped_offset().y;
        if let Some(row) = rows.get(here) {
            let row_id = id_of(&row.place).accesskit_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(row_id));
        }
    }

    /// The row at which the keyboard is; the first where that is gone.
    fn here(&self, rows: &[Row<'_>]) -> usize {
        let is_here = |row: &Row<'_>| Some(&row.place) == self.at.as_ref();
        rows.iter().position(is_here).unwrap_or_default()
    }

    /// Scrolls as far as it takes to see a row.
    fn show(&mut self, row: usize) {
        let top = row as f32 * ROW;
        self.offset = self.offset.min(top).max(top + ROW - self.seen).max(0.0);
    }

    /// Everything that is not folded away, from top to bottom.
    fn rows<'a>(&self, cx: &Cx<'a>, comparison: &'a Comparison) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        let siblings = comparison.voices.len();
        for (place, voice) in comparison.voices.iter().enumerate() {
            let at = Place::Voice(voice.name.clone());
            let is_open = self.open.contains(&at);
            let (what, number) = (What::Voice(place, voice), place + 1);
            let is_folded = Some(is_open);
            rows.push(Row { place: at, what, level: 1, number, siblings, is_open: is_folded });
            let track = comparison.tracks.get(place).filter(|_| is_open);
            let statements = track.map_or(&[][..], |track| &track.statements);
            for (number, (of, why)) in statements.iter().enumerate() {
                self.add_statement(
                    cx,
                    comparison,
                    &mut rows,
                    (*of, *why),
                    (number + 1, statements.len()),
                );
            }
        }
        rows
    }

    fn add_statement<'a>(
        &self,
        cx: &Cx<'a>,
        comparison: &Comparison,
        rows: &mut Vec<Row<'a>>,
        (of, why): (EstimateRef, Option<NotCountedWhy>),
        (number, siblings): (usize, usize),
    ) {
        let place = Place::Statement(of);
        let is_open = self.open.contains(&place);
        let what = What::Statement(of);
        rows.push(Row { place, what, level: 2, number, siblings, is_open: Some(is_open) });
        if !is_open {
            return;
        }
        let facts = facts_of(cx, comparison, of, why);
        let siblings = facts.len();
        for (number, fact) in facts.into_iter().enumerate() {
            let (place, what) = (Place::Fact(of, number), What::Fact(fact));
            let number = number + 1;
            rows.push(Row { place, what, level: 3, number, siblings, is_open: None });
        }
    }

    /// Up and down go from row to row; right unfolds or goes in, left folds or goes out.
    fn keys(&mut self, ui: &Ui, cx: &Cx<'_>, rows: &[Row<'_>], here: usize, id: Id) {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let last = rows.len().saturating_sub(1);
        let presses = |key| ui.input(|input| input.num_presses(key));
        let mut to = here;
        for (key, step) in
            [(Key::ArrowDown, 1), (Key::PageDown, PAGE), (Key::ArrowUp, 1), (Key::PageUp, PAGE)]
        {
            let by = presses(key).saturating_mul(step);
            let is_on = matches!(key, Key::ArrowDown | Key::PageDown);
            to = if is_on { to.saturating_add(by).min(last) } else { to.saturating_sub(by) };
        }
        to = if presses(Key::Home) > 0 { 0 } else { to };
        to = if presses(Key::End) > 0 { last } else { to };
        let Some(row) = rows.get(here) else { return };
        if presses(Key::ArrowRight) > 0 {
            match row.is_open {
                Some(false) => drop(self.open.insert(row.place.clone())),
                Some(true) if rows.get(here + 1).is_some_and(|next| next.level > row.level) => {
                    to = here + 1;
                }
                _ => {}
            }
        }
        if presses(Key::ArrowLeft) > 0 && !self.open.remove(&row.place) {
            let above = rows.get(..here).unwrap_or_default();
            to = above.iter().rposition(|above| above.level < row.level).unwrap_or(here);
        }
        if presses(Key::Enter) > 0 || presses(Key::Space) > 0 {
            self.pick(cx, &row.place);
        }
        self.at = rows.get(to).map(|row| row.place.clone());
    }

    /// A statement is selected, a voice folded or unfolded.
    fn pick(&mut self, cx: &Cx<'_>, place: &Place) {
        match place {
            Place::Voice(_) => self.toggle(place),
            Place::Statement(of) | Place::Fact(of, _) => {
                cx.ask(Command::Select(cx.estimate(*of).map(|(id, _)| id)));
            }
        }
    }

    fn toggle(&mut self, place: &Place) {
        if !self.open.remove(place) {
            self.open.insert(place.clone());
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        row: &Row<'_>,
        (is_here, has_focus): (bool, bool),
    ) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        // The tree has the keyboard, and tells where in it.
        let response = ui.interact(rect, id_of(&row.place), Sense::CLICK);
        let (says, is_selected) = said(cx, row);
        response.widget_info(|| WidgetInfo::selected(Node::TreeItem, true, is_selected, &says));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_level(row.level);
            node.set_position_in_set(row.number);
            node.set_size_of_set(row.siblings);
            if let Some(is_open) = row.is_open {
                node.set_expanded(is_open);
            }
        });
        if is_selected || response.hovered() || (is_here && has_focus) {
            ui.painter().rect_filled(rect, 2.0, cx.ink(Role::AccentSoft));
        }
        paint_row(ui, cx, row, rect, &says);
        if response.clicked() {
            self.at = Some(row.place.clone());
            ui.memory_mut(|memory| memory.request_focus(Landmark::Voices.id()));
            let at = response.interact_pointer_pos().map(|pos| pos.x - rect.left());
            let is_sign = at.is_some_and(|x| x < row.level as f32 * INDENT);
            if is_sign && row.is_open.is_some() {
                self.toggle(&row.place);
            } else {
                self.pick(cx, &row.place);
            }
        }
        response.on_hover_text(says);
    }
}

fn id_of(place: &Place) -> Id {
    Id::unique(("voices as a tree", place))
}

fn paint_row(ui: &Ui, cx: &Cx<'_>, row: &Row<'_>, rect: Rect, says: &str) {
    let painter = ui.painter();
    let middle = rect.center().y;
    let font = || FontId::proportional(TEXT);
    let mut left = rect.left() + (row.level as f32 - 1.0) * INDENT;
    if let Some(is_open) = row.is_open {
        let sign = if is_open { "▾" } else { "▸" };
        painter.text(pos2(left, middle), Align2::LEFT_CENTER, sign, font(), cx.ink(Role::InkSoft));
    }
    left += INDENT;
    if let What::Voice(place, voice) = &row.what {
        let at = pos2(left + NEAR, middle);
        cx.paint_sign(painter, at, cx.sign(*place), (9.0, voice.is_counted()), Role::Panel);
        left += INDENT;
    }
    let shown = elide(says, rect.right() - left, TEXT, TextStyle::Regular);
    let role = if matches!(row.what, What::Fact(_)) { Role::InkSoft } else { Role::Ink };
    painter.text(pos2(left, middle), Align2::LEFT_CENTER, shown, font(), cx.ink(role));
}

/// A row in words, and whether it is the selected statement.
fn said(cx: &Cx<'_>, row: &Row<'_>) -> (String, bool) {
    match &row.what {
        What::Voice(place, voice) => (voice_in_words(cx, *place, voice), false),
        What::Statement(of) => {
            let Some((id, estimate)) = cx.estimate(*of) else { return (String::new(), false) };
            (statement_in_words(cx, *of, estimate), cx.view.selection.as_ref() == Some(&id))
        }
        What::Fact(fact) => (fact.clone(), false),
    }
}

/// Who it is and what stands of it at the cursor.
fn voice_in_words(cx: &Cx<'_>, place: usize, voice: &Voice) -> String {
    let standing = cx.standing(place);
    let stands = match standing {
        Some(standing) => cx.words.interval(standing.read),
        None if cx.is_divided(place) => cx.words.contradicts_itself(&voice.name).to_owned(),
        None => "nothing stands".to_owned(),
    };
    let is_shared = cx.slice().is_some_and(|slice| slice.agreement.support > 1);
    let core = match standing.filter(|_| is_shared) {
        Some(standing) if standing.in_core => ", in the core",
        Some(_) => ", outside the core",
        None => "",
    };
    format!("{}: {stands} on {}{core}", voice.name, cx.words.day(cx.cursor))
}

/// How much and of when; who said it, where the voice has several names.
fn statement_in_words(cx: &Cx<'_>, of: EstimateRef, estimate: Estimate<'_>) -> String {
    let bounds = cx.bounds_of(of).map(|bounds| cx.words.bounds(&bounds));
    let number = bounds.or_else(|| estimate.wording().map(|words| format!("“{words}”")));
    let number = number.unwrap_or_else(|| "no number".to_owned());
    let as_of = cx.words.as_of(cx.as_of(of, estimate));
    format!("{as_of}: {number} ({})", estimate.label())
}

/// What is known of a statement: its bounds, its days, and the reasons for what it counts.
fn facts_of(
    cx: &Cx<'_>,
    comparison: &Comparison,
    of: EstimateRef,
    why: Option<NotCountedWhy>,
) -> Vec<String> {
    let Some((_, estimate)) = cx.estimate(of) else { return Vec::new() };
    let words = cx.words;
    let mut facts = vec![status_in_words(cx, of, why).to_owned()];
    let (stated, holds) = (estimate.bounds(), cx.bounds_of(of));
    facts.extend(stated.map(|bounds| format!("Stated: {}", words.bounds(&bounds))));
    if holds != stated {
        facts.extend(holds.map(|bounds| format!("Adjusted to {}", words.bounds(&bounds))));
    }
    facts.extend(holds.map(|bounds| {
        let question = &comparison.question;
        let read = read_bounds(&bounds, question.measure.is_count(), question.about);
        format!("Read as {}", words.interval(read))
    }));
    facts.extend(estimate.wording().map(|wording| format!("In its words: “{wording}”")));
    facts.push(format!("As of {}", words.as_of(cx.as_of(of, estimate))));
    facts.push(match estimate.published() {
        Some(day) => format!("Published {}", words.day(day)),
        None => "Published: not stated".to_owned(),
    });
    facts.extend(comparison.stands_on(of).into_iter().map(|(from, to)| match to {
        Some(to) => format!("Stands {}", words.period(from, to)),
        None => format!("Stands from {} on", words.day(from)),
    }));
    let way: Vec<&str> = estimate.relays().chain(estimate.outlet()).collect();
    if !way.is_empty() {
        facts.push(format!("By way of {}", way.join(" → ")));
    }
    facts
}
