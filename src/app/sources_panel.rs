//! On the left: who speaks, by kind. A row's swatch hides and shows, its name isolates, its menu does
//! the rest; echoes fold out under what they pass on.
//!
//! Rows are reached by Tab and the arrow keys, and every one says its state to a screen reader.

mod rows;

use std::collections::{BTreeSet, HashMap};

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{self, Response, RichText, Sense, Ui, WidgetInfo};

use crate::chart::{self, Role};
use crate::compare::{EstimateRef, Voice};
use crate::estimate::{Change, OriginKind, Target, visible};
use crate::session::{Edit, Page};

use super::actions::Action;
use super::command::Command;
use super::controls::{LEAST_NAME, has_room_beside, value_below_ui};
use super::cx::Cx;
use super::lanes::members_ui;
use super::look::{APART, FAR, GROUP, HEADING, NEAR, bold, focus_ring, soft};
use super::painter::{color, paint_marker};
use super::source_dialog::{labels_of, open_suggestions};
use rows::SourceRows;

/// The panel, with what is typed into it and folded out on it.
#[derive(Default)]
pub(super) struct SourcesPanel {
    filter: String,
    /// Names of voices whose echoes are shown.
    unfolded: BTreeSet<String>,
    rows: SourceRows,
    /// How high each voice's row was when it was last drawn.
    heights: HashMap<usize, f32>,
}

/// With more sources than this, only the rows in sight are drawn, and those next to them, which the
/// keyboard goes to.
const MOST_DRAWN: usize = 60;
/// So far from what is in sight rows are drawn too, in points.
const NEXT_TO_SIGHT: f32 = 120.0;
/// Until a row was drawn it is taken to be so high.
const ROW: f32 = 24.0;

/// Over those of whom it is not known of which kind they are, and groups of several kinds.
const OF_NO_ONE_KIND: &str = "Of no one kind";

impl SourcesPanel {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.add_space(APART);
        ui.label(bold("Sources").size(HEADING));
        let Some(comparison) = cx.comparison() else {
            ui.add_space(APART);
            ui.label(soft("Open a file of estimates to see who says what"));
            return;
        };
        self.rows.follow(cx);
        counted_ui(ui, cx);
        suggested_ui(ui, cx);
        filter_ui(ui, &mut self.filter);
        let wanted = self.filter.trim().to_lowercase();
        left_out_ui(ui, cx);
        egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            if let Some(lanes) = cx.lanes() {
                members_ui(ui, cx, lanes, &wanted);
                ui.add_space(FAR);
                return;
            }
            let mut is_empty = true;
            for kind in OriginKind::ALL.iter().copied().map(Some).chain([None]) {
                let of_kind: Vec<(usize, &Voice)> = comparison
                    .voices
                    .iter()
                    .enumerate()
                    .filter(|(place, voice)| voice.kind == kind && self.rows.has_own(*place))
                    .filter(|(_, voice)| is_wanted(voice, &wanted))
                    .collect();
                if of_kind.is_empty() {
                    continue;
                }
                is_empty = false;
                heading_ui(ui, cx, kind.map_or(OF_NO_ONE_KIND, OriginKind::heading));
                for (place, voice) in of_kind {
                    self.row_ui(ui, cx, place, voice);
                }
            }
            if is_empty && !wanted.is_empty() {
                ui.add_space(APART);
                ui.label(soft(format!("No source matches “{}”", self.filter.trim())));
            }
            if wanted.is_empty() {
                self.other_echoes_ui(ui, cx);
            }
            ui.add_space(FAR);
        });
    }

    /// A source's row with its echoes, or as much room where there are many and it is not in sight.
    fn row_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, place: usize, voice: &Voice) {
        let height = self.heights.get(&place).copied().unwrap_or(ROW);
        let sight = ui.clip_rect().y_range().expand(NEXT_TO_SIGHT);
        let top = ui.cursor().top();
        let is_in_sight = top <= sight.max && sight.min <= top + height;
        if !is_in_sight && cx.comparison().is_some_and(|of| of.voices.len() > MOST_DRAWN) {
            ui.allocate_space(egui::vec2(1.0, height));
            return;
        }
        let drawn = ui.push_id(("source", &voice.name), |ui| self.source_ui(ui, cx, place, voice));
        self.heights.insert(place, drawn.response.rect.height());
    }

    fn source_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, place: usize, voice: &Voice) {
        let is_hidden = cx.view.hidden.contains(&voice.name);
        let value = value_at_cursor(cx, place);
        let mut fits = true;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = NEAR;
            if swatch_ui(ui, cx, place, voice, is_hidden).clicked() {
                cx.ask(Command::ToggleHidden(voice.name.clone()));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = egui::Button::new(soft("⋯")).frame_when_inactive(false);
                let (response, _) =
                    MenuButton::from_button(button).ui(ui, |ui| menu_ui(ui, cx, voice, is_hidden));
                let name = format!("Menu of {}", voice.name);
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
                fits = has_room_beside(ui, &value, count_room(self.rows.statements(place)));
                if fits {
                    ui.label(soft(&value));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    self.name_ui(ui, cx, place, voice);
                });
            });
        });
        if !fits {
            value_below_ui(ui, &value);
        }
        let echoes = self.rows.echoes_of(place);
        if !echoes.is_empty() {
            let is_open = self.unfolded.contains(&voice.name);
            if echoes_ui(ui, cx, voice, echoes, is_open) {
                if is_open {
                    self.unfolded.remove(&voice.name);
                } else {
                    self.unfolded.insert(voice.name.clone());
                }
            }
        }
    }

    fn name_ui(&self, ui: &mut Ui, cx: &Cx<'_>, place: usize, voice: &Voice) {
        let is_hidden = cx.view.hidden.contains(&voice.name);
        let statements = self.rows.statements(place);
        // Written out before it is known how much room it needs.
        let mut name = RichText::new(visible(&voice.name));
        if is_hidden || !voice.is_counted() {
            name = name.weak();
        }
        if is_hidden {
            name = name.strikethrough();
        }
        let count_room = count_room(statements);
        let mut badges = badges(voice);
        // Where there is no room the tooltip has them, too.
        while ui.available_width() < LEAST_NAME + badge_room(&badges) + count_room
            && badges.pop().is_some()
        {}
        let room = (ui.available_width() - badge_room(&badges) - count_room).max(LEAST_NAME);
        let response = ui
            .scope(|ui| {
                ui.set_max_width(room);
                ui.add(egui::Label::new(name).truncate().sense(Sense::click()))
            })
            .inner;
        let says = format!("See {} alone", voice.name);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &says));
        let state = state(cx, place, voice, is_hidden);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(state));
        focus_ring(ui, &response);
        if response.has_focus() {
            response.scroll_to_me(None);
        }
        let response = response.on_hover_text(tooltip(voice, statements, is_hidden));
        response.context_menu(|ui| menu_ui(ui, cx, voice, is_hidden));
        if response.clicked() {
            cx.ask(Command::Isolate(voice.name.clone()));
        }
        ui.label(soft(statements.to_string()).small());
        for (word, says) in badges {
            badge_ui(ui, cx, word, says);
        }
    }

    /// Echoes whose original is not among what is compared here.
    fn other_echoes_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let echoes = self.rows.other_echoes();
        if echoes.is_empty() {
            return;
        }
        heading_ui(ui, cx, "Echoes of other measures");
        for echo in echoes {
            echo_ui(ui, cx, *echo);
        }
    }
}

/// So much room the number of statements takes behind a name, in points.
fn count_room(statements: usize) -> f32 {
    9.0 + 7.0 * statements.to_string().len() as f32
}

fn badge_room(badges: &[(&str, &str)]) -> f32 {
    badges.iter().map(|(word, _)| 14.0 + 6.0 * word.len() as f32).sum()
}

/// What is counted, in words.
fn counted_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if let Some(headline) = cx.headline() {
        let text = format!("Counted at the cursor: {}", headline.counted);
        ui.add(egui::Label::new(soft(text).small()).wrap());
    }
}

/// How many are hidden or excluded, under the rows: above them it would move a row away from under
/// the pointer that has just pressed it.
fn left_out_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let voices = cx.comparison().map_or(&[][..], |comparison| &comparison.voices);
    let hidden = voices.iter().filter(|voice| cx.view.hidden.contains(&voice.name)).count();
    let excluded = voices.iter().filter(|voice| voice.is_excluded).count();
    if hidden == 0 && excluded == 0 {
        return;
    }
    let below = egui::Panel::bottom("left out").frame(egui::Frame::new()).resizable(false);
    below.show(ui, |ui| {
        ui.add_space(NEAR);
        if hidden > 0 {
            let says = Action::ShowAllSources.tooltip();
            if left_out_line_ui(ui, format!("{hidden} hidden, still counted"), "Show all", says) {
                cx.act(Action::ShowAllSources);
            }
        }
        if excluded > 0 {
            let says = "See what was changed, and take it back";
            if left_out_line_ui(
                ui,
                format!("{excluded} excluded, not counted"),
                "See changes",
                says,
            ) {
                cx.ask(Command::OpenPage(Page::Changes));
            }
        }
    });
}

/// What is left out, with a button; true when that is pressed.
fn left_out_line_ui(ui: &mut Ui, text: String, verb: &str, says: &str) -> bool {
    let line = ui.horizontal_wrapped(|ui| {
        ui.label(soft(text).small());
        ui.small_button(verb).on_hover_text(says).clicked()
    });
    line.inner
}

/// The first of the names that might stand for one origin, and how many more there are.
fn suggested_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let open = open_suggestions(cx);
    let Some(first) = open.first() else { return };
    let more = match open.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" ({more} more)"),
    };
    let text = format!("Perhaps one origin: {} and {}{more}", first.name, first.of);
    let says = "See why, and merge them or say that they are not the same";
    if ui.link(RichText::new(text).small()).on_hover_text(says).clicked() {
        cx.ask(Command::AboutSource(labels_of(cx, &first.name)));
    }
}

fn filter_ui(ui: &mut Ui, filter: &mut String) {
    ui.add_space(NEAR);
    let before = filter.clone();
    let edit = egui::TextEdit::singleline(filter)
        .desired_width(f32::INFINITY)
        .hint_text("Name, country, kind, method…");
    let response = ui.add(edit);
    response.widget_info(|| {
        let mut info =
            WidgetInfo::text_edit(true, &before, &*filter, "Name, country, kind, method");
        info.label = Some("Filter the sources".to_owned());
        info
    });
    if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        filter.clear();
    }
}

/// Whether a voice has these small letters in anything that it is known by.
fn is_wanted(voice: &Voice, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    wanted.is_empty()
        || has(&voice.name)
        || has(&voice.affiliation.to_string())
        || voice.country.as_deref().is_some_and(has)
        || has(voice.kind.map_or(OF_NO_ONE_KIND, OriginKind::heading))
        || voice.methods.iter().any(|method| has(method.words()))
        || voice.labels.iter().any(|label| has(label))
}

fn heading_ui(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(APART + NEAR);
    let ink = color(cx.theme.colour(Role::InkSoft));
    ui.label(bold(text.to_uppercase()).size(GROUP).color(ink));
}

/// Words beside a name, each with what it means.
fn badges(voice: &Voice) -> Vec<(&'static str, &'static str)> {
    let mut badges = Vec::new();
    if voice.party == Some(true) {
        badges.push(("party", "A party to the conflict"));
    }
    if voice.is_excluded {
        badges.push(("excluded", "Excluded: not counted"));
    }
    badges
}

fn badge_ui(ui: &mut Ui, cx: &Cx<'_>, word: &str, says: &str) {
    let hairline = color(cx.theme.colour(Role::Hairline));
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, hairline))
        .corner_radius(8.0)
        .inner_margin(egui::Margin::symmetric(6, 0))
        .show(ui, |ui| ui.label(soft(word).small()))
        .response
        .on_hover_text(says);
}

/// Colour and marker of a source; pressing it hides or shows.
fn swatch_ui(ui: &mut Ui, cx: &Cx<'_>, place: usize, voice: &Voice, is_hidden: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), Sense::click());
    let label = format!("Show {}", voice.name);
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::CheckBox, true, !is_hidden, label.clone())
    });
    let sign = cx.sign(place);
    let ink = color(cx.theme.colour(Role::Source(sign)));
    let marker = chart::source_marker(sign);
    let surface = color(cx.theme.colour(Role::Panel));
    paint_marker(ui.painter(), rect.center(), marker, 10.0, !is_hidden, ink, surface);
    if response.has_focus() || response.hovered() {
        let accent = color(cx.theme.colour(Role::Accent));
        let stroke = egui::Stroke::new(1.0, accent);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    response.on_hover_text(if is_hidden { "Draw it again" } else { "Hide it; it still counts" })
}

/// What can be done with a source.
fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, voice: &Voice, is_hidden: bool) {
    about_ui(ui, cx, voice);
    ui.separator();
    if ui.button("See it alone").on_hover_text("Again to see all").clicked() {
        cx.ask(Command::Isolate(voice.name.clone()));
    }
    let hide = if is_hidden { "Draw it again" } else { "Hide it (still counted)" };
    if ui.button(hide).clicked() {
        cx.ask(Command::ToggleHidden(voice.name.clone()));
    }
    ui.separator();
    for (kind, on, off) in [
        (Change::Exclude, "Exclude it (not counted)", "Count it again"),
        (Change::ReadAsAtLeast, "Read its numbers as at least", "Read its numbers as stated"),
    ] {
        let targets = || voice.labels.iter().map(|label| Target::Source(label.clone()));
        let laid: Vec<Target> = targets()
            .filter(|target| cx.document.overlay().on(target).any(|c| c.is_same_kind(&kind)))
            .collect();
        if laid.is_empty() {
            if ui.button(on).clicked() {
                let changes = targets().map(|target| (target, kind.clone())).collect();
                cx.ask(Command::Adjust(changes));
            }
        } else if ui.button(off).clicked() {
            let lift = |target| Edit::Restore { target, kind: kind.clone() };
            laid.into_iter().map(lift).for_each(|edit| cx.ask(Command::Edit(edit)));
        }
    }
}

/// So many members of a group are listed in its menu.
const MEMBERS_LISTED: usize = 16;

/// What is known of a source; of a group, what is known of each of its members.
fn about_ui(ui: &mut Ui, cx: &Cx<'_>, voice: &Voice) {
    let by = cx.comparison().map(|comparison| comparison.question.by).unwrap_or_default();
    if by.is_of_sources() || voice.labels.len() == 1 {
        if ui.button("About this source…").clicked() {
            cx.ask(Command::AboutSource(voice.labels.clone()));
        }
        return;
    }
    for label in voice.labels.iter().take(MEMBERS_LISTED) {
        if ui.button(format!("About {label}…")).clicked() {
            cx.ask(Command::AboutSource(vec![label.clone()]));
        }
    }
    let more = voice.labels.len().saturating_sub(MEMBERS_LISTED);
    if more > 0 {
        ui.label(soft(format!("{more} more: count by origin to see each")).small());
    }
}

/// The state of a row, for a screen reader.
fn state(cx: &Cx<'_>, place: usize, voice: &Voice, is_hidden: bool) -> String {
    let mut says = vec![match value_at_cursor(cx, place).as_str() {
        "–" if cx.is_divided(place) => {
            format!("{} at the cursor", cx.words.contradicts_itself(&voice.name))
        }
        "–" => "nothing stands at the cursor".to_owned(),
        value => format!("{value} at the cursor"),
    }];
    says.extend(badges(voice).into_iter().map(|(_, says)| says.to_lowercase()));
    if voice.is_unknown {
        says.push("unknown origin: drawn, not counted".to_owned());
    }
    if is_hidden {
        says.push("hidden, still counted".to_owned());
    }
    says.join("; ")
}

fn tooltip(voice: &Voice, statements: usize, is_hidden: bool) -> String {
    let mut lines = vec![voice.name.clone(), voice.affiliation.to_string()];
    if voice.labels.len() > 1 || voice.labels.first() != Some(&voice.name) {
        lines.push(format!("In the files: {}", voice.labels.join("; ")));
    }
    lines.push(match statements {
        1 => "1 statement on this measure".to_owned(),
        many => format!("{many} statements on this measure"),
    });
    if voice.is_unknown {
        lines.push("Nobody knows who estimated this: drawn, not counted".to_owned());
    }
    if voice.party == Some(true) {
        lines.push("A party to the conflict".to_owned());
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

/// What stands at the cursor, as stated; else that nothing does.
fn value_at_cursor(cx: &Cx<'_>, place: usize) -> String {
    cx.standing(place)
        .and_then(|standing| cx.bounds_of(standing.estimate))
        .map_or_else(|| "–".to_owned(), |bounds| cx.words.bounds(&bounds))
}

/// How many echoes there are of a voice, and these where it is unfolded; true when that is to change.
fn echoes_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    voice: &Voice,
    echoes: &[EstimateRef],
    is_open: bool,
) -> bool {
    let mut is_toggled = false;
    ui.indent(("echoes", &voice.name), |ui| {
        let count = match echoes.len() {
            1 => "1 echo".to_owned(),
            many => format!("{many} echoes"),
        };
        let arrow = if is_open { "▾" } else { "▸" };
        let text = soft(format!("{arrow} {count}, not counted")).small();
        let response = ui.add(egui::Button::new(text).frame(false));
        let name = format!("Echoes of {}", voice.name);
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, &name));
        is_toggled = response.on_hover_text("Drawn, never counted as a voice").clicked();
        if is_open {
            echoes.iter().for_each(|echo| echo_ui(ui, cx, *echo));
        }
    });
    is_toggled
}

fn echo_ui(ui: &mut Ui, cx: &Cx<'_>, echo: EstimateRef) {
    let Some((id, echo)) = cx.estimate(echo) else { return };
    let number = echo.bounds().map(|bounds| format!(" {}", cx.words.bounds(&bounds)));
    let number = number.unwrap_or_default();
    let outlet = echo.outlet().unwrap_or(echo.label());
    let original = echo.original().map(|original| original.label()).unwrap_or_default();
    let text = format!("{outlet}:{number}  of {original}");
    let is_selected = cx.view.selection.as_ref() == Some(&id);
    let row =
        egui::Button::selectable(is_selected, soft(text)).truncate().frame_when_inactive(false);
    let says = "Says again what its original said: no voice of its own";
    if ui.add(row).on_hover_text(says).clicked() {
        cx.ask(Command::Select(Some(id)));
    }
}
