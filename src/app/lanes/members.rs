//! In the panel on the left, the members lane by lane; where camps are counted, a source is dragged
//! from one into another.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    self, Color32, DragAndDrop, Role as Node, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
};

use crate::chart::{Lane, Lanes, Role, SceneVoice};
use crate::compare::Grouping;
use crate::estimate::Camp;

use super::super::command::Command;
use super::super::controls::{has_room_beside, value_below_ui};
use super::super::cx::Cx;
use super::super::look::{APART, GROUP, NEAR, bold, focus_ring, soft};
use super::super::source_dialog::labels_of;

/// The heading of those who belong to no camp.
const NO_CAMP: &str = "Others";

/// So far from what is in sight rows are drawn too, in points: the keyboard goes to them next.
const NEXT_TO_SIGHT: f32 = 120.0;

/// A source that is being dragged.
#[derive(Clone)]
struct Dragged(String);

/// The members of every lane that have these small letters in their names.
pub(in crate::app) fn members_ui(ui: &mut Ui, cx: &Cx<'_>, lanes: &Lanes, wanted: &str) {
    let are_camps = cx.asked().is_some_and(|asked| asked.by == Grouping::Camp);
    if are_camps {
        ui.add_space(NEAR);
        ui.label(soft("Drag a source into another camp").small());
        camps_back_ui(ui, cx);
    }
    for lane in &lanes.lanes {
        lane_ui(ui, cx, (lanes, lane), are_camps, wanted);
    }
    let has_lane = |name: &str| lanes.lanes.iter().any(|lane| lane.name == name);
    let headings = Camp::ALL.iter().map(|camp| camp.heading()).chain([NO_CAMP]);
    for name in headings.filter(|name| are_camps && !has_lane(name)) {
        let zone = ui.scope(|ui| {
            heading_ui(ui, cx, name);
            ui.label(soft("nobody").small());
        });
        take_dropped(ui, cx, name, zone.response.rect);
    }
}

/// The way back, where sources were put elsewhere than their kinds belong.
fn camps_back_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let moved = cx.asked().map_or(0, |asked| asked.camps.len());
    if moved > 0 {
        ui.horizontal_wrapped(|ui| {
            ui.label(
                soft(format!("{} moved", cx.words.counted(moved, "source", "sources"))).small(),
            );
            let says = "Put every source into the camp to which its kind belongs";
            if ui.small_button("Put all back").on_hover_text(says).clicked() {
                cx.ask(Command::PutBackCamps);
            }
        });
    }
}

fn lane_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (lanes, lane): (&Lanes, &Lane),
    are_camps: bool,
    wanted: &str,
) {
    let members = lanes.scene.voices.get(lane.members.clone()).unwrap_or_default();
    let is_wanted = |member: &&SceneVoice| member.name.to_lowercase().contains(wanted);
    let members: Vec<(usize, &SceneVoice)> =
        lane.members.clone().zip(members).filter(|(_, member)| is_wanted(member)).collect();
    if members.is_empty() && !wanted.is_empty() {
        return;
    }
    let zone = ui.scope(|ui| {
        heading_ui(ui, cx, &lane.name);
        for (place, member) in members {
            let sight = ui.clip_rect().y_range().expand(NEXT_TO_SIGHT);
            if !sight.contains(ui.cursor().top()) {
                ui.allocate_space(egui::vec2(1.0, ui.spacing().interact_size.y));
                continue;
            }
            ui.push_id(("member", place), |ui| {
                member_ui(ui, cx, (lanes, place, member), are_camps);
            });
        }
    });
    if are_camps {
        take_dropped(ui, cx, &lane.name, zone.response.rect);
    }
}

fn heading_ui(ui: &mut Ui, cx: &Cx<'_>, name: &str) {
    ui.add_space(APART + NEAR);
    ui.label(bold(name.to_uppercase()).size(GROUP).color(cx.ink(Role::InkSoft)));
}

/// A source that is let go of over a lane belongs to it from then on.
fn take_dropped(ui: &Ui, cx: &Cx<'_>, name: &str, zone: egui::Rect) {
    if !DragAndDrop::has_payload_of_type::<Dragged>(ui.ctx()) {
        return;
    }
    let zone = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), zone.y_range());
    let is_over = ui.input(|input| input.pointer.hover_pos()).is_some_and(|pos| zone.contains(pos));
    if !is_over {
        return;
    }
    let stroke = Stroke::new(1.0, cx.ink(Role::Accent));
    ui.painter().rect_stroke(zone, 4.0, stroke, StrokeKind::Inside);
    if ui.input(|input| input.pointer.any_released())
        && let Some(dragged) = DragAndDrop::take_payload::<Dragged>(ui.ctx())
    {
        let Dragged(source) = (*dragged).clone();
        cx.ask(Command::PutIntoCamp { source, camp: camp_called(name) });
    }
}

fn camp_called(name: &str) -> Option<Camp> {
    Camp::ALL.into_iter().find(|camp| camp.heading() == name)
}

fn member_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (lanes, place, member): (&Lanes, usize, &SceneVoice),
    are_camps: bool,
) {
    let value = value_at_cursor(cx, lanes, place);
    let shown = value.as_deref().unwrap_or("–");
    let mut fits = true;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = NEAR;
        swatch_ui(ui, cx, member);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = egui::Button::new(soft("⋯")).frame_when_inactive(false);
            let (response, _) =
                MenuButton::from_button(button).ui(ui, |ui| menu_ui(ui, cx, member, are_camps));
            let name = format!("Menu of {}", member.name);
            response.widget_info(|| WidgetInfo::labeled(Node::Button, true, &name));
            fits = has_room_beside(ui, shown, 0.0);
            if fits {
                ui.label(soft(shown));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                name_ui(ui, cx, member, value.as_deref(), are_camps);
            });
        });
    });
    if !fits {
        value_below_ui(ui, shown);
    }
}

fn swatch_ui(ui: &mut Ui, cx: &Cx<'_>, member: &SceneVoice) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), Sense::click());
    let label = format!("Show {}", member.name);
    response.widget_info(|| {
        WidgetInfo::selected(Node::CheckBox, true, !member.is_hidden, label.clone())
    });
    let looks = (10.0, !member.is_hidden);
    cx.paint_sign(ui.painter(), rect.center(), member.sign, looks, Role::Panel);
    focus_ring(ui, &response);
    let says = if member.is_hidden { "Draw it again" } else { "Hide it; it still counts" };
    if response.on_hover_text(says).clicked() {
        cx.ask(Command::ToggleHidden(member.name.clone()));
    }
}

fn name_ui(ui: &mut Ui, cx: &Cx<'_>, member: &SceneVoice, value: Option<&str>, are_camps: bool) {
    let ink: Color32 = cx.ink(if value.is_some() { Role::Ink } else { Role::InkSoft });
    let mut name = egui::RichText::new(&member.name).color(ink);
    if member.is_hidden {
        name = name.strikethrough();
    }
    let sense = if are_camps { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.add(egui::Label::new(name).truncate().sense(sense));
    let says = format!("About {}", member.name);
    response.widget_info(|| WidgetInfo::labeled(Node::Button, true, &says));
    let state = value.map_or_else(
        || "nothing stands at the cursor".to_owned(),
        |value| format!("{value} at the cursor"),
    );
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(state));
    focus_ring(ui, &response);
    if are_camps {
        response.dnd_set_drag_payload(Dragged(member.name.clone()));
        if response.dragged() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        }
    }
    response.context_menu(|ui| menu_ui(ui, cx, member, are_camps));
    if response.clicked() {
        cx.ask(Command::AboutSource(labels_of(cx, &member.name)));
    }
    response.on_hover_text(&member.name);
}

fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, member: &SceneVoice, are_camps: bool) {
    if ui.button("About this source…").clicked() {
        cx.ask(Command::AboutSource(labels_of(cx, &member.name)));
    }
    let hide = if member.is_hidden { "Draw it again" } else { "Hide it (still counted)" };
    if ui.button(hide).clicked() {
        cx.ask(Command::ToggleHidden(member.name.clone()));
    }
    if !are_camps {
        return;
    }
    ui.separator();
    for camp in Camp::ALL.into_iter().map(Some).chain([None]) {
        let name = camp.map_or("no camp", Camp::heading);
        if ui.button(format!("Put into {name}")).clicked() {
            cx.ask(Command::PutIntoCamp { source: member.name.clone(), camp });
        }
    }
}

/// What stands of a member at the cursor, as stated; none where nothing does.
fn value_at_cursor(cx: &Cx<'_>, lanes: &Lanes, place: usize) -> Option<String> {
    // In the order of their voices, without those that are hidden.
    let tracks = &lanes.scene.tracks;
    let track = tracks.get(tracks.binary_search_by_key(&place, |track| track.voice).ok()?)?;
    let step = track.steps.on(cx.cursor.number())?;
    Some(cx.words.bounds(&cx.bounds_of(step.estimate)?))
}
