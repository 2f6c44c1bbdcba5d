//! What the pointer is over in the picture – in the plot, in the lane above it, in the margin beside
//! it – and what a click there does.

use eframe::egui::{self, CursorIcon, Id, Rect, Response, RichText, Sense, Ui, WidgetInfo, vec2};

use crate::chart::{MarkId, Picture, Scene};
use crate::compare::EstimateRef;
use crate::estimate::{Day, Estimate, EstimateId};
use crate::session::Page;
use crate::words::Words;

use super::actions::Action;
use super::command::Command;
use super::cx::Cx;
use super::date_cursor::{day_at, paint_pointed_day};
use super::ground::Ground;
use super::table::estimates_menu_ui;

/// How near the pointer must be to a glyph, in points.
const REACH: f32 = 9.0;

/// How near the pointer must be to the line of an event, in points.
const EVENT_REACH: f32 = 4.0;

/// What is kept between frames.
#[derive(Default)]
pub(super) struct UnderPointer {
    /// Whether what is hovered was pointed at here.
    has_pointed: bool,
}

/// What there is at a place of the picture: a note before what it stands on.
struct Found<'a> {
    note: Option<usize>,
    estimate: Option<(EstimateRef, EstimateId, Estimate<'a>)>,
    event: Option<usize>,
}

impl UnderPointer {
    pub fn ui(&mut self, ui: &Ui, ground: Ground<'_>, scene: &Scene, plot: &Response) {
        let Ground { cx, picture, origin, .. } = ground;
        let beside = beside_ui(ui, ground);
        let over = [plot, &beside[0], &beside[1]].into_iter().find(|r| r.hover_pos().is_some());
        let response = over.unwrap_or(plot);
        let at = response.hover_pos().map(|pos| pos - origin);
        let found = at.map(|at| found_at(cx, picture, at));
        let estimate = found.as_ref().and_then(|found| found.estimate.as_ref());
        let hovered = estimate.map(|(_, id, _)| id);
        // What is pointed at elsewhere in the window is not taken away from here.
        if hovered != cx.hovered && (at.is_some() || self.has_pointed) {
            cx.ask(Command::Hover(hovered.cloned()));
        }
        self.has_pointed = at.is_some();
        match (at, cx.hovered.and_then(|id| cx.find(id))) {
            (Some(at), _) if !response.dragged() => {
                paint_pointed_day(ui, ground, day_at(picture, at.x));
            }
            (None, Some((of, estimate))) => {
                paint_pointed_day(ui, ground, cx.as_of(of, estimate).to());
            }
            _ => {}
        }
        let day = at.map(|at| day_at(picture, at.x));
        clicked(response, found.as_ref(), day, cx);
        // Each part has its own, which stays open when the pointer goes into it.
        for part in [plot, &beside[0], &beside[1]] {
            plot_menu_ui(part, found.as_ref(), day, cx);
        }
        if let Some(found) = found {
            say_what(ui, cx, scene, response, found);
        }
    }
}

/// The lane above the plot and the margin beside it.
fn beside_ui(ui: &Ui, ground: Ground<'_>) -> [Response; 2] {
    let (picture, plot) = (ground.picture, ground.plot());
    let right = ground.origin.x + picture.width;
    let lane = Rect::from_min_max(
        ground.origin + vec2(picture.lane.left - REACH, 0.0),
        egui::pos2(right, plot.top()),
    );
    let margin = Rect::from_min_max(plot.right_top(), egui::pos2(right, plot.bottom()));
    let parts = [(lane, "Flags, events and notes"), (margin, "Notes on values")];
    parts.map(|(rect, name)| {
        let response = ui.interact(rect, Id::unique(("beside the plot", name)), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Figure, true, name));
        response
    })
}

fn found_at<'a>(cx: &Cx<'a>, picture: &Picture, at: egui::Vec2) -> Found<'a> {
    let note = picture.note_at(at.x, at.y);
    let words = picture.words_at(at.x, at.y).map(|(id, _)| id);
    let named = match words {
        Some(MarkId::Estimate(of)) => Some(of),
        _ => None,
    };
    let hit = || picture.hit(at.x, at.y, REACH).map(|hit| hit.estimate);
    let of = named.or_else(hit).filter(|_| note.is_none());
    let estimate = of.and_then(|of| {
        let (id, estimate) = cx.estimate(of)?;
        Some((of, id, estimate))
    });
    let event = match words {
        Some(MarkId::Event(place)) => Some(place),
        _ => picture.event_at(at.x, at.y, EVENT_REACH),
    };
    Found { note, estimate, event }
}

fn clicked(response: &Response, found: Option<&Found<'_>>, day: Option<Day>, cx: &Cx<'_>) {
    if response.double_clicked() {
        cx.act(Action::Fit);
    } else if response.clicked()
        && let Some(found) = found
    {
        if found.note.is_some() {
            cx.ask(Command::OpenPage(Page::Notes));
        } else if let Some((_, id, _)) = &found.estimate {
            cx.ask(Command::Select(Some(id.clone())));
        } else {
            cx.ask(Command::Select(None));
            day.into_iter().for_each(|day| cx.ask(Command::SetCursor(day)));
        }
    }
}

fn say_what(ui: &Ui, cx: &Cx<'_>, scene: &Scene, response: &Response, found: Found<'_>) {
    let can_be_clicked = found.note.is_some() || found.estimate.is_some();
    let estimate = found.estimate;
    let says = found
        .note
        .and_then(|number| note_in_words(cx, scene, number))
        .or_else(|| estimate.map(|(of, _, estimate)| pointed_in_words(cx, of, estimate)))
        .or_else(|| found.event.and_then(|place| event_in_words(cx, scene, place)));
    if can_be_clicked {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if let Some(says) = says {
        response.clone().on_hover_text_at_pointer(says);
    }
}

/// What can be done with the plot where it is pointed at, and first with the estimate there: the
/// same as in its row of the table.
fn plot_menu_ui(response: &Response, found: Option<&Found<'_>>, pointed: Option<Day>, cx: &Cx<'_>) {
    let (day_id, estimate_id) =
        (response.id.with("day of the menu"), response.id.with("estimate of the menu"));
    if response.secondary_clicked() {
        let estimate = found.and_then(|found| found.estimate.as_ref().map(|(_, id, _)| id.clone()));
        if let Some(id) = &estimate {
            cx.ask(Command::Select(Some(id.clone())));
        }
        response.ctx.data_mut(|data| {
            data.insert_temp(estimate_id, estimate);
            if let Some(day) = pointed {
                data.insert_temp(day_id, day);
            }
        });
    }
    response.context_menu(|ui| {
        let estimate = ui.data(|data| data.get_temp::<Option<EstimateId>>(estimate_id)).flatten();
        if let Some((of, estimate)) = estimate.as_ref().and_then(|id| cx.find(id)) {
            ui.label(RichText::new(named_in_words(estimate, cx.words)).weak());
            estimates_menu_ui(ui, cx, &[of]);
            ui.separator();
        }
        let day = ui.data(|data| data.get_temp::<Day>(day_id));
        if let Some(day) = day
            && ui.button(format!("Put the date cursor on {}", cx.words.day(day))).clicked()
        {
            cx.ask(Command::SetCursor(day));
            ui.close();
        }
        for (action, is_possible) in
            [(Action::ViewBack, cx.can_look_back), (Action::FitValues, true), (Action::Fit, true)]
        {
            let button = egui::Button::new(action.label());
            if ui.add_enabled(is_possible, button).on_hover_text(action.tooltip()).clicked() {
                cx.act(action);
                ui.close();
            }
        }
    });
}

/// Who said how much and when.
fn named_in_words(estimate: Estimate<'_>, words: Words) -> String {
    let number = estimate.bounds().map(|bounds| format!(" {}", words.bounds(&bounds)));
    let number = number.unwrap_or_default();
    format!("{}{number}, {}", estimate.label(), words.as_of(estimate.as_of()))
}

/// Who said how much and when, and in which words.
pub(super) fn estimate_in_words(estimate: Estimate<'_>, words: Words) -> String {
    let wording = estimate.wording().map(|w| format!("\n“{w}”")).unwrap_or_default();
    format!("{}{wording}", named_in_words(estimate, words))
}

/// The same with what holds instead, and as whose it counts: a name in the plot may be cut short.
fn pointed_in_words(cx: &Cx<'_>, of: EstimateRef, estimate: Estimate<'_>) -> String {
    let mut words = estimate_in_words(estimate, cx.words);
    let adjusted = cx.bounds_of(of).filter(|bounds| Some(*bounds) != estimate.bounds());
    if let Some(bounds) = adjusted {
        words.push_str(&format!("\nAdjusted to {}", cx.words.bounds(&bounds)));
    }
    let voices = cx.comparison().map(|comparison| comparison.voices.as_slice());
    let voice = cx.voice_of(of).and_then(|place| voices?.get(place));
    if let Some(voice) = voice.filter(|voice| voice.name != estimate.label()) {
        words.push_str(&format!("\nCounted as {}", voice.name));
    }
    words
}

fn event_in_words(cx: &Cx<'_>, scene: &Scene, place: usize) -> Option<String> {
    let event = &scene.events.get(place)?.event;
    let note = event.note.as_ref().map(|note| format!("\n{note}")).unwrap_or_default();
    Some(format!("{}, {}{note}", event.label, cx.words.day(event.date)))
}

fn note_in_words(cx: &Cx<'_>, scene: &Scene, number: usize) -> Option<String> {
    let note = scene.notes.iter().find(|note| note.number == number)?;
    let author = note.author.as_ref().map(|author| format!("\n– {author}")).unwrap_or_default();
    Some(format!("Note {number}, {}\n{}{author}", note.about.said(cx.words), note.text))
}
