//! The bar on top, with menus and the question, and the bar at the bottom, with what is open.

use eframe::egui::{self, RichText, Ui};

use crate::chart::Role;
use crate::chart::Scale;
use crate::compare::Grouping;
use crate::estimate::Day;
use crate::words::file_name;

use super::actions::Action;
use super::command::Command;
use super::controls::capitalised;
use super::cx::Cx;
use super::including::including_ui;
use super::look::{APART, NEAR, bold, soft};
use super::menus::{AskedMenu, menus_ui};
use super::range_bar::Field;

/// In a window narrower than this, in points, the groupings fold into a list.
const ROOM_FOR_ALL: f32 = 2040.0;

/// In a window narrower than this, in points, the ways to lay voices out fold into a list.
const ROOM_FOR_WAYS: f32 = 1640.0;

/// In a window narrower than this, in points, the question takes a row of its own.
const ROOM_FOR_ONE_ROW: f32 = 1340.0;

pub(super) fn top_bar_ui(ui: &mut Ui, cx: &Cx<'_>, known_on: &mut Field, asked: Option<AskedMenu>) {
    let fits_one_row = ui.ctx().content_rect().width() >= ROOM_FOR_ONE_ROW;
    ui.add_space(NEAR);
    ui.horizontal(|ui| {
        menus_ui(ui, cx, asked);
        ui.add_space(NEAR);
        history_ui(ui, cx);
        ui.add_space(NEAR);
        if cx.comparison().is_some() {
            measure_ui(ui, cx, fits_one_row);
            ui.add_space(APART);
            if fits_one_row {
                question_ui(ui, cx, known_on);
            }
        }
    });
    if !fits_one_row && cx.comparison().is_some() {
        ui.horizontal_wrapped(|ui| question_ui(ui, cx, known_on));
    }
    ui.add_space(NEAR);
}

/// How the measure is asked about.
fn question_ui(ui: &mut Ui, cx: &Cx<'_>, known_on: &mut Field) {
    arrangement_ui(ui, cx);
    ui.add_space(APART);
    counting_ui(ui, cx);
    ui.add_space(APART);
    scale_ui(ui, cx);
    ui.add_space(APART);
    known_on_ui(ui, cx, known_on);
    ui.add_space(APART);
    stated_ui(ui, cx);
}

/// Undo and redo at hand, each saying what it would take back or make again.
fn history_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.x = NEAR;
    for (action, sign, what) in
        [(Action::Undo, "↶", cx.undo_label.as_ref()), (Action::Redo, "↷", cx.redo_label.as_ref())]
    {
        let response = ui.add_enabled(what.is_some(), egui::Button::new(sign));
        let says = match what {
            Some(what) => format!("{}: {what}", action.label()),
            None => format!("Nothing to {}", action.label().to_lowercase()),
        };
        let response = response.accessible_name(action.label());
        let response = response.on_hover_text(&says).on_disabled_hover_text(&says);
        if response.clicked() {
            cx.act(action);
        }
    }
    ui.spacing_mut().item_spacing.x = APART;
}

fn measure_ui(ui: &mut Ui, cx: &Cx<'_>, fits_one_row: bool) {
    let Some(answer) = cx.answer else { return };
    let asked = &answer.comparison().measure;
    let others = match ui.ctx().content_rect().width() {
        _ if !fits_one_row => 0.0,
        width if width < ROOM_FOR_WAYS => 690.0,
        width if width < ROOM_FOR_ALL => 992.0,
        _ => 1372.0,
    };
    let is_adjusted = fits_one_row && !cx.document.overlay().is_empty();
    let stated = if is_adjusted { 190.0 } else { 0.0 };
    let width = (ui.available_width() - others - stated).clamp(160.0, 420.0);
    let choice = |ui: &mut Ui| {
        // A long name gives way to what stands after it.
        ui.set_max_width(width);
        egui::ComboBox::from_id_salt("measure")
            .width(width)
            .truncate()
            .selected_text(bold(cx.words.title(answer.comparison())))
            .height(480.0)
            .show_ui(ui, |ui| {
                ui.set_min_width(420.0);
                for (measure, count) in &answer.measures {
                    let text = format!("{}   {count}", measure.name());
                    ui.horizontal(|ui| {
                        including_ui(ui, cx, measure);
                        if ui.selectable_label(measure == asked, text).clicked() {
                            cx.ask(Command::AskMeasure(measure.clone()));
                        }
                    });
                }
            })
            .response
    };
    let response = ui.scope(choice).inner.on_hover_text(cx.words.title(answer.comparison()));
    response.accessible_name("What is compared");
}

/// The ways to lay voices out, each with what it is called here.
const ARRANGEMENTS: [(Action, &str); 5] = [
    (Action::Overlay, "Overlay"),
    (Action::Lanes, "Lanes"),
    (Action::StandingRows, "Standing"),
    (Action::Coalitions, "Coalitions"),
    (Action::Revisions, "Revisions"),
];

fn arrangement_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let width = ui.ctx().content_rect().width();
    if (ROOM_FOR_ONE_ROW..ROOM_FOR_WAYS).contains(&width) {
        let chosen = ARRANGEMENTS.iter().find(|(action, _)| action.is_on(cx) == Some(true));
        let chosen = chosen.map_or("Overlay", |(_, label)| label);
        let shown = egui::ComboBox::from_id_salt("laid out").width(84.0).selected_text(chosen);
        let response = shown.show_ui(ui, |ui| arrangements_ui(ui, cx)).response;
        response.accessible_name("How voices are laid out");
    } else {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            arrangements_ui(ui, cx);
        });
    }
}

fn arrangements_ui(ui: &mut Ui, cx: &Cx<'_>) {
    for (action, label) in ARRANGEMENTS {
        let is_on = action.is_on(cx) == Some(true);
        let response = ui.selectable_label(is_on, label).on_hover_text(action.tooltip());
        if response.clicked() && !is_on {
            cx.act(action);
        }
    }
}

fn counting_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(comparison) = cx.comparison() else { return };
    let asked = comparison.question.by;
    let width = ui.ctx().content_rect().width();
    ui.spacing_mut().item_spacing.x = NEAR;
    ui.label(soft("Count by"));
    ui.spacing_mut().item_spacing.x = APART;
    if width < ROOM_FOR_ALL {
        let shown = egui::ComboBox::from_id_salt("counted").selected_text(asked.word());
        let response = shown.show_ui(ui, |ui| groupings_ui(ui, asked, cx)).response;
        response.accessible_name("What is counted once");
    } else {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            groupings_ui(ui, asked, cx);
        });
    }
}

fn groupings_ui(ui: &mut Ui, asked: Grouping, cx: &Cx<'_>) {
    for action in Action::ALL {
        let Some(grouping) = action.grouping() else { continue };
        let label = capitalised(grouping.word());
        let is_asked = asked == grouping;
        let response = ui.selectable_label(is_asked, label).on_hover_text(action.tooltip());
        if response.clicked() && !is_asked {
            cx.ask(Command::AskBy(grouping));
        }
    }
}

fn scale_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if !cx.has_values() && !cx.is_by_factor() {
        return;
    }
    for (scale, label, action) in
        [(Scale::Linear, "Linear", Action::LinearScale), (Scale::Log, "Log", Action::LogScale)]
    {
        let is_chosen = cx.view.scale == scale && !cx.is_by_factor();
        let response = ui.selectable_label(is_chosen, label).on_hover_text(action.tooltip());
        if response.clicked() && !is_chosen {
            cx.act(action);
        }
    }
    if cx.lanes().is_some() {
        let (is_on, tooltip) = (cx.is_by_factor(), Action::FactorScale.tooltip());
        let response = ui.selectable_label(is_on, "Factor").on_hover_text(tooltip);
        if response.clicked() && !is_on {
            cx.act(Action::FactorScale);
        }
    }
}

fn known_on_ui(ui: &mut Ui, cx: &Cx<'_>, field: &mut Field) {
    let Some(comparison) = cx.comparison() else { return };
    let known_on = comparison.question.known_on;
    let label = ui.label("Known on").on_hover_text("Only what had been published by this day");
    let ink = field.ink(cx);
    let edit = egui::TextEdit::singleline(&mut field.text).hint_text("today").desired_width(88.0);
    let response = ui.add(edit.text_color_opt(ink)).labelled_by(label.id);
    let response = response.on_hover_text("A day as YYYY-MM-DD; empty for everything known today");
    let now = known_on.map(|day| day.to_string()).unwrap_or_default();
    let typed = field.typed(ui, &response, &now);
    if let Some(wrong) = &field.wrong {
        ui.label(RichText::new(wrong).small().color(cx.ink(Role::Warning)));
    }
    if let Some(text) = typed {
        let is_today = text.is_empty() || text == "today";
        let asked = if is_today { Ok(None) } else { text.parse::<Day>().map(Some) };
        let asked = asked.map_err(|_| "not a day as YYYY-MM-DD".to_owned());
        field.settle(asked, |day| {
            if day != known_on {
                cx.ask(Command::AskKnownOn(day));
            }
        });
    }
}

fn stated_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(comparison) = cx.comparison() else { return };
    if cx.document.overlay().is_empty() {
        return;
    }
    for (as_stated, label, tooltip) in [
        (true, "As stated", "Leave every adjustment aside"),
        (false, "As adjusted", "With the adjustments laid over"),
    ] {
        let is_asked = comparison.question.as_stated == as_stated;
        if ui.selectable_label(is_asked, label).on_hover_text(tooltip).clicked() && !is_asked {
            cx.ask(Command::AskAsStated(as_stated));
        }
    }
}

pub(super) fn status_bar_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.horizontal(|ui| {
        let estimates: usize = cx.document.files().iter().map(|f| f.ledger.len()).sum();
        let problems: usize = cx.document.files().iter().map(|f| f.problems.len()).sum();
        let names = cx.document.files().iter().map(|f| file_name(std::path::Path::new(&f.path)));
        let mut parts = vec![names.collect::<Vec<String>>().join(", ")];
        if cx.document.files().is_empty() {
            parts = vec!["No file open".to_owned()];
        } else {
            parts.push(format!("{} estimates", cx.words.count(estimates)));
            if let Some(comparison) = cx.comparison() {
                parts.push(cx.words.so_many(comparison.question.by, comparison.voices.len()));
            }
            parts.push(match problems {
                0 => "no problems".to_owned(),
                many => cx.words.counted(many, "problem", "problems"),
            });
        }
        errands_ui(ui, cx);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            saved_ui(ui, cx);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let text = RichText::new(parts.join(" · ")).small().weak();
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
}

/// Long work under way, each with progress and a way to break it off.
fn errands_ui(ui: &mut Ui, cx: &Cx<'_>) {
    for errand in cx.under_way {
        ui.label(RichText::new(&errand.name).small());
        if errand.can_be_stopped {
            ui.add(egui::ProgressBar::new(errand.progress()).desired_width(80.0));
            if let Some(figures) = errand.in_figures() {
                ui.label(RichText::new(figures).small().weak());
            }
            if ui.small_button("Cancel").clicked() {
                errand.stop();
            }
        }
    }
}

fn saved_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let (text, role) = match (cx.is_saved, cx.has_home) {
        _ if cx.document.files().is_empty() => return,
        (true, true) => ("saved", Role::InkSoft),
        (true, false) => ("no changes", Role::InkSoft),
        (false, _) => ("unsaved changes", Role::Warning),
    };
    ui.label(RichText::new(text).small().color(cx.ink(role)));
    if let Some(label) = &cx.undo_label {
        let button =
            egui::Button::new(RichText::new(format!("Undo: {label}")).small()).frame(false);
        if ui.add(button).on_hover_text(Action::Undo.tooltip()).clicked() {
            cx.act(Action::Undo);
        }
    }
}
