//! How what is open is read: chosen from the line that tells what an answer assumes.
//!
//! It is a part of the question: nothing of the document changes, so that nothing is to be undone.

use eframe::egui::{self, Id, Popup, PopupCloseBehavior, Ui, WidgetInfo};

use crate::compare::{Dates, Question};

use super::command::{Command, Policy};
use super::cx::Cx;
use super::look::{APART, soft};
use super::policies::{
    ABOUT, DATES, PROJECTIONS, PROJECTIONS_COUNT, STALENESS, about_said, abouts, dates_said,
    staleness_said, stalenesses,
};

/// How wide the choices are, in points.
const WIDTH: f32 = 250.0;

/// The line, which opens the choices.
pub(super) fn assumed_ui(ui: &mut Ui, cx: &Cx<'_>, assumed: &str, question: &Question) {
    let text = soft(format!("{assumed}  Read otherwise ▾")).small();
    let line = ui.add(egui::Button::new(text).wrap().frame(false));
    let says = format!("{assumed} Read otherwise");
    line.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &says));
    let line = line.on_hover_text("Read numbers, days and projections otherwise, for what is open");
    let stays = PopupCloseBehavior::CloseOnClickOutside;
    // What stands above the line comes and goes while one chooses, and its own id with that.
    let choices = Popup::menu(&line).id(Id::unique("read otherwise"));
    choices.close_behavior(stays).show(|ui| {
        ui.set_width(WIDTH);
        policies_ui(ui, cx, question);
    });
}

fn policies_ui(ui: &mut Ui, cx: &Cx<'_>, question: &Question) {
    let about = (question.about, abouts(question.about));
    choices_ui(ui, cx, ABOUT, about, about_said, Policy::About);
    let staleness = (question.staleness, stalenesses(question.staleness));
    choices_ui(ui, cx, STALENESS, staleness, staleness_said, Policy::Staleness);
    let dates = (question.dates, Dates::ALL.to_vec());
    choices_ui(ui, cx, DATES, dates, dates_said, Policy::Dates);
    ui.label(soft(PROJECTIONS).small());
    let mut counts = question.projections;
    if ui.checkbox(&mut counts, PROJECTIONS_COUNT).changed() {
        cx.ask(Command::ReadBy(Policy::Projections(counts)));
    }
}

/// The ways of one kind, of which one holds.
fn choices_ui<T: PartialEq + Copy, S: Into<String>>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    (now, all): (T, Vec<T>),
    said: impl Fn(T) -> S,
    policy: fn(T) -> Policy,
) {
    ui.label(soft(name).small());
    for one in all {
        let text: String = said(one).into();
        let response = ui.radio(one == now, &text);
        let says = format!("{name} {text}");
        response
            .widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, one == now, &says));
        if response.clicked() && one != now {
            cx.ask(Command::ReadBy(policy(one)));
        }
    }
    ui.add_space(APART);
}
