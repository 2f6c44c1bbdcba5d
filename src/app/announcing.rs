//! What a screen reader is told without being asked: the agreement sentence when it changes, which
//! estimate was selected, and which part of the window the keyboard has come to.

use eframe::egui::{self, Id, Rect, Sense, Ui, WidgetInfo, accesskit::Live};

/// How long a sentence has to hold before it is said, in seconds: a drag does not chatter.
const SETTLED_AFTER: f64 = 0.6;

/// Says something politely once it has settled.
#[derive(Clone, Debug, Default)]
pub(super) struct Announcer {
    said: String,
    /// What is to be said next, and since when it holds.
    coming: Option<(String, f64)>,
}

impl Announcer {
    /// Takes what holds now and shows a screen reader what has settled. What it speaks of is the
    /// name of its place in the tree of the screen reader.
    pub fn ui(&mut self, ui: &mut Ui, about: &'static str, holds: &str) {
        let now = ui.input(|input| input.time);
        if holds == self.said {
            self.coming = None;
        } else if let Some((_, since)) = self.coming.as_ref().filter(|(text, _)| text == holds) {
            let left = SETTLED_AFTER - (now - since);
            if left <= 0.0 {
                holds.clone_into(&mut self.said);
                self.coming = None;
            } else {
                wake_after(ui, left);
            }
        } else {
            self.coming = Some((holds.to_owned(), now));
            wake_after(ui, SETTLED_AFTER);
        }
        live_ui(ui, about, &self.said);
    }
}

fn wake_after(ui: &Ui, seconds: f64) {
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(seconds.max(0.01)));
}

/// Text about something that is not seen, and that a screen reader says whenever it changes.
pub(super) fn live_ui(ui: &Ui, about: &'static str, text: &str) {
    let id = Id::unique(("announcement", about));
    let place = Rect::from_min_size(ui.max_rect().min, egui::Vec2::splat(1.0));
    let response = ui.interact(place, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Status, true, text));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_live(Live::Polite);
        node.set_author_id(about);
    });
}

/// A part of the window that F6 moves to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Landmark {
    Menus,
    Sources,
    Plot,
    Table,
    Side,
    /// The tree of voices, where it is shown.
    Voices,
}

impl Landmark {
    /// In the order in which one reads them.
    const ALL: [Landmark; 6] = [
        Landmark::Menus,
        Landmark::Sources,
        Landmark::Plot,
        Landmark::Table,
        Landmark::Side,
        Landmark::Voices,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Landmark::Menus => "Menus and question",
            Landmark::Sources => "Sources",
            Landmark::Plot => "Plot",
            Landmark::Table => "Table",
            Landmark::Side => "Side panel",
            Landmark::Voices => "Voices and statements",
        }
    }

    pub fn id(self) -> Id {
        Id::unique(("landmark", self.name()))
    }

    /// The landmark that holds the focus, if one does.
    fn focused(ctx: &egui::Context) -> Option<Landmark> {
        let focused = ctx.memory(egui::Memory::focused)?;
        Landmark::ALL.into_iter().find(|landmark| landmark.id() == focused)
    }
}

/// Which landmarks were drawn last, and where the keyboard was seen last.
#[derive(Clone, Default, Debug)]
pub(super) struct Landmarks {
    drawn: Vec<(Landmark, Rect)>,
    drawing: Vec<(Landmark, Rect)>,
}

impl Landmarks {
    /// At the start of a part of the window: a place for the keyboard to come to, over all of
    /// `rect`. Tab goes on from it into the part.
    pub fn mark(&mut self, ui: &Ui, landmark: Landmark, rect: Rect) {
        let id = landmark.id();
        let place = Rect::from_min_size(rect.min, egui::Vec2::splat(1.0));
        let response = ui.interact(place, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Region, true, landmark.name()));
        if response.has_focus() {
            let stroke = ui.visuals().widgets.hovered.bg_stroke;
            let stroke = egui::Stroke::new(2.0, stroke.color);
            // Around the words, as far as the part reaches.
            let frame = rect.expand(5.0).intersect(ui.clip_rect()).shrink(1.0);
            ui.painter().rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Inside);
        }
        self.drawing.push((landmark, rect));
    }

    /// A part of the window that has a place for the keyboard itself, with the landmark's id.
    pub fn note(&mut self, landmark: Landmark, rect: Rect) {
        self.drawing.push((landmark, rect));
    }

    /// Everything is drawn.
    pub fn end_frame(&mut self) {
        self.drawn = std::mem::take(&mut self.drawing);
        let place = |of: Landmark| Landmark::ALL.into_iter().position(|known| known == of);
        self.drawn.sort_by_key(|(landmark, _)| place(*landmark));
    }

    /// Where a part of the window stood last, if it was there.
    pub fn place(&self, of: Landmark) -> Option<Rect> {
        self.drawn.iter().find(|(landmark, _)| *landmark == of).map(|(_, rect)| *rect)
    }

    /// The landmark after or before the one that has the keyboard; the first one where it is nowhere.
    pub fn beside(&self, ctx: &egui::Context, is_on: bool) -> Option<Landmark> {
        let count = self.drawn.len();
        let here = self.here(ctx);
        let next = match (here, is_on) {
            (None, _) => 0,
            (Some(place), true) => place + 1,
            (Some(place), false) => place + count.saturating_sub(1),
        };
        self.drawn.get(next.checked_rem(count)?).map(|(landmark, _)| *landmark)
    }

    /// The landmark that has the keyboard, or in which the focused widget lies.
    fn here(&self, ctx: &egui::Context) -> Option<usize> {
        let of = |wanted| self.drawn.iter().position(|(landmark, _)| *landmark == wanted);
        if let Some(landmark) = Landmark::focused(ctx) {
            return of(landmark);
        }
        let focused = ctx.memory(egui::Memory::focused)?;
        let rect = ctx.read_response(focused)?.rect;
        self.drawn.iter().position(|(_, part)| part.contains(rect.center()))
    }
}
