//! All measures at a glance: each with its strip, its counts and what the cursor says, those on
//! which the sources quarrel longest first. A click asks that measure.
//!
//! The measures are compared one after the other on a thread of its own and shown as they come;
//! what was computed for other files, adjustments or another question is dropped.

use std::slice;

use eframe::egui::{
    self, Context, FontId, Pos2, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{Role, SmallStrip};
use crate::compare::{Comparison, Question, Verdict, Voice, compare, measures_in};
use crate::estimate::{Basis, Measure, Quantity};

use super::actions::Action;
use super::background::{Latest, Task};
use super::command::Command;
use super::cx::Cx;
use super::derived::Asked;
use super::look::{APART, FAR, bold};
use super::painter::color;

/// A card is at least so wide, in points.
const CARD: f32 = 300.0;
const CARD_HEIGHT: f32 = 98.0;
const MARGIN: f32 = 10.0;
const STRIP: f32 = 16.0;
/// Between the parts of a measure's name.
const SEPARATOR: &str = " · ";

/// What is known of one measure.
struct Card {
    measure: Measure,
    name: String,
    estimates: usize,
    voices: usize,
    strip: SmallStrip,
    /// To tell who contradicts itself, where any group does.
    divided: Option<Comparison>,
}

/// The overview, and what of it has been computed.
#[derive(Default)]
pub(super) struct Overview {
    made: Latest<Asked, Cards, Coming>,
}

/// The cards so far, in order.
#[derive(Default)]
struct Cards {
    cards: Vec<Card>,
    /// How many measures there are.
    total: usize,
}

/// What comes, one after the other.
enum Coming {
    Total(usize),
    Card(Box<Card>),
}

impl Overview {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.refresh(ui.ctx(), cx);
        ui.add_space(APART);
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 0)).show(ui, |ui| {
            self.heading_ui(ui, cx);
            ui.add_space(APART);
            let area = egui::ScrollArea::vertical().auto_shrink([false, false]);
            area.id_salt("measures").show(ui, |ui| self.cards_ui(ui, cx));
        });
    }

    /// Takes what has come, and begins anew where the files, the adjustments or the question differ
    /// in more than the measure.
    fn refresh(&mut self, ctx: &Context, cx: &Cx<'_>) {
        // That it broke down is told in the heading.
        if matches!(self.made.look(put), Ok(true))
            && let Some(Cards { cards, .. }) = self.made.value_mut()
        {
            let rank = |card: &Card| (-card.strip.quarrel_days(), usize::MAX - card.estimates);
            cards.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.name.cmp(&b.name)));
        }
        let Some(question) = cx.document.question() else { return };
        // Of all measures, and over all days: the overview is where one sees them.
        let measure = Measure::new("", Quantity::Deployed, "", Basis::Level);
        // What is included goes with the measure asked about alone.
        let include = Vec::new();
        let question = Question { measure, from: None, to: None, include, ..question.clone() };
        let (files, overlay) = (cx.document.loaded(), cx.document.overlay().clone());
        let asked = Asked { files, overlay, question };
        self.made.want(asked, |asked| send_for(ctx, asked.clone()));
    }

    /// The cards that are of what is asked.
    fn cards(&self) -> &[Card] {
        let current = self.made.value().filter(|_| !self.made.is_stale());
        current.map_or(&[], |made| &made.cards[..])
    }

    fn heading_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal(|ui| {
            ui.label(bold("All measures").size(15.0));
            if let Some(sentence) = self.made.broken() {
                ui.label(RichText::new(sentence).color(ui.visuals().warn_fg_color));
                if ui.button("Try again").clicked() {
                    self.made.try_again();
                    ui.ctx().request_repaint();
                }
            } else if self.made.is_under_way() {
                let total = self.made.value().filter(|_| !self.made.is_stale());
                let (done, total) = (self.cards().len(), total.map_or(0, |made| made.total));
                ui.label(RichText::new(format!("{done} of {total} compared")).weak());
                let share = if total > 0 { done as f32 / total as f32 } else { 0.0 };
                ui.add(egui::ProgressBar::new(share).desired_width(120.0).desired_height(8.0));
            } else {
                ui.label(RichText::new("The longest quarrels first").weak());
            }
            if let Some(of) = self.shared_name().strip_suffix(SEPARATOR) {
                ui.label(RichText::new(of).weak());
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = ui.button("Back to the plot");
                if close.clicked() {
                    cx.act(Action::AllMeasures);
                }
            });
        });
    }

    fn cards_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(window) = self.window() else {
            if !self.made.is_under_way() && self.made.broken().is_none() {
                ui.label(RichText::new("Nobody says anything that can be compared").weak());
            }
            return;
        };
        let room = ui.available_width();
        let columns = ((room + APART) / (CARD + APART)).floor().max(1.0);
        let width = ((room - APART * (columns - 1.0)) / columns).max(160.0);
        let rows = (self.cards().len() as f32 / columns).ceil();
        let height = rows * (CARD_HEIGHT + APART) + FAR;
        let (area, _) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
        let shared = self.shared_name().len();
        for (place, card) in self.cards().iter().enumerate() {
            let (row, column) = ((place as f32 / columns).floor(), place as f32 % columns);
            let at = area.min + vec2(column * (width + APART), row * (CARD_HEIGHT + APART));
            let rect = Rect::from_min_size(at, vec2(width, CARD_HEIGHT));
            if ui.is_rect_visible(rect) {
                let name = card.name.get(shared..).unwrap_or(&card.name);
                card.ui(ui, cx, name, (rect, window));
            }
        }
    }

    /// The part of their names in which all measures begin, with what follows it; empty where they
    /// have none in common.
    fn shared_name(&self) -> &str {
        let first_part =
            |card: &'_ Card| card.name.find(SEPARATOR).map(|end| end + SEPARATOR.len());
        let Some((first, rest)) = self.cards().split_first() else { return "" };
        let shared = first_part(first).and_then(|end| first.name.get(..end)).unwrap_or_default();
        let is_shared = !rest.is_empty() && rest.iter().all(|card| card.name.starts_with(shared));
        if is_shared { shared } else { "" }
    }

    /// The days of all measures, so that what stands above each other is of one day.
    fn window(&self) -> Option<(f64, f64)> {
        let days = self.cards().iter().filter_map(|card| card.strip.days());
        let (from, until) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some((f64::from(from), f64::from(until.max(from.saturating_add(1)))))
    }
}

fn send_for(ctx: &Context, asked: Asked) -> Task<Coming> {
    Task::begin(ctx, "Comparing all measures", move |task| {
        let measures = measures_in(&asked.files);
        task.bring(Coming::Total(measures.len()));
        for (measure, estimates) in measures {
            if task.go_on().is_break() {
                break;
            }
            task.bring(Coming::Card(Box::new(Card::new(&asked, measure, estimates))));
        }
    })
}

fn put(made: Option<Cards>, coming: Coming) -> Cards {
    let mut made = made.unwrap_or_default();
    match coming {
        Coming::Total(total) => made.total = total,
        Coming::Card(card) => made.cards.push(*card),
    }
    made
}

impl Card {
    fn new(asked: &Asked, measure: Measure, estimates: usize) -> Card {
        let question = Question { measure: measure.clone(), ..asked.question.clone() };
        let comparison = compare(&asked.files, &asked.overlay, &question);
        Card {
            name: measure.name(),
            measure,
            estimates,
            voices: comparison.voices.iter().filter(|voice| Voice::is_counted(voice)).count(),
            strip: SmallStrip::new(&comparison.segments),
            divided: comparison
                .tracks
                .iter()
                .any(|track| !track.divided.is_empty())
                .then_some(comparison),
        }
    }

    /// The groups that contradict themselves at the cursor, each with what its members say.
    fn divided(&self, cx: &Cx<'_>) -> Vec<String> {
        let Some(comparison) = &self.divided else { return Vec::new() };
        cx.words.divided(comparison, &comparison.divided_on(cx.files(), cx.cursor))
    }

    /// What stands at the cursor, in words.
    fn verdict(&self, cx: &Cx<'_>) -> (Verdict, String) {
        let (verdict, support, n) = self.strip.at(cx.cursor).unwrap_or((Verdict::None, 0, 0));
        let words = cx.words.verdict_in_short((verdict, support, n));
        (verdict, words)
    }

    fn ui(&self, ui: &Ui, cx: &Cx<'_>, name: &str, (rect, window): (Rect, (f64, f64))) {
        let id = ui.scope_id().with(("measure", self.measure.id()));
        let response = ui.interact(rect, id, Sense::click());
        let (verdict, words) = self.verdict(cx);
        let counts = self.counts(cx);
        let divided = self.divided(cx);
        response.widget_info(|| {
            let told = [slice::from_ref(&words), &divided[..], slice::from_ref(&counts)].concat();
            let says = format!("{}: {}", self.name, told.join("; "));
            WidgetInfo::labeled(egui::Role::Button, true, says)
        });
        let role = |role| color(cx.theme.colour(role));
        let is_asked = cx.document.question().is_some_and(|q| q.measure == self.measure);
        let is_pointed_at = response.hovered() || response.has_focus();
        let edge = if is_asked || is_pointed_at { Role::Accent } else { Role::Hairline };
        let painter = ui.painter();
        painter.rect(
            rect,
            8.0,
            role(Role::Surface),
            egui::Stroke::new(1.0, role(edge)),
            egui::StrokeKind::Inside,
        );
        let (left, width) = (rect.left() + MARGIN, rect.width() - 2.0 * MARGIN);
        let top = rect.top() + MARGIN;
        line(ui, pos2(left, top), width, bold(name).color(role(Role::Ink)));
        let soft = RichText::new(&counts).small().color(role(Role::InkSoft));
        line(ui, pos2(left, top + 19.0), width, soft);
        let strip = Rect::from_min_size(pos2(left, top + 38.0), vec2(width, STRIP));
        self.strip_ui(ui, cx, strip, window);
        badge(ui, pos2(left, strip.bottom() + 7.0), &words, role(Role::Verdict(verdict)));
        let hint = "Ask about this measure".to_owned();
        let hover = [slice::from_ref(&self.name), &divided[..], &[hint]].concat();
        let response = response.on_hover_text(hover.join("\n"));
        if response.clicked() {
            if !is_asked {
                cx.ask(Command::AskMeasure(self.measure.clone()));
                cx.ask(Command::SetCursor(cx.cursor));
            }
            cx.act(Action::AllMeasures);
        }
    }

    fn counts(&self, cx: &Cx<'_>) -> String {
        let by = cx.document.question().map(|question| question.by).unwrap_or_default();
        cx.words.counts_of_measure(self.estimates, (by, self.voices), self.strip.quarrel_days())
    }

    fn strip_ui(&self, ui: &Ui, cx: &Cx<'_>, rect: Rect, window: (f64, f64)) {
        let role = |role| color(cx.theme.colour(role));
        let painter = ui.painter();
        let ppp = ui.ctx().pixels_per_point();
        painter.rect_filled(rect, 0.0, role(Role::Panel));
        for (left, right, verdict) in self.strip.pieces(window, rect.width(), ppp) {
            let piece = Rect::from_min_max(
                pos2(rect.left() + left, rect.top()),
                pos2(rect.left() + right, rect.bottom()),
            );
            painter.rect_filled(piece, 0.0, role(Role::Verdict(verdict)));
        }
        let share = (f64::from(cx.cursor.number()) - window.0) / (window.1 - window.0);
        if (0.0..=1.0).contains(&share) {
            let x = rect.left() + share as f32 * rect.width();
            let stroke = egui::Stroke::new(1.0, role(Role::Cursor));
            painter.vline(x, rect.top() - 3.0..=rect.bottom() + 3.0, stroke);
        }
    }
}

/// One line of text, cut where there is no room.
fn line(ui: &Ui, at: Pos2, width: f32, text: RichText) {
    let galley = egui::WidgetText::from(text).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        width,
        egui::TextStyle::Body,
    );
    ui.painter().galley(at, galley, ui.visuals().text_color());
}

/// A dot in the colour of the verdict, and the verdict in words.
fn badge(ui: &Ui, at: Pos2, words: &str, fill: egui::Color32) {
    let middle = at.y + 8.0;
    let dot = Rect::from_center_size(pos2(at.x + 5.0, middle), vec2(10.0, 10.0));
    ui.painter().rect_filled(dot, 2.0, fill);
    let font = FontId::proportional(11.5);
    let ink = ui.visuals().text_color();
    ui.painter().text(pos2(at.x + 15.0, middle), egui::Align2::LEFT_CENTER, words, font, ink);
}
