//! The tour: a few steps that point at parts of the window, one after the other, and are left by Esc.
//!
//! Nothing stands in the way of what is pointed at: it can be tried while the tour is there.

use eframe::egui::{self, Area, Context, Id, Key, Modifiers, Order, Pos2, Rect, Stroke, vec2};

use crate::chart::Role;
use crate::session::Page;

use super::announcing::{Landmark, Landmarks};
use super::command::Command;
use super::controls::wrapped_ui;
use super::cx::Cx;
use super::look::{APART, FAR, bold, soft};

/// What one step says, and of which part of the window.
struct Step {
    about: Landmark,
    heading: &'static str,
    says: &'static str,
}

const STEPS: [Step; 7] = [
    Step {
        about: Landmark::Plot,
        heading: "First the sentence",
        says: "Above the plot stands what the sources come to on the day of the cursor: who shares \
               a value, who stands outside, and what makes that fragile. Point at a name in it, and \
               the plot shows who is meant.",
    },
    Step {
        about: Landmark::Plot,
        heading: "The plot is its evidence",
        says: "Each band is one source's range as it was stated: a point with the width it is read \
               with, a range, “at least” fading upward, hollow what only repeats another. Drag the \
               dashed line, or press Alt and an arrow, to go to the day on which something changed.",
    },
    Step {
        about: Landmark::Plot,
        heading: "What if it were otherwise?",
        says: "Click an estimate and drag one of its ends: the sentence follows at once. What was \
               stated stays as a ghost, and Ctrl+Z takes the change back.",
    },
    Step {
        about: Landmark::Sources,
        heading: "Who speaks",
        says: "A name shows that source alone, its sign hides it – it still counts. Behind ⋯ is what \
               is known of it, and the way to exclude it.",
    },
    Step {
        about: Landmark::Side,
        heading: "How sure is that?",
        says: "Here is who stands where, and what the verdict would be without one voice or read \
               otherwise: click such a line to see it so. Below is why two of them differ.",
    },
    Step {
        about: Landmark::Table,
        heading: "Every statement, with its citation",
        says: "The table has each statement with its words, its days and where it was read. A row \
               opens its card.",
    },
    Step {
        about: Landmark::Menus,
        heading: "Ask otherwise, and take it along",
        says: "Count by camp or country, lay it out in lanes (F8), ask what was known on a day. Ctrl+S \
               saves the session, Ctrl+E takes the chart away. F1 shows every key.",
    },
];

/// The tour while it goes on.
#[derive(Default)]
pub(super) struct Tour {
    step: usize,
    /// The step that was shown in the frame before.
    shown: Option<usize>,
}

/// How wide what a step says is, in points.
const WIDTH: f32 = 320.0;

impl Tour {
    /// Shows the step; true once the tour is left.
    pub fn ui(&mut self, ctx: &Context, cx: &Cx<'_>, landmarks: &Landmarks) -> bool {
        let Some(step) = STEPS.get(self.step) else { return true };
        let is_new = self.shown != Some(self.step);
        if is_new && step.about == Landmark::Side {
            cx.ask(Command::OpenPage(Page::Agreement));
        }
        self.shown = Some(self.step);
        let place = landmarks.place(step.about);
        if let Some(place) = place {
            ring(ctx, cx, place);
        }
        let is_left = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let at = beside(place, ctx.content_rect());
        let area = Area::new(Id::unique("tour")).order(Order::Foreground).fixed_pos(at);
        let left = area.constrain(true).show(ctx, |ui| {
            egui::Frame::popup(ui.style()).inner_margin(FAR).show(ui, |ui| {
                ui.set_width(WIDTH);
                self.step_ui(ui, step, is_new)
            })
        });
        is_left || left.inner.inner
    }

    fn step_ui(&mut self, ui: &mut egui::Ui, step: &Step, is_new: bool) -> bool {
        let all = STEPS.len();
        ui.label(bold(step.heading));
        wrapped_ui(ui, step.says);
        ui.add_space(APART);
        let mut is_left = false;
        ui.horizontal(|ui| {
            let is_last = self.step.saturating_add(1) == all;
            let next = ui.button(if is_last { "Done" } else { "Next" });
            if is_new {
                next.request_focus();
            }
            if next.clicked() {
                self.step = self.step.saturating_add(1);
                is_left = is_last;
            }
            if self.step > 0 && !next.clicked() && ui.button("Back").clicked() {
                self.step = self.step.saturating_sub(1);
            }
            is_left |= ui.button("Leave the tour").on_hover_text("Esc").clicked();
            ui.label(soft(format!("{} of {all}", self.step.saturating_add(1).min(all))).small());
        });
        is_left
    }
}

/// Around the part that is spoken of.
fn ring(ctx: &Context, cx: &Cx<'_>, place: Rect) {
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Foreground, Id::unique("tour ring")));
    let stroke = Stroke::new(2.0, cx.ink(Role::Accent));
    let frame = place.expand(5.0).intersect(ctx.content_rect()).shrink(1.0);
    painter.rect_stroke(frame, 6.0, stroke, egui::StrokeKind::Inside);
}

/// Where the words stand: beside a part that is narrow, under one that is low, and within one that is
/// large, where it covers least.
fn beside(place: Option<Rect>, window: Rect) -> Pos2 {
    const HEIGHT: f32 = 190.0;
    let wide = WIDTH + 2.0 * FAR + APART;
    let Some(place) = place else { return window.center() - vec2(wide / 2.0, HEIGHT / 2.0) };
    if place.height() < HEIGHT {
        let is_low = place.center().y > window.center().y;
        let y = if is_low { place.top() - HEIGHT } else { place.bottom() + APART };
        return Pos2::new(place.left() + FAR, y);
    }
    if place.width() < window.width() / 2.0 {
        let is_left = place.center().x < window.center().x;
        let x = if is_left { place.right() + APART } else { place.left() - wide - APART };
        return Pos2::new(x, place.top() + FAR);
    }
    Pos2::new(place.right() - wide - FAR, place.bottom() - HEIGHT - FAR)
}
