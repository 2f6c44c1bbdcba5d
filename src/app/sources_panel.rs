//! On the left: who speaks, by kind. A row's swatch hides and shows, its name isolates.

use eframe::egui::{self, Response, RichText, Sense, Ui, WidgetInfo};

use crate::chart::{self, Role};
use crate::compare::{NotCountedWhy, Voice};
use crate::estimate::OriginKind;

use super::actions::{Action, Command};
use super::bench::{Bench, Commands};
use super::look::{APART, FAR, GROUP, HEADING, NEAR, bold, focus_ring};
use super::painter::{color, paint_marker};

pub(super) fn sources_panel_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    ui.add_space(APART);
    ui.label(bold("Sources").size(HEADING));
    let Some(comparison) = bench.comparison() else {
        ui.add_space(APART);
        ui.label(RichText::new("Open a file of estimates to see who says what").weak());
        return;
    };
    hidden_note_ui(ui, bench, commands);
    egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        for kind in OriginKind::ALL {
            let of_kind: Vec<(usize, &Voice)> = comparison
                .voices
                .iter()
                .enumerate()
                .filter(|(_, voice)| voice.kind == kind)
                .filter(|(place, _)| has_own_statements(bench, *place))
                .collect();
            if of_kind.is_empty() {
                continue;
            }
            heading_ui(ui, bench, kind.heading());
            for (place, voice) in of_kind {
                source_ui(ui, bench, commands, place, voice);
            }
        }
        echoes_ui(ui, bench, commands);
        ui.add_space(FAR);
    });
}

/// Hidden sources still count, and the window says so.
fn hidden_note_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    let voices = bench.comparison().map_or(&[][..], |comparison| &comparison.voices);
    let hidden = voices.iter().filter(|voice| bench.view.hidden.contains(&voice.name)).count();
    if hidden == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{hidden} hidden, still counted")).small().weak());
        if ui.small_button("Show all").on_hover_text(Action::ShowAllSources.tooltip()).clicked() {
            commands.push(Command::Act(Action::ShowAllSources));
        }
    });
}

fn heading_ui(ui: &mut Ui, bench: &Bench<'_>, text: &str) {
    ui.add_space(APART + NEAR);
    let ink = color(bench.theme.colour(Role::InkSoft));
    ui.label(bold(text.to_uppercase()).size(GROUP).color(ink));
}

/// Whether a voice says something itself, and not only through others.
fn has_own_statements(bench: &Bench<'_>, place: usize) -> bool {
    let track = bench.comparison().and_then(|comparison| comparison.tracks.get(place));
    track.is_some_and(|t| t.statements.iter().any(|(_, why)| *why != Some(NotCountedWhy::Echo)))
}

fn source_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands, place: usize, voice: &Voice) {
    let is_hidden = bench.view.hidden.contains(&voice.name);
    let statements = statement_count(bench, place);
    let value = value_at_cursor(bench, place);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = NEAR;
        if swatch_ui(ui, bench, place, voice, is_hidden).clicked() {
            commands.push(Command::ToggleHidden(voice.name.clone()));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(value).weak());
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let name = if is_hidden {
                    RichText::new(&voice.name).weak().strikethrough()
                } else {
                    RichText::new(&voice.name)
                };
                let badge_room = if voice.party == Some(true) { 42.0 } else { 0.0 };
                let room = (ui.available_width() - badge_room - 16.0).max(24.0);
                let response = ui
                    .scope(|ui| {
                        ui.set_max_width(room);
                        ui.add(egui::Label::new(name).truncate().sense(Sense::click()))
                    })
                    .inner;
                let says = format!("See {} alone", voice.name);
                response
                    .widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, says.clone()));
                focus_ring(ui, &response);
                let response = response.on_hover_text(tooltip(voice, statements, is_hidden));
                if response.clicked() {
                    commands.push(Command::Isolate(voice.name.clone()));
                }
                ui.label(RichText::new(statements.to_string()).small().weak());
                if voice.party == Some(true) {
                    party_badge_ui(ui, bench);
                }
            });
        });
    });
}

fn party_badge_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let hairline = color(bench.theme.colour(Role::Hairline));
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, hairline))
        .corner_radius(8.0)
        .inner_margin(egui::Margin::symmetric(6, 0))
        .show(ui, |ui| ui.label(RichText::new("party").small().weak()))
        .response
        .on_hover_text("A party to the conflict");
}

/// Colour and marker of a source; pressing it hides or shows.
fn swatch_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    place: usize,
    voice: &Voice,
    is_hidden: bool,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), Sense::click());
    let label = format!("Show {}", voice.name);
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::CheckBox, true, !is_hidden, label.clone())
    });
    let sign = bench.sign(place);
    let ink = color(bench.theme.colour(Role::Source(sign)));
    let marker = chart::source_marker(sign);
    let surface = color(bench.theme.colour(Role::Panel));
    paint_marker(ui.painter(), rect.center(), marker, 10.0, !is_hidden, ink, surface);
    if response.has_focus() || response.hovered() {
        let accent = color(bench.theme.colour(Role::Accent));
        let stroke = egui::Stroke::new(1.0, accent);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    response.on_hover_text(if is_hidden { "Draw it again" } else { "Hide it; it still counts" })
}

fn tooltip(voice: &Voice, statements: usize, is_hidden: bool) -> String {
    let mut lines = vec![voice.name.clone(), voice.affiliation.clone()];
    if voice.labels.len() > 1 || voice.labels.first() != Some(&voice.name) {
        lines.push(format!("In the files: {}", voice.labels.join("; ")));
    }
    lines.push(format!("{statements} statements on this measure"));
    if voice.is_unknown {
        lines.push("Nobody knows who estimated this: drawn, not counted".to_owned());
    }
    if voice.is_excluded {
        lines.push("Excluded: not counted".to_owned());
    }
    if is_hidden {
        lines.push("Hidden: not drawn, still counted".to_owned());
    }
    lines.push("Click to see it alone; again to see all".to_owned());
    lines.dedup();
    lines.join("\n")
}

fn statement_count(bench: &Bench<'_>, place: usize) -> usize {
    let track = bench.comparison().and_then(|comparison| comparison.tracks.get(place));
    track.map_or(0, |track| track.statements.len())
}

/// What stands at the cursor, as stated; else that nothing does.
fn value_at_cursor(bench: &Bench<'_>, place: usize) -> String {
    bench
        .standing(place)
        .and_then(|standing| bench.bounds_of(standing.estimate))
        .map_or_else(|| "–".to_owned(), |bounds| bounds.to_string())
}

/// Echoes under a heading of their own, each with its original.
fn echoes_ui(ui: &mut Ui, bench: &Bench<'_>, commands: &mut Commands) {
    let echoes: Vec<_> = bench.echoes().filter_map(|of| bench.estimate(of)).collect();
    if echoes.is_empty() {
        return;
    }
    heading_ui(ui, bench, "Echoes (drawn, not counted)");
    for (id, echo) in echoes {
        let number = echo.bounds().map(|bounds| format!(" {bounds}")).unwrap_or_default();
        let outlet = echo.outlet().unwrap_or(echo.label());
        let original = echo.original().map(|original| original.label()).unwrap_or_default();
        let text = format!("{outlet}:{number}  of {original}");
        let is_selected = bench.view.selection.as_ref() == Some(&id);
        let row = egui::Button::selectable(is_selected, RichText::new(text).weak())
            .truncate()
            .frame_when_inactive(false);
        let response =
            ui.add(row).on_hover_text("Says again what its original said: no voice of its own");
        if response.clicked() {
            commands.push(Command::Select(Some(id)));
        }
    }
}
