//! All measures at a glance: each with its strip, its counts and what the cursor says, those on
//! which the sources quarrel longest first. A click asks that measure.
//!
//! The measures are compared one after the other on a thread of its own and shown as they come;
//! what was computed for other files, adjustments or another question is dropped.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use eframe::egui::{
    self, Context, FontId, Pos2, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{Role, SmallStrip};
use crate::compare::{Question, Verdict, Voice, compare, measures_in};
use crate::estimate::{Day, Measure, grouped};
use crate::words::Words;

use super::actions::Action;
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
}

/// The overview, and what of it has been computed.
#[derive(Default)]
pub(super) struct Overview {
    pub is_open: bool,
    /// What the cards are of.
    asked: Option<Asked>,
    cards: Vec<Card>,
    /// How many measures there are.
    total: usize,
    /// Cards to come.
    coming: Option<Receiver<Coming>>,
}

/// What the thread sends.
enum Coming {
    Total(usize),
    Card(Box<Card>),
}

impl Overview {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.refresh(ui.ctx(), cx);
        self.take();
        ui.add_space(APART);
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 0)).show(ui, |ui| {
            self.heading_ui(ui, cx);
            ui.add_space(APART);
            let area = egui::ScrollArea::vertical().auto_shrink([false, false]);
            area.id_salt("measures").show(ui, |ui| self.cards_ui(ui, cx));
        });
    }

    /// Begins anew where the files, the adjustments or the question differ in more than the measure.
    fn refresh(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let Some(question) = cx.document.question() else { return };
        let (files, overlay) = (cx.document.loaded(), cx.document.overlay());
        let is_of = |asked: &Asked| {
            asked.is_of(&files)
                && asked.overlay == *overlay
                && differ_in_measure(&asked.question, question)
        };
        if self.asked.as_ref().is_some_and(is_of) {
            return;
        }
        // Over all days: the overview is where one sees them.
        let question = Question { from: None, to: None, ..question.clone() };
        let asked = Asked { files, overlay: overlay.clone(), question };
        self.asked = Some(asked.clone());
        self.cards.clear();
        self.total = 0;
        let (sender, receiver) = channel();
        let waker = ctx.clone();
        let thread = std::thread::Builder::new().name("overview".to_owned()).spawn(move || {
            let measures = measures_in(&asked.files);
            let mut is_wanted = sender.send(Coming::Total(measures.len())).is_ok();
            for (measure, estimates) in measures {
                if !is_wanted {
                    break;
                }
                let card = Card::new(&asked, measure, estimates);
                // Nobody listens any more once something else is wanted.
                is_wanted = sender.send(Coming::Card(Box::new(card))).is_ok();
                waker.request_repaint();
            }
            drop(sender);
            waker.request_repaint();
        });
        self.coming = thread.is_ok().then_some(receiver);
    }

    fn take(&mut self) {
        let Some(coming) = &self.coming else { return };
        let mut is_new = false;
        loop {
            match coming.try_recv() {
                Ok(Coming::Total(total)) => self.total = total,
                Ok(Coming::Card(card)) => {
                    self.cards.push(*card);
                    is_new = true;
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.coming = None;
                    break;
                }
            }
        }
        if is_new {
            let rank = |card: &Card| (-card.strip.quarrel_days(), usize::MAX - card.estimates);
            self.cards.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.name.cmp(&b.name)));
        }
    }

    fn heading_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal(|ui| {
            ui.label(bold("All measures").size(15.0));
            if self.coming.is_some() {
                let (done, total) = (self.cards.len(), self.total);
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
            if self.coming.is_none() {
                ui.label(RichText::new("Nobody says anything that can be compared").weak());
            }
            return;
        };
        let room = ui.available_width();
        let columns = ((room + APART) / (CARD + APART)).floor().max(1.0);
        let width = ((room - APART * (columns - 1.0)) / columns).max(160.0);
        let rows = (self.cards.len() as f32 / columns).ceil();
        let height = rows * (CARD_HEIGHT + APART) + FAR;
        let (area, _) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
        let shared = self.shared_name().len();
        for (place, card) in self.cards.iter().enumerate() {
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
        let Some((first, rest)) = self.cards.split_first() else { return "" };
        let shared = first_part(first).and_then(|end| first.name.get(..end)).unwrap_or_default();
        let is_shared = !rest.is_empty() && rest.iter().all(|card| card.name.starts_with(shared));
        if is_shared { shared } else { "" }
    }

    /// The days of all measures, so that what stands above each other is of one day.
    fn window(&self) -> Option<(f64, f64)> {
        let days = self.cards.iter().filter_map(|card| card.strip.days());
        let (from, until) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some((f64::from(from), f64::from(until.max(from.saturating_add(1)))))
    }
}

/// Whether two questions are the same but for the measure and the days.
fn differ_in_measure(asked: &Question, question: &Question) -> bool {
    let other = Question {
        measure: asked.measure.clone(),
        from: asked.from,
        to: asked.to,
        ..question.clone()
    };
    *asked == other
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
        }
    }

    /// What stands at the cursor, in words.
    fn verdict(&self, cursor: Day) -> (Verdict, String) {
        let (verdict, support, n) = self.strip.at(cursor).unwrap_or((Verdict::None, 0, 0));
        let words = match n {
            0 => "nobody stands".to_owned(),
            1 => Words::worn().verdict(verdict).to_owned(),
            _ => format!("{} · {support} of {n}", Words::worn().verdict(verdict)),
        };
        (verdict, words)
    }

    fn ui(&self, ui: &Ui, cx: &Cx<'_>, name: &str, (rect, window): (Rect, (f64, f64))) {
        let id = ui.scope_id().with(("measure", self.measure.id()));
        let response = ui.interact(rect, id, Sense::click());
        let (verdict, words) = self.verdict(cx.cursor);
        let counts = self.counts(cx);
        response.widget_info(|| {
            let says = format!("{}: {words}; {counts}", self.name);
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
        let response = response.on_hover_text(format!("{}\nAsk about this measure", self.name));
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
        let quarrel = match self.strip.quarrel_days() {
            0 => "no quarrel".to_owned(),
            1 => "1 day of quarrel".to_owned(),
            days => format!("{} days of quarrel", grouped(days as f64)),
        };
        let estimates = super::bars::grouped_count(self.estimates);
        let noun = if self.estimates == 1 { "estimate" } else { "estimates" };
        format!(
            "{estimates} {noun} · {} {} · {quarrel}",
            self.voices,
            Words::worn().noun(by, self.voices)
        )
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
