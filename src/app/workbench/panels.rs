//! The panels of the window, with what each keeps between frames: what is being typed, what is
//! scrolled to, what was painted. Nothing of it is saved.

use eframe::egui::{self, Ui};

use crate::chart::Role;
use crate::session::{Arrangement, Page, Panel};

use super::super::actions::Action;
use super::super::announcing::{Announcer, Landmark, Landmarks};
use super::super::bars;
use super::super::command::Command;
use super::super::cx::Cx;
use super::super::dialogs::{Notice, notices_ui};
use super::super::first_part::FirstPart;
use super::super::lanes::BetweenDays;
use super::super::look::{APART, soft};
use super::super::menus::AskedMenu;
use super::super::overview::Overview;
use super::super::painter::color;
use super::super::plot_view::PlotView;
use super::super::range_bar::Field;
use super::super::settings::Settings;
use super::super::sheets::{Hinted, hints_ui};
use super::super::side_panel::SidePanel;
use super::super::sources_panel::SourcesPanel;
use super::super::table::TablePanel;
use super::super::under_pointer::estimate_in_words;

/// What panels keep.
#[derive(Default)]
pub(super) struct Kept {
    pub known_on: Field,
    pub plot: PlotView,
    pub between: BetweenDays,
    pub overview: Overview,
    pub side: SidePanel,
    pub sources: SourcesPanel,
    pub table: TablePanel,
    /// Of a long file that is being opened.
    pub first_part: Option<FirstPart>,
    pub landmarks: Landmarks,
    /// What the menus are asked for by key.
    pub asked_menu: Option<AskedMenu>,
    agreement_announcer: Announcer,
    selection_announcer: Announcer,
}

impl Kept {
    /// Draws the panels and what is in the middle.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, notices: &mut Vec<Notice>) {
        let surface = color(cx.theme.colour(Role::Surface));
        let marks = &mut self.landmarks;
        let room = Room::within(ui.ctx().content_rect().size());
        let asked_menu = self.asked_menu.take();
        egui::Panel::top("top bar").show(ui, |ui| {
            marks.mark(ui, Landmark::Menus, ui.max_rect());
            bars::top_bar_ui(ui, cx, &mut self.known_on, asked_menu);
        });
        egui::Panel::bottom("status bar").show(ui, |ui| bars::status_bar_ui(ui, cx));
        if let Some(part) = &mut self.first_part {
            egui::Panel::bottom("first part").show(ui, |ui| part.ui(ui, cx));
        }
        let panels = &cx.view.panels;
        if panels.yields(Panel::Side) && cx.comparison().is_some() {
            let tab = egui::Panel::right("side tab").exact_size(TAB).resizable(false);
            tab.show(ui, |ui| side_tab_ui(ui, cx));
        }
        if panels.is_shown(Panel::Sources) {
            let panel = egui::Panel::left("sources").default_size(264.0).size_range(room.sources);
            panel.show(ui, |ui| {
                marks.mark(ui, Landmark::Sources, ui.max_rect());
                self.sources.ui(ui, cx);
            });
        }
        if panels.is_shown(Panel::Side) {
            let panel = egui::Panel::right("side").default_size(330.0).size_range(room.side);
            panel.show(ui, |ui| {
                marks.mark(ui, Landmark::Side, ui.max_rect());
                self.side.ui(ui, cx);
                if cx.view.page == Page::Voices && cx.comparison().is_some() {
                    marks.note(Landmark::Voices, ui.max_rect());
                }
            });
        }
        if panels.yields(Panel::Table) && cx.comparison().is_some() {
            let tab = egui::Panel::bottom("table tab").exact_size(TAB).resizable(false);
            tab.show(ui, |ui| tab_ui(ui, cx, Action::ToggleTable, "Estimates as a table"));
        }
        let frame = egui::Frame::new().fill(surface);
        if panels.is_shown(Panel::Table) && cx.comparison().is_some() {
            let lanes = cx.lanes();
            let (name, height) =
                if lanes.is_some() { ("days", room.days) } else { ("table", 200.0) };
            egui::Panel::bottom(name)
                .resizable(true)
                .default_size(height)
                .size_range(room.table)
                .frame(frame)
                .show(ui, |ui| {
                    marks.mark(ui, Landmark::Table, ui.max_rect());
                    // A panel is as high next time as what was in it, be it a word.
                    ui.set_min_height(ui.available_height());
                    match lanes {
                        Some(lanes) => self.between.ui(ui, cx, lanes),
                        None => self.table.ui(ui, cx),
                    }
                });
        }
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            marks.mark(ui, Landmark::Plot, ui.max_rect());
            let sentence = cx.headline().map(|headline| headline.verdict.to_string());
            self.agreement_announcer.ui(ui, "agreement", &sentence.unwrap_or_default());
            let selected = cx.view.selection.as_ref().and_then(|id| cx.find(id));
            let selected = selected.map(|(_, estimate)| estimate_in_words(estimate, cx.words));
            self.selection_announcer.ui(ui, "selection", &selected.unwrap_or_default());
            notices_ui(ui, cx, notices);
            // They speak of a plot.
            let has_room = ui.available_height() > ROOM_FOR_HINTS && cx.comparison().is_some();
            let hinted = if has_room && cx.memory.shows_hints() { hints_ui(ui) } else { None };
            if let Some(hinted) = hinted {
                if hinted == Hinted::TakesTheTour {
                    cx.act(Action::Tour);
                }
                let settings = cx.memory.settings().clone();
                cx.ask(Command::Set(Box::new(Settings { knows_hints: true, ..settings })));
            }
            if cx.is_overview && cx.document.question().is_some() {
                self.overview.ui(ui, cx);
            } else {
                self.plot.ui(ui, cx);
            }
        });
        marks.end_frame();
    }
}

/// In points: in less the plot has no room beside them, and they are in the help all the same.
const ROOM_FOR_HINTS: f32 = 480.0;

/// How wide or high what stands in the place of a panel is, in points.
const TAB: f32 = 26.0;

/// In a window narrower than this, in points, the panel on the right yields to the plot, and in one
/// narrower than that the sources do.
const ROOM_FOR_SIDE: f32 = 1400.0;
const ROOM_FOR_SOURCES: f32 = 860.0;
/// In one lower than this the table and the brush do.
const ROOM_FOR_TABLE: f32 = 800.0;

/// The panels that yield to the plot in a window of this size. Under lanes the list stays: it is
/// what they say.
pub(super) fn cramped_in(window: egui::Vec2, arrangement: Arrangement) -> Vec<Panel> {
    let is_over_list = arrangement == Arrangement::Lanes;
    let all = [
        (Panel::Side, window.x < ROOM_FOR_SIDE),
        (Panel::Table, window.y < ROOM_FOR_TABLE && !is_over_list),
        (Panel::Brush, window.y < ROOM_FOR_TABLE),
        (Panel::Sources, window.x < ROOM_FOR_SOURCES),
    ];
    all.into_iter().filter(|(_, is_cramped)| *is_cramped).map(|(panel, _)| panel).collect()
}

/// What stands in the place of the table: a click brings it back.
fn tab_ui(ui: &mut Ui, cx: &Cx<'_>, action: Action, says: &str) {
    let button = egui::Button::new(soft(format!("▴ {says}"))).frame(false);
    let response = ui.add(button).on_hover_text(action.tooltip());
    if response.accessible_name(action.label()).clicked() {
        cx.act(action);
    }
}

/// What stands in the place of the panel on the right, from top to bottom.
fn side_tab_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let action = Action::ToggleSide;
    let size = egui::vec2(ui.available_width(), 220.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, action.label()));
    let role =
        if response.hovered() || response.has_focus() { Role::Accent } else { Role::InkSoft };
    let (ink, font) = (cx.ink(role), egui::FontId::proportional(12.0));
    let galley = ui.painter().layout_no_wrap("▾ Agreement and cards".to_owned(), font, ink);
    let at = rect.center_top() + egui::vec2(galley.size().y / 2.0, APART);
    let turned = egui::epaint::TextShape::new(at, galley, ink);
    ui.painter().add(turned.with_angle(std::f32::consts::FRAC_PI_2));
    if response.on_hover_text(action.tooltip()).clicked() {
        cx.act(action);
    }
}

/// How far the panels may be widened, so that the plot keeps the most of any window.
struct Room {
    sources: egui::Rangef,
    side: egui::Rangef,
    table: egui::Rangef,
    /// How high the list under the lanes is at first.
    days: f32,
}

impl Room {
    fn within(window: egui::Vec2) -> Room {
        /// What the bars, the sentence and a low plot need above the table, in points.
        const ABOVE_THE_TABLE: f32 = 420.0;
        Room {
            sources: egui::Rangef::new(160.0, (window.x * 0.22).clamp(180.0, 420.0)),
            side: egui::Rangef::new(200.0, (window.x * 0.32).clamp(220.0, 520.0)),
            table: egui::Rangef::new(80.0, (window.y - ABOVE_THE_TABLE).clamp(96.0, 600.0)),
            days: (window.y * 0.17).clamp(88.0, 170.0),
        }
    }
}
